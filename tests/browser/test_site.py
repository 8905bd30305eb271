"""The public site on a phone: figures move by themselves, an entry is followed, a picture is shared; all without a fault."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, WebSocketRoute, expect

from server.core.commands_round import CloseRound, PublishResults
from server.core.commands_rulings import SetEntryState
from server.core.ids import EntryId
from tests.browser.accessibility import accessibility_faults
from tests.browser.conftest import watch
from tests.browser.hall import Hall, hall
from tests.support.small import CUP, FINAL

pytestmark = pytest.mark.browser
TABLE = f"/c/{CUP}/rounds/{FINAL}"
E1, E2 = EntryId("e1"), EntryId("e2")


@pytest_asyncio.fixture(loop_scope="session")
async def venue(tmp_path: Path) -> AsyncIterator[Hall]:
    async with hall(tmp_path) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def phone(browser: Browser, page_errors: list[str]) -> AsyncIterator[Page]:
    """A phone that reads Chinese."""
    context = await browser.new_context(locale="zh-CN", viewport={"width": 390, "height": 844})
    opened = await context.new_page()
    watch(opened, page_errors)
    yield opened
    await context.close()
    assert page_errors == []


async def opened(phone: Page, venue: Hall, path: str) -> None:
    await phone.goto(venue.url(path))
    await phone.wait_for_selector("body[data-ready]")


async def test_a_mark_moves_a_row_without_a_reload(phone: Page, venue: Hall) -> None:
    await venue.mark(E1, "5")
    await opened(phone, venue, TABLE)
    await phone.evaluate("globalThis.kept = true")
    await expect(phone.locator("#live")).to_have_text("实时更新")
    await venue.mark(E2, "9")

    first = phone.locator("#table tbody tr").first
    await expect(first).to_have_attribute("data-key", "e2")
    await expect(first.locator(".total b")).to_have_text("18.00")
    assert await phone.evaluate("globalThis.kept")


async def test_what_was_drawn_again_looks_as_the_server_draws_it(phone: Page, venue: Hall) -> None:
    await opened(phone, venue, TABLE)
    await expect(phone.locator("#live")).to_have_text("实时更新")
    await venue.mark(E1, "5")
    await venue.mark(E2, "9")
    await expect(phone.locator("#table tbody tr").first).to_have_attribute("data-key", "e2")
    await expect(phone.locator("#table tbody tr").nth(1).locator(".total b")).to_have_text("10.00")
    # Who did not finish keeps what was marked, and it is said beside it.
    await venue.ask(SetEntryState(FINAL, E1, "not_finished", "受伤"))
    await expect(phone.locator("#table tbody tr").nth(1).locator(".total")).to_have_text("10.00未完赛")
    by_script = await phone.locator("#table tbody").inner_text()
    await phone.reload()

    await expect(phone.locator("#table tbody")).to_have_text(by_script, use_inner_text=True)


async def test_where_no_socket_comes_through_the_page_asks(phone: Page, venue: Hall) -> None:
    async def refuse(socket: WebSocketRoute) -> None:
        await socket.close()

    await phone.route_web_socket("**/ws/**", refuse)
    await opened(phone, venue, TABLE)
    await venue.mark(E1, "7")

    await expect(phone.locator("#live")).to_have_text("每隔几秒更新")
    await expect(phone.locator("#table tbody tr").first.locator(".total b")).to_have_text("14.00")


async def test_a_followed_entry_stands_on_top_of_every_page_and_tells_how_it_moved(
    phone: Page, venue: Hall
) -> None:
    await venue.mark(E1, "5")
    await opened(phone, venue, f"{TABLE}/entries/e1")
    await phone.click("#follow")
    await expect(phone.locator("#follow")).to_have_attribute("aria-pressed", "true")
    await phone.goto("about:blank")
    await venue.mark(E2, "9")
    await opened(phone, venue, f"/c/{CUP}")

    mine = phone.locator(".site-mine")
    await expect(mine.locator("b")).to_have_text("2")
    await expect(mine.locator(".moved")).to_have_text("▼1")
    await opened(phone, venue, TABLE)
    await expect(phone.locator("tr[data-mine]")).to_have_attribute("data-key", "e1")

    # Another one is chosen in another tab: this one follows it at once, and leaving either page changes nothing.
    tab = await phone.context.new_page()
    await opened(tab, venue, f"{TABLE}/entries/e2")
    await tab.click("#follow")
    await expect(tab.locator(".site-mine b")).to_have_text("1")
    await expect(phone.locator("tr[data-mine]")).to_have_attribute("data-key", "e2")
    await tab.close()
    await opened(phone, venue, f"{TABLE}/entries/e2")
    await expect(phone.locator(".site-mine")).to_be_visible()
    await phone.click("#follow")
    await opened(phone, venue, f"/c/{CUP}/find")
    assert await phone.evaluate("Object.keys(localStorage)") == []


async def test_the_picture_to_share_is_made_on_the_phone_in_the_competitions_colours(
    phone: Page, venue: Hall
) -> None:
    await venue.mark(E1, "5")
    look = {"first": "#001a57", "second": "#ffe600", "logo": "", "small": ""}
    assert await venue.parts.brands.choose(CUP, look) is None
    await opened(phone, venue, f"{TABLE}/entries/e1")
    async with phone.expect_download() as saved:
        await phone.click("#share")
    picture = Path(await (await saved.value).path()).read_bytes()

    assert picture.startswith(b"\x89PNG")
    assert len(picture) > 10_000
    # Navy as it is shown on dark, and the second colour below it.
    assert await colours_of(phone, picture, (2, 18)) == ["#466aae", "#ffe600"]


async def test_an_entry_page_takes_itself_from_the_server_again(phone: Page, venue: Hall) -> None:
    await venue.mark(E1, "5")
    await opened(phone, venue, f"{TABLE}/entries/e1")
    await expect(phone.locator("#live")).to_have_text("实时更新")
    await venue.mark(E2, "9")

    await expect(phone.locator(".site-big dd").first).to_contain_text("2")
    await expect(phone.locator("#follow")).to_be_visible()


async def test_without_javascript_everything_is_there_to_read(browser: Browser, venue: Hall) -> None:
    await venue.mark(E1, "5")
    context = await browser.new_context(locale="en", java_script_enabled=False)
    page = await context.new_page()
    await page.goto(venue.url(TABLE))
    await page.get_by_role("link", name="Yuanhang LIN").click()

    await expect(page.get_by_role("heading", name="Yuanhang LIN")).to_be_visible()
    await expect(page.get_by_text("How the result comes about")).to_be_visible()
    await context.close()


@pytest.mark.parametrize("socket", [True, False], ids=["by socket", "by asking"])
async def test_an_emergency_comes_onto_an_open_page_and_leaves_it_when_it_is_over(
    phone: Page, venue: Hall, socket: bool
) -> None:
    async def refuse(one: WebSocketRoute) -> None:
        await one.close()

    if not socket:
        await phone.route_web_socket("**/ws/**", refuse)
    await opened(phone, venue, f"/c/{CUP}/find?q=1")
    await phone.fill("#q", "林远")
    plate = phone.get_by_role("alert")
    await venue.parts.fleet.emergency({"zh": "请从东门离场", "en": "Leave by the east gate"})

    await expect(plate.locator("p")).to_have_text(
        [re.compile("紧急通知"), "请从东门离场", "Leave by the east gate"]
    )
    await expect(plate).to_be_in_viewport()
    assert await accessibility_faults(phone) == []
    await expect(phone.locator("#q")).to_have_value("林远")
    by_script = await phone.locator("#emergency").inner_html()
    await phone.reload()
    assert await phone.locator("#emergency").inner_html() == by_script
    await venue.parts.fleet.emergency({"zh": "", "en": ""})
    await expect(plate).to_be_hidden()


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_every_public_page_is_for_everyone(phone: Page, venue: Hall, language: str) -> None:
    for n, entry in enumerate((E1, E2)):
        await venue.mark(entry, str(5 + n))
    await opened(phone, venue, f"{TABLE}/entries/e1")
    await phone.click("#follow")
    inside = ["", "/outlook", "/prizes", "/entries/e1"]
    around = ["", "/records", "/delegations", "/schedule", "/find?q=1", "/poster"]
    line = {
        "id": "",
        "competition": CUP,
        "title": {"zh": "焊接决赛", "en": "Welding final"},
        "place": "三号馆",
    }
    now = venue.parts.now()
    kept = await venue.parts.fleet.keep("programme", {**line, "start": now - 1, "end": now * 2, "cues": []})
    assert isinstance(kept, dict)
    await phone.emulate_media(color_scheme="dark" if language == "zh" else "light")
    faults = []
    for path in [*(TABLE + one for one in inside), *(f"/c/{CUP}{one}" for one in around)]:
        await phone.set_viewport_size({"width": 390, "height": 844})
        await phone.goto(venue.url(f"{path}{'&' if '?' in path else '?'}lang={language}"))
        await phone.wait_for_load_state()
        faults += [f"{path} {fault}" for fault in await accessibility_faults(phone)]
        assert await phone.evaluate("document.documentElement.scrollWidth") <= 390, path
        await phone.set_viewport_size(
            {"width": 195, "height": 422}
        )  # as letters of twice the size stand on it
        if path.startswith(TABLE):
            assert await phone.evaluate("document.documentElement.scrollWidth") <= 195, (
                f"{path}, large letters"
            )
    await venue.ask(CloseRound(FINAL, incomplete=True))
    await venue.ask(PublishResults(FINAL))
    await phone.set_viewport_size({"width": 390, "height": 844})
    await phone.goto(venue.url(f"{TABLE}?lang={language}"))
    faults += await accessibility_faults(phone)

    assert faults == []


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_a_page_whose_own_root_is_twice_as_large_neither_scrolls_sideways_nor_cuts_anything_off(
    phone: Page, venue: Hall, language: str
) -> None:
    for n, entry in enumerate((E1, E2, EntryId("e4"))):
        await venue.mark(entry, str(7 + n))
    await phone.set_viewport_size({"width": 360, "height": 640})

    async def too_wide() -> list[str]:
        found = []
        inside = [TABLE + one for one in ("", "/outlook", "/prizes", "/entries/e1")]
        for path in (*inside, *(f"/c/{CUP}{one}" for one in ("", "/records", "/delegations", "/find?q=1"))):
            await opened(phone, venue, f"{path}{'&' if '?' in path else '?'}lang={language}")
            await phone.evaluate("document.documentElement.style.fontSize = '200%'")
            found += [f"{path} {one}" for one in await phone.evaluate(TOO_WIDE)]
        return found

    live = await too_wide()
    await venue.ask(CloseRound(FINAL, incomplete=True))
    await venue.ask(PublishResults(FINAL))

    assert [live, await too_wide()] == [[], []]


TOO_WIDE = """() => {
    const width = document.documentElement.clientWidth;
    // What is for the ear alone is clipped, and the menu scrolls by itself.
    const seen = [...document.querySelectorAll("body *")].filter((one) =>
        one.getClientRects().length && !one.closest(".site-hidden, .site-skip, .site-nav, thead"));
    const out = seen.filter((one) => one.getBoundingClientRect().right > width + 1);
    const cut = seen.filter((one) =>
        getComputedStyle(one).overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1);
    const sideways = document.documentElement.scrollWidth > width ? ["the page"] : [];
    return [...sideways, ...[...out, ...cut].map((one) => `${one.tagName} ${one.className}`)];
}"""
"""What stands beyond the right edge of a page, or is cut off at its own."""


async def colours_of(page: Page, picture: bytes, lines: tuple[int, ...]) -> list[str]:
    """The colour at the left of these lines of a PNG."""
    return await page.evaluate(
        """async ([content, lines]) => {
            const image = new Image();
            image.src = `data:image/png;base64,${content}`;
            await image.decode();
            const canvas = document.createElement("canvas");
            [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
            const draw = canvas.getContext("2d");
            draw.drawImage(image, 0, 0);
            const hex = (line) => [...draw.getImageData(0, line, 1, 1).data].slice(0, 3)
                .map((one) => one.toString(16).padStart(2, "0")).join("");
            return lines.map((line) => `#${hex(line)}`);
        }""",
        [b64encode(picture).decode(), list(lines)],
    )
