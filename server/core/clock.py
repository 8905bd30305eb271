"""A station's clock (工位计时) as data and what may happen to it: pure. Who may do it and when stands in `decide_floor.py`.

Nothing here looks at a clock: every reading comes in as a `Moment`. Times are whole milliseconds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

ClockState = Literal["planned", "running", "paused", "stopped"]
ClockAct = Literal["start", "pause", "stop", "reset"]
"""What is done to a clock; `start` also goes on after a pause, `reset` puts it back as if it had never run."""


@dataclass(frozen=True, slots=True)
class Moment:
    """
    One reading of the server's clocks.

    `ticks` counts milliseconds on a clock that nobody can set and that never goes back; `run` names the life of that
    clock (a start of the machine), outside of which its ticks mean nothing. `wall` is the time of day in
    milliseconds since 1970 UTC: a label, and the last resort between two lives.
    """

    run: str
    ticks: int
    wall: int


NEVER = Moment("", 0, 0)
"""Stands where no clock was asked, because the command has nothing to do with time."""


def between(earlier: Moment, later: Moment) -> int:
    """
    Milliseconds from one moment to another: exact within one life of the steady clock, by the time of day across two.

    Never negative: a time of day that was set back makes no time undone.

    >>> between(Moment("a", 1_000, 0), Moment("a", 61_500, 5)), between(Moment("a", 9, 1_000), Moment("b", 5, 3_000))
    (60500, 2000)
    """
    if earlier.run == later.run:
        return max(0, later.ticks - earlier.ticks)
    return max(0, later.wall - earlier.wall)


@dataclass(frozen=True, slots=True)
class StationClock:
    """
    One entry's clock in one module.

    `used` is the time it ran until `since`, where it runs, or in all, where it stands; `given` is what was given back
    (补时), which counts as not used; negative where time was added that the clock had missed.
    """

    state: ClockState = "planned"
    used: int = 0
    since: Moment | None = None
    given: int = 0

    def ran(self, now: Moment) -> int:
        """How long the clock has run by now, whatever was given back."""
        return self.used + (between(self.since, now) if self.since is not None else 0)

    def counted(self, now: Moment) -> int:
        """The time used that counts: what it ran, less what was given back."""
        return self.ran(now) - self.given


PLANNED = StationClock()
"""A clock that has not been started."""

_NEXT: Mapping[tuple[ClockState, ClockAct], ClockState] = {
    ("planned", "start"): "running",
    ("running", "pause"): "paused",
    ("paused", "start"): "running",
    ("running", "stop"): "stopped",
    ("paused", "stop"): "stopped",
    ("stopped", "start"): "running",
    ("running", "reset"): "planned",
    ("paused", "reset"): "planned",
    ("stopped", "reset"): "planned",
}
"""Every step there is; what is not here cannot happen."""


def can(clock: StationClock, act: ClockAct) -> bool:
    """Whether this may be done to the clock as it stands."""
    return (clock.state, act) in _NEXT


def needs_reason(clock: StationClock, act: ClockAct) -> bool:
    """Whether somebody has to say why: to go on after the stop, and to begin anew. A pause must never wait for words."""
    return act == "reset" or (clock.state, act) == ("stopped", "start")


def moved(clock: StationClock, act: ClockAct, now: Moment, ran: int) -> StationClock:
    """
    The clock after a step that `can` be taken.

    :param ran: how long the clock has run by `now`, as the server worked it out
    """
    state = _NEXT[clock.state, act]
    if state == "planned":
        return PLANNED
    return replace(clock, state=state, used=ran, since=now if state == "running" else None)
