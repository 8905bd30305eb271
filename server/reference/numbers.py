"""Plain fractions: reading a number as typed, rounding it, keeping it within bounds. No decimals and no floats."""

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple, Protocol

ZERO = Fraction(0)


class Places(Protocol):
    """How a number is rounded: the shape of a scheme's `rounding`."""

    @property
    def places(self) -> int:
        """Decimal places that are kept."""
        ...

    @property
    def mode(self) -> str:
        """One of `MODES`."""
        ...


class Exactly(NamedTuple):
    """So many decimal places in such a way, where no scheme says it."""

    places: int
    mode: str


MODES = ("half_up", "half_even", "down", "floor", "ceiling")
"""The ways of rounding known here; a test holds them to those a scheme may name."""


def rounded(value: Fraction, to: Places | None) -> Fraction:
    """
    The value with so many decimal places; untouched where nothing says that it is rounded.

    `half_up` moves a half away from nought, `half_even` to the even neighbour, `down` towards nought.
    """
    if to is None:
        return value
    assert to.mode in MODES, f"no reference for the rounding {to.mode}"
    unit = Fraction(1, 10**to.places)
    below, above = floor(value / unit) * unit, ceil(value / unit) * unit
    if to.mode == "floor":
        return below
    if to.mode == "ceiling":
        return above
    nearer_nought, further = (below, above) if value >= 0 else (above, below)
    if to.mode == "down" or nearer_nought == further:
        return nearer_nought
    middle = (below + above) / 2
    if value == middle:
        if to.mode == "half_even":
            return below if floor(below / unit) % 2 == 0 else above
        return further
    return below if value < middle else above


def between(value: Fraction, low: Decimal | Fraction | None, high: Decimal | Fraction | None) -> Fraction:
    """The value, not above `high` and not below `low`, where these are set."""
    if high is not None and value > Fraction(high):
        value = Fraction(high)
    if low is not None and value < Fraction(low):
        value = Fraction(low)
    return value


def void(value: Fraction) -> Fraction:
    """Being void never pays: nought, or what it had already cost."""
    return value if value < 0 else ZERO


def middle(values: list[Fraction]) -> Fraction:
    """The middle one, or the mean of the middle two."""
    ordered, many = sorted(values), len(values)
    return (ordered[(many - 1) // 2] + ordered[many // 2]) / 2


def mean(values: list[Fraction]) -> Fraction:
    """All added, by their number."""
    return sum(values, ZERO) / len(values)
