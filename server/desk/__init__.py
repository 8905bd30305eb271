"""The organiser's desk: its page and what only that page asks for. Rules and queries live in services."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from server.services.parts import Parts


def routes(parts: Parts) -> list[BaseRoute]:
    """The desk's page under every address of the desk, and QR codes for its cards."""
    from server.desk.pages import routes as page_routes

    return page_routes(parts)
