"""The first organiser, signing in and out, pairing and revoking: who may come in, and how often they may try."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.run import inside
from server.services.secrets_kept import digest
from server.settings import load
from tests.support.server import PASSWORD, Client, Server, good, new_key, refused, running_server


async def test_the_setup_code_makes_the_first_organiser_once(tmp_path: Path) -> None:
    async with running_server(tmp_path) as server:
        client = await server.client()
        code = server.parts.sign_ins.setup_code or ""
        body = {"code": f" {code[:4].lower()}-{code[4:]} ", "name": "王总", "password": PASSWORD}

        about = await client.ask("about")
        wrong = await client.post("setup", {**body, "code": "AAAA-AAAA"})
        short = await client.post("setup", {**body, "password": "1234567"})
        first = await client.post("setup", body)
        again = await client.post("setup", body)

        assert about["setup_needed"] is True
        assert refused(wrong) == (401, "setup_code_wrong")
        assert refused(short) == (422, "password_too_short")
        assert first.status_code == 200
        assert refused(again) == (409, "setup_done")
        assert (await client.ask("about"))["setup_needed"] is False
        assert (await client.ask("me"))["name"] == "王总"


async def test_setup_code_and_sign_ins_survive_a_restart(tmp_path: Path) -> None:
    async with running_server(tmp_path) as server:
        code = server.parts.sign_ins.setup_code
    async with running_server(tmp_path) as server:
        assert server.parts.sign_ins.setup_code == code
        organiser = await server.organiser()
        cookies = dict(organiser.http.cookies)
    async with running_server(tmp_path) as server:
        client = await server.client()
        client.http.cookies.update(cookies)

        assert server.parts.sign_ins.setup_code is None
        assert (await client.ask("me"))["role"] == "organiser"
    assert not (tmp_path / "setup-code.txt").exists()


async def test_the_cookie_is_opaque_and_out_of_reach_of_pages(server: Server, organiser: Client) -> None:
    client = await server.client()

    answer = await client.post("sign-in", {"name": "组织者", "password": PASSWORD})

    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Secure" not in cookie  # this server speaks plain http


async def test_signing_out_ends_the_sign_in_itself(server: Server, organiser: Client) -> None:
    client = await server.organiser()
    cookies = dict(client.http.cookies)

    good(await client.post("sign-out"))

    client.http.cookies.update(cookies)
    assert refused(await client.get("me")) == (401, "sign_in_needed")


@pytest.mark.parametrize("name", ["组织者", "nobody"])
async def test_a_wrong_password_and_an_unknown_name_look_the_same(
    server: Server, organiser: Client, name: str
) -> None:
    client = await server.client()

    answer = await client.post("sign-in", {"name": name, "password": "wrong-password"})

    assert refused(answer) == (401, "sign_in_wrong")


async def test_five_tries_a_minute_for_one_name_and_then_even_the_right_one_waits(tmp_path: Path) -> None:
    async with running_server(tmp_path) as server:
        await server.organiser()
        client = await server.client()
        body = {"name": "组织者", "password": "wrong"}
        tries = [refused(await client.post("sign-in", body))[1] for _ in range(5)]

        right = await client.post("sign-in", {**body, "password": PASSWORD})

        assert tries == ["sign_in_wrong"] * 5
        assert refused(right) == (429, "too_many_requests")
        assert 0 < int(right.headers["retry-after"]) <= 60
        assert right.json()["params"] == {"seconds": int(right.headers["retry-after"])}


async def test_an_address_that_guesses_cards_is_slowed_down(tmp_path: Path) -> None:
    async with running_server(tmp_path, address_tries=3) as server:
        client = await server.client()
        codes = [
            refused(await client.post("pair", {"card": f"AAAA-AAA{n}", "pin": "000000"}))[1]
            for n in range(2, 7)
        ]

        assert codes == ["pairing_wrong"] * 3 + ["too_many_requests"] * 2


async def test_a_judge_pairs_by_card_or_by_short_code(server: Server, organiser: Client) -> None:
    cup = await server.cup(organiser, id_="pairing")
    judge = cup.judges[0]
    client = await server.client()

    short = await client.post("pair", {"card": judge.code.lower(), "pin": judge.pin, "device": "平板 7"})
    wrong = await client.post("pair", {"card": judge.card, "pin": "0000"})

    paired = good(short)
    assert paired["judge"] == {"id": judge.id, "name": judge.name}
    assert paired["competition"] == {"id": "pairing", "title": {"zh": "金锤杯", "en": "Golden Hammer Cup"}}
    assert refused(wrong) == (401, "pairing_wrong")
    listed = await organiser.ask("competitions/pairing/officials")
    mine = next(one for one in listed if one["id"] == judge.id)
    assert sorted(tablet["device"] for tablet in mine["paired"]) == ["tablet", "平板 7"]
    assert mine["code"] == judge.code


async def test_card_and_short_code_share_the_tries_of_a_judge(tmp_path: Path) -> None:
    async with running_server(tmp_path) as server:
        cup = await server.cup(await server.organiser(), id_="guessed")
        judge, client = cup.judges[0], await server.client()
        wrong = "0000000"

        answers = [
            refused(await client.post("pair", {"card": card, "pin": wrong}))[1]
            for card in (judge.card, judge.code, judge.card, judge.code.lower(), judge.card, judge.code)
        ]

        assert answers == ["pairing_wrong"] * 5 + ["too_many_requests"]


async def test_a_new_card_ends_the_old_one_and_signs_its_tablets_out(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="revoke")
    judge = cup.judges[0]

    card = good(await organiser.post(f"competitions/revoke/officials/{judge.id}/card"))

    assert refused(await judge.client.get("judge/work")) == (401, "pairing_revoked")
    client = await server.client()
    old = await client.post("pair", {"card": judge.card, "pin": judge.pin})
    assert refused(old) == (401, "pairing_wrong")
    assert (await (await server.judge(card)).work())["judge"]["id"] == judge.id


async def test_cards_and_pins_are_stored_as_hashes_only(tmp_path: Path) -> None:
    async with running_server(tmp_path) as server:
        organiser = await server.organiser()
        cup = await server.cup(organiser)
        secrets = [s for judge in cup.judges for s in (judge.card, judge.client.token)]
        secrets += [PASSWORD, *organiser.http.cookies.values()]

    stored = b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.is_file())
    assert [secret for secret in secrets if secret.encode() in stored] == []


async def test_the_same_request_for_judges_never_adds_anyone_twice(server: Server, organiser: Client) -> None:
    await server.cup(organiser, id_="twice")
    key = new_key()

    first = good(await organiser.post("competitions/twice/officials", {"names": ["甲", "乙"]}, key=key))
    again = good(await organiser.post("competitions/twice/officials", {"names": ["甲", "乙"]}, key=key))
    other = await organiser.post("competitions/twice/officials", {"names": ["丙"]}, key=key)

    assert [card["id"] for card in first] == [card["id"] for card in again]
    assert first[0]["card"] != again[0]["card"]
    assert refused(other) == (409, "command_id_reused")


async def test_a_clock_that_is_set_back_believes_nothing_of_later(tmp_path: Path) -> None:
    """What another server of the same store ended is not believed for the hour that is lived twice."""
    now = 1_790_000_000_000
    async with inside(
        load(data=tmp_path, host="127.0.0.1", port=0, log_level="error"), now=lambda: now
    ) as running:
        sign_ins, people = running.parts.sign_ins, running.parts.people
        _, token = await sign_ins.set_up(sign_ins.setup_code or "", "boss", PASSWORD, "127.0.0.1")
        assert await sign_ins.who(token) is not None
        now -= 3_600_000
        assert await sign_ins.who(token) is not None

        now -= 3_600_000
        await people.revoke(digest(token), now)
        assert await sign_ins.who(token) is None
