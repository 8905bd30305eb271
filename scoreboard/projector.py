"""From live standings to numbered frames: draws the boards that are watched whenever their competition moves on."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from functools import partial
from math import inf

import structlog

from scoreboard import boards
from scoreboard.board_ids import draw, may_move
from scoreboard.feed import Feed
from scoreboard.lane_wire import ReadyFrame
from server.core.ids import CompetitionId, RoundId
from server.services import ceremony_view, hall_items
from server.services.brands import Brands
from server.services.calls import Calls
from server.services.ceremonies import Ceremonies
from server.services.displays import Displays, Screen, as_json
from server.services.fleet import Fleet
from server.services.live import Live, Moved
from server.services.live_fold import LiveCompetition
from server.services.standings_view import text
from server.services.stream import Stream

log = structlog.get_logger(__name__)

Publish = Callable[[str, ReadyFrame], None]
End = Callable[[str], None]


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
        self._displays = displays
        self._fleet = fleet
        self._stream = stream
        self._brands = brands
        self._ceremonies = ceremonies
        self._calls = calls
        self._epoch = epoch
        self._publish = publish
        self._end = end
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
        self._screens: dict[str, Feed] = {}
        live.watch(self.moved)
        displays.watch(self.changed)
        displays.watch_alarm(self.alarmed)
        fleet.watch(self.programme_changed)
        stream.watch(self.channel_changed)
        brands.watch(self.brand_changed)
        ceremonies.watch(self.ceremony_changed)
        calls.watch(self.called)

    def feed(self, board: str) -> Feed | None:
        """The feed of a board, begun when it is first asked for; None: there is no such board."""
        kind, _, rest = board.partition(".")
        if kind == "display":
            return self._screen(rest)
        if kind == "emergency":
            return None if rest else self._emergency()
        if kind == "schedule":
            return self._schedule(rest)
        if kind == "stream":
            return self._channel(rest)
        if kind == "brand":
            return self._brand(rest)
        if kind == "calls":
            return self._called(CompetitionId(rest))
        if kind == "ceremony":
            return self._ceremony(rest)
        competition = self._live.competition(CompetitionId(rest.partition(".")[0]))
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
        self._screens.pop(board, None)
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
                self.ceremony_changed(competition.id, round_, renamed=True)

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

    def changed(self, display: str) -> None:
        """A screen shall show something else, or is no more."""
        screen = self._displays.get(display)
        feed = self._screens.get(f"display.{display}")
        if screen is None:
            self._end(f"display.{display}")
        elif feed is not None:
            frame = feed.advance(screen.changed_at, self._shown(screen), self._clock())
            if frame is not None:
                self._publish(feed.board, frame)

    def alarmed(self) -> None:
        """An emergency begins, says something else, or is over."""
        feed = self._screens.get("emergency")
        if feed is not None:
            frame = feed.advance(self._displays.alarmed_at, self._alarm(), self._clock())
            if frame is not None:
                self._publish(feed.board, frame)

    def programme_changed(self, competition: str) -> None:
        """The programme of the day is another."""
        feed = self._screens.get(f"schedule.{competition}")
        if feed is not None:
            at = self._fleet.programme_changed_at(competition)
            frame = feed.advance(at, self._planned(competition), self._clock())
            if frame is not None:
                self._publish(feed.board, frame)

    def channel_changed(self, channel: str) -> None:
        """A graphic of the stream is shown, hidden or further on."""
        feed, now = self._screens.get(f"stream.{channel}"), self._stream.get(channel)
        if feed is not None and now is not None:
            frame = feed.advance(now.changed_at, now.as_json(), self._clock())
            if frame is not None:
                self._publish(feed.board, frame)

    def brand_changed(self, competition: str) -> None:
        """A competition looks different, or has other sponsors."""
        feed = self._screens.get(f"brand.{competition}")
        if feed is not None:
            at = self._brands.changed_at(competition)
            frame = feed.advance(at, self._brands.shown(competition), self._clock())
            if frame is not None:
                self._publish(feed.board, frame)

    def called(self, competition: CompetitionId) -> None:
        """A judge was called, or has heard."""
        feed = self._screens.get(f"calls.{competition}")
        if feed is not None:
            at = self._calls.changed_at(competition)
            frame = feed.advance(at, {"at": at}, self._clock())
            if frame is not None:
                self._publish(feed.board, frame)

    def ceremony_changed(self, competition: CompetitionId, round_: RoundId, *, renamed: bool = False) -> None:
        """
        A ceremony is one step on, one back, another one, or put away.

        Only a step forward is a patch. After any other change patches that led to more than is to be seen now are
        forgotten: a screen that comes back is not given them.
        """
        at = self._ceremonies.changed_at(competition, round_)
        self._step(f"ceremony.{competition}.{round_}", at, renamed=renamed)
        self._step(f"ceremony.{competition}", self._ceremonies.last_changed_at(competition), renamed=renamed)

    def _step(self, board: str, at: int, *, renamed: bool) -> None:
        feed, state = self._screens.get(board), self._revealed(board)
        if feed is None or state is None or state == feed.state:
            return
        before = feed.state
        same = (state.get("round"), state.get("run")) == (before.get("round"), before.get("run"))
        if same and state.get("step", 0) >= before.get("step", 0) and not renamed:
            # The ceremony that is on may have changed longer ago than the one that was.
            frame = feed.advance(max(at, feed.seen + 1), state, self._clock())
        else:
            frame = feed.replace(state)
        if frame is not None:
            self._publish(feed.board, frame)

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

    def _screen(self, display: str) -> Feed | None:
        board = f"display.{display}"
        screen = self._displays.get(display)
        if screen is None:
            return None
        if board not in self._screens:
            at = screen.changed_at
            self._screens[board] = Feed(board, self._epoch, self._shown(screen), at, at)
        return self._screens[board]

    def _shown(self, screen: Screen) -> boards.State:
        return as_json(screen, self._displays.emergency, self._displays.house)

    def _emergency(self) -> Feed:
        if "emergency" not in self._screens:
            at = self._displays.alarmed_at
            self._screens["emergency"] = Feed("emergency", self._epoch, self._alarm(), at, at)
        return self._screens["emergency"]

    def _alarm(self) -> boards.State:
        return {"kind": "emergency", **self._displays.emergency}

    def _channel(self, channel: str) -> Feed | None:
        board, now = f"stream.{channel}", self._stream.get(channel)
        if now is None:
            return None
        if board not in self._screens:
            self._screens[board] = Feed(board, self._epoch, now.as_json(), now.changed_at, now.changed_at)
        return self._screens[board]

    def _ceremony(self, of: str) -> Feed | None:
        board = f"ceremony.{of}"
        state = self._revealed(board)
        if state is None:
            return None
        if board not in self._screens:
            competition, _, round_ = of.partition(".")
            id_ = CompetitionId(competition)
            changed = self._ceremonies.changed_at(id_, RoundId(round_)) if round_ else 0
            at = changed or self._ceremonies.last_changed_at(id_)
            self._screens[board] = Feed(board, self._epoch, state, at, at, floor=at)
        return self._screens[board]

    def _revealed(self, board: str) -> boards.State | None:
        """What may be seen of a round's ceremony, or of the one that is on in a competition."""
        _, competition, *of = board.split(".")
        live = self._live.competition(CompetitionId(competition))
        if live is None or len(of) > 1:
            return None
        if of:
            found, ceremony = live.rounds.get(RoundId(of[0])), self._ceremonies.get(live.id, RoundId(of[0]))
            return None if found is None else ceremony_view.board(live, found, ceremony)
        ceremony = self._ceremonies.on(live.id)
        found = None if ceremony is None else live.rounds.get(ceremony.round)
        if ceremony is None or found is None:
            return ceremony_view.none_on(live)
        return ceremony_view.board(live, found, ceremony)

    def _called(self, competition: CompetitionId) -> Feed | None:
        """A bell and no more: who was called is read by those who may."""
        board = f"calls.{competition}"
        if self._live.competition(competition) is None:
            return None
        if board not in self._screens:
            at = self._calls.changed_at(competition)
            self._screens[board] = Feed(board, self._epoch, {"at": at}, at, at)
        return self._screens[board]

    def _brand(self, competition: str) -> Feed | None:
        board = f"brand.{competition}"
        if self._live.competition(CompetitionId(competition)) is None:
            return None
        if board not in self._screens:
            at = self._brands.changed_at(competition)
            self._screens[board] = Feed(board, self._epoch, self._brands.shown(competition), at, at)
        return self._screens[board]

    def _schedule(self, competition: str) -> Feed | None:
        board = f"schedule.{competition}"
        if self._live.competition(CompetitionId(competition)) is None:
            return None
        if board not in self._screens:
            at = self._fleet.programme_changed_at(competition)
            self._screens[board] = Feed(board, self._epoch, self._planned(competition), at, at)
        return self._screens[board]

    def _planned(self, competition: str) -> boards.State:
        state = hall_items.schedule(self._fleet.all("programme"), competition)
        live = self._live.competition(CompetitionId(competition))
        if live is not None and live.state.title is not None:
            state["competition"] = {"id": competition, "title": text(live.state.title)}
        return state
