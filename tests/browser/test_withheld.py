"""Boards that are frozen in part, in a real browser: plates for places that are withheld, and every byte looked at."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Page, Response, WebSocket, expect

from server.core.commands_field import SetCarry
from server.core.commands_panel import SetPanel
from server.core.commands_round import AddRound, MakeDraw
from server.core.commands_withheld import FreezeBoard
from server.core.facts_field import CarriedRound
from server.core.ids import EntryId, RoundId
from tests.browser.desk import dialog, sign_in
from tests.browser.hall import Hall, hall
from tests.support.server import good, running_server
from tests.support.small import CUP, FINAL, JUDGES, PREPARE, TITLE, WELD, WELDING

E1, E2, E3, E4 = (EntryId(f"e{n}") for n in range(1, 5))


@pytest_asyncio.fixture(loop_scope="session")
async def small(tmp_path: Path) -> AsyncIterator[Hall]:
    async with hall(tmp_path) as opened:
        for entry, value in ((E1, "9"), (E2, "8"), (E3, "7"), (E4, "6")):
            await opened.mark(entry, value)
        yield opened


class Heard:
    """Every byte that reaches a page."""

    def __init__(self, page: Page) -> None:
        self.texts: list[str] = []
        self.responses: list[Response] = []
        page.on("websocket", self._follow)
        page.on("response", self._keep)

    def _keep(self, response: Response) -> None:
        self.responses.append(response)

    def _follow(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: self.texts.append(str(frame)))

    async def all(self) -> str:
        bodies = [await one.text() for one in self.responses if "/api/" in one.url or "/c/" in one.url]
        return "\n".join([*self.texts, *bodies])


async def test_withheld_places_are_plates_and_the_rest_goes_on(page: Page, small: Hall) -> None:
    await small.ask(FreezeBoard(FINAL, 2))
    heard = Heard(page)
    await page.goto(small.url())
    await expect(page.locator(".age")).to_have_attribute("data-status", "live")

    await expect(page.locator(".board-row[data-withheld]")).to_have_count(2)
    await expect(page.locator(".board-status .main")).to_have_text("前 2 名待揭晓·其余实时更新")
    rows = page.locator(".board-row[data-slot]:not([data-withheld])")
    await expect(rows.locator(".total")).to_have_text(["14.00", "12.00"])
    sent = await heard.all()
    assert '"e3"' in sent
    assert '"e1"' not in sent
    assert "18.00" not in sent


async def test_a_later_round_says_that_what_it_carries_is_withheld(page: Page, small: Hall) -> None:
    later = RoundId("later")
    await small.ask(AddRound(later, WELDING, TITLE))
    await small.ask(SetCarry(later, (CarriedRound(FINAL),)))
    await small.ask(MakeDraw(later, "2026"))
    for module in (PREPARE, WELD):
        await small.ask(SetPanel(later, module, JUDGES))
    await small.ask(FreezeBoard(FINAL, 2))
    heard = Heard(page)
    await page.goto(small.url().replace(f"/{FINAL}", f"/{later}"))

    await expect(page.locator(".board-status .main")).to_have_text(re.compile("带入成绩待公布$"))
    await expect(page.locator(".board-row[data-slot]")).to_have_count(4)
    assert "18.00" not in await heard.all()


async def test_a_module_that_is_left_out_is_named_on_the_board(page: Page, small: Hall) -> None:
    await small.ask(FreezeBoard(FINAL, modules=(PREPARE,)))
    await page.goto(small.url())

    await expect(page.locator(".board-status .main")).to_have_text("不含prepare·其余实时更新")


async def test_a_phone_is_told_what_is_withheld(page: Page, small: Hall) -> None:
    await small.ask(FreezeBoard(FINAL, 2))
    await page.set_viewport_size({"width": 390, "height": 844})
    heard = Heard(page)
    await page.goto(small.url(f"/c/{CUP}/rounds/{FINAL}"))

    await expect(page.locator(".site-note")).to_have_text("前 2 名待揭晓 · 其余实时更新")
    await expect(page.locator("#table tbody tr")).to_have_count(2)
    sent = await heard.all()
    assert "entries/e3" in sent
    assert "entries/e1" not in sent


async def test_who_follows_an_entry_on_a_withheld_place_is_told_why_it_is_not_there(
    page: Page, small: Hall
) -> None:
    await page.set_viewport_size({"width": 390, "height": 844})
    await page.goto(small.url(f"/c/{CUP}/rounds/{FINAL}/entries/e1"))
    await page.locator("#follow").click()
    await small.ask(FreezeBoard(FINAL, 2))

    await page.goto(small.url(f"/c/{CUP}/rounds/{FINAL}"))
    await expect(page.locator("#mine")).to_have_text("您关注的选手现在不在榜上：前 2 名待揭晓。")
    pages = []
    for key in ("e1", "e2", "nobody"):
        await page.goto(
            small.url(f"/c/{CUP}/rounds/{FINAL}/entries/{key}?lang=zh")
        )  # no copy of a minute ago
        await expect(page.locator("body")).to_contain_text("本轮前 2 名待揭晓")
        pages.append(await page.locator("body").inner_text())
    assert len(set(pages)) == 1, "and nobody learns who they are"


async def test_the_desk_plans_a_freeze_of_the_first_places(page: Page, tmp_path: Path) -> None:
    await page.set_viewport_size({"width": 1280, "height": 900})
    async with running_server(tmp_path) as server:
        organiser = await server.organiser()
        cup = await server.cup(organiser, id_="cup")
        await sign_in(page, server, f"c/{cup.id}/r/{cup.round}/live")
        await page.locator(".control").get_by_role("button", name="封榜", exact=True).click()
        await dialog(page).get_by_label("前几名").check()
        await dialog(page).get_by_label("隐藏的名次数").fill("5")
        await dialog(page).get_by_label("到时自动").check()
        await dialog(page).get_by_label("封榜时间").fill("2099-05-01T16:30")
        await dialog(page).get_by_role("button", name="定时封榜").click()

        await expect(page.locator(".control")).to_contain_text("2099-05-01 16:30 自动封榜 · 前 5 名")
        (round_,) = good(await organiser.get(f"competitions/{cup.id}"))["events"][0]["rounds"]
        assert round_["freeze_planned"]["places"] == 5
        await page.locator(".control").get_by_role("button", name="取消定时封榜").click()
        await dialog(page).get_by_role("button", name="取消定时封榜").click()
        await expect(page.locator(".control")).not_to_contain_text("自动封榜 ·")
