"""A ledger in memory, for tests and rehearsals: every promise of a ledger but that it outlives the process."""

import asyncio
from collections.abc import Sequence

from server.core.ids import CommandId, CompetitionId
from server.core.ledger import GENESIS, Batch, CommandRepeated, Conflict, Head, LedgerFailed, Record
from server.storage.chain import chained, end


class MemoryLedger:
    """Keeps the promises of `core/ledger.py`; gives the loop a turn at each append, as a disk would."""

    def __init__(self, epoch: str = "memory") -> None:
        self._epoch = epoch
        self._records: dict[CompetitionId, list[Record]] = {}
        self._commands: set[tuple[CompetitionId, CommandId]] = set()
        self._closed = False

    async def append(self, batches: Sequence[Batch]) -> list[list[Record]]:
        """Record the batches, all or none."""
        await asyncio.sleep(0)
        if self._closed:
            raise LedgerFailed("the ledger is closed")
        records, commands = self._prepared(batches)
        for batch, new in zip(batches, records, strict=True):
            self._records.setdefault(batch.competition, []).extend(new)
        self._commands |= commands
        return records

    async def read(self, competition: CompetitionId, after: int = 0, limit: int = 1000) -> list[Record]:
        """Records after a position."""
        return self._records.get(competition, [])[after : after + limit]

    async def head(self, competition: CompetitionId) -> Head:
        """The end of a ledger."""
        return end(self._records.get(competition, []), Head(0, GENESIS))

    async def competitions(self) -> list[CompetitionId]:
        """Every competition, by the time label of its first fact."""
        begun = [(records[0].entry.recorded_at, id_) for id_, records in self._records.items() if records]
        return [id_ for _, id_ in sorted(begun)]

    async def epoch(self) -> str:
        """The name of this history."""
        return self._epoch

    async def close(self) -> None:
        """Nothing is recorded from now on."""
        self._closed = True

    def _prepared(
        self, batches: Sequence[Batch]
    ) -> tuple[list[list[Record]], set[tuple[CompetitionId, CommandId]]]:
        heads: dict[CompetitionId, Head] = {}
        commands: set[tuple[CompetitionId, CommandId]] = set()
        records: list[list[Record]] = []
        for batch in batches:
            stored = self._records.get(batch.competition, [])
            head = heads.get(batch.competition) or end(stored, Head(0, GENESIS))
            if head.position != batch.after:
                raise Conflict(f"{batch.competition} ends at {head.position}, not at {batch.after}")
            records.append(chained(head, batch.entries))
            heads[batch.competition] = end(records[-1], head)
        for batch in batches:
            self._claim(batch, commands)
        return records, commands

    def _claim(self, batch: Batch, commands: set[tuple[CompetitionId, CommandId]]) -> None:
        last = None
        for entry in batch.entries:
            key = (batch.competition, entry.command)
            if entry.command != last and (key in commands or key in self._commands):
                raise CommandRepeated(entry.command)
            commands.add(key)
            last = entry.command
