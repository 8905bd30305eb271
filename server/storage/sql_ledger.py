"""The ledger on SQLite or PostgreSQL: appends in one transaction, reads beside it. No rule of a competition here."""

import asyncio
from collections.abc import Sequence
from typing import Any, Self

import orjson
from sqlalchemy import Row, Select, insert, select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from server.core.ids import CommandId, CompetitionId
from server.core.ledger import (
    GENESIS,
    Batch,
    CommandRepeated,
    Conflict,
    Entry,
    Head,
    LedgerFailed,
    Record,
)
from server.storage import migrate
from server.storage.chain import canonical, chained, end, fault, parts
from server.storage.engine import Where, address, file_of, insert_into, reading_engine, writing_engine
from server.storage.tables import LedgerTable
from server.storage.writer_lock import WriterLock

_FACT = LedgerTable.metadata.tables["fact"]
_META = LedgerTable.metadata.tables["ledger_meta"]


class SqlLedger:
    """
    Ledgers in one database.

    The primary key (competition, position) lets only one of two writers follow the same end; so the ends may be
    remembered between appends, and several nodes may write to one PostgreSQL database without a lock. A SQLite
    file has one writer, which its lock file guards.

    A commit that failed is never tried again: nobody can know what of it reached the disk. From then on every
    append fails until the ledger is opened anew, which checks where it ends.
    """

    def __init__(
        self, reader: AsyncEngine, writer: AsyncEngine | None = None, lock: WriterLock | None = None
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._lock = lock
        self._connection: AsyncConnection | None = None
        self._turn = asyncio.Lock()
        self._heads: dict[CompetitionId, Head] = {}
        self._failed = ""

    @classmethod
    async def open(cls, where: Where, *, epoch: str) -> Self:
        """
        Open for writing, made or migrated first; `epoch` names the history of a ledger that is new.

        :raises LedgerInUse: another process writes to this file
        :raises LedgerFailed: the ledger does not end as its last hash says
        """
        url = address(where)
        file = file_of(url)
        lock = WriterLock.take(file) if file else None
        ledger = cls(reading_engine(url), writing_engine(url), lock)
        try:
            await migrate.upgrade(url, migrate.LEDGER)
            await ledger._begin(epoch)
        except BaseException:
            await ledger.close()
            raise
        return ledger

    @classmethod
    async def open_reading(cls, where: Where) -> Self:
        """Open what is there for reading, also while a server writes to it."""
        return cls(reading_engine(address(where)))

    async def append(self, batches: Sequence[Batch]) -> list[list[Record]]:
        """Record the batches in one transaction. Goes on to its end even when the caller is cancelled."""
        return await asyncio.shield(asyncio.ensure_future(self._append(batches)))

    async def read(self, competition: CompetitionId, after: int = 0, limit: int = 1000) -> list[Record]:
        """Records after a position."""
        chosen = (
            select(_FACT)
            .where(_FACT.c.competition == competition, _FACT.c.position > after)
            .order_by(_FACT.c.position)
            .limit(limit)
        )
        return [_record(row) for row in await self._rows(chosen)]

    async def head(self, competition: CompetitionId) -> Head:
        """The end of a ledger, read from it: another node may have written."""
        chosen = (
            select(_FACT.c.position, _FACT.c.hash)
            .where(_FACT.c.competition == competition)
            .order_by(_FACT.c.position.desc())
            .limit(1)
        )
        rows = await self._rows(chosen)
        return Head(rows[0].position, rows[0].hash) if rows else Head(0, GENESIS)

    async def competitions(self) -> list[CompetitionId]:
        """Every competition, by the time label of its first fact."""
        first = select(_FACT.c.competition).where(_FACT.c.position == 1)
        rows = await self._rows(first.order_by(_FACT.c.recorded_at, _FACT.c.competition))
        return [CompetitionId(row.competition) for row in rows]

    async def epoch(self) -> str:
        """The name of this history."""
        return str((await self._rows(select(_META.c.epoch)))[0].epoch)

    async def renew_epoch(self, epoch: str) -> None:
        """Begin another history, after a restore or when this server takes over: every client reads afresh."""
        assert self._connection is not None, "opened for reading only"
        async with self._turn, self._connection.begin():
            await self._connection.execute(_META.update().values(epoch=epoch))

    async def close(self) -> None:
        """Finish what was accepted and let go of the storage."""
        async with self._turn:
            self._failed = self._failed or "the ledger is closed"
            if self._connection is not None:
                await self._connection.close()
            if self._writer is not None:
                await self._writer.dispose()
            await self._reader.dispose()
            if self._lock:
                self._lock.release()

    async def _begin(self, epoch: str) -> None:
        assert self._writer is not None
        self._connection = await self._writer.connect()
        first = insert_into(self._writer, _META).values(id=1, epoch=epoch).on_conflict_do_nothing()
        async with self._connection.begin():
            await self._connection.execute(first)
        for competition in await self.competitions():
            self._heads[competition] = await self._checked_end(competition)

    async def _checked_end(self, competition: CompetitionId) -> Head:
        position = (await self.head(competition)).position
        last = await self.read(competition, max(0, position - 2))
        before = Head(0, GENESIS) if len(last) == 1 else Head(last[0].position, last[0].hash)
        if wrong := fault(last[-1], before):
            raise LedgerFailed(f"the ledger of {competition} is damaged at its end: {wrong}")
        return end(last, before)

    async def _append(self, batches: Sequence[Batch]) -> list[list[Record]]:
        async with self._turn:
            if self._failed or self._connection is None:
                raise LedgerFailed(self._failed or "opened for reading only")
            records = await self._following(batches)
            try:
                async with self._connection.begin():
                    await self._connection.execute(insert(_FACT), _values(batches, records))
            except IntegrityError as error:
                raise await self._reason(batches) from error
            except Exception as error:
                self._failed = f"the storage failed: {_why(error)}"
                raise LedgerFailed(self._failed) from error
            for batch, new in zip(batches, records, strict=True):
                self._heads[batch.competition] = end(new, self._heads[batch.competition])
            return records

    async def _following(self, batches: Sequence[Batch]) -> list[list[Record]]:
        """The batches as records, each after the end that it names."""
        ends: dict[CompetitionId, Head] = {}
        records: list[list[Record]] = []
        for batch in batches:
            head = ends.get(batch.competition) or self._heads.get(batch.competition)
            if head is None or head.position != batch.after:
                head = self._heads[batch.competition] = await self.head(batch.competition)
            if head.position != batch.after:
                raise Conflict(f"{batch.competition} ends at {head.position}, not at {batch.after}")
            records.append(chained(head, batch.entries))
            ends[batch.competition] = end(records[-1], head)
        return records

    async def _reason(self, batches: Sequence[Batch]) -> Exception:
        """Which of the two unique keys said no."""
        for batch in batches:
            known = self._heads.pop(batch.competition)
            head = self._heads[batch.competition] = await self.head(batch.competition)
            if head != known:
                return Conflict(f"{batch.competition} grew to {head.position} meanwhile")
        return CommandRepeated("a command of these batches is in its ledger already")

    async def _rows(self, chosen: Select[Any]) -> Sequence[Row[Any]]:
        try:
            async with self._reader.connect() as connection:
                rows: Sequence[Row[Any]] = (await connection.execute(chosen)).all()
                return rows
        except SQLAlchemyError as error:
            raise LedgerFailed(f"the storage cannot be read: {_why(error)}") from error


def _why(error: Exception) -> str:
    """What the database itself said, in one line and without the statement: an operator reads it, or a stranger."""
    said = str(getattr(error, "orig", None) or error).strip() or type(error).__name__
    return said.splitlines()[0][:200]


def _values(batches: Sequence[Batch], records: Sequence[Sequence[Record]]) -> list[dict[str, Any]]:
    """Rows in the order of competitions, so that two nodes never wait for each other in a circle."""
    order = sorted(zip(batches, records, strict=True), key=lambda pair: pair[0].competition)
    return [
        _row(batch.competition, record, part)
        for batch, new in order
        for record, part in zip(new, parts(batch.entries), strict=True)
    ]


def _row(competition: CompetitionId, record: Record, part: int) -> dict[str, Any]:
    entry = record.entry
    return {
        "competition": competition,
        "position": record.position,
        "command": entry.command,
        "part": part,
        "digest": entry.digest,
        "recorded_at": entry.recorded_at,
        "actor": entry.actor,
        "device": entry.device,
        "body": canonical(entry.body).decode(),
        "previous": record.previous,
        "hash": record.hash,
    }


def _record(row: Row[Any]) -> Record:
    try:
        body = orjson.loads(row.body)
    except orjson.JSONDecodeError as error:
        raise LedgerFailed(f"fact {row.position} cannot be read: {error}") from error
    entry = Entry(CommandId(row.command), row.digest, row.recorded_at, row.actor, row.device, body)
    return Record(row.position, entry, row.previous, row.hash)
