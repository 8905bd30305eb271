"""Pictures: plain ones are taken, and nothing that tells more than what is seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.ids import CompetitionId, FileHash
from server.services import pictures
from server.storage.files_kept import FilesKept
from tests.support.pictures import EXIF, chunk, jpeg, png, segment

CUP = CompetitionId("cup")


def code(data: bytes) -> str:
    refusal = pictures.check(data)
    return refusal.code if refusal else ""


@pytest.mark.parametrize("data", [png(), jpeg()])
def test_a_plain_picture_is_taken(data: bytes) -> None:
    assert code(data) == ""


@pytest.mark.parametrize(
    "data",
    [
        png(4, 3, chunk(b"tEXt", b"Author\0Wang")),
        png(4, 3, chunk(b"eXIf", b"MM\0*")),
        png() + b"hidden",
        jpeg(4, 3, EXIF),
        jpeg(4, 3, segment(0xFE, b"a comment")),
        jpeg(4, 3, segment(0xE0, b"JFXX\0" + bytes(200))),
        jpeg() + b"hidden",
    ],
)
def test_what_tells_more_than_what_is_seen_is_refused(data: bytes) -> None:
    assert code(data) == "picture_holds_more"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>",
        b"GIF89a",
        png()[:-20],
        png(5000, 5000),
        jpeg(0, 3),
        jpeg()[:40],
    ],
)
def test_what_is_no_picture_of_a_decent_size_is_refused(data: bytes) -> None:
    assert code(data) == "picture_unreadable"


@given(st.binary(max_size=200), st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8"]))
def test_no_bytes_are_too_strange(data: bytes, head: bytes) -> None:
    refusal = pictures.check(head + data)

    assert refusal is None or refusal.code in {"picture_unreadable", "picture_holds_more"}


@given(st.integers(0, 400), st.integers(0, 255))
def test_a_changed_byte_never_lets_more_in(at: int, value: int) -> None:
    data = bytearray(png(4, 3))
    data[at % len(data)] = value

    assert pictures.check(bytes(data)) is None or code(bytes(data)).startswith("picture_")


async def test_a_file_is_kept_under_what_is_in_it_once(tmp_path: Path) -> None:
    files = FilesKept(tmp_path / "files")
    name = await files.put(CUP, png())

    assert await files.put(CUP, png()) == name == pictures.name_of(png())
    assert await files.get(CUP, name) == png()
    assert [file.name for file in tmp_path.rglob("*") if file.is_file()] == [name]
    assert await files.get(CompetitionId("other"), name) is None
    assert not files.has(CUP, FileHash("0" * 64))


async def test_a_file_that_was_changed_on_disk_is_not_shown_under_its_name(tmp_path: Path) -> None:
    files = FilesKept(tmp_path / "files")
    name = await files.put(CUP, png())
    next(file for file in tmp_path.rglob(name)).write_bytes(png(grey=9))

    assert await files.get(CUP, name) is None
