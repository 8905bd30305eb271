"""Boards: what the public may see and no more, and always the same from the same facts."""

from __future__ import annotations

import json
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoreboard.board_ids import draw
from scoreboard.boards import standings_board
from server.core.facts_round import Audience, Identity
from server.core.text import Text
from server.services import site_view
from server.services.live_fold import LiveCompetition
from server.services.names import Names
from tests.scoreboard.walks import NAMES, Day, a_day, cut, days, followed, steps
from tests.support import small

STANDINGS = f"standings.{small.CUP}.{small.FINAL}"
OUTLOOK, RECORDS = f"outlook.{small.CUP}.{small.FINAL}", f"records.{small.CUP}"
TEAMS = f"teams.{small.CUP}.{small.WELDING}"
STAGE, SCORING = (f"{kind}.{small.CUP}.{small.FINAL}" for kind in ("stage", "scoring"))
CHOSEN = [f"{STAGE}.{key}" for key in (small.ENTRIES[1], "01")]
STATIONS, HEATS, FLOOR = (f"{kind}.{small.CUP}.{small.FINAL}" for kind in ("stations", "heats", "floor"))
BOARDS = (
    STANDINGS,
    OUTLOOK,
    STAGE,
    *CHOSEN,
    SCORING,
    f"records.{small.CUP}",
    f"progress.{small.CUP}.{small.FINAL}",
    STATIONS,
    HEATS,
    FLOOR,
    f"overview.{small.CUP}",
    f"delegations.{small.CUP}",
    f"work.{small.CUP}",
    TEAMS,
)


_PUBLIC = (STANDINGS, OUTLOOK, TEAMS, STATIONS, HEATS, STAGE, *CHOSEN, SCORING)


def board_bytes(live: LiveCompetition, board: str = STANDINGS) -> bytes:
    drawn = draw(live, board)
    assert drawn is not None, board
    return orjson.dumps([drawn.number, drawn.state], option=orjson.OPT_SORT_KEYS)


def public_bytes(day: Day) -> list[bytes]:
    """Every board of the round that is for everyone, the teams made of it, and the records, which other rounds move too."""
    live = followed(day.facts)
    records = draw(live, RECORDS)
    assert records is not None
    boards = [board_bytes(live, board) for board in _PUBLIC]
    return [*boards, orjson.dumps(records.state)]


def state_of(day: Day, names: Names = NAMES) -> dict[str, Any]:
    live = followed(day.facts, names)
    return standings_board(live, live.rounds[small.FINAL]).state


def standing(state: dict[str, Any]) -> list[tuple[str, int | None, str | None]]:
    return [(key, state["rows"][key].get("rank"), state["rows"][key].get("total")) for key in state["order"]]


@given(days(), st.lists(st.integers(0, 60), max_size=6))
def test_a_board_is_the_same_however_the_facts_came_in(day: Day, cuts: list[int]) -> None:
    at_once = followed(day.facts)
    bit_by_bit = LiveCompetition(small.CUP, names=NAMES)
    for portion in cut(day.facts, cuts):
        bit_by_bit.take(portion)

    for board in BOARDS:
        assert board_bytes(bit_by_bit, board) == board_bytes(at_once, board)


def test_the_last_five_sheets_are_the_same_one_by_one_and_at_once() -> None:
    day = a_day()
    for judge in range(3):
        for entry in range(4):
            day.sheet(judge, 1, entry, str((3 * judge + 5 * entry) % 10))
            day.step(("state", 3 - entry, ("withdrawn", "competing")[judge % 2]))
    day.step(("freeze",))
    day.sheet(0, 0, 0, "10")
    one_by_one = LiveCompetition(small.CUP, names=NAMES)
    for arrived in day.facts:
        one_by_one.take([arrived])

    assert board_bytes(one_by_one) == board_bytes(followed(day.facts))
    assert len(state_of(day)["recent"]) == 5


@given(days())
def test_no_state_holds_null(day: Day) -> None:
    live = followed(day.facts)

    for board in BOARDS:
        assert b"null" not in board_bytes(live, board)


@given(days())
def test_every_row_stands_in_the_order_once_and_nothing_else_does(day: Day) -> None:
    """By this a screen knows a patch that does not fit what it holds."""
    live = followed(day.facts)

    for board in BOARDS:
        state = json.loads(board_bytes(live, board))[1]
        if "order" in state and "rows" in state:
            assert sorted(state["order"]) == sorted(state["rows"]), board


identities = st.sampled_from(["name", "code"])


