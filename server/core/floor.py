"""The floor of one round as its facts left it: heats, clocks, attendance, notes. What is allowed: `decide_floor.py`."""

from dataclasses import dataclass, field, replace
from typing import assert_never

from server.core.clock import PLANNED, StationClock, moved
from server.core.facts_floor import (
    Attendance,
    AttendanceNoted,
    ClocksCarried,
    ClocksSet,
    FaultNoted,
    FaultWithdrawn,
    FloorFact,
    HeatCalled,
    HeatPlanned,
    TimeGiven,
)
from server.core.ids import Code, ModuleId, OfficialId

At = tuple[ModuleId, Code]
"""One entry in one module."""


@dataclass(frozen=True, slots=True)
class Note:
    """A fault that was noted, at ledger position `position`; `withdrawn` says why it no longer holds, "" while it does."""

    position: int
    module: ModuleId
    code: Code
    text: str
    official: OfficialId
    ran: int
    recorded_at: int
    withdrawn: str = ""


@dataclass(slots=True)
class Floor:
    """
    What has happened on the floor of a round; empty until something has.

    `module` is the one that was worked on last, `heats` the heat that was called or started last in each module; `noted`
    names the notes on each entry.
    """

    plans: dict[int, HeatPlanned] = field(default_factory=dict)
    module: ModuleId | None = None
    heats: dict[ModuleId, int] = field(default_factory=dict)
    attendance: dict[At, Attendance] = field(default_factory=dict)
    clocks: dict[At, StationClock] = field(default_factory=dict)
    carried: dict[ModuleId, ClocksCarried] = field(default_factory=dict)
    notes: dict[int, Note] = field(default_factory=dict)
    noted: dict[At, tuple[int, ...]] = field(default_factory=dict)

    def clock(self, module: ModuleId, code: Code) -> StationClock:
        """An entry's clock in a module."""
        return self.clocks.get((module, code), PLANNED)

    def running(self, module: ModuleId) -> dict[Code, StationClock]:
        """The clocks of a module that run."""
        return {code: clock for (of, code), clock in self.clocks.items() if of == module and clock.since}

    def notes_on(self, module: ModuleId, code: Code) -> list[Note]:
        """What was noted about an entry in a module, withdrawn notes included, in the order they were made."""
        return [self.notes[position] for position in self.noted.get((module, code), ())]

    def copied(self) -> "Floor":
        """The same, to be folded on by itself."""
        return Floor(
            dict(self.plans),
            self.module,
            dict(self.heats),
            dict(self.attendance),
            dict(self.clocks),
            dict(self.carried),
            dict(self.notes),
            dict(self.noted),
        )


def evolve_floor(floor: Floor, fact: FloorFact, heat: int, position: int, recorded_at: int) -> None:
    """
    Fold in one fact, in place, like `competition.evolve`.

    :param heat: the heat of the first entry the fact names, 0 where there are no heats or no entry
    """
    match fact:
        case HeatPlanned():
            floor.plans[fact.heat] = fact
        case HeatCalled():
            floor.module, floor.heats[fact.module] = fact.module, fact.heat
        case AttendanceNoted():
            floor.attendance[fact.module, fact.code] = fact.attendance
        case ClocksSet():
            _set_clocks(floor, fact, heat)
        case TimeGiven():
            for code in fact.codes:
                clock = floor.clock(fact.module, code)
                floor.clocks[fact.module, code] = replace(clock, given=clock.given + 1000 * fact.seconds)
        case ClocksCarried():
            _carry(floor, fact)
        case FaultNoted():
            floor.notes[position] = Note(
                position, fact.module, fact.code, fact.text, fact.official, fact.ran, recorded_at
            )
            at = fact.module, fact.code
            floor.noted[at] = (*floor.noted.get(at, ()), position)
        case FaultWithdrawn():
            floor.notes[fact.note] = replace(floor.notes[fact.note], withdrawn=fact.reason)
        case _:
            assert_never(fact)


def _set_clocks(floor: Floor, fact: ClocksSet, heat: int) -> None:
    for code in fact.codes:
        clock = floor.clock(fact.module, code)
        floor.clocks[fact.module, code] = moved(clock, fact.act, fact.moment, fact.ran[code])
    if fact.act == "start":
        floor.module, floor.heats[fact.module] = fact.module, heat


def _carry(floor: Floor, fact: ClocksCarried) -> None:
    floor.carried[fact.module] = fact
    for code, ran in fact.ran.items():
        clock = floor.clock(fact.module, code)
        floor.clocks[fact.module, code] = (
            replace(clock, used=ran, since=fact.moment)
            if fact.by == "wall"
            else replace(clock, used=ran, since=None, state="paused")
        )
