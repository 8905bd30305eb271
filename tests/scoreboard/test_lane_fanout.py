"""Lanes against screens made of memory: in whatever order, nobody sees a gap, a repeat or an old end."""

from __future__ import annotations

import asyncio
import gc
import weakref
from dataclasses import dataclass, field
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from scoreboard import lane_fanout
from scoreboard.lane import LaneLimits
from scoreboard.lane_fanout import FanoutLane
from scoreboard.lane_member import Member
from scoreboard.lane_room import LaneRoom
from scoreboard.lane_wire import text_frame, texts

SMALL = LaneLimits(sends_per_turn=2, backlog_bytes=40)


class Everyone:
    """A listener that has nothing to say."""

    def opened(self, connection):
        pass

    def text(self, connection, message):
        pass

    def lost(self, connection, code):
        pass


class Screen(Member):
    """A connection with a buffer of its own, drained when the test says so."""

    def __init__(self, room: LaneRoom, room_for: int = 10**9) -> None:
        super().__init__(room, Everyone())
        self.room_for = room_for
        self.got = b""
        self.held = b""
        self.broken = self.closed = False
        self.push = self.take
        room.enter(self)

    @property
    def gone(self):
        return self.closed

    def take(self, data: bytes) -> int:
        assert not self.slow_since, "nothing is pushed to the slow"
        assert not self.closed, "nothing is pushed to the gone"
        if self.broken:
            raise ConnectionResetError
        taken = data[: self.room_for]
        if data and not taken:
            raise BlockingIOError
        self.got += taken
        self.room_for -= len(taken)
        return len(taken)

    def sweep(self, now):
        pass

    def unsent(self, data, sent):
        if sent < 0:
            self.close(1006, "")
        else:
            self.hold(data[sent:])

    def hold(self, data: bytes) -> None:
        self.held += data
        if not self.slow_since:
            self.turned_slow()

    def send_now(self, data):
        if self.held:
            self.hold(data)
        elif self.broken:
            self.close(1006, "")
        else:
            try:
                sent = self.take(data)
            except BlockingIOError:
                sent = 0
            if sent < len(data):
                self.hold(data[sent:])

    def send(self, frame):
        if not self.closed:
            for lane in self.lanes:
                lane.settle(self)
            self.send_now(frame)

    def close(self, code, reason):
        self.closed = True
        self.leave_lanes()
        self.room.leave(self)

    def drain(self, room_for: int) -> None:
        while self.held and room_for > 0:
            self.got += self.held[:room_for]
            taken = min(room_for, len(self.held))
            self.held = self.held[taken:]
            room_for -= taken
            self.room_for = room_for
            if not self.held and self.slow_since:
                self.drained()
        if not self.held:
            self.room_for = room_for


@dataclass
class Board:
    """What a hub holds of one board: a number, a lane, and the two frames that can be made of it."""

    name: str
    room: LaneRoom
    number: int = 0
    lane: FanoutLane = field(init=False)

    def __post_init__(self):
        self.lane = self.room.lane()

    def snapshot(self):
        return text_frame(f"{self.name}={self.number}".encode())

    def grow(self) -> int:
        self.number += 1
        return self.lane.publish(text_frame(f"{self.name}+{self.number}".encode()), self.snapshot)

    def show(self, screen: Screen) -> None:
        screen.send(self.snapshot())
        self.lane.add(screen)


def last_seen(board: Board, screen: Screen) -> int | None:
    """Follow a screen's frames; fails on a gap, a repeat or a step back."""
    at = None
    for text in texts(screen.got):
        if not text.startswith(board.name):
            continue
        number = int(text[2:])
        if text[1] == "=":
            assert at is None or number >= at, f"a step back from {at}: {text}"
        else:
            assert at is not None, "first a snapshot"
            assert number == at + 1, f"{text} after {at}"
        at = number
    return at


async def settled(turns: int = 40) -> None:
    for _ in range(turns):
        await asyncio.sleep(0)


async def test_everyone_gets_every_frame_in_order():
    room = LaneRoom(LaneLimits(sends_per_turn=3))
    board, screens = Board("a", room), [Screen(room) for _ in range(10)]
    for screen in screens:
        board.show(screen)

    for _ in range(5):
        assert board.grow() == 10
        await settled()

    assert [texts(screen.got) for screen in screens] == [["a=0", "a+1", "a+2", "a+3", "a+4", "a+5"]] * 10
    assert room.figures().delivered == 50


async def test_frames_of_one_turn_go_in_one_send():
    room = LaneRoom()
    board, screen = Board("a", room), Screen(room)
    board.show(screen)
    sends = []
    screen.push = sends.append
    board.lane.remove(screen)
    screen.unsent = lambda data, sent: None
    board.lane.add(screen)

    board.grow()
    board.grow()
    await settled()

    assert [texts(data) for data in sends] == [["a+1", "a+2"]]


async def test_a_broadcast_lets_the_loop_turn():
    room = LaneRoom(LaneLimits(sends_per_turn=4))
    board, screens = Board("a", room), [Screen(room) for _ in range(20)]
    for screen in screens:
        board.lane.add(screen)
    board.grow()

    reached = []
    for _ in range(8):
        await asyncio.sleep(0)
        reached.append(sum(bool(screen.got) for screen in screens))

    assert sorted(set(reached)) == [4, 8, 12, 16, 20]


