"""What all connections do alike: turning slow, catching up, leaving, keeping to the rate. What carries the bytes stands in
`lane_protocol` and `lane_asgi`."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Protocol

from scoreboard.lane import LaneLimits, Listener
from scoreboard.lane_wire import CloseCode, ReadyFrame

log = logging.getLogger(__name__)


class Standing(Protocol):
    """What a member needs of a lane it stands in."""

    def set_aside(self, member: Member) -> None:
        """It is slow now."""

    def take_back(self, member: Member) -> None:
        """It has drained."""

    def settle(self, member: Member) -> None:
        """Whatever was published so far goes to it now."""

    def forget(self, member: Member) -> None:
        """It is leaving."""


class Room(Protocol):
    """What members and lanes need of the room they share."""

    limits: LaneLimits
    now: float
    silence: float
    pings_left: int
    slow: int
    delivered: int
    caught_up: int
    closed_slow: int
    closed_silent: int
    clock: Callable[[], float]

    def enter(self, member: Member) -> None:
        """A connection begins."""

    def leave(self, member: Member) -> None:
        """A connection has ended."""


class Member(ABC):
    """
    What a lane needs of a connection, and what all connections do alike: turning slow, catching up, leaving.

    `push` is the fast path: it takes bytes like `socket.send` and says how many went; `unsent` hears of the
    rest.
    """

    __slots__ = ("_allowance", "lanes", "listener", "push", "room", "slow_since")

    push: Callable[[bytes], int]

    def __init__(self, room: Room, listener: Listener) -> None:
        self.room = room
        self.listener = listener
        self.lanes: tuple[Standing, ...] = ()
        self.slow_since = 0.0
        self._allowance = 0.0

    @property
    @abstractmethod
    def gone(self) -> bool:
        """Closing or closed: joins no lane."""

    @abstractmethod
    def unsent(self, data: bytes, sent: int) -> None:
        """Of a push only `sent` bytes went (-1: the line is broken); see to the rest."""

    @abstractmethod
    def send_now(self, data: bytes) -> None:
        """Behind whatever went before; may turn this member slow."""

    @abstractmethod
    def send(self, frame: ReadyFrame) -> None:
        """See `Connection.send`."""

    @abstractmethod
    def close(self, code: int, reason: str) -> None:
        """See `Connection.close`."""

    @abstractmethod
    def sweep(self, now: float) -> None:
        """Once a sweep: has it been slow, silent or closing for too long?"""

    def turned_slow(self) -> None:
        """Its buffer is full: off the fast path of every lane, at once."""
        if not self.slow_since:
            self.slow_since = self.room.clock()
            self.room.slow += 1
        for lane in self.lanes:
            lane.set_aside(self)

    def drained(self) -> None:
        """Its buffer is empty: the newest state of every lane that went on without it, and back it comes."""
        self._forget_slow()
        for lane in self.lanes:
            try:
                lane.take_back(self)
            except Exception:
                log.exception("no newest state for a slow connection")
                return self.close(CloseCode.SERVER_ERROR, "no snapshot")
            if self.slow_since:
                return None
        return None

    def leave_lanes(self) -> None:
        """Before the transport closes: after that its descriptor may be somebody else's."""
        for lane in self.lanes:
            lane.forget(self)
        self.lanes = ()
        self._forget_slow()

    def begun(self) -> None:
        """Say that it is there; a listener's mistake costs this connection only."""
        try:
            self.listener.opened(self)
        except Exception:
            log.exception("a connection could not be opened")
            self.close(CloseCode.SERVER_ERROR, "internal error")

    def told(self, message: str) -> None:
        """Pass a message on; a listener's mistake costs this connection only."""
        try:
            self.listener.text(self, message)
        except Exception:
            log.exception("a message could not be handled")
            self.close(CloseCode.SERVER_ERROR, "internal error")

    def within_rate(self) -> bool:
        """One more message or control frame: still under the limit? (GCRA: one number, no bucket.)"""
        limits = self.room.limits
        now = self.room.clock()
        self._allowance = max(self._allowance, now) + 1 / limits.messages_per_second
        return self._allowance - now <= limits.message_burst / limits.messages_per_second

    def _forget_slow(self) -> None:
        if self.slow_since:
            self.slow_since = 0.0
            self.room.slow -= 1
