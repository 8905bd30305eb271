"""Sheets from paper over HTTP: two persons, what each of them is shown, and what survives a restart."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from server.core.ids import CompetitionId
from server.services.replay import verify
from tests.support.server import Client, Cup, Server, good, marks, new_key, refused, running_server


async def recorders(server: Server, organiser: Client, cup: Cup) -> tuple[Client, Client]:
    """Two recorders of a competition."""
    return await server.official(organiser, cup, "recorder"), await server.official(
        organiser, cup, "recorder"
    )


async def sheet_of(cup: Cup, share: str = "0.5") -> dict[str, Any]:
    """What stands on a paper sheet of the first judge for the first code."""
    part, *_ = (await cup.judges[0].work())["rounds"][0]["modules"]
    return {
        "round": cup.round,
        "module": part["module"]["id"],
        "code": cup.codes[0],
        "judge": cup.judges[0].id,
        "marks": marks(part, share),
        "comment": "",
    }


def path_of(cup: Cup, sheet: dict[str, Any]) -> str:
    """Where the sheet is read."""
    return (
        f"competitions/{cup.id}/rounds/{cup.round}/paper/{sheet['module']}/{sheet['code']}/{sheet['judge']}"
    )


async def test_two_recorders_who_type_the_same_hand_in_the_judges_sheet(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="paper")
    li, zhou = await recorders(server, organiser, cup)
    sheet = await sheet_of(cup)

    good(await li.command(cup.id, "enter_paper", **sheet))
    again = await li.command(cup.id, "enter_paper", **sheet)
    waiting = (await zhou.ask(f"competitions/{cup.id}/paper"))["waiting"]
    position = good(await zhou.command(cup.id, "enter_paper", **sheet))["position"]

    assert refused(again) == (409, "paper_entered_already")
    assert [(one["code"], one["differs"], one["mine"]) for one in waiting] == [(cup.codes[0], False, False)]
    assert (await zhou.ask(f"competitions/{cup.id}/paper"))["waiting"] == []
    (mine, *_) = (await cup.judges[0].work())["rounds"][0]["modules"][0]["sheets"]
    assert mine["submitted"]["position"] == position
    shown = await organiser.ask(
        f"competitions/{cup.id}/rounds/{cup.round}/sheets/{sheet['module']}/{sheet['code']}/{sheet['judge']}"
    )
    people = [(await one.ask("me"))["id"] for one in (li, zhou)]
    assert shown["history"][0]["paper"] == {"entered_by": people[0], "confirmed_by": people[1]}
    report = await verify(server.parts.ledger, CompetitionId(cup.id))
    assert (report.problems, report.doubts) == ((), ())


async def test_what_one_person_has_typed_stands_in_the_matrix_until_it_is_in(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="matrix")
    li, zhou = await recorders(server, organiser, cup)
    sheet, other = await sheet_of(cup), await sheet_of(cup, "1")
    path = f"competitions/{cup.id}/rounds/{cup.round}/progress"

    async def waiting() -> Any:
        told = await organiser.ask(path)
        row = next(one for one in told["rows"].values() if one["code"] == sheet["code"])
        return row.get("paper", {}).get(sheet["module"], {}).get(sheet["judge"])

    good(await li.command(cup.id, "enter_paper", **sheet))
    board = await organiser.ask(f"boards/progress.{cup.id}.{cup.round}")
    once = await waiting()
    good(await zhou.command(cup.id, "enter_paper", **other))
    apart = await waiting()
    good(await zhou.command(cup.id, "enter_paper", **sheet))

    assert (once["differs"], apart["differs"]) == (False, True)
    assert board["number"] == once["position"]
    assert await waiting() is None


async def test_a_shadow_judges_paper_reaches_their_tablet_and_no_standing(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="shadow-paper", scheme="cooking", entries=2)
    li, zhou = await recorders(server, organiser, cup)
    module = next(iter(cup.panels))
    *panel, last = cup.panels[module]
    said = {"round": cup.round, "module": module}
    await organiser.do(cup.id, "set_panel", **said, judges=panel, shadows=[last])
    shadow = next(judge for judge in cup.judges if judge.id == last)
    part = next(p for p in (await shadow.work())["rounds"][0]["modules"] if p["module"]["id"] == module)
    sheet = {"code": cup.codes[0], "judge": last, "marks": marks(part), "comment": ""}
    paper: dict[str, Any] = {**said, **sheet}
    standings = f"competitions/{cup.id}/rounds/{cup.round}/standings"
    before = (await organiser.get(standings)).content

    due = await li.ask(f"competitions/{cup.id}/paper")
    good(await li.command(cup.id, "enter_paper", **paper))
    bell = (await organiser.ask(f"boards/work.{cup.id}"))["number"]
    position = good(await zhou.command(cup.id, "enter_paper", **paper))["position"]

    listed = next(one for one in due["rounds"][0]["modules"] if one["id"] == module)["judges"]
    after = next(p for p in (await shadow.work())["rounds"][0]["modules"] if p["module"]["id"] == module)
    mine = next(one for one in after["sheets"] if one["code"] == cup.codes[0])
    assert last in {one["id"] for one in listed}
    assert mine["submitted"]["position"] == position
    assert (await organiser.ask(f"boards/work.{cup.id}"))["number"] > bell
    assert (await organiser.get(standings)).content == before
    report = await verify(server.parts.ledger, CompetitionId(cup.id))
    assert (report.problems, report.doubts) == ((), ())


async def test_paper_from_before_a_return_is_refused_and_the_desk_knows_which_is_new(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="returned-paper")
    li, zhou = await recorders(server, organiser, cup)
    sheet = await sheet_of(cup)
    judge = cup.judges[0]
    receipt = good(await judge.submit(cup.id, cup.round, sheet["module"], sheet["code"], sheet["marks"]))
    said = {one: sheet[one] for one in ("round", "module", "code", "judge")}
    back = await organiser.do(cup.id, "return_sheet", **said, reason="看错一行", replaces=receipt["position"])

    old = await li.command(cup.id, "enter_paper", **sheet)
    shown = await li.ask(path_of(cup, sheet))
    overview = await organiser.ask(f"competitions/{cup.id}")
    new = sheet | {"answers": shown["answers"]}
    good(await li.command(cup.id, "enter_paper", **new))
    good(await zhou.command(cup.id, "enter_paper", **new))

    assert refused(old) == (409, "paper_of_other_return")
    assert shown["answers"] == back["position"]
    (round_,) = overview["events"][0]["rounds"]
    assert round_["returned"] == {sheet["module"]: {sheet["code"]: {sheet["judge"]: back["position"]}}}
    report = await verify(server.parts.ledger, CompetitionId(cup.id))
    assert (report.problems, report.doubts) == ((), ())


async def test_what_the_other_typed_is_shown_only_to_who_has_typed_too(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="apart")
    li, zhou = await recorders(server, organiser, cup)
    sheet = await sheet_of(cup)
    other = await sheet_of(cup, "1")

    good(await li.command(cup.id, "enter_paper", **sheet))
    before = await zhou.ask(path_of(cup, sheet))
    good(await zhou.command(cup.id, "enter_paper", **other))
    after = await zhou.ask(path_of(cup, sheet))

    assert [set(one) for one in before["others"]] == [{"by"}]
    assert before["mine"] is None
    assert after["others"][0]["marks"] == sheet["marks"]
    assert after["submitted"] is None


async def test_a_recorder_is_given_codes_and_no_name_of_a_competitor(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="blindly")
    li, _ = await recorders(server, organiser, cup)
    sheet = await sheet_of(cup)

    said = json.dumps(
        [await li.ask(f"competitions/{cup.id}/paper"), await li.ask(path_of(cup, sheet))], ensure_ascii=False
    )

    event = cup.overview["events"][0]
    names = [one["name"][lang] for one in event["entries"] for lang in ("zh", "en")]
    assert [name for name in names if name in said] == []
    assert [entry for entry in cup.entries if f'"{entry}"' in said] == []


async def test_a_sheet_of_an_entry_a_judge_stays_out_of_does_not_exist_for_a_recorder(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="stayout", scheme="cooking")
    li, _ = await recorders(server, organiser, cup)
    sheet = {**await sheet_of(cup), "judge": cup.judges[-1].id}
    drawn = cup.overview["events"][0]["rounds"][0]["order"][0]
    entries = {one["entry"]: one for one in cup.overview["events"][0]["entries"]}
    home = entries[drawn["entry"]]["delegation"]
    before = good(await li.get(path_of(cup, sheet)))

    await organiser.do(
        cup.id, "set_official_delegation", official=sheet["judge"], delegation=home, reason="同单位"
    )

    assert before["code"] == cup.codes[0]
    assert refused(await li.get(path_of(cup, sheet))) == (409, "paper_not_due")
    assert refused(await li.command(cup.id, "enter_paper", **sheet)) == (409, "paper_not_due")


async def test_a_sheet_that_is_in_from_the_tablet_is_shown_beside_and_not_entered(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="beside")
    li, _ = await recorders(server, organiser, cup)
    sheet = await sheet_of(cup)
    judge = cup.judges[0]
    position = good(await judge.submit(cup.id, cup.round, sheet["module"], sheet["code"], sheet["marks"]))[
        "position"
    ]

    shown = await li.ask(path_of(cup, sheet))

    assert shown["submitted"]["position"] == position
    assert shown["submitted"]["marks"] == sheet["marks"]
    assert refused(await li.command(cup.id, "enter_paper", **sheet)) == (409, "paper_sheet_in")


async def test_what_waits_for_a_second_person_waits_after_a_restart(tmp_path: Path) -> None:
    async with running_server(tmp_path) as server:
        organiser = await server.organiser()
        cup = await server.cup(organiser, id_="cup")
        li, zhou = await recorders(server, organiser, cup)
        sheet = await sheet_of(cup)
        good(await li.command(cup.id, "enter_paper", key=new_key(), **sheet))
        token = zhou.token
    async with running_server(tmp_path) as server:
        zhou = await server.client(token)
        waiting = (await zhou.ask("competitions/cup/paper"))["waiting"]
        good(await zhou.command("cup", "enter_paper", **sheet))

        assert [one["code"] for one in waiting] == [sheet["code"]]
        assert (await zhou.ask("competitions/cup/paper"))["waiting"] == []
