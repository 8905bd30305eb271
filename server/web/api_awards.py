"""Endpoints about awards: tables to choose from, and what results propose."""

from __future__ import annotations

from typing import Any

from server.core.refusals import Code
from server.services import award_files, awards_view, yaml_shapes
from server.services.access import Action
from server.services.overview import text
from server.services.refused import Refused
from server.web import shapes
from server.web.api_rounds import round_of
from server.web.endpoints import Call, Endpoint


async def tables(call: Call) -> list[Any]:
    """The award tables to choose from."""
    return [
        {
            "id": table.id,
            "version": table.version,
            "title": text(table.title),
            "basis": table.basis,
            "source": table.source,
        }
        for table in award_files.library().values()
    ]


async def table(call: Call) -> Any:
    """One of them, whole. :raises Refused:"""
    found = award_files.library().get(call.path("table"))
    if found is None:
        raise Refused(Code.AWARD_TABLE_UNKNOWN)
    return yaml_shapes.as_data(found)


async def awards(call: Call) -> Any:
    """What is proposed for a round as it stands, and what is confirmed."""
    live, round_ = await round_of(call)
    return awards_view.awards(live, round_)


ENDPOINTS = [
    Endpoint(
        "GET",
        "/api/v1/award-tables",
        Action.READ_SCHEMES,
        tables,
        "results",
        "The award tables to choose from",
        list[shapes.AwardTableLine],
    ),
    Endpoint(
        "GET",
        "/api/v1/award-tables/{table}",
        Action.READ_SCHEMES,
        table,
        "results",
        "One award table, whole",
        shapes.Anything,
        refusals=(Code.AWARD_TABLE_UNKNOWN,),
    ),
    Endpoint(
        "GET",
        "/api/v1/competitions/{competition}/rounds/{round}/awards",
        Action.READ_COMPETITION,
        awards,
        "results",
        "Who would get which award and why, and what is confirmed",
        shapes.Anything,
        refusals=(Code.ROUND_UNKNOWN,),
        etag=True,
    ),
]
