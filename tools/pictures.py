"""Pictures of the real pages for README and docs: `python -m tools.pictures`. Plays the demo and photographs it."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page, ViewportSize, async_playwright

from judge_client.driver import SheetRef
from server import logs
from server.rehearsal import day as rehearsal
from server.rehearsal.demo import ORGANISER, Opened, open_demo
from server.settings import load
from tools.machine import BROWSER_ARGUMENTS, find_browser

FOLDER = Path(__file__).parent.parent / "docs" / "images"
WALL: ViewportSize = {"width": 1920, "height": 1080}
UPRIGHT: ViewportSize = {"width": 1080, "height": 1920}
PHONE: ViewportSize = {"width": 390, "height": 844}
TABLET: ViewportSize = {"width": 1280, "height": 800}
DESK: ViewportSize = {"width": 1440, "height": 900}
BOARDS = (
    ("board-welding-live", "welding", WALL, "zh-CN"),
    ("board-forklift-live", "forklift", WALL, "zh-CN"),
    ("board-cnc-live-en", "cnc_machining_centre", WALL, "en"),
    ("board-upright", "welding", UPRIGHT, "zh-CN"),
    ("board-phone-en", "welding", PHONE, "en"),
)
ODD_WALL: ViewportSize = {"width": 2880, "height": 960}
PROGRAMME = (
    ("开幕式", "Opening", "主会场"),
    ("焊工决赛", "Welding final", "一号厂房"),
    ("午餐", "Lunch", "二号厂房"),
    ("叉车司机决赛", "Forklift final", "室外场地"),
    ("闭幕式与颁奖", "Closing and awards", "主会场"),
)
PLAY_SECONDS = 40.0
"""How long the rehearsed judging would last; pictures are taken when half of it is over."""
SETTLE_MS = 1500
"""Until rows have glided to their places."""


async def main() -> None:
    """Play, photograph, end."""
    # The demo's requests would drown what is said here.
    logs.set_up(load(None, log_level="warning"))
    FOLDER.mkdir(parents=True, exist_ok=True)
    async with AsyncExitStack() as stack:
        opened = await open_demo(stack, None, 0, "127.0.0.1", "2026")
        seat = opened.day.guest_seat()
        driver = await stack.enter_async_context(async_playwright())
        browser = await driver.chromium.launch(executable_path=find_browser(), args=BROWSER_ARGUMENTS)
        stack.push_async_callback(browser.close)
        playing = asyncio.create_task(rehearsal.judge(opened.day, PLAY_SECONDS, lambda line: None))
        await asyncio.sleep(PLAY_SECONDS * 0.3)
        seat.by_hand = True  # leaves sheets of every kind to be photographed
        await asyncio.sleep(PLAY_SECONDS * 0.25)
        # Everyone stops in the middle of the day: no row is on its way, and no event ends before its picture.
        playing.cancel()
        await asyncio.gather(playing, return_exceptions=True)
        await _boards(browser, opened)
        await _display(browser, opened)
        await _tablet(browser, opened, seat)
        await _desk(browser, opened)


async def _boards(browser: Browser, opened: Opened) -> None:
    for name, event, size, language in BOARDS:
        page = await _page(browser, size, language)
        await page.goto(f"{opened.base}/board/{rehearsal.COMPETITION}/{rehearsal.round_id(event)}")
        await page.wait_for_selector(".board-row")
        await _shoot(page, name)


async def _display(browser: Browser, opened: Opened) -> None:
    page = await _page(browser, WALL)
    await page.goto(f"{opened.base}/display/")
    await page.wait_for_selector(".hall-display")
    await _shoot(page, "display-waiting")


async def _tablet(browser: Browser, opened: Opened, seat: rehearsal.Seat) -> None:
    page = await _page(browser, TABLET)
    await page.goto(f"{opened.base}/judge/#card={seat.card}")
    for digit in seat.pin:
        await page.click(f"[data-key='{digit}']")
    await page.click("[data-do=pair]")
    await page.click("[data-do=welcome]")
    await page.wait_for_selector("[data-next]")
    await _shoot(page, "tablet-sheets")
    measured = await _sheet_of(seat, "measurement")
    await _fill_half(page, seat, measured)
    await _shoot(page, "tablet-sheet")
    await _fill_half(page, seat, await _sheet_of(seat, "judgement"))
    await _shoot(page, "tablet-levels")
    await page.set_viewport_size(PHONE)
    await _shoot(page, "tablet-phone")


def _kinds(sheet: SheetRef) -> dict[str, str]:
    """What kind each aspect is, in the order of the page."""
    subs = sheet.part["module"]["sub_criteria"]
    return {aspect["id"]: aspect["rule"]["kind"] for sub in subs for aspect in sub["aspects"]}


async def _sheet_of(seat: rehearsal.Seat, kind: str) -> SheetRef:
    """The judge's first open sheet that begins with this kind of aspect."""
    sheets = await seat.tablet.open_sheets()
    return next(sheet for sheet in sheets if next(iter(_kinds(sheet).values())) == kind)


