"""What an uploaded picture is: its kind and size, read from its own bytes. Names and declared types are not believed."""

from __future__ import annotations

import struct
from dataclasses import dataclass

SIDE_MAX = 8192
BYTES_MAX = 8 * 1024 * 1024
PICTURES_MAX = 200


@dataclass(frozen=True, slots=True)
class Kind:
    """A picture's media type and its size in pixels."""

    media: str
    width: int
    height: int


def look(content: bytes) -> Kind | None:
    """
    What this is; None: no whole PNG, JPEG or WebP picture of a size a screen can show.

    SVG is not taken: it is a document that can hold scripts.
    """
    try:
        kind = _png(content) or _jpeg(content) or _webp(content)
    except (struct.error, IndexError):
        return None
    if kind is None or not (0 < kind.width <= SIDE_MAX and 0 < kind.height <= SIDE_MAX):
        return None
    return kind


def _png(content: bytes) -> Kind | None:
    if not content.startswith(b"\x89PNG\r\n\x1a\n") or content[12:16] != b"IHDR":
        return None
    if b"IEND" not in content[-16:]:
        return None
    return Kind("image/png", *struct.unpack(">II", content[16:24]))


_JPEG_SIZES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
"""Markers whose segment says how large the picture is (SOF)."""


def _jpeg(content: bytes) -> Kind | None:
    if not content.startswith(b"\xff\xd8\xff") or b"\xff\xd9" not in content[-64:]:
        return None
    at = 2
    while content[at] == 0xFF:
        marker = content[at + 1]
        (length,) = struct.unpack(">H", content[at + 2 : at + 4])
        if marker in _JPEG_SIZES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return Kind("image/jpeg", width, height)
        at += 2 + length
    return None


def _webp(content: bytes) -> Kind | None:
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        return None
    if struct.unpack("<I", content[4:8])[0] + 8 > len(content):
        return None
    form = content[12:16]
    if form == b"VP8X":
        width, height = (int.from_bytes(content[at : at + 3], "little") + 1 for at in (24, 27))
        return Kind("image/webp", width, height)
    if form == b"VP8L":
        bits = int.from_bytes(content[21:25], "little")
        return Kind("image/webp", (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1)
    if form == b"VP8 ":
        width, height = struct.unpack("<HH", content[26:30])
        return Kind("image/webp", width & 0x3FFF, height & 0x3FFF)
    return None
