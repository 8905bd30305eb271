"""A phone as the remote of a ceremony: let in by PIN or code, one step at a time, and nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.core.ceremony import Plan
from server.core.ids import CompetitionId, RoundId
from server.core.refusals import Code, Refusal
from server.services.refused import Refused
from tests.support.ceremonies import board, path, revealed_from, store
from tests.support.server import Client, Server, good, refused
from tests.web.test_publication import judged


async def test_a_ninth_phone_puts_the_first_out(server: Server, organiser: Client, tmp_path: Path) -> None:
    cup = await judged(server, organiser, "phones")
    of = await revealed_from(server, cup)
    ceremonies, people, _ = await store(tmp_path)
    key = CompetitionId(cup.id), RoundId(cup.round)
    made = await ceremonies.prepare(*key, of, Plan(), rehearsal=False)
    assert not isinstance(made, Refusal)
    tokens = [await ceremonies.let_in(*key, made[2], "here") for _ in range(9)]
    known = [ceremonies.remote(*key, f"{token}") is not None for token in tokens]
    await people.close()

    assert known == [False, *[True] * 8]


async def test_strangers_drive_nothing_and_a_pin_is_not_guessed(server: Server, organiser: Client) -> None:
    cup = await judged(server, organiser, "strangers")
    pin = good(await organiser.post(path(cup), {}))["pin"]
    stranger = await server.client()
    wrong = "0000000000" if pin != "0000000000" else "0000000001"

    assert refused(await stranger.post(f"{path(cup)}/next", {})) == (401, "remote_pin_wrong")
    assert refused(await stranger.post(f"{path(cup)}/next", {}, headers={"X-Remote-Token": "x"})) == (
        401,
        "remote_pin_wrong",
    )
    assert refused(await cup.judges[0].client.post(f"{path(cup)}/go", {})) == (401, "remote_pin_wrong")
    assert refused(await stranger.post(f"{path(cup)}/remote", {"pin": wrong})) == (401, "remote_pin_wrong")
    assert refused(await stranger.get(f"{path(cup)}/script")) == (401, "sign_in_needed")
    assert refused(await organiser.post(f"{path(cup)}/explode", {})) == (404, "not_found")


async def test_a_new_pin_puts_the_phones_of_the_old_one_out_and_the_ceremony_stays_at_its_step(
    server: Server, organiser: Client
) -> None:
    cup = await judged(server, organiser, "new-pin")
    assert refused(await organiser.post(f"{path(cup)}/pin")) == (404, "ceremony_unknown")
    old = good(await organiser.post(path(cup), {}))
    phone = await server.client()
    token = good(await phone.post(f"{path(cup)}/remote", {"pin": old["pin"]}))["token"]
    good(await organiser.post(f"{path(cup)}/arm", {}))
    good(await phone.post(f"{path(cup)}/go", {}, headers={"X-Remote-Token": token}))
    good(await organiser.post(f"{path(cup)}/next", {}))
    before = await board(cup, phone)

    assert refused(await phone.post(f"{path(cup)}/pin", headers={"X-Remote-Token": token}))[0] == 401
    new = good(await organiser.post(f"{path(cup)}/pin"))
    # A desk that still shows the old one sees that it is old.
    assert old["pin_at"] < new["pin_at"] == (await organiser.ask(path(cup)))["pin_at"]

    out = await phone.post(f"{path(cup)}/next", {}, headers={"X-Remote-Token": token})
    assert refused(out) == (401, "remote_pin_wrong")
    for secret in (old["pin"], old["key"]):
        again = await phone.post(f"{path(cup)}/remote", {"pin": secret})
        assert refused(again) == (401, "remote_pin_wrong")
    assert await board(cup, phone) == before
    for secret in (f" {new['pin'][:5]} {new['pin'][5:]}", new["key"]):
        token = good(await phone.post(f"{path(cup)}/remote", {"pin": secret}))["token"]
        here = good(await phone.post(f"{path(cup)}/look", {}, headers={"X-Remote-Token": token}))
        assert (here["phase"], here["step"]) == ("running", 1)


async def test_too_many_pins_have_to_wait(tmp_path: Path) -> None:
    ceremonies, people, _ = await store(tmp_path)
    cup, final = CompetitionId("cup"), RoundId("final")
    answers = [await ceremonies.let_in(cup, final, "123456", "10.0.0.1") for _ in range(5)]
    with pytest.raises(Refused) as sixth:
        await ceremonies.let_in(cup, final, "123456", "10.0.0.1")
    await people.close()

    assert answers == [Refusal(Code.REMOTE_PIN_WRONG)] * 5
    assert sixth.value.code is Code.TOO_MANY_REQUESTS


async def test_whoever_tries_pins_keeps_nobody_out_who_scans_or_knows_it(
    server: Server, organiser: Client, tmp_path: Path
) -> None:
    cup = await judged(server, organiser, "scanned")
    of = await revealed_from(server, cup)
    ceremonies, people, _ = await store(tmp_path)
    key = CompetitionId(cup.id), RoundId(cup.round)
    made = await ceremonies.prepare(*key, of, Plan(), rehearsal=False)
    assert not isinstance(made, Refusal)
    for _ in range(5):
        await ceremonies.let_in(*key, "no such", "10.0.0.1")
    with pytest.raises(Refused):
        await ceremonies.let_in(*key, made[1], "10.0.0.1")
    scanned = await ceremonies.let_in(*key, made[2], "10.0.0.1")
    typed = await ceremonies.let_in(*key, made[1], "10.0.0.2")
    await people.close()

    assert isinstance(scanned, str)
    assert isinstance(typed, str)
