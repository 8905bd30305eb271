"""What strangers ask of the store of people, however many at once, keeps nobody waiting who is known."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from pathlib import Path
from typing import Any

import pytest

from server.run import inside
from server.services.parts import Parts
from server.settings import load
from tests.support.server import PASSWORD

MANY = 200


class Hall:
    """A server where somebody is known, and has not been heard of for a while."""

    def __init__(self, parts: Parts, token: str) -> None:
        self.parts = parts
        self.token = token

    async def place(self, strangers: list[Awaitable[Any]]) -> int:
        """How many strangers who came before are answered before the one who is known."""
        answered: list[int] = []

        async def one(number: int, asks: Awaitable[Any]) -> None:
            await asks
            answered.append(number)

        known = self.parts.sign_ins.who(self.token)
        await asyncio.gather(*(one(n, asks) for n, asks in enumerate([*strangers, known])))
        return answered.index(len(strangers))


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Hall]:
    now = 1_790_000_000_000
    settings = load(data=tmp_path, host="127.0.0.1", port=0, log_level="error")
    async with inside(settings, now=lambda: now) as running:
        sign_ins = running.parts.sign_ins
        _, token = await sign_ins.set_up(sign_ins.setup_code or "", "boss", PASSWORD, "127.0.0.1")
        assert await sign_ins.who(token) is not None
        now += 60_000
        yield Hall(running.parts, token)


async def test_made_up_tokens_are_looked_up_one_at_a_time(hall: Hall) -> None:
    assert await hall.place([hall.parts.sign_ins.who(f"made up {n}") for n in range(MANY)]) < 5


async def test_who_is_known_is_no_stranger_because_somebody_else_has_signed_out(hall: Hall) -> None:
    await hall.parts.sign_ins.sign_out("somebody else's")

    assert await hall.place([hall.parts.sign_ins.who(f"made up {n}") for n in range(MANY)]) < 5


async def test_new_screens_are_written_down_one_at_a_time(hall: Hall) -> None:
    assert await hall.place([hall.parts.displays.register() for _ in range(MANY)]) < 5
