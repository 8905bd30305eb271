"""Driving the stream's graphics: by plain addresses with a token, by the organiser, and by nobody else."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from server.services.stream import Channel, Stream
from server.storage.people import People
from tests.support.server import Client, Server, good, refused


async def test_a_token_drives_by_plain_addresses(server: Server, organiser: Client) -> None:
    token = good(await organiser.post("stream/token"))["token"]
    surface = await server.client()

    shown = good(await surface.get(f"stream/tower/show?token={token}"))
    on = good(await surface.post("stream/tower/next", headers={"X-Stream-Token": token}))
    hidden = good(await surface.get(f"stream/tower/toggle?token={token}"))

    assert shown == {"id": "tower", "kind": "stream", "shown": True, "step": 0, "pages": 0}
    assert (on["step"], hidden["shown"]) == (1, False)


async def test_without_the_token_nothing_moves(server: Server, organiser: Client) -> None:
    old = good(await organiser.post("stream/token"))["token"]
    good(await organiser.post("stream/token"))
    nobody = await server.client()

    wrong = (401, "stream_token_wrong")
    assert refused(await nobody.post("stream/tower/show")) == wrong
    assert refused(await nobody.get("stream/tower/show?token=x")) == wrong
    assert refused(await nobody.get(f"stream/tower/show?token={old}")) == wrong
    # A picture in some page must not drive the stream with an organiser's cookie.
    assert refused(await organiser.get("stream/tower/show")) == wrong
    assert good(await organiser.post("stream/tower/show"))["shown"] is True


async def test_who_only_asks_for_the_head_of_an_answer_drives_nothing(organiser: Client) -> None:
    answer = await organiser.request("HEAD", "stream/headless/show")

    assert answer.status_code == 405
    assert refused(await organiser.get("boards/stream.headless")) == (404, "board_unknown")


async def test_one_request_takes_every_graphic_off_the_picture(server: Server, organiser: Client) -> None:
    token = good(await organiser.post("stream/token"))["token"]
    good(await organiser.post("stream/hide_all"))
    for channel in ("ticker", "reveal", "clean-feed"):
        good(await organiser.post(f"stream/{channel}/show"))
    surface = await server.client()

    first = good(await surface.get(f"stream/hide_all?token={token}"))
    again = good(await surface.post("stream/hide_all", headers={"X-Stream-Token": token}))

    assert (sorted(first["hidden"]), again["hidden"]) == (["clean-feed", "reveal", "ticker"], [])
    assert not any(one["shown"] for one in good(await surface.get("stream/state")).values())
    assert refused(await surface.get("stream/hide_all")) == (401, "stream_token_wrong")


async def test_a_surface_reads_in_one_answer_what_is_on_air(server: Server, organiser: Client) -> None:
    good(await organiser.post("stream/lower_third/show?entry=103"))
    surface = await server.client()

    on_air = good(await surface.get("stream/state"))

    assert on_air["lower_third"] == {"shown": True, "step": 0, "entry": "103", "pages": 0}
    assert on_air["versus"] == {"shown": False, "step": 0, "entry": "", "pages": 0}


async def test_what_is_no_action_or_channel_is_refused(organiser: Client) -> None:
    assert refused(await organiser.post("stream/tower/explode")) == (404, "not_found")
    assert refused(await organiser.post("stream/T-O/show")) == (422, "id_invalid")
    assert refused(await organiser.post("stream/tower/show?entry=A B")) == (422, "id_invalid")


async def test_the_board_of_a_channel_says_what_it_shows(organiser: Client) -> None:
    good(await organiser.post("stream/guest/show?entry=e7"))

    board = await organiser.ask("boards/stream.guest")

    assert board["state"] == {"kind": "stream", "shown": True, "step": 0, "entry": "e7"}
    assert refused(await organiser.get("boards/stream.nobody")) == (404, "board_unknown")


async def test_channels_and_the_token_outlive_the_server(tmp_path: Path) -> None:
    people = await People.open(tmp_path / "people.sqlite")
    clock = count(1_790_000_000_000)
    before = Stream(people, lambda: next(clock))
    await before.load()
    token = await before.new_token()
    await before.act("versus", "show")
    await before.act("versus", "next")

    after = Stream(people, lambda: next(clock))
    await after.load()
    kept = after.get("versus")
    await people.close()

    assert kept is not None
    assert (kept.shown, kept.step, after.knows(token), after.knows("x")) == (True, 1, True, False)


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("show", Channel("a", True, 3, "e1")),
        ("hide", Channel("a", False, 3, "e1")),
        ("next", Channel("a", False, 4)),
        ("previous", Channel("a", False, 2)),
        ("first", Channel("a", False, 0)),
    ],
)
def test_what_an_action_does(action: str, expected: Channel) -> None:
    assert Channel("a", False, 3, "e1").after(action) == expected  # type: ignore[arg-type]


def test_nothing_is_before_the_first_step() -> None:
    assert Channel("a").after("previous").step == 0
