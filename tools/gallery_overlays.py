"""Pictures of the stream's graphics over a stand-in for a camera's picture; what is a screen of the hall is not here."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from playwright.async_api import Browser, Page

from server.run import Running
from tools import look
from tools.gallery_brand import LOOKS, NAME
from tools.gallery_cup import DONE, LIVE, Shown

CAMERA = "linear-gradient(160deg, #8fa3ad 0%, #55636b 34%, #b8a78a 35%, #6f6250 70%, #3a342c 100%)"
"""A bright and dark hall, so that a graphic has to stand out against both."""
SETTLE_MS = 900
"""Until a graphic has come in."""


@dataclass(frozen=True, slots=True)
class Graphic:
    """One graphic: what stands behind `/overlay/` for it, the round it shows, and the element its texts keep to."""

    name: str
    asked: str
    round_: str = LIVE
    within: str = "body"
    look: str = ""
    """In a competition's own colours: the name of a look of `gallery_brand.LOOKS`."""
    entries: int = 0
    """Of so many entries at least: a graphic that is asked for one that is not there shows nothing."""


GRAPHICS = (
    Graphic("overlay-lower-third", "lower_third?"),
    Graphic("overlay-lower-third-long", "lower_third?entry=welding10&", within=".third-who", entries=11),
    Graphic("overlay-tower", "tower?"),
    Graphic("overlay-tower-right-large", "tower?position=right&count=6&scale=140&"),
    Graphic("overlay-versus", "versus?"),
    Graphic("overlay-versus-long", "versus?entry=welding10&other=welding6&", entries=11),
    Graphic("overlay-ticker", "ticker?", within=".strip-label"),
    Graphic("overlay-reveal", "reveal?count=3&", DONE),
    Graphic("overlay-on-stage", "on_stage?"),
    Graphic("brand-red-tower", "tower?", look="red"),
    Graphic("brand-navy-tower", "tower?", look="navy"),
    Graphic("brand-pale-tower", "tower?", look="pale"),
    Graphic("brand-red-lower-third", "lower_third?", look="red"),
    Graphic("brand-navy-ticker", "ticker?", look="navy", within=".strip-label"),
)


async def photograph(
    browser: Browser,
    running: Running,
    shown: Shown,
    size: tuple[int, int],
    language: str,
    only: Collection[str] = (),
) -> list[tuple[str, bytes, list[str]]]:
    """Name, picture and what is wrong with it, for each graphic, or for those that are named."""
    found = []
    for graphic in GRAPHICS:
        if shown.entries < graphic.entries or (only and graphic.name not in only):
            continue
        await _dress(running, shown, graphic.look)
        page = await open_graphic(browser, running, shown, graphic, size, language)
        found.append((graphic.name, await page.screenshot(), await look.faults(page, graphic.within)))
        await page.context.close()
    await _dress(running, shown, "")
    return found


async def _dress(running: Running, shown: Shown, name: str) -> None:
    """The competition's own look, or the product's."""
    first, second = LOOKS.get(name, ("", ""))
    chosen = {
        "name": NAME if name else {"zh": "", "en": ""},
        "logo": "",
        "small": "",
        "first": first,
        "second": second,
    }
    refusal = await running.parts.brands.choose(shown.id, chosen | {"strip": False})
    assert refusal is None, refusal


async def open_graphic(
    browser: Browser, running: Running, shown: Shown, graphic: Graphic, size: tuple[int, int], language: str
) -> Page:
    """A mixer's browser source with one graphic on."""
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale=language, reduced_motion="reduce"
    )
    page = await context.new_page()
    board = shown.board("standings", graphic.round_)
    await page.goto(f"{running.base}/overlay/{graphic.asked}board={board}&lang={language}&on=1")
    await page.wait_for_selector("stream-overlay[data-shown=yes]")
    await page.evaluate(
        "(camera) => document.documentElement.style.setProperty('background', camera, 'important')", CAMERA
    )
    await page.wait_for_timeout(SETTLE_MS)
    return page
