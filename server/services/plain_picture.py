"""A picture without what is not seen: where, when and by which device it was taken, texts, whatever follows its end; pure.

Pictures for screens are public, and come from whatever camera or program an organiser has: their parts are copied by an
allow-list and the rest is left out, not refused. How a photo is to be turned is seen, so of its Exif just that stays.
Nothing is decoded here: pixels stay as they are, and a picture packed to burst bursts nothing.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from itertools import count

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_SEEN = {b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"IDAT", b"IEND"}
"""The chunks that make up what is seen; a colour profile (iCCP) can name a device and is left out."""

_PARTS_MOST = 10_000
"""Parts a picture may have: real ones have hundreds; one of millions of empty parts would keep the server busy."""

_JFIF, _EXIF, _ADOBE = 0xE0, 0xE1, 0xEE
_START_OF_SCAN, _END = 0xDA, 0xD9
_TABLES = {0xDB, 0xC4, 0xCC, 0xDD}
_REPEATED = {*_TABLES, _START_OF_SCAN}
"""What may stand in a picture more than once; of the rest the first that says something counts."""
_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_PIXELS = _REPEATED | _FRAMES
_BARE = {0x00, 0x01, *range(0xD0, 0xD9)}
"""Markers without a length, which have no place between segments."""
_AFTER_PIXELS = re.compile(rb"\xff[^\x00\xd0-\xd7]")
_EXIF_HEAD = b"Exif\0\0"
_ORIENTATION, _SHORT = 0x0112, 3

_WEBP_PIXELS = {b"ALPH", b"VP8 ", b"VP8L"}
_WEBP_SEEN = {*_WEBP_PIXELS, b"VP8X", b"ANIM", b"ANMF"}
_WEBP_FRAME_HEAD = 16
_WEBP_ALPHA_AND_MOTION = 0x12
"""The flags of VP8X that stay; those for a profile, Exif and XMP are cleared with their chunks."""


def plain(content: bytes) -> bytes | None:
    """The same picture with nothing in it but what is seen; None: no whole PNG, JPEG or WebP picture."""
    try:
        if content.startswith(_PNG):
            return _plain_png(content)
        if content.startswith(b"\xff\xd8\xff"):
            return _plain_jpeg(content)
        if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
            return _plain_webp(content)
    except (struct.error, IndexError):
        pass
    return None


def _bound(parts: int) -> None:
    """:raises struct.error: a picture has more parts than any real one"""
    if parts > _PARTS_MOST:
        raise struct.error


def _plain_png(content: bytes) -> bytes | None:
    kept, names, at = [_PNG], list[bytes](), len(_PNG)
    while not names or names[-1] != b"IEND":
        (length,) = struct.unpack_from(">I", content, at)
        whole = content[at : at + 12 + length]
        name = whole[4:8]
        (crc,) = struct.unpack_from(">I", whole, 8 + length)
        if zlib.crc32(whole[4 : 8 + length]) != crc:
            return None
        if name in _PNG_SEEN:
            kept.append(whole)
        names.append(name)
        _bound(len(names))
        at += len(whole)
    return b"".join(kept) if names[0] == b"IHDR" and b"IDAT" in names else None


def _plain_jpeg(content: bytes) -> bytes | None:
    kept, marks, at = [b"\xff\xd8"], set[int](), 2
    for parts in count():
        _bound(parts)
        marker, body, after = _segment(content, at)
        if marker == _END:
            break
        if marker in _BARE:
            return None
        at = _scan_end(content, after) if marker == _START_OF_SCAN else after
        seen = _seen_of(marker, body)
        if seen and (marker not in marks or marker in _REPEATED):
            kept += [seen, content[after:at]]
            marks.add(marker)
    whole = _START_OF_SCAN in marks and marks & _FRAMES
    return b"".join([*kept, b"\xff\xd9"]) if whole else None


def _segment(content: bytes, at: int) -> tuple[int, bytes, int]:
    """Marker and body of the segment at a place, and where the next thing stands. :raises struct.error: there is none"""
    if content[at] != 0xFF:
        raise struct.error
    while content[at + 1] == 0xFF:
        at += 1
    marker = content[at + 1]
    if marker == _END or marker in _BARE:
        return marker, b"", at + 2
    (length,) = struct.unpack_from(">H", content, at + 2)
    after = at + 2 + length
    if length < 2 or after > len(content):
        raise struct.error
    return marker, content[at + 4 : after], after


def _seen_of(marker: int, body: bytes) -> bytes:
    """What stays of a segment: of a head no small picture, of Exif how to turn it, of other notes nothing."""
    if marker == _JFIF:
        body = body[:12] + b"\0\0" if body.startswith(b"JFIF\0") and len(body) >= 14 else b""
    elif marker == _EXIF:
        body = _turning(body)
    elif marker == _ADOBE:
        body = body[:12] if body.startswith(b"Adobe") and len(body) >= 12 else b""
    elif marker not in _PIXELS:
        body = b""
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body if body else b""


def _turning(body: bytes) -> bytes:
    """An Exif that says how the photo is to be turned and nothing else; empty: it is upright, or nothing is said."""
    way = 1
    if body.startswith(_EXIF_HEAD):
        try:
            way = _orientation(body[len(_EXIF_HEAD) :])
        except struct.error:
            way = 1
    if not 2 <= way <= 8:
        return b""
    entry = struct.pack(">HHIHH", _ORIENTATION, _SHORT, 1, way, 0)
    return _EXIF_HEAD + b"MM\0*" + struct.pack(">IH", 8, 1) + entry + bytes(4)


def _orientation(tiff: bytes) -> int:
    """The orientation (1-8) that the first directory of a TIFF head names. :raises struct.error: none can be read"""
    order = "<" if tiff.startswith(b"II") else ">"
    (first,) = struct.unpack_from(order + "I", tiff, 4)
    (count,) = struct.unpack_from(order + "H", tiff, first)
    for at in range(first + 2, first + 2 + 12 * count, 12):
        tag, kind, _, value = struct.unpack_from(order + "HHIH", tiff, at)
        if (tag, kind) == (_ORIENTATION, _SHORT):
            return int(value)
    return 1


def _scan_end(content: bytes, at: int) -> int:
    """Where a scan's pixels end; FF 00 is a byte of them, FF D0-D7 a restart inside them. :raises struct.error: nowhere"""
    found = _AFTER_PIXELS.search(content, at)
    if found is None:
        raise struct.error
    return found.start()


