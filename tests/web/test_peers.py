"""Servers that stand in for each other: their tablets may ask here with a token, and nothing else of another site may."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.support.server import Client, Server, new_key, refused, running_server

PEER = "https://192.168.1.21:8000"
OTHER = "https://192.168.1.66:8000"
WORK = "/api/v1/judge/work"
COMMANDS = "/api/v1/competitions/cup/commands"


@pytest_asyncio.fixture(loop_scope="session")
async def spare(tmp_path: Path) -> AsyncIterator[Server]:
    async with running_server(tmp_path, spares=f"{PEER}, https://192.168.1.20:8000") as server:
        yield server


async def test_a_preflight_of_a_peer_names_what_a_tablet_needs_and_no_more(spare: Server) -> None:
    client = await spare.client()

    answer = await client.request("OPTIONS", COMMANDS, headers={"Origin": PEER})

    allowed = {name: value for name, value in answer.headers.items() if name.startswith("access-control")}
    assert answer.status_code == 204
    assert allowed == {
        "access-control-allow-origin": PEER,
        "access-control-allow-methods": "GET, POST",
        "access-control-allow-headers": "authorization, content-type, idempotency-key, if-none-match",
        "access-control-expose-headers": "ETag, Retry-After",
        "access-control-max-age": "7200",
    }


@pytest.mark.parametrize(
    ("origin", "path", "open_"),
    [
        (PEER, WORK, True),
        (PEER, "/api/v1/about", True),
        (PEER, "/api/v1/competitions/cup/files/abc", True),
        (PEER, "/api/v1/competitions/cup/rounds/r/sheets/m/01/files", True),
        (PEER, "/api/v1/competitions/cup/rounds/r/sheets", False),
        (OTHER, WORK, False),
        (f"{PEER}.evil.example", WORK, False),
        ("null", WORK, False),
        (PEER, "/api/v1/competitions", False),
        (PEER, "/api/v1/competitions/cup", False),
        (PEER, "/api/v1/sign-in", False),
        (PEER, "/api/v1/setup", False),
        (PEER, "/desk/", False),
    ],
)
async def test_only_the_tablets_part_of_the_api_is_open_and_only_to_peers(
    spare: Server, origin: str, path: str, open_: bool
) -> None:
    client = await spare.client()

    answer = await client.get(path, headers={"Origin": origin})

    assert answer.headers.get("access-control-allow-origin") == (origin if open_ else None)
    assert "access-control-allow-credentials" not in answer.headers


async def test_a_peers_page_has_no_use_for_a_cookie(spare: Server) -> None:
    organiser = await spare.organiser()
    cross = {"Origin": PEER, "Sec-Fetch-Site": "cross-site"}

    wish = {"kind": "open_round", "round": "r", "reason": ""}
    command = await organiser.post("competitions/cup/commands", wish, key=new_key(), headers=cross)

    assert refused(command)[1] == "sign_in_needed"
    created = await organiser.post("competitions", {}, key=new_key(), headers=cross)
    assert refused(created)[1] == "cross_site"


async def test_the_tablets_page_may_reach_the_spares_and_no_other_page_may(spare: Server) -> None:
    client: Client = await spare.client()

    tablet = (await client.get("/judge/")).headers["content-security-policy"]
    desk = (await client.get("/desk/")).headers["content-security-policy"]

    reach = "connect-src 'self' https://192.168.1.21:8000 https://192.168.1.20:8000 wss://192.168.1.21:8000"
    assert reach in tablet
    assert "connect-src 'self';" in desk


async def test_a_server_without_spares_opens_nothing(server: Server) -> None:
    client = await server.client()

    answer = await client.request("OPTIONS", COMMANDS, headers={"Origin": PEER})

    assert answer.status_code == 405
    assert "access-control-allow-origin" not in answer.headers
