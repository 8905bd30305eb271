"""The hands of an organiser at the desk's pages: what a person does in one breath is one function."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Locator, Page, expect

from tests.support.server import PASSWORD, Client, Server

NAME = "组织者"
LISTS_TYPE = "text/csv"


async def set_up(page: Page, server: Server) -> None:
    """The first start: make the first organiser."""
    await page.goto(f"{server.base}/desk/")
    await page.get_by_label("设置码").fill(server.parts.sign_ins.setup_code or "")
    await page.get_by_label("姓名").fill(NAME)
    await page.get_by_label("密码").fill(PASSWORD)
    await page.get_by_role("button", name="开始使用").click()
    await expect(page.get_by_role("heading", name="大赛", exact=True)).to_be_visible()


async def sign_in(page: Page, server: Server, path: str = "") -> None:
    """An organiser who has an account opens an address of the desk."""
    await page.goto(f"{server.base}/desk/{path}")
    await page.get_by_label("姓名").fill(NAME)
    await page.get_by_label("密码").fill(PASSWORD)
    await page.get_by_role("button", name="登录", exact=True).click()
    await expect(page.get_by_role("button", name="退出", exact=True)).to_be_visible()


async def at_desk(page: Page, server: Server, organiser: Client, path: str) -> None:
    """An organiser who is signed in opens an address of the desk."""
    cookie: Any = {"name": "jinchui", "value": organiser.http.cookies["jinchui"], "url": server.base}
    await page.context.add_cookies([cookie])
    await page.set_viewport_size({"width": 1440, "height": 900})
    await page.goto(f"{server.base}/desk/{path}")


async def choose_list(page: Page, content: str, name: str = "名单.csv") -> None:
    """Choose a roster file."""
    await page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": LISTS_TYPE, "buffer": content.encode()}
    )


async def act(page: Page, name: str) -> None:
    """Press a button of the round's strip and confirm it in its dialog."""
    await page.locator(".control").get_by_role("button", name=name, exact=True).click()
    await dialog(page).get_by_role("button", name=name, exact=True).click()
    await expect(dialog(page)).to_have_count(0)


async def phase(page: Page, wanted: str) -> None:
    """Wait for the round's strip to show a phase."""
    await expect(page.locator(".control")).to_have_attribute("data-phase", wanted)


def dialog(page: Page) -> Locator:
    """The dialog that is open."""
    return page.locator("dialog[open]")


async def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    wide: Any = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return int(wide)
