"""Boards over real sockets, as docs/protocol.md promises them to a stranger."""

from __future__ import annotations

import asyncio
import json
import socket
from pathlib import Path
from typing import Any

import httpx2
import pytest

from server.core.commands_round import CloseRound, PublishResults
from server.core.commands_rulings import SetEntryState
from server.core.commands_sheet import CorrectSheet
from server.core.commands_withheld import FreezeBoard
from server.core.facts_round import Audience, Identity
from server.services.displays import Screen as Hung
from server.services.displays import as_json
from tests.scoreboard.guests import OVERVIEW, PROGRESS, STANDINGS, Guest, Meet, a_meet
from tests.support import small


async def snapshot(meet: Meet, board: str = STANDINGS) -> dict[str, Any]:
    async with httpx2.AsyncClient(base_url=meet.running.base) as client:
        answer = await client.get(f"/api/v1/boards/{board}")
        frame: dict[str, Any] = answer.json()
        return frame


async def test_a_board_begins_with_hello_and_a_snapshot_and_moves_by_patches(meet: Meet) -> None:
    async with meet.watch(STANDINGS) as connection:
        guest = Guest(connection)
        hello = await guest.hear()
        assert (hello["type"], hello["epoch"], hello["boards"]) == ("hello", meet.parts.epoch, [STANDINGS])
        assert f"/~{hello['build']}/" in meet.parts.pages.asset("static/css/tokens.css")
        await guest.hear()
        receipt = await meet.sheet(0)
        state = await guest.caught_up(receipt)

    assert guest.kinds() == ["hello", "snapshot", "patch"]
    assert state["rows"]["e1"]["total"] == "10.00"
    assert state == (await snapshot(meet))["state"]


async def test_a_heartbeat_says_every_second_that_a_board_is_true(meet: Meet) -> None:
    async with meet.watch(STANDINGS, OVERVIEW) as connection:
        guest = Guest(connection)
        receipt = await meet.sheet(0)  # the overview does not change
        await guest.caught_up(receipt, OVERVIEW)

    beats = [m for m in guest.heard if m["type"] == "heartbeat" and m["board"] == OVERVIEW]
    assert beats[-1]["number"] == receipt.position
    assert guest.kinds().count("snapshot") == 2


async def test_who_comes_back_gets_what_is_missing(meet: Meet) -> None:
    async with meet.watch(STANDINGS) as connection:
        guest = Guest(connection)
        await guest.caught_up(await meet.sheet(0))
    kept = guest.screens[STANDINGS]
    await meet.sheet(1, "8")
    receipt = await meet.sheet(2, "9.5")

    query = f"&epoch={meet.parts.epoch}&after={kept.number}"
    async with meet.watch(STANDINGS, query=query) as connection:
        back = Guest(connection)
        back.screens[STANDINGS] = kept
        state = await back.caught_up(receipt)

    assert set(back.kinds()) == {"hello", "patch"}
    assert state == (await snapshot(meet))["state"]


@pytest.mark.parametrize("query", ["&epoch=another&after=5", "&after=5", "", "&epoch={epoch}&after=999999"])
async def test_who_knows_another_history_or_none_gets_a_snapshot(quiet: Meet, query: str) -> None:
    async with quiet.watch(STANDINGS, query=query.format(epoch=quiet.parts.epoch)) as connection:
        guest = Guest(connection)
        await guest.until(lambda: len(guest.heard) == 3)

    assert guest.kinds() == ["hello", "snapshot"]


async def test_a_resync_brings_a_snapshot_in_place(quiet: Meet) -> None:
    async with quiet.watch(STANDINGS) as connection:
        guest = Guest(connection)
        await guest.until(lambda: "snapshot" in guest.kinds())
        await connection.send(json.dumps({"type": "resync", "board": STANDINGS}))
        await guest.until(lambda: guest.kinds().count("snapshot") == 2)
        await connection.send(json.dumps({"type": "resync", "board": OVERVIEW}))
        await guest.until(lambda: "refusal" in guest.kinds())

    assert guest.heard[-1] == {"type": "refusal", "board": OVERVIEW, "code": "board_unknown"}


