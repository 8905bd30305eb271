"""Who may report for a screen: the browser with its token. A stranger neither learns the token nor takes the screen."""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from server.run import inside
from server.services.displays import Screen
from server.settings import Settings
from server.web import shield as shields
from server.web.pace import Pace
from tests.support.server import Client, Server, good, refused, running_server
from tests.web.test_fleet_api import REPORT, of_fleet

TOKEN = "0123456789abcdef" * 2
OTHER = "fedcba9876543210" * 2
WRONG = (401, "screen_token_wrong")


def bearing(token: str) -> dict[str, str]:
    return {"Screen-Token": token} if token else {}


async def announce(client: Client, display: str = "", token: str = TOKEN) -> Response:
    return await client.post("displays/register", {"id": display}, headers=bearing(token))


async def report(client: Client, display: str, token: str = TOKEN, **more: Any) -> Response:
    return await client.post(f"displays/{display}/report", {**REPORT, **more}, headers=bearing(token))


async def test_only_the_screen_itself_reports(server: Server, organiser: Client) -> None:
    screen, stranger = await server.client(), await server.client()
    display = good(await announce(screen))["id"]
    good(await report(screen, display, fps=50))

    for token in ("", OTHER, "x", TOKEN.upper(), sha256(TOKEN.encode()).hexdigest()):
        assert refused(await report(stranger, display, token, fps=1)) == WRONG, token

    assert refused(await report(organiser, display, "", fps=1)) == WRONG
    assert (await of_fleet(organiser, display))["report"]["fps"] == 50


async def test_a_token_reports_for_its_own_screen_only(server: Server) -> None:
    client = await server.client()
    one, two = good(await announce(client))["id"], good(await announce(client, token=OTHER))["id"]

    assert refused(await report(client, one, OTHER)) == WRONG
    assert refused(await report(client, two, TOKEN)) == WRONG


async def test_who_announces_a_known_screen_without_its_token_does_not_become_it(
    server: Server, organiser: Client
) -> None:
    screen, stranger = await server.client(), await server.client()
    display = good(await announce(screen))["id"]
    before = await organiser.ask("displays")

    for token in ("", OTHER, "short"):
        assert refused(await announce(stranger, display, token)) == WRONG

    good(await report(screen, display))
    assert good(await announce(screen, display))["id"] == display
    assert await organiser.ask("displays") == before


async def test_no_answer_and_no_row_holds_a_token_and_no_answer_its_hash(
    server: Server, organiser: Client
) -> None:
    screen = await server.client()
    announced = await announce(screen)
    display = good(announced)["id"]
    reported = await report(screen, display)
    answers = [announced, reported, await organiser.get("displays"), await organiser.get("fleet")]
    answers += [await screen.get(f"displays/{display}"), await screen.get(f"boards/display.{display}")]
    answers += [await screen.get(f"/display/{display}")]

    hashed = sha256(TOKEN.encode()).hexdigest()
    for answer in answers:
        assert TOKEN not in answer.text
        assert hashed not in answer.text
    rows = await server.parts.people.list_hall_items()
    assert [row.kind for row in rows if row.id == display and hashed in row.body] == ["screen_token"]
    assert not any(TOKEN in row.body for row in rows)


async def test_a_screen_without_a_token_takes_one_and_then_keeps_it(
    server: Server, organiser: Client
) -> None:
    prepared = good(await organiser.post("displays", {"name": "东侧"}))["id"]
    screen, stranger = await server.client(), await server.client()
    assert refused(await report(stranger, prepared)) == WRONG

    assert good(await announce(screen, prepared, ""))["id"] == prepared
    assert refused(await report(screen, prepared, "")) == WRONG
    assert good(await announce(screen, prepared))["name"] == "东侧"
    assert refused(await announce(stranger, prepared, OTHER)) == WRONG

    good(await report(screen, prepared))


async def test_a_token_that_is_none_makes_no_screen(server: Server, organiser: Client) -> None:
    stranger = await server.client()
    before = await organiser.ask("displays")

    for token in ("1", "g" * 32, TOKEN + "0"):
        assert refused(await announce(stranger, "", token)) == WRONG

    assert await organiser.ask("displays") == before


async def test_a_screen_that_was_removed_takes_its_token_along(server: Server, organiser: Client) -> None:
    screen = await server.client()
    display = good(await announce(screen))["id"]

    good(await organiser.request("DELETE", f"displays/{display}"))

    assert refused(await report(screen, display)) == (404, "display_unknown")
    assert not [row for row in await server.parts.people.list_hall_items() if row.id == display]
    again = good(await announce(screen, display))["id"]
    assert again != display
    good(await report(screen, again))


async def test_a_server_that_starts_again_knows_its_screens(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, host="127.0.0.1", port=0)
    async with inside(settings) as running:
        await running.parts.displays.register()
        display = running.parts.displays.all()[0].id
        assert await running.parts.screen_tokens.claim(display, TOKEN)

    async with inside(settings) as running:
        tokens = running.parts.screen_tokens
        assert tokens.owns(display, TOKEN)
        assert not tokens.owns(display, OTHER)
        assert not await tokens.claim(display, OTHER)


async def test_no_haste_of_strangers_behind_the_same_address_keeps_a_placed_screen_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasty = (429, "too_many_requests")
    # Whatever comes from this address has asked too fast.
    monkeypatch.setattr(shields, "Pace", partial(Pace, per_second=0.01, burst=0))
    monkeypatch.setattr(shields, "WAIT_MAX", 0.01)
    async with running_server(tmp_path, proxies="127.0.0.1") as server:
        hall = {"X-Forwarded-For": "10.0.0.9"}
        screen, displays = await server.client(**hall), server.parts.displays
        registered = await displays.register()
        assert isinstance(registered, Screen)
        assert await server.parts.screen_tokens.claim(registered.id, TOKEN)

        assert refused(await report(screen, registered.id)) == hasty, (
            "one that nobody placed may be anybody's"
        )
        await displays.change(registered.id, name="主席台")
        assert refused(await report(screen, registered.id, OTHER)) == hasty
        page = await screen.get(f"/display/{registered.id}", headers={"Accept": "text/html"})
        assert (page.status_code, page.headers["refresh"]) == (429, page.headers["retry-after"])
        assert "text/html" in page.headers["content-type"], (
            "a page that was loaded again comes back by itself"
        )
        good(await report(screen, registered.id))
        assert good(await announce(screen, registered.id))["name"] == "主席台"

        monkeypatch.setattr(shields, "WAIT_MAX", 3600)
        base = server.base.replace("http", "ws", 1)
        async with connect(
            f"{base}/ws/v1/boards?board=display.{registered.id}",
            subprotocols=[Subprotocol("jinchui"), Subprotocol(f"screen.{TOKEN}")],
            additional_headers=hall,
        ) as own:
            assert '"hello"' in str(await own.recv())
