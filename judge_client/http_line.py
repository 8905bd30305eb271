"""One kept connection to a server: HTTP/1.1 requests one after the other on asyncio streams, nothing else.

Small on purpose: a rehearsal drives dozens of tablets in one process, and a tablet needs no more than this.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

PATIENCE_SECONDS = 10.0


class Unreachable(Exception):
    """Nobody answered, or not to the end: whether the request was acted on is not known."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers by lower-case name, and body of an answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """The body as JSON, None where it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None


class HttpLine:
    """A connection that is opened when it is needed and opened again when it was lost."""

    def __init__(self, base: str) -> None:
        at = urlsplit(base)
        assert at.hostname is not None, "an address has a host"
        self._host = at.hostname
        self._tls = ssl.create_default_context() if at.scheme == "https" else None
        self._port = at.port or (443 if self._tls else 80)
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._one_at_a_time = asyncio.Lock()

    async def close(self) -> None:
        """Close the connection, if there is one."""
        if self._streams is None:
            return
        _, writer = self._streams
        self._streams = None
        writer.close()
        with contextlib.suppress(OSError):  # the other side was gone already
            await writer.wait_closed()

    async def ask(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """
        One request and its answer.

        :raises Unreachable: no connection, or it broke or fell silent before the answer was whole
        """
        async with self._one_at_a_time:
            try:
                async with asyncio.timeout(PATIENCE_SECONDS):
                    return await self._exchange(method, path, body, headers or {})
            except (OSError, EOFError, ValueError, TimeoutError) as error:
                await self.close()
                raise Unreachable(f"{method} {path}: {error!r}") from error
            except asyncio.CancelledError:
                await self.close()  # half an answer would be read as the next one
                raise

    async def _exchange(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> Answer:
        reader, writer = await self._open()
        writer.write(self._request(method, path, body, headers))
        await writer.drain()
        answer = await _read(reader, method)
        if answer.headers.get("connection", "").lower() == "close":
            await self.close()
        return answer

    async def _open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        # a kept connection that the server closed meanwhile says so before anything is written to it
        if self._streams is not None and (self._streams[0].at_eof() or self._streams[1].is_closing()):
            await self.close()
        if self._streams is None:
            self._streams = await asyncio.open_connection(self._host, self._port, ssl=self._tls)
        return self._streams

    def _request(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> bytes:
        host = f"[{self._host}]" if ":" in self._host else self._host
        lines = [f"{method} {path} HTTP/1.1", f"Host: {host}:{self._port}", "Accept: application/json"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if body is not None:
            typed = any(name.lower() == "content-type" for name in headers)
            lines += [] if typed else ["Content-Type: application/json"]
            lines += [f"Content-Length: {len(body)}"]
        head = "\r\n".join(lines).encode("latin-1")
        return head + b"\r\n\r\n" + (body or b"")


async def _read(reader: asyncio.StreamReader, method: str) -> Answer:
    status = _status(await reader.readuntil(b"\r\n"))
    headers: dict[str, str] = {}
    while (line := await reader.readuntil(b"\r\n")) != b"\r\n":
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.strip().lower()] = value.strip()
    return Answer(status, headers, await _body(reader, method, status, headers))


def _status(line: bytes) -> int:
    version, number, *_ = line.decode("latin-1").split(" ")
    if not version.startswith("HTTP/1."):
        raise ValueError("not HTTP")
    return int(number)


async def _body(reader: asyncio.StreamReader, method: str, status: int, headers: Mapping[str, str]) -> bytes:
    if method == "HEAD" or status in (204, 304):
        return b""
    if "chunked" in headers.get("transfer-encoding", "").lower():
        return await _chunks(reader)
    if "content-length" in headers:
        return await reader.readexactly(int(headers["content-length"]))
    return await reader.read()


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    body = b""
    while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        body += await reader.readexactly(size)
        await reader.readuntil(b"\r\n")
    while await reader.readuntil(b"\r\n") != b"\r\n":
        pass  # trailers say nothing we need
    return body
