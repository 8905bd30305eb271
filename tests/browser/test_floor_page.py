"""The floor in a real browser: a floor judge's morning, walls that count alike on wrong devices, a tablet's offer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from server.core.ids import Code, CompetitionId, ModuleId, RoundId
from tests.browser.accessibility import accessibility_faults
from tests.browser.conftest import watch
from tests.browser.desk import sign_in as desk_sign_in
from tests.judge_client import screen
from tests.support.server import Cup, Server, good, marks, new_key, running_server

WALL = ModuleId("wall")
SMALL_KEYS = """() => [...document.querySelectorAll('button, input, a.button')]
  .filter((one) => one.checkVisibility() && !one.disabled)
  .map((one) => [one.textContent, one.getBoundingClientRect()])
  .filter(([, box]) => box.height < 47.5 || box.width < 24)
  .map(([text, box]) => `${text} ${box.width}x${box.height}`)"""
OUTSIDE = "() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
READ_STEADY = "() => document.querySelector('stations-board').source.steady?.now()?.ticks ?? null"
READ_CLOCKS = "() => [...document.querySelectorAll('.tile-clock')].map((one) => one.textContent)"
WRONG_DATE = """(wrong) => {
  const real = Date;
  const now = () => real.now() + wrong;
  globalThis.Date = class extends real {
    constructor(...given) { super(...(given.length ? given : [now()])); }
    static now() { return now(); }
  };
}"""
AGREE_MS = 100


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def venue(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Server, Cup]]:
    """Six entries on three stations: two heats of a module of 150 minutes."""
    async with running_server(tmp_path_factory.mktemp("floor")) as server:
        organiser = await server.organiser()
        yield server, await server.cup(organiser, id_="cup", scheme="bricklaying", entries=6, stations=3)


@pytest_asyncio.fixture(loop_scope="session")
async def card(venue: tuple[Server, Cup]) -> dict[str, str]:
    """A floor judge's card."""
    server, cup = venue
    body = {"names": ["赵现场"], "role": "floor"}
    organiser = await server.organiser()
    (made,) = good(await organiser.post(f"competitions/{cup.id}/officials", body, key=new_key()))
    return made


async def sign_in(page: Page, server: Server, card: dict[str, str], round_: str = "") -> None:
    await page.goto(f"{server.base}/floor/{round_}#card={card['card']}")
    await page.get_by_label("PIN").fill(card["pin"])
    await page.get_by_role("button", name="进入现场").click()


def station(page: Page, place: int) -> Any:
    return page.locator(".station").nth(place - 1)


def clocks(server: Server) -> dict[Code, str]:
    state = server.parts.submit.state(CompetitionId("cup"))
    assert state is not None
    round_ = state.rounds[RoundId("final")]
    return {drawn.code: round_.floor.clock(WALL, drawn.code).state for drawn in round_.order}


def in_heat(cup: Cup, heat: int) -> list[Code]:
    order = cup.overview["events"][0]["rounds"][0]["order"]
    here = [one for one in order if one["heat"] == heat]
    return [Code(one["code"]) for one in sorted(here, key=lambda one: one["station"])]


