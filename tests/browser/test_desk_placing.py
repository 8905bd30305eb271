"""Placing screens at the desk: the language each of them speaks, and who stands where in a wall."""

from __future__ import annotations

from playwright.async_api import Browser, Page, expect

from tests.browser.desk import at_desk, dialog
from tests.support.server import Client, Cup, Server, good


async def test_a_screen_speaks_its_browsers_language_until_it_is_told_another(
    browser: Browser, page: Page, server: Server, organiser: Client, cup: Cup
) -> None:
    context = await browser.new_context(locale="en-GB", viewport={"width": 960, "height": 540})
    screen = await context.new_page()
    await screen.goto(f"{server.base}/display/")
    await expect(screen.locator(".idle-code")).not_to_be_empty()
    speaks = screen.locator("html")
    await expect(speaks).to_have_attribute("lang", "en")
    await at_desk(page, server, organiser, f"c/{cup.id}/screens")

    for chosen, lang in (("zh", "zh-CN"), ("browser", "en")):
        await page.locator(".screens .screen").get_by_role("button", name="命名").click()
        await dialog(page).get_by_text("位置、距离与外观").click()
        language = dialog(page).get_by_label("语言")
        if chosen == "zh":
            await expect(language).to_have_value("browser")
            await dialog(page).get_by_label("屏幕名称").fill("门厅")
        await language.select_option(chosen)
        await dialog(page).get_by_role("button", name="保存").click()
        await expect(dialog(page)).to_have_count(0)
        await expect(speaks).to_have_attribute("lang", lang)

    await context.close()


async def test_two_screens_of_a_wall_that_are_touched_change_places_and_all_speak_one_language(
    browser: Browser, page: Page, server: Server, organiser: Client, screen: Page
) -> None:
    context = await browser.new_context(locale="en-GB", viewport={"width": 960, "height": 540})
    other = await context.new_page()
    await other.goto(f"{server.base}/display/")
    await expect(other.locator(".idle-code")).not_to_be_empty()
    english = (await other.locator(".idle-address").inner_text()).rpartition("/")[2]
    for one in await organiser.ask("displays"):
        name = "主席台右" if one["id"] == english else "主席台左"
        good(await organiser.request("PATCH", f"displays/{one['id']}", json={"name": name}))
    await at_desk(page, server, organiser, "screens")
    # What each speaks is known once it has said so.
    await expect(page.locator(".screen-facts .tag", has_text="在线")).to_have_count(2)
    for number in range(2):
        await page.locator(".screens input[type=checkbox]").nth(number).check()
    await page.get_by_role("button", name="外观与拼接").click()
    places = dialog(page).locator(".wall-plan button")
    await expect(places).to_have_text(["主席台右", "主席台左"])

    await places.nth(0).click()
    await expect(places.nth(0)).to_have_attribute("aria-pressed", "true")
    await places.nth(1).click()
    await expect(places).to_have_text(["主席台左", "主席台右"])
    await dialog(page).get_by_role("button", name="拼成一面并显示位置").click()

    await expect(screen.locator(".found-place")).to_have_text("第 1 列·第 1 行")
    await expect(other.locator(".found-place")).to_have_text("第 2 列·第 1 行")
    await context.close()


async def test_each_new_step_of_a_playlist_is_another_scene_and_says_its_unit(
    page: Page, server: Server, organiser: Client, cup: Cup
) -> None:
    for zh in ("时钟", "欢迎"):
        scene = {"layout": "full", "zones": [{"kind": "clock"}], "title": {"zh": zh, "en": ""}}
        good(await organiser.post("scenes", scene))
    await at_desk(page, server, organiser, f"c/{cup.id}/screens")
    await page.get_by_role("tab", name="轮播").click()
    await page.get_by_role("button", name="新建轮播").click()
    for _ in range(2):
        await dialog(page).get_by_role("button", name="添加画面").click()

    steps = dialog(page).locator(".hall-step")
    await expect(steps).to_have_count(2)
    first, second = (steps.nth(at).locator("option:checked") for at in range(2))
    assert await first.inner_text() != await second.inner_text()
    await expect(steps.first.get_by_label("秒")).to_have_value("20")
    # One line each: what belongs together is not wrapped where there is room.
    one_line = await steps.first.evaluate(
        "step => step.offsetHeight < 2 * step.querySelector('select').offsetHeight"
    )
    assert one_line
