"""Fields that came to a shape after ledgers held it: nothing of an old ledger may change because of them.

Such a field has a usual value, and at that value it is left out wherever the shape is written or hashed: an old
scheme keeps its hash, an old fact its JSON form. What the shapes are stands elsewhere.
"""

from dataclasses import field, fields, is_dataclass
from typing import Any, TypeVar

Usual = TypeVar("Usual")

_LATER = "later"
_Fields = tuple[list[str], list[tuple[str, Any]]]
_known: dict[Any, _Fields] = {}


def later(usual: Usual) -> Usual:
    """
    The default of a dataclass field that was added after its class had been written to ledgers.

    >>> from dataclasses import dataclass
    >>> @dataclass(frozen=True)
    ... class Sheet:
    ...     judge: str
    ...     run: int = later(1)
    >>> Sheet("a").run, list(written(Sheet("a"))), list(written(Sheet("a", 2)))
    (1, ['judge'], ['judge', 'run'])
    """
    found: Usual = field(default=usual, metadata={_LATER: True})
    return found


def written(value: Any) -> list[str]:
    """The names of a dataclass's fields that are written: all but later ones at their usual value."""
    names, added = _fields(type(value))
    if not added:
        return names
    usual = {name for name, default in added if getattr(value, name) == default}
    return [name for name in names if name not in usual]


def as_written(value: Any, form: Any) -> Any:
    """
    The JSON form of a value, made whole by somebody else, without the fields that are not written; in place.

    Looks into dataclasses and lists of them. What stands in a mapping is texts: marks as typed.
    """
    if is_dataclass(value):
        names, added = _fields(type(value))
        for name, usual in added:
            if getattr(value, name) == usual:
                del form[name]
        for name in names:
            inner = getattr(value, name)
            if name in form and (isinstance(inner, tuple) or is_dataclass(inner)):
                as_written(inner, form[name])
    elif isinstance(value, tuple):
        for one, part in zip(value, form, strict=True):
            as_written(one, part)
    return form


def _fields(shape: Any) -> _Fields:
    """The names of all fields, and name and usual value of those that came later."""
    known = _known.get(shape)
    if known is None:
        every = fields(shape)
        added = [(one.name, one.default) for one in every if _LATER in one.metadata]
        known = _known[shape] = ([one.name for one in every], added)
    return known