async def test_who_watches_another_board_on_the_same_line_gets_it_whole(quiet: Meet) -> None:
    async with quiet.watch(STANDINGS) as connection:
        guest = Guest(connection)
        await guest.until(lambda: "snapshot" in guest.kinds())
        await connection.send(json.dumps({"type": "watch", "boards": [OVERVIEW, PROGRESS]}))
        await guest.until(lambda: guest.kinds().count("snapshot") == 2)

    last = [frame for frame in guest.heard if frame["type"] in ("snapshot", "refusal")][-2:]
    assert [(frame["type"], frame["board"]) for frame in last] == [
        ("refusal", PROGRESS),
        ("snapshot", OVERVIEW),
    ]


async def test_a_ping_is_answered_with_the_servers_clock(quiet: Meet) -> None:
    async with quiet.watch(STANDINGS) as connection:
        guest = Guest(connection)
        await connection.send(json.dumps({"type": "ping", "t": 17}))
        await guest.until(lambda: "pong" in guest.kinds())

    assert guest.heard[-1]["t"] == 17
    assert guest.heard[-1]["now"] > 1_700_000_000_000


async def test_an_unknown_board_is_refused_and_the_others_are_served(quiet: Meet) -> None:
    async with quiet.watch("standings.cup.other", STANDINGS) as connection:
        guest = Guest(connection)
        await guest.until(lambda: "snapshot" in guest.kinds())

    refusal = {"type": "refusal", "board": "standings.cup.other", "code": "board_unknown"}
    assert guest.heard[0]["boards"] == [STANDINGS]
    assert guest.heard[1] == refusal


async def test_a_slow_client_misses_steps_and_gets_the_newest(meet: Meet) -> None:
    screen = await meet.parts.displays.register()
    assert isinstance(screen, Hung)
    board = f"display.{screen.id}"
    narrow = socket.socket()
    narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    narrow.setblocking(False)
    await asyncio.get_running_loop().sock_connect(narrow, ("127.0.0.1", meet.running.port))
    async with meet.watch(board, max_queue=1, sock=narrow) as connection:
        for step in range(60):  # nobody reads meanwhile: what the buffers cannot hold is skipped
            await meet.parts.displays.change(screen.id, options={"text": f"{step:04}" * 1000})
        newest = meet.parts.displays.get(screen.id)
        assert newest is not None
        guest = Guest(connection)
        await guest.until(lambda: board in guest.screens and guest.screens[board].number >= newest.changed_at)

    assert guest.screens[board].state == as_json(newest)
    assert guest.kinds().count("patch") < 60
    assert gauges(meet)["board_catch_ups"] > 0


def gauges(meet: Meet) -> dict[str, float]:
    return {name: value for figures in meet.parts.figures for name, value in figures().items()}


async def seen_after_freeze(meet: Meet, later: list[Any]) -> list[str]:
    await meet.sheet(0, "5")
    frozen = await meet.does(FreezeBoard(small.FINAL))
    await meet.parts.live.catch_up(small.CUP)
    async with meet.watch(STANDINGS, OVERVIEW) as connection:
        guest = Guest(connection)
        await guest.caught_up(frozen)
        receipt = frozen
        for entry, value, judge in later:
            receipt = await meet.sheet(entry, value, judge)
        await meet.does(CloseRound(small.FINAL, incomplete=True))
        receipt = await meet.does(SetEntryState(small.FINAL, small.ENTRIES[3], "disqualified", "canary-why"))
        await guest.caught_up(receipt)
    async with meet.watch(STANDINGS, OVERVIEW) as connection:
        late = Guest(connection)
        await late.until(lambda: len(late.screens) == 2)
    return [*guest.bytes[1:], *late.bytes[1:], json.dumps(await snapshot(meet))]


async def test_while_frozen_no_byte_depends_on_what_comes_later(tmp_path: Path) -> None:
    found = []
    for name, later in (("a", [(1, "9.5", 0), (2, "7", 1)]), ("b", [(3, "2", 2)])):
        async with a_meet(tmp_path / name, now=lambda: 1_790_000_000_000) as meet:
            found.append(await seen_after_freeze(meet, later))

    assert found[0] == found[1]
    assert len(found[0]) == 5, "two snapshots, two again for who comes later, and one over HTTP"
    assert '"status":"frozen"' in found[0][0]


