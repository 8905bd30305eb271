"""Scores become a list with ranks: by the published total, then the tie-breaks, then the rank is shared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from server.core.facts_rulings import TieDecided
from server.core.ids import EntryId
from server.core.scheme import Scheme
from server.reference.numbers import ZERO
from server.reference.score import Score


@dataclass(frozen=True)
class Place:
    """An entry's score and its rank, None where it takes none."""

    score: Score
    rank: int | None


def ranked(scheme: Scheme, scores: Mapping[EntryId, Score]) -> dict[EntryId, Place]:
    """Rank 1 for the best; whoever is equal in everything shares a rank, and as many ranks are skipped: 1, 2, 2, 4."""
    merits = {entry: _merit(scheme, score) for entry, score in scores.items() if score.ranked}
    ranks: dict[tuple[Fraction, ...], int] = {}
    for place, merit in enumerate(sorted(merits.values()), 1):
        ranks.setdefault(merit, place)
    return {
        entry: Place(score, ranks[merits[entry]] if entry in merits else None)
        for entry, score in scores.items()
    }


def decided(
    scheme: Scheme, scores: Mapping[EntryId, Score], decisions: Sequence[TieDecided]
) -> dict[EntryId, Score]:
    """The scores with the places that were decided, where exactly those entries are equal in everything before."""
    found = dict(scores)
    if not scheme.tie_breaks or scheme.tie_breaks[-1].by != "decision":
        return found
    merits = {entry: _merit(scheme, score)[:-2] for entry, score in scores.items() if score.ranked}
    for one in decisions:
        alike = {entry for entry, merit in merits.items() if merit == merits.get(one.entries[0])}
        if alike == set(one.entries):
            for place, entry in enumerate(one.entries, 1):
                found[entry] = replace(found[entry], ties=(*found[entry].ties[:-1], Fraction(place)))
    return found


def _merit(scheme: Scheme, score: Score) -> tuple[Fraction, ...]:
    """Figures that are smaller for whoever is better; without a value one stands behind those that have one."""
    if score.total is None:  # ranked by the tie-breaks alone, behind all who have a total
        merit = [Fraction(1), ZERO]
    else:
        merit = [ZERO, score.total if scheme.result.direction == "low" else -score.total]
    for tie, value in zip(scheme.tie_breaks, score.ties, strict=True):
        merit.append(Fraction(1) if value is None else ZERO)
        merit.append(ZERO if value is None else value if tie.order == "low" else -value)
    return tuple(merit)
