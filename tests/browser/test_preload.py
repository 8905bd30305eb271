"""A page names all its modules at once: on a slow line no step of a chain of imports costs a round trip of its own."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Page

from server.web.files import Files
from tests.support.server import running_server

PAGES = {
    "/board/": "scoreboard/web/board-page.js",
    "/judge/": "judge_client/web/app.js",
    "/desk/": "server/desk/web/desk-page.js",
}


@pytest.mark.parametrize("page_address", PAGES)
async def test_a_page_loads_its_first_module_and_those_it_named_and_no_other(
    page_address: str, page: Page, page_errors: list[str], tmp_path: Path
):
    files = Files.find()
    named = {files.address(PAGES[page_address]), *files.modules(PAGES[page_address])}
    loaded: set[str] = set()
    page.on("request", lambda request: loaded.add(urlsplit(request.url).path))
    async with running_server(tmp_path) as server:
        await page.goto(f"{server.base}{page_address}")
        await page.wait_for_load_state("networkidle")

    assert {path for path in loaded if path.endswith(".js") and path != "/judge/sw.js"} == named
    page_errors.clear()  # the server is gone before the page
