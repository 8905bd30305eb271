"""How every kind of screen looks: no text is cut without an ellipsis, outside the picture, over another, or too small."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from server.run import Running, inside
from server.settings import Settings
from tools import gallery, gallery_cup, gallery_overlays, look
from tools.gallery_cup import Shown
from tools.gallery_scenes import prepare, scenes

SEEN = [("wall", "zh", part) for part in range(3)] + [
    ("upright", "en", 0),
    ("upright", "en", 1),
    ("odd", "zh", 2),
]
"""
Every content on the usual wall, and on one of the others: which part of them where. In parts, so that none takes long.

4K is measured with the first: all sizes on a screen are parts of its height.
"""
PARTS = 3
LONGEST = {"overlay-lower-third-long", "overlay-tower-right-large", "overlay-versus-long", "overlay-ticker"}
"""The graphics with the least room for what they say."""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def cup(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Running, Shown]]:
    async with inside(Settings(data=tmp_path_factory.mktemp("look"), host="127.0.0.1", port=0)) as running:
        shown = await gallery_cup.make(running.parts, 12)
        await prepare(running.parts, shown)
        yield running, shown


@pytest.mark.parametrize(("shape", "language", "part"), SEEN)
async def test_no_screen_cuts_a_text_or_sets_it_too_small(
    browser: Browser, cup: tuple[Running, Shown], shape: str, language: str, part: int
) -> None:
    running, shown = cup
    page = await gallery.open_stage(browser, running, *gallery.SHAPES[shape], language)
    found = []

    for scene in scenes(shown)[part::PARTS]:
        await gallery.show(page, scene, language)
        found += [f"{scene.name}: {fault}" for fault in await look.faults(page, scene.within)]

    await page.context.close()
    assert found == []


LISTS = {
    "results": "名次Place|参赛号No.|参赛选手Competitor|代表队Delegation|总成绩Total|奖项Prize",
    "outlook": "可能名次Range|参赛号No.|参赛选手Competitor|代表队Delegation|总成绩Total|奖项前景Prospects",
    "records": "名次Place|参赛号No.|参赛选手Competitor|代表队Delegation|成绩Result|项目Best in",
}
_HEADS = """() => [...document.querySelectorAll(".board-columns [role=columnheader]")].map((head) => {
  const column = [...head.classList].find((name) => name !== "cell");
  const cell = document.querySelector(`.board-row:not([data-out]) .${column}`).getBoundingClientRect();
  const { left, right } = head.getBoundingClientRect();
  return { text: head.textContent, over: Math.abs(left - cell.left) < 1 && Math.abs(right - cell.right) < 1 };
}).filter(({ text }) => text)"""


async def test_every_column_of_a_list_has_its_head_in_both_languages_over_it(
    browser: Browser, cup: tuple[Running, Shown]
) -> None:
    running, shown = cup
    page = await gallery.open_stage(browser, running, *gallery.SHAPES["wall"], "zh")
    found = {}

    for scene in scenes(shown):
        if scene.name in LISTS:
            await gallery.show(page, scene, "zh")
            heads = await page.evaluate(_HEADS)
            assert [head for head in heads if not head["over"]] == []
            found[scene.name] = "|".join(head["text"] for head in heads)

    await page.context.close()
    assert found == LISTS


async def test_no_graphic_of_the_stream_cuts_a_text_or_lets_it_run_out_of_its_plate(
    browser: Browser, cup: tuple[Running, Shown]
) -> None:
    running, shown = cup

    seen = await gallery_overlays.photograph(browser, running, shown, gallery.SHAPES["wall"], "zh", LONGEST)

    assert [(name, faults) for name, _, faults in seen if faults] == []


FAULTY = {
    "a line too many": "<p style='width:4em;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;"
    "overflow:clip visible'>a name on three lines</p>",
    "cut": "<p style='width:4em;overflow:hidden;white-space:nowrap'>a name that is longer</p>",
    "outside": "<p style='position:absolute;left:95%;white-space:nowrap'>half of it outside</p>",
    "small": "<p style='font-size:5px'>for eagles</p>",
    "over each other": "<p style='position:absolute;top:9em'>one</p><p style='position:absolute;top:9em'>other</p>",
}


@pytest.mark.parametrize("fault", FAULTY)
async def test_the_measuring_sees_what_an_eye_sees(page: Page, fault: str) -> None:
    await page.set_content(f"<body style='font-size:20px;margin:0'>{FAULTY[fault]}")

    assert [line.partition(" p.")[0] for line in await look.faults(page)] == [fault]


async def test_an_ellipsis_is_no_fault(page: Page) -> None:
    await page.set_content(
        "<body style='font-size:20px'><p style='width:4em;overflow:hidden;white-space:nowrap;"
        "text-overflow:ellipsis'>a name that is longer</p>"
    )

    assert await look.faults(page) == []
