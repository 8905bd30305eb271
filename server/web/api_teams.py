"""Endpoints about teams and delegations: rules to choose from, an event's teams, tables, and their files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from server.core.competition import Event
from server.core.delegation_table import DelegationTable
from server.core.delegation_words import table_text
from server.core.ids import EventId
from server.core.limits import check_text
from server.core.refusals import Code, Refusal
from server.core.team_rule import TeamId, TeamRule
from server.core.team_words import rule_text
from server.services import (
    delegations_view,
    rule_files,
    table_reports,
    tables_out,
    team_take,
    teams_view,
    yaml_shapes,
)
from server.services.access import Action
from server.services.live_fold import LiveCompetition
from server.services.refused import Refused
from server.services.standings_view import text
from server.services.yaml_shapes import Unreadable
from server.web import shapes, shapes_bodies, uploads
from server.web.api_commands import give
from server.web.api_rounds import competition_of
from server.web.downloads import as_csv, as_workbook
from server.web.endpoints import LANG, Call, Endpoint, Query

NAME_LENGTH = 60


async def rules(call: Call) -> list[Any]:
    """The team rules to choose from, whole, each with its text."""
    return [_rule(rule) for rule in rule_files.rules().values()]


async def tables(call: Call) -> list[Any]:
    """The tables of delegations to choose from, whole, each with its text."""
    return [_table(one) for one in rule_files.tables().values()]


async def read_rule(call: Call) -> Any:
    """What a file makes of a team rule, or all that is wrong with it."""
    return await _read(call, rule_files.read_rule, _rule)


async def read_table(call: Call) -> Any:
    """What a file makes of a table of delegations, or all that is wrong with it."""
    return await _read(call, rule_files.read_table, _table)


async def _read(call: Call, read: Callable[[bytes], Any], shown: Callable[[Any], Any]) -> dict[str, Any]:
    content = await uploads.file(call.request, call.parts.settings.scheme_bytes)
    try:
        found = await run_in_threadpool(read, content)
    except Unreadable as unreadable:
        return {"found": None, "problems": list(unreadable.problems)}
    return {"found": shown(found), "problems": []}


def _table(table: DelegationTable) -> dict[str, Any]:
    return yaml_shapes.as_data(table) | {"text": text(table_text(table))}


def _rule(rule: TeamRule) -> dict[str, Any]:
    return yaml_shapes.as_data(rule) | {"text": text(rule_text(rule))}


async def teams(call: Call) -> Any:
    """An event's teams, their rule, and the table as it is now."""
    live, event = await _event(call)
    shown = teams_view.for_organiser(live, event)
    rule = event.team_rule
    if rule is None:
        return shown
    own = None if rule.own_event is None else live.state.events[rule.own_event].title
    return shown | {"rule": yaml_shapes.as_data(rule) | {"text": text(rule_text(rule, own))}}


async def keep_team(call: Call) -> Any:
    """Make a team, or put one in place of what it was; its name with it."""
    body: shapes_bodies.TeamBody = call.body
    live, event = await _event(call)
    for field, value in (("name", body.name), ("name_en", body.name_en)):
        if wrong := check_text(field, value, NAME_LENGTH, may_be_empty=field == "name_en"):
            return wrong
    if body.team and TeamId(body.team) not in event.teams:
        return Refusal(Code.TEAM_UNKNOWN)
    planned = team_take.plan(
        live.id,
        event.id,
        TeamId(body.team) if body.team else team_take.new_id(call.command_id),
        body.number.strip(),
        (body.name.strip(), body.name_en.strip()),
        body.delegation,
        [(one.entry, one.role.strip(), one.substitute) for one in body.members],
        body.reason.strip(),
    )
    people = call.parts.people
    before = await people.get_entrant(live.id, planned.entrant.entry)
    # The name first: a team that stands in the ledger always has one.
    await people.put_entrants([planned.entrant])
    answer = await give(call.parts, call.somebody(), live.id, call.command_id, planned.command)
    # Another name alone changes no fact; it is kept all the same.
    if isinstance(answer, Refusal) and answer.code is not Code.TEAMS_UNCHANGED:
        await (
            people.put_entrants([before]) if before else people.forget_entrant(live.id, planned.entrant.entry)
        )
        return answer
    call.parts.live.rename(live.id)
    return {"team": planned.entrant.entry, "receipt": None if isinstance(answer, Refusal) else asdict(answer)}


async def working(call: Call) -> Any:
    """How one team's result came about. :raises Refused:"""
    live, event = await _event(call)
    if TeamId(call.path("team")) not in event.teams:
        raise Refused(Code.TEAM_UNKNOWN)
    found = teams_view.working(live, event, call.path("team"))
    if found is None:
        raise Refused(Code.TEAM_RULE_MISSING)
    return found


async def delegations(call: Call) -> Any:
    """A table of delegations, and what counts in it. :raises Refused:"""
    found = delegations_view.explained(await competition_of(call), call.query("table"))
    if found is None:
        raise Refused(Code.DELEGATION_TABLE_UNKNOWN)
    return found


async def tables_set(call: Call) -> list[Any]:
    """The tables of the competition, whole, the main one first."""
    live = await competition_of(call)
    return [_table(one) for one in live.state.tables]


async def teams_xlsx(call: Call) -> Response:
    """The teams' table as a workbook."""
    return await as_workbook(call, await _teams_report(call))


async def teams_csv(call: Call) -> Response:
    """The teams' table as CSV."""
    return as_csv(await _teams_report(call))


async def delegations_xlsx(call: Call) -> Response:
    """A table of delegations as a workbook."""
    return await as_workbook(call, await _delegations_report(call))


