"""HTTP as uvicorn speaks it, but heads must arrive in time and answers must be taken: whoever stalls holds no connection."""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 10.0
STUCK_SECONDS = 30.0


class PatientHttp(H11Protocol):
    """
    One connection. Between two requests it may rest as long as uvicorn's keep-alive lets it; once the first byte of
    a request is there, and at the very beginning, the whole head is due within `head_seconds`. Of an answer that waits
    something must be taken every `stuck_seconds`.
    """

    head_seconds = HEAD_SECONDS
    stuck_seconds = STUCK_SECONDS
    _due: asyncio.TimerHandle | None = None
    _stuck: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client connects, and owes a request."""
        super().connection_made(transport)
        self._owe(True)

    def data_received(self, data: bytes) -> None:
        """Bytes came: a whole head, or a part of one."""
        super().data_received(data)
        # why: the bytes of an unfinished head stay in h11's buffer while it waits for the rest
        self._owe(self.conn.their_state is h11.IDLE and bool(self.conn.trailing_data[0]))

    def send_400_response(self, msg: str) -> None:
        """What came is no HTTP: a plain 400 where nothing was answered yet, and no more of this connection."""
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            super().send_400_response(msg)
        else:
            self.transport.close()
        if self.cycle is not None:
            # why: the application still waits for the rest of the body, and must not answer a second time
            self.cycle.disconnected = True
            self.cycle.message_event.set()

    def pause_writing(self) -> None:
        """More waits for the client than the line takes at once."""
        super().pause_writing()
        self._watch(self.transport.get_write_buffer_size())

    def resume_writing(self) -> None:
        """The client has taken most of it."""
        super().resume_writing()
        self._watch(None)

    def _watch(self, waiting: int | None) -> None:
        """Whoever takes nothing at all for so long is let go; a slow line takes a little."""
        if self._stuck is not None:
            self._stuck.cancel()
        self._stuck = (
            None if waiting is None else self.loop.call_later(self.stuck_seconds, self._look, waiting)
        )

    def _look(self, before: int) -> None:
        waiting = self.transport.get_write_buffer_size()
        if waiting >= before:
            self.transport.abort()
        else:
            self._watch(waiting)

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """The connection is somebody else's from now on."""
        self._watch(None)
        super().handle_websocket_upgrade(event)

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone."""
        self._owe(False)
        self._watch(None)
        super().connection_lost(exc)

    def _owe(self, owed: bool) -> None:
        if owed and self._due is None:
            self._due = self.loop.call_later(self.head_seconds, self.transport.abort)
        elif not owed and self._due is not None:
            self._due.cancel()
            self._due = None
