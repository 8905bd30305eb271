"""Ranks among a part of the field: those of a category (组别), those of a delegation. Ranks of all: `standings.py`."""

from collections.abc import Mapping

from server.core.ids import EntryId
from server.core.places import Place, places
from server.core.standings import Standings


def ranks_among(standings: Standings, groups: Mapping[EntryId, str]) -> dict[EntryId, Place]:
    """
    Who has which rank in its group: equals in the whole field are equals in the group, 1, 2, 2, 4.

    Entries without a rank have none here, and those without a group stand in none.
    """
    of_group: dict[str, dict[EntryId, tuple[object, ...]]] = {}
    for one in standings:
        group = groups.get(one.entry, "")
        if one.rank is not None and group:
            of_group.setdefault(group, {})[one.entry] = (one.rank,)
    return {entry: place for keys in of_group.values() for entry, place in places(keys).items()}


def in_group(standings: Standings, groups: Mapping[EntryId, str], group: str) -> Standings:
    """The standings of one group as if it were the field: with its own ranks, and gaps to its own first."""
    some = tuple(one for one in standings if groups.get(one.entry) == group)
    ranks = ranks_among(some, groups)
    first = some[0].total if some else None
    found = []
    for one in some:
        place = ranks.get(one.entry)
        gap = None if place is None or first is None or one.total is None else abs(one.total - first)
        found.append(
            one._replace(
                rank=None if place is None else place.rank, shared=place is not None and place.shared, gap=gap
            )
        )
    return tuple(found)
