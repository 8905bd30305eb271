"""Driving screens together: what is taken is what was there at the take, cues come once, nothing is lost."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import DatabaseError
from structlog.testing import capture_logs

from server.core.refusals import Code, Refusal
from server.services.board_kinds import LAYOUTS, BoardKinds
from server.services.displays import Displays, Screen, as_json
from server.services.fleet import Fleet
from server.services.hall_items import STALE_MS, Json, due
from server.services.screen_setting import ScreenSetting
from server.services.screen_tokens import ScreenTokens
from server.services.stream import Channel, Stream
from server.storage.people import People

CLOCK_ZONE = {"kind": "clock", "board": "", "options": {}}
STANDINGS_ZONE = {"kind": "standings", "board": "standings.cup.final", "options": {"page_seconds": 8}}


class Hall:
    """A store with its screens and what drives them; `now` is set by hand."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.now = 1_790_000_000_000
        ids = (f"s{n}" for n in count(1))
        self.displays = Displays(people, lambda: self.now, lambda: next(ids))
        self.fleet = Fleet(people, self.displays, BoardKinds(), lambda: self.now)

    async def load(self) -> Hall:
        await self.displays.load()
        await self.fleet.load()
        return self

    async def screen(self, *groups: str) -> Screen:
        screen = await self.displays.register()
        assert isinstance(screen, Screen)
        await self.displays.change(screen.id, groups=groups)
        return self.shown(screen.id)

    def shown(self, display: str) -> Screen:
        screen = self.displays.get(display)
        assert screen is not None
        return screen

    async def kept(self, kind: str, **body: Any) -> Json:
        item = await self.fleet.keep(kind, {"id": "", "title": {"zh": "一", "en": "One"}, **body})
        assert not isinstance(item, Refusal), item
        return item

    async def scene(self, *zones: Json, **more: Any) -> Json:
        return await self.kept("scene", **{"layout": "full", "zones": list(zones or (CLOCK_ZONE,)), **more})

    async def line(self, start: int, **cue: Any) -> Json:
        cues = [{"groups": [], "scene": "", "playlist": "", **cue}] if cue else []
        return await self.kept("programme", competition="cup", place="", start=start, end=0, cues=cues)


FULL = "CREATE TRIGGER full BEFORE INSERT ON hall_item BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Hall]:
    people = await People.open(tmp_path / "people.sqlite")
    yield Hall(people)
    await people.close()


async def test_a_scene_goes_to_the_screens_of_a_group_and_to_no_other(hall: Hall) -> None:
    group = await hall.kept("group")
    inside, outside = await hall.screen(group["id"]), await hall.screen()
    scene = await hall.scene()

    chosen = hall.fleet.chosen((), [group["id"]], everyone=False)
    assert await hall.fleet.take(chosen, scene=scene["id"]) is None

    assert hall.shown(inside.id).show["id"] == scene["id"]
    assert hall.shown(outside.id).show == {}


async def test_what_is_on_air_does_not_change_before_it_is_taken_again(hall: Hall) -> None:
    screen, scene = await hall.screen(), await hall.scene()
    await hall.fleet.take([screen], scene=scene["id"])

    await hall.fleet.keep("scene", {**scene, "zones": [STANDINGS_ZONE]})
    await hall.fleet.remove("scene", scene["id"])

    assert hall.shown(screen.id).show["steps"][0]["zones"] == [CLOCK_ZONE]


async def test_taking_lights_a_blank_screen_and_takes_a_notice_away(hall: Hall) -> None:
    screen, scene = await hall.screen(), await hall.scene()
    await hall.displays.put([screen.id], blank=True, notice={"text": {"zh": "稍候", "en": ""}, "since": 1})

    await hall.fleet.take([screen], scene=scene["id"])

    assert (hall.shown(screen.id).blank, hall.shown(screen.id).notice) == (False, {})


