"""A screen's picture is kept without what is not seen: no place, time, device or text, and nothing behind its end."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.services.plain_picture import plain
from tests.support.pictures import EXIF, chunk, jpeg, png, segment

SECRET = b"GPS 39.0842N 117.2009E"


def riff(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)


def webp(*more: bytes, flags: int = 0) -> bytes:
    """The structure of a WebP picture; `more` are chunks behind its pixels."""
    size = (3).to_bytes(3, "little") + (2).to_bytes(3, "little")
    chunks = [riff(b"VP8X", bytes([flags, 0, 0, 0]) + size), riff(b"VP8L", b"\x2f\3\x80\0\0"), *more]
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def exif(way: int, order: str = ">") -> bytes:
    """A camera's Exif: how to turn the photo, and where it was taken."""
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8)
    model = struct.pack(order + "HHII", 0x0110, 2, len(SECRET), 38)
    turned = struct.pack(order + "HHIHH", 0x0112, 3, 1, way, 0)
    return segment(
        0xE1, b"Exif\0\0" + head + struct.pack(order + "H", 2) + model + turned + bytes(4) + SECRET
    )


TOLD = {
    "png text": (png(4, 3, chunk(b"tEXt", SECRET)), png()),
    "png exif": (png(4, 3, chunk(b"eXIf", SECRET)), png()),
    "png tail": (png() + SECRET, png()),
    "jpeg exif": (jpeg(4, 3, EXIF), jpeg()),
    "jpeg comment": (jpeg(4, 3, segment(0xFE, SECRET)), jpeg()),
    "jpeg xmp": (jpeg(4, 3, segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET)), jpeg()),
    "jpeg profile": (jpeg(4, 3, segment(0xE2, b"ICC_PROFILE\0" + SECRET)), jpeg()),
    "jpeg tail": (jpeg() + SECRET, jpeg()),
    "webp exif": (webp(riff(b"EXIF", SECRET), flags=0x08), webp()),
    "webp xmp": (webp(riff(b"XMP ", SECRET), flags=0x04), webp()),
    "webp profile": (webp(riff(b"ICCP", SECRET), flags=0x20), webp()),
    "webp tail": (webp() + SECRET, webp()),
}


@pytest.mark.parametrize("told", TOLD)
def test_what_a_picture_tells_beside_what_is_seen_is_left_out(told: str) -> None:
    sent, kept = TOLD[told]

    assert SECRET in sent
    assert plain(sent) == kept


@pytest.mark.parametrize("plainly", [png(), jpeg(), webp()], ids=["png", "jpeg", "webp"])
def test_a_plain_picture_stays_as_it_is_to_the_byte(plainly: bytes) -> None:
    assert plain(plainly) == plainly


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("way", range(1, 9))
def test_a_photo_keeps_how_it_is_turned_and_loses_where_it_was_taken(way: int, order: str) -> None:
    kept = plain(jpeg(4, 3, exif(way, order)))

    assert kept is not None
    assert SECRET not in kept
    assert (b"\x01\x12\0\3\0\0\0\1" + struct.pack(">H", way) in kept) == (way > 1)
    assert plain(kept) == kept


def test_a_photo_is_turned_by_its_exif_when_another_note_stands_first() -> None:
    note = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET)

    assert plain(jpeg(4, 3, note, exif(6))) == plain(jpeg(4, 3, exif(6)))


HOSTILE = {
    "nothing": b"",
    "svg with a script": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "page that begins as a jpeg": b"\xff\xd8\xff<html><script>alert(1)</script>\xff\xd9",
    "segment that ends in itself": b"\xff\xd8\xff\xe0\0\0" + jpeg()[2:],
    "png with a wrong sum": png()[:-20] + b"\0" + png()[-19:],
    "half a png": png()[:-12],
    "half a jpeg": jpeg()[:-2],
    "half a webp": webp()[:-2],
    "png without pixels": png()[:33] + chunk(b"IEND", b""),
    "jpeg without pixels": b"\xff\xd8" + EXIF + b"\xff\xd9",
    "jpeg of countless empty parts": jpeg(4, 3, segment(0xFE, b"") * 10_001),
    "png of countless empty parts": png(4, 3, chunk(b"tEXt", b"") * 10_001),
    "webp of countless empty parts": webp(riff(b"XMP ", b"") * 10_001),
}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_is_no_whole_picture_has_no_plain_one(hostile: str) -> None:
    assert plain(HOSTILE[hostile]) is None


@given(st.sampled_from([png(), jpeg(4, 3, exif(6)), webp()]), st.data())
def test_whatever_is_done_to_a_picture_the_plain_one_is_plain(content: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(2, len(content)))
    put = data.draw(st.binary(max_size=12))

    kept = plain(content[:at] + put + content[at + data.draw(st.integers(0, 4)) :])

    assert kept is None or plain(kept) == kept
