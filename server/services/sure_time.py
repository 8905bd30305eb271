"""The time of day as far as it is sure: what must not happen too early does not go by a clock that somebody has set."""

from __future__ import annotations

from collections.abc import Callable

import structlog

from server.core.clock import Moment, between

SLIP_MS = 5 * 60_000
"""A laptop's clock that a time server puts right moves by less; by more it was set."""

_log = structlog.get_logger(__name__)


class SureTime:
    """
    The time of day, or what the steady clock says it is by now, whichever is earlier.

    A clock that is set forward reveals nothing: what was to be seen tomorrow is not seen today. Where it was put
    right in that way, a hand or the next start of the server goes by the new time.
    """

    def __init__(self, moment: Callable[[], Moment]) -> None:
        """:param moment: the steady clock, and the time of day beside it"""
        self._moment = moment
        self._sure = moment()
        self._told = False

    def __call__(self) -> int:
        """Milliseconds since 1970 UTC."""
        moment = self._moment()
        reckoned = self._sure.wall + between(self._sure, moment)
        if abs(moment.wall - reckoned) <= SLIP_MS:
            self._sure, self._told = moment, False
        elif not self._told:
            self._told = True
            _log.warning("the time of day was set", by_seconds=(moment.wall - reckoned) // 1000)
        return min(moment.wall, reckoned)
