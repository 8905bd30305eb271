"""What a measurement needs to be sound: quantities, bands, knots, limits. Other kinds of aspects: `aspect_check.py`."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import islice, pairwise, product

from server.core.amounts import ZERO
from server.core.formula import formula_points
from server.core.measured import common_width, rows_of, within
from server.core.problems import Problem, problem
from server.core.rules import (
    Band,
    Bands,
    Formula,
    Interpolation,
    Limits,
    Measurement,
    OutDeduction,
    PartCredit,
    Quantity,
    StepDeduction,
    Value,
    Within,
)
from server.core.scale_check import names, needs_max, reaches, scale
from server.core.scheme import Aspect

READINGS_MAX = 20
PLACES_MAX = 6
EXPONENT_MAX = 5
_ROWS_TRIED = 20_000
_WIDTH_MAX = Decimal(10) ** 15


def measurement_problems(
    rule: Measurement, aspect: Aspect, path: str, *, low_wins: bool
) -> Iterator[Problem]:
    named = [(f"{path}.quantities[{n}]", quantity.id) for n, quantity in enumerate(rule.quantities)]
    yield from names(named, f"{path}.quantities")
    for (where, _), quantity in zip(named, rule.quantities, strict=True):
        yield from _quantity(quantity, where, toleranced=_toleranced(rule))
    if not isinstance(rule.scored, Value):
        yield from needs_max(aspect, path)
    where = f"{path}.scored"
    match rule.scored:
        case Bands() as scored:
            yield from _bands(rule, scored, aspect, where)
        case Interpolation() as scored:
            yield from _knots(rule, scored, aspect, where)
        case StepDeduction() as scored:
            if scored.step <= 0 or scored.minus_points <= 0:
                yield problem("deduction_invalid", where)
        case OutDeduction() as scored:
            if scored.minus_points <= 0:
                yield problem("deduction_invalid", where)
        case PartCredit() as scored:
            yield from _factors(scored, where)
        case Value():
            yield from _value(rule, aspect, where)
        case Formula() as scored:
            yield from _formula(rule, scored, aspect, where)
    if low_wins and _picks_one(rule):
        yield problem("readings_low_wins", path)
    if rule.limits is not None:
        yield from _limits(rule, rule.limits, f"{path}.limits", low_wins=low_wins)


def _picks_one(rule: Measurement) -> bool:
    """Whether one of several readings counts by its points: where less is better, the worst would be the best."""
    scored = rule.scored
    return (
        isinstance(scored, Bands | Interpolation | Formula)
        and scored.take in ("worst", "best")
        and rows_of(rule) > 1
    )


def _limits(rule: Measurement, limits: Limits, path: str, *, low_wins: bool) -> Iterator[Problem]:
    if low_wins:
        yield problem("low_wins_void", path)
    readings = sum(quantity.readings for quantity in rule.quantities)
    out, over = limits.out_max, limits.over_max
    if out is None and over is None:
        yield problem("condition_empty", path)
    if (out is not None and not 0 <= out < readings) or (over is not None and over < 0):
        yield problem("limits_invalid", path, readings=readings)


def _value(rule: Measurement, aspect: Aspect, path: str) -> Iterator[Problem]:
    if len(rule.quantities) != 1:
        yield problem("one_quantity", path)
        return
    added = rows_of(rule) if isinstance(rule.scored, Value) and rule.scored.take == "sum" else 1
    yield from reaches(aspect, rule.quantities[0].high * added, path)


def _formula(rule: Measurement, scored: Formula, aspect: Aspect, path: str) -> Iterator[Problem]:
    """One quantity, figures that can be reckoned with, and a maximum that the best reading reaches."""
    if len(rule.quantities) != 1:
        yield problem("one_quantity", path)
    exponent = scored.exponent
    if not 0 < exponent <= EXPONENT_MAX or exponent * 1000 % 1 or scored.factor <= 0:
        yield problem("formula_invalid", path, limit=EXPONENT_MAX)
        return
    if not 0 <= scored.rounding.places <= PLACES_MAX:
        yield problem("places_invalid", f"{path}.rounding.places")
        return
    best = rule.quantities[0].high if scored.side == "above" else rule.quantities[0].low
    yield from reaches(aspect, formula_points(scored, Fraction(best)), path)


def _knots(rule: Measurement, scored: Interpolation, aspect: Aspect, path: str) -> Iterator[Problem]:
    if len(rule.quantities) != 1:
        yield problem("one_quantity", path)
    most, knots = aspect.max or ZERO, scored.knots
    rising = all(before.at < after.at for before, after in pairwise(knots))
    if len(knots) < 2 or not rising:
        yield problem("knots_invalid", f"{path}.knots")
        return
    if common_width(scored) > _WIDTH_MAX:
        yield problem("knots_uneven", f"{path}.knots")
    best = max(knot.points for knot in knots)
    if best > most:
        yield problem("points_over_max", path, points=best, max=most)
    yield from reaches(aspect, best, path)


def _toleranced(rule: Measurement) -> bool:
    return rule.limits is not None or isinstance(rule.scored, StepDeduction | PartCredit | OutDeduction)


def _quantity(quantity: Quantity, path: str, *, toleranced: bool) -> Iterator[Problem]:
    yield from scale(quantity.low, quantity.high, quantity.step, path)
    if not 1 <= quantity.readings <= READINGS_MAX:
        yield problem("readings_invalid", f"{path}.readings", limit=READINGS_MAX)
    if toleranced and (quantity.nominal is None or quantity.plus is quantity.minus is None):
        yield problem("nominal_needed", path)
    if any(side is not None and side < 0 for side in (quantity.plus, quantity.minus)):
        yield problem("tolerance_negative", path)
    if quantity.nominal is not None and not quantity.low <= quantity.nominal <= quantity.high:
        yield problem("nominal_outside", path, value=quantity.nominal, low=quantity.low, high=quantity.high)


def _factors(scored: PartCredit, path: str) -> Iterator[Problem]:
    over, factor = ZERO, Decimal(1)
    for n, one in enumerate(scored.factors):
        first = n == 0
        sound = one.over > over and 0 <= one.factor <= factor and (first or one.factor < factor)
        if not sound:
            yield problem("factor_invalid", f"{path}.factors[{n}]")
        over, factor = one.over, one.factor


def _bands(rule: Measurement, scored: Bands, aspect: Aspect, path: str) -> Iterator[Problem]:
    most = aspect.max or ZERO
    best = max([band.points for band in scored.bands] + [scored.otherwise])
    if not scored.bands:
        yield problem("empty", f"{path}.bands")
    if best > most:
        yield problem("points_over_max", path, points=best, max=most)
    if {q.readings for q in rule.quantities} - {1} and len({q.readings for q in rule.quantities} - {1}) > 1:
        yield problem("readings_differ", path)
    faults = [
        fault for n, band in enumerate(scored.bands) for fault in _band(rule, band, f"{path}.bands[{n}]")
    ]
    yield from faults
    if not faults:
        yield from reaches(aspect, best, path)
        yield from _unused_bands(rule, scored, path)


def _band(rule: Measurement, band: Band, path: str) -> Iterator[Problem]:
    known = {quantity.id for quantity in rule.quantities}
    if not band.when:
        yield problem("empty", f"{path}.when")
    for n, one in enumerate(band.when):
        where = f"{path}.when[{n}]"
        if one.quantity not in known:
            yield problem("quantity_unknown", where, id=one.quantity)
        if not _bounds(one):
            yield problem("condition_empty", where)
        elif _contradicts(one):
            yield problem("condition_contradicts", where)


def _bounds(one: Within) -> list[Decimal]:
    return [b for b in (one.above, one.at_least, one.at_most, one.below) if b is not None]


def _contradicts(one: Within) -> bool:
    lows = [b for b in (one.above, one.at_least) if b is not None]
    highs = [b for b in (one.at_most, one.below) if b is not None]
    if not lows or not highs:
        return False
    low, high = max(lows), min(highs)
    return low > high or (low == high and (one.above == low or one.below == high))


def _unused_bands(rule: Measurement, scored: Bands, path: str) -> Iterator[Problem]:
    """A band that none of the readings at or beside any bound falls into is never used."""
    tried = [[(q.id, value) for value in _candidates(q, scored)] for q in rule.quantities]
    unused = set(range(len(scored.bands)))
    for row in islice(product(*tried), _ROWS_TRIED):
        values = dict(row)
        fits = (n for n, b in enumerate(scored.bands) if all(within(o, values[o.quantity]) for o in b.when))
        unused.discard(next(fits, -1))
    for n in sorted(unused):
        yield problem("band_unreachable", f"{path}.bands[{n}]")


def _candidates(quantity: Quantity, scored: Bands) -> list[Decimal]:
    bounds = [
        b for band in scored.bands for one in band.when if one.quantity == quantity.id for b in _bounds(one)
    ]
    near = {bound + side * quantity.step for bound in bounds for side in (-1, 0, 1)}
    near |= {quantity.low, quantity.high}
    return sorted(value for value in near if quantity.low <= value <= quantity.high)
