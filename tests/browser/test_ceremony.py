"""A ceremony in a real browser: prepared at the desk, begun by a phone, revealed on a screen, taken back, ended."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.async_api import Browser, Page, ViewportSize, expect

from tests.browser.accessibility import accessibility_faults
from tests.browser.ceremonies import a_screen, told
from tests.browser.conftest import watch
from tests.browser.desk import NAME, overflow
from tests.support.server import NAMES, PASSWORD, good, running_server
from tests.web.test_publication import judged

PHONE: ViewportSize = {"width": 390, "height": 844}


async def test_desk_phone_and_screen_go_through_a_ceremony_together(
    page: Page, browser: Browser, page_errors: list[str], tmp_path: Path
) -> None:
    async with running_server(tmp_path, sign_in_tries=1000, address_tries=1000) as server:
        organiser = await server.organiser()
        cup = await judged(server, organiser, "gala")
        contexts = [await browser.new_context(locale="zh-CN", viewport=PHONE) for _ in range(2)]
        phone, screen = [await one.new_page() for one in contexts]
        for one in (phone, screen):
            watch(one, page_errors)
        heard = await a_screen(screen, server.parts, server.base, f"ceremony.{cup.id}.{cup.round}")
        board = screen.locator("ceremony-board")
        await expect(board).to_contain_text("颁奖典礼即将开始")

        await page.set_viewport_size({"width": 1280, "height": 800})
        await page.goto(f"{server.base}/desk/c/{cup.id}/r/{cup.round}/ceremony")
        await page.get_by_label("姓名").fill(NAME)
        await page.get_by_label("密码").fill(PASSWORD)
        await page.get_by_role("button", name="登录", exact=True).click()
        await page.get_by_role("button", name="准备典礼").click()
        old = await page.locator(".ceremony-pin").inner_text()
        # Who comes back to the page finds no PIN, and asks for a new one.
        await page.reload()
        await expect(page.get_by_text("PIN 只显示一次")).to_be_visible()
        await page.get_by_role("button", name="换新 PIN").click()
        await expect(page.locator(".ceremony-pin")).to_have_text(re.compile(r"^\d{3} \d{3} \d{4}$"))
        # One that another desk renews lets nobody in any more, and so does not stand here.
        good(await organiser.post(f"competitions/{cup.id}/rounds/{cup.round}/ceremony/pin"))
        await expect(page.get_by_text("已在另一台控制台换新")).to_be_visible()
        await page.get_by_role("button", name="换新 PIN").click()
        pin = await page.locator(".ceremony-pin").inner_text()
        assert pin != old
        assert await accessibility_faults(page) == []
        await page.get_by_role("button", name="申请开始").click()
        # The same person is not two.
        await page.get_by_role("button", name="开始", exact=True).click()
        await expect(page.get_by_role("alert")).to_contain_text("第二个人")

        await phone.goto(f"{server.base}/remote/{cup.id}/{cup.round}")
        await phone.get_by_label("10 位 PIN").fill("0" * 10 if pin != "000 000 0000" else "1" * 10)
        await phone.get_by_role("button", name="连接").click()
        await expect(phone.get_by_role("alert")).to_contain_text("PIN 不正确")
        await phone.get_by_label("10 位 PIN").fill(pin)
        await phone.get_by_role("button", name="连接").click()
        await phone.get_by_role("button", name="开始").click()
        assert await accessibility_faults(phone) == []
        assert await overflow(phone) == 0

        onward = phone.locator(".remote-next")
        await expect(onward).to_contain_text("叫到下一位")
        await onward.click()
        current = board.locator('.ceremony-row[data-phase="current"]')
        await expect(current).to_have_count(1)
        third = await current.locator(".ceremony-row-name .main").inner_text()
        assert told(heard) == {third}, "of later steps the page holds nothing"
        assert '"total"' not in "".join(heard)
        await expect(current.locator(".ceremony-row-total")).to_have_text("")
        await expect(page.locator(".ceremony-steps [aria-current]")).to_contain_text(third)
        await expect(page.locator(".ceremony-named").first).to_contain_text(third)
        await page.keyboard.press("ArrowRight")
        await expect(phone.locator(".figures").first).to_contain_text("第 2 /")
        await phone.locator(".remote-back").click()
        await expect(page.locator(".ceremony-steps [aria-current]")).to_contain_text("叫到下一位")

        last = page.locator(".ceremony-steps button").last
        await expect(last).to_contain_text("领奖台")
        await last.click()
        await expect(board.locator(".ceremony-block")).to_have_text(["2", "1", "3"])
        await expect(board.locator('.ceremony-step[data-rank="3"] .ceremony-name .main')).to_have_text(third)
        real = await board.locator(".ceremony-name .main").all_inner_texts()
        assert told(heard) == {third, *real}
        assert third in real
        await page.get_by_role("link", name="司仪稿").click()
        await expect(page.locator(".script-who").first).to_contain_text(third)
        # The announcer's page stands where the ceremony stands, and a reading is put right on it.
        await expect(page.locator(".script-line[aria-current]")).to_have_attribute("data-kind", "podium")
        await expect(phone.locator(".remote-next")).to_be_disabled()
        await phone.locator(".remote-back").click()
        await expect(page.locator(".script-line[aria-current]")).to_have_attribute("data-kind", "place")
        await page.get_by_role("button", name=f"改“{third}”的读音").click()
        await page.locator(".script-place input").fill("Lv3 Wei2")
        await page.get_by_role("button", name="保存").click()
        await expect(page.locator(".script-who em").first).to_have_text("Lǚ Wéi")
        in_english = page.locator(".script-place").first.locator("[lang=en]")
        await expect(in_english).to_contain_text(dict(NAMES)[third])
        assert await accessibility_faults(page) == []

        good(await organiser.request("DELETE", f"competitions/{cup.id}/rounds/{cup.round}/ceremony"))
        await expect(board).to_contain_text("颁奖典礼即将开始")
        await expect(phone.get_by_label("10 位 PIN")).to_be_visible()

        await page.go_back()
        await page.get_by_role("button", name="彩排").click()
        await page.get_by_role("button", name="申请开始").click()
        await page.get_by_role("button", name="开始", exact=True).click()
        # It waits where somebody said so by hand, and goes on when it is set going again.
        wait = page.get_by_label("自动进行时，第 1 步之后停下")
        await wait.click()
        await expect(wait).to_have_attribute("aria-pressed", "true")
        await page.get_by_label("每步秒数").fill("2")
        onward = page.get_by_role("button", name="自动进行", exact=True)
        await onward.click()
        await expect(page.get_by_text("第 1 /")).to_be_visible()
        await onward.click()
        await expect(board.locator(".ceremony-rehearsal")).to_contain_text("彩排")
        await expect(board.locator(".ceremony-row-name .main").first).not_to_be_empty()
        await expect(page.locator(".ceremony-keys + .row .figures")).to_contain_text(re.compile("第 [2-9] /"))
        await page.get_by_role("button", name="暂停").click()
        await expect(onward).to_be_visible()
        await page.locator(".ceremony-steps button").last.click()
        await expect(board.locator(".ceremony-block")).to_have_text(["2", "1", "3"])
        shown = await screen.locator("body").inner_text()
        assert not [name for name in real if name in shown], "a rehearsal knows nobody"
        for context in contexts:
            await context.close()
