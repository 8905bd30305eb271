"""The machine's own steady clock, for durations: nobody can set it. Rules of time stand in the core."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from server.core.clock import Moment

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class Steady:
    """
    Readings of the steady clock.

    Where the system names its start (Linux), the clock lives as long as the machine runs, sleep included: a server that
    is started again reads the same clock on. Elsewhere it lives as long as this process.
    """

    def __init__(self, now: Callable[[], int], boot_id: Path = BOOT_ID) -> None:
        """:param now: milliseconds since 1970 UTC, for the label"""
        self._now = now
        boot = _boot(boot_id)
        self.run = sha256(boot.encode()).hexdigest()[:16] if boot else secrets.token_hex(8)
        self._ticks = _since_boot if boot else time.monotonic_ns

    def __call__(self) -> Moment:
        """This moment."""
        return Moment(self.run, self._ticks() // 1_000_000, self._now())


def _boot(file: Path) -> str:
    """The name of this start of the machine, "" where it has none or no clock that goes with it."""
    if not hasattr(time, "CLOCK_BOOTTIME"):
        return ""
    try:
        return file.read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _since_boot() -> int:
    return time.clock_gettime_ns(time.CLOCK_BOOTTIME)
