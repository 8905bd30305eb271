"""Shadow judges in a real browser: named beside a panel, told so on their tablet, shown apart in the chief's matrix."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import Browser, Page, expect

from tests.browser import desk
from tests.browser.accessibility import accessibility_faults
from tests.browser.conftest import watch
from tests.judge_client import screen
from tests.judge_client.venue import Card
from tests.support.server import Server, good, marks, new_key, running_server


async def test_a_shadow_judge_is_named_at_the_desk_and_told_so_on_the_tablet(
    page: Page, browser: Browser, page_errors: list[str], tmp_path: Path
) -> None:
    async with running_server(tmp_path) as server:
        await named_and_told(page, browser, server, page_errors)


async def named_and_told(page: Page, browser: Browser, server: Server, page_errors: list[str]) -> None:
    organiser = await server.organiser()
    cup = await server.cup(organiser, id_="shadows", scheme="cooking", entries=3)
    module = next(iter(cup.panels))
    (card,) = good(
        await organiser.post(f"competitions/{cup.id}/officials", {"names": ["学员"]}, key=new_key())
    )
    await page.set_viewport_size({"width": 1280, "height": 800})
    await desk.sign_in(page, server, f"c/{cup.id}/r/{cup.round}/panels")

    await page.get_by_role("button", name="见习 · 学员", exact=False).first.click()
    await page.get_by_role("button", name="保存裁判组").click()
    await expect(page.get_by_text("已全部保存")).to_be_visible()
    assert await accessibility_faults(page) == []

    tablet = await browser.new_page(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    watch(tablet, page_errors)
    await screen.pair(tablet, server.base, Card(card["id"], card["card"], card["code"], card["pin"]))
    await expect(tablet.locator("[data-shadow]")).to_be_visible()
    judge = await server.judge(card)
    (part,) = (await judge.work())["rounds"][0]["modules"]
    good(await judge.submit(cup.id, cup.round, module, cup.codes[0], marks(part)))

    await page.get_by_role("link", name="评分现场").click()
    await expect(page.locator(".judge-col[data-shadow]")).to_have_count(1)
    await page.locator(".cell[data-sheet=in]").click()
    await expect(desk.dialog(page).get_by_text("见习", exact=True)).to_be_visible()
    assert await desk.dialog(page).get_by_role("button", name="更正").count() == 0
    await tablet.close()
