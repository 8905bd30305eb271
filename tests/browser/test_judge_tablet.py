"""A judge at a tablet, in a real browser against a real server: nothing is lost, nothing is doubled."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from itertools import count

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, Route, expect

from tests.browser.conftest import watch
from tests.judge_client import screen
from tests.judge_client.venue import ServerProcess, Venue, house, venue
from tests.support.server import Client

TABLET = {"width": 1280, "height": 800}


NUMBERS = count()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def rooms(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[ServerProcess, Client]]:
    async with house(tmp_path_factory.mktemp("venue")) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="session")
async def here(rooms: tuple[ServerProcess, Client]) -> Venue:
    if rooms[0].process is None:  # a test that failed half-way must not take the others with it
        await rooms[0].start()
    return await venue(*rooms, id_=f"cup{next(NUMBERS)}")


@pytest_asyncio.fixture(loop_scope="session")
async def tablet(page: Page) -> Page:
    await page.set_viewport_size(TABLET)  # type: ignore[arg-type]
    return page


async def test_a_sheet_of_every_kind_of_aspect_is_marked_and_recorded_as_it_was_typed(
    here: Venue, tablet: Page
):
    await screen.pair(tablet, here.server.base, here.cards[0])
    code = await screen.open_next(tablet)
    await screen.mark_all(tablet, fingers=True)
    await screen.hand_in(tablet)
    position = await screen.receipt(tablet)

    (sheet,) = await here.sheets()
    assert (sheet["position"], sheet["body"]["code"]) == (position, code)
    assert screen.same_marks(sheet["body"]["marks"])
    await screen.unsent(tablet, 0)


async def test_judging_goes_on_while_the_server_is_dead_and_nothing_is_lost_or_doubled(
    here: Venue, tablet: Page
):
    await screen.pair(tablet, here.server.base, here.cards[0])
    first = await screen.open_next(tablet)
    await screen.mark_appearance(tablet)

    await here.server.kill()
    await expect(tablet.locator("[data-link=away]")).to_be_visible(timeout=15_000)
    await screen.mark_process(tablet)
    await screen.hand_in(tablet)
    await expect(tablet.locator(".stamp[data-state=waiting]")).to_be_visible()
    await screen.unsent(tablet, 1)
    await tablet.click("[data-do=next]")
    await tablet.click("#aspect-surface [data-level='3']")

    await here.server.start()
    await screen.unsent(tablet, 0)
    await expect(tablet.locator("#aspect-surface [data-level='3']")).to_have_attribute("aria-checked", "true")
    (sheet,) = await here.sheets()
    assert sheet["body"]["code"] == first
    assert screen.same_marks(sheet["body"]["marks"])


async def test_a_draft_and_what_waits_survive_a_reload_with_the_api_dead(here: Venue, tablet: Page):
    await screen.pair(tablet, here.server.base, here.cards[0])
    await screen.open_next(tablet)
    await screen.mark_all(tablet)
    dead = await screen.cut_off(tablet)
    await screen.hand_in(tablet)
    await screen.unsent(tablet, 1)
    await tablet.click("[data-do=next]")
    await tablet.click("#aspect-surface [data-level='1']")
    await screen.type_number(tablet, "length", "l.1", "84.9")

    await screen.written(tablet, '"84.9"')
    await tablet.reload()
    await screen.unsent(tablet, 1)
    await expect(tablet.locator("#aspect-surface [data-level='1']")).to_have_attribute("aria-checked", "true")
    await expect(tablet.locator("#aspect-length .box[data-field='l.1'] .box-value")).to_have_text("84.9")

    dead.clear()
    await screen.unsent(tablet, 0)
    assert len(await here.sheets()) == 1


async def test_the_page_itself_opens_again_with_the_server_dead(here: Venue, tablet: Page):
    await screen.pair(tablet, here.server.base, here.cards[0])
    await screen.open_next(tablet)
    await screen.mark_all(tablet)
    await screen.kept_for_offline(tablet)
    await here.server.kill()

    await tablet.reload()
    await expect(tablet.locator("[data-total]")).to_have_attribute("data-total", "30.5")
    await screen.hand_in(tablet)
    await expect(tablet.locator(".stamp[data-state=waiting]")).to_be_visible()
    await tablet.reload()
    await expect(tablet.locator(".stamp[data-state=waiting]")).to_be_visible()

    await here.server.start()
    await screen.receipt(tablet)
    assert len(await here.sheets()) == 1


async def test_a_server_restored_from_an_older_copy_gets_its_sheet_again(here: Venue, tablet: Page):
    await screen.pair(tablet, here.server.base, here.cards[0])
    await screen.open_next(tablet)
    await screen.mark_all(tablet)
    await here.server.kill()
    copy = here.server.keep_copy()
    await here.server.start()
    await screen.hand_in(tablet)
    await screen.receipt(tablet)
    await tablet.click(".back")

    await here.server.kill()
    await here.server.restore(copy)
    await here.server.start()
    assert await here.sheets() == []
    await tablet.click("[data-do=send-lost]", timeout=30_000)

    await screen.unsent(tablet, 0)
    await expect(tablet.locator(".sheet-card[data-state=recorded]")).to_have_count(1)
    assert len(await here.sheets()) == 1


async def test_an_answer_that_got_lost_is_asked_for_again_and_counts_once(here: Venue, tablet: Page):
    await screen.pair(tablet, here.server.base, here.cards[0])
    await screen.open_next(tablet)
    await screen.mark_all(tablet)
    keys: list[str] = []

    async def lose(route, request):  # the server records, the tablet never hears of it
        keys.append(request.headers["idempotency-key"])
        if len(keys) <= 2:
            await route.fetch()
            await route.abort()
        else:
            await route.continue_()

    await tablet.route("**/commands", lose)
    await screen.hand_in(tablet)
    position = await screen.receipt(tablet)

    assert len(keys) >= 3
    assert len(set(keys)) == 1
    (sheet,) = await here.sheets()
    assert sheet["position"] == position


async def test_two_tabs_that_submit_the_same_draft_give_one_fact(here: Venue, tablet: Page, page_errors):
    await screen.pair(tablet, here.server.base, here.cards[0])
    await screen.open_next(tablet)
    await screen.mark_all(tablet)
    await tablet.click("[data-do=review]")
    other = await tablet.context.new_page()
    watch(other, page_errors)
    await other.goto(tablet.url)
    await expect(other.locator("[data-do=submit]")).to_be_enabled()

    # at the same moment; a tab that hears of the other's in time has no key left to press
    press = "document.querySelector('[data-do=submit]')?.click()"
    await asyncio.gather(*(one.evaluate(press) for one in (tablet, other)))

    assert await screen.receipt(tablet) == await screen.receipt(other)
    assert len(await here.sheets()) == 1


async def test_switching_the_language_in_place_keeps_the_draft(here: Venue, tablet: Page):
    await screen.pair(tablet, here.server.base, here.cards[0])
    await screen.open_next(tablet)
    await screen.mark_appearance(tablet)
    await tablet.fill(".comment textarea", "焊缝末端有弧坑")

    await tablet.click(".bar-language")

    await expect(tablet.locator("html")).to_have_attribute("lang", "en")
    await expect(tablet.locator("#title-surface")).to_have_text("Surface")
    await expect(tablet.locator("#aspect-surface [data-level='2']")).to_have_attribute("aria-checked", "true")
    await expect(tablet.locator("#aspect-length .box[data-field='l.1'] .box-value")).to_have_text("85.09")
    await expect(tablet.locator(".comment textarea")).to_have_value("焊缝末端有弧坑")


async def test_a_slip_is_shown_where_and_when_it_happens_and_keeps_the_sheet_here(here: Venue, tablet: Page):
    await screen.pair(tablet, here.server.base, here.cards[0])
    await screen.open_next(tablet)
    await screen.mark_all(tablet)

    await screen.type_number(tablet, "length", "l.1", "850")

    await expect(tablet.locator("#aspect-length .slip")).to_contain_text("80")
    await expect(tablet.locator("[data-missing]")).to_have_attribute("data-missing", "1")
    await tablet.click("[data-do=review]")
    await expect(tablet.locator("[data-do=submit]")).to_be_disabled()
    await tablet.click(".line-missing")
    await expect(tablet.locator("#aspect-length")).to_be_focused()


async def test_a_veto_takes_a_second_yes_and_voids_the_module(here: Venue, tablet: Page):
    await screen.pair(tablet, here.server.base, here.cards[0])
    await screen.open_next(tablet)
    await screen.mark_all(tablet)

    await tablet.click("#aspect-danger [data-answer=yes]")
    await expect(tablet.locator("#aspect-danger [data-answer=no]")).to_have_attribute("aria-checked", "true")
    await tablet.click("[data-do=veto]")

    await expect(tablet.locator("[data-total]")).to_have_attribute("data-total", "0")
    await tablet.click("[data-do=undo]")
    await expect(tablet.locator("[data-total]")).to_have_attribute("data-total", "30.5")


async def test_a_stop_watch_runs_on_over_a_reload(here: Venue, tablet: Page):
    await screen.pair(tablet, here.server.base, here.cards[0])
    await screen.open_next(tablet)
    await tablet.click("#aspect-clock [data-do=watch]")
    await expect(tablet.locator("#aspect-clock .watch")).to_be_visible()

    await screen.written(tablet, '"startedAt":1')
    await tablet.reload()

    await expect(tablet.locator("#aspect-clock .watch")).to_be_visible()
    await tablet.click("#aspect-clock [data-do=watch]")
    await expect(tablet.locator("#aspect-clock")).to_have_attribute("data-progress", "done")


async def test_a_refused_sheet_comes_back_with_its_reason_and_can_go_again(here: Venue, tablet: Page):
    await screen.pair(tablet, here.server.base, here.cards[0])
    await screen.open_next(tablet)
    await screen.mark_all(tablet)
    await tablet.click("[data-do=review]")
    await screen.deafen(tablet)  # a tablet that had heard would not let the sheet go
    await here.do("close_round", round="final", incomplete=True)
    await tablet.click("[data-do=submit]")

    await expect(tablet.locator(".notice[data-state=bad]")).to_be_visible()
    await screen.unsent(tablet, 0)
    assert await here.sheets() == []
    await screen.hear(tablet)
    await here.do("open_round", round="final", reason="test")
    await expect(tablet.locator("[data-do=submit]")).to_be_enabled(timeout=20_000)
    await tablet.click("[data-do=submit]")
    await screen.receipt(tablet)


async def test_what_the_bell_rings_for_during_a_slow_answer_is_not_missed(here: Venue, tablet: Page):
    rings: list[str] = []
    tablet.on("websocket", lambda bell: bell.on("framereceived", lambda frame: rings.append(str(frame))))
    # without its look every fifteen seconds, which would only make good what was missed
    await tablet.add_init_script(
        "const every = setInterval; setInterval = (act, wait) => (wait === 15_000 ? 0 : every(act, wait));"
    )
    await screen.pair(tablet, here.server.base, here.cards[0])
    await screen.open_next(tablet)
    await screen.mark_all(tablet)
    await tablet.click("[data-do=review]")
    asked, go_on = asyncio.Event(), asyncio.Event()

    async def answer_slowly(route: Route) -> None:
        answer = await route.fetch()
        asked.set()
        await go_on.wait()
        await route.fulfill(response=answer)

    await tablet.route(screen.WORK, answer_slowly)
    await tablet.evaluate("dispatchEvent(new Event('focus'))")
    await asked.wait()
    before = len(rings)
    await here.do("close_round", round="final", incomplete=True)
    while not any(f'"work.{here.competition}"' in ring for ring in rings[before:]):
        await tablet.wait_for_timeout(50)
    await expect(tablet.locator("[data-do=submit]")).to_be_enabled()
    go_on.set()

    await expect(tablet.locator("[data-do=submit]")).to_be_disabled()


async def test_a_new_card_signs_the_tablet_out_and_keeps_what_waits(here: Venue, tablet: Page):
    await screen.pair(tablet, here.server.base, here.cards[0])
    await screen.open_next(tablet)
    await screen.mark_all(tablet)
    dead = await screen.cut_off(tablet)
    await screen.hand_in(tablet)
    await screen.unsent(tablet, 1)
    answer = await here.organiser.post(
        f"competitions/{here.competition}/officials/{here.cards[0].judge}/card"
    )
    fresh = answer.json()
    dead.clear()

    await expect(tablet.locator("[data-do=pair]")).to_be_visible(timeout=20_000)
    # A card's number is no word: it is not underlined in red.
    await expect(tablet.locator("input[name=card]")).to_have_js_property("spellcheck", False)
    await tablet.fill("input[name=card]", fresh["code"].lower())
    for digit in fresh["pin"]:
        await tablet.click(f"[data-key='{digit}']")
    await tablet.click("[data-do=pair]")
    await tablet.click("[data-do=welcome]")

    await screen.unsent(tablet, 0)
    assert len(await here.sheets()) == 1


async def test_who_signed_out_of_the_tablet_is_not_spoken_for_by_the_next_judge(here: Venue, tablet: Page):
    await screen.pair(tablet, here.server.base, here.cards[0])
    await screen.open_next(tablet)
    await screen.mark_all(tablet)
    dead = await screen.cut_off(tablet)
    await screen.hand_in(tablet)
    await screen.unsent(tablet, 1)
    await tablet.click(".bar-who")
    await expect(tablet.locator("dialog .notice")).to_be_visible()
    await tablet.click("[data-do=sign-out]")
    await expect(tablet.locator("[data-do=pair]")).to_be_visible()
    dead.clear()

    await screen.pair(tablet, here.server.base, here.cards[1])
    await screen.unsent(tablet, 0)
    assert await here.sheets() == []
    await tablet.click(".bar-who")
    await tablet.click("[data-do=sign-out]")
    await expect(tablet.locator("[data-do=pair]")).to_be_visible()
    await screen.pair(tablet, here.server.base, here.cards[0])

    await screen.unsent(tablet, 0)
    assert [sheet["actor"] for sheet in await here.sheets()] == [f"judge:{here.cards[0].judge}"]


async def test_a_wrong_pin_says_so_and_a_second_tablet_of_the_same_judge_works_too(
    here: Venue, tablet: Page, browser: Browser
):
    card = here.cards[0]
    await tablet.goto(f"{here.server.base}/judge/#card={card.card}")
    for digit in "000000" if card.pin != "000000" else "111111":
        await tablet.click(f"[data-key='{digit}']")
    await tablet.click("[data-do=pair]")
    await expect(tablet.locator("[role=alert]")).to_be_visible()
    assert card.pin not in await tablet.content()

    await screen.pair(tablet, here.server.base, card)
    assert card.card not in tablet.url
    context = await browser.new_context()
    second = await context.new_page()
    await screen.pair(second, here.server.base, card)
    await screen.open_next(second)
    await screen.mark_all(second)
    await screen.hand_in(second)
    await screen.receipt(second)
    await context.close()

    await expect(tablet.locator(".sheet-card[data-state=recorded]")).to_have_count(1, timeout=20_000)
