"""The organiser's overview: what a round says of its entries."""

from __future__ import annotations

from typing import Any

from server.services.overview import overview
from tests.scoreboard.walks import Day, a_day, followed


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
