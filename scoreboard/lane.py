"""What the delivery lane promises: connections and lanes as the hub sees them, and limits; no delivery here.

The life of a connection, raw (`lane_protocol`) or over plain ASGI (`lane_asgi`), as the hub sees it:

    room = LaneRoom()                               # lane_room; one per event loop
    lane = room.lane()                              # one per board and language
    await attend(room, scope, receive, send, hub)   # lane_asgi; in the endpoint, after accept
        hub.opened(connection)                      # connection.send(snapshot); lane.add(connection)
        hub.text(connection, message)
        hub.lost(connection, code)
    lane.publish(patch, newest_snapshot)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from scoreboard.lane_wire import MESSAGE_BYTES_MAX, ReadyFrame

EXTENSION = "jinchui.lane"
"""Where an ASGI scope says that its server has a raw lane."""


class Connection(Protocol):
    """One display or phone."""

    def send(self, frame: ReadyFrame) -> None:
        """
        A frame for this connection alone: a snapshot, the answer to a resync.

        It keeps its place among the frames its lanes published before and after. To one who is gone it is
        nothing; one who lets more than `LaneLimits.waiting_bytes` wait is closed with 4008.
        """

    def close(self, code: int, reason: str) -> None:
        """Leave all lanes now, say goodbye, and be gone within `LaneLimits.close_seconds` or two sweeps."""


class Lane(Protocol):
    """Many connections that get the same frames."""

    def add(self, connection: Connection) -> None:
        """From now on it gets what is published; nothing from before. Twice is once; the gone stay out."""

    def remove(self, connection: Connection) -> None:
        """It gets nothing more from this lane."""

    def publish(self, frame: ReadyFrame, catch_up: Callable[[], ReadyFrame]) -> int:
        """
        The same bytes to everyone, after this turn of the loop; frames of one turn go in one send.

        :param catch_up: gives the newest whole state, this frame included, whenever it is called until the
            next publication; it stands in for whatever a slow connection skipped
        :returns: how many connections are ready for it; the slow are owed the newest instead
        """


class Listener(Protocol):
    """Who is told about connections. It must not block; its exceptions close that connection with 1011."""

    def opened(self, connection: Connection) -> None:
        """It may be sent frames and join lanes from now on."""

    def text(self, connection: Connection, message: str) -> None:
        """A whole message, within the limits on size and rate; what it means is not looked at."""

    def lost(self, connection: Connection, code: int) -> None:
        """Gone, told once: the close code of whoever closed, 1005 for none, 1006 for a broken line."""


@dataclass(frozen=True, slots=True)
class LaneLimits:
    """What one connection may cost. Times in seconds, sizes in bytes."""

    message_bytes: int = MESSAGE_BYTES_MAX
    messages_per_second: float = 20
    message_burst: int = 50
    slow_seconds: float = 20
    """As long may a connection take nothing at all; then 4008."""
    waiting_bytes: int = 1024 * 1024
    """So much may wait for one slow connection, all of it its own frames but one published send."""
    kernel_bytes: int = 16 * 1024
    """So much may wait unsent in the kernel (where it can be told): less means newer frames for the slow."""
    backlog_bytes: int = 32 * 1024
    """Published faster than it can be sent, beyond this the frames of a lane become one newest state."""
    ping_after: float = 3
    """So long silent, and a client is asked whether it is there ..."""
    ping_timeout: float = 4
    """... and has so long to answer."""
    pings_per_second: int = 200
    """With more clients than `ping_after` times this, all are asked less often instead."""
    close_seconds: float = 2
    """So long may a goodbye take."""
    sends_per_turn: int = 256
    """After so many sends the loop may do something else: a judge's request waits about 2 ms at most."""
    sweep_seconds: float = 1


@dataclass(frozen=True, slots=True)
class LaneFigures:
    """What the room has seen since it was made, and its present connections."""

    connections: int
    slow: int
    delivered: int
    """Frames handed to ready connections."""
    caught_up: int
    """Newest states sent instead of frames that were skipped."""
    closed_slow: int
    closed_silent: int
