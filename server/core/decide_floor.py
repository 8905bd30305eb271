"""Rules of the floor: heats, station clocks, time given back, notes. How a clock moves stands in `clock.py`."""

import re
from collections.abc import Sequence

from server.core import limits
from server.core.clock import Moment, between, can, needs_reason
from server.core.commands import Actor
from server.core.commands_floor import (
    CallHeat,
    CarryClocks,
    GiveTime,
    NoteAttendance,
    NoteFault,
    PlanHeat,
    SetClocks,
    WithdrawFault,
)
from server.core.competition import Competition
from server.core.facts_floor import (
    AttendanceNoted,
    ClocksCarried,
    ClocksSet,
    FaultNoted,
    FaultWithdrawn,
    HeatCalled,
    HeatPlanned,
    TimeGiven,
)
from server.core.ids import Code as BlindCode
from server.core.ids import ModuleId, RoundId
from server.core.refusals import Code, Refusal
from server.core.round import Round

GIVEN_MAX = 4 * 3600
"""Seconds given back at once."""
CARRY_BACK_MAX = 5_000
"""Milliseconds by which the time of day may have gone back over a restart and still be believed."""
CARRY_MAX = 12 * 3_600_000
"""Milliseconds a clock may have run over a restart; more is a wrong time of day rather than work."""

_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


def plan_heat(state: Competition, command: PlanHeat) -> HeatPlanned | Refusal:
    """From the draw on, as often as wanted."""
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    if not 1 <= command.heat <= round_.heats:
        return Refusal(Code.HEAT_UNKNOWN)
    if command.starts_at and not _TIME.fullmatch(command.starts_at):
        return Refusal(Code.MALFORMED, {"problem": "starts_at：时间写作 HH:MM / a time is HH:MM"})
    return limits.check_title(command.title) or HeatPlanned(
        round_.id, command.heat, command.title, command.starts_at
    )


def call_heat(state: Competition, command: CallHeat) -> HeatCalled | Refusal:
    """While the round is open; a heat may be called again."""
    round_ = _open(state, command.round, command.module)
    if isinstance(round_, Refusal):
        return round_
    if command.heat not in (range(1, round_.heats + 1) if round_.heats else (0,)):
        return Refusal(Code.HEAT_UNKNOWN)
    return HeatCalled(round_.id, command.module, command.heat)


def note_attendance(state: Competition, command: NoteAttendance) -> AttendanceNoted | Refusal:
    """While the round is open; what is noted last holds."""
    round_ = _open(state, command.round, command.module)
    if isinstance(round_, Refusal):
        return round_
    return _unknown(round_, (command.code,)) or AttendanceNoted(
        round_.id, command.module, command.code, command.attendance
    )


def set_clocks(state: Competition, command: SetClocks, moment: Moment) -> ClocksSet | Refusal:
    """
    All the clocks named or none, while the round is open; only who competes can be started.

    A clock that still runs when judging has ended can be made to stand.

    A second "start all" from another hand is refused and names the clock that runs already.
    """
    round_ = _open(state, command.round, command.module, also_closed=command.act in ("pause", "stop"))
    if isinstance(round_, Refusal):
        return round_
    if refused := _unknown(round_, command.codes):
        return refused
    reason_needed = False
    for code in command.codes:
        clock = round_.floor.clock(command.module, code)
        if not can(clock, command.act):
            return Refusal(Code.CLOCK_CANNOT, {"code": code, "state": clock.state})
        if command.act == "start" and round_.state(round_.entries[code]) != "competing":
            return Refusal(Code.ENTRY_NOT_COMPETING, {"code": code})
        reason_needed |= needs_reason(clock, command.act)
    return limits.check_reason(command.reason, needed=reason_needed) or ClocksSet(
        round_.id,
        command.module,
        command.act,
        command.codes,
        moment,
        _ran(round_, command.module, command.codes, moment),
        command.reason,
    )


