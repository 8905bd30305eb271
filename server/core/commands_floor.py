"""What can be asked for on the floor (现场): heats, station clocks, notes. See `commands.py`."""

from dataclasses import dataclass
from typing import Literal

from server.core.clock import ClockAct
from server.core.facts_floor import Attendance
from server.core.ids import Code, ModuleId, RoundId
from server.core.text import Text


@dataclass(frozen=True, slots=True)
class PlanHeat:
    """Name a heat and say when it is planned to begin (`HH:MM`, "" for no time)."""

    round: RoundId
    heat: int
    title: Text
    starts_at: str = ""
    kind: Literal["plan_heat"] = "plan_heat"


@dataclass(frozen=True, slots=True)
class CallHeat:
    """Call a heat to its stations for a module; 0 calls everyone where there are no heats."""

    round: RoundId
    module: ModuleId
    heat: int
    kind: Literal["call_heat"] = "call_heat"


@dataclass(frozen=True, slots=True)
class NoteAttendance:
    """Note who is there at the call."""

    round: RoundId
    module: ModuleId
    code: Code
    attendance: Attendance
    kind: Literal["note_attendance"] = "note_attendance"


@dataclass(frozen=True, slots=True)
class SetClocks:
    """
    Start, pause, stop or reset the clocks of one entry or of many, all or none.

    To go on after a stop and to reset need a reason.
    """

    round: RoundId
    module: ModuleId
    act: ClockAct
    codes: tuple[Code, ...]
    reason: str = ""
    kind: Literal["set_clocks"] = "set_clocks"


@dataclass(frozen=True, slots=True)
class GiveTime:
    """Give seconds back to one entry or to many, with a reason; negative seconds count time the clock had missed."""

    round: RoundId
    module: ModuleId
    codes: tuple[Code, ...]
    seconds: int
    reason: str
    kind: Literal["give_time"] = "give_time"


@dataclass(frozen=True, slots=True)
class CarryClocks:
    """The server's own: carry the clocks of a module over a restart of the machine."""

    round: RoundId
    module: ModuleId
    kind: Literal["carry_clocks"] = "carry_clocks"


@dataclass(frozen=True, slots=True)
class NoteFault:
    """Note a fault that was seen during the work; the judges of the entry are shown it."""

    round: RoundId
    module: ModuleId
    code: Code
    text: str
    kind: Literal["note_fault"] = "note_fault"


@dataclass(frozen=True, slots=True)
class WithdrawFault:
    """Take a note back, with a reason; `note` is the position of its fact."""

    round: RoundId
    note: int
    reason: str
    kind: Literal["withdraw_fault"] = "withdraw_fault"


FloorCommand = CallHeat | NoteAttendance | SetClocks | GiveTime | NoteFault | WithdrawFault
"""What a floor judge (现场裁判) may ask for; an organiser may, too."""
