"""Who goes on to a next round (晋级), once more: an entry is asked how many stand before it, or equal with it."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from server.core.facts_field import Through
from server.core.ids import EntryId
from server.core.qualification import BestOfHeats, Reach, Share, Top
from server.reference.numbers import Exactly, rounded
from server.reference.ranks import Place

Ranks = Mapping[EntryId, int]


def through(
    rule: Through, places: Mapping[EntryId, Place], heats: Mapping[EntryId, int], low_wins: bool
) -> frozenset[EntryId]:
    """
    The entries that go on.

    :param heats: the heat an entry was drawn into, 0 where there are none
    """
    ranks = {entry: place.rank for entry, place in places.items() if place.rank is not None}
    if isinstance(rule, Top):
        return frozenset(_first(ranks, rule.count, rule.ties))
    if isinstance(rule, Share):
        part = len(ranks) * Fraction(rule.percent) / 100
        return frozenset(_first(ranks, int(rounded(part, Exactly(0, rule.rounding))), rule.ties))
    if isinstance(rule, Reach):
        return frozenset(
            _reaching(Fraction(rule.minimum), {entry: places[entry] for entry in ranks}, low_wins)
        )
    assert isinstance(rule, BestOfHeats), f"no reference for {rule}"
    best: set[EntryId] = set()
    for heat in {heats[entry] for entry in ranks}:
        here = {entry: rank for entry, rank in ranks.items() if heats[entry] == heat}
        best |= set(_first(here, rule.count, rule.ties))
    rest = {entry: rank for entry, rank in ranks.items() if entry not in best}
    return frozenset(best | set(_first(rest, rule.others, rule.ties)))


def _first(ranks: Ranks, count: int, ties: str) -> Iterable[EntryId]:
    """
    The first ones of some entries.

    `all`: fewer than `count` stand before one. `none`: with its equals and all before them there are no more than that.
    """
    for entry, rank in ranks.items():
        before = sum(other < rank for other in ranks.values())
        equal = sum(other == rank for other in ranks.values())
        if (before < count) if ties == "all" else (before + equal <= count):
            yield entry


def _reaching(least: Fraction, places: Mapping[EntryId, Place], low_wins: bool) -> Iterable[EntryId]:
    for entry, place in places.items():
        total = place.score.total
        if total is not None and (total <= least if low_wins else total >= least):
            yield entry
