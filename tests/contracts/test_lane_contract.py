"""What every connection keeps, whatever carries it: the raw lane, without raw sends, under TLS, plain ASGI."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import socket
import ssl
import subprocess
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket
from websockets.client import ClientProtocol
from websockets.frames import Close, Frame, Opcode
from websockets.uri import parse_uri

from scoreboard import lane_protocol
from scoreboard.lane import LaneLimits
from scoreboard.lane_asgi import attend
from scoreboard.lane_fanout import LaneRoom
from scoreboard.lane_protocol import LaneWebSocketProtocol
from scoreboard.lane_wire import text_frame

QUICK = LaneLimits(sweep_seconds=0.02, close_seconds=0.3)
KINDS = ["raw", "written", "tls", "asgi"]


@dataclass
class Hall:
    """A server and the hub behind it, which only takes notes. Each test gets a fresh room."""

    kind: str
    port: int = 0
    server: uvicorn.Server | None = None
    room: LaneRoom = field(init=False)
    opened_now: asyncio.Queue = field(default_factory=asyncio.Queue)
    lost_now: asyncio.Queue = field(default_factory=asyncio.Queue)
    messages: asyncio.Queue = field(default_factory=asyncio.Queue)

    def fresh(self, limits: LaneLimits = QUICK) -> None:
        self.room = LaneRoom(limits)
        self.opened_now, self.lost_now, self.messages = asyncio.Queue(), asyncio.Queue(), asyncio.Queue()

    async def endpoint(self, websocket: WebSocket) -> None:
        await websocket.accept()
        await attend(self.room, websocket.scope, websocket._receive, websocket._send, self)

    def opened(self, connection):
        self.opened_now.put_nowait(connection)

    def text(self, connection, message):
        if message == "fail":
            raise RuntimeError("a mistake of ours")
        if message == "close me":
            connection.send(text_frame(b"last words"))
            connection.close(4404, "no such board")
        self.messages.put_nowait(message)

    def lost(self, connection, code):
        self.lost_now.put_nowait((connection, code))

    async def lost_code(self) -> int:
        async with asyncio.timeout(5):
            return (await self.lost_now.get())[1]

    async def connect(self, **options) -> Peer:
        return await Peer.connect(self.port, tls=self.kind == "tls", **options)

    @contextlib.asynccontextmanager
    async def peer(self, **options) -> AsyncIterator[tuple[Peer, object]]:
        peer = await self.connect(**options)
        try:
            async with asyncio.timeout(5):
                yield peer, await self.opened_now.get()
        finally:
            peer.sock.close()


@dataclass
class Peer:
    """A client that reads only when told to, and can break every rule."""

    sock: socket.socket
    protocol: ClientProtocol
    tls: Tls | None
    waiting: list = field(default_factory=list)
    ended: bool = False

    @classmethod
    async def connect(cls, port: int, *, tls: bool, receive_buffer: int = 0) -> Peer:
        sock = socket.socket()
        sock.setblocking(False)
        if receive_buffer:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        await asyncio.get_running_loop().sock_connect(sock, ("127.0.0.1", port))
        protocol = ClientProtocol(parse_uri(f"ws://127.0.0.1:{port}/ws"), max_size=None)
        protocol.send_request(protocol.connect())
        peer = cls(sock, protocol, await Tls.over(sock) if tls else None)
        await peer.write(b"".join(protocol.data_to_send()))
        while not peer.waiting:
            await peer._read(1)  # byte by byte: the server's first frames stay in the kernel
        assert peer.waiting.pop(0).status_code == 101
        return peer

    async def write(self, data: bytes) -> None:
        await asyncio.get_running_loop().sock_sendall(self.sock, self.tls.sealed(data) if self.tls else data)

    async def say(self, text: str) -> None:
        await self.write(client(Opcode.TEXT, text.encode()))

    async def _read(self, size: int = 1 << 16) -> None:
        if self.tls:
            data = await self.tls.read(self.sock, size)
        else:
            data = await asyncio.get_running_loop().sock_recv(self.sock, size)
        if data:
            self.protocol.receive_data(data)
            self.waiting += self.protocol.events_received()
        else:
            self.ended = True

    async def frame(self) -> Frame:
        async with asyncio.timeout(5):
            while not self.waiting:
                assert not self.ended, "the line ended"
                await self._read()
        return self.waiting.pop(0)

    async def message(self) -> str:
        frame = await self.frame()
        assert frame.opcode is Opcode.TEXT
        return bytes(frame.data).decode()

    async def until(self, last: str) -> list[str]:
        seen: list[str] = []
        while not seen or seen[-1] != last:
            seen.append(await self.message())
        return seen

    async def close_code(self) -> int:
        """The server's close frame; answered as a browser does, after which the server ends the line."""
        while (frame := await self.frame()).opcode is not Opcode.CLOSE:
            pass
        with contextlib.suppress(OSError):
            await self.write(client(Opcode.CLOSE, bytes(frame.data)))
        with contextlib.suppress(ConnectionResetError):
            async with asyncio.timeout(5):
                while not self.ended:
                    await self._read()
        self.sock.close()
        return Close.parse(bytes(frame.data)).code


