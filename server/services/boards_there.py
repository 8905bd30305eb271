"""Whether what a board is about is there: its competition and the round, event or table of it. Pure."""

from __future__ import annotations

from collections.abc import Callable

from server.core.competition import Competition
from server.core.ids import CompetitionId, EventId, RoundId

StateOf = Callable[[CompetitionId], Competition | None]


def is_there(state: StateOf, board: str) -> bool:
    """
    Whether a public board (see `board_kinds.is_public_board`) is about something that is there now.

    >>> is_there(lambda _: Competition(), "overview.cup"), is_there(lambda _: Competition(), "standings.cup.final")
    (True, False)
    """
    kind, competition, *of = board.split(".")
    known = state(CompetitionId(competition))
    if known is None or not of:
        return known is not None
    match kind:
        case "teams":
            return EventId(of[0]) in known.events
        case "delegations":
            return any(table.id == of[0] for table in known.tables)
    return RoundId(of[0]) in known.rounds
