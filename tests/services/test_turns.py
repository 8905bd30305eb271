"""Turns: work that strangers ask for is done piece by piece, with rests, and only so much of it waits."""

from __future__ import annotations

import asyncio

from server.core.refusals import Code
from server.services.refused import Refused
from server.services.turns import WAITING_MAX, Turns


async def test_one_works_at_a_time_and_in_the_order_they_came() -> None:
    turns, said = Turns(lambda: 0.0), []

    async def work(name: str) -> None:
        async with turns.turn():
            said.append(f"{name} begins")
            await asyncio.sleep(0)
            said.append(f"{name} ends")

    await asyncio.gather(work("a"), work("b"))

    assert said == ["a begins", "a ends", "b begins", "b ends"]


async def test_after_a_piece_that_others_wait_behind_comes_a_rest_as_long() -> None:
    seconds = iter([0.0, 0.02, 1.0, 1.0])
    turns = Turns(lambda: next(seconds))
    loop = asyncio.get_running_loop()

    async def work() -> float:
        async with turns.turn():
            await asyncio.sleep(0)
            return loop.time()

    first, second = await asyncio.gather(work(), work())

    assert second - first >= 0.02


async def test_who_finds_too_many_waiting_is_told_to_come_again() -> None:
    turns = Turns(lambda: 0.0)

    async def work() -> None:
        async with turns.turn():
            pass

    ways = await asyncio.gather(*(work() for _ in range(WAITING_MAX + 2)), return_exceptions=True)

    refused = [way for way in ways if isinstance(way, Refused)]
    assert [one.code for one in refused] == [Code.BUSY]
