"""Tables as files: .xlsx and CSV. Whatever a cell says stays text for the program that opens it."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

from server.services import roster
from server.services.letterhead import PLAIN, Letterhead
from server.services.reports import Cell, Report
from server.services.texts import Language, say

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"

LOGO_WIDTH, LOGO_HEIGHT, LOGO_EDGE = 240, 44, 4
"""The most a logo takes above a list, and its distance from the edge: pixels."""

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


def report_xlsx(report: Report, own: Letterhead = PLAIN) -> bytes:
    """
    The list as a workbook, ready to be printed on A4 across.

    :param own: how its competition looks: its logo in a row above, its colour below the headings
    """
    target, book = _book()
    sheet = book.add_worksheet(say(report.language, "report.sheet"))
    wide = len(report.columns) - 1
    formats = _formats(book, report.places, own)
    top = _logo(sheet, own)
    for line, title in enumerate(report.titles):
        style = formats["title" if line == 0 else "subtitle"]
        sheet.merge_range(top + line, 0, top + line, wide, "", style)
        sheet.write_string(top + line, 0, title, style)
    head = top + len(report.titles)
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


def _logo(sheet: Any, own: Letterhead) -> int:
    """A row with the logo, as large as fits there; how many rows it takes."""
    if not own.logo:
        return 0
    scale = min(LOGO_WIDTH / own.width, LOGO_HEIGHT / own.height)
    sheet.set_row_pixels(0, LOGO_HEIGHT + 2 * LOGO_EDGE)
    place = {"image_data": io.BytesIO(own.logo), "x_offset": LOGO_EDGE, "y_offset": LOGO_EDGE}
    # Pixels of the picture, whatever dots an inch it claims to have.
    sheet.insert_image(
        0, 0, "logo", {**place, "x_scale": scale, "y_scale": scale, "object_position": 2, "decorative": True}
    )
    return 1


def _formats(book: Any, places: int, own: Letterhead) -> dict[str, Any]:
    lines = {"bottom": 5, "bottom_color": own.first} if own.first else {"bottom": 1}
    line = {"bottom": 4, "bottom_color": "#B8C0C8", "valign": "vcenter"}
    marks = "0." + "0" * places if places else "0"
    return {
        "title": book.add_format({"bold": True, "font_size": 16, "align": "center"}),
        "subtitle": book.add_format({"font_size": 11, "align": "center"}),
        "head": book.add_format(
            {"bold": True, "bg_color": "#EEF1F4", "text_wrap": True, "valign": "vcenter", **lines}
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
