"""What a value is worth beside those of the other entries (相对分); exact. Who is in the field stands in `field.py`."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import NamedTuple, assert_never

from server.core.exact import exact_sum
from server.core.ids import EntryId
from server.core.rank_points import points_of
from server.core.rules import Beaten, BehindBest, BestShare, ByPlace, Relative
from server.core.scheme import Aspect

NOUGHT = Fraction(0)


class Relation(NamedTuple):
    """
    An entry's value among those of the field: what it is worth, and what says so.

    `place` counts from 1, equals share it; `beaten` are the entries that it counts as worse, `of` all there are.
    """

    points: Fraction
    value: Fraction
    best: Fraction
    place: int
    beaten: int
    of: int


def related(aspect: Aspect, values: Mapping[EntryId, Fraction]) -> dict[EntryId, Relation]:
    """Every entry of the field among the others, by the values they have in one aspect; the order has no say."""
    rule = aspect.rule
    assert isinstance(rule, Relative), "only a relative aspect looks at the field"
    if not values:
        return {}
    ordered = sorted(values.values(), reverse=rule.order == "high")
    first: dict[Fraction, int] = {}
    many: dict[Fraction, int] = {}
    for n, value in enumerate(ordered):
        first.setdefault(value, n)
        many[value] = many.get(value, 0) + 1
    counted = sum(_in_time(rule, value) for value in ordered)
    found: dict[Fraction, Relation] = {}
    for value, ahead in first.items():
        # Ordered from the best, those in time stand in front: the rest of them is worse.
        worse = max(counted - ahead - many[value], 0) if _in_time(rule, value) else 0
        bare = Relation(NOUGHT, value, ordered[0], ahead + 1, worse, len(ordered))
        found[value] = bare._replace(points=_kept(aspect, _points(rule, aspect, bare, many[value])))
    return {entry: found[value] for entry, value in values.items()}


def _points(rule: Relative, aspect: Aspect, one: Relation, equals: int) -> Fraction:
    most, how = Fraction(aspect.max or 0), rule.compared
    match how:
        case BestShare():
            return most * _share(rule, one)
        case BehindBest():
            return max(
                most - _steps(abs(one.value - one.best), how.step) * Fraction(how.minus_points), NOUGHT
            )
        case ByPlace():
            if how.shared == "full":
                return points_of(how.ranks, one.place)
            taken_up = range(one.place, one.place + equals)
            return exact_sum(points_of(how.ranks, place) for place in taken_up) / equals
        case Beaten():
            if _in_time(rule, one.value):
                return Fraction(how.start) + one.beaten * Fraction(how.each)
            late = _steps(_late(rule, how, one.value), how.step) * Fraction(how.minus_points)
            return max(Fraction(how.start) - late, NOUGHT)
        case _:
            assert_never(how)


def _share(rule: Relative, one: Relation) -> Fraction:
    """Own by best, or best by own; who is level with the best has all of it, nought by nought included."""
    if one.value == one.best:
        return Fraction(1)
    return one.value / one.best if rule.order == "high" else one.best / one.value


def _steps(distance: Fraction, step: Decimal) -> int:
    return ceil(distance / Fraction(step))


def _in_time(rule: Relative, value: Fraction) -> bool:
    how = rule.compared
    return not isinstance(how, Beaten) or _late(rule, how, value) <= 0


def _late(rule: Relative, how: Beaten, value: Fraction) -> Fraction:
    """How far a value lies on the wrong side of the limit, not above nought inside."""
    if how.limit is None:
        return NOUGHT
    off = value - Fraction(how.limit)
    return off if rule.order == "low" else -off


def _kept(aspect: Aspect, points: Fraction) -> Fraction:
    most = aspect.most
    return points if most is None else min(points, Fraction(most))
