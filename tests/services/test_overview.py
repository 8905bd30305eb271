"""The organiser's overview: what a round says of its entries."""

from __future__ import annotations

from typing import Any

from server.core.commands_rulings import SetEntryState
from server.core.commands_sheet import SetSheetRules
from server.core.ids import CompetitionId
from server.core.sheet_rules import SheetRules
from server.services.names import Names
from server.services.overview import overview
from tests.core.approving import FIRST, SECOND, Asked, approve, approved, entry, handed_in
from tests.scoreboard.walks import Day, a_day, followed
from tests.support.small import FINAL, WELDING, opened, played


def round_of(day: Day) -> dict[str, Any]:
    live = followed(day.facts)
    found: dict[str, Any] = overview(live.id, live.state, live.names, "e1")["events"][0]["rounds"][0]
    return found


def test_who_does_not_compete_is_named_with_state_and_reason() -> None:
    day = a_day()
    day.step(("state", 3, "withdrawn"))
    day.step(("state", 2, "disqualified"))
    day.step(("state", 2, "competing"))

    assert round_of(day)["states"] == {"e4": {"state": "withdrawn", "reason": "seen"}}


def test_where_approval_is_asked_for_a_round_says_how_many_have_it() -> None:
    asked = SetSheetRules(WELDING, SheetRules(approval=True))
    marked = [*opened(), asked, *handed_in(FIRST, SECOND)]
    gone = SetEntryState(FINAL, entry(played(*marked), "03"), "withdrawn", "seen")

    assert [said(*steps) for steps in (approved(FIRST), marked, [*marked, approve(marked, FIRST), gone])] == [
        None,
        {"done": 0, "due": 4},
        {"done": 1, "due": 3},
    ]


def said(*steps: Asked) -> Any:
    state = played(*steps)
    return overview(CompetitionId("c"), state, Names(), "e1")["events"][0]["rounds"][0].get("approval")
