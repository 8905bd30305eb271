"""A running ceremony: where it waits when it goes on by itself, and what becomes of it when results change in the middle."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.award_table import AwardId
from server.core.ceremony import Beat, Final, Hold, Known, Plan, Stage, state_at
from server.core.ids import CompetitionId, EntryId, ModuleId, RoundId
from server.core.refusals import Code, Refusal
from server.core.text import Text
from server.services.ceremony_run import PACE, SECONDS, Ceremony, Drive
from tests.core.test_ceremony import FIELD, GOLD, SILVER, A, B, fields, plans

AWARDS = {GOLD: Text("金奖", "Gold"), SILVER: Text("银奖", "Silver")}


@dataclass(frozen=True)
class Found:
    """Results as they are found in a round."""

    finals: tuple[Final, ...]
    known: Known = field(default_factory=Known)
    modules: tuple[ModuleId, ...] = (A, B)
    awards: dict[AwardId, Text] = field(default_factory=lambda: dict(AWARDS))
    confirmed: bool = True
    position: int = 9


def prepared(finals: tuple[Final, ...] = FIELD, plan: Plan | None = None) -> Ceremony:
    return Ceremony(
        competition=CompetitionId("cup"),
        round=RoundId("final"),
        finals=finals,
        known=Known(),
        modules=(A, B),
        awards=dict(AWARDS),
        plan=plan or Plan(by_module=False, call_up=True, finale="both"),
        rehearsal=False,
        confirmed=False,
        position=1,
        pin_hash="",
        made_at=1000,
        changed_at=1000,
    )


def driven(of: Ceremony, *drives: tuple[Drive, int] | Drive, who: str = "b", true: bool = True) -> Ceremony:
    for one in drives:
        drive, to = one if isinstance(one, tuple) else (one, 0)
        after = of.after(drive, who, 1000, to=to, true=true)
        assert isinstance(after, Ceremony), (drive, after)
        of = after
    return of


def begun(of: Ceremony) -> Ceremony:
    return driven(driven(of, "arm", who="a"), "go")


def waits(of: Ceremony) -> list[Beat]:
    """Going on by itself, and set going again wherever it waits: the steps at which it waited."""
    found: list[Beat] = []
    while of.step < len(of.programme.steps):
        of = of.by_itself(0) if of.auto else driven(of, ("auto", 5))
        if not of.auto:
            found.append(of.programme.steps[of.step - 1].beat)
    return found


@pytest.mark.parametrize(
    ("holds", "where"),
    [
        ((), ["list"]),
        (("award_after",), ["award", "call_up", "award", "call_up", "podium", "list"]),
        (("award_before",), ["place", "award", "place", "award", "call_up", "podium", "list"]),
        (("entry",), ["place", "call_up", "list"]),
    ],
)
def test_a_ceremony_waits_where_its_plan_says(holds: tuple[Hold, ...], where: list[Beat]) -> None:
    plan = Plan(by_module=False, call_up=True, finale="both", holds=holds)

    assert waits(begun(prepared(plan=plan))) == where


def test_every_place_to_wait_can_be_chosen_at_once() -> None:
    plan = Plan(by_module=False, call_up=True, finale="both", holds=get_args(Hold))
    steps = begun(prepared(plan=plan)).programme.steps

    assert waits(begun(prepared(plan=plan))) == [step.beat for step in steps if step.beat != "call"]


def test_a_wait_is_added_and_taken_away_by_hand_before_it_begins_and_while_it_runs() -> None:
    early = driven(prepared(), ("hold", 1))
    late = driven(begun(early), ("release", 5), ("hold", 2), ("release", 2))

    assert 1 in early.holds
    assert 5 in early.holds
    assert late.holds == early.holds - {5}
    assert (late.step, late.auto, late.phase) == (0, 0, "running")


def test_a_wait_changes_no_pace_that_is_under_way() -> None:
    going = driven(begun(prepared()), ("auto", 5), ("hold", 3))

    assert going.auto == 5


@pytest.mark.parametrize("to", [0, -1, 13, 99])
def test_there_is_no_wait_before_the_first_step_nor_after_the_last(to: int) -> None:
    of = begun(prepared())
    assert len(of.programme.steps) == 12

    assert of.after("hold", "a", 1000, to=to) == Refusal(Code.CEREMONY_NO_SUCH_STEP)


def test_the_last_step_is_no_place_to_wait() -> None:
    of = begun(prepared())

    assert of.after("hold", "a", 1000, to=len(of.programme.steps)) == Refusal(Code.CEREMONY_NO_SUCH_STEP)
    assert len(of.programme.steps) not in of.holds


def test_the_pace_that_was_chosen_last_is_kept() -> None:
    of = begun(prepared())
    after = driven(of, ("auto", 20), "next")

    assert (of.pace, after.pace, after.auto) == (PACE, 20, 0)


@pytest.mark.parametrize(("to", "allowed"), [(1, False), (2, True), (120, True), (121, False)])
def test_a_pace_is_neither_a_blink_nor_a_nap(to: int, *, allowed: bool) -> None:
    assert SECONDS == (2, 120)
    assert isinstance(begun(prepared()).after("auto", "a", 0, to=to), Ceremony) is allowed


@pytest.mark.parametrize("drive", ["next", "auto", ("jump", 5)])
def test_a_ceremony_whose_results_changed_goes_no_further(drive: tuple[Drive, int] | Drive) -> None:
    of = driven(begun(prepared()), ("jump", 4))
    name, to = drive if isinstance(drive, tuple) else (drive, 5)

    assert of.after(name, "b", 1000, to=to, true=False) == Refusal(Code.CEREMONY_RESULTS_CHANGED)


@pytest.mark.parametrize("phase", ["arm", "go"])
def test_a_ceremony_whose_results_changed_does_not_begin(phase: Drive) -> None:
    of = prepared() if phase == "arm" else driven(prepared(), "arm", who="a")

    assert of.after(phase, "b", 1000, true=False) == Refusal(Code.CEREMONY_RESULTS_CHANGED)


def test_it_may_go_back_and_stand_still_though_its_results_changed() -> None:
    of = driven(begun(prepared()), ("jump", 4), ("auto", 5))

    assert driven(of, "back", true=False).step == 3
    assert driven(of, ("jump", 4), true=False).step == 4
    assert driven(of, ("jump", 1), true=False).step == 1
    assert driven(of, "pause", true=False).auto == 0
    by_itself = of.by_itself(0, true=False)
    assert (by_itself.step, by_itself.auto) == (4, 0)


def test_the_same_person_is_not_two_but_in_a_rehearsal() -> None:
    meant, rehearsed = (
        driven(replace(prepared(), rehearsal=rehearsal), "arm", who="a") for rehearsal in (False, True)
    )

    assert meant.after("go", "a", 1000) == Refusal(Code.CEREMONY_NEEDS_ANOTHER)
    assert driven(meant, "go", who="b").phase == driven(rehearsed, "go", who="a").phase == "running"


def test_nothing_is_seen_before_the_second_go() -> None:
    armed = driven(prepared(), "arm", who="a")

    assert (prepared().stage, armed.stage) == (None, None)
    assert driven(armed, "go").stage is not None


def test_a_rehearsal_names_nobody_and_is_never_over() -> None:
    of = begun(replace(prepared(plan=Plan(waiting_shown=True)), rehearsal=True))
    end = driven(of, ("jump", len(of.programme.steps)))
    meant = begun(prepared())

    assert not {one.entry for one in of.programme.finals} & {one.entry for one in FIELD}
    assert not end.is_over
    assert driven(meant, ("jump", len(meant.programme.steps))).is_over
    assert not driven(meant, ("jump", len(meant.programme.steps) - 1)).is_over


def test_with_other_figures_of_the_same_order_it_goes_on_where_it_stood() -> None:
    of = driven(begun(prepared()), ("jump", 4), ("hold", 3))
    found = tuple(replace(one, total=Decimal(one.total or 0) + 1) for one in FIELD)

    after = of.with_results(Found(found), 1000)

    assert (after.step, after.phase, after.auto, after.by_hand) == (4, "running", 0, {3: True})
    assert after.stage is not None
    assert [row.total for row in after.stage.placed] == [Decimal(81), Decimal(71)][-len(after.stage.placed) :]
    assert after.run != of.run
    assert after.changed_at > of.changed_at
    assert (after.confirmed, after.position) == (True, 9)


def test_a_ceremony_goes_back_to_before_the_first_who_is_another_now() -> None:
    third, second = replace(FIELD[2], rank=2), replace(FIELD[1], rank=3, awards=())
    of = driven(begun(prepared()), ("jump", 5), ("hold", 3))

    after = of.with_results(Found((FIELD[0], third, second)), 1000)

    assert (after.step, after.by_hand) == (0, {})


def named(stage: Stage | None) -> set[EntryId]:
    return set() if stage is None else {row.entry for row in (*stage.placed, *stage.current)}


@given(fields(), fields(), plans, st.data())
def test_results_taken_anew_name_nobody_who_was_not_before(
    before: list[Final], later: list[Final], plan: Plan, data: st.DataObject
) -> None:
    of = begun(prepared(tuple(before), plan))
    step = data.draw(st.integers(0, len(of.programme.steps)))
    stood = driven(of, ("jump", step)) if step else of

    after = stood.with_results(Found(tuple(later)), 1000)

    assert after.stage == state_at(after.programme, after.step)
    assert named(after.stage) <= named(stood.stage)
    assert after.step <= stood.step


@given(fields(), plans, st.data())
def test_results_that_are_the_same_move_nothing(before: list[Final], plan: Plan, data: st.DataObject) -> None:
    of = begun(prepared(tuple(before), plan))
    step = data.draw(st.integers(0, len(of.programme.steps)))
    stood = driven(of, ("jump", step))

    assert stood.with_results(Found(tuple(before)), 1000).stage == stood.stage
