"""A calibration piece in a real browser: set up by the chief judge, marked on tablets before the opening, and compared."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import Browser, Page, expect

from tests.browser import desk
from tests.browser.accessibility import accessibility_faults
from tests.browser.conftest import watch
from tests.browser.test_desk_chief import SMALL_KEYS, sign_in
from tests.judge_client import screen
from tests.judge_client.venue import Card
from tests.support.server import Server, good, marks, new_key, running_server


async def test_a_chief_judge_calibrates_a_panel_before_the_round_is_open(
    page: Page, browser: Browser, page_errors: list[str], tmp_path: Path
) -> None:
    async with running_server(tmp_path) as server:
        await calibrated(page, browser, server, page_errors)


async def calibrated(page: Page, browser: Browser, server: Server, page_errors: list[str]) -> None:
    organiser = await server.organiser()
    cup = await server.cup(organiser, id_="cup", scheme="cooking", entries=3, open_=False)
    module = next(iter(cup.panels))
    body = {"names": ["钱裁判长"], "role": "chief"}
    (card,) = good(await organiser.post("competitions/cup/officials", body, key=new_key()))
    await page.set_viewport_size({"width": 1280, "height": 800})
    await sign_in(page, server, card)
    await page.locator(".chief-home .tile").first.click()
    await page.get_by_role("link", name="校准件").click()

    await page.get_by_role("button", name="开设校准件").click()
    await desk.dialog(page).get_by_label("名称").fill("样件一")
    await desk.dialog(page).get_by_role("button", name="开设校准件").click()
    piece = page.locator("[data-piece=C1]")
    await expect(piece).to_be_visible()
    assert await accessibility_faults(page) == []

    first, *others = [judge for judge in cup.judges if judge.id in cup.panels[module]]
    tablet = await browser.new_page(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    watch(tablet, page_errors)
    await screen.pair(tablet, server.base, Card(first.id, first.card, first.code, first.pin))
    await expect(tablet.locator(".group-head [data-calibration]")).to_be_visible()
    await expect(tablet.locator(".sheet-card[data-code=C1]")).to_be_visible()
    (part,) = [p for p in (await first.work())["rounds"][0]["modules"] if p.get("calibration")]
    good(await first.submit(cup.id, cup.round, module, "C1", marks(part, "0.9")))
    await expect(tablet.locator(".sheet-card[data-code=C1]")).to_have_attribute("data-state", "recorded")
    await tablet.locator(".sheet-card[data-code=C1]").click()
    await expect(tablet.locator("[data-compared=later]")).to_be_visible()

    for judge in others:
        good(await judge.submit(cup.id, cup.round, module, "C1", marks(part, "0.5")))
    await expect(piece).to_have_attribute("data-state", "all_in")
    await expect(tablet.locator("[data-compared=now] tbody tr").first).to_be_visible()
    await expect(piece.locator("[data-out=true]").first).to_be_visible()
    await piece.get_by_role("button", name="结束校准").click()
    await desk.dialog(page).get_by_role("button", name="结束校准").click()
    await expect(piece).to_have_attribute("data-state", "ended")
    assert await page.evaluate(SMALL_KEYS) == []
    assert await desk.overflow(page) == 0
    assert await accessibility_faults(page) == []
    assert await accessibility_faults(tablet) == []
    await tablet.close()
