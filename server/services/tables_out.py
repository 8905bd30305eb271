"""Tables as files: .xlsx and CSV. Whatever a cell says stays text for the program that opens it."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

from server.services import roster
from server.services.reports import Cell, Report
from server.services.texts import Language, say

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"

_RUNS = tuple("=+-@\t\r\n＝＋－＠")
"""A cell that begins so is a formula to some program, full-width forms included."""


def harmless(text: str) -> str:
    """
    A text that no spreadsheet takes for a formula.

    >>> harmless("=1+1"), harmless("王伟")
    ("'=1+1", '王伟')
    """
    return f"'{text}" if text.lstrip().startswith(_RUNS) or text.startswith(_RUNS) else text


def report_csv(report: Report) -> bytes:
    """The list as CSV in UTF-8, with the mark at the beginning without which Excel guesses the encoding."""
    lines: list[list[str]] = [[harmless(title)] for title in report.titles]
    lines.append([harmless(column.title) for column in report.columns])
    lines += [[_text(cell) for cell in row] for row in report.rows]
    lines += [[], *([harmless(line)] for line in report.foot)]
    return _csv(lines)


def template_csv(language: Language) -> bytes:
    """An empty roster with its headings."""
    return _csv([list(roster.TITLES[language].values())])


def report_xlsx(report: Report) -> bytes:
    """The list as a workbook, ready to be printed on A4 across."""
    target, book = _book()
    sheet = book.add_worksheet(say(report.language, "report.sheet"))
    wide = len(report.columns) - 1
    formats = _formats(book, report.places)
    for line, title in enumerate(report.titles):
        sheet.merge_range(line, 0, line, wide, "", formats["title" if line == 0 else "subtitle"])
        sheet.write_string(line, 0, title, formats["title" if line == 0 else "subtitle"])
    head = len(report.titles)
    for place, column in enumerate(report.columns):
        sheet.write_string(head, place, column.title, formats["head"])
        sheet.set_column(place, place, column.width)
    for line, row in enumerate(report.rows, start=head + 1):
        for place, (column, cell) in enumerate(zip(report.columns, row, strict=True)):
            _write(sheet, line, place, cell, formats[column.kind])
    for line, text in enumerate(report.foot, start=head + len(report.rows) + 2):
        sheet.write_string(line, 0, text, formats["foot"])
    _for_paper(sheet, head, len(report.rows), wide)
    book.close()
    return target.getvalue()


def template_xlsx(language: Language) -> bytes:
    """An empty roster with its headings; every cell is text, so that 007 stays 007."""
    target, book = _book()
    sheet = book.add_worksheet(say(language, "report.roster"))
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#EEF1F4"})
    text = book.add_format({"num_format": "@"})
    for place, (column, title) in enumerate(roster.TITLES[language].items()):
        sheet.set_column(
            place,
            place,
            12 if column in ("number", "phone", "team_number", "role", "substitute") else 24,
            text,
        )
        sheet.write_string(0, place, title, head)
        if column in roster.NEEDED:
            sheet.write_comment(0, place, say(language, "report.needed"))
    sheet.freeze_panes(1, 0)
    book.close()
    return target.getvalue()


def _csv(lines: list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return text.getvalue().encode("utf-8-sig")


def _text(cell: Cell) -> str:
    # Only a person's text can pretend to be a formula; a number of ours begins with its sign.
    return harmless(cell) if isinstance(cell, str) else "" if cell is None else str(cell)


def _book() -> tuple[io.BytesIO, Any]:
    import xlsxwriter  # type: ignore[import-untyped]  # here: the start does not need it

    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    return target, xlsxwriter.Workbook(target, options)


def _formats(book: Any, places: int) -> dict[str, Any]:
    line = {"bottom": 4, "bottom_color": "#B8C0C8", "valign": "vcenter"}
    marks = "0." + "0" * places if places else "0"
    return {
        "title": book.add_format({"bold": True, "font_size": 16, "align": "center"}),
        "subtitle": book.add_format({"font_size": 11, "align": "center"}),
        "head": book.add_format(
            {"bold": True, "bottom": 1, "bg_color": "#EEF1F4", "text_wrap": True, "valign": "vcenter"}
        ),
        "text": book.add_format({**line, "num_format": "@"}),
        "number": book.add_format({**line, "align": "center"}),
        "mark": book.add_format({**line, "num_format": marks}),
        "foot": book.add_format({"font_size": 9, "font_color": "#555555"}),
    }


def _write(sheet: Any, line: int, place: int, cell: Cell, style: Any) -> None:
    if cell is None:
        sheet.write_blank(line, place, None, style)
    elif isinstance(cell, str):
        sheet.write_string(line, place, cell, style)
    else:
        sheet.write_number(line, place, float(cell) if isinstance(cell, Decimal) else cell, style)


def _for_paper(sheet: Any, head: int, rows: int, wide: int) -> None:
    sheet.freeze_panes(head + 1, 0)
    sheet.autofilter(head, 0, head + rows, wide)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    sheet.set_footer("&C&P / &N")
