"""Rulings at the desk, as a person makes them: a penalty given and taken back, a module done again, a part for everybody."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import Page, expect

from tests.browser.accessibility import accessibility_faults
from tests.browser.desk import dialog, overflow, sign_in
from tests.support.server import Client, Cup, Server, running_server
from tests.web.test_rulings import marked


async def at_the_rulings(page: Page, server: Server, organiser: Client) -> Cup:
    """Two entries, marked by everybody, and the page where rulings are made."""
    await page.set_viewport_size({"width": 1280, "height": 900})
    cup = await marked(server, organiser, "ruled")
    await sign_in(page, server, f"c/{cup.id}/r/{cup.round}/rulings")
    return cup


async def test_a_penalty_is_given_and_taken_back_with_reasons(page: Page, tmp_path: Path) -> None:
    async with running_server(tmp_path) as server:
        organiser = await server.organiser()
        cup = await at_the_rulings(page, server, organiser)
        path = f"competitions/{cup.id}/rounds/{cup.round}/rulings"

        await page.get_by_role("button", name="判罚", exact=True).click()
        await dialog(page).get_by_label("选手").select_option(cup.entries[0])
        await dialog(page).get_by_label("调整").check()
        await dialog(page).get_by_label("数额").fill("−0.1")
        await dialog(page).get_by_label("理由").fill("工位不洁")
        assert await accessibility_faults(page) == []
        await dialog(page).get_by_role("button", name="判罚", exact=True).click()
        await expect(dialog(page)).to_have_count(0)
        row = page.locator("tbody tr", has_text="工位不洁")
        await expect(row).to_contain_text("调整")
        assert await overflow(page) <= 0

        await row.get_by_role("button", name="撤销").click()
        await dialog(page).get_by_label("理由").fill("复查后无误")
        await dialog(page).get_by_role("button", name="撤销", exact=True).click()
        await expect(dialog(page)).to_have_count(0)
        await expect(row).to_contain_text("已撤销")
        (given,) = (await organiser.ask(path))["penalties"]
        assert (given["amount"], given["entry"]) == ("-0.1", cup.entries[0])


async def test_an_amount_out_of_range_is_refused_and_the_form_stays_as_it_was(
    page: Page, tmp_path: Path
) -> None:
    async with running_server(tmp_path) as server:
        cup = await at_the_rulings(page, server, await server.organiser())

        await page.get_by_role("button", name="判罚", exact=True).click()
        await dialog(page).get_by_label("选手").select_option(cup.entries[0])
        await dialog(page).get_by_label("调整").check()
        await dialog(page).get_by_label("数额").fill("3")
        await dialog(page).get_by_label("理由").fill("工位不洁")
        await dialog(page).get_by_role("button", name="判罚", exact=True).click()

        await expect(dialog(page)).to_contain_text("-0.1 至 0.1")
        await expect(dialog(page).get_by_label("理由")).to_have_value("工位不洁")


async def test_a_module_is_done_again_and_its_sheets_are_due_anew(page: Page, tmp_path: Path) -> None:
    async with running_server(tmp_path) as server:
        organiser = await server.organiser()
        cup = await at_the_rulings(page, server, organiser)

        await page.get_by_role("button", name="安排重赛").click()
        await dialog(page).get_by_label("选手").select_option(cup.entries[0])
        await expect(dialog(page).get_by_role("button", name="安排重赛")).to_be_disabled()
        await dialog(page).locator("[name=rerun-module]").first.check()
        await dialog(page).get_by_label("最好的一次").check()
        await dialog(page).get_by_label("理由").fill("焊机跳闸")
        assert await accessibility_faults(page) == []
        await dialog(page).get_by_role("button", name="安排重赛").click()
        await expect(dialog(page)).to_have_count(0)

        await expect(page.get_by_text("第 2 次")).to_be_visible()
        await expect(page.get_by_text("焊机跳闸")).to_be_visible()
        assert await overflow(page) <= 0


async def test_a_part_is_ruled_for_everybody_and_back_again(page: Page, tmp_path: Path) -> None:
    async with running_server(tmp_path) as server:
        organiser = await server.organiser()
        await at_the_rulings(page, server, organiser)

        await page.get_by_role("button", name="作出裁定").click()
        await dialog(page).get_by_label("哪一部分").select_option(index=1)
        await dialog(page).get_by_label("一律给满分").check()
        await dialog(page).get_by_label("理由").fill("试件材料有误")
        assert await accessibility_faults(page) == []
        await dialog(page).get_by_role("button", name="作出裁定").click()
        await expect(dialog(page)).to_have_count(0)
        await expect(page.get_by_text("试件材料有误")).to_be_visible()

        await page.get_by_role("button", name="撤销裁定").click()
        await dialog(page).get_by_label("理由").fill("材料经复检合格")
        await dialog(page).get_by_role("button", name="撤销裁定").click()
        await expect(dialog(page)).to_have_count(0)
        await expect(page.get_by_text("所有部分都按裁判打分计算。")).to_be_visible()
