"""The address a judge's tablet opens: one page shell, the rest is files and the API. Decides nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from server.core.refusals import Code
from server.services.refused import Refused

if TYPE_CHECKING:
    from starlette.requests import Request

    from server.services.parts import Parts


WORKER = Path(__file__).with_name("sw.js")


def routes(parts: Parts) -> list[BaseRoute]:
    """`/judge/`: open to everyone; who judges is settled between the page and the API."""

    async def tablet(request: Request) -> Response:
        if parts.gate.needs_https(request):
            raise Refused(Code.HTTPS_NEEDED)
        return parts.pages.page(request, "judge/tablet.html")

    async def with_slash(request: Request) -> Response:
        return RedirectResponse("/judge/", status_code=308)

    async def worker(request: Request) -> Response:
        # Not under a revision: a browser looks for a newer worker at the address of the old one.
        return FileResponse(WORKER, media_type="text/javascript", headers={"Cache-Control": "no-cache"})

    return [
        Route("/judge/sw.js", worker, methods=["GET"], name="judge-worker"),
        Route("/judge/", tablet, methods=["GET"], name="judge"),
        Route("/judge", with_slash, methods=["GET"]),
    ]
