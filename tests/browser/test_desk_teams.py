"""Teams and delegations at the desk, as a person goes about it: a rule by hand, a team, a table of one's own."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import Page, expect

from tests.browser.desk import dialog, overflow, sign_in
from tests.support.server import Client, Cup, Server, running_server
from tests.web.test_awards import marked_cup

TABLE = """
id: county
title: {zh: 县区榜, en: Counties}
rule: {of: total, take: sum, best_of_event: 2}
""".encode()
BROKEN = b"id: County!\ntitle: {zh: '', en: Counties}\nrule: {of: rank_points}\n"


async def official(server: Server, organiser: Client, id_: str) -> Cup:
    cup = await marked_cup(server, organiser, id_)
    await organiser.do(cup.id, "close_round", round=cup.round, incomplete=False)
    await organiser.do(cup.id, "publish_results", round=cup.round)
    return cup


async def test_a_rule_by_hand_and_a_team_of_chosen_members_are_ranked(page: Page, tmp_path: Path) -> None:
    await page.set_viewport_size({"width": 1280, "height": 900})
    async with running_server(tmp_path) as server:
        organiser = await server.organiser()
        cup = await marked_cup(server, organiser, "teams")
        await sign_in(page, server, f"c/{cup.id}/e/{cup.event}/teams")

        await page.get_by_role("button", name="设置规则").click()
        await dialog(page).get_by_label("队员贡献").select_option("rank_points")
        await dialog(page).get_by_label("各名次的分值").fill("1=10 3-5=4")
        await dialog(page).get_by_label("可上场的替补人数").fill("1")
        await dialog(page).get_by_role("button", name="设置规则").click()
        await expect(dialog(page)).to_have_count(0)
        await page.get_by_role("button", name="添加参赛队").click()
        await dialog(page).get_by_label("队名（中文）").fill("一队")
        chosen = dialog(page).get_by_label("添加队员")
        await chosen.select_option(index=1)
        await chosen.select_option(index=1)
        await dialog(page).get_by_label("替补").last.check()
        await dialog(page).get_by_role("button", name="保存").click()
        await expect(dialog(page)).to_have_count(0)

        row = page.locator("tbody tr", has_text="一队")
        await expect(row.locator(".team-members li")).to_have_count(2)
        await expect(row).to_contain_text("替补")
        assert await overflow(page) <= 0


async def test_a_field_of_a_rule_that_is_refused_is_called_by_its_label(page: Page, tmp_path: Path) -> None:
    await page.set_viewport_size({"width": 1280, "height": 900})
    async with running_server(tmp_path) as server:
        organiser = await server.organiser()
        cup = await server.cup(organiser, id_="rule")
        await sign_in(page, server, f"c/{cup.id}/e/{cup.event}/teams")

        await page.get_by_role("button", name="设置规则").click()
        await dialog(page).get_by_label("队员贡献").select_option("rank_points")
        await dialog(page).get_by_label("各名次的分值").fill("1=10 1=9")
        await dialog(page).get_by_role("button", name="设置规则").click()

        await expect(dialog(page).get_by_role("alert")).to_contain_text("各名次的分值 2")


async def test_a_table_of_ones_own_is_made_by_hand(page: Page, tmp_path: Path) -> None:
    await page.set_viewport_size({"width": 1280, "height": 900})
    async with running_server(tmp_path) as server:
        organiser = await server.organiser()
        cup = await official(server, organiser, "tables")
        await sign_in(page, server, f"c/{cup.id}/delegations")

        await page.get_by_role("button", name="选择榜单").click()
        await dialog(page).get_by_role("button", name="自定榜单").click()
        await dialog(page).get_by_label("从现成榜单开始").select_option(label="名次总分榜")
        await dialog(page).get_by_label("中文榜名").fill("本市名次榜")
        await dialog(page).get_by_label("英文榜名").fill("City places")
        await dialog(page).get_by_label("各名次得分").fill("1=10 1=9")
        await dialog(page).get_by_role("button", name="检查并采用").click()
        await expect(dialog(page).get_by_role("alert")).to_contain_text("各名次得分 2")
        await dialog(page).get_by_label("各名次得分").fill("1=10 2=8 3+=1")
        await dialog(page).get_by_role("button", name="检查并采用").click()
        await expect(dialog(page).get_by_label("本市名次榜")).to_be_checked()
        await dialog(page).get_by_role("button", name="设置", exact=True).click()

        await expect(dialog(page)).to_have_count(0)
        await expect(page.locator(".stack strong", has_text="本市名次榜")).to_be_visible()
        assert await overflow(page) <= 0
        (table,) = await organiser.ask(f"competitions/{cup.id}/delegation-tables")
        assert [(step["first"], step["last"]) for step in table["rule"]["points"]] == [
            (1, 1),
            (2, 2),
            (3, None),
        ]

        await page.get_by_role("button", name="选择榜单").click()
        await dialog(page).get_by_role("button", name="修改").click()
        await expect(dialog(page).get_by_label("各名次得分")).to_have_value("1=10 2=8 3+=1")


async def test_a_table_comes_from_a_file_or_with_all_its_faults(page: Page, tmp_path: Path) -> None:
    await page.set_viewport_size({"width": 1280, "height": 900})
    async with running_server(tmp_path) as server:
        organiser = await server.organiser()
        cup = await official(server, organiser, "files")
        await sign_in(page, server, f"c/{cup.id}/delegations")

        await page.get_by_role("button", name="选择榜单").click()
        file = dialog(page).locator("input[type=file]")
        await file.set_input_files({"name": "t.yaml", "mimeType": "text/yaml", "buffer": BROKEN})
        await expect(dialog(page).get_by_role("alert").get_by_role("listitem")).to_have_count(3)
        await file.set_input_files({"name": "t.yaml", "mimeType": "text/yaml", "buffer": TABLE})
        await expect(dialog(page).get_by_label("县区榜")).to_be_checked()
        await dialog(page).get_by_role("button", name="设置", exact=True).click()

        await expect(dialog(page)).to_have_count(0)
        await expect(page.locator(".stack strong", has_text="县区榜")).to_be_visible()
