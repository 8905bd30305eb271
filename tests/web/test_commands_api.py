"""Commands through the door: receipts, exactly once, and every odd body refused without a trace."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from tests.support.server import Client, Cup, Server, good, marks, new_key, refused


@pytest.fixture(scope="module")
async def cup(server: Server, organiser: Client) -> Cup:
    return await server.cup(organiser, id_="commands", entries=6)


async def sheet(cup: Cup, place: int) -> tuple[str, str, Any]:
    """A module, a code and marks for it."""
    module = (await cup.judges[0].work())["rounds"][0]["modules"][0]
    return module["module"]["id"], cup.codes[place], marks(module)


async def test_a_sheet_is_recorded_once_however_often_it_is_sent(organiser: Client, cup: Cup) -> None:
    judge, key = cup.judges[0], new_key()
    module, code, filled = await sheet(cup, 0)

    answers = await asyncio.gather(
        *(judge.submit(cup.id, cup.round, module, code, filled, key=key) for _ in range(5))
    )
    receipts = [good(answer) for answer in answers]
    other = await judge.submit(cup.id, cup.round, module, cup.codes[1], filled, key=key)
    twice = await judge.submit(cup.id, cup.round, module, code, filled)

    assert sorted(receipt.pop("fresh") for receipt in receipts) == [False] * 4 + [True]
    assert all(receipt == receipts[0] for receipt in receipts)
    assert refused(other) == (409, "command_id_reused")
    assert refused(twice) == (409, "sheet_submitted_already")
    assert twice.json()["params"] == {"position": receipts[0]["position"]}


async def test_a_correction_names_what_it_replaces_and_keeps_what_was(organiser: Client, cup: Cup) -> None:
    judge = cup.judges[0]
    module, code, filled = await sheet(cup, 1)
    receipt = good(await judge.submit(cup.id, cup.round, module, code, filled))
    where = {"round": cup.round, "module": module, "code": code, "judge": judge.id}
    changed = json.loads(json.dumps(filled))
    aspect, box = next((a, b) for a, fields in filled.items() for b in fields if fields[b] != "no")
    changed[aspect][box] = "1"

    no_reason = await organiser.command(
        cup.id, "correct_sheet", **where, marks=changed, reason=" ", replaces=receipt["position"]
    )
    done = await organiser.do(
        cup.id, "correct_sheet", **where, marks=changed, reason="写错", replaces=receipt["position"]
    )
    late = await organiser.command(
        cup.id, "correct_sheet", **where, marks=filled, reason="再改", replaces=receipt["position"]
    )

    assert refused(no_reason) == (422, "reason_missing")
    assert refused(late) == (409, "sheet_changed_meanwhile")
    path = f"competitions/{cup.id}/rounds/{cup.round}/sheets/{module}/{code}/{judge.id}"
    shown = await organiser.ask(path)
    assert (shown["position"], shown["corrected"], shown["marks"]) == (done["position"], True, changed)
    assert [(one["position"], one["reason"], one["marks"]) for one in shown["history"]] == [
        (receipt["position"], "", filled),
        (done["position"], "写错", changed),
    ]


async def test_a_refusal_calls_an_aspect_by_its_title_in_the_readers_language(cup: Cup) -> None:
    judge = cup.judges[0]
    module, code, filled = await sheet(cup, 2)
    aspect = next(iter(filled))
    there = (await judge.work())["rounds"][0]["modules"][0]["module"]
    title = next(
        one["title"] for sub in there["sub_criteria"] for one in sub["aspects"] if one["id"] == aspect
    )
    less = {name: boxes for name, boxes in filled.items() if name != aspect}

    answer = await judge.submit(cup.id, cup.round, module, code, less)
    body = answer.json()

    assert refused(answer) == (422, "mark_missing")
    assert body["params"]["aspect"] == aspect
    assert body["names"] == {"aspect": title}
    assert title["en"] in body["detail"]
    assert title["zh"] != aspect


BODIES: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "malformed"),
    "no JSON": (b"{", "malformed"),
    "no object": (b"[]", "malformed"),
    "null": (b"null", "malformed"),
    "no kind": (b"{}", "malformed"),
    "an unknown kind": (b'{"kind":"win"}', "malformed"),
    "a field we do not know": (b'{"kind":"open_round","round":"final","reason":"","x":1}', "malformed"),
    "a key twice": (b'{"kind":"open_round","round":"final","round":"other","reason":""}', "malformed"),
    "a number for a text": (b'{"kind":"open_round","round":1,"reason":""}', "malformed"),
    "NaN": (b'{"kind":"open_round","round":NaN}', "malformed"),
    "no UTF-8": (b'{"kind":"open_round","round":"\xff"}', "malformed"),
    "half a character": (rb'{"kind":"open_round","round":"\ud800"}', "malformed"),
    "a bottomless list": (b"[" * 60_000, "malformed"),
    "a bottomless object": (b'{"a":' * 10_000, "malformed"),
    "a number of many digits": (b'{"kind":"open_round","round":' + b"9" * 10_000 + b"}", "malformed"),
    "a hidden end": (b'{"kind":"open_round","round":"final\\u0000","reason":""}', "round_unknown"),
}


@pytest.mark.parametrize("body", BODIES.values(), ids=list(BODIES))
async def test_an_odd_body_is_refused_and_leaves_nothing(
    organiser: Client, cup: Cup, body: tuple[bytes, str]
) -> None:
    before = (await organiser.ask(f"competitions/{cup.id}"))["position"]

    answer = await organiser.request(
        "POST",
        f"competitions/{cup.id}/commands",
        content=body[0],
        headers={"Content-Type": "application/json", "Idempotency-Key": new_key()},
    )

    assert refused(answer)[1] == body[1]
    assert (await organiser.ask(f"competitions/{cup.id}"))["position"] == before


@pytest.mark.parametrize(
    ("kind", "said"), [("open_round", (403, "not_allowed")), ("win", (422, "malformed"))]
)
async def test_who_may_not_give_a_command_does_not_hear_how_it_is_written(
    cup: Cup, kind: str, said: tuple[int, str]
) -> None:
    answer = await cup.judges[0].client.command(cup.id, kind, nonsense=1)

    assert refused(answer) == said


@pytest.mark.parametrize("key", ["", "x", "A" * 32, "0" * 31, "0" * 33, "g" * 32])
async def test_a_command_needs_an_id_of_its_own(organiser: Client, cup: Cup, key: str) -> None:
    answer = await organiser.request(
        "POST", f"competitions/{cup.id}/commands", json={}, headers={"Idempotency-Key": key} if key else {}
    )

    assert refused(answer) == (422, "command_id_invalid")


async def test_a_body_of_another_kind_or_size_is_not_even_read(organiser: Client, cup: Cup) -> None:
    path, key = f"competitions/{cup.id}/commands", {"Idempotency-Key": new_key()}
    judge = cup.judges[0].client
    large = b'{"kind":"submit_sheet","comment":"' + b"x" * 70_000 + b'"}'

    async def endless() -> Any:
        for _ in range(100):
            yield b" " * 1024

    text = await organiser.request("POST", path, content=b"{}", headers={**key, "Content-Type": "text/plain"})
    json_type = {**key, "Content-Type": "application/json; charset=utf-8"}
    too_large = await judge.request("POST", path, content=large, headers=json_type)
    chunked = await judge.request("POST", path, content=endless(), headers=json_type)

    assert refused(text) == (415, "unsupported_media_type")
    assert refused(too_large) == (413, "body_too_large")
    assert refused(chunked) == (413, "body_too_large")


async def test_a_competition_that_is_not_there_is_unknown(organiser: Client, cup: Cup) -> None:
    for path in ("competitions/nowhere", "competitions/nowhere/officials", "competitions/nowhere/facts"):
        assert refused(await organiser.get(path)) == (404, "competition_unknown")
    answer = await organiser.command("nowhere", "open_round", round="final", reason="")
    assert refused(answer) == (404, "competition_unknown")
    assert refused(await organiser.get(f"competitions/{cup.id}/rounds/nowhere/progress")) == (
        404,
        "round_unknown",
    )
    assert refused(await organiser.get(f"competitions/{cup.id}/rounds/final/entries/x/working")) == (
        404,
        "entry_unknown",
    )
    assert refused(await organiser.get("schemes/nowhere")) == (404, "scheme_unknown")


async def test_the_same_competition_begins_once(organiser: Client, cup: Cup) -> None:
    body = {"id": cup.id, "title": {"zh": "另", "en": "other"}, "place": "", "days": []}

    again = await organiser.post("competitions", body, key=new_key())
    odd = await organiser.post("competitions", {**body, "id": "Übung 1"}, key=new_key())
    untitled = await organiser.post(
        "competitions", {**body, "id": "x1", "title": {"zh": "", "en": "a"}}, key=new_key()
    )

    assert refused(again) == (409, "competition_exists")
    assert refused(odd) == (422, "id_invalid")
    assert refused(untitled) == (422, "text_missing")


async def test_the_whole_ledger_can_be_read_and_verified_elsewhere(organiser: Client, cup: Cup) -> None:
    from server.services.wire import parse_record

    everything = await organiser.get(f"competitions/{cup.id}/facts")
    rest = await organiser.get(f"competitions/{cup.id}/facts?after=3")

    records = [parse_record(line) for line in everything.text.splitlines()]
    assert [record.position for record in records] == list(range(1, len(records) + 1))
    assert [b.previous for b in records[1:]] == [a.hash for a in records[:-1]]
    assert everything.headers["content-type"].startswith("application/x-ndjson")
    assert rest.text.splitlines() == everything.text.splitlines()[3:]
    assert refused(await organiser.get(f"competitions/{cup.id}/facts?after=-1")) == (422, "malformed")


async def test_working_explains_a_total_down_to_each_mark_in_the_readers_language(
    organiser: Client, cup: Cup
) -> None:
    module, code, filled = await sheet(cup, 2)
    good(await cup.judges[0].submit(cup.id, cup.round, module, code, filled))
    entry = next(d["entry"] for d in cup.overview["events"][0]["rounds"][0]["order"] if d["code"] == code)

    path = f"competitions/{cup.id}/rounds/{cup.round}/entries/{entry}/working"
    zh, en = await organiser.ask(path + "?lang=zh"), await organiser.ask(path + "?lang=en")

    assert zh["working"] == en["working"]
    assert zh["text"] != en["text"]
    assert len(zh["text"]) > 5
    assert any(cup.judges[0].name in line for line in zh["text"])
