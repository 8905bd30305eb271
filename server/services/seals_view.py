"""Layers of blind numbers as pages show them: how far they are, for everybody who has a part in them; and one layer's
numbers for the encryption judge who drew it. Pure; who may see what is asked before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from server.core.blind import LayerKind, SealedLayer, code_of, is_stand_in
from server.core.competition import Competition, Round
from server.core.ids import Code, EntryId
from server.services.names import Names
from server.services.overview import text


def seals(state: Competition, names: Names, fresh: Callable[[SealedLayer], bool]) -> list[dict[str, Any]]:
    """Every round that can have layers, or has. Counts, commitments and officials only: no entry is in it."""
    return [_round(state, names, one, fresh) for one in state.rounds.values()]


def _round(
    state: Competition, names: Names, round_: Round, fresh: Callable[[SealedLayer], bool]
) -> dict[str, Any]:
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
        "layers": [_layer(round_, layer, names, fresh) for layer in layers],
    }
    if blind is not None and blind.asked is not None:
        asked = blind.asked
        shown["asked"] = {
            "layer": asked.layer,
            "by": asked.official,
            "role": asked.role,
            "name": names.officials.get(asked.official, ""),
        }
    return shown


def _layer(
    round_: Round, layer: LayerKind, names: Names, fresh: Callable[[SealedLayer], bool]
) -> dict[str, Any]:
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
        "fresh": fresh(one),
    }
    return shown | ({"seed": one.seed} if one.seed else {})


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
