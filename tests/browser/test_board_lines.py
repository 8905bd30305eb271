"""How texts stand on boards: lines end at words, both languages are whole or one is left out, ranks are read first."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from server.run import Running, inside
from server.settings import Settings
from tools import gallery, gallery_cup, look
from tools.gallery_cup import Shown
from tools.gallery_scenes import Scene, prepare, scenes

UPRIGHT = (
    "standings",
    "results",
    "teams",
    "stage",
    "scoring-light",
    "heats",
    "schedule",
    "quarters",
    "quarters-2",
)
"""Every family of boards, and the narrowest zones."""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def cup(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Running, dict[str, Scene]]]:
    async with inside(Settings(data=tmp_path_factory.mktemp("lines"), host="127.0.0.1", port=0)) as running:
        shown: Shown = await gallery_cup.make(running.parts, 12)
        await prepare(running.parts, shown)
        yield running, {scene.name: scene for scene in scenes(shown)}


async def stage(
    browser: Browser, cup: tuple[Running, dict[str, Scene]], shape: str, *names: str
) -> AsyncIterator[tuple[Page, str]]:
    """A page with one scene after the other in Chinese, and the scene's name."""
    running, by_name = cup
    page = await gallery.open_stage(browser, running, *gallery.SHAPES[shape], "zh")
    for name in names:
        await gallery.show(page, by_name[name], "zh")
        yield page, name
    await page.context.close()


_TORN = """() => {
  const lines = (box) => new Set([...box].filter(({ width }) => width > 0).map(({ top }) => Math.round(top))).size;
  const boxes = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return range.getClientRects();
  };
  const several = [...document.querySelectorAll("[data-words]")]
    .filter((text) => text.checkVisibility() && !text.closest("[data-close]") && lines(boxes(text)) > 1);
  const torn = several.flatMap((text) => [...text.childNodes]
    .filter((piece) => piece.nodeType === Node.TEXT_NODE && lines(boxes(piece)) > 1)
    .map((piece) => `${text.textContent}: ${piece.data}`));
  return { several: several.length, torn };
}"""


async def test_no_line_of_a_text_ends_within_a_word_or_before_a_dot(
    browser: Browser, cup: tuple[Running, dict[str, Scene]]
) -> None:
    several, torn = 0, []

    async for page, name in stage(browser, cup, "upright", *UPRIGHT):
        found = await page.evaluate(_TORN)
        several += found["several"]
        torn += [f"{name}: {text}" for text in found["torn"]]

    assert several > 0
    assert torn == []


# What is cut has more in it than it shows; what stands below its box is out of sight.
_STUMPS = """() => [...document.querySelectorAll(
  ".board-titles .second, .heat-title .second, .scoring-card-title .second"
)].filter((text) => text.textContent && text.checkVisibility() &&
  text.getBoundingClientRect().top < text.parentElement.getBoundingClientRect().bottom - 2 &&
  (text.scrollWidth > text.clientWidth + 1 || text.scrollHeight > text.clientHeight * 1.2))
  .map((text) => text.textContent)"""


@pytest.mark.parametrize("shape", ["upright", "wall"])
async def test_the_second_language_of_a_head_is_whole_or_not_there(
    browser: Browser, cup: tuple[Running, dict[str, Scene]], shape: str
) -> None:
    stumps = []

    async for page, name in stage(
        browser, cup, shape, "heats", "scoring", "outlook", "quarters", "quarters-2"
    ):
        stumps += [f"{name}: {text}" for text in await page.evaluate(_STUMPS)]

    assert stumps == []


_RANKS = """() => {
  const board = document.querySelector("standings-board");
  const state = structuredClone(board.state);
  for (const row of Object.values(state.rows)) Object.assign(row, { rank: 4, shared: true });
  board.show(state);
  return [...document.querySelectorAll(".board-row .place:has(.shared:not(:empty))")].map((place) => {
  const size = (name) => Number.parseFloat(getComputedStyle(place.querySelector(name)).fontSize);
  return size(".rank") / size(".shared");
  });
}"""


