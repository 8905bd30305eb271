"""Every endpoint in one table, and the routes that follow from it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from server.services.parts import Parts
from server.web import (
    answers,
    api_awards,
    api_boards,
    api_brand,
    api_calls,
    api_ceremony,
    api_commands,
    api_displays,
    api_files,
    api_fleet,
    api_officials,
    api_paper,
    api_people,
    api_pictures,
    api_public,
    api_rounds,
    api_rulings,
    api_schemes,
    api_screen_pictures,
    api_seals,
    api_statistics,
    api_stream,
    api_teams,
    health,
)
from server.web.endpoints import Endpoint
from server.web.pages import FacePages
from server.web.site_pages import routes as site_routes

ENDPOINTS: list[Endpoint] = [
    *api_people.ENDPOINTS,
    *api_schemes.ENDPOINTS,
    *api_awards.ENDPOINTS,
    *api_teams.ENDPOINTS,
    *api_commands.ENDPOINTS,
    *api_rounds.ENDPOINTS,
    *api_rulings.ENDPOINTS,
    *api_statistics.ENDPOINTS,
    *api_files.ENDPOINTS,
    *api_officials.ENDPOINTS,
    *api_calls.ENDPOINTS,
    *api_paper.ENDPOINTS,
    *api_seals.ENDPOINTS,
    *api_displays.ENDPOINTS,
    *api_pictures.ENDPOINTS,
    *api_fleet.ENDPOINTS,
    *api_screen_pictures.ENDPOINTS,
    *api_stream.ENDPOINTS,
    *api_brand.ENDPOINTS,
    *api_ceremony.ENDPOINTS,
    *api_boards.ENDPOINTS,
    *api_public.ENDPOINTS,
    *health.ENDPOINTS,
]

# The one page that is not ours: the API reader makes its styles and its markup itself.
DOCS_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def routes(parts: Parts) -> list[BaseRoute]:
    """The API, its description, the start page, the front-end files."""
    assert isinstance(parts.pages, FacePages)

    async def start(request: Request) -> Response:
        return parts.pages.page(
            request,
            "web/start.html",
            setup_needed=parts.sign_ins.setup_code is not None,
            look=api_brand.at_the_door(parts.brands),
        )

    async def docs(request: Request) -> Response:
        answer = parts.pages.page(request, "web/docs.html")
        answer.headers["Content-Security-Policy"] = DOCS_POLICY
        return answer

    async def openapi(_request: Request) -> Response:
        from server.web.openapi import document  # here: schemas cost time that the start does not have

        return answers.Json(document(ENDPOINTS), headers={"Cache-Control": "no-cache"})

    async def icon(_request: Request) -> Response:
        return RedirectResponse(parts.pages.asset("static/icons/mark.svg"))

    extra = [
        Route("/", start, methods=["GET"]),
        Route("/favicon.ico", icon, methods=["GET"]),
        Route("/api/v1/docs", docs, methods=["GET"]),
        Route("/api/v1/openapi.json", openapi, methods=["GET"]),
        parts.pages.files.route(),
    ]
    return [*(endpoint.route(parts) for endpoint in ENDPOINTS), *site_routes(parts), *extra]
