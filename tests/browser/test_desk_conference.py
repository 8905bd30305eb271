"""A conference in real browsers: the chief judge calls it from the matrix, a judge marks again on the tablet, it is over."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.browser.accessibility import accessibility_faults
from tests.browser.conftest import watch
from tests.browser.test_desk_chief import SMALL_KEYS, sign_in
from tests.judge_client import screen
from tests.judge_client.venue import Card
from tests.support.server import Cup, Server, good, marks, new_key, running_server


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def venue(
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[tuple[Server, Cup, dict[str, str]]]:
    """One entry on which a panel lies too far apart, and a chief judge's card."""
    async with running_server(tmp_path_factory.mktemp("conference")) as server:
        organiser = await server.organiser()
        cup = await server.cup(organiser, id_="cup", scheme="bim", entries=1)
        module, panel = next((of, some) for of, some in cup.panels.items() if len(some) > 1)
        for number, judge in enumerate(map(cup.judge, panel)):
            parts = (await judge.work())["rounds"][0]["modules"]
            filled = marks(next(one for one in parts if one["module"]["id"] == module))
            for mark in filled.values():
                mark |= {"level": "3" if number else "0"} if "level" in mark else {}
            good(await judge.submit(cup.id, cup.round, module, cup.codes[0], filled))
        body = {"names": ["钱裁判长"], "role": "chief"}
        (card,) = good(await organiser.post("competitions/cup/officials", body, key=new_key()))
        yield server, cup, card


async def test_a_panel_is_called_from_the_matrix_and_its_tablets_say_what_to_mark_again(
    page: Page, browser: Browser, venue: tuple[Server, Cup, dict[str, str]], page_errors: list[str]
) -> None:
    server, cup, card = venue
    module, panel = next((of, some) for of, some in cup.panels.items() if len(some) > 1)
    await page.set_viewport_size({"width": 1280, "height": 800})
    await sign_in(page, server, card)
    await page.locator(".chief-home .tile").first.click()
    await page.locator(f"[data-conference='{module}']").click()
    await expect(page.get_by_role("button", name="请裁判重新评分")).to_be_visible()
    assert await page.evaluate(SMALL_KEYS) == []
    assert await accessibility_faults(page) == []

    await page.get_by_role("button", name="请裁判重新评分").click()
    await page.get_by_label("理由").fill("分差过大")
    left_out = page.get_by_role("group", name="谁重新评分").get_by_role("checkbox").last
    await left_out.uncheck()
    assert await page.evaluate(SMALL_KEYS) == []
    assert await accessibility_faults(page) == []
    await page.get_by_role("button", name="请裁判重新评分").click()
    await expect(page.locator(".cell[data-sheet=asked]")).to_have_count(len(panel) - 1)

    judge = cup.judge(panel[0])
    tablet = await browser.new_page(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    watch(tablet, page_errors)
    await screen.pair(tablet, server.base, Card(judge.id, judge.card, judge.code, judge.pin))
    await tablet.get_by_role("button", name="实操").click()
    await tablet.locator("[data-code]").filter(has_text="分差过大").click()
    said = tablet.locator("[data-in-conference]")
    await expect(said).to_contain_text("0 · 3")
    await expect(tablet.locator("[data-returned]")).to_contain_text("分差过大")
    assert await accessibility_faults(tablet) == []
    again = await said.get_by_role("button").count()
    await expect(tablet.locator("[data-missing]")).to_have_attribute("data-missing", str(again))
    aspects = await tablet.locator(".aspect").count()
    await expect(tablet.locator(".aspect").filter(has_text="不在评议范围")).to_have_count(aspects - again)
    assert again < aspects
    await tablet.close()
