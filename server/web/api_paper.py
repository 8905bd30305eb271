"""Endpoints for those who type in sheets from paper: what is due, and one sheet. Typing itself is a command."""

from __future__ import annotations

from typing import Any

from server.core import ids
from server.core.refusals import Code
from server.services import paper_view
from server.services.access import Action
from server.services.refused import Refused
from server.web import shapes
from server.web.api_rounds import competition_of, round_of
from server.web.endpoints import Call, Endpoint


async def due(call: Call) -> Any:
    """Open rounds, and what waits for a second person."""
    live = await competition_of(call)
    return paper_view.due(live.state, live.names, call.somebody().id)


async def sheet(call: Call) -> Any:
    """One sheet to type in. :raises Refused:"""
    live, round_ = await round_of(call)
    module = round_.event.scheme.module(ids.ModuleId(call.path("module")))
    code, judge = ids.Code(call.path("code")), ids.OfficialId(call.path("judge"))
    if module is None:
        raise Refused(Code.MODULE_UNKNOWN)
    if code not in round_.round.entries:
        raise Refused(Code.CODE_UNKNOWN, code=code[:20])
    person = call.somebody().id
    found = paper_view.sheet(live.state, round_.round, module, code, judge, live.names, person)
    if found is None:
        raise Refused(Code.PAPER_NOT_DUE)
    return found


_ONE = "/api/v1/competitions/{competition}"

ENDPOINTS = [
    Endpoint(
        "GET",
        _ONE + "/paper",
        Action.READ_PAPER,
        due,
        "judges",
        "The paper sheets to type in, by code, and what waits for a second person",
        shapes.Anything,
        etag=True,
    ),
    Endpoint(
        "GET",
        _ONE + "/rounds/{round}/paper/{module}/{code}/{judge}",
        Action.READ_PAPER,
        sheet,
        "judges",
        "One sheet to type in; what others typed of it once one has typed it oneself",
        shapes.Anything,
        refusals=(Code.ROUND_UNKNOWN, Code.MODULE_UNKNOWN, Code.CODE_UNKNOWN, Code.PAPER_NOT_DUE),
    ),
]
