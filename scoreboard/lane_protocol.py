"""The raw lane under uvicorn: a slim object owns a WebSocket's transport after its handshake; no boards here.

`uvicorn.Config(app, ws=LaneWebSocketProtocol, ws_per_message_deflate=False)`. Handshake, origin, sign-in and
every other route stay plain ASGI; an endpoint that wants the lane finds it in `scope["extensions"]` (see
`lane_asgi.attend`).
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from scoreboard.lane import EXTENSION, LaneLimits, Listener
from scoreboard.lane_member import Member
from scoreboard.lane_room import LaneRoom
from scoreboard.lane_wire import (
    Broken,
    ClientFrames,
    CloseCode,
    PeerClosed,
    Ping,
    ReadyFrame,
    Text,
    close_frame,
    ping_frame,
    pong_frame,
)

EARLY_BYTES_MAX = 16 * 1024
PING = ping_frame()


class RawConnection(asyncio.Protocol, Member):
    """
    One WebSocket after its handshake: answers pings and closes, reads text messages, sends ready frames.

    What asyncio calls "paused" is what we call slow: the transport says so as soon as one byte has to wait, and
    again when none has. Between the two nothing but own frames is written. (Under TLS the socket below has a
    buffer of its own, 64 KiB, which must be full first.)
    """

    __slots__ = ("_closing_since", "_code", "_heard", "_inbox", "_peers", "_pinged", "_transport")

    def __init__(
        self, transport: asyncio.Transport, room: LaneRoom, listener: Listener, peers: set[Any]
    ) -> None:
        Member.__init__(self, room, listener)
        self._transport = transport
        self._peers = peers
        self._inbox: ClientFrames | None = ClientFrames(room.limits.message_bytes)
        self._code = int(CloseCode.LOST)
        self._closing_since = 0.0
        self._pinged = 0.0
        tune(transport, room.limits)
        self.push = raw_send(transport) or self._write_all
        peers.add(self)
        room.enter(self)
        self._heard = room.now

    @property
    def gone(self) -> bool:
        """Closing or closed."""
        return bool(self._closing_since)

    def send(self, frame: ReadyFrame) -> None:
        """See `lane.Connection`."""
        if self._closing_since:
            return
        for lane in self.lanes:
            lane.settle(self)
        waiting = self._transport.get_write_buffer_size()
        if waiting and waiting + len(frame) > self.room.limits.waiting_bytes:
            self.close(CloseCode.TOO_SLOW, "too much is waiting")
        else:
            self.send_now(frame)

    def send_now(self, data: bytes) -> None:
        """Behind whatever went before."""
        if not self._closing_since:
            self._transport.write(data)

    def unsent(self, data: bytes, sent: int) -> None:
        """The kernel took a part: the transport completes it. Never cut a frame."""
        if sent < 0:
            self._break_off()
        else:
            self._transport.write(memoryview(data)[sent:] if sent else data)

    def close(self, code: int, reason: str) -> None:
        """Say goodbye and wait a little for the answer; the sweep ends what does not end by itself."""
        if self._start_closing(code):
            self._transport.write(close_frame(code, reason))

    def shutdown(self) -> None:
        """The server stops; uvicorn calls this."""
        self.close(CloseCode.RESTART, "service restart")

    def sweep(self, now: float) -> None:
        """Too long closing, slow or silent?"""
        limits = self.room.limits
        if self._closing_since:
            if now - self._closing_since > limits.close_seconds:
                self._transport.abort()
        elif self.slow_since:
            if now - self.slow_since > limits.slow_seconds:
                self.close(CloseCode.TOO_SLOW, "too slow")
        elif self._pinged:
            if now - self._pinged > limits.ping_timeout:
                self.room.closed_silent += 1
                self.close(CloseCode.SERVER_ERROR, "no answer to a ping")
        elif now - self._heard >= self.room.silence and self.room.pings_left > 0:
            self.room.pings_left -= 1
            self._pinged = now
            self.send_now(PING)

    def data_received(self, data: bytes) -> None:
        """asyncio: the client sent something."""
        self._heard, self._pinged = self.room.now, 0.0
        if self._inbox is None:
            return
        for event in self._inbox.feed(data):
            match event:
                case Broken(code, reason):
                    return self._refuse(code, reason)
                case PeerClosed(code, _):
                    return self._answer_close(code)
                case _ if self._closing_since:
                    pass
                case _ if not self.within_rate():
                    return self._refuse(CloseCode.POLICY, "too many messages")
                case Text(message):
                    self.told(message)
                case Ping(payload):
                    self._pong(payload)
        return None

    def eof_received(self) -> None:
        """asyncio: the client will send no more. Without a close frame the line counts as lost."""
        self._start_closing(self._code)

    def pause_writing(self) -> None:
        """asyncio: a byte has to wait."""
        if not self._closing_since:
            self.turned_slow()

    def resume_writing(self) -> None:
        """asyncio: no byte waits any more."""
        if not self._closing_since:
            self._pinged, self._heard = 0.0, self.room.now
            self.drained()

    def connection_lost(self, exc: Exception | None) -> None:
        """asyncio: the socket is closed after this."""
        self._start_closing(self._code)
        self._inbox = None
        self._peers.discard(self)
        self.room.leave(self)
        self.listener.lost(self, self._code)

    def _write_all(self, data: bytes) -> int:
        self._transport.write(data)
        return len(data)

    def _pong(self, payload: bytes) -> None:
        if not self._transport.get_write_buffer_size():
            self.send_now(pong_frame(payload))

    def _start_closing(self, code: int) -> bool:
        """Leave the lanes and remember why; False if that has happened before."""
        if self._closing_since:
            return False
        self._closing_since = self.room.clock()
        self._code = int(code)
        self.room.closed_slow += code == CloseCode.TOO_SLOW
        self.leave_lanes()
        return True

    def _answer_close(self, code: int) -> None:
        self._inbox = None
        if self._start_closing(code):
            self._transport.write(close_frame(code))
        self._transport.close()

    def _refuse(self, code: CloseCode, reason: str) -> None:
        """
        Close because of what came in, and read no more of it.

        Only our half is shut, so that the reason arrives: closing a socket with unread input resets the line.
        """
        self._inbox = None
        self.close(code, reason)
        if self._transport.can_write_eof():
            self._transport.write_eof()
        else:
            self._transport.close()

    def _break_off(self) -> None:
        self._start_closing(CloseCode.LOST)
        self._transport.abort()


class LaneWebSocketProtocol(WebSocketsSansIOProtocol):
    """uvicorn's own protocol, which can also hand its transport over to a `RawConnection`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._early: bytearray | None = bytearray()
        """What came before the hand-over; None: the application reads for itself."""

    async def run_asgi(self) -> None:
        """Offer the lane, unless the client was granted compression, which the raw reader does not know."""
        extensions = self.scope["extensions"]
        assert extensions is not None, "uvicorn always gives extensions"
        if not self.conn.extensions:
            extensions[EXTENSION] = {"take": self.take}
        try:
            await super().run_asgi()
        finally:
            extensions.pop(EXTENSION, None)

    def data_received(self, data: bytes) -> None:
        """Keep a copy of what comes early: the raw connection reads it again from the start."""
        if self.handshake_initiated and self._early is not None:
            self._early += data
            if len(self._early) > EARLY_BYTES_MAX:
                self._early = None
        super().data_received(data)

    async def receive(self) -> Any:
        """Once the application has had a message, this is its connection for good."""
        message = await super().receive()
        if message["type"] == "websocket.receive":
            self._early = None
        return message

    def take(self, room: LaneRoom, listener: Listener) -> RawConnection | None:
        """
        The raw connection; the application should return, its `send` and `receive` are over.

        :returns: None if the client has gone already
        :raises RuntimeError: before `accept`, or after messages were received
        """
        if not self.handshake_complete or self._early is None:
            raise RuntimeError("take the lane after accept and before the first message")
        transport, early = self.transport, bytes(self._early)
        if self.disconnected or self.close_sent or transport.is_closing():
            return None
        self.stop_keepalive()
        connection = RawConnection(transport, room, listener, self.connections)
        transport.set_protocol(connection)
        if not self.writable.is_set():
            connection.pause_writing()
        # TLS takes "at the limit" for full, so 0 would be full for ever.
        transport.set_write_buffer_limits(high=1 if under_tls(transport) else 0, low=0)
        self._let_go()
        if self.read_paused:
            transport.resume_reading()
        if early:
            self.loop.call_soon(connection.data_received, early)
        return connection

    def _let_go(self) -> None:
        """Nothing of this object may reach the transport again, or keep itself alive."""
        self.connections.discard(self)
        self.transport = _HANDED_OVER
        self.disconnected = True
        self.writable.set()
        self.queue.put_nowait({"type": "websocket.disconnect", "code": CloseCode.NONE_GIVEN})
        self.conn.parser.close()


