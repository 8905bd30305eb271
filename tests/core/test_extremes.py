"""The best and the worst mark of an aspect: no mark that may be recorded is worth more or less."""

from dataclasses import replace
from decimal import Decimal as D
from decimal import localcontext
from random import Random

from hypothesis import given, settings

from server.core.amounts import EXACT
from server.core.extremes import can_be_bounded, extreme, extreme_reading, failed, may_be_no_time
from server.core.ids import AspectId, FieldId, ModuleId
from server.core.marks import check_mark
from server.core.points import points_of, worth
from server.core.rules import (
    Count,
    Fault,
    Interpolation,
    Item,
    Knot,
    Limits,
    Measurement,
    Quantity,
    Time,
    YesNo,
)
from server.core.scheme import Aspect, Gate, Module, ResultRule, Scheme, SubCriterion, Tries
from server.core.text import Text
from tests.core.aspect_strategies import some_aspect
from tests.core.strategies import randoms, some_mark

NAME = Text("例", "example")


def scheme_of(one: Aspect) -> Scheme:
    sub = SubCriterion("s", NAME, (one,))
    module = Module(ModuleId("m"), NAME, one.reach, (sub,))
    return Scheme("x", 1, NAME, NAME, "typical", "-", None, ResultRule(), (module,))


def aspect(rule, most="10", **more):
    return Aspect(AspectId("a"), NAME, None if most is None else D(most), rule, **more)


@settings(max_examples=300)
@given(randoms)
def test_no_mark_is_worth_more_than_the_best_or_less_than_the_worst(random: Random):
    one = some_aspect(random, "a", 1)
    best, worst = extreme(one, "most"), extreme(one, "least")
    with localcontext(EXACT):
        some = [worth(one, some_mark(random, one)) for _ in range(40)]

        assert check_mark(one, best) is None
        assert check_mark(one, worst) is None
        if can_be_bounded(scheme_of(one)):
            assert worth(one, worst) <= min(some)
            assert max(some) <= worth(one, best)


def test_a_gate_that_asks_for_points_where_few_win_leaves_no_best_mark():
    gate = Gate("m", D(5), NAME, then="unranked")
    event = scheme_of(aspect(Time("elapsed"), None))
    low = replace(event, result=ResultRule("seconds", "low", live="complete"))

    assert can_be_bounded(low)
    assert not can_be_bounded(replace(low, gates=(gate,)))


def test_a_fault_may_be_found_so_often_that_all_is_lost_and_a_piece_is_made_as_often_as_counts():
    faults = (
        Fault(FieldId("crack"), NAME, D(-1), zero_from=3, count_max=9),
        Fault(FieldId("piece"), NAME, D(2), count_max=4),
    )
    one = aspect(Count(faults, D(2)))

    assert extreme(one, "most") == {"crack": "0", "piece": "4"}
    assert points_of(one, extreme(one, "least")) == 0


def test_an_item_that_takes_away_is_met_in_the_worst_mark_only():
    items = (Item(FieldId("good"), NAME, D(3)), Item(FieldId("bad"), NAME, D(-2)))
    one = aspect(YesNo(items), "3")

    assert extreme(one, "most") == {"good": "yes", "bad": "no"}
    assert extreme(one, "least") == {"good": "no", "bad": "yes"}


def test_the_best_reading_may_lie_beside_a_knot_that_the_step_does_not_hit():
    quantity = Quantity(FieldId("d"), NAME, "mm", D("0.1"), D(0), D(2))
    knots = (Knot(D("0.55"), D(0)), Knot(D("0.75"), D(10)), Knot(D("0.85"), D(0)))
    one = aspect(Measurement((quantity,), Interpolation(knots)))

    assert extreme(one, "most") == {"d": "0.7"}


def test_two_places_of_three_may_be_out_when_the_rule_says_so():
    quantity = Quantity(
        FieldId("d"), NAME, "mm", D(1), D(0), D(9), readings=3, nominal=D(5), plus=D(0), minus=D(0)
    )
    knots = (Knot(D(5), D(4)), Knot(D(9), D(10)))
    one = aspect(Measurement((quantity,), Interpolation(knots, "each"), Limits(out_max=2)))

    best = extreme(one, "most")

    assert sorted(best.values()) == ["5", "9", "9"]


def test_of_equal_marks_the_one_with_the_better_reading_is_chosen():
    one = aspect(Time("recorded", step=D(1), high=D(600)), "0")

    assert extreme(one, "most", FieldId("seconds"), "low") == {"seconds": "0"}
    assert extreme(one, "least", FieldId("seconds"), "high") == {"seconds": "600"}
    assert extreme_reading(one, FieldId("seconds"), "high") == "600"


def test_a_time_that_is_the_result_is_none_where_no_try_was_made_and_no_shortest_one():
    one = aspect(Time("elapsed", high=D(60)), None, tries=Tries(2, "lowest"))

    assert extreme(one, "most") == {"seconds@1": "60", "seconds@2": "60"}
    assert extreme(one, "least") == {"seconds@1": "0", "seconds@2": "0"}
    assert may_be_no_time(one)
    assert failed(one) == {"not_attempted@1": "yes", "not_attempted@2": "yes"}
