"""What a ceremony shows step by step: never more than was revealed, and in the end the official list."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from server.core.award_table import AwardId
from server.core.ceremony import (
    Final,
    Known,
    Plan,
    Programme,
    Row,
    Stage,
    Step,
    programme,
    rehearsal,
    state_at,
)
from server.core.ids import EntryId, ModuleId

A, B = ModuleId("a"), ModuleId("b")
GOLD, SILVER = AwardId("gold"), AwardId("silver")
E1, E2, E3 = (EntryId(f"e{n}") for n in (1, 2, 3))
FIELD = (
    Final(E1, 1, False, Decimal("90.5"), {A: Decimal(40), B: Decimal("50.5")}, (GOLD,)),
    Final(E2, 2, False, Decimal(80), {A: Decimal(45), B: Decimal(35)}, (SILVER,)),
    Final(E3, 3, False, Decimal(70), {A: Decimal(30), B: Decimal(40)}),
)


@st.composite
def fields(draw: st.DrawFn) -> list[Final]:
    """Some entries with ranks as standings give them: equals share a rank, and the next one is skipped."""
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=5))
    found: list[Final] = []
    for size in sizes:
        rank = len(found) + 1
        awards = draw(st.sampled_from([(), (GOLD,), (SILVER,), (GOLD, SILVER)]))
        for _ in range(size):
            values = {m: Decimal(draw(st.integers(0, 9))) for m in (A, B)}
            id_ = EntryId(f"e{len(found)}")
            found.append(Final(id_, rank, size > 1, sum(values.values(), Decimal(0)), values, awards))
    return found


plans = st.builds(
    Plan,
    from_rank=st.integers(0, 6),
    by_module=st.booleans(),
    award_stops=st.booleans(),
    call_up=st.booleans(),
    waiting_shown=st.booleans(),
    finale=st.sampled_from(["podium", "list", "both", "none"]),
)


def made(finals: list[Final], plan: Plan) -> Programme:
    return programme(finals, [A, B], [GOLD, SILVER], plan)


def test_steps_go_from_the_last_to_the_first_module_by_module_and_stop_at_awards() -> None:
    steps = made(list(FIELD), Plan(from_rank=2, call_up=True, finale="both")).steps

    assert steps == (
        Step("call", (E2,)),
        Step("module", (E2,), "a"),
        Step("module", (E2,), "b"),
        Step("place", (E2,)),
        Step("award", (E2,)),
        Step("call_up", (E2,), "silver"),
        Step("call", (E1,)),
        Step("module", (E1,), "a"),
        Step("module", (E1,), "b"),
        Step("place", (E1,)),
        Step("award", (E1,)),
        Step("call_up", (E1,), "gold"),
        Step("podium", (E1, E2)),
        Step("list", (E1, E2)),
    )


def test_after_three_steps_two_modules_of_the_last_are_known_and_nothing_else() -> None:
    stage = state_at(made(list(FIELD), Plan()), 3)

    assert stage == Stage(
        step=3,
        beat="module",
        size=3,
        current=(Row(E3, modules={A: Decimal(30), B: Decimal(40)}),),
        lit=(E3,),
        of="b",
    )


def test_equal_ranks_are_revealed_together() -> None:
    tied = [FIELD[0], replace(FIELD[1], shared=True), replace(FIELD[2], rank=2, shared=True)]

    steps = made(tied, Plan(by_module=False, award_stops=False, finale="none")).steps

    assert steps == (
        Step("call", (E2, E3)),
        Step("place", (E2, E3)),
        Step("call", (E1,)),
        Step("place", (E1,)),
    )


def test_the_third_stands_on_the_podium_and_the_fourth_does_not() -> None:
    fourth = replace(FIELD[2], entry=EntryId("e4"), rank=4)
    tied = replace(FIELD[2], entry=EntryId("e5"))

    *_, podium = made([*FIELD, fourth, tied], Plan(finale="podium")).steps

    assert podium == Step("podium", (E1, E2, E3, EntryId("e5")))


def test_a_finale_with_nobody_in_it_is_no_step() -> None:
    plan = Plan(by_module=False, award_stops=False, finale="both")
    nobody = made([replace(FIELD[2], rank=4)], plan).steps

    assert [step.beat for step in nobody] == ["call", "place"]


def test_what_a_frozen_board_showed_is_not_revealed_again() -> None:
    known = Known((E2, E1, E3), {E3: {A: Decimal(30)}, E1: {A: Decimal(40)}})

    of = programme(FIELD, [A, B], [GOLD, SILVER], Plan(waiting_shown=True), known)

    assert of.steps[:3] == (Step("call", (E3,)), Step("module", (E3,), "b"), Step("place", (E3,)))
    assert state_at(of, 1).waiting == (Row(E2), Row(E1, modules={A: Decimal(40)}))
    assert state_at(of, 1).current == (Row(E3, modules={A: Decimal(30)}),)


@given(fields(), plans)
def test_the_last_step_shows_the_official_list_with_its_prizes(finals: list[Final], plan: Plan) -> None:
    of = made(finals, plan)

    end = state_at(of, len(of.steps))

    inside = [one for one in finals if not plan.from_rank or one.rank <= plan.from_rank]
    inside.sort(key=lambda one: (one.rank, one.entry))
    assert [(r.entry, r.rank, r.shared, r.total, r.modules, r.awards) for r in end.placed] == [
        (f.entry, f.rank, f.shared, f.total, f.modules, f.awards) for f in inside
    ]
    assert (end.current, end.waiting) == ((), ())


@given(fields(), plans, st.randoms(use_true_random=False))
def test_the_order_in_which_results_come_has_no_say(finals: list[Final], plan: Plan, random: Random) -> None:
    assert made(random.sample(finals, len(finals)), plan) == made(finals, plan)


@given(fields(), plans, st.data())
def test_what_is_not_revealed_changes_nothing_that_is_seen(
    finals: list[Final], plan: Plan, data: st.DataObject
) -> None:
    of = made(finals, plan)
    step = data.draw(st.integers(0, len(of.steps)))
    before = state_at(of, step)
    called = {row.entry for row in (*before.placed, *before.current)}

    others = [
        one if one.entry in called else replace(one, total=Decimal(999), modules={A: Decimal(1)})
        for one in finals
    ]
    after = state_at(replace(of, finals=made(others, plan).finals), step)

    assert after == before


@given(fields(), plans)
def test_going_back_is_the_state_of_one_step_less(finals: list[Final], plan: Plan) -> None:
    of = made(finals, plan)

    for step in range(1, len(of.steps) + 1):
        seen = state_at(of, step - 1)
        known = {row.entry for row in (*seen.placed, *seen.current)}
        assert known == {e for one in of.steps[: step - 1] if one.beat == "call" for e in one.entries}


def test_a_rehearsal_has_the_same_places_and_prizes_and_nothing_real() -> None:
    false = rehearsal(FIELD, [A, B])

    assert [(one.rank, one.shared, one.awards) for one in false] == [
        (one.rank, one.shared, one.awards) for one in FIELD
    ]
    assert not {one.entry for one in false} & {one.entry for one in FIELD}
    assert not {one.total for one in false} & {one.total for one in FIELD}