async def test_a_floor_judges_morning(page: Page, venue: tuple[Server, Cup], card: dict[str, str]) -> None:
    server, cup = venue
    one, two, three = in_heat(cup, 1)
    await page.set_viewport_size({"width": 1280, "height": 800})
    await sign_in(page, server, card)
    await page.get_by_role("button", name="决赛").click()
    await expect(page.locator(".station")).to_have_count(3)

    await page.get_by_role("button", name="叫场").click()
    await station(page, 3).get_by_role("button", name="缺席").click()
    await expect(station(page, 3).locator("[data-do=absent]")).to_have_attribute("aria-pressed", "true")
    await page.get_by_role("button", name="全部开始（2）").click()
    await expect(page.locator('.station[data-state="running"]')).to_have_count(2)
    assert [clocks(server)[code] for code in (one, two, three)] == ["running", "running", "planned"]

    await station(page, 1).get_by_role("button", name="暂停").click()
    await expect(station(page, 1)).to_have_attribute("data-state", "paused")
    await station(page, 2).get_by_role("button", name="记事").click()
    await page.get_by_role("button", name="未戴防护用品").click()
    await page.get_by_role("button", name="记录", exact=True).click()
    await expect(station(page, 2)).to_contain_text("未戴防护用品")
    await station(page, 1).get_by_role("button", name="继续").click()
    await expect(station(page, 1)).to_have_attribute("data-state", "running")

    await station(page, 2).get_by_role("button", name="补时").click()
    await page.get_by_label("时长").fill("0:01")
    await page.get_by_label("补扣漏计").check()
    await page.get_by_role("button", name="停电").click()
    await page.get_by_role("button", name="计入已用").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)

    await page.get_by_role("button", name="全部停止（2）").click()
    await page.get_by_role("dialog").get_by_role("button", name="全部停止（2）").click()
    await expect(page.locator('.station[data-state="stopped"]')).to_have_count(2)
    state = server.parts.submit.state(CompetitionId(cup.id))
    assert state is not None
    floor = state.rounds[RoundId("final")].floor
    assert floor.clock(WALL, two).given == -1_000
    assert [(note.code, note.text) for note in floor.notes.values()] == [(two, "未戴防护用品")]


async def test_everything_can_be_hit_with_a_glove_and_read_by_everyone(
    page: Page, venue: tuple[Server, Cup], card: dict[str, str]
) -> None:
    server, cup = venue
    await page.set_viewport_size({"width": 1280, "height": 800})
    await sign_in(page, server, card, f"{cup.id}/{cup.round}")
    await expect(page.locator(".station")).to_have_count(3)

    for width, height in ((1280, 800), (800, 1280), (390, 844)):
        await page.set_viewport_size({"width": width, "height": height})
        assert await page.evaluate(SMALL_KEYS) == [], f"{width}x{height}"
        assert await page.evaluate(OUTSIDE) <= 0, f"{width}x{height}"
    assert await accessibility_faults(page) == []
    await page.get_by_role("button", name="English").click()
    await expect(page.get_by_role("button", name="Call heat")).to_be_visible()
    assert await accessibility_faults(page) == []


async def steady(page: Page, server: Server) -> tuple[float, float]:
    """How far off a page's steady clock is from the server's, and how sure that is, in ms: the best of several looks."""
    looks = []
    for _ in range(12):
        before = server.parts.moment().ticks
        shown = await page.evaluate(READ_STEADY)
        after = server.parts.moment().ticks
        if shown is not None:
            looks.append((after - before, shown - (before + after) / 2))
    sure, off = min(looks)
    return off, sure / 2


async def test_two_walls_on_wrong_devices_agree_within_a_tenth_of_a_second(
    browser: Browser, venue: tuple[Server, Cup], page_errors: list[str]
) -> None:
    server, cup = venue
    organiser = await server.organiser()
    await organiser.do(cup.id, "call_heat", round=cup.round, module=WALL, heat=2)
    codes = in_heat(cup, 2)
    ask: dict[str, Any] = {"round": cup.round, "module": WALL, "act": "start", "codes": codes, "reason": ""}
    await organiser.do(cup.id, "set_clocks", **ask)
    walls = []
    for wrong in (-6 * 3_600_000, 86_400_000):
        context = await browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
        wall = await context.new_page()
        watch(wall, page_errors)
        await wall.add_init_script(f"({WRONG_DATE})({wrong})")
        await wall.goto(f"{server.base}/board/{cup.id}/{cup.round}/stations")
        await expect(wall.locator('.tile[data-state="working"]')).to_have_count(3)
        # A wall knows how far off it may be, and asks on until an answer came back quickly enough.
        await screen.until(
            wall, f"document.querySelector('stations-board').source.steady?.doubt < {AGREE_MS / 4}"
        )
        walls.append((context, wall))

    (first, sure), (second, certain) = [await steady(wall, server) for _, wall in walls]

    assert abs(first) < AGREE_MS + sure, f"{first} ms off, give or take {sure}"
    assert abs(second) < AGREE_MS + certain, f"{second} ms off, give or take {certain}"
    assert abs(first - second) < AGREE_MS + sure + certain
    for context, wall in walls:
        assert all(text.startswith("2:2") for text in await wall.evaluate(READ_CLOCKS))
        await context.close()
    assert page_errors == []


