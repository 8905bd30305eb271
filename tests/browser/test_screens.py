"""Screens of the hall in a real browser: they announce themselves, show what is taken, say what they show, and recover."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest_asyncio
from playwright.async_api import Browser, Page, WebSocket, expect

from server.services.board_kinds import BUILT_IN, LAYOUTS, PUBLIC_BOARDS
from server.services.screen_setting import ScreenSetting
from tests.browser.accessibility import accessibility_faults
from tests.browser.conftest import watch
from tests.browser.hall import Hall, hall
from tests.support.small import CUP, FINAL, WELDING

STANDINGS = {"kind": "standings", "board": f"standings.{CUP}.{FINAL}", "options": {}}
CLOCK = {"kind": "clock", "board": "", "options": {}}
START_PAGE = Path(__file__).parents[2] / "docs/examples/screens/start.html"
WORDS = {"kind": "announcement", "board": "", "options": {"title_zh": "请到检录区", "title_en": "Call area"}}


@pytest_asyncio.fixture(loop_scope="session")
async def small(tmp_path: Path) -> AsyncIterator[Hall]:
    async with hall(tmp_path) as opened:
        yield opened


async def open_screen(page: Page, at: Hall, width: int = 1280, height: int = 720) -> str:
    """A browser becomes a screen; its id."""
    await page.set_viewport_size({"width": width, "height": height})
    await page.goto(at.url("/display/"))
    await expect(page.locator(".idle-code")).not_to_be_empty()
    await expect(page.locator(".idle-qr path")).to_have_count(1)
    stored: str = await page.evaluate("localStorage.getItem('jinchui.display')")
    return stored


async def take(at: Hall, display: str, *zones: dict[str, Any], layout: str = "full") -> str:
    """Put a new scene on a screen; its id."""
    body = {"id": "", "title": {"zh": "画面", "en": "Scene"}, "layout": layout, "zones": list(zones)}
    scene = await at.parts.fleet.keep("scene", body)
    assert isinstance(scene, dict)
    screens = at.parts.fleet.chosen([display], [], everyone=False)
    assert await at.parts.fleet.take(screens, scene=scene["id"]) is None
    return str(scene["id"])


def reported(at: Hall, display: str) -> dict[str, Any]:
    report: dict[str, Any] = at.parts.reports.of(display).get("report", {})
    return report


async def until_reported(page: Page, at: Hall, display: str, **wanted: Any) -> dict[str, Any]:
    """Wait for a report that says this: the page's own request is what is waited for."""
    while True:
        report = reported(at, display)
        if all(report.get(name) == value for name, value in wanted.items()):
            return report
        await next_report(page, at, display)


async def next_report(page: Page, at: Hall, display: str) -> dict[str, Any]:
    """What the screen says of itself after it has said something again."""
    # Finished, not only answered: a screen that runs for days keeps no answer it has not read.
    async with page.expect_request_finished(lambda sent: sent.url.endswith("/report")):
        pass
    return reported(at, display)


async def test_a_new_screen_shows_its_code_and_where_a_phone_gives_it_a_place(
    page: Page, small: Hall
) -> None:
    display = await open_screen(page, small)

    await expect(page.locator(".idle-code")).to_have_text(display.upper())
    await expect(page.locator(".idle-address")).to_have_text(re.compile(f"/desk/screens/{display}$"))
    assert await accessibility_faults(page) == []


async def test_what_is_taken_is_shown_and_reported_and_survives_a_power_cut(page: Page, small: Hall) -> None:
    display = await open_screen(page, small)

    scene = await take(small, display, STANDINGS, CLOCK, layout="main_side")

    await expect(page.locator(".screen-zone[data-zone='0'] .board-title .main")).to_have_text("焊接·决赛")
    await expect(page.locator(".screen-zone[data-zone='1'] .clock-figure")).not_to_be_empty()
    report = await until_reported(page, small, display, show=scene, layout="main_side", state="live")
    # The first report of a scene may be older than its boards.
    while not (report["numbers"][0] > 0 and report["fps"] > 0):
        report = await next_report(page, small, display)
    assert [zone["kind"] for zone in report["zones"]] == ["standings", "clock"]
    assert (report["width"], report["height"], report["language"]) == (1280, 720, "zh")

    await page.reload()

    await expect(page.locator(".screen-zone[data-zone='0'] .board-row").first).to_be_visible()
    assert [screen.id for screen in small.parts.displays.all()] == [display]


