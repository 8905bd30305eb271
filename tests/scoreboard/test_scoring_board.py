"""How far judging is, for everyone: numbers of sheets by module, seat and heat, and nothing of whom they are about."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given

from scoreboard.board_ids import draw
from tests.scoreboard.test_stage_board import recused, weld
from tests.scoreboard.walks import Day, a_day, days, followed
from tests.support import small

SCORING = f"scoring.{small.CUP}.{small.FINAL}"
PREPARE, WELD = 0, 1


def shown(day: Day) -> Any:
    drawn = draw(followed(day.facts), SCORING)
    assert drawn is not None
    return drawn.state


def of(state: Any, module: str) -> Any:
    return next(one for one in state["modules"] if one["id"] == module)


def test_sheets_are_counted_by_module_and_seat_and_entries_once_everything_is_in() -> None:
    day = a_day()
    weld(day, 0, "7", "8", "9")
    weld(day, 1, "7")
    for judge in range(2):
        day.sheet(judge, PREPARE, 0, "5")
    state = shown(day)

    assert state["progress"] == {"in": 6, "due": 20}
    assert state["entries"] == {"complete": 1, "of": 4}
    found = of(state, small.WELD)
    assert (found["in"], found["due"], found["entries"]) == (4, 12, {"complete": 1, "of": 4})
    assert found["seats"] == [{"in": 2, "due": 4}, {"in": 1, "due": 4}, {"in": 1, "due": 4}]


def test_of_who_does_not_compete_no_sheet_is_due() -> None:
    day = a_day()
    day.step(("state", 3, "withdrawn"))
    state = shown(day)

    assert state["entries"] == {"complete": 0, "of": 3}
    assert [one["due"] for one in of(state, small.WELD)["seats"]] == [3, 3, 3]


def test_heats_say_how_many_of_their_entries_are_done() -> None:
    day = a_day(stations=2)
    done = next(drawn.entry for drawn in day.state.rounds[small.FINAL].order if drawn.heat == 1)
    at = small.ENTRIES.index(done)
    weld(day, at, "7", "8", "9")
    for judge in range(2):
        day.sheet(judge, PREPARE, at, "5")

    assert [(one["heat"], one["entries"]) for one in shown(day)["heats"]] == [
        (1, {"complete": 1, "of": 2}),
        (2, {"complete": 0, "of": 2}),
    ]


@pytest.mark.parametrize("audience", ["live", "published"])
def test_where_results_may_not_be_seen_sheets_are_not_counted(audience: Any) -> None:
    day = a_day(audience)
    day.step(("freeze",))
    before = shown(day)
    weld(day, 0, "7", "8", "9")

    assert shown(day) == before
    assert before["progress"]["in"] == 0


def test_under_a_code_no_seat_tells_that_its_judge_stays_out_of_an_entry() -> None:
    found = []
    for identity in ("name", "code"):
        day = recused(identity)
        weld(day, 0, "7", "8")
        found.append(of(shown(day), small.WELD))

    assert [one["due"] for one in found[0]["seats"]] == [4, 4, 3]
    assert "seats" not in found[1]
    assert (found[1]["in"], found[1]["due"]) == (1, 4)


@given(days())
def test_seats_add_up_to_the_module_and_nobody_is_in_it(day: Day) -> None:
    state = shown(day)
    said = orjson.dumps(state).decode()

    for module in state["modules"]:
        for what in ("in", "due"):
            assert sum(seat[what] for seat in module.get("seats", ())) in (0, module[what])
    assert "canary" not in said
    assert not any(f'"{one}"' in said for one in (*small.JUDGES, *small.ENTRIES))
