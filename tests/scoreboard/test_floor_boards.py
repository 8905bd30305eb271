"""The floor's boards: the heat that works, its stations and clocks; no more than the hall sees by itself."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoreboard.board_ids import draw
from server.core.facts_round import Audience
from server.services.names import Names
from tests.scoreboard.test_boards import FLOOR, HEATS, STANDINGS, STATIONS, board_bytes
from tests.scoreboard.walks import Day, a_day, floor_steps, followed, steps
from tests.support import small


def shown(day: Day, board: str) -> Any:
    drawn = draw(followed(day.facts), board)
    assert drawn is not None
    return drawn.state


def in_heat(day: Day, heat: int) -> list[int]:
    """The entries of a heat by their place in the list of entries, in order of their stations."""
    order = sorted(day.state.rounds[small.FINAL].order, key=lambda drawn: drawn.station)
    return [small.ENTRIES.index(drawn.entry) for drawn in order if drawn.heat == heat]


def tiles(day: Day) -> dict[str, str]:
    return {key: tile["state"] for key, tile in shown(day, STATIONS)["rows"].items()}


def test_the_wall_shows_the_heat_that_works_and_what_each_station_does() -> None:
    day = a_day(stations=2)
    one, two = in_heat(day, 1)
    found = [tiles(day)]
    for step in (
        ("call", 0, 1),
        ("attendance", 0, one, "absent"),
        ("clocks", "start", 0, {two}),
        ("clocks", "pause", 0, {two}),
        ("clocks", "start", 0, {two}),
        ("clocks", "stop", 0, {two}),
    ):
        assert day.step(step)
        found.append(tiles(day))
    for judge in range(2):
        assert day.sheet(judge, 0, two, "5")
    found.append(tiles(day))
    day.step(("call", 0, 2))

    assert [one["1"] for one in found] == ["waiting", "called", *["absent"] * 6]
    assert [one["2"] for one in found] == [
        *("waiting", "called", "called", "working", "paused", "working", "stopped", "judged"),
    ]
    assert shown(day, STATIONS)["heat"] == 2
    assert tiles(day) == {"1": "called", "2": "called"}


def test_a_clock_is_sent_as_what_it_had_run_and_since_when() -> None:
    day = a_day(stations=2)
    one, _ = in_heat(day, 1)
    day.step(("clocks", "start", 0, {one}))
    started = 1_000 * (day.state.position - 1)
    first = shown(day, STATIONS)["rows"]["1"]["clock"]
    day.step(("call", 0, 1))
    day.step(("give", 0, one, 1))
    day.step(("clocks", "stop", 0, {one}))

    since = {"run": "run", "ticks": started, "wall": started}
    assert first == {"state": "running", "used": 0, "given": 0, "since": since}
    assert shown(day, STATIONS)["rows"]["1"]["clock"] == {"state": "stopped", "used": 3_000, "given": 1_000}


def test_heats_are_done_at_work_called_next_or_planned() -> None:
    day = a_day(stations=1)
    first, second = in_heat(day, 1), in_heat(day, 2)

    def states() -> list[str]:
        return [row["state"] for row in shown(day, HEATS)["rows"].values()]

    found = [states()]
    for step in (
        ("call", 0, 1),
        ("clocks", "start", 0, set(first)),
        ("clocks", "stop", 0, set(first)),
        ("call", 0, 2),
        ("clocks", "start", 0, set(second)),
    ):
        assert day.step(step)
        found.append(states())

    assert found == [
        ["next", "planned", "planned", "planned"],
        ["called", "next", "planned", "planned"],
        ["working", "next", "planned", "planned"],
        ["done", "next", "planned", "planned"],
        ["done", "called", "next", "planned"],
        ["done", "working", "next", "planned"],
    ]


def test_heats_have_the_names_and_times_they_were_given() -> None:
    day = a_day(stations=2)
    day.step(("plan", 2))

    assert shown(day, FLOOR)["heats"] == [
        {"heat": 1, "title": {"zh": "第 1 场", "en": "Heat 1"}, "starts_at": ""},
        {"heat": 2, "title": {"zh": "早场", "en": "Early"}, "starts_at": "09:30"},
    ]


@given(st.lists(steps | floor_steps, max_size=25))
def test_under_a_code_no_byte_of_the_walls_tells_who_it_is_nor_what_was_noted(walk: list[Any]) -> None:
    day = a_day(identity="code", stations=2)
    for step in walk:
        if step != ("publish",):
            day.step(step)
    live = followed(day.facts)
    bytes_ = (board_bytes(live, STATIONS) + board_bytes(live, HEATS)).decode()

    assert "canary" not in bytes_
    assert not any(f'"{entry}"' in bytes_ for entry in small.ENTRIES)
    assert not any(f'"{100 + n}"' in bytes_ for n in range(1, 5))


@given(st.lists(steps | floor_steps, max_size=25))
def test_under_a_name_no_byte_of_the_walls_holds_a_code(walk: list[Any]) -> None:
    day = a_day(stations=2)
    for step in walk:
        day.step(step)
    live = followed(day.facts)

    assert b'"code"' not in board_bytes(live, STATIONS) + board_bytes(live, HEATS)


@given(st.lists(steps | floor_steps, max_size=25))
def test_the_floor_of_the_officials_knows_codes_and_no_names(walk: list[Any]) -> None:
    day = a_day(stations=2)
    for step in walk:
        day.step(step)
    shown = board_bytes(followed(day.facts), FLOOR).decode()

    assert "canary-name" not in shown
    assert "canary-delegation" not in shown
    assert not any(f'"{entry}"' in shown for entry in small.ENTRIES)


@given(
    st.lists(steps, max_size=15), st.lists(floor_steps, max_size=15), st.sampled_from(["live", "published"])
)
def test_standings_know_nothing_of_the_floor(walk: list[Any], floor: list[Any], audience: Audience) -> None:
    day = a_day(audience, stations=2)
    for step in walk:
        day.step(step)
    before = board_bytes(followed(day.facts), STANDINGS)
    for step in floor:
        day.step(step)

    assert board_bytes(followed(day.facts), STANDINGS) == before


@pytest.mark.parametrize("audience", ["live", "published"])
def test_that_an_entry_was_judged_is_not_told_where_marks_may_not_be_seen(audience: Audience) -> None:
    day = a_day(audience, stations=2)
    one, _ = in_heat(day, 1)
    for judge in range(2):
        day.sheet(judge, 0, one, "5")

    assert tiles(day)["1"] == ("judged" if audience == "live" else "waiting")
    day.step(("freeze",))
    assert tiles(day)["1"] == "waiting"


def test_somebody_who_was_erased_is_shown_by_number() -> None:
    day = a_day(stations=2)
    drawn = draw(followed(day.facts, Names()), STATIONS)
    assert drawn is not None

    assert {tile["name"]["zh"] for tile in drawn.state["rows"].values()} <= {"101", "102", "103", "104"}


def test_without_heats_the_wall_shows_everyone_in_running_order() -> None:
    day = a_day()

    state = shown(day, STATIONS)

    assert (state["heat"], state["heats"], state["order"]) == (0, [], ["1", "2", "3", "4"])
    assert shown(day, HEATS)["order"] == []
