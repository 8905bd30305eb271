"""Work that strangers ask for and that holds the loop for a while: one piece at a time, never more than half the time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from server.core.refusals import Code
from server.services.refused import Refused

WAITING_MAX = 256
"""So many wait for their turn; whoever comes then is told to come again."""
REST_MAX = 0.25
"""Seconds of rest after a piece, at most."""


class Turns:
    """
    Whoever waits is served in order. After a piece of work that others wait behind comes a rest as long as the piece
    was: judges' marks are taken then, however many ask for pages that have to be drawn.
    """

    def __init__(self, seconds: Callable[[], float]) -> None:
        """:param seconds: a clock that only goes forward"""
        self._seconds = seconds
        self._lock = asyncio.Lock()
        self._waiting = 0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """:raises Refused: too many wait already"""
        if self._waiting >= WAITING_MAX:
            raise Refused(Code.BUSY)
        self._waiting += 1
        try:
            await self._lock.acquire()
        finally:
            self._waiting -= 1
        begun = self._seconds()
        try:
            yield
        finally:
            rest = min(REST_MAX, self._seconds() - begun) if self._waiting else 0
            asyncio.get_running_loop().call_later(rest, self._lock.release)
