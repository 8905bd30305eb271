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
from server.services.newcomers import PER_ADDRESS, Newcomers
from server.services.refused import Refused
from server.storage.people import People


@pytest.fixture
async def people(tmp_path: Path) -> AsyncIterator[People]:
    store = await People.open(tmp_path / "people.sqlite")
    yield store
    await store.close()


def the_displays(people: People, newcomers: Newcomers | None = None) -> Displays:
    ids = (f"s{n}" for n in count(1))
    clock = count(1_790_000_000_000)
    return Displays(people, lambda: next(clock), lambda: next(ids), newcomers=newcomers)


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
    await displays.change((await registered(displays)).id, name="主席台")

    assert await displays.register() == Refusal(Code.TOO_MANY, {"count_max": 1})


async def test_a_thousand_false_screens_keep_no_true_one_out(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screens, "SCREENS_MAX", 6)
    reporting: set[str] = set()
    displays = the_displays(people, newcomers=Newcomers(lambda display: display not in reporting))

    async def comes(address: str) -> str:
        screen = await displays.register(address=address)
        assert isinstance(screen, Screen)
        return screen.id

    placed, waiting, heard = [await comes("10.0.0.1") for _ in range(3)]
    await displays.change(placed, name="主席台")
    reporting.add(heard)
    false = [await comes("10.0.0.66") for _ in range(200)]
    late = await comes("10.0.0.2")

    there = [screen.id for screen in displays.all()]
    # The false ones drive out each other, and give room to who comes from elsewhere.
    assert {placed, waiting, heard, late, *false[-2:]} == set(there)
    again = the_displays(people)
    await again.load()
    assert {screen.id: screen.placed for screen in again.all()} == {one: one == placed for one in there}


async def test_new_screens_come_so_often_from_one_address_and_no_more(people: People) -> None:
    often = Newcomers(seconds=lambda: 7.0)
    for _ in range(PER_ADDRESS):
        often.ask("10.0.0.1")
    with pytest.raises(Refused) as refused:
        often.ask("10.0.0.1")
    often.ask("10.0.0.2")

    assert (refused.value.code, refused.value.detail) == (Code.TOO_MANY_REQUESTS, {"seconds": 60})
