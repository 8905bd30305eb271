"""What stands in memory and in the store alike: a change that cannot be stored never was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


@contextmanager
def kept_or_as_before(known: dict[Key, Value], changes: Mapping[Key, Value]) -> Iterator[None]:
    """
    Changes stand in memory at once, so that two that overlap do not build on the same state; inside they are stored.

    Where that fails, what stood there before stands there again, unless yet another change has come since.

    >>> screens = {"east": "dark"}
    >>> try:
    ...     with kept_or_as_before(screens, {"east": "bright", "west": "bright"}):
    ...         raise OSError("the disk is full")
    ... except OSError:
    ...     screens
    {'east': 'dark'}
    """
    before = {key: known[key] for key in changes if key in known}
    known.update(changes)
    try:
        yield
    except Exception:
        for key, new in changes.items():
            if known.get(key) is not new:
                continue
            if key in before:
                known[key] = before[key]
            else:
                del known[key]
        raise


@contextmanager
def gone_or_as_before(known: dict[Key, Value], key: Key) -> Iterator[None]:
    """
    What is removed is gone from memory at once; inside it is removed from the store, too.

    Where that fails, it stands there again, unless another has come in its place: nobody is shown that something is
    gone which comes back with the next start.

    >>> screens = {"east": "dark"}
    >>> try:
    ...     with gone_or_as_before(screens, "east"):
    ...         raise OSError("the disk is full")
    ... except OSError:
    ...     screens
    {'east': 'dark'}
    """
    before = known.pop(key)
    try:
        yield
    except Exception:
        known.setdefault(key, before)
        raise
