"""Embargoes: as long as one holds, nothing a stranger can read depends on what is marked or published under it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.commands_awards import ConfirmAwards, SetAwardRules
from server.core.commands_field import SetCarry
from server.core.commands_panel import SetPanel
from server.core.commands_round import AddRound, CloseRound, MakeDraw, OpenRound, PublishResults
from server.core.commands_withheld import LayEmbargo, LiftEmbargo
from server.core.facts_awards import AwardGiven
from server.core.facts_field import CarriedRound
from server.core.facts_round import Audience, Identity
from server.core.ids import RoundId
from server.core.states import State
from server.core.text import Text
from server.services import delegations_view, site_view, standings_view
from tests.scoreboard.publicly import everything, everything_of
from tests.scoreboard.test_boards import state_of
from tests.scoreboard.walks import MODULES, Day, a_day, cut, days, floor_steps, followed, steps
from tests.support import small

LAY, LIFT = LayEmbargo(small.FINAL), LiftEmbargo(small.FINAL, "the ceremony is over")
LATER = RoundId("later")


def other(value: str) -> str:
    """Another mark for each mark but 5."""
    return f"{10 - Decimal(value)}"


def otherwise(step: tuple[Any, ...]) -> tuple[Any, ...]:
    return (*step[:4], other(step[4])) if step[0] in ("sheet", "correct") else step


def published_under_embargo(audience: Audience = "live", identity: Identity = "name") -> Day:
    """Everybody has 5 of the first module; then 9, 8, 7, 6 of the second under an embargo, published with prizes."""
    day = a_day(audience, identity, teams=True)
    day.does(SetAwardRules(small.WELDING, small.award_table()))
    for entry in range(4):
        assert [day.sheet(judge, 0, entry, "5") for judge in range(3)].count(True) >= 2
    assert day.does(LAY)
    for entry in range(4):
        for judge in range(3):
            day.sheet(judge, 1, entry, str(9 - entry))
    assert day.step(("close",))
    assert day.step(("publish",))
    return day


def test_the_public_sees_what_it_saw_and_officials_see_everything() -> None:
    day = published_under_embargo()

    outside = state_of(day)
    assert (outside["status"], outside["phase"], outside["version"]) == ("embargoed", "open", 0)
    assert {row["total"] for row in outside["rows"].values()} == {"10.00"}
    assert followed(day.facts).rounds[small.FINAL].standings()[0].total == Decimal("28.00")


def test_with_its_end_the_published_results_are_there_under_a_newer_number() -> None:
    day = published_under_embargo()
    before = followed(day.facts)
    assert day.does(LIFT)
    after = followed(day.facts)

    assert (state_of(day)["status"], state_of(day)["rows"][small.ENTRIES[0]]["total"]) == (
        "official",
        "28.00",
    )
    for board in ("standings", "records", "delegations", "overview"):
        assert _number(after, board) > _number(before, board)
    # Whoever watched holds a greater number than that of the publication, and would take it for older.
    assert _number(after, "standings") == len(day.facts)
    assert after.told[-1][2] == {"kind": "results_published", "round": small.FINAL, "version": 1}


def _number(competition: Any, board: str) -> int:
    name = f"{board}.{small.CUP}" + (f".{small.FINAL}" if board == "standings" else "")
    number: int = orjson.loads(everything_of(competition)[name])[0]
    return number


@pytest.mark.parametrize("identity", ["name", "code"])
def test_of_a_round_that_is_shown_when_published_nothing_is_shown(identity: Identity) -> None:
    shown = state_of(published_under_embargo("published", identity))

    assert (shown["status"], shown["order"], shown["rows"]) == ("embargoed", [], {})


def test_delegations_are_told_of_it_with_its_end_and_officials_before() -> None:
    day = published_under_embargo()
    live = followed(day.facts)
    outside, inside = delegations_view.table(live), delegations_view.explained(live)

    assert outside is not None
    assert (outside["published"], outside["status"], outside["rows"]) == (0, State.HIDDEN, {})
    assert inside is not None
    assert (inside["published"], inside["status"]) == (1, State.OFFICIAL)


def test_a_freeze_that_was_there_before_holds_again_where_nothing_was_published() -> None:
    for cover in (("freeze",), ("cover", 2, None)):
        day = a_day()
        day.sheet(0, 0, 0, "5")
        assert day.step(cover)
        frozen = state_of(day)
        assert day.does(LAY)
        day.sheet(0, 0, 1, "9")
        assert state_of(day)["rows"] == frozen["rows"]
        assert day.does(LIFT)
        assert state_of(day)["status"] == "frozen"
        assert (state_of(day)["rows"] == frozen["rows"]) is (cover == ("freeze",))


def test_the_teams_of_a_freeze_that_holds_again_are_those_of_the_freeze() -> None:
    day = a_day(teams=True)
    day.sheet(0, 0, 0, "5")
    teams = f"teams.{small.CUP}.{small.WELDING}"
    assert day.step(("freeze",))
    frozen = orjson.loads(everything(day.facts)[teams])[1]
    assert day.does(LAY)
    assert day.step(("team", 0, 2))
    assert day.does(LIFT)

    assert orjson.loads(everything(day.facts)[teams])[1]["rows"] == frozen["rows"]


@pytest.mark.parametrize("audience", ["live", "published"])
@pytest.mark.parametrize("identity", ["name", "code"])
def test_to_a_stranger_nothing_happens_under_it(audience: Audience, identity: Identity) -> None:
    day = a_day(audience, identity, teams=True, stations=2)
    day.does(SetAwardRules(small.WELDING, small.award_table()))
    day.sheet(0, 0, 0, "5")
    day.step(("call", 0, 1))
    assert day.does(LAY)
    seen = everything(day.facts)
    for entry in range(3):
        assert [day.sheet(judge, 0, entry, "9") for judge in range(1, 3)].count(True) >= 1
    for step in (
        ("state", 3, "withdrawn"),
        ("close",),
        ("publish",),
        ("correct", 0, 0, 0, "2"),
        ("publish",),
    ):
        assert day.step(step)
    assert day.does(ConfirmAwards(small.FINAL, 2, (AwardGiven(small.ENTRIES[1], small.FIRST),), "agreed"))

    assert everything(day.facts) == seen


def test_teams_stand_as_they_were_put_together_when_it_was_laid() -> None:
    day = a_day(teams=True)
    day.sheet(0, 0, 0, "5")
    assert day.does(LAY)
    teams = f"teams.{small.CUP}.{small.WELDING}"
    seen = everything(day.facts)[teams]
    for step in (("team", 0, 2), ("close",), ("publish",)):
        assert day.step(step)

    assert everything(day.facts)[teams] == seen


NOON = 1_900_000_000_000
SAYING = ("standings", "outlook", "stage", "scoring")


@pytest.mark.parametrize("audience", ["live", "published"])
def test_whoever_sees_a_list_under_it_is_told_what_ends_it(audience: Audience) -> None:
    day = a_day(audience, teams=True)
    for lay, end in (
        (LayEmbargo(small.FINAL, NOON), {"until": NOON, "ceremony": False}),
        (LayEmbargo(small.FINAL, ceremony=True), {"until": 0, "ceremony": True}),
        (LAY, {"until": 0, "ceremony": False}),
    ):
        assert day.does(lay)
        seen = {name: orjson.loads(said) for name, said in everything(day.facts).items()}
        boards = [f"{kind}.{small.CUP}.{small.FINAL}" for kind in SAYING]
        boards.append(f"teams.{small.CUP}.{small.WELDING}")
        told = [seen[board][1]["embargo"] for board in boards]
        told.append(seen["home"]["events"][0]["rounds"][0]["embargo"])
        told.append(seen[f"prizes {small.FINAL}"]["embargo"])
        assert told == [end] * 7
    assert "embargo" not in standings_view.for_organiser(
        followed(day.facts), followed(day.facts).rounds[small.FINAL]
    )
    assert day.does(LIFT)
    assert "embargo" not in state_of(day)


def test_that_it_is_put_off_moves_nothing_but_its_end() -> None:
    day = a_day(teams=True)
    day.sheet(0, 0, 0, "5")
    assert day.does(LayEmbargo(small.FINAL, NOON))
    before = everything_of(followed(day.facts))
    day.sheet(0, 0, 1, "9")
    assert day.does(LAY)
    after = everything_of(followed(day.facts))

    put_off = b'{"ceremony":false,"until":0}'
    for name, said in after.items():
        if name != "feed":
            was = before[name].replace(b'{"ceremony":false,"until":%d}' % NOON, put_off)
            assert _numberless(said) == _numberless(was), name
    told = [[one[2]["kind"] for one in orjson.loads(said["feed"])] for said in (before, after)]
    assert told[1] == [*told[0], "embargo_laid"]


def _numberless(said: bytes) -> Any:
    """What a board shows, without the position of the last fact that had a say in it."""
    shown = orjson.loads(said)
    return shown[1:] if isinstance(shown, list) else shown


def with_a_later_round(day: Day) -> None:
    """Another round that adds the results of the one under embargo to its own."""
    day.does(AddRound(LATER, small.WELDING, Text("另一轮", "Another round")))
    day.does(SetCarry(LATER, (CarriedRound(small.FINAL),)))
    day.does(MakeDraw(LATER, "seed"))
    for module in MODULES:
        day.does(SetPanel(LATER, module, small.JUDGES))
    day.does(OpenRound(LATER))


@settings(max_examples=60)
@given(
    before=st.lists(steps, max_size=10),
    after=st.lists(steps | floor_steps, min_size=1, max_size=30),
    day=st.sampled_from(["live", "live", "published"]),
    identity=st.sampled_from(["name", "code"]),
    later=st.booleans(),
)
def test_two_days_that_differ_only_in_marks_under_embargo_are_the_same_to_a_stranger(
    before: list[tuple[Any, ...]],
    after: list[tuple[Any, ...]],
    day: Audience,
    identity: Identity,
    later: bool,
) -> None:
    one, two = a_day(day, identity, teams=True, stations=2), a_day(day, identity, teams=True, stations=2)
    for each in (one, two):
        each.does(SetAwardRules(small.WELDING, small.award_table()))
        each.step(("table", "total", None))
        for step in before:
            each.step(step)
        if later:
            with_a_later_round(each)
    if not (one.does(LAY) and two.does(LAY)):
        return
    for step in [*after, ("close",), ("publish",)]:
        if one.step(step):
            assert two.step(otherwise(step)) or two.step((*step[:4], "7.5")), "it happened in both"

    assert everything(one.facts) == everything(two.facts)


@pytest.mark.parametrize("audience", ["live", "published"])
def test_who_has_which_prize_is_not_felt(audience: Audience) -> None:
    one, two = published_under_embargo(audience), published_under_embargo(audience)
    for day, entry in ((one, small.ENTRIES[0]), (two, small.ENTRIES[1])):
        assert day.does(ConfirmAwards(small.FINAL, 1, (AwardGiven(entry, small.FIRST),), "agreed"))
    assert everything(one.facts) == everything(two.facts)

    for day in (one, two):
        assert day.does(LIFT)
    assert everything(one.facts) != everything(two.facts)


def test_a_round_that_adds_those_results_is_neither_published_nor_seen_before_them() -> None:
    day = a_day()
    with_a_later_round(day)
    day.does(LAY)
    for step in (("sheet", 0, 0, 0, "9.5"), ("close",), ("publish",)):
        assert day.step(step)
    for module in MODULES:
        code = day.state.rounds[LATER].codes[small.ENTRIES[0]]
        assert day.does(replace(small.sheet(code, module, "1"), round=LATER), small.judge(small.JUDGES[0]))
    assert day.does(CloseRound(LATER, incomplete=True))

    row = site_view.table(followed(day.facts), followed(day.facts).rounds[LATER])["rows"][small.ENTRIES[0]]
    assert row["total"] == "4.00"
    assert not day.does(PublishResults(LATER))
    assert day.does(LayEmbargo(LATER))
    assert day.does(PublishResults(LATER))
    assert not day.does(LiftEmbargo(LATER, "too early"))
    assert day.does(LIFT)
    assert day.does(LiftEmbargo(LATER, "in its turn"))


@given(days(20), st.lists(st.integers(0, 60), max_size=3), st.booleans())
def test_live_is_what_a_restart_finds(day: Day, cuts: list[int], lifted: bool) -> None:
    day.does(LAY)
    for step in (("sheet", 0, 0, 0, "5"), ("close",), ("publish",)):
        day.step(step)
    if lifted:
        day.does(LIFT)
    live = followed([])
    for portion in cut(day.facts, cuts):
        live.take(portion)

    assert everything_of(live) == everything(day.facts)
