"""Displays without a screen: watch boards over the WebSocket and count what arrives. They draw nothing."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

import orjson
import websockets
from websockets.asyncio.client import connect


@dataclass(slots=True)
class Audience:
    """Some displays before some boards; `frames` counts snapshots and patches, heartbeats left out."""

    base: str
    boards: list[str]
    screens: int = 1
    frames: int = 0
    numbers: dict[str, int] = field(default_factory=dict)
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)

    def start(self) -> None:
        """Open every display; they come back by themselves when the connection is lost."""
        for board in self.boards:
            self._tasks += [asyncio.create_task(self._watch(board)) for _ in range(self.screens)]

    async def stop(self) -> None:
        """Close every display."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _watch(self, board: str) -> None:
        at = urlsplit(self.base)
        scheme = "wss" if at.scheme == "https" else "ws"
        async for socket in connect(f"{scheme}://{at.netloc}/ws/v1/boards?board={quote(board)}"):
            try:
                async for text in socket:
                    frame = orjson.loads(text)
                    if frame["type"] in ("snapshot", "patch"):
                        self.frames += 1
                        self.numbers[board] = frame["number"]
            except websockets.ConnectionClosed:
                continue
