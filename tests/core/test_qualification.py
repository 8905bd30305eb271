"""Who goes on: the first so many, a share, whoever is good enough, the best of each heat; and what is taken along."""

from decimal import Decimal as D
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.ids import EntryId
from server.core.qualification import BestOfHeats, Finisher, Reach, Share, Top, qualified


def field(*values: int | None, heats: str = "") -> list[Finisher]:
    return [
        Finisher(
            EntryId(f"e{n:02}"),
            None if value is None else 1 + sum(other is not None and other > value for other in values),
            None if value is None else F(value),
            heats[n - 1] if heats else "",
        )
        for n, value in enumerate(values, 1)
    ]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Top(2), ["e01", "e02", "e03"]),
        (Top(2, "none"), ["e01"]),
        (Top(3, "none"), ["e01", "e02", "e03"]),
        (Top(0), []),
        (Share(D(40)), ["e01", "e02", "e03"]),
        (Share(D(50), "ceiling"), ["e01", "e02", "e03"]),
        (Share(D(10)), []),
        (Reach(D(7)), ["e01", "e02", "e03", "e04"]),
    ],
)
def test_who_goes_on(rule, expected):
    assert list(qualified(rule, field(9, 8, 8, 7, 6, None))) == expected


def test_a_time_to_stay_under():
    assert list(qualified(Reach(D(7)), field(9, 8, 7, 6), "low")) == ["e03", "e04"]


def test_the_best_of_each_heat_and_the_best_losers():
    some = field(9, 8, 7, 6, 5, 4, heats="aaabbb")

    assert list(qualified(BestOfHeats(1), some)) == ["e01", "e04"]
    assert list(qualified(BestOfHeats(1, 2), some)) == ["e01", "e02", "e03", "e04"]


def test_equals_at_the_cut_of_a_heat():
    some = field(9, 9, 7, heats="aab")

    assert list(qualified(BestOfHeats(1), some)) == ["e01", "e02", "e03"]
    assert list(qualified(BestOfHeats(1, ties="none"), some)) == ["e03"]


@given(st.lists(st.one_of(st.none(), st.integers(0, 9)), max_size=25), st.integers(0, 12))
def test_nobody_is_left_behind_by_somebody_worse_and_equals_go_together(values, count):
    some = field(*values)
    ranked = [one for one in some if one.rank is not None]
    for ties in ("all", "none"):
        through = set(qualified(Top(count, ties), some))
        ins = [one.rank for one in ranked if one.entry in through]
        outs = [one.rank for one in ranked if one.entry not in through]
        assert not ins or not outs or max(ins) < min(outs)
        if ties == "none":
            assert len(through) <= count
        else:
            assert len(through) >= min(count, len(ranked))
