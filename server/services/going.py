"""What goes on in the background until the server stops: should it ever end by itself, that is told, and it begins again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog

AGAIN_SECONDS = 1.0
_log = structlog.get_logger()


async def keep_going(
    work: Callable[[], Awaitable[None]], name: str, again_after: float = AGAIN_SECONDS
) -> None:
    """
    Do work that has no end, until cancelled.

    Each loop mends what it knows of (a full disk, a board that cannot be drawn); this is for what nobody thought of:
    without it the heartbeats, or a ceremony's pace, would be gone until the next start, and nobody would know why.
    """
    while True:
        try:
            await work()
        except Exception as error:
            _log.critical("a part of the server fell and begins again", part=name, exc_info=error)
        else:
            _log.critical("a part of the server ended by itself and begins again", part=name)
        await asyncio.sleep(again_after)
