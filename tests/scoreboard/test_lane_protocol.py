"""The raw connection on a transport of paper, and how it comes to own a real one."""

from __future__ import annotations

import asyncio
import gc
import sys
import weakref
from contextlib import asynccontextmanager

import uvicorn
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from websockets.asyncio.client import connect
from websockets.frames import Frame, Opcode

from scoreboard.lane import EXTENSION, LaneLimits
from scoreboard.lane_asgi import attend
from scoreboard.lane_protocol import PING, LaneWebSocketProtocol, RawConnection
from scoreboard.lane_room import LaneRoom
from scoreboard.lane_wire import CloseCode, close_frame, text_frame


class Paper(asyncio.Transport):
    """A transport that remembers what happened to it."""

    def __init__(self):
        super().__init__()
        self.written, self.held = b"", 0
        self.closed = self.aborted = self.ended = False

    def write(self, data):
        assert not self.ended, "asyncio refuses to write after write_eof"
        self.written += data

    def get_write_buffer_size(self):
        return self.held

    def can_write_eof(self):
        return True

    def write_eof(self):
        self.ended = True

    def close(self):
        self.closed = True

    def is_closing(self):
        return self.closed or self.aborted

    def abort(self):
        self.aborted = True


class Notes:
    """A listener that writes everything down."""

    def __init__(self):
        self.messages, self.codes = [], []

    def opened(self, connection):
        pass

    def text(self, connection, message):
        self.messages.append(message)

    def lost(self, connection, code):
        self.codes.append(code)


def connected(room: LaneRoom) -> tuple[RawConnection, Paper, Notes]:
    transport, notes = Paper(), Notes()
    return RawConnection(transport, room, notes, set()), transport, notes


def client(opcode: Opcode, payload: bytes = b"") -> bytes:
    return Frame(opcode, payload).serialize(mask=True)


pieces = st.one_of(
    st.binary(max_size=300),
    st.builds(client, st.sampled_from([Opcode.TEXT, Opcode.BINARY]), st.text(max_size=20).map(str.encode)),
    st.builds(client, st.sampled_from([Opcode.PING, Opcode.PONG, Opcode.CLOSE]), st.binary(max_size=20)),
)


@given(st.lists(pieces, max_size=10), st.booleans())
async def test_whatever_comes_in_is_a_message_a_close_or_nothing_yet(stream, end):
    room = LaneRoom()
    connection, _transport, notes = connected(room)
    lane = room.lane()
    lane.add(connection)

    for piece in stream:
        connection.data_received(piece)
    if end:
        connection.eof_received()
    lane.publish(text_frame(b"1"), lambda: text_frame(b"1"))
    connection.connection_lost(None)
    await asyncio.sleep(0)

    assert len(notes.codes) == 1
    assert (len(lane), room.figures().connections) == (0, 0)
    assert all(isinstance(message, str) for message in notes.messages)


async def test_the_sweep_asks_the_silent_then_gives_up():
    room = LaneRoom(LaneLimits(ping_after=3, ping_timeout=4, close_seconds=2))
    connection, transport, _ = connected(room)
    room.pings_left = 1
    start = room.now = room.clock()
    said = []
    for second in range(12):
        transport.written = b""
        connection.sweep(start + second)
        said.append(transport.written)

    assert said[:3] == [b""] * 3
    assert said[3:8] == [PING, b"", b"", b"", b""]
    assert said[8] == close_frame(CloseCode.SERVER_ERROR, "no answer to a ping")
    connection.sweep(room.clock() + 3)
    assert transport.aborted
    connection.connection_lost(None)


async def test_pings_have_a_budget():
    room = LaneRoom(LaneLimits(ping_after=3, pings_per_second=10))
    all_of_them = [connected(room) for _ in range(100)]
    room.clock = lambda: room.now + 11

    room._sweep()
    room._timer.cancel()
    pinged = sum(transport.written == PING for _, transport, _ in all_of_them)

    assert (room.silence, pinged) == (10, 10)
    for connection, _, _ in all_of_them:
        connection.connection_lost(None)


async def test_an_answer_of_any_kind_is_a_sign_of_life():
    room = LaneRoom(LaneLimits(ping_after=3, ping_timeout=4))
    connection, transport, _ = connected(room)
    room.pings_left, start = 9, room.now
    connection.sweep(start + 3)
    room.now = start + 4
    connection.data_received(client(Opcode.PONG))
    connection.sweep(start + 8)

    assert not connection.gone
    assert transport.written == PING * 2
    connection.connection_lost(None)


async def test_the_rate_limit_lets_a_burst_through_and_then_a_steady_pace():
    room = LaneRoom(LaneLimits(messages_per_second=20, message_burst=50))
    now = 100.0
    room.clock = lambda: now
    connection, _, notes = connected(room)
    message = client(Opcode.TEXT, b"x")

    connection.data_received(message * 50)
    for _ in range(40):
        now += 0.05
        connection.data_received(message)
    assert (len(notes.messages), connection.gone) == (90, False)
    connection.data_received(message)

    assert (len(notes.messages), connection.gone) == (90, True)
    connection.connection_lost(None)
    assert notes.codes == [1008]


async def test_a_pong_is_not_queued_for_who_does_not_read():
    connection, transport, _ = connected(LaneRoom())
    transport.held = 1000
    connection.data_received(client(Opcode.PING, b"?") * 10)

    assert transport.written == b""
    connection.connection_lost(None)


