"""Whether bytes are a plain picture: JPEG or PNG, small enough, and nothing in it but what is seen; pure.

A photo as a camera writes it says where and when it was taken and by which device. The tablet draws every picture
anew and cuts out the rest; what still holds more is refused here, so that nothing of the kind is ever kept.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from hashlib import sha256
from typing import Literal

from server.core.ids import FileHash
from server.core.refusals import Code, Refusal

SIDE_MAX = 4096
"""Pixels; a picture that unpacks to more would fill the memory of whoever looks at it."""

Kind = Literal["image/jpeg", "image/png"]

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_SEEN = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
"""The chunks that make up what is seen; texts, times and positions stand in others."""
_JPEG = b"\xff\xd8"
_JFIF, _START_OF_SCAN, _END = 0xE0, 0xDA, 0xD9
_SEEN = {0xDB, 0xC4, 0xDD}
"""Tables of a JPEG; frames (C0-CF) come to them."""
_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class _Wrong(Exception):
    def __init__(self, code: Code) -> None:
        self.code = code


def kind_of(data: bytes) -> Kind | None:
    """What a picture is, by its first bytes."""
    if data.startswith(_PNG):
        return "image/png"
    return "image/jpeg" if data.startswith(_JPEG) else None


def name_of(data: bytes) -> FileHash:
    """The name under which a picture is kept and named: the SHA-256 of its bytes."""
    return FileHash(sha256(data).hexdigest())


def check(data: bytes) -> Refusal | None:
    """None for a plain picture, else why it is not taken."""
    try:
        match kind_of(data):
            case "image/png":
                _check_png(data)
            case "image/jpeg":
                _check_jpeg(data)
            case _:
                raise _Wrong(Code.PICTURE_UNREADABLE)
    except _Wrong as wrong:
        return Refusal(wrong.code, {"side": SIDE_MAX} if wrong.code == Code.PICTURE_UNREADABLE else {})
    except (struct.error, IndexError):
        return Refusal(Code.PICTURE_UNREADABLE, {"side": SIDE_MAX})
    return None


def _check_size(width: int, height: int) -> None:
    if not (0 < width <= SIDE_MAX and 0 < height <= SIDE_MAX):
        raise _Wrong(Code.PICTURE_UNREADABLE)


def _check_png(data: bytes) -> None:
    names = []
    for name, body in _chunks(data):
        if name not in _PNG_SEEN:
            raise _Wrong(Code.PICTURE_HOLDS_MORE)
        if name == b"IHDR":
            _check_size(*struct.unpack(">II", body[:8]))
        names.append(name)
    if not names or names[0] != b"IHDR" or b"IDAT" not in names:
        raise _Wrong(Code.PICTURE_UNREADABLE)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and body of each chunk, up to the last, which nothing may follow."""
    at = len(_PNG)
    while True:
        (length,) = struct.unpack_from(">I", data, at)
        name, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        (crc,) = struct.unpack_from(">I", data, at + 8 + length)
        if zlib.crc32(name + body) != crc:
            raise _Wrong(Code.PICTURE_UNREADABLE)
        yield name, body
        at += 12 + length
        if name == b"IEND":
            break
    if at != len(data):
        raise _Wrong(Code.PICTURE_HOLDS_MORE)


def _check_jpeg(data: bytes) -> None:
    """Segments until the picture itself begins; only frames, tables and the plain JFIF head may stand there."""
    framed, at = False, 2
    while True:
        if data[at] != 0xFF:
            raise _Wrong(Code.PICTURE_UNREADABLE)
        marker = data[at + 1]
        (length,) = struct.unpack_from(">H", data, at + 2)
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            _check_size(width, height)
            framed = True
        elif marker == _START_OF_SCAN:
            break
        elif marker not in _SEEN and not (marker == _JFIF and length == 16):
            raise _Wrong(Code.PICTURE_HOLDS_MORE)
        at += 2 + length
    if not framed:
        raise _Wrong(Code.PICTURE_UNREADABLE)
    _check_scans(data, at)


def _check_scans(data: bytes, at: int) -> None:
    """The picture's own bytes, scan by scan to its end, which nothing may follow."""
    while True:
        (length,) = struct.unpack_from(">H", data, at + 2)
        at = _marker_after(data, at + 2 + length)
        while (marker := data[at + 1]) in _SEEN:
            (length,) = struct.unpack_from(">H", data, at + 2)
            at += 2 + length
        if marker == _END:
            break
        if marker != _START_OF_SCAN:
            raise _Wrong(Code.PICTURE_HOLDS_MORE)
    if at + 2 != len(data):
        raise _Wrong(Code.PICTURE_HOLDS_MORE)


def _marker_after(data: bytes, at: int) -> int:
    """Where the next marker stands; FF 00 is a byte of the picture, FF D0-D7 a restart inside it."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0:
            raise _Wrong(Code.PICTURE_UNREADABLE)
        following = data[at + 1]
        if following != 0 and not 0xD0 <= following <= 0xD7:
            return at
        at += 2
