"""Endpoints about judges: who they are, their cards, what they have to mark."""

from __future__ import annotations

import asyncio
import hashlib
from typing import Any

import orjson
from starlette.responses import Response

from server.core.facts_setup import OfficialRole
from server.core.ids import DelegationId, OfficialId
from server.core.refusals import Code, Refusal
from server.services import judge_work, officials
from server.services.access import Action
from server.services.refused import Refused
from server.services.secrets_kept import shown
from server.services.sign_in import Card
from server.web import answers, shapes, shapes_bodies
from server.web.api_commands import must
from server.web.api_rounds import competition_of
from server.web.endpoints import Call, Endpoint


async def listed(call: Call) -> list[Any]:
    """The judges in the order they were added, with the tablets in their hands."""
    live = await competition_of(call)
    rows = {row.id: row for row in await call.parts.people.list_officials(live.id)}
    tablets = await call.parts.sign_ins.tablets(live.id)
    return [
        {
            "id": id_,
            "name": rows[id_].name if id_ in rows else "",
            "role": live.state.roles[id_],
            "delegation": live.state.homes.get(id_),
            "code": shown(rows[id_].short_code or "") if id_ in rows and rows[id_].short_code else "",
            "paired": tablets.get(id_, []),
        }
        for id_ in live.state.officials
    ]


async def add(call: Call) -> list[Any] | Refusal:
    """Add judges; their cards and PINs are in this answer and nowhere else."""
    body: shapes_bodies.OfficialsBody = call.body
    live = await competition_of(call)
    if any(not name.strip() for name in body.names):
        return Refusal(Code.TEXT_MISSING, {"field": "names"})
    home = None if body.delegation is None else DelegationId(body.delegation)
    first, *rest = officials.planned(call.command_id, body.names, body.role, home)
    # The first alone: when another list was sent under this key, nobody of this one is added.
    await must(call.parts, call.somebody(), live.id, first.key, first.command)
    cards = await call.parts.sign_ins.new_cards(live.id, [(new.id, new.name) for new in (first, *rest)])
    await asyncio.gather(*(must(call.parts, call.somebody(), live.id, new.key, new.command) for new in rest))
    call.parts.live.rename(live.id)
    return [_card(new.id, new.name, body.role, card) for new, card in zip((first, *rest), cards, strict=True)]


async def new_card(call: Call) -> Any:
    """Another card for a judge; whoever holds the old one is signed out."""
    live = await competition_of(call)
    id_ = OfficialId(call.path("official"))
    if id_ not in live.state.officials:
        raise Refused(Code.OFFICIAL_UNKNOWN)
    row = await call.parts.people.get_official(live.id, id_)
    name = row.name if row else ""
    (card,) = await call.parts.sign_ins.new_cards(live.id, [(id_, name)])
    return _card(id_, name, live.state.roles[id_], card)


async def end_device(call: Call) -> Any:
    """One device of an official is signed out; their card and their other devices stay. :raises Refused:"""
    live = await competition_of(call)
    official, device = OfficialId(call.path("official")), call.path("device")
    if official not in live.state.officials or not await call.parts.sign_ins.end_device(
        live.id, official, device
    ):
        raise Refused(Code.OFFICIAL_UNKNOWN)
    return {"done": True}


async def work(call: Call) -> Response:
    """A judge's own sheets, by code. The ETag leaves out what changes without meaning: the clock, others' facts."""
    person, parts = call.somebody(), call.parts
    assert person.competition is not None, "a judge belongs to a competition"
    state = parts.submit.state(person.competition)
    if state is None:
        raise Refused(Code.COMPETITION_UNKNOWN)
    body = judge_work.work(person.competition, state, person.id, person.name)
    chosen = parts.settings
    device = {"spares": list(chosen.peers), "lock_seconds": chosen.lock_seconds}
    body |= {"epoch": parts.epoch, "tablet": device}
    if (waiting := parts.calls.waiting(person.competition, person.id)) is not None:
        body["call"] = {"at": waiting.at}
    tag = f'"{hashlib.sha256(orjson.dumps(body)).hexdigest()[:24]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Authorization, Cookie"}
    if tag in call.request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return answers.Json(body | {"position": state.position, "now": parts.now()}, headers=headers)


def _card(id_: OfficialId, name: str, role: OfficialRole, card: Card) -> dict[str, str]:
    return {"id": id_, "name": name, "role": role, "card": card.card, "code": card.code, "pin": card.pin}


_OFFICIALS = "/api/v1/competitions/{competition}/officials"

ENDPOINTS = [
    Endpoint(
        "GET",
        _OFFICIALS,
        Action.MANAGE_OFFICIALS,
        listed,
        "judges",
        "The judges and their tablets",
        list[shapes.OfficialLine],
    ),
    Endpoint(
        "POST",
        _OFFICIALS,
        Action.MANAGE_OFFICIALS,
        add,
        "judges",
        "Add judges; the only time their cards and PINs are shown",
        list[shapes.CardShape],
        body=shapes_bodies.OfficialsBody,
        keyed=True,
        refusals=(Code.OFFICIAL_EXISTS, Code.TEXT_MISSING, Code.TOO_MANY, Code.ID_INVALID),
    ),
    Endpoint(
        "POST",
        _OFFICIALS + "/{official}/card",
        Action.MANAGE_OFFICIALS,
        new_card,
        "judges",
        "A new card and PIN; the old card ends and its tablets are signed out",
        shapes.CardShape,
        refusals=(Code.OFFICIAL_UNKNOWN,),
    ),
    Endpoint(
        "POST",
        _OFFICIALS + "/{official}/devices/{device}/sign-out",
        Action.MANAGE_OFFICIALS,
        end_device,
        "judges",
        "Sign one device of an official out, where two persons use one account",
        shapes.Done,
        refusals=(Code.OFFICIAL_UNKNOWN,),
    ),
    Endpoint(
        "GET",
        "/api/v1/judge/work",
        Action.READ_WORK,
        work,
        "judges",
        "Everything a judge's tablet needs for a day without network",
        shapes.Anything,
        refusals=(Code.COMPETITION_UNKNOWN,),
        etag=True,
    ),
]
