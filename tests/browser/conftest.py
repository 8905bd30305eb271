"""One real browser for the whole run, fresh pages and a server for every test, and the rule that pages throw nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.support.server import Client, Cup, Server, running_server
from tools.machine import BROWSER_ARGUMENTS, find_browser

PATIENCE_MS = 20_000
"""How long a page may take to show what is expected; on a busy machine a browser starts slowly."""


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """The Chromium, Chrome or Edge of this machine, without a window."""
    path = find_browser()
    if path is None:
        pytest.skip("missing component: no Chromium, Chrome or Edge found")
    expect.set_options(timeout=PATIENCE_MS)
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=path, args=BROWSER_ARGUMENTS)
        yield launched
        await launched.close()


@pytest.fixture
def page_errors() -> list[str]:
    """What pages threw so far; a test that expects errors looks at them and clears the list."""
    return []


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, page_errors: list[str]) -> AsyncIterator[Page]:
    """A page of its own, as a judge or a visitor in Shanghai would open it."""
    context = await browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    opened = await context.new_page()
    watch(opened, page_errors)
    yield opened
    await context.close()
    assert page_errors == [], "pages throw nothing and keep to their content security policy"


@pytest_asyncio.fixture(loop_scope="session")
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    """A server with an empty folder."""
    async with running_server(tmp_path) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def organiser(server: Server) -> Client:
    """An organiser without a browser; with one, another organiser at another desk."""
    return await server.organiser()


@pytest_asyncio.fixture(loop_scope="session")
async def cup(server: Server, organiser: Client) -> Cup:
    """A competition of four entries with an open round."""
    return await server.cup(organiser, entries=4)


@pytest_asyncio.fixture(loop_scope="session")
async def screen(browser: Browser, server: Server, page_errors: list[str]) -> AsyncIterator[Page]:
    """A screen of the hall that waits, beside the desk's browser."""
    context = await browser.new_context(locale="zh-CN", viewport={"width": 960, "height": 540})
    opened = await context.new_page()
    watch(opened, page_errors)
    await opened.goto(f"{server.base}/display/")
    await expect(opened.locator(".idle-code")).not_to_be_empty()
    yield opened
    await context.close()


def watch(page: Page, errors: list[str]) -> None:
    """Note what the page throws and what its content security policy refuses."""
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda message: (
            errors.append(message.text)
            if message.type == "error" and "Content Security Policy" in message.text
            else None
        ),
    )
