"""Blind means blind: while numbers are sealed no route gives anybody but the encryption judge both sides of one.

The routes are those of the endpoint table, the public site and the boards: a new one is read here without anybody
remembering, and a place in a path that is new has to be filled in `PLACES` first. Boards are listened to over real
sockets, too, by somebody of every role, while the marks come in.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from itertools import product

import pytest
from starlette.routing import Route
from websockets.asyncio.client import ClientConnection, connect

from scoreboard import board_ids
from scoreboard.hub import BOARDS_MAX
from server.core.commands import Role
from server.core.ids import CompetitionId
from server.services.access import ALLOWED, Action
from server.services.board_kinds import PUBLIC_BOARDS
from server.web.table import ENDPOINTS
from tests.support.canaries import Answer, Canaries, Somebody, lines, read
from tests.support.seals import LAYERS, WORDS, draw, opening, seal, sealed
from tests.support.server import Client, Cup, Server, good, marks

ENTRIES = 8
BOARDS = {*PUBLIC_BOARDS, *board_ids.OF_ROUND, *board_ids.OF_COMPETITION, "display", "stream", "calls"}
BY_NUMBER_ONLY: tuple[Role | None, ...] = ("judge", "floor", "recorder", "encryption")
"""Who has numbers and no names; an encryption judge has the names of what they drew themselves, and of nothing else."""
OF_EVERYBODY = {Action.READ_PUBLIC, Action.SIGN_IN, Action.READ_METRICS, Action.DRIVE_STREAM}


@dataclass
class Hall:
    """A sealed round with every sheet in, and somebody of every role; the encryption judge here is another than who drew."""

    server: Server
    cup: Cup
    people: dict[Role | None, Client]
    canaries: Canaries
    places: dict[str, list[str]]
    numbers: Answer
    keeper: Client
    heard: dict[Role | None, list[str]]


@pytest.fixture(scope="module")
async def hall(server: Server, organiser: Client) -> Hall:
    cup, keeper, chief = await sealed(server, organiser, "cup", entries=ENTRIES)
    good(await draw(keeper, cup.id, "work"))
    people: dict[Role | None, Client] = {
        "chief": chief,
        "organiser": organiser,
        "judge": cup.judges[0].client,
    }
    for role in ("supervisor", "recorder", "encryption", "floor"):
        people[role] = await server.official(organiser, cup, role)
    people[None] = await server.client()
    numbers = await keeper.get(f"{seal(cup.id, 'entry')}/numbers")
    seen = read("json", numbers.content)
    places = places_of(cup)
    heard = await overheard(server, cup, people, places["board"])
    return Hall(server, cup, people, await canaries_of(cup, keeper), places, seen, keeper, heard)


async def overheard(
    server: Server, cup: Cup, people: dict[Role | None, Client], boards: list[str]
) -> dict[Role | None, list[str]]:
    """What everybody is sent over sockets, with all boards they are given, while every sheet is handed in."""
    async with AsyncExitStack() as stack:
        lines = [
            (role, await stack.enter_async_context(listening(server, client, boards[n : n + BOARDS_MAX])))
            for role, client in people.items()
            for n in range(0, len(boards), BOARDS_MAX)
        ]
        await hand_in(cup)
        state = server.parts.submit.state(CompetitionId(cup.id))
        assert state is not None
        async with asyncio.timeout(30):
            texts = await asyncio.gather(*(all_up_to(line, state.position) for _, line in lines))
    found: dict[Role | None, list[str]] = {role: [] for role in people}
    for (role, _), some in zip(lines, texts, strict=True):
        found[role] += some
    return found


def listening(server: Server, client: Client, boards: list[str]) -> connect:
    """A socket of somebody who is signed in as they are, with these boards."""
    heads = {"Cookie": "; ".join(f"{name}={value}" for name, value in client.http.cookies.items())}
    heads |= {"Authorization": f"Bearer {client.token}"} if client.token else {}
    asked = "&".join(f"board={board}" for board in boards)
    url = f"{server.base.replace('http', 'ws', 1)}/ws/v1/boards?{asked}"
    return connect(url, additional_headers=heads, compression=None, max_queue=None)


async def all_up_to(line: ClientConnection, position: int) -> list[str]:
    """Every text, until all boards that are given are said to be true at a position."""
    texts: list[str] = []
    behind: set[str] | None = None
    async for text in line:
        assert isinstance(text, str)
        texts.append(text)
        message = json.loads(text)
        if message["type"] == "hello":
            behind = set(message["boards"])
        elif message["type"] == "heartbeat" and message["number"] >= position and behind is not None:
            behind.discard(message["board"])
        if behind == set():
            break
    return texts


async def hand_in(cup: Cup) -> None:
    """Every work gets marks of its own: who is behind which follows from no total."""
    for judge in cup.judges:
        for round_ in (await judge.work())["rounds"]:
            for module in round_["modules"]:
                for number, sheet in enumerate(module["sheets"]):
                    filled = marks(module, f"0.{number + 1}")
                    good(await judge.submit(cup.id, "final", module["module"]["id"], sheet["code"], filled))


async def canaries_of(cup: Cup, keeper: Client) -> Canaries:
    """Everybody's names, and who is behind which number: as only the encryption judge reads it."""
    (event,) = cup.overview["events"]
    people = tuple(
        Somebody(
            one["entry"],
            one["number"],
            tuple(one["name"].values()),
            tuple(cup.overview["delegations"][one["delegation"]].values()),
        )
        for one in event["entries"]
    )
    behind = {one.number: one.id for one in people}
    orders, seeds = [], []
    for layer in LAYERS:
        numbers = await keeper.ask(f"{seal(cup.id, layer)}/numbers")
        behind |= {row["code"]: behind[row["of"]] for row in numbers["rows"]}
        orders.append(tuple(behind[row["code"]] for row in numbers["rows"]))
        seeds.append(numbers["seed"])
    return Canaries(people, tuple(orders), tuple(seeds))


