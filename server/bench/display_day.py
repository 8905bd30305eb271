"""A day of frames pressed into a minute, and what the page that showed them still holds at its end."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from server.bench.browser import browser, counters
from server.bench.display_hall import Hall, hall
from server.bench.display_pages import Plan, board_of

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

WARM = 300
"""Patches before memory is looked at for the first time: whatever is made once is made by then."""
GROWTH = 0.05
"""Of what a page holds at first; more than so much in the whole run is a leak."""
MOVE_EVERY = 8
"""Of so many patches one moves rows; the others change one row where it stands."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a page held after so many frames, garbage collected."""

    frames: int
    bytes: int
    nodes: int
    listeners: int


@dataclass(frozen=True, slots=True)
class Day:
    """What a page held, from the first look to the last."""

    looks: tuple[Look, ...]

    @property
    def growth(self) -> float:
        """Bytes a frame leaves behind for good: the median slope between any two looks, so that none alone bends it."""
        points = [(one.frames, one.bytes) for one in self.looks]
        slopes = [
            (y2 - y1) / (x2 - x1)
            for n, (x1, y1) in enumerate(points)
            for x2, y2 in points[n + 1 :]
            if x2 > x1
        ]
        return median(slopes)

    @property
    def leaks(self) -> bool:
        """Does memory grow with the frames, or do nodes or listeners pile up?"""
        first, last = self.looks[0], self.looks[-1]
        grown = self.growth * (last.frames - first.frames) > GROWTH * first.bytes
        piled = last.nodes > first.nodes * (1 + GROWTH) or last.listeners > first.listeners * (1 + GROWTH)
        return grown or piled


async def a_day(plan: Plan, planted: str = "") -> Day:
    """
    A day in a browser and a hall of its own.

    :param planted: JavaScript that the page runs before its own: a leak, to see that it would be found
    """
    with tempfile.TemporaryDirectory() as folder:
        async with browser() as opened, hall(plan.rows, Path(folder)) as room:
            return await day(opened, room, plan, planted)


async def day(browser: Browser, room: Hall, plan: Plan, planted: str = "") -> Day:
    """The patches of a day as fast as the hall makes them, and between them its heartbeats."""
    warm = min(WARM, plan.patches)
    looked_at = {round(plan.patches * n / (plan.looks - 1)) for n in range(plan.looks)}
    async with board_of(browser, room, plan, planted) as page:
        looks: list[Look] = []
        began = 0
        for patch in range(1 - warm, plan.patches + 1):
            if patch % MOVE_EVERY == 1:
                await room.shuffle(plan.moving)
            total, _ = await room.correct_one()
            for _ in range(plan.beats // plan.patches):
                room.parts.beat()
            if patch in looked_at:
                began = began or room.delivered
                looks.append(Look(room.delivered - began, **await _rested(page, total)))
        return Day(tuple(looks))


async def _rested(page: Page, total: str) -> dict[str, int]:
    """What the page holds once the last that was sent is drawn and every row stands still."""
    await page.locator(".board-row .total", has_text=total).wait_for()
    await page.evaluate(
        "Promise.allSettled(document.getAnimations().map((one) => one.finished)).then(() => {})"
    )
    return await counters(page)