@given(identities, st.lists(steps, max_size=15), st.lists(steps, max_size=15), st.lists(steps, max_size=15))
def test_while_frozen_a_board_knows_nothing_of_later_facts(
    identity: Identity, before: list[Any], one: list[Any], other: list[Any]
) -> None:
    lifting = {("unfreeze",), ("publish",)}
    seen = []
    for later in (one, other):
        day = a_day(identity=identity, teams=True)
        for step in before:
            day.step(step)
        if day.state.rounds[small.FINAL].version or not (day.step(("freeze",)) or day.step(("unfreeze",))):
            return
        day.step(("freeze",))
        for step in later:
            if step not in lifting:
                day.step(step)
        seen.append(public_bytes(day))

    assert seen[0] == seen[1]


@given(st.lists(steps, max_size=15), st.lists(steps, max_size=15), st.lists(steps, max_size=15))
def test_after_publication_a_board_knows_nothing_of_facts_after_it(
    before: list[Any], one: list[Any], other: list[Any]
) -> None:
    seen = []
    for later in (one, other):
        day = a_day(teams=True)
        for step in before:
            day.step(step)
        day.step(("close",))
        if not day.step(("publish",)):
            return
        for step in later:
            if step != ("publish",):
                day.step(step)
        seen.append(public_bytes(day))

    assert seen[0] == seen[1]


def test_a_freeze_after_publication_keeps_the_published_teams() -> None:
    seen = []
    for later in ([], [("open",), ("team", 0, 1), ("sheet", 0, 0, 0, "0"), ("freeze",)]):
        day = a_day(teams=True)
        for step in [("close",), ("publish",), *later]:
            assert day.step(step)
        seen.append(public_bytes(day))

    assert seen[0] == seen[1]


@given(st.lists(steps, max_size=20), st.lists(steps, max_size=20))
def test_before_publication_a_hidden_audience_feels_no_sheet(one: list[Any], other: list[Any]) -> None:
    seen = []
    for sheets in (one, other):
        day = a_day("published", teams=True)
        for step in sheets:
            if step[0] in ("sheet", "correct", "state", "panel"):
                day.step(step)
        seen.append(public_bytes(day))

    assert seen[0] == seen[1]
    hidden = json.loads(seen[0][0])[1]
    assert (hidden["status"], hidden["order"], hidden["rows"], hidden["recent"]) == ("hidden", [], {}, [])


@given(st.lists(steps, max_size=25))
def test_under_a_code_no_byte_tells_who_it_is(walk: list[Any]) -> None:
    day = a_day(identity="code", teams=True)
    for step in walk:
        if step != ("publish",):
            day.step(step)
    shown = b"".join(public_bytes(day)).decode()

    assert "canary" not in shown
    assert not any(f'"{entry}"' in shown for entry in small.ENTRIES)
    assert not any(f'"{100 + n}"' in shown for n in range(1, 5))


def test_under_a_code_equal_results_stand_in_the_order_of_their_codes() -> None:
    day = a_day(identity="code")
    state = state_of(day)

    assert state["order"] == sorted(state["order"])
    assert state["rows"]["01"]["name"] == {"zh": "01", "en": "01"}


def test_names_are_back_after_publication() -> None:
    day = a_day(identity="code")
    day.step(("close",))
    day.step(("publish",))
    state = state_of(day)

    assert state["order"] == list(small.ENTRIES)
    assert state["rows"]["e1"]["name"] == {"zh": "canary-name-0", "en": "canary-en-0"}
    assert state["rows"]["e1"]["number"] == "101"


def test_somebody_who_was_erased_is_shown_by_number() -> None:
    state = state_of(a_day(), Names())

    assert state["rows"]["e1"]["name"] == {"zh": "101", "en": "101"}
    assert "delegation" not in state["rows"]["e1"]


def test_a_planned_round_is_hidden() -> None:
    state = state_of(a_day(ready=False))

    assert (state["phase"], state["status"], state["rows"]) == ("planned", "hidden", {})


@pytest.mark.parametrize("audience", ["live", "published"])
def test_results_are_hidden_or_provisional_and_under_review_then_official_then_corrected(
    audience: Audience,
) -> None:
    day = a_day(audience)
    found = [state_of(day)["status"]]
    for step in (("close",), ("publish",), ("open",), ("sheet", 0, 0, 0, "5"), ("close",), ("publish",)):
        day.step(step)
        found.append(state_of(day)["status"])

    before = ["provisional", "under_review"] if audience == "live" else ["hidden", "hidden"]
    assert found == [*before, "official", "official", "official", "official", "corrected"]


