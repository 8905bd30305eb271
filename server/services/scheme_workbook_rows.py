"""Sheets of cells become rows under known headings; every sheet and heading that is not known is told. No scheme yet."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from difflib import get_close_matches

from server.core.problems import Problem, Spot
from server.core.text import Text
from server.services.scheme_workbook_cells import Cell, Sheet
from server.services.scheme_workbook_faults import fault, letters
from server.services.scheme_workbook_shape import NUMBER, Path, Table, tables
from server.services.scheme_workbook_words import (
    CONTENT,
    GUIDE,
    ITEM,
    REMARK,
    columns_by_word,
    heading,
    plain,
    sheet_title,
    tables_by_word,
)

HEAD_ROWS = 20
"""Titles and blank lines above the headings."""
_NEEDED = ("", "modules", "modules.sub_criteria", "modules.sub_criteria.aspects")
_ASIDES = {plain(ITEM.zh), plain(ITEM.en)}


@dataclass(slots=True)
class Row:
    """One thing as it was filled in: cells by column, and where each column's cell is, filled or not."""

    table: str
    spot: Spot
    cells: dict[Path, Cell] = field(default_factory=dict)
    spots: dict[Path, Spot] = field(default_factory=dict)
    used: set[Path] = field(default_factory=set)

    def filled(self, prefix: Path) -> bool:
        """Whether any column at or below the prefix is filled."""
        return any(path[: len(prefix)] == prefix for path in self.cells)


@dataclass(slots=True)
class Rows:
    """The whole workbook: rows by table, sheets by table, and what is wrong so far."""

    rows: dict[str, list[Row]]
    sheets: dict[str, str]
    problems: list[Problem]


def rows_of(sheets: list[Sheet]) -> Rows:
    """The rows of every sheet that a scheme knows."""
    found = Rows({}, {}, [])
    for sheet in sheets:
        if sheet.name.strip().startswith(REMARK) or plain(sheet.name) in (plain(GUIDE.zh), plain(GUIDE.en)):
            continue
        _one(sheet, found)
    for name in _NEEDED:
        if name not in found.sheets:
            title = sheet_title(tables()[name])
            found.problems.append(fault("sheet_missing", Spot(title.zh), zh=title.zh, en=title.en))
    return found


def _one(sheet: Sheet, found: Rows) -> None:
    name = tables_by_word().get(plain(sheet.name))
    spot = Spot(sheet.name)
    if name is None:
        if sheet.cells and not sheet.hidden:
            titles = [sheet_title(table) for table in tables().values()]
            zh, en = "、".join(t.zh for t in titles), ", ".join(t.en for t in titles)
            found.problems.append(fault("sheet_unknown", spot, name=sheet.name, zh=zh, en=en))
        return
    if name in found.sheets:
        if sheet.cells:
            found.problems.append(fault("sheet_twice", spot, name=sheet.name, other=found.sheets[name]))
        return
    found.sheets[name] = sheet.name
    if sheet.hidden and sheet.cells:
        found.problems.append(fault("sheet_hidden", spot))
    rows = _head(sheet, found.problems) if name == "" else _list(sheet, tables()[name], found.problems)
    found.rows[name] = rows


def _head(sheet: Sheet, problems: list[Problem]) -> list[Row]:
    """The head stands upright: what it is called in one column, what it is in the next."""
    known = columns_by_word("")
    row = Row("", Spot(sheet.name))
    for r in range(sheet.height):
        words = [(c, sheet.cells[r, c]) for c in range(sheet.width) if (r, c) in sheet.cells]
        named = next(((c, cell) for c, cell in words if plain(cell.text) in known), None)
        if named is None:
            problems += _stray(words, sheet, r)
            continue
        path = known[plain(named[1].text)]
        value = Spot(sheet.name, r + 1, letters(named[0] + 1))
        if path in row.spots:
            problems.append(fault("heading_twice", named[1].spot, word=named[1].text[:40]))
            continue
        row.spots[path] = value
        if (r, named[0] + 1) in sheet.cells:
            row.cells[path] = sheet.cells[r, named[0] + 1]
        problems += _unseen(sheet, r, named[0] + 1)
    return [row]


def _stray(words: list[tuple[int, Cell]], sheet: Sheet, row: int) -> list[Problem]:
    """A line of the head whose name nobody knows, if it has a value; titles and remarks have none."""
    if len(words) < 2 or words[0][1].text.startswith(REMARK) or words[1][0] != words[0][0] + 1:
        return []
    if plain(words[0][1].text) in _ASIDES and plain(words[1][1].text) in (
        plain(CONTENT.zh),
        plain(CONTENT.en),
    ):
        return []
    return [_unknown(tables()[""], words[0][1])]


