"""Several judges' points become one."""

from decimal import Decimal as D
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from server.core.exact import Rounding
from server.core.ids import AspectId
from server.core.panel import combine, dropped, rounded, spread
from server.core.rules import Judgement, Points
from server.core.scheme import Aspect, PanelRule
from server.core.text import Text
from server.reference.panels import panel_value
from tests.core.aspect_strategies import some_panel_rule
from tests.core.strategies import randoms

NAME = Text("例", "example")
marks_of_a_panel = st.lists(st.decimals(-20, 20, places=2), min_size=1, max_size=9)


def test_one_highest_and_one_lowest_are_dropped_and_the_rest_averaged():
    # 8.0 9.0 9.0 9.5 10 -> 9.0 9.0 9.5 -> 27.5 / 3
    assert combine(PanelRule("trimmed_mean"), [D("9.5"), D(8), D(9), D(10), D(9)]) == Fraction(55, 6)


def test_with_too_few_marks_to_drop_any_all_are_averaged():
    assert combine(PanelRule("trimmed_mean"), [D(8), D(9)]) == Fraction(17, 2)


def test_the_median_of_an_even_number_is_the_mean_of_the_middle_two():
    assert combine(PanelRule("median"), [D(1), D(9), D(4), D(2)]) == 3


def test_a_panel_rounds_once_and_half_up():
    rule = PanelRule("mean", rounding=Rounding(2))

    assert rounded(rule, combine(rule, [D("7.81"), D("7.82")])) == Fraction(782, 100)


def test_dropped_marks_are_named_the_earlier_of_two_equal_ones_as_the_lower():
    assert dropped(PanelRule("trimmed_mean"), [D(9), D(7), D(9), D(7), D(8)]) == ({1}, {2})


def test_levels_more_than_the_limit_apart_are_a_spread():
    judged = Aspect(AspectId("a"), NAME, D(1), Judgement((NAME,) * 4))
    rule = PanelRule(spread_limit=D(1))

    assert spread(judged, rule, [{"level": "1"}, {"level": "2"}, {"level": "2"}]) is None
    assert spread(judged, rule, [{"level": "1"}, {"level": "3"}, {"level": "2"}]) == (1, 3)
    assert spread(judged, rule, [{"level": "2"}, {"not_attempted": "yes"}]) == (0, 2)


def test_a_spread_of_points_is_counted_in_steps_of_their_scale():
    given_points = Aspect(AspectId("a"), NAME, D(10), Points(D("0.5")))
    rule = PanelRule(spread_limit=D(2))

    assert spread(given_points, rule, [{"points": "7"}, {"points": "8"}]) is None
    assert spread(given_points, rule, [{"points": "7"}, {"points": "8.5"}]) == (7, D("8.5"))


@given(marks_of_a_panel, randoms)
def test_every_rule_stays_between_the_lowest_and_the_highest_and_agrees_with_a_second_reckoning(
    marks, random
):
    rule = some_panel_rule(random, len(marks))

    value = combine(rule, marks)

    assert min(marks) <= value <= max(marks)
    assert rounded(rule, value) == panel_value(rule, [Fraction(mark) for mark in marks])


@given(marks_of_a_panel, randoms)
def test_the_order_of_the_judges_has_no_say(marks, random):
    rule = some_panel_rule(random, len(marks))

    assert combine(rule, random.sample(marks, len(marks))) == combine(rule, marks)


@given(marks_of_a_panel, randoms)
def test_what_is_named_as_dropped_is_what_was_left_out(marks, random):
    rule = some_panel_rule(random, len(marks))

    low, high = dropped(rule, marks)
    kept = [mark for n, mark in enumerate(marks) if n not in low | high]

    assert not low & high
    assert combine(rule, marks) == sum(map(Fraction, kept)) / len(kept)
