"""Rules of setting up: competition, events, entries, officials. Rounds stand in `decide_round.py`."""

from collections.abc import Sequence
from datetime import date

from server.core import limits
from server.core.commands_setup import AddEvent, AddOfficial, CreateCompetition, RegisterEntries
from server.core.competition import Competition, Event
from server.core.facts_setup import (
    CompetitionCreated,
    EntriesRegistered,
    EventAdded,
    OfficialAdded,
    Registration,
)
from server.core.fingerprint import scheme_hash
from server.core.ids import EntryId
from server.core.refusals import Code, Refusal
from server.core.scheme import Scheme
from server.core.scheme_check import check


def create_competition(state: Competition, command: CreateCompetition) -> CompetitionCreated | Refusal:
    """Once, and first."""
    if state.position:
        return Refusal(Code.COMPETITION_EXISTS)
    return (
        limits.check_title(command.title)
        or limits.check_text("place", command.place, limits.TITLE_LENGTH, may_be_empty=True)
        or _check_days(command.days)
        or CompetitionCreated(command.title, command.place, command.days)
    )


def _check_days(days: Sequence[str]) -> Refusal | None:
    if too_many := limits.check_count(len(days), limits.DAYS):
        return too_many
    for day in days:
        if not _is_day(day):
            return Refusal(Code.MALFORMED, {"problem": "days：日期写作 YYYY-MM-DD / a date is YYYY-MM-DD"})
    return None


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def add_event(state: Competition, command: AddEvent) -> EventAdded | Refusal:
    """With its scheme, whole and sound."""
    if command.event in state.events:
        return Refusal(Code.EVENT_EXISTS)
    return (
        limits.check_id(command.event)
        or limits.check_title(command.title)
        or limits.check_count(len(state.events) + 1, limits.EVENTS)
        or _check_scheme(command.scheme)
        or EventAdded(command.event, command.title, command.scheme, scheme_hash(command.scheme))
    )


def _check_scheme(scheme: Scheme) -> Refusal | None:
    """The first fault; whoever wants all of them asks `scheme_check` before sending. Its text has both languages."""
    for wrong in check(scheme):
        text = f"{wrong.text.zh} / {wrong.text.en}"
        return Refusal(Code.SCHEME_INVALID, {"where": wrong.path, "problem": text})
    return None


def register_entries(state: Competition, command: RegisterEntries) -> EntriesRegistered | Refusal:
    """Before the event's first draw, since a draw covers the whole field; all of the list or nothing."""
    event = state.events.get(command.event)
    if event is None:
        return Refusal(Code.EVENT_UNKNOWN)
    if any(state.rounds[id_].is_begun for id_ in event.rounds):
        return Refusal(Code.REGISTRATION_ENDED)
    if not command.entries:
        return Refusal(Code.ENTRIES_MISSING)
    return (
        limits.check_count(len(event.registrations) + len(command.entries), limits.ENTRIES_OF_AN_EVENT)
        or _check_registrations(state, event, command.entries)
        or EntriesRegistered(command.event, command.entries)
    )


def _check_registrations(state: Competition, event: Event, entries: Sequence[Registration]) -> Refusal | None:
    """An entry's id is its own in the whole competition, its public number in the event."""
    ids = set(state.entries) | {EntryId(id_) for event_ in state.events.values() for id_ in event_.teams}
    numbers = {registration.number for registration in event.registrations.values()}
    for new in entries:
        wrong = (
            limits.check_id(new.entry)
            or limits.check_text("category", new.category, limits.CATEGORY_LENGTH, may_be_empty=True)
            or limits.check_id(new.delegation)
            or limits.check_text("number", new.number, limits.NUMBER_LENGTH)
        )
        if wrong:
            return wrong
        if new.entry in ids or new.number in numbers:
            return Refusal(Code.ENTRY_EXISTS, {"number": new.number})
        ids.add(new.entry)
        numbers.add(new.number)
    return None


def add_official(state: Competition, command: AddOfficial) -> OfficialAdded | Refusal:
    """Once each; the name stands elsewhere."""
    if command.official in state.officials:
        return Refusal(Code.OFFICIAL_EXISTS)
    return (
        limits.check_id(command.official)
        or (None if command.delegation is None else limits.check_id(command.delegation))
        or limits.check_count(len(state.officials) + 1, limits.OFFICIALS)
        or OfficialAdded(command.official, command.role, command.delegation)
    )
