"""What the readings of one measurement are worth, rule by rule as it reads; marks of other kinds stand in `points.py`."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import pairwise
from math import ceil
from typing import Any

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
    Within,
)
from server.core.scheme import Aspect
from server.reference.compared import formula
from server.reference.numbers import ZERO, mean

Boxes = Mapping[str, str]
"""What a judge wrote, box by box."""

Readings = list[tuple[Quantity, Fraction]]


def measured(rule: Measurement, aspect: Aspect, boxes: Boxes) -> Fraction:
    """The points of the readings; nothing where they break the limits."""
    if _breaks_limits(rule, boxes):
        return ZERO
    value = SCORED[type(rule.scored)](rule.scored, rule, aspect, boxes)
    return value if aspect.max is None else min(value, Fraction(aspect.max) + Fraction(aspect.bonus))


def _breaks_limits(rule: Measurement, boxes: Boxes) -> bool:
    if rule.limits is None:
        return False
    overs = [_over(quantity, value) for quantity, value in _readings(rule, boxes)]
    if rule.limits.out_max is not None and len([over for over in overs if over > 0]) > rule.limits.out_max:
        return True
    return rule.limits.over_max is not None and any(over > Fraction(rule.limits.over_max) for over in overs)


def _read(quantity: Quantity, which: int, boxes: Boxes) -> Fraction:
    """The `which`-th reading of a quantity; one that is read once has no number."""
    return Fraction(boxes[quantity.id if quantity.readings == 1 else f"{quantity.id}.{which}"])


def _all_of(quantity: Quantity, boxes: Boxes) -> list[Fraction]:
    return [_read(quantity, which, boxes) for which in range(1, quantity.readings + 1)]


def _readings(rule: Measurement, boxes: Boxes) -> Readings:
    """Every reading, with what was read."""
    return [(quantity, value) for quantity in rule.quantities for value in _all_of(quantity, boxes)]


def _looked_at(rule: Measurement, take: str, boxes: Boxes) -> Readings:
    """Every reading; or, where the mean counts, the mean of each quantity."""
    if take == "mean":
        return [(quantity, mean(_all_of(quantity, boxes))) for quantity in rule.quantities]
    return _readings(rule, boxes)


def _come_to(take: str, values: list[Fraction]) -> Fraction:
    """What several rows of a line are worth together."""
    if take == "worst":
        return min(values)
    if take == "best":
        return max(values)
    assert take in ("each", "mean"), f"no reference for taking {take}"
    return mean(values)


def _bands(scored: Bands, rule: Measurement, aspect: Aspect, boxes: Boxes) -> Fraction:
    rows = []
    if scored.take == "mean":
        rows = [{quantity.id: mean(_all_of(quantity, boxes)) for quantity in rule.quantities}]
    else:
        for which in range(1, max(quantity.readings for quantity in rule.quantities) + 1):
            rows.append({q.id: _read(q, which, boxes) for q in rule.quantities})
    found = []
    for row in rows:
        fitting = [b for b in scored.bands if all(_inside(one, row[one.quantity]) for one in b.when)]
        found.append(Fraction(fitting[0].points if fitting else scored.otherwise))
    return _come_to(scored.take, found)


def _inside(one: Within, value: Fraction) -> bool:
    if one.above is not None and not value > Fraction(one.above):
        return False
    if one.at_least is not None and not value >= Fraction(one.at_least):
        return False
    if one.at_most is not None and not value <= Fraction(one.at_most):
        return False
    return one.below is None or value < Fraction(one.below)


def _interpolation(scored: Interpolation, rule: Measurement, aspect: Aspect, boxes: Boxes) -> Fraction:
    values = [value for _, value in _looked_at(rule, scored.take, boxes)]
    return _come_to(scored.take, [_on_the_line(scored, value) for value in values])


def _on_the_line(scored: Interpolation, value: Fraction) -> Fraction:
    knots = [(Fraction(knot.at), Fraction(knot.points)) for knot in scored.knots]
    value = max(knots[0][0], min(value, knots[-1][0]))
    for (low, low_points), (high, high_points) in pairwise(knots):
        if low <= value <= high:
            way = (value - low) / (high - low)
            return low_points * (1 - way) + high_points * way
    raise AssertionError("between the first knot and the last there is a line")


def _over(quantity: Quantity, value: Fraction) -> Fraction:
    """How far a reading lies outside its tolerance; an absent side is open."""
    assert quantity.nominal is not None, "a tolerance is around a nominal"
    over = ZERO
    if quantity.plus is not None:
        over = max(over, value - (Fraction(quantity.nominal) + Fraction(quantity.plus)))
    if quantity.minus is not None:
        over = max(over, (Fraction(quantity.nominal) - Fraction(quantity.minus)) - value)
    return over


def _shared(
    take: str,
    rule: Measurement,
    aspect: Aspect,
    boxes: Boxes,
    worth: Callable[[Fraction, Fraction], Fraction],
) -> Fraction:
    """Every reading (or mean) on its share of the max; or each on the whole, and one of them counts."""
    overs = [_over(quantity, value) for quantity, value in _looked_at(rule, take, boxes)]
    most = Fraction(aspect.max or 0)
    if take in ("worst", "best"):
        return _come_to(take, [worth(most, over) for over in overs])
    return sum((worth(most / len(overs), over) for over in overs), ZERO)


def _step_deduction(scored: StepDeduction, rule: Measurement, aspect: Aspect, boxes: Boxes) -> Fraction:
    def worth(share: Fraction, over: Fraction) -> Fraction:
        return max(ZERO, share - ceil(over / Fraction(scored.step)) * Fraction(scored.minus_points))

    return _shared(scored.take, rule, aspect, boxes, worth)


def _part_credit(scored: PartCredit, rule: Measurement, aspect: Aspect, boxes: Boxes) -> Fraction:
    def worth(share: Fraction, over: Fraction) -> Fraction:
        if over == 0:
            return share
        fitting = [Fraction(one.factor) for one in scored.factors if over <= Fraction(one.over)]
        return share * fitting[0] if fitting else ZERO

    return _shared(scored.take, rule, aspect, boxes, worth)


def _out_deduction(scored: OutDeduction, rule: Measurement, aspect: Aspect, boxes: Boxes) -> Fraction:
    left = Fraction(aspect.max or 0)
    for quantity, value in _readings(rule, boxes):
        if _over(quantity, value) > 0:
            left -= Fraction(scored.minus_points)
    return max(left, ZERO)


def _value(scored: Value, rule: Measurement, aspect: Aspect, boxes: Boxes) -> Fraction:
    values = [value for _, value in _readings(rule, boxes)]
    if scored.take == "highest":
        return max(values)
    if scored.take == "lowest":
        return min(values)
    return sum(values, ZERO) if scored.take == "sum" else mean(values)


def _formula(scored: Formula, rule: Measurement, aspect: Aspect, boxes: Boxes) -> Fraction:
    return _come_to(scored.take, [formula(scored, value) for _, value in _readings(rule, boxes)])


SCORED: Mapping[type, Callable[[Any, Measurement, Aspect, Boxes], Fraction]] = {
    Bands: _bands,
    Interpolation: _interpolation,
    StepDeduction: _step_deduction,
    PartCredit: _part_credit,
    OutDeduction: _out_deduction,
    Value: _value,
    Formula: _formula,
}
"""Every way of scoring a measurement; a test fails when the scheme model has one that is not here."""
