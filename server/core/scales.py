"""Scales on which results of different events can be compared: 700 points, T-scores, shares. No ranks are made here.

Whatever divides or takes a root is worked out in whole numbers and rounded once; nothing is estimated. The
population of a scale are all results of an event, marks of nought included; it is made anew when one changes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import isqrt
from typing import Literal

from server.core.exact import Rounding, exact_sum
from server.core.scheme import Direction

CONSISTENCY = Fraction(7413, 5000)
"""1.4826: what a median absolute deviation is multiplied by to stand for a standard deviation."""


@dataclass(frozen=True, slots=True)
class MedianScale:
    """
    The middle result stands at `centre`, one robust standard deviation is `spread` points, kept in `low`..`high`.

    centre + spread x (mark - median) / (1.4826 x MAD), MAD being the median distance from the median; where it is
    nought everybody stands at `centre`. WorldSkills tables stand around 700, those of 2007 and 2009 around 500.
    """

    centre: Decimal = Decimal(700)
    spread: Decimal = Decimal(30)
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(1000)
    rounding: Rounding = field(default_factory=lambda: Rounding(0))
    by: Literal["median"] = "median"


@dataclass(frozen=True, slots=True)
class TScore:
    """
    The mean stands at `centre`, one standard deviation is `spread` points.

    `sample` divides by one less than there are results, as a sample's standard deviation does.
    """

    centre: Decimal = Decimal(50)
    spread: Decimal = Decimal(10)
    places: int = 2
    sample: bool = False
    by: Literal["t_score"] = "t_score"


@dataclass(frozen=True, slots=True)
class ShareOf:
    """The result as a share of `full` points: of the event's maximum, or of its best result."""

    of: Literal["max", "best"] = "best"
    full: Decimal = Decimal(100)
    rounding: Rounding = field(default_factory=Rounding)
    by: Literal["share"] = "share"


Scale = MedianScale | TScore | ShareOf


def median(values: Sequence[Fraction]) -> Fraction:
    """The middle one, between two middle ones their mean."""
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(values) % 2 else (ordered[half - 1] + ordered[half]) / 2


def mean(values: Sequence[Fraction]) -> Fraction:
    """The exact mean of at least one value."""
    return exact_sum(values) / len(values)


def scaled(
    scale: Scale, marks: Sequence[Fraction], direction: Direction = "high", most: Decimal | None = None
) -> list[Decimal]:
    """
    Each mark on the scale, in the order given; where the low result wins, below the middle is above it here.

    :param most: the event's maximum, for shares of it
    """
    if not marks:
        return []
    match scale:
        case MedianScale():
            return _by_median(scale, marks, direction)
        case TScore():
            return _by_deviation(scale, marks, direction)
        case ShareOf():
            return _shares(scale, marks, direction, most)


def _by_median(scale: MedianScale, marks: Sequence[Fraction], direction: Direction) -> list[Decimal]:
    middle = median(marks)
    apart = median([abs(mark - middle) for mark in marks])
    if not apart:
        return [scale.rounding.apply(Fraction(scale.centre))] * len(marks)
    unit = Fraction(scale.spread) / (CONSISTENCY * apart) * _sign(direction)
    low, high = Fraction(scale.low), Fraction(scale.high)
    places = (Fraction(scale.centre) + unit * (mark - middle) for mark in marks)
    return [scale.rounding.apply(min(max(place, low), high)) for place in places]


def _by_deviation(scale: TScore, marks: Sequence[Fraction], direction: Direction) -> list[Decimal]:
    middle = mean(marks)
    squares = exact_sum((mark - middle) ** 2 for mark in marks)
    counted = len(marks) - scale.sample
    if not squares or not counted:
        return [Rounding(scale.places).apply(Fraction(scale.centre))] * len(marks)
    variance = squares / counted
    return [_t_score(scale, (mark - middle) * _sign(direction), variance) for mark in marks]


def _t_score(scale: TScore, apart: Fraction, variance: Fraction) -> Decimal:
    """
    centre + spread x apart / sqrt(variance), rounded half up without ever writing the root down.

    Twice the distance in units of the last place is the root of a fraction; its whole part, next to that of the
    centre, says which way the last digit goes.
    """
    unit = 10**scale.places
    square = Fraction(scale.spread) ** 2 * apart**2 / variance * (2 * unit) ** 2
    root = isqrt(square.numerator // square.denominator)
    centre = Fraction(scale.centre) * 2 * unit
    assert centre.denominator == 1, "the centre has no more places than the scale"
    if apart < 0:
        above = root * root != square
        return Decimal((centre.numerator - root - above + 1) // 2).scaleb(-scale.places)
    return Decimal((centre.numerator + root + 1) // 2).scaleb(-scale.places)


def _shares(
    scale: ShareOf, marks: Sequence[Fraction], direction: Direction, most: Decimal | None
) -> list[Decimal]:
    best = max(marks) if direction == "high" else min(marks)
    whole = best if scale.of == "best" or most is None else Fraction(most)
    full = Fraction(scale.full)
    if direction == "low":  # the best time over mine: twice the time is worth half
        shares: Iterable[Fraction] = (full * whole / mark if mark else full for mark in marks)
    else:
        shares = (full * mark / whole if whole else Fraction(0) for mark in marks)
    return [scale.rounding.apply(share) for share in shares]


def _sign(direction: Direction) -> int:
    return 1 if direction == "high" else -1
