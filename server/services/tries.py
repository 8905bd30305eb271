"""How often someone may try: so often a minute per card or name, and a limit per network address. Kept in memory only."""

from __future__ import annotations

import ipaddress
import math
import time
from collections import deque
from collections.abc import Callable

from server.core.refusals import Code
from server.services.refused import Refused

MINUTE = 60.0
"""Seconds that a try counts."""
HOUR = 3600.0
SLIPS = 3
"""So many wrong guesses an hour are anybody's: only then do those of others count for an address."""
FEW = 1024
"""So many names are kept before those whose tries are over are looked for."""


class Tries:
    """
    Counts tries at signing in and pairing.

    A try against one card or name counts before it is answered, so that many at once are still five; a right one
    clears the count. An address counts wrong tries only: sixty judges of a hall may stand behind one.

    Seconds are those of a clock that only goes forward: a laptop whose time is set anew neither locks a hall out nor
    lets anybody guess faster.
    """

    def __init__(
        self, per_name: int, per_address: int, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._names = _Window(per_name)
        self._addresses = _Window(per_address)
        self._seconds = seconds

    def begin(self, name: str, address: str) -> None:
        """:raises Refused: too many requests, with the seconds to wait"""
        now = self._seconds()
        wait = self._addresses.wait(address, now) or self._names.wait(name, now)
        if wait:
            raise Refused(Code.TOO_MANY_REQUESTS, seconds=math.ceil(wait))
        self._names.add(name, now)

    def right(self, name: str) -> None:
        """The try was right."""
        self._names.clear(name)

    def wrong(self, address: str) -> None:
        """The try was wrong."""
        self._addresses.add(address, self._seconds())


class Guesses:
    """
    Counts wrong guesses at what everybody may try and only few know, so that whoever guesses keeps out nobody but themselves.

    An address has so many a minute. Those of all addresses together are limited, too, but that limit holds only for
    addresses that guessed wrong more than a slip allows: who types it right the first or second time is let in
    whatever others do. What is guessed at has to be long enough for that (see decision 0025).
    """

    def __init__(self, per_address: int, in_all: int, seconds: Callable[[], float] = time.monotonic) -> None:
        self._addresses = _Window(per_address)
        self._slips = _Window(SLIPS, HOUR)
        self._together = _Window(in_all)
        self._seconds = seconds

    def begin(self, name: str, address: str) -> None:
        """:raises Refused: too many requests, with the seconds to wait"""
        now, whose = self._seconds(), network(address)
        wait = self._addresses.wait(whose, now)
        if self._slips.wait(whose, now):
            wait = max(wait, self._together.wait(name, now))
        if wait:
            raise Refused(Code.TOO_MANY_REQUESTS, seconds=math.ceil(wait))

    def wrong(self, name: str, address: str) -> None:
        """The guess was wrong."""
        now, whose = self._seconds(), network(address)
        self._addresses.add(whose, now)
        self._slips.add(whose, now)
        self._together.add(name, now)


class Often:
    """How often what anybody may ask for is done in a minute: from one address, and from all together."""

    def __init__(self, per_address: int, in_all: int, seconds: Callable[[], float] = time.monotonic) -> None:
        self._addresses = _Window(per_address)
        self._together = _Window(in_all)
        self._seconds = seconds

    def ask(self, address: str) -> None:
        """Once more. :raises Refused: too many requests, with the seconds to wait"""
        now, whose = self._seconds(), network(address)
        wait = self._addresses.wait(whose, now) or self._together.wait("", now)
        if wait:
            raise Refused(Code.TOO_MANY_REQUESTS, seconds=math.ceil(wait))
        self._addresses.add(whose, now)
        self._together.add("", now)


def network(address: str) -> str:
    """
    Whose an address is: a device draws itself as many of IPv6 as it likes, all of one network.

    >>> network("2001:db8::1:2") == network("2001:db8::ffff:3"), network("10.0.0.7"), network("::ffff:10.0.0.7")
    (True, '10.0.0.7', '10.0.0.7')
    """
    try:
        known = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if known.version == 4:
        return str(known)
    if known.ipv4_mapped is not None:
        return str(known.ipv4_mapped)
    return str(ipaddress.ip_network((known, 64), strict=False))


class _Window:
    """The tries of the last minute, by name; of each name no more than are allowed are kept."""

    def __init__(self, most: int, span: float = MINUTE) -> None:
        self._most = most
        self._span = span
        self._kept: dict[str, deque[float]] = {}
        self._looked_through_at = FEW

    def wait(self, name: str, now: float) -> float:
        """Seconds until the name may try again; 0: at once."""
        tries = self._kept.get(name)
        if tries is None or len(tries) < self._most:
            return 0.0
        return max(0.0, tries[0] + self._span - now)

    def add(self, name: str, now: float) -> None:
        self._kept.setdefault(name, deque(maxlen=self._most)).append(now)
        if len(self._kept) > self._looked_through_at:
            self._kept = {one: tries for one, tries in self._kept.items() if tries[-1] + self._span > now}
            self._looked_through_at = max(FEW, 2 * len(self._kept))

    def clear(self, name: str) -> None:
        self._kept.pop(name, None)
