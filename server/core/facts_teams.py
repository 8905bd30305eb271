"""Facts of teams and delegations. Like all facts they are never changed and hold no names; see `facts.py`."""

from dataclasses import dataclass
from typing import Literal

from server.core.delegation_table import DelegationTable
from server.core.ids import EventId
from server.core.team_rule import TeamId, TeamRegistration, TeamRule


@dataclass(frozen=True, slots=True)
class TeamsRegistered:
    """Teams of an event, each whole: one that was there before is from now on as it stands here."""

    event: EventId
    teams: tuple[TeamRegistration, ...]
    reason: str = ""
    kind: Literal["teams_registered"] = "teams_registered"


@dataclass(frozen=True, slots=True)
class TeamsRemoved:
    """These teams are none any more; their members stay entries of the event."""

    event: EventId
    teams: tuple[TeamId, ...]
    reason: str = ""
    kind: Literal["teams_removed"] = "teams_removed"


@dataclass(frozen=True, slots=True)
class TeamRuleSet:
    """How the teams of an event are ranked, whole; replaces the rule before."""

    event: EventId
    rule: TeamRule
    reason: str = ""
    kind: Literal["team_rule_set"] = "team_rule_set"


@dataclass(frozen=True, slots=True)
class DelegationTablesSet:
    """The tables of delegations of the competition, all of them, the main one first; replaces those before."""

    tables: tuple[DelegationTable, ...]
    kind: Literal["delegation_tables_set"] = "delegation_tables_set"


TeamFact = TeamsRegistered | TeamsRemoved | TeamRuleSet
"""What can move a team's result besides its members'."""
