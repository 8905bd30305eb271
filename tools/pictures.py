"""Pictures of the real pages for README and docs: `python -m tools.pictures`. Plays the demo and photographs it."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from server.rehearsal import day as rehearsal
from server.rehearsal.demo import ORGANISER, Opened, open_demo
from tools.machine import BROWSER_ARGUMENTS, find_browser

FOLDER = Path(__file__).parent.parent / "docs" / "images"
WALL = (1920, 1080)
PLAY_SECONDS = 40.0
"""How long the rehearsed judging lasts; pictures are taken on the way."""


async def main() -> None:
    """Play, photograph, end."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    async with AsyncExitStack() as stack:
        opened = await open_demo(stack, None, 0, "127.0.0.1", "2026")
        seat = opened.day.guest_seat()
        seat.by_hand = True
        driver = await stack.enter_async_context(async_playwright())
        browser = await driver.chromium.launch(executable_path=find_browser(), args=BROWSER_ARGUMENTS)
        stack.push_async_callback(browser.close)
        playing = asyncio.create_task(rehearsal.judge(opened.day, PLAY_SECONDS, lambda line: None))
        await asyncio.sleep(PLAY_SECONDS * 0.45)
        await _boards(browser, opened, "live")
        await _tablet(browser, opened, seat)
        await _desk(browser, opened)
        playing.cancel()
        await asyncio.gather(playing, return_exceptions=True)


async def _boards(browser: Browser, opened: Opened, name: str) -> None:
    for event, _ in rehearsal.EVENTS:
        page = await _page(browser, WALL)
        await page.goto(f"{opened.base}/board/{rehearsal.COMPETITION}/{rehearsal.round_id(event)}")
        await _shoot(page, f"board-{event}-{name}")
    page = await _page(browser, (390, 844), "en")
    await page.goto(f"{opened.base}/board/{rehearsal.COMPETITION}/{rehearsal.round_id('welding')}?lang=en")
    await _shoot(page, "board-phone-en")


async def _tablet(browser: Browser, opened: Opened, seat: rehearsal.Seat) -> None:
    page = await _page(browser, (1280, 800))
    await page.goto(f"{opened.base}/judge/#card={seat.card}")
    for digit in seat.pin:
        await page.click(f"[data-key='{digit}']")
    await page.click("[data-do=pair]")
    await page.click("[data-do=welcome]")
    await page.wait_for_selector("[data-next]")
    await _shoot(page, "tablet-sheets")
    await page.click("[data-next]")
    await page.wait_for_selector(".aspect")
    levels = page.locator("[data-level='2']")
    for n in range(min(2, await levels.count())):
        await levels.nth(n).click()
    await _shoot(page, "tablet-sheet")
    await page.set_viewport_size({"width": 390, "height": 844})
    await _shoot(page, "tablet-phone")


async def _desk(browser: Browser, opened: Opened) -> None:
    page = await _page(browser, (1440, 900))
    await page.goto(f"{opened.base}/desk/")
    await page.fill("input[type=text], input:not([type])", ORGANISER)
    await page.fill("input[type=password]", opened.password)
    await page.keyboard.press("Enter")
    await page.wait_for_selector(f"a[href='/desk/c/{rehearsal.COMPETITION}']")
    await page.goto(f"{opened.base}/desk/c/{rehearsal.COMPETITION}")
    await _shoot(page, "desk-home")
    await page.goto(f"{opened.base}/desk/c/{rehearsal.COMPETITION}/r/{rehearsal.round_id('welding')}/live")
    await _shoot(page, "desk-live")


async def _page(browser: Browser, size: tuple[int, int], language: str = "zh-CN") -> Page:
    context = await browser.new_context(viewport={"width": size[0], "height": size[1]}, locale=language)
    return await context.new_page()


async def _shoot(page: Page, name: str) -> None:

    await page.wait_for_timeout(1500)
    await page.screenshot(path=FOLDER / f"{name}.jpg", type="jpeg", quality=82)


if __name__ == "__main__":
    asyncio.run(main())
