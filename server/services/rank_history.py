"""How the ranks of a round went, change by change, worked out when somebody asks. Pure; who may see it: `public_view.py`.

A change that is noted costs nothing; the results in between are worked out once, a few at a time, so that a server
that is asked goes on answering others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from server.core.facts_sheet import Marks
from server.core.field import SheetsOf
from server.core.given import NOTHING, Given
from server.core.ids import EntryId, ModuleId, OfficialId
from server.core.results import Result, result_of
from server.core.round import Panel
from server.core.scheme import Scheme
from server.core.standings import rank

CHANGES_MAX = 6000
ENTRIES_MAX = 200
"""Larger rounds have no history: it would cost a laptop minutes."""


@dataclass(frozen=True, slots=True)
class Changed:
    """
    One change: an entry's sheet (`marks`) or what else is given for it; `again` are modules it does once more, on
    new sheets; `returned` takes the judge's sheet away; without an entry the panels, and what is given for everybody.
    """

    position: int
    at: int
    entry: EntryId | None = None
    given: Given = NOTHING
    module: ModuleId | None = None
    judge: OfficialId | None = None
    marks: Marks | None = None
    panels: Mapping[ModuleId, Panel] | None = None
    everybody: Mapping[EntryId, Given] = field(default_factory=dict)
    again: tuple[ModuleId, ...] = ()
    returned: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """From this change on an entry had this rank and total."""

    position: int
    at: int
    rank: int | None
    total: Decimal | None


@dataclass(slots=True)
class History:
    """
    The changes of a round since its draw, and as much of their effect as was worked out so far.

    `alone`: results depend neither on other entries nor on earlier rounds; where they do there is no history.
    """

    scheme: Scheme
    alone: bool = True
    changes: list[Changed] = field(default_factory=list)
    _taken: int = 0
    _panels: Mapping[ModuleId, Panel] = field(default_factory=dict)
    _sheets: dict[EntryId, SheetsOf] = field(default_factory=dict)
    _given: dict[EntryId, Given] = field(default_factory=dict)
    _results: dict[EntryId, Result] = field(default_factory=dict)
    _steps: dict[EntryId, list[Step]] = field(default_factory=dict)

    def note(self, changed: Changed) -> None:
        """Something changed; its effect is worked out later, if anybody asks."""
        if len(self.changes) <= CHANGES_MAX:
            self.changes.append(changed)

    @property
    def kept(self) -> bool:
        """Whether the round is small enough to have a history."""
        entries = {changed.entry for changed in self.changes}
        return self.alone and len(self.changes) <= CHANGES_MAX and len(entries) <= ENTRIES_MAX

    def catch_up(self, count: int) -> bool:
        """Work out the effect of the next `count` changes; whether there are more."""
        for changed in self.changes[self._taken : self._taken + count]:
            self._take(changed)
            self._taken += 1
        return self._taken < len(self.changes)

    def of(self, entry: EntryId, until: int) -> list[Step]:
        """How one entry fared, up to a position."""
        return [step for step in self._steps.get(entry, ()) if step.position <= until]

    def _take(self, changed: Changed) -> None:
        if changed.panels is not None:
            self._panels = changed.panels
        self._given |= changed.everybody
        touched = [changed.entry] if changed.entry is not None else list(self._results)
        if changed.entry is not None:
            self._given[changed.entry] = changed.given
            self._take_sheet(self._sheets.setdefault(changed.entry, {}), changed)
        for entry in touched:
            sheets, given = self._sheets.get(entry, {}), self._given.get(entry, NOTHING)
            self._results[entry] = result_of(self.scheme, sheets, self._panels, given)
        for standing in rank(self.scheme, self._results):
            steps = self._steps.setdefault(standing.entry, [])
            before = (steps[-1].rank, steps[-1].total) if steps else (None, None)
            if before != (standing.rank, standing.total):
                steps.append(Step(changed.position, changed.at, standing.rank, standing.total))

    def _take_sheet(self, there: SheetsOf, changed: Changed) -> None:
        for module in changed.again:
            there.pop(module, None)
        if changed.returned and changed.module is not None and changed.judge is not None:
            del there[changed.module][changed.judge]
        if changed.marks is not None:
            assert changed.module is not None, "a sheet is of a module"
            assert changed.judge is not None, "a sheet is a judge's"
            there.setdefault(changed.module, {})[changed.judge] = changed.marks
