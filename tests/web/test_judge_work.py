"""What a judge's tablet is told: everything for a day without network, and not one byte that tells who is behind a code."""

from __future__ import annotations

from tests.support.server import Client, Server, good, marks, refused, roster


async def test_no_name_number_or_entry_id_reaches_a_judge(server: Server, organiser: Client) -> None:
    cup = await server.cup(organiser, id_="blind", scheme="welding", entries=8)
    judge = cup.judges[0]
    module = (await judge.work())["rounds"][0]["modules"][0]
    sent = await judge.submit(cup.id, cup.round, module["module"]["id"], cup.codes[0], marks(module))
    again = await judge.submit(cup.id, cup.round, module["module"]["id"], cup.codes[0], marks(module))

    heard = [
        await judge.client.get("judge/work"),
        await judge.client.get("me"),
        await judge.client.get(f"competitions/{cup.id}"),
        await judge.client.get(f"competitions/{cup.id}/rounds/{cup.round}/progress"),
        sent,
        again,
    ]

    rows = [line.split(",") for line in roster(8).splitlines()[1:]]
    event = cup.overview["events"][0]
    canaries = [cell for row in rows for cell in row[1:]] + [entry["entry"] for entry in event["entries"]]
    canaries += [f'"{row[0]}"' for row in rows] + list(cup.overview["delegations"])
    everything = b"\n".join(bytes(answer.content) + str(answer.headers).encode() for answer in heard).decode()
    assert [canary for canary in canaries if canary in everything] == []
    good(sent)


async def test_the_work_is_whole_and_answers_unchanged_while_it_is(server: Server, organiser: Client) -> None:
    cup = await server.cup(organiser, id_="etag", scheme="welding", entries=3)
    judge, other = cup.judges[0], cup.judges[1]
    first = await judge.client.get("judge/work")
    tag = {"If-None-Match": first.headers["etag"]}
    theirs = (await other.work())["rounds"][0]["modules"][0]

    good(await other.submit(cup.id, cup.round, theirs["module"]["id"], cup.codes[0], marks(theirs)))
    after_others = await judge.client.get("judge/work", headers=tag)
    mine = first.json()["rounds"][0]["modules"][0]
    receipt = good(await judge.submit(cup.id, cup.round, mine["module"]["id"], cup.codes[0], marks(mine)))
    after_mine = await judge.client.get("judge/work", headers=tag)

    assert after_others.status_code == 304
    assert after_mine.status_code == 200
    sheets = after_mine.json()["rounds"][0]["modules"][0]["sheets"]
    assert [sheet["code"] for sheet in sheets] == cup.codes
    assert sheets[0]["submitted"] == {
        "position": receipt["position"],
        "recorded_at": receipt["recorded_at"],
        "marks": marks(mine),
        "corrected": False,
    }
    assert [sheet["submitted"] for sheet in sheets[1:]] == [None, None]


async def test_a_judge_without_a_panel_has_nothing_to_do(server: Server, organiser: Client) -> None:
    cup = await server.cup(organiser, id_="idle")
    card = good(await organiser.post("competitions/idle/officials", {"names": ["闲人"]}, key="0" * 31 + "1"))[
        0
    ]
    idle = await server.judge(card)

    assert (await idle.work())["rounds"] == []
    answer = await idle.submit(cup.id, cup.round, next(iter(cup.panels)), cup.codes[0], {})
    assert refused(answer) == (403, "not_on_panel")
