"""The tablet for gloved fingers and every reader: nothing small, nothing cut off, nothing axe finds, on three screens."""

from __future__ import annotations

from collections.abc import AsyncIterator
from itertools import count

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.browser.accessibility import accessibility_faults
from tests.judge_client import screen
from tests.judge_client.venue import ServerProcess, Venue, house, venue
from tests.support.server import Client

NUMBERS = count()
SMALLEST = 48
TOUCHED = "button, a, input, textarea, [role=radio]"
SMALL = """([selector, smallest]) => [...document.querySelectorAll(selector)]
    .map((element) => [element, element.getBoundingClientRect()])
    .filter(([, box]) => box.width > 0 && box.height > 0)
    .filter(([, box]) => box.width < smallest - 0.5 || box.height < smallest - 0.5)
    .map(([element, box]) => `${element.className} ${element.textContent.trim()} ${box.width}x${box.height}`)"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def rooms(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[ServerProcess, Client]]:
    async with house(tmp_path_factory.mktemp("venue")) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="session")
async def here(rooms: tuple[ServerProcess, Client]) -> Venue:
    return await venue(*rooms, id_=f"look{next(NUMBERS)}")


async def _fit(page: Page, where: str) -> None:
    assert await page.evaluate(SMALL, [TOUCHED, SMALLEST]) == [], f"targets of {SMALLEST} px on {where}"
    assert await page.evaluate(WIDER) == 0, f"nothing sticks out of {where}"


async def _sound(page: Page, where: str) -> None:
    await _fit(page, where)
    assert await accessibility_faults(page) == [], where


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", list(screen.SIZES))
async def test_every_page_fits_fingers_and_readers(here: Venue, page: Page, size: str, language: str):
    width, height = screen.SIZES[size]
    await page.set_viewport_size({"width": width, "height": height})
    # Contrast is that of the page at rest: a key that is still changing its colour has another one.
    await page.emulate_media(reduced_motion="reduce")
    check = _sound if (size, language) in {("landscape", "zh"), ("phone", "en")} else _fit

    await page.goto(f"{here.server.base}/judge/?lang={language}")
    await expect(page.locator("[data-do=pair]")).to_be_visible()
    await check(page, "pairing")
    await screen.pair(page, here.server.base, here.cards[0], language)
    await check(page, "my sheets")
    await screen.open_next(page)
    await page.click("#aspect-length .box[data-field='l.1']")
    await expect(page.locator(".keypad")).to_be_visible()
    await page.keyboard.type("850")
    await check(page, "a sheet with the keypad")
    await page.click("[data-do=done]")
    await page.click("#aspect-danger [data-answer=yes]")
    await expect(page.locator("dialog[open]")).to_be_visible()
    await check(page, "a question")
    await page.keyboard.press("Escape")
    await expect(page.locator("dialog[open]")).to_have_count(0)
    await screen.mark_all(page)
    await check(page, "a whole sheet")
    await page.click("[data-do=review]")
    await check(page, "the review")
    await page.click("[data-do=submit]")
    await screen.receipt(page)
    await check(page, "the receipt")


@pytest.mark.parametrize("size", list(screen.SIZES))
async def test_a_dark_hall_the_left_hand_and_gloves_fit_as_well(here: Venue, page: Page, size: str):
    width, height = screen.SIZES[size]
    await page.set_viewport_size({"width": width, "height": height})
    await page.emulate_media(reduced_motion="reduce")
    await screen.pair(page, here.server.base, here.cards[0])
    await page.click(".bar-who")
    await _sound(page, "the tablet's own settings")
    for setting, choice in (("hand", "left"), ("light", "dark"), ("keys", "large")):
        await page.click(f"[data-setting={setting}] [data-choice={choice}]")
    await _sound(page, "the settings in a dark hall")
    await page.keyboard.press("Escape")

    await screen.open_next(page)
    await page.reload()
    await expect(page.locator("html")).to_have_attribute("data-theme", "hall")
    await page.click("#aspect-length .box[data-field='l.1']")
    await page.keyboard.type("85.11")
    await _sound(page, "a keypad in a dark hall")
    await page.click("[data-do=done]")
    await screen.mark_all(page)
    await _sound(page, "a sheet in a dark hall")
    await page.click("[data-do=review]")
    await _sound(page, "a review in a dark hall")


async def test_the_answers_of_a_veto_keep_their_size_beside_a_long_warning(here: Venue, page: Page):
    width, height = screen.SIZES["phone"]
    await page.set_viewport_size({"width": width, "height": height})
    await screen.pair(page, here.server.base, here.cards[0])
    await screen.open_next(page)
    long = "一旦认定，取消该选手（队）的参赛资格"
    await page.locator(".veto-effect").evaluate("(warning, text) => { warning.textContent = text; }", long)
    await _fit(page, "a veto")
    one_line = "(label) => label.getBoundingClientRect().height"
    heights = await page.locator(".veto [data-answer]").evaluate_all(f"(all) => all.map({one_line})")
    assert max(heights) < 2 * SMALLEST, "an answer stands on one line"
