"""Files made to hurt, and files that only look like a scheme's workbook: each is answered with one clear refusal."""

from __future__ import annotations

import datetime
import io
import zipfile

import pytest

from server.services import scheme_sources
from server.services.scheme_workbook_cells import BYTES_MAX
from server.services.scheme_workbook_look import write
from tests.support.workbooks import Book, taken_apart, told

EXAMPLE = scheme_sources.example()


@pytest.fixture
def book() -> Book:
    return taken_apart(EXAMPLE)


def codes(data: bytes) -> list[str]:
    return [one[0] for one in told(scheme_sources.read(data))]


def rezipped(data: bytes, **parts: bytes) -> bytes:
    """The same workbook with some parts replaced or added."""
    target = io.BytesIO()
    named = {name.replace("__", "/"): content for name, content in parts.items()}
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename not in named:
                new.writestr(entry.filename, old.read(entry))
        for name, content in named.items():
            new.writestr(name, content)
    return target.getvalue()


def test_an_old_or_protected_workbook_is_to_be_saved_again():
    assert codes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)) == ["workbook_old"]


def test_an_open_document_is_to_be_saved_as_xlsx():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")

    assert codes(target.getvalue()) == ["workbook_other"]


def test_a_csv_file_cannot_hold_a_scheme():
    assert codes("编号,名称,配分\n1,外观,10\n".encode()) == ["workbook_csv"]
    assert codes("编号,名称,配分\n1,外观,10\n".encode("gb18030")) == ["workbook_csv"]


def test_a_zip_bomb_is_not_unpacked():
    bomb = rezipped(write(EXAMPLE, "zh"), xl__media__a=bytes(120 * 1024 * 1024))

    assert len(bomb) < BYTES_MAX
    assert codes(bomb) == ["workbook_too_large"]


def test_a_document_type_is_refused():
    sheet = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><worksheet/>'

    assert codes(rezipped(write(EXAMPLE, "zh"), xl__worksheets__sheet1_xml=sheet)) != []
    data = write(EXAMPLE, "zh")
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        first = old.read("xl/worksheets/sheet1.xml")
    spoiled = rezipped(data, **{"xl__worksheets__sheet1.xml": first.replace(b"?>", b"?><!DOCTYPE a>", 1)})
    assert codes(spoiled) == ["workbook_unreadable"]


@pytest.mark.parametrize("cut", [10, 4000, 20000])
def test_half_a_file_is_unreadable(cut):
    assert codes(write(EXAMPLE, "zh")[:cut]) == ["workbook_unreadable"]


def test_a_hundred_thousand_rows_are_too_many(book):
    book.trick("评分点", lambda _book, sheet: [sheet.write_number(row, 0, 1) for row in range(100_000)])

    assert codes(book.save()) == ["workbook_too_large"]


def test_one_cell_far_outside_is_too_many(book):
    book.trick("评分点", lambda _book, sheet: sheet.write_number(1_000_000, 0, 1))

    assert codes(book.save()) == ["workbook_too_large"]


def test_more_than_the_limit_is_not_opened():
    assert codes(b"PK\x03\x04" + bytes(BYTES_MAX)) == ["file_too_large"]


def test_a_formula_is_told_where_it_is(book):
    row, column = book.find("评分标准", "总分")
    book.trick("评分标准", lambda _book, sheet: sheet.write_formula(row, column + 1, "=50+50", None, 100))

    assert told(scheme_sources.read(book.save())) == [("cell_formula", "评分标准", row + 1, "B")]


def test_an_error_and_a_date_are_told_where_they_are(book):
    def spoil(workbook, sheet):
        style = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_datetime(1, 0, datetime.date(2026, 1, 2), style)

    book.trick("模块", spoil)

    found = told(scheme_sources.read(book.save()))
    assert ("cell_date", "模块", 2, "A") in found


def test_an_error_value_is_not_an_empty_cell():
    data = write(EXAMPLE, "zh")
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        sheet = old.read("xl/worksheets/sheet2.xml")
    at = sheet.index(b'<c r="D2"')
    end = sheet.index(b"</c>", at)
    spoiled = sheet[:at] + b'<c r="D2" t="e"><v>#REF!</v>' + sheet[end:]

    found = scheme_sources.read(rezipped(data, **{"xl__worksheets__sheet2.xml": spoiled}))

    assert told(found) == [("cell_error", "模块", 2, "D")]


def test_hidden_rows_columns_and_sheets_are_told(book):
    column = book.find("模块", "权重")[1]
    book.trick("评分点", lambda _book, sheet: sheet.set_row(3, None, None, {"hidden": True}))
    book.trick("模块", lambda _book, sheet: sheet.set_column(column, column, 9, None, {"hidden": True}))
    book.trick("门槛", lambda _book, sheet: sheet.hide())

    assert sorted(told(scheme_sources.read(book.save()))) == [
        ("column_hidden", "模块", None, chr(65 + column)),
        ("row_hidden", "评分点", 4, None),
        ("sheet_hidden", "门槛", None, None),
    ]


def test_merged_cells_are_told(book):
    column = book.find("评分点", "配分")[1]
    book.trick("评分点", lambda _book, sheet: sheet.merge_range(3, column, 4, column, 8))
    del book.sheets["评分点"][3, column], book.sheets["评分点"][4, column]

    found = told(scheme_sources.read(book.save()))

    assert ("sheet_merged", "评分点", 4, chr(65 + column)) in found


def test_missing_empty_and_unknown_sheets_are_told(book):
    del book.sheets["模块"]
    book.sheets["评分点"] = {}
    book.sheets["裁判名单"] = {(0, 0): "张三"}

    found = {(one[0], one[1]) for one in told(scheme_sources.read(book.save()))}

    assert {("sheet_missing", "模块"), ("sheet_unknown", "裁判名单")} <= found


def test_a_sheet_without_headings_says_which_it_wants(book):
    book.sheets["模块"] = {(0, 0): "一些字", (1, 0): "别的字"}

    assert ("headings_none", "模块") in {(one[0], one[1]) for one in told(scheme_sources.read(book.save()))}


def test_an_empty_workbook_misses_its_sheets():
    assert set(codes(Book({"Sheet1": {}}).save())) == {"sheet_missing"}


def test_a_text_file_of_too_many_parts_is_not_read_to_its_end():
    found = scheme_sources.read(b"a: [" + b"1," * 250_000 + b"]")

    assert [(one.code, one.line) for one in found] == [("too_much", 1)]
