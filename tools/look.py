"""What is wrong with how a page looks, as measured in the browser: texts cut, outside the picture, over others, too small."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import Page

SMALLEST = 0.01
"""The smallest type on a screen of the hall, in parts of the shorter side: 11 px of 1080."""

_MEASURE = (Path(__file__).parent / "look.js").read_text(encoding="utf-8")


async def faults(page: Page, within: str = "body", smallest: float = SMALLEST) -> list[str]:
    """
    One line per fault of what stands inside an element; an empty list is what one wants to see.

    :param smallest: type below this part of the shorter side is a fault
    """
    found: list[str] = await page.evaluate(_MEASURE, {"within": within, "smallest": smallest})
    return found
