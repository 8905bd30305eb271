"""The hub: boards are drawn while somebody watches, and let go of when nobody does."""

from __future__ import annotations

import asyncio
import json

import pytest

from scoreboard import hub as hubs
from scoreboard.hub import Hub, Visit, Wish
from scoreboard.lane_member import Member
from scoreboard.lane_room import LaneRoom
from scoreboard.lane_wire import ReadyFrame, texts
from scoreboard.projector import Projector
from scoreboard.sockets import needs
from tests.scoreboard.test_projector import (
    NO_BRANDS,
    NO_CALLS,
    NO_CEREMONIES,
    NO_STREAM,
    STANDINGS,
    Known,
    NoDisplays,
    NoFleet,
)
from tests.scoreboard.walks import a_day, followed


class Wire(Member):
    """A connection whose other end is this test: everything goes out at once."""

    def __init__(self, room: LaneRoom, visit: Visit) -> None:
        super().__init__(room, visit)
        self.push = self._take
        self.came: list[str] = []
        self.code = 0
        room.enter(self)
        visit.opened(self)

    @property
    def gone(self) -> bool:
        return bool(self.code)

    def unsent(self, data: bytes, sent: int) -> None:
        raise AssertionError("everything goes out at once")

    def send_now(self, data: bytes) -> None:
        self._take(data)

    def send(self, frame: ReadyFrame) -> None:
        self._take(frame)

    def close(self, code: int, reason: str) -> None:
        self.code = code
        self.leave_lanes()
        self.room.leave(self)
        self.listener.lost(self, code)

    def sweep(self, now: float) -> None:
        pass

    def kinds(self) -> list[str]:
        return [json.loads(text)["type"] for text in self.came]

    def _take(self, data: bytes) -> int:
        self.came += texts(ReadyFrame(data))
        return len(data)


class House:
    """A hub with the boards of one day."""

    def __init__(self) -> None:
        self.day = a_day()
        self.live = Known(followed(self.day.facts))
        self.room = LaneRoom()
        self.projector = Projector(
            self.live,
            NoDisplays(),
            NoFleet(NoDisplays()),
            NO_STREAM,
            NO_BRANDS,
            NO_CEREMONIES,
            NO_CALLS,
            "e1",
            self._publish,
            self._end,
        )
        self.hub = Hub(self.room, self.projector, "e1", lambda: 1_790_000_000_000)

    def visit(self, *boards: str, known: bool = False) -> Wire:
        wishes = tuple(Wish(board) for board in boards)
        visit = Visit(
            self.hub, wishes, holder="here", known=known, is_public=lambda board: needs(board) is None
        )
        return Wire(self.room, visit)

    def sheet(self, entry: int) -> None:
        before = len(self.day.facts)
        self.day.sheet(0, 0, entry, "5")
        self.live.move(self.day.facts[before:])

    def _publish(self, board: str, frame: ReadyFrame) -> None:
        self.hub.publish(board, frame)

    def _end(self, board: str) -> None:
        self.hub.end(board)


async def test_a_board_nobody_watched_for_long_is_let_go_of_and_drawn_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(hubs, "IDLE_SECONDS", -1)
    house = House()
    first = house.visit(STANDINGS)
    feed = house.projector.feed(STANDINGS)
    house.hub.beat()
    assert house.projector.feed(STANDINGS) is feed, "somebody is watching"

    first.close(1000, "")
    house.hub.beat()
    house.sheet(0)
    again = house.visit(STANDINGS)

    assert house.projector.feed(STANDINGS) is not feed
    assert json.loads(again.came[1])["state"]["rows"]["e1"]["total"] == "10.00"


async def test_who_is_here_is_counted_by_address_and_forgotten_when_gone() -> None:
    house = House()
    one, two = house.visit(STANDINGS), house.visit(STANDINGS)
    assert (house.hub.visitors, dict(house.hub.holders)) == (2, {"here": 2})
    assert house.hub.figures()["boards_watched"] == 1

    for wire in (one, two):
        wire.close(1000, "")

    assert (house.hub.visitors, dict(house.hub.holders)) == (0, {})
    assert house.hub.figures()["boards_watched"] == 0


