"""Whether what a board is about is there: its competition and the round, event, table or entry of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from server.core.competition import Competition
from server.core.facts_setup import Registration
from server.core.ids import CompetitionId, EntryId, EventId, RoundId

_CODE = re.compile(r"[ESW]?(\d{2,4})")
"""A blind code, drawn or not: codes are counted from 1."""
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
    round_ = known.rounds.get(RoundId(of[0]))
    if round_ is None or kind != "stage" or len(of) == 1:
        return round_ is not None
    return may_be_key(known.events[round_.event].registrations, of[1])


def may_be_key(registered: Mapping[EntryId, Registration], key: str) -> bool:
    """
    Whether an entry of a round could ever stand on its boards under this key: its id, its number, or a code it may be
    drawn. Strangers can ask for any: each would be a board to draw with every mark.

    >>> may_be_key({}, "e1")
    False
    """
    code = _CODE.fullmatch(key)
    if key in registered or (code is not None and 0 < int(code[1]) <= len(registered)):
        return True
    return any(one.number.casefold() == key.casefold() for one in registered.values())
