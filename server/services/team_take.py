"""A team made or changed at the desk: its name goes to the people store, all else to the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from server.core.commands_teams import RegisterTeams
from server.core.ids import CommandId, DelegationId, EntryId, EventId
from server.core.team_rule import TeamId, TeamMember, TeamRegistration
from server.storage.tables import Entrant


@dataclass(frozen=True, slots=True)
class Plan:
    """What a form becomes: the command, and the name behind the team's id."""

    command: RegisterTeams
    entrant: Entrant


def new_id(key: CommandId) -> TeamId:
    """A team's id from the request's own key: sent twice, it is the same team."""
    return TeamId(f"t{sha256(key.encode()).hexdigest()[:12]}")


def plan(
    competition: str,
    event: EventId,
    team: TeamId,
    number: str,
    name: tuple[str, str],
    delegation: str,
    members: Sequence[tuple[str, str, bool]],
    reason: str,
) -> Plan:
    """The command for one team and who it is; `members` are entry, role and whether a substitute."""
    registration = TeamRegistration(
        team,
        number,
        DelegationId(delegation),
        tuple(TeamMember(EntryId(entry), role, substitute) for entry, role, substitute in members),
    )
    return Plan(
        RegisterTeams(event, (registration,), reason),
        Entrant(competition=competition, entry=team, name_zh=name[0], name_en=name[1]),
    )
