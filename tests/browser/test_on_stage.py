"""The entry on stage on a screen of the hall: who was judged last comes in with every mark; a named entry stays."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Page, expect

from server.core.ids import EntryId
from tests.browser.hall import Hall, hall
from tests.browser.test_screens import open_screen, take
from tests.support.small import CUP, FINAL

BOARD = f"stage.{CUP}.{FINAL}"
FIRST, SECOND = EntryId("e1"), EntryId("e2")


@pytest_asyncio.fixture(loop_scope="session")
async def small(tmp_path: Path) -> AsyncIterator[Hall]:
    async with hall(tmp_path) as opened:
        yield opened


async def test_who_is_judged_comes_on_stage_once_the_panel_is_complete(page: Page, small: Hall) -> None:
    display = await open_screen(page, small)
    await take(small, display, {"kind": "stage", "board": BOARD, "options": {"cut": 1}})
    await expect(page.locator(".board-message .main")).to_have_text("等待第一组完整评分")

    await small.mark_once(FIRST, "9")
    await small.mark(SECOND, "8")
    await expect(page.locator(".stage-name .main")).to_have_text("秦岚")
    await expect(page.locator(".stage-total-figure")).to_have_text("16.00")
    await expect(page.locator(".stage-rank-figure")).to_have_text("2")
    await expect(page.locator(".work-line[data-kind='aspect'] .work-mark")).to_have_text(["8"] * 6)
    await expect(page.locator(".ladder-row[data-own] .ladder-name")).to_have_text("秦岚")
    await expect(page.locator(".stage-gap-figure")).to_have_text(["2.00", "2.00"])


async def test_an_entry_that_is_named_stays_on_stage(page: Page, small: Hall) -> None:
    await small.mark(FIRST, "9")
    display = await open_screen(page, small)
    await take(small, display, {"kind": "stage", "board": BOARD, "options": {"entry": FIRST}})
    await expect(page.locator(".stage-rank-figure")).to_have_text("1")
    await expect(page.locator(".stage-hero")).to_have_attribute("data-medal", "1")

    await small.mark(SECOND, "9.5")

    await expect(page.locator(".stage-rank-figure")).to_have_text("2")
    await expect(page.locator(".stage-hero")).to_have_attribute("data-medal", "2")
    await expect(page.locator(".stage-name .main")).to_have_text("林远航")


async def test_the_progress_of_the_judges_moves_seat_by_seat(page: Page, small: Hall) -> None:
    display = await open_screen(page, small)
    await take(small, display, {"kind": "scoring", "board": f"scoring.{CUP}.{FINAL}", "options": {}})
    await expect(page.locator(".scoring-share")).to_have_text("0%")

    await small.mark_once(FIRST, "9")

    seats = page.locator(".scoring-card").nth(1).locator(".scoring-seat-count")
    await expect(seats).to_have_text(["1 / 4", "0 / 4", "0 / 4"])
    await expect(page.locator(".scoring-share")).to_have_text("5%")
