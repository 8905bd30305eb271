"""Points by a formula with a broken exponent, in whole numbers: never estimated, rounded once. No readings here."""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from server.core.rules import Formula


@lru_cache(maxsize=8192)  # the same few hundred readings come again at every look at the standings
def formula_points(rule: Formula, reading: Fraction) -> Decimal:
    """
    factor x distance ^ exponent, rounded as the rule says; nought on the wrong side of the offset.

    With exponent p/q and N units of the last place, twice the value in such units is the q-th root of a fraction. Its
    whole part, and whether it is the whole of it, say how every mode rounds.

    >>> from server.core.exact import Rounding
    >>> hurdles = Formula(Decimal("9.23076"), Decimal("26.7"), Decimal("1.835"), "below")
    >>> formula_points(hurdles, Fraction("12.69"))
    Decimal('1172')
    """
    away = reading - Fraction(rule.offset)
    distance = away if rule.side == "above" else -away
    if distance <= 0:
        return rule.rounding.apply(Fraction(0))
    power, root = Fraction(rule.exponent).as_integer_ratio()
    halves = 2 * 10**rule.rounding.places * Fraction(rule.factor)
    top = halves.numerator**root * distance.numerator**power
    bottom = halves.denominator**root * distance.denominator**power
    whole = whole_root(top // bottom, root)
    exact = whole**root * bottom == top
    # Between two halves every value rounds alike, so that the middle stands for it.
    halved = Fraction(whole, 2) if exact else Fraction(2 * whole + 1, 4)
    return rule.rounding.apply(halved / 10**rule.rounding.places)


def whole_root(value: int, root: int) -> int:
    """
    The largest whole number whose power is not above the value, by Newton's steps from above.

    >>> whole_root(26, 3), whole_root(27, 3), whole_root(0, 5)
    (2, 3, 0)
    """
    if value < 2 or root == 1:
        return value
    guess = 1 << -(-value.bit_length() // root)
    while True:
        better = ((root - 1) * guess + value // guess ** (root - 1)) // root
        if better >= guess:
            return guess
        guess = better
