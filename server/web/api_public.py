"""Public snapshots over HTTP, for phones, programs and caches that stand before the server. What is public is a service's."""

from __future__ import annotations

from typing import Any

import orjson
from starlette.responses import Response

from server.core.ids import EventId
from server.core.refusals import Code
from server.services import delegations_view, outlook_view, public_teams, records_view, site_view
from server.services.access import Action
from server.services.live_fold import LiveCompetition
from server.services.live_round import LiveRound
from server.services.refused import Refused
from server.web import shapes
from server.web.endpoints import Call, Endpoint, Handler, Query
from server.web.public_reading import competition_of, entries_found, not_shown, round_of, steps_of
from server.web.snapshots import answer

NDJSON = "application/x-ndjson"
LINES_MAX = 1000
QUERY_MAX = 80


async def _competition(call: Call) -> LiveCompetition:
    return await competition_of(call.parts, call.path("competition"))


async def _round(call: Call) -> tuple[LiveCompetition, LiveRound]:
    return await round_of(call.parts, call.path("competition"), call.path("round"))


async def home(call: Call) -> Response:
    """The competition. :raises Refused:"""
    return snapshot(call, site_view.home(await _competition(call)))


async def standings(call: Call) -> Response:
    """A round's table. :raises Refused:"""
    return snapshot(call, site_view.table(*await _round(call)))


async def outlook(call: Call) -> Response:
    """What is still possible in a round. :raises Refused:"""
    return snapshot(call, outlook_view.outlook(*await _round(call)))


async def prizes(call: Call) -> Response:
    """Confirmed awards. :raises Refused:"""
    return snapshot(call, site_view.prizes(*await _round(call)))


async def entry(call: Call) -> Response:
    """One entry of a round. :raises Refused:"""
    competition, live = await _round(call)
    key = call.path("entry")
    found = site_view.entry(competition, live, key, await steps_of(live, key))
    if found is None:
        raise not_shown(competition, live)
    return snapshot(call, found)


async def records(call: Call) -> Response:
    """Records. :raises Refused:"""
    return snapshot(call, records_view.records(await _competition(call)))


async def delegations(call: Call) -> Response:
    """A table of delegations. :raises Refused:"""
    found = delegations_view.table(await _competition(call), call.query("table"))
    if found is None:
        raise Refused(Code.DELEGATION_TABLE_UNKNOWN)
    return snapshot(call, found)


async def teams(call: Call) -> Response:
    """The teams of an event. :raises Refused:"""
    competition = await _competition(call)
    event = competition.state.events.get(EventId(call.path("event")))
    found = None if event is None else public_teams.teams(competition, event)
    if found is None:
        raise Refused(Code.EVENT_UNKNOWN)
    return snapshot(call, found.state)


async def find(call: Call) -> Response:
    """Search. :raises Refused:"""
    return snapshot(call, await entries_found(await _competition(call), call.query("q")[:QUERY_MAX]))


async def events(call: Call) -> Response:
    """What happened, line by line. :raises Refused:"""
    after = int(call.query("after", "0"))
    told = [one for one in (await _competition(call)).told if one[0] > after][:LINES_MAX]
    lines = b"".join(orjson.dumps({"position": n, "at": at, **said}) + b"\n" for n, at, said in told)
    return answer(call.request, lines, NDJSON)


def snapshot(call: Call, state: dict[str, Any]) -> Response:
    """JSON for everyone."""
    return answer(call.request, orjson.dumps(state), "application/json")


def _in_turn(handler: Handler) -> Handler:
    """Programs wait as phones do: judges' marks come first."""

    async def waiting(call: Call) -> Any:
        async with call.parts.turns.turn():
            return await handler(call)

    return waiting


def _endpoint(path: str, handler: Handler, summary: str, *codes: Code, **more: Any) -> Endpoint:
    more.setdefault("answer", shapes.Anything)
    return Endpoint(
        "GET",
        f"/api/v1/public/competitions/{{competition}}{path}",
        Action.READ_PUBLIC,
        _in_turn(handler),
        "public",
        summary,
        refusals=codes,
        etag=True,
        **more,
    )


ENDPOINTS = [
    _endpoint("", home, "A competition: its events and how far their rounds are"),
    _endpoint(
        "/rounds/{round}/standings", standings, "A round's table, as its board shows it", Code.ROUND_UNKNOWN
    ),
    _endpoint("/rounds/{round}/outlook", outlook, "What is still possible in a round", Code.ROUND_UNKNOWN),
    _endpoint("/rounds/{round}/prizes", prizes, "Confirmed awards of a round", Code.ROUND_UNKNOWN),
    _endpoint(
        "/rounds/{round}/entries/{entry}",
        entry,
        "One entry: why this rank, how it went, what is still possible",
        Code.ROUND_UNKNOWN,
        Code.ENTRY_UNKNOWN,
    ),
    _endpoint("/records", records, "The best results of every event"),
    _endpoint("/events/{event}/teams", teams, "The teams of an event", Code.EVENT_UNKNOWN),
    _endpoint(
        "/delegations",
        delegations,
        "A table of delegations",
        Code.DELEGATION_TABLE_UNKNOWN,
        query=(Query("table", "The id of a table that is set; without it the main table."),),
    ),
    _endpoint(
        "/find",
        find,
        "Entries by name, number or delegation",
        query=(Query("q", f"What to look for; the first {QUERY_MAX} characters count."),),
    ),
    _endpoint(
        "/events",
        events,
        f"What everybody may know happened, one JSON document a line, at most {LINES_MAX}",
        query=(Query("after", "Only what came after this position.", kind="integer"),),
        answer=NDJSON,
    ),
]