def _unknown(table: Table, cell: Cell) -> Problem:
    """A heading that is none, with the one that was probably meant."""
    words = {plain(w): w for path in columns_by_word(table.name).values() for w in _both(table, path)}
    near = get_close_matches(plain(cell.text), list(words), 1, 0.6)
    hint = (f"（是否“{words[near[0]]}”？）", f" (“{words[near[0]]}”?)") if near else ("", "")
    return fault("heading_unknown", cell.spot, word=cell.text[:40], zh=hint[0], en=hint[1])


def _both(table: Table, path: Path) -> tuple[str, ...]:
    return () if path[0] in ("^", NUMBER) else heading(table, path)[:2]


def _list(sheet: Sheet, table: Table, problems: list[Problem]) -> list[Row]:
    """A table's rows below its headings."""
    if not sheet.cells:
        return []
    known = columns_by_word(table.name)
    at = _heading_row(sheet, known)
    if at is None:
        titles = [Text(*heading(table, column.path)[:2]) for column in table.columns[:6]]
        zh, en = "、".join(t.zh for t in titles), ", ".join(t.en for t in titles)
        problems.append(fault("headings_none", Spot(sheet.name, 1), zh=zh, en=en))
        return []
    columns = _columns(sheet, table, at, problems)
    filled = _unmerged(sheet, at, columns, problems)
    rows = []
    for r in range(at + 1, sheet.height):
        cells = {path: filled[r, c] for c, path in columns.items() if (r, c) in filled}
        if cells:
            spots = {path: Spot(sheet.name, r + 1, letters(c)) for c, path in columns.items()}
            rows.append(Row(table.name, Spot(sheet.name, r + 1), cells, spots))
            if r in sheet.hidden_rows:
                problems.append(fault("row_hidden", Spot(sheet.name, r + 1)))
    return rows


def _heading_row(sheet: Sheet, known: dict[str, Path]) -> int | None:
    """The row with the most headings among the first ones."""
    score: Counter[int] = Counter()
    for (r, _), cell in sheet.cells.items():
        if r < HEAD_ROWS and plain(cell.text) in known:
            score[r] += 1
    best = max(score.values(), default=0)
    return next((r for r in sorted(score) if score[r] == best), None) if best >= 2 else None


def _columns(sheet: Sheet, table: Table, at: int, problems: list[Problem]) -> dict[int, Path]:
    """Which column of the sheet is which of the table."""
    known, found = columns_by_word(table.name), dict[int, Path]()
    used = {c for r, c in sheet.cells if r > at}
    for c in range(sheet.width):
        cell = sheet.cells.get((at, c))
        if cell is None or cell.text.strip().startswith(REMARK):
            continue
        path = known.get(plain(cell.text))
        if path is None:
            problems.append(_unknown(table, cell))
        elif path in found.values():
            problems.append(fault("heading_twice", cell.spot, word=cell.text[:40]))
        else:
            found[c] = path
            if c in sheet.hidden_columns and c in used:
                problems.append(fault("column_hidden", Spot(sheet.name, None, letters(c))))
    return found


def _unmerged(
    sheet: Sheet, at: int, columns: dict[int, Path], problems: list[Problem]
) -> dict[tuple[int, int], Cell]:
    """The cells; where the thing that rows belong to was merged over them, each row has it. Other merging is told."""
    cells = dict(sheet.cells)
    for top, left, bottom, right in sheet.merged:
        if bottom <= at or not any(left <= c <= right for c in columns):
            continue
        if top > at and left == right and columns[left][0] in ("^", NUMBER) and (top, left) in cells:
            first = cells[top, left]
            for r in range(top + 1, bottom + 1):
                if any((r, c) in cells for c in columns):
                    cells[r, left] = Cell(sheet.name, r, left, first.text, first.kind)
        elif any((r, c) in cells for r in range(top, bottom + 1) for c in range(left, right + 1)):
            where = f"{letters(left)}{top + 1}:{letters(right)}{bottom + 1}"
            problems.append(fault("sheet_merged", Spot(sheet.name, top + 1, letters(left)), range=where))
    return cells


def _unseen(sheet: Sheet, row: int, column: int) -> list[Problem]:
    """A line of the head that nobody sees, or whose value is merged with others."""
    spot = Spot(sheet.name, row + 1, letters(column))
    if (row in sheet.hidden_rows or column in sheet.hidden_columns) and (row, column) in sheet.cells:
        return [fault("row_hidden", spot)]
    for top, left, bottom, right in sheet.merged:
        if top != bottom and top <= row <= bottom and left <= column <= right:
            where = f"{letters(left)}{top + 1}:{letters(right)}{bottom + 1}"
            return [fault("sheet_merged", spot, range=where)]
    return []
