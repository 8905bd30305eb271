"""Rosters through the API: seen before taken, all or nothing, once; and files made to hurt."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from server.services.tables_in import separated
from tests.support.server import Client, Server, good, new_key, refused, roster

TITLE = {"zh": "叉车", "en": "Forklift"}


@pytest.fixture(scope="module")
async def event(server: Server, organiser: Client) -> str:
    """A competition with two events without entries."""
    body = {"id": "lists", "title": TITLE, "place": "", "days": []}
    good(await organiser.post("competitions", body, key=new_key()))
    scheme = await organiser.ask("schemes/forklift")
    for name in ("a", "b", "c", "d"):
        await organiser.do("lists", "add_event", event=name, title=TITLE, scheme=scheme)
    return "lists"


def workbook(*rows: list[object]) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("名单")
    for line, row in enumerate(rows):
        sheet.write_row(line, 0, row)
    book.close()
    return target.getvalue()


async def entries(organiser: Client, event: str) -> list[dict[str, Any]]:
    overview = await organiser.ask("competitions/lists")
    found: list[dict[str, Any]] = next(e for e in overview["events"] if e["id"] == event)["entries"]
    return found


async def test_a_list_is_seen_first_and_taken_on_confirmation_once(organiser: Client, event: str) -> None:
    content, key = roster(5).encode("gb18030"), new_key()

    seen = good(await organiser.upload(event, "a", content, confirm=False))
    before = await entries(organiser, "a")
    taken = good(await organiser.upload(event, "a", content, key=key))
    again = good(await organiser.upload(event, "a", content, key=key))
    other = await organiser.upload(event, "a", roster(3).encode(), key=key)
    twice = good(await organiser.upload(event, "a", content))

    assert (seen["taken"], len(seen["rows"]), seen["faults"], before) == (0, 5, [], [])
    assert (taken["taken"], again["taken"]) == (5, 5)
    assert refused(other) == (409, "command_id_reused")
    assert twice["taken"] == 0
    assert {fault["code"] for fault in twice["faults"]} == {"roster_number_taken"}
    found = await entries(organiser, "a")
    assert [(e["number"], e["name"]) for e in found[:2]] == [
        ("101", {"zh": "王伟", "en": "Wang Wei"}),
        ("102", {"zh": "李娜", "en": "Li Na"}),
    ]


async def test_a_workbook_with_faults_is_not_taken_and_says_where(organiser: Client, event: str) -> None:
    content = workbook(
        ["2026 名单"],
        ["参赛号", "姓名", "代表队"],
        [101.0, "王伟", "一厂"],
        [101, "李娜", "一厂"],
        [102, "", "二厂"],
    )

    answer = good(await organiser.upload(event, "b", content, name="名单.xlsx"))

    assert answer["taken"] == 0
    assert [(f["row"], f["column"], f["text"]) for f in answer["faults"]] == [
        (4, "参赛号", "The number “101” stands in row 3 already."),
        (5, "姓名", "“姓名” is empty."),
    ]
    assert await entries(organiser, "b") == []


async def test_the_same_delegation_in_two_events_is_one(organiser: Client, event: str) -> None:
    good(await organiser.upload(event, "c", "编号,姓名,单位\n1,甲,造船厂\n2,乙,造船厂\n".encode()))
    good(await organiser.upload(event, "d", "编号,姓名,单位\n1,丙,造船厂\n".encode()))

    found = [*await entries(organiser, "c"), *await entries(organiser, "d")]
    assert len({entry["delegation"] for entry in found}) == 1
    assert len({entry["entry"] for entry in found}) == 3


async def test_the_template_can_be_uploaded_as_it_is_once_filled(organiser: Client, event: str) -> None:
    for language in ("zh", "en"):
        content = bytes((await organiser.get(f"roster-template.csv?lang={language}")).content)
        head = separated(content)[0]
        filled = content + ("7,甲,A,乙,B,职工组,,\r\n").encode()
        answer = good(await organiser.upload(event, "b", filled, confirm=False))
        assert (len(head), answer["faults"], answer["ignored"]) == (12, [], [])
        sheet = bytes((await organiser.get(f"roster-template.xlsx?lang={language}")).content)
        empty = good(await organiser.upload(event, "b", sheet, confirm=False))
        assert [fault["code"] for fault in empty["faults"]] == ["roster_empty"]


def packed(**parts: bytes) -> bytes:
    """A workbook's zip, with some parts replaced or added."""
    good_book = zipfile.ZipFile(io.BytesIO(workbook(["编号", "姓名", "单位"], [1, "甲", "乙"])))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in good_book.infolist():
            content = parts.pop(entry.filename, good_book.read(entry))
            made.writestr(entry.filename, content)
        for name, content in parts.items():
            made.writestr(name, content)
    return target.getvalue()


