"""Several judges' points for one aspect become one, and when they lie too far apart; nothing is summed here.

Mean, median and trimmed mean are one rule: drop some of the highest and lowest, then the mean of the rest.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from server.core.amounts import ONE, ZERO, fraction
from server.core.boxes import try_marks
from server.core.exact import Rounding
from server.core.facts_sheet import Mark
from server.core.points import LEVEL, POINTS, divisor, not_attempted, reading, worth
from server.core.rules import Judgement, Points, Relative, Rubric, Veto
from server.core.scheme import Aspect, Module, PanelRule

Scale = Judgement | Points | Rubric


def rule_for(module: Module, aspect: Aspect) -> PanelRule:
    """The aspect's own panel rule, else the module's."""
    return aspect.panel or module.panel


def drops(rule: PanelRule, marks: int) -> tuple[int, int]:
    """
    How many of the highest and of the lowest marks are dropped when so many are in.

    >>> drops(PanelRule("trimmed_mean"), 5), drops(PanelRule("trimmed_mean"), 2)
    ((1, 1), (0, 0))
    >>> drops(PanelRule("median"), 4)
    (1, 1)
    """
    if rule.rule == "median":
        return (marks - 1) // 2, (marks - 1) // 2
    if rule.rule == "trimmed_mean" and marks > rule.drop_high + rule.drop_low:
        return rule.drop_high, rule.drop_low
    return 0, 0


class Counted(NamedTuple):
    """
    The marks of a panel before they are averaged: all multiplied by `times`, those put in for missing ones at the end.

    `high` and `low` of the highest and lowest are dropped; `together` says that they were not, because the rest lay too
    far apart.
    """

    values: Sequence[Decimal]
    times: int
    high: int
    low: int
    together: bool = False


def counted(rule: PanelRule, marks: Sequence[Decimal], over: Decimal = ONE, due: int = 0) -> Counted:
    """What of the marks counts, where so many are `due`; each counts `over` that divisor."""
    values, times = marks, 1
    if rule.missing == "mean" and due > len(marks):
        times = len(marks)
        values = [*(mark * times for mark in marks), *[sum(marks, ZERO)] * (due - times)]
    high, low = drops(rule, len(values))
    if (
        rule.apart
        and (high or low)
        and _too_far(rule, sorted(values)[low : len(values) - high], over * times)
    ):
        return Counted(values, times, 0, 0, together=True)
    return Counted(values, times, high, low)


def _too_far(rule: PanelRule, kept: Sequence[Decimal], over: Decimal) -> bool:
    """Whether the marks that are left lie further apart than the step their mean reaches allows."""
    total = sum(kept, ZERO)
    for step in rule.apart:
        if total >= step.at_least * over * len(kept):
            return kept[-1] - kept[0] > step.limit * over
    return False


def combine(rule: PanelRule, marks: Sequence[Decimal], over: Decimal = ONE, due: int = 0) -> Fraction:
    """
    The panel's value, exact; each mark counts `over` that divisor, and so many are `due`. Not yet rounded.

    >>> combine(PanelRule("trimmed_mean"), [Decimal(8), Decimal(9), Decimal("9.5"), Decimal(10)])
    Fraction(37, 4)
    """
    assert marks, "a panel of nobody has no value"
    values, times, high, low, _ = counted(rule, marks, over, due)
    kept = sorted(values)[low : len(values) - high] if high or low else values
    top, bottom = sum(kept, ZERO).as_integer_ratio()
    per, of = over.as_integer_ratio()
    return fraction(top * of, bottom * per * len(kept) * times)


def rounded(rule: PanelRule, exact: Fraction) -> Fraction:
    """The value after the panel's own rounding, where the rule has one."""
    return exact if rule.rounding is None else Fraction(rule.rounding.apply(exact))


def dropped(
    rule: PanelRule, marks: Sequence[Decimal], over: Decimal = ONE, due: int = 0
) -> tuple[frozenset[int], frozenset[int]]:
    """
    The places in `marks` of those dropped as lowest and as highest; a place beyond them is a missing mark's.

    Which of two equal marks is dropped changes no value: the earlier one counts as the lower.

    >>> dropped(PanelRule("trimmed_mean"), [Decimal(7), Decimal(9), Decimal(7)])
    (frozenset({0}), frozenset({1}))
    """
    values, _, high, low, _ = counted(rule, marks, over, due)
    order = sorted(range(len(values)), key=values.__getitem__)
    return frozenset(order[:low]), frozenset(order[len(order) - high :])


def spread(aspect: Aspect, rule: PanelRule, marks: Sequence[Mark]) -> tuple[Decimal, Decimal] | None:
    """
    The lowest and the highest value when they lie further apart than the rule accepts, else None.

    Only what is judged can be discussed and judged again: levels and points given, not readings. Of several tries the
    first one that is too wide is named. Where the panel has to agree, marks of other kinds are compared by their
    points, shown to six places.
    """
    if len(marks) < 2 or isinstance(aspect.rule, Veto | Relative):
        return None
    if isinstance(aspect.rule, Judgement | Points | Rubric):
        return _judged_apart(aspect, aspect.rule, rule, marks)
    if rule.rule != "agreed":
        return None
    values = [worth(aspect, mark) for mark in marks]
    return None if min(values) == max(values) else (_shown(aspect, min(values)), _shown(aspect, max(values)))


def _judged_apart(
    aspect: Aspect, scale: Scale, rule: PanelRule, marks: Sequence[Mark]
) -> tuple[Decimal, Decimal] | None:
    limit = ZERO if rule.rule == "agreed" else rule.spread_limit
    if limit is None:
        return None
    step = ONE if isinstance(scale, Rubric) else scale.step
    for tried in zip(*(try_marks(aspect, mark) for mark in marks), strict=True):
        values = [judged(scale, mark) for mark in tried]
        if max(values) - min(values) > limit * step:
            return min(values), max(values)
    return None


def _shown(aspect: Aspect, amount: Decimal) -> Decimal:
    return Rounding(6).apply(Fraction(amount) / Fraction(divisor(aspect)))


def judged(scale: Scale, mark: Mark) -> Decimal:
    """The level or the points a judge gave; work that is not there is at the low end of the scale."""
    value = None if not_attempted(mark) else reading(mark, POINTS if isinstance(scale, Points) else LEVEL)
    low = ZERO if isinstance(scale, Rubric) else scale.low
    return low if value is None else value
