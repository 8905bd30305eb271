"""A late sheet at the chief judge's desk in a real browser: seen while the colleagues have gone on, gone when it is in."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import Page, expect

from tests.browser.accessibility import accessibility_faults
from tests.browser.test_desk_chief import sign_in
from tests.support.server import Judge, Server, good, marks, new_key, running_server


async def test_the_matrix_says_whose_sheet_is_late(page: Page, tmp_path: Path) -> None:
    async with running_server(tmp_path) as server:
        await late_and_in(page, server)


async def late_and_in(page: Page, server: Server) -> None:
    organiser = await server.organiser()
    cup = await server.cup(organiser, id_="cup", scheme="cooking", entries=3)
    module = next(iter(cup.panels))
    chief_ = {"names": ["钱裁判长"], "role": "chief"}
    (chief,) = good(await organiser.post("competitions/cup/officials", chief_, key=new_key()))

    async def hand_in(judge: Judge) -> None:
        part = next(p for p in (await judge.work())["rounds"][0]["modules"] if p["module"]["id"] == module)
        good(await judge.submit(cup.id, cup.round, module, cup.codes[0], marks(part)))

    for judge in cup.judges[:3]:
        await hand_in(judge)
    await page.set_viewport_size({"width": 1280, "height": 800})
    await sign_in(page, server, chief)
    await page.locator(".chief-home .tile").first.click()

    await expect(page.locator(".cell[data-sheet=late]")).to_have_count(2)
    await expect(page.locator(".cell[data-sheet=late]").first).to_have_attribute(
        "title", f"{cup.codes[0]} · 裁判4 · 热菜 · 迟交 · 同组半数以上已提交"
    )
    assert await accessibility_faults(page) == []
    await hand_in(cup.judges[3])
    await expect(page.locator(".cell[data-sheet=late]")).to_have_count(1)
