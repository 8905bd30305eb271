"""What each board shows, as JSON, from what is known: pure. What its audience may not see is not in it.

A screen gets nothing but these states. So the rules of secrecy (audience, freeze, publication, blind codes) are kept
here and in `services/public_view.py`, and nowhere later on the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from server.core.competition import Event
from server.core.team_field import line_up
from server.services import (
    delegations_view,
    floor_view,
    on_stage_view,
    outlook_view,
    progress_view,
    public_teams,
    records_view,
    scoring_view,
)
from server.services.live_fold import LiveCompetition
from server.services.live_round import LiveRound
from server.services.public_view import public_phase, seen
from server.services.standings_view import standings, text

State = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Board:
    """A state, and the last position that had a say in it."""

    state: State
    number: int


def standings_board(competition: LiveCompetition, live: LiveRound) -> Board:
    """What the public may see of a round."""
    view, status, identity = seen(live)
    return Board(standings(competition, live, view, status, identity), view.position)


def overview_board(competition: LiveCompetition) -> Board:
    """The public table of contents: every round that has a board."""
    assert competition.state.title is not None, "a ledger begins with a title"
    events = [_outline(competition, event) for event in competition.state.events.values()]
    phases = [public_phase(live)[1] for live in competition.rounds.values()]
    lined = [event.teams_changed_at for event in competition.state.events.values()]
    number = max([competition.outlined_at, *phases, *lined])
    tables = [
        {"id": table.id, "title": text(table.title), "board": f"delegations.{competition.id}.{table.id}"}
        for table in competition.state.tables
    ]
    state = {"title": text(competition.state.title), "events": events, "tables": tables}
    return Board(state, number)


def teams_board(competition: LiveCompetition, event: Event) -> Board | None:
    """What the public may see of an event's teams; None where it has no round yet."""
    found = public_teams.teams(competition, event)
    return None if found is None else Board(found.state, found.number)


def delegations_board(competition: LiveCompetition, table: str = "") -> Board | None:
    """A table of delegations over all events, of what is published; without an id the main one."""
    state = delegations_view.table(competition, table)
    return None if state is None else Board(state, delegations_view.position(competition))


def outlook_board(competition: LiveCompetition, live: LiveRound) -> Board:
    """What is still possible in a round: best and worst ranks, totals needed for the lead and for prizes."""
    return Board(outlook_view.outlook(competition, live), seen(live).view.position)


def stage_board(competition: LiveCompetition, live: LiveRound, entry: str = "") -> Board:
    """The entry on stage: the one that is named by its key, else whose panel was the last to be complete."""
    return Board(on_stage_view.on_stage(competition, live, entry), seen(live).view.position)


def scoring_board(competition: LiveCompetition, live: LiveRound) -> Board:
    """How far judging is, in numbers, by seat and heat."""
    public = seen(live)
    return Board(scoring_view.scoring(competition, live, public), floor_view.number(live, public))


def records_board(competition: LiveCompetition) -> Board:
    """The best results of every event, of its parts, and of each delegation."""
    return Board(records_view.records(competition), records_view.position(competition))


def progress_board(competition: LiveCompetition, live: LiveRound) -> Board:
    """The organiser's: who has marked whom."""
    felt = (live.touched, live.shadowed, live.entered, live.floored, live.calibrated, live.approved)
    number = max(position for position, _ in felt)
    return Board(progress_view.progress(competition, live), number)


def floor_board(competition: LiveCompetition, live: LiveRound) -> Board:
    """The officials': heats, clocks and notes of a round, by code."""
    state = floor_view.for_officials(competition, live)
    return Board(state, max(live.touched[0], live.floored[0]))


def stations_board(competition: LiveCompetition, live: LiveRound) -> Board:
    """The wall of stations with their clocks."""
    public = seen(live)
    return Board(floor_view.stations(competition, live, public), floor_view.number(live, public))


def heats_board(competition: LiveCompetition, live: LiveRound) -> Board:
    """Heats, and who is next up."""
    public = seen(live)
    return Board(floor_view.heat_list(competition, live, public), floor_view.number(live, public))


def work_board(competition: LiveCompetition) -> Board:
    """
    A bell for judges' tablets: something about the rounds changed.

    A sheet that a judge hands in is no news to the others; at every one of them all tablets would read again.
    """
    number = max([competition.outlined_at, *(live.arranged_at for live in competition.rounds.values())])
    return Board({"position": number}, number)


def _outline(competition: LiveCompetition, event: Event) -> State:
    rounds = [competition.rounds[id_] for id_ in event.rounds]
    return {
        "id": event.id,
        "title": text(event.title),
        "rounds": [
            {
                "id": live.round.id,
                "title": text(live.round.title),
                "phase": public_phase(live)[0],
                "board": f"standings.{competition.id}.{live.round.id}",
            }
            for live in rounds
        ],
        **({"teams": f"teams.{competition.id}.{event.id}"} if line_up(event) is not None else {}),
    }
