"""Blind numbers over the API, for tests: a round in layers, who draws them, and who opens them."""

from __future__ import annotations

from typing import Any

from tests.support.server import Client, Cup, Server, good, new_key

WORDS = {"keeper": "three old hammers", "chief": "a quiet harbour"}
LAYERS = ["entry", "station", "work"]


async def sealed(
    server: Server, organiser: Client, id_: str, *, entries: int = 3
) -> tuple[Cup, Client, Client]:
    """A round with three layers, open, its first two drawn; the encryption judge and the chief judge."""
    cup = await server.cup(organiser, id_=id_, scheme="welding", entries=entries, open_=False, drawn=False)
    on_spot = [next(iter(cup.panels))]
    await organiser.do(id_, "set_blind_plan", round="final", layers=LAYERS, on_spot=on_spot)
    keeper = await server.official(organiser, cup, "encryption")
    chief = await server.official(organiser, cup, "chief")
    for who, words in ((keeper, WORDS["keeper"]), (chief, WORDS["chief"])):
        good(await who.post(f"competitions/{id_}/seals/key", {"passphrase": words}))
    for layer in LAYERS[:2]:
        good(await draw(keeper, id_, layer))
    await organiser.do(id_, "open_round", round="final", reason="")
    return cup, keeper, chief


async def draw(keeper: Client, id_: str, layer: str) -> Any:
    return await keeper.post(
        f"{seal(id_, layer)}/draw", {"stations": 2 if layer == "station" else 0}, key=new_key()
    )


def seal(id_: str, layer: str) -> str:
    return f"competitions/{id_}/rounds/final/seals/{layer}"


async def opening(who: Client, id_: str, layer: str, act: str, **words: str) -> Any:
    return await who.post(f"{seal(id_, layer)}/{act}", words, key=new_key())
