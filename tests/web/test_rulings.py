"""Penalties from the desk to the public board, the working and the file; and back again when one is lifted."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

from tests.support.server import Client, Cup, Server, good, marks

KINDS = [
    {"id": "overtime", "title": {"zh": "超时", "en": "Overtime"}, "amount": "-5"},
    {
        "id": "chief",
        "title": {"zh": "调整", "en": "Adjustment"},
        "low": "-0.1",
        "high": "0.1",
        "step": "0.05",
    },
    {"id": "yellow", "title": {"zh": "黄牌", "en": "Yellow card"}, "card": "yellow"},
]


async def marked(server: Server, organiser: Client, id_: str) -> Cup:
    cup = await server.cup(
        organiser, id_=id_, scheme="welding", entries=2, changes={"penalties": KINDS, "id": "fined"}
    )
    for judge in cup.judges:
        for module in (await judge.work())["rounds"][0]["modules"]:
            for code in cup.codes:
                good(await judge.submit(cup.id, cup.round, module["module"]["id"], code, marks(module)))
    return cup


async def give(organiser: Client, cup: Cup, entry: str, penalty: str, **more: Any) -> dict[str, Any]:
    said = {"entry": entry, "penalty": penalty, "reason": "三分钟", "amount": None, "module": None} | more
    return await organiser.do(cup.id, "give_penalty", round=cup.round, **said)


async def row(organiser: Client, cup: Cup, entry: str, receipt: dict[str, Any]) -> dict[str, Any]:
    while True:
        frame = await organiser.ask(f"boards/standings.{cup.id}.{cup.round}")
        if frame["number"] >= receipt["position"]:
            return dict(frame["state"]["rows"][entry])


async def test_a_penalty_is_seen_everywhere_and_its_lifting_too(server: Server, organiser: Client) -> None:
    cup = await marked(server, organiser, "fined")
    entry, other = cup.entries
    path = f"competitions/{cup.id}/rounds/{cup.round}"
    before = (await organiser.ask(f"{path}/standings"))["rows"][entry]

    await give(organiser, cup, entry, "yellow")
    receipt = await give(organiser, cup, entry, "overtime")
    fined = await row(organiser, cup, entry, receipt)
    told = await organiser.ask(f"{path}/entries/{entry}/working?lang=en")
    rulings = await organiser.ask(f"{path}/rulings")
    sheet = (await organiser.get(f"{path}/standings.csv?lang=en")).content.decode("utf-8-sig")
    lifted = await organiser.do(cup.id, "lift_penalty", round=cup.round, number=2, reason="秒表故障")
    after = await row(organiser, cup, entry, lifted)

    assert "penalty" not in before
    assert fined["penalty"] == {"amount": "-5.00", "cards": ["yellow"]}
    assert Decimal(fined["total"]) == Decimal(before["total"]) - 5
    assert (fined["rank"], before["rank"]) == (2, 1)
    assert any(line.strip() == "penalty: Overtime (三分钟): -5" for line in told["text"])
    assert [(one["number"], one["amount"], one["lifted"]) for one in rulings["penalties"]] == [
        (1, None, None),
        (2, "-5", None),
    ]
    assert [kind["id"] for kind in rulings["kinds"]] == ["overtime", "chief", "yellow"]
    notes = [cells[-1] for cells in csv.reader(io.StringIO(sheet)) if len(cells) > 5]
    assert "penalty -5.00; yellow card" in notes
    assert after["penalty"] == {"cards": ["yellow"]}
    assert after["total"] == before["total"]
    assert (await organiser.ask(f"{path}/rulings"))["penalties"][1]["lifted"] == "秒表故障"
    assert other in (await organiser.ask(f"{path}/standings"))["rows"]


async def test_a_penalty_after_publication_asks_for_another_version(
    server: Server, organiser: Client
) -> None:
    cup = await marked(server, organiser, "after")
    await organiser.do(cup.id, "close_round", round=cup.round, incomplete=False)
    await organiser.do(cup.id, "publish_results", round=cup.round)

    await give(organiser, cup, cup.entries[0], "chief", amount="-0.05")
    stale = (await organiser.ask(f"competitions/{cup.id}"))["events"][0]["rounds"][0]["stale"]
    published = await organiser.do(cup.id, "publish_results", round=cup.round)
    shown = await row(organiser, cup, cup.entries[0], published)

    assert stale is True
    assert shown["penalty"] == {"amount": "-0.05"}


async def test_a_judge_gives_no_penalties(server: Server, organiser: Client) -> None:
    cup = await server.cup(organiser, id_="judges", scheme="welding", changes={"penalties": KINDS})

    answer = await cup.judges[0].client.command(
        cup.id, "give_penalty", round=cup.round, entry=cup.entries[0], penalty="overtime", reason="x"
    )

    assert answer.json()["code"] == "not_allowed"


async def test_a_ruling_for_everybody_is_seen_in_results_and_on_the_rounds_page(
    server: Server, organiser: Client
) -> None:
    cup = await marked(server, organiser, "ruled")
    path = f"competitions/{cup.id}/rounds/{cup.round}"
    parts = (await organiser.ask(f"{path}/rulings"))["parts"]
    part = next(one for one in parts if one["on"] == "module")
    said = {"on": "module", "part": part["part"], "ruling": "full", "reason": "停电", "scaled": False}

    receipt = await organiser.do(cup.id, "rule_part", round=cup.round, **said)
    board = [await row(organiser, cup, entry, receipt) for entry in cup.entries]
    round_ = (await organiser.ask(f"competitions/{cup.id}"))["events"][0]["rounds"][0]
    told = await organiser.ask(f"{path}/entries/{cup.entries[0]}/working?lang=en")

    weight = {one["id"]: one for one in (await organiser.ask(f"{path}/standings"))["modules"]}
    assert {Decimal(one["modules"][part["part"]]["total"]) for one in board} == {
        Decimal(weight[part["part"]]["max"])
    }
    assert [(one["part"], one["ruling"], one["reason"]) for one in round_["rulings"]] == [
        (part["part"], "full", "停电")
    ]
    assert any("ruling: full marks for all (停电)" in line for line in told["text"])


async def test_a_rerun_puts_a_new_sheet_on_the_tablet_and_refuses_the_old_one(
    server: Server, organiser: Client
) -> None:
    cup = await marked(server, organiser, "again")
    judge = cup.judges[0]
    part = (await judge.work())["rounds"][0]["modules"][0]
    module, code = part["module"], part["sheets"][0]["code"]
    entry = next(
        one["entry"] for one in cup.overview["events"][0]["rounds"][0]["order"] if one["code"] == code
    )

    await organiser.do(
        cup.id,
        "order_rerun",
        round=cup.round,
        entry=entry,
        modules=[module["id"]],
        reason="停电",
        counts="last",
    )
    sheet = (await judge.work())["rounds"][0]["modules"][0]["sheets"][0]
    stale = await judge.submit(cup.id, cup.round, module["id"], code, marks(part))
    good(await judge.submit(cup.id, cup.round, module["id"], code, marks(part), run=2))
    told = await organiser.ask(
        f"competitions/{cup.id}/rounds/{cup.round}/sheets/{module['id']}/{code}/{judge.id}"
    )
    rulings = await organiser.ask(f"competitions/{cup.id}/rounds/{cup.round}/rulings")

    assert (sheet["run"], sheet["submitted"]) == (2, None)
    assert stale.json()["code"] == "sheet_of_other_run"
    assert stale.json()["params"] == {"run": 1, "now": 2}
    assert [one.get("run") for one in told["history"]] == [None, 2]
    assert [(one["entry"], one["module"], one["run"], one["counts"]) for one in rulings["reruns"]] == [
        (entry, module["id"], 2, "last")
    ]


async def test_a_decided_tie_is_on_the_board_and_lapses_there(server: Server, organiser: Client) -> None:
    chain = [{"by": "decision", "of": "total", "order": "low"}]
    cup = await server.cup(
        organiser,
        id_="tied",
        scheme="welding",
        entries=2,
        changes={"penalties": KINDS, "tie_breaks": chain, "id": "tied"},
    )
    for judge in cup.judges:
        for module in (await judge.work())["rounds"][0]["modules"]:
            for code in cup.codes:
                good(await judge.submit(cup.id, cup.round, module["module"]["id"], code, marks(module)))
    one, two = cup.entries
    path = f"competitions/{cup.id}/rounds/{cup.round}"
    before = (await organiser.ask(f"{path}/rulings"))["ties"]

    receipt = await organiser.do(cup.id, "decide_tie", round=cup.round, entries=[two, one], reason="更安全")
    decided = [await row(organiser, cup, entry, receipt) for entry in (one, two)]
    receipt = await give(organiser, cup, one, "overtime")
    lapsed = [await row(organiser, cup, entry, receipt) for entry in (one, two)]

    assert (before["possible"], sorted(before["undecided"][0])) == (True, sorted([one, two]))
    assert [shown["rank"] for shown in decided] == [2, 1]
    assert decided[0]["decided_by"]["zh"] == "裁判长裁定"
    assert [shown.get("tie_lapsed") for shown in lapsed] == [True, True]
    assert (await organiser.ask(f"{path}/rulings"))["ties"]["decided"] == [
        {"entries": [two, one], "reason": "更安全", "holds": False}
    ]
