"""Driving screens from the desk in a real browser: naming, preview before take, black, emergency, scenes, and a phone."""

from __future__ import annotations

import re

from playwright.async_api import Page, Route, expect

from tests.browser.accessibility import accessibility_faults
from tests.browser.desk import at_desk, dialog, overflow
from tests.services.test_screen_pictures import png
from tests.support.server import Client, Cup, Server, good


async def test_a_scene_is_made_looked_at_and_taken(
    page: Page, server: Server, organiser: Client, cup: Cup, screen: Page
) -> None:
    await at_desk(page, server, organiser, f"c/{cup.id}/screens")
    await page.get_by_role("button", name="新建画面").click()
    await dialog(page).get_by_label("名称（中文）").fill("决赛与时钟")
    await dialog(page).get_by_label("布局").select_option("main_side")
    side = dialog(page).locator(".zone-fields").nth(1)
    await side.get_by_label("内容").select_option("clock")
    look = dialog(page).frame_locator("iframe")
    await expect(look.locator(".clock-figure")).to_be_visible()
    await dialog(page).get_by_role("button", name="保存").click()
    await expect(dialog(page)).to_have_count(0)

    await page.get_by_role("group", name="画面").get_by_role("button", name="决赛与时钟").click()
    await expect(
        page.locator(".take-preview").frame_locator("iframe").locator("standings-board")
    ).to_be_visible()
    await expect(screen.locator(".screen-stage")).to_have_count(0)
    await page.get_by_role("button", name="播出", exact=True).click()

    await expect(screen.locator("standings-board")).to_be_visible()
    await expect(screen.locator("clock-board")).to_be_visible()
    # The small picture is drawn from what the screen says.
    seen = page.locator(".screen-seen")
    await expect(seen.frame_locator("iframe").locator("clock-board")).to_be_visible()
    await expect(page.locator(".screen-facts .tag")).to_have_text(re.compile("在线"))
    assert await accessibility_faults(page) == []


async def test_black_and_emergency_have_a_clear_way_back(
    page: Page, server: Server, organiser: Client, cup: Cup, screen: Page
) -> None:
    await at_desk(page, server, organiser, "screens")
    await page.get_by_role("button", name="黑屏", exact=True).click()
    await expect(screen.locator(".screen-over")).to_have_attribute("data-over", "blank")

    await page.get_by_role("button", name="紧急通知").click()
    await dialog(page).get_by_role("button", name="撤离").click()
    await dialog(page).get_by_role("button", name="立即显示在全部大屏").click()
    await expect(screen.locator(".over-text .main")).to_have_text("请立即停止操作，从最近的出口撤离")
    await page.get_by_role("button", name="结束紧急通知").click()

    await expect(screen.locator(".screen-over")).to_have_attribute("data-over", "blank")
    await page.get_by_role("button", name="取消黑屏").click()
    await expect(screen.locator(".screen-over")).to_be_hidden()


async def test_a_phone_names_and_places_a_screen_by_its_code(
    page: Page, server: Server, organiser: Client, cup: Cup, screen: Page
) -> None:
    address = await screen.locator(".idle-address").inner_text()
    await at_desk(page, server, organiser, f"screens/{address.rpartition('/')[2]}")
    await page.set_viewport_size({"width": 390, "height": 844})

    await page.get_by_role("button", name="是哪一块？").click()
    await expect(screen.locator(".found-code")).to_be_visible()
    await page.get_by_label("屏幕名称").fill("看台东")
    await page.get_by_role("button", name="新建分组").click()
    await page.get_by_label("分组名称").fill("看台")
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("看台", exact=True)).to_be_checked()
    await page.get_by_label("显示").select_option(f"board standings.{cup.id}.{cup.round}")
    assert await overflow(page) <= 0
    assert await accessibility_faults(page) == []
    await page.get_by_role("button", name="保存").click()

    await expect(screen.locator("standings-board")).to_be_visible()
    (kept,) = await organiser.ask("displays")
    (group,) = (await organiser.ask("fleet"))["groups"]
    assert (kept["name"], kept["groups"]) == ("看台东", [group["id"]])
    # On to the next screen: the phone is back at all of them.
    await expect(page.locator(".screens .screen")).to_have_count(1)


