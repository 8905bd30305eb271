"""What every connection keeps, whatever carries it: messages, broken rules, goodbyes, silence."""

from __future__ import annotations

import asyncio
import socket

import pytest
from websockets.client import ClientProtocol
from websockets.frames import Close, Frame, Opcode
from websockets.uri import parse_uri

from scoreboard.lane import LaneLimits
from tests.contracts.lane_hall import KINDS, PATIENCE, QUICK, client, numbered, serving


def without(kind: str) -> pytest.MarkDecorator:
    """Every kind of server but this one."""
    return pytest.mark.parametrize("served", [k for k in KINDS if k != kind], indirect=True, scope="module")


async def test_messages_of_a_client_are_passed_on(hall):
    async with hall.peer() as (peer, _):
        await peer.say("一")
        whole = client(Opcode.TEXT, "二".encode()) + client(Opcode.TEXT, b"th", fin=False)
        for byte in whole:
            await peer.write(bytes((byte,)))
        await peer.write(client(Opcode.PING, b"?") + client(Opcode.CONT, b"ree"))
        largest = "x" * QUICK.message_bytes
        await peer.say(largest)

        pong = await peer.frame()
        assert (pong.opcode, bytes(pong.data)) == (Opcode.PONG, b"?")
        assert [await hall.messages.get() for _ in range(4)] == ["一", "二", "three", largest]


@without("tls")  # nothing of it depends on TLS
async def test_what_a_client_says_at_once_is_not_lost(hall):
    sock = socket.socket()
    sock.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(sock, ("127.0.0.1", hall.port))
    protocol = ClientProtocol(parse_uri(f"ws://127.0.0.1:{hall.port}/ws"))
    protocol.send_request(protocol.connect())
    with sock:
        await loop.sock_sendall(sock, b"".join(protocol.data_to_send()))
        await loop.sock_sendall(sock, client(Opcode.TEXT, b"early"))

        async with asyncio.timeout(PATIENCE):
            await hall.opened_now.get()
            if b"101" in await loop.sock_recv(sock, 1 << 16):
                await loop.sock_sendall(sock, client(Opcode.TEXT, b"late"))
            seen = [await hall.messages.get()]
            while seen[-1] != "late":
                seen.append(await hall.messages.get())

        assert seen in (["early", "late"], ["late"])  # the HTTP side may drop what came before its 101


@pytest.mark.parametrize(
    ("why", "data", "code"),
    [
        ("unmasked", Frame(Opcode.TEXT, b"x").serialize(mask=False), 1002),
        ("reserved bits", b"\xf1\x80\0\0\0\0", 1002),
        ("continuation of nothing", client(Opcode.CONT, b"x"), 1002),
        ("fragmented ping", b"\x09\x80\0\0\0\0", 1002),
        ("binary", client(Opcode.BINARY, b"x"), 1003),
        ("bad UTF-8", client(Opcode.TEXT, b"\xff"), 1007),
        ("too many", client(Opcode.TEXT, b"x") * 60, 1008),
        ("too large", client(Opcode.TEXT, b"x" * (QUICK.message_bytes + 1)), 1009),
        (
            "too large in parts",
            client(Opcode.TEXT, b"x" * 9000, fin=False) + client(Opcode.CONT, b"x" * 9000),
            1009,
        ),
    ],
    ids=lambda given: (
        "bytes" if isinstance(given, bytes) else str(given)
    ),  # masks are drawn anew in each process
)
async def test_a_broken_rule_closes_with_its_code(hall, why, data, code):
    async with hall.peer() as (peer, connection):
        lane = hall.room.lane()
        lane.add(connection)
        await peer.write(data)

        assert await peer.close_code() == code
        assert await hall.lost_code() == code
        assert len(lane) == 0


@without("asgi")  # other servers close at once, and unread input resets the line
async def test_a_flood_still_reads_why_it_was_closed(hall):
    async with hall.peer() as (peer, _):
        sending = asyncio.create_task(peer.write(client(Opcode.TEXT, b"x" * 100_000) * 20))
        try:
            assert await peer.close_code() == 1009
        finally:
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)


async def test_a_mistake_of_ours_costs_one_connection(hall, caplog):
    async with hall.peer() as (peer, _), hall.peer() as (other, _):
        await peer.say("fail")

        assert await peer.close_code() == 1011
        assert await hall.lost_code() == 1011
        await other.say("fine")
        assert await hall.messages.get() == "fine"
    assert "a mistake of ours" in caplog.text


async def test_last_words_arrive_before_the_close(hall):
    async with hall.peer() as (peer, _):
        await peer.say("close me")

        assert await peer.message() == "last words"
        assert await peer.close_code() == 4404
        assert await hall.lost_code() == 4404


async def test_a_client_says_goodbye(hall):
    async with hall.peer() as (peer, connection):
        await peer.write(client(Opcode.CLOSE, Close(1001, "leaving").serialize()))

        assert await peer.close_code() == 1001
        assert await hall.lost_code() == 1001
        connection.send(numbered(1))
        hall.room.lane().add(connection)


@pytest.mark.parametrize("reset", [False, True])
async def test_a_line_that_breaks_is_told_once(hall, reset):
    lane = hall.room.lane()
    async with hall.peer() as (peer, connection):
        lane.add(connection)
        if reset:
            peer.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        peer.sock.close()

        async with asyncio.timeout(PATIENCE):
            while not connection.gone:
                lane.publish(numbered(1, 1000), lambda: numbered(-1))
                await asyncio.sleep(0.005)

        assert await hall.lost_code() in ((1005, 1006) if hall.kind == "asgi" else (1006,))
        assert (len(lane), hall.lost_now.empty()) == (0, True)


@without("asgi")  # there the server pings
async def test_who_does_not_answer_pings_is_dropped(hall):
    hall.fresh(LaneLimits(sweep_seconds=0.02, ping_after=0.05, ping_timeout=2, close_seconds=0.1))
    async with hall.peer() as (dead, _), hall.peer() as (alive, other):
        pings = 0
        async with asyncio.timeout(PATIENCE):
            while pings < 3:
                frame = await alive.frame()
                assert frame.opcode is Opcode.PING
                await alive.write(client(Opcode.PONG, bytes(frame.data)))
                pings += 1
        assert await hall.lost_code() == 1011
        assert hall.room.figures().closed_silent == 1
        assert (other.gone, (await dead.frame()).opcode) == (False, Opcode.PING)


@pytest.mark.parametrize("kind", KINDS)
async def test_a_restart_says_1012(kind, tmp_path):
    async with serving(kind, tmp_path) as hall:
        lane = hall.room.lane()
        async with hall.peer() as (peer, connection), hall.peer(receive_buffer=4096) as (_stuck, other):
            lane.add(connection)
            lane.add(other)
            if kind != "asgi":
                while not hall.room.figures().slow:
                    lane.publish(numbered(0, 20_000), lambda: numbered(-1))
                    await asyncio.sleep(0.001)
            hall.server.should_exit = True

            assert await peer.close_code() == 1012
            assert {await hall.lost_code(), await hall.lost_code()} == {1012}
    assert hall.room.figures().connections == 0
