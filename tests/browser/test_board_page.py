"""The live board in a real browser: it shows, moves, pages, speaks two languages, and never lies about its age."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from server.core.commands_round import CloseRound
from server.core.ids import EntryId
from server.web.pages import FacePages
from tests.browser.accessibility import accessibility_faults
from tests.browser.hall import Hall, hall
from tests.support.small import FINAL

E1, E2, E3, E4 = (EntryId(f"e{n}") for n in range(1, 5))
SIZES = [(1920, 1080), (3840, 2160), (1080, 1920), (1024, 768), (2560, 720), (390, 844)]

SEEN_OF_LONG_TITLES = """(() => {
  const seen = (name, words) => {
    const face = document.querySelector(`.board-title .${name}`);
    face.textContent = words;
    return () => {
      const text = document.createRange();
      text.selectNodeContents(face);
      const whole = text.getBoundingClientRect().width <= face.getBoundingClientRect().width;
      const below = face.getBoundingClientRect().top > face.parentElement.getBoundingClientRect().bottom - 2;
      return below ? "out of sight" : whole ? "whole" : "cut";
    };
  };
  const main = seen("main", "焊接（薄板单面点焊）·决赛");
  const second = seen("second", "Welding (single-side spot weld, thin sheet) · Final");
  return { main: main(), second: second() };
})()"""
READ_ROWS = """() => [...document.querySelectorAll('.board-row[data-slot]')]
  .sort((a, b) => a.dataset.slot - b.dataset.slot)
  .map((row) => [...row.querySelectorAll('.cell')].map((cell) => cell.textContent).join('|'))"""
READ_NUMBERS = """() => [...document.querySelectorAll('.board-row[data-slot]')]
  .sort((a, b) => a.dataset.slot - b.dataset.slot)
  .map((row) => Number(row.querySelector('.number').textContent))"""
JUMP = """() => {
  const board = document.querySelector('standings-board');
  const { order } = board.state;
  const [up, down] = [order[29], order.find((_, at) => at === board.rows.size - 1)];
  board.show({ ...board.state, order: [...order.slice(0, 4), up, ...order.filter((id, at) => at > 3 && id !== up)] });
  const seen = (id) => {
    const style = getComputedStyle(board.rows.get(id).element);
    return [Math.round(new DOMMatrix(style.transform).m42 / board.how.rowHeight), style.opacity];
  };
  return { slots: board.how.pinned + board.how.turning, up: seen(up), down: seen(down), kept: board.rows.size };
}"""
READ_SLOT = "(row) => new DOMMatrix(row.style.transform).m42 / row.offsetHeight"
OUTSIDE = """() => {
  const width = document.documentElement.clientWidth;
  const seen = [...document.querySelectorAll('main *')].filter((one) => one.checkVisibility());
  const out = seen.filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width > 0 && (box.left < -1 || box.right > width + 1);
  });
  const spilt = [...document.querySelectorAll('.board-row .cell')].filter(
    (cell) => cell.checkVisibility() && cell.scrollWidth > cell.clientWidth + 1
      && getComputedStyle(cell).overflowX === 'visible');
  return [...out, ...spilt].map((one) => `${one.className}: ${one.textContent}`)
    .concat(document.scrollingElement.scrollWidth > width ? ['the page scrolls sideways'] : []);
}"""


@pytest_asyncio.fixture(loop_scope="session")
async def small(tmp_path: Path) -> AsyncIterator[Hall]:
    async with hall(tmp_path) as opened:
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def crowd(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Hall]:
    """More entries than a screen has rows; tests that share it mark nothing."""
    async with hall(tmp_path_factory.mktemp("crowd"), entries=36) as opened:
        for n in range(1, 7):
            await opened.mark(EntryId(f"e{n}"), f"{n + 1}")
        await opened.mark(EntryId("e36"), "9")
        yield opened


async def open_board(page: Page, at: Hall, width: int = 1920, height: int = 1080, query: str = "") -> None:
    await page.set_viewport_size({"width": width, "height": height})
    await page.goto(at.url() + query)
    await expect(page.locator(".age")).to_have_attribute("data-status", "live")


async def test_a_board_shows_what_stands(page: Page, small: Hall) -> None:
    await small.mark(E2, "9.5")

    await open_board(page, small)

    await expect(page.locator(".board-title .main")).to_have_text("焊接·决赛")
    await expect(page.locator(".board-title .second")).to_have_text("Welding · Final")
    await expect(page.locator(".board-status .main")).to_have_text("暂定成绩·实时")
    rows = await page.evaluate(READ_ROWS)
    assert rows[0] == "1||102|秦岚Lan QIN|沧澜重工Canglan Heavy Works||19.00|19.00|领先"
    assert len(rows) == 4
    # Where both titles do not fit, the other language is left out and never the round cut.
    assert await page.evaluate(SEEN_OF_LONG_TITLES) == {"main": "whole", "second": "out of sight"}


async def test_a_mark_moves_its_row_and_says_so(page: Page, small: Hall) -> None:
    await small.mark(E1, "8")
    await small.mark(E2, "9")
    await open_board(page, small)
    third = page.locator(".board-row", has_text="103")
    assert await third.evaluate(READ_SLOT) == 2

    await small.mark(E3, "10")

    await expect(third).to_have_attribute("data-slot", "0")
    assert await third.evaluate(READ_SLOT) == 0
    await expect(third).to_have_class(re.compile("struck-[ab]"))
    assert await page.evaluate(READ_NUMBERS) == [103, 102, 101, 104]
    await expect(page.locator(".last-name")).to_have_text("欧阳秋实")
    await expect(page.locator(".last-total")).to_have_text("20.00")


async def test_a_row_that_was_overtaken_says_how_far_it_fell(page: Page, small: Hall) -> None:
    await small.mark(E1, "8")
    await open_board(page, small)

    await small.mark_once(E2, "9")

    await expect(page.locator(".board-row", has_text="101").locator(".moved")).to_have_text("▼1")


async def test_a_patched_board_reads_like_a_fresh_one(page: Page, small: Hall) -> None:
    await open_board(page, small)
    for entry, value in [(E1, "7"), (E2, "9"), (E3, "9"), (E4, "6.5")]:
        await small.mark(entry, value)
    await expect(page.locator(".board-row[data-slot='3'] .total")).to_have_text("13.00")
    await expect(page.locator(".sheets-text .main")).to_have_text("已评 12 / 20 张评分表")
    patched = await page.evaluate(READ_ROWS)

    await page.reload()
    await expect(page.locator(".age")).to_have_attribute("data-status", "live")

    assert await page.evaluate(READ_ROWS) == patched
    assert patched[0].startswith("1并列|")


async def test_a_board_without_its_server_says_so_and_recovers_alone(page: Page, tmp_path: Path) -> None:
    async with hall(tmp_path) as first:
        await first.mark(E1, "8")
        await open_board(page, first)
        port = first.port
    await expect(page.locator(".board-stale .main")).to_contain_text("连接中断，显示的是", timeout=5_000)
    await expect(page.locator(".board-row").first).to_be_visible()

    async with hall(tmp_path, port=port) as again:
        await again.mark(E2, "9")
        await expect(page.locator(".age")).to_have_attribute("data-status", "live")
        await expect(page.locator(".board-stale")).to_be_hidden()
        await expect(page.locator(".board-row", has_text="102")).to_have_attribute("data-slot", "0")
        recovered = await page.evaluate(READ_ROWS)
        await page.reload()
        await expect(page.locator(".age")).to_have_attribute("data-status", "live")
        # What the newest change moved is news of the moment in both.
        assert await page.evaluate(READ_ROWS) == recovered


async def test_after_an_upgrade_of_the_server_a_board_loads_itself_again_once(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loads: list[str] = []
    page.on("domcontentloaded", lambda seen: loads.append(seen.url))
    await page.add_init_script("Math.random = () => 0")
    async with hall(tmp_path) as first:
        await open_board(page, first)
        port = first.port
    # The page's address stays the old one, as a proxy that will not let go of it would have it.
    monkeypatch.setattr(FacePages, "build", "upgraded")
    async with hall(tmp_path, port=port) as again:
        async with page.expect_event("domcontentloaded"):
            pass
        await expect(page.locator(".age")).to_have_attribute("data-status", "live")
        await again.mark(E1, "8")
        await expect(page.locator(".board-row[data-slot='0'] .total")).to_have_text("16.00")

    assert len(loads) == 2


async def test_the_language_changes_in_place(page: Page, small: Hall) -> None:
    await small.mark(E2, "9")
    await open_board(page, small)
    await page.evaluate("document.body.dataset.witness = 'same page'")

    await page.keyboard.press("l")

    await expect(page.locator(".board-title .main")).to_have_text("Welding · Final")
    await expect(page.locator(".board-status .main")).to_have_text("Provisional · live")
    await expect(page.locator(".board-row[data-slot='0'] .name .main")).to_have_text("Lan QIN")
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    await expect(page.locator("body")).to_have_attribute("data-witness", "same page")


async def test_the_pages_show_every_entry_and_keep_the_leaders(page: Page, crowd: Hall) -> None:
    await open_board(page, crowd)
    first = await page.evaluate(READ_NUMBERS)

    seen = set(first)
    for _ in range(7):
        await page.keyboard.press("ArrowRight")
        numbers = await page.evaluate(READ_NUMBERS)
        assert (numbers[:3], len(numbers)) == (first[:3], len(first))
        seen |= set(numbers)

    assert first[0] == 136
    assert seen == {100 + n for n in range(1, 37)}


async def test_whoever_jumps_onto_the_page_glides_in_from_below_and_pushes_the_last_one_out(
    page: Page, crowd: Hall
) -> None:
    await open_board(page, crowd)
    at_start = await page.evaluate(JUMP)

    slots = at_start["slots"]
    # Whole, not half seen through the rows it passes.
    assert at_start == {"slots": slots, "up": [slots, "1"], "down": [slots - 1, "1"], "kept": slots + 1}
    await expect(page.locator(".board-row")).to_have_count(slots)
    await expect(page.locator(".board-row[data-slot='4']")).to_have_count(1)


async def test_pages_turn_by_themselves(page: Page, crowd: Hall) -> None:
    await page.clock.install()
    await open_board(page, crowd)
    first = await page.evaluate(READ_NUMBERS)

    await page.clock.run_for(12_500)

    assert await page.evaluate(READ_NUMBERS) != first


async def test_when_judging_is_over_a_list_is_under_review(page: Page, small: Hall) -> None:
    await small.mark(E1, "8")
    await open_board(page, small)
    await expect(page.locator(".board-status .main")).to_have_text("暂定成绩·实时")

    await small.ask(CloseRound(FINAL, True))

    await expect(page.locator(".board-status .main")).to_have_text("复核中·评分结束")
    await expect(page.locator(".board-status .second")).to_have_text("Under review · judging over")


async def test_a_frozen_board_says_so_and_stands_still(page: Page, small: Hall) -> None:
    await small.mark(E1, "8")
    await open_board(page, small)

    await small.freeze()
    await expect(page.locator(".board-status .main")).to_have_text("已封榜")
    before = await page.evaluate(READ_ROWS)
    await small.mark(E2, "9")
    await page.reload()
    await expect(page.locator(".age")).to_have_attribute("data-status", "live")

    assert await page.evaluate(READ_ROWS) == before


@pytest.mark.parametrize(("width", "height"), SIZES)
async def test_nothing_leaves_the_screen(page: Page, crowd: Hall, width: int, height: int) -> None:
    await open_board(page, crowd, width, height)
    for _ in ("zh", "en"):
        assert await page.evaluate(OUTSIDE) == []
        await page.keyboard.press("l")


async def test_a_long_day_leaves_nothing_behind(page: Page, crowd: Hall) -> None:
    await open_board(page, crowd)
    shown = await page.locator(".board-row[data-slot]").count()
    sizes = []
    for _ in range(2):
        for _ in range(8):
            await page.keyboard.press("ArrowRight")
        await expect(page.locator(".board-row")).to_have_count(shown)
        # A longer name has more places where its line may end.
        sizes.append(await page.evaluate("document.querySelectorAll('main *:not([data-words] > i)').length"))

    assert sizes[0] == sizes[1]


async def test_everyone_can_read_it(page: Page, crowd: Hall) -> None:
    await open_board(page, crowd)
    assert await accessibility_faults(page) == []
    await page.goto(crowd.url("/board/?all"))
    await expect(page.locator(".list-round")).to_be_visible()
    assert await accessibility_faults(page) == []


async def test_a_board_that_is_not_there_says_so(page: Page, small: Hall) -> None:
    await page.goto(small.url("/board/cup/nowhere"))

    await expect(page.locator(".board-note .main")).to_have_text("没有这块榜")


async def test_the_list_leads_to_the_boards(page: Page, small: Hall) -> None:
    await page.goto(small.url("/board/?all"))

    await page.get_by_role("link", name="决赛").click()

    await expect(page.locator(".board-title .main")).to_have_text("焊接·决赛")


async def test_a_screen_announces_itself_and_shows_what_the_desk_says(page: Page, small: Hall) -> None:
    await page.goto(small.url("/display/"))
    await expect(page.locator(".idle-code")).not_to_be_empty()
    (screen,) = small.parts.displays.all()
    await expect(page.locator(".idle-code")).to_have_text(screen.name)

    await small.parts.displays.change(screen.id, board="standings.cup.final", options={"language": "en"})
    await expect(page.locator(".board-title .main")).to_have_text("Welding · Final")
    await small.parts.displays.change(screen.id, identify=True)
    await expect(page.locator(".display-found")).to_be_visible()

    await page.reload()
    await expect(page.locator(".board-title .main")).to_have_text("Welding · Final")
    assert small.parts.displays.all()[0].id == screen.id
    assert len(small.parts.displays.all()) == 1


async def test_a_screen_that_was_removed_announces_itself_anew(page: Page, small: Hall) -> None:
    await page.goto(small.url("/display/"))
    await expect(page.locator(".idle-code")).not_to_be_empty()
    (screen,) = small.parts.displays.all()

    await small.parts.displays.remove(screen.id)

    await expect(page.locator(".idle-code")).not_to_have_text(screen.name)
    assert len(small.parts.displays.all()) == 1


async def test_between_rounds_a_screen_shows_whose_competition_it_is(page: Page, small: Hall) -> None:
    await page.goto(small.url("/display/"))
    await expect(page.locator(".idle-code")).not_to_be_empty()
    (screen,) = small.parts.displays.all()

    await small.parts.displays.change(screen.id, board="overview.cup")

    await expect(page.locator(".welcome-title .main")).to_have_text("杯赛")
    await expect(page.locator(".welcome-title .second")).to_have_text("Cup")
    await expect(page.locator(".idle-code")).to_be_hidden()
