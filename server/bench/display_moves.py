"""Rows that move and changes that are painted, on the board and on its floor, turn and turn about in the same run."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, replace
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Any

from server.bench.browser import Traced, slowed
from server.bench.display_hall import Hall
from server.bench.display_pages import GLIDE_MS, LISTEN, Plan, board_of, floor_of
from server.bench.display_trace import Glide, Trace

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

COLD = 5
"""Changes of a page just opened that do not count: its code is compiled then; a screen in a hall has stood for hours."""
PAUSE = (GLIDE_MS + 600) / 1000
"""Seconds between two moves: rows have come to rest, and the browser too."""


@dataclass(frozen=True, slots=True)
class Latency:
    """
    Milliseconds from the answer that a fact is on disk (or a message sent) to the frame that shows it; `first`: the
    very first change of a page just opened, which the others leave out.
    """

    first: float
    p50: float
    p95: float
    p99: float


async def glides(browser: Browser, room: Hall, plan: Plan) -> tuple[int, Glide, Glide]:
    """How many rows stood elsewhere after the moves; how the board glides, and the floor: medians of the turns."""
    moved, boards, floors = 0, [], []
    for _ in range(plan.turns):
        async with floor_of(browser, plan) as page:
            floors.append(await _glide(browser, page, plan, partial(page.evaluate, "moveFloor()")))
        async with board_of(browser, room, plan) as page:
            before: str = await page.evaluate("slots()")
            await page.evaluate("watchMoves()")
            boards.append(await _glide(browser, page, plan, lambda: room.shuffle(plan.moving)))
            after: str = await page.evaluate("slots()")
            moved = sum(one != other for one, other in zip(before.split(","), after.split(","), strict=True))
    return moved, _middle(boards), _middle(floors)


async def _glide(browser: Browser, page: Page, plan: Plan, move: Callable[[], Awaitable[Any]]) -> Glide:
    await slowed(page, plan.slow)
    # The first move is not looked at: it makes what is made once.
    await move()
    await asyncio.sleep(PAUSE)
    async with Traced(browser) as traced:
        for _ in range(plan.moves):
            await move()
            await asyncio.sleep(PAUSE)
    return Trace(traced.events).glide(GLIDE_MS)


async def latencies(browser: Browser, room: Hall, plan: Plan) -> tuple[Latency, Latency]:
    """From a fact on disk to the board's paint, and from a bare socket's message to a box's."""
    board: list[list[float]] = []
    echo: list[list[float]] = []
    for _ in range(plan.turns):
        async with board_of(browser, room, plan) as page:
            await page.evaluate("watchTotals()")
            board.append(await _latency(browser, page, plan, room.correct_one))
        async with floor_of(browser, plan) as page, _Bare() as bare:
            await page.evaluate(LISTEN, [bare.url])
            echo.append(await _latency(browser, page, plan, bare.say))
    return _latency_of(board), _latency_of(echo)


async def _latency(
    browser: Browser, page: Page, plan: Plan, change: Callable[[], Awaitable[tuple[str, int]]]
) -> list[float]:
    """How long changes took until they were seen, in milliseconds."""
    sent: dict[str, int] = {}
    origin: float = await page.evaluate("performance.timeOrigin")
    async with Traced(browser) as traced:
        for number in range(COLD + -(-plan.changes // plan.turns)):
            text, at = await change()
            sent[text] = at
            # Never in step with the screen's refresh.
            await asyncio.sleep(0.04 + number % 17 / 1000)
        await asyncio.sleep(0.5)
    painted = Trace(traced.events).painted()
    return [origin + painted[text] - at / 1e6 for text, at in sent.items() if text in painted]


class _Bare:
    """A socket with nothing behind it."""

    async def __aenter__(self) -> _Bare:
        from websockets.asyncio.server import serve

        self._guests: list[Any] = []
        self._said = 0

        async def meet(guest: Any) -> None:
            self._guests.append(guest)
            await guest.wait_closed()

        self._server = await serve(meet, "127.0.0.1", 0)
        self.url = f"ws://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        await self._server.wait_closed()

    async def say(self) -> tuple[str, int]:
        self._said += 1
        text = f"{self._said}"
        at = time.time_ns()
        for guest in self._guests:
            await guest.send(json.dumps({"text": text}))
        return text, at


def _latency_of(turns: list[list[float]]) -> Latency:
    first = median(turn[0] for turn in turns)
    took = sorted(ms for turn in turns for ms in turn[COLD:])
    at = [took[min(len(took) - 1, len(took) * share // 100)] for share in (50, 95, 99)]
    return Latency(first, *at)


def _middle(turns: list[Glide]) -> Glide:
    names = asdict(turns[0])
    return replace(turns[0], **{name: median(getattr(one, name) for one in turns) for name in names})
