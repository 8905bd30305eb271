"""How many sheets of an entry are in and due, as far as that may be said of a blind code. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from server.core.ids import EntryId, ModuleId
from server.services.round_view import RoundView

Counts = Mapping[tuple[ModuleId, EntryId], tuple[int, int]]
"""Sheets that are in and that are due, of each module and entry."""


def by_code(view: RoundView) -> Counts:
    """
    The counts that go with blind codes.

    Where a judge stays out of an entry of their own delegation (回避), it is due one sheet less than others: that
    would tell whose it is. In such a module all that is said, of every entry, is whether everything is in: 1 of 1.
    """
    some = uneven(view)
    if not some:
        return view.counts
    return {
        (module, entry): whole(*count) if module in some else count
        for (module, entry), count in view.counts.items()
    }


def whole(there: int, due: int) -> tuple[int, int]:
    """One of one where everything is in, else none of one."""
    return int(0 < due <= there), 1


def of_module(view: RoundView, module: ModuleId, count: tuple[int, int]) -> tuple[int, int]:
    """The same of one entry."""
    return whole(*count) if module in uneven(view) else count


def uneven(view: RoundView) -> set[ModuleId]:
    """The modules in which not every entry is marked by as many judges."""
    due: dict[ModuleId, set[int]] = {}
    for standing in view.standings:
        for module, result in standing.result.modules.items():
            due.setdefault(module, set()).add(result.sheets_due)
    return {module for module, numbers in due.items() if len(numbers) > 1}
