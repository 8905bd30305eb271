"""Judges whom the chief judge calls: a signal, not a fact. Kept in memory only; a restart forgets who was called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from server.core.ids import CompetitionId, OfficialId


@dataclass(frozen=True, slots=True)
class JudgeCall:
    """A judge was called at `at`, and said at `heard_at` that they heard; 0 until then. Ms since 1970 UTC."""

    at: int
    heard_at: int = 0


class Calls:
    """The newest call of every judge; who wants to know of a change says so with `watch`."""

    def __init__(self, now: Callable[[], int]) -> None:
        """:param now: ms since 1970 UTC"""
        self._now = now
        self._begun = now()
        self._calls: dict[CompetitionId, dict[OfficialId, JudgeCall]] = {}
        self._changed: dict[CompetitionId, int] = {}
        self._watchers: list[Callable[[CompetitionId], None]] = []

    def watch(self, changed: Callable[[CompetitionId], None]) -> None:
        """`changed(competition)` is called after every change."""
        self._watchers.append(changed)

    def of(self, competition: CompetitionId) -> dict[OfficialId, JudgeCall]:
        """Every judge who was called, with the newest call."""
        return dict(self._calls.get(competition, {}))

    def waiting(self, competition: CompetitionId, judge: OfficialId) -> JudgeCall | None:
        """The call a judge has not heard yet."""
        call = self._calls.get(competition, {}).get(judge)
        return call if call is not None and not call.heard_at else None

    def changed_at(self, competition: CompetitionId) -> int:
        """When something changed last; it never goes back and never stands still over a change."""
        return self._changed.get(competition, self._begun)

    def call(self, competition: CompetitionId, judge: OfficialId) -> JudgeCall:
        """Call a judge; somebody who was called and has not heard is called anew."""
        call = JudgeCall(max(self._now(), self.changed_at(competition) + 1))
        self._put(competition, judge, call, call.at)
        return call

    def heard(self, competition: CompetitionId, judge: OfficialId, at: int) -> None:
        """A judge has heard the call of that time; a newer one goes on waiting."""
        call = self.waiting(competition, judge)
        if call is not None and call.at == at:
            now = max(self._now(), self.changed_at(competition) + 1)
            self._put(competition, judge, replace(call, heard_at=now), now)

    def _put(self, competition: CompetitionId, judge: OfficialId, call: JudgeCall, at: int) -> None:
        self._calls.setdefault(competition, {})[judge] = call
        self._changed[competition] = at
        for changed in self._watchers:
            changed(competition)
