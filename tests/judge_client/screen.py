"""The fingers of a judge on the tablet's page: pairing, filling every kind of input, handing in. For browser tests."""

from __future__ import annotations

import asyncio
import re

from playwright.async_api import Error, Page, Route, expect

from tests.judge_client.venue import MARKS, Card

WORK = "**/api/v1/judge/work"
SIZES = {"landscape": (1280, 800), "portrait": (800, 1280), "phone": (390, 844)}


async def pair(page: Page, base: str, card: Card, language: str = "zh") -> None:
    """From the QR card's address and the PIN to the list of sheets."""
    await page.goto(f"{base}/judge/?lang={language}#card={card.card}")
    for digit in card.pin:
        await page.click(f"[data-key='{digit}']")
    await page.click("[data-do=pair]")
    await page.click("[data-do=welcome]")
    await expect(page.locator("[data-next]")).to_be_visible()


async def kept_for_offline(page: Page) -> None:
    """The page and all its files are on the device, and the worker answers for it."""
    await until(
        page,
        """(async () => {
            const names = (await caches.keys()).filter((name) => name.startsWith("judge-"));
            const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).match("/judge/")));
            return navigator.serviceWorker.controller !== null && kept.some(Boolean);
        })()""",
    )


async def until(page: Page, expression: str, seconds: float = 60) -> None:
    """Until an expression is true; the page's policy forbids the browser to evaluate it by itself again and again."""
    async with asyncio.timeout(seconds):
        while not await _true(page, expression):
            await page.wait_for_timeout(50)


async def _true(page: Page, expression: str) -> bool:
    try:
        return bool(await page.evaluate(expression))
    except Error:
        return False  # the page is being loaded again


DRAFTS_ON_DISK = """(async () => {
    const answer = (asked) => new Promise((done, failed) => {
        asked.onsuccess = () => done(asked.result);
        asked.onerror = () => failed(asked.error);
    });
    const disk = await answer(indexedDB.open("jinchui-judge"));
    const drafts = await answer(disk.transaction("drafts").objectStore("drafts").getAll());
    disk.close();
    return JSON.stringify(drafts);
})()"""


async def written(page: Page, part: str) -> None:
    """A draft on the disk holds this; what is typed in the very breath of a reload has another test."""
    await until(page, f"{DRAFTS_ON_DISK}.then((drafts) => drafts.includes({part!r}))")


async def cut_off(page: Page) -> list[str]:
    """No answer of the API reaches the page while the list that is returned holds something."""
    cut = ["cut"]

    async def gate(route: Route) -> None:
        await (route.abort() if cut else route.continue_())

    await page.route("**/api/v1/**", gate)
    return cut


async def deafen(page: Page) -> None:
    """The tablet reads its work no more until `hear` is called; no question of before is still under way."""
    await page.route(WORK, lambda route: route.abort())
    # one question at a time: the first that fails was asked after the answer to the one before it
    async with page.expect_event("requestfailed", lambda request: request.url.endswith("/judge/work")):
        await page.evaluate("dispatchEvent(new Event('focus'))")


async def hear(page: Page) -> None:
    """The end of `deafen`."""
    await page.unroute(WORK)


async def hand_over(page: Page) -> None:
    """Give the tablet to the next judge."""
    await page.click(".bar-who")
    await page.click("[data-do=hand-over]")
    await expect(page.locator(".seats")).to_be_visible()


async def type_pin(page: Page, pin: str) -> None:
    """A PIN on the page's own keys, and the button below them."""
    for digit in pin:
        await page.click(f"[data-key='{digit}']")
    await page.click("[data-do=enter]")


async def sit_down(page: Page, card: Card) -> None:
    """A judge this tablet knows chooses their name and types their PIN."""
    await page.click(f"[data-seat='{card.judge}']")
    await type_pin(page, card.pin)
    await expect(page.locator("[data-next], .sheets").first).to_be_visible()


