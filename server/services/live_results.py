"""One round's results and standings, worked out again only for the entries that something touched; pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import NamedTuple

from server.core.competition import Competition, Event
from server.core.conferences import Open, open_conference
from server.core.extremes import can_be_bounded
from server.core.facts_rulings import TieDecided
from server.core.field import (
    Before,
    Compared,
    compared,
    field_sheets,
    given_of,
    relative_aspects,
    results_before,
    sheets_of,
    without_carry,
)
from server.core.given import Given
from server.core.ids import EntryId, ModuleId
from server.core.results import Result, result_of
from server.core.round import Round
from server.core.scheme import Module
from server.core.standings import Ranking, Shift, Standing
from server.core.tie_decisions import decided


class Earlier(NamedTuple):
    """
    What counts of the rounds that are carried over from, and what it rests on: as long as that is equal so are they.

    `before` is None where it is withheld.
    """

    rests_on: object
    before: Before | None


class LiveResults:
    """
    Results, ranks and counts of a round as it is folded on. Whoever folds says in `_dirty` whose result may be another.

    They are computed again only for entries that a fact touched, so a sheet costs the same whatever the number of
    entries; all standings are put together only when somebody looks.
    """

    def __init__(
        self,
        state: Competition,
        round_: Round,
        earlier: Callable[[], Earlier] | None = None,
    ) -> None:
        """:param earlier: what counts of earlier rounds; without it everything as it really is"""
        self._state = state
        self._earlier = earlier or self._as_it_is
        self.round = round_
        self._ranking = Ranking(self.event.scheme)
        self._counts: dict[tuple[ModuleId, EntryId], tuple[int, int]] = {}
        self._conferences: dict[tuple[ModuleId, EntryId], Open] = {}
        self._dirty: set[EntryId] = set()
        self._standings: tuple[Standing, ...] | None = None
        self._compares = bool(relative_aspects(self.event.scheme))
        self._relations: Compared = {}
        self._before: Before = {}
        self._rests_on: object = None
        self._alone = False

    @property
    def event(self) -> Event:
        """The event, with what stands in for its entries as long as they are sealed."""
        return self._state.event_of(self.round)

    @cached_property
    def can_be_bounded(self) -> bool:
        """Whether what is still possible can be worked out under the event's scheme."""
        return can_be_bounded(self.event.scheme)

    def results(self) -> Mapping[EntryId, Result]:
        """Every drawn entry's result."""
        self._refresh()
        return self._ranking.results

    def standings(self) -> tuple[Standing, ...]:
        """The results with their ranks, as of the last fact; never frozen."""
        self._refresh()
        if self._standings is None:
            self._standings = self._ranking.standings()
        return self._standings

    def counts(self) -> Mapping[tuple[ModuleId, EntryId], tuple[int, int]]:
        """The sheets that are in and that are due, of each module and entry."""
        self._refresh()
        return self._counts

    def conferences(self) -> Mapping[tuple[ModuleId, EntryId], Open]:
        """The conferences that are open, of each module and entry."""
        self._refresh()
        return self._conferences

    def _counted(self, module: ModuleId, entry: EntryId) -> tuple[int, int]:
        """Sheets that are in and that are due; of an entry that does not compete no more is due than is in."""
        there = self.round.sheets.get((module, entry), {})
        if self.round.state(entry) != "competing" or not self.round.is_judged_in(module, entry):
            return len(there), len(there)
        owed = sum(judge not in there for judge in self.round.judging(module, entry))
        return len(there), len(there) + owed

    def _confer(self, module: Module, entry: EntryId) -> None:
        found = open_conference(self.event.scheme, self.round, module, entry)
        if found is None:
            self._conferences.pop((module.id, entry), None)
        else:
            self._conferences[module.id, entry] = found

    def _refresh(self) -> Shift | None:
        """Compute again what facts have touched and put it in its place; None where there was nothing to do."""
        self._look_around()
        if not self._dirty:
            return None
        dirty, self._dirty = self._dirty, set()
        self._standings = None
        for module in self.event.scheme.modules:
            self._counts |= {(module.id, entry): self._counted(module.id, entry) for entry in dirty}
            for entry in dirty:
                self._confer(module, entry)
        return self._ranking.put(self._with_ties({entry: self._result(entry) for entry in dirty}))

    def _with_ties(self, changed: dict[EntryId, Result]) -> dict[EntryId, Result]:
        """The changed results, and those of others whose decided tie holds from now on, or no longer."""
        if not self._ties():
            return changed
        before = self._ranking.results
        found = decided(self.event.scheme, {**before, **changed}, self._ties())
        return {e: one for e, one in found.items() if e in changed or one.key != before[e].key}

    def _ties(self) -> tuple[TieDecided, ...]:
        """The ties that were decided; they are of whole results, and have no say where only this round counts."""
        return () if self._alone else self.round.ties

    def _look_around(self) -> None:
        """Whose result has to be computed again because of other entries or of earlier rounds."""
        scheme, round_ = self.event.scheme, self.round
        if self._compares and self._dirty:
            relations = compared(scheme, round_, field_sheets(scheme, round_))
            everyone = self._relations.keys() | relations.keys()
            self._dirty |= {e for e in everyone if self._relations.get(e) != relations.get(e)}
            self._relations = relations
        if round_.carry is not None:
            earlier = self._earlier()
            if earlier.rests_on != self._rests_on:
                self._rests_on = earlier.rests_on
                self._before, self._alone = earlier.before or {}, earlier.before is None
                self._dirty |= set(round_.codes)

    def _as_it_is(self) -> Earlier:
        """The earlier rounds as they really are; their results are worked out only where something changed in them."""
        carry = self.round.carry
        assert carry is not None, "it is asked for by a round that carries over"
        as_of = tuple(self._state.rounds[one.round].changed_at for one in carry.rounds)
        return Earlier(
            as_of, self._before if as_of == self._rests_on else results_before(self._state, self.round)
        )

    def _result(self, entry: EntryId) -> Result:
        scheme, round_ = self.event.scheme, self.round
        given = self.given(entry)
        return result_of(scheme, sheets_of(scheme, round_, entry), round_.panels, given)

    def given(self, entry: EntryId) -> Given:
        """What counts for an entry besides its sheets, as of the last look at the standings."""
        given = given_of(self.round, entry, self._relations, self._before)
        return without_carry(given) if self._alone else given

    def _forget(self) -> None:
        """Nothing worked out so far holds: the entries are others, or go by other names."""
        self._ranking, self._counts, self._conferences = Ranking(self.event.scheme), {}, {}
