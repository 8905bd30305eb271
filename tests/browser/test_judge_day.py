"""A whole round as a bad day makes it: the server away for most of it and killed twice, tablets reloaded, one replaced,
one shared, the line dropping, delaying and doubling. Every mark counts once, and the standings are those of a good day."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.conftest import watch
from tests.judge_client import screen
from tests.judge_client.venue import LOOKS, SCHEME, Card, Venue, house, venue
from tests.support.bad_line import BadLine, bad_line
from tests.support.server import Client, good

JUDGES = ("陈建国", "李秀英", "王志强", "赵丽华", "孙立新")
ENTRIES = 4
SHORT = SCHEME | {
    "id": "short",
    "max": "11",
    "modules": [SCHEME["modules"][0] | {"max": "11", "panel_size": len(JUDGES), "sub_criteria": [LOOKS]}],
}
SEED = "bad day 7"


def marks(judge: int, code: str) -> tuple[str, str]:
    """What a judge finds on an entry: a level and points; every judge and entry differs."""
    entry = int(code)
    return str((judge + entry) % 4), f"{(judge * 3 + entry) % 5}"


async def mark_one(page: Page, judge: int) -> str:
    """The next sheet from the list to the receipt or the outbox; its code."""
    await page.evaluate("location.hash = ''")
    code = await screen.open_next(page)
    level, points = marks(judge, code)
    await page.click(f"#aspect-surface [data-level='{level}']")
    await page.click(f"#aspect-tidy [data-level='{points}']")
    await screen.hand_in(page)
    await expect(page.locator(".stamp")).to_be_visible()
    return code


class Day:
    """The tablets of the panel: one a judge, but the last two judges share theirs."""

    def __init__(self, browser: Browser, here: Venue, line: BadLine, errors: list[str]) -> None:
        self.browser, self.here, self.line, self.errors = browser, here, line, errors
        self.pages: list[Page] = []

    async def tablet(self, *cards: Card) -> Page:
        """A new tablet, paired with these judges; the first of them holds it."""
        context = await self.browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 800})
        page = await context.new_page()
        watch(page, self.errors)
        for card in reversed(cards):
            await screen.pair(page, self.line.base, card)
        await screen.kept_for_offline(page)
        return page

    async def everyone(self, does: Callable[[int], Any]) -> None:
        """All tablets, one after the other: the machine has few hands."""
        for judge in range(len(self.pages)):
            await does(judge)

    async def recorded(self) -> list[tuple[str, str]]:
        """Who handed in what, as the ledger has it."""
        return [(sheet["actor"], sheet["body"]["code"]) for sheet in await self.here.sheets()]

    async def until_recorded(self, count: int) -> None:
        """Until the ledger holds so many sheets."""
        async with asyncio.timeout(120):
            while len(await self.recorded()) < count:
                await self.pages[0].wait_for_timeout(50)


@pytest.mark.slow
@pytest.mark.timeout(600)
async def test_every_mark_of_a_bad_day_counts_once_and_the_standings_are_those_of_a_good_one(
    browser: Browser, tmp_path: Path, page_errors: list[str]
):
    (tmp_path / "bad").mkdir()
    (tmp_path / "good").mkdir()
    async with house(tmp_path / "bad") as rooms:
        here = await venue(*rooms, entries=ENTRIES, scheme=SHORT, names=JUDGES)
        async with bad_line(here.server.port, SEED) as line:
            shown = await _bad_day(Day(browser, here, line, page_errors))
        sheets = await here.sheets()
        drawn = await _codes(here)
    async with house(tmp_path / "good") as rooms:
        expected = await _good_day(await venue(*rooms, entries=ENTRIES, scheme=SHORT, names=JUDGES), drawn)

    print(f"seed {SEED!r}, sheets {len(sheets)}, line {dict(line.did)}")
    assert len(sheets) == len({(sheet["actor"], sheet["body"]["code"]) for sheet in sheets})
    assert len(sheets) == len(JUDGES) * ENTRIES
    assert shown == expected
    assert page_errors == []
    assert {"doubled", "dropped on the way there", "dropped on the way back", "delayed"} <= set(line.did)


async def _bad_day(day: Day) -> list[Any]:
    cards, server, line = day.here.cards, day.here.server, day.line
    line.bad = False
    for card in cards[:3]:
        day.pages.append(await day.tablet(card))
    shared = await day.tablet(*cards[3:])
    day.pages.append(shared)
    line.bad = True

    await day.everyone(lambda judge: mark_one(day.pages[judge], judge))
    await server.kill()
    await day.everyone(lambda judge: mark_one(day.pages[judge], judge))
    await screen.hand_over(shared)
    await shared.reload()
    await screen.sit_down(shared, cards[4])
    for _ in range(2):
        await mark_one(shared, 4)
    await day.pages[0].reload()
    await day.pages[1].context.set_offline(True)

    await server.start()
    await day.until_recorded(6)
    await server.kill()
    await day.pages[1].context.set_offline(False)
    await day.everyone(lambda judge: mark_one(day.pages[judge], 4 if judge == 3 else judge))

    await server.start()
    line.bad = False
    replaced, day.pages[2] = day.pages[2], await day.tablet(cards[2])
    line.bad = True
    await screen.unsent(replaced, 0)
    await expect(day.pages[2].locator(".sheet-card[data-state=recorded]")).to_have_count(3, timeout=60_000)
    await line.hold(True)
    await day.everyone(lambda judge: mark_one(day.pages[judge], 4 if judge == 3 else judge))
    await screen.hand_over(shared)
    await screen.sit_down(shared, cards[3])
    for _ in range(2):
        await mark_one(shared, 3)
    await line.hold(False)

    await day.until_recorded(len(JUDGES) * ENTRIES)
    for page in day.pages:
        await screen.unsent(page, 0)
    shown = await _standings(day.here)
    for page in [*day.pages, replaced]:
        await page.context.close()
    return shown


async def _good_day(here: Venue, drawn: dict[str, str]) -> list[Any]:
    """The same marks for the same entries, handed in one after the other by programs; the draw is another one."""
    codes = await _codes(here)
    for judge, card in enumerate(here.cards):
        paired = {"card": card.card, "pin": card.pin, "device": "good day"}
        token = good(await Client(here.organiser.http).post("pair", paired))["token"]
        client = Client(here.organiser.http, token)
        for number, code in drawn.items():
            level, points = marks(judge, code)
            found = {"surface": {"level": level}, "tidy": {"points": points}}
            sheet = {"round": "final", "module": "practice", "code": codes[number], "marks": found}
            await client.do(here.competition, "submit_sheet", **sheet, comment="")
    return await _standings(here)


async def _codes(here: Venue) -> dict[str, str]:
    """The blind code of each entry, by its number."""
    (event,) = (await here.organiser.ask(f"competitions/{here.competition}"))["events"]
    numbers = {entry["entry"]: entry["number"] for entry in event["entries"]}
    return {numbers[drawn["entry"]]: drawn["code"] for drawn in event["rounds"][0]["order"]}


async def _standings(here: Venue) -> list[Any]:
    """The list as the organiser sees it, but for what the last mark moved: the order of arrival is not the result."""
    told = await here.organiser.ask(f"competitions/{here.competition}/rounds/final/standings")
    rows = [told["rows"][entry] for entry in told["order"]]
    return [{name: value for name, value in row.items() if name != "moved"} for row in rows]
