"""The public site on a bad line: what did not come is fetched again, and nobody's reading or typing is disturbed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, Request, Route, expect

from server.core.ids import EntryId
from tests.browser.conftest import watch
from tests.browser.hall import Hall, hall
from tests.support.small import CUP, FINAL

pytestmark = pytest.mark.browser
TABLE = f"/c/{CUP}/rounds/{FINAL}"
LOST = "连接中断，正在重试；显示的是先前的数据"
LIVE = "实时更新"


@pytest_asyncio.fixture(loop_scope="session")
async def venue(tmp_path: Path) -> AsyncIterator[Hall]:
    async with hall(tmp_path) as opened:
        await opened.mark(EntryId("e1"), "5")
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def phone(browser: Browser, page_errors: list[str]) -> AsyncIterator[Page]:
    """A phone that reads Chinese."""
    context = await browser.new_context(locale="zh-CN", viewport={"width": 390, "height": 844})
    opened = await context.new_page()
    watch(opened, page_errors)
    yield opened
    await context.close()
    assert page_errors == []


class Line:
    """A line that loses some files until it is `well`."""

    def __init__(self, loses: Callable[[Request], bool]) -> None:
        self._loses = loses
        self.well = False

    async def carry(self, route: Route) -> None:
        if not self.well and self._loses(route.request):
            await route.abort("connectionreset")
        else:
            await route.continue_()


async def badly(phone: Page, loses: Callable[[Request], bool]) -> Line:
    line = Line(loses)
    await phone.route("**/~*/**", line.carry)
    return line


@pytest.mark.parametrize(
    "lost",
    [
        pytest.param(("site-table.js",), id="a module"),
        pytest.param(("site-page.js", "site-again.js"), id="the first module and one of two that ask again"),
    ],
)
async def test_a_module_that_did_not_come_is_fetched_again_without_another_page(
    phone: Page, venue: Hall, lost: tuple[str, ...]
) -> None:
    line = await badly(phone, lambda request: request.url.endswith(lost))
    await phone.goto(venue.url(TABLE))
    await expect(phone.locator("#live")).to_have_text(LOST)
    await phone.evaluate("globalThis.kept = true")
    line.well = True

    await expect(phone.locator("#live")).to_have_text(LIVE)
    await venue.mark(EntryId("e2"), "9")
    await expect(phone.locator("#table tbody tr").first).to_have_attribute("data-key", "e2")
    assert await phone.evaluate("globalThis.kept")


async def test_a_browser_that_remembers_what_did_not_come_is_given_another_address(
    phone: Page, venue: Hall
) -> None:
    # Browsers of before 2026 ask no second time for a module under the same address, though the file itself comes.
    def remembered(request: Request) -> bool:
        return request.resource_type == "script" and "/~again-" not in request.url and "table" in request.url

    await badly(phone, remembered)
    await phone.goto(venue.url(TABLE))

    await expect(phone.locator("#live")).to_have_text(LIVE)


async def test_a_sheet_that_did_not_come_dresses_the_page_under_what_somebody_types(
    phone: Page, venue: Hall
) -> None:
    line = await badly(phone, lambda request: request.url.endswith(("site.css", "words.js")))
    await phone.goto(venue.url(f"/c/{CUP}/find"))
    await expect(phone.locator("#live")).to_have_text(LOST)
    await expect(phone.locator(".site-bar")).to_have_css("display", "block")
    await phone.locator("#q").fill("林远")
    line.well = True

    await expect(phone.locator(".site-bar")).to_have_css("display", "flex")
    await phone.wait_for_selector("body[data-ready]")
    await expect(phone.locator("#live")).to_have_text("")
    await expect(phone.locator("#q")).to_have_value("林远")
    await expect(phone.locator("#q")).to_be_focused()