async def test_screens_are_made_a_wall_together_and_looked_at_as_one(
    page: Page, server: Server, organiser: Client, cup: Cup, screen: Page
) -> None:
    scene = {"layout": "full", "zones": [{"kind": "clock"}]}
    good(await organiser.post("scenes", {"title": {"zh": "时钟", "en": ""}, **scene}))
    (there,) = await organiser.ask("displays")
    good(await organiser.request("PATCH", f"displays/{there['id']}", json={"name": "屏11"}))
    for name in ("屏10", "屏2"):
        good(await organiser.post("displays", {"name": name}))
    await at_desk(page, server, organiser, "screens")
    for number in range(3):
        await page.locator(".screens input[type=checkbox]").nth(number).check()
    await page.get_by_role("button", name="外观与拼接").click()
    await dialog(page).get_by_label("现场光线").select_option("light")
    await dialog(page).get_by_role("button", name="保存").click()
    await expect(dialog(page)).to_have_count(0)
    await expect(screen.locator(".screen-frame")).to_have_attribute("data-room", "light")

    await page.get_by_role("button", name="外观与拼接").click()
    names = dialog(page).locator(".wall-plan li")
    await expect(names.nth(0)).to_have_text("屏2")
    await expect(names.nth(1)).to_have_text("屏10")
    assert await accessibility_faults(page) == []
    await dialog(page).get_by_role("button", name="拼成一面并显示位置").click()

    await expect(screen.locator(".found-place")).to_have_text("第 3 列·第 1 行")
    # The whole wall is looked at, not one part of it; only one of the three has said how large it is.
    await page.get_by_role("group", name="画面").get_by_role("button", name="时钟").click()
    await expect(page.locator(".take-picture iframe")).to_have_css("width", f"{3 * 960}px")


async def test_the_programme_and_pictures_are_kept(
    page: Page, server: Server, organiser: Client, cup: Cup
) -> None:
    await at_desk(page, server, organiser, f"c/{cup.id}/screens")

    async def slowly(route: Route) -> None:
        # A server so slow that the first is on the list before the others are asked for.
        if (await organiser.ask("fleet"))["scenes"]:
            await expect(page.locator(".hall-list li").first).to_be_visible()
        await route.continue_()

    await page.route("**/api/v1/scenes", slowly)
    await page.get_by_role("button", name="建立常用画面").click()
    await expect(page.locator(".hall-list li")).to_have_count(5)
    await expect(page.locator(".hall-list li", has_text="颁奖典礼")).to_have_count(1)
    scenes = (await organiser.ask("fleet"))["scenes"]
    assert f"ceremony.{cup.id}" in [scene["zones"][0]["board"] for scene in scenes]

    await page.get_by_role("tab", name="日程").click()
    await page.get_by_role("button", name="添加日程").click()
    await dialog(page).get_by_label("名称（中文）").fill("开幕式")
    await dialog(page).get_by_role("button", name="添加播出").click()
    await dialog(page).get_by_role("button", name="保存").click()
    await expect(page.locator(".hall-list li")).to_contain_text("开幕式")

    await page.get_by_role("tab", name="图片").click()
    await page.locator("input[type=file]").set_input_files(
        {"name": "标志.png", "mimeType": "image/png", "buffer": png(64, 36)}
    )
    await expect(page.locator(".picture-list figcaption")).to_contain_text("标志")

    fleet = await organiser.ask("fleet")
    assert [line["title"]["zh"] for line in fleet["programme"]] == ["开幕式"]
    assert len(fleet["programme"][0]["cues"]) == 1
    assert [picture["name"] for picture in fleet["pictures"]] == ["标志"]

    # What a line would show is deleted: it is said in the list, and its choice does not look like another scene.
    (cue,) = fleet["programme"][0]["cues"]
    good(await organiser.request("DELETE", f"scenes/{cue['scene']}"))
    await page.get_by_role("tab", name="日程").click()
    await expect(page.locator(".hall-list li .tag")).to_have_text("1 项已删除")
    await page.get_by_role("button", name="修改 开幕式").click()
    shown = dialog(page).get_by_label("显示", exact=True)
    await expect(shown.locator("option:checked")).to_have_text("（已删除，请另选）")
    await shown.select_option(index=1)
    await dialog(page).get_by_role("button", name="保存").click()
    await expect(page.locator(".hall-list li .tag")).to_have_count(0)
    await page.get_by_role("button", name="修改 开幕式").click()
    await another_organiser_was_quicker(page, organiser)


