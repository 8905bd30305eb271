"""What every ledger promises (`server/core/ledger.py`), asked of each one we have."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from server.core.ids import CommandId, CompetitionId
from server.core.ledger import (
    GENESIS,
    Batch,
    CommandRepeated,
    Conflict,
    Entry,
    Head,
    Ledger,
    LedgerFailed,
    Record,
)
from server.storage.chain import fault
from server.storage.sql_ledger import SqlLedger
from tests.support.small import command_id

CUP, GALA = CompetitionId("cup"), CompetitionId("gala")


def entry(number: int, *, command: CommandId | None = None) -> Entry:
    body = {"kind": "noted", "number": number, "text": "金锤 🔨", "list": [{"b": None, "a": True}]}
    return Entry(command or command_id(number), "d" * 64, 1000 + number, "judge:j1", "平板 1", body)


async def read_all(ledger: Ledger, competition: CompetitionId = CUP) -> list[Record]:
    return await ledger.read(competition)


async def test_a_new_ledger_is_empty(ledger: Ledger) -> None:
    assert await ledger.head(CUP) == Head(0, GENESIS)
    assert await ledger.read(CUP) == []
    assert await ledger.competitions() == []
    assert await ledger.epoch() == "epoch-1"


async def test_what_is_read_is_what_was_recorded(ledger: Ledger) -> None:
    entries = [entry(1), entry(2), entry(3)]

    [records] = await ledger.append([Batch(CUP, 0, entries)])

    assert [record.entry for record in records] == entries
    assert await ledger.read(CUP) == records
    assert await ledger.head(CUP) == Head(3, records[-1].hash)


async def test_positions_count_up_without_gaps_and_each_names_the_hash_before(ledger: Ledger) -> None:
    await ledger.append([Batch(CUP, 0, [entry(1), entry(2)])])
    await ledger.append([Batch(CUP, 2, [entry(3)])])

    head = Head(0, GENESIS)
    for record in await read_all(ledger):
        assert fault(record, head) is None
        head = Head(record.position, record.hash)
    assert head.position == 3


async def test_reading_goes_on_after_a_position_up_to_a_limit(ledger: Ledger) -> None:
    await ledger.append([Batch(CUP, 0, [entry(n) for n in range(1, 8)])])

    assert [record.position for record in await ledger.read(CUP, 2, 3)] == [3, 4, 5]
    assert await ledger.read(CUP, 7) == []


async def test_each_competition_has_its_own_ledger(ledger: Ledger) -> None:
    await ledger.append([Batch(GALA, 0, [entry(1)]), Batch(CUP, 0, [entry(2), entry(3)])])

    assert [record.position for record in await read_all(ledger, CUP)] == [1, 2]
    assert [record.position for record in await read_all(ledger, GALA)] == [1]
    assert await ledger.competitions() == [GALA, CUP]


async def test_a_batch_for_another_end_is_refused_and_leaves_nothing(ledger: Ledger) -> None:
    await ledger.append([Batch(CUP, 0, [entry(1)])])

    for after in (0, 2):
        with pytest.raises(Conflict):
            await ledger.append([Batch(GALA, 0, [entry(8)]), Batch(CUP, after, [entry(9)])])

    assert len(await read_all(ledger, CUP)) == 1
    assert await read_all(ledger, GALA) == []


async def test_a_command_is_recorded_once_in_a_ledger(ledger: Ledger) -> None:
    await ledger.append([Batch(CUP, 0, [entry(1)])])

    with pytest.raises(CommandRepeated):
        await ledger.append([Batch(GALA, 0, [entry(7)]), Batch(CUP, 1, [entry(2), entry(1)])])
    with pytest.raises(CommandRepeated):
        await ledger.append([Batch(CUP, 1, [entry(3), entry(4), entry(3)])])
    await ledger.append([Batch(GALA, 0, [entry(1)])])

    assert len(await read_all(ledger, CUP)) == 1
    assert len(await read_all(ledger, GALA)) == 1


async def test_a_command_may_have_several_facts_together(ledger: Ledger) -> None:
    one = command_id(1)

    await ledger.append([Batch(CUP, 0, [entry(1, command=one), entry(2, command=one)])])

    assert [record.entry.command for record in await read_all(ledger)] == [one, one]
    with pytest.raises(CommandRepeated):
        await ledger.append([Batch(CUP, 2, [entry(3, command=one)])])


async def test_two_batches_for_one_ledger_follow_each_other(ledger: Ledger) -> None:
    await ledger.append([Batch(CUP, 0, [entry(1)]), Batch(CUP, 1, [entry(2)])])

    assert [record.position for record in await read_all(ledger)] == [1, 2]


async def test_after_a_refused_batch_the_ledger_goes_on(ledger: Ledger) -> None:
    await ledger.append([Batch(CUP, 0, [entry(1)])])
    with pytest.raises(CommandRepeated):
        await ledger.append([Batch(CUP, 1, [entry(1)])])

    await ledger.append([Batch(CUP, 1, [entry(2)])])

    assert (await ledger.head(CUP)).position == 2


async def test_of_writers_to_the_same_end_one_wins(ledger: Ledger) -> None:
    await ledger.append([Batch(CUP, 0, [entry(1)])])

    outcomes = await asyncio.gather(
        *(ledger.append([Batch(CUP, 1, [entry(n)])]) for n in range(10, 20)), return_exceptions=True
    )

    assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == 9
    assert (await ledger.head(CUP)).position == 2


async def test_an_append_outlives_the_caller_that_gave_up(ledger: Ledger) -> None:
    gone = asyncio.ensure_future(ledger.append([Batch(CUP, 0, [entry(1)])]))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.gather(gone, return_exceptions=True)

    # Whether it came in time or not: the next one meets a whole ledger.
    position = (await ledger.head(CUP)).position
    for _ in range(200):
        if position:
            break
        await asyncio.sleep(0.01)
        position = (await ledger.head(CUP)).position
    await ledger.append([Batch(CUP, position, [entry(2)])])

    assert (await ledger.head(CUP)).position == position + 1


async def test_a_closed_ledger_records_nothing(ledger: Ledger) -> None:
    await ledger.close()

    with pytest.raises(LedgerFailed):
        await ledger.append([Batch(CUP, 0, [entry(1)])])


@pytest.mark.parametrize("ledger_kind", ["sqlite", "postgresql"], indirect=False)
async def test_what_was_recorded_is_there_when_opened_again(
    ledger: Ledger, ledger_address: Path | str
) -> None:
    [records] = await ledger.append([Batch(CUP, 0, [entry(1), entry(2)])])
    await ledger.close()

    again = await SqlLedger.open(ledger_address, epoch="epoch-2")
    try:
        assert await again.read(CUP) == records
        assert await again.epoch() == "epoch-1"
        await again.renew_epoch("epoch-2")
        assert await again.epoch() == "epoch-2"
    finally:
        await again.close()


@pytest.mark.parametrize("ledger_kind", ["sqlite", "postgresql"], indirect=False)
async def test_readers_see_what_the_writer_recorded(ledger: Ledger, ledger_address: Path | str) -> None:
    [records] = await ledger.append([Batch(CUP, 0, [entry(1)])])

    reader = await SqlLedger.open_reading(ledger_address)
    try:
        assert await reader.read(CUP) == records
        with pytest.raises(LedgerFailed):
            await reader.append([Batch(CUP, 1, [entry(2)])])
    finally:
        await reader.close()
