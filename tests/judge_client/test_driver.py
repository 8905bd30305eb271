"""The tablet without a screen keeps the promises of the one with: same id until a receipt, nothing forgotten before."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from judge_client.driver import Refused, Tablet
from judge_client.http_line import HttpLine, Unreachable
from tests.judge_client.venue import MARKS, SCHEME
from tests.support.server import Client, Server, good, new_key, roster, running_server

Cards = list[dict[str, str]]


@pytest_asyncio.fixture(loop_scope="session")
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    async with running_server(tmp_path) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def cards(server: Server) -> Cards:
    organiser: Client = await server.organiser()
    both = {"zh": "决赛", "en": "Final"}
    cup = {"id": "cup", "title": both, "place": "", "days": []}
    good(await organiser.post("competitions", cup, key=new_key()))
    await organiser.do("cup", "add_event", event="weld", title=both, scheme=SCHEME)
    good(await organiser.upload("cup", "weld", roster(4).encode()))
    round_ = {"round": "final", "event": "weld", "title": both}
    await organiser.do("cup", "add_round", **round_, audience="live", identity="name")
    await organiser.do("cup", "make_draw", round="final", seed="test")
    names = {"names": ["甲", "乙"]}
    made: Cards = good(await organiser.post("competitions/cup/officials", names, key=new_key()))
    judges = [one["id"] for one in made]
    await organiser.do("cup", "set_panel", round="final", module="practice", judges=judges)
    await organiser.do("cup", "open_round", round="final", reason="")
    return made


async def test_a_judge_pairs_by_short_code_and_marks_all_sheets_in_running_order(
    server: Server, cards: Cards
):
    async with Tablet(server.base, "t") as tablet:
        judge = await tablet.pair(cards[0]["code"], cards[0]["pin"])
        sheets = await tablet.open_sheets()
        receipts = [await tablet.submit(sheet, tablet.mark(sheet)) for sheet in sheets]

        assert judge == {"id": cards[0]["id"], "name": "甲"}
        assert [sheet.order for sheet in sheets] == [1, 2, 3, 4]
        positions = [receipt["position"] for receipt in receipts]
        assert positions == sorted(set(positions))
        assert await tablet.open_sheets() == []
        assert (tablet.counts.recorded, tablet.outbox) == (4, [])


async def test_a_wrong_pin_is_refused(server: Server, cards: Cards):
    wrong = "111111" if cards[0]["pin"] != "111111" else "222222"
    async with Tablet(server.base) as tablet:
        with pytest.raises(Refused, match="pairing_wrong"):
            await tablet.pair(cards[0]["card"], wrong)


async def test_the_same_command_again_gets_the_same_receipt(server: Server, cards: Cards):
    async with Tablet(server.base) as tablet:
        await tablet.pair(cards[0]["card"], cards[0]["pin"])
        waiting = tablet.keep((await tablet.open_sheets())[0], MARKS)
        first = await tablet.deliver(waiting)
        again = await tablet.deliver(waiting)

        assert (first["fresh"], again["fresh"]) == (True, False)
        assert (first["position"], first["hash"]) == (again["position"], again["hash"])
        assert tablet.counts.repeats == 1


async def test_a_refused_sheet_leaves_the_outbox_with_its_reason(server: Server, cards: Cards):
    async with Tablet(server.base) as tablet:
        await tablet.pair(cards[0]["card"], cards[0]["pin"])
        sheet = (await tablet.open_sheets())[0]

        with pytest.raises(Refused, match="mark_missing"):
            await tablet.submit(sheet, {"surface": {"level": "2"}})

        assert (tablet.outbox, tablet.counts.refused) == ([], 1)


async def test_with_nobody_there_a_sheet_stays_and_is_sent_when_somebody_is(server: Server, cards: Cards):
    waits: list[float] = []
    home = HttpLine(server.base)

    async def wait(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 5:
            tablet._line = home  # the server is back

    async with Tablet(server.base, wait=wait) as tablet:
        await tablet.pair(cards[0]["card"], cards[0]["pin"])
        sheet = (await tablet.open_sheets())[0]
        await tablet.close()
        tablet._line = HttpLine("http://127.0.0.1:9")
        receipt = await tablet.submit(sheet, MARKS)

        assert receipt["fresh"]
        assert (len(waits), tablet.counts.tries) == (5, 6)
        assert max(waits) <= 10


async def test_work_that_did_not_change_is_not_sent_again(server: Server, cards: Cards):
    async with Tablet(server.base) as tablet:
        await tablet.pair(cards[0]["card"], cards[0]["pin"])
        first = await tablet.work()

        assert await tablet.work() is first


async def test_a_line_that_breaks_in_the_middle_of_an_answer_is_no_answer():
    async def half(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"position"')
        writer.close()

    async with await asyncio.start_server(half, "127.0.0.1", 0) as listening:
        line = HttpLine(f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}")
        with pytest.raises(Unreachable):
            await line.ask("GET", "/")


async def test_chunked_answers_are_read_whole():
    async def chunks(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n[1,\r\n2\r\n2]\r\n0\r\n\r\n")
        await reader.read()
        writer.close()

    async with await asyncio.start_server(chunks, "127.0.0.1", 0) as listening:
        line = HttpLine(f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}")
        answer = await line.ask("GET", "/")
        await line.close()

        assert answer.json() == [1, 2]