async def work_done(server: Server, cup: Cup) -> Code:
    """The third station of the first heat has worked and a fault was noted; the second heat is called."""
    code = in_heat(cup, 1)[2]
    organiser = await server.organiser()
    at: dict[str, Any] = {"round": cup.round, "module": WALL}
    if clocks(server)[code] == "planned":
        for act in ("start", "stop"):
            await organiser.do(cup.id, "set_clocks", **at, act=act, codes=[code], reason="")
        await organiser.do(cup.id, "note_fault", **at, code=code, text="没戴手套")
    await organiser.do(cup.id, "call_heat", **at, heat=2)
    return code


async def test_a_judge_is_offered_the_stations_time_and_the_floors_notes(
    page: Page, venue: tuple[Server, Cup]
) -> None:
    server, cup = venue
    code = await work_done(server, cup)
    judge = cup.judges[0]
    await page.set_viewport_size({"width": 1280, "height": 800})
    await page.goto(f"{server.base}/judge/#card={judge.card}")
    for digit in judge.pin:
        await page.locator(f"[data-key='{digit}']").click()
    await page.locator("[data-do=pair]").click()
    await page.locator("[data-do=welcome]").click()

    await expect(page.locator(".sheet-heat-head").first).to_contain_text("第 2 场")
    await expect(page.locator(".sheet-heat-head").first).to_contain_text("本场")
    await page.locator(f".sheet-card[data-code='{code}']").click()
    strip = page.locator(".floor-strip")
    await expect(strip).to_contain_text("没戴手套")
    await strip.locator("[data-do=take-clock]").click()

    await expect(strip.locator("[data-do=take-clock]")).to_be_disabled()
    await expect(page.locator("#aspect-time_used")).to_contain_text("0:0")


async def test_the_desk_shows_the_stations_clock_beside_the_time_a_judge_wrote(
    page: Page, venue: tuple[Server, Cup]
) -> None:
    server, cup = venue
    code = await work_done(server, cup)
    judge = cup.judges[0]
    part = (await judge.work())["rounds"][0]["modules"][0]
    good(await judge.submit(cup.id, cup.round, WALL, code, marks(part)))
    await page.set_viewport_size({"width": 1280, "height": 800})
    await desk_sign_in(page, server, f"c/{cup.id}/r/{cup.round}/live")

    await page.locator("button.cell[data-sheet]").first.click()

    record = page.locator(".floor-record")
    await expect(record).to_contain_text("工位计时")
    await expect(record).to_contain_text("没戴手套")
    assert await accessibility_faults(page) == []


async def test_a_floor_judges_card_at_the_tablets_page_opens_the_floor(
    page: Page, venue: tuple[Server, Cup], card: dict[str, str]
) -> None:
    server, _ = venue
    await page.goto(f"{server.base}/judge/#card={card['card']}")
    for digit in card["pin"]:
        await page.locator(f"[data-key='{digit}']").click()
    await page.locator("[data-do=pair]").click()

    await expect(page.get_by_role("button", name="进入现场")).to_be_visible()


@pytest.mark.parametrize("kind", ["stations", "heats"])
@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (2880, 960), (390, 844)])
async def test_the_walls_fit_every_screen_and_can_be_read_by_everyone(
    page: Page, venue: tuple[Server, Cup], kind: str, size: tuple[int, int]
) -> None:
    server, cup = venue
    await page.set_viewport_size({"width": size[0], "height": size[1]})
    await page.goto(f"{server.base}/board/{cup.id}/{cup.round}/{kind}")
    await expect(page.locator(".tile, .heat-panel").first).to_be_visible()

    assert await page.evaluate(OUTSIDE) <= 0
    assert await accessibility_faults(page) == []
