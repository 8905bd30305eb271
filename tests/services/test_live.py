"""Live standings follow the ledger whatever becomes of the wake-ups, and read names apart."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path

import pytest

from server.core.commands_round import OpenRound
from server.core.competition import Competition
from server.core.ids import CompetitionId
from server.core.ledger import LedgerFailed, Record
from server.core.text import Text
from server.services import live as living
from server.services.live import Live, Moved
from server.services.submit import Submitter
from server.storage.memory_ledger import MemoryLedger
from server.storage.people import People
from server.storage.tables import Entrant, Official
from tests.support.ledgers import eventually
from tests.support.small import (
    CUP,
    ENTRIES,
    FINAL,
    JUDGES,
    ORGANISER,
    command_id,
    judge,
    opened,
    preparations,
    sheet,
)
from tests.support.submitting import Passing, given, received, submitting


@pytest.fixture
async def people(tmp_path: Path) -> AsyncIterator[People]:
    store = await People.open(tmp_path / "people.sqlite")
    yield store
    await store.close()


class Moves:
    """Hears every step forward and lets a test wait for one."""

    def __init__(self, live: Live) -> None:
        self.heard: list[tuple[int, frozenset[str], bool]] = []
        self._news = asyncio.Event()
        live.watch(self._hear)

    def _hear(self, moved: Moved) -> None:
        self.heard.append((moved.competition.position, frozenset(moved.rounds), moved.renamed))
        self._news.set()

    async def until(self, position: int) -> None:
        while not self.heard or self.heard[-1][0] < position:
            self._news.clear()
            await self._news.wait()

    async def next(self) -> None:
        self._news.clear()
        await self._news.wait()


@asynccontextmanager
async def following(live: Live, submitter: Submitter) -> AsyncIterator[None]:
    task = asyncio.create_task(live.follow(submitter))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def one_sheet(submitter: Submitter, number: int = 100) -> int:
    state = submitter.state(CUP)
    assert isinstance(state, Competition)
    code = state.rounds[FINAL].order[number - 100].code
    return received(await submitter.submit(CUP, command_id(number), sheet(code), judge(JUDGES[0]))).position


async def test_standings_move_on_with_every_fact(people: People) -> None:
    ledger = MemoryLedger()
    async with submitting(ledger) as submitter:
        live = Live(ledger, people)
        moves = Moves(live)
        async with following(live, submitter):
            receipts = await given(submitter, *opened())
            await moves.until(receipts[-1].position)
            position = await one_sheet(submitter)
            await moves.until(position)

        known = live.competition(CUP)
        assert known is not None
        assert moves.heard[-1] == (position, frozenset({FINAL}), False)
        assert [s.rank for s in known.rounds[FINAL].standings()] == [1, None, None, None]


async def test_what_was_recorded_before_the_start_is_there_at_once(people: People) -> None:
    ledger = MemoryLedger()
    async with submitting(ledger) as submitter:
        await given(submitter, *opened())
        position = await one_sheet(submitter)
        live = Live(ledger, people)

        await live.start()

        assert [one.id for one in live.competitions()] == [CUP]
        assert live.started_at(CUP) == position
        assert live.started_at(CompetitionId("other")) == 0


async def test_a_ledger_longer_than_one_reading_is_read_to_its_end(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(living, "READ_AT_ONCE", 3)
    ledger = MemoryLedger()
    async with submitting(ledger) as submitter:
        receipts = await given(submitter, *opened())
        live = Live(ledger, people)
        await live.start()

        assert live.started_at(CUP) == receipts[-1].position


class Counting(Passing):
    """A ledger that counts how many records were read from it."""

    records = 0

    async def read(self, competition: CompetitionId, after: int = 0, limit: int = 1000) -> list[Record]:
        found = await super().read(competition, after, limit)
        self.records += len(found)
        return found


async def test_at_the_start_a_ledger_is_read_once_for_the_writer_and_the_standings(people: People) -> None:
    inner = MemoryLedger()
    async with submitting(inner) as submitter:
        await given(submitter, *opened())
        position = await one_sheet(submitter)
    await people.put_entrants([Entrant(competition=CUP, entry=ENTRIES[0], name_zh="甲", name_en="A")])
    alone = Live(inner, people)
    await alone.start()
    ledger = Counting(inner)

    live = Live(ledger, people)
    async with submitting(ledger, read=live.begin):
        await live.start()

    known, same = live.competition(CUP), alone.competition(CUP)
    assert known is not None
    assert same is not None
    assert ledger.records == position
    assert (live.started_at(CUP), known.names) == (position, same.names)
    assert known.names.entries[ENTRIES[0]] == Text("甲", "A")
    assert known.rounds[FINAL].view() == same.rounds[FINAL].view()


async def test_a_lost_wake_up_is_made_up_for(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(living, "LOOK_SECONDS", 0.01)
    ledger = MemoryLedger()
    async with submitting(ledger) as writer, submitting(MemoryLedger()) as silent:
        live = Live(ledger, people)
        moves = Moves(live)
        async with following(live, silent):  # it is never told of the writer's facts
            receipts = await given(writer, *opened())
            await moves.until(receipts[-1].position)

        assert live.competition(CUP) is not None


async def test_who_has_just_recorded_something_sees_it(people: People) -> None:
    ledger = MemoryLedger()
    async with submitting(ledger) as submitter:
        live = Live(ledger, people)
        receipts = await given(submitter, *opened())

        known = await live.catch_up(CUP)

        assert known is not None
        assert known.position == receipts[-1].position
        assert await live.catch_up(CompetitionId("other")) is None


class Failing(Passing):
    """A ledger that cannot be read for a while."""

    failing = False

    async def read(self, competition: CompetitionId, after: int = 0, limit: int = 1000) -> list[Record]:
        if self.failing:
            raise LedgerFailed("not now")
        return await super().read(competition, after, limit)


async def test_a_ledger_that_could_not_be_read_is_read_later(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(living, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(living, "LOOK_SECONDS", 0.01)
    inner = MemoryLedger()
    ledger = Failing(inner)
    async with submitting(inner) as submitter:
        live = Live(ledger, people)
        moves = Moves(live)
        async with following(live, submitter):
            receipts = await given(submitter, *preparations())
            await moves.until(receipts[-1].position)
            ledger.failing = True
            opening = received(await submitter.submit(CUP, command_id(99), OpenRound(FINAL), ORGANISER))
            await eventually(lambda: live.problem == "the ledger cannot be followed: LedgerFailed")
            ledger.failing = False
            await moves.until(opening.position)
            await eventually(lambda: live.problem == "")


async def test_a_watcher_that_fails_does_not_hold_up_the_others(people: People) -> None:
    ledger = MemoryLedger()
    live = Live(ledger, people)

    def broken(moved: Moved) -> None:
        raise RuntimeError("a mistake of ours")

    live.watch(broken)
    moves = Moves(live)
    async with submitting(ledger) as submitter:
        receipts = await given(submitter, *opened())
        await live.catch_up(CUP)

    assert moves.heard[-1][0] == receipts[-1].position


async def test_names_are_read_when_people_are_added_and_when_told(people: People) -> None:
    ledger = MemoryLedger()
    await people.put_entrants([Entrant(competition=CUP, entry=ENTRIES[0], name_zh="王焊")])
    await people.put_officials([Official(competition=CUP, id=JUDGES[0], name="李裁")])
    async with submitting(ledger) as submitter:
        live = Live(ledger, people)
        moves = Moves(live)
        async with following(live, submitter):
            receipts = await given(submitter, *opened())
            await moves.until(receipts[-1].position)
            known = live.competition(CUP)
            assert known is not None
            assert known.names.entries == {ENTRIES[0]: Text("王焊", "王焊")}
            assert known.names.officials == {JUDGES[0]: "李裁"}

            await people.forget_entrant(CUP, ENTRIES[0])
            live.rename(CUP)
            await moves.next()

            assert known.names.entries == {}
            assert moves.heard[-1] == (receipts[-1].position, frozenset(), True)


async def test_a_name_that_could_not_be_read_is_read_later(
    people: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(living, "PAUSE_SECONDS", 0)
    ledger = MemoryLedger()
    await people.put_entrants([Entrant(competition=CUP, entry=ENTRIES[0], name_zh="王焊")])
    async with submitting(ledger) as submitter:
        live = Live(ledger, people)
        moves = Moves(live)
        async with following(live, submitter):
            receipts = await given(submitter, *opened())
            await moves.until(receipts[-1].position)
            await people.forget_entrant(CUP, ENTRIES[0])
            with closing(sqlite3.connect(tmp_path / "people.sqlite", isolation_level=None)) as disk:
                disk.execute("ALTER TABLE entrant RENAME TO gone")
                live.rename(CUP)
                await eventually(lambda: live.problem.startswith("the ledger cannot be followed"))
                disk.execute("ALTER TABLE gone RENAME TO entrant")
            await moves.next()

            known = live.competition(CUP)
            assert known is not None
            assert known.names.entries == {}
