"""Reads a hostile spreadsheet in a process of its own: bytes in on stdin, JSON out on stdout. Imports nothing of ours.

Run as a file, not as a module: `workbook_child.py ROWS [cells]`. With `cells` every sheet comes with what a list does
not need: what kind each cell is, and what is merged, hidden, wrong or a formula. Exit codes: 0 read, 3 too large, 4
unreadable; anything else counts as unreadable.
"""

from __future__ import annotations

import datetime
import io
import json
import re
import sys
import zipfile
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

CPU_SECONDS = 5
MEMORY = 768 * 1024 * 1024
"""Address space, not memory used: the interpreter and its libraries map about a third of it."""
ENTRIES, UNPACKED = 1000, 100 * 1024 * 1024
SHEETS, COLUMNS = 20, 200
TOO_LARGE, UNREADABLE = 3, 4

NOTES = 1000
"""So many merged ranges, hidden lines and formulas of a sheet are told; more say nothing new."""

_CELL = re.compile(rb'<(?:\w+:)?(?:c|row)\b[^>]{0,200}?\br="([A-Z]{0,4})([0-9]{1,8})"')
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class Bad(Exception):
    """Why the file is not taken: an exit code."""


def bounded() -> None:
    """From here on this process may use little time and memory, where the system can promise that."""
    try:
        import resource
    except ImportError:  # Windows: the parent's time-out and the checks below have to do
        return
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def check(data: bytes, rows_max: int) -> None:
    """Count and size everything before anything opens it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        if len(entries) > ENTRIES or sum(entry.file_size for entry in entries) > UNPACKED:
            raise Bad(TOO_LARGE)
        names = {entry.filename for entry in entries}
        if not {"[Content_Types].xml", "xl/workbook.xml"} <= names or any(
            entry.flag_bits & 1 for entry in entries
        ):
            raise Bad(UNREADABLE)
        left = UNPACKED
        for entry in entries:
            left = check_part(archive, entry, rows_max, left)


def check_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, rows_max: int, left: int) -> int:
    """What is really in one part: its size, no document type, no cell far outside. Declared sizes may lie."""
    sheet = entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml")
    before = b""
    with archive.open(entry) as part:
        while chunk := part.read(1 << 20):
            left -= len(chunk)
            if left < 0:
                raise Bad(TOO_LARGE)
            if b"<!DOCTYPE" in before + chunk:
                raise Bad(UNREADABLE)
            for column, row in _CELL.findall(before + chunk) if sheet else ():
                if int(row) > rows_max or column_number(column) > COLUMNS:
                    raise Bad(TOO_LARGE)
            before = chunk[-300:]
    return left


def column_number(letters: bytes) -> int:
    """A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def text(cell: Any) -> str:
    """A cell as people see it: a whole number has no fraction, whatever the file stores."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime.datetime | datetime.date | datetime.time):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def sheets(data: bytes, rows_max: int) -> list[list[list[str]]]:
    """The cells of every sheet as texts; row 1 and column A come first, whatever the sheet begins with."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    found, left = [], rows_max
    for name in book.sheet_names[:SHEETS]:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        left -= len(rows)
        if left < 0:
            raise Bad(TOO_LARGE)
        found.append([[text(cell) for cell in row] for row in rows])
    return found


def typed(cell: Any) -> Any:
    """
    A cell with its kind: None, a text, or `[kind, text]`. A number is told by the shortest text that means it.

    >>> typed(0.1), typed(12.0), typed(1e-06), typed("#REF!"), typed(True)
    (['number', '0.1'], ['number', '12'], ['number', '0.000001'], '#REF!', ['boolean', 'True'])
    """
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return ["boolean", str(cell)]
    if isinstance(cell, int | float):
        exact = Decimal(repr(cell))
        return ["number", f"{exact.normalize():f}" if exact else "0"]
    if isinstance(cell, str):
        return cell
    return ["date", str(cell)]


def whole_sheets(data: bytes, rows_max: int) -> list[dict[str, Any]]:
    """Every sheet with the kinds of its cells and what `notes` says about it."""
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    parts = sheet_parts(data)
    found, left = [], rows_max
    for about in book.sheets_metadata[:SHEETS]:
        sheet = book.get_sheet_by_name(about.name)
        rows = sheet.to_python(skip_empty_area=False)
        left -= len(rows)
        if left < 0:
            raise Bad(TOO_LARGE)
        merged = [[*first, *last] for first, last in (sheet.merged_cell_ranges or [])[:NOTES]]
        found.append(
            {
                "name": about.name,
                "hidden": about.visible != SheetVisibleEnum.Visible,
                "rows": [[typed(cell) for cell in row] for row in rows],
                "merged": merged,
            }
            | notes(data, parts.get(about.name))
        )
    return found


def sheet_parts(data: bytes) -> dict[str, str]:
    """Which part of the file holds which sheet."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): (link.get("Target") or "").removeprefix("/xl/") for link in links}
    found = {}
    for sheet in book.iter():
        if sheet.tag.endswith("}sheet"):
            link = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), None)
            found[sheet.get("name") or ""] = f"xl/{targets.get(link, '')}"
    return found


def notes(data: bytes, part: str | None) -> dict[str, Any]:
    """Hidden rows and columns (counted from 0), formulas and errors `[row, column]`, from the sheet's own part."""
    rows: list[int] = []
    columns: list[int] = []
    formulas: list[list[int]] = []
    errors: list[list[int]] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if part not in archive.namelist():
            raise Bad(UNREADABLE)
        with archive.open(part) as stream:
            for _, element in ElementTree.iterparse(stream):
                name = element.tag.rpartition("}")[2]
                if name == "c":
                    where = _PLACE.fullmatch(element.get("r") or "")
                    is_formula = any(inner.tag.endswith("}f") for inner in element)
                    if where and (is_formula or element.get("t") == "e"):
                        cell = [int(where[2]) - 1, column_number(where[1].encode()) - 1]
                        (formulas if is_formula else errors).append(cell)
                elif name == "row":
                    if element.get("hidden") in ("1", "true") and (element.get("r") or "").isdigit():
                        rows.append(int(element.get("r") or "0") - 1)
                    element.clear()
                elif name == "col" and element.get("hidden") in ("1", "true"):
                    first, last = int(element.get("min") or 1), int(element.get("max") or 1)
                    columns += range(first - 1, min(last, COLUMNS))
    return {
        "hidden_rows": rows[:NOTES],
        "hidden_columns": columns[:NOTES],
        "formulas": formulas[:NOTES],
        "errors": errors[:NOTES],
    }


def main() -> int:
    """Read, check, answer."""
    rows_max = int(sys.argv[1])
    reader: Any = whole_sheets if sys.argv[2:] == ["cells"] else sheets
    data = sys.stdin.buffer.read()
    bounded()
    try:
        check(data, rows_max)
        answer = json.dumps(reader(data, rows_max))
    except Bad as bad:
        return int(bad.args[0])
    except MemoryError:
        return TOO_LARGE
    except Exception:
        return UNREADABLE
    sys.stdout.write(answer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
