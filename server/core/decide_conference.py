"""Rules of a conference (评议): who marks again and why, what a panel may agree on, what is let stand."""

from collections.abc import Iterable
from dataclasses import dataclass

from server.core import limits
from server.core.commands_conference import AcceptSpread, AgreeValues, CallConference, ConferenceCommand
from server.core.competition import Competition
from server.core.conference import Conference
from server.core.conferences import all_in, apart, seen_at
from server.core.decide_approval import check_unlocked
from server.core.facts_conference import ConferenceCalled, SpreadAccepted, ValuesAgreed
from server.core.ids import AspectId, EntryId
from server.core.marks import check_mark
from server.core.panel import rule_for
from server.core.refusals import Code, Refusal
from server.core.round import Round
from server.core.scheme import Module


@dataclass(frozen=True, slots=True)
class _Place:
    """The sheets a command is about, and the aspects on which their judges lie too far apart."""

    round: Round
    module: Module
    entry: EntryId
    said: Conference
    wide: frozenset[AspectId]


def call_conference(state: Competition, command: CallConference) -> ConferenceCalled | Refusal:
    """While the round is open, once all sheets are in; one call at a time, for judges of the panel."""
    place = _place(state, command)
    if isinstance(place, Refusal):
        return place
    if place.round.phase != "open":
        return Refusal(Code.ROUND_NOT_OPEN)
    judging = place.round.judging(place.module.id, place.entry)
    if any(judge in place.said.asked for judge in judging):
        return Refusal(Code.CONFERENCE_UNDER_WAY, {"position": place.said.called_at})
    judges = command.judges or judging
    if any(judge not in judging for judge in judges) or len(set(judges)) < len(judges):
        return Refusal(Code.OFFICIAL_UNKNOWN)
    settled = place.wide | place.said.agreed.keys()
    return (
        _check_aspects(command.aspects, settled)
        or limits.check_reason(command.reason, needed=True)
        or ConferenceCalled(
            command.round,
            command.module,
            command.code,
            command.aspects,
            judges,
            command.reason,
            command.seen,
        )
    )


def agree_values(state: Competition, command: AgreeValues) -> ValuesAgreed | Refusal:
    """From the opening on, where the panel's rule is to agree: a mark for aspects on which the judges do not."""
    place = _place(state, command)
    if isinstance(place, Refusal):
        return place
    if refused := _check_aspects(command.marks, place.wide | place.said.agreed.keys()):
        return refused
    for aspect in place.module.aspects():
        if aspect.id not in command.marks:
            continue
        if rule_for(place.module, aspect).rule != "agreed":
            return Refusal(Code.VALUE_NOT_TO_AGREE, {"aspect": aspect.id})
        if wrong := check_mark(aspect, command.marks[aspect.id]):
            return wrong
    known = {aspect: one.mark for aspect, one in place.said.agreed.items()}
    if all(known.get(aspect) == mark for aspect, mark in command.marks.items()):
        return Refusal(Code.SHEET_UNCHANGED)
    return limits.check_reason(command.reason, needed=True) or ValuesAgreed(
        command.round, command.module, command.code, command.marks, command.reason, command.seen
    )


def accept_spread(state: Competition, command: AcceptSpread) -> SpreadAccepted | Refusal:
    """From the opening on: aspects that are too far apart and that nobody has settled."""
    place = _place(state, command)
    if isinstance(place, Refusal):
        return place
    unsettled = place.wide - place.said.agreed.keys() - place.said.accepted.keys()
    return (
        _check_aspects(command.aspects, unsettled)
        or limits.check_reason(command.reason, needed=True)
        or SpreadAccepted(
            command.round, command.module, command.code, command.aspects, command.reason, command.seen
        )
    )


def _place(state: Competition, command: ConferenceCommand) -> _Place | Refusal:
    """Sheets that are all in, of an entry that competes, as the author has seen them."""
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    scheme = state.event_of(round_).scheme
    module = scheme.module(command.module)
    if module is None:
        return Refusal(Code.MODULE_UNKNOWN)
    if round_.phase in ("planned", "drawn"):
        return Refusal(Code.ROUND_NOT_OPEN)
    entry = round_.entries.get(command.code)
    if entry is None:
        return Refusal(Code.CODE_UNKNOWN, {"code": command.code[:20]})
    if round_.state(entry) != "competing":
        return Refusal(Code.ENTRY_NOT_COMPETING, {"code": command.code})
    if not all_in(round_, module.id, entry):
        return Refusal(Code.CONFERENCE_SHEETS_MISSING)
    if command.seen != (seen := seen_at(round_, module.id, entry)):
        return Refusal(Code.SHEET_CHANGED_MEANWHILE, {"position": seen})
    if locked := check_unlocked(state, round_, entry):
        return locked
    wide = frozenset(one.aspect for one in apart(scheme, round_, module, entry))
    return _Place(round_, module, entry, round_.conference(module.id, entry), wide)


def _check_aspects(named: Iterable[AspectId], allowed: frozenset[AspectId]) -> Refusal | None:
    """At least one, each once, and none on which the panel is together."""
    aspects = list(named)
    strange = next((one for one in aspects if one not in allowed), None)
    if strange is not None or not aspects or len(set(aspects)) < len(aspects):
        return Refusal(Code.CONFERENCE_NOT_APART, {"aspect": "" if strange is None else strange[:40]})
    return None
