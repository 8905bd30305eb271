"""The desk in a real browser, from an empty server to published results, as one organiser's day."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from server.services.parts import FoundBy
from tests.browser.accessibility import accessibility_faults
from tests.browser.desk import act, choose_list, dialog, overflow, phase, set_up, sign_in
from tests.support.server import Server, marks, roster, running_server

BAD_LIST = "参赛号,姓名,代表队\r\n101,王伟,滨海一队\r\n101,李娜,港口集团\r\n103,,造船厂\r\n"
ENTRIES = 3
JUDGES = "周建国\n吴秀兰\n郑海涛\n孙丽\n钱多多"


async def test_an_organisers_day_from_set_up_to_published_results(page: Page, tmp_path: Path) -> None:
    await page.set_viewport_size({"width": 1280, "height": 800})
    async with running_server(tmp_path) as server:
        await set_up(page, server)
        await _competition(page)
        await _event(page)
        await _entries(page)
        await _draw(page)
        cards = await _judges(page)
        await _panels(page)
        await act(page, "开放评分")
        await phase(page, "open")
        await page.get_by_role("link", name="评分现场").click()
        await _marks_arrive(page, server, cards)
        await _correction(page)
        await _why(page)
        await _entry_state(page)
        await _close_and_publish(page)
        await _downloads(page)


async def _competition(page: Page) -> None:
    await page.get_by_label("大赛名称（中文）").fill("金锤杯")
    await page.get_by_label("大赛名称（英文）").fill("Golden Hammer Cup")
    await page.get_by_label("地点").fill("滨海")
    await page.get_by_role("button", name="创建大赛").click()
    await expect(page.get_by_role("heading", name="金锤杯")).to_be_visible()
    assert page.url.endswith("/desk/c/golden-hammer-cup")


async def _event(page: Page) -> None:
    await page.get_by_role("link", name="添加赛项").first.click()
    await page.locator(".tile", has_text="叉车（宽货窄门计时赛）").click()
    # Every aspect can be read before the scheme is taken.
    await expect(page.locator(".aspects > li").first).to_be_visible()
    assert await page.locator(".aspects > li").count() == await page.locator(".aspect-head").count() > 0
    await page.get_by_role("button", name="添加赛项").click()
    await expect(page.get_by_role("heading", name="导入参赛名单")).to_be_visible()


async def _entries(page: Page) -> None:
    await choose_list(page, BAD_LIST)
    rows = page.locator(".faults tbody tr")
    await expect(rows).to_have_count(2)
    assert [(await row.locator("td").first.inner_text()) for row in await rows.all()] == ["3", "4"]
    await expect(page.get_by_role("button", name="确认导入")).to_have_count(0)
    await choose_list(page, roster(ENTRIES))
    await page.get_by_role("button", name=f"确认导入 {ENTRIES} 行").click()
    await expect(page.get_by_text(f"已导入 {ENTRIES} 名")).to_be_visible()
    await expect(page.locator("table", has_text="王伟").locator("tbody tr")).to_have_count(ENTRIES)


async def _draw(page: Page) -> None:
    await page.get_by_role("link", name="抽签", exact=True).click()
    await page.get_by_role("button", name="抽签", exact=True).click()
    await page.get_by_role("button", name="在本机复算").click()
    await expect(page.get_by_text("复算一致")).to_be_visible()
    # A public number, drawn again before the round opens, gives the order anybody can compute from it.
    await page.get_by_text("公开种子").click()
    await page.get_by_label("输入种子").fill("07 19 23 28 31 33")
    await page.get_by_role("button", name="重新抽签").click()
    await expect(page.locator(".proof .seed")).to_have_text("07 19 23 28 31 33")
    await page.get_by_role("button", name="在本机复算").click()
    await expect(page.get_by_text("复算一致")).to_be_visible()


async def _judges(page: Page) -> list[Any]:
    await page.get_by_role("link", name="裁判与裁判卡").click()
    await page.get_by_label("姓名，每行一名").fill(JUDGES)
    async with page.expect_response(lambda answer: answer.request.method == "POST") as made:
        await page.get_by_role("button", name="添加 5 名并生成裁判卡").click()
    cards: list[Any] = await (await made.value).json()
    await expect(page.locator(".card .qr path")).to_have_count(5)
    assert await page.locator(".card-pin .code").all_inner_texts() == [card["pin"] for card in cards]
    # A look at another view does not lose what was not printed yet.
    await page.get_by_role("link", name="总览").click()
    await page.get_by_role("link", name="裁判与裁判卡").click()
    await expect(page.locator(".card .qr path")).to_have_count(5)
    await page.get_by_role("button", name="已打印，清除").click()
    await expect(page.locator(".card")).to_have_count(0)
    assert cards[0]["pin"] not in await page.content()
    return cards


async def _panels(page: Page) -> None:
    await page.get_by_role("navigation", name="大赛导航").get_by_role("link", name="叉车").click()
    await page.get_by_role("link", name="裁判组", exact=True).click()
    await expect(page.locator(".matrix thead input").first).to_be_visible()
    for box in await page.locator(".matrix thead input").all():
        await box.check()
    await page.get_by_role("button", name="保存裁判组").click()
    await expect(page.get_by_text("已全部保存")).to_be_visible()


async def _marks_arrive(page: Page, server: Server, cards: list[Any]) -> None:
    await expect(page.locator(".cell[data-sheet=owed]").first).to_be_visible()
    # The first judge marks everyone, the others only the first entry.
    handed_in = 0
    for card in cards:
        judge = await server.judge(card)
        round_ = (await judge.work())["rounds"][0]
        for module in round_["modules"]:
            for sheet in module["sheets"][: ENTRIES if card is cards[0] else 1]:
                answer = await judge.submit(
                    "golden-hammer-cup", round_["id"], module["module"]["id"], sheet["code"], marks(module)
                )
                assert answer.status_code == 200
                handed_in += 1
    await expect(page.locator("button.cell")).to_have_count(handed_in)
    await expect(page.locator(".stream li")).to_have_count(handed_in)


async def _correction(page: Page) -> None:
    await page.locator("button.cell").first.click()
    await dialog(page).get_by_role("button", name="更正").click()
    box = page.locator(".mark-inputs input.input").first
    before = await box.input_value()
    await box.fill("1e3")
    await page.get_by_label("理由").fill("读数录入有误")
    await page.get_by_role("button", name="记录更正").click()
    # Refused in words, and what was typed stays.
    await expect(dialog(page).get_by_role("alert")).to_contain_text("不是数字")
    await expect(dialog(page).get_by_role("alert")).to_be_in_viewport()
    assert await page.get_by_label("理由").input_value() == "读数录入有误"
    after = "1" if before != "1" else "2"
    await box.fill(after)
    await page.get_by_role("button", name="记录更正").click()
    change = page.locator(".history .changes li").first
    await expect(change).to_contain_text(before)
    await expect(change.locator("ins")).to_contain_text(after)
    await page.keyboard.press("Escape")
    await expect(page.locator("button.cell[data-sheet=corrected]")).to_have_count(1)


async def _why(page: Page) -> None:
    await page.locator(".figure-button").first.click()
    await expect(page.locator(".working-total strong")).to_be_visible()
    await page.locator(".tree li[data-kind=aspect] > details > summary").first.click()
    await expect(page.locator(".tree li[data-kind=judge]").first).to_contain_text("周建国")
    await page.keyboard.press("Escape")
    await expect(dialog(page)).to_have_count(0)


async def _entry_state(page: Page) -> None:
    await page.locator(".state-button").nth(2).click()
    await dialog(page).get_by_text("取消资格", exact=True).click()
    await page.get_by_label("理由").fill("违反安全规程")
    await dialog(page).get_by_role("button", name="记录状态").click()
    await expect(page.locator("tr[data-state=disqualified]")).to_have_count(1)


async def _close_and_publish(page: Page) -> None:
    await act(page, "封榜")
    await expect(page.locator(".control").get_by_text("已封榜")).to_be_visible()
    await page.locator(".control").get_by_role("button", name="结束评分").click()
    confirm = dialog(page).get_by_role("button", name="缺表结束")
    await expect(confirm).to_be_disabled()
    await expect(dialog(page)).to_contain_text("吴秀兰")
    await dialog(page).get_by_label("确认不再补交").check()
    await confirm.click()
    await phase(page, "closed")
    await page.get_by_role("link", name="成绩", exact=True).click()
    await act(page, "公布成绩")
    await phase(page, "published")
    await expect(page.get_by_text("正式成绩 · 第 1 版", exact=True)).to_be_visible()


async def _downloads(page: Page) -> None:
    await page.get_by_role("link", name="下载", exact=True).click()
    async with page.expect_download() as waiting:
        await page.locator("a[href*='standings.csv?lang=zh']").click()
    table = (await (await waiting.value).path()).read_text(encoding="utf-8-sig")
    assert sum("王伟" in line for line in table.splitlines()) == 1
    assert len(list(csv.reader(io.StringIO(table)))) > ENTRIES
    async with page.expect_download() as waiting:
        await page.locator("a[href*='standings.xlsx?lang=en']").click()
    assert (await (await waiting.value).path()).read_bytes()[:2] == b"PK"
    async with page.expect_download() as waiting:
        await page.get_by_role("link", name="下载台账").click()
    ledger = (await (await waiting.value).path()).read_text(encoding="utf-8")
    assert "results_published" in ledger.splitlines()[-1]


SIZES = [(1280, 800), (1920, 1080), (800, 1280), (390, 844)]
VIEWS = [
    "",
    "c/cup",
    "c/cup/judges",
    "c/cup/screens",
    "c/cup/stream",
    "c/cup/downloads",
    "c/cup/library",
    "c/cup/library/forklift",
    "c/cup/e/event/entries",
    "c/cup/e/event/rules",
    "c/cup/r/final/draw",
    "c/cup/r/final/panels",
    "c/cup/r/final/live",
    "c/cup/r/final/standings",
    "c/cup/r/final/ceremony",
    "c/cup/r/final/script",
]


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_every_view_fits_every_window_and_can_be_used_by_everyone(
    page: Page, tmp_path: Path, lang: str
) -> None:
    faults = []
    async with running_server(tmp_path) as server:
        organiser = await server.organiser()
        cup = await server.cup(organiser)
        await _hand_in_one(cup)
        await page.context.add_cookies(
            [{"name": "jinchui", "value": organiser.http.cookies["jinchui"], "url": server.base}]
        )
        for view in VIEWS:
            await page.goto(f"{server.base}/desk/{view}?lang={lang}")
            await expect(page.locator("h1")).to_be_visible()
            await expect(page.locator(".wait")).to_have_count(0)
            for width, height in SIZES:
                await page.set_viewport_size({"width": width, "height": height})
                wide = await overflow(page)
                faults += [f"{view} at {width}: {wide} px too wide"] if wide > 0 else []
            faults += [f"{view}: {fault}" for fault in await accessibility_faults(page)]
            unsaid = re.findall(r"undefined|NaN|\bdesk\.\w+|\{\w+\}", await page.locator("body").inner_text())
            faults += [f"{view} says {text}" for text in unsaid]
    assert faults == []


async def _hand_in_one(cup: Any) -> None:
    judge = cup.judges[0]
    module = (await judge.work())["rounds"][0]["modules"][0]
    answer = await judge.submit(cup.id, cup.round, module["module"]["id"], cup.codes[0], marks(module))
    assert answer.status_code == 200


async def test_eight_cards_stand_on_one_sheet_of_paper(page: Page, tmp_path: Path) -> None:
    async with running_server(tmp_path) as server:
        cup = await server.cup(await server.organiser(), entries=1, open_=False)
        server.parts.found_by = lambda: FoundBy("https://jinchui.local:8000", 8080)
        await sign_in(page, server, f"c/{cup.id}/judges")
        await page.get_by_label("姓名，每行一名").fill("、".join(f"裁判{n}" for n in range(11, 20)))
        await page.get_by_role("button", name="添加 9 名并生成裁判卡").click()
        await expect(page.locator(".card .qr path")).to_have_count(9)
        await page.get_by_label("平板访问的地址").fill("https://192.168.100.200:8000")
        how = page.locator(".card-words .card-how").first
        await expect(how).to_contain_text("https://jinchui.local:8000/judge/")
        await expect(how).to_contain_text("http://192.168.100.200:8080/")
        await page.emulate_media(media="print")

        paper = await page.pdf(prefer_css_page_size=True)
        tops = await page.evaluate(
            "[...document.querySelectorAll('.card')].map((one) => one.getBoundingClientRect().height)"
        )

        # An official's card names the desk in both of its addresses, not the judges' tablet.
        await page.emulate_media(media="screen")
        await page.get_by_text("裁判长", exact=True).click()
        await page.get_by_label("姓名，每行一名").fill("赵主任")
        await page.get_by_role("button", name="添加 1 名并生成裁判卡").click()
        await expect(page.locator(".card-words .card-how").last).to_contain_text(
            "https://jinchui.local:8000/desk/"
        )

    sheets = len(re.findall(rb"/Type\s*/Page\b", paper))
    height_mm = sum(tops[:8]) / 96 * 25.4
    assert (sheets, height_mm <= 273) == (2, True)


async def test_a_working_says_every_step_in_words_down_to_each_judges_mark(
    page: Page, tmp_path: Path
) -> None:
    async with running_server(tmp_path) as server:
        cup = await server.cup(await server.organiser(), scheme="welding", entries=2)
        for judge in cup.judges:
            for module in (await judge.work())["rounds"][0]["modules"]:
                await judge.submit(
                    cup.id, cup.round, module["module"]["id"], cup.codes[0], marks(module, "0.1")
                )
        await sign_in(page, server, f"c/{cup.id}/r/{cup.round}/live")
        await page.locator(".figure-button").first.click()
        await expect(page.locator(".working-total strong")).to_be_visible()

        await page.evaluate(
            "for (const one of document.querySelectorAll('.working details')) one.open = true"
        )
        said = await page.locator(".working .step-words").all_inner_texts()

    assert [text for text in said if re.search(r"undefined|[{}]|desk\.|^\s*$", text)] == []
    assert sum("去掉 1 个最高、1 个最低" in text for text in said) > 0
    assert {judge.name for judge in cup.judges} <= {text.split()[0] for text in said}
