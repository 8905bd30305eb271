"""Every route against every role and object: nothing is open by accident."""

from __future__ import annotations

import re
from typing import Any, get_args

import pytest
import pytest_asyncio

from server.core.commands import Role
from server.core.facts_setup import OfficialRole
from server.core.ids import CompetitionId, OfficialId
from server.services import access_view
from server.services.access import ALLOWED, Action, Person, refuse
from server.web.table import ENDPOINTS
from tests.support.server import Client, Cup, Server, new_key, refused

PUBLIC = {
    Action.READ_PUBLIC,
    Action.SIGN_IN,
    Action.SIGN_OUT,
    Action.REGISTER_DISPLAY,
    Action.READ_METRICS,
    Action.DRIVE_STREAM,
    Action.DRIVE_CEREMONY,
}
JUDGES = {Action.READ_SELF, Action.READ_WORK, Action.ADD_EVIDENCE, Action.READ_PICTURE, Action.HEAR_CALL}
FLOOR = {Action.READ_SELF}
CHIEF = {
    Action.READ_SELF,
    Action.READ_SCHEMES,
    Action.READ_COMPETITION,
    Action.READ_PICTURE,
    Action.READ_JUDGE_STATISTICS,
    Action.CALL_JUDGE,
    Action.READ_PAPER,
    Action.READ_SEALS,
    Action.OPEN_SEALS,
}
NOT_THE_ORGANISERS = {
    Action.READ_WORK,
    Action.HEAR_CALL,
    Action.ADD_EVIDENCE,
    Action.READ_JUDGE_STATISTICS,
    Action.READ_PAPER,
    Action.DRAW_SEALS,
}


@pytest.fixture(scope="module")
async def cups(server: Server, organiser: Client) -> tuple[Cup, Cup]:
    """Two competitions: a judge of one means nothing in the other."""
    return (
        await server.cup(organiser, id_="mine", entries=2),
        await server.cup(organiser, id_="theirs", entries=2),
    )


def paths(cup: Cup) -> list[tuple[str, str, Action]]:
    """Every endpoint, with places filled from a competition."""
    places = {
        "competition": cup.id,
        "event": cup.event,
        "round": cup.round,
        "module": next(iter(cup.panels)),
        "code": cup.codes[0],
        "layer": "work",
        "judge": cup.judges[0].id,
        "official": "nobody",
        "device": "nobody",
        "entry": cup.entries[0],
        "file": "0" * 64,
        "team": "t1",
        "scheme": "forklift",
        "table": "workers_contest",
        "display": "nobody",
        "item": "nobody",
        "channel": "tower",
        "action": "show",
        "picture": "nobody",
        "board": f"standings.{cup.id}.{cup.round}",
    }
    return [
        (e.method, re.sub(r"\{(\w+)\}", lambda m: places[m[1]], e.path), e.action)
        for e in ENDPOINTS
        if e.path != "/api/v1/sign-out"
    ]


async def knock(client: Client, method: str, path: str) -> tuple[int, str]:
    """Status and code of a request that is not well-formed on purpose: it only has to come past the door."""
    answer = await client.request(
        method,
        path,
        headers={"Idempotency-Key": new_key()},
        **({} if method == "GET" else {"json": {"bogus": 1}}),
    )
    code = answer.json()["code"] if answer.headers.get("content-type") == "application/problem+json" else ""
    return answer.status_code, code


async def test_without_a_sign_in_only_public_endpoints_answer(server: Server, cups: tuple[Cup, Cup]) -> None:
    client = await server.client()
    for method, path, action in paths(cups[0]):
        _, code = await knock(client, method, path)
        assert (code == "sign_in_needed") == (action not in PUBLIC), f"{method} {path}: {code}"


async def test_a_judge_reads_their_work_and_nothing_else(server: Server, cups: tuple[Cup, Cup]) -> None:
    judge = cups[0].judges[0].client
    for method, path, action in paths(cups[0]):
        _, code = await knock(judge, method, path)
        assert (code == "not_allowed") == (action not in PUBLIC | JUDGES), f"{method} {path}: {code}"


@pytest.fixture(scope="module")
async def floor_judge(server: Server, organiser: Client, cups: tuple[Cup, Cup]) -> Client:
    """A floor judge of the first competition."""
    return await server.floor_judge(organiser, cups[0])


