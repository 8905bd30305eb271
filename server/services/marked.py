"""All that a round's results are made of at one moment, kept apart from what comes later. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from server.core.competition import Competition, Panel, Phase, Round
from server.core.field import SheetsOf, given_of, sheets_of
from server.core.given import Given
from server.core.ids import EntryId, ModuleId


@dataclass(frozen=True, slots=True)
class Marked:
    """The sheets of every drawn entry, the panels, and what else is given for each."""

    phase: Phase
    sheets: Mapping[EntryId, SheetsOf]
    panels: Mapping[ModuleId, Panel]
    given: Mapping[EntryId, Given]


def marked(state: Competition, round_: Round) -> Marked:
    """The round as it is now."""
    scheme = state.event_of(round_).scheme
    entries = [drawn.entry for drawn in round_.order]
    return Marked(
        round_.phase,
        {entry: sheets_of(scheme, round_, entry) for entry in entries},
        dict(round_.panels),
        {entry: given_of(state, round_, entry) for entry in entries},
    )