def _plain_webp(content: bytes) -> bytes | None:
    (length,) = struct.unpack_from("<I", content, 4)
    if length + 8 > len(content):
        return None
    kept, names = list[bytes](), set[bytes]()
    for name, body in _chunks(content[12 : length + 8]):
        if name not in _WEBP_SEEN:
            continue
        if name == b"VP8X":
            body = bytes([body[0] & _WEBP_ALPHA_AND_MOTION]) + bytes(3) + body[4:10]
        elif name == b"ANMF":
            inner = [_chunk(*one) for one in _chunks(body[_WEBP_FRAME_HEAD:]) if one[0] in _WEBP_PIXELS]
            body = body[:_WEBP_FRAME_HEAD] + b"".join(inner)
        kept.append(_chunk(name, body))
        names.add(name)
    if not names & {b"VP8 ", b"VP8L", b"ANMF"}:
        return None
    riff = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(riff)) + riff


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and body of each chunk of a RIFF. :raises struct.error: one is cut off, or they are too many"""
    at = parts = 0
    while at < len(content):
        _bound(parts := parts + 1)
        (length,) = struct.unpack_from("<I", content, at + 4)
        body = content[at + 8 : at + 8 + length]
        if len(body) < length:
            raise struct.error
        yield content[at : at + 4], body
        at += 8 + length + length % 2


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)
