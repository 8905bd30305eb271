"""Best-of lists (最好成绩): the best results over several rounds, of single parts, of each delegation. Pure.

What counts as a result, and what of it is public, is the caller's affair.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from server.core.ids import RoundId
from server.core.scheme import Direction


class Achieved(NamedTuple):
    """A figure an entry reached in a round. `who` tells entries apart; `delegation` "" where none is known."""

    who: str
    round: RoundId
    value: Decimal
    delegation: str = ""


class Placed(NamedTuple):
    """A line of a best-of list; equal values share the place: 1, 2, 2, 4."""

    place: int
    achieved: Achieved


def best(lines: Iterable[Achieved], direction: Direction, count: int) -> list[Placed]:
    """
    The `count` best entries by the best they reached; whoever is equal to the last one is in the list too.

    Of equal figures of one entry the one given first counts: the earlier round.
    """
    own: dict[str, Achieved] = {}
    for line in lines:
        held = own.get(line.who)
        if held is None or _better(line.value, held.value, direction):
            own[line.who] = line
    return _placed(list(own.values()), direction, count)


def by_delegation(lines: Iterable[Achieved], direction: Direction) -> list[Placed]:
    """The best figure of every delegation; whoever reached it first stands for it."""
    held: dict[str, Achieved] = {}
    for line in lines:
        if line.delegation and (
            line.delegation not in held or _better(line.value, held[line.delegation].value, direction)
        ):
            held[line.delegation] = line
    return _placed(list(held.values()), direction, len(held))


def _better(one: Decimal, other: Decimal, direction: Direction) -> bool:
    return one > other if direction == "high" else one < other


def _placed(lines: Sequence[Achieved], direction: Direction, count: int) -> list[Placed]:
    def value(line: Achieved) -> Decimal:
        return -line.value if direction == "high" else line.value

    found: list[Placed] = []
    for _, equals in groupby(sorted(lines, key=lambda line: (value(line), line.who)), key=value):
        if len(found) >= count:
            break
        place = len(found) + 1
        found += [Placed(place, line) for line in equals]
    return found
