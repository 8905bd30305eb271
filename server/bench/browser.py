"""A real browser for measurements: where it is found, how it is started, and its own tracing. No figure is made here."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

# Nothing here has a window: where there is a Chromium made to have none, it starts and draws for a good part less.
BROWSER_NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
)
WINDOWS_BROWSERS = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
MAC_BROWSERS = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)

# So that a browser under test starts anywhere, and asks nothing of the network by itself.
BROWSER_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TRACED = [
    "devtools.timeline",
    "disabled-by-default-devtools.timeline",
    "disabled-by-default-devtools.timeline.frame",
    "disabled-by-default-display.framedisplayed",
    "blink.user_timing",
]


class BrowserMissing(Exception):
    """There is no browser, or nothing to drive it with; the text says what to install, in two languages."""


def find_browser() -> str | None:
    """The path of a Chromium, Chrome or Edge; JINCHUI_BROWSER names another."""
    if named := os.environ.get("JINCHUI_BROWSER"):
        return named
    for name in BROWSER_NAMES:
        if found := shutil.which(name):
            return found
    folders: list[str | None] = []
    places: tuple[str, ...] = ()
    if sys.platform == "win32":
        places = WINDOWS_BROWSERS
        folders = [os.environ.get(name) for name in ("ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA")]
    elif sys.platform == "darwin":
        places = MAC_BROWSERS
        folders = ["/Applications", str(Path.home() / "Applications")]
    candidates = (Path(folder) / place for folder in folders if folder for place in places)
    return next((str(path) for path in candidates if path.is_file()), None)


@asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    """
    A browser without a window.

    :raises BrowserMissing: none is installed, or the Python package that drives it is not
    """
    try:
        from playwright.async_api import async_playwright
    except ImportError:
        raise BrowserMissing(
            "缺少 playwright：先运行 python3 start.py test，或 pip install playwright。\n"
            "playwright is missing: run python3 start.py test first, or pip install playwright."
        ) from None
    path = find_browser()
    if path is None:
        raise BrowserMissing(
            "找不到 Chromium、Chrome 或 Edge；环境变量 JINCHUI_BROWSER 可指定其路径。\n"
            "No Chromium, Chrome or Edge was found; the environment variable JINCHUI_BROWSER may name its path."
        )
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=path, args=BROWSER_ARGUMENTS)
        try:
            yield launched
        finally:
            await launched.close()


class Traced:
    """What happened in the whole browser between `__aenter__` and `__aexit__`, as `events` afterwards."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self.events: list[dict[str, Any]] = []

    async def __aenter__(self) -> Traced:
        self._session = await self._browser.new_browser_cdp_session()
        self._session.on("Tracing.dataCollected", lambda told: self.events.extend(told["value"]))
        await self._session.send(
            "Tracing.start",
            {"transferMode": "ReportEvents", "traceConfig": {"includedCategories": TRACED}},
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        over = asyncio.Event()
        self._session.on("Tracing.tracingComplete", lambda _: over.set())
        await self._session.send("Tracing.end")
        await over.wait()
        await self._session.detach()


async def slowed(page: Page, times: float) -> None:
    """The page's main thread runs so many times slower than it could."""
    session = await page.context.new_cdp_session(page)
    await session.send("Emulation.setCPUThrottlingRate", {"rate": times})


async def counters(page: Page) -> dict[str, int]:
    """What the page holds once all garbage is collected: `bytes` of JavaScript, DOM `nodes`, event `listeners`."""
    session = await page.context.new_cdp_session(page)
    await session.send("Performance.enable")
    for _ in range(2):  # what a finaliser lets go of is garbage only after it
        await session.send("HeapProfiler.collectGarbage")
    told = (await session.send("Performance.getMetrics"))["metrics"]
    metrics = {one["name"]: int(one["value"]) for one in told}
    await session.detach()
    return {
        "bytes": metrics["JSHeapUsedSize"],
        "nodes": metrics["Nodes"],
        "listeners": metrics["JSEventListeners"],
    }
