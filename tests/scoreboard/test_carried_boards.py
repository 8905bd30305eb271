"""A round that carries over from one that is not wholly public tells nothing of it: not by a total, a rank or a time."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.commands import Command
from server.core.commands_field import SetCarry
from server.core.commands_panel import SetPanel
from server.core.commands_round import AddRound, CloseRound, MakeDraw, OpenRound, PublishResults
from server.core.commands_sheet import SubmitSheet
from server.core.commands_withheld import FreezeBoard, UnfreezeBoard
from server.core.facts_field import CarriedRound
from server.core.facts_round import Audience, Identity
from server.core.ids import RoundId
from server.services.standings_view import CARRIED, for_organiser
from tests.scoreboard.publicly import everything, everything_of
from tests.scoreboard.test_projector import Hall, Known, NoDisplays
from tests.scoreboard.walks import MODULES, Day, a_day, followed
from tests.support import small

NEXT = RoundId("next")
values = st.sampled_from(["0", "2", "4", "9.5", "10"])
judges, modules, entries = st.integers(0, 2), st.integers(0, 1), st.integers(0, 3)
any_sheets = st.lists(st.tuples(st.booleans(), judges, modules, entries, values, values), max_size=20)
takes = st.sampled_from(["sum", "best"])
covers = st.sampled_from([("freeze",), ("cover", 2, None), ("cover", 0, 0), ("cover", 1, 1), ("unseen",)])


def two_rounds(audience: Audience = "live", take: Any = "sum", identity: Identity = "name") -> Day:
    """A day with a second round that carries over from the first, both open."""
    day = a_day(audience)
    following: list[Command] = [
        AddRound(NEXT, small.WELDING, small.TITLE, "live", identity),
        SetCarry(NEXT, (CarriedRound(small.FINAL),), take=take),
        MakeDraw(NEXT, small.SEED),
        *(SetPanel(NEXT, module, small.JUDGES) for module in MODULES),
        OpenRound(NEXT),
    ]
    for command in following:
        assert day.does(command)
    return day


def sheet_of_next(day: Day, judge: int, module: int, entry: int, value: str) -> bool:
    code = day.state.rounds[NEXT].codes[small.ENTRIES[entry]]
    marks = small.marks(MODULES[module], value)
    return day.does(SubmitSheet(NEXT, MODULES[module], code, marks), small.judge(small.JUDGES[judge]))


def all_marked(day: Day, value: str = "5") -> None:
    for judge, module, entry in [(j, m, e) for j in range(3) for m in range(2) for e in range(4)]:
        day.sheet(judge, module, entry, value)


def corrected(day: Day, entry: int, value: str) -> bool:
    return day.correct(0, 0, entry, value)


@settings(max_examples=30)
@given(covers, takes, any_sheets)
def test_marks_that_are_withheld_in_an_earlier_round_change_no_public_byte(
    cover: tuple[Any, ...], take: Any, some: list[tuple[Any, ...]]
) -> None:
    seen = []
    for pick in (0, 1):
        day = two_rounds("published" if cover == ("unseen",) else "live", take)
        if cover != ("unseen",):
            # Whose places and which module are withheld stands before any mark that differs.
            for judge, entry in [(j, e) for j in range(3) for e in range(2)]:
                day.sheet(judge, 1, entry, "9")
            assert day.step(cover)
        for earlier, judge, module, entry, *marks in some:
            hidden = earlier and withheld(cover, module, entry)
            if earlier:
                day.sheet(judge, module, entry, marks[pick if hidden else 0])
            else:
                sheet_of_next(day, judge, module, entry, marks[0])
        seen.append(everything(day.facts))

    assert seen[0] == seen[1]


def withheld(cover: tuple[Any, ...], module: int, entry: int) -> bool:
    """Whether no mark of this module and entry can be seen, whatever it is."""
    match cover:
        case ("cover", _, None):
            return False  # a mark may lead to the withheld places or away from them, and that is seen
        case ("cover", _, left_out):
            return module == left_out
    return True


@settings(max_examples=30)
@given(covers, takes, st.lists(st.tuples(judges, st.just(0), entries, values), max_size=10))
def test_marks_of_an_earlier_round_are_not_felt_in_a_later_one(
    cover: tuple[Any, ...], take: Any, some: list[tuple[Any, ...]]
) -> None:
    day = two_rounds("published" if cover == ("unseen",) else "live", take)
    day.sheet(0, 1, 0, "9")
    assert cover == ("unseen",) or day.step(cover)
    sheet_of_next(day, 0, 0, 1, "7")
    before = standings_of_next(day)
    for judge, module, entry, value in some:
        day.sheet(judge, module, entry, value)

    assert standings_of_next(day) == before


def standings_of_next(day: Day) -> list[bytes]:
    """The boards of the later round."""
    sent = everything(day.facts)
    return [sent[f"{kind}.{small.CUP}.{NEXT}"] for kind in ("standings", "outlook", "stations", "heats")]


def board(day: Day) -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads(everything(day.facts)[f"standings.{small.CUP}.{NEXT}"])[1]
    return found


def total_of(day: Day, entry: int) -> str | None:
    total: str | None = board(day)["rows"][small.ENTRIES[entry]].get("total")
    return total


def test_a_later_round_adds_what_a_frozen_one_showed_when_it_was_frozen() -> None:
    day = two_rounds()
    all_marked(day)
    assert day.does(FreezeBoard(small.FINAL))
    assert corrected(day, 0, "9")
    sheet_of_next(day, 0, 0, 0, "1")

    shown = board(day)
    live = followed(day.facts)
    known = for_organiser(live, live.rounds[NEXT])

    key = small.ENTRIES[0]
    assert (
        shown["rows"][key]["modules"][CARRIED]["total"]
        == shown["rows"][small.ENTRIES[1]]["modules"][CARRIED]["total"]
    )
    assert known["rows"][key]["modules"][CARRIED]["total"] != shown["rows"][key]["modules"][CARRIED]["total"]
    assert day.does(UnfreezeBoard(small.FINAL))
    assert board(day)["rows"][key]["total"] == known["rows"][key]["total"]


@pytest.mark.parametrize("cover", [("cover", 2, None), ("cover", 0, 0)])
def test_what_is_withheld_in_part_is_not_added_and_that_is_said(cover: tuple[Any, ...]) -> None:
    day = two_rounds()
    all_marked(day)
    sheet_of_next(day, 0, 0, 0, "1")
    added = total_of(day, 0)
    assert day.step(cover)

    shown = board(day)

    assert shown["withheld"] == {"carried": True}
    assert CARRIED not in [module["id"] for module in shown["modules"]]
    assert total_of(day, 0) != added
    assert day.step(("unfreeze",))
    assert total_of(day, 0) == added
    assert "withheld" not in board(day)


def test_a_correction_after_publication_is_not_felt_until_it_is_published() -> None:
    day = two_rounds()
    all_marked(day)
    sheet_of_next(day, 0, 0, 0, "1")
    assert day.does(CloseRound(small.FINAL))
    assert day.does(PublishResults(small.FINAL))
    before, total = standings_of_next(day), total_of(day, 0)
    assert corrected(day, 0, "9")

    assert standings_of_next(day) == before
    assert day.does(PublishResults(small.FINAL))
    assert total_of(day, 0) != total


def test_under_codes_nothing_is_added_since_the_sum_would_tell_who_it_is() -> None:
    day = two_rounds(identity="code")
    all_marked(day)

    assert board(day)["withheld"] == {"carried": True}


steps = st.sampled_from(["first", "first", "next", "next", "freeze", "cover", "unfreeze", "publish"])


@settings(max_examples=30)
@given(takes, st.lists(st.tuples(steps, judges, modules, entries, values), max_size=20))
def test_a_round_that_carries_over_is_the_same_whether_it_was_followed_patched_or_read_at_once(
    take: Any, some: list[tuple[Any, ...]]
) -> None:
    day = two_rounds(take=take)
    live = Known(followed(day.facts))
    hall = Hall(live, NoDisplays())
    for board in of_both_rounds(everything(day.facts)):
        hall.hang(board)
    for step, judge, module, entry, value in some:
        match step:
            case "first":
                day.sheet(judge, module, entry, value)
            case "next":
                sheet_of_next(day, judge, module, entry, value)
            case "cover":
                day.step(("cover", judge, module))
            case "publish":
                day.step(("close",))
                day.step(("publish",))
                day.step(("open",))
            case _:
                day.step((step,))
        live.move(day.facts[live.one.position :])
        at_once = everything(day.facts)

        assert everything_of(live.one) == at_once
        for board, (_, state) in of_both_rounds(at_once).items():
            assert [screen.state for screen in hall.screens[board]] == [state]


def of_both_rounds(sent: dict[str, bytes]) -> dict[str, Any]:
    """The number and the state of every board of the two rounds."""
    rounds = (f".{small.CUP}.{small.FINAL}", f".{small.CUP}.{NEXT}")
    return {board: orjson.loads(said) for board, said in sent.items() if board.endswith(rounds)}
