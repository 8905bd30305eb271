"""A board of teams whose own modules are another event: one that stands still does whatever happens in either."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from scoreboard.board_ids import draw
from scoreboard.boards import Board
from server.core.commands import Command
from server.core.commands_panel import SetPanel
from server.core.commands_round import AddRound, MakeDraw, OpenRound
from server.core.commands_setup import AddEvent, RegisterEntries
from server.core.commands_teams import SetTeamRule
from server.core.commands_withheld import FreezeBoard, LayEmbargo
from server.core.facts_round import Identity
from server.core.facts_setup import Registration
from server.core.ids import Code, DelegationId, EntryId, EventId, RoundId
from server.core.team_rule import TeamRule
from tests.scoreboard.test_boards import TEAMS, board_bytes
from tests.scoreboard.test_embargo import with_a_later_round
from tests.scoreboard.walks import Day, a_day, followed
from tests.support import small

RELAY, RUN = EventId("relay"), RoundId("run")


def a_day_with_a_relay(identity: Identity = "name") -> Day:
    """Two teams; in the relay they are entries 1 and 2, judged by one judge."""
    day = a_day(teams=True)
    entries = tuple(Registration(EntryId(f"r{n}"), str(n), DelegationId("d1")) for n in (1, 2))
    for command in (
        AddEvent(RELAY, small.TITLE, small.scheme()),
        RegisterEntries(RELAY, entries),
        AddRound(RUN, RELAY, small.TITLE, "live", identity),
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


@pytest.mark.parametrize("still", [FreezeBoard(small.FINAL), LayEmbargo(small.FINAL)])
def test_a_board_that_stands_still_knows_nothing_of_a_relay_that_goes_on(still: Command) -> None:
    day = a_day_with_a_relay()
    run(day, "01", "5")
    assert day.does(still)
    seen = board_bytes(followed(day.facts), TEAMS)
    run(day, "02", "9.5")

    assert board_bytes(followed(day.facts), TEAMS) == seen
    assert b'"own":"10.00"' in seen


def test_an_embargo_over_a_freeze_keeps_the_teams_and_their_own_part_as_they_were_frozen() -> None:
    day = a_day_with_a_relay()
    run(day, "01", "5")
    assert day.does(FreezeBoard(small.FINAL))
    frozen = state(day)
    run(day, "02", "9.5")
    assert day.step(("team", 0, 2))
    assert day.does(LayEmbargo(small.FINAL))

    under = state(day)
    assert (under["rows"], under["rule"]) == (frozen["rows"], frozen["rule"])
    assert (frozen["status"], under["status"]) == ("frozen", "embargoed")


def test_an_embargo_on_the_relay_keeps_its_part_as_it_was() -> None:
    day = a_day_with_a_relay()
    run(day, "01", "5")
    assert day.does(LayEmbargo(RUN))
    seen = board_bytes(followed(day.facts), TEAMS)
    run(day, "02", "9.5")

    assert board_bytes(followed(day.facts), TEAMS) == seen


@pytest.mark.parametrize("still", [FreezeBoard(small.FINAL), LayEmbargo(small.FINAL)])
def test_of_a_relay_that_went_by_codes_nothing_is_told_on_a_board_that_stands_still(still: Command) -> None:
    day = a_day_with_a_relay("code")
    run(day, "01", "5")
    assert day.does(still)

    shown = state(day)
    assert shown["own"]["pending"]
    assert all("own" not in row or row["own"] in ("0", "0.00") for row in shown["rows"].values())
    assert b"10.00" not in board_bytes(followed(day.facts), TEAMS)


def test_of_results_that_are_withheld_in_part_there_is_no_table() -> None:
    """Sums without whoever holds the first places, or without what an earlier round adds, would be no sums."""
    covered, carried = a_day(teams=True), a_day(teams=True)
    for day in (covered, carried):
        for entry, value in enumerate(("9", "8", "7", "6")):
            for judge in range(2):
                day.sheet(judge, 0, entry, value)
        assert state(day)["rows"]
    assert covered.step(("cover", 2, None))
    with_a_later_round(carried)
    assert state(carried)["rows"]
    assert carried.step(("cover", 2, None))

    for day in (covered, carried):
        assert (state(day)["status"], state(day)["rows"]) == ("hidden", {})


@pytest.mark.parametrize(
    ("still", "word"), [(FreezeBoard(small.FINAL), "hidden"), (LayEmbargo(small.FINAL), "embargoed")]
)
def test_where_entries_go_by_codes_there_is_no_table_and_an_embargo_is_called_one(
    still: Command, word: str
) -> None:
    day = a_day(identity="code", teams=True)
    day.sheet(0, 0, 0, "5")
    assert day.does(still)

    assert (state(day)["status"], state(day)["rows"]) == (word, {})


def test_the_number_of_a_board_is_that_of_the_last_fact_that_moved_it_in_either_event() -> None:
    day = a_day_with_a_relay()
    run(day, "01", "5")
    of_the_relay = drawn(day).number
    assert day.step(("team", 0, 2))

    assert (of_the_relay, drawn(day).number) == (len(day.facts) - 1, len(day.facts))


def drawn(day: Day) -> Board:
    board = draw(followed(day.facts), TEAMS)
    assert board is not None
    return board


def state(day: Day) -> dict[str, Any]:
    return drawn(day).state