async def test_everything_outlives_the_server(hall: Hall) -> None:
    screen, scene = await hall.screen("east"), await hall.scene(STANDINGS_ZONE, title={"zh": "榜", "en": ""})
    playlist = await hall.kept("playlist", steps=[{"scene": scene["id"], "seconds": 12}])
    await hall.displays.change(screen.id, setting=ScreenSetting(distance=15, theme="light", columns=2))
    await hall.fleet.take([screen], playlist=playlist["id"])
    await hall.displays.put([screen.id], blank=True)
    await hall.fleet.emergency({"zh": "请立即撤离", "en": "Leave now"})
    before = as_json(hall.shown(screen.id), hall.displays.emergency)

    again = await Hall(hall.people).load()

    assert as_json(again.shown(screen.id), again.displays.emergency) == before
    for kind in ("scene", "playlist"):
        assert again.fleet.all(kind) == hall.fleet.all(kind)


async def test_an_emergency_reaches_every_screen_and_leaves_what_they_showed(hall: Hall) -> None:
    screen, scene = await hall.screen(), await hall.scene()
    await hall.fleet.take([screen], scene=scene["id"])
    before = as_json(hall.shown(screen.id))
    told: list[str] = []
    hall.displays.watch(told.append)

    await hall.fleet.emergency({"zh": "请立即撤离", "en": ""})
    during = as_json(hall.shown(screen.id), hall.displays.emergency)
    await hall.fleet.emergency({"zh": "", "en": ""})

    assert during["emergency"]["text"] == {"zh": "请立即撤离", "en": ""}
    assert as_json(hall.shown(screen.id), hall.displays.emergency) == before
    assert told == [screen.id, screen.id]


async def test_the_programme_gives_a_cue_once_and_again_when_its_line_is_moved(hall: Hall) -> None:
    screen, first, second = await hall.screen(), await hall.scene(), await hall.scene(STANDINGS_ZONE)
    line = await hall.line(hall.now + 60_000, scene=first["id"])

    await hall.fleet.give_cues()
    assert hall.shown(screen.id).show == {}
    hall.now += 60_000
    await hall.fleet.give_cues()
    assert hall.shown(screen.id).show["id"] == first["id"]
    await hall.fleet.take([screen], scene=second["id"])  # by hand, meanwhile
    await hall.fleet.give_cues()
    assert hall.shown(screen.id).show["id"] == second["id"]
    await hall.fleet.keep(
        "programme", {k: v for k, v in line.items() if k != "given"} | {"start": hall.now + 5}
    )
    hall.now += 5
    await hall.fleet.give_cues()
    assert hall.shown(screen.id).show["id"] == first["id"]


async def test_a_cue_that_was_given_is_not_given_again_after_a_restart(hall: Hall) -> None:
    screen, scene = await hall.screen(), await hall.scene()
    await hall.line(hall.now, scene=scene["id"])
    await hall.fleet.give_cues()
    await hall.displays.put([screen.id], show={})

    again = await Hall(hall.people).load()
    await again.fleet.give_cues()

    assert again.shown(screen.id).show == {}


async def test_a_cue_that_cannot_be_given_says_so_once(hall: Hall) -> None:
    screen, scene, gone = await hall.screen(), await hall.scene(), await hall.scene()
    line = await hall.line(hall.now, scene=gone["id"])
    group = await hall.kept("group")
    lonely = await hall.line(hall.now, scene=scene["id"], groups=[group["id"]])
    await hall.line(hall.now, scene=scene["id"])
    await hall.fleet.remove("scene", gone["id"])

    with capture_logs() as said:
        for _ in range(2):
            await hall.fleet.give_cues()
            hall.now += 1_000

    assert {(one["line"], one["reason"]) for one in said} == {
        (line["id"], "show_item_unknown"),
        (lonely["id"], "display_unknown"),
    }
    assert len(said) == 2
    assert said[0]["log_level"] == "warning"
    assert hall.shown(screen.id).show["id"] == scene["id"]


