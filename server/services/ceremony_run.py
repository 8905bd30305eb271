"""One ceremony as it runs: prepared, armed by one person, begun by another, then step by step. Pure; nothing is kept here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, get_args

from server.core import ceremony as steps
from server.core.award_table import AwardId
from server.core.ceremony import STOPS, Final, Known, Plan, Programme, Stage
from server.core.ids import CompetitionId, ModuleId, RoundId
from server.core.refusals import Code, Refusal
from server.core.text import Text

Phase = Literal["prepared", "armed", "running"]
Drive = Literal["arm", "go", "next", "back", "jump", "auto", "pause", "look"]
DRIVES: tuple[Drive, ...] = get_args(Drive)
SECONDS = (2, 120)
"""The shortest and the longest time between two steps of a ceremony that goes on by itself."""


@dataclass(frozen=True)
class Ceremony:
    """
    The ceremony of a round.

    `finals`, `known`, `modules` and `awards` (titles by id, in the order of their table) are what was prepared and do
    not follow later changes; `position` is the last fact they rest on. `armed_by` names the person who said yes first,
    `auto` is the seconds between steps (0: by hand). `pin_hash`, `key_hash` (of what the QR code holds) and `remotes`
    are hashes, `pin_at` is when PIN and key were made. Times are ms since 1970 UTC; `changed_at` is always greater than
    before.
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

    @cached_property
    def programme(self) -> Programme:
        """Its steps."""
        finals = steps.rehearsal(self.finals, self.modules) if self.rehearsal else self.finals
        known = Known() if self.rehearsal else self.known
        return steps.programme(finals, self.modules, list(self.awards), self.plan, known)

    @property
    def is_over(self) -> bool:
        """Whether everything has been revealed, and not in a rehearsal."""
        return self.phase == "running" and not self.rehearsal and self.step == len(self.programme.steps)

    @property
    def stage(self) -> Stage | None:
        """What may be seen now; None before it has begun."""
        return steps.state_at(self.programme, self.step) if self.phase == "running" else None

    def after(self, drive: Drive, who: str, now: int, *, to: int = 0) -> Ceremony | Refusal:
        """
        The ceremony after somebody drove it.

        :param who: names a person or a remote; the second "go" has to come from another
        :param to: the step to jump to, or the seconds between two steps
        """
        match drive:
            case "look":
                return self
            case "arm" if self.phase == "prepared":
                return self._at(now, phase="armed", armed_by=who)
            case "go" if self.phase == "armed":
                if who == self.armed_by and not self.rehearsal:
                    return Refusal(Code.CEREMONY_NEEDS_ANOTHER)
                return self._at(now, phase="running")
        if self.phase != "running":
            return Refusal(Code.CEREMONY_NOT_RUNNING)
        match drive:
            case "next":
                return self._to(self.step + 1, now)
            case "back":
                return self._to(self.step - 1, now)
            case "jump":
                return self._to(to, now)
            case "auto" if SECONDS[0] <= to <= SECONDS[1]:
                return self._at(now, auto=to)
            case "pause":
                return self._at(now, auto=0)
        return Refusal(Code.CEREMONY_NOT_RUNNING if drive in ("arm", "go") else Code.CEREMONY_NO_SUCH_STEP)

    def by_itself(self, now: int) -> Ceremony:
        """One step on, as its pause is over; it waits at awards and at the end."""
        moved = self._to(self.step + 1, now, auto=self.auto)
        if isinstance(moved, Refusal):
            return self._at(now, auto=0)
        at_stop = moved.programme.steps[moved.step - 1].beat in STOPS or moved.step == len(
            moved.programme.steps
        )
        return replace(moved, auto=0) if at_stop else moved

    def _to(self, step: int, now: int, auto: int = 0) -> Ceremony | Refusal:
        """A hand on the steps ends the going on by itself."""
        if not 0 <= step <= len(self.programme.steps):
            return Refusal(Code.CEREMONY_NO_SUCH_STEP)
        return self._at(now, step=step, auto=auto)

    def _at(self, now: int, **changes: object) -> Ceremony:
        return replace(self, changed_at=max(now, self.changed_at + 1), **changes)  # type: ignore[arg-type]