def test_a_board_says_who_was_marked_last_and_what_it_did() -> None:
    day = a_day()
    day.sheet(0, 0, 0, "5")
    day.sheet(0, 0, 1, "4")
    day.sheet(0, 0, 2, "9.5")
    state = state_of(day)

    assert standing(state) == [("e3", 1, "19.00"), ("e1", 2, "10.00"), ("e2", 3, "8.00"), ("e4", None, None)]
    assert [state["rows"][key].get("moved") for key in state["order"]] == [None, -1, -1, None]
    newest = state["recent"][0]
    assert newest == {
        "entry": "e3",
        "module": "prepare",
        "rank": 1,
        "total": "19.00",
        "gained": "19.00",
        "at": newest["at"],
        "position": day.state.position,
    }
    day.sheet(0, 1, 1, "10")
    after = state_of(day)
    assert after["recent"][0] | {"at": 0} == {
        "entry": "e2",
        "module": "weld",
        "rank": 1,
        "moved": 2,
        "total": "28.00",
        "gained": "20.00",
        "at": 0,
        "position": day.state.position,
    }
    assert after["rows"]["e1"]["gap"] == "18.00"
    day.correct(0, 1, 1, "4")
    corrected = state_of(day)["recent"]
    assert (corrected[0]["corrected"], corrected[0]["gained"], corrected[0]["moved"]) == (True, "-12.00", -1)
    assert "corrected" not in corrected[1]


def test_equal_results_share_a_rank() -> None:
    day = a_day()
    day.sheet(0, 0, 0, "5")
    day.sheet(0, 0, 1, "5")
    rows = state_of(day)["rows"]

    assert [(rows[key]["rank"], rows[key]["shared"], rows[key]["place"]) for key in ("e1", "e2")] == [
        (1, True, 1),
        (1, True, 2),
    ]


def test_an_entry_waits_is_marked_is_complete_or_out() -> None:
    day = a_day()
    for judge, module in ((0, 0), (1, 0), (0, 1), (1, 1), (2, 1)):
        day.sheet(judge, module, 0, "5")
    day.sheet(0, 0, 1, "5")
    day.step(("state", 2, "disqualified"))
    state = state_of(day)

    assert {key: row["state"] for key, row in state["rows"].items()} == {
        "e1": "complete",
        "e2": "marking",
        "e3": "disqualified",
        "e4": "waiting",
    }
    assert state["order"][-1] == "e3"
    assert state["progress"] == {"in": 6, "due": 15}


def test_the_overview_shows_no_more_of_a_phase_than_the_board() -> None:
    day = a_day()
    day.step(("freeze",))
    day.step(("close",))
    overview = draw(followed(day.facts), f"overview.{small.CUP}")
    assert overview is not None

    assert overview.state["events"][0]["rounds"] == [
        {"id": "final", "title": {"zh": "决赛", "en": "Final"}, "phase": "open", "board": STANDINGS}
    ]


def test_a_sheet_does_not_call_every_tablet() -> None:
    day = a_day()
    before = draw(followed(day.facts), f"work.{small.CUP}")
    day.sheet(0, 0, 0, "5")
    assert draw(followed(day.facts), f"work.{small.CUP}") == before

    day.correct(0, 0, 0, "6")
    after = draw(followed(day.facts), f"work.{small.CUP}")
    assert after is not None
    assert after.state == {"position": day.state.position}


def test_there_is_no_board_of_what_is_not_there() -> None:
    live = followed(a_day().facts)

    for board in (
        "standings.cup.other",
        "standings.cup",
        "overview.cup.final",
        "x",
        "",
        "standings",
        "work.cup.a",
        "teams.cup",
        "teams.cup.other",
        "delegations.cup.other",
        "delegations.cup.a.b",
    ):
        assert draw(live, board) is None


def test_names_in_two_languages_stand_in_the_heading() -> None:
    state = state_of(a_day())

    assert state["competition"] == {"id": "cup", "title": {"zh": "杯赛", "en": "Cup"}}
    assert Text(**state["event"]["title"]) == small.TITLE


def test_when_judging_is_over_every_board_and_page_says_that_results_are_under_review() -> None:
    day = a_day(teams=True)
    day.sheet(0, 0, 0, "5")
    day.step(("close",))
    live = followed(day.facts)

    shown = {
        board: draw(live, f"{board}.{small.CUP}.{of}").state["status"]  # type: ignore[union-attr]
        for board, of in (("standings", small.FINAL), ("outlook", small.FINAL), ("teams", small.WELDING))
    }
    shown["home"] = site_view.home(live)["events"][0]["rounds"][0]["status"]
    shown["prizes"] = site_view.prizes(live, live.rounds[small.FINAL])["status"]
    entry = site_view.entry(live, live.rounds[small.FINAL], small.ENTRIES[0], [])
    shown["entry"] = entry["status"]  # type: ignore[index]

    assert set(shown.values()) == {"under_review"}