def give_time(state: Competition, command: GiveTime, moment: Moment) -> TimeGiven | Refusal:
    """To clocks that were started, stopped ones included; nobody gets back more than the clock has run."""
    round_ = _open(state, command.round, command.module)
    if isinstance(round_, Refusal):
        return round_
    if refused := _unknown(round_, command.codes):
        return refused
    if not 0 < abs(command.seconds) <= GIVEN_MAX:
        return Refusal(Code.CLOCK_TIME_INVALID, {"seconds_max": GIVEN_MAX})
    for code in command.codes:
        clock = round_.floor.clock(command.module, code)
        if clock.state == "planned":
            return Refusal(Code.CLOCK_CANNOT, {"code": code, "state": clock.state})
        if 1000 * command.seconds > clock.counted(moment):
            return Refusal(Code.CLOCK_TIME_INVALID, {"seconds_max": clock.counted(moment) // 1000})
    return limits.check_reason(command.reason, needed=True) or TimeGiven(
        round_.id,
        command.module,
        command.codes,
        command.seconds,
        command.reason,
        moment,
        _ran(round_, command.module, command.codes, moment),
    )


def carry_clocks(state: Competition, command: CarryClocks, moment: Moment) -> ClocksCarried | Refusal:
    """
    Clocks that run by a steady clock whose life has ended go on by the one of `moment`.

    The time between is read off the time of day, unless that is earlier than what the ledger has seen or gives more
    than a day's work: then the clocks are halted at what they had run when the ledger last heard of anything.
    """
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    running = round_.floor.running(command.module)
    orphans = {code: one for code, one in running.items() if one.since and one.since.run != moment.run}
    if not orphans:
        return Refusal(Code.CLOCK_CANNOT, {"code": "", "state": ""})
    believed = moment.wall >= state.recorded_at - CARRY_BACK_MAX and all(
        clock.since is not None and moment.wall - clock.since.wall <= CARRY_MAX for clock in orphans.values()
    )
    last = moment if believed else Moment("", 0, state.recorded_at)
    ran = {
        code: clock.used + (between(clock.since, last) if clock.since is not None else 0)
        for code, clock in orphans.items()
    }
    return ClocksCarried(round_.id, command.module, "wall" if believed else "halted", moment, ran)


def note_fault(state: Competition, command: NoteFault, actor: Actor, moment: Moment) -> FaultNoted | Refusal:
    """While the round is open, whether the clock runs or not: a fault may be seen at the clearing up."""
    round_ = _open(state, command.round, command.module)
    if isinstance(round_, Refusal):
        return round_
    ran = round_.floor.clock(command.module, command.code).ran(moment)
    return (
        _unknown(round_, (command.code,))
        or limits.check_text("text", command.text, limits.REASON_LENGTH)
        or FaultNoted(round_.id, command.module, command.code, command.text, actor.official, ran, moment)
    )


def withdraw_fault(state: Competition, command: WithdrawFault) -> FaultWithdrawn | Refusal:
    """Once, with a reason; the note stays on record."""
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    if round_.phase != "open":
        return Refusal(Code.ROUND_NOT_OPEN)
    note = round_.floor.notes.get(command.note)
    if note is None or note.withdrawn:
        return Refusal(Code.NOTE_UNKNOWN)
    return limits.check_reason(command.reason, needed=True) or FaultWithdrawn(
        round_.id, command.note, command.reason
    )


def _open(
    state: Competition, id_: RoundId, module: ModuleId, *, also_closed: bool = False
) -> Round | Refusal:
    """The round, when it is open and has such a module."""
    round_ = state.rounds.get(id_)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    if state.event_of(round_).scheme.module(module) is None:
        return Refusal(Code.MODULE_UNKNOWN)
    phases = ("open", "closed") if also_closed else ("open",)
    return round_ if round_.phase in phases else Refusal(Code.ROUND_NOT_OPEN)


def _unknown(round_: Round, codes: Sequence[BlindCode]) -> Refusal | None:
    """At least one code, none twice, all of this round."""
    if not codes or len(set(codes)) < len(codes):
        return Refusal(Code.MALFORMED, {"problem": "codes：至少一个且不重复 / one or more, none twice"})
    for code in codes:
        if code not in round_.entries:
            return Refusal(Code.CODE_UNKNOWN, {"code": code[:20]})
    return None


def _ran(round_: Round, module: ModuleId, codes: Sequence[BlindCode], moment: Moment) -> dict[BlindCode, int]:
    return {code: round_.floor.clock(module, code).ran(moment) for code in codes}
