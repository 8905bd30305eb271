"""Readings of a measurement by which it is worth most and least; for `extremes.py`. What they are worth: `measured.py`.

Worth is made of straight pieces between the bounds, knots and tolerances of the rule. So readings at and beside each
of those, and at both ends of the scale, are enough to look at: whatever else a judge may write lies between.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product

from server.core.boxes import Field, reading_id
from server.core.facts_sheet import Mark
from server.core.ids import FieldId
from server.core.measured import beyond
from server.core.rules import (
    Bands,
    Formula,
    Interpolation,
    Measurement,
    OutDeduction,
    PartCredit,
    Quantity,
    StepDeduction,
    Value,
)

ROWS_TRIED = 20_000
"""So many combinations of readings are looked at in one line."""


def can_be_tried(rule: Measurement) -> bool:
    """Whether the readings tried are sure to hold the best and the worst ones."""
    scored = rule.scored
    mean = not isinstance(scored, OutDeduction) and scored.take == "mean"
    if rule.limits is not None and (mean or (isinstance(scored, Bands) and len(rule.quantities) > 1)):
        return False
    tried = 1
    for quantity in rule.quantities:
        tried *= len(_values(rule, quantity, 1))
    return not isinstance(scored, Bands) or tried <= ROWS_TRIED


def readings(rule: Measurement) -> Iterator[Mark]:
    """The readings of one try to look at."""
    scored = rule.scored
    match scored:
        case StepDeduction() | PartCredit() | OutDeduction():
            yield from _near_and_far(
                rule, mean=not isinstance(scored, OutDeduction) and scored.take == "mean"
            )
        case Bands() if scored.take == "mean":
            sums = [_values(rule, quantity, quantity.readings) for quantity in rule.quantities]
            yield from (_of_sums(rule, row) for row in product(*sums))
        case Bands():
            yield from (
                _same(rule, row) for row in product(*(_values(rule, one, 1) for one in rule.quantities))
            )
            yield from _mixed(rule)
        case Interpolation() if scored.take == "mean":
            one = rule.quantities[0]
            yield from (_of_sums(rule, [value]) for value in _values(rule, one, one.readings))
        case Interpolation() | Value() | Formula():
            yield from (_same(rule, [value]) for value in _values(rule, rule.quantities[0], 1))
            yield from _mixed(rule)


def _near_and_far(rule: Measurement, *, mean: bool) -> Iterator[Mark]:
    """Points fall with the distance from the tolerance: every reading as near as can be, and as far."""
    for pick in (min, max):
        row = []
        for one in rule.quantities:
            times = one.readings if mean else 1
            values = _values(rule, one, times)
            overs = [beyond(one, value, Decimal(times)) for value in values]
            row.append(values[overs.index(pick(overs))])
        yield _of_sums(rule, row) if mean else _same(rule, row)


def _mixed(rule: Measurement) -> Iterator[Mark]:
    """Where only so many readings may lie outside the tolerance: some inside, the others outside."""
    if rule.limits is None:
        return
    one = rule.quantities[0]
    values = _values(rule, one, 1)
    inside = [value for value in values if beyond(one, value) == 0]
    outside = [value for value in values if beyond(one, value) > 0]
    for good, bad in product(inside, outside):
        for many in range(1, one.readings):
            row = [good] * many + [bad] * (one.readings - many)
            yield {reading_id(one, n): spelled(value) for n, value in enumerate(row, 1)}


def _same(rule: Measurement, row: Sequence[Decimal]) -> Mark:
    """All rows of readings alike."""
    return {
        reading_id(one, n): spelled(value)
        for one, value in zip(rule.quantities, row, strict=True)
        for n in range(1, one.readings + 1)
    }


def _of_sums(rule: Measurement, sums: Sequence[Decimal]) -> Mark:
    """Readings that come to these sums, as even as their steps allow."""
    mark: dict[FieldId, str] = {}
    for one, total in zip(rule.quantities, sums, strict=True):
        each, more = divmod(int(total // one.step), one.readings)
        for n in range(1, one.readings + 1):
            mark[reading_id(one, n)] = spelled((each + (n <= more)) * one.step)
    return mark


def _values(rule: Measurement, one: Quantity, times: int) -> list[Decimal]:
    """Readings, or sums of so many, at both ends of the scale, and at and beside every bound of the rule."""
    low, high = times * _up(one.low, one.step), times * _down(one.high, one.step)
    found = {low, high}
    for bound in _bounds(rule, one):
        below = _down(bound * times, one.step)
        found |= {below - one.step, below, below + one.step, below + 2 * one.step}
    return sorted(value for value in found if low <= value <= high)


def _bounds(rule: Measurement, one: Quantity) -> Iterator[Decimal]:
    if one.nominal is not None:
        yield one.nominal
        yield from (one.nominal + one.plus for _ in (0,) if one.plus is not None)
        yield from (one.nominal - one.minus for _ in (0,) if one.minus is not None)
    scored = rule.scored
    if isinstance(scored, Bands):
        conditions = [way for band in scored.bands for way in band.when if way.quantity == one.id]
        ends = [(way.above, way.at_least, way.at_most, way.below) for way in conditions]
        yield from (bound for four in ends for bound in four if bound is not None)
    elif isinstance(scored, Interpolation):
        yield from (knot.at for knot in scored.knots)
    if rule.limits is not None and rule.limits.over_max is not None and one.nominal is not None:
        yield one.nominal + (one.plus or 0) + rule.limits.over_max
        yield one.nominal - (one.minus or 0) - rule.limits.over_max


def lowest(box: Field) -> Decimal:
    """The lowest number that may be written in a box."""
    return _up(box.low, box.step)


def highest(box: Field) -> Decimal:
    """The highest number that may be written in a box."""
    return _down(box.high, box.step)


def spelled(value: Decimal) -> str:
    """
    A number as a judge writes it.

    >>> spelled(Decimal("1E+1")), spelled(Decimal("2.50")), spelled(Decimal(0))
    ('10', '2.5', '0')
    """
    return f"{value.normalize():f}" if value else "0"


def _up(value: Decimal, step: Decimal) -> Decimal:
    """The lowest multiple of the step that is not below the value."""
    return -_down(-value, step)


def _down(value: Decimal, step: Decimal) -> Decimal:
    """The highest multiple of the step that is not above the value; a remainder is exact, a quotient need not be."""
    rest = value % step
    return value - rest if rest >= 0 else value - rest - step
