"""The entry on stage: each judge's mark once the panel is whole, what it comes to, and where the entry now stands."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoreboard.board_ids import draw
from scoreboard.boards import standings_board
from server.core.commands_round import AddRound
from server.core.commands_rulings import GivePenalty
from server.core.commands_setup import AddOfficial, RegisterEntries
from server.core.facts_round import Identity
from server.core.ids import DelegationId
from server.core.scheme import Module, PanelRule, ResultRule, Scheme
from tests.scoreboard.walks import Day, a_day, days, followed
from tests.support import small

STAGE = f"stage.{small.CUP}.{small.FINAL}"
PREPARE, WELD = 0, 1
TRIMMED = PanelRule("trimmed_mean")
identities: st.SearchStrategy[Identity] = st.sampled_from(["name", "code"])


def trimmed(live: Any = "running", panel: PanelRule = TRIMMED) -> Scheme:
    """Two modules; of the three marks in welding the highest and the lowest are dropped."""

    def own(module: Module) -> Module:
        return replace(module, panel=panel, panel_size=3) if module.id == small.WELD else module

    scheme = small.scheme()
    return replace(scheme, modules=tuple(map(own, scheme.modules)), result=ResultRule(live=live))


def shown(day: Day, key: str = "") -> Any:
    drawn = draw(followed(day.facts), f"{STAGE}.{key}" if key else STAGE)
    assert drawn is not None
    return drawn.state


def weld(day: Day, entry: int, *values: str) -> None:
    for judge, value in enumerate(values):
        assert day.sheet(judge, WELD, entry, value)


def whole(day: Day, entry: int, *values: str) -> None:
    """Both modules: preparation at 5 and 5, then these marks in welding."""
    for judge in range(2):
        assert day.sheet(judge, PREPARE, entry, "5")
    weld(day, entry, *values)


def module(state: Any, id_: str) -> Any:
    return next(one for one in state["working"]["modules"] if one["id"] == id_)


@pytest.mark.parametrize("key", ["e1", "e4", "01", "04", "E01", "S04", "W02", "101", "104"])
def test_a_board_of_one_entry_is_there_under_every_key_an_entry_may_go_by(key: str) -> None:
    assert draw(followed(a_day().facts), f"{STAGE}.{key}") is not None


@pytest.mark.parametrize("key", ["e5", "00", "05", "S05", "X01", "1", "001a", "105", ""])
def test_there_is_no_board_of_an_entry_under_a_key_that_none_can_go_by(key: str) -> None:
    """Four entries are registered: strangers who count on make the server draw nothing more."""
    assert draw(followed(a_day().facts), f"{STAGE}.{key}") is None


def test_marks_are_told_seat_by_seat_with_the_dropped_ones_once_the_panel_is_whole() -> None:
    day = a_day(scheme=trimmed())
    weld(day, 0, "7", "9.5", "8.5")
    found = module(shown(day), small.WELD)

    assert found["seats"] == [1, 2, 3]
    assert found["parts"][0]["aspects"][0] == {
        "id": "weld-1",
        "title": {"zh": "weld-1", "en": "weld-1"},
        "kind": "points",
        "points": "8.50",
        "max": "10",
        "marks": ["7", "9.5", "8.5"],
        "high": [1],
        "low": [0],
    }
    assert (found["points"], found["total"]) == ("17.00", "17.00")


def test_of_a_panel_that_is_still_handing_in_the_number_of_sheets_is_told_and_no_more() -> None:
    day = a_day(scheme=trimmed())
    weld(day, 0, "7", "9.5")

    assert "entry" not in shown(day)
    chosen = shown(day, small.ENTRIES[0])
    assert module(chosen, small.WELD) == {
        "id": "weld",
        "title": {"zh": "weld", "en": "weld"},
        "in": 2,
        "due": 3,
        "max": "20",
    }
    assert not {"rank", "total", "gap"} & chosen["row"].keys()
    assert "totals" not in chosen


def test_it_is_the_entry_whose_panel_was_the_last_to_be_complete() -> None:
    day = a_day(scheme=trimmed())
    found = []
    for entry, judge in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 2), (2, 0), (1, 2)):
        day.sheet(judge, WELD, entry, "6")
        found.append(shown(day).get("entry", ""))

    assert found == ["", "", "", "", "e1", "e1", "e2"]


def test_a_correction_brings_no_entry_back() -> None:
    day = a_day(scheme=trimmed())
    weld(day, 0, "6", "6", "6")
    weld(day, 1, "5", "5", "5")
    assert day.correct(0, WELD, 0, "9")

    assert shown(day)["entry"] == small.ENTRIES[1]
    assert module(shown(day, small.ENTRIES[0]), small.WELD)["parts"][0]["aspects"][0]["marks"] == [
        "9",
        "6",
        "6",
    ]


def test_the_organiser_may_name_another_entry() -> None:
    day = a_day(scheme=trimmed())
    weld(day, 0, "6", "6", "6")
    state = shown(day, small.ENTRIES[2])

    assert (state["chosen"], state["entry"]) == (True, small.ENTRIES[2])
    assert state["row"]["state"] == "waiting"
    assert state["working"] == {"modules": [], "penalties": [], "after": []}


def test_an_entry_is_named_by_the_number_it_wears_and_under_a_code_by_no_number() -> None:
    both: list[tuple[Identity, bool]] = [("name", True), ("code", False)]
    for identity, there in both:
        day = a_day(scheme=trimmed(), identity=identity)
        whole(day, 0, "7", "7", "7")
        named = shown(day, "101")

        assert ("entry" in named) is there
        assert not there or named == shown(day, small.ENTRIES[0])


def test_it_says_where_the_entry_stands_and_how_many_places_the_last_module_gained() -> None:
    day = a_day(scheme=trimmed())
    for entry, value in enumerate(("9", "8", "4")):
        whole(day, entry, value, value, value)
    for judge in range(2):
        day.sheet(judge, PREPARE, 3, "6")
    before = shown(day)["row"]["rank"]
    weld(day, 3, "10", "10", "10")
    state = shown(day)

    assert before == 4
    assert (state["row"]["rank"], state["rank_before"]) == (1, 4)
    assert state["totals"] == ["32.00", "28.00", "26.00", "18.00"]
    assert [one["entry"] for one in state["around"]] == ["e4", "e1", "e2"]


def test_whoever_has_no_rank_before_is_new_on_the_board() -> None:
    day = a_day(scheme=trimmed(live="complete"))
    whole(day, 0, "9", "9", "9")

    assert shown(day)["row"]["rank"] == 1
    assert "rank_before" not in shown(day)


def test_penalties_are_told_without_what_an_official_wrote() -> None:
    day = a_day(scheme=trimmed())
    whole(day, 0, "9", "9", "9")
    day.does(GivePenalty(small.FINAL, small.ENTRIES[0], small.OVERTIME, "canary-reason"))
    state = shown(day)

    assert state["working"]["penalties"] == [{"title": {"zh": "超时", "en": "Overtime"}, "amount": "-2"}]
    assert b"canary-reason" not in orjson.dumps(state)


def test_who_was_disqualified_is_shown_so_and_without_a_rank() -> None:
    day = a_day(scheme=trimmed())
    whole(day, 0, "9", "9", "9")
    day.step(("state", 0, "disqualified"))
    row = shown(day)["row"]

    assert row["state"] == "disqualified"
    assert not {"rank", "total"} & row.keys()


def test_while_a_panel_is_in_conference_no_mark_and_no_total_is_told() -> None:
    day = a_day(scheme=trimmed(panel=replace(TRIMMED, spread_limit=Decimal(1))))
    whole(day, 0, "2", "5.5", "9")
    state = shown(day)

    assert state["row"]["under_review"] is True
    assert not {"rank", "total"} & state["row"].keys()
    assert b"5.5" not in orjson.dumps(state)
    assert b'"marks"' not in orjson.dumps(state)


def test_under_a_freeze_it_stays_the_entry_and_the_marks_of_before() -> None:
    day = a_day(scheme=trimmed())
    whole(day, 0, "9", "9", "9")
    before = shown(day)
    day.step(("freeze",))
    whole(day, 1, "10", "10", "10")
    day.correct(0, WELD, 0, "1")

    assert shown(day) == before | {"status": "frozen", "as_of": shown(day)["as_of"]}


def test_once_judging_is_over_it_shows_the_same_under_review() -> None:
    day = a_day(scheme=trimmed())
    whole(day, 0, "9", "9", "9")
    before = shown(day)
    assert day.step(("close",))
    after = shown(day)

    assert (after["status"], after["phase"]) == ("under_review", "closed")
    assert after["working"] == before["working"]


def test_after_publication_it_shows_what_was_published() -> None:
    day = a_day("published", scheme=trimmed())
    whole(day, 0, "7", "9.5", "8.5")
    hidden = shown(day)
    for step in (("close",), ("publish",)):
        assert day.step(step)
    published = shown(day)
    assert day.step(("open",))
    assert day.correct(0, WELD, 0, "1")

    assert "entry" not in hidden
    assert "row" not in shown(day, "04")
    assert module(published, small.WELD)["parts"][0]["aspects"][0]["marks"] == ["7", "9.5", "8.5"]
    assert shown(day)["working"] == published["working"]


def test_while_first_places_are_withheld_who_holds_them_is_as_unknown_as_who_never_was() -> None:
    day = a_day(scheme=trimmed())
    for entry, value in enumerate(("9", "8", "7", "6")):
        whole(day, entry, value, value, value)
    day.step(("cover", 2, None))

    assert shown(day, small.ENTRIES[0]) == shown(day, "04")
    assert "entry" not in shown(day)
    third = shown(day, small.ENTRIES[2])
    assert third["row"]["rank"] == 3
    assert "totals" not in third
    assert b'"marks"' not in orjson.dumps(third)


def recused(identity: Identity) -> Day:
    """The third judge stays out of the first entry; all others are marked by three in welding."""
    day = Day()
    for command in small.opened():
        if isinstance(command, RegisterEntries):
            first = replace(command.entries[0], delegation=DelegationId("d2"))
            command = replace(command, entries=(first, *command.entries[1:]))
        if isinstance(command, AddOfficial) and command.official == small.JUDGES[2]:
            command = replace(command, delegation=DelegationId("d2"))
        if isinstance(command, AddRound):
            command = replace(command, identity=identity)
        assert day.does(command)
    return day


def test_a_seat_that_stays_empty_is_told_by_name_and_under_a_code_no_seat_is() -> None:
    found = []
    for identity in ("name", "code"):
        day = recused(identity)
        weld(day, 0, "7", "8")
        found.append(module(shown(day), small.WELD))

    assert found[0]["seats"] == [1, 2]
    assert (found[1]["in"], found[1]["due"]) == (1, 1)
    assert "seats" not in found[1]
    assert "marks" not in found[1]["parts"][0]["aspects"][0]


def test_a_code_leads_nowhere_once_there_are_names() -> None:
    day = a_day(identity="code", scheme=trimmed())
    whole(day, 0, "7", "8", "9")
    code = day.code(0)
    by_code = shown(day, code)
    for step in (("close",), ("publish",)):
        day.step(step)

    assert by_code["entry"] == code
    assert "number" not in by_code["row"]
    assert "entry" not in shown(day, code)


@given(days())
def test_the_working_comes_to_the_total_that_is_shown(day: Day) -> None:
    live = followed(day.facts)
    rows = standings_board(live, live.rounds[small.FINAL]).state["rows"]
    for key, row in rows.items():
        state = shown(day, key)
        assert state["entry"] == key
        if "total" not in state["row"]:
            continue
        assert state["row"]["total"] == row["total"]
        told = [one for one in state["working"]["modules"] if "total" in one]
        after = [*(one["value"] for one in state["working"]["after"]), *(one["total"] for one in told)]
        assert sum(map(Fraction, after)) == Fraction(row["total"])
        for one in told:
            parts = [part["points"] for part in one["parts"]] + [
                step["value"] for step in one.get("after", ())
            ]
            assert sum(map(Fraction, parts)) == Fraction(one["total"])


LOW = st.sampled_from(["1", "2", "3.5", "8", "9.5"])
sheets = st.tuples(st.integers(0, 2), st.integers(0, 1), st.integers(0, 3), LOW, LOW)


@given(identities, st.lists(sheets, max_size=25))
def test_marks_of_panels_that_are_still_handing_in_change_no_byte(
    identity: Identity, some: list[Any]
) -> None:
    planned = a_day(identity=identity, scheme=trimmed(live="complete"))
    for judge, of, entry, value, _ in some:
        planned.step(("sheet", judge, of, entry, value))
    there = planned.state.rounds[small.FINAL].sheets
    open_ = {
        (of, entry)
        for of, name in enumerate((small.PREPARE, small.WELD))
        for entry in range(4)
        if len(there.get((name, small.ENTRIES[entry]), ())) < (2, 3)[of]
    }
    seen = []
    for pick in (0, 1):
        day = a_day(identity=identity, scheme=trimmed(live="complete"))
        for judge, of, entry, *values in some:
            day.step(("sheet", judge, of, entry, values[pick if (of, entry) in open_ else 0]))
        keys = ["", *(str(day.code(n)) if identity == "code" else small.ENTRIES[n] for n in range(4))]
        seen.append([orjson.dumps(shown(day, key)) for key in keys])

    assert seen[0] == seen[1]


@given(days())
def test_no_judge_is_named_and_under_a_code_nobody_is(day: Day) -> None:
    live = followed(day.facts)
    status = standings_board(live, live.rounds[small.FINAL]).state["status"]
    said = orjson.dumps(shown(day)).decode()

    assert "canary-judge" not in said
    assert not any(f'"{judge}"' in said for judge in small.JUDGES)
    if day.state.rounds[small.FINAL].identity == "code" and status not in ("official", "corrected"):
        assert "canary-name" not in said
        assert "canary-delegation" not in said
