"""What one judge's mark for one aspect is worth, kind by kind, as the rule reads; no panels and no totals here."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import ceil, floor
from typing import Any

from server.core.facts_sheet import Mark
from server.core.ids import AspectId, FieldId
from server.core.rules import (
    Count,
    Imported,
    Judgement,
    Measurement,
    PerTime,
    Points,
    Relative,
    Rubric,
    Time,
    Veto,
    YesNo,
)
from server.core.scheme import Aspect
from server.reference.measured import Boxes, measured
from server.reference.numbers import ZERO, between, mean


def points(aspect: Aspect, mark: Mark) -> Fraction:
    """
    The exact points of a mark, nought where too many tries of a timed event failed.

    :raises KeyError: this kind of aspect has no reference
    """
    values = tries(aspect, mark)
    if aspect.tries is None:
        return values[0] or ZERO
    made = sorted(value for value in values if value is not None)
    if failed(aspect, mark):
        return ZERO
    take = aspect.tries.take
    if take == "highest":
        return made[-1]
    if take == "lowest":
        return made[0]
    if take == "middle":
        # without one lowest and one highest; a try that failed was the highest
        made = made[1 : len(values) - 1]
    return sum(made, ZERO) if take == "sum" else mean(made)


class Worths:
    """What the marks of one scheme are worth, each different one reckoned once: judges write the same few all day."""

    def __init__(self) -> None:
        self._known: dict[tuple[AspectId, tuple[tuple[FieldId, str], ...]], Fraction] = {}

    def points(self, aspect: Aspect, mark: Mark) -> Fraction:
        """See `points`; an aspect's id stands once in a scheme."""
        key = (aspect.id, tuple(mark.items()))
        if key not in self._known:
            self._known[key] = points(aspect, mark)
        return self._known[key]


def failed(aspect: Aspect, mark: Mark) -> bool:
    """Whether so many tries of a timed event failed that there is no result."""
    if aspect.tries is None:
        return False
    values = tries(aspect, mark)
    missing = len([value for value in values if value is None])
    allowed = {"highest": len(values) - 1, "lowest": len(values) - 1, "middle": 1, "mean": 0, "sum": 0}
    return missing > allowed[aspect.tries.take]


def tries(aspect: Aspect, mark: Mark) -> list[Fraction | None]:
    """What each try is worth, a mark without tries being one; None for a try that failed against the clock."""
    boxes = {str(box): text for box, text in mark.items()}
    if aspect.tries is None or "not_attempted" in boxes:
        many = 1 if aspect.tries is None else aspect.tries.count
        return [_once(aspect, boxes)] * many
    found = []
    for which in range(1, aspect.tries.count + 1):
        end = f"@{which}"
        found.append(_once(aspect, {n[: -len(end)]: text for n, text in boxes.items() if n.endswith(end)}))
    return found


def _once(aspect: Aspect, boxes: Boxes) -> Fraction | None:
    if "not_attempted" in boxes:
        if isinstance(aspect.rule, Time) and aspect.rule.scored == "elapsed":
            return None
        least = getattr(aspect.rule, "floor", None)
        return ZERO if least is None else Fraction(least)
    return KINDS[type(aspect.rule)](aspect.rule, aspect, boxes)


def _most(aspect: Aspect) -> Fraction | None:
    """The max with what may exceed it."""
    return None if aspect.max is None else Fraction(aspect.max) + Fraction(aspect.bonus)


def number(boxes: Boxes, box: str) -> Fraction:
    """The number in a box."""
    return Fraction(boxes[box])


def _judgement(rule: Judgement, aspect: Aspect, boxes: Boxes) -> Fraction:
    return Fraction(aspect.max or 0) * number(boxes, "level") / Fraction(rule.high)


def _points(rule: Points, aspect: Aspect, boxes: Boxes) -> Fraction:
    return number(boxes, "points")


def _yes_no(rule: YesNo, aspect: Aspect, boxes: Boxes) -> Fraction:
    met = [Fraction(item.points) for item in rule.items if boxes[item.id] == "yes"]
    return between(sum(met, ZERO), None, _most(aspect))


def _count(rule: Count, aspect: Aspect, boxes: Boxes) -> Fraction:
    total = Fraction(rule.start)
    for fault in rule.faults:
        change = floor(number(boxes, fault.id) / fault.per) * Fraction(fault.points)
        if fault.cap is not None and change > Fraction(fault.cap):
            change = Fraction(fault.cap)
        if fault.cap is not None and change < -Fraction(fault.cap):
            change = -Fraction(fault.cap)
        total += change
    for fault in rule.faults:
        if fault.zero_from is not None and number(boxes, fault.id) >= fault.zero_from:
            return min(total, ZERO) if rule.floor is None else Fraction(rule.floor)
    return between(total, rule.floor, _most(aspect))


def _time(rule: Time, aspect: Aspect, boxes: Boxes) -> Fraction:
    used = number(boxes, "seconds")
    if rule.scored == "elapsed":
        return between(used, rule.floor, _most(aspect))
    total = ZERO
    if rule.scored == "limit" and rule.limit is not None:
        total = Fraction(rule.start)
        total += _for_time(rule.bonus, Fraction(rule.limit) - used)
        total -= _for_time(rule.penalty, used - Fraction(rule.limit) - Fraction(rule.grace))
    return between(total, rule.floor, _most(aspect))


def _for_time(per: PerTime | None, seconds: Fraction) -> Fraction:
    """The points for so many seconds on the side of the limit that counts."""
    if per is None or seconds <= 0:
        return ZERO
    units = seconds / Fraction(per.seconds)
    many = ceil(units) if per.each == "begun" else floor(units)
    gained = many * Fraction(per.points)
    return gained if per.cap is None or gained <= Fraction(per.cap) else Fraction(per.cap)


def _rubric(rule: Rubric, aspect: Aspect, boxes: Boxes) -> Fraction:
    return Fraction(rule.levels[int(boxes["level"])].points)


def _imported(rule: Imported, aspect: Aspect, boxes: Boxes) -> Fraction:
    return Fraction(aspect.max or 0) * number(boxes, "points") / Fraction(rule.paper_max)


def _relative(rule: Relative, aspect: Aspect, boxes: Boxes) -> Fraction:
    return ZERO  # alone it is worth nothing: the field says what (`compared.py`)


def _veto(rule: Veto, aspect: Aspect, boxes: Boxes) -> Fraction:
    return ZERO


KINDS: Mapping[type, Callable[[Any, Aspect, Boxes], Fraction]] = {
    Judgement: _judgement,
    Points: _points,
    Measurement: measured,
    Count: _count,
    Time: _time,
    YesNo: _yes_no,
    Rubric: _rubric,
    Imported: _imported,
    Relative: _relative,
    Veto: _veto,
}
"""Every kind of aspect; a test fails when the scheme model has one that is not here."""
