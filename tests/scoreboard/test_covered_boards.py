"""Boards that are frozen in part: what is withheld leaves no trace in anything a stranger can read."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoreboard.boards import standings_board
from server.core.commands_rulings import GivePenalty
from server.core.commands_withheld import PlanFreeze
from server.core.facts_round import Identity
from tests.scoreboard.publicly import everything
from tests.scoreboard.test_boards import state_of
from tests.scoreboard.walks import Day, a_day, followed
from tests.support import small

HIGH, LOW = st.sampled_from(["9", "9.5", "10"]), st.sampled_from(["0", "2", "4"])
WITHHELD_MODULE, OTHER_MODULE = 0, 1
identities: st.SearchStrategy[Identity] = st.sampled_from(["name", "code"])
judges, modules, entries = st.integers(0, 2), st.integers(0, 1), st.integers(0, 3)


def sheet_of(day: Day, entry: int, value: str, module: int = OTHER_MODULE) -> None:
    handed_in = [day.sheet(judge, module, entry, value) for judge in range(3)]
    assert handed_in.count(True) >= 2


def four_marked() -> Day:
    """Entries 1 to 4 with 18, 16, 14 and 12 points of the second module."""
    day = a_day()
    for entry, value in enumerate(("9", "8", "7", "6")):
        sheet_of(day, entry, value)
    return day


def keys(state: dict[str, Any]) -> list[str]:
    return list(state["order"])


def test_the_first_places_are_withheld_and_the_rest_goes_on() -> None:
    day = four_marked()
    day.step(("cover", 2, None))
    sheet_of(day, 3, "0.5", 0)

    shown = state_of(day)

    assert shown["withheld"] == {"goes_on": True, "places": 2, "entries": 2}
    assert keys(shown) == [small.ENTRIES[2], small.ENTRIES[3]]
    assert [(shown["rows"][key]["rank"], shown["rows"][key]["place"]) for key in shown["order"]] == [
        (3, 3),
        (4, 4),
    ]
    assert shown["rows"][small.ENTRIES[3]]["total"] == "13.00"


def test_who_rises_to_a_withheld_place_is_gone_and_who_falls_from_one_is_seen() -> None:
    day = four_marked()
    day.step(("cover", 2, None))
    sheet_of(day, 2, "5", 0)

    assert keys(state_of(day)) == [small.ENTRIES[1], small.ENTRIES[3]]


def test_nothing_beside_a_withheld_place_tells_its_total() -> None:
    day = four_marked()
    day.step(("cover", 2, None))

    sent = b"".join(everything(day.facts).values())

    assert b"18.00" not in sent
    assert b'"gap"' not in orjson.dumps(state_of(day)["rows"])


def test_modules_that_are_left_out_do_not_count_and_that_is_said() -> None:
    day = four_marked()
    sheet_of(day, 3, "10", WITHHELD_MODULE)
    day.step(("cover", 0, WITHHELD_MODULE))

    shown = state_of(day)

    assert shown["withheld"] == {"goes_on": True, "modules": [small.PREPARE]}
    assert [shown["rows"][key]["total"] for key in shown["order"]] == ["18.00", "16.00", "14.00", "12.00"]
    assert shown["rows"][small.ENTRIES[3]]["modules"][small.PREPARE] == {"in": 0, "due": 0}
    assert shown["progress"] == {"in": 12, "due": 12}


def test_a_penalty_in_a_module_that_is_left_out_is_left_out_with_it() -> None:
    day = four_marked()
    day.step(("cover", 0, WITHHELD_MODULE))
    before = everything(day.facts)
    assert day.does(
        GivePenalty(small.FINAL, small.ENTRIES[0], small.RED, "hit the wall", None, small.PREPARE)
    ) or day.does(GivePenalty(small.FINAL, small.ENTRIES[0], small.OVERTIME, "late", None, small.PREPARE))

    assert everything(day.facts) == before


def test_a_board_that_is_frozen_in_part_can_be_frozen_as_a_whole() -> None:
    day = four_marked()
    day.step(("cover", 2, None))
    assert day.step(("freeze",))
    before = everything(day.facts)
    sheet_of(day, 3, "10", 0)

    assert everything(day.facts) == before
    assert state_of(day)["withheld"] == {"goes_on": False, "places": 2, "entries": 2}


def test_after_the_freeze_everything_is_there_again() -> None:
    day = four_marked()
    day.step(("cover", 2, WITHHELD_MODULE))
    day.step(("unfreeze",))

    shown = state_of(day)

    assert "withheld" not in shown
    assert keys(shown) == list(small.ENTRIES)


acts = st.sampled_from(["sheet", "sheet", "correct"])
any_sheets = st.lists(st.tuples(judges, modules, entries, LOW, LOW), max_size=25)


@given(identities, any_sheets, st.integers(0, 1))
def test_marks_of_a_module_that_is_left_out_change_no_public_byte(
    identity: Identity, some: list[tuple[Any, ...]], places: int
) -> None:
    seen = []
    for pick in (0, 1):
        day = a_day(identity=identity, teams=True)
        for number, (judge, module, entry, *values) in enumerate(some):
            if number == len(some) // 2:
                day.step(("cover", places, WITHHELD_MODULE))
            day.step(("sheet", judge, module, entry, values[pick if module == WITHHELD_MODULE else 0]))
        seen.append(everything(day.facts))

    assert not some or seen[0] == seen[1]


@given(st.lists(st.tuples(acts, judges, st.just(WITHHELD_MODULE), entries, LOW), max_size=12))
def test_marks_of_a_module_that_is_left_out_are_not_felt_when_they_come(some: list[tuple[Any, ...]]) -> None:
    day = four_marked()
    day.step(("cover", 0, WITHHELD_MODULE))
    before = everything(day.facts)
    for step in some:
        day.step(step)

    assert everything(day.facts) == before


of_the_first = st.tuples(judges, modules, st.integers(0, 1), HIGH, HIGH)
of_the_rest = st.tuples(judges, modules, st.integers(2, 3), LOW, LOW)


@given(identities, st.lists(of_the_first | of_the_rest, max_size=25))
def test_marks_of_who_is_on_a_withheld_place_change_no_public_byte(
    identity: Identity, some: list[tuple[Any, ...]]
) -> None:
    seen = []
    for pick in (0, 1):
        day = a_day(identity=identity, teams=True)
        day.sheet(0, OTHER_MODULE, 0, "9")
        day.sheet(0, OTHER_MODULE, 1, "9")
        day.step(("cover", 2, None))
        for judge, module, entry, *values in some:
            day.step(("sheet", judge, module, entry, values[pick if entry < 2 else 0]))
        seen.append(everything(day.facts))

    assert seen[0] == seen[1]


@given(st.lists(st.tuples(acts, judges, modules, st.integers(0, 1), HIGH), max_size=12))
def test_marks_of_who_is_on_a_withheld_place_are_not_felt_when_they_come(some: list[tuple[Any, ...]]) -> None:
    day = a_day()
    sheet_of(day, 0, "9")
    sheet_of(day, 1, "9")
    day.step(("cover", 2, None))
    before = everything(day.facts)
    for step in some:
        day.step(step)

    assert everything(day.facts) == before


def test_a_standing_board_names_the_places_that_are_withheld_by_number_only() -> None:
    day = four_marked()
    day.step(("cover", 2, None))
    live = followed(day.facts)

    sent = orjson.dumps(standings_board(live, live.rounds[small.FINAL]).state)

    for entry in small.ENTRIES[:2]:
        assert entry.encode() not in sent


@pytest.mark.parametrize("audience", ["live", "published"])
def test_a_freeze_that_is_planned_is_not_felt(audience: Any) -> None:
    day = a_day(audience)
    before = everything(day.facts)
    assert day.does(PlanFreeze(small.FINAL, 1_800_000_000_000))

    assert everything(day.facts) == before
