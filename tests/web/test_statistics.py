"""Statistics about judges over HTTP: the chief judge of the competition reads them, and nobody else."""

from __future__ import annotations

from tests.support.server import Client, Cup, Server, good, marks, refused

PATH = "competitions/{cup}/rounds/{round}/judge-statistics"


async def judged(server: Server, organiser: Client, id_: str) -> Cup:
    """Two entries in, the first judge always higher than the others."""
    cup = await server.cup(organiser, id_=id_, scheme="cooking", entries=3)
    for n, judge in enumerate(cup.judges):
        for part in (await judge.work())["rounds"][0]["modules"]:
            for code in cup.codes[:2]:
                some = marks(part, "0.9" if n == 0 else "0.6")
                good(await judge.submit(cup.id, cup.round, part["module"]["id"], code, some))
    return cup


async def test_the_chief_judge_is_told_who_marks_higher_than_the_rest(
    server: Server, organiser: Client
) -> None:
    cup = await judged(server, organiser, "told")
    chief = await server.official(organiser, cup, "chief")

    told = await chief.ask(PATH.format(cup=cup.id, round=cup.round))

    first, *others = told["judges"]
    assert first["id"] == cup.judges[0].id
    assert float(first["severity"]) > 0
    assert all(float(other["severity"]) <= 0 for other in others)
    assert (first["few"], first["drift"], first["own"]) == (True, None, None)
    assert [one["code"] for one in first["entries"]] == cup.codes[:2]
    assert {one["entries"] for one in told["panels"][0]["aspects"]} == {2}


async def test_nobody_else_is_told(server: Server, organiser: Client) -> None:
    cup = await judged(server, organiser, "untold")
    other = await server.cup(organiser, id_="elsewhere", entries=2)
    path = PATH.format(cup=cup.id, round=cup.round)

    answers = [
        await organiser.get(path),
        await cup.judges[0].client.get(path),
        await (await server.floor_judge(organiser, cup)).get(path),
        await (await server.official(organiser, other, "chief")).get(path),
    ]

    assert [refused(answer) for answer in answers] == [(403, "not_allowed")] * 4
    assert refused(await (await server.client()).get(path)) == (401, "sign_in_needed")


async def test_a_correction_is_seen_in_the_statistics_at_once(server: Server, organiser: Client) -> None:
    cup = await judged(server, organiser, "corrected")
    chief = await server.official(organiser, cup, "chief")
    path = PATH.format(cup=cup.id, round=cup.round)
    judge, code = cup.judges[0], cup.codes[0]
    part = (await judge.work())["rounds"][0]["modules"][0]
    mine = next(sheet for sheet in part["sheets"] if sheet["code"] == code)
    before = (await chief.ask(path))["judges"][0]["severity"]

    await chief.do(
        cup.id,
        "correct_sheet",
        round=cup.round,
        module=part["module"]["id"],
        code=code,
        judge=judge.id,
        marks=marks(part, "0.6"),
        reason="看错",
        replaces=mine["submitted"]["position"],
    )

    assert float((await chief.ask(path))["judges"][0]["severity"]) < float(before)
