"""The same lanes over plain ASGI, for servers that are not ours; and `attend`, the way in; no boards here."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from scoreboard.lane import EXTENSION, Listener
from scoreboard.lane_member import Member
from scoreboard.lane_room import LaneRoom
from scoreboard.lane_wire import CloseCode, ReadyFrame, texts

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

MAILBOX_BYTES = 32 * 1024

log = logging.getLogger(__name__)


async def attend(
    room: LaneRoom, scope: MutableMapping[str, Any], receive: Receive, send: Send, listener: Listener
) -> None:
    """
    Give an accepted WebSocket to the lanes; the endpoint does nothing more after this.

    Under our server it returns at once and the connection lives on by itself. Elsewhere it returns when the
    connection has ended.
    """
    door = (scope.get("extensions") or {}).get(EXTENSION)
    if door is None:
        await AsgiConnection(room, listener, receive, send).run()
    elif (connection := door["take"](room, listener)) is not None:
        connection.begun()


class AsgiConnection(Member):
    """
    One WebSocket that an ASGI server holds: one writer task and a mailbox.

    The mailbox stands for the kernel's buffer: while less than `MAILBOX_BYTES` wait it takes every frame,
    then it is slow and owed the newest state. Masks, UTF-8 and pings are the server's business; size (early
    only with uvicorn's `ws_max_size`), kind and rate of what comes in are looked at here too.
    """

    __slots__ = (
        "_closing_since",
        "_farewell",
        "_hung_up",
        "_mail",
        "_receive",
        "_send",
        "_tasks",
        "_waiting",
        "_wake",
    )

    def __init__(self, room: LaneRoom, listener: Listener, receive: Receive, send: Send) -> None:
        super().__init__(room, listener)
        self.push = self._post
        self._receive = receive
        self._send = send
        self._mail: list[bytes] = []
        self._waiting = 0
        """Bytes in the mailbox and in the writer's hands."""
        self._wake = asyncio.Event()
        self._farewell: tuple[int, str] | None = None
        self._closing_since = 0.0
        self._hung_up = False
        self._tasks: tuple[asyncio.Task[None], ...] = ()

    @property
    def gone(self) -> bool:
        """Closing or closed."""
        return self._farewell is not None

    def send(self, frame: ReadyFrame) -> None:
        """See `lane.Connection`."""
        if self._farewell is not None:
            return
        for lane in self.lanes:
            lane.settle(self)
        if self._waiting and self._waiting + len(frame) > self.room.limits.waiting_bytes:
            self.close(CloseCode.TOO_SLOW, "too much is waiting")
        else:
            self.send_now(frame)

    def unsent(self, data: bytes, sent: int) -> None:
        """Cannot be: a frame is in the mailbox whole, or not at all."""
        raise AssertionError("the mailbox takes frames whole")

    def send_now(self, data: bytes) -> None:
        """Behind whatever went before."""
        if self._farewell is None:
            self._post(data)

    def close(self, code: int, reason: str) -> None:
        """The writer says goodbye after what is in the mailbox."""
        if self._farewell is None:
            self._farewell = (int(code), reason)
            self._closing_since = self.room.clock()
            self.room.closed_slow += code == CloseCode.TOO_SLOW
            self.leave_lanes()
            self._wake.set()

    def sweep(self, now: float) -> None:
        """A goodbye that nobody takes; for the slow, the writer looks at the clock itself."""
        if self._farewell is not None and now - self._closing_since > self.room.limits.close_seconds:
            self._stop()

    async def run(self) -> None:
        """From accepted to lost."""
        self.room.enter(self)
        self._tasks = (asyncio.create_task(self._read()), asyncio.create_task(self._write()))
        try:
            self.begun()
            await asyncio.gather(*self._tasks, return_exceptions=True)
        finally:
            self._stop()
            self.close(CloseCode.LOST, "")
            self.room.leave(self)
            assert self._farewell is not None, "it was closed just now"
            self.listener.lost(self, self._farewell[0])

    def _stop(self) -> None:
        for task in self._tasks:
            task.cancel()

    async def _read(self) -> None:
        """Until the client or the server hangs up, or a rule is broken."""
        try:
            while self._farewell is None:
                message = await self._receive()
                if message["type"] == "websocket.disconnect":
                    self._hung_up = True
                    self.close(message.get("code") or CloseCode.NONE_GIVEN, message.get("reason") or "")
                else:
                    self._judge(message.get("text"))
        finally:
            self.close(CloseCode.LOST, "")

    def _judge(self, text: str | None) -> None:
        limit = self.room.limits.message_bytes
        if self._farewell is not None:
            pass
        elif text is None:
            self.close(CloseCode.UNSUPPORTED, "text messages only")
        elif len(text) > limit or len(text.encode(errors="replace")) > limit:
            self.close(CloseCode.TOO_BIG, f"a message has at most {limit} bytes")
        elif not self.within_rate():
            self.close(CloseCode.POLICY, "too many messages")
        else:
            self.told(text)

    async def _write(self) -> None:
        """Until the goodbye is sent or the line breaks; then nobody needs to read any more."""
        try:
            while self._farewell is None:
                await self._wake.wait()
                self._wake.clear()
                await self._empty_mailbox()
            await self._say_goodbye(*self._farewell)
        except TimeoutError:
            self.close(CloseCode.TOO_SLOW, "too slow")
            await self._say_goodbye(CloseCode.TOO_SLOW, "too slow")
        except Exception:  # servers differ in what they raise for a client that has gone
            log.debug("a client went away while it was sent to", exc_info=True)
        finally:
            self.close(CloseCode.LOST, "")
            self._stop()

    async def _empty_mailbox(self) -> None:
        while self._mail and not self._hung_up:
            mail, self._mail = self._mail, []
            for data in mail:
                async with asyncio.timeout(self.room.limits.slow_seconds):
                    for text in texts(data):
                        await self._send({"type": "websocket.send", "text": text})
                self._waiting -= len(data)
            if not self._mail and self.slow_since:
                self.drained()

    async def _say_goodbye(self, code: int, reason: str) -> None:
        if not self._hung_up:
            await self._send({"type": "websocket.close", "code": int(code), "reason": reason})

    def _post(self, data: bytes) -> int:
        self._mail.append(data)
        self._waiting += len(data)
        self._wake.set()
        if self._waiting > MAILBOX_BYTES and not self.slow_since:
            self.turned_slow()
        return len(data)
