"""All that a round's results are made of at one moment, kept apart from what comes later. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from server.core.field import SheetsOf, sheets_of
from server.core.given import Given
from server.core.ids import EntryId, ModuleId
from server.core.round import Panel, Phase, Round
from server.core.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Marked:
    """
    The sheets of every drawn entry, the panels, and what else is given for each.

    `handed_in` says of each module and entry by which fact the last of its sheets came.
    """

    phase: Phase
    sheets: Mapping[EntryId, SheetsOf]
    panels: Mapping[ModuleId, Panel]
    given: Mapping[EntryId, Given]
    handed_in: Mapping[tuple[ModuleId, EntryId], int]


def marked(
    scheme: Scheme,
    round_: Round,
    given: Callable[[EntryId], Given],
    handed_in: Mapping[tuple[ModuleId, EntryId], int],
) -> Marked:
    """The round as it is now."""
    entries = [drawn.entry for drawn in round_.pieces]
    return Marked(
        round_.phase,
        {entry: sheets_of(scheme, round_, entry) for entry in entries},
        dict(round_.panels),
        {entry: given(entry) for entry in entries},
        dict(handed_in),
    )


def handed_in(round_: Round) -> dict[tuple[ModuleId, EntryId], int]:
    """By which fact the last sheet of each module and entry came, as far as sheets tell it."""
    return {key: max(one.position for one in there.values()) for key, there in round_.sheets.items() if there}
