"""One ceremony as it runs: prepared, armed by one person, begun by another, then step by step. Pure; nothing is kept here."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, Protocol, get_args

from server.core import ceremony as steps
from server.core.award_table import AwardId
from server.core.ceremony import Final, Known, Plan, Programme, Stage
from server.core.ids import CompetitionId, ModuleId, RoundId
from server.core.refusals import Code, Refusal
from server.core.text import Text

Phase = Literal["prepared", "armed", "running"]
Drive = Literal["arm", "go", "next", "back", "jump", "auto", "pause", "hold", "release", "look"]
DRIVES: tuple[Drive, ...] = get_args(Drive)
SECONDS = (2, 120)
"""The shortest and the longest time between two steps of a ceremony that goes on by itself."""
PACE = 8
"""Seconds between two steps as long as nobody has said how many."""


class Results(Protocol):
    """What a ceremony reveals, as it was found at `position`."""

    @property
    def finals(self) -> tuple[Final, ...]: ...
    @property
    def known(self) -> Known: ...
    @property
    def modules(self) -> tuple[ModuleId, ...]: ...
    @property
    def awards(self) -> dict[AwardId, Text]: ...
    @property
    def confirmed(self) -> bool: ...
    @property
    def position(self) -> int: ...


@dataclass(frozen=True)
class Ceremony:
    """
    The ceremony of a round.

    `finals`, `known`, `modules` and `awards` (titles by id, in the order of their table) are what was prepared and do
    not follow later changes; `position` is the last fact they rest on. `armed_by` names the person who said yes first,
    `auto` is the seconds between steps (0: by hand), `pace` those that were chosen last. `by_hand` says of single steps
    whether it waits after them when it goes on by itself, whatever the plan says. `pin_hash`, `key_hash` (of what the
    QR code holds) and `remotes` are hashes, `pin_at` is when PIN and key were made, `anew_at` when results were taken
    anew while it ran, `begun_at` when the second person said go, `step_at` when the step was taken
    it is at. Times are ms since 1970 UTC; `changed_at` is always
    greater than before.
    """

    competition: CompetitionId
    round: RoundId
    finals: tuple[Final, ...]
    known: Known
    modules: tuple[ModuleId, ...]
    awards: dict[AwardId, Text]
    plan: Plan
    rehearsal: bool
    confirmed: bool
    position: int
    pin_hash: str
    made_at: int
    changed_at: int
    phase: Phase = "prepared"
    armed_by: str = ""
    step: int = 0
    auto: int = 0
    remotes: tuple[str, ...] = ()
    key_hash: str = ""
    pin_at: int = 0
    pace: int = PACE
    by_hand: dict[int, bool] = field(default_factory=dict)
    anew_at: int = 0
    begun_at: int = 0
    step_at: int = 0

    @cached_property
    def programme(self) -> Programme:
        """Its steps."""
        finals = steps.rehearsal(self.finals, self.modules) if self.rehearsal else self.finals
        known = Known() if self.rehearsal else self.known
        return steps.programme(finals, self.modules, list(self.awards), self.plan, known)

    @cached_property
    def holds(self) -> frozenset[int]:
        """The steps after which it waits when it goes on by itself."""
        made = self.programme.steps
        planned = steps.holds_at(made, self.plan.holds)
        return frozenset(at for at in range(1, len(made)) if self.by_hand.get(at, at in planned))

    @property
    def run(self) -> int:
        """Tells the ceremony from one that was prepared before, or rested on other results."""
        return self.anew_at or self.made_at

    @property
    def is_over(self) -> bool:
        """Whether everything has been revealed, and not in a rehearsal."""
        return self.phase == "running" and not self.rehearsal and self.step == len(self.programme.steps)

    @property
    def stage(self) -> Stage | None:
        """What may be seen now; None before it has begun."""
        return steps.state_at(self.programme, self.step) if self.phase == "running" else None

    def after(
        self, drive: Drive, who: str, now: int, *, to: int = 0, true: bool = True
    ) -> Ceremony | Refusal:
        """
        The ceremony after somebody drove it.

        :param who: names a person or a remote; the second "go" has to come from another
        :param to: the step to jump to, the seconds between two steps, or the step after which it shall wait
        :param true: whether the results are still those it reveals; if not it goes no further
        """
        if not true and (drive in ("arm", "go", "next", "auto") or (drive == "jump" and to > self.step)):
            return Refusal(Code.CEREMONY_RESULTS_CHANGED)
        match drive:
            case "look":
                return self
            case "hold" | "release" if 0 < to < len(self.programme.steps):
                return self._at(now, by_hand=self.by_hand | {to: drive == "hold"})
            case "arm" if self.phase == "prepared":
                return self._at(now, phase="armed", armed_by=who)
            case "go" if self.phase == "armed":
                if who == self.armed_by and not self.rehearsal:
                    return Refusal(Code.CEREMONY_NEEDS_ANOTHER)
                return self._at(now, phase="running", begun_at=now, step_at=now)
        if self.phase != "running" and drive not in ("hold", "release"):
            return Refusal(Code.CEREMONY_NOT_RUNNING)
        match drive:
            case "next":
                return self._to(self.step + 1, now)
            case "back":
                return self._to(self.step - 1, now)
            case "jump":
                return self._to(to, now)
            case "auto" if SECONDS[0] <= to <= SECONDS[1]:
                return self._at(now, auto=to, pace=to)
            case "pause":
                return self._at(now, auto=0)
        return Refusal(Code.CEREMONY_NOT_RUNNING if drive in ("arm", "go") else Code.CEREMONY_NO_SUCH_STEP)

    def by_itself(self, now: int, *, true: bool = True) -> Ceremony:
        """One step on, as its pause is over; it waits where it shall, at the end, and where results are others by now."""
        moved = self._to(self.step + 1, now, auto=self.auto) if true else None
        if not isinstance(moved, Ceremony):
            return self._at(now, auto=0)
        waits = moved.step in moved.holds or moved.step == len(moved.programme.steps)
        return replace(moved, auto=0) if waits else moved

    def with_results(self, of: Results, now: int) -> Ceremony:
        """
        The same ceremony with results as they are by now.

        It stands at the last step up to which nothing but figures is different: nobody is named who was not before.
        """
        anew = self._at(
            now,
            finals=of.finals,
            known=of.known,
            modules=of.modules,
            awards=of.awards,
            confirmed=of.confirmed,
            position=of.position,
            auto=0,
        )
        alike = steps.in_common(self.programme.steps, anew.programme.steps)
        kept = {at: waits for at, waits in self.by_hand.items() if at <= alike}
        return replace(anew, step=min(self.step, alike), by_hand=kept, anew_at=anew.changed_at)

    def _to(self, step: int, now: int, auto: int = 0) -> Ceremony | Refusal:
        """A hand on the steps ends the going on by itself."""
        if not 0 <= step <= len(self.programme.steps):
            return Refusal(Code.CEREMONY_NO_SUCH_STEP)
        return self._at(now, step=step, step_at=now, auto=auto)

    def _at(self, now: int, **changes: object) -> Ceremony:
        return replace(self, changed_at=max(now, self.changed_at + 1), **changes)  # type: ignore[arg-type]
