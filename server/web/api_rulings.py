"""Endpoints about what officials decide in a round: penalties and what may be given."""

from __future__ import annotations

from typing import Any

from server.core.refusals import Code
from server.services import rulings_view
from server.services.access import Action
from server.web import shapes
from server.web.api_rounds import round_of
from server.web.endpoints import Call, Endpoint


async def rulings(call: Call) -> Any:
    """Every decision of a round."""
    _, round_ = await round_of(call)
    return rulings_view.rulings(round_)


ENDPOINTS = [
    Endpoint(
        "GET",
        "/api/v1/competitions/{competition}/rounds/{round}/rulings",
        Action.READ_COMPETITION,
        rulings,
        "results",
        "What officials decided in a round: penalties with their reasons, and the kinds that may be given",
        shapes.Anything,
        refusals=(Code.ROUND_UNKNOWN,),
        etag=True,
    ),
]
