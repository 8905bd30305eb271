"""How fast one network address is served: a burst, then so many requests a second; who asks faster waits."""

from __future__ import annotations

from collections.abc import Callable

from server.services.tries import network

PER_SECOND = 150
"""A hall of five hundred phones behind one address asks less, once they have the page."""
BURST = 1500
"""A hall behind one address that opens the site at once: a page each; files of a page do not count."""
WAIT_MAX = 5.0
"""Seconds that a request is made to wait; who would wait longer is told to come again."""
FEW = 1024
"""So many addresses are kept before those that have their whole burst again are looked for."""


class Pace:
    """Every address has a store of requests that fills up evenly. In memory only."""

    def __init__(
        self, seconds: Callable[[], float], per_second: float = PER_SECOND, burst: int = BURST
    ) -> None:
        """:param seconds: a clock that only goes forward"""
        self._seconds = seconds
        self._each = 1 / per_second
        self._burst = burst * self._each
        self._full_at: dict[str, float] = {}
        self._looked_through_at = FEW

    def wait(self, address: str) -> float:
        """Seconds that this request has to wait; more than `WAIT_MAX`: it is refused, and does not count."""
        now, whose = self._seconds(), network(address)
        full_at = max(now, self._full_at.get(whose, now)) + self._each
        wait = max(0.0, full_at - now - self._burst)
        if wait <= WAIT_MAX:
            self._full_at[whose] = full_at
            if len(self._full_at) > self._looked_through_at:
                self._full_at = {one: at for one, at in self._full_at.items() if at > now}
                self._looked_through_at = max(FEW, 2 * len(self._full_at))
        return wait
