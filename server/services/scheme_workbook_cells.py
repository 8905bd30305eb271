"""A scheme's workbook becomes sheets of cells with their kinds, or a refusal in plain words. What they mean comes later."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import Any, Literal

from server.core.problems import Problem, Spot
from server.core.refusals import Code
from server.services import tables_in
from server.services.refused import Refused
from server.services.scheme_workbook_faults import fault, letters

BYTES_MAX = 2 * 1024 * 1024
ROWS_MAX = 10_000
"""Rows of all sheets together: 300 aspects with 20 details each, and room."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not empty: its text, the kind the spreadsheet gave it, its place counted from 0."""

    sheet: str
    row: int
    column: int
    text: str
    kind: Literal["text", "number", "boolean", "date", "error", "formula"] = "text"

    @property
    def spot(self) -> Spot:
        """The place in people's count."""
        return Spot(self.sheet, self.row + 1, letters(self.column))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its cells by place, and what people do not see at once."""

    name: str
    cells: dict[tuple[int, int], Cell]
    hidden: bool
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    merged: tuple[tuple[int, int, int, int], ...]

    @property
    def height(self) -> int:
        """Rows up to the last one that is not empty."""
        return max((row for row, _ in self.cells), default=-1) + 1

    @property
    def width(self) -> int:
        """Columns up to the last one that is not empty."""
        return max((column for _, column in self.cells), default=-1) + 1


def is_workbook(data: bytes) -> bool:
    """Whether the content is that of a spreadsheet program: .xlsx, or a kind that is refused in words of its own."""
    return data.startswith((_ZIP, _OLE))


def looks_like_csv(data: bytes) -> bool:
    """
    Whether text is a table rather than `key: value` lines.

    >>> looks_like_csv("编号,名称\\n1,外观\\n".encode()), looks_like_csv(b"id: welding\\ntitle: {zh: a, en: b}\\n")
    (True, False)
    """
    lines = [line for line in data[:4000].splitlines() if line.strip()][:5]
    return bool(lines) and all(any(mark in line for mark in (b",", b";", b"\t")) for line in lines[:2]) and (
        b": " not in lines[0] and not lines[0].rstrip().endswith(b":")
    )  # fmt: skip


def sheets_of(data: bytes) -> list[Sheet] | list[Problem]:
    """Every sheet of the workbook, or why it is not taken."""
    if len(data) > BYTES_MAX:
        return [fault("file_too_large", limit=BYTES_MAX)]
    if data.startswith(_OLE):
        return [fault("workbook_old")]
    if _is_open_document(data):
        return [fault("workbook_other")]
    try:
        return [_sheet(one) for one in tables_in.in_child(data, ROWS_MAX, "cells")]
    except Refused as refused:
        if refused.code == Code.FILE_TOO_LARGE:
            return [fault("workbook_too_large", rows=ROWS_MAX, columns=tables_in.COLUMNS)]
        return [fault("workbook_unreadable")]


def _is_open_document(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("mimetype") as kind:
            return b"opendocument" in kind.read(200)
    except Exception:  # any damage: what it really is, the bounded reader says
        return False


def _sheet(told: dict[str, Any]) -> Sheet:
    name = told["name"]
    cells = {}
    for r, row in enumerate(told["rows"]):
        for c, cell in enumerate(row):
            if cell is not None:
                cells[r, c] = (
                    Cell(name, r, c, cell[1], cell[0]) if isinstance(cell, list) else Cell(name, r, c, cell)
                )
    # A formula or an error has no value of its own to trust, whatever was kept beside it.
    for r, c in told["formulas"]:
        cells[r, c] = Cell(name, r, c, "=", "formula")
    for r, c in told["errors"]:
        cells[r, c] = Cell(name, r, c, "#", "error")
    return Sheet(
        name,
        cells,
        told["hidden"],
        frozenset(told["hidden_rows"]),
        frozenset(told["hidden_columns"]),
        tuple((r, c, r2, c2) for r, c, r2, c2 in told["merged"]),
    )
