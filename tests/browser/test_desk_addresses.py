"""Addresses that the desk gives to other devices: whoever sits at the server itself copies none that leads back to it."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import Page, expect

from tests.browser.desk import at_desk
from tests.support.server import running_server

HALL = "http://192.0.2.9:8000"


async def test_graphics_are_copied_with_the_address_that_the_hall_knows(page: Page, tmp_path: Path) -> None:
    async with running_server(tmp_path, address=HALL) as server:
        organiser = await server.organiser()
        cup = await server.cup(organiser)

        await at_desk(page, server, organiser, f"c/{cup.id}/stream")

        await expect(page.locator(".graphic-address").first).to_contain_text(f"{HALL}/overlay/lower_third?")
        # The preview is this page's own: it is asked from where the desk was opened.
        await expect(page.locator(".graphic-look iframe").first).to_have_attribute(
            "src",
            f"/overlay/lower_third?board=standings.{cup.id}.{cup.round}&lang=zh&position=left&channel=&on=1#step=0&entry=",
        )
