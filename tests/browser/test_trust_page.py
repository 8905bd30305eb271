"""The page that explains the venue's certificate, as a person with a new tablet meets it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from server.run import inside
from server.settings import Settings
from tests.browser.accessibility import accessibility_faults
from tests.judge_client.screen import SIZES


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_the_page_fits_every_device_is_readable_and_leads_to_the_tablet(
    page: Page, tmp_path: Path, language: str
):
    settings = Settings(data=tmp_path, host="127.0.0.1", port=0, tls=True, trust_port=0)
    async with inside(settings) as running:
        await page.goto(f"http://127.0.0.1:{running.venue.trust_port}/?lang={language}")
        await expect(page.locator(".trust-print li")).to_have_count(32)
        for width, height in SIZES.values():
            await page.set_viewport_size({"width": width, "height": height})
            assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert await accessibility_faults(page) == []

        await page.locator("summary", has_text="Windows").click()
        async with page.expect_download() as given:
            await page.locator("details[open] .button").click()

        assert (await given.value).suggested_filename == "jinchui-ca.cer"
        link = page.locator(".trust-done .button")
        await expect(link).to_have_attribute("href", f"https://127.0.0.1:{running.port}/judge/")
