"""Calling a judge: their tablet alone is told, until they say that they heard; nothing of it is in the ledger."""

from __future__ import annotations

from tests.support.server import Client, Server, good, refused


async def test_a_judge_is_called_and_says_that_they_heard(server: Server, organiser: Client) -> None:
    cup = await server.cup(organiser, id_="called", entries=2)
    chief = await server.official(organiser, cup, "chief")
    judge, *others = cup.judges
    path = f"competitions/{cup.id}"
    before = (await chief.ask(path))["position"]

    rung = (await chief.ask(f"boards/calls.{cup.id}"))["number"]
    call = good(await chief.post(f"{path}/officials/{judge.id}/call", None))
    waiting = (await judge.work())["call"]
    untold = ["call" in await one.work() for one in others]
    good(await judge.client.post("judge/call/heard", {"at": call["at"]}))
    told = (await chief.ask(f"{path}/calls"))["calls"][judge.id]

    assert waiting == {"at": call["at"]}
    assert not any(untold)
    assert "call" not in await judge.work()
    assert (await chief.ask(f"boards/calls.{cup.id}"))["number"] > rung
    assert told["heard_at"] > told["at"]
    assert (await chief.ask(path))["position"] == before


async def test_an_answer_to_an_older_call_leaves_the_newer_one_waiting(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="twice", entries=2)
    judge = cup.judges[0]
    path = f"competitions/{cup.id}/officials/{judge.id}/call"

    first = good(await organiser.post(path, None))
    second = good(await organiser.post(path, None))
    good(await judge.client.post("judge/call/heard", {"at": first["at"]}))

    assert (await judge.work())["call"] == {"at": second["at"]}


async def test_only_who_answers_for_judges_calls_and_only_judges_are_called(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="uncalled", entries=2)
    chief = await server.official(organiser, cup, "chief")
    me = (await chief.ask("me"))["id"]
    judge = cup.judges[0]
    path = f"competitions/{cup.id}/officials"

    assert refused(await judge.client.post(f"{path}/{judge.id}/call", None)) == (403, "not_allowed")
    assert refused(await chief.post("judge/call/heard", {"at": 1})) == (403, "not_allowed")
    assert refused(await organiser.post(f"{path}/nobody/call", None)) == (404, "official_unknown")
    assert refused(await organiser.post(f"{path}/{me}/call", None)) == (422, "official_not_judge")