async def test_the_slow_skip_frames_but_never_the_last():
    room = LaneRoom()
    board, slow, fast = Board("a", room), Screen(room, room_for=12), Screen(room)
    board.show(slow)
    board.show(fast)

    for _ in range(50):
        board.grow()
        await settled(3)
    held = len(slow.held)
    slow.drain(10**9)
    board.grow()
    await settled()

    assert held < 10, "nothing is queued for the slow but what was begun"
    assert texts(slow.got) == ["a=0", "a+1", "a+2", "a=50", "a+51"]
    assert len(texts(fast.got)) == 52
    assert room.figures() == room.figures().__class__(2, 0, 51 + 3, 1, 0, 0)


async def test_a_snapshot_is_made_once_for_all_who_skipped():
    room, made = LaneRoom(), []
    board, screens = Board("a", room), [Screen(room, room_for=5) for _ in range(10)]
    for screen in screens:
        board.lane.add(screen)

    def newest():
        made.append(1)
        return board.snapshot()

    for _ in range(3):
        board.lane.publish(text_frame(b"a+0"), newest)
        await settled()
    for screen in screens:
        screen.drain(10**9)

    assert len(made) == 1
    assert {texts(screen.got)[-1] for screen in screens} == {"a=0"}


async def test_faster_than_can_be_sent_becomes_one_newest_state():
    room = LaneRoom(LaneLimits(backlog_bytes=100))
    board, screen = Board("a", room), Screen(room)
    board.show(screen)

    for _ in range(1000):
        board.grow()
    await settled()

    assert texts(screen.got) == ["a=0", "a=1000"]


async def test_a_failing_snapshot_costs_one_connection_not_the_pump():
    room = LaneRoom(LaneLimits(backlog_bytes=1))
    board, slow, fast = Board("a", room), Screen(room, room_for=7), Screen(room)
    board.show(slow)
    board.show(fast)

    def fails():
        raise RuntimeError("no state")

    for _ in range(3):
        board.lane.publish(text_frame(b"a+1"), fails)
        board.lane.publish(text_frame(b"a+2"), fails)
        await settled()
    board.lane.publish(text_frame(b"a+3"), fails)
    await settled()
    board.lane.publish(text_frame(b"a+4"), fails)
    await settled()
    slow.drain(10**9)

    assert slow.closed
    assert texts(fast.got)[-1] == "a+4"


async def test_a_lane_forgets_who_left():
    room = LaneRoom()
    lane = room.lane()
    for _ in range(1000):
        screen = Screen(room)
        lane.add(screen)
        screen.close(1000, "")
    watch = weakref.ref(screen)
    del screen
    gc.collect()

    assert (len(lane), len(lane._pushes) < 200, watch()) == (0, True, None)


async def test_adding_twice_is_once_and_the_gone_stay_out():
    room = LaneRoom()
    lane, screen, gone = room.lane(), Screen(room), Screen(room)
    gone.close(1000, "")
    for member in (screen, screen, gone):
        lane.add(member)

    lane.publish(text_frame(b"1"), lambda: text_frame(b"1"))
    await settled()

    assert (texts(screen.got), texts(gone.got), len(lane)) == (["1"], [], 1)


async def test_a_broken_line_is_dropped_in_the_middle_of_a_broadcast():
    room = LaneRoom()
    board, screens = Board("a", room), [Screen(room) for _ in range(5)]
    for screen in screens:
        board.show(screen)
    screens[2].broken = True

    board.grow()
    await settled()

    assert [screen.closed for screen in screens] == [False, False, True, False, False]
    assert [texts(screen.got)[-1] for screen in screens] == ["a+1", "a+1", "a=0", "a+1", "a+1"]


who = st.integers(0, 3)
which = st.sampled_from(["a", "a", "a", "b"])
usual = st.one_of(
    st.tuples(st.just("grow"), which),
    st.tuples(st.just("turn"), st.just(1)),
    st.tuples(st.just("resync"), which, who),
    st.tuples(st.just("drain"), who, st.integers(1, 60)),
)
rare = st.one_of(
    st.tuples(st.just("join"), which, who),
    st.tuples(st.just("leave"), which, who),
    st.tuples(st.just("close"), who),
    st.tuples(st.just("break"), who),
)
# Hypothesis makes lists of about twice the least size; a story needs some length.
steps = st.lists(st.one_of(usual, usual, usual, rare), min_size=15, max_size=80)


@patch.object(lane_fanout, "HOLES", 1)
@settings(max_examples=200)
@given(steps, st.lists(st.integers(0, 150), min_size=4, max_size=4))
async def test_no_order_of_events_makes_a_gap_a_repeat_or_an_old_end(script, rooms):
    room = LaneRoom(SMALL)
    boards = {name: Board(name, room) for name in "ab"}
    screens = [Screen(room, room_for) for room_for in rooms]
    for screen in screens:
        boards["a"].show(screen)

    for step in script:
        match step:
            case ("grow", name):
                boards[name].grow()
            case ("turn", times):
                await settled(times)
            case ("join", name, number) if boards[name].lane not in screens[number].lanes:
                boards[name].show(screens[number])
            case ("leave", name, number):
                boards[name].lane.remove(screens[number])
            case ("resync", name, number) if boards[name].lane in screens[number].lanes:
                screens[number].send(boards[name].snapshot())
            case ("drain", number, room_for):
                screens[number].drain(room_for)
            case ("close", number):
                screens[number].close(1000, "")
            case ("break", number):
                screens[number].broken = True
    for _ in range(4):
        await settled()
        for screen in screens:
            screen.drain(10**9)

    for board in boards.values():
        for screen in screens:
            seen = last_seen(board, screen) if not screen.closed else None
            if board.lane in screen.lanes and not screen.broken:
                assert seen == board.number
        assert not board.lane.waiting
    assert room.figures().slow == sum(bool(screen.slow_since) for screen in screens)
