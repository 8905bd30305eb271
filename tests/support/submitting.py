"""A submitter at work in tests: its clock, its chance, and ledgers that misbehave on demand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import count

from server.core.commands import Actor, Command
from server.core.competition import Competition
from server.core.ids import CommandId, CompetitionId
from server.core.ledger import Batch, Head, Ledger, LedgerFailed, Record
from server.core.refusals import Refusal
from server.services.book import Receipt
from server.services.submit import FLUSH_MAX, Read, Submitter
from tests.support.small import CUP, ORGANISER, command_id, opened


class Clock:
    """Goes on by a second at each look."""

    def __init__(self, start: int = 1_700_000_000_000) -> None:
        self.at = start

    def __call__(self) -> int:
        self.at += 1000
        return self.at


@asynccontextmanager
async def submitting(
    ledger: Ledger, flush_max: int = FLUSH_MAX, read: Read | None = None
) -> AsyncIterator[Submitter]:
    """A submitter on this ledger."""
    numbers = count(1)
    submitter = await Submitter.start(
        ledger, now=Clock(), chance=lambda: f"chance-{next(numbers)}", flush_max=flush_max, read=read
    )
    try:
        yield submitter
    finally:
        await submitter.close()


async def given(submitter: Submitter, *commands: Command, first: int = 1) -> list[Receipt]:
    """The receipts of the organiser's commands, none of which may be refused; ids count up from `first`."""
    receipts = []
    for number, command in enumerate(commands, first):
        answer = await submitter.submit(CUP, command_id(number), command, ORGANISER, "desk")
        assert isinstance(answer, Receipt), f"{command} was refused: {answer}"
        receipts.append(answer)
    return receipts


async def open_round(submitter: Submitter) -> Competition:
    """The small competition, its round open; takes the command ids from 1 on."""
    await given(submitter, *opened())
    state = submitter.state(CUP)
    assert state is not None
    return state


def received(answer: Receipt | Refusal) -> Receipt:
    assert isinstance(answer, Receipt), answer
    return answer


class Passing:
    """A ledger that hands everything on to another."""

    def __init__(self, inner: Ledger) -> None:
        self.inner = inner

    async def append(self, batches: Sequence[Batch]) -> list[list[Record]]:
        return await self.inner.append(batches)

    async def read(self, competition: CompetitionId, after: int = 0, limit: int = 1000) -> list[Record]:
        return await self.inner.read(competition, after, limit)

    async def head(self, competition: CompetitionId) -> Head:
        return await self.inner.head(competition)

    async def competitions(self) -> list[CompetitionId]:
        return await self.inner.competitions()

    async def epoch(self) -> str:
        return await self.inner.epoch()

    async def close(self) -> None:
        await self.inner.close()


class Held(Passing):
    """A disk that takes its time: an append goes on when `go` is set."""

    def __init__(self, inner: Ledger) -> None:
        super().__init__(inner)
        self.go = asyncio.Event()
        self.go.set()
        self.groups: list[int] = []

    async def append(self, batches: Sequence[Batch]) -> list[list[Record]]:
        self.groups.append(sum(len(batch.entries) for batch in batches))
        await self.go.wait()
        return await super().append(batches)


class Failing(Passing):
    """A disk that fails from the moment `broken` is set; with `secretly`, after the facts have reached it."""

    def __init__(self, inner: Ledger, *, secretly: bool = False) -> None:
        super().__init__(inner)
        self.broken = False
        self.secretly = secretly

    async def append(self, batches: Sequence[Batch]) -> list[list[Record]]:
        if self.broken and self.secretly:
            await super().append(batches)
        if self.broken:
            raise LedgerFailed("no space left on device")
        return await super().append(batches)


class Crowded(Passing):
    """Another node that records `commands`, one before each of our appends."""

    def __init__(self, inner: Ledger) -> None:
        super().__init__(inner)
        self.others: list[tuple[CommandId, Command, Actor]] = []

    async def append(self, batches: Sequence[Batch]) -> list[list[Record]]:
        if self.others:
            id_, command, actor = self.others.pop(0)
            async with submitting(self.inner) as other:
                received(await other.submit(batches[0].competition, id_, command, actor))
        return await super().append(batches)
