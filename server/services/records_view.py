"""Records and best-of lists of a competition, as JSON for the public. Pure, and made of what the public may see only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from server.core.competition import Event
from server.core.ids import RoundId
from server.core.records import Achieved, Placed, best, by_delegation
from server.core.rules import Time
from server.core.scheme import Aspect, Module
from server.core.standings import Standing
from server.core.states import State
from server.services.live_fold import LiveCompetition
from server.services.public_view import Seen, seen
from server.services.standings_view import figure, standings, text

BEST = 10
BEST_OF_A_PART = 3


def position(competition: LiveCompetition) -> int:
    """The last fact that had a say in the lists."""
    views = [seen(live).view.position for live in competition.rounds.values()]
    return max([competition.outlined_at, *views])


def records(competition: LiveCompetition) -> dict[str, Any]:
    """The state of the board `records`, as `docs/protocol.md` has it."""
    assert competition.state.title is not None, "a ledger begins with a title"
    events = [_Event(competition, event).whole() for event in competition.state.events.values()]
    return {
        "kind": "records",
        "competition": {"id": competition.id, "title": text(competition.state.title)},
        "events": [event for event in events if event["best"]],
    }


class _Event:
    """One event being looked through: all rounds the public sees, and the rows they are shown with."""

    def __init__(self, competition: LiveCompetition, event: Event) -> None:
        self.event = event
        self.rounds: dict[RoundId, Seen] = {}
        self.rows: dict[RoundId, dict[str, Any]] = {}
        for id_ in event.rounds:
            live = competition.rounds[id_]
            now = seen(live)
            if now.status is not State.HIDDEN and now.view.whole:
                self.rounds[id_] = now
                shown = standings(competition, live, now.view, now.status, now.identity)
                self.rows[id_] = shown["rows"]
        self.titles = {id_: competition.rounds[id_].round.title for id_ in event.rounds}

    def whole(self) -> dict[str, Any]:
        scheme = self.event.scheme
        rule = scheme.result
        totals = list(self._totals())
        named = {} if rule.unit_name is None else {"unit_name": text(rule.unit_name)}
        return {
            "event": {"id": self.event.id, "title": text(self.event.title)},
            "result": {"unit": rule.unit, "direction": rule.direction, "places": rule.rounding.places}
            | named,
            "best": self._shown(best(totals, rule.direction, BEST)),
            "parts": [part for module in scheme.modules for part in self._parts(module) if part["best"]],
            "delegations": self._shown(by_delegation(totals, rule.direction)),
        }

    def _complete(self) -> Iterable[tuple[RoundId, Seen, Standing]]:
        for id_, now in self.rounds.items():
            for one in now.view.standings:
                if one.rank is not None and one.result.state == "complete":
                    yield id_, now, one

    def _totals(self) -> Iterable[Achieved]:
        for id_, now, one in self._complete():
            assert one.total is not None, "who has a rank has a total"
            yield self._achieved(id_, now, one, one.total)

    def _achieved(self, id_: RoundId, now: Seen, one: Standing, value: Decimal) -> Achieved:
        known = now.identity == "name"
        delegation = self.event.registrations[one.entry].delegation if known else ""
        # A blind code means something in its own round only.
        who = one.entry if known else f"{id_} {now.key(one.entry)}"
        return Achieved(who, id_, value, delegation)

    def _parts(self, module: Module) -> Iterable[dict[str, Any]]:
        """A module that is one of several, and what was timed in it."""
        if len(self.event.scheme.modules) > 1:
            direction = "high" if module.max is not None else self.event.scheme.result.direction
            lines = self._of_module(module)
            head = {"id": module.id, "title": text(module.title), "unit": _unit(self.event, module)}
            yield head | {"best": self._shown(best(lines, direction, BEST_OF_A_PART))}
        timed = [aspect for aspect in module.aspects() if _is_timed(aspect)]
        if len(self.event.scheme.modules) > 1 or len(list(module.aspects())) > 1:
            for aspect in timed:
                direction = self.event.scheme.result.direction
                shown = self._shown(best(self._of_aspect(module, aspect), direction, BEST_OF_A_PART))
                yield {"id": aspect.id, "title": text(aspect.title), "unit": "seconds", "best": shown}

    def _of_module(self, module: Module) -> Iterable[Achieved]:
        for id_, now, one in self._complete():
            of = one.result.modules[module.id]
            if not of.void:
                yield self._achieved(id_, now, one, of.total)

    def _of_aspect(self, module: Module, aspect: Aspect) -> Iterable[Achieved]:
        rounding = self.event.scheme.result.rounding
        for id_, now, one in self._complete():
            of = one.result.modules[module.id]
            if not of.void:
                yield self._achieved(id_, now, one, rounding.apply(of.aspects[aspect.id]))

    def _shown(self, placed: Sequence[Placed]) -> list[dict[str, Any]]:
        return [self._line(one) for one in placed]

    def _line(self, placed: Placed) -> dict[str, Any]:
        who, round_, value, _ = placed.achieved
        key = who.rpartition(" ")[2]
        row = self.rows[round_][key]
        named = {name: row[name] for name in ("number", "name", "delegation") if name in row}
        return {
            "place": placed.place,
            "value": figure(value),
            "entry": key,
            "round": {"id": round_, "title": text(self.titles[round_])},
            "status": self.rounds[round_].status,
            **named,
        }


def _is_timed(aspect: Aspect) -> bool:
    return isinstance(aspect.rule, Time) and aspect.rule.scored == "elapsed"


def _unit(event: Event, module: Module) -> str:
    """A module with a maximum has points whatever the whole is counted in."""
    return "points" if module.max is not None else event.scheme.result.unit
