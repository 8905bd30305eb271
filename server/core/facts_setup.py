"""Facts of what a competition is made of: its events with their schemes, its entries, its officials. See `facts.py`."""

from dataclasses import dataclass
from typing import Literal

from server.core.ids import DelegationId, EntryId, EventId, OfficialId
from server.core.later import later
from server.core.scheme import Scheme
from server.core.text import Text

OfficialRole = Literal["judge", "floor", "chief", "recorder", "encryption", "supervisor"]
"""
A judge marks sheets; a floor judge (现场裁判) looks after heats, clocks and conduct; a chief judge (裁判长) answers for
what is marked, corrects it and rules. A recorder (录入员) types signed sheets in; an encryption judge (加密裁判) keeps the
blind codes; a supervisor (监督仲裁) watches everything and is independent of the others. Only judges mark.
"""


@dataclass(frozen=True, slots=True)
class CompetitionCreated:
    """The first fact of every ledger. `days` are ISO dates."""

    title: Text
    place: str = ""
    days: tuple[str, ...] = ()
    kind: Literal["competition_created"] = "competition_created"


@dataclass(frozen=True, slots=True)
class EventAdded:
    """An event with its whole scheme, so that a ledger can be read without any other file."""

    event: EventId
    title: Text
    scheme: Scheme
    scheme_hash: str
    kind: Literal["event_added"] = "event_added"


@dataclass(frozen=True, slots=True)
class Registration:
    """
    One entry, its number (参赛号, public) and the delegation it belongs to.

    `category` (组别) is the part of the field it is also ranked in, such as 职工组; "": none.
    """

    entry: EntryId
    number: str
    delegation: DelegationId
    category: str = later("")


@dataclass(frozen=True, slots=True)
class EntriesRegistered:
    """Entries taken into an event, in the order of the list they came from."""

    event: EventId
    entries: tuple[Registration, ...]
    kind: Literal["entries_registered"] = "entries_registered"


@dataclass(frozen=True, slots=True)
class OfficialAdded:
    """An official of this competition, by id, with their role and their delegation, None for none."""

    official: OfficialId
    role: OfficialRole = later("judge")
    delegation: DelegationId | None = later(None)
    kind: Literal["official_added"] = "official_added"


@dataclass(frozen=True, slots=True)
class OfficialDelegationSet:
    """回避: an official belongs to this delegation, None for none, and marks none of its entries from now on."""

    official: OfficialId
    delegation: DelegationId | None
    reason: str
    kind: Literal["official_delegation_set"] = "official_delegation_set"
