"""Teams from the desk to the public board, their files, and who may do what."""

from __future__ import annotations

import csv
import io
from typing import Any
from zipfile import ZipFile

from tests.support.server import Client, Cup, Server, good, new_key, refused
from tests.web.test_awards import marked_cup

ROSTER_OF_ONE = (
    "参赛号,姓名,代表队\r\n101,甲,港口集团\r\n102,乙,港口集团\r\n103,丙,造船厂\r\n104,丁,造船厂\r\n"
)


async def teamed_cup(server: Server, organiser: Client, id_: str) -> tuple[Cup, list[str]]:
    """Eight marked entries; mixed teams of the first and the last four, summed up."""
    cup = await marked_cup(server, organiser, id_)
    rule = {"of": "total", "mixed": True, "ties": ["best_member"]}
    await organiser.do(cup.id, "set_team_rule", event=cup.event, rule=rule)
    delegation = cup.overview["events"][0]["entries"][0]["delegation"]
    teams = []
    for number, some in (("1", cup.entries[:4]), ("2", cup.entries[4:])):
        body = {
            "number": number,
            "name": f"第{number}队",
            "name_en": f"Team {number}",
            "delegation": delegation,
            "members": [{"entry": entry} for entry in some],
        }
        answer = good(
            await organiser.post(f"competitions/{cup.id}/events/{cup.event}/teams", body, key=new_key())
        )
        teams.append(answer["team"])
    return cup, teams


async def test_teams_are_ranked_live_then_official_and_explained(server: Server, organiser: Client) -> None:
    cup, teams = await teamed_cup(server, organiser, "teams")
    path = f"competitions/{cup.id}/events/{cup.event}/teams"
    visitor = await server.client()

    live = await visitor.ask(f"boards/teams.{cup.id}.{cup.event}")
    await organiser.do(cup.id, "close_round", round=cup.round, incomplete=False)
    await organiser.do(cup.id, "publish_results", round=cup.round)
    official = await visitor.ask(f"boards/teams.{cup.id}.{cup.event}")
    desk = await organiser.ask(path)
    steps = (await organiser.ask(f"{path}/{teams[0]}/working"))["steps"]

    assert (live["state"]["status"], official["state"]["status"]) == ("provisional", "official")
    assert official["state"] == desk["table"]
    assert sorted(desk["table"]["order"]) == sorted(teams)
    for team in teams:
        row = desk["table"]["rows"][team]
        assert len([one for one in row["members"] if one["part"] == "counts"]) == 4
    assert desk["table"]["rows"][teams[0]]["name"] == {"zh": "第1队", "en": "Team 1"}
    assert desk["rule"]["text"]["en"] == "sum of members' results · equal: best member"
    # Whether a tie decided depends on the draw.
    assert [step["kind"] for step in steps][:7] == ["rule", *["member"] * 4, "sum", "rounding"]
    assert steps[6]["text"]["en"] == f"team result: {desk['table']['rows'][teams[0]]['total']}"


async def test_a_change_after_publication_leaves_the_official_table_until_it_is_published_anew(
    server: Server, organiser: Client
) -> None:
    cup, teams = await teamed_cup(server, organiser, "late")
    board = f"boards/teams.{cup.id}.{cup.event}"
    await organiser.do(cup.id, "close_round", round=cup.round, incomplete=False)
    await organiser.do(cup.id, "publish_results", round=cup.round)
    before = await organiser.ask(board)

    without = await organiser.command(cup.id, "remove_teams", event=cup.event, teams=teams[:1])
    await organiser.do(cup.id, "remove_teams", event=cup.event, teams=teams[:1], reason="not eligible")
    between = await organiser.ask(board)
    await organiser.do(cup.id, "publish_results", round=cup.round)
    after = await organiser.ask(board)

    assert refused(without) == (422, "reason_missing")
    assert between["state"] == before["state"]
    assert (after["state"]["status"], after["state"]["order"]) == ("corrected", teams[1:])


async def test_the_table_is_a_file_in_both_languages(server: Server, organiser: Client) -> None:
    cup, _ = await teamed_cup(server, organiser, "files")
    path = f"competitions/{cup.id}/events/{cup.event}/teams"

    text = (await organiser.get(f"{path}.csv?lang=zh")).content.decode("utf-8-sig")
    book = await organiser.get(f"{path}.xlsx?lang=en")
    none = await organiser.get(f"competitions/{cup.id}/delegations.csv?table=none")
    table = await organiser.get(f"competitions/{cup.id}/delegations.csv?lang=en")

    rows = list(csv.reader(io.StringIO(text)))
    assert rows[3][:5] == ["名次", "队号", "参赛队", "代表队", "队员与计分"]
    assert [row[2] for row in rows[4:6]] in (["第1队", "第2队"], ["第2队", "第1队"])
    assert book.content.startswith(b"PK")
    assert refused(none) == (404, "delegation_table_unknown")
    assert table.status_code == 200

    good(await organiser.post(f"competitions/{cup.id}/brand", {"first": "#001a57"}))

    for dressed in (f"{path}.xlsx", f"competitions/{cup.id}/delegations.xlsx"):
        with ZipFile(io.BytesIO((await organiser.get(dressed)).content)) as parts:
            assert b"FF001A57" in parts.read("xl/styles.xml")