async def test_who_saw_an_older_item_replaces_nothing(hall: Hall) -> None:
    scene = await hall.scene()
    items = {
        "scene": scene,
        "playlist": await hall.kept("playlist", steps=[{"scene": scene["id"], "seconds": 12}]),
        "group": await hall.kept("group"),
        "programme": await hall.line(hall.now, scene=scene["id"]),
    }
    for kind, item in items.items():
        seen = hall.fleet.versions(kind)[item["id"]]
        mine, theirs = ({**item, "title": {"zh": name, "en": ""}} for name in ("我的", "他人的"))

        # Sent once more because its answer was lost, it is the same change and no other's.
        kept = [await hall.fleet.keep(kind, theirs, seen) for _ in range(2)]
        late = await hall.fleet.keep(kind, mine, seen)

        assert kept == [theirs, theirs]
        assert late == Refusal(Code.LOOK_CHANGED_MEANWHILE)
        assert hall.fleet.get(kind, item["id"]) == theirs
        assert await hall.fleet.keep(kind, mine, hall.fleet.versions(kind)[item["id"]]) == mine
        assert await hall.fleet.keep(kind, theirs) == theirs


async def test_a_cue_that_was_given_is_nobodys_change(hall: Hall) -> None:
    line = await hall.line(hall.now, scene=(await hall.scene())["id"])
    seen = hall.fleet.versions("programme")[line["id"]]

    await hall.fleet.give_cues()

    assert hall.fleet.versions("programme")[line["id"]] == seen
    assert not isinstance(await hall.fleet.keep("programme", {**line, "place": "一号馆"}, seen), Refusal)


async def test_a_line_that_is_changed_while_others_are_given_stays_as_it_was_changed(hall: Hall) -> None:
    scene = await hall.scene()
    await hall.screen()
    _, second = [await hall.line(hall.now + n, scene=scene["id"]) for n in (0, 1)]
    hall.now += 1
    changes: list[asyncio.Task[Json | Refusal]] = []

    def change(_competition: str) -> None:
        if not changes:
            moved = hall.fleet.keep("programme", {**second, "place": "一号馆"})
            changes.append(asyncio.create_task(moved))

    hall.fleet.watch(change)
    await hall.fleet.give_cues()
    await asyncio.gather(*changes)

    assert (hall.fleet.get("programme", second["id"]) or {})["place"] == "一号馆"


def test_yesterdays_cues_are_not_played_today() -> None:
    line = {"id": "a", "start": 1_000, "cues": [{"scene": "s"}]}

    assert due([line], 1_000 + STALE_MS - 1) == [line]
    assert due([line], 1_000 + STALE_MS) == []


@pytest.mark.parametrize(
    ("kind", "body", "code"),
    [
        (
            "scene",
            {"title": {"zh": "", "en": ""}, "layout": "full", "zones": [CLOCK_ZONE]},
            Code.TEXT_MISSING,
        ),
        ("scene", {"layout": "spiral", "zones": [CLOCK_ZONE]}, Code.MALFORMED),
        ("scene", {"layout": "halves", "zones": [CLOCK_ZONE]}, Code.MALFORMED),
        ("scene", {"layout": "full", "zones": [{**CLOCK_ZONE, "kind": "hologram"}]}, Code.MALFORMED),
        ("scene", {"layout": "full", "zones": [{**CLOCK_ZONE, "options": {"seconds": 3}}]}, Code.MALFORMED),
        (
            "scene",
            {"layout": "full", "zones": [{**STANDINGS_ZONE, "board": "progress.cup.final"}]},
            Code.MALFORMED,
        ),
        ("playlist", {"steps": [{"scene": "gone", "seconds": 5}]}, Code.SHOW_ITEM_UNKNOWN),
        ("playlist", {"steps": []}, Code.MALFORMED),
        (
            "programme",
            {"competition": "cup", "place": "", "start": 2, "end": 1, "cues": []},
            Code.MALFORMED,
        ),
        (
            "programme",
            {
                "competition": "cup",
                "place": "",
                "start": 2,
                "end": 0,
                "cues": [{"groups": ["nobody"], "scene": "", "playlist": ""}],
            },
            Code.SHOW_ITEM_UNKNOWN,
        ),
    ],
)
async def test_what_no_screen_could_show_is_not_kept(hall: Hall, kind: str, body: Json, code: Code) -> None:
    answer = await hall.fleet.keep(kind, {"id": "", "title": {"zh": "一", "en": ""}, **body})

    assert isinstance(answer, Refusal)
    assert answer.code is code
    assert hall.fleet.all(kind) == []