async def test_a_floor_judge_reads_nothing_but_who_they_are(
    floor_judge: Client, cups: tuple[Cup, Cup]
) -> None:
    for method, path, action in paths(cups[0]):
        _, code = await knock(floor_judge, method, path)
        assert (code == "not_allowed") == (action not in PUBLIC | FLOOR), f"{method} {path}: {code}"


async def test_a_floor_judge_works_the_floor_of_their_competition_alone(
    floor_judge: Client, cups: tuple[Cup, Cup]
) -> None:
    mine, theirs = cups
    call: dict[str, Any] = {"module": next(iter(mine.panels)), "heat": 0}

    here = await floor_judge.command(mine.id, "call_heat", round=mine.round, **call)
    there = await floor_judge.command(theirs.id, "call_heat", round=theirs.round, **call)
    others = await floor_judge.command(mine.id, "close_round", round=mine.round, incomplete=True)
    by_judge = await mine.judges[0].client.command(mine.id, "call_heat", round=mine.round, **call)

    assert here.status_code == 200
    assert [refused(one) for one in (there, others, by_judge)] == [(403, "not_allowed")] * 3


@pytest.fixture(scope="module")
async def chief(server: Server, organiser: Client, cups: tuple[Cup, Cup]) -> Client:
    """A chief judge of the first competition."""
    return await server.official(organiser, cups[0], "chief")


async def test_a_chief_judge_reads_their_competition_and_changes_none_of_its_set_up(
    chief: Client, cups: tuple[Cup, Cup]
) -> None:
    for method, path, action in paths(cups[0]):
        _, code = await knock(chief, method, path)
        assert (code == "not_allowed") == (action not in PUBLIC | CHIEF), f"{method} {path}: {code}"
    for method, path, action in paths(cups[1]):
        if "theirs" in path and action not in PUBLIC:
            assert await knock(chief, method, path) == (403, "not_allowed"), f"{method} {path}"


async def test_a_chief_judge_rules_on_the_rounds_of_their_competition_and_publishes_nothing(
    chief: Client, cups: tuple[Cup, Cup]
) -> None:
    mine, theirs = cups
    state: dict[str, Any] = {"state": "withdrawn", "reason": ""}

    here = await chief.command(mine.id, "set_entry_state", round=mine.round, entry=mine.entries[1], **state)
    there = await chief.command(
        theirs.id, "set_entry_state", round=theirs.round, entry=theirs.entries[1], **state
    )
    others = [
        await chief.command(mine.id, "close_round", round=mine.round, incomplete=True),
        await chief.command(mine.id, "publish_results", round=mine.round),
        await chief.command(mine.id, "add_official", official="j9", role="judge"),
    ]

    assert here.status_code == 200
    assert [refused(one) for one in (there, *others)] == [(403, "not_allowed")] * 4


async def test_a_chief_judge_sits_on_no_panel(
    organiser: Client, chief: Client, cups: tuple[Cup, Cup]
) -> None:
    me = await chief.ask("me")
    answer = await organiser.command(
        cups[0].id, "set_panel", round=cups[0].round, module=next(iter(cups[0].panels)), judges=[me["id"]]
    )

    assert (me["role"], refused(answer)) == ("chief", (422, "official_not_judge"))


async def test_a_floor_judge_sits_on_no_panel(
    organiser: Client, floor_judge: Client, cups: tuple[Cup, Cup]
) -> None:
    me = await floor_judge.ask("me")
    answer = await organiser.command(
        cups[0].id, "set_panel", round=cups[0].round, module=next(iter(cups[0].panels)), judges=[me["id"]]
    )

    assert (me["role"], refused(answer)) == ("floor", (422, "official_not_judge"))


async def test_what_the_server_does_by_itself_nobody_asks_it_for(
    organiser: Client, cups: tuple[Cup, Cup]
) -> None:
    answer = await organiser.command(
        cups[0].id, "carry_clocks", round=cups[0].round, module=next(iter(cups[0].panels))
    )

    assert refused(answer) == (403, "not_allowed")


async def test_a_judge_means_nothing_in_another_competition(server: Server, cups: tuple[Cup, Cup]) -> None:
    judge = cups[0].judges[0].client
    for method, path, action in paths(cups[1]):
        if "theirs" in path and action not in PUBLIC:
            assert await knock(judge, method, path) == (403, "not_allowed"), f"{method} {path}"


