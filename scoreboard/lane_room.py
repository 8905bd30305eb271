"""What the lanes of one event loop share: limits, turns, one sweep timer. How a lane sends stands in `lane_fanout`."""

from __future__ import annotations

import asyncio
import logging
from collections import deque

from scoreboard.lane import LaneFigures, LaneLimits
from scoreboard.lane_fanout import FanoutLane
from scoreboard.lane_member import Member

log = logging.getLogger(__name__)


class LaneRoom:
    """
    What the lanes of one event loop share: limits, the pump that spreads sends over turns, one sweep timer.

    Instead of a ping timer for each client the sweep asks those who were silent for long, at most
    `pings_per_second` of them a second. Lines that died between two pings are noticed by TCP itself, because
    every board has a heartbeat each second (see `lane_protocol.tune`).
    """

    def __init__(self, limits: LaneLimits | None = None) -> None:
        """Must be called on the event loop it is for."""
        self.limits = limits or LaneLimits()
        self.now = 0.0
        """Time of the last sweep or arrival; close enough for time-outs."""
        self.silence = self.limits.ping_after
        self.pings_left = 0
        self.slow = self.delivered = self.caught_up = self.closed_slow = self.closed_silent = 0
        self._loop = asyncio.get_running_loop()
        self.clock = self._loop.time
        self._members: set[Member] = set()
        self._busy: deque[FanoutLane] = deque()
        self._timer: asyncio.TimerHandle | None = None

    def lane(self) -> FanoutLane:
        """A new lane, empty. It needs no closing: it is gone when its members are and nobody holds it."""
        return FanoutLane(self)

    def enter(self, member: Member) -> None:
        """A connection begins."""
        self._members.add(member)
        if self._timer is None:
            self.now = self.clock()
            self._timer = self._loop.call_later(self.limits.sweep_seconds, self._sweep)

    def leave(self, member: Member) -> None:
        """A connection has ended. The last one takes the timer with it."""
        self._members.discard(member)
        if not self._members and self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def figures(self) -> LaneFigures:
        """Counts for `/metrics`."""
        return LaneFigures(
            len(self._members),
            self.slow,
            self.delivered,
            self.caught_up,
            self.closed_slow,
            self.closed_silent,
        )

    def wake(self, lane: FanoutLane) -> None:
        """This lane has something to send, once this turn of the loop is over."""
        if not self._busy:
            self._loop.call_soon(self._pump)
        self._busy.append(lane)

    def _pump(self) -> None:
        left = self.limits.sends_per_turn
        while self._busy and left > 0:
            lane = self._busy[0]
            try:
                left -= lane.step(left)
            except Exception:
                log.exception("frames of one board were lost; its clients will ask for a snapshot")
                lane.abandon()
            self._busy.rotate(-1)  # a hall of phones does not hold up the board with two screens
            if not lane.waiting:
                self._busy.pop()
        if self._busy:
            self._loop.call_soon(self._pump)

    def _sweep(self) -> None:
        limits = self.limits
        self._timer = self._loop.call_later(limits.sweep_seconds, self._sweep)
        self.now = now = self.clock()
        self.silence = max(limits.ping_after, len(self._members) / limits.pings_per_second)
        self.pings_left = max(1, round(limits.pings_per_second * limits.sweep_seconds))
        for member in list(self._members):
            member.sweep(now)
