"""Exact numbers: how a mark is spelled, kept and rounded. No float ever passes through here."""

import re
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
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
        scaled = exact * 10**self.places
        whole, rest = divmod(abs(scaled.numerator), scaled.denominator)
        up = self._away(whole, Fraction(rest, scaled.denominator), negative=scaled < 0)
        digits = -(whole + up) if scaled < 0 else whole + up
        with localcontext() as context:
            context.prec = max(28, len(str(digits)) + self.places + 1)
            return Decimal(digits).scaleb(-self.places)

    def _away(self, whole: int, rest: Fraction, *, negative: bool) -> int:
        half = Fraction(1, 2)
        match self.mode:
            case "half_up":
                return int(rest >= half)
            case "half_even":
                return int(rest > half or (rest == half and whole % 2 == 1))
            case "down":
                return 0
            case "floor":
                return int(rest > 0 and negative)
            case "ceiling":
                return int(rest > 0 and not negative)
