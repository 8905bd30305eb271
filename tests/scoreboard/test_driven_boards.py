"""Boards that people drive, not facts: a screen of the hall, the programme, a graphic of the stream. Patched equals fresh."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from scoreboard.lane_wire import ReadyFrame
from scoreboard.projector import Projector
from server.core.refusals import Refusal
from server.services.board_kinds import BoardKinds
from server.services.brands import Brands
from server.services.calls import Calls
from server.services.ceremonies import Ceremonies
from server.services.displays import Displays
from server.services.fleet import Fleet
from server.services.screen_setting import ScreenSetting
from server.services.stream import ACTIONS, Stream
from server.services.tries import Guesses
from server.storage.people import People
from tests.scoreboard.screen import Screen
from tests.scoreboard.test_projector import STANDINGS, Known
from tests.scoreboard.walks import a_day, followed
from tests.support import small

BOARDS = ("display.s1", "display.s2", f"schedule.{small.CUP}", "stream.tower", "stream.lower_third")
ZONE = {"kind": "standings", "board": STANDINGS, "options": {}}
SCENE = {"id": "", "title": {"zh": "一", "en": "One"}, "layout": "full", "zones": [ZONE]}
LINE = {"id": "", "competition": small.CUP, "place": "", "end": 0, "cues": []}

Deed = tuple[str, Any]

deeds = st.one_of(
    st.tuples(st.just("act"), st.tuples(st.sampled_from(["tower", "lower_third"]), st.sampled_from(ACTIONS))),
    st.tuples(st.just("about"), st.sampled_from(small.ENTRIES)),
    st.tuples(st.just("name"), st.text("墙东西ab", min_size=1, max_size=4)),
    st.tuples(st.just("options"), st.dictionaries(st.sampled_from(["zoom", "both"]), st.integers(0, 2))),
    st.tuples(st.just("theme"), st.sampled_from(["dark", "light"])),
    st.tuples(st.just("take"), st.booleans()),
    st.tuples(st.just("board"), st.sampled_from(["", STANDINGS])),
    st.tuples(
        st.just("put"), st.dictionaries(st.sampled_from(["blank", "identify", "reload"]), st.booleans())
    ),
    st.tuples(st.just("emergency"), st.sampled_from(["", "撤离", "解除"])),
    st.tuples(st.just("line"), st.tuples(st.integers(0, 3), st.sampled_from(["开幕", "午餐"]))),
    st.tuples(st.just("forget"), st.integers(0, 3)),
)


class House:
    """Everything that is driven in a hall, on a store of its own, and the projector before it."""

    def __init__(self, people: People, clock: Iterator[int]) -> None:
        ids = count(1)
        now = clock.__next__
        self.displays = Displays(people, now, lambda: f"s{next(ids)}")
        self.fleet = Fleet(people, self.displays, BoardKinds(), now)
        self.stream = Stream(people, now)
        self.screens: dict[str, list[Screen]] = {board: [] for board in BOARDS}
        self.projector = Projector(
            Known(followed(a_day().facts)),
            self.displays,
            self.fleet,
            self.stream,
            Brands(people, now),
            Ceremonies(people, Guesses(5, 60), now),
            Calls(now),
            "e1",
            self._publish,
            lambda board: None,
            lambda: 0.0,
        )

    def _publish(self, board: str, frame: ReadyFrame) -> None:
        for screen in self.screens[board]:
            screen.take(frame)

    async def load(self) -> None:
        """As at a start of the server."""
        for one in (self.displays, self.fleet, self.stream):
            await one.load()

    def hang(self, board: str) -> None:
        """A screen that comes now."""
        feed = self.projector.feed(board)
        assert feed is not None
        self.screens[board].append(Screen(feed.snapshot(), feed.heartbeat(0)))

    async def do(self, what: str, how: Any) -> None:
        """One of `deeds`."""
        lines = self.fleet.all("programme")
        match what:
            case "act":
                await self.stream.act(*how)
            case "about":
                await self.stream.act("tower", "show", how)
            case "name":
                await self.displays.change("s1", name=how)
            case "options":
                await self.displays.change("s1", options=how)
            case "theme":
                await self.displays.change("s2", setting=ScreenSetting(theme=how))
            case "take":
                [scene] = self.fleet.all("scene")
                chosen = self.fleet.chosen(["s1"], (), everyone=how)
                assert await self.fleet.take(chosen, scene=scene["id"]) is None
            case "board":
                await self.displays.change("s2", board=how)
            case "put":
                await self.displays.put(["s1", "s2"], **how)
            case "emergency":
                await self.fleet.emergency({"zh": how})
            case "line":
                at, title = how
                known = lines[at]["id"] if at < len(lines) else ""
                line = {**LINE, "id": known, "title": {"zh": title, "en": ""}, "start": at * 1000}
                assert not isinstance(await self.fleet.keep("programme", line), Refusal)
            case "forget" if how < len(lines):
                await self.fleet.remove("programme", lines[how]["id"])


@settings(max_examples=30, deadline=None)
@given(st.lists(deeds, min_size=1, max_size=20), st.lists(st.integers(0, 5_000), min_size=5), st.data())
def test_whoever_came_when_shows_what_is_driven_now_and_after_a_restart(
    done: list[Deed], jumps: list[int], data: st.DataObject
) -> None:
    """The clock jumps, back too; screens come in between; the server starts again at the end."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_driven(Path(folder) / "people.sqlite", done, jumps, data))


async def _driven(store: Path, done: list[Deed], jumps: list[int], data: st.DataObject) -> None:
    people = await People.open(store)
    try:
        await _played(people, done, jumps, data)
    finally:
        await people.close()


async def _played(people: People, done: list[Deed], jumps: list[int], data: st.DataObject) -> None:
    house = House(people, (jumps[n % len(jumps)] for n in count()))
    await house.load()
    await house.displays.register()
    await house.displays.register()
    await house.fleet.keep("scene", SCENE)
    for deed in done:
        board = data.draw(st.sampled_from(BOARDS))
        house.hang(board)
        await house.do(*deed)

    again = House(people, count(10_000))
    await again.load()
    for board in BOARDS:
        fresh, after = house.projector.feed(board), again.projector.feed(board)
        assert fresh is not None
        assert after is not None
        assert all(screen.state == fresh.state for screen in house.screens[board])
        assert _lasting(after.state) == _lasting(fresh.state), "a restart forgets nothing that is on air"


def _lasting(state: Mapping[str, Any]) -> dict[str, Any]:
    """What outlives a restart: all but the moments at which a screen was to name itself or load its page."""
    return {name: value for name, value in state.items() if name not in ("identify", "reload")}
