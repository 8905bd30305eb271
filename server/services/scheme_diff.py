"""Two versions of a scheme: what changed, part by part, matched by id. The words stand in `scheme_diff_words.py`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

from server.core.exact import Rounding
from server.core.rank_points import RankPoints
from server.core.rules import Band, Knot, Level, Limits, OverFactor, PerTime
from server.core.scheme import Difficulty, Gate, PanelRule, Scheme, TieBreak, Tries
from server.core.text import Text
from server.services import scheme_diff_words as words

WHOLE = (
    Text, Rounding, PanelRule, PerTime, TieBreak, Gate, Band, OverFactor, Knot, Level, Limits, Tries, RankPoints,
    Difficulty,
)  # fmt: skip
"""Shapes that are told whole, before and after, and not field by field."""
QUIET = frozenset({
    "title", "trade", "basis", "source", "note", "benchmarks", "minutes", "unit", "version", "id", "section", "sections",
    "aspect_max",
})  # fmt: skip
"""Fields that no result hangs on."""

Kind = Literal["added", "removed", "moved", "changed"]


@dataclass(frozen=True, slots=True)
class Change:
    """
    One change: what happened, where by ids and fields (`weld/face/height/max`), what stood there, and both in words.

    `counts` is False where no result can hang on it: titles, notes, benchmark texts.
    """

    kind: Kind
    path: str
    old: str
    new: str
    counts: bool
    text: Text


@dataclass(frozen=True, slots=True)
class At:
    """Where the comparison has come to: the table of headings, the fields since, the names and ids on the way."""

    table: str = ""
    trail: tuple[str, ...] = ()
    names: tuple[Text, ...] = ()
    ids: tuple[str, ...] = ()

    def field(self, name: str) -> At:
        """One field further."""
        return At(self.table, (*self.trail, name), self.names, (*self.ids, name))

    def part(self, table: str, part: Any) -> At:
        """Into a part that has a name of its own."""
        name = getattr(part, "title", Text(part.id, part.id))
        return At(table, (), (*self.names, name), (*self.ids, part.id))


def changes(old: Scheme, new: Scheme) -> list[Change]:
    """Everything that differs, in the order of the scheme; empty where nothing does."""
    return [*_moved(old, new), *_compared(old, new, At(), _homes(old), _homes(new))]


Homes = Mapping[str, tuple[str, str]]
"""Where each aspect stands: module and sub-criterion."""


def _homes(scheme: Scheme) -> Homes:
    return {a.id: (m.id, s.id) for m in scheme.modules for s in m.sub_criteria for a in s.aspects}


def _moved(old: Scheme, new: Scheme) -> Iterator[Change]:
    """Aspects that stand in another part; what changed in them is told there as well."""
    before, after = _homes(old), _homes(new)
    was = {a.id: (a, m, s) for m in old.modules for s in m.sub_criteria for a in s.aspects}
    for module in new.modules:
        for sub in module.sub_criteria:
            for aspect in sub.aspects:
                if aspect.id in before and before[aspect.id] != after[aspect.id]:
                    first, from_module, from_sub = was[aspect.id]
                    source = At().part("modules", from_module).part("sub_criteria", from_sub)
                    at = At().part("modules", module).part("sub_criteria", sub)
                    yield _change(
                        "moved", at, words.place(source.names), words.place(at.names), name=aspect.title
                    )
                    yield from _fields(first, aspect, at.part("aspects", aspect), before, after)


def _compared(old: Any, new: Any, at: At, before: Homes, after: Homes) -> Iterator[Change]:
    if old == new:
        return
    if isinstance(old, tuple) and isinstance(new, tuple) and _named(old) and _named(new):
        yield from _parts(old, new, at, before, after)
    elif is_dataclass(old) and type(old) is type(new) and not isinstance(old, WHOLE):
        yield from _fields(old, new, at, before, after)
    else:
        yield _change("changed", at, *words.both(old, new, at.trail))


def _fields(old: Any, new: Any, at: At, before: Homes, after: Homes) -> Iterator[Change]:
    for field in fields(old):
        yield from _compared(
            getattr(old, field.name), getattr(new, field.name), at.field(field.name), before, after
        )


def _named(parts: Sequence[Any]) -> bool:
    return all(hasattr(part, "id") for part in parts)


def _parts(old: Sequence[Any], new: Sequence[Any], at: At, before: Homes, after: Homes) -> Iterator[Change]:
    table = at.trail[-1]
    here = At(at.table, (), at.names, at.ids[:-1])
    was, now = {part.id: part for part in old}, {part.id: part for part in new}
    for part in old:
        if part.id not in now and not (table == "aspects" and part.id in after):
            yield _change("removed", here.part(table, part), words.part(table, part), Text("", ""))
    for part in new:
        if part.id in was:
            yield from _compared(was[part.id], part, here.part(table, part), before, after)
        elif not (table == "aspects" and part.id in before):
            yield _change("added", here.part(table, part), Text("", ""), words.part(table, part))
    common = [name for name in was if name in now]
    if common != [name for name in now if name in was]:
        yield _change(
            "changed",
            at,
            words.order(was[name] for name in common),
            words.order(now[n] for n in now if n in was),
        )


def _counts(table: str, trail: tuple[str, ...]) -> bool:
    """Whether a result can hang on a field; the unit of a result, and of a value that is compared, says how it is read."""
    read = trail == ("result", "unit") or (table == "aspects" and trail == ("rule", "unit"))
    return read or not QUIET.intersection(trail[-1:])


def _change(kind: Kind, at: At, old: Text, new: Text, name: Text | None = None) -> Change:
    counts = at.table not in QUIET and (kind != "changed" or _counts(at.table, at.trail))
    where = words.place(at.names)
    text = words.sentence(kind, where, words.label(at.table, at.trail), old, new, name)
    return Change(kind, "/".join(at.ids), old.zh, new.zh, counts, text)
