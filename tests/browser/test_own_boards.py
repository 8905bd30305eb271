"""The worked example of docs/own-boards.md in a real browser: taken like any content, drawn anew with every mark."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.async_api import Page, expect

from server.core.ids import EntryId
from server.services.own_boards import FOLDER
from tests.browser.hall import hall
from tests.browser.test_screens import STANDINGS, open_screen, take
from tests.services.test_own_boards import EXAMPLE, put


async def test_the_worked_example_stands_on_a_screen(page: Page, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / FOLDER / "leader")
    async with hall(tmp_path) as at:
        await at.mark(EntryId("e2"), "9")
        display = await open_screen(page, at)

        await take(at, display, {**STANDINGS, "kind": "own.leader", "options": {"colour": "steel"}})

        board = page.locator("own-board")
        await expect(board.locator(".name")).to_have_text("秦岚")
        await expect(board.locator(".status")).to_have_text("暂定成绩·实时")
        await expect(board.locator(".total")).to_have_css("color", "rgb(255, 212, 102)")
        await at.mark(EntryId("e1"), "10")
        await expect(board.locator(".name")).to_have_text("林远航")
        await expect(board.locator(".second")).to_have_text("秦岚  18.00")


async def test_a_board_that_fails_says_so_where_it_stands(page: Page, tmp_path: Path) -> None:
    put(tmp_path, "broken", script='export function draw() { throw new Error("no such thing"); }\n')
    async with hall(tmp_path) as at:
        display = await open_screen(page, at)

        zone = {**STANDINGS, "kind": "own.broken", "options": {}}
        await take(at, display, zone, STANDINGS, layout="halves")

        await expect(page.locator("own-board .own-fault")).to_contain_text("no such thing")
        await expect(page.locator("standings-board .board-row").first).to_be_visible()


async def test_files_outside_the_folders_are_not_served(page: Page, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / FOLDER / "leader")
    async with hall(tmp_path) as at:
        statuses = [
            (await page.request.get(at.url(path))).status
            for path in ("/own/leader/board.js", "/own/leader/secret.js", "/own/..%2f/ledger.sqlite")
        ]

    assert statuses == [200, 404, 404]
