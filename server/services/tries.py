"""How often someone may try: five times a minute per card or name, and a limit per network address."""

from __future__ import annotations

import math
import time

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from server.core.refusals import Code
from server.services.refused import Refused


class Tries:
    """
    Counts tries at signing in and pairing.

    A try against one card or name counts before it is answered, so that many at once are still five; a right one
    clears the count. An address counts wrong tries only: sixty judges of a hall may stand behind one.
    """

    def __init__(self, per_name: int, per_address: int) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._name = RateLimitItemPerMinute(per_name, namespace="name")
        self._address = RateLimitItemPerMinute(per_address, namespace="address")

    async def begin(self, name: str, address: str) -> None:
        """:raises Refused: too many requests, with the seconds to wait"""
        if not await self._limiter.test(self._address, address):
            raise await self._refused(self._address, address)
        if not await self._limiter.hit(self._name, name):
            raise await self._refused(self._name, name)

    async def right(self, name: str) -> None:
        """The try was right."""
        await self._limiter.clear(self._name, name)

    async def wrong(self, address: str) -> None:
        """The try was wrong."""
        await self._limiter.hit(self._address, address)

    async def _refused(self, item: RateLimitItemPerMinute, key: str) -> Refused:
        window = await self._limiter.get_window_stats(item, key)
        return Refused(Code.TOO_MANY_REQUESTS, seconds=max(1, math.ceil(window.reset_time - time.time())))