async def delegations_csv(call: Call) -> Response:
    """A table of delegations as CSV."""
    return as_csv(await _delegations_report(call))


async def _teams_report(call: Call) -> Any:
    live, event = await _event(call)
    table = teams_view.for_organiser(live, event).get("table")
    if table is None:
        raise Refused(Code.TEAM_RULE_MISSING)
    return table_reports.teams(table, await _last(call, live), call.language, call.parts.now())


async def _delegations_report(call: Call) -> Any:
    live = await competition_of(call)
    table = delegations_view.explained(live, call.query("table"))
    if table is None:
        raise Refused(Code.DELEGATION_TABLE_UNKNOWN)
    return table_reports.delegations(table, await _last(call, live), call.language, call.parts.now())


async def _last(call: Call, live: LiveCompetition) -> Any:
    return (await call.parts.ledger.read(live.id, live.position - 1, 1))[0]


async def _event(call: Call) -> tuple[LiveCompetition, Event]:
    live = await competition_of(call)
    event = live.state.events.get(EventId(call.path("event")))
    if event is None:
        raise Refused(Code.EVENT_UNKNOWN)
    return live, event


_ONE = "/api/v1/competitions/{competition}"
_EVENT = _ONE + "/events/{event}"
_TABLE = Query("table", "The id of a table that is set; without it the main table.")
_NO_TABLE = (Code.DELEGATION_TABLE_UNKNOWN,)
_NO_TEAMS = (Code.EVENT_UNKNOWN, Code.TEAM_RULE_MISSING)
_CSV = "text/csv"

ENDPOINTS = [
    Endpoint(
        "GET",
        "/api/v1/team-rules",
        Action.READ_SCHEMES,
        rules,
        "results",
        "The team rules to choose from",
        list[shapes.Anything],
    ),
    Endpoint(
        "POST",
        "/api/v1/team-rules/read",
        Action.READ_SCHEMES,
        read_rule,
        "results",
        "Read a team rule from a YAML file; every fault is listed",
        shapes.FileRead,
        upload=True,
    ),
    Endpoint(
        "GET",
        "/api/v1/delegation-tables",
        Action.READ_SCHEMES,
        tables,
        "results",
        "The tables of delegations to choose from",
        list[shapes.Anything],
    ),
    Endpoint(
        "POST",
        "/api/v1/delegation-tables/read",
        Action.READ_SCHEMES,
        read_table,
        "results",
        "Read a table of delegations from a YAML file; every fault is listed",
        shapes.FileRead,
        upload=True,
    ),
    Endpoint(
        "GET",
        _EVENT + "/teams",
        Action.READ_COMPETITION,
        teams,
        "results",
        "An event's teams, their rule, and the table as it is now",
        shapes.Anything,
        refusals=(Code.EVENT_UNKNOWN,),
        etag=True,
    ),
    Endpoint(
        "POST",
        _EVENT + "/teams",
        Action.IMPORT_ROSTER,
        keep_team,
        "competitions",
        "Make a team, or put one in place of what it was",
        shapes.TeamKept,
        body=shapes_bodies.TeamBody,
        keyed=True,
        refusals=(
            *(Code.EVENT_UNKNOWN, Code.TEXT_MISSING, Code.TEXT_TOO_LONG, Code.ID_INVALID, Code.TOO_MANY),
            *(Code.TEAM_UNKNOWN, Code.TEAM_EXISTS, Code.TEAM_EMPTY, Code.REASON_MISSING),
            *(Code.TEAM_MEMBER_UNKNOWN, Code.TEAM_MEMBER_TWICE, Code.TEAM_MEMBER_FOREIGN),
        ),
    ),
    Endpoint(
        "GET",
        _EVENT + "/teams/{team}/working",
        Action.READ_COMPETITION,
        working,
        "results",
        "How a team's result came about, down to each member",
        shapes.Anything,
        refusals=(*_NO_TEAMS, Code.TEAM_UNKNOWN),
    ),
    Endpoint(
        "GET",
        _EVENT + "/teams.xlsx",
        Action.READ_COMPETITION,
        teams_xlsx,
        "results",
        "The teams' table as a workbook",
        tables_out.XLSX,
        query=(LANG,),
        refusals=_NO_TEAMS,
    ),
    Endpoint(
        "GET",
        _EVENT + "/teams.csv",
        Action.READ_COMPETITION,
        teams_csv,
        "results",
        "The teams' table as CSV",
        _CSV,
        query=(LANG,),
        refusals=_NO_TEAMS,
    ),
    Endpoint(
        "GET",
        _ONE + "/delegations",
        Action.READ_COMPETITION,
        delegations,
        "results",
        "Delegations over all events, from what is published, with every result that counts",
        shapes.Anything,
        query=(_TABLE,),
        refusals=_NO_TABLE,
        etag=True,
    ),
    Endpoint(
        "GET",
        _ONE + "/delegation-tables",
        Action.READ_COMPETITION,
        tables_set,
        "results",
        "The tables of delegations that are set, the main one first",
        list[shapes.Anything],
        etag=True,
    ),
    Endpoint(
        "GET",
        _ONE + "/delegations.xlsx",
        Action.READ_COMPETITION,
        delegations_xlsx,
        "results",
        "A table of delegations as a workbook",
        tables_out.XLSX,
        query=(LANG, _TABLE),
        refusals=_NO_TABLE,
    ),
    Endpoint(
        "GET",
        _ONE + "/delegations.csv",
        Action.READ_COMPETITION,
        delegations_csv,
        "results",
        "A table of delegations as CSV",
        _CSV,
        query=(LANG, _TABLE),
        refusals=_NO_TABLE,
    ),
]