async def test_a_zone_that_stays_the_same_is_not_drawn_anew(page: Page, small: Hall) -> None:
    display = await open_screen(page, small)
    await take(small, display, STANDINGS, CLOCK, layout="main_side")
    await expect(page.locator("clock-board")).to_be_visible()
    await page.evaluate("document.querySelector('standings-board').dataset.witness = 'same'")

    await take(small, display, STANDINGS, WORDS, layout="main_side")

    await expect(page.locator("announcement-board .plain-title .main")).to_have_text("请到检录区")
    await expect(page.locator("standings-board")).to_have_attribute("data-witness", "same")
    await expect(page.locator("clock-board")).to_have_count(0)

    # A round that is not there, or no more: its zone says so, whatever its neighbour shows.
    gone = {**STANDINGS, "board": f"standings.{CUP}.nowhere"}
    step = {"seconds": 0, "layout": "main_side", "zones": [gone, CLOCK]}
    show = {"kind": "scene", "id": "gone", "title": {"zh": "", "en": ""}, "since": 1, "steps": [step]}
    await small.parts.displays.put([display], show=show)
    await expect(page.locator(".screen-zone[data-zone='0']")).to_have_text("没有这块榜：请在控制台另选一块")
    await expect(page.locator(".screen-zone[data-zone='1'] .clock-figure")).not_to_be_empty()
    await expect(page.locator("standings-board")).to_have_count(0)
    await expect(page.locator(".screen-zone").first).to_have_attribute("data-zone", "0")


async def test_an_emergency_covers_everything_at_once_and_goes_as_it_came(page: Page, small: Hall) -> None:
    display = await open_screen(page, small)
    await take(small, display, STANDINGS)
    await small.parts.displays.put([display], blank=True)
    await expect(page.locator(".screen-over")).to_have_attribute("data-over", "blank")

    await small.parts.fleet.emergency({"zh": "请立即撤离", "en": "Leave now"})

    await expect(page.locator(".over-text .main")).to_have_text("请立即撤离")
    await expect(page.locator(".over-text .second")).to_have_text("Leave now")
    await until_reported(page, small, display, over="emergency")
    assert await accessibility_faults(page) == []
    await small.parts.fleet.emergency({"zh": "", "en": ""})
    await expect(page.locator(".screen-over")).to_have_attribute("data-over", "blank")
    await small.parts.displays.put([display], blank=False)
    await expect(page.locator(".screen-over")).to_be_hidden()
    await expect(page.locator(".board-title .main")).to_have_text("焊接·决赛")


async def test_a_screen_that_is_cut_off_says_so_and_recovers_alone(page: Page, tmp_path: Path) -> None:
    async with hall(tmp_path) as first:
        display = await open_screen(page, first)
        await take(first, display, WORDS)
        await expect(page.locator(".plain-title .main")).to_have_text("请到检录区")
        port = first.port

    await expect(page.locator(".screen-stale")).to_contain_text("连接中断，显示的是", timeout=5_000)
    await expect(page.locator(".plain-title .main")).to_have_text("请到检录区")
    # Another one that is switched on meanwhile: its browser opens the page that waits for the server.
    late = await page.context.new_page()
    await late.goto(f"{START_PAGE.as_uri()}?http://127.0.0.1:{port}/")
    await expect(late.locator("main")).to_contain_text("正在等待服务器")

    async with hall(tmp_path, port=port) as again:
        await expect(late.locator(".idle-code, .screen-stage").first).to_be_visible()
        await late.close()
        await expect(page.locator(".screen-stale")).to_be_hidden()
        await expect(page.locator(".plain-title .main")).to_have_text("请到检录区")
        await take(again, display, CLOCK)
        await expect(page.locator(".clock-figure")).to_be_visible()


