"""Several judges' points for one aspect become one, rule by rule as it reads; nothing is summed here."""

from fractions import Fraction

from server.core.scheme import (
    PanelRule,
)
from server.reference.numbers import mean, middle, rounded


def panel_value(rule: PanelRule, values: list[Fraction], due: int = 0) -> Fraction:
    """Several judges' points for one aspect, rounded where the rule says so; so many marks are due."""
    if rule.missing == "mean":
        values = values + [mean(values)] * (due - len(values))
    else:
        assert rule.missing == "left_out", f"no reference for missing marks that are {rule.missing}"
    many = len(values)
    if rule.apart and many > 1 and _too_far_apart(rule, values):
        value = mean(values)
    elif rule.rule == "median":
        value = middle(values)
    elif rule.rule == "trimmed_mean" and many >= rule.drop_high + rule.drop_low + 1:
        value = mean(sorted(values)[rule.drop_low : many - rule.drop_high])
    else:
        assert rule.rule in PANEL_RULES, f"no reference for the panel rule {rule.rule}"
        value = mean(values)
    return rounded(value, rule.rounding)


def _too_far_apart(rule: PanelRule, values: list[Fraction]) -> bool:
    """Whether the marks that would be left after dropping lie further apart than their mean allows."""
    ordered, many = sorted(values), len(values)
    if rule.rule == "trimmed_mean" and many > rule.drop_high + rule.drop_low:
        kept = ordered[rule.drop_low : many - rule.drop_high]
    elif rule.rule == "median":
        kept = ordered[(many - 1) // 2 : many // 2 + 1]
    else:
        return False
    if len(kept) == many:
        return False
    for step in rule.apart:
        if mean(kept) >= Fraction(step.at_least):
            return kept[-1] - kept[0] > Fraction(step.limit)
    return False


PANEL_RULES = ("mean", "median", "trimmed_mean", "agreed")
