"""A competition followed fact by fact, with its rounds' live standings; pure: where facts come from stands elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from server.core.competition import Competition, evolve
from server.core.facts import Fact
from server.core.facts_awards import AwardRulesSet
from server.core.facts_field import CarrySet
from server.core.facts_round import ResultsPublished, RoundAdded
from server.core.facts_setup import (
    CompetitionCreated,
    EntriesRegistered,
    EventAdded,
    OfficialAdded,
    OfficialDelegationSet,
)
from server.core.facts_sheet import SheetCorrected, SheetSubmitted
from server.core.facts_teams import DelegationTablesSet
from server.core.facts_withheld import BoardFrozen, EmbargoLaid
from server.core.ids import CompetitionId, RoundId
from server.services import public_feed
from server.services.carried import carried
from server.services.live_moves import RECENT
from server.services.live_round import LiveRound
from server.services.live_teams import LineUps
from server.services.names import Names
from server.services.public_feed import Told
from server.services.round_view import Change


@dataclass(frozen=True, slots=True)
class Arrived:
    """A fact with its place in the ledger and its time label."""

    fact: Fact
    position: int
    recorded_at: int


@dataclass(slots=True)
class LiveCompetition:
    """
    One competition: its state, its rounds, and the names as they were last read.

    `outlined_at` is the last fact that changed the outline: the title, events, rounds, tables; not what happens in a round.
    """

    id: CompetitionId
    state: Competition = field(default_factory=Competition)
    rounds: dict[RoundId, LiveRound] = field(default_factory=dict)
    names: Names = field(default_factory=Names)
    outlined_at: int = 0
    line_ups: LineUps = field(default_factory=LineUps)
    tables: dict[str, tuple[object, Any]] = field(default_factory=dict)
    """For views over all rounds: what was drawn last and from what; never an input of anything."""
    told: list[Told] = field(default_factory=list)
    """What everybody may know happened, in order."""

    @property
    def position(self) -> int:
        """The last fact folded in."""
        return self.state.position

    def take(self, arrived: Sequence[Arrived]) -> set[RoundId]:
        """Fold in facts, in order; the rounds they name or mean, and those whose results changed with them."""
        touched: set[RoundId] = set()
        for one, asked_for in zip(arrived, _asked_for(arrived), strict=True):
            round_ = self._take(one, asked_for)
            if isinstance(one.fact, OfficialAdded | OfficialDelegationSet):
                touched.update(self._judged_anew(one))
            if round_ is not None:
                touched |= {round_, *self._passed_on(round_, one)}
            elif isinstance(one.fact, AwardRulesSet | EntriesRegistered):
                # What an award reaches down to is shown with every round of the event.
                touched.update(self.state.events[one.fact.event].rounds)
        return touched

    def _passed_on(self, changed: RoundId, one: Arrived) -> list[RoundId]:
        """The rounds that carry over from one in which something has just changed."""
        later = [
            live
            for live in self.rounds.values()
            if live.round.changed_at == one.position and live.round.id != changed
        ]
        for live in later:
            live.brought_anew(one.position, one.recorded_at)
        return [live.round.id for live in later] + self._carried_anew(one)

    def _carried_anew(self, one: Arrived) -> list[RoundId]:
        """The rounds of whose earlier rounds everyone sees something else now."""
        return [
            live.round.id
            for live in self.rounds.values()
            if live.public is not None and live.public.carried_anew(one.position, one.recorded_at)
        ]

    def _judged_anew(self, one: Arrived) -> list[RoundId]:
        """The rounds in which somebody stays out of other entries than before, and those that carry over from them."""
        changed = [live for live in self.rounds.values() if live.round.changed_at == one.position]
        for live in changed:
            live.judged_anew(one.position, one.recorded_at)
            if live.public is not None and live.public.judged_otherwise:
                live.public.judged_anew(one.position, one.recorded_at)
        return [live.round.id for live in changed] + self._carried_anew(one)

    def _take(self, one: Arrived, asked_for: bool) -> RoundId | None:
        fact = one.fact
        id_: RoundId | None = getattr(fact, "round", None)
        live = self.rounds.get(id_) if id_ is not None else None
        followed = [] if live is None else [live] if live.public is None else [live, live.public]
        before = [some.before(fact) if asked_for else None for some in followed]
        evolve(self.state, fact, one.position, one.recorded_at)
        if isinstance(fact, RoundAdded):
            round_ = self.state.rounds[fact.round]
            self.rounds[fact.round] = LiveRound(self.state, round_, one.position, one.recorded_at)
        for some, known in zip(followed, before, strict=True):
            some.after(fact, one.position, one.recorded_at, known)
        if isinstance(fact, CarrySet) and live is not None and live.public is None:
            earlier = partial(carried, live.round, self.rounds)
            live.public = LiveRound(self.state, live.round, one.position, one.recorded_at, earlier)
        said = public_feed.told(live, fact)
        if said is not None:
            self.told.append((one.position, one.recorded_at, said))
        self.line_ups.after(self.state, fact, self.rounds)
        if isinstance(fact, CompetitionCreated | EventAdded | RoundAdded | DelegationTablesSet):
            self.outlined_at = one.position
        return id_


def _asked_for(arrived: Sequence[Arrived]) -> list[bool]:
    """
    Of which facts it will be asked what they did: the last sheets and the last change of each round before the
    end, a freeze, a publication or an embargo. So a ledger of a hundred thousand facts is folded without ranking at each.
    """
    wanted = [False] * len(arrived)
    sheets: dict[RoundId, int] = {}
    changed: set[RoundId] = set()
    for index in range(len(arrived) - 1, -1, -1):
        fact = arrived[index].fact
        if isinstance(fact, BoardFrozen | ResultsPublished | EmbargoLaid):
            sheets[fact.round] = 0
            changed.discard(fact.round)
        elif isinstance(fact, Change):
            later = sheets.get(fact.round, 0)
            is_sheet = isinstance(fact, SheetSubmitted | SheetCorrected)
            wanted[index] = fact.round not in changed or (is_sheet and later < RECENT)
            changed.add(fact.round)
            sheets[fact.round] = later + is_sheet
    return wanted
