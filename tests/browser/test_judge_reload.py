"""A page loaded again in the very instant a sheet is handed in: the sheet is a draft or it waits, never both or none."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.judge_client import screen
from tests.judge_client.venue import ServerProcess, Venue, house, venue
from tests.support.server import Client

ON_DISK = """(code) => (async () => {
    const answer = (asked) => new Promise((done, failed) => {
        asked.onsuccess = () => done(asked.result);
        asked.onerror = () => failed(asked.error);
    });
    const disk = await answer(indexedDB.open("jinchui-judge"));
    const stores = disk.transaction(["drafts", "outbox"]);
    const [drafts, outbox] = await Promise.all(
        ["drafts", "outbox"].map((name) => answer(stores.objectStore(name).getAll())));
    disk.close();
    const of = ({ sheet }) => sheet.split("/").at(-1) === code;
    return [drafts.filter(of).length, outbox.filter(of).length];
})()"""

PRESS_AND_RELOAD = """(wait) => {
    const submit = document.querySelector("[data-do=submit]");
    setTimeout(() => {
        submit.click();
        if (wait === null) location.reload();
        else setTimeout(() => location.reload(), wait);
    }, 0);
}"""

WAITS = [None, 0, 1, 2, 4, 8, 16, 32, 64, 128, 5_000]
"""Milliseconds from the press to the reload; None: in the same breath."""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def rooms(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[ServerProcess, Client]]:
    async with house(tmp_path_factory.mktemp("reload")) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="session")
async def here(rooms: tuple[ServerProcess, Client]) -> Venue:
    return await venue(*rooms, id_="reload")


async def state_in_the_list(page: Page, code: str) -> str:
    """What the list of sheets says of a sheet once the page is there again."""
    await page.evaluate("location.hash = '#'")
    card = page.locator(f".sheet-card[data-code='{code}']")
    await expect(card).to_be_visible()
    return await card.get_attribute("data-state") or ""


async def test_a_page_loaded_again_as_a_sheet_is_handed_in_has_it_as_a_draft_or_waiting_and_says_which(
    here: Venue, page: Page
) -> None:
    await page.set_viewport_size({"width": 1280, "height": 800})
    await screen.pair(page, here.server.base, here.cards[0])
    code = await screen.open_next(page)
    await screen.mark_all(page)
    await page.click("[data-do=review]")
    await expect(page.locator("[data-do=submit]")).to_be_enabled()
    review = await page.evaluate("location.hash")
    cut = await screen.cut_off(page)
    seen = []

    for wait in WAITS:
        async with page.expect_navigation(wait_until="load"):
            await page.evaluate(PRESS_AND_RELOAD, wait)
        shown = await state_in_the_list(page, code)
        drafts, waiting = await page.evaluate(ON_DISK, code)
        seen.append((shown, drafts, waiting))
        if shown == "waiting":
            break
        await page.evaluate("(hash) => { location.hash = hash; }", review)
        await expect(page.locator("[data-do=submit]")).to_be_enabled()

    assert set(seen) <= {("draft", 1, 0), ("waiting", 0, 1)}
    assert seen[-1] == ("waiting", 0, 1)
    cut.clear()
    await screen.unsent(page, 0)
    assert await state_in_the_list(page, code) == "recorded"