async def test_one_opening_is_one_send_with_everything_in_order() -> None:
    wire = House().visit("overview.cup", "nothing", STANDINGS)

    assert wire.kinds() == ["hello", "refusal", "snapshot", "heartbeat", "snapshot", "heartbeat"]


async def test_a_board_that_ends_shows_its_watchers_out() -> None:
    house = House()
    wire, other = house.visit(STANDINGS), house.visit("overview.cup")

    house.hub.end(STANDINGS)

    assert (wire.code, other.code) == (4404, 0)


def watch(wire: Wire, *boards: str) -> list[tuple[str, str]]:
    """Ask for these boards in place of those before; what came for it, by kind and board."""
    before = len(wire.came)
    wire.told(json.dumps({"type": "watch", "boards": boards}))
    frames = [json.loads(text) for text in wire.came[before:]]
    return [(frame["type"], frame["board"]) for frame in frames]


async def test_who_watches_other_boards_is_given_what_is_new_and_nothing_again() -> None:
    house = House()
    wire = house.visit(STANDINGS)

    assert watch(wire, STANDINGS, "overview.cup") == [
        ("snapshot", "overview.cup"),
        ("heartbeat", "overview.cup"),
    ]
    assert watch(wire, "overview.cup") == []
    before = len(wire.came)
    house.sheet(0)
    house.hub.beat()
    await asyncio.sleep(0)

    assert {json.loads(text)["board"] for text in wire.came[before:]} == {"overview.cup"}
    assert house.hub.figures()["boards_watched"] == 1


async def test_who_watches_other_boards_is_told_which_there_are_none_of_and_sees_nothing_private() -> None:
    house = House()
    wire = house.visit(STANDINGS)

    answers = watch(wire, STANDINGS, "standings.cup.nowhere", "progress.cup.final")

    assert answers == [("refusal", "standings.cup.nowhere"), ("refusal", "progress.cup.final")]
    assert [json.loads(text)["code"] for text in wire.came[-2:]] == ["board_unknown", "sign_in_needed"]
    assert wire.code == 0


async def test_a_board_that_is_watched_later_shows_its_watchers_out_when_it_ends() -> None:
    house = House()
    wire, other = house.visit("overview.cup"), house.visit(STANDINGS)
    watch(wire, STANDINGS)
    watch(other, "overview.cup")

    house.hub.end(STANDINGS)

    assert (wire.code, other.code) == (4404, 0)


async def test_nobody_makes_the_server_draw_boards_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    house = House()
    clock = 1000.0
    monkeypatch.setattr(house.room, "clock", lambda: clock)
    wire, patient = house.visit("overview.cup"), house.visit("overview.cup")
    turns = 0
    while not wire.code and turns < 200:
        turns += 1
        watch(wire, "overview.cup" if turns % 2 else STANDINGS)
    for _ in range(200):
        clock += 1
        watch(patient, STANDINGS)
        watch(patient, "overview.cup")

    assert (wire.code, turns) == (4008, 50), "48 new boards; the first turn asked for none"
    assert patient.code == 0


async def test_a_board_is_first_as_long_as_somebody_who_is_known_watches_it() -> None:
    house = House()
    one, two = (house.visit(STANDINGS, "overview.cup", known=True) for _ in range(2))
    house.visit("records.cup")
    assert (one.code, two.code) == (0, 0), "both are let in"

    watch(one, STANDINGS)
    two.close(1000, "")

    assert [house.hub.is_first(board) for board in (STANDINGS, "overview.cup", "records.cup")] == [
        True,
        False,
        False,
    ]
    one.close(1000, "")
    assert not house.hub.is_first(STANDINGS)
