"""Runs the application under uvicorn, in the foreground or inside another program. No part of the product lives here."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from functools import partial

import uvicorn
from starlette.applications import Starlette

from scoreboard.lane_protocol import LaneWebSocketProtocol
from server.app import build
from server.services.parts import Parts
from server.settings import Settings
from server.venue import Venue
from server.web.patient_http import PatientHttp

STOP_SECONDS = 5
HEADER_BYTES = 16 * 1024
REFUSED_AT_THE_DOOR = "ASGI callable returned without completing handshake."


class StartFailed(Exception):
    """The server could not start; the text says why, or it is in the log."""


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers: its parts, and where it listens."""

    app: Starlette
    host: str
    port: int
    venue: Venue

    @property
    def parts(self) -> Parts:
        """What the server is made of."""
        parts: Parts = self.app.state.parts
        return parts

    @property
    def base(self) -> str:
        """The address for a client on this machine."""
        scheme = "https" if self.parts.settings.secure else "http"
        host = "127.0.0.1" if self.host in ("", "0.0.0.0", "::") else self.host
        return f"{scheme}://{f'[{host}]' if ':' in host else host}:{self.port}"


def server(app: Starlette, venue: Venue) -> uvicorn.Server:
    """The ASGI server for an application."""
    settings, context = venue.settings, venue.context
    return uvicorn.Server(
        uvicorn.Config(
            app,
            host=settings.host,
            port=settings.port,
            ws=LaneWebSocketProtocol,
            ws_per_message_deflate=False,
            ws_max_size=HEADER_BYTES,
            http=PatientHttp,
            h11_max_incomplete_event_size=HEADER_BYTES,
            server_header=False,
            access_log=False,
            log_config=None,
            lifespan="on",
            proxy_headers=bool(settings.proxies),
            forwarded_allow_ips=settings.proxies or None,
            timeout_graceful_shutdown=STOP_SECONDS,
            timeout_keep_alive=30,
            backlog=2048,
            ssl_context_factory=(lambda _config, _default: context) if context else None,
        )
    )


def bind(settings: Settings) -> socket.socket:
    """
    The socket to listen on, taken before anything else, so that port 0 is known at once.

    :raises OSError: the address is in use, or not ours
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # asyncio switches Nagle's algorithm off only where the protocol is named; else answers wait 40 ms for an ACK.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if hasattr(
            socket, "SO_EXCLUSIVEADDRUSE"
        ):  # Windows: SO_REUSEADDR there lets two programs share a port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((settings.host, settings.port))
    except OSError:
        listening.close()
        raise
    return listening


async def serve(settings: Settings, ready: Callable[[Running], None]) -> None:
    """
    Serve until a signal says to stop.

    :param ready: is called once the server answers
    :raises OSError: the port cannot be had
    :raises StartFailed: the application did not start
    """
    _allow_many_connections()
    with bind(settings) as listening:
        venue = _venue(settings)
        app = build(settings)
        running = server(app, venue)
        answers = Running(app, settings.host, listening.getsockname()[1], venue)
        watch = asyncio.create_task(_tell(running, answers, ready))
        try:
            with _quiet(app):
                await running.serve(sockets=[listening])
        finally:
            watch.cancel()
            await asyncio.wait([watch])


def _allow_many_connections() -> None:
    """As many open files as the system lets this program have; the usual 1024 are fewer than a hall of phones."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):  # macOS calls it unlimited and takes no more than it has
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _venue(settings: Settings) -> Venue:
    try:
        return Venue.open(settings)
    except OSError as error:  # ssl.SSLError is one
        known = error.args and isinstance(error.args[0], str) and "\n" in error.args[0]
        said = (
            error.args[0]
            if known
            else f"https 证书无法使用：{error}\nThe https certificate cannot be used: {error}"
        )
        raise StartFailed(said) from None


async def _tell(running: uvicorn.Server, answers: Running, ready: Callable[[Running], None]) -> None:
    await _started(running)
    answers.parts.found_by = partial(answers.venue.found_by, answers.port)
    async with answers.venue.around(answers.port, announce=True):
        ready(answers)
        await asyncio.Event().wait()  # until the server ends, and with it this task


@asynccontextmanager
async def inside(settings: Settings, *, now: Callable[[], int] | None = None) -> AsyncIterator[Running]:
    """
    A server inside this program, on the running loop: for rehearsals and tests. Signals stay with the program.

    :raises StartFailed: the application did not start
    """
    with bind(settings) as listening:
        venue = _venue(settings)
        app = build(settings, now=now) if now else build(settings)
        running = server(app, venue)
        task = asyncio.create_task(_guarded(app, running, listening), name="server")
        try:
            await _started(running, task)
            answers = Running(app, settings.host, listening.getsockname()[1], venue)
            answers.parts.found_by = partial(venue.found_by, answers.port)
            async with venue.around(answers.port, announce=False):
                yield answers
        finally:
            running.should_exit = True
            await task


async def _started(running: uvicorn.Server, task: asyncio.Task[None] | None = None) -> None:
    # uvicorn has a flag and no event.
    while not running.started:
        if task and task.done():
            task.result()
            raise StartFailed
        await asyncio.sleep(0.005)


async def _guarded(app: Starlette, running: uvicorn.Server, listening: socket.socket) -> None:
    with _quiet(app):
        await running._serve([listening])


@contextmanager
def _quiet(app: Starlette) -> Iterator[None]:
    """uvicorn ends the whole program when an application cannot start, and prints a traceback even of a full disk."""
    log = logging.getLogger("uvicorn.error")

    def unexpected(record: logging.LogRecord) -> bool:
        # Whoever is refused at the door gets an answer over HTTP: uvicorn takes that for a fault, each time.
        return not app.state.why_not and record.msg != REFUSED_AT_THE_DOOR

    log.addFilter(unexpected)
    try:
        yield
    except SystemExit:
        raise StartFailed(app.state.why_not) from None
    finally:
        log.removeFilter(unexpected)
