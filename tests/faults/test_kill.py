"""kill -9 at random moments: what was acknowledged is there, once; what was not is there once after sending again."""

from __future__ import annotations

import asyncio
import multiprocessing
import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from server.core.ids import CommandId, EntryId
from server.core.refusals import Refusal
from server.services.book import Receipt
from server.services.replay import verify
from server.storage.sql_ledger import SqlLedger
from tests.faults.recording_child import Request, serve
from tests.support.small import CUP, FINAL, ORGANISER, command_id, judge, opened, played, preparations, sheet

KILLS = 24
ENTRIES = tuple(EntryId(f"e{n}") for n in range(60))


@pytest.fixture(scope="module")
def processes() -> Iterator[multiprocessing.context.BaseContext]:
    """Children that begin within milliseconds, where the system can fork one that has everything imported."""
    if sys.platform == "win32":
        yield multiprocessing.get_context("spawn")
        return
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.recording_child"])
    yield context


@contextmanager
def child(
    context: multiprocessing.context.BaseContext, file: Path
) -> Iterator[tuple[BaseProcess, Connection]]:
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(file, theirs), daemon=True)  # type: ignore[attr-defined]
    process.start()
    theirs.close()
    try:
        yield process, ours
    finally:
        process.kill()
        process.join(30)
        ours.close()


class Hall:
    """The tablets: what they want recorded, and what they were told is recorded."""

    def __init__(self, requests: list[Request]) -> None:
        self.requests = requests
        self.receipts: dict[CommandId, Receipt] = {}
        self.repeats = 0

    def outstanding(self) -> list[Request]:
        return [request for request in self.requests if request[0] not in self.receipts]

    def hear(self, id_: CommandId, answer: Receipt | Refusal) -> None:
        assert isinstance(answer, Receipt), f"{id_} was refused: {answer}"
        before = self.receipts.setdefault(id_, answer)
        self.repeats += before is not answer
        assert (before.position, before.hash) == (answer.position, answer.hash), "another answer than before"

    def listen(self, pipe: Connection, seconds: float) -> None:
        """Take what comes within a time, or until the other side is gone."""
        until = time.monotonic() + seconds
        with suppress(EOFError, OSError):
            while pipe.poll(max(0.0, until - time.monotonic())):
                said = pipe.recv()
                if not isinstance(said, str):
                    self.hear(*said)


def sheets() -> list[Request]:
    state = played(*preparations(ENTRIES), *opened()[-1:])
    round_ = state.rounds[FINAL]
    return [
        (command_id(1000 + n), judge(who), sheet(round_.codes[entry], of))
        for n, (of, entry, who) in enumerate(round_.missing())
    ]


@pytest.mark.slow
@pytest.mark.timeout(300)  # seconds on a quiet machine; this is for one with much else to do
async def test_kill_at_random_moments(tmp_path: Path, processes: multiprocessing.context.BaseContext) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    file = tmp_path / "cup.sqlite"
    before = [*preparations(ENTRIES), *opened()[-1:]]
    preparing = [(command_id(n), ORGANISER, command) for n, command in enumerate(before, 1)]
    hall = Hall(sheets())
    organiser = Hall(preparing)
    kills = 0

    for _ in range(200):
        if kills >= KILLS and not hall.outstanding():
            break
        with child(processes, file) as (process, pipe):
            if kills < KILLS and chance.random() < 0.15:
                await asyncio.sleep(chance.uniform(0, 0.2))  # while it opens, migrates or folds
                kills += 1
                continue
            assert pipe.poll(60), "the ledger did not open again"
            assert pipe.recv() == "open"
            for request in organiser.outstanding():  # one after the other: each needs the one before
                pipe.send([request])
                _wait_for(organiser, pipe, request)
            _burst(hall, pipe, chance)
            if kills < KILLS:
                hall.listen(pipe, chance.uniform(0, 0.06))
                process.kill()
                kills += 1
                hall.listen(pipe, 30)  # what it had said before it died
            else:
                hall.listen(pipe, 1)

    await _check(file, hall, organiser)
    print(f"kills {kills}, acknowledged {len(hall.receipts)}, repeats absorbed {hall.repeats}, lost 0")


def _wait_for(hall: Hall, pipe: Connection, request: Request) -> None:
    while request[0] not in hall.receipts:
        assert pipe.poll(60)
        hall.hear(*pipe.recv())


def _burst(hall: Hall, pipe: Connection, chance: random.Random) -> None:
    """Some of what is outstanding, some of it twice, and some that is known to be recorded."""
    open_ = hall.outstanding()
    some = chance.sample(open_, min(len(open_), chance.randint(5, 40)))
    known = [request for request in hall.requests if request[0] in hall.receipts]
    again = chance.sample(known, min(len(known), 3)) + some[:3]
    chance.shuffle(again)
    pipe.send(some + again)


async def _check(file: Path, hall: Hall, organiser: Hall) -> None:
    assert not hall.outstanding()
    ledger = await SqlLedger.open(file, epoch="unused")
    try:
        report = await verify(ledger, CUP)
        records = await ledger.read(CUP, limit=10_000)
    finally:
        await ledger.close()

    assert (report.problems, report.doubts) == ((), ())
    places = {record.entry.command: (record.position, record.hash) for record in records}
    assert len(places) == len(records) == len(hall.requests) + len(organiser.requests)
    told = {id_: (one.position, one.hash) for id_, one in (hall.receipts | organiser.receipts).items()}
    assert places == told
