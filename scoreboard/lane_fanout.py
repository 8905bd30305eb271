"""Fan-out itself: a lane and who stands in it, ready or slow; no WebSocket and no boards here.

Everything happens on the event loop's thread. A lane keeps its ready members as a flat list of functions
like `socket.send`; a broadcast is a plain loop over that list, a few hundred sends a turn. A member whose
buffer is full leaves the list at once and nothing is queued for it: when it has drained it is sent the newest
state and comes back.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Protocol

from scoreboard.lane import Connection
from scoreboard.lane_member import Member, Room
from scoreboard.lane_wire import ReadyFrame

HOLES = 64
"""So many holes a lane does not bother to clear."""


class Pump(Room, Protocol):
    """A room that spreads what lanes have to send over turns of the loop."""

    def wake(self, lane: FanoutLane) -> None:
        """This lane has something to send, once this turn is over."""


class _Batch:
    """Frames numbered from `first` on, for the members before `end`; None: the newest state instead."""

    __slots__ = ("end", "first", "frames", "size")

    def __init__(self, first: int, end: int, frame: bytes) -> None:
        self.first = first
        self.end = end
        self.frames: list[bytes] | None = [frame]
        self.size = len(frame)

    def add(self, frame: bytes, end: int, limit: int) -> None:
        self.end = end
        self.size += len(frame)
        if self.size > limit:
            self.frames = None
        elif self.frames is not None:
            self.frames.append(frame)


class FanoutLane:
    """
    The one `Lane` there is, for members of every kind.

    Members stand in a flat list that only grows: who leaves becomes a hole, who joins or comes back stands at
    the end, and holes are cleared between broadcasts. So a broadcast under way never meets somebody it was
    not meant for, and a place in the list says which frames its member has had. A hole's push is `len`: it
    takes everything and does nothing, and the loop needs no question.
    """

    __slots__ = (
        "_at",
        "_batches",
        "_catch_up",
        "_data",
        "_kept",
        "_members",
        "_places",
        "_pushes",
        "_room",
        "_seq",
        "_slow",
    )

    def __init__(self, room: Pump) -> None:
        self._room = room
        self._pushes: list[Callable[[bytes], int]] = []
        self._members: list[Member | None] = []
        self._places: dict[Member, int] = {}
        self._slow: dict[Member, int] = {}
        """Slow members, and the number of the last frame each has had."""
        self._seq = 0
        self._batches: deque[_Batch] = deque()
        self._data: bytes | None = None
        """What of the first batch is being sent; None: not begun."""
        self._at = 0
        """Members before this place have had the first batch."""
        self._catch_up: Callable[[], ReadyFrame] | None = None
        self._kept: tuple[int, bytes] = (-1, b"")

    def __len__(self) -> int:
        """How many members, ready and slow."""
        return len(self._places) + len(self._slow)

    def add(self, connection: Connection) -> None:
        """See `Lane.add`."""
        assert isinstance(connection, Member), "connections come from the room's own server side"
        if connection.gone or self in connection.lanes:
            return
        connection.lanes += (self,)
        if connection.slow_since:
            self._slow[connection] = self._seq
        else:
            self._append(connection)

    def remove(self, connection: Connection) -> None:
        """See `Lane.remove`."""
        assert isinstance(connection, Member), "connections come from the room's own server side"
        connection.lanes = tuple(lane for lane in connection.lanes if lane is not self)
        self.forget(connection)

    def publish(self, frame: ReadyFrame, catch_up: Callable[[], ReadyFrame]) -> int:
        """See `Lane.publish`."""
        self._seq += 1
        self._catch_up = catch_up
        ready, end = len(self._places), len(self._pushes)
        if not ready:
            return 0
        last = self._batches[-1] if self._batches else None
        begun = self._data is not None and len(self._batches) == 1
        if last is None or begun or (last.end != end and last.frames is not None):
            if last is None:
                self._room.wake(self)
            self._batches.append(_Batch(self._seq, end, frame))
        else:
            last.add(frame, end, self._room.limits.backlog_bytes)
        self._room.delivered += ready
        return ready

    @property
    def waiting(self) -> bool:
        """Is there anything still to be sent?"""
        return bool(self._batches)

    def step(self, quota: int) -> int:
        """Send on, to at most `quota` places; returns how many it went past, at least 1."""
        batch = self._batches[0]
        if self._data is None:
            self._data = self._whole(batch)
        data = self._data
        size, start = len(data), self._at
        for at, push in enumerate(self._pushes[start : min(batch.end, start + quota)], start + 1):
            self._at = at  # noted before the send: whoever turns slow by it has had this batch
            try:
                sent = push(data)
            except BlockingIOError:
                sent = 0
            except OSError:
                sent = -1
            if sent != size:
                self._rest(at - 1, data, sent)
        if self._at >= batch.end:
            self._batches.popleft()
            self._data, done, self._at = None, self._at, 0
            self._clear_holes()
            return max(1, done - start)
        return self._at - start

    def abandon(self) -> None:
        """Forget what is still to be sent."""
        self._batches.clear()
        self._data, self._at = None, 0

    def settle(self, member: Member) -> None:
        """Whatever was published so far goes to this member now, so that what comes next stands behind it."""
        missed = self._missed(member)
        if missed:
            data = b"".join(map(self._whole, missed))
            self._hole(member)
            self._append(member)
            member.send_now(data)

    def set_aside(self, member: Member) -> None:
        """It is slow now: remember what it has had."""
        if member in self._places:
            missed = self._missed(member)
            self._slow[member] = missed[0].first - 1 if missed else self._seq
            self._hole(member)

    def take_back(self, member: Member) -> None:
        """It has drained: the newest state if it missed any, then a place at the end, unless slow again."""
        had = self._slow.get(member)
        if had is None:
            return
        if had != self._seq:
            newest = self._newest()
            self._slow[member] = self._seq
            self._room.caught_up += 1
            member.send_now(newest)
        if not member.slow_since and not member.gone:
            del self._slow[member]
            self._append(member)

    def forget(self, member: Member) -> None:
        """It is leaving, in whatever state."""
        self._slow.pop(member, None)
        if member in self._places:
            self._hole(member)

    def _append(self, member: Member) -> None:
        self._places[member] = len(self._pushes)
        self._pushes.append(member.push)
        self._members.append(member)

    def _hole(self, member: Member) -> None:
        place = self._places.pop(member)
        self._pushes[place] = len
        self._members[place] = None
        self._clear_holes()

    def _clear_holes(self) -> None:
        if self._data is not None or len(self._pushes) <= 2 * len(self._places) + HOLES:
            return
        for batch in self._batches:
            batch.end = sum(member is not None for member in self._members[: batch.end])
        left = [member for member in self._members if member is not None]
        self._members = list(left)
        self._pushes = [member.push for member in left]
        self._places = {member: place for place, member in enumerate(left)}

    def _begun(self, batch: _Batch) -> bool:
        return self._data is not None and batch is self._batches[0]

    def _missed(self, member: Member) -> list[_Batch]:
        """Which batches under way this ready member has still to get, oldest first."""
        place = self._places.get(member)
        if place is None or not self._batches:
            return []
        return [b for b in self._batches if place < b.end and not (self._begun(b) and place < self._at)]

    def _rest(self, place: int, data: bytes, sent: int) -> None:
        member = self._members[place]
        assert member is not None, "a hole takes everything"
        member.unsent(data, sent)

    def _whole(self, batch: _Batch) -> bytes:
        if self._data is not None and batch is self._batches[0]:
            return self._data
        if batch.frames is None:
            return self._newest()
        return batch.frames[0] if len(batch.frames) == 1 else b"".join(batch.frames)

    def _newest(self) -> bytes:
        """The newest state, asked for once per publication."""
        if self._kept[0] != self._seq:
            assert self._catch_up is not None, "nobody is owed anything before the first publication"
            self._kept = (self._seq, self._catch_up())
        return self._kept[1]
