"""Awards from the table to the public board: proposed, confirmed by a person, shown, and gone when results change."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

from tests.support.server import Client, Cup, Server, good, marks


async def marked_cup(server: Server, organiser: Client, id_: str) -> Cup:
    """Eight entries, every sheet in; who comes earlier in the draw took less time."""
    cup = await server.cup(organiser, id_=id_, entries=8)
    for judge in cup.judges:
        for module in (await judge.work())["rounds"][0]["modules"]:
            for place, code in enumerate(cup.codes):
                share = str(Decimal(place + 1) / 40)
                good(
                    await judge.submit(cup.id, cup.round, module["module"]["id"], code, marks(module, share))
                )
    return cup


async def set_table(organiser: Client, cup: Cup, table: str, **more: Any) -> None:
    whole = await organiser.ask(f"award-tables/{table}")
    await organiser.do(cup.id, "set_award_rules", event=cup.event, table=whole, contest="person", **more)


async def public(organiser: Client, cup: Cup, receipt: dict[str, Any]) -> dict[str, Any]:
    """The public board, once it has seen a fact of the round."""
    while True:
        frame = await organiser.ask(f"boards/standings.{cup.id}.{cup.round}")
        if frame["number"] >= receipt["position"]:
            state: dict[str, Any] = frame["state"]
            return state


def proposed(awards: dict[str, Any]) -> list[dict[str, str]]:
    return [{"entry": one["entry"], "award": one["award"]} for one in awards["proposal"]["given"]]


async def test_awards_are_public_once_they_are_confirmed_and_the_round_is_published(
    server: Server, organiser: Client
) -> None:
    cup = await marked_cup(server, organiser, "prizes")
    path = f"competitions/{cup.id}/rounds/{cup.round}/awards"
    assert "proposal" not in await organiser.ask(path)

    await set_table(organiser, cup, "prizes_10_20_30")
    awards = await organiser.ask(path)
    given = proposed(awards)
    best = given[0]["entry"]
    early = await organiser.command(
        cup.id, "confirm_awards", round=cup.round, version=0, given=given, reason=""
    )
    await organiser.do(cup.id, "close_round", round=cup.round, incomplete=False)
    published = await organiser.do(cup.id, "publish_results", round=cup.round)
    before = await public(organiser, cup, published)
    confirmed = await organiser.do(
        cup.id, "confirm_awards", round=cup.round, version=1, given=given, reason=""
    )
    after = await public(organiser, cup, confirmed)

    assert given[0]["award"] == "first"
    assert before["rows"][best]["rank"] == 1
    assert "名" in awards["proposal"]["given"][0]["why"]["zh"]
    assert early.json()["code"] == "awards_need_results"
    assert all("awards" not in row for row in before["rows"].values())
    assert after["rows"][best]["awards"] == [{"id": "first", "title": {"zh": "一等奖", "en": "First prize"}}]
    assert after["version"] == before["version"]
    held = (await organiser.ask(path))["confirmed"]
    assert (held["holds"], held["as_proposed"]) == (True, True)


async def test_awards_lapse_with_the_results_they_were_confirmed_for(
    server: Server, organiser: Client
) -> None:
    cup = await marked_cup(server, organiser, "lapse")
    path = f"competitions/{cup.id}/rounds/{cup.round}/awards"
    await set_table(organiser, cup, "prizes_10_20_30")
    await organiser.do(cup.id, "close_round", round=cup.round, incomplete=False)
    await organiser.do(cup.id, "publish_results", round=cup.round)
    first = proposed(await organiser.ask(path))
    given = await organiser.do(cup.id, "confirm_awards", round=cup.round, version=1, given=first, reason="")
    await public(organiser, cup, given)

    await organiser.do(
        cup.id,
        "set_entry_state",
        round=cup.round,
        entry=first[0]["entry"],
        state="disqualified",
        reason="越线",
    )
    stale = await organiser.ask(path)
    kept = (await organiser.ask(f"boards/standings.{cup.id}.{cup.round}"))["state"]
    again = await public(organiser, cup, await organiser.do(cup.id, "publish_results", round=cup.round))

    assert (stale["confirmed"]["holds"], stale["confirmed"]["as_proposed"]) == (False, False)
    assert proposed(stale)[0]["entry"] == first[1]["entry"]
    assert "awards" in kept["rows"][first[0]["entry"]], "what was published stays until it is replaced"
    assert all("awards" not in row for row in again["rows"].values())


async def test_confirmed_awards_stand_in_the_files(server: Server, organiser: Client) -> None:
    cup = await marked_cup(server, organiser, "files")
    path = f"competitions/{cup.id}/rounds/{cup.round}"
    await set_table(organiser, cup, "workers_contest", level="municipal")
    await organiser.do(cup.id, "close_round", round=cup.round, incomplete=False)
    await organiser.do(cup.id, "publish_results", round=cup.round)
    awards = await organiser.ask(path + "/awards")
    await organiser.do(
        cup.id, "confirm_awards", round=cup.round, version=1, given=proposed(awards), reason=""
    )

    text = (await organiser.get(path + "/standings.csv?lang=zh")).content.decode("utf-8-sig")
    head, best = list(csv.reader(io.StringIO(text)))[3:5]

    assert head[-2] == "奖项"
    assert best[-2] == "金奖、技术能手"
    expert = next(one for one in awards["proposal"]["given"] if one["award"] == "expert")
    assert "核实" in expert["check"]["zh"]
    assert awards["proposal"]["subsidy"] == "20000"
    assert awards["proposal"]["given"][0]["money"] == "5000"


async def test_an_unsound_table_is_refused_with_its_fault(server: Server, organiser: Client) -> None:
    cup = await server.cup(organiser, id_="unsound", entries=2)
    table = await organiser.ask("award-tables/prizes_10_20_30")
    table["rules"][0]["steps"][0]["share"] = "120"

    refused = await organiser.command(
        cup.id, "set_award_rules", event=cup.event, table=table, contest="person"
    )

    assert refused.json()["code"] == "award_table_invalid"
    assert "(rule 1 › step 1)" in refused.json()["detail"]
    assert refused.json()["params"]["where"] == "rules[0].steps[0]"


async def test_the_library_of_award_tables(organiser: Client) -> None:
    listed = await organiser.ask("award-tables")

    assert {"worldskills_medals", "prizes_10_20_30", "workers_contest"} <= {one["id"] for one in listed}
    assert (await organiser.get("award-tables/none")).json()["code"] == "award_table_unknown"


async def test_delegations_have_what_is_published_and_nothing_else(server: Server, organiser: Client) -> None:
    cup = await marked_cup(server, organiser, "table")
    board, path = f"boards/delegations.{cup.id}", f"competitions/{cup.id}/delegations"
    round_ = f"competitions/{cup.id}/rounds/{cup.round}"
    visitor = await server.client()

    before = (await visitor.ask(board))["state"]
    await set_table(organiser, cup, "prizes_10_20_30")
    await organiser.do(cup.id, "close_round", round=cup.round, incomplete=False)
    await organiser.do(cup.id, "publish_results", round=cup.round)
    by_scale = await organiser.ask(path)
    given = proposed(await organiser.ask(round_ + "/awards"))
    receipt = await organiser.do(cup.id, "confirm_awards", round=cup.round, version=1, given=given, reason="")
    by_awards = await organiser.ask(path)
    while (frame := await visitor.ask(board))["number"] < receipt["position"]:
        pass

    assert (before["order"], before["rows"], before["published"]) == ([], {}, 0)
    assert (by_scale["by"], by_scale["published"], by_scale["events"]) == ("scale", 1, 1)
    assert by_awards["by"] == "award_points"
    assert [award["id"] for award in by_awards["awards"]] == ["first", "second", "third"]
    worth = {"first": 8, "second": 4, "third": 2}
    for row in by_awards["rows"].values():
        assert int(row["points"]) == sum(worth[id_] * count for id_, count in row["awards"].items())
        assert sum(len(one["awards"]) for one in row["counted"]) == sum(row["awards"].values())
    points = [int(by_awards["rows"][id_]["points"]) for id_ in by_awards["order"]]
    assert points == sorted(points, reverse=True)
    without = {
        id_: {k: v for k, v in row.items() if k != "counted"} for id_, row in by_awards["rows"].items()
    }
    assert frame["state"] == by_awards | {"rows": without}
