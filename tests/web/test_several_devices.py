"""One card on two devices: whoever answers for the judges is told, and nobody else."""

from __future__ import annotations

from tests.support.server import Client, Server, good, refused


async def test_the_chief_judge_is_told_whose_card_is_in_use_on_two_devices(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="devices", scheme="cooking", entries=2)
    chief = await server.official(organiser, cup, "chief")
    judge, other = cup.judges[:2]
    path = f"competitions/{cup.id}/officials/on-several-devices"
    before = await chief.ask(path)

    card = {"id": judge.id, "name": judge.name, "card": judge.card, "code": judge.code, "pin": judge.pin}
    second = await server.judge(card, device="another tablet")
    good(await second.client.get("judge/work"))
    told = await chief.ask(path)

    assert before == {"officials": []}
    assert [one["id"] for one in told["officials"]] == [judge.id]
    assert "another tablet" in told["officials"][0]["devices"]
    assert len(told["officials"][0]["devices"]) == 2
    assert refused(await other.client.get(path)) == (403, "not_allowed")


async def test_who_has_signed_out_of_one_device_is_in_use_on_the_other_alone(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="one-device", entries=2)
    judge = cup.judges[0]
    card = {"id": judge.id, "name": judge.name, "card": judge.card, "code": judge.code, "pin": judge.pin}
    second = await server.judge(card, device="another tablet")

    good(await second.client.post("sign-out", None))

    assert await organiser.ask(f"competitions/{cup.id}/officials/on-several-devices") == {"officials": []}
