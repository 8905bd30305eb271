"""Pictures of every kind of screen with few and many entries, in every shape and language: `python -m tools.gallery`.

Contact sheets, for eyes: `--folder` says where they go; `--docs` takes those that docs/gallery.md shows. What can be
measured is measured as well, and said for every picture (`tools/look.py`). The competitions are invented
(`tools/gallery_cup.py`).
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import tempfile
from collections.abc import Sequence
from itertools import groupby, product
from operator import itemgetter
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from server import logs
from server.run import Running, inside
from server.settings import load
from tools import gallery_brand, gallery_cup, gallery_overlays, look
from tools.gallery_cup import Shown
from tools.gallery_scenes import Scene, prepare, scenes
from tools.machine import BROWSER_ARGUMENTS, find_browser

SHAPES = {"wall": (1920, 1080), "wall4k": (3840, 2160), "upright": (1080, 1920), "odd": (2880, 960)}
ENTRIES = (3, 12, 40, 200)
VISIONS = ("", "deuteranopia", "protanopia", "achromatopsia")
# The pages' content policy refuses what a waiting by text would need: this looks by itself at every frame.
_UNTIL_SHOWN = """(name) => new Promise((done) => {
  const look = () =>
    document.querySelector("screen-preview").told?.scene === name ? done() : requestAnimationFrame(look);
  look();
})"""
_LOADED = """Promise.all([
  document.fonts.ready, ...[...document.images].map((image) => image.decode().catch(() => {}))
])"""
_STANDS = """Promise.all(document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime < 5000)
  .map((one) => one.finished.catch(() => {})))"""
MIXED = ("wall", "wall4k")
"""Shapes a mixer has: graphics over a live picture are drawn in these."""
FOLDER = Path(__file__).parent.parent / "docs" / "images"
KEPT = (
    (3, "wall", "en"),
    (12, "wall", "zh"),
    (12, "upright", "en"),
    (40, "odd", "zh"),
    (200, "wall4k", "zh"),
)
"""The contact sheets of docs/gallery.md: entries, shape, language."""
QUALITY = 55
TILE = 640
"""How wide a picture is on a contact sheet, in pixels; an upright one is as high."""


async def main() -> None:
    """Make the competitions, photograph what was asked for, put it together."""
    asked = _asked()
    logs.set_up(load(None, log_level="error"))
    asked.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="jinchui-gallery-") as data:
        async with (
            inside(load(None, data=Path(data), host="127.0.0.1", port=0, insecure_http=True)) as running,
            async_playwright() as driver,
        ):
            browser = await driver.chromium.launch(executable_path=find_browser(), args=BROWSER_ARGUMENTS)
            wanted = KEPT if asked.docs else list(product(asked.entries, asked.shapes, asked.languages))
            for entries, sheets in groupby(wanted, key=itemgetter(0)):
                shown = await gallery_cup.make(running.parts, entries)
                await prepare(running.parts, shown)
                pictures = await gallery_brand.dress(running.parts, browser, shown)
                every = [*scenes(shown), *gallery_brand.scenes(running.parts, shown, pictures)]
                chosen = [one for one in every if not asked.only or one.name in asked.only]
                for _, shape, language in sheets:
                    await _sheet(browser, running, chosen, shape, language, entries, asked)
                    if shape in MIXED:
                        await _overlays(browser, running, shown, shape, language, asked)
            await browser.close()


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "jinchui-gallery")
    parser.add_argument("--entries", type=int, nargs="+", default=ENTRIES)
    parser.add_argument("--shapes", nargs="+", choices=SHAPES, default=list(SHAPES))
    parser.add_argument("--languages", nargs="+", choices=("zh", "en"), default=["zh", "en"])
    parser.add_argument("--only", nargs="+", default=[], help="names of scenes")
    parser.add_argument("--single", action="store_true", help="keep every picture, too, at its full size")
    parser.add_argument("--docs", action="store_true", help="the contact sheets of docs/gallery.md")
    parser.add_argument(
        "--vision", choices=VISIONS, default="", help="as seen with a deficiency of colour vision"
    )
    parser.add_argument("--columns", type=int, default=3)
    return parser.parse_args()


async def _sheet(
    browser: Browser,
    running: Running,
    chosen: Sequence[Scene],
    shape: str,
    language: str,
    entries: int,
    asked: argparse.Namespace,
) -> None:
    """Every scene in one shape and language, on one contact sheet."""
    width, height = SHAPES[shape]
    page = await open_stage(browser, running, width, height, language, asked.vision)
    pictures = []
    for scene in chosen:
        await show(page, scene, language)
        for fault in await look.faults(page, scene.within):
            print(f"{scene.name} {entries} {shape} {language}: {fault}", flush=True)
        picture = await page.screenshot()
        pictures.append((scene.name, picture))
    await page.context.close()
    await _keep(browser, pictures, f"{entries}-{shape}-{language}", asked)


async def _overlays(
    browser: Browser, running: Running, shown: Shown, shape: str, language: str, asked: argparse.Namespace
) -> None:
    """The stream's graphics over a camera's picture, on one contact sheet."""
    pictures = []
    for name, picture, faults in await gallery_overlays.photograph(
        browser, running, shown, SHAPES[shape], language, asked.only
    ):
        for fault in faults:
            print(f"{name} {shown.entries} {shape} {language}: {fault}", flush=True)
        pictures.append((name, picture))
    await _keep(browser, pictures, f"overlays-{shown.entries}-{shape}-{language}", asked)


async def _keep(
    browser: Browser, pictures: Sequence[tuple[str, bytes]], name: str, asked: argparse.Namespace
) -> None:
    """Put a contact sheet, if anything is on it, where it was asked for, and every picture at its full size if that was."""
    if not pictures:
        return
    for scene, picture in pictures if asked.single else ():
        (asked.folder / f"{scene}-{name}.png").write_bytes(picture)
    kept = FOLDER / f"gallery-{name}.jpg"
    file = kept if asked.docs else asked.folder / f"sheet-{name}.png"
    columns, tile = (5, 330) if asked.docs else (asked.columns, TILE)
    file.write_bytes(await together(browser, pictures, columns, tile, jpeg=asked.docs))
    print(file, flush=True)


async def open_stage(
    browser: Browser, running: Running, width: int, height: int, language: str, vision: str = ""
) -> Page:
    """The page that shows whatever it is told, as a screen would; `vision`: seen by who sees colours otherwise."""
    context = await browser.new_context(
        viewport={"width": width, "height": height},
        locale="zh-CN" if language == "zh" else "en",
        timezone_id="Asia/Shanghai",
        reduced_motion="reduce",
    )
    page = await context.new_page()
    if vision:
        told = await context.new_cdp_session(page)
        await told.send("Emulation.setEmulatedVisionDeficiency", {"type": vision})
    await page.goto(f"{running.base}/display/preview")
    await page.wait_for_selector("screen-preview")
    return page


async def show(page: Page, scene: Scene, language: str) -> None:
    """Put a scene on the page and wait until it stands."""
    told = {
        "name": "主席台左",
        "board": "",
        "identify": 0,
        "scene": scene.name,
        **scene.told,
        "options": {"language": language, "both": True},
    }
    await page.evaluate("told => postMessage({ told }, location.origin)", told)
    # The scene before may have what this one is waited for: first it has to be this one.
    await page.evaluate(_UNTIL_SHOWN, scene.name)
    await page.wait_for_selector(scene.ready)
    await page.evaluate(_LOADED)
    await page.wait_for_timeout(scene.settle)
    # A list that turns to the page of the hour has rows on their way.
    await page.wait_for_selector(".board-row.away", state="detached")
    await page.evaluate(_STANDS)


async def together(
    browser: Browser, pictures: Sequence[tuple[str, bytes]], columns: int, tile: int, *, jpeg: bool
) -> bytes:
    """Pictures side by side on one, each with its name."""
    context = await browser.new_context(viewport={"width": columns * (tile + 8) + 8, "height": 400})
    page = await context.new_page()
    await page.set_content(
        "<style>body{margin:4px;background:#555;color:#fff;font:14px sans-serif}"
        f"main{{display:flex;flex-wrap:wrap;gap:8px}}figure{{margin:0;width:{tile}px}}"
        f"img{{max-width:{tile}px;max-height:{TILE}px;display:block}}</style><main></main>"
    )
    await page.evaluate(
        """async pictures => {
          for (const [name, data] of pictures) {
            const image = new Image();
            image.src = `data:image/png;base64,${data}`;
            await image.decode();
            const figure = document.createElement("figure");
            figure.append(image, name);
            document.querySelector("main").append(figure);
          }
        }""",
        [(name, base64.b64encode(data).decode()) for name, data in pictures],
    )
    sheet = (
        await page.screenshot(type="jpeg", quality=QUALITY, full_page=True)
        if jpeg
        else await page.screenshot(full_page=True)
    )
    await context.close()
    return sheet


if __name__ == "__main__":
    asyncio.run(main())
