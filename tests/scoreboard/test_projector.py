"""From facts to frames: a screen that lives on patches shows what is drawn anew from the ledger."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from itertools import count
from math import inf
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoreboard import board_ids
from scoreboard.board_ids import draw
from scoreboard.lane_wire import ReadyFrame
from scoreboard.projector import Projector
from server.core.ids import CommandId
from server.core.ledger import Batch, Entry
from server.core.text import Text
from server.services.board_kinds import BoardKinds
from server.services.brands import Brands
from server.services.calls import Calls
from server.services.ceremonies import Ceremonies
from server.services.displays import Displays
from server.services.displays import Screen as Hung
from server.services.fleet import Fleet
from server.services.live import Live, Moved
from server.services.live_fold import Arrived, LiveCompetition
from server.services.names import Names
from server.services.stream import Stream
from server.services.tries import Guesses
from server.services.wire import fact_json
from server.storage.memory_ledger import MemoryLedger
from server.storage.people import People
from server.storage.tables import Entrant
from tests.scoreboard.screen import Screen
from tests.scoreboard.walks import NAMES, Day, a_day, cut, days, followed
from tests.support import small

STANDINGS = f"standings.{small.CUP}.{small.FINAL}"
OF_THE_ROUND = ("standings", "outlook", "stage", "scoring", "progress", "floor", "stations", "heats")
BOARDS = (
    *(f"{kind}.{small.CUP}.{small.FINAL}" for kind in OF_THE_ROUND),
    *(f"{kind}.{small.CUP}" for kind in ("overview", "records", "work", "delegations")),
    f"teams.{small.CUP}.{small.WELDING}",
    f"stage.{small.CUP}.{small.FINAL}.{small.ENTRIES[1]}",
    f"stage.{small.CUP}.{small.FINAL}.01",
)


TICK = 0.001


def ticking() -> Callable[[], float]:
    """A clock that goes on by a tick whenever somebody looks."""
    return (n * TICK for n in count()).__next__


class Hall:
    """Screens before a projector, without sockets between them."""

    def __init__(
        self,
        live: Live,
        displays: Displays,
        clock: Callable[[], float] = lambda: 0.0,
        known: str = "",
        at_once: float = inf,
    ) -> None:
        self.screens: dict[str, list[Screen]] = {}
        self.frames: dict[str, list[ReadyFrame]] = {}
        self.ended: list[str] = []
        self.behind = False
        self.projector = Projector(
            live,
            displays,
            NoFleet(displays),
            NO_STREAM,
            NO_BRANDS,
            NO_CEREMONIES,
            NO_CALLS,
            "e1",
            self._publish,
            self.ended.append,
            clock,
            lambda: self.behind,
            lambda board: board == known,
            at_once,
        )

    def hang(self, board: str) -> Screen:
        """A screen that comes now."""
        feed = self.projector.feed(board)
        assert feed is not None
        screen = Screen(feed.snapshot(), feed.heartbeat(0))
        self.screens.setdefault(board, []).append(screen)
        return screen

    def _publish(self, board: str, frame: ReadyFrame) -> None:
        self.frames.setdefault(board, []).append(frame)
        for screen in self.screens.get(board, []):
            screen.take(frame)


class Known(Live):
    """Live standings that are handed to it, without a ledger; every promise but that of following one."""

    def __init__(self, competition: LiveCompetition) -> None:
        self.one = competition
        self._competitions = {competition.id: competition}
        self._started = {competition.id: competition.position}
        self._watchers = []

    def move(self, facts: list[Arrived], renamed: bool = False) -> None:
        moved = Moved(self.one, frozenset(self.one.take(facts)), renamed)
        for told in self._watchers:
            told(moved)


class NoFleet(Fleet):
    """A hall whose screens are driven by nobody: the programme is empty, and nothing is stored."""

    def __init__(self, displays: Displays) -> None:
        super().__init__(cast(People, None), displays, BoardKinds(), lambda: 0)


NO_STREAM = Stream(cast(People, None), lambda: 0)
NO_BRANDS = Brands(cast(People, None), lambda: 0)
NO_CALLS = Calls(lambda: 0)
NO_CEREMONIES = Ceremonies(cast(People, None), Guesses(5, 60), lambda: 0)


class NoDisplays(Displays):
    """A hall without screens of its own."""

    def __init__(self) -> None:
        self._screens = {}
        self._watchers = []
        self._alarms = []


@given(days(), st.lists(st.integers(0, 60), max_size=8), st.data())
def test_patched_equals_fresh_equals_rebuilt(day: Day, cuts: list[int], data: st.DataObject) -> None:
    start = data.draw(st.integers(7, len(day.facts)))
    live = Known(followed(day.facts[:start]))
    # With no time at all every board but a new one is owed, until somebody asks for it.
    hall = Hall(live, NoDisplays(), ticking(), STANDINGS, data.draw(st.sampled_from([inf, 3 * TICK, 0.0])))
    for board in BOARDS:
        hall.hang(board)
    renamed_at_all = False
    for portion in cut(day.facts[start:], cuts):
        renamed = data.draw(st.booleans())
        renamed_at_all |= renamed
        if renamed:
            live.one.names = data.draw(st.sampled_from([NAMES, Names()]))
        live.move(portion, renamed)
        for board in BOARDS:
            if data.draw(st.booleans()):
                hall.hang(board)

    rebuilt = Hall(Known(followed(day.facts, live.one.names)), NoDisplays())
    for board in BOARDS:
        fresh, again = hall.projector.feed(board), rebuilt.projector.feed(board)
        assert fresh is not None
        assert again is not None
        assert fresh.state == again.state
        assert fresh.snapshot() == again.snapshot() or renamed_at_all
        assert [screen.state for screen in hall.screens[board]] == [fresh.state] * len(hall.screens[board])
        returning = Screen(again.catch_up("e1", hall.screens[board][0].number))
        returning.state = returning.state or hall.screens[board][0].state
        assert returning.state == fresh.state


async def test_what_would_take_too_long_is_owed_called_late_and_drawn_one_by_one() -> None:
    day = a_day()
    live = Known(followed(day.facts))
    hall = Hall(live, NoDisplays(), ticking(), STANDINGS, at_once=2 * TICK)
    for board in BOARDS:
        hall.hang(board)
    for n in range(2):  # how long each takes is known after the first time
        before = len(day.facts)
        day.sheet(0, 0, n, "5")
        live.move(day.facts[before:])
    late = {board for board in BOARDS if hall.projector.is_late(board)}
    await hall.projector.pay()

    assert STANDINGS not in late  # somebody who is known watches it
    assert len(late) > len(BOARDS) // 2
    assert not any(hall.projector.is_late(board) for board in BOARDS)
    for board in BOARDS:
        drawn = draw(live.one, board)
        assert drawn is not None
        assert hall.screens[board][0].state == drawn.state


def test_several_facts_at_once_are_one_frame() -> None:
    day = a_day()
    live = Known(followed(day.facts))
    hall = Hall(live, NoDisplays())
    hall.hang(STANDINGS)
    before = len(day.facts)
    for entry in range(3):
        day.sheet(0, 0, entry, "5")

    live.move(day.facts[before:])

    assert len(hall.frames[STANDINGS]) == 1


def test_a_board_that_cannot_be_drawn_holds_up_no_other_and_is_called_late(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    day = a_day()
    live = Known(followed(day.facts))
    hall = Hall(live, NoDisplays())
    broken = f"outlook.{small.CUP}.{small.FINAL}"
    screens = {board: hall.hang(board) for board in (broken, STANDINGS)}
    monkeypatch.setitem(board_ids.OF_ROUND, "outlook", lambda *_: 1 / 0)
    for value in ("5", "6"):
        before = len(day.facts)
        day.sheet(int(value) % 2, 0, 0, value)
        live.move(day.facts[before:])

    feed = hall.projector.feed(broken)
    assert feed is not None
    assert [hall.projector.is_late(board) for board in (broken, STANDINGS)] == [True, False]
    assert feed.seen == len(day.facts) - 2
    assert screens[STANDINGS].state == draw(live.one, STANDINGS).state  # type: ignore[union-attr]
    monkeypatch.undo()
    before = len(day.facts)
    day.step(("elsewhere",))  # not even about this round: it is drawn because it has yet to be
    live.move(day.facts[before:])
    assert not hall.projector.is_late(broken)
    assert screens[broken].state == draw(live.one, broken).state  # type: ignore[union-attr]


def test_while_standings_are_behind_every_board_of_facts_is_late_and_no_other() -> None:
    hall = Hall(Known(followed(a_day().facts)), NoDisplays())
    for board in (STANDINGS, f"schedule.{small.CUP}"):
        hall.hang(board)
    late = []
    for behind in (False, True):
        hall.behind = behind
        late.append([hall.projector.is_late(board) for board in (STANDINGS, f"schedule.{small.CUP}")])

    assert late == [[False, False], [True, False]]


def test_facts_of_another_round_draw_nothing_and_raise_the_number() -> None:
    day = a_day()
    live = Known(followed(day.facts))
    hall = Hall(live, NoDisplays())
    hall.hang(STANDINGS)
    before = len(day.facts)
    day.step(("elsewhere",))

    live.move(day.facts[before:])

    feed = hall.projector.feed(STANDINGS)
    assert feed is not None
    assert hall.frames == {}
    assert feed.seen == len(day.facts) == before + 1


@pytest.fixture
async def people(tmp_path: Path) -> AsyncIterator[People]:
    store = await People.open(tmp_path / "people.sqlite")
    yield store
    await store.close()


async def record(ledger: MemoryLedger, facts: list[Arrived]) -> None:
    entries = [
        Entry(CommandId(f"{a.position:032x}"), "", a.recorded_at, "organiser:boss", "", fact_json(a.fact))
        for a in facts
    ]
    await ledger.append([Batch(small.CUP, facts[0].position - 1, entries)])


async def test_a_lost_a_late_and_a_doubled_wake_up_change_nothing(people: People) -> None:
    day = a_day()
    ledger = MemoryLedger()
    live = Live(ledger, people)
    await record(ledger, day.facts)
    await live.start()
    hall = Hall(live, NoDisplays())
    screen = hall.hang(STANDINGS)
    for entry in range(3):  # nobody is woken for the first two
        before = len(day.facts)
        day.sheet(0, 0, entry, "5")
        await record(ledger, day.facts[before:])

    for _ in range(2):
        await live.catch_up(small.CUP)

    assert screen.state == draw_again(day)
    assert len(hall.frames[STANDINGS]) == 1


def draw_again(day: Day) -> Any:
    feed = Hall(Known(followed(day.facts, Names())), NoDisplays()).projector.feed(STANDINGS)
    assert feed is not None
    return feed.state


async def test_a_corrected_name_reaches_the_screens(people: People) -> None:
    day = a_day()
    ledger = MemoryLedger()
    live = Live(ledger, people)
    await record(ledger, day.facts)
    await live.start()
    hall = Hall(live, NoDisplays())
    screen = hall.hang(STANDINGS)

    await people.put_entrants([Entrant(competition="cup", entry="e1", name_zh="王焊")])
    live.rename(small.CUP)
    await live.catch_up(small.CUP)

    assert screen.state["rows"]["e1"]["name"] == {"zh": "王焊", "en": "王焊"}
    assert live.competition(small.CUP) is not None
    assert Text("王焊", "王焊") in live.competitions()[0].names.entries.values()


async def test_a_screen_hears_what_it_shall_show_and_when_it_is_no_more(people: People) -> None:
    clock = count(1000)
    displays = Displays(people, lambda: next(clock), lambda: "s1")
    hall = Hall(Known(followed(a_day().facts)), displays)
    hung = await displays.register(name="东侧")
    assert isinstance(hung, Hung)
    screen = hall.hang("display.s1")

    await displays.change("s1", board=STANDINGS, options={"zoom": 2})
    assert screen.state == {"name": "东侧", "board": STANDINGS, "options": {"zoom": 2}, "identify": 0}

    await displays.change("s1", identify=True)
    assert screen.state["identify"] > 0

    await displays.remove("s1")
    assert hall.ended == ["display.s1"]
    assert hall.projector.feed("display.s1") is None


@pytest.mark.parametrize(
    "board",
    [
        "",
        "x",
        "standings",
        "standings.cup",
        "standings.other.final",
        "display.none",
        # Whatever a stranger makes up is no board to be drawn with every mark.
        "stage.cup.final.nobody",
        "stage.cup.final.05",
        "stage.cup.final.00",
    ],
)
async def test_there_is_no_feed_of_what_is_not_there(board: str) -> None:
    assert Hall(Known(followed(a_day().facts)), NoDisplays()).projector.feed(board) is None
