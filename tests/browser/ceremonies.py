"""What browser tests of ceremonies share: a screen that shows one, and the hands of two people who drive it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Page, expect

from server.core.ceremony import Beat, Plan
from server.core.commands_awards import SetAwardRules
from server.core.commands_round import CloseRound
from server.core.ids import EntryId
from server.core.refusals import Refusal
from server.services.ceremony_run import Ceremony, Drive
from server.services.ceremony_source import Source, source
from server.services.parts import Parts
from tests.browser.hall import Hall, hall
from tests.support.server import NAMES
from tests.support.small import CUP, FINAL, WELDING, award_table

BOARD = f"ceremony.{CUP}.{FINAL}"


async def a_screen(page: Page, parts: Parts, base: str, board: str, **options: str) -> list[str]:
    """A browser becomes a screen that shows the ceremony of a round; every frame its sockets will bring."""
    heard: list[str] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda data: heard.append(str(data))))
    await page.set_viewport_size({"width": 1280, "height": 720})
    await page.goto(f"{base}/display/")
    await expect(page.locator(".idle-code")).not_to_be_empty()
    zone = {"kind": "ceremony", "board": board, "options": options}
    body = {"id": "", "title": {"zh": "颁奖", "en": "Ceremony"}, "layout": "full", "zones": [zone]}
    scene = await parts.fleet.keep("scene", body)
    assert isinstance(scene, dict)
    screens = parts.fleet.chosen([await screen_id(page)], [], everyone=False)
    assert await parts.fleet.take(screens, scene=scene["id"]) is None
    return heard


async def screen_id(page: Page) -> str:
    """Which screen a browser is."""
    found: str = await page.evaluate("localStorage.getItem('jinchui.display')")
    return found


@asynccontextmanager
async def a_hall(folder: Path, best: int = 1) -> AsyncIterator[Hall]:
    """A hall whose round is closed, with two prizes and no ties; `best`: the number of the entry that leads."""
    async with hall(folder) as at:
        await at.ask(SetAwardRules(WELDING, award_table()))
        for n in range(1, 5):
            await at.mark(EntryId(f"e{n}"), "9.5" if n == best else str(9 - n))
        await at.ask(CloseRound(FINAL, True))
        yield at


async def begun(at: Hall, plan: Plan) -> list[Beat]:
    """A ceremony that two people have begun: the beats of its steps."""
    live = await at.parts.live.catch_up(CUP)
    assert live is not None
    of = source(live.rounds[FINAL])
    assert isinstance(of, Source), of
    assert not isinstance(await at.parts.ceremonies.prepare(CUP, FINAL, of, plan, rehearsal=False), Refusal)
    await drive(at, "arm")
    after = await drive(at, "go", "organiser o2")
    return [step.beat for step in after.programme.steps]


async def drive(at: Hall, action: Drive, who: str = "organiser o1", to: int = 0) -> Ceremony:
    """Somebody moves the ceremony."""
    before = at.parts.ceremonies.get(CUP, FINAL)
    seen = None if before is None else before.step
    after = await at.parts.ceremonies.drive(CUP, FINAL, action, who, seen=seen, to=to)
    assert isinstance(after, Ceremony), after
    return after


def told(heard: list[str]) -> set[str]:
    """Whose names a screen was sent, whether they are shown or not."""
    text = "".join(heard)
    return {name for name, _ in NAMES if f'"{name}"' in text}
