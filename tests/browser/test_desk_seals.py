"""Blind numbers at the desk: layers are planned, drawn, printed and put away, and two persons on two accounts open them."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.browser.accessibility import accessibility_faults
from tests.browser.conftest import watch
from tests.browser.desk import dialog, overflow, sign_in
from tests.browser.test_desk_roles import card_of, come_in
from tests.support.seals import WORDS
from tests.support.server import Client, Cup, Server, good, running_server

NO_PRINTER = "window.print = () => dispatchEvent(new Event('beforeprint'))"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def venue(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Server, Cup, Client]]:
    """A round before its draw, and its organiser."""
    async with running_server(tmp_path_factory.mktemp("seals")) as server:
        organiser = await server.organiser()
        yield server, await server.cup(organiser, entries=3, open_=False, drawn=False), organiser


async def set_passphrase(page: Page, words: str) -> None:
    await page.get_by_role("button", name="设定我的解密口令").click()
    await page.get_by_label("新口令").fill(words)
    await page.get_by_label("再输入一次").fill(words)
    await dialog(page).get_by_role("button", name="设定我的解密口令").click()
    await expect(dialog(page)).to_have_count(0)


async def answer(page: Page, act: str, words: str) -> None:
    await page.get_by_role("button", name=act).click()
    await page.get_by_label("解密口令", exact=True).fill(words)
    await dialog(page).get_by_role("button", name=act).click()
    await expect(dialog(page)).to_have_count(0)


async def test_a_round_is_sealed_and_opened_by_two_at_the_desk(
    page: Page, browser: Browser, venue: tuple[Server, Cup, Client], page_errors: list[str]
) -> None:
    server, cup, organiser = venue
    await sign_in(page, server, f"c/{cup.id}/r/final/seals")
    await page.locator(".seal-plan").get_by_role("checkbox", name="评审号").check()
    await page.get_by_role("button", name="保存加密层次").click()
    await expect(page.locator(".seal-ladder > li")).to_have_count(1)
    await set_passphrase(page, WORDS["chief"])

    keeper = await browser.new_page(viewport={"width": 800, "height": 1280}, locale="zh-CN")
    watch(keeper, page_errors)
    await keeper.add_init_script(NO_PRINTER)
    await come_in(keeper, server, await card_of(server, "encryption", "林加密"))
    await set_passphrase(keeper, WORDS["keeper"])
    await keeper.get_by_role("button", name="抽取评审号").click()
    await keeper.get_by_role("button", name="抽签并封存种子").click()
    rows = keeper.locator(".seal-table tbody tr")
    await expect(rows).to_have_count(3)
    await keeper.get_by_role("button", name="打印 3 张号签").click()
    await expect(keeper.locator(".seal-label")).to_have_count(3)
    await keeper.get_by_role("button", name="打印密封件").click()
    await expect(keeper.locator(".seal-seed span")).to_have_count(16)
    await keeper.evaluate("dispatchEvent(new Event('afterprint'))")
    assert await accessibility_faults(keeper) == []
    assert await overflow(keeper) == 0

    await keeper.evaluate("dispatchEvent(new Event('pagehide'))")
    await expect(rows).to_have_count(0)
    await keeper.get_by_role("button", name="封存", exact=True).click()
    await keeper.get_by_role("checkbox", name="号签已发放").check()
    await dialog(keeper).get_by_role("button", name="封存", exact=True).click()
    await expect(keeper.locator(".seal-numbers")).to_have_count(0)
    await expect(keeper.get_by_role("button", name="查看号码并打印")).to_have_count(0)

    await organiser.do(cup.id, "open_round", round="final", reason="")
    await organiser.do(cup.id, "close_round", round="final", incomplete=True)
    await expect(page.locator(".control").get_by_role("button", name="公布成绩")).to_be_disabled()
    await expect(page.locator(".control-acts").get_by_text("先由两人解密")).to_be_visible()
    await answer(keeper, "申请解密", WORDS["keeper"])
    await expect(page.locator(".control .seal-tag")).to_contain_text("林加密")
    await answer(page, "确认解密", WORDS["chief"])
    await expect(page.locator(".seals")).to_have_attribute("data-seals", "open")
    await expect(page.locator(".control").get_by_role("button", name="公布成绩")).to_be_enabled()
    await keeper.close()

    assert good(await organiser.command(cup.id, "publish_results", round="final"))
