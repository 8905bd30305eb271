"""What every lane keeps, whatever carries it: order, places, and what the slow are owed."""

from __future__ import annotations

import asyncio
from unittest.mock import patch

from scoreboard.lane import LaneLimits
from scoreboard.lane_wire import text_frame
from tests.contracts.lane_hall import PATIENCE, Hall, numbered, until


async def test_frames_arrive_in_order_and_whole(hall):
    lane = hall.room.lane()
    async with hall.peer() as (peer, connection), hall.peer() as (other, another):
        connection.send(text_frame("快照".encode()))
        lane.add(connection)
        lane.add(another)
        for number in range(200):
            assert lane.publish(numbered(number, 100), lambda: numbered(-1)) == 2
            if number % 7 == 0:
                await asyncio.sleep(0)

        assert await peer.message() == "快照"
        for each in (peer, other):
            assert [int(await each.message()) for _ in range(200)] == list(range(200))


async def test_an_own_frame_keeps_its_place(hall):
    lane = hall.room.lane()
    async with hall.peer() as (peer, connection):
        lane.add(connection)
        lane.publish(numbered(1), lambda: numbered(-1))
        connection.send(text_frame(b"own"))
        lane.publish(numbered(2), lambda: numbered(-1))

        assert await peer.until("2") == ["1", "own", "2"]


async def test_who_joins_gets_nothing_from_before(hall):
    lane = hall.room.lane()
    async with hall.peer() as (early, first), hall.peer() as (late, second):
        lane.add(first)
        lane.publish(numbered(1), lambda: numbered(-1))
        lane.add(second)
        lane.publish(numbered(2), lambda: numbered(-1))
        lane.remove(first)
        lane.publish(numbered(3), lambda: numbered(-1))
        lane.add(first)
        lane.publish(numbered(4), lambda: numbered(-1))

        assert await late.until("4") == ["2", "3", "4"]
        assert (await early.until("4"))[-1] == "4"


async def test_a_connection_may_follow_several_boards(hall):
    one, two = hall.room.lane(), hall.room.lane()
    async with hall.peer() as (peer, connection):
        one.add(connection)
        two.add(connection)
        one.publish(text_frame(b"one"), lambda: numbered(-1))
        two.publish(text_frame(b"two"), lambda: numbered(-1))
        one.remove(connection)
        one.publish(text_frame(b"gone"), lambda: numbered(-1))
        two.publish(text_frame(b"end"), lambda: numbered(-1))

        assert set(await peer.until("end")) - {"one"} == {"two", "end"}


async def test_the_slow_get_the_newest_and_do_not_slow_the_rest(hall):
    lane, newest = hall.room.lane(), 0
    async with hall.peer(receive_buffer=4096) as (slow, stuck), hall.peer() as (fast, free):
        lane.add(stuck)
        lane.add(free)

        async def publish() -> int:
            nonlocal newest
            newest += 1
            lane.publish(numbered(newest, 20_000), lambda: text_frame(f"all {newest}".encode()))
            return int(await fast.message())

        while not hall.room.figures().slow:
            assert await publish() == newest
        skipped_from = newest
        for _ in range(30):
            assert await publish() == newest

        seen = await slow.until(f"all {newest}")
        await until(lambda: not hall.room.figures().slow)
        assert await publish() == newest
        assert int(await slow.message()) == newest

        got = [int(text) for text in seen[:-1]]
        assert got == list(range(1, len(got) + 1)), "no gap before the newest"
        assert len(got) < skipped_from + 10, "what came while it was slow was not queued"
        assert hall.room.figures().caught_up == 1


async def test_the_slow_are_owed_every_board(hall):
    lanes = [hall.room.lane() for _ in range(3)]
    async with hall.peer(receive_buffer=4096) as (peer, connection):
        for lane in lanes[:2]:
            lane.add(connection)
        while not hall.room.figures().slow:
            lanes[0].publish(numbered(0, 20_000), lambda: text_frame(b"A"))
            await asyncio.sleep(0.001)
        lanes[2].add(connection)
        for lane, letter in zip(lanes, (b"A", b"B", b"C"), strict=True):
            lane.publish(numbered(0, 20_000), lambda letter=letter: text_frame(letter))
        await asyncio.sleep(0.01)

        seen = []
        while {"A", "B", "C"} - set(seen):
            seen.append((await peer.message()).strip())

        assert [text for text in seen if text != "0"] == ["A", "B", "C"]


async def test_what_waits_for_a_stuck_client_is_bounded(hall):
    hall.fresh(LaneLimits(sweep_seconds=0.02, close_seconds=0.3, waiting_bytes=300_000))
    async with hall.peer(receive_buffer=4096) as (_peer, connection):
        frame = text_frame(b"x" * 50_000)
        for _ in range(200):
            connection.send(frame)
            await asyncio.sleep(0)
            if hall.room.figures().closed_slow:
                break

        assert connection.gone
        assert hall.room.figures().closed_slow == 1
        await until(lambda: not hall.room.figures().connections)
        assert await hall.lost_code() == 4008


async def test_who_stays_slow_is_closed_with_4008(hall):
    hall.fresh(LaneLimits(sweep_seconds=0.02, slow_seconds=0.1, close_seconds=0.2))
    lane = hall.room.lane()
    async with hall.peer(receive_buffer=4096) as (_peer, connection):
        lane.add(connection)
        while not connection.gone:
            lane.publish(numbered(0, 20_000), lambda: numbered(-1))
            await asyncio.sleep(0.001)

        assert len(lane) == 0
        assert await hall.lost_code() == 4008
        assert hall.room.figures().closed_slow == 1


async def test_no_frame_goes_to_a_stranger_while_descriptors_are_reused(hall):
    """Clients come and go in the middle of broadcasts; each lane's frames name who may see them."""
    lanes = {name: hall.room.lane() for name in ("red", "blue")}
    wrong, frames = [], 0

    async def live(number: int) -> None:
        nonlocal frames
        name = ("red", "blue")[number % 2]
        peer = await hall.connect()
        with peer.sock:
            await peer.say(name)
            for _ in range(number % 5):
                text = await peer.message()
                frames += 1
                wrong.extend([text] * (text.strip() != name))

    async def welcome() -> None:
        while True:
            await hall.opened_now.get()

    class Door:
        def __init__(self, hall):
            self.hall = hall

        def text(self, connection, message):
            lanes[message].add(connection)

    async def publish() -> None:
        while True:
            for name, lane in lanes.items():
                lane.publish(
                    text_frame(name.ljust(500).encode()), lambda name=name: text_frame(name.encode())
                )
            await asyncio.sleep(0)

    with patch.object(Hall, "text", Door(hall).text):
        helpers = [asyncio.create_task(welcome()), asyncio.create_task(publish())]
        try:
            async with asyncio.timeout(PATIENCE):
                for start in range(0, 200, 20):
                    await asyncio.gather(*(live(start + n) for n in range(20)))
        finally:
            for helper in helpers:
                helper.cancel()
            await asyncio.gather(*helpers, return_exceptions=True)

    assert (wrong, frames > 300) == ([], True)
