"""A sheet returned through the API: what judge, chief judge and standings see, and that the ledger verifies."""

from __future__ import annotations

from typing import Any

from server.core.ids import CompetitionId
from server.services.verify import Verifier
from tests.support.server import Client, Judge, Server, good, marks, refused


async def _sheet_of(judge: Judge, code: str) -> Any:
    (part,) = (await judge.work())["rounds"][0]["modules"]
    return next(one for one in part["sheets"] if one["code"] == code)


async def test_a_returned_sheet_goes_to_its_judge_counts_for_nothing_and_comes_back(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="returns", entries=2)
    chief = await server.official(organiser, cup, "chief")
    judge, code, module = cup.judges[0], cup.codes[0], next(iter(cup.panels))
    (part,) = (await judge.work())["rounds"][0]["modules"]
    filled = marks(part)
    first = good(await judge.submit(cup.id, cup.round, module, code, filled))
    entry = cup.overview["events"][0]["rounds"][0]["order"][0]["entry"]
    where = {"round": cup.round, "module": module, "code": code, "judge": judge.id}
    path = f"competitions/{cup.id}/rounds/{cup.round}"

    back = await chief.do(cup.id, "return_sheet", **where, reason="看错一行", replaces=first["position"])
    shown = await _sheet_of(judge, code)
    progress = await chief.ask(f"{path}/progress")
    out = await chief.ask(f"{path}/sheets/{module}/{code}/{judge.id}")
    stale = await judge.submit(cup.id, cup.round, module, code, filled)
    again = good(
        await judge.client.command(
            cup.id,
            "submit_sheet",
            round=cup.round,
            module=module,
            code=code,
            marks=filled,
            comment="",
            answers=back["position"],
        )
    )
    whole = await chief.ask(f"{path}/sheets/{module}/{code}/{judge.id}")

    assert (shown["submitted"], shown["returned"]["reason"]) == (None, "看错一行")
    assert shown["returned"]["marks"] == filled
    row = progress["rows"][entry]
    assert row["cells"][module][judge.id]["returned"] is True
    assert "total" not in row
    assert (out["returned"], [one["reason"] for one in out["returns"]]) == (True, ["看错一行"])
    assert refused(stale) == (409, "sheet_returned")
    assert (whole["returned"], whole["position"]) == (False, again["position"])
    assert [one["position"] for one in whole["history"]] == [first["position"], again["position"]]
    assert [one["position"] for one in whole["returns"]] == [back["position"]]
    assert (await _sheet_of(judge, code))["submitted"]["answers"] == back["position"]


async def test_a_sheet_that_is_out_at_the_end_counts_in_neither_calculation_and_the_ledger_verifies(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="out", entries=2)
    judge, module = cup.judges[0], next(iter(cup.panels))
    (part,) = (await judge.work())["rounds"][0]["modules"]
    for code in cup.codes:
        first = good(await judge.submit(cup.id, cup.round, module, code, marks(part)))
    where = {"round": cup.round, "module": module, "code": cup.codes[1], "judge": judge.id}
    await organiser.do(cup.id, "return_sheet", **where, reason="漏看", replaces=first["position"])
    await organiser.do(cup.id, "close_round", round=cup.round, incomplete=True)

    # Official is only what both calculations agree on.
    published = await organiser.command(cup.id, "publish_results", round=cup.round)
    verifier = Verifier()
    for record in await server.parts.ledger.read(CompetitionId("out"), 0, 1000):
        verifier.take(record)
    report = verifier.report()

    assert published.status_code == 200, published.text
    assert (report.sound, report.doubts) == (True, ())
