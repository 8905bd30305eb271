"""A ledger with a stop-watch on every append, for `/metrics`; everything else is the ledger's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from server.core.ids import CompetitionId
from server.core.ledger import Batch, Head, Ledger, Record
from server.services.histogram import Histogram

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
FACTS = (1, 2, 5, 10, 20, 50, 100, 200, 500)


class TimedLedger:
    """Passes everything on. What failed counts in neither figure: a commit is what came back durable."""

    def __init__(self, ledger: Ledger, clock: Callable[[], float]) -> None:
        """
        :param clock: seconds since some moment, never going back
        """
        self._ledger = ledger
        self._clock = clock
        self.seconds = Histogram(
            "commit_seconds", "Seconds until a group of commands was on the disk.", SECONDS
        )
        self.facts = Histogram("commit_facts", "Facts that shared one commit.", FACTS)

    async def append(self, batches: Sequence[Batch]) -> list[list[Record]]:
        """See `Ledger.append`."""
        begun = self._clock()
        recorded = await self._ledger.append(batches)
        self.seconds.observe(self._clock() - begun)
        self.facts.observe(sum(map(len, recorded)))
        return recorded

    async def read(self, competition: CompetitionId, after: int = 0, limit: int = 1000) -> list[Record]:
        """See `Ledger.read`."""
        return await self._ledger.read(competition, after, limit)

    async def head(self, competition: CompetitionId) -> Head:
        """See `Ledger.head`."""
        return await self._ledger.head(competition)

    async def competitions(self) -> list[CompetitionId]:
        """See `Ledger.competitions`."""
        return await self._ledger.competitions()

    async def epoch(self) -> str:
        """See `Ledger.epoch`."""
        return await self._ledger.epoch()

    async def close(self) -> None:
        """See `Ledger.close`."""
        await self._ledger.close()
