"""Who watches which board: a lane each, a heartbeat each second, hellos and goodbyes. No fact comes here."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

import orjson
import structlog

from scoreboard.feed import Feed
from scoreboard.lane import Connection
from scoreboard.lane_fanout import FanoutLane
from scoreboard.lane_room import LaneRoom
from scoreboard.lane_wire import CloseCode, ReadyFrame, text_frame
from server.core.clock import NEVER, Moment
from server.core.refusals import Code

HEARTBEAT_SECONDS = 1
IDLE_SECONDS = 15 * 60
"""A board nobody watched for so long is no longer drawn; whoever comes next has it drawn anew."""
CHECK_SECONDS = 1
"""So often it is asked whether those who signed in still are, besides whenever a sign-in has ended."""

BOARDS_MAX = 16
BOARD_LENGTH_MAX = 130
FRESH_PER_SECOND, FRESH_BURST = 8, 48
"""So many boards may one connection begin to watch: each is a whole state to send, and perhaps to draw."""

NEEDS_SIGN_IN = 4401
NO_SUCH_BOARD = 4404

_log = structlog.get_logger("jinchui")


class Feeds(Protocol):
    """Where boards come from."""

    def feed(self, board: str) -> Feed | None:
        """The feed of a board, begun when it is first asked for; None: there is no such board."""

    def drop(self, board: str) -> None:
        """Nobody watches this board any more."""

    def is_late(self, board: str) -> bool:
        """Whether more has happened than this board shows, for longer than a moment."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A board somebody asks for; `after`: the number of the state they hold. Or why they may not have it."""

    board: str
    after: int | None = None
    refused: Code | None = None


@dataclass(slots=True)
class Channel:
    """A board with somebody before it, or until lately."""

    feed: Feed
    lane: FanoutLane
    watched_at: float


class Hub:
    """All boards that are watched, and everyone who watches. Lives on one event loop."""

    def __init__(
        self,
        room: LaneRoom,
        feeds: Feeds,
        epoch: str,
        now: Callable[[], int],
        build: str = "",
        moment: Callable[[], Moment] = lambda: NEVER,
    ) -> None:
        """
        :param now: ms since 1970 UTC, as clients are told it
        :param build: the revision of the front-end files; a page that was loaded with another loads itself again
        :param moment: the steady clock that station clocks go by
        """
        self.room = room
        self.epoch = epoch
        self.build = build
        self.now = now
        self.moment = moment
        self.holders: Counter[str] = Counter()
        """Connections by who holds them: somebody who is known, or a network address."""
        self.strangers = 0
        """Connections of people and programs nobody knows."""
        self._known_boards: Counter[str] = Counter()
        self._feeds = feeds
        self._channels: dict[str, Channel] = {}
        self._visits: set[Visit] = set()
        self._signed_in: dict[Visit, Callable[[], Awaitable[bool]]] = {}
        self._look = asyncio.Event()

    def channel(self, board: str) -> Channel | None:
        """The board's channel; None: there is no such board."""
        channel = self._channels.get(board)
        if channel is None and (feed := self._feeds.feed(board)) is not None:
            channel = self._channels[board] = Channel(feed, self.room.lane(), self.room.clock())
        return channel

    def watching(self, board: str) -> int:
        """How many connections watch a board now."""
        channel = self._channels.get(board)
        return 0 if channel is None else len(channel.lane)

    def is_late(self, board: str) -> bool:
        """Whether a board is known not to be the newest."""
        return self._feeds.is_late(board)

    def publish(self, board: str, frame: ReadyFrame) -> None:
        """A new frame of a board's feed to everyone who watches it."""
        channel = self._channels.get(board)
        if channel is not None:
            channel.lane.publish(frame, channel.feed.snapshot)

    def end(self, board: str) -> None:
        """There is no such board any more."""
        self._channels.pop(board, None)
        self._feeds.drop(board)
        for visit in [visit for visit in self._visits if board in visit.boards]:
            visit.close(NO_SUCH_BOARD, "this board has ended")

    def beat(self) -> None:
        """Say of every board that it is still true, and let go of those nobody watches."""
        now, clock = self.now(), self.room.clock()
        for board, channel in list(self._channels.items()):
            if len(channel.lane):
                channel.watched_at = clock
                late = self._feeds.is_late(board)
                channel.lane.publish(channel.feed.heartbeat(now, late=late), channel.feed.snapshot)
            elif clock - channel.watched_at > IDLE_SECONDS:
                del self._channels[board]
                self._feeds.drop(board)

    async def run(self) -> None:
        """Beat until cancelled."""
        beats = 0
        started = self.room.clock()
        while True:
            beats += 1
            await asyncio.sleep(max(0.0, started + beats * HEARTBEAT_SECONDS - self.room.clock()))
            self.beat()

    def look_again(self) -> None:
        """A sign-in has ended somewhere: do not wait for the next look."""
        self._look.set()

    async def check(self) -> None:
        """Until cancelled: whoever's sign-in has ended is shown out."""
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._look.wait(), CHECK_SECONDS)
            self._look.clear()
            try:
                await self._show_out()
            except Exception as error:  # a store that fails once must not leave everybody in for good
                _log.error("sign-ins of those who watch could not be looked at", error=str(error))

    async def _show_out(self) -> None:
        for visit, still in list(self._signed_in.items()):
            if not await still():
                visit.close(NEEDS_SIGN_IN, "the sign-in has ended")

    @property
    def visitors(self) -> int:
        """How many are here."""
        return len(self._visits)

    def enter(self, visit: Visit) -> None:
        """Somebody came."""
        self._visits.add(visit)
        self.holders[visit.holder] += 1
        self.strangers += not visit.known
        if visit.still is not None:
            self._signed_in[visit] = visit.still

    def leave(self, visit: Visit) -> None:
        """Somebody is gone; twice is once."""
        if visit not in self._visits:
            return
        self._visits.discard(visit)
        self._signed_in.pop(visit, None)
        self.strangers -= not visit.known
        _less(self.holders, [visit.holder])
        self.watched_no_more(visit, visit.boards)

    def watched(self, visit: Visit, boards: Iterable[str]) -> None:
        """Somebody watches these boards, too."""
        if visit.known:
            # Their ids alone: a mapping would be added up by its values.
            self._known_boards.update(tuple(boards))

    def watched_no_more(self, visit: Visit, boards: Iterable[str]) -> None:
        """Somebody watches these boards no more."""
        if visit.known:
            _less(self._known_boards, boards)

    def is_first(self, board: str) -> bool:
        """Whether somebody who is known watches this board."""
        return board in self._known_boards

    def figures(self) -> Mapping[str, float]:
        """Gauges for `/metrics`."""
        lanes = self.room.figures()
        return {
            "board_connections": lanes.connections,
            "board_connections_slow": lanes.slow,
            "board_frames_delivered": lanes.delivered,
            "board_catch_ups": lanes.caught_up,
            "board_closed_slow": lanes.closed_slow,
            "board_closed_silent": lanes.closed_silent,
            "boards_watched": sum(len(channel.lane) > 0 for channel in self._channels.values()),
        }


