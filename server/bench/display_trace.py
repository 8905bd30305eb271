"""Reads a trace of the browser: frames that were shown, tasks of the page, when a change was painted. No browser here."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

Event = dict[str, Any]

REFRESH = 1000 / 60
"""Milliseconds between two refreshes of the screen."""
LATE = 1.5 * REFRESH
"""A frame that comes so long after the one before has let a refresh go by: the clock's own jitter is less."""
MOVE = "move"
"""The page's mark at the moment rows begin to move."""
CHANGE = "change:"
"""The page's mark in the frame that draws a change, with the change's name."""


@dataclass(frozen=True, slots=True)
class Glide:
    """
    Rows that move, medians over every move. `frames` a second; `late`: the share of frames that let a refresh go by;
    `dropped`: the share of frames the page's compositor gave up; `lead`: milliseconds from the change of the page to the
    first frame that shows rows on their way; `longest` task and all `work` of the page's main
    thread in a move, in milliseconds; `layouts` and `styles`: how often those were worked out in it (the clock of a board
    ticks, too), and `forced`: how many of the layouts because a script read what it had just changed.
    """

    frames: float
    late: float
    dropped: float
    lead: float
    longest: float
    work: float
    layouts: float
    styles: float
    forced: float


class Trace:
    """One trace and the page in it that made marks."""

    def __init__(self, events: Sequence[Event]) -> None:
        marks = [one for one in events if one.get("cat") == "blink.user_timing" and _is_ours(one["name"])]
        assert marks, "the page made no mark"
        self._pid, self._main = marks[0]["pid"], marks[0]["tid"]
        self._marks = sorted((one["ts"] / 1000, one["name"], one) for one in marks)
        own = [one for one in events if one.get("pid") == self._pid]
        self.shown = sorted(one["ts"] / 1000 for one in events if one["name"] == "Display::FrameDisplayed")
        self._drawn = sorted(one["ts"] / 1000 for one in own if one["name"] == "DrawFrame")
        self._dropped = sorted(one["ts"] / 1000 for one in own if one["name"] == "DroppedFrame")
        self._tasks = sorted(_spans(own, self._main, "RunTask"))
        self._layouts = sorted(at for at, _ in _spans(own, self._main, "Layout"))
        self._forced = [at for at in self._layouts if any(a <= at < b for a, b in _scripts(own, self._main))]
        self._styles = sorted(at for at, _ in _spans(own, self._main, "UpdateLayoutTree"))
        self._begun = sorted(
            (one["ts"] / 1000, one["args"]["data"]["frameId"])
            for one in own
            if one["name"] == "BeginMainThreadFrame"
        )
        self._activated = {
            one["args"]["frameId"]: one["ts"] / 1000 for one in own if one["name"] == "ActivateLayerTree"
        }

    def glide(self, lasts: float) -> Glide:
        """How moves went whose rows glide for `lasts` milliseconds, from the first frame that shows them on their way."""
        marked = [at for at, name, _ in self._marks if name == MOVE]
        moves = [(at, self._shown_after(at) or at) for at in marked]
        frames = [_between(self.shown, off, off + lasts) for _, off in moves]
        steps = [later - sooner for one in frames for sooner, later in pairwise(one)]
        # The task that makes a move begins before its mark.
        tasks = [
            [
                length
                for start, length in self._tasks
                if at - 2 * REFRESH < start + length and start < off + lasts
            ]
            for at, off in moves
        ]
        drawn = sum(len(_between(self._drawn, off, off + lasts)) for _, off in moves)
        dropped = sum(len(_between(self._dropped, off, off + lasts)) for _, off in moves)
        often = [
            median(len(_between(times, at - REFRESH, off + lasts)) for at, off in moves)
            for times in (self._layouts, self._styles, self._forced)
        ]
        return Glide(
            frames=median(map(len, frames)) / lasts * 1000,
            late=sum(step > LATE for step in steps) / max(1, len(steps)),
            dropped=dropped / max(1, dropped + drawn),
            lead=median(off - at for at, off in moves),
            longest=median(max(one, default=0.0) for one in tasks),
            work=median(map(sum, tasks)),
            layouts=often[0],
            styles=often[1],
            forced=often[2],
        )

    def painted(self) -> dict[str, float]:
        """
        When each change was on the screen, in milliseconds since 1970 UTC by the page's clock.

        A mark names the page's frame that draws it; the compositor takes that frame up, draws it and shows it.
        A change whose frame was merged into another, or not shown before the trace ended, is left out.
        """
        when = {}
        for at, name, mark in self._marks:
            if not name.startswith(CHANGE):
                continue
            seen = self._shown(bisect_left(self._begun, (at, float("inf"))) - 1)
            if seen is not None:
                when[name.removeprefix(CHANGE)] = mark["args"]["data"]["startTime"] + seen - at
        return when

    def _shown_after(self, at: float) -> float | None:
        """When the frame was on the screen that the page began next after `at`."""
        return self._shown(bisect_left(self._begun, (at, 0)))

    def _shown(self, frame: int) -> float | None:
        """When a frame of the page was on the screen, by its place among them; None: it never was by itself."""
        if not 0 <= frame < len(self._begun):
            return None
        drawn = _first(self._drawn, self._activated.get(self._begun[frame][1]))
        return _first(self.shown, drawn)


def _is_ours(name: str) -> bool:
    return name == MOVE or name.startswith(CHANGE)


def _spans(events: list[Event], thread: int, name: str) -> Iterator[tuple[float, float]]:
    """Begin and processor time of everything of that name on a thread, in milliseconds."""
    for one in events:
        if one["name"] == name and one["tid"] == thread and one["ph"] == "X":
            # Of the thread's own time where it is told: what others have the processor for is not the page's.
            yield one["ts"] / 1000, float(one.get("tdur") or one.get("dur") or 0) / 1000


def _scripts(events: list[Event], thread: int) -> Iterator[tuple[float, float]]:
    """Begin and end of every call into a script on a thread."""
    for one in events:
        if one["name"] == "FunctionCall" and one["tid"] == thread and one["ph"] == "X":
            yield one["ts"] / 1000, (one["ts"] + one.get("dur", 0)) / 1000


def _between(times: list[float], start: float, end: float) -> list[float]:
    return times[bisect_left(times, start) : bisect_left(times, end)]


def _first(times: list[float], at: float | None) -> float | None:
    if at is None:
        return None
    place = bisect_left(times, at)
    return times[place] if place < len(times) else None
