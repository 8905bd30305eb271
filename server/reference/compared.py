"""Points that depend on the other entries (相对分), and the formula with a broken exponent, slow and plain."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import ceil

from server.core.ids import EntryId
from server.core.rules import Beaten, BehindBest, BestShare, ByPlace, Formula, Relative
from server.core.scheme import Aspect
from server.reference.numbers import ZERO, mean, rounded

Values = Mapping[EntryId, Fraction]
"""What every entry of the field has in one aspect."""


def worth(aspect: Aspect, entry: EntryId, values: Values) -> Fraction:
    """
    What an entry's value is worth among those of the field.

    :raises AssertionError: this way of comparing has no reference
    """
    rule = aspect.rule
    assert isinstance(rule, Relative), "only a relative aspect is compared"
    mine, how = values[entry], rule.compared
    assert type(how) in COMPARED, f"no reference for {type(how).__name__}"
    most = Fraction(aspect.max or 0)
    best = max(values.values()) if rule.order == "high" else min(values.values())
    if isinstance(how, BestShare):
        points = most if mine == best else most * (mine / best if rule.order == "high" else best / mine)
    elif isinstance(how, BehindBest):
        points = max(ZERO, most - ceil(abs(best - mine) / Fraction(how.step)) * Fraction(how.minus_points))
    elif isinstance(how, ByPlace):
        ahead = len([one for one in values.values() if _better(rule, one, mine)])
        level = len([one for one in values.values() if one == mine])
        taken_up = range(ahead + 1, ahead + level + 1) if how.shared == "mean" else [ahead + 1]
        points = mean([_of_place(how, place) for place in taken_up])
    else:
        points = _beaten(rule, how, mine, values.values())
    return points if aspect.max is None else min(points, most + Fraction(aspect.bonus))


COMPARED = (BestShare, BehindBest, ByPlace, Beaten)
"""Every way of comparing with the field; a test fails when the scheme model has one that is not here."""


def _better(rule: Relative, one: Fraction, other: Fraction) -> bool:
    return one > other if rule.order == "high" else one < other


def _of_place(how: ByPlace, place: int) -> Fraction:
    for line in how.ranks:
        if line.first <= place and (line.last is None or line.last >= place):
            return Fraction(line.points)
    return ZERO


def _beaten(rule: Relative, how: Beaten, mine: Fraction, values: Iterable[Fraction]) -> Fraction:
    limit = None if how.limit is None else Fraction(how.limit)
    if limit is not None and _better(rule, limit, mine):
        late = ceil(abs(mine - limit) / Fraction(how.step)) * Fraction(how.minus_points)
        return max(ZERO, Fraction(how.start) - late)
    in_time = [one for one in values if limit is None or not _better(rule, limit, one)]
    worse = [one for one in in_time if _better(rule, mine, one)]
    return Fraction(how.start) + len(worse) * Fraction(how.each)


def formula(scored: Formula, value: Fraction) -> Fraction:
    """
    factor x distance ^ exponent, found by halving: the whole numbers of quarter units between which it lies.

    Where it is none of them exactly, every way of rounding treats it as the middle between the two.
    """
    distance = value - Fraction(scored.offset)
    if scored.side == "below":
        distance = -distance
    if distance <= 0:
        return ZERO
    unit = Fraction(1, 4 * 10**scored.rounding.places)
    over, under = Fraction(scored.exponent).numerator, Fraction(scored.exponent).denominator
    goal = Fraction(scored.factor) ** under * distance**over

    def too_much(quarters: int) -> bool:
        return (quarters * unit) ** under > goal

    low, high = 0, 1
    while not too_much(high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if too_much(middle) else (middle, high)
    met = (low * unit) ** under == goal
    return rounded(low * unit if met else low * unit + unit / 2, scored.rounding)
