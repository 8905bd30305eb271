"""What the readings of one measurement are worth, exactly; marks of other kinds, tries and panels stand elsewhere.

A mean of readings is never divided out: it is kept as the sum and as how many `times` a reading it is, and bounds,
tolerances and steps are multiplied instead.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import lcm
from typing import NamedTuple

from server.core.amounts import ONE, ZERO, Part, read, units_of
from server.core.boxes import reading_id
from server.core.facts_sheet import Mark
from server.core.formula import formula_points
from server.core.ids import FieldId
from server.core.rules import (
    Band,
    Bands,
    Formula,
    Interpolation,
    Measurement,
    OutDeduction,
    PartCredit,
    Quantity,
    StepDeduction,
    Value,
    Within,
)
from server.core.scheme import Aspect

MILLIONTHS = 10**6
"""Figures of a scheme have at most six places."""


class Reading(NamedTuple):
    """A value read `times` over: one reading, or the sum of several that stands for their mean."""

    quantity: Quantity
    box: str
    value: Decimal
    times: Decimal


def divisor_of(rule: Measurement) -> Decimal:
    """What the amounts of `parts_of` are over."""
    scored = rule.scored
    match scored:
        case Bands():
            return Decimal(rows_of(rule)) if scored.take == "each" else ONE
        case Interpolation():
            shared = rows_of(rule) if scored.take in ("each", "mean") else 1
            return common_width(scored) * shared
        case StepDeduction() | PartCredit():
            return Decimal(_shares(rule, scored.take))
        case Value():
            return Decimal(rows_of(rule)) if scored.take == "mean" else ONE
        case OutDeduction() | Formula():
            return ONE


def rows_of(rule: Measurement) -> int:
    """How many rows of readings the line has: a quantity that is read once stands in every row."""
    return max(quantity.readings for quantity in rule.quantities)


def _shares(rule: Measurement, take: str) -> int:
    if take in ("worst", "best"):
        return 1
    return len(rule.quantities) if take == "mean" else sum(q.readings for q in rule.quantities)


def worth_of(rule: Measurement, aspect: Aspect, mark: Mark) -> Decimal:
    """The points of the readings over `divisor_of`, before the aspect's max; inside the `EXACT` context."""
    if beyond_limits(rule, mark):
        return ZERO
    amounts = [line.amount for line in parts_of(rule, aspect, mark)]
    match rule.scored:
        case OutDeduction():
            return max(sum(amounts, ZERO), ZERO)
        case Value(take="highest"):
            return max(amounts)
        case Value(take="lowest"):
            return min(amounts)
        case Value():
            return sum(amounts, ZERO)
        case scored if scored.take in ("worst", "best"):
            return min(amounts) if scored.take == "worst" else max(amounts)
        case _:
            return sum(amounts, ZERO)


def beyond_limits(rule: Measurement, mark: Mark) -> bool:
    """Whether too many readings, or one by too much, lie outside their tolerance."""
    limits = rule.limits
    if limits is None:
        return False
    overs = [beyond(r.quantity, r.value) for r in _readings(rule, mark)]
    out = sum(1 for over in overs if over > 0)
    return (limits.out_max is not None and out > limits.out_max) or (
        limits.over_max is not None and max(overs) > limits.over_max
    )


def parts_of(rule: Measurement, aspect: Aspect, mark: Mark) -> list[Part]:
    """The lines of the working: one for each row of readings, or for each reading that counts for itself."""
    scored = rule.scored
    match scored:
        case Bands():
            return [_banded(scored, name, row) for name, row in _rows(rule, mark, mean=scored.take == "mean")]
        case Interpolation():
            return [_interpolated(rule, scored, r) for r in _readings(rule, mark, mean=scored.take == "mean")]
        case StepDeduction() | PartCredit():
            over = divisor_of(rule)
            found = _readings(rule, mark, mean=scored.take == "mean")
            return [_toleranced(one, scored, aspect.max or ZERO, over) for one in found]
        case OutDeduction():
            out = [r.box for r in _readings(rule, mark) if beyond(r.quantity, r.value) > 0]
            lines = [Part("start", aspect.max or ZERO, ONE)]
            return lines + [Part(box, -scored.minus_points, ONE) for box in out]
        case Value():
            return [Part(r.box, r.value, ONE) for r in _readings(rule, mark)]
        case Formula():
            found = _readings(rule, mark)
            return [Part(r.box, formula_points(scored, Fraction(r.value)), r.value) for r in found]


