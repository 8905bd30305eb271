"""Endpoints for calling a judge and for the judge's answer. Signals: nothing here is recorded."""

from __future__ import annotations

from typing import Any

from server.core.ids import OfficialId
from server.core.refusals import Code
from server.services.access import Action
from server.services.calls import JudgeCall
from server.services.refused import Refused
from server.web import shapes, shapes_bodies
from server.web.api_rounds import competition_of
from server.web.endpoints import Call, Endpoint


async def calls(call: Call) -> Any:
    """Who was called, and who has heard."""
    live = await competition_of(call)
    return {"calls": {judge: _shown(one) for judge, one in call.parts.calls.of(live.id).items()}}


async def on_several_devices(call: Call) -> Any:
    """The officials whose card is in use on more than one device now: perhaps two persons mark as one."""
    live = await competition_of(call)
    found = []
    for official, tablets in (await call.parts.sign_ins.tablets(live.id)).items():
        used = [one["device"] for one in tablets if one["in_use"]]
        if len(used) > 1:
            name = live.names.officials.get(OfficialId(official), official)
            found.append({"id": official, "name": name, "devices": used})
    return {"officials": found}


async def call_judge(call: Call) -> Any:
    """Call a judge of the competition. :raises Refused:"""
    live = await competition_of(call)
    judge = OfficialId(call.path("official"))
    if judge not in live.state.officials:
        raise Refused(Code.OFFICIAL_UNKNOWN)
    if live.state.roles[judge] != "judge":
        raise Refused(Code.OFFICIAL_NOT_JUDGE)
    return _shown(call.parts.calls.call(live.id, judge))


async def heard(call: Call) -> Any:
    """The judge who asks has heard."""
    person = call.somebody()
    assert person.competition is not None, "a judge belongs to a competition"
    call.parts.calls.heard(person.competition, person.id, call.body.at)
    return {"done": True}


def _shown(one: JudgeCall) -> dict[str, int]:
    return {"at": one.at, "heard_at": one.heard_at}


_ONE = "/api/v1/competitions/{competition}"

ENDPOINTS = [
    Endpoint(
        "GET",
        _ONE + "/calls",
        Action.CALL_JUDGE,
        calls,
        "judges",
        "The judges who were called, and when they heard",
        shapes.Anything,
    ),
    Endpoint(
        "GET",
        _ONE + "/officials/on-several-devices",
        Action.CALL_JUDGE,
        on_several_devices,
        "judges",
        "The officials whose card is in use on more than one device now",
        shapes.Anything,
    ),
    Endpoint(
        "POST",
        _ONE + "/officials/{official}/call",
        Action.CALL_JUDGE,
        call_judge,
        "judges",
        "Call a judge: their tablet rings until they say that they heard",
        shapes.Anything,
        refusals=(Code.OFFICIAL_UNKNOWN, Code.OFFICIAL_NOT_JUDGE),
    ),
    Endpoint(
        "POST",
        "/api/v1/judge/call/heard",
        Action.HEAR_CALL,
        heard,
        "judges",
        "The judge has heard the call of that time",
        shapes.Anything,
        body=shapes_bodies.CallHeardBody,
    ),
]