def places_of(cup: Cup) -> dict[str, list[str]]:
    """What stands in the places of paths."""
    one = cup.entries[0]
    boards = [
        f"{kind}.{'.'.join((cup.id, cup.round, one)[:ids])}"
        for kind in BOARDS
        for ids in PUBLIC_BOARDS.get(kind, (1 if kind in board_ids.OF_COMPETITION else 2,))
    ]
    return {
        "competition": [cup.id],
        "event": [cup.event],
        "round": [cup.round],
        "module": list(cup.panels)[:2],
        "code": ["S01", "W01", "E01"],
        "layer": list(LAYERS),
        "judge": [cup.judges[0].id],
        "official": [cup.judges[0].id],
        "device": ["nobody"],
        "entry": [one, "sealed-s01", "sealed-w01"],
        "file": ["0" * 64],
        "team": ["t1"],
        "scheme": ["welding"],
        "table": ["workers_contest"],
        "display": ["nobody"],
        "item": ["nobody"],
        "channel": ["lower_third"],
        "action": ["show"],
        "picture": ["nobody"],
        "board": [*boards, "stream.lower_third", f"calls.{cup.id}", f"teams.{cup.id}.{cup.event}"],
    }


def filled(path: str, places: dict[str, list[str]]) -> Iterator[str]:
    """A path with every combination of its places."""
    names = re.findall(r"\{(\w+)(?::\w+)?\}", path)
    plain = re.sub(r":\w+\}", "}", path)
    for values in product(*(places[name] for name in names)):
        yield plain.format(**dict(zip(names, values, strict=True)))


def readable(role: Role | None) -> Iterator[str]:
    """Every path that somebody of a role may read; what everybody may, is read as nobody in particular."""
    for one in ENDPOINTS:
        if (
            one.method == "GET"
            and one.action in ALLOWED[role]
            and (role is None or one.action not in OF_EVERYBODY)
        ):
            yield one.path


def of_the_site(server: Server) -> Iterator[str]:
    """Every page of the public site."""
    yield from (
        route.path for route in server.routes if isinstance(route, Route) and route.path.startswith("/c/")
    )


