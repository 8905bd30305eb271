"""Officials of every role at the desk: added with a card, signed in by it, and told what they may do."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.browser.accessibility import accessibility_faults
from tests.browser.desk import overflow, sign_in
from tests.support.server import Cup, Server, good, marks, new_key, running_server


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def venue(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Server, Cup]]:
    """A round that is open, with a sheet in."""
    async with running_server(tmp_path_factory.mktemp("roles")) as server:
        organiser = await server.organiser()
        cup = await server.cup(organiser, id_="cup", entries=4)
        judge, module = cup.judges[0], next(iter(cup.panels))
        (part,) = (await judge.work())["rounds"][0]["modules"]
        good(await judge.submit(cup.id, cup.round, module, cup.codes[0], marks(part)))
        yield server, cup


async def card_of(server: Server, role: str, name: str) -> dict[str, str]:
    """A new official's card."""
    organiser = await server.organiser()
    body = {"names": [name], "role": role}
    (card,) = good(await organiser.post("competitions/cup/officials", body, key=new_key()))
    return dict(card)


async def come_in(page: Page, server: Server, card: dict[str, str]) -> None:
    """Sign in at the desk with a card that was scanned."""
    await page.goto(f"{server.base}/desk/#card={card['card']}")
    await page.get_by_label("PIN").fill(card["pin"])
    await page.get_by_role("button", name="凭卡登录").click()
    await expect(page.get_by_role("button", name="退出", exact=True)).to_be_visible()


async def test_an_organiser_adds_a_recorder_and_the_card_says_so(
    page: Page, venue: tuple[Server, Cup]
) -> None:
    server, cup = venue
    await sign_in(page, server, f"c/{cup.id}/judges")
    await page.get_by_label("姓名，每行一名").fill("周录入")
    await page.get_by_role("radio", name="录入员").check()
    await page.get_by_role("button", name="添加 1 名并生成裁判卡").click()

    await expect(page.locator(".card .card-role")).to_contain_text("录入员卡")
    await expect(page.get_by_role("row", name="周录入")).to_contain_text("录入员")
    await page.get_by_role("button", name="已打印，清除").click()


@pytest.mark.parametrize(
    ("role", "title"), [("recorder", "录入员"), ("encryption", "加密裁判"), ("supervisor", "监督仲裁")]
)
async def test_an_official_comes_in_by_card_and_finds_what_they_may_do(
    page: Page, venue: tuple[Server, Cup], role: str, title: str
) -> None:
    server, _ = venue
    await page.set_viewport_size({"width": 800, "height": 1280})
    await come_in(page, server, await card_of(server, role, f"{title}甲"))

    await expect(page.locator(".desk-word")).to_have_text(title)
    await expect(page.locator("#view h1")).to_be_visible()
    await page.get_by_role("link", name="谁可以做什么").click()
    mine = page.locator(f"th[data-mine=true]:has-text('{title}')")
    await expect(mine).to_be_visible()
    assert await page.locator(".access-table tbody tr").count() > 15
    assert await overflow(page) == 0
    assert await accessibility_faults(page) == []


async def test_a_supervisor_reads_every_sheet_and_finds_nothing_to_change(
    page: Page, venue: tuple[Server, Cup]
) -> None:
    server, _ = venue
    await come_in(page, server, await card_of(server, "supervisor", "吴监督"))
    await page.locator(".chief-home .tile").first.click()
    await expect(page.locator(".live-table tbody tr")).to_have_count(4)
    assert await page.locator(".state-button").count() == 0

    await page.locator(".cell[data-sheet=in]").click()
    dialog = page.locator("dialog[open]")
    await expect(dialog.locator("table")).to_be_visible()

    assert await dialog.get_by_role("button", name="更正").count() == 0
    assert await dialog.get_by_role("button", name="退回重评").count() == 0
    await page.keyboard.press("Escape")
    await page.locator(".tabs").get_by_role("link", name="裁决").click()
    await expect(page.locator(".rulings")).to_be_visible()
    assert await page.locator(".rulings button").count() == 0


async def test_two_persons_on_one_account_are_seen_and_one_is_signed_out(
    page: Page, venue: tuple[Server, Cup]
) -> None:
    server, cup = venue
    judge = cup.judges[0]
    card = {"id": judge.id, "name": judge.name, "card": judge.card, "code": judge.code, "pin": judge.pin}
    await server.judge(card, "tablet-2")
    await sign_in(page, server, f"c/{cup.id}/judges")
    row = page.get_by_role("row", name=judge.name).first
    await expect(row.get_by_role("alert")).to_contain_text("同时在多台设备上使用")

    await row.get_by_role("button", name="退出这台").last.click()

    await expect(row.get_by_role("alert")).to_have_count(0)
    await expect(row.locator(".tablets li")).to_have_count(1)
