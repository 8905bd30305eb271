"""A picture is what its bytes say: kinds and sizes are read, and what is no whole picture is not taken."""

from __future__ import annotations

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.services.screen_pictures import SIDE_MAX, Kind, look


def png(width: int, height: int) -> bytes:
    """A whole PNG, all black."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (width + 1) * min(height, 64))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg(width: int, height: int) -> bytes:
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\0"
    return (
        b"\xff\xd8\xff\xe0"
        + struct.pack(">H", 4)
        + b"JF"
        + frame
        + b"\xff\xda\0\x08"
        + b"\0" * 20
        + b"\xff\xd9"
    )


def webp(width: int, height: int) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\0" * 4 + size
    return b"RIFF" + struct.pack("<I", len(body)) + body


@pytest.mark.parametrize(
    ("content", "media"), [(png, "image/png"), (jpeg, "image/jpeg"), (webp, "image/webp")]
)
def test_kind_and_size_are_read_from_the_bytes(content: object, media: str) -> None:
    assert callable(content)
    assert look(content(640, 360)) == Kind(media, 640, 360)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a" + b"\0" * 40,
        png(8, 8)[:-12],
        jpeg(8, 8)[:-2],
    ],
    ids=["nothing", "svg", "gif", "half a png", "half a jpeg"],
)
def test_what_is_no_whole_picture_is_not_taken(content: bytes) -> None:
    assert look(content) is None


def test_what_no_screen_is_wide_enough_for_is_not_taken() -> None:
    assert look(png(SIDE_MAX, 2)) is not None
    assert look(png(SIDE_MAX + 1, 2)) is None


@given(
    st.binary(max_size=80),
    st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"RIFF\0\0\0\0WEBP"]),
)
def test_no_bytes_break_it(content: bytes, start: bytes) -> None:
    look(start + content)
