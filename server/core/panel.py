"""Several judges' points for one aspect become one, and when they lie too far apart; nothing is summed here.

Mean, median and trimmed mean are one rule: drop some of the highest and lowest, then the mean of the rest.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from server.core.amounts import ONE, ZERO, fraction
from server.core.exact import Rounding
from server.core.facts import Mark
from server.core.points import LEVEL, POINTS, divisor, not_attempted, reading, worth
from server.core.scheme import Aspect, Judgement, Module, PanelRule, Points, Rubric, Veto, try_marks

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


def combine(rule: PanelRule, marks: Sequence[Decimal], over: Decimal = ONE) -> Fraction:
    """
    The panel's value, exact; each mark counts `over` that divisor. Not yet rounded.

    >>> combine(PanelRule("trimmed_mean"), [Decimal(8), Decimal(9), Decimal("9.5"), Decimal(10)])
    Fraction(37, 4)
    """
    assert marks, "a panel of nobody has no value"
    high, low = drops(rule, len(marks))
    kept = sorted(marks)[low : len(marks) - high] if high or low else marks
    top, bottom = sum(kept, ZERO).as_integer_ratio()
    per, of = over.as_integer_ratio()
    return fraction(top * of, bottom * per * len(kept))


def rounded(rule: PanelRule, exact: Fraction) -> Fraction:
    """The value after the panel's own rounding, where the rule has one."""
    return exact if rule.rounding is None else Fraction(rule.rounding.apply(exact))


def dropped(rule: PanelRule, marks: Sequence[Decimal]) -> tuple[frozenset[int], frozenset[int]]:
    """
    The places in `marks` of those dropped as lowest and as highest.

    Which of two equal marks is dropped changes no value: the earlier one counts as the lower.

    >>> dropped(PanelRule("trimmed_mean"), [Decimal(7), Decimal(9), Decimal(7)])
    (frozenset({0}), frozenset({1}))
    """
    high, low = drops(rule, len(marks))
    order = sorted(range(len(marks)), key=marks.__getitem__)
    return frozenset(order[:low]), frozenset(order[len(order) - high :])


def spread(aspect: Aspect, rule: PanelRule, marks: Sequence[Mark]) -> tuple[Decimal, Decimal] | None:
    """
    The lowest and the highest value when they lie further apart than the rule accepts, else None.

    Only what is judged can be discussed and judged again: levels and points given, not readings. Of several tries the
    first one that is too wide is named. Where the panel has to agree, marks of other kinds are compared by their
    points, shown to six places.
    """
    if len(marks) < 2 or isinstance(aspect.rule, Veto):
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
