"""The HTTP face: requests in, services called, answers out. No rule of a competition and no query lives here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from server.services.parts import Parts


def routes(parts: Parts) -> list[BaseRoute]:
    """The API, health, the start page and the front-end files."""
    from server.web.table import routes as table_routes

    return table_routes(parts)
