"""One round, kept current fact by fact: as it stands, and as everyone sees it; pure. Who moved: `live_moves.py`.

The same facts give the same values, whether they were folded one by one as they came or all at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from server.core.award_field import awards_of
from server.core.competition import Competition
from server.core.facts import Fact
from server.core.facts_approval import ApprovalTakenBack, EntriesApproved
from server.core.facts_awards import AwardsConfirmed
from server.core.facts_blind import LayerDecoded, LayerSealed
from server.core.facts_calibration import CalibrationFact, CalibrationSheetSubmitted
from server.core.facts_conference import ConferenceCalled, SpreadAccepted, ValuesAgreed
from server.core.facts_field import CarrySet, DifficultiesDeclared
from server.core.facts_floor import AttendanceNoted, FloorFact
from server.core.facts_panel import JudgeReplaced, PanelSet
from server.core.facts_paper import PaperEntered
from server.core.facts_round import DrawMade, Identity, ResultsPublished
from server.core.facts_rulings import (
    EntryStateSet,
    PartRuled,
    PenaltyGiven,
    PenaltyLifted,
    RerunOrdered,
    TieDecided,
)
from server.core.facts_shadow import ShadowSheetSubmitted
from server.core.facts_sheet import SheetCorrected, SheetReturned, SheetSubmitted
from server.core.facts_withheld import (
    BoardFrozen,
    BoardUnfrozen,
    EmbargoLaid,
    EmbargoLiftAsked,
    EmbargoLifted,
    FreezePlanned,
)
from server.core.ids import EntryId
from server.core.round import Round
from server.core.spans import Span
from server.core.standings import rank
from server.core.tie_decisions import lapsed
from server.core.withheld import Cover
from server.services.covered import Kept, Left, counts_without, left, results_without
from server.services.live_moves import LiveMoves
from server.services.live_results import Earlier
from server.services.marked import Marked, handed_in, marked
from server.services.rank_history import Changed, History
from server.services.round_view import Change, RoundView


class LiveRound(LiveMoves):
    """
    A round, followed. `before` and `after` stand around the fold of each fact that names it.

    What it did to results stands in `LiveResults`, who moved with it in `LiveMoves`; here stands how the round is seen,
    now and since when.
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
        super().__init__(state, round_, position, recorded_at, earlier)
        self.public: LiveRound | None = None
        """The same round with what everyone may know of earlier ones, where it carries over from any."""
        self.shadowed = (position, recorded_at)
        """The last sheet of a shadow judge, of which standings know nothing."""
        self.entered = (position, recorded_at)
        """The last sheet on paper that was typed in once, of which standings know nothing."""
        self.calibrated = (position, recorded_at)
        """The last fact about a calibration piece, of which standings know nothing."""
        self.approved = (position, recorded_at)
        """The last approval, or the last that was taken back; standings know nothing of either."""
        self.phased = (position, recorded_at)
        """The last fact that may have changed its phase."""
        self.floored = (position, recorded_at)
        """The last fact of the floor: heats, clocks, who is there; and its time."""
        self.arranged_at = position
        """The last fact that a judge's tablet should know of: any but a sheet that was handed in or a call."""
        self.frozen: RoundView | None = None
        """As everyone may see it under a freeze or an embargo; None while there is neither."""
        self._embargoed = False
        self.frozen_marked: Marked | None = None
        """What the results were made of when the whole board was frozen."""
        self.official: RoundView | None = None
        """As it stood when it was last published."""
        self.official_marked: Marked | None = None
        """What the published results were made of."""
        self.rows: dict[tuple[Identity, EntryId], tuple[object, dict[str, Any]]] = {}
        """For `standings_view`: the rows drawn last and what they were drawn from; never an input of anything."""
        self.spans: dict[EntryId, tuple[object, Span]] = {}
        """For `outlook_view`: the same with what each entry can still reach."""
        self._kept: Kept = {}
        """Results without what a freeze leaves out, as they were worked out last."""
        self._felt: object = None
        self._recused: object = round_.recused

    @property
    def outside(self) -> LiveRound:
        """The round for whoever may not know more of earlier rounds than everyone does."""
        return self.public or self

    @property
    def seen_official(self) -> RoundView | None:
        """As it stood when it was last published, as far as everyone may see that."""
        return None if self._embargoed else self.official

    def after(
        self,
        fact: Fact,
        position: int,
        recorded_at: int,
        before: Mapping[EntryId, Decimal | None] | None,
    ) -> None:
        """The fact has been folded into the round; `before` is None where nobody will ask what it did."""
        if isinstance(fact, PaperEntered):
            # What was typed in once counts for nothing yet.
            self.entered = (position, recorded_at)
            return
        if isinstance(fact, EntriesApproved | ApprovalTakenBack):
            # No result is another: nobody but officials and the tablets of the judges feels anything of it.
            self.approved, self.arranged_at = (position, recorded_at), position
            return
        if isinstance(fact, FloorFact):
            # Standings know nothing of the floor: neither their number nor their time moves with it.
            self.floored = (position, recorded_at)
            if not isinstance(fact, AttendanceNoted):
                self.arranged_at = position
            return
        if isinstance(fact, ShadowSheetSubmitted):
            self.shadowed = (position, recorded_at)
            if fact.paper is not None:  # news to its judge's tablet
                self.arranged_at = position
            return
        if isinstance(fact, CalibrationFact):
            self._calibrate(fact, position, recorded_at)
            return
        if isinstance(fact, EmbargoLaid) and self._embargoed:
            assert self.frozen is not None, "what everyone sees was kept when it was laid"
            # It was put off: of all that is seen, its end alone is another.
            self.frozen = replace(self.frozen, position=position)
            return
        if isinstance(fact, FreezePlanned | EmbargoLiftAsked):
            return  # nothing of the round is another: not even its time
        self.touched = (position, recorded_at)
        match fact:
            case (
                SheetSubmitted()
                | SheetCorrected()
                | SheetReturned()
                | ConferenceCalled()
                | ValuesAgreed()
                | SpreadAccepted()
                | EntryStateSet()
                | PenaltyGiven()
                | PenaltyLifted()
                | RerunOrdered()
            ):
                self._change(fact, before)
            case LayerDecoded():
                self._know()
                self._handed_in = handed_in(self.round)
            case DrawMade() | LayerSealed():
                self._handed_in = {}
                self._forget()
                self.history = History(
                    self.event.scheme, alone=not self._compares and self.round.carry is None
                )
                self._start_anew()
            case (
                PanelSet()
                | JudgeReplaced()
                | PartRuled()
                | CarrySet()
                | DifficultiesDeclared()
                | TieDecided()
            ):
                self._start_anew()
            case BoardFrozen():
                self._freeze()
            case BoardUnfrozen():
                self.frozen = self.frozen_marked = None
            case EmbargoLaid():
                self._embargo()
            case EmbargoLifted():
                self._reveal()
            case ResultsPublished():
                self.official, self.official_marked = self.view(), self.marked()
                if not self._embargoed:
                    self.frozen = self.frozen_marked = None
            case AwardsConfirmed() if self.official is not None:
                # The published results stay as they were; what is new in them is who has which award.
                self.official = replace(
                    self.official, position=position, as_of=recorded_at, awards=awards_of(self.round)
                )
        if not isinstance(fact, Change | PanelSet | JudgeReplaced | PartRuled | TieDecided | AwardsConfirmed):
            self.phased = self.touched
        own_work = isinstance(fact, SheetSubmitted) and fact.paper is None
        # A sheet that others typed in is news to its judge's tablet.
        if not own_work and not isinstance(fact, AwardsConfirmed):
            self.arranged_at = position
        self._cover_again()

    def _calibrate(self, fact: CalibrationFact, position: int, recorded_at: int) -> None:
        """A sheet is news to the other judges only where all of them may see from now on what everybody gave."""
        self.calibrated = (position, recorded_at)
        piece = self.round.calibrations[fact.code]
        if not isinstance(fact, CalibrationSheetSubmitted) or piece.is_shown(
            self.round.everybody_of(piece.module)
        ):
            self.arranged_at = position

    def _freeze(self) -> None:
        """The whole board stands still as everyone saw it last, or goes on under a cover."""
        if self.frozen is not None:
            self.frozen = replace(self.frozen, position=self.touched[0], goes_on=False)
        elif self.round.withheld.partly is None:
            self.frozen, self.frozen_marked = self.view(), self.marked()

    def _embargo(self) -> None:
        """From here on everyone sees it as they saw it last; of a round they saw nothing of, its phase alone."""
        self._embargoed = True
        self._freeze()
        if self.round.audience == "published":
            self.frozen, self.frozen_marked = RoundView(*self.touched, self.round.phase, 0), None

    def _reveal(self) -> None:
        """Published results are seen from this fact on; before publication a freeze that was there holds again."""
        self._embargoed = False
        if self.official is not None:
            position, as_of = self.touched
            self.official = replace(self.official, position=position, as_of=as_of)
        if self.official is not None or self.round.withheld.frozen is None:
            self.frozen = self.frozen_marked = None
        elif self.frozen is not None:
            self.frozen = replace(self.frozen, position=self.touched[0])

    def _cover_again(self) -> None:
        """
        What may be seen under a cover, after every fact: where that is the same as before nothing is felt of the fact,
        neither by a number nor by a time.
        """
        cover = self.round.withheld.partly
        if cover is None or self._embargoed:
            return
        left = self._left(cover)
        now = RoundView(
            *self.touched,
            phase=self.round.phase,
            version=self.round.version,
            order=left.order,
            standings=left.standings,
            counts=left.counts,
            cover=cover,
            hidden=left.hidden,
            goes_on=True,
            alone=self._alone,
        )
        before = self.frozen
        if before is None or replace(now, position=before.position, as_of=before.as_of) != before:
            self.frozen = now

    def _left(self, cover: Cover) -> Left:
        scheme, standings, counts = self.event.scheme, self.standings(), self.counts()
        if cover.modules:
            before = None if self._alone else self._before
            results = results_without(scheme, self.round, cover.modules, before, self._kept)
            standings, counts = rank(scheme, results), counts_without(counts, cover.modules)
        return left(self.round.pieces, standings, counts, cover.places)

    def view(self) -> RoundView:
        """The round as it stands now, apart from what comes later."""
        round_ = self.round
        position, as_of = self.touched
        standings = self.standings()
        return RoundView(
            position=position,
            as_of=as_of,
            phase=round_.phase,
            version=round_.version,
            order=round_.pieces,
            standings=standings,
            counts=dict(self.counts()),
            moved=self._who_moved(),
            recent=tuple(reversed(self._recent)),
            awards=awards_of(self.round),
            in_conference=frozenset(entry for _, entry in self.conferences()),
            lapsed=lapsed(self._ranking.results, self._ties()) if self._ties() else frozenset(),
            alone=self._alone,
        )

    def marked(self) -> Marked:
        """What the results are made of, as of the last fact."""
        self._refresh()
        return marked(self.event.scheme, self.round, self.given, self._handed_in)

    def brought_anew(self, position: int, recorded_at: int) -> None:
        """Something has changed in a round this one carries over from."""
        self.touched = (position, recorded_at)
        self._who_moved()
        self._standings = None
        self._cover_again()

    def carried_anew(self, position: int, recorded_at: int) -> bool:
        """A fact may have changed what counts of earlier rounds: whether it has."""
        rests_on = self._earlier().rests_on
        if rests_on == self._felt:
            return False
        self._felt = rests_on
        self.brought_anew(position, recorded_at)
        return True

    @property
    def judged_otherwise(self) -> bool:
        """Whether other judges than were known here stay out of its entries."""
        return self.round.recused != self._recused

    def _know(self) -> None:
        """A layer is open: everything that went by stand-ins begins anew under who they are."""
        self._forget()
        self.history = History(self.event.scheme, alone=not self._compares and self.round.carry is None)
        self._recent.clear()
        self._moved, self._shift = {}, None
        self.rows, self.spans = {}, {}
        if not self._embargoed:  # of what is judged under numbers nobody outside saw anything
            self.frozen = self.frozen_marked = None
        self._kept, self._relations, self._before, self._rests_on = {}, {}, {}, None
        self._start_anew()

    def judged_anew(self, position: int, recorded_at: int) -> None:
        """Other judges than before mark some of its entries (回避)."""
        self.touched = (position, recorded_at)
        self.arranged_at = position
        self._start_anew()
        self._cover_again()

    def _start_anew(self) -> None:
        """Every result is to be computed again; who moved last stays as it was until the next change."""
        self._who_moved()
        self._recused = self.round.recused
        self._standings = None
        self._dirty = {drawn.entry for drawn in self.round.pieces}
        given = {drawn.entry: self.given(drawn.entry) for drawn in self.round.pieces}
        self.history.note(Changed(*self.touched, panels=dict(self.round.panels), everybody=given))