class Tls:
    """TLS without a socket, so that a peer still reads only when told to."""

    def __init__(self) -> None:
        self.incoming, self.outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        self.tunnel = trusting.wrap_bio(self.incoming, self.outgoing)

    @classmethod
    async def over(cls, sock: socket.socket) -> Tls:
        tls, loop, done = cls(), asyncio.get_running_loop(), False
        while not done:
            try:
                tls.tunnel.do_handshake()
                done = True
            except ssl.SSLWantReadError:
                await loop.sock_sendall(sock, tls.outgoing.read())
                tls.incoming.write(await loop.sock_recv(sock, 1 << 16))
        await loop.sock_sendall(sock, tls.outgoing.read())
        return tls

    def sealed(self, data: bytes) -> bytes:
        self.tunnel.write(data)
        return self.outgoing.read()

    async def read(self, sock: socket.socket, size: int) -> bytes:
        while True:
            try:
                return self.tunnel.read(size)
            except ssl.SSLWantReadError:
                data = await asyncio.get_running_loop().sock_recv(sock, 1 << 16)
                if not data:
                    return b""
                self.incoming.write(data)
            except ssl.SSLZeroReturnError:
                return b""


def certificate(folder: Path) -> dict[str, str]:
    """What a TLS server needs, for one day."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("missing component: openssl")
    files = {"ssl_certfile": str(folder / "cert.pem"), "ssl_keyfile": str(folder / "key.pem")}
    key = [
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-keyout",
        files["ssl_keyfile"],
    ]
    asked = ["req", "-x509", *key, "-days", "1", "-subj", "/CN=test", "-out", files["ssl_certfile"]]
    subprocess.run([openssl, *asked], check=True, capture_output=True)
    return files


def client(opcode: Opcode, payload: bytes = b"", *, fin: bool = True) -> bytes:
    return Frame(opcode, payload, fin=fin).serialize(mask=True)


def numbered(number: int, size: int = 0) -> bytes:
    return text_frame(f"{number}".ljust(size).encode())


@contextlib.asynccontextmanager
async def serving(kind: str, folder: Path) -> AsyncIterator[Hall]:
    hall = Hall(kind)
    hall.fresh()
    config = uvicorn.Config(
        Starlette(routes=[WebSocketRoute("/ws", hall.endpoint)]),
        port=0,
        ws="websockets-sansio" if kind == "asgi" else LaneWebSocketProtocol,
        ws_per_message_deflate=False,
        ws_max_size=QUICK.message_bytes,
        lifespan="off",
        log_config=None,
        timeout_graceful_shutdown=2,
    )
    if kind == "tls":
        for name, file in certificate(folder).items():
            setattr(config, name, file)
    hall.server = server = uvicorn.Server(config)
    raw = patch.object(lane_protocol, "raw_send", lambda transport: None)
    with raw if kind == "written" else contextlib.nullcontext():
        task = asyncio.create_task(server.serve())
        await until(lambda: server.started)
        hall.port = server.servers[0].sockets[0].getsockname()[1]
        try:
            yield hall
        finally:
            server.should_exit = True
            await task


@pytest.fixture(scope="module", params=KINDS)
async def served(request, tmp_path_factory):
    async with serving(request.param, tmp_path_factory.mktemp("lane")) as hall:
        yield hall


@pytest.fixture
async def hall(served):
    served.fresh()
    yield served
    await until(lambda: not served.room.figures().connections)
    assert served.room.figures().slow == 0


async def until(condition) -> None:
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110 - what changes it knows nothing of this test
            await asyncio.sleep(0.005)


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


async def test_what_a_client_says_at_once_is_not_lost(hall):
    if hall.kind == "tls":
        pytest.skip("nothing of it depends on TLS")
    sock = socket.socket()
    sock.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(sock, ("127.0.0.1", hall.port))
    protocol = ClientProtocol(parse_uri(f"ws://127.0.0.1:{hall.port}/ws"))
    protocol.send_request(protocol.connect())
    with sock:
        await loop.sock_sendall(sock, b"".join(protocol.data_to_send()))
        await loop.sock_sendall(sock, client(Opcode.TEXT, b"early"))

        async with asyncio.timeout(5):
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
)
async def test_a_broken_rule_closes_with_its_code(hall, why, data, code):
    async with hall.peer() as (peer, connection):
        lane = hall.room.lane()
        lane.add(connection)
        await peer.write(data)

        assert await peer.close_code() == code
        assert await hall.lost_code() == code
        assert len(lane) == 0


async def test_a_flood_still_reads_why_it_was_closed(hall):
    if hall.kind == "asgi":
        pytest.skip("other servers close at once, and unread input resets the line")
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

        async with asyncio.timeout(5):
            while not connection.gone:
                lane.publish(numbered(1, 1000), lambda: numbered(-1))
                await asyncio.sleep(0.005)

        assert await hall.lost_code() in ((1005, 1006) if hall.kind == "asgi" else (1006,))
        assert (len(lane), hall.lost_now.empty()) == (0, True)


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
            async with asyncio.timeout(30):
                for start in range(0, 200, 20):
                    await asyncio.gather(*(live(start + n) for n in range(20)))
        finally:
            for helper in helpers:
                helper.cancel()
            await asyncio.gather(*helpers, return_exceptions=True)

    assert (wrong, frames > 300) == ([], True)


async def test_who_does_not_answer_pings_is_dropped(hall):
    if hall.kind == "asgi":
        pytest.skip("there the server pings")
    hall.fresh(LaneLimits(sweep_seconds=0.02, ping_after=0.05, ping_timeout=0.5, close_seconds=0.1))
    async with hall.peer() as (dead, _), hall.peer() as (alive, other):
        pings = 0
        async with asyncio.timeout(5):
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