async def answered(hall: Hall, role: Role | None) -> dict[str, Answer]:
    """Everything that somebody of a role is answered, refusals included."""
    paths = [*readable(role)]
    if role is None:
        paths += of_the_site(hall.server)
        paths += [f"/api/v1/public/competitions/{hall.cup.id}/find?q={hall.canaries.people[0].names[0]}"]
    found = {}
    for path in dict.fromkeys(one for each in paths for one in filled(each, hall.places)):
        got = await hall.people[role].get(path)
        found[path] = read(got.headers.get("content-type", ""), got.content)
    if role is not None:
        for board in hall.places["board"]:
            got = await hall.people[role].get(f"boards/{board}")
            # That a board is called as somebody called it tells them nothing.
            found[board] = read("json", got.content.replace(board.encode(), b""))
    for number, text in enumerate(hall.heard[role]):
        message = json.loads(text)
        named = (message.pop("board", ""), *message.pop("boards", ()))
        found[f"frame {number} {named[0]}"] = read("json", json.dumps(message, ensure_ascii=False).encode())
    return found


@pytest.mark.parametrize("role", BY_NUMBER_ONLY)
async def test_who_has_numbers_is_answered_no_names(hall: Hall, role: Role | None) -> None:
    found = await answered(hall, role)

    named = {path: hall.canaries.named(one) for path, one in found.items()}
    assert {path: who for path, who in named.items() if who} == {}


@pytest.mark.parametrize("role", [None, "chief", "supervisor", "organiser"])
async def test_nobody_is_answered_both_sides_of_a_number(
    hall: Hall, role: Role | None, capsys: pytest.CaptureFixture[str]
) -> None:
    found = await answered(hall, role) | {"the log": lines(capsys.readouterr())}

    assert leaks(hall.canaries, found) == {}


def leaks(canaries: Canaries, found: dict[str, Answer]) -> dict[str, list[str]]:
    """By path: rows with both sides, names in a secret order, seeds."""
    every = {
        path: [*canaries.linked(one), *canaries.ordered(one), *canaries.seeds_in(one.text)]
        for path, one in found.items()
    }
    return {path: some for path, some in every.items() if some}


@pytest.mark.parametrize("role", ["chief", "organiser"])
async def test_a_refusal_says_of_every_entry_the_same(hall: Hall, role: Role) -> None:
    said = set()
    for one in hall.canaries.people:
        answer = await hall.people[role].command(
            hall.cup.id, "set_entry_state", round="final", entry=one.id, state="withdrawn", reason="left"
        )
        said.add((answer.status_code, answer.text))

    assert len(said) == 1


def test_a_leak_would_be_found(hall: Hall) -> None:
    in_order = read("json", json.dumps(hall.canaries.orders[2]).encode())

    told = {json.loads(text)["type"] for text in hall.heard["organiser"]}
    work = [text for text in hall.heard["judge"] if f'"board":"work.{hall.cup.id}"' in text]

    assert told >= {"hello", "snapshot", "patch", "heartbeat", "refusal"}
    assert work
    assert len(hall.canaries.linked(hall.numbers)) >= ENTRIES
    assert len(hall.canaries.named(hall.numbers)) == ENTRIES
    assert hall.canaries.ordered(in_order)
    assert hall.canaries.seeds_in(hall.numbers.text) == [hall.canaries.seeds[0]]


async def test_once_the_works_are_decoded_still_nobody_is_named(hall: Hall, organiser: Client) -> None:
    await organiser.do(hall.cup.id, "close_round", round="final", incomplete=False)
    chief = hall.people["chief"]
    good(await opening(hall.keeper, hall.cup.id, "work", "ask", passphrase=WORDS["keeper"]))
    good(await opening(chief, hall.cup.id, "work", "confirm", passphrase=WORDS["chief"]))

    found = await answered(hall, "chief")

    opened = leaks(hall.canaries, found)
    seed = hall.canaries.seeds[LAYERS.index("work")]
    assert {path: some for path, some in opened.items() if some != [seed]} == {}
