"""Teams and their rule as data: who is in a team, and how its result comes about. What comes out stands in `teams.py`.

Only shapes live here; the JSON and YAML forms follow the field names one to one.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NewType

from server.core.exact import Rounding
from server.core.ids import DelegationId, EntryId, EventId, RoundId
from server.core.rank_points import RankPoints
from server.core.scheme import Basis
from server.core.text import Text

TeamId = NewType("TeamId", str)
"""A team's id is its own in the whole competition, and no entry has the same one."""

TeamTie = Literal["best_member", "ranks", "seconds", "own"]
"""
What is looked at between equal teams: the better best member; more first places, then more second ones, and so on; the
smaller sum of the members' times; the better own modules.
"""


@dataclass(frozen=True, slots=True)
class TeamMember:
    """An entry in a team: its role where the rule knows roles, and whether it is there as a substitute (替补)."""

    entry: EntryId
    role: str = ""
    substitute: bool = False


@dataclass(frozen=True, slots=True)
class TeamRegistration:
    """A team (参赛队), whole: its number (队号, public), its delegation, its members in the order they were named."""

    team: TeamId
    number: str
    delegation: DelegationId
    members: tuple[TeamMember, ...]


@dataclass(frozen=True, slots=True)
class TeamRule:
    """
    How a team's result comes about.

    `of` says what a member gives: their `total`, `rank_points` by `points`, `award_points`, or their `place`, of
    which the lowest sum wins. `take` adds up or takes the mean. Only the `best` so many members count (None: all),
    but always those whose role is in `must_count`. A team with fewer than `members_min` results has no rank. Up to
    `substitutes` of the substitutes stand in for regular members who did not start or withdrew.

    In a sum of places an absent member counts as the number of entries and `absent_places`, a disqualified one
    as that number and `disqualified_places`; elsewhere both count nought. `ties` are looked at in their order.

    What a team does together (a joint task, a relay) is an event of its own, `own_event`, in which the teams are the
    entries, under their team numbers; its total is multiplied by `own_weight` and added. `round` is the round of
    the event that decides; without it the last one that was drawn. `mixed` lets a team have members of several
    delegations.

    `id`, `title`, `basis` and `source` name where the rule comes from.
    """

    of: Literal["total", "rank_points", "award_points", "place"] = "total"
    take: Literal["sum", "mean"] = "sum"
    best: int | None = None
    must_count: tuple[str, ...] = ()
    members_min: int = 1
    substitutes: int = 0
    points: tuple[RankPoints, ...] = ()
    absent_places: int = 1
    disqualified_places: int = 2
    own_event: EventId | None = None
    own_weight: Decimal = Decimal(1)
    ties: tuple[TeamTie, ...] = ()
    rounding: Rounding = field(default_factory=Rounding)
    round: RoundId | None = None
    mixed: bool = False
    id: str = ""
    title: Text | None = None
    basis: Basis = "typical"
    source: str = ""
    note: Text | None = None
