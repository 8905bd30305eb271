"""Asks axe what is wrong with a page for people who see, hear or point differently."""

from __future__ import annotations

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

AT_REST = """Promise.race([
  Promise.all(document.getAnimations()
    .filter((one) => one.playState === "running" && one.effect.getComputedTiming().endTime < 5000)
    .map((one) => one.finished.catch(() => {}))),
  new Promise((late) => setTimeout(late, 5000)),
])"""
"""A page that is behind another one is not painted, and nothing on it comes to an end."""


async def at_rest(page: Page) -> None:
    """What moves or fades has come to its end: a colour half-way is no colour, a place half-way no place."""
    await page.evaluate(AT_REST)


async def accessibility_faults(page: Page) -> list[str]:
    """One line per broken rule and place of a page at rest; an empty list is what a test wants to see."""
    await at_rest(page)
    found = await Axe().run(page)
    return [
        f"{violation['id']}: {node['target']} {violation['help']}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
    ]