async def test_tables_of_delegations_are_chosen_from_the_library_and_shown(
    server: Server, organiser: Client
) -> None:
    cup = await marked_cup(server, organiser, "many")
    library = {one["id"]: one for one in await organiser.ask("delegation-tables")}
    chosen = [plain(library[id_]) for id_ in ("place_points", "average_scale")]
    await organiser.do(cup.id, "set_delegation_tables", tables=chosen)
    await organiser.do(cup.id, "close_round", round=cup.round, incomplete=False)
    await organiser.do(cup.id, "publish_results", round=cup.round)

    main = await organiser.ask(f"competitions/{cup.id}/delegations")
    scale = await organiser.ask(f"competitions/{cup.id}/delegations?table=average_scale")
    board = await organiser.ask(f"boards/delegations.{cup.id}.average_scale")

    assert (main["table"]["id"], main["by"]) == ("place_points", "rank_points")
    # Eight ranks without ties: 10 + 9 + 8 + 7 + 6 + 5 + 4 + 4.
    ranked = sum(int(row["value"]) for row in main["rows"].values())
    assert ranked == 53
    assert [one["scale"] for one in scale["best"]] == [
        max((one["scale"] for row in scale["rows"].values() for one in row["best"]), key=int)
    ]
    assert board["state"]["order"] == scale["order"]
    visitor = await server.client()
    page = await visitor.get(f"/c/{cup.id}/delegations?table=average_scale")
    assert (page.status_code, "Average score on the 700 scale" in page.text) == (200, True)
    assert (await visitor.get(f"/c/{cup.id}/delegations")).text.count('class="who"') == len(main["order"]) + 1
    assert [one["id"] for one in await organiser.ask(f"competitions/{cup.id}/delegation-tables")] == [
        "place_points",
        "average_scale",
    ]


def plain(one: dict[str, Any]) -> dict[str, Any]:
    """A rule or table as a command takes it."""
    return {key: value for key, value in one.items() if key != "text"}


async def test_a_file_of_ones_own_is_read_or_all_its_faults_are_named(
    server: Server, organiser: Client
) -> None:
    sound = b"id: own\nof: total\nbest: 2\n"
    broken = b"id: own\nof: rank_points\nmembers_min: -1\n"

    async def read(content: bytes) -> Any:
        return good(
            await organiser.request("POST", "team-rules/read", files={"file": ("rule.yaml", content)})
        )

    assert (await read(sound))["found"]["best"] == 2
    assert [line.split(":")[0] for line in (await read(broken))["problems"]] == ["members_min", "points"]
    assert (await read(b"of: luck\n"))["found"] is None


async def test_every_rule_of_the_library_can_be_set(server: Server, organiser: Client) -> None:
    cup = await server.cup(organiser, id_="rules")

    for rule in await organiser.ask("team-rules"):
        answer = await organiser.command(cup.id, "set_team_rule", event=cup.event, rule=plain(rule))
        # The forklift scheme compares no reading: a rule that adds up times says so.
        assert answer.status_code == 200 or (
            "seconds" in rule["ties"] and refused(answer)[1] == "team_rule_invalid"
        )


async def test_a_refused_team_leaves_no_name_behind(server: Server, organiser: Client) -> None:
    cup = await server.cup(organiser, id_="nameless", names=ROSTER_OF_ONE)
    entries = {one["number"]: one for one in cup.overview["events"][0]["entries"]}
    body = {
        "number": "1",
        "name": "混合队",
        "delegation": entries["101"]["delegation"],
        "members": [{"entry": entries["103"]["entry"]}],
    }
    answer = await organiser.post(f"competitions/{cup.id}/events/{cup.event}/teams", body, key=new_key())

    assert refused(answer) == (422, "team_member_foreign")
    assert len(await server.parts.people.list_entrants(cup.id)) == 4


async def test_a_judge_changes_no_team(server: Server, organiser: Client) -> None:
    cup = await server.cup(organiser, id_="denied")
    client = cup.judges[0].client

    for kind in ("register_teams", "remove_teams", "set_team_rule", "set_delegation_tables"):
        assert refused(await client.command(cup.id, kind, event=cup.event))[0] == 403
    assert refused(await client.get(f"competitions/{cup.id}/events/{cup.event}/teams"))[0] == 403
    assert refused(await client.get(f"competitions/{cup.id}/delegations.csv"))[0] == 403


LIST = (
    "参赛号,姓名,代表队,队号,队名,角色,替补\r\n"
    "101,甲,港口集团,1,港口一队,队长,\r\n"
    "102,乙,港口集团,1,港口一队,,是\r\n"
    "103,丙,造船厂,2,造船队,,\r\n"
)


async def test_one_file_brings_entries_and_teams_once(server: Server, organiser: Client) -> None:
    title = {"zh": "团体赛", "en": "Team cup"}
    good(
        await organiser.post(
            "competitions", {"id": "filed", "title": title, "place": "", "days": []}, key=new_key()
        )
    )
    scheme = await organiser.ask("schemes/forklift")
    await organiser.do("filed", "add_event", event="lift", title=title, scheme=scheme)
    key = new_key()

    first = good(await organiser.upload("filed", "lift", LIST.encode(), key=key))
    again = good(await organiser.upload("filed", "lift", LIST.encode(), key=key))
    more = "参赛号,姓名,代表队,队号\r\n104,丁,造船厂,2\r\n"
    good(await organiser.upload("filed", "lift", more.encode()))
    shown = await organiser.ask("competitions/filed/events/lift/teams")
    entries = (await organiser.ask("competitions/filed"))["events"][0]["entries"]

    assert (first["taken"], again["taken"]) == (3, 3)
    numbers = {one["entry"]: one["number"] for one in entries}
    assert [
        (
            team["number"],
            team["name"]["zh"],
            [(numbers[one["entry"]], one["role"], one["substitute"]) for one in team["members"]],
        )
        for team in shown["teams"]
    ] == [
        ("1", "港口一队", [("101", "队长", False), ("102", "", True)]),
        ("2", "造船队", [("103", "", False), ("104", "", False)]),
    ]
