"""Approval in real browsers: the chief judge approves from the matrix and takes it back; the tablet shows what is locked."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.browser.accessibility import accessibility_faults
from tests.browser.conftest import watch
from tests.browser.desk import at_desk, overflow
from tests.browser.test_desk_chief import SMALL_KEYS, sign_in
from tests.judge_client import screen
from tests.judge_client.venue import Card
from tests.support.server import Cup, Server, good, marks, new_key, running_server


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def venue(
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[tuple[Server, Cup, dict[str, str]]]:
    """Two of three entries have every sheet in; a chief judge's card."""
    async with running_server(tmp_path_factory.mktemp("approval")) as server:
        organiser = await server.organiser()
        cup = await server.cup(organiser, id_="cup", entries=3)
        for module, panel in cup.panels.items():
            for judge in map(cup.judge, panel):
                parts = (await judge.work())["rounds"][0]["modules"]
                filled = marks(next(one for one in parts if one["module"]["id"] == module))
                for code in cup.codes[:2]:
                    good(await judge.submit(cup.id, cup.round, module, code, filled))
        body = {"names": ["钱裁判长"], "role": "chief"}
        (card,) = good(await organiser.post("competitions/cup/officials", body, key=new_key()))
        yield server, cup, card


async def test_a_result_is_approved_from_the_matrix_locked_on_the_tablet_and_free_again_when_that_is_taken_back(
    page: Page, browser: Browser, venue: tuple[Server, Cup, dict[str, str]], page_errors: list[str]
) -> None:
    server, cup, card = venue
    first, second, third = (page.locator(".live-table tbody tr").nth(n) for n in range(3))
    await page.set_viewport_size({"width": 1280, "height": 800})
    await sign_in(page, server, card)
    await page.locator(".chief-home .tile").first.click()
    await expect(third.locator("[data-approval=lacks]")).to_contain_text("评分表未交")
    assert await page.evaluate(SMALL_KEYS) == []
    assert await overflow(page) == 0

    await first.get_by_role("button", name="确认", exact=False).and_(first.locator("[data-approval]")).click()
    assert await accessibility_faults(page) == []
    await page.get_by_role("button", name="确认并锁定").click()
    await expect(first.locator("[data-approval=approved]")).to_be_visible()
    await page.get_by_role("button", name="全部确认（1）").click()
    await page.get_by_role("button", name="确认并锁定").click()
    await expect(second.locator("[data-approval=approved]")).to_be_visible()
    await expect(page.get_by_role("button", name="全部确认（0）")).to_be_disabled()

    judge = cup.judges[0]
    tablet = await browser.new_page(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    watch(tablet, page_errors)
    await screen.pair(tablet, server.base, Card(judge.id, judge.card, judge.code, judge.pin))
    sheet = tablet.locator(f".sheet-card[data-code='{cup.codes[0]}']")
    await expect(sheet).to_contain_text("已锁定")
    await sheet.click()
    await expect(tablet.locator("[data-locked]").filter(has_text="评分表只读")).to_be_visible()
    assert await accessibility_faults(tablet) == []

    await first.locator("[data-approval=approved]").click()
    await page.get_by_label("理由").fill("长度要复量")
    await page.get_by_role("button", name="撤销确认").click()
    await expect(first.locator("[data-approval=ready]")).to_be_visible()
    await expect(tablet.locator("[data-locked]")).to_have_count(0)
    await tablet.close()


async def test_the_list_of_rounds_says_how_many_are_approved_where_that_is_asked_for(
    page: Page, venue: tuple[Server, Cup, dict[str, str]]
) -> None:
    server, _, _ = venue
    organiser = await server.organiser()
    cup = await server.cup(organiser, id_="asked", entries=2)
    body = {"names": ["周裁判长"], "role": "chief"}
    (card,) = good(await organiser.post(f"competitions/{cup.id}/officials", body, key=new_key()))
    await page.set_viewport_size({"width": 390, "height": 844})
    await sign_in(page, server, card)
    await expect(page.locator(".chief-home .tile .figures")).to_have_count(1)
    rules = {"signature": False, "phrases": [], "pictures": [], "approval": True}
    await organiser.do(cup.id, "set_sheet_rules", event=cup.event, rules=rules)
    await page.reload()

    await expect(page.locator(".chief-home .approved-count")).to_have_text(re.compile(r"已确认\s*0 / 2"))
    assert await overflow(page) == 0
    assert await accessibility_faults(page) == []

    await at_desk(page, server, organiser, "c/asked")
    await expect(page.locator(".event-card .approved-count")).to_be_visible()
