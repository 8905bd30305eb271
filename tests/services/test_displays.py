"""Screens: they announce themselves, keep what they show, and hear of a change at once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from server.core.refusals import Code, Refusal
from server.services import displays as screens
from server.services.displays import Displays, Screen
from server.storage.people import People


@pytest.fixture
async def people(tmp_path: Path) -> AsyncIterator[People]:
    store = await People.open(tmp_path / "people.sqlite")
    yield store
    await store.close()


def the_displays(people: People) -> Displays:
    ids = (f"s{n}" for n in count(1))
    clock = count(1_790_000_000_000)
    return Displays(people, lambda: next(clock), lambda: next(ids))


async def registered(displays: Displays) -> Screen:
    screen = await displays.register()
    assert isinstance(screen, Screen)
    return screen


async def test_a_screen_that_comes_back_is_the_same_screen(people: People) -> None:
    displays = the_displays(people)
    screen = await registered(displays)
    await displays.change(screen.id, board="standings.cup.final")

    assert await displays.register(screen.id) == displays.get(screen.id)
    assert len(displays.all()) == 1


async def test_screens_outlive_the_server(people: People) -> None:
    before = the_displays(people)
    screen = await registered(before)
    await before.change(screen.id, name="东侧大屏", board="overview.cup", options={"zoom": 2, "night": True})
    after = the_displays(people)

    await after.load()

    kept, left = after.get(screen.id), before.get(screen.id)
    assert kept is not None
    assert left is not None
    assert replace(kept, changed_at=0) == replace(left, changed_at=0)


async def test_every_change_is_told_and_has_a_greater_time(people: People) -> None:
    displays = the_displays(people)
    screen = await registered(displays)
    told: list[str] = []
    displays.watch(told.append)

    changed = await displays.change(screen.id, identify=True)
    await displays.remove(screen.id)

    assert isinstance(changed, Screen)
    assert changed.identify == changed.changed_at > screen.changed_at
    assert told == [screen.id, screen.id]
    assert displays.get(screen.id) is None


@pytest.mark.parametrize(
    "board", ["progress.cup.final", "work.cup", "display.s1", "standings.cup", "x", "standings.A.b"]
)
async def test_a_screen_shows_public_boards_only(people: People, board: str) -> None:
    displays = the_displays(people)
    screen = await registered(displays)

    assert await displays.change(screen.id, board=board) == Refusal(Code.BOARD_UNKNOWN)


async def test_what_cannot_be_is_refused(people: People) -> None:
    displays = the_displays(people)
    screen = await registered(displays)

    assert await displays.change("nobody", name="x") == Refusal(Code.DISPLAY_UNKNOWN)
    assert await displays.remove("nobody") == Refusal(Code.DISPLAY_UNKNOWN)
    assert await displays.change(screen.id, name=" ") == Refusal(Code.TEXT_MISSING, {"field": "name"})
    # Turned letters hide others: what is read on a screen's card is what is there.
    for answer in (
        await displays.change(screen.id, name="\u202e台席主"),
        await displays.register(name="\u202e台席主"),
    ):
        assert isinstance(answer, Refusal)
        assert answer.code == Code.MALFORMED
    assert await displays.change(screen.id, options={"a": "x" * 5000}) == Refusal(
        Code.MALFORMED, {"problem": "options：项数和取值超出限制 / few and plain values"}
    )


async def test_a_hall_has_so_many_screens_and_no_more(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screens, "SCREENS_MAX", 1)
    displays = the_displays(people)
    await registered(displays)

    assert await displays.register() == Refusal(Code.TOO_MANY, {"count_max": 1})
