"""Reads a hostile spreadsheet in a process of its own: bytes in on stdin, JSON out on stdout. Imports nothing of ours.

Run as a file, not as a module. Exit codes: 0 read, 3 too large, 4 unreadable; anything else counts as unreadable.
"""

from __future__ import annotations

import datetime
import io
import json
import re
import sys
import zipfile
from typing import Any

CPU_SECONDS = 5
MEMORY = 768 * 1024 * 1024
"""Address space, not memory used: the interpreter and its libraries map about a third of it."""
ENTRIES, UNPACKED = 1000, 100 * 1024 * 1024
SHEETS, COLUMNS = 20, 200
TOO_LARGE, UNREADABLE = 3, 4

_CELL = re.compile(rb'<(?:\w+:)?(?:c|row)\b[^>]{0,200}?\br="([A-Z]{0,4})([0-9]{1,8})"')


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


def main() -> int:
    """Read, check, answer."""
    rows_max = int(sys.argv[1])
    data = sys.stdin.buffer.read()
    bounded()
    try:
        check(data, rows_max)
        answer = json.dumps(sheets(data, rows_max))
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
