"""An entry's own result together with what it brings from earlier rounds (带入成绩); exact. What it brings: `field.py`."""

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from server.core.exact import exact_sum
from server.core.given import Brought, Given
from server.core.ids import RoundId
from server.core.scheme import Direction

NOUGHT = Fraction(0)


class Together(NamedTuple):
    """The result over the rounds; `from_round` is the round it is of where the best one counts, None: this one."""

    exact: Fraction
    from_round: RoundId | None = None


def share(amount: Decimal, percent: Decimal) -> Fraction:
    """So many hundredths of an amount."""
    return Fraction(amount) * Fraction(percent) / 100


def together(own: Decimal | None, given: Given, direction: Direction, *, begun: bool) -> Together | None:
    """
    The own total and what was brought, added up or the best of them; None where there is none.

    Where less is better a round without a result leaves none at all in a sum; where more is better it adds nothing.

    :param own: None where there is none in this round
    :param begun: whether what was brought may be shown before this round has given anything
    """
    if given.best_round:
        return _best(own, given, direction)
    missing = own is None or any(one.total is None for one in given.brought)
    if missing and direction == "low":
        return None
    if own is None and not (begun and any(one.total is not None for one in given.brought)):
        return None
    mine = NOUGHT if own is None else share(own, given.own_percent)
    return Together(exact_sum([mine, *(amount(one) for one in given.brought)]))


def amount(one: Brought) -> Fraction:
    """What one earlier round adds."""
    return NOUGHT if one.total is None else share(one.total, one.percent)


def best_round(own: Decimal | None, given: Given, direction: Direction) -> RoundId | None:
    """The earlier round whose result counts as the best; None where it is this one's, or there is none."""
    found = _best(own, given, direction)
    return None if found is None else found.from_round


def _best(own: Decimal | None, given: Given, direction: Direction) -> Together | None:
    """The best; of equals the latest round's, which is this one."""
    found = [] if own is None else [Together(share(own, given.own_percent))]
    found += [Together(amount(one), one.round) for one in reversed(given.brought) if one.total is not None]
    sign = 1 if direction == "high" else -1
    return max(found, key=lambda one: sign * one.exact, default=None)
