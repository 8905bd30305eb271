"""The field of a round: what every drawn entry's result is made of, and the results, from the folded facts alone.

Here, and nowhere else, a round becomes the arguments of `result_of`; live standings keep what they got and ask again
for the entries that changed.
"""

from collections.abc import Mapping

from server.core.competition import Competition, Round
from server.core.facts import Marks
from server.core.given import Given
from server.core.ids import EntryId, ModuleId, OfficialId
from server.core.results import Result, result_of
from server.core.scheme import Scheme
from server.core.standings import Standings, rank

SheetsOf = dict[ModuleId, dict[OfficialId, Marks]]
"""One entry's marks as they stand: by module and judge."""


def sheets_of(scheme: Scheme, round_: Round, entry: EntryId) -> SheetsOf:
    """The marks of one entry in the modules of a scheme."""
    return {
        module.id: {judge: one.marks for judge, one in round_.sheets.get((module.id, entry), {}).items()}
        for module in scheme.modules
    }


def given_of(state: Competition, round_: Round, entry: EntryId) -> Given:
    """What counts for an entry besides its sheets."""
    return Given(
        state=round_.state(entry),
        penalties=round_.penalties.get(entry, ()),
        parts=tuple(round_.parts.values()),
    )


def results_under(
    state: Competition, round_: Round, scheme: Scheme, sheets: Mapping[EntryId, SheetsOf]
) -> dict[EntryId, Result]:
    """The results of these sheets under any scheme, with all else as the round has it."""
    return {
        entry: result_of(scheme, there, round_.panels, given_of(state, round_, entry))
        for entry, there in sheets.items()
    }


def results(state: Competition, round_: Round) -> dict[EntryId, Result]:
    """Every drawn entry's result under the scheme of its event."""
    scheme = state.event_of(round_).scheme
    sheets = {one.entry: sheets_of(scheme, round_, one.entry) for one in round_.order}
    return results_under(state, round_, scheme, sheets)


def standings(state: Competition, round_: Round) -> Standings:
    """Every drawn entry with its rank, from nothing but the folded facts."""
    return rank(state.event_of(round_).scheme, results(state, round_))
