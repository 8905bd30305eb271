"""A whole hall before one server: everything 192 screens and real pages are driven with, and what a power cut leaves."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
from playwright.async_api import Browser, Page, expect

from tests.browser.conftest import watch
from tests.judge_client.venue import TOP, ServerProcess
from tests.support.server import PASSWORD, Client, good, new_key
from tools.machine import find_node

SCREENS = 192
FASTER = 8
"""Waits of the 192 are so much shorter than in a hall: their draws are what is judged, not the clock."""
FIRST_WAIT_MS, LONGEST_WAIT_MS = 2_000, 10_000
FRAMES_MAX = 2
"""A change is one frame; where other boards are needed for it the screen connects anew and is told once more."""
QUICKEST = "Math.random = () => 0.1"
"""The real pages wait as long as a hall's quickest: the test has no time for the slowest."""


class Hall:
    """The 192 screens, in a process of their own."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.ids: list[str] = []

    async def ask(self, do: str, **more: Any) -> Any:
        """Say something to all of them; the answer."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": do, **more}).encode() + b"\n")
        return await self.hear()

    async def hear(self) -> Any:
        assert self._process.stdout is not None
        line = await asyncio.wait_for(self._process.stdout.readline(), 60)
        assert line, "the hall of screens ended"
        return json.loads(line)

    async def told(self, ids: Iterable[str], path: str, is_: Any = None, **more: Any) -> dict[str, int]:
        """Wait until every one of these knows it; how many frames each of all screens was sent since the mark."""
        answer = await self.ask("until", ids=list(ids), path=path, **{"is": is_, **more})
        frames: dict[str, int] = answer["frames"]
        return frames


