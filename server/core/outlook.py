"""What is still possible: the best and the worst rank each entry can end on, and what it needs for a rank. Exact.

Entries are marked independently of each other, so one may end at its best while all others end at their worst.
Between what a single result lies stands in `spans.py`.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from server.core.ids import EntryId
from server.core.scheme import Scheme
from server.core.spans import Key, Span


@dataclass(frozen=True, slots=True)
class Outlook:
    """
    The ranks an entry can end on. `best_rank` None: it can have none; `worst_rank` None: it may be left without one.

    `exact`: there are marks that lead to either; else the ranks are only never surpassed.
    """

    best_rank: int | None
    worst_rank: int | None
    exact: bool


@dataclass(frozen=True, slots=True)
class Needed:
    """
    The totals an entry needs for a rank or a better one. With `sure` it has it whatever the others do; short of
    `possible` it cannot have it. None: any total will do, as too few others can be ahead, or are ahead for sure.
    """

    sure: Decimal | None
    possible: Decimal | None


class Field:
    """All entries of a round with the spans of their results; answers for each of them. Nothing in it changes."""

    def __init__(self, scheme: Scheme, spans: Mapping[EntryId, Span]) -> None:
        self._scheme = scheme
        self._spans = spans
        every = spans.values()
        self._best, self._worst = _known(s.best for s in every), _known(s.worst for s in every)
        self._good, self._bad = _known(s.good for s in every), _known(s.bad for s in every)

    def outlook(self, entry: EntryId) -> Outlook:
        """The ranks the entry can end on."""
        one = self._spans[entry]
        said = _ranks(one.best, one.worst, self._best, self._worst)
        reached = _ranks(one.good, one.bad, self._good, self._bad)
        return Outlook(said[0], said[1], exact=said == reached)

    def needed(self, entry: EntryId, rank: int) -> Needed:
        """What total the entry needs to end on the rank, or a better one, against the others."""
        span = self._spans[entry]
        ahead_at_best = self._other(self._best, span.best, rank)
        ahead_at_worst = self._other(self._worst, span.worst, rank)
        return Needed(
            None if ahead_at_best is None else self._beyond(ahead_at_best),
            None if ahead_at_worst is None else self._total(ahead_at_worst),
        )

    def _other(self, keys: list[Key], own: Key | None, rank: int) -> Key | None:
        """The `rank`-th of the others' keys."""
        place = rank - 1
        if own is not None and bisect_left(keys, own) <= place:
            place += 1  # The entry's own key stands before it.
        return keys[place] if place < len(keys) else None

    def _total(self, key: Key) -> Decimal | None:
        """The total of a key, with the places it is published with; None where it has none: any total is ahead of it."""
        without, signed = key[0]
        return None if without else self._scheme.result.rounding.apply(-signed if self._high else signed)

    def _beyond(self, key: Key) -> Decimal | None:
        """The least total that beats a key: equal totals share the rank, unless tie-breaks look further."""
        total = self._total(key)
        if total is None or not self._scheme.tie_breaks:
            return total
        unit = Decimal(1).scaleb(-self._scheme.result.rounding.places)
        return total + unit if self._high else total - unit

    @property
    def _high(self) -> bool:
        return self._scheme.result.direction == "high"


def _known(keys: Iterable[Key | None]) -> list[Key]:
    return sorted(key for key in keys if key is not None)


def _ranks(
    best: Key | None, worst: Key | None, bests: list[Key], worsts: list[Key]
) -> tuple[int | None, int | None]:
    """The rank of one's best among the worst of all, and of one's worst among the best of all."""
    if best is None:
        return None, None
    best_rank = 1 + bisect_left(worsts, best)
    if worst is None:
        return best_rank, None
    # Whoever can end ahead may: all but the entry itself, where it can do better than its worst.
    return best_rank, bisect_left(bests, worst) + (0 if best < worst else 1)