def _readings(rule: Measurement, mark: Mark, *, mean: bool = False) -> list[Reading]:
    """Every reading, or the mean of each quantity."""
    found = []
    for quantity in rule.quantities:
        boxes = [reading_id(quantity, n) for n in range(1, quantity.readings + 1)]
        values = [read(mark, box) for box in boxes]
        if mean:
            found.append(Reading(quantity, quantity.id, sum(values, ZERO), Decimal(len(values))))
        else:
            found += [Reading(quantity, box, value, ONE) for box, value in zip(boxes, values, strict=True)]
    return found


def _rows(rule: Measurement, mark: Mark, *, mean: bool) -> list[tuple[str, dict[FieldId, Reading]]]:
    """The readings that are looked up together; one that is read once stands in every row."""
    if mean:
        return [("mean", {r.quantity.id: r for r in _readings(rule, mark, mean=True)})]
    rows = []
    for n in range(1, rows_of(rule) + 1):
        row = {}
        for q in rule.quantities:
            box = reading_id(q, min(n, q.readings))
            row[q.id] = Reading(q, box, read(mark, box), ONE)
        rows.append((str(n), row))
    return rows


def _banded(bands: Bands, name: str, row: Mapping[FieldId, Reading]) -> Part:
    fits = next((k for k, band in enumerate(bands.bands, 1) if _in_band(band, row)), 0)
    return Part(name, bands.bands[fits - 1].points if fits else bands.otherwise, Decimal(fits))


def _in_band(band: Band, row: Mapping[FieldId, Reading]) -> bool:
    return all(within(one, row[one.quantity].value, row[one.quantity].times) for one in band.when)


def within(one: Within, value: Decimal, times: Decimal = ONE) -> bool:
    """Whether the value lies in the interval `times` over; every bound is exact, an absent one is open."""
    return (
        (one.above is None or value > one.above * times)
        and (one.at_least is None or value >= one.at_least * times)
        and (one.at_most is None or value <= one.at_most * times)
        and (one.below is None or value < one.below * times)
    )


def beyond(quantity: Quantity, value: Decimal, times: Decimal = ONE) -> Decimal:
    """How far a reading lies outside its tolerance, 0 inside; an absent plus or minus is an open side."""
    assert quantity.nominal is not None, "the scheme check asks for a nominal"
    off = value - quantity.nominal * times
    allowed = quantity.plus if off > 0 else quantity.minus
    return ZERO if allowed is None else max(abs(off) - allowed * times, ZERO)


def _toleranced(one: Reading, scored: StepDeduction | PartCredit, share: Decimal, over: Decimal) -> Part:
    """One reading's share of the max, after its loss; the amount is over the number of shares."""
    out = beyond(one.quantity, one.value, one.times)
    if isinstance(scored, StepDeduction):
        steps = units_of(out, scored.step * one.times)
        return Part(one.box, max(share - steps * scored.minus_points * over, ZERO), steps)
    factor = ONE
    if out > 0:
        factor = next((f.factor for f in scored.factors if out <= f.over * one.times), ZERO)
    return Part(one.box, share * factor, factor)


@lru_cache(maxsize=1024)
def common_width(scored: Interpolation) -> Decimal:
    """The smallest common multiple of the distances between neighbouring knots, in millionths."""
    ends = [int(knot.at * MILLIONTHS) for knot in scored.knots]
    return Decimal(lcm(*(after - before for before, after in pairwise(ends))))


def _interpolated(rule: Measurement, scored: Interpolation, one: Reading) -> Part:
    """Straight lines between knots; the amount is over the common width, and over the rows where they are shared."""
    times, value = one.times, one.value
    width = common_width(scored)
    shared = one.times if scored.take == "mean" else ONE
    knots = scored.knots
    after = next((n for n, knot in enumerate(knots) if value < knot.at * times), len(knots))
    if after in (0, len(knots)):
        edge = knots[0] if after == 0 else knots[-1]
        return Part(one.box, edge.points * width * shared, ZERO)
    low, high = knots[after - 1], knots[after]
    per = width / (high.at - low.at)  # a whole number of millionths goes into the common width
    rise = (value - low.at * times) * (high.points - low.points) * per
    return Part(one.box, low.points * width * shared + rise, Decimal(after))
