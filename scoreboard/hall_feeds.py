"""Feeds of boards that rest on no fact: screens, emergency, programme, stream, look, bells, ceremonies. What facts draw
stands in `projector.py`."""

from __future__ import annotations

from collections.abc import Callable

from scoreboard.boards import Board, State
from scoreboard.feed import Feed
from scoreboard.lane_wire import ReadyFrame
from server.core.ids import CompetitionId, RoundId
from server.services import ceremony_view, hall_items
from server.services.brands import Brands
from server.services.calls import Calls
from server.services.ceremonies import Ceremonies
from server.services.displays import Displays, as_json
from server.services.fleet import Fleet
from server.services.live import Live
from server.services.standings_view import text
from server.services.stream import Stream

Publish = Callable[[str, ReadyFrame], None]
End = Callable[[str], None]


class HallFeeds:
    """
    The feeds of what the desk drives, begun when they are first asked for.

    Each kind of board has one function that says what it is now and when that last changed; whatever changes, the
    feed is advanced to what it says. A ceremony alone may go back.
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
        clock: Callable[[], float],
    ) -> None:
        """:param publish: takes every new frame; :param end: is told of a board that is no more"""
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
        self._feeds: dict[str, Feed] = {}
        self._kinds: dict[str, Callable[[str], Board | None]] = {
            "display": self._display,
            "emergency": self._emergency,
            "schedule": self._schedule,
            "stream": self._channel,
            "brand": self._brand,
            "calls": self._bell,
            "ceremony": self._ceremony,
        }
        displays.watch(self._screen_changed)
        displays.watch_alarm(lambda: self._advance("emergency"))
        fleet.watch(lambda competition: self._advance(f"schedule.{competition}"))
        stream.watch(lambda channel: self._advance(f"stream.{channel}"))
        brands.watch(lambda competition: self._advance(f"brand.{competition}"))
        calls.watch(lambda competition: self._advance(f"calls.{competition}"))
        ceremonies.watch(self.ceremony_changed)

    def has(self, board: str) -> bool:
        """Whether a board is of a kind that rests on no fact."""
        return board.partition(".")[0] in self._kinds

    def feed(self, board: str) -> Feed | None:
        """The feed of a board; None: there is no such board."""
        now = self._drawn(board)
        if now is None:
            return None
        if board not in self._feeds:
            # What was revealed of a ceremony before may have been more: nothing is built on it.
            floor = now.number if board.startswith("ceremony.") else -1
            self._feeds[board] = Feed(board, self._epoch, now.state, now.number, now.number, floor=floor)
        return self._feeds[board]

    def drop(self, board: str) -> None:
        """Nobody watches this board any more."""
        self._feeds.pop(board, None)

    def ceremony_changed(self, competition: CompetitionId, round_: RoundId, *, renamed: bool = False) -> None:
        """
        A ceremony is one step on, one back, another one, or put away.

        Only a step forward is a patch. After any other change patches that led to more than is to be seen now are
        forgotten: a screen that comes back is not given them.
        """
        at = self._ceremonies.changed_at(competition, round_)
        self._step(f"ceremony.{competition}.{round_}", at, renamed=renamed)
        self._step(f"ceremony.{competition}", self._ceremonies.last_changed_at(competition), renamed=renamed)

    def _drawn(self, board: str) -> Board | None:
        kind, _, of = board.partition(".")
        return self._kinds[kind](of)

    def _screen_changed(self, display: str) -> None:
        """A screen shall show something else, or is no more."""
        board = f"display.{display}"
        if self._displays.get(display) is None:
            self._end(board)
        else:
            self._advance(board)

    def _advance(self, board: str) -> None:
        feed = self._feeds.get(board)
        now = None if feed is None else self._drawn(board)
        if feed is not None and now is not None:
            self._send(feed, feed.advance(now.number, now.state, self._clock()))

    def _step(self, board: str, at: int, *, renamed: bool) -> None:
        feed, state = self._feeds.get(board), self._revealed(board.partition(".")[2])
        if feed is None or state is None or state == feed.state:
            return
        before = feed.state
        same = (state.get("round"), state.get("run")) == (before.get("round"), before.get("run"))
        if same and state.get("step", 0) >= before.get("step", 0) and not renamed:
            # The ceremony that is on may have changed longer ago than the one that was.
            self._send(feed, feed.advance(max(at, feed.seen + 1), state, self._clock()))
        else:
            self._send(feed, feed.replace(state))

    def _send(self, feed: Feed, frame: ReadyFrame | None) -> None:
        if frame is not None:
            self._publish(feed.board, frame)

    def _display(self, display: str) -> Board | None:
        screen = self._displays.get(display)
        if screen is None:
            return None
        return Board(as_json(screen, self._displays.emergency, self._displays.house), screen.changed_at)

    def _emergency(self, of: str) -> Board | None:
        if of:
            return None
        return Board({"kind": "emergency", **self._displays.emergency}, self._displays.alarmed_at)

    def _schedule(self, competition: str) -> Board | None:
        live = self._live.competition(CompetitionId(competition))
        if live is None:
            return None
        state = hall_items.schedule(self._fleet.all("programme"), competition)
        if live.state.title is not None:
            state["competition"] = {"id": competition, "title": text(live.state.title)}
        return Board(state, self._fleet.programme_changed_at(competition))

    def _channel(self, channel: str) -> Board | None:
        now = self._stream.get(channel)
        return None if now is None else Board(now.as_json(), now.changed_at)

    def _brand(self, competition: str) -> Board | None:
        if self._live.competition(CompetitionId(competition)) is None:
            return None
        return Board(self._brands.shown(competition), self._brands.changed_at(competition))

    def _bell(self, of: str) -> Board | None:
        """A bell and no more: who was called is read by those who may."""
        competition = CompetitionId(of)
        if self._live.competition(competition) is None:
            return None
        at = self._calls.changed_at(competition)
        return Board({"at": at}, at)

    def _ceremony(self, of: str) -> Board | None:
        state = self._revealed(of)
        if state is None:
            return None
        competition, _, round_ = of.partition(".")
        id_ = CompetitionId(competition)
        changed = self._ceremonies.changed_at(id_, RoundId(round_)) if round_ else 0
        return Board(state, changed or self._ceremonies.last_changed_at(id_))

    def _revealed(self, of: str) -> State | None:
        """What may be seen of a round's ceremony, or of the one that is on in a competition."""
        competition, *round_ = of.split(".")
        live = self._live.competition(CompetitionId(competition))
        if live is None or len(round_) > 1:
            return None
        if round_:
            id_ = RoundId(round_[0])
            found, ceremony = live.rounds.get(id_), self._ceremonies.get(live.id, id_)
            return None if found is None else ceremony_view.board(live, found, ceremony)
        ceremony = self._ceremonies.on(live.id)
        found = None if ceremony is None else live.rounds.get(ceremony.round)
        if ceremony is None or found is None:
            return ceremony_view.none_on(live)
        return ceremony_view.board(live, found, ceremony)
