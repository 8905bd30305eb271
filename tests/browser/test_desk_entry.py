"""Two recorders type a paper sheet in, each at their own desk: they differ, look again, and agree."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.browser.accessibility import accessibility_faults
from tests.browser.conftest import watch
from tests.browser.desk import overflow
from tests.support.server import Cup, Server, good, new_key, running_server

SMALL_KEYS = """() => [...document.querySelectorAll('#view button, #view a, #view input:not([type=checkbox]), #view select')]
  .filter((one) => one.checkVisibility() && !one.disabled)
  .map((one) => [one.textContent || one.id, one.getBoundingClientRect()])
  .filter(([, box]) => box.height < 47.5)
  .map(([text, box]) => `${text} ${box.width}x${box.height}`)"""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def venue(
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[tuple[Server, Cup, list[dict[str, str]]]]:
    """A round that is open, and the cards of two recorders."""
    async with running_server(tmp_path_factory.mktemp("entry")) as server:
        organiser = await server.organiser()
        cup = await server.cup(organiser, id_="cup", entries=4)
        body = {"names": ["李录入", "周录入"], "role": "recorder"}
        cards = good(await organiser.post("competitions/cup/officials", body, key=new_key()))
        yield server, cup, cards


async def come_in(page: Page, server: Server, card: dict[str, str]) -> None:
    """Sign in at the desk with a card that was scanned."""
    await page.goto(f"{server.base}/desk/#card={card['card']}")
    await page.get_by_label("PIN").fill(card["pin"])
    await page.get_by_role("button", name="凭卡登录").click()
    await expect(page.get_by_role("heading", name="录入纸质表")).to_be_visible()


async def scan(page: Page, cup: Cup, code: str, run: int = 1) -> None:
    """What a scanner does with the code on a sheet of the first judge."""
    text = f"jinchui-sheet/{cup.id}/{cup.round}/{next(iter(cup.panels))}/{code}/{cup.judges[0].id}/{run}"
    await page.get_by_label("扫描纸上的二维码").fill(text)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name=f"加密号 {code}")).to_be_visible()


async def type_in(page: Page, number: str) -> None:
    """The same number in every box, no in every choice: as far as the box takes it."""
    for box in await page.locator(".mark-inputs .box input").all():
        await box.fill(number)
    for choice in await page.locator(".mark-inputs .box select").all():
        await choice.select_option("no")


async def test_two_recorders_differ_look_again_and_hand_the_sheet_in(
    page: Page, browser: Browser, venue: tuple[Server, Cup, list[dict[str, str]]], page_errors: list[str]
) -> None:
    server, cup, (li, zhou) = venue
    code = cup.codes[0]
    await page.set_viewport_size({"width": 800, "height": 1280})
    await come_in(page, server, li)
    assert await accessibility_faults(page) == []
    await scan(page, cup, code)
    await type_in(page, "0")
    first = page.locator(".mark-inputs .box input").first
    await first.fill("1")
    assert await page.evaluate(SMALL_KEYS) == []
    assert await overflow(page) == 0
    await page.get_by_role("button", name="录入", exact=True).click()
    await expect(page.locator(".entry-waiting li")).to_contain_text("等待另一人")

    second = await browser.new_page(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    watch(second, page_errors)
    await come_in(second, server, zhou)
    await expect(second.locator(".entry-waiting li")).to_contain_text("请您录入")
    await second.locator(".entry-one").click()
    await expect(second.locator(".notice")).to_contain_text("李录入 已录入")
    assert await second.locator(".entry-differences").count() == 0
    await type_in(second, "0")
    await second.get_by_role("button", name="录入并核对").click()
    await expect(second.locator(".entry-differences tbody tr")).to_have_count(1)
    assert await accessibility_faults(second) == []

    await expect(page.locator(".entry-waiting li")).to_contain_text("两人不一致")
    await page.locator(".entry-one").click()
    await page.locator(".entry-differences").get_by_role("button").click()
    await expect(page.get_by_text("没有不一致")).to_be_visible()
    await page.get_by_role("button", name="录入并核对").click()

    await expect(page.get_by_text("已成为裁判的评分表")).to_be_visible()
    await expect(page.get_by_text("没有等待第二人录入的评分表")).to_be_visible()
    await second.close()


async def test_paper_of_an_earlier_run_is_refused_in_clear_words(
    page: Page, venue: tuple[Server, Cup, list[dict[str, str]]]
) -> None:
    server, cup, (li, _) = venue
    organiser = await server.organiser()
    drawn = cup.overview["events"][0]["rounds"][0]["order"][1]
    module = next(iter(cup.panels))
    await organiser.do(
        cup.id,
        "order_rerun",
        round=cup.round,
        entry=drawn["entry"],
        modules=[module],
        reason="断电",
        counts="last",
    )
    await come_in(page, server, li)

    await scan(page, cup, drawn["code"], run=1)

    await expect(page.get_by_role("alert")).to_contain_text("第 1 次比赛的；选手现在是第 2 次")
    assert await page.locator(".mark-inputs").count() == 0
    await page.get_by_role("button", name="返回").click()
    await scan(page, cup, drawn["code"], run=2)
    await expect(page.locator(".mark-inputs")).to_be_visible()
