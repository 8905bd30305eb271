"""The desk when something goes wrong: the server away, a sign-in that ended, somebody else who was quicker."""

from __future__ import annotations

import asyncio
from typing import Any

from playwright.async_api import Page, Route, expect

from tests.browser.desk import NAME, act, dialog, phase, set_up, sign_in
from tests.support.server import PASSWORD, Client, Cup, Server, good, marks


async def test_what_was_typed_stays_when_it_is_refused(page: Page, server: Server) -> None:
    await page.goto(f"{server.base}/desk/")
    await page.get_by_label("设置码").fill("WRONG")
    await page.get_by_label("姓名").fill(NAME)
    await page.get_by_label("密码").fill(PASSWORD)
    await page.get_by_role("button", name="开始使用").click()

    await expect(page.get_by_role("alert")).to_contain_text("设置码不对")

    typed = [await page.get_by_label(label).input_value() for label in ("设置码", "姓名", "密码")]
    assert typed == ["WRONG", NAME, PASSWORD]


async def test_a_command_sent_while_the_server_is_away_is_recorded_once_when_it_is_back(
    page: Page, server: Server, cup: Cup, organiser: Client
) -> None:
    await sign_in(page, server, f"c/{cup.id}/r/{cup.round}/live")
    await expect(page.locator(".live-table")).to_be_visible()
    keys: list[str | None] = []
    lost = 0

    async def lose_the_answer(route: Route) -> None:
        # The first time the server records it and the answer is lost; the second time nothing arrives at all.
        nonlocal lost
        keys.append(route.request.headers.get("idempotency-key"))
        lost += 1
        if lost == 1:
            await route.fetch()
        if lost <= 2:
            await route.abort()
        else:
            await said.wait()
            await route.continue_()

    said = asyncio.Event()
    await page.route("**/commands", lose_the_answer)
    await page.locator(".control").get_by_role("button", name="封榜").click()
    await dialog(page).get_by_role("button", name="封榜", exact=True).click()

    await expect(page.get_by_text("正在自动重发")).to_be_visible()
    said.set()
    await expect(dialog(page)).to_have_count(0)

    facts = (await organiser.get(f"competitions/{cup.id}/facts?after=0")).text
    assert (facts.count('"board_frozen"'), len(keys), len(set(keys))) == (1, 3, 1)


async def test_a_sign_in_that_ended_is_renewed_without_leaving_the_page(
    page: Page, server: Server, cup: Cup
) -> None:
    await sign_in(page, server, f"c/{cup.id}/judges")
    await page.get_by_label("姓名，每行一名").fill("周建国")
    await page.context.clear_cookies()
    await page.get_by_role("button", name="添加 1 名并生成裁判卡").click()
    again = dialog(page)
    await expect(again.get_by_role("heading", name="请重新登录")).to_be_visible()
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")
    await expect(again.get_by_role("heading", name="请重新登录")).to_be_visible()
    await again.get_by_label("姓名").fill(NAME)
    await again.get_by_label("密码").fill(PASSWORD)
    await again.get_by_role("button", name="登录", exact=True).click()

    await expect(dialog(page)).to_have_count(0)

    assert await page.get_by_label("姓名，每行一名").input_value() == "周建国"
    await page.get_by_role("button", name="添加 1 名并生成裁判卡").click()
    await expect(page.locator(".card")).to_have_count(1)


async def test_a_correction_that_somebody_else_was_quicker_with_is_told_and_refused(
    page: Page, server: Server, cup: Cup, organiser: Client
) -> None:
    judge, code = cup.judges[0], cup.codes[0]
    module = (await judge.work())["rounds"][0]["modules"][0]
    first = good(await judge.submit(cup.id, cup.round, module["module"]["id"], code, marks(module)))
    await sign_in(page, server, f"c/{cup.id}/r/{cup.round}/live")
    await page.locator("button.cell").click()
    correct = dialog(page).get_by_role("button", name="更正")
    await expect(correct).to_be_visible()
    reads: list[str] = []
    page.on("request", lambda sent: reads.append(sent.url) if "/sheets/" in sent.url else None)
    await correct.click()
    await page.locator(".mark-inputs input.input").first.fill("1")
    await page.get_by_label("理由").fill("我的理由")
    # An answer that came now would be of the sheet as somebody else corrected it, and take what was typed.
    assert reads == []

    await organiser.do(
        cup.id,
        "correct_sheet",
        round=cup.round,
        module=module["module"]["id"],
        code=code,
        judge=judge.id,
        marks=marks(module, "0.2"),
        reason="先到一步",
        replaces=first["position"],
    )

    await expect(dialog(page).get_by_role("alert")).to_contain_text("刚被他人更正")
    await page.get_by_role("button", name="记录更正").click()
    await expect(dialog(page).get_by_text("请查看最新内容后再更正")).to_be_visible()
    assert await page.get_by_label("理由").input_value() == "我的理由"
    await page.get_by_role("button", name="查看最新内容").click()
    await expect(page.get_by_label("理由")).to_have_value("")
    await expect(dialog(page).get_by_role("alert")).to_have_count(0)


