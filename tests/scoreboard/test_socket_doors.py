"""Who is let in at the socket of boards, and who is shown out: sign-ins, sites, addresses, messages that are none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import websockets

from server.core.commands_rulings import SetEntryState
from server.core.commands_withheld import FreezeBoard
from server.services.displays import Screen as Hung
from tests.scoreboard.guests import PROGRESS, STANDINGS, WORK, Guest, Meet, a_meet
from tests.support import small


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
