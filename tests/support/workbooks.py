"""Workbooks for tests: a sound one taken apart, to be changed cell by cell and written again. No checks here."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from server.core.problems import Problem
from server.core.scheme import Scheme
from server.services.scheme_workbook_cells import Sheet, sheets_of
from server.services.scheme_workbook_look import write
from server.services.texts import Language

Trick = Callable[[Any, Any], None]
"""Something done to a sheet (and its book) that no plain cell can say."""


@dataclass
class Book:
    """The sheets of a workbook by name: cells by row and column, counted from 0."""

    sheets: dict[str, dict[tuple[int, int], Any]]
    tricks: dict[str, list[Trick]] = field(default_factory=dict)

    def find(self, sheet: str, word: str) -> tuple[int, int]:
        """Where a word stands first."""
        return next(at for at, value in sorted(self.sheets[sheet].items()) if value == word)

    def put(self, sheet: str, row: int, heading: str, value: Any) -> None:
        """A cell in people's count of rows, by its heading; None empties it."""
        column = self.find(sheet, heading)[1]
        if value is None:
            self.sheets[sheet].pop((row - 1, column), None)
        else:
            self.sheets[sheet][row - 1, column] = value

    def head(self, word: str, value: Any) -> None:
        """A line of the first sheet."""
        row, column = self.find("评分标准", word)
        self.sheets["评分标准"].pop((row, column + 1), None)
        if value is not None:
            self.sheets["评分标准"][row, column + 1] = value

    def trick(self, sheet: str, what: Trick) -> None:
        """Do something unusual to a sheet when the book is saved."""
        self.tricks.setdefault(sheet, []).append(what)

    def save(self) -> bytes:
        """The file."""
        target = io.BytesIO()
        book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False})
        for name, cells in self.sheets.items():
            sheet = book.add_worksheet(name)
            for (row, column), value in cells.items():
                if isinstance(value, str):
                    sheet.write_string(row, column, value)
                else:
                    sheet.write(row, column, value)
            for what in self.tricks.get(name, []):
                what(book, sheet)
        book.close()
        return target.getvalue()


def taken_apart(scheme: Scheme, language: Language = "zh") -> Book:
    """The scheme's own workbook."""
    found: dict[str, dict[tuple[int, int], Any]] = {}
    for sheet in sheets_of(write(scheme, language)):
        assert isinstance(sheet, Sheet)
        found[sheet.name] = {
            at: float(cell.text) if cell.kind == "number" else cell.text for at, cell in sheet.cells.items()
        }
    return Book(found)


def told(found: Scheme | list[Problem]) -> list[tuple[str, str, int | None, str | None]]:
    """Code, sheet, row and column of every problem."""
    assert isinstance(found, list)
    spots = [(one, one.spot) for one in found]
    return [
        (one.code, at.sheet, at.row, at.column) if at else (one.code, "", None, None) for one, at in spots
    ]
