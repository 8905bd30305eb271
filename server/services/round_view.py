"""A round as it stands at one fact, and what single sheets did to it: plain data that boards and pages are drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from server.core.award_field import Awards
from server.core.facts_conference import ConferenceFact
from server.core.facts_round import Drawn
from server.core.facts_rulings import EntryStateSet, PenaltyGiven, PenaltyLifted, RerunOrdered
from server.core.facts_sheet import SheetCorrected, SheetReturned, SheetSubmitted
from server.core.ids import Code, EntryId, ModuleId, OfficialId
from server.core.round import Phase
from server.core.standings import Standing
from server.core.withheld import WHOLE, Cover

Change = (
    SheetSubmitted
    | SheetCorrected
    | SheetReturned
    | ConferenceFact
    | EntryStateSet
    | PenaltyGiven
    | PenaltyLifted
    | RerunOrdered
)
"""The facts that move entries up and down."""


@dataclass(frozen=True, slots=True)
class Recent:
    """
    What one sheet did to its entry; `moved` counts ranks upwards, `gained` is in the event's unit.

    `corrected`: its marks took the place of others.
    """

    entry: EntryId
    module: ModuleId
    position: int
    at: int
    rank: int | None
    moved: int
    total: Decimal | None
    gained: Decimal | None
    corrected: bool


@dataclass(frozen=True, slots=True)
class Logged:
    """A sheet as it came in, for the organiser."""

    position: int
    at: int
    judge: OfficialId
    module: ModuleId
    code: Code
    kind: str


@dataclass(frozen=True, slots=True)
class RoundView:
    """
    A round as it stands at `position`, the last fact that touched it; `as_of` is that fact's time label.

    `moved` says for each entry how many ranks the newest change moved it upwards; 0 is left out. `counts` are
    the sheets that are in and that are due, of each module and entry; `awards` are the confirmed ones; `lapsed` are entries
    whose tie was decided and no longer is; `in_conference` those on whose marks a panel has not come together (评议).
    `cover` is how much of it is withheld, `hidden` how many entries are with it, `goes_on` whether the rest of it moves.
    `alone`: what earlier rounds add is withheld, so that nothing but this round counts.
    """

    position: int
    as_of: int
    phase: Phase
    version: int
    order: tuple[Drawn, ...] = ()
    standings: tuple[Standing, ...] = ()
    counts: Mapping[tuple[ModuleId, EntryId], tuple[int, int]] = field(default_factory=dict)
    moved: Mapping[EntryId, int] = field(default_factory=dict)
    recent: tuple[Recent, ...] = ()
    awards: Awards = field(default_factory=dict)
    lapsed: frozenset[EntryId] = frozenset()
    cover: Cover = WHOLE
    hidden: int = 0
    goes_on: bool = False
    in_conference: frozenset[EntryId] = frozenset()
    alone: bool = False

    @property
    def whole(self) -> bool:
        """Whether nothing of what makes its results is withheld in part."""
        return self.cover.whole and not self.alone
