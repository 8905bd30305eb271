"""The public event feed: of what nobody outside may know, nothing is told, and of nobody who stands under a code, a name."""

from __future__ import annotations

import json
from typing import Any

import pytest

from server.core.facts_round import Audience, Identity
from tests.scoreboard.walks import Day, a_day, followed
from tests.support import small


def told(day: Day) -> list[dict[str, Any]]:
    return [said for _, _, said in followed(day.facts).told]


def marked(audience: Audience = "live", identity: Identity = "name") -> Day:
    """Everybody's first module is in: 9, 8, 7, 6."""
    day = a_day(audience, identity)
    for entry, value in enumerate(("9", "8", "7", "6")):
        for judge in range(2):
            assert day.sheet(judge, 0, entry, value)
    return day


def test_of_a_round_that_is_shown_when_published_only_its_phases_are_told() -> None:
    day = marked("published")
    for step in (
        ("correct", 0, 0, 0, "2"),
        ("state", 3, "withdrawn"),
        ("panel", 1, 2),
        ("freeze",),
        ("unfreeze",),
        ("close",),
        ("publish",),
    ):
        assert day.step(step)

    of_round = [said["kind"] for said in told(day) if "round" in said]
    assert of_round == ["round_added", "draw_made", "round_opened", "round_closed", "results_published"]


def test_what_changes_after_a_publication_is_told_by_the_next_one() -> None:
    day = marked()
    assert day.step(("close",))
    assert day.step(("publish",))
    before = told(day)
    for step in (("correct", 0, 0, 0, "2"), ("state", 3, "withdrawn"), ("open",), ("close",)):
        assert day.step(step)
    assert told(day) == before
    assert day.step(("publish",))

    assert told(day) == [*before, {"kind": "results_published", "round": small.FINAL, "version": 2}]


@pytest.mark.parametrize("identity", ["name", "code"])
def test_who_changed_is_called_as_on_the_board(identity: Identity) -> None:
    day = marked(identity=identity)
    keys = {said["entry"] for said in told(day) if said["kind"] == "result_changed"}

    assert keys == {day.code(n) if identity == "code" else small.ENTRIES[n] for n in range(4)}
    assert identity == "name" or not any(f'"{entry}"' in json.dumps(told(day)) for entry in small.ENTRIES)


def test_while_first_places_are_withheld_nobody_is_told_who_came_to_hold_one() -> None:
    day = marked()
    assert day.step(("cover", 2, None))
    assert day.sheet(0, 1, 2, "9.5")  # the third becomes the first, the second is shown instead

    assert told(day)[-1] == {"kind": "results_changed", "round": small.FINAL}
