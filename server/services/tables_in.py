"""An uploaded list becomes a table of texts: .xlsx in a child process, CSV in any encoding we meet. No meaning yet."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from server.core.refusals import Code
from server.services.refused import Refused

Table = list[list[str]]

ROWS, COLUMNS = 20_000, 200
HEAD_ROWS = 50
"""Titles and blank lines above a list."""
CHILD = Path(__file__).with_name("workbook_child.py")
CHILD_SECONDS = 20
_TOO_LARGE = 3
_SEPARATORS = ",;\t"
_AT_ONCE = 2

_turns: dict[int, asyncio.Semaphore] = {}


def turn() -> asyncio.Semaphore:
    """A few at a time: each workbook is read by a process with a memory of its own."""
    return _turns.setdefault(id(asyncio.get_running_loop()), asyncio.Semaphore(_AT_ONCE))


async def read(data: bytes) -> list[Table]:
    """
    Every sheet of the file; a CSV file has one. The content decides the kind, not the name.

    :raises Refused: unreadable, or larger than a list can be
    """
    async with turn():
        if data.startswith(b"PK\x03\x04"):
            return await asyncio.to_thread(_workbook, data)
        return [await asyncio.to_thread(separated, data)]


def _workbook(data: bytes) -> list[Table]:
    sheets: list[Table] = in_child(data, ROWS + HEAD_ROWS)
    return sheets


def in_child(data: bytes, rows_max: int, *how: str) -> Any:
    """
    What `workbook_child.py` makes of the file; `how` is its second argument.

    :raises Refused: unreadable or too large
    """
    command = [sys.executable, "-I", str(CHILD), str(rows_max), *how]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=CHILD_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise Refused(Code.FILE_UNREADABLE) from None
    if done.returncode == _TOO_LARGE:
        raise _too_large()
    if done.returncode != 0:
        raise Refused(Code.FILE_UNREADABLE)
    return json.loads(done.stdout)


def separated(data: bytes) -> Table:
    """
    The rows of a CSV file.

    >>> separated("编号;姓名\\r\\n101;王伟\\r\\n".encode("gb18030"))
    [['编号', '姓名'], ['101', '王伟']]
    """
    text = _decoded(data)
    head = text[:4000].splitlines()[:HEAD_ROWS]
    separator = max(_SEPARATORS, key=lambda mark: max((line.count(mark) for line in head), default=0))
    rows: Table = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            if len(rows) >= ROWS + HEAD_ROWS or len(row) > COLUMNS:
                raise _too_large()
            rows.append(row)
    except csv.Error:
        raise Refused(Code.FILE_UNREADABLE) from None
    return rows


def _decoded(data: bytes) -> str:
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        # Pictures and programs decode as GB18030 now and then; no list holds this character.
        if "\0" in text:
            break
        return text
    raise Refused(Code.FILE_UNREADABLE)


def _too_large() -> Refused:
    return Refused(Code.FILE_TOO_LARGE, rows=ROWS, columns=COLUMNS)
