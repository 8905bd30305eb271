"""A ceremony on a screen of the hall, while other things happen: it chimes, is covered by an emergency, loses its line."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import Page, expect

from server.core.ceremony import Plan
from server.services.displays import NOTHING
from tests.browser.ceremonies import BOARD, a_hall, a_screen, begun, drive, screen_id
from tests.browser.hall import Hall

PLAN = Plan(by_module=False)
"""Entries are called, placed and, where they have a prize, honoured; the podium at the end."""

RECORD = """() => {
  window.sounded = [];
  const { speaker } = document.querySelector('hall-display');
  speaker.addEventListener('sounded', ({ detail }) => window.sounded.push(detail.sound));
}"""
CLOCK = "(now) => { document.querySelector('hall-display').speaker.now = () => now; }"


async def sounded(page: Page) -> list[str]:
    """What the screen has played since the last question."""
    found: list[str] = await page.evaluate("window.sounded.splice(0)")
    return found


async def with_sound(page: Page, at: Hall) -> None:
    """The screen has sound and was touched; what it plays is written down, and its clock stands still."""
    assert await at.parts.displays.adjust([await screen_id(page)], [{"sound": "chime"}]) is None
    await page.locator(".screen-sound").click()
    await expect(page.locator(".screen-sound")).to_be_hidden()
    await page.evaluate(RECORD)
    await page.evaluate(CLOCK, at.parts.now())


async def test_a_prize_chimes_once_and_a_rank_quietly(page: Page, tmp_path: Path) -> None:
    async with a_hall(tmp_path) as at:
        await a_screen(page, at.parts, at.url(""), BOARD, chime="ranks")
        await with_sound(page, at)
        beats = await begun(at, PLAN)
        board = page.locator("ceremony-board")
        await expect(board).to_have_attribute("data-beat", "start")
        prize = beats.index("award") + 1

        for beat in beats[:prize]:
            await drive(at, "next")
            await expect(board).to_have_attribute("data-beat", beat)
        assert await sounded(page) == ["rank"] * beats[:prize].count("place") + ["award"]

        await drive(at, "back")
        await expect(board).to_have_attribute("data-beat", "place")
        await drive(at, "next")
        await expect(board).to_have_attribute("data-beat", "award")
        assert await sounded(page) == [], "one step, one chime"

        # The line is lost; the hall comes back long after the next prize.
        later = beats.index("award", prize) + 1
        await page.evaluate("document.querySelector('hall-display').feed.drop()")
        await drive(at, "jump", to=later)
        await page.evaluate(CLOCK, at.parts.now() + 3_600_000)
        await page.evaluate("document.querySelector('hall-display').feed.reconnect()")
        await expect(page.locator("ceremony-board .ceremony-award")).to_be_visible()
        await drive(at, "jump", to=len(beats))
        await expect(board).to_have_attribute("data-beat", "podium")
        assert await sounded(page) == []


async def test_emergency_and_black_cover_a_ceremony_and_leave_it_where_it_stands(
    page: Page, tmp_path: Path
) -> None:
    async with a_hall(tmp_path) as at:
        await a_screen(page, at.parts, at.url(""), BOARD)
        await with_sound(page, at)
        beats = await begun(at, PLAN)
        prize = beats.index("award") + 1
        await drive(at, "jump", to=prize - 1)
        board, display = page.locator("ceremony-board"), await screen_id(page)
        await expect(board).to_have_attribute("data-beat", "place")

        # Whoever drives does not see the screens: what is revealed under a cover is neither seen nor heard.
        await at.parts.displays.put([display], blank=True)
        await expect(page.locator(".screen-over[data-over=blank]")).to_be_visible()
        await drive(at, "next")
        await expect(board).to_have_attribute("data-beat", "award")
        await at.parts.fleet.emergency({"zh": "请立即离场", "en": "Leave now"})
        await expect(page.locator(".screen-over[data-over=emergency]")).to_contain_text("请立即离场")
        await drive(at, "back")
        await expect(board).to_have_attribute("data-beat", "place")
        await at.parts.fleet.emergency({})
        await expect(page.locator(".screen-over[data-over=blank]")).to_be_visible()
        await at.parts.displays.put([display], blank=False, notice=NOTHING)

        await expect(page.locator(".screen-over")).to_be_hidden()
        await expect(board.locator('.ceremony-row[data-lit="yes"]')).to_be_visible()
        assert await sounded(page) == []
        await drive(at, "next")
        await expect(board.locator(".ceremony-award")).to_be_visible()


CUT = """() => [...document.querySelectorAll('.ceremony-row-name, .ceremony-winner-name')]
  .filter((one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight * 1.4)
  .map((one) => one.textContent)"""
"""Names that end in dots: too wide, or with a line more than is shown."""


async def test_no_name_is_cut_on_an_upright_screen(page: Page, tmp_path: Path) -> None:
    async with a_hall(tmp_path, best=4) as at:
        await a_screen(page, at.parts, at.url(""), BOARD)
        await page.set_viewport_size({"width": 1080, "height": 1920})
        beats = await begun(at, Plan(by_module=False, finale="list"))
        board = page.locator("ceremony-board")

        await drive(at, "jump", to=len(beats) - 1)
        await expect(board).to_have_attribute("data-beat", "award")
        await drive(at, "back")
        await expect(board.locator(".ceremony-row-award:visible")).to_have_count(1)
        await expect(board.locator(".ceremony-row-name[data-long]")).to_contain_text("联合代表队")
        assert await page.evaluate(CUT) == []
        await drive(at, "jump", to=len(beats))
        await expect(board.locator(".ceremony-winner-name").first).to_contain_text("联合代表队")
        assert await page.evaluate(CUT) == []
