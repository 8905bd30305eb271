"""Puts the scoreboard together: live standings -> projector -> hub -> sockets; its tasks begin with the first guest."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from starlette.routing import BaseRoute, WebSocketRoute

from scoreboard.feed import Feed
from scoreboard.hub import Hub
from scoreboard.lane_room import LaneRoom
from scoreboard.lane_wire import ReadyFrame
from scoreboard.pages import BoardPages
from scoreboard.projector import Projector
from scoreboard.sockets import BoardSockets
from server.services.going import keep_going
from server.services.parts import Parts

DRAWN_AT_ONCE = 0.04
"""Seconds of drawing boards after a change before judges' marks have their turn again."""


class Stage:
    """The scoreboard of one server. Nothing runs before somebody watches; `close` lets go of everything."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._hub: Hub | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._projector = Projector(
            parts.live,
            parts.displays,
            parts.fleet,
            parts.stream,
            parts.brands,
            parts.ceremonies,
            parts.calls,
            parts.epoch,
            self._publish,
            self._end,
            behind=lambda: bool(parts.ready["standings"]()),
            first=lambda board: self.hub().is_first(board),
            at_once=DRAWN_AT_ONCE,
        )
        parts.figures.append(self._figures)
        parts.sign_ins.watch(self._look_again)
        parts.at_stop.append(self.close)

    def routes(self) -> list[BaseRoute]:
        """What a browser or a program can ask for."""
        sockets = BoardSockets(self._parts, self.hub)
        pages = BoardPages(self._parts, self._feed)
        self._parts.snapshot = pages.snapshot
        self._parts.beat = lambda: self.hub().beat()
        self._parts.watching = lambda board: self.hub().watching(board)
        return [WebSocketRoute("/ws/v1/boards", sockets.connect), *pages.routes()]

    def hub(self) -> Hub:
        """The hub, begun when it is first asked for: its lanes belong to the loop that serves."""
        if self._hub is None:
            parts = self._parts
            self._hub = Hub(
                LaneRoom(), self._projector, parts.epoch, parts.now, parts.pages.build, parts.moment
            )
            self._tasks = [
                asyncio.create_task(keep_going(self._hub.run, "heartbeats"), name="heartbeats"),
                asyncio.create_task(
                    keep_going(self._hub.check, "sign-ins of those who watch"),
                    name="sign-ins of those who watch",
                ),
                asyncio.create_task(
                    keep_going(self._projector.run, "boards that are owed"), name="boards that are owed"
                ),
            ]
        return self._hub

    async def close(self) -> None:
        """No more heartbeats. Connections are closed by the server, which tells them to come back."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []

    def _feed(self, board: str) -> Feed | None:
        """Through the hub, so that a board that was only read once is let go of like the others."""
        channel = self.hub().channel(board)
        return None if channel is None else channel.feed

    def _publish(self, board: str, frame: ReadyFrame) -> None:
        if self._hub is not None:
            self._hub.publish(board, frame)

    def _end(self, board: str) -> None:
        if self._hub is not None:
            self._hub.end(board)

    def _look_again(self) -> None:
        if self._hub is not None:
            self._hub.look_again()

    def _figures(self) -> Mapping[str, float]:
        return {} if self._hub is None else self._hub.figures()
