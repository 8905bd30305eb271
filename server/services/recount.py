"""A round's standings from nothing: no figure is taken from anywhere but the folded facts. Live ones: `live_round.py`."""

from server.core.competition import Competition, Round
from server.core.facts import Marks
from server.core.ids import EntryId, ModuleId, OfficialId
from server.core.results import result_of
from server.core.scheme import Scheme
from server.core.standings import Standings, rank

SheetsOf = dict[ModuleId, dict[OfficialId, Marks]]
"""One entry's marks as they stand: by module and judge."""


def standings(state: Competition, round_: Round) -> Standings:
    """Every drawn entry under the scheme of its event."""
    scheme = state.event_of(round_).scheme
    return under(scheme, round_, {one.entry: sheets_of(scheme, round_, one.entry) for one in round_.order})


def under(scheme: Scheme, round_: Round, sheets: dict[EntryId, SheetsOf]) -> Standings:
    """These sheets of a round under any scheme, with the round's panels and states."""
    results = {
        entry: result_of(scheme, there, round_.panels, round_.state(entry)) for entry, there in sheets.items()
    }
    return rank(scheme, results)


def sheets_of(scheme: Scheme, round_: Round, entry: EntryId) -> SheetsOf:
    """The marks of one entry in the modules of a scheme."""
    return {
        module.id: {judge: one.marks for judge, one in round_.sheets.get((module.id, entry), {}).items()}
        for module in scheme.modules
    }
