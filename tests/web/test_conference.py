"""A conference through the API: what chief judge, judges, boards and both calculations make of it."""

from __future__ import annotations

from typing import Any

from server.core.ids import CompetitionId
from server.services.verify import Verifier
from tests.support.server import Client, Cup, Judge, Server, good, marks, refused


async def _part(judge: Judge, module: str) -> Any:
    parts = (await judge.work())["rounds"][0]["modules"]
    return next(one for one in parts if one["module"]["id"] == module)


async def _sheet(judge: Judge, module: str, code: str) -> Any:
    return next(one for one in (await _part(judge, module))["sheets"] if one["code"] == code)


def _module(cup: Cup) -> tuple[str, list[str]]:
    return next((of, list(some)) for of, some in cup.panels.items() if len(some) > 1)


async def _hand_in_apart(cup: Cup, code: str) -> dict[str, Any]:
    """The first judge gives the lowest level wherever there are levels, the others the highest."""
    module, panel = _module(cup)
    filled = {}
    for number, judge in enumerate(map(cup.judge, panel)):
        filled = marks(await _part(judge, module))
        for mark in filled.values():
            mark |= {"level": "3" if number else "0"} if "level" in mark else {}
        good(await judge.submit(cup.id, cup.round, module, code, filled))
    return filled


async def test_a_panel_too_far_apart_is_called_marks_again_and_is_together(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="apart", scheme="bim", entries=1)
    chief, code = await server.official(organiser, cup, "chief"), cup.codes[0]
    module, panel = _module(cup)
    others = await _hand_in_apart(cup, code)
    path = f"competitions/{cup.id}/rounds/{cup.round}"
    (row,) = (await chief.ask(f"{path}/progress"))["rows"].values()
    shown = await chief.ask(f"{path}/conferences/{module}/{code}")
    aspects = [one["aspect"] for one in shown["aspects"]]
    where = {"round": cup.round, "module": module, "code": code}
    first = cup.judge(panel[0])

    called = await chief.do(
        cup.id,
        "call_conference",
        **where,
        aspects=aspects,
        judges=[panel[0]],
        reason="分差过大",
        seen=shown["seen"],
    )
    asked = await _sheet(first, module, code)
    not_asked = await _sheet(cup.judge(panel[1]), module, code)
    during = await chief.ask(f"{path}/progress")
    (standing,) = (await chief.ask(f"{path}/standings"))["rows"].values()
    again = await first.client.command(
        cup.id,
        "submit_sheet",
        **where,
        marks=asked["returned"]["marks"] | {one: others[one] for one in aspects},
        comment="",
        answers=called["position"],
    )
    after = await chief.ask(f"{path}/conferences/{module}/{code}")
    (settled,) = (await chief.ask(f"{path}/progress"))["rows"].values()

    spans = row["conferences"][module]["apart"]
    assert {(one["lowest"], one["highest"]) for one in spans} == {("0", "3")}
    assert aspects == [one["aspect"] for one in spans]
    assert asked["submitted"] is None
    assert asked["returned"]["reason"] == "分差过大"
    assert asked["returned"]["conference"]["aspects"] == aspects
    assert asked["returned"]["conference"]["marks"][aspects[0]] == [
        {"level": "0"},
        *[{"level": "3"}] * (len(panel) - 1),
    ]
    assert not_asked["submitted"] is not None
    (row,) = during["rows"].values()
    assert row["conferences"][module]["asked"] == [panel[0]]
    assert standing["under_review"] is True
    assert "total" in standing, "the marks of before count until then"
    assert again.status_code == 200, again.text
    assert (after["open"], "conferences" in settled) == (False, False)
    (mine, *_) = after["aspects"][0]["marks"]
    assert (mine["before"], mine["now"]) == ([{"level": "0"}], {"level": "3"})
    assert (await _sheet(first, module, code))["submitted"]["answers"] == called["position"]


async def test_a_spread_is_let_stand_and_what_is_official_is_reckoned_twice_and_verifies(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="stand", scheme="bim", entries=1)
    code, (module, _) = cup.codes[0], _module(cup)
    await _hand_in_apart(cup, code)
    path = f"competitions/{cup.id}/rounds/{cup.round}"
    shown = await organiser.ask(f"{path}/conferences/{module}/{code}")
    close: dict[str, Any] = {"round": cup.round, "incomplete": True}

    early = await organiser.command(cup.id, "close_round", **close)
    await organiser.do(
        cup.id,
        "accept_spread",
        round=cup.round,
        module=module,
        code=code,
        aspects=[one["aspect"] for one in shown["aspects"]],
        reason="两种看法都成立",
        seen=shown["seen"],
    )
    await organiser.do(cup.id, "close_round", **close)
    published = await organiser.command(cup.id, "publish_results", round=cup.round)
    verifier = Verifier()
    for record in await server.parts.ledger.read(CompetitionId("stand"), 0, 1000):
        verifier.take(record)

    assert refused(early) == (409, "conferences_open")
    assert published.status_code == 200, published.text
    assert (verifier.report().sound, verifier.report().doubts) == (True, ())


async def test_judges_call_no_conference_and_read_none(server: Server, organiser: Client) -> None:
    cup = await server.cup(organiser, id_="judges", scheme="bim", entries=1)
    module, panel = _module(cup)
    await _hand_in_apart(cup, cup.codes[0])
    judge = cup.judge(panel[0])
    where = {"round": cup.round, "module": module, "code": cup.codes[0]}

    called = await judge.client.command(
        cup.id, "call_conference", **where, aspects=["a"], judges=[], reason="x", seen=1
    )
    read = await judge.client.get(
        f"competitions/{cup.id}/rounds/{cup.round}/conferences/{module}/{cup.codes[0]}"
    )

    assert refused(called) == (403, "not_allowed")
    assert read.status_code == 403
