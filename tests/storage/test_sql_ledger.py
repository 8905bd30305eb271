"""The SQLite ledger as a file: one writer, checked when opened, and read-only from the first failure on."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest

from server.core.ids import CompetitionId
from server.core.ledger import Batch, Entry, LedgerFailed
from server.storage.sql_ledger import SqlLedger
from server.storage.writer_lock import LedgerInUse, WriterLock
from tests.support.small import CUP, command_id


def entry(number: int, text: str = "") -> Entry:
    return Entry(command_id(number), "d" * 64, 1000 + number, "judge:j1", "", {"kind": "x", "text": text})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "金锤 100%?#.sqlite"


async def filled(file: Path, facts: int = 3) -> None:
    ledger = await SqlLedger.open(file, epoch="e")
    await ledger.append([Batch(CUP, 0, [entry(n) for n in range(1, facts + 1)])])
    await ledger.close()


def write(file: Path, statement: str) -> None:
    connection = sqlite3.connect(file)
    with connection:
        connection.execute(statement)
    connection.close()


async def test_a_second_writer_is_told_so(file: Path) -> None:
    ledger = await SqlLedger.open(file, epoch="e")

    with pytest.raises(LedgerInUse, match="another process is writing"):
        await SqlLedger.open(file, epoch="e")

    await ledger.close()
    again = await SqlLedger.open(file, epoch="e")
    await again.close()


async def test_a_lock_that_a_dead_process_left_behind_holds_nobody(file: Path) -> None:
    await filled(file)
    assert file.with_name(f"{file.name}.lock").exists()

    WriterLock.take(file).release()


async def test_the_file_keeps_what_is_acknowledged_through_a_power_cut(file: Path) -> None:
    ledger = await SqlLedger.open(file, epoch="e")
    try:
        assert ledger._connection is not None
        pragmas = {
            name: (await ledger._connection.exec_driver_sql(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
        await ledger._connection.rollback()
    finally:
        await ledger.close()

    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


async def test_readers_cannot_write(file: Path) -> None:
    await filled(file)
    reader = await SqlLedger.open_reading(file)
    try:
        async with reader._reader.connect() as connection:
            with pytest.raises(Exception, match="readonly"):
                await connection.exec_driver_sql("DELETE FROM fact")
    finally:
        await reader.close()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE fact SET body = replace(body, 'x', 'y') WHERE position = 3",
        "UPDATE fact SET previous = hash WHERE position = 3",
        "UPDATE fact SET hash = previous WHERE position = 2",
        "DELETE FROM fact WHERE position = 2",
        "UPDATE fact SET position = 9 WHERE position = 3",
    ],
)
async def test_a_ledger_that_is_damaged_at_its_end_is_not_opened(file: Path, damage: str) -> None:
    await filled(file)
    write(file, damage)

    with pytest.raises(LedgerFailed, match="damaged at its end"):
        await SqlLedger.open(file, epoch="e")

    WriterLock.take(file).release()  # and nobody is left holding it


async def test_a_full_disk_fails_every_append_from_then_on(file: Path) -> None:
    await filled(file)
    ledger = await SqlLedger.open(file, epoch="e")
    assert ledger._connection is not None
    pages = (await ledger._connection.exec_driver_sql("PRAGMA page_count")).scalar()
    await ledger._connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    await ledger._connection.rollback()

    with pytest.raises(LedgerFailed, match="full") as failed:
        await ledger.append([Batch(CUP, 3, [entry(4, "x" * 100_000)])])
    assert str(failed.value) == "the storage failed: database or disk is full", "no marks in what is shown"
    with pytest.raises(LedgerFailed, match="full"):
        await ledger.append([Batch(CUP, 3, [entry(5)])])

    assert (await ledger.head(CUP)).position == 3, "reading goes on"
    await ledger.close()
    again = await SqlLedger.open(file, epoch="e")
    [[record]] = await again.append([Batch(CUP, 3, [entry(4)])])
    assert record.position == 4
    await again.close()


async def test_a_big_group_of_many_competitions_goes_in_at_once(file: Path) -> None:
    ledger = await SqlLedger.open(file, epoch="e")
    batches = [
        Batch(CompetitionId(f"c{c}"), 0, [entry(n, "中文" * 100) for n in range(50)])
        for c in range(20, 0, -1)
    ]

    recorded = await ledger.append(batches)

    assert [len(records) for records in recorded] == [50] * 20
    for batch, records in zip(batches, recorded, strict=True):
        assert await ledger.read(batch.competition) == records
    await ledger.close()


async def test_reading_goes_on_while_writing(file: Path) -> None:
    ledger = await SqlLedger.open(file, epoch="e")
    seen = [0]

    async def follow() -> None:
        while seen[-1] < 200:
            records = await ledger.read(CUP, seen[-1])
            seen.extend(record.position for record in records)

    async def lead() -> None:
        for n in range(200):
            await ledger.append([Batch(CUP, n, [entry(n + 1)])])

    await asyncio.gather(follow(), lead())
    await ledger.close()

    assert seen == list(range(201))
