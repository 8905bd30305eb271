"""Results become standings: who has which rank, who shares it, and what decided. Nothing is computed from marks here.

Ranks go by the total as the scheme rounds it (that is the published figure; showing it never rounds again), then by
the tie-breaks, which compare exact values; whoever is equal in all of them shares the rank, and the next rank number
is skipped: 1, 2, 2, 4.
"""

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from server.core.ids import EntryId
from server.core.results import Result
from server.core.scheme import Scheme, TieBreak


class Standing(NamedTuple):
    """
    An entry's place. `rank` is None where none is taken; `gap` is the distance to the first total, never negative.

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


def rank(scheme: Scheme, results: Mapping[EntryId, Result]) -> Standings:
    """The standings of the results; the order in which they are given has no say."""
    # Keys compare in C: a group, a Decimal, whole numbers; fractions only between equals. Ids are unique.
    placed = sorted([(result.key, entry, result) for entry, result in results.items()])
    same = [False, *(one[0] == two[0] for one, two in pairwise(placed)), False]
    first = placed[0][2].total if placed else None
    before: Result | None = None
    place = 0
    found: list[Standing] = []
    for n, (key, entry, result) in enumerate(placed):
        total = result.total
        if key[0] or total is None or first is None:
            found.append(Standing(entry, None, False, result, None, None))
            continue
        place = place if same[n] else n + 1
        decided = None if before is None or before.total != total else _decided_by(scheme, before, result)
        found.append(Standing(entry, place, same[n] or same[n + 1], result, abs(total - first), decided))
        before = result
    return tuple(found)


def _decided_by(scheme: Scheme, before: Result, after: Result) -> TieBreak | None:
    """The tie-break between two neighbours with the same total; None where they share the rank."""
    for n, tie in enumerate(scheme.tie_breaks, start=len(after.key) - len(scheme.tie_breaks)):
        if before.key[n] != after.key[n]:
            return tie
    return None
