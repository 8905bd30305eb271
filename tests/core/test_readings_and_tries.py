"""Several readings of a line, limits, several tries, points beyond the maximum, gates that bar: each by hand."""

from dataclasses import replace
from decimal import Decimal as D
from fractions import Fraction as F

import pytest

from server.core.ids import AspectId, FieldId, ModuleId, OfficialId
from server.core.marks import check_mark
from server.core.points import points_of
from server.core.results import result_of
from server.core.rules import (
    Band,
    Bands,
    Count,
    Fault,
    Imported,
    Interpolation,
    Item,
    Knot,
    Level,
    Limits,
    Measurement,
    OutDeduction,
    Points,
    Quantity,
    Rubric,
    Time,
    Veto,
    Within,
    YesNo,
)
from server.core.scheme import Aspect, Gate, Module, PanelRule, ResultRule, Scheme, SubCriterion, Tries
from server.core.tally import Spread, Why
from server.core.text import Text

NAME = Text("例", "example")
JUDGE, OTHER = OfficialId("judge"), OfficialId("other")
TIMES = Quantity(FieldId("q"), NAME, "mm", D(1), D(-100), D(100), 3, D(0), D(5), D(5))


def aspect(rule, most="10", **more):
    return Aspect(AspectId("a"), NAME, None if most is None else D(most), rule, **more)


def worth(one, mark):
    assert check_mark(one, mark) is None
    return points_of(one, mark)


def readings(*values):
    return {f"q.{n}": value for n, value in enumerate(values, 1)}


def test_a_rubric_is_worth_the_points_of_its_level():
    rule = Rubric((Level(NAME, D(0)), Level(NAME, D("2.5")), Level(NAME, D(10))))

    assert [worth(aspect(rule), {"level": level}) for level in ("0", "1", "2")] == [0, F(5, 2), 10]


def test_a_theory_paper_is_scaled_to_its_maximum_exactly():
    assert worth(aspect(Imported(D(150)), "20"), {"points": "100"}) == F(40, 3)


@pytest.mark.parametrize(
    ("take", "points"),
    # 1 -> 10, 2 -> 10, 9 -> 0; their mean is 4 -> 0
    [("worst", 0), ("best", 10), ("each", F(20, 3)), ("mean", 0)],
)
def test_several_readings_come_to_what_the_rule_takes(take, points):
    bands = Bands((Band((Within(FieldId("q"), at_most=D(2)),), D(10)),), take=take)

    assert worth(aspect(Measurement((TIMES,), bands)), readings("1", "2", "9")) == points


@pytest.mark.parametrize(("value", "points"), [("0", 10), ("1", 10), ("2", F(20, 3)), ("4", 0), ("9", 0)])
def test_between_two_knots_points_lie_on_a_straight_line(value, points):
    rule = Interpolation((Knot(D(1), D(10)), Knot(D(4), D(0))))

    assert worth(aspect(Measurement((replace(TIMES, readings=1),), rule)), {"q": value}) == points


@pytest.mark.parametrize(
    ("values", "points"),
    [
        (("5", "5", "0"), 10),
        (("6", "5", "0"), 8),
        (("6", "8", "0"), 6),
        (("6", "6", "6"), 0),
        (("9", "0", "0"), 0),
    ],
)
def test_three_places_outside_or_one_far_outside_leave_nothing(values, points):
    line = Measurement((TIMES,), OutDeduction(D(2)), Limits(2, D(3)))

    assert worth(aspect(line), readings(*values)) == points


def test_a_fault_for_every_three_counts_complete_threes_only():
    joints = Count((Fault(FieldId("f"), NAME, D(-1), per=3),), D(10))

    assert [worth(aspect(joints), {"f": many}) for many in ("2", "3", "8")] == [10, 9, 8]


def test_so_many_that_nothing_is_left():
    rework = Count((Fault(FieldId("f"), NAME, D(-2), zero_from=2),), D(10))

    assert [worth(aspect(rework), {"f": many}) for many in ("0", "1", "2")] == [10, 8, 0]


def test_a_bonus_exceeds_the_maximum_as_far_as_it_says():
    items = YesNo(tuple(Item(FieldId(name), NAME, D(6)) for name in ("x", "y")))

    assert worth(aspect(items, bonus=D(1)), {"x": "yes", "y": "yes"}) == 11


