"""Endpoints of blind numbers: how far the layers are, drawing one, and opening it by two persons."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, get_args

from starlette.responses import Response

from server.core.blind import LayerKind
from server.core.ids import RoundId
from server.core.refusals import Code
from server.services import seals_view
from server.services.access import Action
from server.services.refused import Refused
from server.services.seals import Opening, Seals, state_of
from server.web import answers, shapes, shapes_bodies
from server.web.api_rounds import competition_of
from server.web.endpoints import Call, Endpoint
from server.web.gate import address

_SECRET = {"Cache-Control": "no-store"}


def _seals(call: Call) -> Seals:
    return call.parts.seals


def _layer(call: Call) -> LayerKind:
    """:raises Refused: there is no such layer"""
    found = next((one for one in get_args(LayerKind) if one == call.path("layer")), None)
    if found is None:
        raise Refused(Code.LAYER_UNKNOWN)
    layer: LayerKind = found
    return layer


async def listed(call: Call) -> Any:
    """Every round with its layers, and who has set a passphrase."""
    live, person = await competition_of(call), call.somebody()
    seals = _seals(call)
    told = seals_view.Told(
        lambda round_, one: seals.handing_out(live.id, round_, one, person),
        lambda round_: seals.waiting(live.id, round_),
    )
    return {
        "rounds": seals_view.seals(live.state, live.names, told),
        "keys": seals_view.keys(await seals.keys(live.id), live.names, person),
    }


async def set_key(call: Call) -> Any:
    """One's passphrase from now on."""
    body: shapes_bodies.SealKeyBody = call.body
    live = await competition_of(call)
    await _seals(call).set_key(live.id, call.somebody(), body.passphrase)
    return {"done": True}


async def draw(call: Call) -> Any:
    """Draw a layer; its numbers are read apart."""
    body: shapes_bodies.SealDrawBody = call.body
    receipt = await _seals(call).draw(
        call.competition,
        RoundId(call.path("round")),
        _layer(call),
        body.stations,
        call.somebody(),
        call.command_id,
    )
    return asdict(receipt)


async def numbers(call: Call) -> Response:
    """Both sides of a layer, as long as its encryption judge has not put it away."""
    live = await competition_of(call)
    state, round_ = state_of(call.parts.submit, live.id, call.path("round"))
    layer = _layer(call)
    seed, drawn = _seals(call).mapping(live.id, round_, layer, call.somebody())
    one = round_.blind.drawn(layer) if round_.blind is not None else None
    assert one is not None, "it has numbers"
    body = seals_view.numbers(state, round_, live.names, one, drawn, seed)
    return answers.Json(body, headers=_SECRET)


async def put_away(call: Call) -> Any:
    """The numbers are handed out: from now on two persons open them."""
    _, round_ = state_of(call.parts.submit, call.competition, call.path("round"))
    _seals(call).put_away(call.competition, round_, _layer(call), call.somebody())
    return {"done": True}


async def ask(call: Call) -> Any:
    """Open one's half and ask another person for theirs."""
    return await _open(call, asks=True)


async def confirm(call: Call) -> Any:
    """Open the other half."""
    return await _open(call, asks=False)


async def _open(call: Call, *, asks: bool) -> Any:
    body: shapes_bodies.SealOpenBody = call.body
    mine = Opening(
        call.competition,
        RoundId(call.path("round")),
        _layer(call),
        call.somebody(),
        call.command_id,
        address(call.request),
        body.passphrase,
        body.seed,
    )
    return asdict(await (_seals(call).ask if asks else _seals(call).confirm)(mine))


_ONE = "/api/v1/competitions/{competition}"
_LAYER = _ONE + "/rounds/{round}/seals/{layer}"
_MISSING = (Code.COMPETITION_UNKNOWN, Code.ROUND_UNKNOWN, Code.LAYER_UNKNOWN)
_OPENING = (
    *_MISSING,
    Code.ROUND_NOT_CLOSED,
    Code.DECODE_OUT_OF_ORDER,
    Code.SEAL_KEY_WRONG,
    Code.SEAL_NOT_HERE,
    Code.SEED_DIFFERS,
    Code.TOO_MANY_REQUESTS,
)

ENDPOINTS = [
    Endpoint(
        "GET",
        _ONE + "/seals",
        Action.READ_SEALS,
        listed,
        "competitions",
        "The layers of blind numbers of every round, and how many have set a passphrase",
        shapes.Anything,
        etag=True,
    ),
    Endpoint(
        "POST",
        _ONE + "/seals/key",
        Action.OPEN_SEALS,
        set_key,
        "competitions",
        "Set one's passphrase for layers that are drawn from now on",
        shapes.Done,
        body=shapes_bodies.SealKeyBody,
        refusals=(Code.COMPETITION_UNKNOWN, Code.PASSWORD_TOO_SHORT),
    ),
    Endpoint(
        "POST",
        _LAYER + "/draw",
        Action.DRAW_SEALS,
        draw,
        "competitions",
        "Draw a layer of blind numbers",
        shapes.Receipt,
        body=shapes_bodies.SealDrawBody,
        keyed=True,
        refusals=(
            *_MISSING,
            Code.LAYER_NOT_DRAWN,
            Code.DRAW_FIXED,
            Code.ENTRIES_MISSING,
            Code.SEAL_KEYS_MISSING,
        ),
    ),
    Endpoint(
        "GET",
        _LAYER + "/numbers",
        Action.DRAW_SEALS,
        numbers,
        "competitions",
        "A layer's numbers and what is behind them, for who drew it, until it is put away",
        shapes.Anything,
        refusals=(*_MISSING, Code.SEAL_NOT_HERE),
    ),
    Endpoint(
        "POST",
        _LAYER + "/put-away",
        Action.DRAW_SEALS,
        put_away,
        "competitions",
        "Put a layer's numbers away",
        shapes.Done,
        refusals=(*_MISSING, Code.SEAL_NOT_HERE),
    ),
    Endpoint(
        "POST",
        _LAYER + "/ask",
        Action.OPEN_SEALS,
        ask,
        "competitions",
        "Ask for a layer to be opened",
        shapes.Receipt,
        body=shapes_bodies.SealOpenBody,
        keyed=True,
        refusals=_OPENING,
    ),
    Endpoint(
        "POST",
        _LAYER + "/confirm",
        Action.OPEN_SEALS,
        confirm,
        "competitions",
        "Open a layer that another person has asked for",
        shapes.Receipt,
        body=shapes_bodies.SealOpenBody,
        keyed=True,
        refusals=(*_OPENING, Code.DECODE_NOT_ASKED, Code.DECODE_NEEDS_ANOTHER, Code.DECODE_NEEDS_BOTH),
    ),
]
