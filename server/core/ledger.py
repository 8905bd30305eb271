"""What a ledger promises: the protocol every storage keeps, its records, its hash chain. No storage lives here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from server.core.ids import CommandId, CompetitionId

GENESIS = "0" * 64
"""The `previous` hash of the first record of every ledger."""


@dataclass(frozen=True, slots=True)
class Entry:
    """
    A fact on its way into the ledger, in its wire form.

    `command` is the id the client made, `digest` the SHA-256 (hex) of the command's canonical JSON and actor,
    `recorded_at` a label in milliseconds since 1970 UTC (order never comes from it), `body` the fact's JSON form.
    """

    command: CommandId
    digest: str
    recorded_at: int
    actor: str
    device: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Record:
    """A fact in the ledger: its position (1, 2, 3 ... without gaps), the hash of the one before, and its own."""

    position: int
    entry: Entry
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Head:
    """Where a ledger ends: the last position (0 when empty) and its hash (`GENESIS` when empty)."""

    position: int
    hash: str


class Conflict(Exception):
    """The ledger no longer ends where the writer thought: read on, decide again."""


class CommandRepeated(Exception):
    """A command id is in the ledger already: read on, and answer what was answered then."""


class LedgerFailed(Exception):
    """The disk or the database failed. Nothing of the batch may be taken as recorded; the server turns read-only."""


class Ledger(Protocol):
    """
    Append-only, hash-chained ledgers, one per competition.

    Every implementation (SQLite, PostgreSQL, memory) is held to `tests/contracts/test_ledger_contract.py`.
    """

    async def append(self, batches: Sequence["Batch"]) -> list[list[Record]]:
        """
        Record the batches, all or none, durably on return: they survive kill -9 and a power cut.

        Several competitions may share one call and so one flush (group commit).

        :raises Conflict: a batch's `after` is not the end of its ledger
        :raises CommandRepeated: a command id already stands in that ledger
        :raises LedgerFailed: the storage failed
        """
        ...

    async def read(self, competition: CompetitionId, after: int = 0, limit: int = 1000) -> list[Record]:
        """At most `limit` records with a position greater than `after`, in order."""
        ...

    async def head(self, competition: CompetitionId) -> Head:
        """The end of the ledger; position 0 for a competition that has none."""
        ...

    async def competitions(self) -> list[CompetitionId]:
        """Every competition that has a ledger, in the order they were begun."""
        ...

    async def epoch(self) -> str:
        """The name of this history: changes when a ledger was restored or another server took over."""
        ...

    async def close(self) -> None:
        """Finish what was accepted and let go of the storage."""
        ...


@dataclass(frozen=True, slots=True)
class Batch:
    """Entries for one competition's ledger, to follow position `after`; one command's entries are neighbours."""

    competition: CompetitionId
    after: int
    entries: Sequence[Entry]
