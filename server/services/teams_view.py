"""The teams of an event as JSON: the table everyone sees, the organiser's, and how a team's result came about. Pure.

Which view of a round somebody may have is decided by whoever asks; a table of teams by name never rests on entries that
stand under a blind code, for a sum would tell who is behind one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from server.core.competition import Event
from server.core.ids import EntryId
from server.core.states import State, state_of, together
from server.core.team_field import LineUp, line_up, own_totals, ranked
from server.core.team_rule import TeamRegistration
from server.core.team_words import rule_text, tie_text
from server.core.team_working import explain
from server.core.teams import Share, TeamStanding, low_wins
from server.core.text import Text
from server.services.live_fold import LiveCompetition
from server.services.live_round import LiveRound
from server.services.round_view import RoundView
from server.services.standings_view import figure, revealed, text


@dataclass(frozen=True, slots=True)
class Seen:
    """A round as somebody may see it; `hidden`: nothing of it, not even who is in it."""

    view: RoundView
    status: State


def for_organiser(competition: LiveCompetition, event: Event) -> dict[str, Any]:
    """The table as it is now, whatever the public may see, with what each team is made of; without a rule no ranks."""
    rule, round_ = event.team_rule, competition.state.deciding(event)
    shown: dict[str, Any] = {"teams": [_registered(competition, event, one) for one in event.teams.values()]}
    lined = line_up(event)
    if round_ is None or lined is None or rule is None:
        return shown
    own = None
    if rule.own_event is not None:
        own_round = competition.state.deciding(competition.state.events[rule.own_event])
        own = None if own_round is None else _now(competition.rounds[own_round.id])
    live = competition.rounds[round_.id]
    table = teams(competition, event, live, _now(live), own, lined)
    return shown | {"table": table, "missing_own": _without_own(competition, event)}


def _now(live: LiveRound) -> Seen:
    return Seen(live.view(), state_of(live.round, outside=False))


def _registered(competition: LiveCompetition, event: Event, team: TeamRegistration) -> dict[str, Any]:
    return {
        "team": team.team,
        "number": team.number,
        "delegation": team.delegation,
        "name": text(_name(competition, team)),
        "members": [
            {"entry": one.entry, "role": one.role, "substitute": one.substitute} for one in team.members
        ],
    }


def _without_own(competition: LiveCompetition, event: Event) -> list[str]:
    """Numbers of teams that are no entries of the event of their own modules: they would have nothing there."""
    rule = event.team_rule
    if rule is None or rule.own_event is None:
        return []
    own = competition.state.events[rule.own_event]
    there = {one.number for one in own.registrations.values()}
    return [team.number for team in event.teams.values() if team.number not in there]


def _name(competition: LiveCompetition, team: TeamRegistration) -> Text:
    return competition.names.entries.get(EntryId(team.team), Text(team.number, team.number))


def teams(
    competition: LiveCompetition,
    event: Event,
    live: LiveRound,
    seen: Seen,
    own: Seen | None,
    lined: LineUp | None,
) -> dict[str, Any]:
    """
    The state of a teams board, as `docs/protocol.md` has it.

    :param live: the deciding round; :param own: that of the event of the teams' own modules
    :param lined: None where there is nothing to rank, or nobody may know yet
    """
    assert competition.state.title is not None, "a ledger begins with a title"
    status = _state(seen, own, lined)
    view = seen.view
    state: dict[str, Any] = {
        "kind": "teams",
        "competition": {"id": competition.id, "title": text(competition.state.title)},
        "event": {"id": event.id, "title": text(event.title)},
        "round": {"id": live.round.id, "title": text(live.round.title)},
        "phase": view.phase,
        "status": status,
        "version": view.version,
        "as_of": max(view.as_of, own.view.as_of) if own is not None else view.as_of,
        "result": _result_form(event, lined),
        "progress": _progress(view),
        **revealed(live.round, status),
        "order": [],
        "rows": {},
    }
    if status is State.HIDDEN or lined is None:
        return state | {"progress": {"in": 0, "due": 0}}
    own_event = None if lined.rule.own_event is None else competition.state.events[lined.rule.own_event]
    totals: Mapping[str, Fraction] = {}
    if own_event is not None:
        state["own"] = {"title": text(own_event.title), "pending": own is None or own.status is State.HIDDEN}
        totals = {} if own is None else own_totals(own_event, own.view.standings)
    drawn = _Rows(competition, event, lined, ranked(lined, event, view.standings, view.awards, totals))
    rule = rule_text(lined.rule, None if own_event is None else own_event.title)
    return state | {"rule": text(rule)} | drawn.whole()


def _state(seen: Seen, own: Seen | None, lined: LineUp | None) -> State:
    if lined is None:
        return seen.status if seen.status is State.EMBARGOED else State.HIDDEN
    if lined.rule.own_event is None:
        return seen.status
    return together(seen.status, State.HIDDEN if own is None else own.status)


def _progress(view: RoundView) -> dict[str, int]:
    counts = view.counts.values()
    return {"in": sum(there for there, _ in counts), "due": sum(due for _, due in counts)}


def _result_form(event: Event, lined: LineUp | None) -> dict[str, Any]:
    """How totals of teams are read: in the event's unit where results are added up, else in points or places."""
    result = event.scheme.result
    if lined is None:
        return {"unit": "points", "direction": "high", "places": result.rounding.places}
    low = low_wins(lined.rule, result.direction)
    form: dict[str, Any] = {
        "unit": result.unit if lined.rule.of == "total" else "points",
        "direction": "low" if low else "high",
        "places": lined.rule.rounding.places,
    }
    if lined.rule.of == "total" and result.unit_name is not None:
        form["unit_name"] = text(result.unit_name)
    return form


