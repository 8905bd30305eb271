"""What can be asked for about teams and delegations, one frozen dataclass each; see `commands.py`."""

from dataclasses import dataclass
from typing import Literal

from server.core.delegation_table import DelegationTable
from server.core.ids import EventId
from server.core.team_rule import TeamId, TeamRegistration, TeamRule


@dataclass(frozen=True, slots=True)
class RegisterTeams:
    """Make teams of entries, or put a team in place of what it was; once results are published with a reason."""

    event: EventId
    teams: tuple[TeamRegistration, ...]
    reason: str = ""
    kind: Literal["register_teams"] = "register_teams"


@dataclass(frozen=True, slots=True)
class RemoveTeams:
    """Dissolve teams; once results are published with a reason."""

    event: EventId
    teams: tuple[TeamId, ...]
    reason: str = ""
    kind: Literal["remove_teams"] = "remove_teams"


@dataclass(frozen=True, slots=True)
class SetTeamRule:
    """Say how the teams of an event are ranked; once results are published with a reason."""

    event: EventId
    rule: TeamRule
    reason: str = ""
    kind: Literal["set_team_rule"] = "set_team_rule"


@dataclass(frozen=True, slots=True)
class SetDelegationTables:
    """Set the tables of delegations, all of them, in place of those before."""

    tables: tuple[DelegationTable, ...]
    kind: Literal["set_delegation_tables"] = "set_delegation_tables"
