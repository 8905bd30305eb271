"""JSON Merge Patch (RFC 7396): what changed between two states, and a state after it. No state holds null."""

from collections.abc import Mapping
from typing import Any

State = Mapping[str, Any]
"""A JSON object without null anywhere: only then can a merge patch say every change."""


def diff(before: State, after: State) -> dict[str, Any]:
    """
    The smallest merge patch that turns `before` into `after`; arrays and plain values are replaced whole.

    >>> diff({"a": 1, "b": {"c": 2, "d": 3}}, {"b": {"c": 2, "d": 4}})
    {'a': None, 'b': {'d': 4}}
    """
    patch: dict[str, Any] = {key: None for key in before if key not in after}
    for key, new in after.items():
        if key not in before:
            patch[key] = new
            continue
        old = before[key]
        if old is new:
            continue
        if isinstance(old, dict) and isinstance(new, dict):
            # An object cannot be emptied by an empty patch, but every member that left is named in it.
            inner = diff(old, new)
            if inner:
                patch[key] = inner
        elif not _same(old, new):
            patch[key] = new
    return patch


def apply(before: State, patch: Mapping[str, Any]) -> dict[str, Any]:
    """
    The state after a patch; `before` is left as it was.

    >>> apply({"a": 1, "b": {"c": 2}}, {"a": None, "b": {"d": 3}})
    {'b': {'c': 2, 'd': 3}}
    """
    after = dict(before)
    for key, change in patch.items():
        if change is None:
            after.pop(key, None)
        elif isinstance(change, dict):
            old = after.get(key)
            after[key] = apply(old if isinstance(old, dict) else {}, change)
        else:
            after[key] = change
    return after


def _same(old: Any, new: Any) -> bool:
    """Equal as JSON: Python alone would take true for 1 and 1 for 1.0."""
    if type(old) is not type(new):
        return False
    if isinstance(old, list):
        return len(old) == len(new) and all(map(_same, old, new))
    if isinstance(old, dict):
        return old.keys() == new.keys() and all(_same(old[key], new[key]) for key in old)
    return bool(old == new)
