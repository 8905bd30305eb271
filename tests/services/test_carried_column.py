"""A total that holds what earlier rounds brought says so in a column of its own, so that a row adds up."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from server.core.commands import Command
from server.core.commands_field import SetCarry
from server.core.commands_panel import SetPanel
from server.core.commands_round import AddRound, MakeDraw, OpenRound
from server.core.commands_sheet import SubmitSheet
from server.core.facts_field import CarriedRound
from server.core.ids import Code, RoundId
from server.services.live_fold import Arrived
from server.services.standings_view import CARRIED, for_organiser
from tests.core.test_ties import folded
from tests.scoreboard.walks import followed
from tests.support import small

NEXT = RoundId("next")
JUDGE = small.JUDGES[0]


def shown(**carry: Any) -> dict[str, Any]:
    """The next round's standings: everybody has 19 points from before, one entry 10 in this round."""
    sheets = [(small.judge(JUDGE), small.sheet(code)) for code in small.codes(small.played(*small.opened()))]
    following: list[Command] = [
        AddRound(NEXT, small.WELDING, small.TITLE),
        SetCarry(NEXT, (CarriedRound(small.FINAL),), **carry),
        MakeDraw(NEXT, small.SEED),
        *(SetPanel(NEXT, module.id, small.JUDGES[:1]) for module in small.scheme().modules),
        OpenRound(NEXT),
    ]
    mine = SubmitSheet(NEXT, small.WELD, Code("01"), small.marks(small.WELD, "5"))
    _, facts = folded([*small.opened(), *sheets, *following, (small.judge(JUDGE), mine)])
    live = followed(Arrived(fact, n, n) for n, fact in enumerate(facts, 1))
    return for_organiser(live, live.rounds[NEXT])


def test_the_modules_and_what_was_carried_over_make_the_total():
    state = shown()

    assert state["modules"][0] == {"id": CARRIED, "title": {"zh": "带入", "en": "Carried"}}
    assert {row["modules"][CARRIED]["total"] for row in state["rows"].values()} == {"19.00"}
    for row in state["rows"].values():
        assert sum(Decimal(one.get("total", "0")) for one in row["modules"].values()) == Decimal(row["total"])


def test_where_the_best_round_counts_nothing_is_added():
    state = shown(take="best")

    assert CARRIED not in [module["id"] for module in state["modules"]]
    assert {row["total"] for row in state["rows"].values()} == {"19.00"}
