"""WebSocket frames as bytes (RFC 6455): writing the server's, reading a client's; no socket or clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import NewType

ReadyFrame = NewType("ReadyFrame", bytes)
"""One or more whole server text frames, as they go over the wire."""

MESSAGE_BYTES_MAX = 16 * 1024
FRAGMENTS_MAX = 64

_CONTINUATION, _TEXT, _BINARY, _CLOSE, _PING, _PONG = 0x0, 0x1, 0x2, 0x8, 0x9, 0xA
_FIN, _RESERVED, _MASKED = 0x80, 0x70, 0x80
_CONTROL_BYTES_MAX = 125


class CloseCode(IntEnum):
    """Why a connection ends. 4008 is ours: too slow to follow; come back for a snapshot."""

    NORMAL = 1000
    GOING_AWAY = 1001
    PROTOCOL_ERROR = 1002
    UNSUPPORTED = 1003
    NONE_GIVEN = 1005
    LOST = 1006
    BAD_TEXT = 1007
    POLICY = 1008
    TOO_BIG = 1009
    SERVER_ERROR = 1011
    RESTART = 1012
    TOO_SLOW = 4008


_SENDABLE_CODES = frozenset({1000, 1001, 1002, 1003, *range(1007, 1015)})


def text_frame(payload: bytes) -> ReadyFrame:
    """A server text frame around a payload that is UTF-8 already; made once, sent to everyone."""
    return ReadyFrame(_header(_TEXT, len(payload)) + payload)


def ping_frame(payload: bytes = b"") -> bytes:
    """A server ping with at most 125 bytes of payload."""
    assert len(payload) <= _CONTROL_BYTES_MAX, "a control frame carries at most 125 bytes"
    return _header(_PING, len(payload)) + payload


def pong_frame(payload: bytes) -> bytes:
    """The answer to a client's ping: its own payload."""
    assert len(payload) <= _CONTROL_BYTES_MAX, "a control frame carries at most 125 bytes"
    return _header(_PONG, len(payload)) + payload


def close_frame(code: int, reason: str = "") -> bytes:
    """A server close frame. 1005 stands for "no code"; a reason over 123 bytes is cut between characters."""
    if code == CloseCode.NONE_GIVEN:
        return _header(_CLOSE, 0)
    cut = reason.encode()[: _CONTROL_BYTES_MAX - 2].decode(errors="ignore").encode()
    return _header(_CLOSE, 2 + len(cut)) + code.to_bytes(2, "big") + cut


def texts(data: bytes) -> list[str]:
    """The messages in ready frames of ours, for servers that frame text themselves."""
    found = []
    at = 0
    while at < len(data):
        assert data[at] == _FIN | _TEXT, "ready frames are whole text frames"
        start, length = at + 2, data[at + 1]
        if length > _CONTROL_BYTES_MAX:
            wide = 2 if length == 126 else 8
            length = int.from_bytes(data[start : start + wide], "big")
            start += wide
        at = start + length
        found.append(data[start:at].decode())
    return found


def _header(opcode: int, length: int) -> bytes:
    if length <= 125:
        return bytes((_FIN | opcode, length))
    if length <= 0xFFFF:
        return bytes((_FIN | opcode, 126)) + length.to_bytes(2, "big")
    return bytes((_FIN | opcode, 127)) + length.to_bytes(8, "big")


@dataclass(frozen=True, slots=True)
class Text:
    """A whole text message, fragments joined."""

    message: str


@dataclass(frozen=True, slots=True)
class Ping:
    """The client wants a pong with this payload."""

    payload: bytes


@dataclass(frozen=True, slots=True)
class Pong:
    """The client is there."""

    payload: bytes


@dataclass(frozen=True, slots=True)
class PeerClosed:
    """The client says goodbye; 1005 when it named no code."""

    code: int
    reason: str


@dataclass(frozen=True, slots=True)
class Broken:
    """The client broke a rule: close with this code and read no more."""

    code: CloseCode
    reason: str


Event = Text | Ping | Pong | PeerClosed | Broken


class _Violation(Exception):
    def __init__(self, code: CloseCode, reason: str) -> None:
        super().__init__(reason)
        self.broken = Broken(code, reason)


