"""Layers of blind numbers as pages show them: how far they are, for everybody who has a part in them; and one layer's
numbers for the encryption judge who drew it. Pure; who may see what is asked before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from server.core.blind import LayerKind, SealedLayer, code_of, is_stand_in
from server.core.competition import Competition
from server.core.ids import Code, EntryId, OfficialId
from server.core.round import Round
from server.services.access import Person
from server.services.names import Names
from server.services.overview import text
from server.services.seals import KEEPERS, OTHERS
from server.storage.tables import SealKey


@dataclass(frozen=True, slots=True)
class Told:
    """
    What of the layers is in memory, for whoever looks.

    `handing_out`: for how many seconds they still have a layer's numbers before them; `waiting`: for how many the half
    of who asked still waits. None: not, or not any more.
    """

    handing_out: Callable[[Round, SealedLayer], int | None]
    waiting: Callable[[Round], int | None]


def seals(state: Competition, names: Names, told: Told) -> list[dict[str, Any]]:
    """Every round that can have layers, or has. Counts, commitments and officials only: no entry is in it."""
    return [_round(state, names, one, told) for one in state.rounds.values()]


def _round(state: Competition, names: Names, round_: Round, told: Told) -> dict[str, Any]:
    event, blind = state.events[round_.event], round_.blind
    layers = blind.layers if blind is not None else ()
    shown = {
        "id": round_.id,
        "title": text(round_.title),
        "event": {"id": event.id, "title": text(event.title)},
        "phase": round_.phase,
        "begun": round_.is_begun,
        "modules": [{"id": module.id, "title": text(module.title)} for module in event.scheme.modules],
        "on_spot": list(blind.on_spot) if blind is not None else [],
        "layers": [_layer(round_, layer, names, told) for layer in layers],
    }
    if blind is not None and blind.asked is not None:
        asked = blind.asked
        shown["asked"] = {
            "layer": asked.layer,
            "by": asked.official,
            "role": asked.role,
            "name": names.officials.get(asked.official, ""),
            "waits": told.waiting(round_),
        }
    return shown


def _layer(round_: Round, layer: LayerKind, names: Names, told: Told) -> dict[str, Any]:
    assert round_.blind is not None, "a layer is one of a plan"
    one = round_.blind.drawn(layer)
    shown: dict[str, Any] = {"layer": layer, "floor": layer == round_.blind.floor, "drawn": one is not None}
    if one is None:
        return shown
    shown |= {
        "count": len(one.codes),
        "commitment": one.commitment,
        "position": one.position,
        "by": names.officials.get(one.by, one.by),
        "open": bool(one.seed),
        "handing_out": told.handing_out(round_, one),
    }
    return shown | ({"seed": one.seed} if one.seed else {})


def keys(rows: list[SealKey], names: Names, person: Person) -> dict[str, Any]:
    """Who can open layers that are drawn from now on; an organiser is no official of a competition and has no name in it."""

    def held(roles: tuple[str, ...]) -> list[dict[str, str]]:
        return [
            {"role": one.role, "name": names.officials.get(OfficialId(one.person), "")}
            for one in rows
            if one.role in roles
        ]

    mine = any((one.role, one.person) == (person.role, person.id) for one in rows)
    return {"mine": mine, "keepers": held(KEEPERS), "others": held(OTHERS)}


def numbers(
    state: Competition,
    round_: Round,
    names: Names,
    one: SealedLayer,
    drawn: Mapping[Code, EntryId],
    seed: str,
) -> dict[str, Any]:
    """
    One layer, both sides of it: for the encryption judge who drew it, and for no one else.

    What stands behind is a number of the layer before, or a name where there is none.
    """
    registered = state.events[round_.event].registrations
    places = {place.code: place for place in round_.order}
    rows = []
    for code, entry in drawn.items():
        row: dict[str, Any] = {"code": code}
        if place := places.get(code):
            row |= {"heat": place.heat, "station": place.station}
        if is_stand_in(entry):
            row["of"] = code_of(entry)
        else:
            who = registered[entry]
            row |= {
                "of": who.number,
                "name": text(names.entries.get(entry)),
                "delegation": text(names.delegations.get(who.delegation)),
            }
        rows.append(row)
    return {"layer": one.layer, "commitment": one.commitment, "seed": seed, "rows": rows}
