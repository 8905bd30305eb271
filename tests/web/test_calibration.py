"""Calibration pieces over HTTP: set up and read by the chief judge, marked by the judges before the round is open."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from server.core.ids import CompetitionId
from server.services.replay import verify
from tests.support.server import Client, Cup, Server, good, marks, refused


async def ready(server: Server, organiser: Client, id_: str) -> tuple[Cup, Client, str]:
    """A round that is drawn and not open, its chief judge, and a module."""
    cup = await server.cup(organiser, id_=id_, scheme="cooking", entries=2, open_=False)
    return cup, await server.official(organiser, cup, "chief"), next(iter(cup.panels))


def path(cup: Cup) -> str:
    return f"competitions/{cup.id}/rounds/{cup.round}/calibration"


async def part_of(cup: Cup, module: str) -> Any:
    (round_,) = (await cup.judges[0].work())["rounds"]
    return next(
        one for one in round_["modules"] if one["module"]["id"] == module and "calibration" not in one
    )


async def test_a_panel_calibrates_before_the_opening_and_the_chief_judge_reads_how_far_it_agrees(
    server: Server, organiser: Client
) -> None:
    cup, chief, module = await ready(server, organiser, "calibrated")
    part = await part_of(cup, module)
    await chief.do(cup.id, "open_calibration", round=cup.round, module=module, title="样件", tolerance=5)
    said = {"round": cup.round, "code": "C1", "marks": marks(part, "0.5")}
    await chief.do(cup.id, "set_calibration_reference", **said)

    first, *others = cup.panels[module]
    for judge in cup.judges:
        if judge.id in cup.panels[module]:
            share = "0.9" if judge.id == first else "0.5"
            good(await judge.submit(cup.id, cup.round, module, "C1", marks(part, share)))
    told = await chief.ask(path(cup))
    await chief.do(cup.id, "end_calibration", round=cup.round, code="C1")
    after = await chief.ask(path(cup))

    report = await verify(server.parts.ledger, CompetitionId(cup.id))
    assert (report.problems, report.doubts) == ((), ())
    (piece,) = told["pieces"]
    within = {one["id"]: (one["within"], one["deviation"]) for one in piece["judges"]}
    assert (piece["code"], piece["title"], piece["tolerance"], piece["ended"]) == ("C1", "样件", 5, False)
    assert within[first][0] == 0
    assert Decimal(within[first][1]) > 30
    assert {within[judge] for judge in others} == {(len(piece["aspects"]), "0.00")}
    assert told["modules"][0]["few"] is True
    assert told["modules"][0]["concordance"] is None
    assert after["pieces"][0]["ended"] is True


async def test_a_piece_moves_no_standing_and_no_closing(server: Server, organiser: Client) -> None:
    cup, chief, module = await ready(server, organiser, "beside-it")
    part = await part_of(cup, module)
    await organiser.do(cup.id, "open_round", round=cup.round, reason="")
    standings = f"competitions/{cup.id}/rounds/{cup.round}/standings"
    before = (await organiser.get(standings)).content
    public = await organiser.ask(f"boards/standings.{cup.id}.{cup.round}")

    await chief.do(cup.id, "open_calibration", round=cup.round, module=module)
    for judge in cup.judges[: len(cup.panels[module])]:
        good(await judge.submit(cup.id, cup.round, module, "C1", marks(part, "0.9")))

    progress = await organiser.ask(f"competitions/{cup.id}/rounds/{cup.round}/progress")
    assert (await organiser.get(standings)).content == before
    assert await organiser.ask(f"boards/standings.{cup.id}.{cup.round}") == public
    assert progress["sheets_in"] == 0
    assert list(progress["calibrations"]) == ["C1"]


async def test_a_judge_is_told_what_the_panel_gave_only_once_every_sheet_is_in(
    server: Server, organiser: Client
) -> None:
    cup, chief, module = await ready(server, organiser, "told-later")
    await chief.do(cup.id, "open_calibration", round=cup.round, module=module, title="样件")
    panel = [judge for judge in cup.judges if judge.id in cup.panels[module]]

    async def own(judge: Any) -> Any:
        (round_,) = (await judge.work())["rounds"]
        (part,) = [one for one in round_["modules"] if one.get("calibration")]
        return part, part["sheets"][0]

    part, fresh = await own(panel[0])
    for judge in panel[:-1]:
        good(await judge.submit(cup.id, cup.round, module, "C1", marks(part, "0.5")))
    _, waiting = await own(panel[0])
    good(await panel[-1].submit(cup.id, cup.round, module, "C1", marks(part, "0.9")))
    _, shown = await own(panel[0])

    assert (fresh["code"], fresh["title"], fresh["state"], fresh["submitted"]) == (
        "C1",
        "样件",
        "competing",
        None,
    )
    assert waiting["submitted"] is not None
    assert "compared" not in waiting
    assert set(shown["compared"]) == set(part["fields"])
    assert {name for one in shown["compared"].values() for name in one} == {
        "lowest",
        "highest",
        "mean",
        "reference",
    }


async def test_a_piece_that_was_ended_asks_nothing_of_who_has_not_marked_it(
    server: Server, organiser: Client
) -> None:
    cup, chief, module = await ready(server, organiser, "over")
    await chief.do(cup.id, "open_calibration", round=cup.round, module=module)
    await chief.do(cup.id, "end_calibration", round=cup.round, code="C1")

    (round_,) = (await cup.judges[0].work())["rounds"]
    (part,) = [one for one in round_["modules"] if one.get("calibration")]

    assert [(one["state"], one["submitted"]) for one in part["sheets"]] == [("ended", None)]
    late = await cup.judges[0].submit(cup.id, cup.round, module, "C1", marks(part))
    assert refused(late) == (409, "calibration_ended")


async def test_nobody_but_the_chief_judge_reads_what_was_given(server: Server, organiser: Client) -> None:
    cup, chief, module = await ready(server, organiser, "unread")
    await chief.do(cup.id, "open_calibration", round=cup.round, module=module)

    answers = [
        await organiser.get(path(cup)),
        await cup.judges[0].client.get(path(cup)),
        await (await server.official(organiser, cup, "supervisor")).get(path(cup)),
    ]
    asked = await cup.judges[0].client.command(cup.id, "open_calibration", round=cup.round, module=module)

    assert [refused(answer) for answer in (*answers, asked)] == [(403, "not_allowed")] * 4
