"""Faster than paper: a sheet of 25 aspects takes under 40 taps, counted by the browser, and needs no scrolling by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.browser.conftest import watch
from tests.judge_client import screen
from tests.judge_client.venue import ServerProcess, Venue, both, house, venue
from tests.support.server import Client

TAPS_MAX = 40
BENCHMARKS = [both(f"第 {n} 级的样子", f"What level {n} looks like") for n in range(4)]
COUNT_TAPS = """() => {
    window.taps = 0;
    addEventListener("pointerdown", (event) => { if (event.isTrusted) window.taps += 1; }, true);
}"""
IN_SIGHT = """(key) => {
    const { top, bottom } = key.getBoundingClientRect();
    const head = document.querySelector(".sheet-head").getBoundingClientRect().bottom;
    const foot = document.querySelector(".actions").getBoundingClientRect().top;
    return top >= head - 1 && bottom <= foot + 1;
}"""


def _aspect(id_: str, max_: str, rule: dict[str, Any]) -> dict[str, Any]:
    return {"id": id_, "title": both(f"评分点 {id_}", f"Aspect {id_}"), "max": max_, "rule": rule}


def _length(id_: str) -> dict[str, Any]:
    quantity = {"id": "l", "title": both("长度", "Length"), "unit": "mm", "step": "0.1", "high": "99"}
    tolerance = {"nominal": "20", "plus": "0.2", "minus": "0.2"}
    scored = {"by": "step_deduction", "step": "0.1", "minus_points": "1"}
    return _aspect(id_, "3", {"kind": "measurement", "quantities": [quantity | tolerance], "scored": scored})


LEVELS = [_aspect(f"look-{n}", "3", {"kind": "judgement", "benchmarks": BENCHMARKS}) for n in range(1, 14)]
POINTS = [_aspect(f"points-{n}", "5", {"kind": "points", "step": "0.5"}) for n in range(1, 5)]
SIZES = [_length("size-1"), _length("size-2")]
ORDER = [
    _aspect(
        "order",
        "5",
        {
            "kind": "count",
            "start": "5",
            "faults": [
                {"id": id_, "title": both(zh, en), "points": "-1", "count_max": 9}
                for id_, zh, en in (("gear", "防护不全", "Gear missing"), ("mess", "乱放工具", "Tools about"))
            ],
        },
    ),
    *(
        _aspect(
            f"step-{n}",
            "1",
            {"kind": "yes_no", "items": [{"id": "done", "title": both("已做", "Done"), "points": "1"}]},
        )
        for n in range(1, 4)
    ),
    _aspect("clock", "0", {"kind": "time", "scored": "recorded"}),
    _aspect("danger", "0", {"kind": "veto", "scope": "module"}),
]
ASPECTS = [*LEVELS, *POINTS, *SIZES, *ORDER]
TOTAL = str(sum(int(aspect["max"]) for aspect in ASPECTS))
SCHEME = {
    "id": "typical",
    "version": 1,
    "title": both("一张常见的评分表", "A typical sheet"),
    "trade": both("工种", "Trade"),
    "basis": "typical",
    "source": "test",
    "max": TOTAL,
    "result": {},
    "modules": [
        {
            "id": "practice",
            "title": both("实操", "Practice"),
            "max": TOTAL,
            "panel_size": 2,
            "sub_criteria": [
                {"id": "looks", "title": both("外观", "Appearance"), "aspects": LEVELS},
                {"id": "work", "title": both("操作", "Work"), "aspects": [*POINTS, *SIZES]},
                {"id": "order", "title": both("过程", "Process"), "aspects": ORDER},
            ],
        }
    ],
}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def rooms(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[ServerProcess, Client]]:
    async with house(tmp_path_factory.mktemp("venue")) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="session")
async def here(rooms: tuple[ServerProcess, Client]) -> Venue:
    return await venue(*rooms, id_="typical", scheme=SCHEME)


async def test_a_typical_sheet_of_25_aspects_takes_under_40_taps(
    here: Venue, browser: Browser, page_errors: list[str]
) -> None:
    assert len(ASPECTS) == 25
    context = await browser.new_context(has_touch=True, viewport={"width": 800, "height": 1280})
    page = await context.new_page()
    watch(page, page_errors)
    await screen.pair(page, here.server.base, here.cards[0])
    await page.evaluate(COUNT_TAPS)

    await page.tap("[data-next]")
    for n, aspect in enumerate(LEVELS):
        await _tap(page, f"#aspect-{aspect['id']} [data-level='{(n % 2) + 2}']")
    for aspect in POINTS:
        await _tap(page, f"#aspect-{aspect['id']} [data-level='4.5']")
    await expect(page.locator("#aspect-size-1 .scored")).to_have_text(
        "超差每 0.1 mm 扣 1 分，不足 0.1 mm 按 0.1 mm 计"
    )
    await _tap(page, "#aspect-size-1 .box")
    for key in ("2", "0"):
        await page.tap(f".keypad [data-key='{key}']")
    await page.tap("[data-do=next-box]")
    for key in ("1", "9", ".", "9"):
        await page.tap(f".keypad [data-key='{key}']")
    await page.tap("[data-do=done]")
    await _tap(page, "#aspect-order [data-do=zeros]")
    for n in range(1, 4):
        await _tap(page, f"#aspect-step-{n} [data-answer=yes]")
    await _tap(page, "#aspect-clock [data-do=watch]")
    await _tap(page, "#aspect-clock [data-do=watch]")
    await _tap(page, "#aspect-danger [data-answer=no]")
    await page.tap("[data-do=review]")
    await page.tap("[data-do=submit]")
    await screen.receipt(page)

    taps = await page.evaluate("() => window.taps")
    print(f"taps for a sheet of {len(ASPECTS)} aspects, from the list to the receipt: {taps}")
    assert taps < TAPS_MAX
    assert len(await here.sheets()) == 1
    await context.close()


async def _tap(page: Page, what: str) -> None:
    """A finger on a key that is in sight by itself: the page has brought it there."""
    key = page.locator(what)
    await expect(key).to_be_visible()
    await page.wait_for_function(IN_SIGHT, arg=await key.element_handle())
    await key.tap()
