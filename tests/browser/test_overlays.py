"""Graphics over a live picture in a real browser: transparent where nothing is, in and out by a trigger, at 1080p and 4K."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator
from pathlib import Path
from struct import unpack

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from server.core.commands_round import CloseRound, PublishResults
from server.core.ids import EntryId
from server.services.stream import GRAPHICS
from tests.browser.accessibility import at_rest
from tests.browser.hall import Hall, hall
from tests.support.small import CUP, FINAL, JUDGES, PREPARE, judge, sheet

BOARD = f"standings.{CUP}.{FINAL}"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def marked(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Hall]:
    async with hall(tmp_path_factory.mktemp("stream"), entries=12) as opened:
        for n in range(1, 13):
            await opened.mark(EntryId(f"e{n}"), str(n / 2 + 3))
        yield opened


def alphas(png: bytes) -> list[list[int]]:
    """The opacity of every pixel of a PNG with 8 bits of red, green, blue and alpha, as a browser writes it."""
    at, packed, width, height = 8, b"", 0, 0
    while at < len(png):
        length, name = unpack(">I4s", png[at : at + 8])
        body = png[at + 8 : at + 8 + length]
        if name == b"IHDR":
            width, height, depth, colour = unpack(">IIBB", body[:10])
            assert (depth, colour) == (8, 6), "a picture with opacity"
        if name == b"IDAT":
            packed += body
        at += 12 + length
    raw, stride = zlib.decompress(packed), width * 4
    above, rows = bytearray(stride), []
    for y in range(height):
        start = y * (stride + 1)
        line = bytearray(raw[start + 1 : start + 1 + stride])
        _unfilter(raw[start], line, above)
        rows.append(list(line[3::4]))
        above = line
    return rows


def _unfilter(kind: int, line: bytearray, above: bytearray) -> None:
    """Undo a PNG row's filter in place (PNG specification, 9.2)."""
    for x in range(3, len(line), 4):  # opacity only: each channel is filtered by itself
        left = line[x - 4] if x >= 4 else 0
        up, corner = above[x], above[x - 4] if x >= 4 else 0
        estimate = left + up - corner
        near = min((abs(estimate - one), order, one) for order, one in enumerate((left, up, corner)))[2]
        line[x] = (line[x] + (0, left, up, (left + up) // 2, near)[kind]) & 255


async def open_overlay(page: Page, at: Hall, graphic: str, query: str = "", scale: int = 1) -> None:
    await page.set_viewport_size({"width": 960 * scale, "height": 540 * scale})
    await page.goto(
        at.url(f"/overlay/{graphic}?board={BOARD}{query}{'' if 'lang=' in query else '&lang=zh'}")
    )
    await expect(page.locator("stream-overlay")).to_have_attribute(
        "data-shown", "no" if "on=1" not in query else "yes"
    )


@pytest.mark.parametrize("graphic", GRAPHICS)
async def test_a_graphic_that_is_hidden_covers_nothing(page: Page, marked: Hall, graphic: str) -> None:
    await open_overlay(page, marked, graphic)
    await page.wait_for_function("document.querySelector('stream-overlay').feed.connection.status === 'live'")

    seen = alphas(await page.screenshot(omit_background=True))

    assert {value for row in seen for value in row} == {0}


@pytest.mark.parametrize("graphic", ["lower_third", "tower", "ticker", "versus", "on_stage"])
async def test_a_graphic_is_there_and_the_rest_is_transparent(page: Page, marked: Hall, graphic: str) -> None:
    await open_overlay(page, marked, graphic, "&on=1")
    await expect(page.locator("stream-overlay > *")).to_be_visible()
    await at_rest(page)
    box = await page.locator("stream-overlay > *").bounding_box()
    assert box is not None

    seen = alphas(await page.screenshot(omit_background=True, animations="disabled"))

    inside = [v for row in seen[int(box["y"]) : int(box["y"] + box["height"])] for v in row]
    assert max(inside) == 255
    for y, row in enumerate(seen):
        if not box["y"] - 2 <= y <= box["y"] + box["height"] + 2:
            assert set(row) == {0}, f"line {y}"


async def test_a_trigger_brings_it_in_and_takes_it_out(page: Page, marked: Hall) -> None:
    token = await marked.parts.stream.new_token()
    await open_overlay(page, marked, "lower_third")

    await page.request.get(marked.url(f"/api/v1/stream/lower_third/show?token={token}&entry=e3"))
    await expect(page.locator("stream-overlay")).to_have_attribute("data-shown", "yes")
    await expect(page.locator(".third-name .main")).to_have_text("欧阳秋实")
    await expect(page.locator(".third-rank")).to_have_text("10")
    await expect(page.locator(".third-state")).to_have_text("暂定成绩·实时")
    await page.request.get(marked.url(f"/api/v1/stream/lower_third/show?token={token}&entry=104"))
    await expect(page.locator(".third-rank")).to_have_text("9")
    await page.request.get(marked.url(f"/api/v1/stream/lower_third/next?token={token}"))
    await expect(page.locator(".third-rank")).to_have_text("2")
    # Who is not there is nobody, not the leader under another's picture.
    await page.request.get(marked.url(f"/api/v1/stream/lower_third/show?token={token}&entry=999"))
    await expect(page.locator("stream-overlay")).to_have_attribute("data-shown", "no")
    await page.request.get(marked.url(f"/api/v1/stream/lower_third/first?token={token}"))
    await expect(page.locator("stream-overlay")).to_have_attribute("data-shown", "yes")
    await page.request.get(marked.url(f"/api/v1/stream/lower_third/hide?token={token}"))

    await expect(page.locator("stream-overlay")).to_have_attribute("data-shown", "no")
    await expect(page.locator(".lower-third")).to_be_hidden()


async def test_the_entry_on_stage_comes_with_its_marks(page: Page, marked: Hall) -> None:
    await open_overlay(page, marked, "on_stage", "&on=1")
    await expect(page.locator(".third-module")).to_have_text("weld")
    await expect(page.locator(".third-part b")).to_have_text(["9.00", "9.00"])
    await expect(page.locator(".third-total")).to_have_text("18.00")

    await marked.parts.stream.act("on_stage", "show", "103")

    await expect(page.locator(".third-name .main")).to_have_text("欧阳秋实")
    await expect(page.locator(".third-sum")).to_have_text("9.00")


async def test_a_row_that_climbs_says_what_brought_it_there(page: Page, marked: Hall) -> None:
    await open_overlay(page, marked, "tower", "&on=1&count=6&motion=full")
    await expect(page.locator(".tower-row")).to_have_count(6)
    await expect(page.locator(".tower-row[data-news]")).to_have_count(0)

    await marked.ask(sheet(marked.code(EntryId("e11")), PREPARE, "5"), judge(JUDGES[0]))
    await marked.ask(sheet(marked.code(EntryId("e11")), PREPARE, "5"), judge(JUDGES[1]))

    climber = page.locator(".tower-row[data-news]")
    await expect(climber.locator(".tower-rank")).to_have_text("1")
    await expect(climber.locator(".tower-news")).to_have_text("▲1+10.00")


async def test_whoever_wants_no_motion_gets_a_strip_that_stands(page: Page, marked: Hall) -> None:
    await open_overlay(page, marked, "ticker", "&on=1&motion=still")
    await expect(page.locator(".strip-item:visible")).to_have_count(1)

    moving = await page.evaluate(
        "document.getAnimations().filter((one) => one.effect.getComputedTiming().duration > 0).length"
    )

    assert moving == 0


async def test_4k_is_the_same_picture(page: Page, marked: Hall) -> None:
    boxes = []
    for scale in (1, 2):
        await open_overlay(page, marked, "tower", "&on=1&count=6", scale)
        await expect(page.locator(".tower-row")).to_have_count(6)
        await at_rest(page)
        box = await page.locator(".tower").bounding_box()
        assert box is not None
        boxes.append([one / scale for one in (box["x"], box["y"], box["width"], box["height"])])

    # Letters are set on whole pixels, of which there are more.
    assert boxes[0] == pytest.approx(boxes[1], abs=2)


async def test_a_reveal_shows_nothing_before_results_are_out(page: Page, tmp_path: Path) -> None:
    async with hall(tmp_path) as at:
        for n in range(1, 5):
            await at.mark(EntryId(f"e{n}"), str(n + 3))
        await open_overlay(page, at, "reveal", "&count=3")
        await at.parts.stream.act("reveal", "show")
        await expect(page.locator("stream-overlay")).to_have_attribute("data-shown", "no")

        await at.ask(CloseRound(FINAL, True))
        await at.ask(PublishResults(FINAL))

        await expect(page.locator(".reveal-rank")).to_have_text("3")
        await at.parts.stream.act("reveal", "next")
        await expect(page.locator(".reveal-rank")).to_have_text("2")
        await at.parts.stream.act("reveal", "next")
        await expect(page.locator(".reveal-rank")).to_have_text("1")
        await at.parts.stream.act("reveal", "previous")
        await expect(page.locator(".reveal-rank")).to_have_text("2")


LOSE = "document.querySelector('stream-overlay').feed.again(3_600_000)"
"""The line is cut for certain, and the next try is an hour away."""
MARK = """() => {
  const state = document.querySelector('.third-state, .tower-state, .over-tag, .strip-label');
  const { content, color, fontSize } = getComputedStyle(state, '::after');
  const { left, right } = state.getBoundingClientRect();
  return { mark: content, colour: color, size: parseFloat(fontSize) / innerHeight * 1080,
    inside: left >= 0 && right <= innerWidth && right > left };
}"""
"""Of the mark behind a graphic's state; asked in one go, as some graphics draw it anew all the time."""


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("scale", [2, 4])
async def test_a_graphic_that_lost_its_line_stays_with_a_mark(
    page: Page, marked: Hall, language: str, scale: int
) -> None:
    """At 1080p and at 4K; whoever mixes sees it, whatever the graphic."""
    for graphic in ("lower_third", "tower", "ticker", "versus", "on_stage"):
        await open_overlay(page, marked, graphic, f"&on=1&motion=still&lang={language}", scale)
        await page.wait_for_function(f"({MARK})().mark === 'none'")

        await page.evaluate(LOSE)

        await expect(page.locator("stream-overlay")).to_have_attribute("data-stale", "yes")
        await expect(page.locator("stream-overlay")).to_have_attribute("data-shown", "yes")
        await expect(page.locator("stream-overlay > *")).to_be_visible()
        seen = await page.evaluate(MARK)
        assert "▲" in seen["mark"], graphic
        assert seen["size"] >= 16, (graphic, "1080ths of the picture's height")
        assert seen["inside"], graphic
        assert seen["colour"] != "rgba(0, 0, 0, 0)"


async def test_a_graphic_that_lost_its_line_goes_out_where_its_address_says_so(
    page: Page, marked: Hall
) -> None:
    await open_overlay(page, marked, "tower", "&on=1&motion=still&lost=2")

    await page.evaluate(LOSE)

    await expect(page.locator("stream-overlay")).to_have_attribute("data-shown", "no")
    await expect(page.locator(".tower")).to_be_hidden()
    await page.evaluate("document.querySelector('stream-overlay').feed.reconnect()")
    await expect(page.locator("stream-overlay")).to_have_attribute("data-shown", "yes")
    await expect(page.locator(".tower")).to_be_visible()
