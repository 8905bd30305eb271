"""The tablet as an installed app, in a real browser: kept whole, upgraded without losing a draft, shared by judges."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from itertools import count

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from server.web.files import Files
from tests.browser.accessibility import accessibility_faults
from tests.judge_client import screen
from tests.judge_client.venue import ServerProcess, Venue, house, venue
from tests.support.pictures import png
from tests.support.server import Client, good

NUMBERS = count()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def rooms(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[ServerProcess, Client]]:
    async with house(tmp_path_factory.mktemp("app")) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="session")
async def here(rooms: tuple[ServerProcess, Client]) -> Venue:
    if rooms[0].process is None:  # a test that failed half-way must not take the others with it
        await rooms[0].start()
    return await venue(*rooms, id_=f"app{next(NUMBERS)}")


@pytest_asyncio.fixture(loop_scope="session")
async def tablet(page: Page) -> Page:
    await page.set_viewport_size({"width": 1280, "height": 800})
    return page


async def test_everything_the_page_can_ask_for_is_kept_and_it_can_be_installed(here: Venue, tablet: Page):
    await screen.pair(tablet, here.server.base, here.cards[0])
    await screen.open_next(tablet)
    await screen.kept_for_offline(tablet)

    loaded = await tablet.evaluate(
        "performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)"
    )
    kept = await tablet.evaluate(
        """async () => {
            const [name] = (await caches.keys()).filter((name) => name.startsWith("judge-"));
            return (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname);
        }"""
    )
    assert {path for path in loaded if path.startswith("/~")} <= set(kept)
    modules = Files.find().modules("judge_client/web/app.js")
    assert set(modules) <= set(kept)
    session = await tablet.context.new_cdp_session(tablet)
    found = await session.send("Page.getAppManifest")
    assert (found["url"].endswith("/judge/app.webmanifest"), found["errors"]) == (True, [])
    assert (await session.send("Page.getInstallabilityErrors"))["installabilityErrors"] in (
        [],
        [{"errorId": "in-incognito", "errorArguments": []}],
    )


async def test_a_judge_who_was_here_comes_back_by_pin_with_the_server_dead_and_sees_only_their_own(
    here: Venue, tablet: Page
):
    first, second = here.cards[:2]
    await _dress(here)
    await screen.pair(tablet, here.server.base, second)
    await screen.pair(tablet, here.server.base, first)
    await screen.kept_for_offline(tablet)
    await expect(tablet.locator(".bar-logo")).to_be_visible()
    await here.server.kill()
    code = await screen.open_next(tablet)
    await screen.mark_all(tablet)
    await screen.hand_in(tablet)
    await tablet.click("[data-do=next]")
    await tablet.click("#aspect-surface [data-level='3']")

    await screen.hand_over(tablet)
    await tablet.reload()
    # Whose competition it is stays, too: name, colours and the logo itself are on the tablet.
    await expect(tablet.locator(".bar-name")).to_have_text("铸光杯")
    await expect(tablet.locator(".judge-bar")).to_have_css("--brand", "#466aae")
    assert (
        await tablet.locator(".bar-logo").evaluate("image => image.decode().then(() => image.naturalWidth)")
        == 60
    )
    await tablet.click(f"[data-seat='{second.judge}']")
    await screen.type_pin(tablet, "000000" if second.pin != "000000" else "111111")
    await expect(tablet.locator(".pair-pin [role=alert]")).to_be_visible()
    await screen.type_pin(tablet, second.pin)
    await expect(tablet.locator(f"[data-code='{code}'][data-state=todo]")).to_be_visible()
    await screen.unsent(tablet, 0)
    await expect(tablet.locator(".sheet-card:not([data-state=todo])")).to_have_count(0)
    await screen.open_next(tablet)
    await expect(tablet.locator("#aspect-surface [aria-checked=true]")).to_have_count(0)
    await screen.mark_all(tablet)
    await screen.hand_in(tablet)
    await screen.unsent(tablet, 1)

    await here.server.start()
    await screen.unsent(tablet, 0)
    await _sheets(here, tablet, 2)
    await tablet.click(".back")
    await screen.hand_over(tablet)
    await screen.sit_down(tablet, first)
    await tablet.click("[data-next]")
    await expect(tablet.locator("#aspect-surface [data-level='3']")).to_have_attribute("aria-checked", "true")
    actors = {sheet["actor"] for sheet in await here.sheets()}
    assert actors == {f"judge:{card.judge}" for card in (first, second)}


async def test_what_a_judge_left_is_sent_while_nobody_or_somebody_else_is_signed_in(
    here: Venue, tablet: Page
):
    await screen.pair(tablet, here.server.base, here.cards[0])
    await screen.open_next(tablet)
    await screen.mark_all(tablet)
    await here.server.kill()
    await screen.hand_in(tablet)
    await screen.unsent(tablet, 1)
    await screen.hand_over(tablet)

    await here.server.start()

    await _sheets(here, tablet, 1)
    await expect(tablet.locator(".seat .tag")).to_have_count(0)


async def test_a_tablet_left_alone_locks_keeps_the_draft_and_opens_by_pin_only(here: Venue, tablet: Page):
    card = here.cards[0]
    await tablet.clock.install()
    await screen.pair(tablet, here.server.base, card)
    await screen.open_next(tablet)
    await tablet.click("#aspect-surface [data-level='2']")
    # The clock of the page runs on meanwhile: a busy machine needs seconds to get here.
    await tablet.clock.run_for(90_000)
    await expect(tablet.locator(".lock")).to_have_count(0)

    await tablet.clock.run_for(33_000)
    await expect(tablet.locator(".lock")).to_be_visible()
    await expect(tablet.locator("#aspect-surface [data-level='2']")).not_to_be_visible()
    assert await accessibility_faults(tablet) == []
    await tablet.reload()
    await expect(tablet.locator(".lock")).to_be_visible()
    await screen.type_pin(tablet, card.pin)

    await expect(tablet.locator(".lock")).to_have_count(0)
    await expect(tablet.locator("#aspect-surface [data-level='2']")).to_have_attribute("aria-checked", "true")


async def test_the_lock_lies_above_an_open_question_and_gives_it_back(here: Venue, tablet: Page):
    await tablet.clock.install()
    await screen.pair(tablet, here.server.base, here.cards[0])
    await screen.open_next(tablet)
    await tablet.click("#aspect-danger [data-answer=yes]")
    await expect(tablet.locator("[data-do=veto]")).to_be_visible()

    await tablet.clock.run_for(125_000)
    await expect(tablet.locator("[data-do=veto]")).not_to_be_visible()
    for _ in range(3):
        await tablet.keyboard.press("Escape")
    await expect(tablet.locator(".lock")).to_be_visible()
    await screen.type_pin(tablet, here.cards[0].pin)

    await expect(tablet.locator(".lock")).to_have_count(0)
    await expect(tablet.locator("[data-do=veto]")).to_be_visible()


async def test_a_running_stop_watch_keeps_the_tablet_open(here: Venue, tablet: Page):
    await tablet.clock.install()
    await screen.pair(tablet, here.server.base, here.cards[0])
    await screen.open_next(tablet)
    await tablet.click("#aspect-clock [data-do=watch]")

    await tablet.clock.run_for(300_000)

    await expect(tablet.locator("#aspect-clock .watch")).to_be_visible()
    await expect(tablet.locator(".lock")).to_have_count(0)


async def test_the_screen_stays_on_while_a_sheet_is_open(here: Venue, tablet: Page):
    await tablet.add_init_script(
        """navigator.wakeLock.request = async () => {
            globalThis.awake = (globalThis.awake ?? 0) + 1;
            const lock = new EventTarget();
            lock.release = async () => { globalThis.awake -= 1; };
            globalThis.lose = () => { globalThis.awake -= 1; lock.dispatchEvent(new Event("release")); };
            return lock;
        }"""
    )
    await screen.pair(tablet, here.server.base, here.cards[0])
    assert await tablet.evaluate("globalThis.awake ?? 0") == 0

    await screen.open_next(tablet)
    await screen.until(tablet, "globalThis.awake === 1")
    await tablet.evaluate("lose()")  # the browser lets go of a page that is hidden
    await tablet.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await screen.until(tablet, "globalThis.awake === 1")
    await tablet.click(".back")

    await screen.until(tablet, "globalThis.awake === 0")


async def test_a_newer_page_waits_for_the_open_sheet_and_then_comes_with_the_draft(here: Venue, tablet: Page):
    await screen.pair(tablet, here.server.base, here.cards[0])
    await screen.kept_for_offline(tablet)
    before = await _caches(tablet)
    await screen.open_next(tablet)
    await tablet.click("#aspect-surface [data-level='2']")
    await tablet.evaluate("globalThis.sameDocument = true")

    await here.server.restart_with(JINCHUI_SPARES="https://192.168.1.21:8000")  # another build of the page
    await tablet.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    await expect(tablet.locator("[data-update]")).to_be_visible()
    await tablet.click("#aspect-tidy [data-level='4']")
    assert await tablet.evaluate("globalThis.sameDocument") is True
    await tablet.click(".back")

    await screen.until(tablet, "globalThis.sameDocument === undefined")
    await tablet.click("[data-next]")
    await expect(tablet.locator("#aspect-surface [data-level='2']")).to_have_attribute("aria-checked", "true")
    await expect(tablet.locator("#aspect-tidy [data-level='4']")).to_have_attribute("aria-checked", "true")
    # The newer worker throws the older one's files away once it has taken over.
    await screen.until(tablet, ONE_CACHE)
    assert len(before) == 1
    assert await _caches(tablet) != before


async def test_a_tablet_of_the_first_version_brings_its_judge_draft_and_outbox_along(
    here: Venue, tablet: Page
):
    card = here.cards[0]
    await screen.pair(tablet, here.server.base, card)
    await screen.open_next(tablet)
    await screen.mark_all(tablet)
    await here.server.kill()
    await screen.hand_in(tablet)
    await tablet.click("[data-do=next]")
    await tablet.click("#aspect-surface [data-level='1']")
    await screen.unsent(tablet, 1)
    dead = await screen.cut_off(tablet)
    await here.server.start()
    # any page of the same origin can rewrite the storage while the tablet's own page is closed
    await tablet.goto(f"{here.server.base}/board/")
    await tablet.evaluate(AS_IT_WAS)
    dead.clear()
    await tablet.goto(f"{here.server.base}/judge/")

    await screen.unsent(tablet, 0)
    await tablet.click("[data-next]")
    await expect(tablet.locator("#aspect-surface [data-level='1']")).to_have_attribute("aria-checked", "true")
    assert len(await here.sheets()) == 1


AS_IT_WAS = """async () => {
    const open = (version, upgrade) => new Promise((resolve, reject) => {
        const asked = indexedDB.open("jinchui-judge", version);
        asked.onupgradeneeded = () => upgrade?.(asked.result);
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
    });
    const read = (db, store) => new Promise((resolve) => {
        const asked = db.transaction(store).objectStore(store).getAll();
        asked.onsuccess = () => resolve(asked.result);
    });
    const now = await open();
    const [[seat], drafts, outbox] = await Promise.all(["seats", "drafts", "outbox"].map((name) => read(now, name)));
    now.close();
    await new Promise((resolve) => { indexedDB.deleteDatabase("jinchui-judge").onsuccess = resolve; });
    const then = await open(1, (db) => {
        db.createObjectStore("kept");
        db.createObjectStore("drafts", { keyPath: "sheet" });
        db.createObjectStore("receipts", { keyPath: "sheet" });
        db.createObjectStore("outbox", { keyPath: "id" }).createIndex("sheet", "sheet", { unique: true });
    });
    const tx = then.transaction(["kept", "drafts", "outbox"], "readwrite");
    const { token, judge, competition, work } = seat;
    tx.objectStore("kept").put({ token, judge, competition, revoked: false }, "session");
    tx.objectStore("kept").put(work, "work");
    for (const one of drafts) tx.objectStore("drafts").put(one);
    for (const one of outbox) tx.objectStore("outbox").put(one);
    await new Promise((resolve) => { tx.oncomplete = resolve; });
    then.close();
}"""
"""Rewrites the tablet's storage as the first version of the page kept it: one judge, no seats."""


ONE_CACHE = (
    """caches.keys().then((names) => names.filter((name) => name.startsWith("judge-")).length === 1)"""
)


async def _caches(page: Page) -> list[str]:
    names = await page.evaluate("caches.keys()")
    return sorted(name for name in names if name.startswith("judge-"))


async def _sheets(here: Venue, tablet: Page, wanted: int) -> None:
    async with asyncio.timeout(30):
        while len(await here.sheets()) < wanted:
            await tablet.wait_for_timeout(100)


async def _dress(here: Venue) -> None:
    """Give the competition a look of its own."""
    files = {"file": ("logo.png", png(60, 20), "image/png")}
    logo = good(await here.organiser.request("POST", "screen-pictures?name=logo", files=files))["id"]
    look = {"name": {"zh": "铸光杯", "en": ""}, "first": "#001a57", "logo": logo, "small": logo}
    good(await here.organiser.post(f"competitions/{here.competition}/brand", look))
