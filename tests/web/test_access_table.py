"""The table of who may do what is whole, and the core keeps to the same: no route and no command is left out of it."""

from __future__ import annotations

from typing import get_args

import pytest
from starlette.routing import Route, WebSocketRoute

from server.core.commands import Actor, Command, Role
from server.core.decide import may
from server.core.facts_setup import OfficialRole
from server.core.ids import CompetitionId, OfficialId
from server.services import access_view
from server.services.access import ALLOWED, Action, Person, command_action, refuse
from server.web.table import ENDPOINTS
from tests.support.server import Server

SITE = (
    "",
    "/delegations",
    "/find",
    "/poster",
    "/qr.svg",
    "/records",
    "/rounds/{round}",
    "/rounds/{round}/entries/{entry}",
    "/rounds/{round}/outlook",
    "/rounds/{round}/prizes",
    "/schedule",
)


def test_every_route_of_the_server_is_in_the_table_or_known_to_be_public(server: Server) -> None:
    known = {endpoint.path for endpoint in ENDPOINTS}
    others = {
        route.path
        for route in server.routes
        if isinstance(route, Route | WebSocketRoute) and route.path not in known
    }
    assert others == {
        # pages, which are shells without data
        *("/", "/board", "/board/", "/board/{competition}/{round}", "/desk", "/desk/{view:path}"),
        *(
            "/display",
            "/display/",
            "/display/preview",
            "/board/{competition}/{round}/{kind}",
            *("/board/{competition}/teams/{event}", "/board/{competition}/delegations/{table}"),
            "/floor",
            "/floor/{view:path}",
            "/overlay/{graphic}",
            "/remote/{competition}/{round}",
            "/own/{name}/{file}",
            "/display/{display}",
            "/judge",
            "/judge/",
            "/api/v1/docs",
        ),
        # files and what describes the API; the tablet's service worker
        *(
            "/favicon.ico",
            "/~{revision:str}/{path:path}",
            "/api/v1/openapi.json",
            "/judge/sw.js",
            "/judge/app.webmanifest",
        ),
        # the public site: what boards show to everyone, see tests/web/test_site_pages.py
        *("/c", "/c/", *(f"/c/{{competition}}{path}" for path in SITE)),
        # ask the gate themselves: their own tests say so
        *("/desk/qr", "/ws/v1/boards"),
    }


def test_sheets_are_the_judges_commands_the_floor_is_the_floor_judges_rulings_the_chiefs_all_else_the_organisers() -> (
    None
):
    assert command_action("submit_sheet") is Action.COMMAND_JUDGE
    assert command_action("set_clocks") is Action.COMMAND_FLOOR
    assert command_action("plan_heat") is Action.COMMAND_ORGANISER
    assert command_action("carry_clocks") is Action.COMMAND_SERVER
    assert command_action("seal_layer") is Action.COMMAND_SERVER
    assert command_action("decode_layer") is Action.COMMAND_SERVER
    assert command_action("correct_sheet") is Action.COMMAND_CHIEF
    assert command_action("give_penalty") is Action.COMMAND_CHIEF
    assert command_action("publish_results") is Action.COMMAND_ORGANISER
    assert command_action("anything_new") is Action.COMMAND_ORGANISER


SERVERS = {"carry_clocks", "freeze_when_due", "lift_when_due", "lift_after_ceremony"}


@pytest.mark.parametrize("role", [*get_args(OfficialRole), "organiser", "server"])
def test_the_core_refuses_every_command_that_the_table_does_not_allow(role: Role) -> None:
    person = Person(role, OfficialId("x"), "", CompetitionId("mine"))
    allowed = {
        kind
        for kind in access_view.KINDS
        if refuse(person, command_action(kind), CompetitionId("mine")) is None
    }

    by_core = {
        one.__dataclass_fields__["kind"].default
        for one in get_args(Command)
        if may(Actor(role, OfficialId("x")), object.__new__(one))
    }

    # Layers of blind numbers have doors of their own, which hold the seeds.
    if Action.DRAW_SEALS in ALLOWED[role]:
        allowed |= {"seal_layer"}
    if Action.OPEN_SEALS in ALLOWED[role]:
        allowed |= {"ask_decode", "decode_layer"}
    # The server signs in nowhere: what it records by itself comes through no door.
    assert by_core == (allowed if role != "server" else SERVERS)