@pytest.mark.parametrize("shape", ["upright", "wall"])
async def test_a_shared_rank_is_read_before_the_word_that_says_so(
    browser: Browser, cup: tuple[Running, dict[str, Scene]], shape: str
) -> None:
    async for page, _ in stage(browser, cup, shape, "standings"):
        ranks = await page.evaluate(_RANKS)

    assert ranks
    assert min(ranks) >= 2


async def shares(page: Page) -> dict[str, Any]:
    """Where things stand, in parts of the picture's height or width."""
    found: dict[str, Any] = await page.evaluate("""() => {
      const edge = (selector, side) => [...document.querySelectorAll(selector)].at(-1)?.getBoundingClientRect()[side];
      return {
        list: edge(".board-list", "top") / innerHeight,
        title: edge(".board-title", "left") / innerWidth,
        rows: edge(".board-list", "left") / innerWidth,
        name: edge(".board-row .name", "left") / innerWidth,
        place: edge(".board-row .place", "right") / innerWidth,
        programme: edge(".schedule-line", "bottom") / innerHeight,
      };
    }""")
    return found


async def test_upright_the_height_belongs_to_the_rows_and_titles_begin_where_rows_begin(
    browser: Browser, cup: tuple[Running, dict[str, Scene]]
) -> None:
    found = {
        name: await shares(page) async for page, name in stage(browser, cup, "upright", "standings", "teams")
    }

    assert found["standings"]["list"] < 0.27
    assert [name for name, at in found.items() if abs(at["title"] - at["rows"]) > 0.01] == []


async def test_where_nothing_moves_no_column_is_kept_for_it(
    browser: Browser, cup: tuple[Running, dict[str, Scene]]
) -> None:
    names = ("teams", "standings-official")
    found = {name: await shares(page) async for page, name in stage(browser, cup, "upright", *names)}

    assert [name for name, at in found.items() if at["name"] - at["place"] > 0.03] == []


async def test_a_programme_fills_an_upright_screen(
    browser: Browser, cup: tuple[Running, dict[str, Scene]]
) -> None:
    async for page, _ in stage(browser, cup, "upright", "schedule"):
        found = await shares(page)

    assert 0.75 < found["programme"] < 1


_PAGE = """() => {
  document.querySelector("stations-board").foot.turn(9, 12);
  const page = document.querySelector(".floor-page");
  const range = document.createRange();
  range.selectNodeContents(page);
  return { text: page.textContent, lines: range.getClientRects().length };
}"""


async def test_which_page_it_is_stands_on_one_line_in_the_narrowest_zone(
    browser: Browser, cup: tuple[Running, dict[str, Scene]]
) -> None:
    async for page, _ in stage(browser, cup, "upright", "quarters"):
        found = await page.evaluate(_PAGE)

    assert found == {"text": "第 10 / 12 页", "lines": 1}


# A competition of two hundred has such a unit in every heat.
_LONG_UNITS = """(unit) => {
  const board = document.querySelector("heats-board");
  const state = structuredClone(board.state);
  for (const heat of Object.values(state.rows))
    for (const entry of heat.entries) Object.assign(entry, { delegation: unit, name: unit });
  board.show(state);
}"""


async def test_the_longest_units_of_a_full_heat_are_large_enough_in_the_smallest_zone(
    browser: Browser, cup: tuple[Running, dict[str, Scene]]
) -> None:
    found = []

    async for page, name in stage(browser, cup, "wall4k", "main-side", "quarters-2"):
        unit = gallery_cup.UNITS[5]
        await page.evaluate(_LONG_UNITS, {"zh": unit.zh, "en": unit.en})
        found += [f"{name}: {fault}" for fault in await look.faults(page)]

    assert found == []
