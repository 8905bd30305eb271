"""The check for accessibility finds what is wrong, and nothing where all is well."""

from __future__ import annotations

from playwright.async_api import Page

from tests.browser.accessibility import accessibility_faults

PAGE = (
    """<!doctype html><html lang="zh-CN"><title>成绩</title><main><h1>成绩</h1><img src="data:,"{}></main>"""
)


async def test_a_picture_without_words_is_found(page: Page) -> None:
    await page.set_content(PAGE.format(""))
    bare = await accessibility_faults(page)
    await page.set_content(PAGE.format(' alt="焊接"'))
    described = await accessibility_faults(page)

    assert [fault.split(":")[0] for fault in bare] == ["image-alt"]
    assert described == []
