"""Guards on the tablet: a second look at the unusual, and nothing overwritten without being shown beside what it was."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from itertools import count

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.browser.accessibility import accessibility_faults
from tests.browser.conftest import watch
from tests.browser.test_judge_look import _fit
from tests.judge_client import screen
from tests.judge_client.venue import MARKS, ServerProcess, Venue, house, venue
from tests.support.server import Client, good, new_key

NUMBERS = count()
JUMP = """(by) => {
    const now = Date.now;
    Date.now = () => now() + by;
}"""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def rooms(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[ServerProcess, Client]]:
    async with house(tmp_path_factory.mktemp("venue")) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="session")
async def here(rooms: tuple[ServerProcess, Client]) -> Venue:
    return await venue(*rooms, id_=f"guard{next(NUMBERS)}", entries=7)


async def hand_in_by_program(here: Venue, page: Page, sheets: int) -> None:
    """The judge's first sheets, all alike, handed in from another tablet of theirs."""
    card = here.cards[0]
    paired = good(await here.organiser.post("pair", {"card": card.card, "pin": card.pin, "device": "other"}))
    judge = Client(here.organiser.http, paired["token"])
    work = await judge.ask("judge/work")
    codes = [sheet["code"] for sheet in work["rounds"][0]["modules"][0]["sheets"]]
    for code in codes[:sheets]:
        body = {"kind": "submit_sheet", "round": "final", "module": "practice", "code": code, "marks": MARKS}
        answer = await judge.post(f"competitions/{here.competition}/commands", body, key=new_key())
        assert answer.status_code == 200, answer.text
    await expect(page.locator(".sheet-card[data-state=recorded]")).to_have_count(sheets, timeout=20_000)


async def test_a_mark_far_from_the_judges_own_habit_is_looked_at_twice_before_it_goes(
    here: Venue, page: Page
) -> None:
    await page.set_viewport_size({"width": 800, "height": 1280})
    await screen.pair(page, here.server.base, here.cards[0])
    await hand_in_by_program(here, page, 5)
    await screen.open_next(page)
    await screen.mark_all(page)
    await expect(page.locator(".hint-line")).to_have_count(0)

    await page.click("#aspect-surface [data-level='0']")
    await page.click("#aspect-tidy [data-level='1']")
    await expect(page.locator("#aspect-surface [data-hint=habit]")).to_be_visible()
    await page.click("[data-do=review]")
    await expect(page.locator(".look-line")).to_have_count(2)
    await expect(page.locator("[data-do=submit]")).to_be_disabled()
    await _fit(page, "a review with second looks")
    assert await accessibility_faults(page) == []
    await page.click("[data-do=seen]")
    await page.click("[data-do=submit]")
    await screen.receipt(page)

    assert len(await here.sheets()) == 6


async def test_a_second_look_that_changes_the_mark_asks_no_more(here: Venue, page: Page) -> None:
    await screen.pair(page, here.server.base, here.cards[0])
    await hand_in_by_program(here, page, 5)
    await screen.open_next(page)
    await screen.mark_all(page)
    await page.click("#aspect-surface [data-level='0']")
    await page.click("[data-do=review]")

    await page.click(".look-line")
    await expect(page.locator("#aspect-surface")).to_be_focused()
    await page.click("#aspect-surface [data-level='2']")
    await page.click("[data-do=review]")

    await expect(page.locator(".look-again")).to_have_count(0)
    await expect(page.locator("[data-do=submit]")).to_be_enabled()


async def test_a_draft_that_another_window_changed_is_shown_beside_what_it_was(
    here: Venue, page: Page, page_errors: list[str]
) -> None:
    await screen.pair(page, here.server.base, here.cards[0])
    await screen.open_next(page)
    await page.click("#aspect-surface [data-level='2']")
    other = await page.context.new_page()
    watch(other, page_errors)
    await other.goto(page.url)
    await other.click("#aspect-surface [data-level='0']")

    await page.bring_to_front()  # what is behind is not painted, and a colour half-way is no colour
    chosen = page.locator("#aspect-surface [data-level='0']")
    await expect(chosen).to_have_css("background-color", "rgb(15, 18, 22)")
    notice = page.locator("[data-changed-elsewhere]")
    await expect(notice.locator("td")).to_have_text(["2", "0"])
    assert await accessibility_faults(page) == []
    await notice.locator("[data-do=take-mine]").click()

    await expect(page.locator("#aspect-surface [data-level='2']")).to_have_attribute("aria-checked", "true")
    await expect(other.locator("[data-changed-elsewhere] td")).to_have_text(["0", "2"])
    await other.locator("[data-do=take-theirs]").click()
    await expect(other.locator("[data-changed-elsewhere]")).to_have_count(0)


async def test_a_sheet_another_tablet_handed_in_first_is_shown_beside_this_ones_draft(
    here: Venue, page: Page, browser: Browser, page_errors: list[str]
) -> None:
    await screen.pair(page, here.server.base, here.cards[0])
    await screen.open_next(page)
    await screen.mark_all(page)
    await page.click("#aspect-surface [data-level='3']")
    await page.click("[data-do=review]")
    await screen.deafen(page)
    context = await browser.new_context()
    second = await context.new_page()
    watch(second, page_errors)
    await screen.pair(second, here.server.base, here.cards[0])
    await screen.open_next(second)
    await screen.mark_all(second)
    await screen.hand_in(second)
    await screen.receipt(second)
    await context.close()

    await page.click("[data-do=submit]")
    await screen.hear(page)
    await expect(page.locator(".notice[data-state=bad]")).to_be_visible()
    await page.click(".back")

    await expect(page.locator(".versions td")).to_have_text(["3", "2"], timeout=30_000)
    await page.click("[data-do=discard]")
    await screen.receipt(page)
    assert len(await here.sheets()) == 1