class ClientFrames:
    """
    Turns what a client sends, however it is cut into pieces, into events.

    Holds at most one unfinished frame and one unfinished message, each bounded by `limit` bytes: a length
    over it is refused when it is announced, not when it has arrived. After `PeerClosed` or `Broken` there
    are no more events.
    """

    __slots__ = ("_fragments", "_limit", "_message", "_over", "_rest")

    def __init__(self, limit: int = MESSAGE_BYTES_MAX) -> None:
        self._limit = limit
        self._rest = b""
        self._message: bytearray | None = None
        self._fragments = 0
        self._over = False

    def feed(self, data: bytes) -> Iterator[Event]:
        """Events in order. Whoever stops half way through must feed nothing more."""
        if self._over:
            return
        if self._rest:
            data = self._rest + data
            self._rest = b""
        at = 0
        try:
            while (frame := self._frame(data, at)) is not None:
                first, start, end = frame
                at = end
                event = self._event(first, _unmasked(data, start, end))
                if event is not None:
                    self._over = isinstance(event, PeerClosed)
                    yield event
                    if self._over:
                        return
        except _Violation as violation:
            self._over = True
            yield violation.broken
        else:
            self._rest = data[at:]

    def _frame(self, data: bytes, at: int) -> tuple[int, int, int] | None:
        """First byte, begin and end of the payload of the frame at `at`; None while it is not all here."""
        have = len(data) - at
        if have < 2:
            return None
        first, second = data[at], data[at + 1]
        self._check_opening(first, second)
        length = second & 0x7F
        wide = 0 if length <= _CONTROL_BYTES_MAX else 2 if length == 126 else 8
        if have < 2 + wide:
            return None
        if wide:
            length = int.from_bytes(data[at + 2 : at + 2 + wide], "big")
            self._check_long_length(length, wide)
        if len(self._message or b"") + length > self._limit and not first & 0x08:
            raise _Violation(CloseCode.TOO_BIG, f"a message has at most {self._limit} bytes")
        start = at + 2 + wide + 4
        return (first, start, start + length) if len(data) >= start + length else None

    def _check_opening(self, first: int, second: int) -> None:
        opcode = first & 0x0F
        if first & _RESERVED:
            raise _Violation(CloseCode.PROTOCOL_ERROR, "reserved bits are set")
        if opcode not in (_CONTINUATION, _TEXT, _BINARY, _CLOSE, _PING, _PONG):
            raise _Violation(CloseCode.PROTOCOL_ERROR, "unknown opcode")
        if not second & _MASKED:
            raise _Violation(CloseCode.PROTOCOL_ERROR, "a client masks its frames")
        if opcode & 0x08:
            if not first & _FIN or second & 0x7F > _CONTROL_BYTES_MAX:
                raise _Violation(CloseCode.PROTOCOL_ERROR, "a control frame is short and whole")
        elif (opcode == _CONTINUATION) != (self._message is not None):
            raise _Violation(CloseCode.PROTOCOL_ERROR, "fragments out of order")
        elif opcode == _BINARY:
            raise _Violation(CloseCode.UNSUPPORTED, "text messages only")

    @staticmethod
    def _check_long_length(length: int, wide: int) -> None:
        if length <= (_CONTROL_BYTES_MAX if wide == 2 else 0xFFFF) or length >> 63:
            raise _Violation(CloseCode.PROTOCOL_ERROR, "a length has one spelling")

    def _event(self, first: int, payload: bytes) -> Event | None:
        opcode = first & 0x0F
        if opcode == _PING:
            return Ping(payload)
        if opcode == _PONG:
            return Pong(payload)
        if opcode == _CLOSE:
            return _closed(payload)
        if opcode == _TEXT and first & _FIN:
            return Text(_decoded(payload))
        return self._fragment(payload, last=bool(first & _FIN))

    def _fragment(self, payload: bytes, *, last: bool) -> Text | None:
        self._fragments += 1
        if self._fragments > FRAGMENTS_MAX:
            raise _Violation(CloseCode.POLICY, f"a message has at most {FRAGMENTS_MAX} fragments")
        message = self._message = bytearray() if self._message is None else self._message
        message += payload
        if not last:
            return None
        self._message, self._fragments = None, 0
        return Text(_decoded(bytes(message)))


def _unmasked(data: bytes, start: int, end: int) -> bytes:
    size = end - start
    mask = (data[start - 4 : start] * (size // 4 + 1))[:size]
    return (int.from_bytes(data[start:end], "big") ^ int.from_bytes(mask, "big")).to_bytes(size, "big")


def _decoded(payload: bytes) -> str:
    try:
        return payload.decode()
    except UnicodeDecodeError:
        raise _Violation(CloseCode.BAD_TEXT, "text is UTF-8") from None


def _closed(payload: bytes) -> PeerClosed:
    if not payload:
        return PeerClosed(CloseCode.NONE_GIVEN, "")
    code = int.from_bytes(payload[:2], "big")
    if len(payload) == 1 or not (code in _SENDABLE_CODES or 3000 <= code <= 4999):
        raise _Violation(CloseCode.PROTOCOL_ERROR, "not a close code")
    return PeerClosed(code, _decoded(payload[2:]))
