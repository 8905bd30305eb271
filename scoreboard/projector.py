"""From live standings to numbered frames: draws the boards that are watched whenever their competition moves on. Boards
that rest on no fact stand in `hall_feeds.py`."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from functools import partial
from math import inf

import structlog

from scoreboard.board_ids import draw, may_move
from scoreboard.feed import Feed
from scoreboard.hall_feeds import End, HallFeeds, Publish
from server.core.ids import CompetitionId
from server.services.brands import Brands
from server.services.calls import Calls
from server.services.ceremonies import Ceremonies
from server.services.displays import Displays
from server.services.fleet import Fleet
from server.services.live import Live, Moved
from server.services.live_fold import LiveCompetition
from server.services.stream import Stream

log = structlog.get_logger(__name__)


class Projector:
    """
    The feeds of all boards somebody watches.

    However many facts came at once, a board gets one frame that spans them. A board is drawn from the facts
    alone: what is drawn after a restart is what patches would have led to.
    """

    def __init__(
        self,
        live: Live,
        displays: Displays,
        fleet: Fleet,
        stream: Stream,
        brands: Brands,
        ceremonies: Ceremonies,
        calls: Calls,
        epoch: str,
        publish: Publish,
        end: End,
        clock: Callable[[], float] = time.monotonic,
        behind: Callable[[], bool] = lambda: False,
        first: Callable[[str], bool] = lambda _board: True,
        at_once: float = inf,
    ) -> None:
        """
        :param publish: takes every new frame; :param end: is told of a board that is no more
        :param behind: whether standings have been behind the ledger for longer than a moment
        :param first: whether somebody who is known watches a board: those are drawn before strangers'
        :param at_once: seconds of drawing that a change may take before others have their turn; the rest is owed
        """
        self._live = live
        self._epoch = epoch
        self._publish = publish
        self._clock = clock
        self._behind = behind
        self._first = first
        self._at_once = at_once
        self._undrawn: set[str] = set()
        """Boards that are owed, or could not be drawn when they last had to be."""
        self._owed: dict[str, None] = {}
        """Boards whose drawing would have taken too long when their competition moved on; the longest owed first."""
        self._takes: dict[str, float] = {}
        """Seconds that a board took to be drawn when it last was."""
        self._something_owed = asyncio.Event()
        self._feeds: dict[CompetitionId, dict[str, Feed]] = {}
        live.watch(self.moved)
        self._hall = HallFeeds(
            live, displays, fleet, stream, brands, ceremonies, calls, epoch, publish, end, clock
        )

    def feed(self, board: str) -> Feed | None:
        """The feed of a board, begun when it is first asked for; None: there is no such board."""
        if self._hall.has(board):
            return self._hall.feed(board)
        competition = self._live.competition(CompetitionId(board.partition(".")[2].partition(".")[0]))
        if competition is None:
            return None
        feeds = self._feeds.setdefault(competition.id, {})
        if board not in feeds:
            drawn = draw(competition, board)
            if drawn is None:
                return None
            floor = self._live.started_at(competition.id)
            feeds[board] = Feed(board, self._epoch, drawn.state, drawn.number, competition.position, floor)
        elif board in self._owed:
            self._pay(competition, board, feeds[board])
        return feeds[board]

    def drop(self, board: str) -> None:
        """Nobody watches this board any more: it need not be drawn."""
        self._hall.drop(board)
        self._undrawn.discard(board)
        self._owed.pop(board, None)
        self._takes.pop(board, None)
        for feeds in self._feeds.values():
            feeds.pop(board, None)

    def moved(self, moved: Moved) -> None:
        """A competition has moved on."""
        competition = moved.competition
        feeds, left = self._feeds.get(competition.id, {}), self._at_once
        for board in sorted(feeds, key=self._turn):
            left -= self._takes.get(board, 0.0)
            if left < 0:
                self._owe(moved, board, feeds[board])
            else:
                self._try(board, partial(self._follow, moved, board, feeds[board]))
        if moved.renamed:
            for round_ in competition.rounds:
                self._hall.ceremony_changed(competition.id, round_, renamed=True)

    def _follow(self, moved: Moved, board: str, feed: Feed) -> None:
        kind, *ids = board.split(".")
        if moved.renamed or board in self._undrawn or may_move(moved, kind, ids, feed.number):
            self._draw(moved.competition, board, feed)
        self._undrawn.discard(board)
        self._owed.pop(board, None)
        feed.see(moved.competition.position)

    def _turn(self, board: str) -> tuple[bool, float]:
        """What somebody who is known watches, and what is quick, comes first: strangers may ask for anything."""
        return not self._first(board), self._takes.get(board, 0.0)

    def _try(self, board: str, draw_it: Callable[[], None]) -> None:
        """One board that cannot be drawn holds up no other; it does not pass for live meanwhile."""
        begun = self._clock()
        try:
            draw_it()
        except Exception:
            self._undrawn.add(board)
            log.exception("a board could not be drawn", board=board)
        self._takes[board] = self._clock() - begun

    def _owe(self, moved: Moved, board: str, feed: Feed) -> None:
        kind, *ids = board.split(".")
        if moved.renamed or board in self._undrawn or may_move(moved, kind, ids, feed.number):
            self._undrawn.add(board)
            self._owed.setdefault(board)
            self._something_owed.set()
        else:
            feed.see(moved.competition.position)

    def _pay(self, competition: LiveCompetition, board: str, feed: Feed) -> None:
        def draw_it() -> None:
            self._draw(competition, board, feed)
            self._undrawn.discard(board)
            feed.see(competition.position)

        self._owed.pop(board, None)
        self._try(board, draw_it)

    async def run(self) -> None:
        """Until cancelled: draw what is owed as soon as something is."""
        while True:
            await self._something_owed.wait()
            self._something_owed.clear()
            await self.pay()

    async def pay(self) -> None:
        """Draw all that is owed, one board at a time, and rest as long after each as it took."""
        while self._owed:
            board = min(self._owed, key=lambda one: not self._first(one))
            competition = self._live.competition(CompetitionId(board.split(".")[1]))
            feed = self._feeds.get(competition.id, {}).get(board) if competition else None
            if competition is None or feed is None:
                self._owed.pop(board)
                continue
            self._pay(competition, board, feed)
            await asyncio.sleep(self._takes.get(board, 0.0))

    def is_late(self, board: str) -> bool:
        """Whether more has happened than this board shows; what rests on no fact never is."""
        of_facts = any(board in feeds for feeds in self._feeds.values())
        return of_facts and (board in self._undrawn or self._behind())

    def _draw(self, competition: LiveCompetition, board: str, feed: Feed) -> None:
        drawn = draw(competition, board)
        if drawn is None:  # a table of delegations that is set no more: the screen keeps what it had
            return
        if drawn.number > feed.number:
            frame = feed.advance(drawn.number, drawn.state, self._clock())
        else:
            frame = feed.replace(drawn.state)
        if frame is not None:
            self._publish(board, frame)