class _HandedOver(asyncio.Transport):
    """Stands where the transport was: uvicorn closes it when the application returns."""

    def close(self) -> None:
        """Nothing to close."""

    def is_closing(self) -> bool:
        """So nobody writes."""
        return True


_HANDED_OVER = _HandedOver()


def under_tls(transport: asyncio.Transport) -> bool:
    """Whether bytes written here are encrypted on their way."""
    return transport.get_extra_info("ssl_object") is not None


def raw_send(transport: asyncio.Transport) -> Callable[[bytes], int] | None:
    """
    The socket's own `send`, where bytes may go past the transport while it holds none; None elsewhere.

    Not under TLS, nor where the loop owns the socket in another way (Windows' proactor, uvloop). It is the
    method of the socket object, not its descriptor: after a close it fails, and never reaches a stranger.
    """
    if under_tls(transport):
        return None
    if not isinstance(asyncio.get_running_loop(), asyncio.SelectorEventLoop):
        return None
    sock = getattr(transport.get_extra_info("socket"), "_sock", None)
    return sock.send if isinstance(sock, socket.socket) else None


def tune(transport: asyncio.Transport, limits: LaneLimits) -> None:
    """
    Ask the kernel to send at once, to hold little for a slow client, and to notice a dead line, where it can.

    The last costs nothing: with a heartbeat each second there is always something the client has to
    acknowledge. It comes after our own limit for the slow, which can still say why.
    """
    sock = transport.get_extra_info("socket")
    options = {
        "TCP_NODELAY": 1,
        "TCP_NOTSENT_LOWAT": limits.kernel_bytes,
        "TCP_USER_TIMEOUT": round(1000 * (limits.slow_seconds + limits.close_seconds + 5)),
    }
    for name, value in options.items():
        if (option := getattr(socket, name, None)) is not None:
            with suppress(OSError, AttributeError):
                sock.setsockopt(socket.IPPROTO_TCP, option, value)
