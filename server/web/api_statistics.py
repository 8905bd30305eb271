"""Endpoints about the judges themselves: how they mark beside their colleagues. For the chief judge alone."""

from __future__ import annotations

from typing import Any

from server.core.refusals import Code
from server.services.access import Action
from server.services.calibration_view import calibration
from server.services.statistics_view import judge_statistics
from server.web import shapes
from server.web.api_rounds import round_of
from server.web.endpoints import Call, Endpoint


async def statistics(call: Call) -> Any:
    """Severity, consistency, drift and agreement of a round's judges, as they are now."""
    live, round_ = await round_of(call)
    return await judge_statistics(live, round_)


async def calibration_pieces(call: Call) -> Any:
    """The calibration pieces of a round, as they are now."""
    live, round_ = await round_of(call)
    return calibration(live, round_)


ENDPOINTS = [
    Endpoint(
        "GET",
        "/api/v1/competitions/{competition}/rounds/{round}/calibration",
        Action.READ_JUDGE_STATISTICS,
        calibration_pieces,
        "results",
        "The calibration pieces of a round and how far its panels agree on them; for the chief judge alone",
        shapes.Anything,
        refusals=(Code.ROUND_UNKNOWN,),
        etag=True,
    ),
    Endpoint(
        "GET",
        "/api/v1/competitions/{competition}/rounds/{round}/judge-statistics",
        Action.READ_JUDGE_STATISTICS,
        statistics,
        "results",
        "How a round's judges mark beside their colleagues; for the chief judge alone",
        shapes.Anything,
        refusals=(Code.ROUND_UNKNOWN,),
        etag=True,
    ),
]
