"""The names that are joined in when a board is drawn. They are read here and nowhere kept in a ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from server.core.ids import CompetitionId, DelegationId, EntryId, OfficialId
from server.core.text import Text
from server.storage.people import People


@dataclass(frozen=True, slots=True)
class Names:
    """Who stands behind the ids of one competition. Somebody who was erased is simply not in it."""

    entries: Mapping[EntryId, Text] = field(default_factory=dict)
    delegations: Mapping[DelegationId, Text] = field(default_factory=dict)
    officials: Mapping[OfficialId, str] = field(default_factory=dict)


async def load(people: People, competition: CompetitionId) -> Names:
    """Everyone's name as it stands now; where there is no English one, the Chinese one stands for it."""
    entrants = await people.list_entrants(competition)
    delegations = await people.list_delegations(competition)
    officials = await people.list_officials(competition)
    return Names(
        {EntryId(row.entry): Text(row.name_zh, row.name_en or row.name_zh) for row in entrants},
        {DelegationId(row.id): Text(row.name_zh, row.name_en or row.name_zh) for row in delegations},
        {OfficialId(row.id): row.name for row in officials},
    )
