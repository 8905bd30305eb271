"""The floor over the network: who gets in, what they read, what a judge's tablet is offered, and the draw as a file."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import httpx2
import pytest

from server.core.clock import between
from server.core.ids import Code, CompetitionId, ModuleId, RoundId
from tests.support.server import Client, Cup, Server, good, new_key, refused, running_server


@pytest.fixture(scope="module")
async def cup(server: Server, organiser: Client) -> Cup:
    """Six entries on two stations, in three heats."""
    return await server.cup(organiser, id_="floor", scheme="bricklaying", entries=6, stations=2)


def module_of(cup: Cup) -> str:
    return next(iter(cup.panels))


def order_of(cup: Cup) -> list[dict[str, Any]]:
    return cup.overview["events"][0]["rounds"][0]["order"]


async def test_the_overview_says_who_works_when_and_where(cup: Cup) -> None:
    round_ = cup.overview["events"][0]["rounds"][0]

    assert (round_["stations"], round_["apart"], [one["heat"] for one in round_["heats"]]) == (
        2,
        False,
        [1, 2, 3],
    )
    assert [
        (one["heat"], one["station"])
        for one in sorted(round_["order"], key=lambda o: (o["heat"], o["station"]))
    ] == [(heat, station) for heat in (1, 2, 3) for station in (1, 2)]
    assert {one["role"] for one in cup.overview["officials"]} == {"judge"}


async def test_a_floor_judge_signs_in_with_a_cookie_that_no_script_reads(
    server: Server, organiser: Client, cup: Cup
) -> None:
    body = {"names": ["赵现场"], "role": "floor"}
    (card,) = good(await organiser.post(f"competitions/{cup.id}/officials", body, key=new_key()))
    client = await server.client()

    answer = await client.post("pair", {"card": card["card"], "pin": card["pin"], "cookie": True})

    paired = good(answer)
    assert (paired["token"], paired["role"], card["role"]) == ("", "floor", "floor")
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert (await client.ask("me"))["role"] == "floor"
    listed = await organiser.ask(f"competitions/{cup.id}/officials")
    assert [one["role"] for one in listed if one["id"] == card["id"]] == ["floor"]


async def test_the_floors_board_is_for_floor_judges_and_organisers(
    server: Server, organiser: Client, cup: Cup
) -> None:
    board = f"boards/floor.{cup.id}.{cup.round}"
    floor_judge = await server.floor_judge(organiser, cup)
    nobody = await server.client()

    seen = [await client.ask(board) for client in (organiser, floor_judge)]

    assert seen[0]["state"] == seen[1]["state"]
    assert [refused(await client.get(board))[0] for client in (nobody, cup.judges[0].client)] == [401, 403]


async def test_the_public_walls_are_for_everyone_and_have_pages(server: Server, cup: Cup) -> None:
    nobody = await server.client()
    states = [await nobody.ask(f"boards/{kind}.{cup.id}.{cup.round}") for kind in ("stations", "heats")]
    pages = [
        await nobody.get(f"/board/{cup.id}/{cup.round}/{kind}") for kind in ("stations", "heats", "marks")
    ]
    floor = await nobody.get("/floor/floor/final")

    assert [one["state"]["kind"] for one in states] == ["stations", "heats"]
    assert [page.status_code for page in pages] == [200, 200, 404]
    assert floor.status_code == 200


async def test_a_tablet_reads_heat_station_clock_and_notes(
    server: Server, organiser: Client, cup: Cup
) -> None:
    module = module_of(cup)
    first = next(one for one in order_of(cup) if (one["heat"], one["station"]) == (1, 1))
    floor_judge = await server.floor_judge(organiser, cup)
    work = cup.judges[0].work

    async def sheet() -> dict[str, Any]:
        part = (await work())["rounds"][0]["modules"][0]
        return next(one for one in part["sheets"] if one["code"] == first["code"])

    before = await sheet()
    clocks: dict[str, Any] = {"round": cup.round, "module": module, "codes": [first["code"]], "reason": ""}
    await floor_judge.do(cup.id, "set_clocks", act="start", **clocks)
    await floor_judge.do(
        cup.id, "note_fault", round=cup.round, module=module, code=first["code"], text="没戴手套"
    )
    await floor_judge.do(cup.id, "set_clocks", act="stop", **clocks)
    after = await sheet()

    assert "clock" not in before
    assert (after["heat"], after["station"], after["clock"]["state"]) == (1, 1, "stopped")
    assert after["clock"]["limit"] > 0
    assert [note["text"] for note in after["notes"]] == ["没戴手套"]
    assert "heat" in (await work())["rounds"][0]["modules"][0]


async def test_two_hands_start_a_heat_once(server: Server, organiser: Client, cup: Cup) -> None:
    codes = [one["code"] for one in order_of(cup) if one["heat"] == 2]
    hands = [await server.floor_judge(organiser, cup), organiser]
    ask: dict[str, Any] = {
        "round": cup.round,
        "module": module_of(cup),
        "act": "start",
        "codes": codes,
        "reason": "",
    }

    answers = [await hand.command(cup.id, "set_clocks", **ask) for hand in hands]

    assert [answer.status_code for answer in answers] == [200, 409]
    assert answers[1].json()["code"] == "clock_cannot"


def running_clock(server: Server, code: str) -> tuple[str, int]:
    """The clock's state, and how long it has run by the server's own clock."""
    state = server.parts.submit.state(CompetitionId("night"))
    assert state is not None
    round_ = state.rounds[RoundId("final")]
    clock = round_.floor.clock(ModuleId("wall"), Code(code))
    return clock.state, clock.ran(server.parts.moment())


async def test_a_clock_runs_on_while_the_server_is_started_again(tmp_path: Path) -> None:
    async with running_server(tmp_path) as server:
        organiser = await server.organiser()
        cup = await server.cup(organiser, id_="night", scheme="bricklaying", entries=2, stations=2)
        code = order_of(cup)[0]["code"]
        await organiser.do(
            cup.id, "set_clocks", round=cup.round, module="wall", act="start", codes=[code], reason=""
        )
        before = running_clock(server, code)
        stopped_at = server.parts.moment()
    async with running_server(tmp_path) as server:
        after = running_clock(server, code)
        away = between(stopped_at, server.parts.moment())
        shown = await (await server.client()).ask("boards/stations.night.final")

    assert (before[0], after[0]) == ("running", "running")
    assert after[1] >= before[1]
    assert abs(after[1] - before[1] - away) < 1_000
    assert {tile["state"] for tile in shown["state"]["rows"].values()} == {"working", "called"}


def lines(answer: httpx2.Response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


async def test_the_draw_is_a_file_with_heat_station_and_code(organiser: Client, cup: Cup) -> None:
    path = f"competitions/{cup.id}/rounds/{cup.round}/draw"
    await organiser.do(
        cup.id, "plan_heat", round=cup.round, heat=3, title={"zh": "晚场", "en": "Evening"}, starts_at="18:30"
    )

    table = lines(await organiser.get(f"{path}.csv?lang=zh"))
    book = await organiser.get(f"{path}.xlsx?lang=en")

    assert table[2] == ["出场顺序", "场次", "计划时间", "工位", "加密号", "参赛号", "姓名 / 队名", "代表队"]
    assert [row[4] for row in table[3:9]] == [one["code"] for one in order_of(cup)]
    assert {row[1] for row in table[3:9]} == {"第 1 场", "第 2 场", "晚场"}
    assert {row[2] for row in table[3:9]} == {"", "18:30"}
    assert ["抽签种子：test（任何人可按规则复算）"] in table
    assert book.status_code == 200


async def test_the_file_of_a_blind_draw_names_nobody(server: Server, organiser: Client) -> None:
    blind = await server.cup(organiser, id_="blind-draw", entries=3, stations=2, identity="code")

    answer = await organiser.get(f"competitions/{blind.id}/rounds/{blind.round}/draw.csv?lang=zh")

    assert lines(answer)[2] == ["出场顺序", "场次", "计划时间", "工位", "加密号"]
    assert "王伟" not in answer.content.decode("utf-8-sig")
