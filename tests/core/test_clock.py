"""A station's clock: it moves by the steps there are and no others, and no second is lost or made."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.clock import (
    PLANNED,
    ClockAct,
    ClockState,
    Moment,
    StationClock,
    between,
    can,
    moved,
    needs_reason,
)

STEPS: dict[ClockState, dict[ClockAct, ClockState]] = {
    "planned": {"start": "running"},
    "running": {"pause": "paused", "stop": "stopped", "reset": "planned"},
    "paused": {"start": "running", "stop": "stopped", "reset": "planned"},
    "stopped": {"start": "running", "reset": "planned"},
}
acts = st.sampled_from(get_args(ClockAct))


def at(ticks: int, run: str = "a", wall: int = 0) -> Moment:
    return Moment(run, ticks, wall)


def after(*steps: tuple[int, ClockAct]) -> StationClock:
    """The clock after these acts, each so many milliseconds after the one before."""
    clock, ticks = PLANNED, 0
    for wait, act in steps:
        ticks += wait
        clock = moved(clock, act, at(ticks), clock.ran(at(ticks)))
    return clock


@pytest.mark.parametrize("state", get_args(ClockState))
@pytest.mark.parametrize("act", get_args(ClockAct))
def test_a_clock_can_do_what_its_state_allows_and_nothing_else(state: ClockState, act: ClockAct) -> None:
    since = at(0) if state == "running" else None
    clock = StationClock(state, 1, since)

    assert can(clock, act) == (act in STEPS[state])
    if can(clock, act):
        assert moved(clock, act, at(5), clock.ran(at(5))).state == STEPS[state][act]


@given(st.lists(st.tuples(st.integers(0, 10**6), acts), max_size=30))
def test_no_sequence_leads_outside_and_what_ran_is_the_sum_of_what_it_ran(steps) -> None:
    clock, ticks, ran = PLANNED, 0, 0
    for wait, act in steps:
        ticks += wait
        ran += wait if clock.state == "running" else 0
        if can(clock, act):
            clock = moved(clock, act, at(ticks), clock.ran(at(ticks)))
            ran = 0 if act == "reset" else ran
        assert clock.state in STEPS
        assert (clock.since is not None) == (clock.state == "running")
        assert clock.ran(at(ticks)) == ran
        assert (clock == PLANNED) == (clock.state == "planned")


def test_a_pause_is_no_work_and_time_given_back_counts_as_not_used() -> None:
    clock = after((0, "start"), (60_000, "pause"), (30_000, "start"), (40_000, "stop"))

    assert clock == StationClock("stopped", 100_000)
    assert StationClock("stopped", 100_000, None, 25_000).counted(at(999_999)) == 75_000


def test_only_what_undoes_a_decision_needs_a_reason() -> None:
    reasons = {
        (state, act)
        for state, steps in STEPS.items()
        for act in steps
        if needs_reason(StationClock(state), act)
    }

    assert reasons == {("stopped", "start"), ("running", "reset"), ("paused", "reset"), ("stopped", "reset")}


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(-(10**12), 10**12))
def test_a_time_of_day_that_is_set_changes_no_duration(start: int, ran: int, set_by: int) -> None:
    assert between(at(start, wall=0), at(start + ran, wall=set_by)) == ran


def test_between_two_lives_of_the_steady_clock_the_time_of_day_is_all_there_is() -> None:
    assert between(at(500, "a", 10_000), at(3, "b", 14_000)) == 4_000
    assert between(at(500, "a", 10_000), at(3, "b", 9_000)) == 0
