"""Shows: from facts to boards, and from boards to screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from server.services.parts import Parts


def routes(parts: Parts) -> list[BaseRoute]:
    """The board pages, the snapshots and the WebSocket."""
    from scoreboard.stage import Stage

    return Stage(parts).routes()
