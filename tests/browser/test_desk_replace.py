"""A judge leaves in the middle of a round, at the chief judge's desk in a real browser: another takes over what is owed."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import Page, expect

from tests.browser import desk
from tests.browser.accessibility import accessibility_faults
from tests.browser.test_desk_chief import SMALL_KEYS, sign_in
from tests.support.server import Server, good, marks, new_key, refused, running_server


async def test_the_chief_judge_puts_another_judge_in_the_place_of_one_who_leaves(
    page: Page, tmp_path: Path
) -> None:
    async with running_server(tmp_path) as server:
        await replaced(page, server)


async def replaced(page: Page, server: Server) -> None:
    organiser = await server.organiser()
    cup = await server.cup(organiser, id_="cup", scheme="cooking", entries=3)
    module = next(iter(cup.panels))
    people = {"names": ["替补"]}
    (spare,) = good(await organiser.post("competitions/cup/officials", people, key=new_key()))
    chief_ = {"names": ["钱裁判长"], "role": "chief"}
    (chief,) = good(await organiser.post("competitions/cup/officials", chief_, key=new_key()))
    leaves = cup.judges[1]
    part = next(p for p in (await leaves.work())["rounds"][0]["modules"] if p["module"]["id"] == module)
    good(await leaves.submit(cup.id, cup.round, module, cup.codes[0], marks(part)))

    await page.set_viewport_size({"width": 1280, "height": 800})
    await sign_in(page, server, chief)
    await page.locator(".chief-home .tile").first.click()
    await page.locator(".judge-key", has_text=leaves.name).first.click()
    await page.get_by_label("由谁接替").select_option(label="替补")
    await page.get_by_label("理由").fill("突发疾病")
    assert await accessibility_faults(page) == []
    await desk.dialog(page).get_by_role("button", name="更换裁判").click()

    await expect(page.locator(".judge-key", has_text="替补")).to_have_count(1)
    await expect(page.locator(".judge-key", has_text=leaves.name)).to_have_count(2)
    await expect(page.locator(".cell[data-sheet=in]")).to_have_count(1)
    assert await page.evaluate(SMALL_KEYS) == []

    tablet = await server.judge(spare)
    (theirs,) = (await tablet.work())["rounds"][0]["modules"]
    assert [one["code"] for one in theirs["sheets"]] == cup.codes[1:]
    late = await leaves.submit(cup.id, cup.round, module, cup.codes[1], marks(part))
    assert refused(late) == (403, "sheet_not_yours")
    good(await tablet.submit(cup.id, cup.round, module, cup.codes[1], marks(theirs)))
    await expect(page.locator(".cell[data-sheet=in]")).to_have_count(2)
