"""Rules of deciding a tie: when the chief judge may, and what keeps results with a tie from becoming official."""

from collections.abc import Mapping, Sequence

from server.core import limits
from server.core.commands_rulings import DecideTie
from server.core.competition import Competition
from server.core.decide_blind import check_known
from server.core.facts_rulings import TieDecided
from server.core.field import results
from server.core.ids import EntryId
from server.core.refusals import Code, Refusal
from server.core.results import Result
from server.core.round import Round
from server.core.tie_decisions import decidable, holds, undecided

NAMED = 6
"""So many entries a refusal names."""


def decide_tie(state: Competition, command: DecideTie) -> TieDecided | Refusal:
    """With a reason, from the draw on, for all entries that are equal in every other key, and only for those."""
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    if sealed := check_known(round_):
        return sealed
    if not decidable(state.event_of(round_).scheme):
        return Refusal(Code.TIE_NOT_DECIDABLE)
    if any(entry not in round_.codes for entry in command.entries):
        return Refusal(Code.ENTRY_UNKNOWN)
    decision = TieDecided(round_.id, command.entries, command.reason, command.replaces)
    twice = len(set(command.entries)) < len(command.entries)
    if len(command.entries) < 2 or twice or not holds(results(state, round_), decision):
        return Refusal(Code.TIE_NOT_EQUAL)
    if command.replaces != _decided(round_, command.entries):
        return Refusal(Code.TIE_DECIDED_MEANWHILE)
    return limits.check_reason(command.reason, needed=True) or decision


def _decided(round_: Round, entries: Sequence[EntryId]) -> tuple[EntryId, ...]:
    """The order that was last decided between just these entries; empty where none was."""
    same = [one.entries for one in round_.ties if set(one.entries) == set(entries)]
    return same[-1] if same else ()


def check_ties(state: Competition, round_: Round) -> Refusal | None:
    """Where the scheme allows no ties among the first places, there must be none that nobody has decided."""
    places = state.event_of(round_).scheme.result.no_ties_to
    if places is None:
        return None
    return _named(state, round_, places, results(state, round_))


def _named(state: Competition, round_: Round, places: int, found: Mapping[EntryId, Result]) -> Refusal | None:
    ties = undecided(found, places)
    if not ties:
        return None
    return Refusal(Code.TIES_UNDECIDED, {"places": places, "numbers": _numbers(state, round_, ties[0])})


def _numbers(state: Competition, round_: Round, entries: Sequence[EntryId]) -> str:
    registrations = state.event_of(round_).registrations
    shown = [registrations[entry].number for entry in entries[:NAMED]]
    return ", ".join(shown) + (" …" if len(entries) > NAMED else "")
