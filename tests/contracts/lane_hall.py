"""A server of each kind behind a hub that takes notes, and a client that can break every rule; rules stand in the tests."""

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
from scoreboard.lane_protocol import LaneWebSocketProtocol
from scoreboard.lane_room import LaneRoom
from scoreboard.lane_wire import text_frame

QUICK = LaneLimits(sweep_seconds=0.02, close_seconds=0.3)
PATIENCE = 30
"""Only who hangs waits so long; a machine with much else to do stands still for seconds."""
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
        async with asyncio.timeout(PATIENCE):
            return (await self.lost_now.get())[1]

    async def connect(self, **options) -> Peer:
        return await Peer.connect(self.port, tls=self.kind == "tls", **options)

    @contextlib.asynccontextmanager
    async def peer(self, **options) -> AsyncIterator[tuple[Peer, object]]:
        peer = await self.connect(**options)
        try:
            async with asyncio.timeout(PATIENCE):
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
        async with asyncio.timeout(PATIENCE):
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
            async with asyncio.timeout(PATIENCE):
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


async def until(condition) -> None:
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110 - what changes it knows nothing of this test
            await asyncio.sleep(0.005)
