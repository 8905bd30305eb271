"""Boards over real sockets, as docs/protocol.md promises them to a stranger."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
import websockets

from server.core.commands_round import CloseRound, PublishResults
from server.core.commands_rulings import SetEntryState
from server.core.commands_sheet import CorrectSheet
from server.core.commands_withheld import FreezeBoard
from server.core.facts_round import Audience, Identity
from server.services.displays import Screen as Hung
from server.services.displays import as_json
from tests.scoreboard.guests import OVERVIEW, PROGRESS, STANDINGS, WORK, Guest, Meet, a_meet
from tests.support import small


@pytest.fixture
async def meet(tmp_path: Path) -> AsyncIterator[Meet]:
    async with a_meet(tmp_path) as running:
        yield running


@pytest.fixture(scope="module")
async def quiet(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Meet]:
    """For tests that record nothing: one meet for all of them."""
    async with a_meet(tmp_path_factory.mktemp("quiet")) as running:
        yield running


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


@pytest.mark.parametrize(("board", "code"), [("standings.cup.other", 4404), (PROGRESS, 4401), (WORK, 4401)])
async def test_who_may_see_nothing_is_told_why_and_shown_out(quiet: Meet, board: str, code: int) -> None:
    async with quiet.watch(board) as connection:
        assert await Guest(connection).closed() == code


async def organiser(meet: Meet) -> str:
    sign_ins = meet.parts.sign_ins
    _, token = await sign_ins.set_up(sign_ins.setup_code or "", "boss", "a long password", "127.0.0.1")
    return token


async def test_the_organiser_watches_progress_and_it_is_never_frozen(meet: Meet) -> None:
    headers = {"Authorization": f"Bearer {await organiser(meet)}"}
    await meet.does(FreezeBoard(small.FINAL))
    async with meet.watch(PROGRESS, WORK, additional_headers=headers) as connection:
        guest = Guest(connection)
        state = await guest.caught_up(await meet.sheet(0), PROGRESS)

    assert state["rows"]["e1"]["total"] == "10.00"
    assert state["rows"]["e1"]["name"] == {"zh": "canary-e1", "en": "canary-e1"}
    assert (state["sheets_in"], state["sheets_due"]) == (1, 20)


async def test_a_judge_hears_the_bell_of_their_own_competition_only(meet: Meet) -> None:
    (card,) = await meet.parts.sign_ins.new_cards(small.CUP, [(small.JUDGES[0], "王裁判")])
    _, token = await meet.parts.sign_ins.pair(card.card, card.pin, "tablet", "127.0.0.1")
    protocols = ["jinchui", f"bearer.{token}"]
    async with meet.watch(WORK, PROGRESS, "work.other", subprotocols=protocols) as connection:
        guest = Guest(connection)
        await guest.until(lambda: WORK in guest.screens)
        before = guest.screens[WORK].state
        receipt = await meet.does(SetEntryState(small.FINAL, small.ENTRIES[0], "withdrawn", "ill"))
        after = await guest.caught_up(receipt, WORK)

    assert connection.subprotocol == "jinchui"
    assert [m["code"] for m in guest.heard if m["type"] == "refusal"] == ["not_allowed", "not_allowed"]
    assert before["position"] < after["position"] == receipt.position


async def test_when_a_sign_in_ends_its_sockets_are_closed(meet: Meet) -> None:
    token = await organiser(meet)
    headers = {"Authorization": f"Bearer {token}"}
    async with meet.watch(PROGRESS, additional_headers=headers) as connection:
        guest = Guest(connection)
        await guest.until(lambda: PROGRESS in guest.screens)
        await meet.parts.sign_ins.sign_out(token)

        assert await guest.closed() == 4401


async def test_a_page_of_another_site_is_not_let_in(quiet: Meet) -> None:
    with pytest.raises(websockets.InvalidStatus) as refused:
        async with quiet.watch(STANDINGS, origin="https://elsewhere.example"):
            pass

    assert refused.value.response.status_code == 403
    assert json.loads(refused.value.response.body)["code"] == "cross_site"


async def test_one_address_has_so_many_connections_and_no_more(tmp_path: Path) -> None:
    async with a_meet(tmp_path, sockets_per_address=1) as meet, meet.watch(STANDINGS) as first:
        guest = Guest(first)
        await guest.until(lambda: STANDINGS in guest.screens)
        with pytest.raises(websockets.InvalidStatus) as refused:
            async with meet.watch(STANDINGS):
                pass
        assert refused.value.response.status_code == 429
        await first.close()
        async with meet.watch(STANDINGS) as next_one:
            assert (await Guest(next_one).hear())["type"] == "hello"


async def test_a_placed_screen_and_who_signed_in_do_not_count_for_their_address(tmp_path: Path) -> None:
    token = "5" * 32
    async with a_meet(tmp_path, sockets_per_address=1, sockets=2) as meet, meet.watch(STANDINGS):
        screen = await meet.parts.displays.register()
        assert isinstance(screen, Hung)
        assert await meet.parts.screen_tokens.claim(screen.id, token)

        async def tried(token: str) -> str:
            protocols = ["jinchui", f"screen.{token}"]
            try:
                async with meet.watch(f"display.{screen.id}", STANDINGS, subprotocols=protocols) as own:
                    return str((await Guest(own).hear())["type"])
            except websockets.InvalidStatus as refused:
                return str(refused.response.status_code)

        nobody_placed_it = await tried(token)
        await meet.parts.displays.change(screen.id, name="主席台")

        assert (nobody_placed_it, await tried("6" * 32), await tried(token)) == ("429", "429", "hello")


@pytest.mark.parametrize(
    "query",
    [
        "?",
        "?board=a&board=a",
        "?" + "&".join(f"board=b{n}" for n in range(17)),
        "?board=" + "x" * 200,
        "?board=a&after=x",
        "?board=a&after=-1",
        "?board=a&board=b&board=c&after=1&after=2",
        "?board=a&after=1&epoch=" + "e" * 100,
    ],
)
async def test_a_question_that_makes_no_sense_is_closed_with_1008(quiet: Meet, query: str) -> None:
    url = quiet.running.base.replace("http", "ws", 1) + "/ws/v1/boards" + query
    async with websockets.connect(url) as connection:
        assert await Guest(connection).closed() == 1008


@pytest.mark.parametrize(
    "message",
    [
        "",
        "x",
        "[]",
        "{}",
        '{"type":"resync"}',
        '{"type":"ping","t":true}',
        '{"type":"bye"}',
        '{"type":"watch"}',
        '{"type":"watch","boards":[]}',
        '{"type":"watch","boards":["a","a"]}',
        '{"type":"watch","boards":[1]}',
        '{"type":"watch","boards":["a"],"more":1}',
        json.dumps({"type": "watch", "boards": [f"b{n}" for n in range(17)]}),
        json.dumps({"type": "watch", "boards": ["x" * 131]}),
    ],
)
async def test_a_message_that_is_none_is_closed_with_1008(quiet: Meet, message: str) -> None:
    async with quiet.watch(STANDINGS) as connection:
        await connection.send(message)
        assert await Guest(connection).closed() == 1008


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
