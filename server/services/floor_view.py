"""The floor of a round as JSON: heats, stations and their clocks, for officials by code and for walls. Pure.

A clock is sent as what it had run and since when; whoever shows it counts on from there, by the server's steady clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from server.core.clock import Moment, StationClock
from server.core.facts_round import Drawn
from server.core.floor import Note
from server.core.ids import EntryId, ModuleId
from server.core.round import Round
from server.core.scheme import Module, Scheme
from server.core.text import Text
from server.services.live_fold import LiveCompetition
from server.services.live_round import LiveRound
from server.services.public_view import Seen
from server.services.standings_view import text

GONE = ("not_started", "withdrawn")
"""States of an entry that everyone in the hall can see: nobody stands there."""


def moment(value: Moment) -> dict[str, Any]:
    """A reading of the clocks."""
    return {"run": value.run, "ticks": value.ticks, "wall": value.wall}


def clock(value: StationClock, module: Module) -> dict[str, Any]:
    """
    A station's clock: milliseconds it had run (`used`) until `since`, or in all where it stands; those given back.

    `limit` is the module's time, absent where it has none.
    """
    shown: dict[str, Any] = {"state": value.state, "used": value.used, "given": value.given}
    if value.since is not None:
        shown["since"] = moment(value.since)
    if module.minutes is not None:
        shown["limit"] = 60_000 * module.minutes
    return shown


def note(value: Note) -> dict[str, Any]:
    """What a floor judge noted; `ran` is what the clock had run, in milliseconds."""
    shown: dict[str, Any] = {
        "position": value.position,
        "text": value.text,
        "ran": value.ran,
        "at": value.recorded_at,
    }
    return shown | ({"withdrawn": value.withdrawn} if value.withdrawn else {})


def heats(round_: Round) -> list[dict[str, Any]]:
    """Every heat with its name and the time it is planned for."""
    found = []
    for number in range(1, round_.heats + 1):
        plan = round_.floor.plans.get(number)
        title = Text(f"第 {number} 场", f"Heat {number}") if plan is None else plan.title
        found.append(
            {"heat": number, "title": text(title), "starts_at": "" if plan is None else plan.starts_at}
        )
    return found


def current(round_: Round, scheme: Scheme) -> tuple[Module, int]:
    """The module worked on last, at first the first one with a time; and its heat called or started last, else the first."""
    timed = next((module for module in scheme.modules if module.minutes is not None), scheme.modules[0])
    of = round_.floor.module
    module = timed if of is None else scheme.module(of) or timed
    return module, round_.floor.heats.get(module.id, min(1, round_.heats))


def judged(round_: Round, module: ModuleId, entry: EntryId) -> bool:
    """Whether every judge who marks the entry in the module has handed in a sheet for it."""
    there, judges = round_.sheets.get((module, entry), {}), round_.judging(module, entry)
    return bool(judges) and all(judge in there for judge in judges)


def for_officials(competition: LiveCompetition, live: LiveRound) -> dict[str, Any]:
    """The whole floor by code, as `docs/protocol.md` has it: no name, number or entry is in it."""
    round_, scheme = live.round, live.event.scheme
    module, heat = current(round_, scheme)
    return {
        "kind": "floor",
        **_heads(competition, live),
        "phase": round_.phase,
        "module": module.id,
        "heat": heat,
        "now": dict(round_.floor.heats),
        "heats": heats(round_),
        "carried": {of: {"by": fact.by, "at": fact.moment.wall} for of, fact in round_.floor.carried.items()},
        "order": [drawn.code for drawn in round_.order],
        "rows": {drawn.code: _official_row(live, drawn) for drawn in round_.order},
    }


def _official_row(live: LiveRound, drawn: Drawn) -> dict[str, Any]:
    round_, code = live.round, drawn.code
    modules = {}
    for module in live.event.scheme.modules:
        told = round_.floor.attendance.get((module.id, code))
        notes = round_.floor.notes_on(module.id, code)
        modules[module.id] = {
            "clock": clock(round_.floor.clock(module.id, code), module),
            "judged": judged(round_, module.id, drawn.entry),
            **({} if told is None else {"attendance": told}),
            **({"notes": [note(one) for one in notes]} if notes else {}),
        }
    return {
        "code": code,
        "heat": drawn.heat,
        "station": drawn.station,
        "state": round_.state(drawn.entry),
        "modules": modules,
    }


def stations(competition: LiveCompetition, live: LiveRound, public: Seen) -> dict[str, Any]:
    """The wall of stations: the heat that works now, a tile for each station, as the public may see it."""
    round_ = live.round
    module, heat = current(round_, live.event.scheme)
    wall = _Wall(competition, live, public)
    tiles = [drawn for drawn in round_.order if drawn.heat == heat]
    by_place = sorted(tiles, key=lambda drawn: drawn.station) if round_.heats else tiles
    rows = {
        str(drawn.station or place): wall.tile(drawn, module, heat) for place, drawn in enumerate(by_place, 1)
    }
    return {
        "kind": "stations",
        **_heads(competition, live),
        "phase": wall.phase,
        "module": module.id,
        "heat": heat,
        "heats": heats(round_),
        "order": list(rows),
        "rows": rows,
    }


def heat_list(competition: LiveCompetition, live: LiveRound, public: Seen) -> dict[str, Any]:
    """Heats and who is next up, as the public may see it."""
    round_ = live.round
    module, heat = current(round_, live.event.scheme)
    wall = _Wall(competition, live, public)
    states = list(_states(round_, module.id, heat))
    rows = {
        str(one["heat"]): one
        | {
            "state": state,
            "entries": [
                {"station": drawn.station} | wall.who(drawn)
                for drawn in sorted(round_.order, key=lambda drawn: drawn.station)
                if drawn.heat == one["heat"]
            ],
        }
        for one, state in zip(heats(round_), states, strict=True)
    }
    return {
        "kind": "heats",
        **_heads(competition, live),
        "phase": wall.phase,
        "module": module.id,
        "order": list(rows),
        "rows": rows,
    }


def number(live: LiveRound, public: Seen) -> int:
    """The last fact that had a say in what walls show of the floor."""
    # Of sheets nothing may be felt where they may not be seen: the view's own position knows that.
    return max(public.view.position, live.floored[0])


def _states(round_: Round, module: ModuleId, heat: int) -> Iterator[str]:
    """The state of every heat: what clocks say comes first, then the call, then whose turn it is."""
    called = round_.floor.heats.get(module, 0)
    next_up = 1 if not called else heat + 1
    for one in range(1, round_.heats + 1):
        clocks = [round_.floor.clock(module, drawn.code).state for drawn in round_.order if drawn.heat == one]
        if "running" in clocks or "paused" in clocks:
            yield "working"
        elif "stopped" in clocks:
            yield "done"
        elif one == called:
            yield "called"
        else:
            yield "next" if one == next_up else "planned"


class _Wall:
    """What the public may know of entries: by name or by code, and whether sheets may be felt."""

    def __init__(self, competition: LiveCompetition, live: LiveRound, public: Seen) -> None:
        self.phase = public.view.phase
        self.by_name = public.identity == "name"
        self.tells_judging = public.status.is_live
        self._names = competition.names
        self._live = live

    def who(self, drawn: Drawn) -> dict[str, Any]:
        """An entry by number, name and delegation, or by code: never both."""
        if not self.by_name:
            return {"code": drawn.code}
        registered = self._live.event.registrations[drawn.entry]
        name = self._names.entries.get(drawn.entry)
        shown: dict[str, Any] = {
            "number": registered.number,
            "name": text(Text(registered.number, registered.number) if name is None else name),
        }
        delegation = self._names.delegations.get(registered.delegation)
        return shown | ({} if delegation is None else {"delegation": text(delegation)})

    def tile(self, drawn: Drawn, module: Module, heat: int) -> dict[str, Any]:
        """One station: who, what they do, and their clock."""
        own = self._live.round.floor.clock(module.id, drawn.code)
        return {
            **({"station": drawn.station} if drawn.station else {}),
            **self.who(drawn),
            "state": self._state(drawn, module.id, heat, own),
            "clock": clock(own, module),
        }

    def _state(self, drawn: Drawn, module: ModuleId, heat: int, own: StationClock) -> str:
        round_ = self._live.round
        if self.tells_judging and round_.state(drawn.entry) != "competing":
            return "absent" if round_.state(drawn.entry) in GONE else "out"
        if own.state in ("running", "paused"):
            return {"running": "working", "paused": "paused"}[own.state]
        if self.tells_judging and judged(round_, module, drawn.entry):
            return "judged"
        if own.state == "stopped":
            return "stopped"
        if round_.floor.attendance.get((module, drawn.code)) == "absent":
            return "absent"
        return "called" if round_.floor.heats.get(module) == heat else "waiting"


def _heads(competition: LiveCompetition, live: LiveRound) -> dict[str, Any]:
    assert competition.state.title is not None, "a ledger begins with a title"
    return {
        "competition": {"id": competition.id, "title": text(competition.state.title)},
        "event": {"id": live.event.id, "title": text(live.event.title)},
        "round": {"id": live.round.id, "title": text(live.round.title)},
        "modules": [
            {"id": module.id, "title": text(module.title)}
            | ({} if module.minutes is None else {"minutes": module.minutes})
            for module in live.event.scheme.modules
        ],
    }
