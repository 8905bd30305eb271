"""The chief judge calls a judge, both in a real browser: the tablet rings, the judge confirms, the desk says so."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import Browser, Page, expect

from tests.browser.accessibility import accessibility_faults
from tests.browser.conftest import watch
from tests.browser.test_desk_chief import sign_in
from tests.judge_client import screen
from tests.judge_client.venue import Card
from tests.support.server import Server, good, new_key, running_server


async def test_a_tablet_rings_until_the_judge_confirms_and_also_when_it_comes_back(
    page: Page, browser: Browser, tmp_path: Path, page_errors: list[str]
) -> None:
    async with running_server(tmp_path) as server:
        await called(page, browser, server, page_errors)


async def called(page: Page, browser: Browser, server: Server, page_errors: list[str]) -> None:
    organiser = await server.organiser()
    cup = await server.cup(organiser, id_="cup", entries=3)
    chief_ = {"names": ["钱裁判长"], "role": "chief"}
    (chief,) = good(await organiser.post("competitions/cup/officials", chief_, key=new_key()))
    judge = cup.judges[0]
    tablet = await browser.new_page(viewport={"width": 800, "height": 1280}, locale="zh-CN")
    watch(tablet, page_errors)
    await screen.pair(tablet, server.base, Card(judge.id, judge.card, judge.code, judge.pin))
    await expect(tablet.locator(".sheet-card").first).to_be_visible()

    await page.set_viewport_size({"width": 1280, "height": 800})
    await sign_in(page, server, chief)
    await page.locator(".chief-home .tile").first.click()
    await page.locator(".judge-key", has_text=judge.name).first.click()
    await page.get_by_role("button", name="呼叫裁判").click()
    await expect(page.locator("[data-call=waiting]")).to_be_visible()
    await expect(tablet.locator("[data-call]")).to_be_visible()
    assert await accessibility_faults(tablet) == []
    await tablet.locator("[data-do=heard]").click()
    await expect(tablet.locator("[data-call]")).to_have_count(0)
    await expect(page.locator("[data-call=heard]")).to_be_visible()

    await tablet.context.set_offline(True)
    await page.get_by_role("button", name="呼叫裁判").click()
    await expect(page.locator("[data-call=waiting]")).to_be_visible()
    await tablet.context.set_offline(False)
    await expect(tablet.locator("[data-call]")).to_be_visible(timeout=30_000)
    await tablet.close()