async def test_what_could_not_be_stored_never_was(hall: Hall, tmp_path: Path) -> None:
    screen, scene = await hall.screen(), await hall.scene()
    stream = Stream(hall.people, lambda: hall.now)
    await stream.load()
    line = await hall.line(hall.now, scene=scene["id"])
    told: list[str] = []
    hall.displays.watch(told.append)
    with closing(sqlite3.connect(tmp_path / "people.sqlite", isolation_level=None)) as disk:
        disk.execute(FULL)

        for change in (
            hall.displays.put([screen.id], blank=True),
            hall.fleet.keep("scene", {**scene, "title": {"zh": "二", "en": "Two"}}),
            hall.fleet.keep("scene", {**scene, "id": ""}),
            hall.fleet.give_cues(),
            stream.act("tower", "show"),
            stream.act("new", "show"),
        ):
            with pytest.raises(DatabaseError):
                await change

        assert (hall.shown(screen.id), told) == (screen, [])
        assert hall.fleet.all("scene") == [scene]
        assert stream.get("tower") == Channel("tower", changed_at=hall.now)
        assert stream.get("new") is None

        disk.execute("DROP TRIGGER full")
        await hall.fleet.give_cues()
        assert hall.shown(screen.id).show["id"] == scene["id"]
        assert hall.fleet.all("programme") == [{**line, "given": hall.now}]


@pytest.mark.parametrize(
    ("setting", "field"),
    [
        (ScreenSetting(distance=101), "distance"),
        (ScreenSetting(brightness=0), "brightness"),
        (ScreenSetting(theme="pink"), "theme"),
        (ScreenSetting(turn=45), "turn"),
        (ScreenSetting(columns=2, column=3), "column"),
        (ScreenSetting(rows=2, row=3), "row"),
        (ScreenSetting(columns=4, rows=2, column=4, row=2, turn=270), ""),
    ],
)
async def test_a_screen_stands_where_it_can_stand(hall: Hall, setting: ScreenSetting, field: str) -> None:
    screen = await hall.screen()

    answer = await hall.displays.change(screen.id, setting=setting)

    assert setting.fault() == field
    assert isinstance(answer, Refusal) == bool(field)


def test_every_kind_and_layout_is_named_in_both_languages() -> None:
    titles = [option.title for kind in BoardKinds().all() for option in kind.options]
    titles += [kind.title for kind in BoardKinds().all()]
    titles += [title for layout in LAYOUTS.values() for title in (layout.title, *layout.zones)]

    assert all(title.zh and title.en for title in titles)


def test_every_option_takes_its_own_default() -> None:
    assert all(option.takes(option.default) for kind in BoardKinds().all() for option in kind.options)


STUCK = """CREATE TRIGGER stuck_{0} BEFORE DELETE ON {0} BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"""


@pytest.mark.parametrize("table", ["hall_item", "display"])
async def test_what_could_not_be_removed_is_there_as_after_a_restart(
    hall: Hall, tmp_path: Path, table: str
) -> None:
    scene, screen = await hall.scene(), await hall.screen()
    assert await hall.fleet.take([screen], scene=scene["id"]) is None
    tokens = ScreenTokens(hall.people)
    assert await tokens.claim(screen.id, "a" * 32)
    before = hall.shown(screen.id)
    told: list[str] = []
    hall.displays.watch(told.append)
    removals = [hall.displays.remove(screen.id)]
    if table == "hall_item":
        removals.append(hall.fleet.remove("scene", scene["id"]))
    with closing(sqlite3.connect(tmp_path / "people.sqlite", isolation_level=None)) as disk:
        disk.execute(STUCK.format(table))

        for removal in removals:
            with pytest.raises(DatabaseError):
                await removal

        assert (hall.shown(screen.id), hall.fleet.all("scene"), told) == (before, [scene], [])
        again = await Hall(hall.people).load()
        assert (again.shown(screen.id).show["id"], again.fleet.all("scene")) == (scene["id"], [scene])
        found = ScreenTokens(hall.people)
        await found.load()
        assert found.owns(screen.id, "a" * 32)

        disk.execute(f"DROP TRIGGER stuck_{table}")
    assert await hall.displays.remove(screen.id) is None
    assert await hall.fleet.remove("scene", scene["id"]) is None
    again = await Hall(hall.people).load()
    assert (again.displays.all(), again.fleet.all("scene")) == ([], [])
