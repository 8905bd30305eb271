"""Places of anything that has a key: 1, 2, 2, 4. What the key means stands with whoever makes it."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeVar

Id = TypeVar("Id", bound=str)

BEHIND_ALL = 10**9
"""A rank behind every rank there can be."""


def better_ranks(ranks: Iterable[int | None]) -> tuple[int, ...]:
    """
    A key that is smaller for whoever has more first places; among equals more second ones, and so on.

    >>> better_ranks([5, 1]) < better_ranks([2, 2]), better_ranks([1, 4]) < better_ranks([1, None])
    (True, True)
    """
    return (*sorted(rank for rank in ranks if rank is not None), BEHIND_ALL)


class Place(NamedTuple):
    """A rank, and whether others have it too."""

    rank: int
    shared: bool


def places(keys: Mapping[Id, tuple[object, ...]]) -> dict[Id, Place]:
    """
    Who has which place, the smallest key first; equal keys share one, and the next number is skipped.

    >>> [tuple(place) for place in places({"a": (2,), "b": (1,), "c": (2,), "d": (3,)}).values()]
    [(1, False), (2, True), (2, True), (4, False)]
    """
    ordered = sorted(keys, key=lambda id_: (keys[id_], id_))
    found: dict[Id, Place] = {}
    rank = 0
    for n, id_ in enumerate(ordered):
        as_before = n > 0 and keys[ordered[n - 1]] == keys[id_]
        as_after = n + 1 < len(ordered) and keys[ordered[n + 1]] == keys[id_]
        rank = rank if as_before else n + 1
        found[id_] = Place(rank, as_before or as_after)
    return found
