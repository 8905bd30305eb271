"""Asks axe what is wrong with a page for people who see, hear or point differently."""

from __future__ import annotations

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page


async def accessibility_faults(page: Page) -> list[str]:
    """One line per broken rule and place; an empty list is what a test wants to see."""
    found = await Axe().run(page)
    return [
        f"{violation['id']}: {node['target']} {violation['help']}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
    ]
