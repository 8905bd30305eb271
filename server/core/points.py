"""What one judge's mark for one aspect is worth, exactly, with its working; no panels and no totals here.

Amounts are kept as a Decimal over a divisor that depends on the aspect alone (level 2 of 3 in a line of 1
point is 2 over 3): Decimals add, compare and sort quickly, and only the panel's one quotient divides.
"""

from collections.abc import Mapping
from decimal import Context, Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow, localcontext
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from server.core.exact import parse_number
from server.core.facts import Mark
from server.core.ids import FieldId
from server.core.scheme import (
    NOT_ATTEMPTED,
    Aspect,
    Band,
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
    reading_id,
)

EXACT = Context(prec=60, traps=[Inexact, InvalidOperation, DivisionByZero, Overflow])
"""Arithmetic that is exact or fails loudly: schemes and marks keep to 9 + 6 digits, 60 are never used up."""

ZERO = Decimal(0)
ONE = Decimal(1)
YES = "yes"
_SCALES = (Judgement, Points)
LEVEL, POINTS, SECONDS, FAULT = FieldId("level"), FieldId("points"), FieldId("seconds"), FieldId("fault")

number = lru_cache(maxsize=8192)(parse_number)
"""`parse_number`, remembered: a competition writes the same few thousand numbers again and again."""


class Part(NamedTuple):
    """
    One line of a mark's working.

    `of` names the box or the step of the rule (`start`, `bonus`, `penalty`; the number of a banded reading);
    `amount` is over the aspect's divisor; `units` is what was multiplied or looked up: a level, a count, the
    steps over, a factor, the number of the band that fitted (0: none).
    """

    of: str
    amount: Decimal
    units: Decimal


def points_of(aspect: Aspect, mark: Mark) -> Fraction:
    """
    The exact points of a mark that `check_mark` accepts.

    >>> from server.core.scheme import Text
    >>> points_of(Aspect("a", Text("一", "one"), Decimal(1), Judgement(())), {"level": "2"})
    Fraction(2, 3)
    """
    with localcontext(EXACT):
        return Fraction(worth(aspect, mark)) / Fraction(divisor(aspect))


def divisor(aspect: Aspect) -> Decimal:
    """What the aspect's amounts are over: the highest level, the number of equal shares of readings, or 1."""
    match aspect.rule:
        case Judgement(high=high):
            return high
        case Measurement(quantities=quantities, scored=StepDeduction() | PartCredit()):
            return Decimal(sum(q.readings for q in quantities))
        case _:
            return ONE


def worth(aspect: Aspect, mark: Mark) -> Decimal:
    """The mark's points over `divisor(aspect)`; inside the `EXACT` context."""
    rule = aspect.rule
    if isinstance(rule, _SCALES) and not not_attempted(mark):
        return _scaled(rule, aspect, mark)
    lines = parts(aspect, mark)
    if isinstance(rule, Measurement) and isinstance(rule.scored, Bands):
        return min(line.amount for line in lines)
    total = sum([line.amount for line in lines], ZERO)
    return total if isinstance(rule, Measurement) else _kept(aspect, total)


def _kept(aspect: Aspect, total: Decimal) -> Decimal:
    """The sum between the rule's floor and the aspect's max, where these are set."""
    low = floor(aspect)
    if low is not None and total < low:
        return low
    if aspect.max is not None and total > aspect.max:
        return aspect.max
    return total


def floor(aspect: Aspect) -> Decimal | None:
    """The least a counted or timed aspect may be worth, None where nothing stops it."""
    rule = aspect.rule
    return rule.floor if isinstance(rule, Count | Time) else None


def not_attempted(mark: Mark) -> bool:
    """Whether the judge wrote that the work is not there."""
    return mark.get(NOT_ATTEMPTED) == YES


def parts(aspect: Aspect, mark: Mark) -> list[Part]:
    """The lines of the working, before floor and max; of banded readings the worst counts, else the sum."""
    if not_attempted(mark):
        return [Part(NOT_ATTEMPTED, floor(aspect) or ZERO, ZERO)]
    rule = aspect.rule
    match rule:
        case Judgement():
            return [Part(LEVEL, _scaled(rule, aspect, mark), _read(mark, LEVEL))]
        case Points():
            return [Part(POINTS, _scaled(rule, aspect, mark), ONE)]
        case Measurement():
            return _measured(rule, aspect, mark)
        case Count():
            return _counted(rule, mark)
        case Time():
            return _timed(rule, _read(mark, SECONDS))
        case YesNo():
            return [Part(item.id, item.points, ONE) for item in rule.items if mark[item.id] == YES]
        case Veto():
            return []


def fault_found(mark: Mark) -> bool:
    """Whether a judge's mark for a veto says that the fault is there."""
    return mark.get(FAULT) == YES


