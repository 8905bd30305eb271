"""What one judge's mark for one aspect is worth, exactly, with its working; no panels and no totals here.

Amounts are kept as a Decimal over a divisor that depends on the aspect alone (level 2 of 3 in a line of 1
point is 2 over 3): Decimals add, compare and sort quickly, and only the panel's one quotient divides.
"""

from decimal import Decimal, localcontext
from fractions import Fraction

from server.core import measured
from server.core.amounts import EXACT, ONE, ZERO, Part, limited, read, units_of
from server.core.boxes import NOT_ATTEMPTED, fields, try_marks
from server.core.facts_sheet import Mark
from server.core.ids import FieldId
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
from server.core.scheme import Aspect, Tries

YES = "yes"
LEVEL, POINTS, SECONDS, FAULT = FieldId("level"), FieldId("points"), FieldId("seconds"), FieldId("fault")
_SCALES = (Judgement, Points)


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
    """What the aspect's amounts are over: tries that are averaged times what one try is over."""
    tries = aspect.tries
    if tries is None or tries.take not in ("mean", "middle"):
        return try_divisor(aspect)
    return try_divisor(aspect) * (tries.count - (2 if tries.take == "middle" else 0))


def try_divisor(aspect: Aspect) -> Decimal:
    """What one try is over: the highest level, the paper's maximum, the equal shares of readings, or 1."""
    match aspect.rule:
        case Judgement(high=high):
            return high
        case Imported(paper_max=paper_max):
            return paper_max
        case Measurement() as rule:
            return measured.divisor_of(rule)
        case _:
            return ONE


def worth(aspect: Aspect, mark: Mark) -> Decimal:
    """The mark's points over `divisor(aspect)`; inside the `EXACT` context."""
    if aspect.tries is None:
        return try_worth(aspect, mark)
    values = try_values(aspect, mark)
    return ZERO if values is None else sum((values[n] for n in _counting(aspect.tries, values)), ZERO)


def try_values(aspect: Aspect, mark: Mark) -> dict[int, Decimal] | None:
    """What each try that has a value is worth, by its place from 0; None where too many of a timed event failed."""
    tries = try_marks(aspect, mark)
    assert aspect.tries is not None, "asked for an aspect with tries"
    if not isinstance(aspect.rule, Time) or aspect.rule.scored != "elapsed":
        return {n: try_worth(aspect, one) for n, one in enumerate(tries)}
    made = {n: try_worth(aspect, one) for n, one in enumerate(tries) if not not_attempted(one)}
    take = aspect.tries.take
    needed = 1 if take in ("highest", "lowest") else len(tries) - (1 if take == "middle" else 0)
    return made if len(made) >= needed else None


def counting(aspect: Aspect, mark: Mark) -> frozenset[int]:
    """The tries that count, by their place from 0; which of two equal ones is left out changes nothing."""
    values = None if aspect.tries is None else try_values(aspect, mark)
    if aspect.tries is None or values is None:
        return frozenset()
    return frozenset(_counting(aspect.tries, values))


def _counting(tries: Tries, values: dict[int, Decimal]) -> list[int]:
    order = sorted(values, key=values.__getitem__)
    match tries.take:
        case "highest":
            return order[-1:]
        case "lowest":
            return order[:1]
        case "middle":
            return order[1 : tries.count - 1]  # a failed try, which is not here, was the longest
        case _:
            return order


def without_result(aspect: Aspect, mark: Mark) -> bool:
    """Whether so many tries of a timed event failed that there is no result."""
    return aspect.tries is not None and try_values(aspect, mark) is None


