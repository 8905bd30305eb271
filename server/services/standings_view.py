"""Standings as JSON: what the organiser reads, and what public boards are drawn with. Pure.

Which view of a round somebody may have, and whether by name or by blind code, is decided by whoever asks.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from server.core.facts import Identity
from server.core.ids import EntryId
from server.core.scheme import Scheme, Text
from server.core.standings import Standing
from server.services.live_fold import LiveCompetition
from server.services.live_round import LiveRound, RoundView

_LAST = {"competing": 0, "not_finished": 1, "not_started": 2, "withdrawn": 3, "disqualified": 4}
"""Where entries without a rank stand, after those that have one."""


def text(value: Text) -> dict[str, str]:
    """A text in both languages."""
    return {"zh": value.zh, "en": value.en}


def figure(value: Decimal, scheme: Scheme) -> str:
    """A total or a difference of totals, with as many places as the event has."""
    return f"{value:.{scheme.result.rounding.places}f}"


def _heads(scheme: Scheme) -> dict[str, Any]:
    """How results are to be read, and the modules with what each is worth at most."""
    rule = scheme.result
    return {
        "result": {"unit": rule.unit, "direction": rule.direction, "places": rule.rounding.places},
        "modules": [_module_head(module) for module in scheme.modules],
    }


def for_organiser(competition: LiveCompetition, live: LiveRound) -> dict[str, Any]:
    """A round's standings as they are now, by name, whatever the public may see."""
    round_ = live.round
    official = round_.phase == "published"
    status = ("official" if round_.version == 1 else "corrected") if official else "provisional"
    return standings(competition, live, live.view(), status, "name")


def standings(
    competition: LiveCompetition, live: LiveRound, view: RoundView, status: str, identity: Identity
) -> dict[str, Any]:
    """The state of a standings board, as `docs/protocol.md` has it."""
    assert competition.state.title is not None, "a ledger begins with a title"
    event, round_ = live.event, live.round
    return {
        "kind": "standings",
        "competition": {"id": competition.id, "title": text(competition.state.title)},
        "event": {"id": event.id, "title": text(event.title)},
        "round": {"id": round_.id, "title": text(round_.title)},
        "phase": view.phase,
        "status": status,
        "version": view.version,
        "as_of": view.as_of,
        **_heads(event.scheme),
        **_Draw(competition, live, view, identity).whole(),
    }


class _Draw:
    """One drawing under way: what every row needs, looked up once."""

    def __init__(
        self, competition: LiveCompetition, live: LiveRound, view: RoundView, identity: Identity
    ) -> None:
        self.scheme = live.event.scheme
        self.registrations = live.event.registrations
        self.names = competition.names
        self.view = view
        self.by_name = identity == "name"
        self.codes = {drawn.entry: drawn.code for drawn in self.view.order}
        self.leader = next((s.total for s in self.view.standings if s.rank == 1), None)

    def whole(self) -> dict[str, Any]:
        counts = self.view.counts.values()
        placed = sorted(self.view.standings, key=self._place)
        return {
            "progress": {"in": sum(there for there, _ in counts), "due": sum(due for _, due in counts)},
            "order": [self._key(standing.entry) for standing in placed],
            "rows": {
                self._key(standing.entry): self._row(standing, place)
                for place, standing in enumerate(placed, 1)
            },
            "recent": [self._recent(recent) for recent in self.view.recent],
        }

    def _key(self, entry: EntryId) -> str:
        return entry if self.by_name else self.codes[entry]

    def _place(self, standing: Standing) -> tuple[float, int, int, str]:
        # Equal ranks stand by what everybody sees: in order of a hidden number, or of the running order, the
        # list would tell who is behind a code.
        shown = self.registrations[standing.entry].number if self.by_name else self.codes[standing.entry]
        state = self.view.states.get(standing.entry, "competing")
        rank = standing.rank if standing.rank is not None else float("inf")
        return rank, _LAST[state], len(shown), shown
