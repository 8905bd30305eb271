"""What a mark is worth, kind by kind; the bounds are where mistakes are made."""

from decimal import Decimal as D
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.amounts import units_of
from server.core.ids import AspectId, FieldId
from server.core.marks import check_mark
from server.core.points import points_of
from server.core.rules import (
    Band,
    Bands,
    Count,
    Fault,
    Item,
    Judgement,
    Measurement,
    OverFactor,
    PartCredit,
    PerTime,
    Points,
    Quantity,
    StepDeduction,
    Time,
    Veto,
    Within,
    YesNo,
)
from server.core.scheme import Aspect
from server.core.text import Text
from server.reference import points as reference
from tests.core.aspect_strategies import some_aspect
from tests.core.strategies import randoms, some_mark

NAME = Text("例", "example")


def aspect(rule, most="10"):
    return Aspect(AspectId("a"), NAME, None if most is None else D(most), rule)


def worth(rule, mark, most="10"):
    one = aspect(rule, most)
    assert check_mark(one, mark) is None
    return points_of(one, mark)


def quantity(name="d", readings=1, **more):
    return Quantity(FieldId(name), NAME, "mm", D("0.001"), D(-10), D(100), readings, **more)


def test_a_level_is_worth_its_part_of_the_highest_level_exactly():
    assert worth(Judgement((NAME,) * 4), {"level": "2"}, "0.25") == Fraction(1, 6)


def test_points_count_as_they_are_given():
    assert worth(Points(D("0.25")), {"points": "9.75"}) == Fraction(39, 4)


@pytest.mark.parametrize(
    ("height", "points"),
    [("0", 16), ("1", 16), ("1.001", 12), ("2", 12), ("2.001", 8), ("3", 8), ("3.001", 0), ("-0.001", 0)],
)
def test_a_band_takes_its_bounds_exactly(height, points):
    bands = (
        Band((Within(FieldId("d"), at_least=D(0), at_most=D(1)),), D(16)),
        Band((Within(FieldId("d"), above=D(1), at_most=D(2)),), D(12)),
        Band((Within(FieldId("d"), above=D(2), at_most=D(3)),), D(8)),
    )

    assert worth(Measurement((quantity(),), Bands(bands)), {"d": height}, "16") == points


def test_of_several_readings_the_worst_band_counts():
    bands = (
        Band((Within(FieldId("d"), at_most=D(1)),), D(10)),
        Band((Within(FieldId("d"), at_most=D(2)),), D(4)),
    )
    rule = Measurement((quantity(readings=3),), Bands(bands))

    assert worth(rule, {"d.1": "0.5", "d.2": "2", "d.3": "1"}) == 4
    assert worth(rule, {"d.1": "0.5", "d.2": "2.001", "d.3": "1"}) == 0


@pytest.mark.parametrize(
    ("depth", "length", "points"),
    [("0", "0", 20), ("0.5", "15", 14), ("0.5", "15.001", 8), ("0.501", "1", 0), ("0", "30.001", 0)],
)
def test_a_line_may_be_decided_by_two_measures(depth, length, points):
    def when(depth_to, length_to):
        return Within(FieldId("depth"), at_most=D(depth_to)), Within(FieldId("length"), at_most=D(length_to))

    bands = Bands(
        (Band(when("0", "0"), D(20)), Band(when("0.5", "15"), D(14)), Band(when("0.5", "30"), D(8)))
    )

    assert (
        worth(
            Measurement((quantity("depth"), quantity("length")), bands),
            {"depth": depth, "length": length},
            "20",
        )
        == points
    )


@pytest.mark.parametrize(
    ("read", "points"),
    [
        ("85", 4),
        ("85.08", 4),
        ("84.92", 4),
        ("85.081", 2),
        ("85.09", 2),
        ("85.091", 0),
        ("84.909", 0),
        ("80", 0),
    ],
)
def test_each_step_begun_beyond_the_tolerance_costs(read, points):
    length = quantity(nominal=D(85), plus=D("0.08"), minus=D("0.08"))

    assert worth(Measurement((length,), StepDeduction(D("0.01"), D(2))), {"d": read}, "4") == points


def test_readings_share_the_maximum_equally_and_none_falls_below_nought():
    length = quantity(readings=3, nominal=D(10), plus=D("0.1"), minus=D("0.1"))
    rule = Measurement((length,), StepDeduction(D("0.1"), D(1)))

    # A third of 10 each; 10.15 is one step over, 99 far out.
    assert worth(rule, {"d.1": "10", "d.2": "10.15", "d.3": "99"}) == Fraction(10, 3) + Fraction(7, 3) + 0


@pytest.mark.parametrize(
    ("read", "points"),
    [
        ("20", 8),
        ("20.021", 8),
        ("20.026", 8),
        ("20.027", 4),
        ("20.031", 4),
        ("20.032", 0),
        ("19.999", 8),
        ("19.99", 4),
    ],
)
def test_part_credit_follows_the_distance_beyond_the_tolerance(read, points):
    bore = quantity(nominal=D(20), plus=D("0.021"), minus=D(0))
    factors = (OverFactor(D("0.005"), D(1)), OverFactor(D("0.01"), D("0.5")))

    assert worth(Measurement((bore,), PartCredit(factors)), {"d": read}, "8") == points


