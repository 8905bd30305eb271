"""A screen with sound asks for the one touch that a browser wants, and says it when it has no voice."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.support.server import Server, good


async def test_a_screen_sounds_after_a_touch_and_does_not_pretend_to_speak(
    page: Page, server: Server
) -> None:
    organiser = await server.organiser()
    await page.goto(f"{server.base}/display/")
    code = page.locator(".idle-code")
    await expect(code).not_to_be_empty()
    display = (await code.inner_text()).lower()
    button = page.locator(".screen-sound")
    await expect(button).to_be_hidden()

    good(await organiser.request("PATCH", f"displays/{display}", json={"setting": {"sound": "voice"}}))
    await expect(button).to_have_text("点一下屏幕以开启声音")
    await button.click()

    await expect(button).to_have_text("此设备缺少所需语言的语音，播报时可能只有提示音")
    good(await organiser.request("PATCH", f"displays/{display}", json={"setting": {"sound": "chime"}}))
    await expect(button).to_be_hidden()
