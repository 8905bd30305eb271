"""Whoever sends a request's head too slowly is let go; whoever rests between two requests is not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from uvicorn.server import ServerState

from server.web.patient_http import PatientHttp

HEAD = b"GET / HTTP/1.1\r\nHost: here\r\n\r\n"
MUCH = 24_000_000
"""Bytes: more than any buffer on the way takes."""


class Hasty(PatientHttp):
    """One that waits as long as a test can."""

    head_seconds = 0.3
    stuck_seconds = 0.3


@asynccontextmanager
async def line() -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """A connection to a small application."""

    async def hello(_request: object) -> PlainTextResponse:
        return PlainTextResponse("hello")

    async def much(_request: object) -> PlainTextResponse:
        return PlainTextResponse("x" * MUCH)

    routes = [Route("/", hello), Route("/much", much)]
    config = uvicorn.Config(Starlette(routes=routes), log_config=None, timeout_keep_alive=30)
    state = ServerState()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Hasty(config, state, {}), "127.0.0.1", 0)
    async with server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        yield reader, writer
        writer.close()


async def answer(reader: asyncio.StreamReader) -> bytes:
    """One whole answer."""
    return await reader.readuntil(b"hello")


async def gone(reader: asyncio.StreamReader) -> bool:
    """Whether the server hangs up."""
    async with asyncio.timeout(30):
        try:
            return await reader.read() == b""
        except ConnectionResetError:
            return True


async def test_a_client_that_says_nothing_is_let_go():
    async with line() as (reader, _):
        assert await gone(reader)


async def test_a_head_that_is_dribbled_in_is_cut_off_however_often_a_byte_comes():
    async with line() as (reader, writer):
        hang_up = asyncio.create_task(gone(reader))
        while not hang_up.done():
            writer.write(b"X")
            await asyncio.wait([hang_up], timeout=0.05)
        assert hang_up.result()


async def test_a_rest_between_two_requests_is_no_slow_head():
    async with line() as (reader, writer):
        writer.write(HEAD)
        await answer(reader)
        await asyncio.wait([asyncio.create_task(reader.read(1))], timeout=2 * Hasty.head_seconds)
        assert not reader.at_eof()


async def test_the_second_head_of_a_connection_is_due_as_the_first_was():
    async with line() as (reader, writer):
        writer.write(HEAD)
        await answer(reader)
        writer.write(HEAD[:10])
        assert await gone(reader)


CHUNKED = b"POST / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n"


async def test_a_broken_body_ends_the_connection_with_one_line_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    for parts in ([CHUNKED + b"2\r\nab\r\n", b"zz\r\n"], [CHUNKED + b"zz\r\n"], [CHUNKED, b"zz\r\n"]):
        caplog.clear()
        async with line() as (reader, writer):
            for part in parts:
                writer.write(part)
                await asyncio.wait([asyncio.create_task(reader.read(0))], timeout=0.05)
            assert await reader.read() != b""
            await asyncio.wait([asyncio.create_task(writer.wait_closed())], timeout=0.05)

        assert [record.getMessage() for record in caplog.records if record.levelname != "DEBUG"] == [
            "Invalid HTTP request received."
        ]


async def test_who_takes_nothing_of_an_answer_is_let_go_and_who_takes_it_slowly_is_not():
    async with line() as (idle, asks), line() as (slow, asks_too):
        taken, never = 0, asyncio.get_running_loop().create_future()
        for writer in (asks, asks_too):
            writer.write(HEAD.replace(b"/", b"/much", 1))
        while taken < MUCH and (piece := await slow.read(MUCH // 40)):
            taken += len(piece)
            await asyncio.wait([never], timeout=0.02)
        with suppress(ConnectionResetError):
            assert len(await idle.read()) < MUCH

    assert taken >= MUCH


async def test_heads_in_pieces_and_two_at_once_are_answered():
    async with line() as (reader, writer):
        writer.write(HEAD[:10])
        await writer.drain()
        writer.write(HEAD[10:] + HEAD)
        await answer(reader)
        await answer(reader)
