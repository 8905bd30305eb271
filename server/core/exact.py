"""Exact numbers: how a mark is spelled, kept and rounded. No float ever passes through here."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Literal

RoundingMode = Literal["half_up", "half_even", "down", "floor", "ceiling"]

_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,8})(\.[0-9]{1,6})?")


def parse_number(text: str) -> Decimal | None:
    """
    The value of a number as a judge may spell it, or None where the spelling is not accepted.

    One spelling set: ASCII digits, at most nine before and six after a full stop, an optional leading minus,
    no sign plus, no exponent, no grouping, no blanks. Anything else is refused, never reinterpreted.

    >>> parse_number("9.50"), parse_number("1,25"), parse_number("1e2"), parse_number("-0")
    (Decimal('9.50'), None, None, Decimal('0'))
    """
    if _NUMBER.fullmatch(text) is None:
        return None
    value = Decimal(text)
    return value.copy_abs() if value == 0 else value


def exact_sum(values: Iterable[Fraction]) -> Fraction:
    """
    The sum, brought to lowest terms once: adding fractions one by one does that at each step.

    >>> exact_sum([Fraction(1, 3), Fraction(1, 6), Fraction(3)])
    Fraction(7, 2)
    """
    top, bottom = 0, 1
    for value in values:
        over = value.denominator
        if bottom % over:
            common = lcm(bottom, over)
            top, bottom = top * (common // bottom), common
        top += value.numerator * (bottom // over)
    return Fraction(top, bottom)


@dataclass(frozen=True, slots=True)
class Rounding:
    """How many decimal places a number keeps and which way it goes; half up is what judges check by calculator."""

    places: int = 2
    mode: RoundingMode = "half_up"

    def apply(self, exact: Fraction) -> Decimal:
        """
        The exact number, rounded once.

        >>> Rounding(2).apply(Fraction(1, 8)), Rounding(1, "half_even").apply(Fraction(1, 4))
        (Decimal('0.13'), Decimal('0.2'))
        """
        negative, of = exact < 0, exact.denominator
        whole, rest = divmod(abs(exact.numerator) * 10**self.places, of)
        digits = whole + self._away(whole, rest, of, negative=negative)
        # From text, because a Decimal made so is exact whatever the context says.
        return Decimal(f"{'-' if negative and digits else ''}{digits}E-{self.places}")

    def _away(self, whole: int, rest: int, of: int, *, negative: bool) -> int:
        """1 where the digits move away from nought, `rest` / `of` being what is cut off."""
        match self.mode:
            case "half_up":
                return int(2 * rest >= of)
            case "half_even":
                return int(2 * rest > of or (2 * rest == of and whole % 2 == 1))
            case "down":
                return 0
            case "floor":
                return int(rest > 0 and negative)
            case "ceiling":
                return int(rest > 0 and not negative)
