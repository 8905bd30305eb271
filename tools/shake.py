"""A pytest plugin that shakes browser tests: hands, answers and news come late by chance, so that races show themselves.

`python -m pytest -p tools.shake --shake 7 tests/browser` waits now and then before a click, a look or an organiser's
request, and in the page before and after requests and before what a socket brings; the order of what one socket brings
stays. The number is the seed: another one tries other waits. A test that fails so and passes alone relies on luck, or the
page does. Tests of deadlines ("within 5 s") may fail without a fault. No part of the checks: it takes long.
"""

from __future__ import annotations

import asyncio
import functools
import random
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Locator, Page
from playwright.async_api._generated import LocatorAssertions, PageAssertions

from tests.support.server import Client

HANDS = {
    Page: (
        "click",
        "fill",
        "goto",
        "reload",
        "evaluate",
        "press",
        "select_option",
        "check",
        "tap",
        "dblclick",
    ),
    Locator: (
        "click",
        "fill",
        "press",
        "select_option",
        "check",
        "uncheck",
        "tap",
        "set_input_files",
        "evaluate",
    ),
    Client: ("request",),
}
EYES = {
    LocatorAssertions: (
        "to_be_visible",
        "to_have_text",
        "to_have_count",
        "to_have_attribute",
        "to_contain_text",
    ),
    PageAssertions: ("to_have_url",),
}

PAGE = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--shake SEED`."""
    parser.addoption("--shake", type=int, default=0, help="seed of the waits")


@pytest.fixture(autouse=True)
def _shaken(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(f"{request.config.getoption('shake')} {request.node.nodeid}")
    for kinds in (HANDS, EYES):
        for kind, names in kinds.items():
            for name in names:
                monkeypatch.setattr(kind, name, _late(getattr(kind, name), chance))
    opened = Browser.new_context

    async def new_context(browser: Browser, **options: Any) -> BrowserContext:
        context = await opened(browser, **options)
        await context.add_init_script(PAGE.replace("SEED", str(chance.randrange(2**31))))
        return context

    monkeypatch.setattr(Browser, "new_context", new_context)


def _late(act: Callable[..., Awaitable[Any]], chance: random.Random) -> Callable[..., Awaitable[Any]]:
    @functools.wraps(act)
    async def late(*arguments: Any, **options: Any) -> Any:
        luck = chance.random()
        most = 0.0 if luck < 0.6 else 0.3 if luck < 0.9 else 1.5
        if most:
            await asyncio.sleep(chance.random() * most)
        return await act(*arguments, **options)

    return late
