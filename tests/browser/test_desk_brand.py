"""The look of a competition is chosen at the desk: it is seen before it is kept, and screens have it at once."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Page, expect

from tests.browser.accessibility import accessibility_faults
from tests.browser.desk import at_desk, dialog, overflow
from tests.support.pictures import png
from tests.support.server import Client, Cup, Server, good


async def test_a_look_is_seen_before_it_is_kept_and_then_everywhere(
    page: Page, server: Server, organiser: Client, cup: Cup, screen: Page
) -> None:
    await at_desk(page, server, organiser, f"c/{cup.id}/brand")
    board = page.locator(".brand-previews figure").first.frame_locator("iframe").locator(".screen-zone")
    await expect(board).to_be_visible()

    await page.get_by_label("简称（中文）").fill("铸光杯")
    await page.get_by_label("使用本赛事的颜色").check()
    await page.get_by_label("主色", exact=True).fill("#001a57")
    logo: Any = {"name": "logo.png", "mimeType": "image/png", "buffer": png(60, 20)}
    await page.locator(".brand-form input[type=file]").set_input_files([logo])
    await expect(page.locator(".brand-form .logo-plate img")).to_be_visible()

    # Navy is black in a dark hall: it is shown as a blue that can be seen.
    await expect(board).to_have_css("--brand", "#466aae")
    await expect(board).to_have_attribute("data-logo", "yes")
    await expect(screen.locator(".idle-title .main")).not_to_have_text("铸光杯")
    await page.get_by_role("button", name="保存").click()

    await expect(screen.locator(".idle-title .main")).to_have_text("铸光杯")
    await expect(screen.locator(".idle")).to_have_css("--brand", "#466aae")
    await page.get_by_role("button", name="添加单位").click()
    await dialog(page).get_by_label("名称（中文）").fill("沧澜重工")
    await dialog(page).get_by_role("button", name="保存").click()
    await expect(page.locator(".sponsor-card")).to_have_count(1)
    await two_organisers_at_once(page, organiser, cup)
    assert await accessibility_faults(page) == []
    assert await overflow(page) == 0

    bar = page.locator(".top-bar")
    await expect(bar.locator(".look-logo")).to_be_visible()
    await expect(bar.locator(".bar-title")).to_have_text("铸光杯")
    await what_is_printed_says_whose_it_is(page, server, cup)

    # The small picture of a screen that waits looks like the screen.
    await page.goto(f"{server.base}/desk/c/{cup.id}/screens")
    seen = page.locator(".screen-seen").frame_locator("iframe")
    await expect(seen.locator(".idle-title .main")).to_have_text("铸光杯")
    await expect(seen.locator(".idle")).to_have_css("--brand", "#466aae")


async def two_organisers_at_once(page: Page, organiser: Client, cup: Cup) -> None:
    """Neither overwrites the other unseen, and what was typed is still there."""
    path = f"competitions/{cup.id}"
    await page.get_by_label("简称（中文）").fill("铸光赛")
    await page.get_by_role("button", name="修改：沧澜重工").click()
    await dialog(page).get_by_label("名称（英文）").fill("Canglan")
    kept = await organiser.ask(f"{path}/brand")
    look = {name: kept["brand"][name] for name in ("first", "second", "logo", "small", "strip")}
    added = {"name": {"zh": "石岭铸造", "en": ""}, "tier": "title", "logo": "", "small": ""}
    good(await organiser.post(f"{path}/sponsors", {"sponsors": [added, *kept["sponsors"]]}))
    good(await organiser.post(f"{path}/brand", {**look, "name": {"zh": "他人改的", "en": ""}}))

    await dialog(page).get_by_role("button", name="保存").click()
    await expect(dialog(page).get_by_role("alert")).to_contain_text("他人刚刚改过这里")
    await expect(page.locator(".sponsor-card")).to_have_count(2)
    await dialog(page).get_by_role("button", name="保存").click()
    await expect(dialog(page)).to_have_count(0)
    found = (await organiser.ask(f"{path}/brand"))["sponsors"]
    assert [one["name"] for one in found] == [added["name"], {"zh": "沧澜重工", "en": "Canglan"}]

    form = page.locator(".brand-form")
    await form.get_by_role("button", name="保存").click()
    await expect(form.get_by_role("alert")).to_contain_text("他人刚刚改过这里")
    await expect(page.get_by_label("简称（中文）")).to_have_value("铸光赛")
    await form.get_by_role("button", name="改看已保存的").click()
    await expect(page.get_by_label("简称（中文）")).to_have_value("他人改的")
    await page.get_by_label("简称（中文）").fill("铸光杯")
    await form.get_by_role("button", name="保存").click()
    await expect(page.locator(".toast").last).to_contain_text("已保存")


async def what_is_printed_says_whose_it_is(page: Page, server: Server, cup: Cup) -> None:
    """Each sheet by itself, every other page of the desk by one head; on paper the look's colours are dark enough."""
    letterhead = page.locator(".letterhead")
    await page.goto(f"{server.base}/desk/c/{cup.id}/r/{cup.round}/paper")
    sheet = page.locator(".paper-sheet").first
    await expect(sheet.locator(".look-logo")).to_be_visible()
    await page.emulate_media(media="print")
    await expect(sheet.locator(".paper-head")).to_have_css("border-top-color", "rgb(0, 26, 87)")
    await expect(letterhead).to_be_hidden()
    await page.goto(f"{server.base}/desk/c/{cup.id}/r/{cup.round}/draw")
    await expect(letterhead).to_be_visible()
    await expect(letterhead.locator(".look-logo")).to_have_js_property("complete", True)
    await expect(letterhead).to_have_css("border-bottom-color", "rgb(0, 26, 87)")
    await page.emulate_media(media="screen")
    await expect(letterhead).to_be_hidden()
    await page.goto(f"{server.base}/floor/{cup.id}/{cup.round}")
    await expect(page.locator(".floor-bar .look-logo")).to_be_visible()
