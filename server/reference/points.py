"""What one judge's mark for one aspect is worth, kind by kind, as the rule reads; no panels and no totals here."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import ceil, floor
from typing import Any

from server.core.facts import Mark
from server.core.scheme import (
    Aspect,
    Bands,
    Count,
    Judgement,
    Measurement,
    PartCredit,
    PerTime,
    Points,
    Quantity,
    StepDeduction,
    Time,
    Veto,
    Within,
    YesNo,
)
from server.reference.numbers import ZERO, between

Boxes = Mapping[str, str]
"""What a judge wrote, box by box."""


def points(aspect: Aspect, mark: Mark) -> Fraction:
    """
    The exact points of a mark.

    :raises KeyError: this kind of aspect has no reference
    """
    boxes = {str(box): text for box, text in mark.items()}
    if "not_attempted" in boxes:
        least = getattr(aspect.rule, "floor", None)
        return ZERO if least is None else Fraction(least)
    return KINDS[type(aspect.rule)](aspect.rule, aspect, boxes)


def number(boxes: Boxes, box: str) -> Fraction:
    """The number in a box."""
    return Fraction(boxes[box])


def _judgement(rule: Judgement, aspect: Aspect, boxes: Boxes) -> Fraction:
    return Fraction(aspect.max or 0) * number(boxes, "level") / Fraction(rule.high)


def _points(rule: Points, aspect: Aspect, boxes: Boxes) -> Fraction:
    return number(boxes, "points")


def _yes_no(rule: YesNo, aspect: Aspect, boxes: Boxes) -> Fraction:
    met = [Fraction(item.points) for item in rule.items if boxes[item.id] == "yes"]
    return between(sum(met, ZERO), None, aspect.max)


def _count(rule: Count, aspect: Aspect, boxes: Boxes) -> Fraction:
    total = Fraction(rule.start)
    for fault in rule.faults:
        change = number(boxes, fault.id) * Fraction(fault.points)
        if fault.cap is not None and change > Fraction(fault.cap):
            change = Fraction(fault.cap)
        if fault.cap is not None and change < -Fraction(fault.cap):
            change = -Fraction(fault.cap)
        total += change
    return between(total, rule.floor, aspect.max)


def _time(rule: Time, aspect: Aspect, boxes: Boxes) -> Fraction:
    used = number(boxes, "seconds")
    if rule.scored == "elapsed":
        return between(used, rule.floor, aspect.max)
    total = ZERO
    if rule.scored == "limit" and rule.limit is not None:
        total = Fraction(rule.start)
        total += _for_time(rule.bonus, Fraction(rule.limit) - used)
        total -= _for_time(rule.penalty, used - Fraction(rule.limit) - Fraction(rule.grace))
    return between(total, rule.floor, aspect.max)


def _for_time(per: PerTime | None, seconds: Fraction) -> Fraction:
    """The points for so many seconds on the side of the limit that counts."""
    if per is None or seconds <= 0:
        return ZERO
    units = seconds / Fraction(per.seconds)
    many = ceil(units) if per.each == "begun" else floor(units)
    gained = many * Fraction(per.points)
    return gained if per.cap is None or gained <= Fraction(per.cap) else Fraction(per.cap)


def _measured(rule: Measurement, aspect: Aspect, boxes: Boxes) -> Fraction:
    return SCORED[type(rule.scored)](rule.scored, rule, aspect, boxes)


def _read(quantity: Quantity, which: int, boxes: Boxes) -> Fraction:
    """The `which`-th reading of a quantity; one that is read once has no number."""
    return number(boxes, quantity.id if quantity.readings == 1 else f"{quantity.id}.{which}")


def _bands(scored: Bands, rule: Measurement, aspect: Aspect, boxes: Boxes) -> Fraction:
    rows = max(quantity.readings for quantity in rule.quantities)
    found = []
    for which in range(1, rows + 1):
        row = {q.id: _read(q, which, boxes) for q in rule.quantities}
        fitting = [b for b in scored.bands if all(_inside(one, row[one.quantity]) for one in b.when)]
        found.append(Fraction(fitting[0].points if fitting else scored.otherwise))
    return min(found)


def _inside(one: Within, value: Fraction) -> bool:
    if one.above is not None and not value > Fraction(one.above):
        return False
    if one.at_least is not None and not value >= Fraction(one.at_least):
        return False
    if one.at_most is not None and not value <= Fraction(one.at_most):
        return False
    return one.below is None or value < Fraction(one.below)


def _readings(rule: Measurement, boxes: Boxes) -> list[tuple[Quantity, Fraction]]:
    """Every reading, with what was read."""
    return [(q, _read(q, which, boxes)) for q in rule.quantities for which in range(1, q.readings + 1)]


def _over(quantity: Quantity, value: Fraction) -> Fraction:
    """How far a reading lies outside its tolerance; an absent side is open."""
    assert quantity.nominal is not None, "a tolerance is around a nominal"
    over = ZERO
    if quantity.plus is not None:
        over = max(over, value - (Fraction(quantity.nominal) + Fraction(quantity.plus)))
    if quantity.minus is not None:
        over = max(over, (Fraction(quantity.nominal) - Fraction(quantity.minus)) - value)
    return over


def _step_deduction(scored: StepDeduction, rule: Measurement, aspect: Aspect, boxes: Boxes) -> Fraction:
    readings = _readings(rule, boxes)
    share = Fraction(aspect.max or 0) / len(readings)
    total = ZERO
    for quantity, value in readings:
        lost = ceil(_over(quantity, value) / Fraction(scored.step)) * Fraction(scored.minus_points)
        total += max(ZERO, share - lost)
    return total


def _part_credit(scored: PartCredit, rule: Measurement, aspect: Aspect, boxes: Boxes) -> Fraction:
    readings = _readings(rule, boxes)
    share = Fraction(aspect.max or 0) / len(readings)
    total = ZERO
    for quantity, value in readings:
        over = _over(quantity, value)
        fitting = [Fraction(one.factor) for one in scored.factors if over <= Fraction(one.over)]
        if over == 0:
            total += share
        elif fitting:
            total += share * fitting[0]
    return total


def _veto(rule: Veto, aspect: Aspect, boxes: Boxes) -> Fraction:
    return ZERO


KINDS: Mapping[type, Callable[[Any, Aspect, Boxes], Fraction]] = {
    Judgement: _judgement,
    Points: _points,
    Measurement: _measured,
    Count: _count,
    Time: _time,
    YesNo: _yes_no,
    Veto: _veto,
}
"""Every kind of aspect; a test fails when the scheme model has one that is not here."""

SCORED: Mapping[type, Callable[[Any, Measurement, Aspect, Boxes], Fraction]] = {
    Bands: _bands,
    StepDeduction: _step_deduction,
    PartCredit: _part_credit,
}
"""Every way of scoring a measurement."""
