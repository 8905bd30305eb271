"""Scales: the middle stands where it should, better stays better, and no root is ever guessed."""

from decimal import Decimal as D
from decimal import localcontext
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.scales import MedianScale, ShareOf, TScore, median, scaled

marks = st.lists(st.integers(0, 10_000).map(lambda n: F(n, 100)), min_size=1, max_size=30)
scales = st.sampled_from(
    [MedianScale(), MedianScale(centre=D(500)), TScore(), TScore(sample=True), ShareOf()]
)


def test_the_median_stands_at_the_centre():
    assert scaled(MedianScale(), [F(10), F(20), F(40)]) == [D(680), D(700), D(740)]
    assert scaled(MedianScale(centre=D(500)), [F(10), F(20), F(40)])[1] == D(500)


def test_without_any_distance_all_stand_at_the_centre():
    assert scaled(MedianScale(), [F(3), F(3), F(3), F(9)]) == [D(700)] * 4
    assert scaled(TScore(), [F(7)]) == [D("50.00")]
    assert scaled(TScore(sample=True), [F(7)]) == [D("50.00")]


def test_an_outlier_ends_at_the_edge_of_the_scale():
    assert scaled(MedianScale(), [F(1), F(2), F(3), F(4), F(1000)])[-1] == D(1000)


def test_nought_counts_in_the_population():
    assert scaled(MedianScale(), [F(0), F(0), F(50), F(60), F(70)])[2] == D(700)


def test_no_results_have_no_scale():
    assert scaled(MedianScale(), []) == []


def test_a_t_score_by_hand():
    # Mean 5, standard deviation 2.
    some = [F(n) for n in (2, 4, 4, 4, 5, 5, 7, 9)]
    assert scaled(TScore(), some) == [D(n) for n in ("35", "45", "45", "45", "50", "50", "60", "70")]


def test_shares_of_the_best_and_of_the_maximum():
    assert scaled(ShareOf(), [F(40), F(80)]) == [D("50.00"), D("100.00")]
    assert scaled(ShareOf(of="max"), [F(40), F(80)], most=D(160)) == [D("25.00"), D("50.00")]
    assert scaled(ShareOf(), [F(120), F(60)], "low") == [D("50.00"), D("100.00")]
    assert scaled(ShareOf(), [F(0), F(0)]) == [D("0.00")] * 2


@given(scales, marks, st.sampled_from(["high", "low"]))
def test_a_better_mark_never_stands_lower(scale, some, direction):
    placed = sorted(zip(some, scaled(scale, some, direction), strict=True), reverse=direction == "low")
    if isinstance(scale, ShareOf) and direction == "low" and placed[-1][0] == 0:
        return  # nobody needs no time at all
    assert [points for _, points in placed] == sorted(points for _, points in placed)


@given(marks, st.integers(1, 50), st.integers(-100, 100))
def test_neither_unit_nor_zero_of_the_marks_matters(some, factor, shift):
    other = [mark * factor + shift for mark in some]
    for scale in (MedianScale(), TScore()):
        assert scaled(scale, some) == scaled(scale, other)


@given(marks.filter(lambda some: len(set(some)) > 1), st.integers(0, 4), st.booleans())
def test_a_t_score_is_what_fifty_digits_say(some, places, sample):
    middle = sum(some) / len(some)
    variance = sum((mark - middle) ** 2 for mark in some) / (len(some) - sample)
    for mark, shown in zip(some, scaled(TScore(places=places, sample=sample), some), strict=True):
        with localcontext(prec=50):
            apart = D(mark.numerator) / mark.denominator - D(middle.numerator) / middle.denominator
            exact = 50 + 10 * apart / (D(variance.numerator) / variance.denominator).sqrt()
            assert abs(exact - shown) <= D("0.5").scaleb(-places) + D("1e-40")


@pytest.mark.parametrize(("values", "middle"), [([F(1), F(9)], F(5)), ([F(9), F(1), F(2)], F(2))])
def test_the_middle_of_an_even_number_lies_between_two(values, middle):
    assert median(values) == middle
