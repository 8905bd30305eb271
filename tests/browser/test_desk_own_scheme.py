"""An organiser brings the rules of a trade as a spreadsheet: faults told at their cells, then read in full and taken."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import Page, expect

from server.services import scheme_sources
from tests.browser.accessibility import accessibility_faults
from tests.browser.desk import overflow, set_up
from tests.support.server import Server, running_server
from tests.support.workbooks import taken_apart

EXAMPLE = scheme_sources.example()
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def test_a_scheme_of_ones_own_is_mended_read_and_taken(page: Page, tmp_path: Path) -> None:
    await page.set_viewport_size({"width": 1280, "height": 800})
    async with running_server(tmp_path) as server:
        await _library(page, server)
        await _template_is_given(page)
        await _faults_are_told(page)
        await _the_mended_file_is_read(page)
        await _it_becomes_an_event(page)


async def _library(page: Page, server: Server) -> None:
    await set_up(page, server)
    await page.get_by_label("大赛名称（中文）").fill("金锤杯")
    await page.get_by_label("大赛名称（英文）").fill("Golden Hammer Cup")
    await page.get_by_role("button", name="创建大赛").click()
    await page.get_by_role("link", name="添加赛项").first.click()
    await expect(page.get_by_role("heading", name="使用自己的评分标准")).to_be_visible()


async def _template_is_given(page: Page) -> None:
    async with page.expect_download() as given:
        await page.get_by_role("link", name="Excel 模板").click()
    download = await given.value
    assert download.suggested_filename == "评分标准模板.xlsx"
    assert scheme_sources.read(Path(await download.path()).read_bytes()) == EXAMPLE


async def _choose(page: Page, content: bytes) -> None:
    await page.locator("input[type=file]").set_input_files(
        {"name": "评分标准.xlsx", "mimeType": XLSX, "buffer": content}
    )


async def _faults_are_told(page: Page) -> None:
    book = taken_apart(EXAMPLE)
    book.put("评分点", 3, "配分", "十四")
    book.put("模块", 3, "裁判人数", "三人")
    book.put("分档", 2, "评分点", "nowhere")

    await _choose(page, book.save())

    rows = page.locator(".faults tbody tr")
    await expect(rows).to_have_count(3)
    await expect(rows.first).to_contain_text("模块")
    await expect(page.get_by_role("alert")).to_contain_text("3 处错误")
    assert await accessibility_faults(page) == []
    await page.set_viewport_size({"width": 390, "height": 800})
    assert await overflow(page) <= 0
    await page.set_viewport_size({"width": 1280, "height": 800})
    await page.get_by_role("button", name="English").click()
    await expect(page.get_by_role("alert")).to_contain_text("3 faults")
    await expect(rows.first).to_contain_text("is not a whole number")
    await page.get_by_role("button", name="中文").click()


async def _the_mended_file_is_read(page: Page) -> None:
    await _choose(page, scheme_sources.workbook(EXAMPLE, "zh"))

    await expect(page.get_by_role("heading", name=EXAMPLE.title.zh)).to_be_visible()
    count = sum(1 for module in EXAMPLE.modules for _ in module.aspects())
    await expect(page.locator(".aspects > li")).to_have_count(count)
    assert await accessibility_faults(page) == []


async def _it_becomes_an_event(page: Page) -> None:
    await page.get_by_label("赛项名称（中文）").fill("砌筑")
    await page.get_by_role("button", name="添加赛项").click()
    await expect(page.get_by_role("heading", name="导入参赛名单")).to_be_visible()
    await page.get_by_role("link", name="评分标准", exact=True).click()
    await expect(page.locator(".aspects > li").first).to_be_visible()

    async with page.expect_download() as given:
        await page.get_by_role("link", name="下载 Excel").click()
    content = Path(await (await given.value).path()).read_bytes()
    assert scheme_sources.read(content) == EXAMPLE
