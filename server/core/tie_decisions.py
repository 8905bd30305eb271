"""Ties that the chief judge decided (裁判长裁定): which decisions hold, and what they make of results. Pure.

A decision is of entries that are equal in all other keys, and of all of them. When one of them is not equal any more, or
another entry has become equal, it has lapsed; when they are equal again, it holds again.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from server.core.facts_rulings import TieDecided
from server.core.ids import EntryId
from server.core.results import Result, placed
from server.core.scheme import Scheme


def decidable(scheme: Scheme) -> bool:
    """Whether the chain of tie-breaks ends with a decision."""
    return bool(scheme.tie_breaks) and scheme.tie_breaks[-1].by == "decision"


def decided(
    scheme: Scheme, results: Mapping[EntryId, Result], decisions: Sequence[TieDecided]
) -> dict[EntryId, Result]:
    """The results with the places that decisions give, of those that hold; the last decision on a tie counts."""
    if not decidable(scheme):
        return dict(results)
    found = {entry: placed(scheme, result, None) for entry, result in results.items()}
    for one in decisions:
        if holds(found, one):
            for place, entry in enumerate(one.entries, 1):
                found[entry] = placed(scheme, found[entry], Fraction(place))
    return found


def holds(results: Mapping[EntryId, Result], decision: TieDecided) -> bool:
    """Whether its entries, and no others, are equal in all keys but the decision."""
    first = results.get(decision.entries[0])
    return first is not None and set(equals(results, first)) == set(decision.entries)


def equals(results: Mapping[EntryId, Result], to: Result) -> list[EntryId]:
    """Who is equal to a result in all keys but the decision; nobody where it takes no rank."""
    if not to.ranked:
        return []
    return [entry for entry, one in results.items() if one.key[:-1] == to.key[:-1]]


def undecided(results: Mapping[EntryId, Result], places: int | None = None) -> list[list[EntryId]]:
    """Entries that share a rank, tie by tie from the top; with `places` only ties for one of the first so many ranks."""
    keys: dict[tuple[object, ...], list[EntryId]] = {}
    for entry, one in results.items():
        if one.ranked:
            keys.setdefault(one.key, []).append(entry)
    found, before = [], 0
    for key in sorted(keys):
        if places is not None and before >= places:
            break
        if len(keys[key]) > 1:
            found.append(sorted(keys[key]))
        before += len(keys[key])
    return found


def lapsed(results: Mapping[EntryId, Result], decisions: Sequence[TieDecided]) -> frozenset[EntryId]:
    """Whose tie was decided and no longer is: of each tie the last decision is looked at."""
    newest = {frozenset(one.entries): one for one in decisions}.values()
    held = {entry for one in newest if holds(results, one) for entry in one.entries}
    return frozenset(entry for one in newest if not holds(results, one) for entry in one.entries) - held
