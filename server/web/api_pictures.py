"""Endpoints for pictures kept beside the ledger: of levels, of evidence, of signatures. Who may send and see which."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from server.core import ids
from server.core.competition import Competition
from server.core.evidence import is_hash
from server.core.refusals import Code
from server.core.round import Round
from server.services import pictures
from server.services.access import Action
from server.services.refused import Refused
from server.web import shapes, uploads
from server.web.endpoints import Call, Endpoint

PICTURE_BYTES = 512 * 1024
"""What a tablet sends is at most 1600 pixels wide and far smaller than this."""


async def add(call: Call) -> Any:
    """Keep a picture of a level; the sheet rules then name it. :raises Refused:"""
    _state_of(call)
    return await _kept(call, await _picture(call))


async def add_evidence(call: Call) -> Any:
    """
    Keep a picture that a recorded sheet of this judge names, as evidence or as its signature.

    The sheet comes first, so that nothing else can be laid down here, and no picture keeps a mark waiting.
    :raises Refused:
    """
    round_ = _state_of(call).rounds.get(ids.RoundId(call.path("round")))
    named = _named(round_, call) if round_ is not None else set()
    if not named:
        raise Refused(Code.FILE_NOT_NAMED)
    data = await _picture(call)
    if pictures.name_of(data) not in named:
        raise Refused(Code.FILE_NOT_NAMED)
    return await _kept(call, data)


def _named(round_: Round, call: Call) -> set[ids.FileHash]:
    """The pictures this judge's sheets of an entry name, of any run, returned or not: they stay on record."""
    judge = call.somebody().id
    module = ids.ModuleId(call.path("module"))
    entry = round_.entry_in(module, ids.Code(call.path("code")))
    if entry is None:
        return set()
    before = [run.before.get(judge) for run in round_.reruns.get((module, entry), ())]
    back = round_.returned.get((module, entry, judge))
    standing = back.sheet if back else round_.own_sheet(module, entry, judge)
    sheets = [sheet for sheet in (standing, *before) if sheet is not None]
    signed = {sheet.signature.image for sheet in sheets if sheet.signature is not None}
    return signed | {one.file for sheet in sheets for one in sheet.evidence}


async def read(call: Call) -> Response:
    """A picture; a judge sees those of levels only, never what a colleague took. :raises Refused:"""
    state, person = _state_of(call), call.somebody()
    name = ids.FileHash(call.path("file"))
    if not is_hash(name) or (person.role == "judge" and name not in _of_levels(state)):
        raise Refused(Code.FILE_UNKNOWN)
    data = await call.parts.files.get(call.competition, name)
    kind = pictures.kind_of(data) if data is not None else None
    if data is None or kind is None:
        raise Refused(Code.FILE_UNKNOWN)
    headers = {"Cache-Control": "private, max-age=31536000, immutable", "Vary": "Authorization, Cookie"}
    return Response(data, media_type=kind, headers=headers)


def _of_levels(state: Competition) -> set[ids.FileHash]:
    return {one.picture for event in state.events.values() for one in event.sheet_rules.pictures}


def _state_of(call: Call) -> Competition:
    state = call.parts.submit.state(call.competition)
    if state is None:
        raise Refused(Code.COMPETITION_UNKNOWN)
    return state


async def _picture(call: Call) -> bytes:
    data = await uploads.file(call.request, PICTURE_BYTES)
    if wrong := pictures.check(data):
        raise Refused.of(wrong)
    return data


async def _kept(call: Call, data: bytes) -> dict[str, Any]:
    return {"file": await call.parts.files.put(call.competition, data), "bytes": len(data)}


_FILES = "/api/v1/competitions/{competition}/files"

ENDPOINTS = [
    Endpoint(
        "POST",
        _FILES,
        Action.ADD_PICTURE,
        add,
        "competitions",
        "Keep a picture of a level, to be named by the sheet rules",
        shapes.KeptFile,
        upload=True,
        refusals=(Code.PICTURE_UNREADABLE, Code.PICTURE_HOLDS_MORE),
    ),
    Endpoint(
        "GET",
        _FILES + "/{file}",
        Action.READ_PICTURE,
        read,
        "competitions",
        "A picture by its SHA-256: of a level, of evidence, of a signature",
        "image/jpeg, image/png",
        refusals=(Code.FILE_UNKNOWN,),
    ),
    Endpoint(
        "POST",
        "/api/v1/competitions/{competition}/rounds/{round}/sheets/{module}/{code}/files",
        Action.ADD_EVIDENCE,
        add_evidence,
        "judges",
        "Keep a picture that a recorded sheet of this judge names",
        shapes.KeptFile,
        upload=True,
        refusals=(Code.FILE_NOT_NAMED, Code.PICTURE_UNREADABLE, Code.PICTURE_HOLDS_MORE),
    ),
]