class Visit:
    """One connection's time with the hub: what it asked for, and what it was given."""

    __slots__ = (
        "_allowance",
        "_connection",
        "_epoch",
        "_given",
        "_hub",
        "_is_public",
        "_wishes",
        "holder",
        "known",
        "still",
    )

    def __init__(
        self,
        hub: Hub,
        wishes: tuple[Wish, ...],
        epoch: str | None = None,
        holder: str = "",
        still: Callable[[], Awaitable[bool]] | None = None,
        is_public: Callable[[str], bool] = lambda _board: False,
        *,
        known: bool = False,
    ) -> None:
        """
        :param holder: who it counts for
        :param still: asks whether the sign-in still holds that let them see what is not public
        :param is_public: whether everybody may see a board: only such may be asked for later
        :param known: whether it is somebody who signed in, or a screen of the hall
        """
        self.holder = holder
        self.known = known
        self.still = still
        self._given: dict[str, Channel] = {}
        self._is_public = is_public
        self._allowance = 0.0
        self._hub = hub
        self._wishes = wishes
        self._epoch = epoch
        self._connection: Connection | None = None

    def opened(self, connection: Connection) -> None:
        """See `lane.Listener`."""
        self._connection = connection
        hub = self._hub
        hub.enter(self)
        now = hub.now()
        given, refused, frames = self._granted(self._wishes, now)
        self._wishes = ()
        hello = _frame(
            type="hello",
            epoch=hub.epoch,
            build=hub.build,
            now=now,
            heartbeat=HEARTBEAT_SECONDS,
            boards=list(given),
        )
        self._begin(connection, given, [hello, *_sorry(refused), *frames])
        if not given:
            unknown = all(code is Code.BOARD_UNKNOWN for _, code in refused)
            self.close(*((NO_SUCH_BOARD, "no such board") if unknown else (NEEDS_SIGN_IN, "sign in first")))

    def text(self, connection: Connection, message: str) -> None:
        """See `lane.Listener`."""
        try:
            request = orjson.loads(message)
        except orjson.JSONDecodeError:
            request = None
        match request:
            case {"type": "resync", "board": str(board), **rest} if not rest:
                self._resync(connection, board)
            case {"type": "watch", "boards": [*boards], **rest} if not rest and _may_be_asked(boards):
                self._watch(connection, boards)
            case {"type": "ping", "t": int() | float() as t, **rest} if not rest and not isinstance(t, bool):
                moment = self._hub.moment()
                connection.send(_frame(type="pong", t=t, now=moment.wall, run=moment.run, ticks=moment.ticks))
            case _:
                self.close(CloseCode.POLICY, "not a message of this protocol")

    def lost(self, connection: Connection, code: int) -> None:
        """See `lane.Listener`."""
        self._hub.leave(self)

    def close(self, code: int, reason: str) -> None:
        """Show them out."""
        if self._connection is not None:
            self._connection.close(code, reason)

    @property
    def boards(self) -> Collection[str]:
        """What they watch."""
        return self._given.keys()

    def _granted(
        self, wishes: Sequence[Wish], now: int
    ) -> tuple[dict[str, Channel], list[tuple[str, Code]], list[ReadyFrame]]:
        """Of some wishes those that can be had, those that cannot and why, and what a client lacks of the first."""
        given: dict[str, Channel] = {}
        refused: list[tuple[str, Code]] = []
        frames: list[ReadyFrame] = []
        for wish in wishes:
            channel = self._hub.channel(wish.board) if wish.refused is None else None
            if channel is None:
                refused.append((wish.board, wish.refused or Code.BOARD_UNKNOWN))
                continue
            given[channel.feed.board] = channel
            beat = channel.feed.heartbeat(now, late=self._hub.is_late(wish.board))
            frames += (channel.feed.catch_up(self._epoch, wish.after), beat)
        return given, refused, frames

    def _begin(
        self, connection: Connection, given: Mapping[str, Channel], frames: Sequence[ReadyFrame]
    ) -> None:
        """Say what there is to say, then follow these boards: nothing between the two is missed or doubled."""
        if frames:
            connection.send(ReadyFrame(b"".join(frames)))
        self._given |= given
        self._hub.watched(self, given)
        for channel in given.values():
            channel.lane.add(connection)

    def _watch(self, connection: Connection, boards: Sequence[str]) -> None:
        """Watch these boards from now on and no others; of those that were watched before nothing is sent again."""
        left = [board for board in self._given if board not in boards]
        self._hub.watched_no_more(self, left)
        for board in left:
            self._given.pop(board).lane.remove(connection)
        fresh = [board for board in boards if board not in self._given]
        if not self._within_rate(len(fresh)):
            # Whoever comes back names all of them at once, and has come in through the door.
            self.close(CloseCode.TOO_SLOW, "too many new boards")
            return
        wishes = [
            Wish(board, refused=None if self._is_public(board) else Code.SIGN_IN_NEEDED) for board in fresh
        ]
        given, refused, frames = self._granted(wishes, self._hub.now())
        self._begin(connection, given, [*_sorry(refused), *frames])

    def _within_rate(self, fresh: int) -> bool:
        now = self._hub.room.clock()
        self._allowance = max(self._allowance, now) + fresh / FRESH_PER_SECOND
        return self._allowance - now <= FRESH_BURST / FRESH_PER_SECOND

    def _resync(self, connection: Connection, board: str) -> None:
        channel = self._given.get(board)
        if channel is None:
            connection.send(_frame(type="refusal", board=board[:130], code=Code.BOARD_UNKNOWN.value))
        else:
            connection.send(channel.feed.snapshot())


def _may_be_asked(boards: Sequence[Any]) -> bool:
    """Whether this is a list of boards as one may be asked for."""
    fit = all(isinstance(board, str) and 0 < len(board) <= BOARD_LENGTH_MAX for board in boards)
    return fit and 0 < len(boards) <= BOARDS_MAX and len(set(boards)) == len(boards)


def _sorry(refused: Sequence[tuple[str, Code]]) -> list[ReadyFrame]:
    return [_frame(type="refusal", board=board, code=code.value) for board, code in refused]


def _less(counter: Counter[str], names: Iterable[str]) -> None:
    for name in names:
        counter[name] -= 1
        if not counter[name]:
            del counter[name]


def _frame(**message: Any) -> ReadyFrame:
    return text_frame(orjson.dumps(message))
