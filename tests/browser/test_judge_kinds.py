"""The tablet with the kinds of aspects that a sheet has more rarely: rubric, imported mark, limits, several tries."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.browser.test_judge_look import _fit
from tests.judge_client import screen, venue
from tests.judge_client.venue import ServerProcess, Venue, both, house
from tests.support.server import Client


def _aspect(id_: str, max_: str | None, rule: dict[str, object], **more: object) -> dict[str, object]:
    return {"id": id_, "title": both(f"评分点 {id_}", f"Aspect {id_}"), "max": max_, "rule": rule, **more}


LEVELS = [("未完成", "Not finished", "0"), ("基本完成", "Mostly done", "4"), ("完成", "Done", "10")]
QUANTITY = {"id": "gap", "title": both("间隙", "Gap"), "unit": "mm", "step": "0.5", "readings": 3}
ASPECTS = [
    _aspect(
        "drawing",
        "10",
        {
            "kind": "rubric",
            "levels": [{"title": both(zh, en), "points": points} for zh, en, points in LEVELS],
        },
    ),
    _aspect("theory", "30", {"kind": "imported", "paper_max": "100", "step": "0.5"}),
    _aspect(
        "plumb",
        "10",
        {
            "kind": "measurement",
            "quantities": [QUANTITY | {"nominal": "0", "plus": "5"}],
            "scored": {"by": "out_deduction", "minus_points": "2"},
            "limits": {"out_max": 1, "over_max": "3"},
        },
    ),
    _aspect(
        "sheets",
        "20",
        {
            "kind": "count",
            "faults": [{"id": "bundles", "title": both("合格把", "Bundles"), "points": "2", "count_max": 10}],
        },
        tries={"count": 2, "take": "highest"},
    ),
    _aspect(
        "pace",
        "10",
        {
            "kind": "relative",
            "order": "low",
            "compared": {
                "by": "beaten",
                "start": "5",
                "each": "0.1",
                "limit": "600",
                "step": "60",
                "minus_points": "1",
            },
        },
        bonus="2",
    ),
    _aspect(
        "load",
        "10",
        {
            "kind": "relative",
            "order": "high",
            "unit": "kg",
            "step": "0.5",
            "high": "200",
            "compared": {"by": "best_share"},
        },
    ),
    _aspect(
        "throw",
        "10",
        {
            "kind": "measurement",
            "quantities": [{"id": "metres", "title": both("距离", "Distance"), "unit": "m", "high": "99"}],
            "scored": {"by": "formula", "factor": "0.5", "offset": "4", "exponent": "0.75"},
        },
    ),
]
SCHEME: dict[str, Any] = {
    "id": "kinds",
    "version": 1,
    "title": both("各类评分点", "Kinds"),
    "trade": both("工种", "Trade"),
    "basis": "typical",
    "source": "test",
    "max": "100",
    "result": {},
    "modules": [
        {
            "id": "practice",
            "title": both("实操", "Practice"),
            "max": "100",
            "panel_size": 2,
            "sub_criteria": [{"id": "all", "title": both("全部", "All"), "aspects": ASPECTS}],
        }
    ],
}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def rooms(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[ServerProcess, Client]]:
    async with house(tmp_path_factory.mktemp("venue")) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="session")
async def here(rooms: tuple[ServerProcess, Client]) -> Venue:
    return await venue.venue(*rooms, id_="kinds", scheme=SCHEME)


async def test_a_sheet_of_rarer_kinds_is_marked_and_handed_in(here: Venue, page: Page) -> None:
    await page.set_viewport_size({"width": 1280, "height": 1800})
    await screen.pair(page, here.server.base, here.cards[0], "zh")
    await screen.open_next(page)

    await page.click("#aspect-drawing [data-level='1']")
    await _typed(page, "theory", {"points": "80"})
    await _typed(page, "plumb", {"gap.1": "5", "gap.2": "7", "gap.3": "0"})
    await _typed(page, "sheets", {"bundles": "8"}, "[data-try='1'] ")
    await page.click("#aspect-sheets [data-try='2'] [data-do=miss-try]")
    await _typed(page, "pace", {"seconds": "830"})
    await _typed(page, "load", {"value": "37.5"})
    await _typed(page, "throw", {"metres": "20"})

    for aspect, points in (
        ("drawing", "4"),
        ("theory", "24"),
        ("plumb", "8"),
        ("sheets", "16"),
        ("throw", "4"),
    ):
        await expect(page.locator(f"#aspect-{aspect} .worth")).to_have_attribute("data-points", points)
    await expect(page.locator("#aspect-pace .box")).to_have_text("8:30")
    for open_ in ("pace", "load"):
        await expect(page.locator(f"#aspect-{open_} .worth")).to_have_attribute("data-points", "")
    await expect(page.locator(".sheet-head .total")).to_have_text("小计，另有 2 项待定56 / 100")
    await _fit(page, "a sheet of rarer kinds")
    await page.click("[data-do=review]")
    await page.click("[data-do=submit]")
    await screen.receipt(page)


async def _typed(page: Page, aspect: str, boxes: dict[str, str], within: str = "") -> None:
    for box, text in boxes.items():
        await page.click(f"#aspect-{aspect} {within}.box[data-field='{box}']")
        await page.keyboard.type(text)
        await page.click("[data-do=done]")
