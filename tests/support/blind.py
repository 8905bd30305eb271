"""A small round with blind numbers in layers, for tests: who draws, who opens, and what stands behind a number."""

from __future__ import annotations

from collections.abc import Sequence

from server.core.blind import LayerKind, blind_draw, commitment
from server.core.commands import Actor, Command
from server.core.commands_blind import AskDecode, DecodeLayer, SealLayer, SetBlindPlan
from server.core.commands_round import MakeDraw
from server.core.commands_setup import AddOfficial
from server.core.ids import Code, EntryId, ModuleId, OfficialId
from server.core.round import Round
from tests.support.small import FINAL, PREPARE, preparations

KEEPER = Actor("encryption", OfficialId("k1"), "keeper's desk")
OTHER_KEEPER = Actor("encryption", OfficialId("k2"), "keeper's desk")
SUPERVISOR = Actor("supervisor", OfficialId("s1"), "supervisor's desk")
HEAD = Actor("chief", OfficialId("c1"), "chief's desk")
ALL: tuple[LayerKind, ...] = ("entry", "station", "work")
Asked = Command | tuple[Actor, Command]


def seed(layer: LayerKind) -> str:
    """A seed such as the server makes."""
    return {"entry": "aa", "station": "bb", "work": "cc"}[layer] * 32


def planned(layers: Sequence[LayerKind] = ALL, on_spot: Sequence[ModuleId] = (PREPARE,)) -> list[Asked]:
    """Everything up to the first draw: entries, judges, panels, and the layers."""
    before = [one for one in preparations() if not isinstance(one, MakeDraw)]
    officials = [
        AddOfficial(KEEPER.official, "encryption"),
        AddOfficial(OTHER_KEEPER.official, "encryption"),
        AddOfficial(SUPERVISOR.official, "supervisor"),
        AddOfficial(HEAD.official, "chief"),
    ]
    return [*before, *officials, SetBlindPlan(FINAL, tuple(layers), tuple(on_spot))]


def seal(layer: LayerKind, stations: int = 0, of: str | None = None) -> Asked:
    """An encryption judge draws a layer."""
    return KEEPER, SealLayer(FINAL, layer, commitment(FINAL, layer, of or seed(layer)), stations)


def opened(layer: LayerKind) -> list[Asked]:
    """Two persons open a layer."""
    return [(SUPERVISOR, AskDecode(FINAL, layer)), (KEEPER, DecodeLayer(FINAL, layer, seed(layer)))]


def behind(round_: Round, code: Code) -> EntryId:
    """Who is behind a number, worked out from the seeds alone."""
    assert round_.blind is not None
    name: EntryId = EntryId(f"sealed-{code.lower()}")
    for one in reversed(round_.blind.sealed):
        known = blind_draw(one.layer, seed(one.layer), one.of)
        name = {EntryId(f"sealed-{c.lower()}"): of for c, of in known.items()}.get(name, name)
    return name
