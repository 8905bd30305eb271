"""The pages of the measurement: a board, the floor it is compared with, and the probe that marks what a board does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.bench.display_hall import Hall

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

GLIDE_MS = 900
"""How long a row glides: the boards' own time, and the floor's."""

_FLOOR = """<!doctype html><title>floor</title><style>
body { margin: 0; background: #0f1216; color: #fff; overflow: hidden; font: 28px sans-serif; }
div { position: absolute; left: 16px; right: 16px; top: 0; height: 56px; background: #151920; will-change: transform;
      transition: transform %(glide)dms cubic-bezier(0.5, 0, 0.15, 1); }
</style><body></body>"""

FLOOR = _FLOOR % {"glide": GLIDE_MS}

SET_FLOOR = """([rows, moving]) => {
  const first = (rows - moving) / 2 | 0;
  let turn = 0;
  const boxes = Array.from({ length: rows }, (_, n) => {
    const box = document.createElement("div");
    box.textContent = `Row ${n}`;
    document.body.append(box);
    return box;
  });
  const place = () => boxes.forEach((box, n) => {
    const inside = n >= first && n < first + moving;
    const slot = inside ? first + (n - first + 7 * turn) % moving : n;
    box.style.transform = `translateY(${slot * 62}px)`;
  });
  place();
  globalThis.moveFloor = () => { turn += 1; performance.mark("move"); place(); };
}"""
"""As many plain boxes as the board has rows, moved by nothing but a transition."""

LISTEN = """([url]) => new Promise((ready) => {
  const box = document.querySelector("div");
  const socket = new WebSocket(url);
  socket.onopen = () => ready();
  socket.onmessage = (event) => {
    const { text } = JSON.parse(event.data);
    box.textContent = text;
    requestAnimationFrame(() => performance.mark(`change:${text}`));
  };
})"""
"""A bare socket whose messages go straight into a box."""

PROBE = """() => {
  const list = document.querySelector(".board-list");
  globalThis.slots = () => [...list.children].map((row) => row.dataset.slot).join();
  globalThis.watchMoves = () => {
    let known = slots();
    const told = () => {
      if (slots() !== known) performance.mark("move");
      known = slots();
    };
    new MutationObserver(told).observe(list, { attributes: true, subtree: true, attributeFilter: ["data-slot"] });
  };
  globalThis.watchTotals = () => {
    const told = (changes) => {
      for (const { target } of changes) {
        const cell = target.nodeType === 1 ? target : target.parentElement;
        const text = cell?.closest(".total")?.textContent;
        if (text) requestAnimationFrame(() => performance.mark(`change:${text}`));
      }
    };
    new MutationObserver(told).observe(list, { childList: true, characterData: true, subtree: true });
  };
}"""
"""What a board does is marked where the trace shows it: rows set off, a total is about to be drawn."""


@dataclass(frozen=True, slots=True)
class Plan:
    """
    What is measured. `size`: of the window, in pixels as many as Full HD has, and as high as 40 rows need; `slow`: the main
    thread runs so many times slower; `patches` and `beats`: the frames of a day; `looks` at what is held.
    """

    rows: int = 40
    moving: int = 20
    moves: int = 8
    turns: int = 3
    slow: float = 4
    changes: int = 200
    patches: int = 2880
    beats: int = 86_400
    looks: int = 9
    size: tuple[int, int] = (704, 2880)


@asynccontextmanager
async def page_of(browser: Browser, plan: Plan, planted: str = "") -> AsyncIterator[Page]:
    """An empty page of the plan's size; `planted` is JavaScript that runs in it before anything else."""
    width, height = plan.size
    context = await browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    page = await context.new_page()
    if planted:
        await page.add_init_script(planted)
    yield page
    await context.close()


@asynccontextmanager
async def board_of(browser: Browser, room: Hall, plan: Plan, planted: str = "") -> AsyncIterator[Page]:
    """The board, with its rows and fonts there and the probe in it."""
    async with page_of(browser, plan, planted) as page:
        await page.goto(room.board)
        await page.locator(".board-row").nth(plan.rows - 1).wait_for()
        await page.evaluate("document.fonts.ready.then(() => {})")
        await page.evaluate(PROBE)
        yield page


@asynccontextmanager
async def floor_of(browser: Browser, plan: Plan) -> AsyncIterator[Page]:
    """As many plain boxes as the board has rows."""
    async with page_of(browser, plan) as page:
        await page.set_content(FLOOR)
        await page.evaluate(SET_FLOOR, [plan.rows, plan.moving])
        yield page
