"""A scheme becomes rows of cells: what stands in which column of which table. How it looks: `scheme_workbook_look.py`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

from server.core.scheme import PanelRule, Scheme
from server.core.text import Text
from server.services.scheme_workbook_shape import (
    NUMBER,
    SPREAD,
    Path,
    branches,
    default_of,
    hints,
    tables,
    taken_apart,
)
from server.services.scheme_workbook_words import NONE

Cells = dict[Path, Any]
"""A row: what stands in each column. `NONE` says that nothing is meant, a list is ids beside each other."""


def rows_of(scheme: Scheme) -> dict[str, list[Cells]]:
    """The rows of every table by its name; owners under `("^", owner)`."""
    found: dict[str, list[Cells]] = {name: [] for name in tables()}
    head: Cells = {}
    found[""].append(head)
    _fill(scheme, (), "", head, {}, found)
    return found


def _fill(
    item: Any, prefix: Path, table: str, cells: Cells, owners: dict[str, str], found: dict[str, list[Cells]]
) -> None:
    """One thing into the columns of its row, and what belongs to it into rows of its own."""
    kind: type = type(item)
    for one in fields(item):
        value, path = getattr(item, one.name), (*prefix, one.name)
        kinds = taken_apart(hints(kind)[one.name])
        if kinds.many and (branches(kinds.core) or is_dataclass(kinds.core)):
            if tables()[table].inner != path:
                _things(value, path, table, cells, owners, found)
        elif value is None:
            if default_of(one) is not None:
                cells[_first(kinds.core, path)] = NONE
        elif value == "" and default_of(one) not in ("", MISSING):
            cells[path] = NONE
        elif is_dataclass(value):
            _fill(value, path, table, cells, owners, found)
        elif not (isinstance(item, PanelRule) and _idle(item, one.name)):
            cells[path] = list(value) if kinds.many else value


def _first(core: Any, path: Path) -> Path:
    """The column that says that a thing is not there."""
    while is_dataclass(core):
        assert isinstance(core, type)
        name = fields(core)[0].name
        path, core = (*path, name), taken_apart(hints(core)[name]).core
    return path


def _idle(rule: PanelRule, name: str) -> bool:
    """How many marks are dropped says nothing where none are."""
    return name in ("drop_high", "drop_low") and rule.rule != "trimmed_mean" and getattr(rule, name) == 1


def _things(
    things: Any, path: Path, table: str, cells: Cells, owners: dict[str, str], found: dict[str, list[Cells]]
) -> None:
    name = ".".join((table, *path)).lstrip(".")
    if things and isinstance(things[0], Text) and len(things) <= SPREAD:
        for n, text in enumerate(things, 1):
            cells[(*path, str(n), "zh")], cells[(*path, str(n), "en")] = text.zh, text.en
        return
    own = dict(owners)
    if table and ("id",) in cells:
        own[table] = cells[("id",)]
    for n, thing in enumerate(things, 1):
        for row in _rows(thing, n, name, own, found):
            row |= {("^", owner): own[owner] for owner in tables()[name].owners}
            found[name].append(row)


def _rows(
    thing: Any, number: int, name: str, own: dict[str, str], found: dict[str, list[Cells]]
) -> Iterator[Cells]:
    """The row of one thing; several where a list of its shares the sheet."""
    inner = tables()[name].inner
    first: Cells = {}
    _fill(thing, (), name, first, own, found)
    if inner is None:
        yield first
        return
    of_things = thing
    for step in inner:
        of_things = getattr(of_things, step)
    first[(NUMBER,)] = number
    rows = [first]
    rows += [{(NUMBER,): number} for _ in of_things[1:]]
    for row, one in zip(rows, of_things, strict=False):
        _fill(one, inner, name, row, own, found)
    yield from rows
