"""A tablet that is lost: from its new card on, it reads nothing, hands in nothing and hears nothing."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import websockets

from tests.support.server import Client, Cup, Judge, Server, good, marks, refused, running_server

WITHIN_SECONDS = 1


async def listen(server: Server, token: str, board: str) -> websockets.ClientConnection:
    """An open socket of a tablet, as its page opens it."""
    url = f"{server.base.replace('http', 'ws', 1)}/ws/v1/boards?board={board}"
    connection = await websockets.connect(
        url, subprotocols=[websockets.Subprotocol("jinchui"), websockets.Subprotocol(f"bearer.{token}")]
    )
    await connection.recv()
    return connection


async def closed(connection: websockets.ClientConnection) -> tuple[int, float]:
    """The close code, and the steady time it came at."""
    try:
        while True:
            await connection.recv()
    except websockets.ConnectionClosed as ended:
        return ended.rcvd.code if ended.rcvd else 0, time.monotonic()


async def lose(organiser: Client, cup: Cup, judge: Judge) -> float:
    """The judge gets another card; the steady time at which it was there."""
    good(await organiser.post(f"competitions/{cup.id}/officials/{judge.id}/card"))
    return time.monotonic()


async def test_a_lost_tablet_is_shut_out_within_a_second_open_sockets_included(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="lost", scheme="cooking")
    judge, other = cup.judges[0], cup.judges[1]
    module = (await judge.work())["rounds"][0]["modules"][0]
    lost = await listen(server, judge.client.token, f"work.{cup.id}")
    kept = await listen(server, other.client.token, f"work.{cup.id}")
    ending = asyncio.create_task(closed(lost))

    at = await lose(organiser, cup, judge)
    read = await judge.client.get("judge/work")
    handed_in = await judge.submit(cup.id, cup.round, module["module"]["id"], cup.codes[0], marks(module))
    code, ended_at = await ending

    assert refused(read) == (401, "pairing_revoked")
    assert refused(handed_in) == (401, "pairing_revoked")
    assert code == 4401
    assert ended_at - at < WITHIN_SECONDS
    await kept.recv()
    await kept.close()
    await other.work()


async def test_a_lost_tablet_that_asks_all_the_time_is_out_as_soon_as_the_new_card_is_there(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="asking")
    judge = cup.judges[0]
    out = asyncio.Event()

    async def ask() -> list[tuple[float, int]]:
        seen = []
        while not out.is_set():
            began = time.monotonic()
            seen.append((began, (await judge.client.get("judge/work")).status_code))
        return seen

    asking = [asyncio.create_task(ask()) for _ in range(4)]
    at = await lose(organiser, cup, judge)
    refused_once = await judge.client.get("judge/work")
    out.set()
    seen = [one for some in await asyncio.gather(*asking) for one in some]

    assert refused_once.status_code == 401
    assert [status for began, status in seen if began > at and status != 401] == []


async def test_a_pin_is_tried_five_times_a_minute_and_then_even_the_right_one_waits(tmp_path: Path) -> None:
    async with running_server(tmp_path) as server:
        organiser = await server.organiser()
        cup = await server.cup(organiser)
        judge, client = cup.judges[0], await server.client()
        wrong = {
            "card": judge.card,
            "pin": "000000" if judge.pin != "000000" else "111111",
            "device": "found",
        }
        tries = [refused(await client.post("pair", wrong)) for _ in range(5)]

        right = await client.post("pair", {**wrong, "pin": judge.pin})

        assert tries == [(401, "pairing_wrong")] * 5
        assert refused(right) == (429, "too_many_requests")
        assert int(right.headers["retry-after"]) <= 60


async def test_one_account_on_two_devices_is_seen_and_either_can_be_signed_out(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="shared")
    judge = cup.judges[0]
    second = await server.judge(
        {"id": judge.id, "name": judge.name, "card": judge.card, "code": judge.code, "pin": judge.pin},
        "other",
    )

    async def paired() -> list[dict[str, object]]:
        listed = await organiser.ask(f"competitions/{cup.id}/officials")
        return next(one["paired"] for one in listed if one["id"] == judge.id)

    both = await paired()
    path = f"competitions/{cup.id}/officials/{judge.id}/devices"
    device = next(one["id"] for one in both if one["device"] == "other")
    ending = asyncio.create_task(closed(await listen(server, second.client.token, f"work.{cup.id}")))
    good(await organiser.post(f"{path}/{device}/sign-out"))
    code, _ = await ending
    again = await organiser.post(f"{path}/{device}/sign-out")

    assert sorted((one["device"], one["in_use"]) for one in both) == [("other", True), ("tablet", True)]
    assert code == 4401
    assert refused(await second.client.get("judge/work")) == (401, "pairing_revoked")
    assert refused(again) == (404, "official_unknown")
    assert [one["device"] for one in await paired()] == ["tablet"]
    await judge.work()
