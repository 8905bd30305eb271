"""Who opens a layer: the two the ledger names, in time, and nothing of it stays in the server's memory."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.seals import WORDS, draw, opening, seal, sealed
from tests.support.server import Client, Cup, Server, good, new_key, refused, running_server


@dataclass
class Clock:
    """Steady seconds, moved by hand."""

    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Closed:
    """A round that is closed, all its layers drawn, the last one twice; who opens them, and the clock of the seals."""

    cup: Cup
    keeper: Client
    chief: Client
    clock: Clock
    seeds: list[str]

    async def layer(self) -> str:
        """The layer whose turn it is."""
        (round_,) = (await self.chief.ask(f"competitions/{self.cup.id}/seals"))["rounds"]
        return str([one["layer"] for one in round_["layers"] if not one["open"]][-1])

    async def ask(self, who: Client, words: str) -> None:
        good(await opening(who, self.cup.id, await self.layer(), "ask", passphrase=words))

    async def confirmed(self, who: Client, words: str) -> tuple[int, str]:
        answer = await opening(who, self.cup.id, await self.layer(), "confirm", passphrase=words)
        return (200, "") if answer.status_code == 200 else refused(answer)


@pytest.fixture(scope="module")
async def closed(server: Server, organiser: Client) -> Closed:
    clock = Clock()
    server.parts.seals.clock = clock
    cup, keeper, chief = await sealed(server, organiser, "closed")
    seeds = []
    for _ in range(2):
        good(await draw(keeper, cup.id, "work"))
        seeds.append((await keeper.ask(f"{seal(cup.id, 'work')}/numbers"))["seed"])
    await organiser.do(cup.id, "close_round", round="final", incomplete=True)
    return Closed(cup, keeper, chief, clock, seeds)


async def test_of_a_layer_drawn_again_only_the_last_seed_is_in_memory(closed: Closed, server: Server) -> None:
    held = {one.seed for one in server.parts.seals._fresh.values()}

    assert [seed in held for seed in closed.seeds] == [False, True]


async def test_numbers_nobody_put_away_are_put_away_by_themselves(closed: Closed) -> None:
    numbers = f"{seal(closed.cup.id, 'entry')}/numbers"
    good(await closed.keeper.get(numbers))
    closed.clock.now += 4 * 3600 + 1

    assert refused(await closed.keeper.get(numbers)) == (404, "seal_not_here")


async def test_what_the_rules_refuse_costs_no_passphrase(closed: Closed) -> None:
    early = await opening(closed.keeper, closed.cup.id, "entry", "ask", passphrase="not mine")
    await closed.ask(closed.keeper, WORDS["keeper"])

    assert refused(early) == (409, "decode_out_of_order")
    assert await closed.confirmed(closed.keeper, "not mine either") == (403, "decode_needs_another")


async def test_an_asking_sent_twice_is_one_and_its_id_asks_for_nothing_else(closed: Closed) -> None:
    key, words = new_key(), {"passphrase": WORDS["keeper"]}
    path = f"{seal(closed.cup.id, await closed.layer())}/ask"
    first = good(await closed.keeper.post(path, words, key=key))

    again = good(await closed.keeper.post(path, words, key=key))
    other = await closed.keeper.post(f"{seal(closed.cup.id, 'entry')}/ask", words, key=key)

    assert again == first | {"fresh": False}
    assert refused(other) == (409, "command_id_reused")


async def test_an_asking_that_nobody_confirms_lapses(closed: Closed) -> None:
    await closed.ask(closed.keeper, WORDS["keeper"])
    closed.clock.now += 15 * 60 + 1

    late = await closed.confirmed(closed.chief, WORDS["chief"])
    shown = (await closed.chief.ask(f"competitions/{closed.cup.id}/seals"))["rounds"][0]["asked"]
    await closed.ask(closed.keeper, WORDS["keeper"])

    assert late == (409, "decode_not_asked")
    assert shown["waits"] is None
    assert await closed.confirmed(closed.chief, WORDS["chief"]) == (200, "")


async def test_whose_asking_is_confirmed_is_who_asked_last(closed: Closed) -> None:
    await closed.ask(closed.keeper, WORDS["keeper"])
    await closed.ask(closed.chief, WORDS["chief"])

    own = await closed.confirmed(closed.chief, WORDS["chief"])
    other = await closed.confirmed(closed.keeper, WORDS["keeper"])

    assert own == (403, "decode_needs_another")
    assert other == (200, "")


async def test_after_a_restart_an_asking_has_to_be_repeated(tmp_path: Path) -> None:
    async with running_server(tmp_path) as before:
        organiser = await before.organiser()
        cup, keeper, chief = await sealed(before, organiser, "restart")
        good(await draw(keeper, cup.id, "work"))
        await organiser.do(cup.id, "close_round", round="final", incomplete=True)
        good(await opening(keeper, cup.id, "work", "ask", passphrase=WORDS["keeper"]))
    async with running_server(tmp_path) as after:
        keeper, chief = await after.client(keeper.token), await after.client(chief.token)
        told = (await chief.ask(f"competitions/{cup.id}/seals"))["rounds"][0]["asked"]

        alone = await opening(chief, cup.id, "work", "confirm", passphrase=WORDS["chief"])
        good(await opening(keeper, cup.id, "work", "ask", passphrase=WORDS["keeper"]))
        both = await opening(chief, cup.id, "work", "confirm", passphrase=WORDS["chief"])

    assert (told["role"], told["waits"]) == ("encryption", None)
    assert refused(alone) == (409, "decode_not_asked")
    assert both.status_code == 200