def sheet_xml(cells: str) -> bytes:
    return (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{cells}</sheetData></worksheet>"
    ).encode()


SHEET = "xl/worksheets/sheet1.xml"
FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'


def lying() -> bytes:
    """A zip bomb that declares a small size: 200 MB of blanks."""
    bomb = bytearray(packed(**{"xl/media/blank.bin": b" " * 200_000_000}))
    where = bomb.rindex(b"xl/media/blank.bin") - 46
    assert bomb[where : where + 4] == b"PK\x01\x02"
    struct.pack_into("<I", bomb, where + 24, 10)
    return bytes(bomb)


HOSTILE = {
    "nothing": (b"", 200, "roster_heading_missing"),
    "noise": (bytes(range(256)) * 100, 422, "file_unreadable"),
    "a zip that is no workbook": (b"PK\x03\x04" + b"x" * 500, 422, "file_unreadable"),
    "a workbook cut in half": (workbook(["a"])[:2000], 422, "file_unreadable"),
    "an old .xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, 422, "file_unreadable"),
    "a cell at the end of the world": (packed(**{SHEET: sheet_xml(FAR)}), 413, "file_too_large"),
    "a document type": (packed(**{SHEET: ENTITY}), 422, "file_unreadable"),
    "a thousand and one parts": (packed(**{f"x{n}": b"" for n in range(1001)}), 413, "file_too_large"),
    "rows without end": (
        b"\xe7\xbc\x96\xe5\x8f\xb7,\xe5\xa7\x93\xe5\x90\x8d\n" + b"1,a\n" * 20_100,
        413,
        "file_too_large",
    ),
    "columns without end": (b"a," * 300, 413, "file_too_large"),
    "one endless cell": (b"\xe5\xa7\x93\xe5\x90\x8d,x\n" + b"a" * 200_000, 422, "file_unreadable"),
}


@pytest.mark.parametrize("what", list(HOSTILE))
async def test_a_file_made_to_hurt_is_refused(organiser: Client, event: str, what: str) -> None:
    content, status, code = HOSTILE[what]

    answer = await organiser.upload(event, "b", content, confirm=False)

    if status == 200:
        assert [fault["code"] for fault in good(answer)["faults"]] == [code]
    else:
        assert refused(answer) == (status, code)


async def test_a_zip_bomb_is_sized_before_it_is_opened(organiser: Client, event: str) -> None:
    honest = await organiser.upload(event, "b", packed(**{"xl/media/x": b" " * 110_000_000}), confirm=False)
    liar = await organiser.upload(event, "b", lying(), confirm=False)

    assert refused(honest) == (413, "file_too_large")
    assert refused(liar)[1] in ("file_too_large", "file_unreadable")


async def test_an_upload_is_one_file_of_bounded_size_in_a_form(organiser: Client, event: str) -> None:
    path = f"competitions/{event}/events/b/roster"

    large = await organiser.upload(event, "b", b"x" * (10 * 1024 * 1024 + 1), confirm=False)
    json = await organiser.post(path, {})
    field = await organiser.request("POST", path, files={"other": ("x.csv", b"1")})
    broken = await organiser.request(
        "POST", path, content=b"--x\r\nnonsense", headers={"Content-Type": "multipart/form-data; boundary=x"}
    )
    none = await organiser.request("POST", path, content=b"", headers={"Content-Type": "multipart/form-data"})

    assert refused(large) == (413, "body_too_large")
    assert refused(json) == (415, "unsupported_media_type")
    assert refused(field) == (422, "malformed")
    assert refused(broken) == (422, "malformed")
    assert refused(none) == (422, "malformed")
    assert refused(await organiser.upload(event, "nowhere", b"")) == (404, "event_unknown")


async def test_names_nobody_took_are_not_kept(server: Server, organiser: Client, tmp_path: Path) -> None:
    cup = await server.cup(organiser, id_="late", entries=2)

    answer = await organiser.upload(cup.id, cup.event, "编号,姓名,单位\n999,迟到者,某厂\n".encode())

    assert refused(answer) == (409, "registration_ended")
    kept = [row.name_zh for row in await server.parts.people.list_entrants(cup.id)]
    assert sorted(kept) == ["李娜", "王伟"]
