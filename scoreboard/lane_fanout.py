"""Fan-out itself: lanes, the room they share, members that are slow; no WebSocket and no boards here.

Everything happens on the event loop's thread. A lane keeps its ready members as a flat list of functions
like `socket.send`; a broadcast is a plain loop over that list, a few hundred sends a turn. A member whose
buffer is full leaves the list at once and nothing is queued for it: when it has drained it is sent the newest
state and comes back.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable

from scoreboard.lane import Connection, LaneFigures, LaneLimits, Listener
from scoreboard.lane_wire import CloseCode, ReadyFrame

HOLES = 64
"""So many holes a lane does not bother to clear."""

log = logging.getLogger(__name__)


class Member:
    """
    What a lane needs of a connection, and what all connections do alike: turning slow, catching up, leaving.

    `push` is the fast path: it takes bytes like `socket.send` and says how many went; `unsent` hears of the
    rest.
    """

    __slots__ = ("_allowance", "lanes", "listener", "push", "room", "slow_since")

    push: Callable[[bytes], int]

    def __init__(self, room: LaneRoom, listener: Listener) -> None:
        self.room = room
        self.listener = listener
        self.lanes: tuple[FanoutLane, ...] = ()
        self.slow_since = 0.0
        self._allowance = 0.0

    @property
    def gone(self) -> bool:
        """Closing or closed: joins no lane."""
        raise NotImplementedError

    def unsent(self, data: bytes, sent: int) -> None:
        """Of a push only `sent` bytes went (-1: the line is broken); see to the rest."""
        raise NotImplementedError

    def send_now(self, data: bytes) -> None:
        """Behind whatever went before; may turn this member slow."""
        raise NotImplementedError

    def send(self, frame: ReadyFrame) -> None:
        """See `Connection.send`."""
        raise NotImplementedError

    def close(self, code: int, reason: str) -> None:
        """See `Connection.close`."""
        raise NotImplementedError

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

    def __init__(self, room: LaneRoom) -> None:
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
