"""Kendall's W: how far several judges put the same works into the same order. Exact; what is ranked stands elsewhere."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby


def kendalls_w(rows: Sequence[Sequence[Fraction]]) -> Fraction | None:
    """
    Kendall's coefficient of concordance, corrected for ties: 1 where all orders are the same, 0 where there is none.

    A row is one judge's values of the same works in the same order. None where there is nothing to compare: fewer than
    two judges or works, or every judge has all works equal. Source: M. G. Kendall, Rank Correlation Methods, chapter 6.

    >>> kendalls_w([[Fraction(1), Fraction(2), Fraction(3)], [Fraction(4), Fraction(5), Fraction(9)]])
    Fraction(1, 1)
    >>> kendalls_w([[Fraction(1), Fraction(2)], [Fraction(2), Fraction(1)]])
    Fraction(0, 1)
    """
    judges, works = len(rows), len(rows[0]) if rows else 0
    if judges < 2 or works < 2:
        return None
    ranked = [doubled_ranks(row) for row in rows]
    sums = [sum(column) for column in zip(*ranked, strict=True)]
    squares = 3 * sum(one * one for one in sums) - 3 * judges**2 * works * (works + 1) ** 2
    most = judges**2 * works * (works**2 - 1) - judges * sum(_ties(row) for row in ranked)
    return Fraction(squares, most) if most else None


def doubled_ranks(values: Sequence[Fraction]) -> list[int]:
    """
    Twice the rank of each value from the lowest; equal ones share the mean of their places, which twice is whole.

    >>> doubled_ranks([Fraction(5), Fraction(7), Fraction(5)])
    [3, 6, 3]
    """
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks, before = [0] * len(values), 0
    for _, group in groupby(order, key=values.__getitem__):
        places = list(group)
        for place in places:
            ranks[place] = 2 * before + len(places) + 1
        before += len(places)
    return ranks


def _ties(ranks: Sequence[int]) -> int:
    """The sum of t³ - t over groups of t equal ranks."""
    return sum((n := len(list(group))) ** 3 - n for _, group in groupby(sorted(ranks)))
