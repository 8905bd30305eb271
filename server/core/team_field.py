"""An event's teams as their rule sees them: members with results, awards and times; own modules from another event.

Here, and nowhere else, standings become the arguments of `teams.standings`; which standings these are is asked by whoever
may see them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from server.core.award_field import Awards, awards_of
from server.core.competition import Competition, Event
from server.core.facts_rulings import EntryState
from server.core.field import standings
from server.core.results import Result
from server.core.scheme import Scheme
from server.core.standings import Standing
from server.core.team_rule import TeamMember, TeamRegistration, TeamRule
from server.core.teams import Member, Team, TeamStanding
from server.core.teams import standings as team_standings


@dataclass(frozen=True, slots=True)
class LineUp:
    """The teams of an event and their rule, as they stood at one fact; `changed_at` is the last that changed them."""

    rule: TeamRule
    teams: tuple[TeamRegistration, ...]
    changed_at: int


def line_up(event: Event) -> LineUp | None:
    """The teams of an event as they are; None where it has none, or no rule for them."""
    if event.team_rule is None or not event.teams:
        return None
    return LineUp(event.team_rule, tuple(event.teams.values()), event.teams_changed_at)


def ranked(
    lined: LineUp, event: Event, placed: Sequence[Standing], awards: Awards, own: Mapping[str, Fraction]
) -> list[TeamStanding]:
    """
    The teams' table.

    :param placed: the standings of the event's deciding round
    :param own: what each team has from its own event, by team number; who has no total there is not in it
    """
    by_entry = {one.entry: one for one in placed}
    teams = [
        Team(
            team.team,
            tuple(_member(event.scheme, one, by_entry.get(one.entry), awards) for one in team.members),
            own.get(team.number),
        )
        for team in lined.teams
    ]
    return team_standings(lined.rule, teams, len(placed), event.scheme.result.direction)


def own_totals(event: Event, placed: Sequence[Standing]) -> dict[str, Fraction]:
    """What teams have in the event of their own modules, by their number there."""
    return {
        event.registrations[one.entry].number: Fraction(one.total) for one in placed if one.total is not None
    }


def table(state: Competition, event: Event) -> list[TeamStanding] | None:
    """The table from nothing but the folded facts; None where the event has no teams, or no round to rank them by."""
    lined, round_ = line_up(event), state.deciding(event)
    if lined is None or round_ is None:
        return None
    own: dict[str, Fraction] = {}
    if lined.rule.own_event is not None:
        own_event = state.events[lined.rule.own_event]
        own_round = state.deciding(own_event)
        own = {} if own_round is None else own_totals(own_event, standings(state, own_round))
    return ranked(lined, event, standings(state, round_), awards_of(round_), own)


def _member(scheme: Scheme, named: TeamMember, one: Standing | None, awards: Awards) -> Member:
    """A member as the round has it; who was not drawn for it did not start."""
    if one is None:
        return Member(named.entry, state="not_started", role=named.role, substitute=named.substitute)
    held = awards.get(named.entry, ())
    return Member(
        named.entry,
        None if one.total is None else Fraction(one.total),
        one.rank,
        _state(one.result),
        named.role,
        sum((Fraction(award.points) for award in held), Fraction(0)),
        seconds(scheme, one.result),
        named.substitute,
    )


def _state(result: Result) -> EntryState:
    """Also who was disqualified by a gate or a veto is, though no official said so."""
    match result.state:
        case "waiting" | "marking" | "complete":
            return "competing"
        case ended:
            return ended


def seconds(scheme: Scheme, result: Result) -> Fraction | None:
    """A member's time: the result where it is one, else what the scheme's first tie-break by a reading compares."""
    if scheme.result.unit == "seconds":
        return result.exact if result.total is not None else None
    for tie, value in zip(scheme.tie_breaks, result.ties, strict=True):
        if tie.by == "reading":
            return value
    return None
