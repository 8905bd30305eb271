"""A ceremony that is pressed twice by a control surface, and one that cannot be put away for now."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from server.core.ceremony import Plan
from server.core.ids import CompetitionId, RoundId
from server.core.refusals import Code, Refusal
from server.services.ceremonies import PAUSE_SECONDS
from server.services.ceremony_run import Ceremony, Drive
from tests.support.ceremonies import path, revealed_from, second, store
from tests.support.server import Client, Server, good, refused
from tests.web.test_publication import judged


async def test_a_key_that_bounces_moves_one_step_unless_it_says_which_it_saw(
    server: Server, organiser: Client, tmp_path: Path
) -> None:
    cup = await judged(server, organiser, "bouncing")
    of = await revealed_from(server, cup)
    key = CompetitionId(cup.id), RoundId(cup.round)
    ceremonies, people, clock = await store(tmp_path)

    async def press(drive: Drive, seen: int | None = None) -> int | Refusal:
        after = await ceremonies.drive(*key, drive, "b", seen=seen)
        return after.step if isinstance(after, Ceremony) else after

    assert not isinstance(await ceremonies.prepare(*key, of, Plan(), rehearsal=False), Refusal)
    for drive, who in (("arm", "a"), ("go", "b")):
        assert isinstance(await ceremonies.drive(*key, drive, who), Ceremony)  # type: ignore[arg-type]

    assert await press("next") == 1, "the first press waits for nothing"
    too_soon = Refusal(Code.CEREMONY_TOO_SOON, {"step": 1, "seconds": PAUSE_SECONDS})
    assert await press("next") == await press("back") == too_soon
    assert await press("next", seen=1) == 2, "who says what they saw presses as fast as they like"
    assert await press("next") == Refusal(Code.CEREMONY_TOO_SOON, {"step": 2, "seconds": PAUSE_SECONDS})
    clock.goes(PAUSE_SECONDS)
    assert await press("next") == 3
    # A step it took by itself in that moment counts as well: whoever pressed did not see it.
    assert isinstance(await ceremonies.drive(*key, "auto", "b", to=2), Ceremony)
    clock.goes(2)
    await ceremonies.go_on()
    assert await press("next") == Refusal(Code.CEREMONY_TOO_SOON, {"step": 4, "seconds": PAUSE_SECONDS})
    await people.close()


async def test_a_surface_is_told_what_to_send_when_it_presses_twice(
    server: Server, organiser: Client
) -> None:
    cup = await judged(server, organiser, "surface")
    phone, remote = await second(server, organiser, cup)
    good(await organiser.post(f"{path(cup)}/arm", {}))
    good(await phone.post(f"{path(cup)}/go", {}, headers=remote))

    answers = await asyncio.gather(
        *(phone.post(f"{path(cup)}/next", {}, headers=remote | {"Accept-Language": "en"}) for _ in range(2))
    )

    first, twice = sorted(answers, key=lambda answer: answer.status_code)
    assert good(first)["step"] == 1
    assert refused(twice) == (409, "ceremony_too_soon")
    assert twice.json()["params"] == {"step": 1, "seconds": PAUSE_SECONDS}
    assert '"seen"' in twice.json()["detail"]


async def test_a_ceremony_that_could_not_be_put_away_is_there_as_after_a_restart(
    server: Server, organiser: Client, tmp_path: Path
) -> None:
    cup = await judged(server, organiser, "stuck")
    of = await revealed_from(server, cup)
    key = CompetitionId(cup.id), RoundId(cup.round)
    ceremonies, people, _clock = await store(tmp_path)
    assert not isinstance(await ceremonies.prepare(*key, of, Plan(), rehearsal=False), Refusal)
    before = ceremonies.get(*key)
    with closing(sqlite3.connect(tmp_path / "people.sqlite", isolation_level=None)) as disk:
        disk.execute(
            "CREATE TRIGGER stuck BEFORE DELETE ON hall_item BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
        )
        with pytest.raises(DatabaseError):
            await ceremonies.end(*key)
        assert ceremonies.get(*key) == before
        disk.execute("DROP TRIGGER stuck")
    assert await ceremonies.end(*key) is None
    await people.close()
    again, people, _clock = await store(tmp_path)
    assert again.get(*key) is None
    await people.close()
