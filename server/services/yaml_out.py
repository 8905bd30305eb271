"""A scheme as YAML in the style of the library: short things on one line, usual values left out, every number as it is."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from typing import Any

from server.core.scheme import Scheme
from server.services.scheme_files import to_data
from server.services.scheme_workbook_shape import default_of

WIDTH = 110
_FIRST = ("id", "version", "kind", "by")
_ALWAYS = frozenset({"kind", "by", "live", "direction", "unit", "rounding", "rule", "places", "mode"})
"""Written even where they are as usual: whoever reads the file should not have to know what is usual."""
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`~=][^\[\]{},:#&*!|>'\"%@`\n\t]*(?<! )|-?[0-9][0-9.]*")
_HIDING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]")


def write(scheme: Scheme) -> bytes:
    """The file; `scheme_files.read` gives the same scheme back."""
    lines = _block(_sparse(scheme), 0)
    return ("\n".join(lines) + "\n").encode()


def _sparse(value: Any) -> Any:
    """Plain data without what is as usual."""
    if isinstance(value, tuple):
        return [_sparse(item) for item in value]
    if not is_dataclass(value):
        return to_data(value)
    found = {}
    for one in fields(value):
        part = getattr(value, one.name)
        if part != default_of(one) or (one.name in _ALWAYS and part is not None):
            found[one.name] = _sparse(part)
    order = sorted(found, key=lambda name: _place(name, found[name]))
    return {name: found[name] for name in order}


def _place(name: str, value: Any) -> int:
    """What names a thing comes first, what is long comes last."""
    if name in _FIRST:
        return _FIRST.index(name)
    long = name != "when" and isinstance(value, list) and any(isinstance(item, dict) for item in value)
    return len(_FIRST) + (2 if name in ("rule", "scored") else 1 if long else 0)


def _block(data: dict[str, Any], indent: int) -> list[str]:
    """A mapping on lines of its own."""
    lines = []
    for name, value in data.items():
        if indent == 0 and name in ("modules", "gates", "tie_breaks", "penalties"):
            lines.append("")
        lines += _entry(name, value, indent)
    return lines


_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def _entry(name: str, value: Any, indent: int) -> list[str]:
    pad, flow = " " * indent, _flow(value)
    if not isinstance(value, dict | list):
        return [f"{pad}{name}: {_scalar(value, inside=False)}"]
    own_lines = isinstance(value, list) and any(isinstance(item, dict) for item in value)
    if (
        not own_lines
        and len(pad) + len(name) + len(flow) + 2 <= WIDTH
        and not (name == "rule" and _deep(value))
    ):
        return [f"{pad}{name}: {flow}"]
    if isinstance(value, dict):
        return [f"{pad}{name}:", *_block(value, indent + 2)]
    return [f"{pad}{name}:", *(line for item in value for line in _item(item, indent + 2, name))]


def _item(item: Any, indent: int, name: str) -> list[str]:
    """One item of a list, on one line where it fits."""
    flow, pad = _flow(item), " " * indent
    large = name in ("modules", "sub_criteria", "aspects") or indent + len(flow) + 2 > WIDTH + 10
    if not isinstance(item, dict) or not large:
        return [f"{pad}- {flow}"]
    first, *rest = _block(item, indent + 2)
    return [f"{pad}- {first.lstrip()}", *rest]


def _deep(value: Any) -> bool:
    return any(
        isinstance(inner, dict | list) for inner in (value.values() if isinstance(value, dict) else ())
    )


def _flow(value: Any) -> str:
    """Anything on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_flow(inner)}" for name, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(inner) for inner in value) + "]"
    return _scalar(value, inside=True)


def _scalar(value: Any, *, inside: bool) -> str:
    """
    A text as it is where YAML takes it for nothing else, in quotes otherwise.

    >>> _scalar("焊接", inside=True), _scalar("it's: so", inside=True), _scalar("null", inside=True)
    ('焊接', "'it''s: so'", "'null'")
    """
    if value is None:
        return "null"
    text = str(value)
    bare = text if inside else text.replace(",", "")
    if text not in ("", "~", "null") and _PLAIN.fullmatch(bare) and not _HIDING.search(text):
        return text
    if "\n" in text or "\t" in text or _HIDING.search(text):
        return '"' + "".join(map(_escaped, text)) + '"'
    return "'" + text.replace("'", "''") + "'"


def _escaped(character: str) -> str:
    """
    A character inside double quotes. YAML names one beyond U+FFFF by eight digits, not, as JSON does, by two halves.

    >>> _escaped("焊") + _escaped(chr(7)) == "焊" + chr(92) + "U00000007"
    True
    """
    if character in _SHORT:
        return _SHORT[character]
    return character if character.isprintable() else f"\\U{ord(character):08x}"
