"""How a scheme's dataclasses lie in sheets: which tables there are, which columns each has. No words, no files.

Drawn from the types of `core/scheme.py`, so a field added there has its column here. A list of things is a table, one
row each, and names the thing it belongs to; nested single things are columns of their owner's row; a list inside a
thing that has no id (the conditions of a band) shares its sheet, one row for each condition.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Literal, NewType, Union, get_args, get_origin, get_type_hints

from server.core.scheme import Aspect, Scheme
from server.core.text import Text

Path = tuple[str, ...]
Kind = Literal["text", "id", "number", "whole", "choice"]

SPREAD = 6
"""So many texts of a list (an aspect's benchmarks) stand in its own row; a longer list has rows of its own."""
NUMBER = "#"
"""The column that counts things which have no id."""

_NAMES = frozenset({"id", "of"})
"""Plain texts that are ids."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the path inside the item (`("panel", "rule")`), what its cells hold, what a choice may be."""

    path: Path
    kind: Kind
    choices: tuple[str, ...] = ()
    many: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """
    One sheet. `owners` are the tables whose ids its rows name, the last being the one they belong to.

    `inner` is the path of the list that shares the sheet, None where there is none.
    """

    name: str
    item: type
    owners: tuple[str, ...]
    columns: tuple[Column, ...]
    inner: Path | None = None


@dataclass(frozen=True, slots=True)
class Kinds:
    """A type taken apart: what is in a field besides None."""

    core: Any
    optional: bool = False
    many: bool = False
    id: bool = False


def taken_apart(hint: Any) -> Kinds:
    """
    The core of a type: without None, without the tuple around it, without the name of an id.

    >>> taken_apart(tuple[str, ...] | None)
    Kinds(core=<class 'str'>, optional=True, many=True, id=False)
    """
    optional = many = named = False
    while True:
        if isinstance(hint, NewType):
            named, hint = True, hint.__supertype__
        elif get_origin(hint) in (Union, types.UnionType) and type(None) in get_args(hint):
            optional, hint = True, Union[tuple(a for a in get_args(hint) if a is not type(None))]  # noqa: UP007
        elif get_origin(hint) is tuple:
            many, hint = True, get_args(hint)[0]
        else:
            return Kinds(hint, optional, many, named)


def branches(core: Any) -> tuple[type, ...]:
    """The dataclasses of a union that is told apart by a tag, or nothing."""
    return get_args(core) if get_origin(core) in (Union, types.UnionType) else ()


@cache
def hints(item: type) -> dict[str, Any]:
    """The types of a dataclass's fields."""
    return get_type_hints(item)


@cache
def tag_of(union: Any) -> str:
    """The field that tells the branches of a union apart."""
    first = branches(union)[0]
    return next(f.name for f in fields(first) if _is_tag(hints(first)[f.name]))


def _is_tag(hint: Any) -> bool:
    return get_origin(hint) is Literal and len(get_args(hint)) == 1


def branch(union: Any, tag: str) -> type | None:
    """The dataclass of a union that has this tag."""
    name = tag_of(union)
    return next((b for b in branches(union) if get_args(hints(b)[name]) == (tag,)), None)


def has_id(item: type) -> bool:
    """Whether items are named by an id."""
    return "id" in hints(item)


def has_default(field: Field[Any]) -> bool:
    """Whether a field may be left out."""
    return field.default is not MISSING or field.default_factory is not MISSING


def default_of(field: Field[Any]) -> object:
    """What a field is when it is left out; MISSING where it may not be."""
    return field.default_factory() if field.default_factory is not MISSING else field.default


@cache
def tables() -> dict[str, Table]:
    """Every sheet by its name, the scheme's own head (`""`) first; owners before what they own."""
    found = {}
    for table in _tables("", Scheme, ()):
        assert table.name not in found, f"two tables at {table.name}"
        found[table.name] = table
    return found


def _tables(name: str, item: type, owners: tuple[str, ...]) -> Iterator[Table]:
    columns = tuple(_merged(_columns(item, ())))
    lists = list(_lists(item, ()))
    if name and not has_id(item) and item is not Text and lists:
        assert len(lists) == 1, f"{name}: a thing without an id has one list at most"
        path, inner = lists[0]
        yield Table(name, item, owners, (*columns, *_merged(_columns(inner, path))), path)
        return
    yield Table(name, item, owners, columns)
    for path, inner in lists:
        child = ".".join((name, *path)).lstrip(".")
        own = (*owners, name) if inner is Aspect else (name,)
        yield from _tables(child, inner, own if name else ())


def _columns(item: type, path: Path) -> Iterator[Column]:
    for name, hint in hints(item).items():
        yield from _column(hint, (*path, name))


def _column(hint: Any, path: Path) -> Iterator[Column]:
    kinds = taken_apart(hint)
    core = kinds.core
    if kinds.many and core is Text:
        yield from (Column((*path, str(n + 1), part), "text") for n in range(SPREAD) for part in ("zh", "en"))
    elif kinds.many and (branches(core) or is_dataclass(core)):
        return
    elif branches(core):
        tag = tag_of(core)
        choices = tuple(get_args(hints(one)[tag])[0] for one in branches(core))
        yield Column((*path, tag), "choice", choices, optional=kinds.optional)
        for one in branches(core):
            yield from (column for column in _columns(one, path) if column.path != (*path, tag))
    elif is_dataclass(core):
        assert isinstance(core, type)
        yield from _columns(core, path)
    else:
        yield _scalar(kinds, path)


def _scalar(kinds: Kinds, path: Path) -> Column:
    core, kind = kinds.core, "text"
    choices: tuple[str, ...] = ()
    if get_origin(core) is Literal:
        kind, choices = "choice", get_args(core)
    elif core is Decimal:
        kind = "number"
    elif core is int:
        kind = "whole"
    elif kinds.id or kinds.many or path[-1] in _NAMES:
        kind = "id"
    assert core in (str, int, Decimal) or choices, f"no column can hold {'.'.join(path)}"
    return Column(path, kind, choices, kinds.many, kinds.optional)  # type: ignore[arg-type]


def _merged(columns: Iterator[Column]) -> Iterator[Column]:
    """Kinds of a rule share the columns that have the same name, and the choices of each."""
    found: dict[Path, Column] = {}
    for column in columns:
        known = found.setdefault(column.path, column)
        assert (known.kind, known.many) == (column.kind, column.many), f"two kinds of {column.path}"
        choices = tuple(dict.fromkeys(known.choices + column.choices))
        found[column.path] = Column(
            column.path, known.kind, choices, known.many, known.optional or column.optional
        )
    yield from found.values()


def _lists(item: type, path: Path) -> Iterator[tuple[Path, type]]:
    """Every list of things below an item, wherever in its single things it stands; the same one of two kinds once."""
    found: dict[Path, type] = {}
    for name, hint in hints(item).items():
        kinds = taken_apart(hint)
        where = (*path, name)
        for one in branches(kinds.core) or (kinds.core,):
            if not is_dataclass(one) or (one is Text and not kinds.many):
                continue
            assert isinstance(one, type)
            inner = [(where, one)] if kinds.many else _lists(one, where)
            for at, thing in inner:
                assert found.setdefault(at, thing) is thing, f"two kinds of things at {at}"
    yield from found.items()


@cache
def needed(item: type, path: Path = ()) -> frozenset[Path]:
    """The columns that no row may leave empty: fields without a usual value, whatever the kind."""
    found: set[Path] = set()
    for one in fields(item):
        kinds, where = taken_apart(hints(item)[one.name]), (*path, one.name)
        if has_default(one):
            continue
        if branches(kinds.core):
            found.add((*where, tag_of(kinds.core)))
        elif is_dataclass(kinds.core) and not kinds.many:
            assert isinstance(kinds.core, type)
            found |= needed(kinds.core, where)
        elif not (kinds.many and is_dataclass(kinds.core)):
            found.add(where)
    return frozenset(found)


def conditions(item: type, path: Path, prefix: Path = ()) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """
    When a column is of use: the columns of kinds that decide it, each with the kinds that have it.

    >>> list(conditions(Aspect, ("rule", "benchmarks", "1", "zh")))
    [(('rule', 'kind'), ('judgement',))]
    """
    for name, hint in hints(item).items():
        kinds, where = taken_apart(hint), (*prefix, name)
        if kinds.many or path[: len(where)] != where:
            continue
        if branches(kinds.core):
            tag = tag_of(kinds.core)
            fitting = [b for b in branches(kinds.core) if path in {c.path for c in _columns(b, where)}]
            if path != (*where, tag):
                yield (*where, tag), tuple(get_args(hints(one)[tag])[0] for one in fitting)
                for one in fitting:
                    yield from conditions(one, path, where)
        elif is_dataclass(kinds.core):
            assert isinstance(kinds.core, type)
            yield from conditions(kinds.core, path, where)
