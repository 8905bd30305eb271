"""Which board an id means: drawn as it is now, and whether it has to be looked at again; pure."""

from __future__ import annotations

from scoreboard import boards
from scoreboard.boards import Board
from server.core.ids import EventId, RoundId
from server.services import public_teams
from server.services.boards_there import may_be_key
from server.services.live import Moved
from server.services.live_fold import LiveCompetition

OF_ROUND = {
    "standings": boards.standings_board,
    "outlook": boards.outlook_board,
    "stage": boards.stage_board,
    "scoring": boards.scoring_board,
    "progress": boards.progress_board,
    "floor": boards.floor_board,
    "stations": boards.stations_board,
    "heats": boards.heats_board,
}
"""Boards of a round: kind.competition.round."""
OF_COMPETITION = {
    "overview": boards.overview_board,
    "records": boards.records_board,
    "work": boards.work_board,
}
"""Boards of a whole competition: kind.competition."""


def may_move(moved: Moved, kind: str, ids: list[str], number: int) -> bool:
    """Whether a board has to be looked at again; one look too many costs time, one too few would be a lie."""
    if kind in OF_ROUND:
        return RoundId(ids[1]) in moved.rounds
    if kind == "teams":
        event = moved.competition.state.events[EventId(ids[1])]
        return public_teams.may_move(moved.competition, event, moved.rounds, number)
    return True


def draw(competition: LiveCompetition, board: str) -> Board | None:
    """A board as it is now; None: there is no such board."""
    kind, *ids = board.split(".")
    if kind in OF_COMPETITION and len(ids) == 1:
        return OF_COMPETITION[kind](competition)
    if kind in OF_ROUND and len(ids) == 2:
        live = competition.rounds.get(RoundId(ids[1]))
        return None if live is None else OF_ROUND[kind](competition, live)
    if kind == "stage" and len(ids) == 3:
        live = competition.rounds.get(RoundId(ids[1]))
        known = live is not None and may_be_key(live.event.registrations, ids[2])
        return boards.stage_board(competition, live, ids[2]) if live is not None and known else None
    if kind == "teams" and len(ids) == 2:
        event = competition.state.events.get(EventId(ids[1]))
        return None if event is None else boards.teams_board(competition, event)
    if kind == "delegations" and len(ids) in (1, 2):
        return boards.delegations_board(competition, *ids[1:])
    return None
