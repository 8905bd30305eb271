"""Approval through the API: what chief judge, judges, the public and both calculations make of it."""

from __future__ import annotations

from typing import Any

from server.core.ids import CompetitionId
from server.services.verify import Verifier
from tests.support.server import Client, Cup, Judge, Server, good, marks, refused


async def _hand_in(cup: Cup, *codes: str, without: str = "") -> None:
    """Every sheet of these entries, but those of one judge."""
    for module, panel in cup.panels.items():
        for judge in map(cup.judge, panel):
            if judge.id == without:
                continue
            filled = marks(await _part(judge, module))
            for code in codes:
                good(await judge.submit(cup.id, cup.round, module, code, filled))


async def _part(judge: Judge, module: str) -> Any:
    parts = (await judge.work())["rounds"][0]["modules"]
    return next(one for one in parts if one["module"]["id"] == module)


async def _locked(judge: Judge) -> dict[str, bool]:
    """Of every sheet by code whether it is locked."""
    (part, *_) = (await judge.work())["rounds"][0]["modules"]
    return {sheet["code"]: sheet.get("locked", False) for sheet in part["sheets"]}


async def _progress(client: Client, cup: Cup) -> Any:
    return await client.ask(f"competitions/{cup.id}/rounds/{cup.round}/progress")


def _rows(progress: Any) -> dict[str, Any]:
    """By code."""
    return {row["code"]: {**row, "entry": entry} for entry, row in progress["rows"].items()}


async def test_what_is_ready_is_approved_locked_on_tablets_and_felt_by_nobody_else(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="approved", entries=2)
    chief, (first, second) = await server.official(organiser, cup, "chief"), cup.codes
    await _hand_in(cup, first)
    public = f"public/competitions/{cup.id}/rounds/{cup.round}/standings"
    seen_by_all = await (await server.client()).get(public)
    progress = await _progress(chief, cup)
    rows = _rows(progress)

    receipt = await chief.do(
        cup.id,
        "approve_entries",
        round=cup.round,
        entries=[rows[first]["entry"]],
        seen=progress["seen"],
    )
    after = _rows(await _progress(chief, cup))
    still = await (await server.client()).get(public)
    penalty = await organiser.command(
        cup.id,
        "set_entry_state",
        round=cup.round,
        entry=rows[first]["entry"],
        state="withdrawn",
        reason="",
    )

    assert rows[first]["lacks"] == []
    assert {one["kind"] for one in rows[second]["lacks"]} == {"sheet"}
    assert after[first]["approved"]["position"] == receipt["position"]
    assert "lacks" not in after[first]
    assert await _locked(cup.judges[0]) == {first: True, second: False}
    assert (seen_by_all.status_code, still.content) == (200, seen_by_all.content)
    assert still.headers["etag"] == seen_by_all.headers["etag"]
    assert refused(penalty) == (409, "entry_approved")


async def test_who_is_not_ready_is_named_with_what_is_lacking_in_words(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="lacking", entries=2)
    await _hand_in(cup, cup.codes[0])
    progress = await _progress(organiser, cup)

    answer = await organiser.command(
        cup.id, "approve_entries", round=cup.round, entries=list(progress["rows"]), seen=progress["seen"]
    )
    problem = answer.json()

    assert refused(answer) == (409, "entries_not_ready")
    assert problem["params"]["count"] == 1
    assert problem["names"]["lacks"] == {
        "zh": f"{cup.codes[1]}：评分表未交",
        "en": f"{cup.codes[1]}: sheet missing",
    }
    assert f"{cup.codes[1]}: sheet missing" in problem["detail"]


async def test_a_late_sheet_of_an_approved_entry_comes_back_to_its_tablet_and_is_taken_later(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="late", scheme="bim", entries=1)
    module, panel = next((of, some) for of, some in cup.panels.items() if len(some) > 1)
    away, (code,) = cup.judge(panel[-1]), cup.codes
    filled = marks(await _part(away, module))
    await _hand_in(cup, code, without=away.id)
    await organiser.do(cup.id, "close_round", round=cup.round, incomplete=True, reason="a tablet is away")
    progress = await _progress(organiser, cup)
    entries = list(progress["rows"])
    named: dict[str, Any] = {"round": cup.round, "entries": entries}
    await organiser.do(cup.id, "approve_entries", **named, seen=progress["seen"])
    await organiser.do(cup.id, "open_round", round=cup.round, reason="it is back")

    late = await away.submit(cup.id, cup.round, module, code, filled)
    await organiser.do(cup.id, "take_back_approval", **named, reason="it is back")
    again = await away.submit(cup.id, cup.round, module, code, filled)

    assert refused(late) == (409, "entry_approved")
    assert late.json()["retry"] is False, "the tablet gives it back to its judge as a draft"
    assert again.status_code == 200, again.text


async def test_results_that_have_to_be_approved_are_published_once_they_are_and_the_ledger_is_sound(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="ruled", entries=2)
    await _hand_in(cup, *cup.codes)
    rules = {"signature": False, "phrases": [], "pictures": [], "approval": True}
    await organiser.do(cup.id, "set_sheet_rules", event=cup.event, rules=rules)
    await organiser.do(cup.id, "close_round", round=cup.round, incomplete=False)
    progress = await _progress(organiser, cup)
    entries = list(progress["rows"])

    early = await organiser.command(cup.id, "publish_results", round=cup.round)
    await organiser.do(cup.id, "approve_entries", round=cup.round, entries=entries, seen=progress["seen"])
    published = await organiser.command(cup.id, "publish_results", round=cup.round)
    verifier = Verifier()
    for record in await server.parts.ledger.read(CompetitionId(cup.id), 0, 1000):
        verifier.take(record)

    assert refused(early) == (409, "entries_not_approved")
    assert early.json()["params"]["count"] == 2
    assert published.status_code == 200, published.text
    assert (verifier.report().sound, verifier.report().doubts) == (True, ())


async def test_judges_and_floor_judges_approve_nothing_nor_does_the_chief_judge_of_others(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="whose", entries=1)
    other = await server.cup(organiser, id_="others", entries=1)
    await _hand_in(cup, *cup.codes)
    progress = await _progress(organiser, cup)
    named: dict[str, Any] = {"round": cup.round, "entries": list(progress["rows"])}
    people = [
        cup.judges[0].client,
        await server.floor_judge(organiser, cup),
        await server.official(organiser, cup, "supervisor"),
        await server.official(organiser, other, "chief"),
    ]

    answers = [await one.command(cup.id, "approve_entries", **named, seen=progress["seen"]) for one in people]
    answers += [await one.command(cup.id, "take_back_approval", **named, reason="x") for one in people]

    assert [refused(one) for one in answers] == [(403, "not_allowed")] * 8