async def open_next(page: Page) -> str:
    """Open the sheet that is offered; its code."""
    code = await page.locator("[data-next]").get_attribute("data-next")
    await page.click("[data-next]")
    await expect(page.locator(".aspect").first).to_be_visible()
    assert code is not None
    return code


def plate(aspect: str) -> str:
    """Where an aspect stands on the page."""
    return f"#aspect-{aspect}"


async def type_number(page: Page, aspect: str, field: str, text: str, *, fingers: bool = False) -> None:
    """A number on our own keypad: by its keys, or, quicker, by a keyboard, which means the same to it."""
    await page.click(f"{plate(aspect)} .box[data-field='{field}']")
    await expect(page.locator(".keypad")).to_be_visible()
    if fingers:
        for key in text:
            await page.click(f".keypad [data-key='{key}']")
    else:
        await page.keyboard.type(text)
    await page.click("[data-do=done]")


async def mark_appearance(page: Page, *, fingers: bool = False) -> None:
    """The first half of the sheet: levels, points, readings."""
    await page.click(f"{plate('surface')} [data-level='2']")
    await page.click(f"{plate('tidy')} [data-level='4.5']")
    await type_number(page, "length", "l.1", "85.09", fingers=fingers)
    await type_number(page, "length", "l.2", "85", fingers=fingers)
    await type_number(page, "undercut", "depth", "0.3", fingers=fingers)
    await type_number(page, "undercut", "run", "12", fingers=fingers)


async def mark_process(page: Page, *, fingers: bool = False) -> None:
    """The second half: counted faults, a time, yes and no, the veto."""
    await page.click(f"{plate('faults')} .item[data-field=gear] [data-way=up]")
    for _ in range(3):
        await page.click(f"{plate('faults')} .item[data-field=mess] [data-way=up]")
    await type_number(page, "clock", "seconds", "110150", fingers=fingers)  # 11:01.50
    await page.click(f"{plate('steps')} .item[data-field=checked] [data-answer=yes]")
    await page.click(f"{plate('steps')} .item[data-field=cleaned] [data-answer=no]")
    await page.click(f"{plate('danger')} [data-answer=no]")


async def mark_all(page: Page, *, fingers: bool = False) -> None:
    """Every box of the sheet, as in `venue.MARKS`."""
    await mark_appearance(page, fingers=fingers)
    await mark_process(page, fingers=fingers)
    await expect(page.locator("[data-total]")).to_have_attribute("data-total", "30.5")
    # A veto that was answered adds nothing: the total alone does not say that every box is filled.
    await expect(page.locator(".aspect:not([data-progress=done])")).to_have_count(0)


async def drawn(page: Page) -> None:
    """The page is drawn and listens: what it does after drawing, such as hearing keys and moving the focus, is done."""
    await page.evaluate("""async () => {
        for (let n = 0; n < 3; n += 1)
            await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
    }""")


async def hand_in(page: Page) -> None:
    """Through the page that reads everything back."""
    await page.click("[data-do=review]")
    await page.click("[data-do=submit]")


async def receipt(page: Page) -> int:
    """The position the page shows once the sheet is recorded."""
    stamp = page.locator(".stamp[data-state=recorded]")
    await expect(stamp).to_have_attribute("data-position", re.compile(r"^\d+$"), timeout=30_000)
    return int(await stamp.get_attribute("data-position") or 0)


async def unsent(page: Page, count: int) -> None:
    """The bar says how many sheets have no receipt yet."""
    await expect(page.locator("[data-unsent]")).to_have_attribute("data-unsent", str(count), timeout=30_000)


def same_marks(marks: dict[str, dict[str, str]]) -> bool:
    """Whether marks are those of `venue.MARKS`, whichever way a finger spelled 661.5 seconds."""
    seconds = marks["clock"]["seconds"]
    return {**marks, "clock": {"seconds": seconds.rstrip("0")}} == MARKS
