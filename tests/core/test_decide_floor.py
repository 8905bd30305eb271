"""The floor of a round: heats, station clocks, time given back, notes; who may do it, and what a restart does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.clock import PLANNED, ClockAct, Moment, StationClock
from server.core.commands import Actor, Command
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
from server.core.commands_round import CloseRound, MakeDraw
from server.core.commands_rulings import SetEntryState
from server.core.commands_withheld import FreezeWhenDue
from server.core.competition import Competition, copied, evolve
from server.core.decide import decide, may
from server.core.facts_floor import ClocksCarried, ClocksSet, FaultNoted, TimeGiven
from server.core.ids import Code as BlindCode
from server.core.ids import OfficialId
from server.core.refusals import Code, Refusal
from server.core.text import Text
from tests.support.random_commands import SERVER, floor_commands, judges_commands, organisers_commands
from tests.support.small import FINAL, ORGANISER, PREPARE, SEED, WELD, codes, judge, opened, played

FLOOR = Actor("floor", OfficialId("f1"), "floor tablet")
HEATS = [replace(one, stations=2) if isinstance(one, MakeDraw) else one for one in opened()]
OPEN = played(*HEATS)
ONE, TWO, THREE, FOUR = codes(OPEN)


def at(ticks: int, run: str = "a", wall: int | None = None) -> Moment:
    return Moment(run, ticks, ticks if wall is None else wall)


def worked(*steps: tuple[int, Command], start: Competition = OPEN) -> Competition:
    """The state after these commands of a floor judge, each at its moment; none may be refused."""
    state = copied(start)
    for ticks, command in steps:
        actor = ORGANISER if isinstance(command, PlanHeat | SetEntryState | CloseRound) else FLOOR
        decision = decide(state, command, actor, "", at(ticks))
        assert not isinstance(decision, Refusal), f"{command} was refused: {decision}"
        for fact in decision:
            evolve(state, fact, state.position + 1, ticks)
    return state


def act(what: ClockAct, *which: BlindCode, reason: str = "") -> SetClocks:
    return SetClocks(FINAL, WELD, what, which, reason)


def clock(state: Competition, code: BlindCode) -> StationClock:
    return state.rounds[FINAL].floor.clock(WELD, code)


def refused(state: Competition, command: Command, actor: Actor = FLOOR, ticks: int = 10_000) -> Refusal:
    decision = decide(state, command, actor, "", at(ticks))
    assert isinstance(decision, Refusal), decision
    return decision


def test_a_heat_starts_together_and_each_clock_stops_for_itself() -> None:
    state = worked((1_000, act("start", ONE, TWO)), (61_000, act("stop", ONE)), (91_000, act("stop", TWO)))

    assert (clock(state, ONE), clock(state, TWO)) == (
        StationClock("stopped", 60_000),
        StationClock("stopped", 90_000),
    )
    assert clock(state, THREE) == PLANNED


def test_a_fact_of_the_clocks_says_what_each_had_run_by_then() -> None:
    state = worked((1_000, act("start", ONE)), (31_000, act("start", TWO)))

    assert decide(state, act("pause", ONE, TWO), FLOOR, "", at(41_000)) == [
        ClocksSet(FINAL, WELD, "pause", (ONE, TWO), at(41_000), {ONE: 40_000, TWO: 10_000})
    ]


def test_all_the_clocks_of_a_command_move_or_none() -> None:
    state = worked((1_000, act("start", ONE)))

    assert refused(state, act("start", ONE, TWO)) == Refusal(
        Code.CLOCK_CANNOT, {"code": ONE, "state": "running"}
    )


def test_time_given_back_is_kept_apart_from_what_ran_and_is_never_more() -> None:
    state = worked((0, act("start", ONE)), (60_000, GiveTime(FINAL, WELD, (ONE,), 20, "power cut")))

    assert clock(state, ONE).counted(at(60_000)) == 40_000
    assert refused(state, GiveTime(FINAL, WELD, (ONE,), 41, "more"), ticks=60_000) == Refusal(
        Code.CLOCK_TIME_INVALID, {"seconds_max": 40}
    )
    late = worked((60_000, GiveTime(FINAL, WELD, (ONE,), -90, "started late")), start=state)
    assert clock(late, ONE).counted(at(60_000)) == 130_000


def test_the_heat_that_was_called_or_started_last_is_the_current_one() -> None:
    called = worked((0, CallHeat(FINAL, WELD, 1)))
    started = worked((5, act("start", THREE)), start=called)

    assert called.rounds[FINAL].floor.heats == {WELD: 1}
    assert started.rounds[FINAL].floor.heats == {WELD: OPEN.rounds[FINAL].drawn[THREE].heat}


def test_a_note_says_what_the_clock_had_run_and_stays_on_record_when_it_is_taken_back() -> None:
    state = worked((0, act("start", ONE)), (7_000, NoteFault(FINAL, WELD, ONE, "没戴面罩")))
    (note,) = state.rounds[FINAL].floor.notes.values()
    after = worked((9_000, WithdrawFault(FINAL, note.position, "wrong station")), start=state)

    assert (note.text, note.official, note.ran, note.withdrawn) == ("没戴面罩", "f1", 7_000, "")
    assert after.rounds[FINAL].floor.notes[note.position] == replace(note, withdrawn="wrong station")


def test_heats_have_names_and_times_that_can_be_changed() -> None:
    state = worked(
        (0, PlanHeat(FINAL, 2, Text("下午场", "Afternoon"), "13:30")),
        (1, PlanHeat(FINAL, 2, Text("晚场", "Evening"), "")),
    )

    plan = state.rounds[FINAL].floor.plans[2]
    assert (plan.title, plan.starts_at) == (Text("晚场", "Evening"), "")


@pytest.mark.parametrize(
    ("steps", "command", "code"),
    [
        ([], act("start", BlindCode("77")), Code.CODE_UNKNOWN),
        ([], act("start"), Code.MALFORMED),
        ([], act("start", ONE, ONE), Code.MALFORMED),
        ([], act("stop", ONE), Code.CLOCK_CANNOT),
        ([], GiveTime(FINAL, WELD, (ONE,), 5, "why"), Code.CLOCK_CANNOT),
        ([(0, act("start", ONE))], GiveTime(FINAL, WELD, (ONE,), 0, "why"), Code.CLOCK_TIME_INVALID),
        ([(0, act("start", ONE))], GiveTime(FINAL, WELD, (ONE,), 5, " "), Code.REASON_MISSING),
        ([(0, act("start", ONE))], act("reset", ONE), Code.REASON_MISSING),
        ([(0, act("start", ONE)), (1, act("stop", ONE))], act("start", ONE), Code.REASON_MISSING),
        ([], CallHeat(FINAL, WELD, 3), Code.HEAT_UNKNOWN),
        ([], CallHeat(FINAL, WELD, 0), Code.HEAT_UNKNOWN),
        ([], NoteFault(FINAL, WELD, ONE, ""), Code.TEXT_MISSING),
        ([], NoteAttendance(FINAL, WELD, BlindCode("77"), "late"), Code.CODE_UNKNOWN),
        ([], WithdrawFault(FINAL, 3, "none"), Code.NOTE_UNKNOWN),
        ([(0, CloseRound(FINAL, incomplete=True))], act("start", ONE), Code.ROUND_NOT_OPEN),
    ],
)
def test_what_cannot_be_is_refused(steps, command, code) -> None:
    assert refused(worked(*steps), command).code is code


def test_who_does_not_compete_is_not_started_and_a_clock_can_stop_after_the_close() -> None:
    entry = OPEN.rounds[FINAL].entries[ONE]
    out = worked((0, SetEntryState(FINAL, entry, "withdrawn")))
    closed = worked((0, act("start", TWO)), (5, CloseRound(FINAL, incomplete=True)))

    assert refused(out, act("start", ONE)).code is Code.ENTRY_NOT_COMPETING
    assert clock(worked((9, act("stop", TWO)), start=closed), TWO) == StationClock("stopped", 9)


def test_without_heats_everyone_is_called_at_once() -> None:
    state = played(*opened())

    called = worked((0, CallHeat(FINAL, WELD, 0)), start=state)
    assert called.rounds[FINAL].floor.heats == {WELD: 0}
    assert refused(state, CallHeat(FINAL, WELD, 1)).code is Code.HEAT_UNKNOWN


def carried(running: Competition, moment: Moment) -> Competition:
    decision = decide(running, CarryClocks(FINAL, WELD), SERVER, "", moment)
    assert not isinstance(decision, Refusal), decision
    (fact,) = decision
    assert isinstance(fact, ClocksCarried)
    state = copied(running)
    evolve(state, fact, state.position + 1, moment.wall)
    return state


def test_a_restart_of_the_machine_counts_the_time_between_by_the_time_of_day() -> None:
    running = worked((5_000, act("start", ONE)))

    state = carried(running, Moment("b", 3, 65_000))

    assert clock(state, ONE) == StationClock("running", 60_000, Moment("b", 3, 65_000))
    assert clock(state, ONE).ran(Moment("b", 1_003, 0)) == 61_000


@pytest.mark.parametrize("wall", [0, 5_000 + 13 * 3_600_000])
def test_a_time_of_day_that_cannot_be_believed_halts_the_clocks(wall: int) -> None:
    running = worked((5_000, act("start", ONE)), (35_000, CallHeat(FINAL, WELD, 2)))

    state = carried(running, Moment("b", 3, wall))

    assert clock(state, ONE) == StationClock("paused", 30_000)


def test_what_stands_or_runs_by_this_very_clock_is_not_carried() -> None:
    standing = worked((0, act("start", ONE)), (5, act("pause", ONE)))
    running = worked((0, act("start", ONE)))

    for state, moment in ((standing, Moment("b", 0, 10)), (running, at(10))):
        decision = decide(state, CarryClocks(FINAL, WELD), SERVER, "", moment)
        assert isinstance(decision, Refusal)
        assert decision.code is Code.CLOCK_CANNOT


@given(floor_commands)
def test_a_floor_judge_works_the_floor_and_does_nothing_else(command: Command) -> None:
    theirs = not isinstance(command, PlanHeat | CarryClocks)

    assert may(FLOOR, command) == theirs
    assert may(ORGANISER, command) == (not isinstance(command, CarryClocks))
    assert may(SERVER, command) == isinstance(command, CarryClocks)
    assert not may(judge(OfficialId("j1")), command)


@given(organisers_commands | judges_commands)
def test_nothing_else_is_a_floor_judges(command: Command) -> None:
    assert not may(FLOOR, command)


@given(organisers_commands | judges_commands)
def test_of_all_else_the_server_only_freezes_what_is_due(command: Command) -> None:
    assert may(SERVER, command) == isinstance(command, FreezeWhenDue)


steps = st.lists(st.tuples(st.integers(0, 5_000), floor_commands | organisers_commands), max_size=40)


@settings(deadline=None)
@given(steps)
def test_no_sequence_of_commands_leads_outside_the_states_of_a_clock(
    sent: Sequence[tuple[int, Command]],
) -> None:
    state, ticks = copied(OPEN), 0
    for wait, command in sent:
        ticks += wait
        actor = SERVER if isinstance(command, CarryClocks) else ORGANISER
        decision = decide(state, command, actor, "seed", at(ticks))
        if isinstance(decision, Refusal):
            continue
        for fact in decision:
            evolve(state, fact, state.position + 1, ticks)
            if isinstance(fact, ClocksSet | TimeGiven | FaultNoted):
                assert at(ticks) == fact.moment
        for kept in state.rounds[FINAL].floor.clocks.values():
            assert (kept.since is not None) == (kept.state == "running")
            assert kept.used >= 0
            assert kept.counted(at(ticks)) >= 0 or kept.given > 0
            assert kept.state != "planned" or kept == PLANNED


def test_modules_have_clocks_of_their_own() -> None:
    state = worked((0, act("start", ONE)), (1_000, SetClocks(FINAL, PREPARE, "start", (ONE,))))

    assert state.rounds[FINAL].floor.clock(PREPARE, ONE).ran(at(3_000)) == 2_000
    assert clock(state, ONE).ran(at(3_000)) == 3_000
    assert state.rounds[FINAL].floor.module == PREPARE


def test_the_draw_of_a_round_says_how_many_stations_and_whether_delegations_were_kept_apart() -> None:
    round_ = played(*opened()[:-3], MakeDraw(FINAL, SEED, 2, apart=True)).rounds[FINAL]

    assert (round_.heats, round_.stations, round_.apart) == (2, 2, True)
    assert [one.heat for one in round_.order] == [1, 1, 2, 2]