@asynccontextmanager
async def hall_of(server: ServerProcess) -> AsyncIterator[Hall]:
    process = await asyncio.create_subprocess_exec(
        find_node(),
        str(TOP / "tests" / "browser" / "hall-of-screens.mjs"),
        *(server.base, str(SCREENS), str(FASTER)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=2**24,
    )
    try:
        yield Hall(process)
    finally:
        process.kill()
        await process.wait()


def lasting(screen: dict[str, Any]) -> dict[str, Any]:
    """All of a screen but what it said of itself and what it was asked for the moment."""
    of_now = ("report", "seen_at", "silent", "pages", "identify", "reload")
    return {name: value for name, value in screen.items() if name not in of_now}


def shown_by(screens: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What each of the 192 was told to show."""
    return {screen["id"]: lasting(screen["told"]) for screen in screens}


class Desk:
    """The organiser, and what was made to be shown."""

    def __init__(self, client: Client) -> None:
        self.client = client

    async def make(self, path: str, **body: Any) -> str:
        title = {"zh": path, "en": path}
        return str(good(await self.client.post(path, {"title": title, **body}))["id"])

    async def act(self, action: str, **more: Any) -> None:
        good(await self.client.post("fleet/actions", {"action": action, **more}))

    async def kept(self) -> dict[str, Any]:
        """What must outlive the server."""
        fleet = await self.client.ask("fleet")
        fleet["screens"] = [lasting(screen) for screen in fleet["screens"]]
        del fleet["now"]
        return dict(fleet)


async def an_organiser(server: ServerProcess, http: httpx2.AsyncClient) -> Desk:
    client = Client(http)
    good(await client.post("setup", {"code": server.setup_code, "name": "组织者", "password": PASSWORD}))
    title = {"zh": "金锤杯", "en": "Golden Hammer Cup"}
    good(
        await client.post(
            "competitions", {"id": "cup", "title": title, "place": "", "days": []}, key=new_key()
        )
    )
    return Desk(client)


async def placed(desk: Desk, hall: Hall, pages: dict[str, Page]) -> dict[str, list[str]]:
    """Every screen has a name, a place and a group; the screens by group."""
    groups = {name: await desk.make("groups") for name in ("east", "west")}
    by_group: dict[str, list[str]] = {name: [] for name in groups}
    for number, display in enumerate([*pages, *hall.ids]):
        side = ("east", "west")[number % 2]
        by_group[side].append(display)
        body = {
            "name": f"看台{number}",
            "groups": [groups[side]],
            "setting": {"distance": 8, "height": 120, "columns": 2, "column": 1 + number % 2},
        }
        good(await desk.client.request("PATCH", f"displays/{display}", json=body))
    return {groups[name]: ids for name, ids in by_group.items()}


def only(frames: dict[str, int], meant: Iterable[str]) -> None:
    """Each that is meant was told, in few frames, and nobody else heard a thing."""
    meant = set(meant)
    assert {id_ for id_, many in frames.items() if many} == meant & set(frames)
    assert max(frames.values()) <= FRAMES_MAX


async def driven(desk: Desk, hall: Hall, pages: dict[str, Page], groups: dict[str, list[str]]) -> str:
    """Everything an organiser does to screens; the playlist that is on air at the end."""
    (east, of_east), (west, of_west) = groups.items()
    one, other = pages.values()
    welcome = [{"kind": "welcome", "board": "overview.cup"}]
    first = await desk.make("scenes", layout="full", zones=welcome)
    second = await desk.make("scenes", layout="halves", zones=[*welcome, {"kind": "clock"}])
    steps = [{"scene": first, "seconds": 3}, {"scene": second, "seconds": 3}]
    playlist = await desk.make("playlists", steps=steps)

    async def reaches(ids: list[str], path: str, is_: Any = None, **more: Any) -> None:
        only(await hall.told(set(ids) & set(hall.ids), path, is_, **more), ids)
        await hall.ask("mark")

    await hall.ask("mark")
    await desk.act("take", groups=[east], scene=first)
    await reaches(of_east, "show.id", first)
    await expect(one.locator("[data-kind='welcome']")).to_be_visible()
    await expect(other.locator(".idle-code")).to_be_visible()
    await desk.act("blank", groups=[west])
    await reaches(of_west, "blank", True)
    await expect(other.locator(".screen-over")).to_have_attribute("data-over", "blank")
    await desk.act("identify", everyone=True)
    await reaches([*of_east, *of_west], "identify", above=0)
    await expect(one.locator(".found-name")).to_have_text("看台0")
    emergency = {"zh": "请立即撤离", "en": "Leave now"}
    good(await desk.client.post("fleet/emergency", {"text": emergency}))
    await reaches([*of_east, *of_west], "emergency.text.zh", emergency["zh"])
    await expect(other.locator(".over-text .main")).to_have_text("请立即撤离")
    good(await desk.client.post("fleet/emergency", {"text": {}}))
    await reaches([*of_east, *of_west], "emergency")
    async with one.expect_event("domcontentloaded"):
        await desk.act("reload", groups=[east])
    await hall.told(set(of_east) & set(hall.ids), "reload", above=0)
    await hall.ask("mark")
    await desk.act("take", everyone=True, playlist=playlist)
    await reaches([*of_east, *of_west], "show.id", playlist)
    return playlist


async def killed(desk: Desk, hall: Hall, pages: dict[str, Page], server: ServerProcess, shown: str) -> None:
    """The server's power is cut while a playlist is on air; nobody touches a screen."""
    for page in pages.values():
        await expect(page.locator("[data-layout='halves'] .clock-figure")).to_be_visible()
        await page.evaluate("document.body.dataset.witness = 'never loaded again'")
    before = await desk.kept()
    told = shown_by((await hall.ask("history"))["screens"])
    await hall.ask("forget")

    await server.kill()
    await server.start()

    await hall.told(hall.ids, "show.id", shown)
    after = (await hall.ask("history"))["screens"]
    assert shown_by(after) == told
    for one in after:
        asked_no_more_often_than_drawn(one)
    spread_out([one["waits"][0]["wait"] for one in after])
    assert await desk.kept() == before
    await hall.ask("report")
    for page in pages.values():
        await expect(page.locator(".screen-stale")).to_be_hidden()
        await expect(page.locator("[data-layout='halves'] .clock-figure")).to_be_visible()
        await expect(page.locator("body")).to_have_attribute("data-witness", "never loaded again")
    reports = {one["id"]: one.get("report", {}) for one in (await desk.client.ask("fleet"))["screens"]}
    assert {(reports[id_]["show"], reports[id_]["state"]) for id_ in hall.ids} == {(shown, "live")}


def asked_no_more_often_than_drawn(screen: dict[str, Any]) -> None:
    """Every knock waited as long as was drawn for it, and every draw kept to its bound, which doubles."""
    waits, knocks = screen["waits"], screen["knocks"]
    assert len(knocks) == len(waits)
    assert [wait["attempt"] for wait in waits] == list(range(len(waits)))
    for wait, knock in zip(waits, knocks, strict=True):
        assert 0 <= wait["wait"] <= min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** wait["attempt"])
        # A timer counts whole milliseconds.
        assert knock["at"] - wait["at"] >= wait["wait"] / FASTER - 2


def spread_out(waits: list[float]) -> None:
    """No eighth of the time has twice its share: a hall does not come back in one blow."""
    eighth = FIRST_WAIT_MS / 8
    shares = [sum(1 for other in waits if one <= other < one + eighth) for one in waits]
    assert max(shares) < 2 * len(waits) / 8


async def test_a_whole_hall_is_driven_and_comes_back_alone(
    browser: Browser, page_errors: list[str], tmp_path: Path
) -> None:
    server = ServerProcess(tmp_path, environment={"JINCHUI_SOCKETS_PER_ADDRESS": "1000"})
    await server.start()
    contexts = [
        await browser.new_context(locale="zh-CN", viewport={"width": 640, "height": 360}) for _ in range(2)
    ]
    try:
        async with hall_of(server) as hall, httpx2.AsyncClient(base_url=server.base, timeout=30) as http:
            desk = await an_organiser(server, http)
            hall.ids = (await hall.ask("announce"))["ids"]
            pages: dict[str, Page] = {}
            for context in contexts:
                await context.add_init_script(QUICKEST)
                page = await context.new_page()
                watch(page, page_errors)
                await page.goto(f"{server.base}/display/")
                await expect(page.locator(".idle-qr path")).to_have_count(1)
                pages[str(await page.evaluate("localStorage.getItem('jinchui.display')"))] = page
            groups = await placed(desk, hall, pages)
            shown = await driven(desk, hall, pages, groups)
            await killed(desk, hall, pages, server, shown)
    finally:
        for context in contexts:
            await context.close()
        await server.kill()
    assert page_errors == []