RUNS = {"seconds@1": "10", "seconds@2": "12", "seconds@3": "11", "seconds@4": "20", "seconds@5": "9"}


def average_of_five(mark):
    one = aspect(Time("elapsed", step=D("0.01")), None, tries=Tries(5, "middle"))
    assert check_mark(one, mark) is None
    sub = SubCriterion("s", NAME, (one,))
    low = ResultRule("seconds", "low", live="complete", not_finished="unranked")
    scheme = Scheme(
        "x", 1, NAME, NAME, "typical", "-", None, low, (Module(ModuleId("m"), NAME, None, (sub,)),)
    )
    return result_of(scheme, {"m": {JUDGE: {"a": mark}}}, {"m": (JUDGE,)})


def without(*runs):
    kept = {box: text for box, text in RUNS.items() if int(box[-1]) not in runs}
    return kept | {f"not_attempted@{n}": "yes" for n in runs}


def test_the_average_of_five_leaves_out_the_best_and_the_worst():
    assert average_of_five(RUNS).total == D("11.00")  # 10, 11, 12


def test_one_failed_try_of_five_counts_as_the_worst():
    assert average_of_five(without(4)).total == D("11.00")  # without 9 and the failed one
    assert average_of_five(without(5)).total == D("14.33")  # 11, 12, 20


def test_two_failed_tries_of_five_are_no_result():
    result = average_of_five(without(4, 5))

    assert (result.state, result.total) == ("not_finished", None)
    assert result.modules[ModuleId("m")].why == (Why("tries", "a"),)


def scheme_of(*aspects, **more):
    sub = SubCriterion("s", NAME, aspects)
    rest = SubCriterion("t", NAME, (Aspect(AspectId("b"), NAME, D(5), Points()),))
    module = Module(ModuleId("m"), NAME, D(15), (sub, rest), panel=more.pop("panel", PanelRule()))
    return Scheme(
        "x", 1, NAME, NAME, "typical", "-", D(15), more.pop("result", ResultRule()), (module,), **more
    )


def result(scheme, sheet, *others):
    sheets = dict(zip((JUDGE, OTHER), (sheet, *others), strict=False))
    return result_of(scheme, {"m": sheets}, {"m": tuple(sheets)})


def test_a_veto_on_a_sub_criterion_voids_what_stands_in_it_and_nothing_else():
    veto = Aspect(AspectId("v"), NAME, D(0), Veto("sub_criterion"))
    sheet = {"a": {"points": "10"}, "v": {"fault": "yes"}, "b": {"points": "4"}}

    assert result(scheme_of(aspect(Points()), veto), sheet).total == D("4.00")


def test_who_misses_such_a_gate_keeps_the_total_and_takes_no_rank():
    gate = Gate("s", D(6), NAME, then="unranked")
    barred = result(scheme_of(aspect(Points()), gates=(gate,)), {"a": {"points": "5"}, "b": {"points": "5"}})

    assert (barred.total, barred.ranked, barred.state) == (D("10.00"), False, "complete")
    assert barred.why == (Why("gate", "0"),)


def test_who_misses_a_gate_that_disqualifies_is_out():
    gate = Gate("s", D(6), NAME, then="disqualified")
    out = result(scheme_of(aspect(Points()), gates=(gate,)), {"a": {"points": "5"}, "b": {"points": "5"}})

    assert (out.state, out.total) == ("disqualified", None)


def test_judges_who_have_to_agree_are_told_of_every_difference():
    one = scheme_of(aspect(Imported()), panel=PanelRule("agreed"))
    first, second = ({"a": {"points": p}, "b": {"points": "5"}} for p in ("80", "90"))

    assert result(one, first, second).spreads == (
        Spread(ModuleId("m"), AspectId("a"), D("8.000000"), D("9.000000")),
    )
    assert result(one, first, first).spreads == ()


def test_a_total_does_not_fall_below_its_floor():
    minus = aspect(Count((Fault(FieldId("f"), NAME, D(-20)),), floor=None), "0")
    sheet = {"a": {"f": "1"}, "b": {"points": "5"}}
    one = scheme_of(minus, result=ResultRule(floor=D(0)))
    open_below = replace(one.modules[0], floor=None)

    assert result(replace(one, modules=(open_below,)), sheet).total == D("0.00")