async def another_organiser_was_quicker(page: Page, organiser: Client) -> None:
    """An open line is not kept over what somebody else has changed meanwhile, unless its organiser knows."""
    (line,) = (await organiser.ask("fleet"))["programme"]
    theirs = {name: value for name, value in line.items() if name != "given"}
    good(await organiser.post("programme", {**theirs, "place": "一号馆"}))
    save = dialog(page).get_by_role("button", name="保存")
    await dialog(page).get_by_label("名称（英文）").fill("Opening")
    await save.click()
    await expect(dialog(page).get_by_role("alert")).to_contain_text("他人刚刚改过这里")
    await expect(dialog(page).get_by_label("名称（英文）")).to_have_value("Opening")
    await dialog(page).get_by_role("button", name="改看已保存的").click()
    await expect(dialog(page).get_by_label("地点")).to_have_value("一号馆")
    await dialog(page).get_by_label("名称（英文）").fill("Opening")
    await save.click()
    await expect(dialog(page)).to_have_count(0)
    (line,) = (await organiser.ask("fleet"))["programme"]
    assert (line["title"]["en"], line["place"]) == ("Opening", "一号馆")


async def test_a_screen_that_is_silent_is_said_to_be(
    page: Page, server: Server, organiser: Client, screen: Page
) -> None:
    await at_desk(page, server, organiser, "screens")
    await expect(page.locator(".screen-facts .tag")).to_have_text(re.compile("在线"))

    await screen.goto("about:blank")

    await expect(page.locator(".screen-facts .tag")).to_have_text(re.compile("没有消息"))
    await expect(page.locator(".screen-seen")).to_have_attribute("data-silent", "true")


async def test_keys_drive_the_streams_graphics(
    page: Page, server: Server, organiser: Client, cup: Cup
) -> None:
    await at_desk(page, server, organiser, f"c/{cup.id}/stream")
    await expect(page.locator(".graphic")).to_have_count(6)
    tower = page.locator(".graphic").nth(1)
    await expect(tower.locator(".graphic-address")).to_contain_text(f"{server.base}/overlay/tower?")

    await page.keyboard.press("2")
    await expect(tower).to_have_attribute("data-on", "true")
    # The desk's own preview puts nothing on a picture: only a source does.
    await expect(tower.locator(".graphic-pages")).to_have_attribute("data-lost", "true")
    source = await page.context.new_page()
    await source.goto(await tower.locator(".graphic-address").inner_text())
    await expect(tower.locator(".graphic-pages")).to_have_text("1 个来源已打开它")
    await source.close()
    await page.keyboard.press("ArrowRight")
    await expect(tower.locator(".figures")).to_have_text("2")
    third = page.locator(".graphic").first
    await third.get_by_role("textbox").fill(cup.entries[1])
    await third.get_by_role("textbox").press("Enter")
    await expect(third).to_have_attribute("data-on", "true")
    shown = server.parts.stream.get("lower_third")
    assert shown is not None
    assert shown.entry == cup.entries[1]
    # Fingers are quicker than answers: no key is lost.
    await page.locator("h1").click()
    await page.keyboard.press("3")
    await page.keyboard.press("4")
    await expect(page.locator(".graphic[data-on=true]")).to_have_count(4)
    await page.keyboard.press("Escape")
    await expect(page.locator(".graphic[data-on=true]")).to_have_count(0)
    await page.get_by_role("button", name="生成新口令").click()
    await expect(page.locator(".notice code")).to_contain_text("/api/v1/stream/tower/show?token=")

    assert server.parts.stream.has_token
    assert server.parts.stream.get("tower") is not None


async def test_an_entry_on_stage_is_chosen_from_who_is_on_the_board(
    page: Page, server: Server, organiser: Client, cup: Cup
) -> None:
    await at_desk(page, server, organiser, f"c/{cup.id}/screens")
    await page.get_by_role("button", name="新建画面").click()
    await dialog(page).get_by_label("名称（中文）").fill("场上选手")
    await dialog(page).get_by_label("内容").select_option("stage")
    entries = dialog(page).get_by_label("哪位选手")
    await expect(entries.locator("option")).to_have_count(5)
    await expect(entries.locator("option").first).to_have_text("自动：最近评完的一位")
    await entries.select_option(index=2)
    await expect(dialog(page).frame_locator("iframe").locator(".stage-name .main")).to_be_visible()
    await dialog(page).get_by_role("button", name="保存").click()

    await expect(dialog(page)).to_have_count(0)