async def test_a_screen_still_reports_after_it_and_the_server_started_again(
    page: Page, tmp_path: Path
) -> None:
    async with hall(tmp_path) as first:
        display = await open_screen(page, first)
        await until_reported(page, first, display, over="waiting")
        port = first.port

    async with hall(tmp_path, port=port) as again:
        await page.reload()
        await take(again, display, WORDS)
        await until_reported(page, again, display, layout="full", state="live")
        assert [screen.id for screen in again.parts.displays.all()] == [display]


async def test_a_screen_that_lost_its_token_shows_a_new_code_and_says_so(page: Page, small: Hall) -> None:
    before = await open_screen(page, small)
    await take(small, before, WORDS)
    await expect(page.locator("announcement-board")).to_be_visible()
    await page.evaluate("localStorage.removeItem('jinchui.display.token')")

    await page.reload()

    await expect(page.locator(".idle-line .main")).to_contain_text("已换新代码")
    after = await page.evaluate("localStorage.getItem('jinchui.display')")
    assert after != before
    await expect(page.locator(".idle-code")).to_have_text(after.upper())
    await until_reported(page, small, after, over="waiting")
    await take(small, after, WORDS)
    await expect(page.locator("announcement-board")).to_be_visible()


async def test_another_browser_at_a_screens_address_shows_it_says_so_and_reports_nothing(
    page: Page, small: Hall, browser: Browser, page_errors: list[str]
) -> None:
    display = await open_screen(page, small)
    beside = await (await browser.new_context(locale="zh-CN")).new_page()
    watch(beside, page_errors)

    await beside.goto(small.url(f"/display/{display}"))

    await expect(beside.locator(".screen-looks")).to_contain_text(f"此浏览器不是屏幕 {display.upper()}")
    await take(small, display, WORDS)
    await expect(beside.locator("announcement-board")).to_be_visible()
    assert await accessibility_faults(beside) == []
    await until_reported(page, small, display, layout="full")
    assert await beside.evaluate("document.querySelector('hall-display').report()") is None
    assert small.parts.reports.of(display)["pages"] == 1
    await beside.context.close()


async def test_a_playlist_goes_on_by_the_servers_time(page: Page, tmp_path: Path) -> None:
    async with hall(tmp_path, 20) as at:
        display = await open_screen(page, at)
        one = await take(at, display, WORDS)
        two = await take(at, display, CLOCK)
        steps = [{"scene": one, "seconds": 3}, {"scene": two, "seconds": 3}]
        playlist = await at.parts.fleet.keep(
            "playlist", {"id": "", "title": {"zh": "轮播", "en": ""}, "steps": steps}
        )
        assert isinstance(playlist, dict)

        screens = at.parts.fleet.chosen([display], [], everyone=False)
        await at.parts.fleet.take(screens, playlist=playlist["id"])

        for _ in range(2):
            await expect(page.locator("announcement-board")).to_be_visible()
            await expect(page.locator("clock-board")).to_be_visible()

        # One that is longer than a connection may watch boards: what comes next is here before its turn, on the same line.
        lines: list[WebSocket] = []
        page.on("websocket", lambda line: lines.append(line))
        entries = [f"e{n}" for n in range(1, 21)]
        zones = [
            {"kind": "stage", "board": f"stage.{CUP}.{FINAL}", "options": {"entry": one}} for one in entries
        ]
        show = {
            "kind": "playlist",
            "id": "long",
            "title": {"zh": "长", "en": ""},
            "since": at.parts.now() - 4_000,
            "steps": [{"scene": "s", "seconds": 3, "layout": "full", "zones": [zone]} for zone in zones],
        }
        await at.parts.displays.put([display], show=show)
        await until_reported(page, at, display, show="long", step=3)
        watched: list[str] = await page.evaluate("document.querySelector('hall-display').feed.boards")
        assert f"stage.{CUP}.{FINAL}.{entries[0]}" not in watched
        assert f"stage.{CUP}.{FINAL}.{entries[14]}" in watched
        assert (len(watched), lines) == (16, [])
        await expect(page.locator(".screen-zone .plain-note")).to_have_count(0)


