"""Endpoints about the library of marking schemes, to choose from and to adapt."""

from __future__ import annotations

from typing import Any

from server.core.refusals import Code
from server.services import scheme_files
from server.services.access import Action
from server.services.overview import text
from server.services.parts import Refused
from server.web import shapes
from server.web.endpoints import Call, Endpoint


async def listed(_call: Call) -> list[Any]:
    """Every scheme that comes with the product."""
    return [
        {
            "id": scheme.id,
            "version": scheme.version,
            "hash": scheme_files.content_hash(scheme),
            "title": text(scheme.title),
            "trade": text(scheme.trade),
            "basis": scheme.basis,
            "source": scheme.source,
        }
        for scheme in scheme_files.library().values()
    ]


async def one(call: Call) -> Any:
    """A scheme, whole: what `add_event` takes."""
    scheme = scheme_files.library().get(call.path("scheme"))
    if scheme is None:
        raise Refused(Code.SCHEME_UNKNOWN)
    return scheme_files.to_data(scheme)


ENDPOINTS = [
    Endpoint(
        "GET",
        "/api/v1/schemes",
        Action.READ_SCHEMES,
        listed,
        "competitions",
        "The library of marking schemes",
        list[shapes.SchemeLine],
        etag=True,
    ),
    Endpoint(
        "GET",
        "/api/v1/schemes/{scheme}",
        Action.READ_SCHEMES,
        one,
        "competitions",
        "A marking scheme, whole",
        shapes.Anything,
        refusals=(Code.SCHEME_UNKNOWN,),
        etag=True,
    ),
]
