"""Endpoints that take and give files: rosters in, result lists and templates out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from server.core.ids import CommandId, EventId
from server.core.refusals import Code
from server.services import draw_list, reports, roster, roster_take, tables_in, tables_out
from server.services.access import Action
from server.services.refused import Refused
from server.services.texts import say
from server.web import shapes, uploads
from server.web.api_commands import must
from server.web.api_rounds import competition_of, round_of
from server.web.downloads import as_csv, as_workbook, download
from server.web.endpoints import LANG, Call, Endpoint, Query


async def import_roster(call: Call) -> Any:
    """Read a list; with `confirm=yes` and no fault, register everyone in it."""
    live = await competition_of(call)
    event = next((kept for id_, kept in live.state.events.items() if id_ == call.path("event")), None)
    if event is None:
        raise Refused(Code.EVENT_UNKNOWN)
    confirmed = call.query("confirm") == "yes"
    key = call.command_id if confirmed else None
    sheets = await tables_in.read(await uploads.file(call.request, call.parts.settings.upload_bytes))
    async with roster_take.turn(live.id):
        if key and call.parts.submit.recorded(live.id, key):
            again = await run_in_threadpool(roster.parse, sheets)
            taken = await roster_take.taken_before(call.parts, live.id, event.id, key, again.rows)
            await _take_teams(call, key, event.id, again.rows)
            return _answer(call, again, taken)
        live = await competition_of(call)
        mixed = event.team_rule is not None and event.team_rule.mixed
        read = await run_in_threadpool(
            partial(roster.parse, sheets, roster_take.numbers(live, event.id), mixed=mixed)
        )
        if key is None or read.faults:
            return _answer(call, read, 0)
        plan = roster_take.plan(
            event.id, read.rows, await call.parts.people.list_delegations(live.id), live.id
        )
        await roster_take.keep_people(call.parts.people, plan)
        try:
            await must(call.parts, call.somebody(), live.id, key, plan.command)
        except Refused:
            await roster_take.forget_people(call.parts.people, plan)
            raise
        await _take_teams(call, key, event.id, read.rows)
    call.parts.live.rename(live.id)
    return _answer(call, read, len(read.rows))


async def _take_teams(call: Call, key: CommandId, event: EventId, rows: Sequence[roster.Row]) -> None:
    """The teams of a list that was just taken, once; a request that broke off in between is made whole by the next."""
    again = roster_take.teams_key(key)
    if call.parts.submit.recorded(call.competition, again):
        return
    live = await competition_of(call)
    entries = {one.number: one for one in live.state.events[event].registrations.values()}
    plan = roster_take.team_plan(live, event, key, rows, entries)
    if plan is not None:
        await call.parts.people.put_entrants(plan.entrants)
        await must(call.parts, call.somebody(), live.id, again, plan.command)


def _answer(call: Call, read: roster.Roster, taken: int) -> dict[str, Any]:
    return {
        "rows": [
            {
                "row": row.row,
                "number": row.number,
                "name": row.name,
                "name_en": row.name_en,
                "delegation": row.delegation,
                "delegation_en": row.delegation_en,
                "category": row.category,
                "members": row.members,
                "team_number": row.team_number,
                "team": row.team,
                "role": row.role,
                "substitute": row.substitute,
            }
            for row in read.rows
        ],
        "faults": [_fault(call, fault) for fault in read.faults],
        "ignored": read.ignored,
        "taken": taken,
    }


def _fault(call: Call, fault: roster.Fault) -> dict[str, Any]:
    params = {"column": fault.column, **fault.params}
    text = say(call.language, f"refusal.{fault.code}", params)
    return {"row": fault.row, "column": fault.column, "code": fault.code, "text": text}


async def standings_xlsx(call: Call) -> Response:
    """The list as a workbook."""
    return await as_workbook(call, await _report(call))


async def standings_csv(call: Call) -> Response:
    """The list as CSV."""
    return as_csv(await _report(call))


async def draw_xlsx(call: Call) -> Response:
    """The draw as a workbook."""
    return await as_workbook(call, await _draw(call))


async def draw_csv(call: Call) -> Response:
    """The draw as CSV."""
    return as_csv(await _draw(call))


async def template_xlsx(call: Call) -> Response:
    """An empty roster."""
    name = say(call.language, "report.roster")
    return download(
        await run_in_threadpool(tables_out.template_xlsx, call.language), tables_out.XLSX, f"{name}.xlsx"
    )


async def template_csv(call: Call) -> Response:
    """An empty roster."""
    name = say(call.language, "report.roster")
    return download(tables_out.template_csv(call.language), tables_out.CSV, f"{name}.csv")


async def _report(call: Call) -> reports.Report:
    live, round_ = await round_of(call)
    last = (await call.parts.ledger.read(live.id, live.position - 1, 1))[0]
    return reports.standings(live, round_, last, call.language, call.parts.now())


async def _draw(call: Call) -> reports.Report:
    live, round_ = await round_of(call)
    if not round_.round.order:
        raise Refused(Code.DRAW_MISSING)
    last = (await call.parts.ledger.read(live.id, live.position - 1, 1))[0]
    return draw_list.draw_list(live, round_, last, call.language, call.parts.now())


_ROUND = "/api/v1/competitions/{competition}/rounds/{round}"
_CSV = "text/csv"

ENDPOINTS = [
    Endpoint(
        "POST",
        "/api/v1/competitions/{competition}/events/{event}/roster",
        Action.IMPORT_ROSTER,
        import_roster,
        "competitions",
        "Read a list of entrants (.xlsx or CSV); all faults are listed before anything is taken",
        shapes.RosterAnswer,
        upload=True,
        query=(
            LANG,
            Query(
                "confirm",
                "`yes` takes all rows or, with faults, none; it needs an Idempotency-Key.",
                ("yes", "no"),
            ),
        ),
        refusals=(
            Code.EVENT_UNKNOWN,
            Code.FILE_UNREADABLE,
            Code.FILE_TOO_LARGE,
            Code.REGISTRATION_ENDED,
            Code.ENTRY_EXISTS,
            Code.ENTRIES_MISSING,
            Code.TOO_MANY,
            Code.COMMAND_ID_INVALID,
            Code.COMMAND_ID_REUSED,
        ),
    ),
    Endpoint(
        "GET",
        "/api/v1/roster-template.xlsx",
        Action.READ_SCHEMES,
        template_xlsx,
        "competitions",
        "An empty roster as a workbook",
        tables_out.XLSX,
        query=(LANG,),
    ),
    Endpoint(
        "GET",
        "/api/v1/roster-template.csv",
        Action.READ_SCHEMES,
        template_csv,
        "competitions",
        "An empty roster as CSV",
        _CSV,
        query=(LANG,),
    ),
    Endpoint(
        "GET",
        _ROUND + "/draw.xlsx",
        Action.READ_COMPETITION,
        draw_xlsx,
        "competitions",
        "The draw as a workbook: order, heat, station, code",
        tables_out.XLSX,
        query=(LANG,),
        refusals=(Code.ROUND_UNKNOWN, Code.DRAW_MISSING),
    ),
    Endpoint(
        "GET",
        _ROUND + "/draw.csv",
        Action.READ_COMPETITION,
        draw_csv,
        "competitions",
        "The draw as CSV: order, heat, station, code",
        _CSV,
        query=(LANG,),
        refusals=(Code.ROUND_UNKNOWN, Code.DRAW_MISSING),
    ),
    Endpoint(
        "GET",
        _ROUND + "/standings.xlsx",
        Action.READ_COMPETITION,
        standings_xlsx,
        "results",
        "The result list as a workbook",
        tables_out.XLSX,
        query=(LANG,),
        refusals=(Code.ROUND_UNKNOWN,),
    ),
    Endpoint(
        "GET",
        _ROUND + "/standings.csv",
        Action.READ_COMPETITION,
        standings_csv,
        "results",
        "The result list as CSV",
        _CSV,
        query=(LANG,),
        refusals=(Code.ROUND_UNKNOWN,),
    ),
]
