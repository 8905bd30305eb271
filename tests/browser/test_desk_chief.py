"""The chief judge's desk in a real browser: signing in by card, the round as it fills, nothing of the organiser's."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.browser.accessibility import accessibility_faults
from tests.browser.desk import overflow
from tests.support.server import Cup, Server, good, new_key, running_server

SMALL_KEYS = """() => [...document.querySelectorAll('#view button, #view a, #view .cell')]
  .filter((one) => one.checkVisibility() && !one.disabled)
  .map((one) => [one.textContent, one.getBoundingClientRect()])
  .filter(([, box]) => box.height < 47.5 || box.width < 47.5)
  .map(([text, box]) => `${text} ${box.width}x${box.height}`)"""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def venue(
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[tuple[Server, Cup, dict[str, str]]]:
    """A round that is open, with a sheet in, and a chief judge's card."""
    async with running_server(tmp_path_factory.mktemp("chief")) as server:
        organiser = await server.organiser()
        cup = await server.cup(organiser, id_="cup", entries=4)
        body = {"names": ["钱裁判长"], "role": "chief"}
        (card,) = good(await organiser.post("competitions/cup/officials", body, key=new_key()))
        yield server, cup, card


async def sign_in(page: Page, server: Server, card: dict[str, str]) -> None:
    await page.goto(f"{server.base}/desk/#card={card['card']}")
    await page.get_by_label("PIN").fill(card["pin"])
    await page.get_by_role("button", name="进入裁判长台").click()
    await expect(page.get_by_role("button", name="退出")).to_be_visible()


async def test_a_chief_judge_comes_to_the_rounds_by_card_and_is_shown_what_is_theirs(
    page: Page, venue: tuple[Server, Cup, dict[str, str]]
) -> None:
    server, _, card = venue
    await page.set_viewport_size({"width": 1280, "height": 800})
    await sign_in(page, server, card)
    assert "card=" not in page.url
    await page.locator(".chief-home .tile").first.click()

    await expect(page.locator(".live-table tbody tr")).to_have_count(4)
    assert await page.locator(".tabs a").all_text_contents() == ["评分现场", "裁决", "成绩"]
    assert await page.locator(".control-acts button").count() == 0
    assert await page.evaluate(SMALL_KEYS) == []
    assert await overflow(page) == 0
    assert await accessibility_faults(page) == []
