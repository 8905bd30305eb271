"""Blind numbers over the API: drawn by an encryption judge, opened by two persons, and nowhere both sides before that."""

from __future__ import annotations

import json
from typing import Any

import pytest

from server.core.blind import blind_draw, commitment
from server.core.ids import EntryId, RoundId
from tests.support.seals import LAYERS, WORDS, draw, opening, seal, sealed
from tests.support.server import Client, Cup, Server, good, marks, refused


async def mark_all(cup: Cup) -> None:
    for judge in cup.judges:
        for round_ in (await judge.work())["rounds"]:
            for module in round_["modules"]:
                for number, sheet in enumerate(module["sheets"]):
                    share = f"0.{number + 3}"
                    sent = await judge.submit(
                        cup.id, "final", module["module"]["id"], sheet["code"], marks(module, share)
                    )
                    good(sent)


async def test_a_round_is_judged_by_numbers_and_opened_by_two(server: Server, organiser: Client) -> None:
    cup, keeper, chief = await sealed(server, organiser, "seals")
    good(await draw(keeper, "seals", "work"))
    numbers = {layer: await keeper.ask(f"{seal('seals', layer)}/numbers") for layer in LAYERS}
    for layer in LAYERS:
        good(await keeper.post(f"{seal('seals', layer)}/put-away"))
        assert refused(await keeper.get(f"{seal('seals', layer)}/numbers")) == (404, "seal_not_here")
    await mark_all(cup)
    await organiser.do("seals", "close_round", round="final", incomplete=False)

    early = await organiser.command("seals", "publish_results", round="final")
    wrong = await opening(chief, "seals", "work", "ask", passphrase="not this one")
    for layer in reversed(LAYERS):
        good(await opening(keeper, "seals", layer, "ask", passphrase=WORDS["keeper"]))
        alone = await opening(keeper, "seals", layer, "confirm", passphrase=WORDS["keeper"])
        assert refused(alone) == (403, "decode_needs_another")
        good(await opening(chief, "seals", layer, "confirm", passphrase=WORDS["chief"]))
    good(await organiser.command("seals", "publish_results", round="final"))

    assert refused(early) == (409, "layers_sealed")
    assert refused(wrong) == (422, "seal_key_wrong")
    after = await organiser.ask("competitions/seals/seals")
    (round_,) = after["rounds"]
    facts = [one for one in await ledger(organiser, "seals") if one["kind"] == "layer_sealed"]
    for fact, layer in zip(facts, round_["layers"], strict=True):
        name = layer["layer"]
        assert layer["seed"] == numbers[name]["seed"]
        assert commitment(RoundId("final"), name, layer["seed"]) == fact["commitment"]
        drawn = blind_draw(name, layer["seed"], map(EntryId, fact["of"]))
        assert list(drawn) == [row["code"] for row in numbers[name]["rows"]]


async def ledger(who: Client, id_: str) -> list[Any]:
    lines = (await who.get(f"competitions/{id_}/facts")).text.splitlines()
    return [json.loads(line)["body"] for line in lines]


async def test_the_envelope_opens_what_nobody_has_the_passphrase_of(
    server: Server, organiser: Client
) -> None:
    cup, keeper, chief = await sealed(server, organiser, "paper")
    good(await draw(keeper, "paper", "work"))
    seed = (await keeper.ask(f"{seal('paper', 'work')}/numbers"))["seed"]
    await organiser.do("paper", "close_round", round="final", incomplete=True)

    good(await opening(chief, "paper", "work", "ask", seed=seed))
    good(await opening(keeper, "paper", "work", "confirm", passphrase=WORDS["keeper"]))

    assert cup.id == "paper"


async def test_a_seed_stands_in_no_ledger_and_in_no_file_before_it_is_opened(
    server: Server, organiser: Client
) -> None:
    _, keeper, _ = await sealed(server, organiser, "blind")
    good(await draw(keeper, "blind", "work"))
    seeds = [(await keeper.ask(f"{seal('blind', layer)}/numbers"))["seed"] for layer in LAYERS]

    at_rest = [(await organiser.get("competitions/blind/facts")).text, *stored(server)]

    assert [seed for text in at_rest for seed in seeds if seed in text] == []


def stored(server: Server) -> list[str]:
    """Every file of the server's folder, as text."""
    files = [one for one in server.parts.settings.data.rglob("*") if one.is_file()]
    return [one.read_bytes().decode("latin-1") for one in files]


@pytest.mark.parametrize("kind", ["seal_layer", "decode_layer", "ask_decode"])
async def test_nobody_records_a_seal_without_the_server(server: Server, organiser: Client, kind: str) -> None:
    cup = await server.cup(organiser, id_=kind.replace("_", "-"), entries=2, open_=False)
    keeper = await server.official(organiser, cup, "encryption")
    fields = (
        {"layer": "work"}
        | ({"commitment": "a" * 64} if kind == "seal_layer" else {})
        | ({"seed": "a"} if kind == "decode_layer" else {})
    )

    for who in (organiser, keeper):
        assert refused(await who.command(cup.id, kind, round="final", **fields)) == (403, "not_allowed")


async def test_nothing_is_sealed_while_one_side_has_no_key(server: Server, organiser: Client) -> None:
    cup = await server.cup(organiser, id_="keyless", entries=2, open_=False, drawn=False)
    await organiser.do("keyless", "set_blind_plan", round="final", layers=["work"], on_spot=[])
    keeper = await server.official(organiser, cup, "encryption")

    good(await keeper.post("competitions/keyless/seals/key", {"passphrase": WORDS["keeper"]}))

    assert refused(await draw(keeper, "keyless", "work")) == (409, "seal_keys_missing")
