"""What counts for nothing is not felt outside: no byte that a stranger can read moves, not even a number or a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from server.core.commands import Actor
from server.core.commands_approval import ApproveEntries, TakeBackApproval
from server.core.commands_panel import SetPanel
from server.core.commands_paper import EnterPaper
from server.core.commands_setup import AddOfficial
from server.core.ids import OfficialId
from tests.scoreboard.publicly import everything
from tests.scoreboard.walks import Day, a_day
from tests.support import small

SHADOW, RECORDER = OfficialId("s1"), Actor("recorder", OfficialId("li"), "desk")
CHIEF = Actor("chief", OfficialId("c1"), "desk")


def shadow_sheet(day: Day) -> bool:
    """Of a judge who learns beside the panel."""
    return day.does(small.sheet(day.code(1), small.WELD), small.judge(SHADOW))


def paper_typed_in_once(day: Day) -> bool:
    """It counts when another person has typed in the same."""
    typed = EnterPaper(small.FINAL, small.WELD, day.code(1), small.JUDGES[0], small.marks())
    return day.does(typed, RECORDER)


def approval(day: Day) -> bool:
    """The chief judge stands by an entry, and after all does not."""
    entry = small.ENTRIES[0]
    return day.does(ApproveEntries(small.FINAL, (entry,), 10**6), CHIEF) and day.does(
        TakeBackApproval(small.FINAL, (entry,), "looked again"), CHIEF
    )


@pytest.mark.parametrize("what", [shadow_sheet, paper_typed_in_once, approval])
@pytest.mark.parametrize("cover", [None, ("cover", 1, None), ("freeze",)])
def test_what_counts_for_nothing_is_felt_by_nobody_outside(
    what: Callable[[Day], bool], cover: tuple[Any, ...] | None
) -> None:
    day = a_day()
    assert day.does(AddOfficial(SHADOW))
    assert day.does(SetPanel(small.FINAL, small.WELD, small.JUDGES, (SHADOW,)))
    for judge, module in ((j, m) for j in range(3) for m in range(2)):
        day.sheet(judge, module, 0, "7")
    if cover is not None:
        assert day.step(cover)
    before = everything(day.facts)

    assert what(day)

    assert everything(day.facts) == before
