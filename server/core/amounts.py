"""Exact amounts: the arithmetic context, numbers as judges write them, one line of a mark's working; no rules here."""

from decimal import Context, Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from server.core.exact import parse_number
from server.core.facts_sheet import Mark
from server.core.ids import FieldId

EXACT = Context(prec=60, traps=[Inexact, InvalidOperation, DivisionByZero, Overflow])
"""Arithmetic that is exact or fails loudly: schemes and marks keep to 9 + 6 digits, 60 are never used up."""

ZERO = Decimal(0)
ONE = Decimal(1)

number = lru_cache(maxsize=8192)(parse_number)
"""`parse_number`, remembered: a competition writes the same few thousand numbers again and again."""


fraction = lru_cache(maxsize=65536)(Fraction)
"""A fraction of two whole numbers, remembered: a panel's points repeat, and equal ones then take memory once."""


class Part(NamedTuple):
    """
    One line of a mark's working.

    `of` names the box or the step of the rule (`start`, `bonus`, `penalty`; the number of a row of readings);
    `amount` is over the aspect's divisor; `units` is what was multiplied or looked up: a level, a count, the
    steps over, a factor, the number of the band that fitted (0: none).
    """

    of: str
    amount: Decimal
    units: Decimal


def read(mark: Mark, box: FieldId) -> Decimal:
    """The number in a box of a checked mark."""
    value = number(mark[box])
    assert value is not None, "a mark is checked before it is recorded"
    return value


def units_of(amount: Decimal, size: Decimal, each: str = "begun") -> Decimal:
    """
    How many units of `size` are in `amount`, counting those begun or only the complete ones.

    >>> units_of(Decimal("0.021"), Decimal("0.01")), units_of(Decimal(119), Decimal(60), "complete")
    (Decimal('3'), Decimal('1'))
    """
    whole, rest = divmod(amount, size)
    return whole + 1 if rest and each == "begun" else whole


def limited(amount: Decimal, cap: Decimal | None) -> Decimal:
    """The amount, at most `cap` in size, whichever its sign."""
    return amount if cap is None else max(-cap, min(cap, amount))
