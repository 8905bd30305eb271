"""A board of teams whose own modules are another event: a frozen one stands still whatever happens in either."""

from __future__ import annotations

from dataclasses import replace

from server.core.commands import (
    AddEvent,
    AddRound,
    FreezeBoard,
    MakeDraw,
    OpenRound,
    RegisterEntries,
    SetPanel,
)
from server.core.facts import Registration
from server.core.ids import Code, DelegationId, EntryId, EventId, RoundId
from server.core.team_commands import SetTeamRule
from server.core.team_rule import TeamRule
from tests.scoreboard.test_boards import TEAMS, board_bytes
from tests.scoreboard.walks import Day, a_day, followed
from tests.support import small

RELAY, RUN = EventId("relay"), RoundId("run")


def a_day_with_a_relay() -> Day:
    """Two teams; in the relay they are entries 1 and 2, judged by one judge."""
    day = a_day(teams=True)
    entries = tuple(Registration(EntryId(f"r{n}"), str(n), DelegationId("d1")) for n in (1, 2))
    for command in (
        AddEvent(RELAY, small.TITLE, small.scheme()),
        RegisterEntries(RELAY, entries),
        AddRound(RUN, RELAY, small.TITLE),
        MakeDraw(RUN, "seed"),
        SetPanel(RUN, small.PREPARE, small.JUDGES[:1]),
        SetPanel(RUN, small.WELD, small.JUDGES[:1]),
        OpenRound(RUN),
        SetTeamRule(small.WELDING, TeamRule(own_event=RELAY, members_min=0)),
    ):
        assert day.does(command)
    return day


def run(day: Day, code: str, value: str) -> None:
    sheet = replace(small.sheet(Code(code), small.WELD, value), round=RUN)
    assert day.does(sheet, small.judge(small.JUDGES[0]))


def test_the_own_part_moves_the_board() -> None:
    day = a_day_with_a_relay()
    before = board_bytes(followed(day.facts), TEAMS)
    run(day, "01", "9.5")

    assert board_bytes(followed(day.facts), TEAMS) != before


def test_a_frozen_board_knows_nothing_of_a_relay_that_goes_on() -> None:
    day = a_day_with_a_relay()
    run(day, "01", "5")
    assert day.does(FreezeBoard(small.FINAL))
    frozen = board_bytes(followed(day.facts), TEAMS)
    run(day, "02", "9.5")

    assert board_bytes(followed(day.facts), TEAMS) == frozen
    assert b'"own":"10.00"' in frozen or b'"own":"5.00"' in frozen
