"""Pictures beside the ledger: a judge lays down what a recorded sheet names, and sees no colleague's."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest

from server.core.evidence import Evidence, content_hash
from server.core.ids import OfficialId
from server.services.pictures import name_of
from tests.support.pictures import EXIF, jpeg, png
from tests.support.server import Client, Cup, Judge, Server, good, marks, new_key, refused

PHOTO, SIGN, LEVEL = png(grey=10), png(grey=20), png(grey=30)


async def send(client: Client, path: str, data: bytes) -> httpx2.Response:
    return await client.request("POST", path, files={"file": ("p.png", data)})


def place(cup: Cup, module: str) -> str:
    return f"competitions/{cup.id}/rounds/{cup.round}/sheets/{module}/{cup.codes[0]}/files"


async def sheet_of(judge: Judge, cup: Cup, **more: Any) -> tuple[str, dict[str, Any]]:
    part = (await judge.work())["rounds"][0]["modules"][0]
    body = {
        "kind": "submit_sheet",
        "round": cup.round,
        "module": part["module"]["id"],
        "code": cup.codes[0],
        "marks": marks(part),
        "comment": "",
        "evidence": [{"file": name_of(PHOTO), "what": "photo", "aspect": None}],
        **more,
    }
    return part["module"]["id"], body


async def handed_in(judge: Judge, cup: Cup, body: dict[str, Any]) -> httpx2.Response:
    return await judge.client.post(f"competitions/{cup.id}/commands", body, key=new_key())


def content_of(judge: Judge, body: dict[str, Any]) -> str:
    evidence = [Evidence(**one) for one in body["evidence"]]
    return content_hash(
        body["round"],
        body["module"],
        body["code"],
        OfficialId(judge.id),
        body["marks"],
        body["comment"],
        evidence,
    )


async def test_evidence_follows_its_sheet_and_only_it(server: Server, organiser: Client) -> None:
    cup = await server.cup(organiser, id_="photo", scheme="welding", entries=2)
    anna, ben = cup.judges[0], cup.judges[1]
    module, body = await sheet_of(anna, cup)
    path = place(cup, module)

    before = await send(anna.client, path, PHOTO)
    good(await handed_in(anna, cup, body))
    other = await send(anna.client, path, SIGN)
    theirs = await send(ben.client, path, PHOTO)
    kept = good(await send(anna.client, path, PHOTO))
    again = good(await send(anna.client, path, PHOTO))

    assert refused(before) == refused(other) == refused(theirs) == (409, "file_not_named")
    assert kept == again == {"file": name_of(PHOTO), "bytes": len(PHOTO)}


async def test_evidence_of_a_run_that_is_done_again_still_arrives(server: Server, organiser: Client) -> None:
    cup = await server.cup(organiser, id_="again", scheme="welding", entries=2)
    anna = cup.judges[0]
    module, body = await sheet_of(anna, cup)
    good(await handed_in(anna, cup, body))
    entry = cup.overview["events"][0]["rounds"][0]["order"][0]["entry"]
    again = {"round": cup.round, "entry": entry, "modules": [module], "reason": "the power failed"}
    await organiser.do(cup.id, "order_rerun", **again)

    kept = good(await send(anna.client, place(cup, module), PHOTO))

    assert kept["file"] == name_of(PHOTO)


async def test_the_desk_sees_evidence_beside_the_sheet_and_colleagues_do_not(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="seen", scheme="welding", entries=2)
    anna, ben = cup.judges[0], cup.judges[1]
    module, body = await sheet_of(anna, cup)
    good(await handed_in(anna, cup, body))
    sheet = f"competitions/{cup.id}/rounds/{cup.round}/sheets/{module}/{cup.codes[0]}/{anna.id}"
    named = (await organiser.ask(sheet))["evidence"]
    good(await send(anna.client, place(cup, module), PHOTO))

    picture = f"competitions/{cup.id}/files/{name_of(PHOTO)}"
    shown = await organiser.get(picture)

    assert named == [{"file": name_of(PHOTO), "what": "photo", "aspect": None, "here": False}]
    assert (await organiser.ask(sheet))["evidence"][0]["here"] is True
    assert (shown.content, shown.headers["content-type"]) == (PHOTO, "image/png")
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert refused(await ben.client.get(picture)) == (404, "file_unknown")
    assert refused(await anna.client.get(picture)) == (404, "file_unknown")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (jpeg(4, 3, EXIF), "picture_holds_more"),
        (b"<html>", "picture_unreadable"),
        (b"\x89PNG", "picture_unreadable"),
    ],
)
async def test_a_picture_that_tells_more_is_refused(organiser: Client, data: bytes, code: str) -> None:
    cup = f"odd-{len(data)}"
    body = {"id": cup, "title": {"zh": "杯", "en": "Cup"}, "place": "", "days": []}
    good(await organiser.post("competitions", body, key=new_key()))

    assert refused(await send(organiser, f"competitions/{cup}/files", data)) == (422, code)


async def test_a_large_picture_is_refused(server: Server, organiser: Client) -> None:
    cup = await server.cup(organiser, id_="large", entries=2)

    answer = await send(organiser, f"competitions/{cup.id}/files", png() + bytes(600 * 1024))

    assert refused(answer) == (413, "body_too_large")


async def test_pictures_of_levels_reach_the_judges_with_their_work(server: Server, organiser: Client) -> None:
    cup = await server.cup(organiser, id_="levels", scheme="welding", entries=2)
    whole = await organiser.ask("schemes/welding")
    aspects = [
        aspect
        for part in whole["modules"]
        for sub in part["sub_criteria"]
        for aspect in sub["aspects"]
        if aspect["rule"]["kind"] in ("judgement", "rubric")
    ]
    name = good(await send(organiser, f"competitions/{cup.id}/files", LEVEL))["file"]
    picture = {"aspect": aspects[0]["id"], "level": 1, "picture": name}
    rules = {"signature": False, "phrases": [{"zh": "气孔", "en": "Porosity"}], "pictures": [picture]}
    await organiser.do(cup.id, "set_sheet_rules", event=cup.event, rules=rules)
    judge = cup.judges[0]

    assert (await judge.work())["rounds"][0]["event"]["sheet_rules"] == rules
    shown = await judge.client.get(f"competitions/{cup.id}/files/{name}")
    assert (shown.status_code, shown.content) == (200, LEVEL)


async def test_where_signatures_are_asked_for_a_sheet_is_signed_as_it_stands(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="signed", entries=2)
    rules = {"signature": True, "phrases": [], "pictures": []}
    await organiser.do(cup.id, "set_sheet_rules", event=cup.event, rules=rules)
    anna = cup.judges[0]
    module, body = await sheet_of(anna, cup)
    signature = {"content": content_of(anna, body), "image": name_of(SIGN), "way": "hand"}

    unsigned = await handed_in(anna, cup, body)
    moved = await handed_in(anna, cup, {**body, "comment": "more", "signature": signature})
    good(await handed_in(anna, cup, {**body, "signature": signature}))
    good(await send(anna.client, place(cup, module), SIGN))

    sheet = f"competitions/{cup.id}/rounds/{cup.round}/sheets/{module}/{cup.codes[0]}/{anna.id}"
    assert refused(unsigned) == (422, "signature_missing")
    assert refused(moved) == (422, "signature_differs")
    assert (await organiser.ask(sheet))["signature"] == {**signature, "here": True}