def reading(mark: Mark, box: FieldId) -> Decimal | None:
    """The number a judge wrote in one box, None where the work was not attempted."""
    return None if not_attempted(mark) or box not in mark else _read(mark, box)


def beyond(quantity: Quantity, value: Decimal) -> Decimal:
    """How far a reading lies outside its tolerance, 0 inside; an absent plus or minus is an open side."""
    assert quantity.nominal is not None, "the scheme check asks for a nominal"
    off = value - quantity.nominal
    allowed = quantity.plus if off > 0 else quantity.minus
    return ZERO if allowed is None else max(abs(off) - allowed, ZERO)


def units_of(amount: Decimal, size: Decimal, each: str = "begun") -> Decimal:
    """
    How many units of `size` are in `amount`, counting those begun or only the complete ones.

    >>> units_of(Decimal("0.021"), Decimal("0.01")), units_of(Decimal(119), Decimal(60), "complete")
    (Decimal('3'), Decimal('1'))
    """
    whole, rest = divmod(amount, size)
    return whole + 1 if rest and each == "begun" else whole


def _read(mark: Mark, box: FieldId) -> Decimal:
    value = number(mark[box])
    assert value is not None, "a mark is checked before it is recorded"
    return value


def _scaled(rule: Judgement | Points, aspect: Aspect, mark: Mark) -> Decimal:
    return (aspect.max or ZERO) * _read(mark, LEVEL) if isinstance(rule, Judgement) else _read(mark, POINTS)


def _measured(rule: Measurement, aspect: Aspect, mark: Mark) -> list[Part]:
    scored = rule.scored
    if isinstance(scored, Bands):
        return _banded(rule, scored, mark)
    boxes = [(q, reading_id(q, n)) for q in rule.quantities for n in range(1, q.readings + 1)]
    return [_toleranced(quantity, box, scored, aspect, mark) for quantity, box in boxes]


def _banded(rule: Measurement, bands: Bands, mark: Mark) -> list[Part]:
    """One line per row of readings; a quantity that is read once stands in every row."""
    lines = []
    for n in range(1, max(q.readings for q in rule.quantities) + 1):
        row = {q.id: _read(mark, reading_id(q, min(n, q.readings))) for q in rule.quantities}
        fits = next((k for k, band in enumerate(bands.bands, 1) if _in_band(band, row)), 0)
        amount = bands.bands[fits - 1].points if fits else bands.otherwise
        lines.append(Part(str(n), amount, Decimal(fits)))
    return lines


def _in_band(band: Band, row: Mapping[FieldId, Decimal]) -> bool:
    return all(within(one, row[one.quantity]) for one in band.when)


def within(one: Within, value: Decimal) -> bool:
    """Whether the value lies in the interval; every bound is exact, an absent one is open."""
    return (
        (one.above is None or value > one.above)
        and (one.at_least is None or value >= one.at_least)
        and (one.at_most is None or value <= one.at_most)
        and (one.below is None or value < one.below)
    )


def _toleranced(
    quantity: Quantity, box: FieldId, scored: StepDeduction | PartCredit, aspect: Aspect, mark: Mark
) -> Part:
    """One reading's equal share of the max, after its loss; amounts are over the number of readings."""
    share = aspect.max or ZERO
    over = beyond(quantity, _read(mark, box))
    if isinstance(scored, StepDeduction):
        steps = units_of(over, scored.step)
        return Part(box, max(share - steps * scored.minus_points * divisor(aspect), ZERO), steps)
    factor = ONE if over == 0 else next((f.factor for f in scored.factors if over <= f.over), ZERO)
    return Part(box, share * factor, factor)


def _counted(rule: Count, mark: Mark) -> list[Part]:
    lines = [Part("start", rule.start, ONE)] if rule.start else []
    for fault in rule.faults:
        many = _read(mark, fault.id)
        lines.append(Part(fault.id, _limited(many * fault.points, fault.cap), many))
    return lines


def _limited(amount: Decimal, cap: Decimal | None) -> Decimal:
    """The amount, at most `cap` in size, whichever its sign."""
    return amount if cap is None else max(-cap, min(cap, amount))


def _timed(rule: Time, seconds: Decimal) -> list[Part]:
    if rule.scored == "elapsed":
        return [Part(SECONDS, seconds, seconds)]
    if rule.scored == "recorded" or rule.limit is None:
        return []
    lines = [Part("start", rule.start, ONE)] if rule.start else []
    saved, over = rule.limit - seconds, seconds - rule.limit - rule.grace
    if rule.bonus is not None and saved > 0:
        lines.append(_per_time("bonus", rule.bonus, saved, ONE))
    if rule.penalty is not None and over > 0:
        lines.append(_per_time("penalty", rule.penalty, over, -ONE))
    return lines


def _per_time(name: str, per: PerTime, seconds: Decimal, sign: Decimal) -> Part:
    units = units_of(seconds, per.seconds, per.each)
    return Part(name, sign * _limited(units * per.points, per.cap), units)