async def test_the_organiser_comes_past_every_door_but_the_judges_and_what_is_about_them(
    organiser: Client, cups: tuple[Cup, Cup]
) -> None:
    for method, path, action in paths(cups[0]):
        _, code = await knock(organiser, method, path)
        assert (code == "not_allowed") == (action in NOT_THE_ORGANISERS), f"{method} {path}: {code}"


async def test_each_kind_of_command_belongs_to_one_role(organiser: Client, cups: tuple[Cup, Cup]) -> None:
    cup = cups[0]
    sheet: dict[str, Any] = {
        "module": next(iter(cup.panels)),
        "code": cup.codes[0],
        "marks": {},
        "comment": "",
    }

    by_organiser = await organiser.command(cup.id, "submit_sheet", round=cup.round, **sheet)
    by_judge = await cup.judges[0].client.command(cup.id, "close_round", round=cup.round, incomplete=True)

    assert refused(by_organiser) == (403, "not_allowed")
    assert refused(by_judge) == (403, "not_allowed")


async def test_a_token_that_is_not_ours_is_nobody(server: Server, cups: tuple[Cup, Cup]) -> None:
    client = await server.client()
    for token in (b"x", b"x" * 5000, "令牌".encode()):
        answer = await client.get("judge/work", headers={"Authorization": b"Bearer " + token})
        assert refused(answer)[0] == 401


@pytest.mark.parametrize("action", list(Action))
def test_nobody_and_judges_get_what_the_table_gives_and_no_more(action: Action) -> None:
    judge = Person("judge", OfficialId("j"), "", CompetitionId("mine"))

    assert (refuse(None, action) is None) == (action in ALLOWED[None])
    assert (refuse(judge, action, CompetitionId("mine")) is None) == (action in ALLOWED["judge"])
    if action not in PUBLIC:
        assert refuse(judge, action, CompetitionId("theirs")) is not None


ROLES: list[Role] = list(get_args(OfficialRole))
"""Every role that signs in with a card."""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def everyone(server: Server, organiser: Client, cups: tuple[Cup, Cup]) -> dict[str, Client]:
    """Somebody of every role, in the first competition; the organiser belongs to none."""
    officials: dict[str, Client] = {role: await server.official(organiser, cups[0], role) for role in ROLES}
    return {**officials, "organiser": organiser}


@pytest.mark.parametrize("role", [*ROLES, "organiser"])
async def test_every_route_opens_to_a_role_as_the_table_says(
    role: Role, everyone: dict[str, Client], cups: tuple[Cup, Cup]
) -> None:
    for method, path, action in paths(cups[0]):
        _, code = await knock(everyone[role], method, path)
        assert (code == "not_allowed") == (action not in ALLOWED[role]), f"{method} {path}: {code}"


@pytest.mark.parametrize("role", ROLES)
async def test_in_another_competition_an_official_of_any_role_means_nothing(
    role: Role, everyone: dict[str, Client], cups: tuple[Cup, Cup]
) -> None:
    for method, path, action in paths(cups[1]):
        if "theirs" in path and action not in PUBLIC:
            assert await knock(everyone[role], method, path) == (403, "not_allowed"), f"{method} {path}"


@pytest.mark.parametrize("role", [*ROLES, "organiser"])
async def test_a_board_shows_itself_to_a_role_as_the_table_says(
    role: Role, everyone: dict[str, Client], cups: tuple[Cup, Cup]
) -> None:
    mine = cups[0]
    boards = {
        f"progress.{mine.id}.{mine.round}": Action.WATCH_PROGRESS,
        f"floor.{mine.id}.{mine.round}": Action.WATCH_FLOOR,
        f"work.{mine.id}": Action.WATCH_WORK,
    }

    opened = {
        action: (await everyone[role].get(f"boards/{board}")).status_code == 200
        for board, action in boards.items()
    }

    assert opened == {action: action in ALLOWED[role] for action in boards.values()}


async def test_everybody_who_signed_in_is_shown_the_table_and_what_is_theirs_of_it(
    everyone: dict[str, Client], server: Server
) -> None:
    nobody = await server.client()
    tables = [await client.ask("access") for client in everyone.values()]
    mine = {role: (await client.ask("me"))["may"] for role, client in everyone.items()}

    assert refused(await nobody.get("access")) == (401, "sign_in_needed")
    assert all(table == access_view.table() for table in tables)
    shown = {
        role: sorted(line["action"] for line in access_view.table() if role in line["who"])
        for role in everyone
    }
    assert mine == shown
