"""Who moved in a round and which sheets came last, kept current fact by fact; pure. Its results: `live_results.py`."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from decimal import Decimal

from server.core.competition import Competition
from server.core.facts import Fact
from server.core.facts_rulings import EntryStateSet, PenaltyGiven, PenaltyLifted, RerunOrdered
from server.core.facts_sheet import SheetCorrected, SheetReturned, SheetSubmitted
from server.core.ids import EntryId
from server.core.round import Round
from server.core.standings import Shift
from server.services.live_results import Earlier, LiveResults
from server.services.marked import handed_in
from server.services.rank_history import Changed, History
from server.services.round_view import Change, Logged, Recent

RECENT = 5
"""So many of the last sheets a board names."""
LOG = 20
"""So many of them the organiser's desk names."""


class LiveMoves(LiveResults):
    """
    What changes did: the log of sheets, the history of ranks, the last sheets with what they gained, who moved.

    It is asked for after the fold of a fact, with what was known `before`.
    """

    def __init__(
        self,
        state: Competition,
        round_: Round,
        position: int,
        recorded_at: int,
        earlier: Callable[[], Earlier] | None = None,
    ) -> None:
        """:param earlier: what counts of earlier rounds; without it everything as it really is"""
        super().__init__(state, round_, earlier)
        self.touched = (position, recorded_at)
        """The last fact that names this round, and its time label."""
        self.history = History(self.event.scheme)
        self.log: deque[Logged] = deque(maxlen=LOG)
        self._recent: deque[Recent] = deque(maxlen=RECENT)
        self._shift: Shift | None = None
        """What the newest change did to the ranks, as long as nobody has looked who moved."""
        self._moved: Mapping[EntryId, int] = {}
        self._handed_in = handed_in(round_)

    def before(self, fact: Fact) -> dict[EntryId, Decimal | None] | None:
        """What has to be known before a change is folded in, to say afterwards what it did."""
        if not isinstance(fact, Change):
            return None
        self._refresh()
        entry = self.entry_of(fact)
        known = self._ranking.results.get(entry)
        return {entry: known.total if known is not None else None}

    def _change(self, fact: Change, before: Mapping[EntryId, Decimal | None] | None) -> None:
        entry = self.entry_of(fact)
        self._dirty.add(entry)
        self._note(fact, entry)
        if isinstance(fact, SheetSubmitted | SheetCorrected | SheetReturned):
            self.log.append(
                Logged(self.touched[0], self.touched[1], fact.judge, fact.module, fact.code, fact.kind)
            )
        if isinstance(fact, SheetSubmitted):
            self._handed_in[fact.module, entry] = self.touched[0]
        if before is None:
            return
        self._shift = self._refresh()
        if isinstance(fact, SheetSubmitted | SheetCorrected):
            self._recent.append(self._remembered(fact, entry, before[entry]))

    def _who_moved(self) -> Mapping[EntryId, int]:
        """How many ranks the newest change moved entries upwards. Later changes nobody asked about have no say."""
        if self._shift is not None:
            self._moved, self._shift = self._ranking.moved(self._shift), None
        return self._moved

    def _note(self, fact: Change, entry: EntryId) -> None:
        given = self.given(entry)
        if isinstance(fact, SheetSubmitted | SheetCorrected):
            self.history.note(Changed(*self.touched, entry, given, fact.module, fact.judge, fact.marks))
        elif isinstance(fact, SheetReturned):
            self.history.note(Changed(*self.touched, entry, given, fact.module, fact.judge, returned=True))
        elif isinstance(fact, RerunOrdered):
            self.history.note(Changed(*self.touched, entry, given, again=fact.modules))
        else:
            self.history.note(Changed(*self.touched, entry, given))

    def _remembered(
        self, fact: SheetSubmitted | SheetCorrected, entry: EntryId, before: Decimal | None
    ) -> Recent:
        total = self._ranking.results[entry].total
        gained = None if total is None else total - (before if before is not None else Decimal(0))
        position, at = self.touched
        now, was = self._ranking.rank(entry), self._shift.was[entry] if self._shift else None
        moved = 0 if now is None or was is None else was - now
        corrected = isinstance(fact, SheetCorrected)
        return Recent(entry, fact.module, position, at, now, moved, total, gained, corrected)

    def entry_of(self, fact: Change) -> EntryId:
        """Whom a change is about."""
        if isinstance(fact, PenaltyLifted):
            given = self.round.penalty(fact.number) or self.round.lifted[-1][0]
            assert given.number == fact.number, (
                "before the fold it counts, after it, it is the last that was lifted"
            )
            return given.entry
        if isinstance(fact, EntryStateSet | PenaltyGiven | RerunOrdered):
            return fact.entry
        return self.round.entries[fact.code]
