"""Screens that announced themselves and that nobody has placed yet: how often one may come, and which goes when room ends."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence

from server.services.tries import Often, network

PER_ADDRESS = 240
"""New screens a minute from one address: a hall of two hundred may stand behind one and be switched on at once."""
IN_ALL = 600
"""New screens a minute from everywhere: each is written to the disk that judges' marks go to."""


class Newcomers:
    """
    Anybody may say they are a screen. Those nobody placed are let go of when room ends, so that a thousand false ones
    keep no true one out: of the address that has most of them, the one that came first and has not reported lately.
    Which address a screen came from is kept in memory only.
    """

    def __init__(
        self,
        silent: Callable[[str], bool] = lambda _display: True,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """:param silent: whether a screen has not reported lately"""
        self._silent = silent
        self._often = Often(PER_ADDRESS, IN_ALL, seconds)
        self._addresses: dict[str, str] = {}

    def ask(self, address: str) -> None:
        """One more comes from here. :raises Refused: too many do"""
        self._often.ask(address)

    def came(self, display: str, address: str) -> None:
        """It is there."""
        self._addresses[display] = network(address)

    def gone(self, display: str) -> None:
        """It was removed, or placed."""
        self._addresses.pop(display, None)

    def to_go(self, waiting: Sequence[str]) -> str | None:
        """Which of the screens that wait, in the order they came, makes room for another; None: none does."""
        silent = [display for display in waiting if self._silent(display)]
        if not silent:
            return None
        counts = Counter(self._addresses.get(display, "") for display in waiting)
        return max(silent, key=lambda display: counts[self._addresses.get(display, "")])
