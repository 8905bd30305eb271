"""Conflict of interest (回避) from the desk to the tablet, and what nobody learns from it where entries go by code."""

from __future__ import annotations

from typing import Any

from tests.support.server import Client, Cup, Judge, Server, good, marks, new_key, refused


def largest(cup: Cup) -> str:
    """The module with the most judges."""
    return max(cup.panels, key=lambda module: len(cup.panels[module]))


async def sheets_of(judge: Judge, module: str) -> Any:
    """What the judge's tablet has of a module."""
    (round_,) = (await judge.work())["rounds"]
    return next(one for one in round_["modules"] if one["module"]["id"] == module)


async def recused(server: Server, organiser: Client, id_: str) -> tuple[Cup, str, str]:
    """A round by code in which the first judge belongs to the first entry's delegation; its code and that id."""
    cup = await server.cup(organiser, id_=id_, scheme="welding", entries=3, identity="code", open_=False)
    (event,) = cup.overview["events"]
    entry = event["entries"][0]
    await organiser.do(
        cup.id,
        "set_official_delegation",
        official=cup.judges[0].id,
        delegation=entry["delegation"],
        reason="本单位职工",
    )
    for module, panel in cup.panels.items():
        if panel == [cup.judges[0].id]:
            others = [cup.judges[1].id]
            await organiser.do(cup.id, "set_panel", round=cup.round, module=module, judges=others)
    await organiser.do(cup.id, "open_round", round=cup.round, reason="")
    code = next(one["code"] for one in event["rounds"][0]["order"] if one["entry"] == entry["entry"])
    return cup, code, entry["delegation"]


async def test_the_card_is_absent_and_the_refusal_does_not_tell_why(
    server: Server, organiser: Client
) -> None:
    cup, code, home = await recused(server, organiser, "apart")
    judge, other = cup.judges[:2]
    mine, theirs = await sheets_of(judge, largest(cup)), await sheets_of(other, largest(cup))

    answer = await judge.submit(cup.id, cup.round, mine["module"]["id"], code, marks(mine))

    assert {one["code"] for one in theirs["sheets"]} - {one["code"] for one in mine["sheets"]} == {code}
    assert {key: value for key, value in mine.items() if key != "sheets"} == {
        key: value for key, value in theirs.items() if key != "sheets"
    }
    assert refused(answer) == (403, "sheet_not_yours")
    assert home.encode() not in answer.content
    assert not any(word in answer.json()["detail"] for word in ("回避", "代表队", "单位"))


async def test_a_public_board_by_code_counts_the_same_for_every_entry(
    server: Server, organiser: Client
) -> None:
    cup, code, _ = await recused(server, organiser, "blindly")
    module = largest(cup)
    receipt: Any = None
    for judge in cup.judges[1:]:
        sheet = await sheets_of(judge, module)
        receipt = good(await judge.submit(cup.id, cup.round, module, code, marks(sheet)))

    frame = await organiser.ask(f"boards/standings.{cup.id}.{cup.round}")
    while frame["number"] < receipt["position"]:
        frame = await organiser.ask(f"boards/standings.{cup.id}.{cup.round}")
    rows = frame["state"]["rows"]

    counts = {key: (row["modules"][module]["in"], row["modules"][module]["due"]) for key, row in rows.items()}
    assert counts == {key: (int(key == code), 1) for key in cup.codes}


async def test_the_desk_sees_who_stays_out_and_what_a_panel_needs(server: Server, organiser: Client) -> None:
    cup, code, home = await recused(server, organiser, "seen")
    progress = await organiser.ask(f"competitions/{cup.id}/rounds/{cup.round}/progress")
    overview = await organiser.ask(f"competitions/{cup.id}")
    lines = await organiser.ask(f"competitions/{cup.id}/officials")

    out = {row["code"]: row["recused"] for row in progress["rows"].values() if "recused" in row}
    assert out == {code: [cup.judges[0].id]}
    assert [one.get("delegation") for one in overview["officials"]] == [home] + [None] * (len(cup.judges) - 1)
    assert [one["delegation"] for one in lines] == [home] + [None] * (len(cup.judges) - 1)
    assert all(one["judges_min"] >= 1 for one in overview["events"][0]["modules"])


async def test_judges_are_added_with_their_delegation(server: Server, organiser: Client) -> None:
    cup = await server.cup(organiser, id_="joined")
    home = next(iter(cup.overview["delegations"]))
    body = {"names": ["甲", "乙"], "delegation": home}

    good(await organiser.post("competitions/joined/officials", body, key=new_key()))

    lines = await organiser.ask("competitions/joined/officials")
    assert [one["delegation"] for one in lines[-2:]] == [home, home]