def test_a_side_without_tolerance_is_open():
    roughness = quantity(nominal=D("3.2"), plus=D(0))
    rule = Measurement((roughness,), PartCredit((OverFactor(D("3.1"), D("0.5")),)))

    assert [worth(rule, {"d": ra}, "2") for ra in ("0.1", "3.2", "6.3", "6.301")] == [2, 2, 1, 0]


def test_counted_faults_take_away_down_to_the_floor():
    rule = Count((Fault(FieldId("a"), NAME, D(-4), D(4)), Fault(FieldId("b"), NAME, D(-5))), D(10))

    assert worth(rule, {"a": "3", "b": "0"}) == 6
    assert worth(rule, {"a": "0", "b": "1"}) == 5
    assert worth(rule, {"a": "1", "b": "2"}) == 0


def test_counted_pieces_add_up_to_the_maximum_and_without_a_floor_go_below_nought():
    rule = Count((Fault(FieldId("good"), NAME, D("1.5")), Fault(FieldId("bad"), NAME, D(-2))), floor=None)

    assert worth(rule, {"good": "9", "bad": "0"}) == 10
    assert worth(rule, {"good": "1", "bad": "3"}) == Fraction(-9, 2)


def test_penalty_seconds_have_no_ceiling():
    assert worth(Count((Fault(FieldId("box"), NAME, D(15)),)), {"box": "99"}, None) == 1485


@pytest.mark.parametrize(
    ("seconds", "points"),
    [
        ("3000", 5),
        ("3540.01", 3),
        ("3540", 4),
        ("3600", 3),
        ("3660", 3),
        ("3660.01", 2),
        ("3960", 2),
        ("3960.01", 1),
        ("9000", -2),
    ],
)
def test_time_over_costs_by_the_unit_begun_and_time_saved_pays_by_the_unit_complete(seconds, points):
    rule = Time(
        "limit",
        limit=D(3600),
        grace=D(60),
        start=D(3),
        penalty=PerTime(D(1), D(300), D(5)),
        bonus=PerTime(D(1), D(60), D(2), "complete"),
    )

    assert worth(rule, {"seconds": seconds}, "5") == points


def test_elapsed_time_is_worth_itself_and_recorded_time_nothing():
    assert worth(Time("elapsed"), {"seconds": "83.47"}, None) == Fraction(8347, 100)
    assert worth(Time("recorded"), {"seconds": "83.47"}, "0") == 0


def test_items_that_are_met_are_added_up_to_the_maximum():
    rule = YesNo(tuple(Item(FieldId(name), NAME, D(4)) for name in "abc"))

    assert worth(rule, {"a": "yes", "b": "no", "c": "yes"}) == 8
    assert worth(rule, {"a": "yes", "b": "yes", "c": "yes"}) == 10


def test_a_veto_is_worth_nothing_itself():
    assert worth(Veto("module"), {"fault": "yes"}, "0") == 0


def test_work_that_is_not_there_is_worth_the_floor_or_nothing():
    not_there = {"not_attempted": "yes"}

    assert worth(Judgement((NAME,) * 4), not_there) == 0
    assert worth(Count((Fault(FieldId("a"), NAME, D(-1)),), D(10)), not_there) == 0
    assert worth(Count((Fault(FieldId("a"), NAME, D(-1)),), D(0), D(-3)), not_there, "0") == -3


@given(st.decimals(0, 1000, places=3), st.decimals("0.001", 100, places=3))
def test_units_complete_and_units_begun_enclose_the_amount(amount, size):
    begun, complete = units_of(amount, size), units_of(amount, size, "complete")

    assert complete * size <= amount <= begun * size
    assert begun - complete in (0, 1)


@pytest.mark.parametrize(
    ("floor", "expected"),
    [(D(0), [10, 0, 0, 0]), (D(-3), [10, 0, -3, -3]), (D(2), [10, 2, 2, 2]), (None, [10, 0, -5, -20])],
)
def test_so_many_faults_and_the_aspect_is_worth_its_floor(floor, expected):
    """Without a floor nought, or what it had already cost."""
    rule = Count((Fault(FieldId("f"), NAME, D(-5), zero_from=3),), D(10), floor)

    assert [worth(rule, {"f": many}) for many in "0236"] == expected
    assert [reference.points(aspect(rule), {"f": many}) for many in "0236"] == expected


@given(randoms)
def test_every_mark_that_may_be_recorded_can_be_scored_as_a_second_reckoning_says(random):
    one = some_aspect(random, "a", 1)

    for _ in range(10):
        mark = some_mark(random, one)
        assert check_mark(one, mark) is None
        assert points_of(one, mark) == reference.points(one, mark)
        assert one.most is None or points_of(one, mark) <= one.most * _added(one)
        least = getattr(one.rule, "floor", None)
        assert least is None or points_of(one, mark) >= least * _added(one)


def _added(aspect):
    return aspect.tries.count if aspect.tries is not None and aspect.tries.take == "sum" else 1