async def test_a_corrected_sheet_shows_what_was_handed_in_beside_what_counts(here: Venue, page: Page) -> None:
    await screen.pair(page, here.server.base, here.cards[0])
    code = await screen.open_next(page)
    await screen.mark_all(page)
    await screen.hand_in(page)
    position = await screen.receipt(page)
    (sheet,) = await here.sheets()
    marks = {**sheet["body"]["marks"], "surface": {"level": "1"}}
    await here.do(
        "correct_sheet",
        round="final",
        module="practice",
        code=code,
        judge=here.cards[0].judge,
        marks=marks,
        reason="typing",
        replaces=position,
    )

    await expect(page.locator(".versions td")).to_have_text(["2", "1"], timeout=20_000)
    assert await accessibility_faults(page) == []


async def test_a_clock_that_was_set_is_left_out_of_the_watch_and_the_judge_may_say_otherwise(
    here: Venue, page: Page
) -> None:
    await screen.pair(page, here.server.base, here.cards[0])
    await screen.open_next(page)
    await page.click("#aspect-clock [data-do=watch]")
    await page.evaluate(JUMP, 180_000)

    await expect(page.locator("#aspect-clock .doubt")).to_be_visible()
    await page.click("#aspect-clock [data-do=split]")
    await page.click("#aspect-clock [data-do=watch]")
    shown = page.locator("#aspect-clock .box-value")
    await expect(shown).to_have_text(re.compile("^0:"))
    await page.click("#aspect-clock [data-do=other-time]")
    await expect(shown).to_have_text(re.compile("^3:"))
    await page.click("#aspect-clock [data-split='1']")
    await expect(shown).to_have_text(re.compile("^0:"))
    assert await accessibility_faults(page) == []


async def test_a_whole_sheet_is_marked_by_keyboard_alone(here: Venue, page: Page) -> None:
    await page.set_viewport_size({"width": 1280, "height": 800})
    await screen.pair(page, here.server.base, here.cards[0])
    await page.focus("[data-next]")
    await page.keyboard.press("Enter")
    await expect(page.locator(".aspect").first).to_be_visible()
    await screen.drawn(page)
    keys = page.keyboard

    await keys.press("j")
    await expect(page.locator("#aspect-surface")).to_be_focused()
    await keys.press("2")
    await keys.press("j")
    await keys.press("4")
    await page.locator("#aspect-tidy [aria-checked=true]").focus()
    await keys.press("ArrowRight")
    await expect(page.locator("#aspect-tidy [data-level='4.5']")).to_have_attribute("aria-checked", "true")
    await keys.press("j")
    await keys.press("Enter")
    for text in ("85.09", "85", "0.3", "12", "110150"):
        await expect(page.locator(".keypad")).to_be_visible()
        await keys.type(text)
        await keys.press("Enter")
    await expect(page.locator(".keypad")).to_have_count(0)
    for fault, times in (("gear", 1), ("mess", 3)):
        await page.focus(f"#aspect-faults .item[data-field={fault}] [data-way=up]")
        for _ in range(times):
            await keys.press("Space")
    await page.locator("#aspect-steps .item[data-field=checked] [tabindex='0']").focus()
    await keys.press("Space")
    await page.locator("#aspect-steps .item[data-field=cleaned] [tabindex='0']").focus()
    await keys.press("ArrowRight")
    await page.locator("#aspect-danger [tabindex='0']").focus()
    await keys.press("Space")
    await page.focus("[data-do=review]")
    await keys.press("Enter")
    await page.focus("[data-do=submit]")
    await keys.press("Enter")
    await screen.receipt(page)

    (sheet,) = await here.sheets()
    assert screen.same_marks(sheet["body"]["marks"])


async def test_a_swipe_turns_to_the_next_aspect_and_on_the_head_to_the_next_entry(
    here: Venue, browser: Browser, page_errors: list[str]
) -> None:
    context = await browser.new_context(has_touch=True, viewport={"width": 390, "height": 844})
    page = await context.new_page()
    watch(page, page_errors)
    await screen.pair(page, here.server.base, here.cards[0])
    code = await screen.open_next(page)

    await swipe(page, "#title-surface", -160)
    await expect(page.locator("#aspect-tidy")).to_be_focused()
    await swipe(page, "#title-tidy", 160)
    await expect(page.locator("#aspect-surface")).to_be_focused()
    await swipe(page, ".sheet-head h1", -160)
    await expect(page.locator(".head-code .code")).not_to_have_text(code)
    await context.close()


async def swipe(page: Page, over: str, by: int) -> None:
    """A finger that goes sideways, as the browser itself would hear it."""
    box = await page.locator(over).bounding_box()
    assert box is not None
    x, y = box["x"] + (box["width"] / 2 if by > 0 else box["width"] / 2 + 100), box["y"] + box["height"] / 2
    cdp = await page.context.new_cdp_session(page)
    await cdp.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 5):
        at = [{"x": x + by * step / 4, "y": y + step}]
        await cdp.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": at})
    await cdp.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    await cdp.detach()
