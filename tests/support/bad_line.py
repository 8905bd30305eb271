"""A line between tablets and a server as a full hall makes it: it drops, delays and doubles, by a seed, and can be cut.

HTTP only as deep as needed: whole requests are passed on, answers are passed back; sockets are plain pipes.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random


@dataclass
class BadLine:
    """
    One listening port in front of a server.

    :param target: the server's port on this machine
    :param seed: names everything the line does
    """

    target: int
    seed: str
    port: int = 0
    cut: bool = False
    """Nothing passes, and nothing says so: as a lost radio does it."""
    bad: bool = True
    """Drops, delays and doubles; else it only passes on."""
    did: Counter[str] = field(default_factory=Counter)
    _pipes: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._random = Random(self.seed)

    @property
    def base(self) -> str:
        """The address tablets use."""
        return f"http://127.0.0.1:{self.port}"

    async def hold(self, cut: bool) -> None:
        """Cut the line or mend it; whatever is open breaks."""
        self.cut = cut
        for pipe in list(self._pipes):
            pipe.cancel()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection of a browser."""
        task = asyncio.current_task()
        assert task is not None, "a server's callback is a task"
        self._pipes.add(task)
        try:
            while not self.cut and (request := await _request(reader)):
                if b"\r\nupgrade:" in request.lower():
                    await self._pipe(request, reader, writer)
                    return
                answer = await self._pass_on(request)
                if answer is None:
                    return
                writer.write(answer)
                await writer.drain()
        except (OSError, EOFError, asyncio.CancelledError):
            self.did["broken"] += 1
        finally:
            self._pipes.discard(task)
            writer.close()

    async def _pass_on(self, request: bytes) -> bytes | None:
        """The answer, or None where the connection ends without one."""
        command = request.startswith(b"POST")
        fate = self._random.random() if self.bad and b" /api/" in request[:64] else 1.0
        if fate < 0.15:
            self.did["dropped on the way there"] += 1
            return None
        if fate < 0.30:
            self.did["dropped on the way back"] += 1
            await self._ask(request)
            return None
        if fate < 0.45:
            self.did["delayed"] += 1
            await asyncio.sleep(self._random.uniform(0.05, 0.8))
        elif fate < 0.65 and command:
            self.did["doubled"] += 1
            first, second = await asyncio.gather(self._ask(request), self._ask(request))
            return second or first
        return await self._ask(request)

    async def _ask(self, request: bytes) -> bytes | None:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            return None
        try:
            head, _, body = request.partition(b"\r\n\r\n")
            lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
            writer.write(b"\r\n".join([*lines, b"Connection: close"]) + b"\r\n\r\n" + body)
            await writer.drain()
            answer = await reader.read()
            return answer or None
        except OSError:
            return None
        finally:
            writer.close()

    async def _pipe(self, request: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self.target)
        back.write(request)
        ways = [asyncio.create_task(_copy(reader, back)), asyncio.create_task(_copy(there, writer))]
        try:
            life = self._random.uniform(0.5, 6.0) if self.bad else None
            await asyncio.wait(ways, timeout=life, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.wait(ways)
            back.close()


async def _request(reader: asyncio.StreamReader) -> bytes:
    """A whole request, b"" at the end of a connection."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return b""
    length = 0
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    return head + await reader.readexactly(length)


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while chunk := await source.read(65536):
            target.write(chunk)
            await target.drain()


@asynccontextmanager
async def bad_line(target: int, seed: str) -> AsyncIterator[BadLine]:
    """A line to the server on this machine's port `target`."""
    line = BadLine(target, seed)
    server = await asyncio.start_server(line.serve, "127.0.0.1", 0, limit=1 << 20)
    line.port = server.sockets[0].getsockname()[1]
    async with server:
        yield line
        await line.hold(True)
        server.close()
