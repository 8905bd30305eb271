"""What can be asked for about what a competition is made of: events, entries, officials. See `commands.py`."""

from dataclasses import dataclass
from typing import Literal

from server.core.facts_setup import OfficialRole, Registration
from server.core.ids import DelegationId, EventId, OfficialId
from server.core.later import later
from server.core.scheme import Scheme
from server.core.text import Text


@dataclass(frozen=True, slots=True)
class CreateCompetition:
    """Start a ledger."""

    title: Text
    place: str = ""
    days: tuple[str, ...] = ()
    kind: Literal["create_competition"] = "create_competition"


@dataclass(frozen=True, slots=True)
class AddEvent:
    """Take an event into the competition, with a checked scheme."""

    event: EventId
    title: Text
    scheme: Scheme
    kind: Literal["add_event"] = "add_event"


@dataclass(frozen=True, slots=True)
class RegisterEntries:
    """Take entries into an event, before its first draw."""

    event: EventId
    entries: tuple[Registration, ...]
    kind: Literal["register_entries"] = "register_entries"


@dataclass(frozen=True, slots=True)
class AddOfficial:
    """Add an official of any role, with the delegation they belong to."""

    official: OfficialId
    role: OfficialRole = later("judge")
    delegation: DelegationId | None = later(None)
    kind: Literal["add_official"] = "add_official"


@dataclass(frozen=True, slots=True)
class SetOfficialDelegation:
    """Say which delegation an official belongs to, None for none: they do not mark its entries (回避)."""

    official: OfficialId
    delegation: DelegationId | None
    reason: str
    kind: Literal["set_official_delegation"] = "set_official_delegation"
