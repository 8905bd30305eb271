"""Rounds that build on each other, in the browser: what is carried over, and difficulties that entries declare."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from playwright.async_api import Page, expect

from server.core.scheme import Difficulty
from server.services.scheme_files import library, to_data
from tests.browser.desk import overflow, sign_in
from tests.support.server import Client, good, new_key, roster, running_server

TITLE = {"zh": "跳水", "en": "Diving"}


def diving() -> dict[str, Any]:
    """A scheme of the library whose first module has a difficulty."""
    scheme = library()["cooking"]
    first = replace(
        scheme.modules[0], difficulty=Difficulty(Decimal("4.1"), Decimal("1.2"), usual=Decimal("2"))
    )
    most = sum(
        ((m.max if m.weight is None else m.weight) or Decimal(0) for m in scheme.modules[1:]), Decimal(0)
    )
    worth = (first.max if first.weight is None else first.weight) or Decimal(0)
    scheme = replace(
        scheme, id="dive", modules=(first, *scheme.modules[1:]), max=most + worth * Decimal("4.1")
    )
    return dict(to_data(scheme))


async def two_rounds(organiser: Client) -> None:
    """A competition with one event and two rounds of it."""
    body = {"id": "pool", "title": TITLE, "place": "", "days": []}
    good(await organiser.post("competitions", body, key=new_key()))
    await organiser.do("pool", "add_event", event="dive", title=TITLE, scheme=diving())
    good(await organiser.upload("pool", "dive", roster(4).encode()))
    for id_, zh in (("semi", "半决赛"), ("final", "决赛")):
        title = {"zh": zh, "en": id_.title()}
        await organiser.do(
            "pool", "add_round", round=id_, event="dive", title=title, audience="live", identity="name"
        )


async def test_what_is_carried_over_and_declared_is_set_at_the_desk(page: Page, tmp_path: Path) -> None:
    await page.set_viewport_size({"width": 1280, "height": 900})
    async with running_server(tmp_path) as server:
        organiser = await server.organiser()
        await two_rounds(organiser)
        await sign_in(page, server, "c/pool/r/final/draw")

        carry = page.locator(".carry")
        await expect(carry.get_by_text("本轮从零开始")).to_be_visible()
        await carry.get_by_role("checkbox").check()
        await carry.get_by_label("半决赛计入百分比").fill("50")
        await carry.get_by_role("button", name="确定带入办法").click()
        await expect(carry.get_by_text("总成绩 = 半决赛 50% + 本轮 100%。")).to_be_visible()

        table = page.locator(".difficulties")
        first = table.locator("tbody input").first
        await first.fill("9")
        await table.get_by_role("button", name="记录 1 项难度").click()
        await expect(table.get_by_text("难度系数应在 1.2 到 4.1 之间")).to_be_visible()
        await first.fill("3.2")
        await table.get_by_role("button", name="记录 1 项难度").click()
        await expect(table.get_by_role("button", name="没有改动")).to_be_disabled()
        await expect(first).to_have_value("3.2")
        assert await overflow(page) <= 0
        await page.set_viewport_size({"width": 390, "height": 844})
        assert await overflow(page) <= 0
