"""What happens on the floor (现场), as facts: heats called, station clocks, faults noted. See `facts.py`.

Everything here names entries by their blind code: a floor judge knows no other name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from server.core.clock import ClockAct, Moment
from server.core.ids import Code, ModuleId, OfficialId, RoundId
from server.core.text import Text

Attendance = Literal["present", "late", "absent"]
"""Whether an entry was there when its heat was called."""
CarriedBy = Literal["wall", "halted"]


@dataclass(frozen=True, slots=True)
class HeatPlanned:
    """A heat's name and the time it is planned for (`HH:MM`, "" without one); replaces what was planned before."""

    round: RoundId
    heat: int
    title: Text
    starts_at: str = ""
    kind: Literal["heat_planned"] = "heat_planned"


@dataclass(frozen=True, slots=True)
class HeatCalled:
    """检录: a heat is called to its stations for a module."""

    round: RoundId
    module: ModuleId
    heat: int
    kind: Literal["heat_called"] = "heat_called"


@dataclass(frozen=True, slots=True)
class AttendanceNoted:
    """An entry was present, late or absent at the call. Whether it then did not start is a state of its own."""

    round: RoundId
    module: ModuleId
    code: Code
    attendance: Attendance
    kind: Literal["attendance_noted"] = "attendance_noted"


@dataclass(frozen=True, slots=True)
class ClocksSet:
    """
    Something was done to one or many station clocks at the same moment.

    `ran` is how long each had run by then, in milliseconds, worked out by the server from its steady clock.
    """

    round: RoundId
    module: ModuleId
    act: ClockAct
    codes: tuple[Code, ...]
    moment: Moment
    ran: Mapping[Code, int]
    reason: str = ""
    kind: Literal["clocks_set"] = "clocks_set"


@dataclass(frozen=True, slots=True)
class TimeGiven:
    """
    补时: so many seconds do not count as used, for each of these entries. Negative: the clock had missed them.

    `ran` is how long each clock had run by then.
    """

    round: RoundId
    module: ModuleId
    codes: tuple[Code, ...]
    seconds: int
    reason: str
    moment: Moment
    ran: Mapping[Code, int]
    kind: Literal["time_given"] = "time_given"


@dataclass(frozen=True, slots=True)
class ClocksCarried:
    """
    The steady clock began a new life while these clocks ran (the machine was restarted); they go on from `moment`.

    `wall`: the time between was taken from the time of day. `halted`: the time of day could not be believed; the
    clocks stand at what they had certainly run, for a person to decide. `ran` is what each has run by `moment`.
    """

    round: RoundId
    module: ModuleId
    by: CarriedBy
    moment: Moment
    ran: Mapping[Code, int]
    kind: Literal["clocks_carried"] = "clocks_carried"


@dataclass(frozen=True, slots=True)
class FaultNoted:
    """A floor judge saw something during the work; `ran` is what the entry's clock had run by then, milliseconds."""

    round: RoundId
    module: ModuleId
    code: Code
    text: str
    official: OfficialId
    ran: int
    moment: Moment
    kind: Literal["fault_noted"] = "fault_noted"


@dataclass(frozen=True, slots=True)
class FaultWithdrawn:
    """A note was made in error; `note` is the position of its fact."""

    round: RoundId
    note: int
    reason: str
    kind: Literal["fault_withdrawn"] = "fault_withdrawn"


FloorFact = (
    HeatPlanned
    | HeatCalled
    | AttendanceNoted
    | ClocksSet
    | TimeGiven
    | ClocksCarried
    | FaultNoted
    | FaultWithdrawn
)
"""None of these changes a mark, a result or a rank."""
