"""Boards that people drive, not facts: screens and what stands in their zones, the programme, graphics of the stream, how a
competition looks, its calls, its ceremony. Patched equals fresh, for every kind of board there is."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from scoreboard import board_ids
from scoreboard.lane_wire import ReadyFrame
from scoreboard.projector import Projector
from server.core.ceremony import Plan
from server.core.commands_awards import SetAwardRules
from server.core.refusals import Refusal
from server.services.board_kinds import LAYOUTS, PUBLIC_BOARDS, BoardKind, BoardKinds, Option
from server.services.brands import Brands
from server.services.calls import Calls
from server.services.ceremonies import Ceremonies
from server.services.ceremony_source import source
from server.services.displays import Displays
from server.services.fleet import Fleet
from server.services.screen_setting import ScreenSetting
from server.services.stream import ACTIONS, Stream
from server.services.tries import Guesses
from server.storage.people import People
from tests.scoreboard.screen import Screen
from tests.scoreboard.test_projector import BOARDS as OF_FACTS
from tests.scoreboard.test_projector import STANDINGS, Known
from tests.scoreboard.walks import Day, a_day, followed
from tests.support import small

CALLS, CEREMONY = f"calls.{small.CUP}", f"ceremony.{small.CUP}.{small.FINAL}"
BOARDS = (
    "display.s1",
    "display.s2",
    "emergency",
    f"schedule.{small.CUP}",
    "stream.tower",
    "stream.lower_third",
    f"brand.{small.CUP}",
    CALLS,
    CEREMONY,
)
KINDS = BoardKinds()
ZONE = {"kind": "standings", "board": STANDINGS, "options": {}}
SCENE = {"id": "", "title": {"zh": "一", "en": "One"}, "layout": "full", "zones": [ZONE]}
LINE = {"id": "", "competition": small.CUP, "place": "", "end": 0, "cues": []}

Deed = tuple[str, Any]


def _value(option: Option) -> st.SearchStrategy[Any]:
    """What may stand in an option of a zone."""
    match option.kind:
        case "yes_no":
            return st.booleans()
        case "number":
            return st.integers(option.low, option.high)
        case "choice":
            return st.sampled_from([choice for choice, _ in option.choices])
        case "time":
            return st.integers(0, 10)
    return st.sampled_from(["", *small.ENTRIES[:2]])  # words, and ids of what is shown


def _zone(kind: BoardKind) -> st.SearchStrategy[dict[str, Any]]:
    """A zone with this content, on a board that may be there, and any of its options."""
    ids = {1: small.CUP, 2: f"{small.CUP}.{small.FINAL}"}
    board = f"{kind.board}.{ids[PUBLIC_BOARDS[kind.board][0]]}" if kind.board else ""
    options = st.fixed_dictionaries({}, optional={one.id: _value(one) for one in kind.options})
    return st.fixed_dictionaries({"kind": st.just(kind.id), "board": st.just(board), "options": options})


zones = st.sampled_from(KINDS.all()).flatmap(_zone)
deeds = st.one_of(
    st.tuples(
        st.just("scene"),
        st.sampled_from(sorted(LAYOUTS)).flatmap(
            lambda layout: st.tuples(st.just(layout), st.tuples(*[zones] * len(LAYOUTS[layout].zones)))
        ),
    ),
    st.tuples(st.just("look"), st.sampled_from([("", False), ("#00aa55", True), ("#d32f2f", False)])),
    st.tuples(st.just("sponsors"), st.lists(st.sampled_from(["甲", "乙", "丙"]), max_size=3)),
    st.tuples(st.just("call"), st.sampled_from(small.JUDGES)),
    st.tuples(st.just("heard"), st.sampled_from(small.JUDGES)),
    st.tuples(st.just("prepare"), st.booleans()),
    st.tuples(
        st.just("drive"),
        st.sampled_from([("arm", 0), ("go", 0), ("next", 0), ("next", 0), ("back", 0), ("jump", 3)]),
    ),
    st.tuples(st.just("put away"), st.none()),
    st.tuples(st.just("act"), st.tuples(st.sampled_from(["tower", "lower_third"]), st.sampled_from(ACTIONS))),
    st.tuples(st.just("about"), st.sampled_from(small.ENTRIES)),
    st.tuples(st.just("name"), st.text("墙东西ab", min_size=1, max_size=4)),
    st.tuples(st.just("options"), st.dictionaries(st.sampled_from(["zoom", "both"]), st.integers(0, 2))),
    st.tuples(st.just("options"), st.fixed_dictionaries({"language": st.sampled_from(["zh", "en"])})),
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


def _closed() -> Day:
    """A day whose results can be revealed."""
    day = a_day()
    assert day.does(SetAwardRules(small.WELDING, small.award_table()))
    for entry, value in enumerate(("9", "7", "6", "4")):
        for judge, module in ((j, m) for j in range(3) for m in range(2)):
            day.sheet(judge, module, entry, value)
    assert day.step(("close",))
    return day


class House:
    """Everything that is driven in a hall, on a store of its own, and the projector before it."""

    def __init__(self, people: People, clock: Iterator[int]) -> None:
        ids = count(1)
        now = clock.__next__
        self.displays = Displays(people, now, lambda: f"s{next(ids)}")
        self.fleet = Fleet(people, self.displays, BoardKinds(), now)
        self.stream = Stream(people, now)
        self.screens: dict[str, list[Screen]] = {board: [] for board in BOARDS}
        self.brands = Brands(people, now)
        self.ceremonies = Ceremonies(people, Guesses(5, 60), now)
        self.calls = Calls(now)
        live = followed(_closed().facts)
        self.revealed = source(live.rounds[small.FINAL])
        self.projector = Projector(
            Known(live),
            self.displays,
            self.fleet,
            self.stream,
            self.brands,
            self.ceremonies,
            self.calls,
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
        for one in (self.displays, self.fleet, self.stream, self.brands, self.ceremonies):
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
            case "scene":
                [scene] = self.fleet.all("scene")
                layout, filled = how
                kept = await self.fleet.keep("scene", {**scene, "layout": layout, "zones": list(filled)})
                assert not isinstance(kept, Refusal), kept
            case "look":
                first, strip = how
                look = {"name": {"zh": "杯", "en": "Cup"}, "first": first, "second": "", "strip": strip}
                assert await self.brands.choose(small.CUP, {**look, "logo": "", "small": ""}) is None
            case "sponsors":
                listed = [
                    {"name": {"zh": one, "en": ""}, "tier": "partner", "logo": "", "small": ""} for one in how
                ]
                assert await self.brands.list_sponsors(small.CUP, listed) is None
            case "call":
                self.calls.call(small.CUP, how)
            case "heard":
                waiting = self.calls.waiting(small.CUP, how)
                self.calls.heard(small.CUP, how, waiting.at if waiting else 0)
            case "prepare":
                assert not isinstance(self.revealed, Refusal), self.revealed
                await self.ceremonies.prepare(small.CUP, small.FINAL, self.revealed, Plan(), rehearsal=how)
            case "drive":
                drive, to = how
                await self.ceremonies.drive(small.CUP, small.FINAL, drive, drive, to=to)
            case "put away":
                await self.ceremonies.end(small.CUP, small.FINAL)
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


def test_every_kind_of_board_there_is_is_one_of_those_that_are_patched_here_or_from_facts() -> None:
    """A board that is added fails here until it stands in one of the two lists."""
    patched = {board.partition(".")[0] for board in (*BOARDS, *OF_FACTS)}
    protocol = Path(__file__).parents[2] / "docs" / "protocol.md"
    rows = (line.partition(" | ")[0] for line in protocol.read_text("utf-8").splitlines())
    described = {
        kind
        for row in rows
        for kind in re.findall(r"^\| `([a-z]+)\.\{|, `([a-z]+)\.\{|^\| `(emergency)`$", row)
        for kind in kind
    }

    assert patched == described - {""}
    assert patched >= {*PUBLIC_BOARDS, *board_ids.OF_ROUND, *board_ids.OF_COMPETITION}
    assert patched >= {kind.board for kind in KINDS.all() if kind.board}


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
    for board in BOARDS:
        house.hang(board)
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
        if board == CALLS:
            continue  # who was called is forgotten with the process, and called again
        assert _lasting(after.state) == _lasting(fresh.state), "a restart forgets nothing that is on air"


def _lasting(state: Mapping[str, Any]) -> dict[str, Any]:
    """What outlives a restart: all but the moments at which a screen was to name itself or load its page."""
    return {name: value for name, value in state.items() if name not in ("identify", "reload")}
