"""Awards in the browser: a table is chosen, the proposal read and confirmed, and the public board shows it."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.async_api import Page, expect

from tests.browser.desk import overflow, sign_in
from tests.support.server import running_server
from tests.web.test_awards import marked_cup


async def test_awards_are_set_read_and_confirmed(page: Page, tmp_path: Path) -> None:
    await page.set_viewport_size({"width": 1280, "height": 900})
    async with running_server(tmp_path) as server:
        organiser = await server.organiser()
        cup = await marked_cup(server, organiser, "prizes")
        await organiser.do(cup.id, "close_round", round=cup.round, incomplete=False)
        await organiser.do(cup.id, "publish_results", round=cup.round)
        await sign_in(page, server, f"c/{cup.id}/r/{cup.round}/standings")

        await page.get_by_label("职工职业技能竞赛").check()
        await page.get_by_label("竞赛级别").select_option("municipal")
        await page.get_by_role("button", name="采用").click()
        awards = page.locator(".awards")
        await expect(awards.get_by_text("金奖").first).to_be_visible()
        await expect(awards.get_by_text("承办单位补贴：20000 元")).to_be_visible()
        assert await overflow(page) <= 0

        first = awards.locator("tbody tr").first.get_by_role("checkbox")
        await first.uncheck()
        await expect(awards.get_by_label("理由")).to_be_visible()
        await first.check()
        await awards.get_by_role("button", name="确认获奖名单").click()
        await expect(awards.get_by_text("已确认（成绩第 1 版）")).to_be_visible()

        await page.goto(f"{server.base}/board/{cup.id}/{cup.round}")
        await expect(page.locator(".board-row .gap").first).to_have_text(re.compile("金奖"))


async def test_a_next_round_takes_those_who_came_through(page: Page, tmp_path: Path) -> None:
    await page.set_viewport_size({"width": 1280, "height": 900})
    async with running_server(tmp_path) as server:
        organiser = await server.organiser()
        cup = await marked_cup(server, organiser, "through")
        await organiser.do(cup.id, "close_round", round=cup.round, incomplete=False)
        await organiser.do(cup.id, "publish_results", round=cup.round)
        title = {"zh": "总决赛", "en": "Grand final"}
        await organiser.do(
            cup.id, "add_round", round="next", event=cup.event, title=title, audience="live", identity="name"
        )
        await sign_in(page, server, f"c/{cup.id}/r/next/draw")

        await page.get_by_label("人数").fill("3")
        await page.get_by_role("button", name="确定晋级名单").click()
        await expect(page.get_by_text("晋级 3 名参加本轮")).to_be_visible()
        await page.locator(".plate-cut").get_by_role("button").last.click()
        await expect(page.locator("tbody tr")).to_have_count(3)
        assert await overflow(page) <= 0