@dataclass(frozen=True, slots=True)
class _Rows:
    """One drawing under way."""

    competition: LiveCompetition
    event: Event
    lined: LineUp
    standings: list[TeamStanding]

    def whole(self) -> dict[str, Any]:
        by_team = {team.team: team for team in self.lined.teams}
        placed = sorted(self.standings, key=lambda one: _place(one, by_team[one.team]))
        first = next((one.total for one in placed if one.rank == 1), None)
        return {
            "order": [one.team for one in placed],
            "rows": {
                one.team: self._row(one, by_team[one.team], place, first)
                for place, one in enumerate(placed, 1)
            },
        }

    def _row(
        self, one: TeamStanding, team: TeamRegistration, place: int, first: Decimal | None
    ) -> dict[str, Any]:
        row: dict[str, Any] = {
            "place": place,
            "number": team.number,
            "name": text(_name(self.competition, team)),
            "members": [self._member(share) for share in one.shares],
            "results": one.results,
        }
        delegation = self.competition.names.delegations.get(team.delegation)
        if delegation is not None:
            row["delegation"] = text(delegation)
        if one.total is not None:
            row["total"] = figure(one.total)
        if one.rank is not None:
            row["rank"] = one.rank
        if one.shared:
            row["shared"] = True
        if one.total is not None and first is not None:
            row["gap"] = figure(abs(one.total - first))
        if self.lined.rule.own_event is not None:
            row["own"] = _exact(self.lined, one.own)
        if one.decided_by is not None:
            row["decided_by"] = text(tie_text(one.decided_by))
        return row

    def _member(self, share: Share) -> dict[str, Any]:
        member = share.member
        number = self.event.registrations[member.entry].number
        shown: dict[str, Any] = {
            "entry": member.entry,
            "number": number,
            "name": text(self.competition.names.entries.get(member.entry, Text(number, number))),
            "part": share.part,
            "state": member.state,
        }
        if member.total is not None or self.lined.rule.of == "place":
            shown["value"] = _exact(self.lined, share.value)
        if member.rank is not None:
            shown["rank"] = member.rank
        if member.role:
            shown["role"] = member.role
        if share.instead_of is not None:
            shown["instead_of"] = share.instead_of
        return shown


def _exact(lined: LineUp, value: Fraction) -> str:
    """A part of a sum as it is shown: what it has of places, no more than the team's total has."""
    rounded = lined.rule.rounding.apply(value)
    whole = rounded == rounded.to_integral_value()
    return f"{rounded:.0f}" if whole and lined.rule.of != "total" else figure(rounded)


def _place(one: TeamStanding, team: TeamRegistration) -> tuple[int, int, str]:
    """Equal ranks stand by the number everybody sees; who has no rank stands behind."""
    return one.rank if one.rank is not None else 10**6, len(team.number), team.number


def working(competition: LiveCompetition, event: Event, team: str) -> dict[str, Any] | None:
    """How one team's result came about, as it is now; None where there is no such team, or nothing to rank it by."""
    lined, round_ = line_up(event), competition.state.deciding(event)
    if lined is None or round_ is None:
        return None
    live = competition.rounds[round_.id]
    own_event = None if lined.rule.own_event is None else competition.state.events[lined.rule.own_event]
    totals: Mapping[str, Fraction] = {}
    if own_event is not None and (own_round := competition.state.deciding(own_event)) is not None:
        totals = own_totals(own_event, competition.rounds[own_round.id].standings())
    view = live.view()
    found = ranked(lined, event, view.standings, view.awards, totals)
    one = next((each for each in found if each.team == team), None)
    if one is None:
        return None
    steps = explain(
        lined.rule, one, _names(competition, event), None if own_event is None else own_event.title
    )
    return {
        "steps": [
            {"kind": step.kind, "of": step.of, "value": step.value, "text": text(step.text)} for step in steps
        ]
    }


def _names(competition: LiveCompetition, event: Event) -> dict[EntryId, Text]:
    known = competition.names.entries
    return {
        id_: known.get(id_, Text(registration.number, registration.number))
        for id_, registration in event.registrations.items()
    }
