"""A server of the ledger alone, in a process of its own, to be killed. No test stands here."""

from __future__ import annotations

import asyncio
import time
from multiprocessing.connection import Connection
from pathlib import Path

from server.core.commands import Actor, Command
from server.core.ids import CommandId
from server.services.book import Answer
from server.services.submit import Submitter
from server.storage.sql_ledger import SqlLedger
from tests.support.small import CUP

Request = tuple[CommandId, Actor, Command]
Acknowledged = tuple[CommandId, Answer]


def serve(file: Path, pipe: Connection) -> None:
    """Answer requests from the pipe until killed; says "open" first."""
    asyncio.run(_serve(file, pipe))


async def _serve(file: Path, pipe: Connection) -> None:
    ledger = await SqlLedger.open(file, epoch="killed")
    submitter = await Submitter.start(
        ledger, now=lambda: time.time_ns() // 1_000_000, chance=lambda: "chance"
    )
    pipe.send("open")
    running = set()
    while (requests := await asyncio.to_thread(pipe.recv)) is not None:
        for request in requests:
            task = asyncio.create_task(_answer(submitter, pipe, request))
            running.add(task)
            task.add_done_callback(running.discard)
    await asyncio.gather(*running)
    await submitter.close()
    await ledger.close()
    pipe.send("closed")


async def _answer(submitter: Submitter, pipe: Connection, request: Request) -> None:
    id_, actor, command = request
    pipe.send((id_, await submitter.submit(CUP, id_, command, actor)))
