"""Strangers come in a few at a time: between two handfuls of them the loop does whatever waits for judges and screens."""

from __future__ import annotations

import asyncio
from collections import deque

HANDFUL = 4
"""Requests of strangers that are begun in one turn of the loop: some milliseconds of work."""


class Doorway:
    """
    Strangers' requests are begun in the order they came, `HANDFUL` in a turn of the event loop.

    Nobody holds a place in it: who has come in is through, however long an answer takes. While few ask it is no wait at
    all; when hundreds ask at once, somebody who is known passes them by and waits for one handful, not for all.
    """

    def __init__(self, handful: int = HANDFUL) -> None:
        self._handful = handful
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._begun = 0
        self._turning = False

    async def enter(self) -> None:
        """Wait for one's turn."""
        if self._begun < self._handful and not self._waiting:
            self._begun += 1
            self._turn_soon()
            return
        place = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        self._turn_soon()
        await place

    def _turn_soon(self) -> None:
        if not self._turning:
            self._turning = True
            asyncio.get_running_loop().call_soon(self._turn)

    def _turn(self) -> None:
        self._turning, self._begun = False, 0
        while self._waiting and self._begun < self._handful:
            place = self._waiting.popleft()
            if not place.done():  # who hung up is gone
                place.set_result(None)
                self._begun += 1
        if self._begun:
            self._turn_soon()
