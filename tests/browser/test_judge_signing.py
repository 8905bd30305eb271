"""Signing and evidence, in a real browser: what is signed is what is recorded, and a photo tells nothing but itself."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from server.core.evidence import Evidence, content_hash
from server.services import pictures
from tests.browser.accessibility import accessibility_faults
from tests.browser.test_judge_look import _fit
from tests.judge_client import screen
from tests.judge_client.venue import ServerProcess, Venue, house, venue
from tests.support.pictures import EXIF, png
from tests.support.server import PASSWORD, Client

NUMBERS = count()
PHRASES = [{"zh": "有气孔", "en": "Porosity"}]
JPEG_FROM_A_CANVAS = """async () => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [2400, 1800];
    const on = canvas.getContext("2d");
    for (let n = 0; n < 400; n += 1) {
        on.fillStyle = `hsl(${n * 7} 80% ${20 + (n % 60)}%)`;
        on.fillRect((n * 131) % 2400, (n * 97) % 1800, 300, 200);
    }
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.95));
    const bytes = new Uint8Array(await blob.arrayBuffer());
    let text = "";
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(text);
}"""

PICTURES_IN_A_DRAFT_ON_DISK = """(async () => {
    const answer = (asked) => new Promise((done, failed) => {
        asked.onsuccess = () => done(asked.result);
        asked.onerror = () => failed(asked.error);
    });
    const disk = await answer(indexedDB.open("jinchui-judge"));
    const drafts = await answer(disk.transaction("drafts").objectStore("drafts").getAll());
    disk.close();
    return drafts.some(({ evidence = [] }) => evidence.length === 2 && evidence[0].aspect === "surface");
})()"""

HOLD_THE_PICTURES = """(() => new Promise((held) => {
    const asked = indexedDB.open("jinchui-pictures", 2);
    asked.onupgradeneeded = () => {
        const turn = () => {
            if (window.letGo) asked.transaction.abort();
            else asked.transaction.objectStore("sheets").count().onsuccess = turn;
        };
        turn();
        held();
    };
}))()"""
"""A disk that is slow to give the pictures: nobody else can open them until `window.letGo`."""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def rooms(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[ServerProcess, Client]]:
    async with house(tmp_path_factory.mktemp("venue")) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="session")
async def here(rooms: tuple[ServerProcess, Client]) -> Venue:
    if rooms[0].process is None:
        await rooms[0].start()
    return await venue(*rooms, id_=f"sign{next(NUMBERS)}")


async def ask_for_signatures(here: Venue) -> None:
    rules = {"signature": True, "phrases": PHRASES, "pictures": []}
    await here.do("set_sheet_rules", event="weld", rules=rules)


async def photo(page: Page) -> bytes:
    """A photo as a phone writes it: large, and with the place in it."""
    data = base64.b64decode(await page.evaluate(JPEG_FROM_A_CANVAS))
    return data[:2] + EXIF + data[2:]


async def take(page: Page, data: bytes, name: str = "photo.jpg") -> None:
    file: Any = {"name": name, "mimeType": "image/jpeg", "buffer": data}
    await page.locator(".remarks input[type=file]").set_input_files(file)


async def scribble(page: Page) -> None:
    """A few strokes on the field that is open."""
    await page.locator(".ink-pad").hover()  # it stands still, and nothing lies above it
    box = await page.locator(".ink-pad").bounding_box()
    assert box is not None
    await page.mouse.move(box["x"] + 40, box["y"] + 30)
    await page.mouse.down()
    for n in range(12):
        await page.mouse.move(box["x"] + 40 + 12 * n, box["y"] + 30 + 20 * (n % 3))
    await page.mouse.up()


async def arrived(page: Page, folder: Path, name: str) -> Path:
    """Wait until a picture is with the server, and until the tablet says that none is left here; its only file."""
    async with asyncio.timeout(60):
        while not list(folder.rglob(name)):
            await page.wait_for_timeout(50)
    await expect(page.locator("[data-pictures-unsent]")).to_have_count(0)
    (file,) = folder.rglob(name)
    return file


def signed_content(body: dict[str, Any]) -> str:
    evidence = [Evidence(**one) for one in body.get("evidence", [])]
    return content_hash(
        body["round"], body["module"], body["code"], body["judge"], body["marks"], body["comment"], evidence
    )


async def test_a_judge_signs_with_the_finger_and_the_signature_is_of_what_is_recorded(
    here: Venue, page: Page
) -> None:
    await page.set_viewport_size({"width": 1280, "height": 800})
    await ask_for_signatures(here)
    await screen.pair(page, here.server.base, here.cards[0])
    await screen.open_next(page)
    await screen.mark_all(page)
    await page.click(".phrase")
    await page.click("[data-do=review]")
    await page.click("[data-do=submit]")
    await expect(page.locator("[data-do=sign]")).to_be_disabled()
    await _fit(page, "signing")
    assert await accessibility_faults(page) == []

    await scribble(page)
    await page.click("[data-do=sign]")
    position = await screen.receipt(page)

    (sheet,) = await here.sheets()
    body = sheet["body"]
    assert (sheet["position"], body["comment"]) == (position, "有气孔")
    assert (body["signature"]["way"], body["signature"]["content"]) == ("hand", signed_content(body))
    shown = await page.locator(".receipt-hash").text_content()
    assert shown is not None
    assert shown.replace(" ", "").endswith(signed_content(body)[:12])
    image = here.server.folder / "data" / "files" / here.competition
    await expect(page.locator(".signature img")).to_be_visible()
    await arrived(page, image, body["signature"]["image"])


async def test_who_cannot_draw_signs_by_keyboard_alone(here: Venue, page: Page) -> None:
    await ask_for_signatures(here)
    await screen.pair(page, here.server.base, here.cards[0])
    await screen.open_next(page)
    await screen.mark_all(page)
    await page.click("[data-do=review]")
    await page.focus("[data-do=submit]")
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-do=sign-typed]")).to_be_visible()
    await screen.drawn(page)
    await page.focus("[data-do=sign-typed]")
    await page.keyboard.press("Enter")
    await expect(page.locator("#sign-name")).to_be_focused()
    await page.keyboard.type("陈建国")
    await page.keyboard.press("Enter")
    await screen.receipt(page)

    (sheet,) = await here.sheets()
    assert sheet["body"]["signature"]["way"] == "typed"
    assert "陈建国" not in str(sheet), "names are no facts"


async def test_evidence_is_taken_offline_and_follows_its_sheet_without_place_and_device(
    here: Venue, page: Page
) -> None:
    await page.set_viewport_size({"width": 800, "height": 1280})
    await screen.pair(page, here.server.base, here.cards[0])
    await screen.open_next(page)
    original = await photo(page)
    await screen.kept_for_offline(page)
    disk = await page.context.new_page()
    await disk.goto(f"{here.server.base}/healthz")
    await page.bring_to_front()
    await here.server.kill()
    await screen.mark_all(page)
    await take(page, original)
    await page.click("[data-do=draw]")
    await scribble(page)
    await page.click("[data-do=keep-drawing]")
    await expect(page.locator(".picture-tile img")).to_have_count(2)
    await page.locator(".picture-tile select").first.select_option("surface")
    await _fit(page, "a sheet with evidence")
    await screen.until(page, PICTURES_IN_A_DRAFT_ON_DISK)
    await disk.evaluate(HOLD_THE_PICTURES)
    await page.reload()
    await expect(page.locator(".picture-tile .thumbnail-gone")).to_have_count(2)
    await disk.evaluate("window.letGo = true")
    await expect(page.locator(".picture-tile img")).to_have_count(2)
    await screen.hand_in(page)
    await screen.unsent(page, 1)

    await here.server.start()
    await screen.receipt(page)
    (sheet,) = await here.sheets()
    evidence = sheet["body"]["evidence"]
    assert [(one["what"], one["aspect"]) for one in evidence] == [("photo", "surface"), ("drawing", None)]
    folder = here.server.folder / "data" / "files" / here.competition
    for one in evidence:
        data = (await arrived(page, folder, one["file"])).read_bytes()
        assert pictures.check(data) is None
        assert b"GPS" not in data
        assert len(data) <= 512 * 1024 < len(original) * 4


async def test_a_picture_follows_its_sheet_although_its_judge_handed_the_tablet_over(
    here: Venue, page: Page
) -> None:
    await screen.pair(page, here.server.base, here.cards[1])
    await screen.pair(page, here.server.base, here.cards[0])
    await screen.open_next(page)
    await screen.mark_all(page)
    await take(page, png(), "photo.png")
    await expect(page.locator(".picture-tile img")).to_have_count(1)
    await here.server.kill()
    await screen.hand_in(page)
    await screen.unsent(page, 1)
    await screen.hand_over(page)
    await screen.sit_down(page, here.cards[1])

    await here.server.start()
    await page.evaluate("location.hash = '#device'")
    await expect(page.locator(".device [data-waits=true]")).to_have_count(0, timeout=60_000)

    (sheet,) = await here.sheets()
    (evidence,) = sheet["body"]["evidence"]
    folder = here.server.folder / "data" / "files" / here.competition
    await arrived(page, folder, evidence["file"])


async def test_a_file_that_is_no_picture_is_said_to_be_none_and_keeps_nothing_up(
    here: Venue, page: Page
) -> None:
    await screen.pair(page, here.server.base, here.cards[0])
    await screen.open_next(page)
    await take(page, b"<html>", "page.html")

    await expect(page.locator(".remarks .notice")).to_be_visible()
    await expect(page.locator(".picture-tile")).to_have_count(0)
    await screen.mark_all(page)
    await screen.hand_in(page)
    await screen.receipt(page)


async def test_the_desk_shows_evidence_and_signature_beside_the_sheet(here: Venue, page: Page) -> None:
    await page.set_viewport_size({"width": 1280, "height": 1000})
    await ask_for_signatures(here)
    await screen.pair(page, here.server.base, here.cards[0])
    code = await screen.open_next(page)
    await screen.mark_all(page)
    await take(page, png(), "photo.png")
    await expect(page.locator(".picture-tile img")).to_have_count(1)
    await page.click("[data-do=review]")
    await page.click("[data-do=submit]")
    await scribble(page)
    await page.click("[data-do=sign]")
    await screen.receipt(page)
    (sheet,) = await here.sheets()
    folder = here.server.folder / "data" / "files" / here.competition
    for name in (sheet["body"]["evidence"][0]["file"], sheet["body"]["signature"]["image"]):
        await arrived(page, folder, name)

    await page.goto(f"{here.server.base}/desk/c/{here.competition}/r/final/live")
    await page.get_by_label("姓名").fill("desk")
    await page.get_by_label("密码").fill(PASSWORD)
    await page.get_by_role("button", name="登录", exact=True).click()
    await expect(page.locator(".stream .code").first).to_have_text(code)
    await page.locator("button.cell").first.click()
    dialog = page.locator("dialog[open]")
    await expect(dialog.locator(".evidence img")).to_be_visible()
    await expect(dialog.locator(".signed img")).to_be_visible()
    for image in await dialog.locator("img").all():
        await expect(image).to_have_js_property("complete", True)
        assert await image.evaluate("(image) => image.naturalWidth") > 0
    assert await accessibility_faults(page) == []


async def test_an_organiser_sets_phrases_pictures_and_signatures_and_tablets_hear_of_it(
    here: Venue, page: Page
) -> None:
    await page.goto(f"{here.server.base}/desk/c/{here.competition}/e/weld/sheets")
    await page.get_by_label("姓名").fill("desk")
    await page.get_by_label("密码").fill(PASSWORD)
    await page.get_by_role("button", name="登录", exact=True).click()
    await page.get_by_label("裁判员在每张评分表上签名").check()
    await page.get_by_label("备注常用语").fill("有气孔 | Porosity\n咬边")
    file: Any = {"name": "level.png", "mimeType": "image/png", "buffer": png(64, 48)}
    await page.locator(".level-row input[type=file]").first.set_input_files(file)
    await expect(page.locator(".level-row img")).to_have_count(1)
    assert await accessibility_faults(page) == []
    await page.get_by_role("button", name="保存").click()
    await expect(page.locator(".toast")).to_be_visible()

    await screen.pair(page, here.server.base, here.cards[0], "en")
    await screen.open_next(page)
    await expect(page.locator(".phrase")).to_have_text(["Porosity", "咬边"])
    await expect(page.locator("#aspect-surface .level-picture")).to_have_count(1)
