"""A real server in this process with a small competition, and guests who watch its boards over real sockets."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import websockets
from websockets.asyncio.client import ClientConnection, connect

from server.core.commands import Actor, Command
from server.core.commands_round import AddRound
from server.core.commands_setup import AddEvent, CreateCompetition
from server.core.facts_round import Audience, Identity
from server.core.refusals import Refusal
from server.core.text import Text
from server.run import Running, inside
from server.services.book import Receipt
from server.settings import Settings
from server.storage.tables import Delegation, Entrant
from tests.scoreboard.screen import Screen
from tests.support import small

STANDINGS = f"standings.{small.CUP}.{small.FINAL}"
OVERVIEW = f"overview.{small.CUP}"
PROGRESS = f"progress.{small.CUP}.{small.FINAL}"
WORK = f"work.{small.CUP}"


class Meet:
    """A running server and its competition."""

    def __init__(self, running: Running) -> None:
        self.running = running
        self.parts = running.parts
        self._numbers = count(1)

    async def does(self, command: Command, actor: Actor = small.ORGANISER) -> Receipt:
        answer = await self.parts.submit.submit(
            small.CUP, small.command_id(next(self._numbers)), command, actor
        )
        assert not isinstance(answer, Refusal), f"{command} was refused: {answer}"
        return answer

    async def sheet(self, entry: int, value: str = "5", judge: int = 0, module: int = 1) -> Receipt:
        state = self.parts.submit.state(small.CUP)
        assert state is not None
        code = state.rounds[small.FINAL].codes[small.ENTRIES[entry]]
        of = (small.PREPARE, small.WELD)[module]
        return await self.does(small.sheet(code, of, value), small.judge(small.JUDGES[judge]))

    def watch(self, *boards: str, query: str = "", **how: Any) -> connect:
        """A connection to these boards."""
        asked = "&".join(f"board={board}" for board in boards)
        url = self.running.base.replace("http", "ws", 1) + f"/ws/v1/boards?{asked}{query}"
        return connect(url, compression=None, **how)


@asynccontextmanager
async def a_meet(
    folder: Path,
    audience: Audience = "live",
    identity: Identity = "name",
    now: Callable[[], int] | None = None,
    title: Text | None = None,
    **settings: Any,
) -> AsyncIterator[Meet]:
    """
    A server whose competition is open, with names that are easy to find.

    :param title: that of the competition, of its event and of its round; they are short unless this is given
    """
    chosen = Settings(data=folder, host="127.0.0.1", port=0, log_level="error", **settings)
    async with inside(chosen, now=now) as running:
        meet = Meet(running)
        people = running.parts.people
        await people.put_delegations(
            [Delegation(competition="cup", id="d1", name_zh="canary-d", name_en="canary-de")]
        )
        await people.put_entrants(
            [Entrant(competition="cup", entry=e, name_zh=f"canary-{e}") for e in small.ENTRIES]
        )
        for command in small.opened():
            if isinstance(command, AddRound):
                command = AddRound(small.FINAL, small.WELDING, command.title, audience, identity)
            if title and isinstance(command, (CreateCompetition, AddEvent, AddRound)):
                command = replace(command, title=title)
            await meet.does(command)
        await running.parts.live.catch_up(small.CUP)
        yield meet


class Guest:
    """Somebody who follows boards over one connection, and keeps every byte that came."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.screens: dict[str, Screen] = {}
        self.heard: list[dict[str, Any]] = []
        self.bytes: list[str] = []

    async def hear(self) -> dict[str, Any]:
        """The next message."""
        text = await self.connection.recv()
        assert isinstance(text, str)
        message: dict[str, Any] = json.loads(text)
        self.heard.append(message)
        if message["type"] != "heartbeat":
            self.bytes.append(text)
        if "number" in message:
            self.screens.setdefault(message["board"], Screen()).receive(message)
        return message

    async def until(self, true: Callable[[], bool]) -> None:
        """Listen until something holds."""
        while not true():
            await self.hear()

    async def caught_up(self, receipt: Receipt, board: str = STANDINGS) -> dict[str, Any]:
        """Listen until the board is true at this position; its state."""
        await self.until(lambda: board in self.screens and self.screens[board].number >= receipt.position)
        return self.screens[board].state

    async def closed(self) -> int:
        """Listen until the end; the close code."""
        try:
            while True:
                await self.hear()
        except websockets.ConnectionClosed as ended:
            return ended.rcvd.code if ended.rcvd else 1006

    def kinds(self) -> list[str]:
        """What has come, without heartbeats."""
        return [message["type"] for message in self.heard if message["type"] != "heartbeat"]
