"""Public snapshots: for everyone and every cache, and never more than the public may see."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from tests.support.server import Client, Cup, Server, good, marks, refused


async def hand_in(cup: Cup, code: str, share: str = "0.5") -> None:
    """Every judge hands in every sheet of one entry."""
    for judge in cup.judges:
        for module in (await judge.work())["rounds"][0]["modules"]:
            good(await judge.submit(cup.id, cup.round, module["module"]["id"], code, marks(module, share)))


async def read(client: Client, cup: Cup, path: str = "") -> Any:
    return good(await client.get(f"public/competitions/{cup.id}{path}"))


async def test_everyone_reads_a_competition_and_its_table(server: Server, organiser: Client) -> None:
    cup = await server.cup(organiser, id_="seen", scheme="welding")
    await hand_in(cup, cup.codes[0])
    anybody = await server.client()

    home = await read(anybody, cup)
    table = await read(anybody, cup, f"/rounds/{cup.round}/standings")

    assert home["events"][0]["rounds"][0]["leaders"][0]["entry"] == table["order"][0]
    assert table["rows"][table["order"][0]]["rank"] == 1


async def test_strangers_who_ask_for_boards_wait_for_their_turn_and_whoever_works_here_does_not(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="turns")
    anybody = await server.client()
    path = f"boards/standings.{cup.id}.{cup.round}"

    async with server.parts.turns.turn():
        stranger = asyncio.create_task(anybody.get(path))
        seen = [good(await organiser.get(path)) for _ in range(20)]
        assert not stranger.done()

    assert good(await stranger) == seen[-1]


async def test_a_snapshot_that_is_held_costs_no_bytes_and_may_stand_in_caches(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="cached")
    anybody = await server.client()
    path = f"public/competitions/{cup.id}/rounds/{cup.round}/standings"
    first = await anybody.get(path)

    again = await anybody.get(path, headers={"If-None-Match": first.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["cache-control"] == "public, max-age=2, stale-while-revalidate=30"
    assert first.headers["access-control-allow-origin"] == "*"
    assert first.headers["content-encoding"] == "gzip"
    assert "set-cookie" not in first.headers


async def test_an_entry_is_told_why_how_and_what_is_still_possible(server: Server, organiser: Client) -> None:
    cup = await server.cup(organiser, id_="entry", scheme="welding")
    await hand_in(cup, cup.codes[0])
    anybody = await server.client()
    first = (await read(anybody, cup, f"/rounds/{cup.round}/standings"))["order"][0]

    shown = await read(anybody, cup, f"/rounds/{cup.round}/entries/{first}")

    assert shown["history"][-1]["rank"] == 1
    assert shown["outlook"]["best_rank"] == 1
    assert shown["why"]["modules"][0]["points"]
    assert not any(judge.id in json.dumps(shown) or judge.name in json.dumps(shown) for judge in cup.judges)


async def test_before_publication_nothing_of_a_hidden_round_is_sent(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="hidden", audience="published")
    await hand_in(cup, cup.codes[0])
    anybody = await server.client()

    for path in (
        "",
        f"/rounds/{cup.round}/standings",
        f"/rounds/{cup.round}/outlook",
        "/records",
        "/find?q=1",
    ):
        sent = json.dumps(await read(anybody, cup, path), ensure_ascii=False)
        assert not any(entry in sent for entry in cup.entries)
        assert "王伟" not in sent
    answer = await anybody.get(f"public/competitions/{cup.id}/rounds/{cup.round}/entries/{cup.entries[0]}")
    assert refused(answer) == (404, "entry_unknown")


async def test_a_blind_round_is_known_by_codes_only(server: Server, organiser: Client) -> None:
    cup = await server.cup(organiser, id_="blind", identity="code")
    await hand_in(cup, cup.codes[0])
    anybody = await server.client()
    name = await anybody.get(f"public/competitions/{cup.id}/rounds/{cup.round}/entries/{cup.entries[0]}")
    code = await read(anybody, cup, f"/rounds/{cup.round}/entries/{cup.codes[0]}")

    assert refused(name) == (404, "entry_unknown")
    assert not any(entry in json.dumps(code) for entry in cup.entries)
    assert (await read(anybody, cup, "/find?q=王"))["found"] == []


async def test_an_entry_is_found_by_name_number_or_delegation(server: Server, organiser: Client) -> None:
    cup = await server.cup(organiser, id_="find")
    anybody = await server.client()

    found = [
        [one["number"] for one in (await read(anybody, cup, f"/find?q={q}"))["found"]]
        for q in ("王伟", "wang", "102", "造船厂", "")
    ]

    assert found == [["101"], ["101"], ["102"], ["103"], []]


async def test_the_feed_tells_what_everybody_may_know_and_goes_on_where_one_stopped(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="feed", scheme="forklift")
    await hand_in(cup, cup.codes[0])
    await organiser.do(cup.id, "freeze_board", round=cup.round)
    await hand_in(cup, cup.codes[1])
    anybody = await server.client()

    async def lines(after: int) -> list[Any]:
        answer = await anybody.get(f"public/competitions/{cup.id}/events?after={after}")
        assert answer.headers["content-type"].startswith("application/x-ndjson")
        return [json.loads(line) for line in answer.text.splitlines()]

    told = await lines(0)
    changed = [one for one in told if one["kind"] == "result_changed"]

    assert told[0]["kind"] == "competition_created"
    assert told[-1]["kind"] == "board_frozen"
    assert len({one["entry"] for one in changed}) == 1
    assert await lines(told[-2]["position"]) == told[-1:]
