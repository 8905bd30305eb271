"""A laptop whose time is set anew while everything runs: back an hour, forward a day, and to what it should be."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import connect

from server.run import inside
from server.settings import load
from tests.scoreboard.guests import Guest
from tests.support.ceremonies import HOUR, path
from tests.support.server import Client, Cup, Server, good, marks, refused
from tests.web.test_publication import judged

DAY = 24 * HOUR
NOON = 1_790_000_000_000


class Day:
    """A server whose time of day is set by hand."""

    def __init__(self) -> None:
        self.wall = NOON

    def __call__(self) -> int:
        return self.wall


@pytest.fixture
def day() -> Day:
    return Day()


@pytest.fixture
async def server(day: Day, tmp_path: Path) -> AsyncIterator[Server]:
    chosen = load(data=tmp_path, host="127.0.0.1", port=0, log_level="error")
    async with AsyncExitStack() as stack:
        running = await stack.enter_async_context(inside(chosen, now=day))
        async with AsyncExitStack() as clients:
            yield Server(running, clients)


@pytest.fixture
async def organiser(server: Server) -> Client:
    return await server.organiser()


async def round_of(organiser: Client, cup: Cup) -> Any:
    return (await organiser.ask(f"competitions/{cup.id}"))["events"][0]["rounds"][0]


async def hands_in(cup: Cup, entry: int) -> Any:
    """A judge's sheet."""
    judge = cup.judges[0]
    part = (await judge.work())["rounds"][0]["modules"][0]
    return await judge.submit(cup.id, cup.round, part["module"]["id"], cup.codes[entry], marks(part))


async def test_while_the_time_is_set_to_and_fro_judging_goes_on_and_nothing_is_revealed(
    server: Server, organiser: Client, day: Day
) -> None:
    shown = await judged(server, organiser, "shown")
    held = await server.cup(organiser, id_="held")
    await organiser.do("held", "plan_freeze", round="final", at=NOON + 2 * HOUR)
    pin = good(await organiser.post(path(shown), {}))["pin"]
    phone = await server.client()
    remote = {"X-Remote-Token": good(await phone.post(f"{path(shown)}/remote", {"pin": pin}))["token"]}
    good(await organiser.post(f"{path(shown)}/arm", {}))
    assert good(await phone.post(f"{path(shown)}/go", {}, headers=remote))["step"] == 0
    good(await phone.post(f"{path(shown)}/auto", {"to": 120}, headers=remote))

    url = server.base.replace("http", "ws", 1) + "/ws/v1/boards?board=standings.held.final"
    async with connect(url) as connection:
        guest = Guest(connection)
        for entry, wall in enumerate([NOON, NOON - HOUR, NOON]):
            day.wall = wall
            receipt = good(await hands_in(held, entry))
            await guest.until(
                lambda: any(one.get("number", 0) >= receipt["position"] for one in guest.heard)  # noqa: B023
            )
            assert good(await phone.post(f"{path(shown)}/look", {}, headers=remote))["step"] == 0

        day.wall = NOON + DAY
        while (await phone.ask("boards/standings.held.final"))["state"]["status"] != "frozen":
            await guest.hear()
        assert refused(await organiser.get("me")) == (401, "sign_in_needed"), "a sign-in lasts its hours"
        assert good(await phone.post(f"{path(shown)}/look", {}, headers=remote))["step"] == 0

        day.wall = NOON
        assert good(await organiser.get("me"))["role"] == "organiser"
        good(await hands_in(held, 3))
        for _ in range(3):
            await guest.hear()
        assert (await round_of(organiser, held))["frozen"]
        assert good(await phone.post(f"{path(shown)}/look", {}, headers=remote))["step"] == 0
        assert good(await phone.post(f"{path(shown)}/next", {}, headers=remote))["step"] == 1