def try_worth(aspect: Aspect, mark: Mark) -> Decimal:
    """What one try is worth, over `try_divisor(aspect)`; inside the `EXACT` context."""
    rule = aspect.rule
    if not_attempted(mark):
        return floor(aspect) or ZERO
    if isinstance(rule, _SCALES):
        return _scaled(rule, aspect, mark)
    if isinstance(rule, Measurement):
        most, value = aspect.most, measured.worth_of(rule, aspect, mark)
        # only a reading that is itself the points can be too many: the other rules are checked against the max
        return value if most is None else min(value, most * try_divisor(aspect))
    lines = parts(aspect, mark)
    if isinstance(rule, Rubric | Imported):
        return lines[0].amount
    total = sum([line.amount for line in lines], ZERO)
    if isinstance(rule, Count) and _comes_to_nothing(rule, mark):
        return min(total, ZERO) if rule.floor is None else rule.floor
    return _kept(aspect, total)


def _kept(aspect: Aspect, total: Decimal) -> Decimal:
    """The sum between the rule's floor and the most the aspect may give, where these are set."""
    low, most = floor(aspect), aspect.most
    if low is not None and total < low:
        return low
    return total if most is None or total <= most else most


def floor(aspect: Aspect) -> Decimal | None:
    """The least a counted or timed aspect may be worth, None where nothing stops it."""
    rule = aspect.rule
    return rule.floor if isinstance(rule, Count | Time) else None


def not_attempted(mark: Mark) -> bool:
    """Whether the judge wrote that the work is not there."""
    return mark.get(NOT_ATTEMPTED) == YES


def parts(aspect: Aspect, mark: Mark) -> list[Part]:
    """The lines of one try's working, over `try_divisor`, before floor, limits and max."""
    if not_attempted(mark):
        return [Part(NOT_ATTEMPTED, floor(aspect) or ZERO, ZERO)]
    rule = aspect.rule
    match rule:
        case Judgement():
            return [Part(LEVEL, _scaled(rule, aspect, mark), read(mark, LEVEL))]
        case Rubric():
            level = read(mark, LEVEL)
            return [Part(LEVEL, rule.levels[int(level)].points, level)]
        case Points():
            return [Part(POINTS, _scaled(rule, aspect, mark), ONE)]
        case Imported():
            paper = read(mark, POINTS)
            return [Part(POINTS, (aspect.max or ZERO) * paper, paper)]
        case Measurement():
            lines = measured.parts_of(rule, aspect, mark)
            return lines + [Part("limits", ZERO, ONE)] * measured.beyond_limits(rule, mark)
        case Count():
            return _counted(rule, mark)
        case Time():
            return _timed(rule, read(mark, SECONDS))
        case YesNo():
            return [Part(item.id, item.points, ONE) for item in rule.items if mark[item.id] == YES]
        case Relative() | Veto():
            return []


def compared_value(aspect: Aspect, mark: Mark) -> Decimal | None:
    """What a judge read in an aspect that is compared with the field; None where there is nothing to compare."""
    assert isinstance(aspect.rule, Relative), "only a relative aspect is compared"
    return reading(mark, fields(aspect)[0].id)


def fault_found(mark: Mark) -> bool:
    """Whether a judge's mark for a veto says that the fault is there."""
    return mark.get(FAULT) == YES


def reading(mark: Mark, box: FieldId) -> Decimal | None:
    """The number a judge wrote in one box, None where the work was not attempted."""
    return None if not_attempted(mark) or box not in mark else read(mark, box)


def _scaled(rule: Judgement | Points, aspect: Aspect, mark: Mark) -> Decimal:
    return (aspect.max or ZERO) * read(mark, LEVEL) if isinstance(rule, Judgement) else read(mark, POINTS)


def _comes_to_nothing(rule: Count, mark: Mark) -> bool:
    return any(f.zero_from is not None and read(mark, f.id) >= f.zero_from for f in rule.faults)


def _counted(rule: Count, mark: Mark) -> list[Part]:
    lines = [Part("start", rule.start, ONE)] if rule.start else []
    for fault in rule.faults:
        many = read(mark, fault.id)
        lines.append(Part(fault.id, limited(many // fault.per * fault.points, fault.cap), many))
    return lines + [Part("zeroed", ZERO, ONE)] * _comes_to_nothing(rule, mark)


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
    return Part(name, sign * limited(units * per.points, per.cap), units)
