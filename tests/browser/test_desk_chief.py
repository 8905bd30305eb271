"""The chief judge's desk in a real browser: signing in by card, the round as it fills, nothing of the organiser's."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.browser.accessibility import accessibility_faults
from tests.browser.conftest import watch
from tests.browser.desk import overflow
from tests.judge_client import screen
from tests.judge_client.venue import Card
from tests.support.server import Cup, Server, good, marks, new_key, running_server

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
    await page.get_by_role("button", name="凭卡登录").click()
    await expect(page.get_by_role("button", name="退出", exact=True)).to_be_visible()


async def test_a_chief_judge_comes_to_the_rounds_by_card_and_is_shown_what_is_theirs(
    page: Page, venue: tuple[Server, Cup, dict[str, str]]
) -> None:
    server, _, card = venue
    await page.set_viewport_size({"width": 1280, "height": 800})
    await sign_in(page, server, card)
    assert "card=" not in page.url
    await page.locator(".chief-home .tile").first.click()

    await expect(page.locator(".live-table tbody tr")).to_have_count(4)
    assert await page.locator(".tabs a").all_text_contents() == [
        "评分现场",
        "裁决",
        "成绩",
        "校准件",
        "裁判统计",
    ]
    assert await page.locator(".control-acts button").count() == 0
    assert await page.evaluate(SMALL_KEYS) == []
    assert await overflow(page) == 0
    assert await accessibility_faults(page) == []


async def test_a_sheet_is_returned_from_its_cell_and_comes_back_from_the_judges_tablet(
    page: Page, browser: Browser, venue: tuple[Server, Cup, dict[str, str]], page_errors: list[str]
) -> None:
    server, cup, card = venue
    judge, code, module = cup.judges[0], cup.codes[0], next(iter(cup.panels))
    (part,) = (await judge.work())["rounds"][0]["modules"]
    good(await judge.submit(cup.id, cup.round, module, code, marks(part)))
    await page.set_viewport_size({"width": 800, "height": 1280})
    await sign_in(page, server, card)
    await page.locator(".chief-home .tile").first.click()
    await page.locator(".cell[data-sheet=in]").click()
    await page.get_by_role("button", name="退回重评").click()
    await page.get_by_label("理由").fill("第二行看错了")
    await page.get_by_role("button", name="退回评分表").click()
    await expect(page.locator(".cell[data-sheet=returned]")).to_be_visible()

    tablet = await browser.new_page(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    watch(tablet, page_errors)
    await screen.pair(tablet, server.base, Card(judge.id, judge.card, judge.code, judge.pin))
    await expect(tablet.locator(f"[data-code='{code}']")).to_contain_text("第二行看错了")
    await tablet.locator(f"[data-code='{code}']").click()
    await expect(tablet.locator("[data-returned]")).to_contain_text("第二行看错了")
    await screen.hand_in(tablet)

    await expect(page.locator(".cell[data-sheet=in]")).to_be_visible()
    await tablet.close()
