"""Statistics about judges on the chief judge's desk in a real browser: they follow the sheets, and the organiser has none."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.browser import desk
from tests.browser.accessibility import accessibility_faults
from tests.browser.test_desk_chief import SMALL_KEYS, sign_in
from tests.support.server import Cup, Judge, Server, good, marks, new_key, running_server


async def hand_in(cup: Cup, judge: Judge, code: str, share: str) -> None:
    for part in (await judge.work())["rounds"][0]["modules"]:
        good(await judge.submit(cup.id, cup.round, part["module"]["id"], code, marks(part, share)))


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def venue(
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[tuple[Server, Cup, dict[str, str]]]:
    """A round in which every judge has marked three entries their own way, and a chief judge's card."""
    async with running_server(tmp_path_factory.mktemp("statistics")) as server:
        organiser = await server.organiser()
        cup = await server.cup(organiser, id_="cup", scheme="cooking", entries=4)
        for n, judge in enumerate(cup.judges):
            for place, code in enumerate(cup.codes[:3]):
                await hand_in(cup, judge, code, f"0.{5 + (n * (place + 1)) % 4}")
        body = {"names": ["钱裁判长"], "role": "chief"}
        (card,) = good(await organiser.post("competitions/cup/officials", body, key=new_key()))
        yield server, cup, card


async def test_the_chief_judge_sees_each_judge_beside_the_others_and_it_follows_the_sheets(
    page: Page, venue: tuple[Server, Cup, dict[str, str]]
) -> None:
    server, cup, card = venue
    await page.set_viewport_size({"width": 1280, "height": 800})
    await sign_in(page, server, card)
    await page.locator(".chief-home .tile").first.click()
    await page.get_by_role("link", name="裁判统计").click()

    first = page.locator(".judge-figure").first
    await expect(page.locator(".judge-figure")).to_have_count(len(cup.judges))
    await expect(first.locator(".strip-dot")).to_have_count(3)
    await expect(first.get_by_text("样本少")).to_be_visible()
    for judge in cup.judges[:2]:
        await hand_in(cup, judge, cup.codes[3], "0.7")
    await expect(first.locator(".strip-dot")).to_have_count(4)
    assert await page.evaluate(SMALL_KEYS) == []
    assert await desk.overflow(page) == 0
    assert await accessibility_faults(page) == []


async def test_the_organisers_desk_has_no_statistics_about_judges(
    page: Page, venue: tuple[Server, Cup, dict[str, str]]
) -> None:
    server, cup, _ = venue
    await desk.sign_in(page, server, f"c/{cup.id}/r/{cup.round}/statistics")

    await expect(page.get_by_role("heading", name="没有这个页面")).to_be_visible()
    await page.goto(f"{server.base}/desk/c/{cup.id}/r/{cup.round}/live")
    await expect(page.locator(".live-table")).to_be_visible()
    assert await page.get_by_role("link", name="裁判统计").count() == 0
