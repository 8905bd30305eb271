"""Rules of teams and delegations: who may be in a team and when, the rule of an event, the tables of a competition."""

from collections.abc import Sequence

from server.core import limits
from server.core.award_check import Fault
from server.core.commands_teams import RegisterTeams, RemoveTeams, SetDelegationTables, SetTeamRule
from server.core.competition import Competition, Event
from server.core.facts_teams import DelegationTablesSet, TeamRuleSet, TeamsRegistered, TeamsRemoved
from server.core.ids import EntryId
from server.core.refusals import Code, Refusal
from server.core.team_check import ROLE_LENGTH, check_rule, check_tables, fault
from server.core.team_rule import TeamRegistration, TeamRule

TeamsByEntry = dict[EntryId, TeamRegistration]


def register_teams(state: Competition, command: RegisterTeams) -> TeamsRegistered | Refusal:
    """All of them or none. A member is a registered entry, in one team, of the team's delegation unless teams are mixed."""
    event = state.events.get(command.event)
    if event is None:
        return Refusal(Code.EVENT_UNKNOWN)
    if not command.teams:
        return Refusal(Code.TEAMS_MISSING)
    after = dict(event.teams)
    for team in command.teams:
        after[team.team] = team
    if after == event.teams:
        return Refusal(Code.TEAMS_UNCHANGED)
    return (
        limits.check_count(len(after), limits.TEAMS_OF_AN_EVENT)
        or _check_ids(state, event, command.teams)
        or _check_numbers(list(after.values()))
        or _check_members(event, command.teams, mixed=event.team_rule is not None and event.team_rule.mixed)
        or _check_one_team_each(event, list(after.values()))
        or _check_reason(state, event, command.reason)
        or TeamsRegistered(event.id, command.teams, command.reason)
    )


def _check_ids(state: Competition, event: Event, teams: Sequence[TeamRegistration]) -> Refusal | None:
    """A team's id is its own: no other event's team has it, and no entry."""
    elsewhere = {id_ for other in state.events.values() if other is not event for id_ in other.teams}
    ids = [team.team for team in teams]
    for team in teams:
        wrong = (
            limits.check_id(team.team)
            or limits.check_id(team.delegation)
            or limits.check_text("number", team.number, limits.NUMBER_LENGTH)
        )
        if wrong:
            return wrong
        if team.team in elsewhere or EntryId(team.team) in state.entries or ids.count(team.team) > 1:
            return Refusal(Code.TEAM_EXISTS, {"number": team.number})
    return None


def _check_numbers(teams: Sequence[TeamRegistration]) -> Refusal | None:
    seen: set[str] = set()
    for team in teams:
        if team.number in seen:
            return Refusal(Code.TEAM_EXISTS, {"number": team.number})
        seen.add(team.number)
    return None


def _check_members(event: Event, teams: Sequence[TeamRegistration], *, mixed: bool) -> Refusal | None:
    for team in teams:
        if all(member.substitute for member in team.members):
            return Refusal(Code.TEAM_EMPTY, {"number": team.number})
        if too_many := limits.check_count(len(team.members), limits.MEMBERS_OF_A_TEAM):
            return too_many
        for member in team.members:
            entry = event.registrations.get(member.entry)
            if entry is None:
                return Refusal(Code.TEAM_MEMBER_UNKNOWN, {"number": team.number})
            if wrong := limits.check_text("role", member.role, ROLE_LENGTH, may_be_empty=True):
                return wrong
            if not mixed and entry.delegation != team.delegation:
                return Refusal(Code.TEAM_MEMBER_FOREIGN, {"number": entry.number, "team": team.number})
    return None


def _check_one_team_each(event: Event, teams: Sequence[TeamRegistration]) -> Refusal | None:
    of: TeamsByEntry = {}
    for team in teams:
        for member in team.members:
            if member.entry in of:
                number = event.registrations[member.entry].number
                return Refusal(
                    Code.TEAM_MEMBER_TWICE,
                    {"number": number, "team": of[member.entry].number, "other": team.number},
                )
            of[member.entry] = team
    return None


def remove_teams(state: Competition, command: RemoveTeams) -> TeamsRemoved | Refusal:
    """Their members stay entries."""
    event = state.events.get(command.event)
    if event is None:
        return Refusal(Code.EVENT_UNKNOWN)
    if not command.teams:
        return Refusal(Code.TEAMS_MISSING)
    if any(id_ not in event.teams for id_ in command.teams):
        return Refusal(Code.TEAM_UNKNOWN)
    return _check_reason(state, event, command.reason) or TeamsRemoved(
        event.id, tuple(dict.fromkeys(command.teams)), command.reason
    )


def set_team_rule(state: Competition, command: SetTeamRule) -> TeamRuleSet | Refusal:
    """Whole and sound, of this event and its rounds; teams that are there have to fit it."""
    event = state.events.get(command.event)
    if event is None:
        return Refusal(Code.EVENT_UNKNOWN)
    if event.team_rule == command.rule:
        return Refusal(Code.TEAMS_UNCHANGED)
    for wrong in [*check_rule(command.rule, event.scheme), *_of_event(state, event, command.rule)]:
        text = f"{wrong.text.zh} / {wrong.text.en}"
        return Refusal(Code.TEAM_RULE_INVALID, {"where": wrong.path, "problem": text})
    return (
        _check_members(event, list(event.teams.values()), mixed=command.rule.mixed)
        or _check_reason(state, event, command.reason)
        or TeamRuleSet(event.id, command.rule, command.reason)
    )


def _of_event(state: Competition, event: Event, rule: TeamRule) -> list[Fault]:
    """What the rule names has to be there, and results that are added have to go the same way."""
    found: list[Fault] = []
    if rule.round is not None and rule.round not in event.rounds:
        found.append(fault("round", "round", value=rule.round[:40]))
    if rule.own_event is None:
        return found
    own = state.events.get(rule.own_event)
    if own is None:
        return [*found, fault("own_unknown", "own_event", value=rule.own_event[:40])]
    if own is event:
        return [*found, fault("own_self", "own_event")]
    members = event.scheme.result.direction if rule.of == "total" else "high"
    if own.scheme.result.direction != members:
        found.append(fault("own_direction", "own_event"))
    return found


def set_delegation_tables(state: Competition, command: SetDelegationTables) -> DelegationTablesSet | Refusal:
    """At any time: tables are made of published results only, and anew whenever one of these changes."""
    for wrong in check_tables(command.tables, list(state.events)):
        text = f"{wrong.text.zh} / {wrong.text.en}"
        return Refusal(Code.DELEGATION_TABLE_INVALID, {"where": wrong.path, "problem": text})
    if state.tables == command.tables:
        return Refusal(Code.TEAMS_UNCHANGED)
    return limits.check_count(len(command.tables), limits.DELEGATION_TABLES) or DelegationTablesSet(
        command.tables
    )


def _check_reason(state: Competition, event: Event, reason: str) -> Refusal | None:
    """Once results are published, a change of teams changes what stands in public."""
    published = any(state.rounds[id_].version for id_ in event.rounds)
    return limits.check_reason(reason, needed=published)