async def test_a_screen_loads_itself_again_when_it_is_told_to(page: Page, small: Hall) -> None:
    display = await open_screen(page, small)
    await take(small, display, CLOCK)
    await expect(page.locator("clock-board")).to_be_visible()

    async with page.expect_event("domcontentloaded"):
        await small.parts.displays.put([display], reload=True)

    await expect(page.locator("clock-board")).to_be_visible()
    await page.evaluate("document.body.dataset.witness = 'loaded once'")
    await take(small, display, WORDS)
    await expect(page.locator("announcement-board")).to_be_visible()
    await expect(page.locator("body")).to_have_attribute("data-witness", "loaded once")


async def test_two_screens_of_a_wall_show_one_picture(
    page: Page, small: Hall, browser: Browser, page_errors: list[str]
) -> None:
    beside = await (await browser.new_context(locale="zh-CN")).new_page()
    watch(beside, page_errors)
    screens = [page, beside]
    for column, one in enumerate(screens, 1):
        display = await open_screen(one, small)
        await small.parts.displays.change(display, setting=ScreenSetting(columns=2, column=column))
        await take(small, display, STANDINGS)
        await expect(one.locator(".board-row").first).to_be_visible()

    boxes = [await one.locator("standings-board").bounding_box() for one in screens]

    assert boxes == [
        {"x": 0, "y": 0, "width": 2560, "height": 720},
        {"x": -1280, "y": 0, "width": 2560, "height": 720},
    ]
    await beside.context.close()


async def test_a_screen_on_its_side_in_a_light_hall(page: Page, small: Hall) -> None:
    display = await open_screen(page, small)
    await small.parts.displays.change(
        display, setting=ScreenSetting(turn=90, theme="light", margin=5, brightness=60)
    )
    await take(small, display, STANDINGS)

    await expect(page.locator("standings-board")).to_have_attribute("data-shape", "tall")
    await expect(page.locator(".screen-frame")).to_have_attribute("data-room", "light")
    await expect(page.locator(".screen-dim")).to_have_css("opacity", "0.4")
    assert (await until_reported(page, small, display, theme="light"))["theme"] == "light"


async def test_every_kind_and_layout_that_the_server_lists_is_drawn(page: Page, small: Hall) -> None:
    display = await open_screen(page, small)
    of_a_part = {"teams": WELDING}
    for kind in BUILT_IN:
        ids = [CUP] if 1 in PUBLIC_BOARDS.get(kind.board, (1,)) else [CUP, of_a_part.get(kind.board, FINAL)]
        board = ".".join([kind.board, *ids]) if kind.board else ""
        options = {option.id: option.default for option in kind.options}
        await take(small, display, {"kind": kind.id, "board": board, "options": options})
        await expect(page.locator(f"[data-kind='{kind.id}'] > :not(p)").first).to_be_visible()
    for layout in LAYOUTS.values():
        await take(small, display, *[CLOCK] * len(layout.zones), layout=layout.id)
        await expect(page.locator(f"[data-layout='{layout.id}'] .clock-figure")).to_have_count(
            len(layout.zones)
        )
        for zone in await page.locator(".screen-zone").all():
            box = await zone.bounding_box()
            assert box is not None
            assert box["width"] * box["height"] > 20_000
    # A code in a corner is as large as the corner; from too far away there is the address in its place.
    scan = {"kind": "scan", "board": f"delegations.{CUP}", "options": {}}
    await take(small, display, CLOCK, scan, layout="picture")
    corner, code = page.locator("scan-board"), page.locator(".scan-code svg")
    await expect(corner.locator(".scan-address")).to_have_text(re.compile(rf"/c/{CUP}$"))
    boxes = [await one.bounding_box() for one in (corner, code)]
    assert boxes[0]
    assert boxes[1]
    assert boxes[1]["height"] > 0.8 * boxes[0]["height"]
    await small.parts.displays.change(display, setting=ScreenSetting(distance=15, height=150))
    await expect(code).to_be_hidden()
    await expect(corner).to_contain_text("手机打开网址")
    assert await accessibility_faults(page) == []
