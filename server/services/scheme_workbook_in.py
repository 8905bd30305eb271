"""A scheme's workbook becomes a scheme, or everything that is wrong with it, each fault at its sheet, row and column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from itertools import pairwise
from typing import Any

from server.core.exact import parse_number
from server.core.problems import Problem, Spot
from server.core.scheme import Scheme
from server.core.text import Text
from server.services import scheme_files
from server.services.scheme_workbook_cells import Cell, sheets_of
from server.services.scheme_workbook_faults import fault
from server.services.scheme_workbook_rows import Row, Rows, rows_of
from server.services.scheme_workbook_shape import (
    NUMBER,
    SPREAD,
    Column,
    Kinds,
    Path,
    branch,
    branches,
    default_of,
    has_id,
    hints,
    tables,
    tag_of,
    taken_apart,
)
from server.services.scheme_workbook_words import (
    choice,
    choice_of,
    heading,
    is_none,
    owner_heading,
)

_MAY_BE_EMPTY = ("unit",)
_APART = ",，;；、\n"


def read(data: bytes) -> Scheme | list[Problem]:
    """The scheme in a workbook, or everything that is wrong with it."""
    sheets = sheets_of(data)
    if sheets and isinstance(sheets[0], Problem):
        return [one for one in sheets if isinstance(one, Problem)]
    found = [one for one in sheets if not isinstance(one, Problem)]
    rows = rows_of(found)
    scheme = _Reader(rows).scheme() if rows.rows.get("") else rows.problems
    if isinstance(scheme, Scheme):
        return scheme
    order = {sheet.name: n for n, sheet in enumerate(found)}
    return sorted(scheme, key=lambda one: _reading_order(one, order))


def _reading_order(one: Problem, sheets: dict[str, int]) -> tuple[int, int, int, str]:
    """Problems are told as people go through the file: sheet by sheet, row by row."""
    spot = one.spot or Spot("")
    column = spot.column or ""
    return sheets.get(spot.sheet, -1), spot.row or 0, len(column), column


@dataclass(slots=True)
class _Place:
    """A thing being read: its row, where its columns begin, its path in the scheme, the id its own rows go by."""

    row: Row
    prefix: Path
    path: str
    id: str | None


class _Reader:
    """Turns rows into plain data and keeps where each part of it stood."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows.rows
        self.sheets = rows.sheets
        self.problems = rows.problems
        self.spots: dict[str, Spot] = {}
        self.unclaimed = {name: list(rows) for name, rows in rows.rows.items() if name}
        self.owners: dict[str, str] = {}
        self.lost: set[tuple[str, Path]] = set()
        self.unread: set[str | None] = set()
        self.values_unread: dict[str, Sequence[object]] = {}

    def scheme(self) -> Scheme | list[Problem]:
        """The scheme, or every fault."""
        head = self.rows[""][0]
        data = self._thing(Scheme, _Place(head, (), "", None))
        self._unused(head)
        for name, rows in self.unclaimed.items():
            for row in rows:
                self._ownerless(name, row)
        unread = self.values_unread
        found = scheme_files.faults_beside(data, unread) if unread else scheme_files.from_data(data)
        if isinstance(found, Scheme):
            return self.problems or found
        known = {one.spot for one in self.problems}
        for one in found:
            spot = scheme_files.nearest(one.path, self.spots)
            # A part that could not be read is not also missing.
            if not (self.problems and one.code == "missing") and not (spot in known and spot is not None):
                self.problems.append(replace(one, spot=spot))
        return self.problems

    def _thing(self, item: type, at: _Place) -> dict[str, Any]:
        """One dataclass from its columns and the rows that belong to it."""
        found = {}
        for one in fields(item):
            kinds = taken_apart(hints(item)[one.name])
            path = (*at.prefix, one.name)
            where = f"{at.path}.{one.name}".lstrip(".")
            value = self._field(kinds, replace(at, prefix=path, path=where), default_of(one))
            if value is not MISSING:
                found[one.name] = value
        return found

    def _field(self, kinds: Kinds, at: _Place, default: object) -> Any:
        core = kinds.core
        if kinds.many and (branches(core) or is_dataclass(core)):
            return self._list(core, at, default)
        if branches(core):
            return self._union(kinds, at, default)
        if is_dataclass(core):
            assert isinstance(core, type)
            return self._nested(core, kinds, at, default)
        return self._scalar(at, default)

    def _nested(self, core: type, kinds: Kinds, at: _Place, default: object) -> Any:
        cells = [cell for path, cell in at.row.cells.items() if path[: len(at.prefix)] == at.prefix]
        if not cells:
            if default is MISSING:
                return None if kinds.optional else self._thing(core, at)
            return MISSING
        self.spots[at.path] = cells[0].spot
        if kinds.optional and default is not None and len(cells) == 1 and is_none(cells[0].text):
            at.row.used.update(path for path in at.row.cells if path[: len(at.prefix)] == at.prefix)
            return None
        return self._thing(core, at)

    def _union(self, kinds: Kinds, at: _Place, default: object) -> Any:
        tag = tag_of(kinds.core)
        if default is not MISSING and not at.row.filled(at.prefix):
            return MISSING
        value = self._scalar(replace(at, prefix=(*at.prefix, tag), path=f"{at.path}.{tag}"), MISSING)
        if (spot := at.row.spots.get((*at.prefix, tag))) is not None:
            self.spots[at.path] = spot
        item = None if value is MISSING else branch(kinds.core, value)
        if item is None:
            # Without its kind nothing can be said about the rest of the row, or about rows that belong to it.
            self.unread.add(at.id)
            at.row.used.update(path for path in at.row.cells if path[: len(at.prefix)] == at.prefix)
            return MISSING
        return self._thing(item, at)

    # ------------------------------------------------------------------ cells

    def _scalar(self, at: _Place, default: object) -> Any:
        column = _column(at.row.table, at.prefix)
        if column is None:  # the tag of a kind, already known
            return MISSING
        at.row.used.add(at.prefix)
        cell, spot = at.row.cells.get(at.prefix), at.row.spots.get(at.prefix)
        if spot is not None:
            self.spots.setdefault(at.path, spot)
        if cell is not None and column.kind != "text" and not cell.text.strip():
            cell = None
        if cell is None:
            return self._empty(at, column, spot, default)
        if column.optional and cell.kind == "text" and default is not None and is_none(cell.text):
            return None
        if default and column.path[-1] in _MAY_BE_EMPTY and cell.kind == "text" and is_none(cell.text):
            return ""  # an empty cell would mean the usual text
        value = self._value(column, cell, at.path)
        if value is MISSING and not column.many:
            self.values_unread[at.path] = _might_be(column)
        return value

    def _empty(self, at: _Place, column: Column, spot: Spot | None, default: object) -> Any:
        if default is not MISSING:
            return MISSING
        if column.path[-1] in _MAY_BE_EMPTY:
            return ""
        words = heading(tables()[at.row.table], at.prefix)
        if spot is not None:
            self.problems.append(fault("cell_missing", spot, at.path, zh=words.zh, en=words.en))
        elif (at.row.table, at.prefix) not in self.lost:
            self.lost.add((at.row.table, at.prefix))
            sheet = Spot(at.row.spot.sheet)
            self.problems.append(fault("heading_missing", sheet, at.path, zh=words.zh, en=words.en))
        return MISSING

    def _value(self, column: Column, cell: Cell, path: str) -> Any:
        """What a cell says, in the spelling of a file; MISSING where that is a fault."""
        if cell.kind in ("boolean", "date", "error", "formula"):
            self._fault(f"cell_{cell.kind}", cell, path, value=cell.text[:40])
            return MISSING
        if column.many:
            parts = [part.strip() for part in _split(cell.text) if part.strip()]
            values = [self._one(column, replace(cell, text=part), path) for part in parts]
            return MISSING if MISSING in values else values
        return self._one(column, cell, path)

    def _one(self, column: Column, cell: Cell, path: str) -> Any:
        text = cell.text.strip()
        match column.kind:
            case "text":
                return cell.text
            case "id":
                return text
            case "choice":
                return self._choice(column, cell, path)
            case "number" if parse_number(text) is None:
                inexact = cell.kind == "number" and "." in text and len(text.partition(".")[0]) <= 10
                self._fault("cell_inexact" if inexact else "cell_number", cell, path, value=text[:40])
                return MISSING
            case "whole" if not text.lstrip("-").isascii() or not text.removeprefix("-").isdecimal():
                self._fault("cell_whole", cell, path, value=text[:40])
                return MISSING
        return text

    def _choice(self, column: Column, cell: Cell, path: str) -> Any:
        value = choice_of(column, cell.text)
        if value is None:
            words = [choice(column, one) for one in column.choices]
            zh, en = "、".join(w.zh for w in words), ", ".join(w.en for w in words)
            self._fault("cell_choice", cell, path, value=cell.text[:40], zh=zh, en=en)
            return MISSING
        return value

    def _fault(self, code: str, cell: Cell, path: str, **detail: object) -> None:
        self.problems.append(fault(code, cell.spot, path, **detail))

    # ------------------------------------------------------------------ rows

    def _list(self, core: type, at: _Place, default: object) -> Any:
        """The things in other rows that belong to this one; texts may stand in its own row too."""
        if at.row.table and tables()[at.row.table].inner == at.prefix:
            return MISSING  # rows of the same sheet: read with their group
        name = ".".join((at.row.table, *at.prefix)).lstrip(".")
        found = self._spread(at) if core is Text else []
        for group in self._groups(name, at.id):
            found.append(self._row(name, core, group, f"{at.path}[{len(found)}]"))
        if not found and default is not MISSING:
            return MISSING
        if at.row.table == "" and name in self.sheets:
            self.spots.setdefault(at.path, Spot(self.sheets[name]))
        return found

    def _spread(self, at: _Place) -> list[Any]:
        last = max((n for n in range(1, SPREAD + 1) if at.row.filled((*at.prefix, str(n)))), default=0)
        return [
            self._thing(Text, replace(at, prefix=(*at.prefix, str(n)), path=f"{at.path}[{n - 1}]"))
            for n in range(1, last + 1)
        ]

    def _groups(self, name: str, owner: str | None) -> list[list[Row]]:
        """The rows of one owner, those that are one thing together."""
        groups: list[list[Row]] = []
        left = []
        last: tuple[str, ...] | None = None
        counted = bool(tables()[name].inner) if name in tables() else False
        for row in self.unclaimed.get(name, []):
            if owner is not None and _owner(row) != owner:
                left.append(row)
                continue
            number = row.cells.get((NUMBER,))
            this = (number.text,) if counted and number is not None else None
            if groups and this is not None and this == last:
                groups[-1].append(row)
            else:
                groups.append([row])
            last = this
        self.unclaimed[name] = left
        return groups

    def _row(self, name: str, core: type, group: list[Row], path: str) -> dict[str, Any]:
        first, inner = group[0], tables()[name].inner
        cell = first.cells.get(("id",))
        own = cell.text.strip() if cell is not None and has_id(core) else None
        self.spots[path] = first.spot
        if own is not None:
            self.owners.setdefault(f"{name}:{own}", _owner(first) or "")
        self._contradiction(first)
        found = self._thing(core, _Place(first, (), path, own))
        if inner is not None:
            found[inner[-1]] = self._inner(name, inner, group, f"{path}.{'.'.join(inner)}")
        for row in group:
            self._same(first, row, inner)
            row.used |= {(NUMBER,), *(p for p in row.cells if p[0] == "^")}
            self._unused(row)
        return found

    def _inner(self, name: str, inner: Path, group: list[Row], path: str) -> list[Any]:
        item = tables()[name].item
        core = taken_apart(hints(item)[inner[-1]]).core
        found: list[Any] = []
        for row in group:
            if row.filled(inner):
                where = f"{path}[{len(found)}]"
                self.spots[where] = row.spot
                found.append(self._thing(core, _Place(row, inner, where, None)))
        return found

    def _same(self, first: Row, row: Row, inner: Path | None) -> None:
        """Later rows of a thing repeat it or leave it empty."""
        for path, cell in row.cells.items():
            if row is first or path[0] in ("^", NUMBER) or (inner and path[: len(inner)] == inner):
                continue
            row.used.add(path)
            known = first.cells.get(path)
            if known is None or known.text.strip() != cell.text.strip():
                self._fault("row_differs", cell, "")

    def _unused(self, row: Row) -> None:
        for path, cell in row.cells.items():
            if path not in row.used and cell.text.strip():
                words = heading(tables()[row.table], path)
                self._fault("cell_unused", cell, "", zh=words.zh, en=words.en)

    def _contradiction(self, row: Row) -> None:
        """An aspect's row names the module too; it must be the one its sub-criterion is in."""
        owners = tables()[row.table].owners
        for outer, owner in pairwise(owners):
            cell, own = row.cells.get(("^", outer)), row.cells.get(("^", owner))
            inside = self.owners.get(f"{owner}:{own.text.strip()}") if own is not None else None
            if cell is not None and own is not None and inside not in (None, cell.text.strip()):
                self._fault("owner_differs", cell, "", id=own.text[:40], other=cell.text[:40])

    def _ownerless(self, name: str, row: Row) -> None:
        """A row that belongs to nothing, or to something that has no use for it."""
        owner = tables()[name].owners[-1]
        words, cell = owner_heading(owner), row.cells.get(("^", owner))
        spot = row.spots.get(("^", owner))
        if cell is not None and f"{owner}:{cell.text.strip()}" in self.owners:
            if cell.text.strip() in self.unread:
                return
            self._fault("row_unused", cell, "", id=cell.text[:40])
        elif cell is not None:
            self._fault("owner_unknown", cell, "", id=cell.text[:40], zh=words.zh, en=words.en)
        elif spot is not None:
            self.problems.append(fault("cell_missing", spot, zh=words.zh, en=words.en))
        elif (name, ("^",)) not in self.lost:
            self.lost.add((name, ("^",)))
            self.problems.append(fault("heading_missing", Spot(row.spot.sheet), zh=words.zh, en=words.en))


def _might_be(column: Column) -> Sequence[object]:
    """What a cell that cannot be read might say."""
    if column.kind in ("number", "whole"):
        return scheme_files.SOME_NUMBERS
    return column.choices or (scheme_files.LEFT_OUT,)


def _owner(row: Row) -> str | None:
    owners = tables()[row.table].owners
    cell = row.cells.get(("^", owners[-1])) if owners else None
    return None if cell is None else cell.text.strip()


def _column(table: str, path: Path) -> Column | None:
    return next((column for column in tables()[table].columns if column.path == path), None)


def _split(text: str) -> list[str]:
    for mark in _APART[1:]:
        text = text.replace(mark, ",")
    return text.split(",")
