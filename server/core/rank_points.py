"""Points for ranks: the shape, and what a rank is worth by it. Teams and delegations count by the same one."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class RankPoints:
    """
    `points` for the ranks `first` to `last`; without `last` for all from there on.

    Places 1-6 = 10, 9, 8, 7, 6, 5 and places 7-10 = 4 are seven of these.
    """

    first: int
    last: int | None
    points: Decimal


def points_of(steps: Sequence[RankPoints], rank: int | None) -> Fraction:
    """
    What a rank is worth; nought where no step has it, or where there is no rank.

    >>> points_of([RankPoints(1, 1, Decimal(10)), RankPoints(2, None, Decimal(4))], 7)
    Fraction(4, 1)
    """
    for step in steps:
        if rank is not None and step.first <= rank and (step.last is None or rank <= step.last):
            return Fraction(step.points)
    return Fraction(0)