async def _fill_half(page: Page, seat: rehearsal.Seat, sheet: SheetRef) -> None:
    """The first half of a sheet's levels and readings, as a judge who is on it would have them."""
    await page.evaluate("(to) => { location.hash = to; }", f"sheet/{sheet.round}/{sheet.module}/{sheet.code}")
    await page.wait_for_selector(".aspect")
    marks, kinds = seat.tablet.mark(sheet), _kinds(sheet)
    fillable = [aspect for aspect, kind in kinds.items() if kind in ("judgement", "measurement")]
    for aspect in fillable[: (len(fillable) + 1) // 2]:
        plate = page.locator(f"#aspect-{aspect}")
        for field, text in marks[aspect].items():
            if kinds[aspect] == "judgement":
                await plate.locator(f"[data-level='{text}']").click()
            else:
                await plate.locator(f".box[data-field='{field}']").click()
                await page.keyboard.type(text)
                await page.click("[data-do=done]")
    await page.evaluate("scrollTo(0, 0)")


async def _desk(browser: Browser, opened: Opened) -> None:
    page = await _page(browser, DESK)
    await page.goto(f"{opened.base}/desk/")
    await page.fill("input[type=text], input:not([type])", ORGANISER)
    await page.fill("input[type=password]", opened.password)
    await page.keyboard.press("Enter")
    await page.wait_for_selector(f"a[href='/desk/c/{rehearsal.COMPETITION}']")
    await page.goto(f"{opened.base}/desk/c/{rehearsal.COMPETITION}")
    await _shoot(page, "desk-home")
    await page.goto(f"{opened.base}/desk/c/{rehearsal.COMPETITION}/r/{rehearsal.round_id('welding')}/live")
    await _shoot(page, "desk-live")
    await _screens(browser, page, opened)


async def _screens(browser: Browser, desk: Page, opened: Opened) -> None:
    """Three screens of the hall, and the page that drives them."""
    await desk.goto(f"{opened.base}/desk/c/{rehearsal.COMPETITION}/screens")
    await desk.get_by_role("button", name="建立常用画面").click()
    await desk.wait_for_selector(".hall-list li >> nth=4")
    api = f"{opened.base}/api/v1"
    scenes = (await (await desk.request.get(f"{api}/fleet")).json())["scenes"]
    for scene, name, size in zip(
        scenes, ("主席台左", "看台东", "检录区"), (WALL, WALL, UPRIGHT), strict=False
    ):
        hung = await _page(browser, size)
        await hung.goto(f"{opened.base}/display/")
        await hung.wait_for_selector(".idle-code:not(:empty)")
        display = await hung.evaluate("localStorage.getItem('jinchui.display')")
        await desk.request.patch(f"{api}/displays/{display}", data={"name": name})
        take = {"action": "take", "screens": [display], "scene": scene["id"]}
        await desk.request.post(f"{api}/fleet/actions", data=take)
    await desk.set_viewport_size({"width": 1440, "height": 1080})
    await desk.locator(".take-items button").first.click()
    await desk.wait_for_timeout(6_000)  # every screen has said what it shows
    await _shoot(desk, "desk-screens")
    await desk.goto(f"{opened.base}/desk/c/{rehearsal.COMPETITION}/stream")
    await desk.wait_for_selector(".graphic")
    await desk.wait_for_timeout(4_000)
    await _shoot(desk, "desk-stream")
    await _gallery(browser, desk, opened)


async def _gallery(browser: Browser, desk: Page, opened: Opened) -> None:
    """Scenes, settings and an emergency on screens of several sizes."""
    api = f"{opened.base}/api/v1"
    welding = f"standings.{rehearsal.COMPETITION}.{rehearsal.round_id('welding')}"
    hour = 3_600_000
    now = (await (await desk.request.get(f"{api}/about")).json())["now"] // hour * hour
    for at, (zh, en, place) in enumerate(PROGRAMME):
        line = {"title": {"zh": zh, "en": en}, "place": place, "start": now + (at - 1) * hour}
        await desk.request.post(f"{api}/programme", data={"competition": rehearsal.COMPETITION, **line})
    live: dict[str, Any] = {"kind": "standings", "board": welding}
    programme = {"kind": "schedule", "board": f"schedule.{rehearsal.COMPETITION}"}
    news = {
        "kind": "ticker",
        "options": {"text_zh": "午餐 11:30 起在二号厂房供应", "text_en": "Lunch from 11:30, hall 2"},
    }
    shots: tuple[tuple[str, ViewportSize, str, list[dict[str, Any]], dict[str, Any]], ...] = (
        ("screen-zones", ODD_WALL, "main_side_strip", [live, programme, news], {}),
        ("screen-light", WALL, "full", [live], {"theme": "light"}),
        ("screen-far", WALL, "full", [live], {"distance": 15, "height": 150}),
        ("screen-programme", WALL, "full", [programme], {}),
    )
    hung = await _page(browser, WALL)
    await hung.goto(f"{opened.base}/display/")
    await hung.wait_for_selector(".idle-code:not(:empty)")
    display = await hung.evaluate("localStorage.getItem('jinchui.display')")
    for name, size, layout, zones, setting in shots:
        scene = {"title": {"zh": name, "en": name}, "layout": layout, "zones": zones}
        made = await (await desk.request.post(f"{api}/scenes", data=scene)).json()
        await desk.request.patch(f"{api}/displays/{display}", data={"setting": setting})
        take = {"action": "take", "screens": [display], "scene": made["id"]}
        await desk.request.post(f"{api}/fleet/actions", data=take)
        await hung.set_viewport_size(size)
        await _shoot(hung, name)
    text = {"zh": "请立即停止操作，从最近的出口撤离", "en": "Stop work now and leave by the nearest exit"}
    await desk.request.post(f"{api}/fleet/emergency", data={"text": text})
    await _shoot(hung, "screen-emergency")
    await desk.request.post(f"{api}/fleet/emergency", data={"text": {}})


async def _page(browser: Browser, size: ViewportSize, language: str = "zh-CN") -> Page:
    context = await browser.new_context(viewport=size, locale=language)
    return await context.new_page()


async def _shoot(page: Page, name: str) -> None:
    await page.wait_for_timeout(SETTLE_MS)
    await page.screenshot(path=FOLDER / f"{name}.jpg", type="jpeg", quality=82)
    print(f"docs/images/{name}.jpg", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
