"""Results become standings: who has which rank, who shares it, and what decided. Nothing is computed from marks here.

Ranks go by the total as the scheme rounds it (that is the published figure; showing it never rounds again), then by
the tie-breaks, which compare exact values; whoever is equal in all of them shares the rank, and the next rank number
is skipped: 1, 2, 2, 4.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Mapping, Sequence
from decimal import Decimal
from operator import itemgetter
from types import MappingProxyType
from typing import NamedTuple

from server.core.ids import EntryId
from server.core.results import Result
from server.core.scheme import Scheme, TieBreak


class Standing(NamedTuple):
    """
    An entry's place. `rank` is None where none is taken; `gap` is the distance to the first total, never negative,
    None for who is ranked without a total, by the tie-breaks alone.

    `decided_by` is the tie-break that put this entry behind the one before it with the same total.
    """

    entry: EntryId
    rank: int | None
    shared: bool
    result: Result
    gap: Decimal | None
    decided_by: TieBreak | None

    @property
    def total(self) -> Decimal | None:
        """The published figure."""
        return self.result.total


Standings = tuple[Standing, ...]
"""Ranked entries by rank, then marking, waiting, not finished, withdrawn, not started, disqualified; each by id."""


Key = tuple[object, ...]
"""By what a result sorts, see `Result.key`."""

_KEY = itemgetter(0)


class Shift(NamedTuple):
    """
    What changed results did to a field: the ranks their entries had, and the keys that left and that came, sorted.

    A rank is one more than the keys that are better; so this tells of every other entry, too, how far it moved.
    """

    was: Mapping[EntryId, int | None]
    left: Sequence[Key]
    came: Sequence[Key]


class Ranking:
    """
    The results of a field in their order, kept as they change.

    A changed result is compared with as many others as the logarithm of their number, and so is the question for one
    standing; only who asks for all of them pays for all. What grows with the field is the shifting of pointers in a
    list: some microseconds at 20,000 entries.
    """

    __slots__ = ("_order", "_results", "_scheme")

    def __init__(self, scheme: Scheme, results: Mapping[EntryId, Result] | None = None) -> None:
        self._scheme = scheme
        self._results = dict(results or {})
        # Keys compare in C: a group, a Decimal, whole numbers; fractions only between equals. Ids are unique.
        self._order = sorted((result.key, entry) for entry, result in self._results.items())

    @property
    def results(self) -> Mapping[EntryId, Result]:
        """Every entry's result as it was put last; it changes with the next one."""
        return MappingProxyType(self._results)

    def put(self, results: Mapping[EntryId, Result]) -> Shift:
        """Take up new and changed results; those of other entries stay."""
        was = {entry: self.rank(entry) for entry in results}
        left = [self._results[entry].key for entry in results if entry in self._results]
        for entry, result in results.items():
            if (before := self._results.get(entry)) is not None:
                del self._order[bisect_left(self._order, (before.key, entry))]
            insort(self._order, (result.key, entry))
            self._results[entry] = result
        return Shift(was, sorted(left), sorted(result.key for result in results.values()))

    def rank(self, entry: EntryId) -> int | None:
        """The rank of an entry; None where it takes none, or is not in the field."""
        result = self._results.get(entry)
        return None if result is None or not result.ranked else self._first(result.key) + 1

    def standing(self, entry: EntryId) -> Standing:
        """
        One entry's place.

        :raises KeyError: it is not in the field
        """
        result = self._results[entry]
        at = bisect_left(self._order, (result.key, entry))
        return self._standing(at, self._first(result.key) + 1)

    def standings(self) -> Standings:
        """Every entry's place."""
        found: list[Standing] = []
        place, before = 0, None
        for at, (key, _) in enumerate(self._order):
            place = place if key == before else at + 1
            found.append(self._standing(at, place))
            before = key
        return tuple(found)

    def moved(self, shift: Shift) -> dict[EntryId, int]:
        """
        How many ranks the newest `put` moved entries upwards; only those it moved, from one rank to another.

        Whoever stands before all keys that left and came kept the rank, and so did, unless entries are new, whoever
        stands behind them all: those are not looked at.
        """
        changed = [*shift.left, *shift.came]
        if not changed:
            return {}
        first, last = self._first(min(changed)), bisect_right(self._order, max(changed), key=_KEY)
        some = self._order[first : last if len(shift.left) == len(shift.came) else None]
        steps = ((entry, self._step(shift, key, entry)) for key, entry in some)
        return {entry: step for entry, step in steps if step}

    def _step(self, shift: Shift, key: Key, entry: EntryId) -> int:
        if key[0]:
            return 0
        if entry not in shift.was:
            return bisect_left(shift.left, key) - bisect_left(shift.came, key)
        before = shift.was[entry]
        return 0 if before is None else before - self._first(key) - 1

    def _first(self, key: Key) -> int:
        """Where in the order the entries with this key begin."""
        return bisect_left(self._order, key, key=_KEY)

    def _standing(self, at: int, place: int) -> Standing:
        """The entry at an index of the order; `place` is the rank it has where it takes one."""
        key, entry = self._order[at]
        result, total = self._results[entry], self._results[entry].total
        if key[0]:
            return Standing(entry, None, False, result, None, None)
        leader = self._results[self._order[0][1]].total
        gap = None if total is None or leader is None else abs(total - leader)
        before, after = self._order[at - 1 : at], self._order[at + 1 : at + 2]
        shared = any(beside[0] == key for beside in (*before, *after))
        decided = None
        if before and (other := self._results[before[0][1]]).total == total:
            decided = _decided_by(self._scheme, other, result)
        return Standing(entry, place, shared, result, gap, decided)


def rank(scheme: Scheme, results: Mapping[EntryId, Result]) -> Standings:
    """The standings of the results; the order in which they are given has no say."""
    return Ranking(scheme, results).standings()


def _decided_by(scheme: Scheme, before: Result, after: Result) -> TieBreak | None:
    """The tie-break between two neighbours with the same total; None where they share the rank."""
    for n, tie in enumerate(scheme.tie_breaks, start=len(after.key) - len(scheme.tie_breaks)):
        if before.key[n] != after.key[n]:
            return tie
    return None
