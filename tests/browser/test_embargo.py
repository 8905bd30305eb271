"""An embargo in a real browser: laid, put off and lifted at the desk; the hall's board says so and stands still."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import Browser, Page, expect

from tests.browser.desk import act, dialog, sign_in
from tests.support.server import running_server
from tests.web.test_public import hand_in


async def test_an_embargo_is_laid_put_off_and_lifted_at_the_desk(
    page: Page, browser: Browser, tmp_path: Path
) -> None:
    await page.set_viewport_size({"width": 1280, "height": 800})
    async with running_server(tmp_path) as server:
        organiser = await server.organiser()
        cup = await server.cup(organiser, scheme="welding")
        await hand_in(cup, cup.codes[0], "0.5")
        await sign_in(page, server, f"c/{cup.id}/r/{cup.round}/standings")
        hall = await (await browser.new_context(locale="zh-CN")).new_page()
        await hall.goto(f"{server.base}/board/{cup.id}/{cup.round}")
        board, control = hall.locator(".board-status .main"), page.locator(".control")

        await act(page, "保密")
        await expect(control).to_contain_text("观众看到：保密中 · 典礼后揭晓")
        await expect(board).to_have_text("保密中·典礼后揭晓")
        before = await hall.locator(".board-row .total").all_text_contents()

        for code in cup.codes[1:]:
            await hand_in(cup, code, "0.8")
        await organiser.do(cup.id, "close_round", round=cup.round, incomplete=False)
        await page.reload()
        await control.get_by_role("button", name="公布成绩").click()
        await expect(dialog(page)).to_contain_text("观众在颁奖典礼揭晓后才看到")
        await expect(dialog(page)).not_to_contain_text("随即")
        await dialog(page).get_by_role("button", name="公布成绩").click()
        await expect(control).to_contain_text("观众看到：保密中")
        await expect(page.get_by_text("正式成绩 · 第 1 版", exact=True)).to_be_visible()
        await act(page, "推迟揭晓")
        await expect(control).to_contain_text("观众看到：保密中 · 手动解除")
        await expect(board).to_have_text("保密中·宣布后揭晓")
        await hall.reload()
        await expect(board).to_have_text("保密中·宣布后揭晓")
        await expect(hall.locator(".board-row .total")).to_have_text(before)

        await control.get_by_role("button", name="解除保密").click()
        await dialog(page).get_by_label("理由").fill("典礼已结束")
        await dialog(page).get_by_role("button", name="解除保密").click()
        await expect(control).to_contain_text("观众看到：正式成绩 · 第 1 版")
        await expect(board).to_have_text("正式成绩")
        await hall.context.close()
