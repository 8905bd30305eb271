"""Small pictures made from nothing: a PNG any browser shows, a JPEG that is one by its structure. No test stands here."""

from __future__ import annotations

import struct
import zlib


def chunk(name: bytes, body: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width: int = 4, height: int = 3, *more: bytes, grey: int = 128) -> bytes:
    """A plain grey PNG; `more` are chunks that stand before its end."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\0" + bytes([grey]) * width) * min(height, 64)
    chunks = [chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), *more, chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def segment(marker: int, body: bytes) -> bytes:
    """One segment of a JPEG."""
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


JFIF = segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
EXIF = segment(0xE1, b"Exif\0\0MM\0*GPS 39.0842N 117.2009E")


def jpeg(width: int = 4, height: int = 3, *more: bytes) -> bytes:
    """The structure of a JPEG; `more` are segments behind its head."""
    frame = segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0")
    tables = segment(0xDB, bytes(65)) + frame + segment(0xC4, bytes(20))
    scan = segment(0xDA, b"\1\1\0\0\x3f\0") + b"\x12\xff\x00\x34\xff\xd0\x56"
    return b"\xff\xd8" + JFIF + b"".join(more) + tables + scan + b"\xff\xd9"
