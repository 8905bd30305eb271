"""The steps a working is made of, and those that every level has: limits and roundings. What is explained: `working.py`.

Steps add up: the value of a total, module, sub-criterion or aspect is the sum of the values of its steps, where
those of the kinds in `INFORMS` add nothing. What a floor, a veto, a weight or a rounding does is a step with its
own, often negative, value. Every number is a text and exact: a decimal, or a fraction `n/d`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from server.core.exact import Rounding, exact_sum
from server.core.text import Text

Kind = Literal[
    "total", "module", "sub_criterion", "aspect", "judge", "try", "part", "panel", "agreed", "limit", "void", "weight",
    "rounding", "gate", "tie_break", "ended", "penalty", "ruling", "run", "difficulty", "field", "best_module", "own_share",
    "carried", "best_round",
]  # fmt: skip


INFORMS: frozenset[Kind] = frozenset({"judge", "try", "part", "gate", "tie_break", "ended", "run"})
"""Kinds of steps that add nothing to the step they stand in."""


@dataclass(frozen=True, slots=True)
class Step:
    """
    One step of the working. `of` is the id of what it is about: a module, an aspect, a judge, a box.

    `figures` holds what the text of the step needs, by kind; a judge's mark as typed stands under `mark.<box>`.
    """

    kind: Kind
    of: str
    value: str
    title: Text | None = None
    figures: Mapping[str, str] = field(default_factory=dict)
    steps: tuple["Step", ...] = ()


def exact_text(value: Fraction | Decimal) -> str:
    """
    The one exact spelling of a number.

    >>> exact_text(Fraction(5, 4)), exact_text(Fraction(31, 3)), exact_text(Decimal("2.50"))
    ('1.25', '31/3', '2.5')
    """
    exact = Fraction(value)
    places = next((n for n in range(13) if 10**n % exact.denominator == 0), None)
    if places is None:
        return f"{exact.numerator}/{exact.denominator}"
    return f"{Rounding(places).apply(exact):f}"


def limit_steps(
    before: Fraction, after: Fraction, floor: Decimal | Fraction | None, cap: Decimal | Fraction | None
) -> list[Step]:
    """What a floor or a cap changes, where it does."""
    if before == after:
        return []
    return [Step("limit", "", exact_text(after - before), None, known(floor=floor, cap=cap))]


def kept_steps(
    before: Fraction, after: Fraction, floor: Decimal | Fraction | None, most: Decimal | Fraction | None
) -> list[Step]:
    """What a floor gives back, or what an adjustment upwards would have been beyond the maximum."""
    return (
        limit_steps(before, after, floor, None) if after > before else limit_steps(before, after, None, most)
    )


def rounding_steps(rule: Rounding, exact: Fraction) -> list[Step]:
    """What a rounding changes, where it does."""
    change = Fraction(rule.apply(exact)) - exact
    figures = {"places": str(rule.places), "mode": rule.mode, "exact": exact_text(exact)}
    return [Step("rounding", "", exact_text(change), None, figures)] if change else []


def added(steps: Iterable[Step]) -> Fraction:
    return exact_sum(Fraction(step.value) for step in steps if step.kind not in INFORMS)


def known(**figures: Decimal | Fraction | None) -> dict[str, str]:
    return {name: exact_text(value) for name, value in figures.items() if value is not None}
