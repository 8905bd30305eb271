"""Endpoints that read a competition: the overview, a round's progress, its sheets, its standings and their working."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from typing import Any

from starlette.responses import StreamingResponse

from server.core import ids
from server.core.refusals import Code
from server.services import (
    conference_view,
    overview,
    progress_view,
    sheet_history,
    standings_view,
    wire,
    working_view,
)
from server.services.access import Action
from server.services.live_fold import LiveCompetition
from server.services.live_round import LiveRound
from server.services.refused import Refused
from server.web import shapes
from server.web.endpoints import LANG, Call, Endpoint, Query

NDJSON = "application/x-ndjson"
PAGE = 500


async def competition_of(call: Call) -> LiveCompetition:
    """The competition in the path, up to the end of its ledger: who has just recorded something sees it. :raises Refused:"""
    live = await call.parts.live.catch_up(call.competition)
    if live is None:
        raise Refused(Code.COMPETITION_UNKNOWN)
    return live


async def round_of(call: Call) -> tuple[LiveCompetition, LiveRound]:
    """The round in the path. :raises Refused:"""
    live = await competition_of(call)
    round_ = next((kept for id_, kept in live.rounds.items() if id_ == call.path("round")), None)
    if round_ is None:
        raise Refused(Code.ROUND_UNKNOWN)
    return live, round_


async def competitions(call: Call) -> list[Any]:
    """Every competition, in the order they were begun."""
    return [
        {
            "id": live.id,
            "title": overview.text(live.state.title),
            "events": len(live.state.events),
            "position": live.position,
        }
        for live in call.parts.live.competitions()
    ]


async def one(call: Call) -> Any:
    """The overview."""
    live = await competition_of(call)
    return overview.overview(live.id, live.state, live.names, call.parts.epoch)


async def facts(call: Call) -> StreamingResponse:
    """The ledger from a position on, a record a line."""
    await competition_of(call)
    after = int(call.query("after", "0"))
    return StreamingResponse(_lines(call, after), media_type=NDJSON, headers={"Cache-Control": "no-store"})


async def _lines(call: Call, after: int) -> AsyncIterator[bytes]:
    while records := await call.parts.ledger.read(call.competition, after, PAGE):
        yield b"".join(wire.record_line(record) for record in records)
        after = records[-1].position


async def progress(call: Call) -> Any:
    """Judges x entries."""
    live, round_ = await round_of(call)
    return progress_view.progress(live, round_)


async def standings(call: Call) -> Any:
    """Standings as they are now, whatever the public sees."""
    live, round_ = await round_of(call)
    return standings_view.for_organiser(live, round_)


async def sheet(call: Call) -> Any:
    """One sheet and what it was before. :raises Refused:"""
    live, round_ = await round_of(call)
    module, code, judge = (call.path(name) for name in ("module", "code", "judge"))
    if round_.event.scheme.module(ids.ModuleId(module)) is None:
        raise Refused(Code.MODULE_UNKNOWN)
    if code not in round_.round.entries:
        raise Refused(Code.CODE_UNKNOWN, code=code[:20])
    found = await sheet_history.sheet(
        call.parts.ledger,
        live.id,
        round_.round,
        ids.ModuleId(module),
        ids.Code(code),
        ids.OfficialId(judge),
        partial(call.parts.files.has, live.id),
    )
    if found is None:
        raise Refused(Code.SHEET_NOT_SUBMITTED)
    return found


async def conference(call: Call) -> Any:
    """What a panel marked an entry in a module, where it is or was too far apart. :raises Refused:"""
    _, round_ = await round_of(call)
    module = round_.event.scheme.module(ids.ModuleId(call.path("module")))
    if module is None:
        raise Refused(Code.MODULE_UNKNOWN)
    code = call.path("code")
    entry = round_.round.entries.get(ids.Code(code))
    if entry is None:
        raise Refused(Code.CODE_UNKNOWN, code=code[:20])
    return conference_view.conference(round_.event.scheme, round_.round, module, entry)


async def working(call: Call) -> Any:
    """How one entry's result came about. :raises Refused:"""
    live, round_ = await round_of(call)
    entry = ids.EntryId(call.path("entry"))
    if entry not in round_.round.codes:
        raise Refused(Code.ENTRY_UNKNOWN)
    return working_view.working(live, round_, entry, call.language)


_ONE = "/api/v1/competitions/{competition}"
_ROUND = _ONE + "/rounds/{round}"

ENDPOINTS = [
    Endpoint(
        "GET",
        "/api/v1/competitions",
        Action.LIST_COMPETITIONS,
        competitions,
        "competitions",
        "Every competition",
        list[shapes.CompetitionLine],
    ),
    Endpoint(
        "GET",
        _ONE,
        Action.READ_COMPETITION,
        one,
        "competitions",
        "Events, entries, rounds, panels, officials",
        shapes.Anything,
        etag=True,
    ),
    Endpoint(
        "GET",
        _ONE + "/facts",
        Action.READ_COMPETITION,
        facts,
        "competitions",
        "The ledger, a record a line, for backup and verification",
        NDJSON,
        query=(Query("after", "The position after which to begin.", kind="integer"),),
    ),
    Endpoint(
        "GET",
        _ROUND + "/progress",
        Action.READ_COMPETITION,
        progress,
        "results",
        "Who has marked whom",
        shapes.Anything,
        refusals=(Code.ROUND_UNKNOWN,),
        etag=True,
    ),
    Endpoint(
        "GET",
        _ROUND + "/sheets/{module}/{code}/{judge}",
        Action.READ_COMPETITION,
        sheet,
        "results",
        "One sheet, and every version before it",
        shapes.SheetShape,
        refusals=(Code.ROUND_UNKNOWN, Code.MODULE_UNKNOWN, Code.CODE_UNKNOWN, Code.SHEET_NOT_SUBMITTED),
    ),
    Endpoint(
        "GET",
        _ROUND + "/conferences/{module}/{code}",
        Action.READ_COMPETITION,
        conference,
        "results",
        "A panel that is or was too far apart on an entry: every mark beside those before it",
        shapes.ConferenceShape,
        refusals=(Code.ROUND_UNKNOWN, Code.MODULE_UNKNOWN, Code.CODE_UNKNOWN),
    ),
    Endpoint(
        "GET",
        _ROUND + "/standings",
        Action.READ_COMPETITION,
        standings,
        "results",
        "Standings as they are now, never frozen",
        shapes.Anything,
        refusals=(Code.ROUND_UNKNOWN,),
        etag=True,
    ),
    Endpoint(
        "GET",
        _ROUND + "/entries/{entry}/working",
        Action.READ_COMPETITION,
        working,
        "results",
        "How an entry's result came about, down to each judge's mark",
        shapes.WorkingShape,
        query=(LANG,),
        refusals=(Code.ROUND_UNKNOWN, Code.ENTRY_UNKNOWN),
    ),
]
