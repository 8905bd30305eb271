"""The demo: a server of its own, a rehearsed day on it, addresses to look at. For people, or headless for machines."""

from __future__ import annotations

import asyncio
import hashlib
import tempfile
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from server import run
from server.rehearsal import day as rehearsal
from server.rehearsal.api import OrganiserApi
from server.rehearsal.audience import Audience
from server.services import new_password
from server.settings import Settings, load

ORGANISER = "demo"
SCREENS_PER_BOARD = 3
REST = 0.85
"""The share of a headless run's seconds in which sheets are marked; the rest is for publishing and looking."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A demo that has begun: where to look, and who to be."""

    base: str
    settings: Settings
    port: int
    password: str
    day: rehearsal.Day

    def boards(self) -> list[str]:
        """The ids of the three boards."""
        return [
            f"standings.{rehearsal.COMPETITION}.{rehearsal.round_id(event)}" for event, _ in rehearsal.EVENTS
        ]


async def play(
    data: Path | None,
    port: int,
    host: str,
    seed: str,
    minutes: float,
    show: Callable[[Opened], None],
    say: rehearsal.Say,
) -> None:
    """Open the demo, let it run for about `minutes`, then go on serving until the program is stopped."""
    async with AsyncExitStack() as stack:
        opened = await open_demo(stack, data, port, host, seed)
        show(opened)
        await rehearsal.judge(opened.day, minutes * 60, say)
        say("演示赛程结束，可继续查看，Ctrl+C 退出  The rehearsed day is over; look around, Ctrl+C stops")
        await asyncio.Event().wait()


async def headless(data: Path | None, seed: str, seconds: float, say: rehearsal.Say) -> dict[str, Any]:
    """
    Run for about `seconds` with displays watching, then report.

    Answers facts recorded, frames that reached the displays, the standings of each event and their SHA-256, and
    whether all sheets were marked and all results published in that time (`complete`).
    """
    started = time.monotonic()
    async with AsyncExitStack() as stack:
        opened = await open_demo(stack, data, 0, "127.0.0.1", seed)
        audience = Audience(opened.base, opened.boards(), SCREENS_PER_BOARD)
        audience.start()
        stack.push_async_callback(audience.stop)
        left = seconds - (time.monotonic() - started)
        judging = asyncio.create_task(rehearsal.judge(opened.day, max(0.0, left * REST), say))
        await asyncio.wait([judging], timeout=max(1.0, left))
        complete = judging.done()
        judging.cancel()
        await asyncio.gather(judging, return_exceptions=not complete)
        report = await _report(opened, audience, complete)
    return report | {"seconds": round(time.monotonic() - started, 1)}


async def open_demo(stack: AsyncExitStack, data: Path | None, port: int, host: str, seed: str) -> Opened:
    if data is None:
        data = Path(
            stack.enter_context(
                tempfile.TemporaryDirectory(prefix="jinchui-demo-", ignore_cleanup_errors=True)
            )
        )
    # All simulated judges pair from one address, at once. A demo stays in its folder: a database may have an organiser.
    settings = load(
        None, data=data, database="", port=port, host=host, address_tries=1000, insecure_http=True
    )
    running = await stack.enter_async_context(run.inside(settings))
    api = OrganiserApi(running.base)
    password = new_password.new()
    code = running.parts.sign_ins.setup_code
    assert code is not None, "a demo begins in an empty folder"
    await api.set_up(code, ORGANISER, password)
    day = await rehearsal.set_up(api, running.base, seed)
    stack.push_async_callback(day.close)
    return Opened(running.base, settings, running.port, password, day)


async def _report(opened: Opened, audience: Audience, complete: bool) -> dict[str, Any]:
    overview = await opened.day.api.ask("GET", f"/api/v1/competitions/{rehearsal.COMPETITION}")
    standings = await rehearsal.standings(opened.day)
    return {
        "complete": complete,
        "facts": overview["position"],
        "frames": audience.frames,
        "displays": SCREENS_PER_BOARD * len(opened.boards()),
        "published": sorted(opened.day.published),
        "standings": standings,
        "hash": hashlib.sha256(orjson.dumps(standings, option=orjson.OPT_SORT_KEYS)).hexdigest(),
    }