async def test_a_connection_is_small():
    connection, _, _ = connected(LaneRoom())

    assert not hasattr(connection, "__dict__")
    assert sys.getsizeof(connection) < 256
    connection.connection_lost(None)


class Endpoint:
    """One WebSocket route whose behaviour each test chooses."""

    def __init__(self, act):
        self.act = act
        self.room = LaneRoom()
        self.opened_now, self.messages = asyncio.Queue(), asyncio.Queue()

    async def __call__(self, scope, receive, send):
        assert (await receive())["type"] == "websocket.connect"
        await self.act(self, scope, receive, send)

    def opened(self, connection):
        self.opened_now.put_nowait(connection)

    def text(self, connection, message):
        self.messages.put_nowait(message)

    def lost(self, connection, code):
        self.messages.put_nowait(code)


@asynccontextmanager
async def serving(act, **options):
    endpoint = Endpoint(act)
    app = Starlette(routes=[WebSocketRoute("/ws", endpoint)])
    options = {"ws_per_message_deflate": False, **options}
    config = uvicorn.Config(app, port=0, ws=LaneWebSocketProtocol, lifespan="off", log_config=None, **options)
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    async with asyncio.timeout(30):
        while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
            await asyncio.sleep(0.01)
    endpoint.port = server.servers[0].sockets[0].getsockname()[1]
    try:
        async with asyncio.timeout(30):
            yield endpoint
    finally:
        server.should_exit = True
        await task


async def accept_and_attend(endpoint, scope, receive, send):
    await send({"type": "websocket.accept"})
    await attend(endpoint.room, scope, receive, send, endpoint)


async def test_the_lane_sends_through_the_socket_itself():
    async with serving(accept_and_attend) as served, connect(f"ws://127.0.0.1:{served.port}/ws") as client:
        connection = await served.opened_now.get()
        lane = served.room.lane()
        lane.add(connection)
        lane.publish(text_frame(b"hello"), lambda: text_frame(b""))

        assert await client.recv() == "hello"
        assert (
            connection.push.__name__,
            isinstance(asyncio.get_running_loop(), asyncio.SelectorEventLoop),
        ) in (
            ("send", True),
            ("_write_all", False),
        )


async def test_plain_routes_of_the_same_server_work_as_before():
    async def echo(endpoint, scope, receive, send):
        await send({"type": "websocket.accept"})
        while (message := await receive())["type"] == "websocket.receive":
            await send({"type": "websocket.send", "text": message["text"]})

    async with serving(echo) as served, connect(f"ws://127.0.0.1:{served.port}/ws") as client:
        for text in ("one", "two", "x" * 100_000):
            await client.send(text)
            assert await client.recv() == text


async def test_what_was_said_before_the_hand_over_is_heard():
    said = asyncio.Event()

    async def dawdle(endpoint, scope, receive, send):
        await send({"type": "websocket.accept"})
        await said.wait()
        await attend(endpoint.room, scope, receive, send, endpoint)

    async with serving(dawdle) as served, connect(f"ws://127.0.0.1:{served.port}/ws") as client:
        await client.send("one")
        await client.send("two")
        await client.send("x" * 10_000)
        said.set()

        assert [await served.messages.get() for _ in range(3)] == ["one", "two", "x" * 10_000]


async def test_who_left_before_the_hand_over_is_not_opened():
    left, done = asyncio.Event(), asyncio.Event()

    async def dawdle(endpoint, scope, receive, send):
        await send({"type": "websocket.accept"})
        await left.wait()
        await attend(endpoint.room, scope, receive, send, endpoint)
        done.set()

    async with serving(dawdle) as served:
        async with connect(f"ws://127.0.0.1:{served.port}/ws"):
            pass
        left.set()
        await done.wait()

        assert served.opened_now.empty()
        assert served.room.figures().connections == 0


async def test_the_lane_is_not_taken_too_early_nor_too_late():
    refused = []

    async def misuse(endpoint, scope, receive, send):
        for step in (None, "websocket.accept", "receive"):
            if step == "receive":
                await receive()
            elif step:
                await send({"type": step})
                continue
            try:
                scope["extensions"][EXTENSION]["take"](endpoint.room, endpoint)
            except RuntimeError:
                refused.append(step)
        await send({"type": "websocket.close", "code": 1000})

    async with serving(misuse) as served, connect(f"ws://127.0.0.1:{served.port}/ws") as client:
        await client.send("x")
        await client.wait_closed()

    assert refused == [None, "receive"]


async def test_a_client_with_compression_is_served_over_plain_asgi():
    async with (
        serving(accept_and_attend, ws_per_message_deflate=True) as served,
        connect(f"ws://127.0.0.1:{served.port}/ws", compression="deflate") as client,
    ):
        connection = await served.opened_now.get()
        connection.send(text_frame(b"hello" * 100))

        assert await client.recv() == "hello" * 100
        assert not isinstance(connection, RawConnection)


async def test_after_the_hand_over_uvicorns_object_is_gone():
    watches = []

    async def watch(endpoint, scope, receive, send):
        watches.append(weakref.ref(receive.__self__))
        await accept_and_attend(endpoint, scope, receive, send)

    async with serving(watch) as served, connect(f"ws://127.0.0.1:{served.port}/ws"):
        await served.opened_now.get()

        # Gone, whenever: what holds it for ever runs into the time that `serving` gives.
        while [watch() for watch in watches] != [None]:
            await asyncio.sleep(0.01)
            gc.collect()