@pytest.mark.parametrize(("audience", "identity"), [("published", "name"), ("live", "code")])
async def test_before_publication_nobody_learns_who_it_is(
    tmp_path: Path, audience: Audience, identity: Identity
) -> None:
    async with a_meet(tmp_path, audience, identity) as meet:
        async with meet.watch(STANDINGS, OVERVIEW) as connection:
            guest = Guest(connection)
            for entry in range(4):
                receipt = await meet.sheet(entry, "9")
            await guest.caught_up(receipt)
        shown = "".join([*guest.bytes, json.dumps(await snapshot(meet))])

        assert "canary" not in shown
        assert not any(
            f'"{entry}"' in shown or f'"{100 + n}"' in shown for n, entry in enumerate(small.ENTRIES, 1)
        )
        await meet.does(CloseRound(small.FINAL, incomplete=True))
        await meet.does(PublishResults(small.FINAL))
        await meet.parts.live.catch_up(small.CUP)
        assert "canary-e1" in json.dumps(await snapshot(meet))


async def test_a_correction_after_publication_waits_for_the_next(meet: Meet) -> None:
    first = await meet.sheet(0, "5")
    await meet.does(CloseRound(small.FINAL, incomplete=True))
    await meet.does(PublishResults(small.FINAL))
    state = meet.parts.submit.state(small.CUP)
    assert state is not None
    code = state.rounds[small.FINAL].codes[small.ENTRIES[0]]
    changed = small.marks(small.WELD, "6")
    correction = CorrectSheet(small.FINAL, small.WELD, code, small.JUDGES[0], changed, "slip", first.position)
    async with meet.watch(STANDINGS) as connection:
        guest = Guest(connection)
        before = await guest.caught_up(await meet.does(correction))
        assert (before["status"], before["rows"]["e1"]["total"]) == ("official", "10.00")
        after = await guest.caught_up(await meet.does(PublishResults(small.FINAL)))

    assert (after["status"], after["version"], after["rows"]["e1"]["total"]) == ("corrected", 2, "12.00")


async def test_a_screen_is_told_at_once_what_to_show_and_that_it_is_removed(meet: Meet) -> None:
    screen = await meet.parts.displays.register(name="东侧")
    assert isinstance(screen, Hung)
    board = f"display.{screen.id}"
    async with meet.watch(board) as connection:
        guest = Guest(connection)
        await guest.until(lambda: board in guest.screens)
        await meet.parts.displays.change(screen.id, board=STANDINGS)
        await guest.until(lambda: guest.screens[board].state["board"] == STANDINGS)
        await meet.parts.displays.remove(screen.id)

        assert await guest.closed() == 4404


async def test_a_snapshot_over_http_is_the_frame_of_the_socket_and_can_be_cached(meet: Meet) -> None:
    async with httpx2.AsyncClient(base_url=meet.running.base) as client, meet.watch(STANDINGS) as connection:
        guest = Guest(connection)
        await guest.until(lambda: STANDINGS in guest.screens)
        first = await client.get(f"/api/v1/boards/{STANDINGS}")
        tag = first.headers["etag"]
        again = await client.get(f"/api/v1/boards/{STANDINGS}", headers={"if-none-match": tag})
        await guest.caught_up(await meet.sheet(0))
        changed = await client.get(f"/api/v1/boards/{STANDINGS}", headers={"if-none-match": tag})
        private = await client.get(f"/api/v1/boards/{PROGRESS}")

    assert guest.bytes[1] == first.text
    assert "stale-while-revalidate" in first.headers["cache-control"]
    assert (again.status_code, changed.status_code, private.status_code) == (304, 200, 401)


async def test_who_reads_a_board_after_a_receipt_sees_what_was_recorded(meet: Meet) -> None:
    seen = []
    async with httpx2.AsyncClient(base_url=meet.running.base) as client:
        for place in range(3):
            recorded = await meet.sheet(place)
            frame = (await client.get(f"/api/v1/boards/{STANDINGS}")).json()
            seen.append(frame["number"] == recorded.position)

    assert seen == [True, True, True]


async def test_pages_are_there_and_the_only_board_is_found(quiet: Meet) -> None:
    async with httpx2.AsyncClient(base_url=quiet.running.base) as client:
        only = await client.get("/board/")
        answers = {
            path: (await client.get(path)).status_code
            for path in ("/board/?all", "/board/cup/final", "/board/cup/none", "/display/", "/display/abc")
        }

    assert (only.status_code, only.headers["location"]) == (307, "/board/cup/final")
    assert answers == {
        "/board/?all": 200,
        "/board/cup/final": 200,
        "/board/cup/none": 404,
        "/display/": 200,
        "/display/abc": 200,
    }