async def test_the_language_switches_in_place_and_back(page: Page, server: Server, cup: Cup) -> None:
    await sign_in(page, server, f"c/{cup.id}/judges")
    await page.get_by_label("姓名，每行一名").fill("周建国")
    loaded = await page.evaluate("performance.timeOrigin")

    await page.get_by_role("button", name="切换到英文").click()
    await expect(page.get_by_role("heading", name="Judges and cards")).to_be_visible()
    assert await page.get_by_label("Names, one a line").input_value() == "周建国"
    assert await page.evaluate("document.documentElement.lang") == "en"
    assert chinese(await texts_of_interface(page)) == []
    await page.get_by_role("button", name="Switch to Chinese").click()

    await expect(page.get_by_role("heading", name="裁判与裁判卡")).to_be_visible()
    assert await page.evaluate("performance.timeOrigin") == loaded


async def test_what_another_desk_does_is_seen_without_a_reload(
    page: Page, server: Server, cup: Cup, organiser: Client
) -> None:
    await sign_in(page, server, f"c/{cup.id}/r/{cup.round}/live")
    await phase(page, "open")

    await organiser.do(cup.id, "close_round", round=cup.round, incomplete=True)

    await phase(page, "closed")
    await act(page, "公布成绩")
    await phase(page, "published")


async def test_an_address_of_the_desk_leads_there_after_signing_in(
    page: Page, server: Server, cup: Cup
) -> None:
    await sign_in(page, server, f"c/{cup.id}/r/{cup.round}/standings")

    await expect(page.get_by_role("link", name="成绩", exact=True)).to_have_attribute("aria-current", "page")
    await page.get_by_role("link", name="抽签", exact=True).click()
    await expect(page.locator(".proof")).to_be_visible()
    await page.go_back()
    await expect(page.get_by_role("link", name="成绩", exact=True)).to_have_attribute("aria-current", "page")


async def test_a_round_that_was_closed_opens_again_with_a_reason(
    page: Page, server: Server, cup: Cup, organiser: Client
) -> None:
    await organiser.do(cup.id, "close_round", round=cup.round, incomplete=True)
    await sign_in(page, server, f"c/{cup.id}/r/{cup.round}/live")
    await page.locator(".control").get_by_role("button", name="重新开放").click()
    await page.get_by_label("理由").fill("补交两张评分表")
    await dialog(page).get_by_role("button", name="重新开放").click()

    await phase(page, "open")

    facts = (await organiser.get(f"competitions/{cup.id}/facts?after=0")).text
    assert facts.count("补交两张评分表") >= 1


async def test_a_new_card_signs_the_old_tablet_out(page: Page, server: Server, cup: Cup) -> None:
    judge = cup.judges[0]
    await sign_in(page, server, f"c/{cup.id}/judges")
    row = page.locator("tr", has_text=judge.name).first
    await expect(row.locator(".tag[data-state=good]")).to_be_visible()

    await row.get_by_role("button", name="换卡").click()
    await dialog(page).get_by_role("button", name="换卡").click()

    await expect(page.locator(".card")).to_have_count(1)
    await expect(row.get_by_text("未配对")).to_be_visible()
    assert (await judge.client.get("judge/work")).status_code == 401


async def texts_of_interface(page: Page) -> list[str]:
    """What the page itself says: not the names people gave."""
    texts: Any = await page.evaluate(
        """[...document.querySelectorAll("#view h1, #view h2, #view label, #view button, #view .hint, .side a span")]
        .map((one) => one.innerText)"""
    )
    return list(texts)


def chinese(texts: list[str]) -> list[str]:
    """Those with a Chinese character."""
    return [text for text in texts if any("\u4e00" <= c <= "\u9fff" for c in text)]


async def test_setting_up_twice_leads_to_signing_in(page: Page, server: Server) -> None:
    await set_up(page, server)
    await page.get_by_role("button", name="退出", exact=True).click()

    await expect(page.get_by_role("heading", name="登录")).to_be_visible()
