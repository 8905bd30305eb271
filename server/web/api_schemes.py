"""Endpoints about marking schemes: the library to choose from, one's own as a file, any of them as a workbook."""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.responses import Response

from server.core.problems import Problem, place
from server.core.refusals import Code
from server.core.scheme import Scheme
from server.services import scheme_files, scheme_sources, tables_in
from server.services.access import Action
from server.services.overview import text
from server.services.refused import Refused
from server.services.tables_out import XLSX
from server.services.texts import say
from server.web import shapes, uploads
from server.web.api_rounds import competition_of
from server.web.downloads import download
from server.web.endpoints import LANG, Call, Endpoint

PROBLEMS_MAX = 300
"""Faults in one answer: nobody mends more in one go, and one wrong column gives a fault for every row."""


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
        for scheme in (await asyncio.to_thread(scheme_files.library)).values()
    ]


async def one(call: Call) -> Any:
    """A scheme, whole: what `add_event` takes."""
    return scheme_files.to_data(_known(call))


def _known(call: Call) -> Scheme:
    scheme = scheme_files.of_library(call.path("scheme"))
    if scheme is None:
        raise Refused(Code.SCHEME_UNKNOWN)
    return scheme


async def check(call: Call) -> Any:
    """Read somebody's own scheme: whole and sound, or every fault of the file. Nothing is kept."""
    content = await uploads.file(call.request, scheme_sources.UPLOAD_MAX)
    async with tables_in.turn():
        found = await asyncio.to_thread(scheme_sources.read, content)
    if isinstance(found, Scheme):
        return {
            "scheme": scheme_files.to_data(found),
            "hash": scheme_files.content_hash(found),
            "problems": [],
            "more": 0,
        }
    problems = [_problem(fault) for fault in found[:PROBLEMS_MAX]]
    return {"scheme": None, "hash": None, "problems": problems, "more": len(found) - len(problems)}


def _problem(fault: Problem) -> dict[str, Any]:
    spot = fault.spot
    return {
        "code": fault.code,
        "text": text(fault.text),
        "path": fault.path,
        "place": text(place(fault.path)),
        "line": fault.line,
        "sheet": spot.sheet if spot else None,
        "row": spot.row if spot else None,
        "column": spot.column if spot else None,
    }


async def one_xlsx(call: Call) -> Response:
    """A scheme of the library as a workbook."""
    return await _workbook(call, _known(call))


async def template_xlsx(call: Call) -> Response:
    """A workbook with an example of every kind of aspect."""
    return await _workbook(call, scheme_sources.example(), say(call.language, "report.scheme_template"))


async def of_event_xlsx(call: Call) -> Response:
    """The scheme an event was taken with, as a workbook."""
    live = await competition_of(call)
    event = next((kept for id_, kept in live.state.events.items() if id_ == call.path("event")), None)
    if event is None:
        raise Refused(Code.EVENT_UNKNOWN)
    return await _workbook(call, event.scheme)


async def _workbook(call: Call, scheme: Scheme, name: str = "") -> Response:
    title = scheme.title.zh if call.language == "zh" else scheme.title.en
    async with tables_in.turn():
        content = await asyncio.to_thread(scheme_sources.workbook, scheme, call.language)
    return download(content, XLSX, f"{name or title}.xlsx")


_SCHEMES = "/api/v1/schemes"

ENDPOINTS = [
    Endpoint(
        "GET",
        _SCHEMES,
        Action.READ_SCHEMES,
        listed,
        "competitions",
        "The library of marking schemes",
        list[shapes.SchemeLine],
        etag=True,
    ),
    Endpoint(
        "POST",
        _SCHEMES + "/check",
        Action.READ_SCHEMES,
        check,
        "competitions",
        "Read a scheme of one's own (.yaml or .xlsx): whole, or every fault with its place; nothing is kept",
        shapes.SchemeCheck,
        upload=True,
    ),
    # Before `{scheme}`, which would take `template.xlsx` for an id.
    Endpoint(
        "GET",
        _SCHEMES + "/template.xlsx",
        Action.READ_SCHEMES,
        template_xlsx,
        "competitions",
        "A workbook to write a scheme in, with an example of every kind of aspect",
        XLSX,
        query=(LANG,),
    ),
    Endpoint(
        "GET",
        _SCHEMES + "/{scheme}.xlsx",
        Action.READ_SCHEMES,
        one_xlsx,
        "competitions",
        "A marking scheme as a workbook",
        XLSX,
        query=(LANG,),
        refusals=(Code.SCHEME_UNKNOWN,),
    ),
    Endpoint(
        "GET",
        _SCHEMES + "/{scheme}",
        Action.READ_SCHEMES,
        one,
        "competitions",
        "A marking scheme, whole",
        shapes.Anything,
        refusals=(Code.SCHEME_UNKNOWN,),
        etag=True,
    ),
    Endpoint(
        "GET",
        "/api/v1/competitions/{competition}/events/{event}/scheme.xlsx",
        Action.READ_COMPETITION,
        of_event_xlsx,
        "competitions",
        "The scheme an event was taken with, as a workbook",
        XLSX,
        query=(LANG,),
        refusals=(Code.EVENT_UNKNOWN,),
    ),
]
