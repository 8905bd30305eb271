"""One round as its facts left it: plain data, and what follows from it at once. How facts change it: `round_fold.py`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from server.core.award_table import AwardTable
from server.core.blind import Blind, code_of, is_of_work, is_stand_in
from server.core.calibration import Pieces as CalibrationPieces
from server.core.conference import NOTHING_SAID, Conference
from server.core.evidence import Evidence, Signature
from server.core.facts_awards import AwardsConfirmed
from server.core.facts_field import CarrySet, EntriesQualified
from server.core.facts_paper import FromPaper
from server.core.facts_round import Audience, Drawn, Identity
from server.core.facts_rulings import (
    EntryState,
    EntryStateSet,
    PartKind,
    PartRuled,
    PenaltyGiven,
    PenaltyLifted,
    RerunOrdered,
    TieDecided,
)
from server.core.facts_setup import Registration
from server.core.facts_sheet import Marks, SheetReturned
from server.core.floor import Floor
from server.core.given import Agreed
from server.core.ids import AspectId, Code, EntryId, EventId, ModuleId, OfficialId, RoundId
from server.core.paper import PaperKey, Waiting
from server.core.recusal import judging
from server.core.seats import Before, seated
from server.core.text import Text
from server.core.withheld import NOTHING_WITHHELD, Withheld

Phase = Literal["planned", "drawn", "open", "closed", "published"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """
    One judge's marks as they stand; `position` is the fact that holds them, `recorded_at` its time.

    Evidence and signature are those the judge handed in: a correction is signed by nobody. `answers` is the position of
    the return after which it was handed in again, 0 where it never was returned; pictures of before stay with it. `paper`
    says who typed it in, where it came on paper.
    """

    position: int
    marks: Marks
    comment: str
    corrected: bool
    recorded_at: int
    evidence: tuple[Evidence, ...] = ()
    signature: Signature | None = None
    answers: int = 0
    paper: FromPaper | None = None


Panel = tuple[OfficialId, ...]
Sheets = dict[OfficialId, Sheet]
"""The sheets of one entry in one module, by judge."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A sheet that went back to its judge: the fact that said so, its position and time, and the sheet as it was."""

    fact: SheetReturned
    position: int
    recorded_at: int
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class Rerun:
    """A module was done again: who said so and why, and the sheets of the run before, with what its panel agreed on."""

    ordered: RerunOrdered
    before: Mapping[OfficialId, Sheet]
    agreed: Mapping[AspectId, Agreed] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Approved:
    """The fact that approved an entry: its position and time."""

    position: int
    recorded_at: int


@dataclass(slots=True)
class Round:
    """
    One round: all that its standings need besides the event's scheme and registrations.

    `order` is empty before the draw. `states` holds, for entries that do not simply compete, the fact that
    said so, reason included. `changed_at` is the last position that may have changed the results; a publication
    before that is out of date. `award_table` is the table the confirmed `awards` are of,
    whatever was set for the event since. `penalties` are those that count, in the order they were given; `lifted` were
    taken back, `penalties_given` counts both. `parts` holds the rulings on parts of the scheme. `stations` is 0 where
    the round has no heats. `difficulties` are those that were declared. `recused` are the officials who stay out of an
    entry (回避). `returned` are sheets that judges have to hand in again: they stand in `sheets` no more. `shadows` mark
    beside the panels; their sheets stand in `shadow_sheets`, what was typed in of them in `shadow_paper`, and nothing that
    counts or waits looks there. `before` names who
    held a judge's seat on a panel before them. `paper` is what was typed in from paper of sheets that are not in yet.
    `conferences` are those on which something was said; which are open follows from the marks (`conferences.py`). `blind`
    is there where codes are drawn in layers: `works` then go by work numbers, and `masks` are registrations of the
    stand-ins that take the place of entries, None as soon as everybody is known. `calibrations` are the calibration pieces,
    where nothing that counts or waits looks either. `approved` are the
    entries whose results the chief judge stands by; `entry_changed_at` is the last fact about an entry's marks, penalties or
    state.
    """

    id: RoundId
    event: EventId
    title: Text
    audience: Audience
    identity: Identity
    phase: Phase = "planned"
    seed: str = ""
    order: tuple[Drawn, ...] = ()
    codes: dict[EntryId, Code] = field(default_factory=dict)
    entries: dict[Code, EntryId] = field(default_factory=dict)
    panels: dict[ModuleId, Panel] = field(default_factory=dict)
    shadows: dict[ModuleId, Panel] = field(default_factory=dict)
    states: dict[EntryId, EntryStateSet] = field(default_factory=dict)
    sheets: dict[tuple[ModuleId, EntryId], Sheets] = field(default_factory=dict)
    before: dict[ModuleId, Before] = field(default_factory=dict)
    shadow_sheets: dict[tuple[ModuleId, EntryId], Sheets] = field(default_factory=dict)
    returned: dict[tuple[ModuleId, EntryId, OfficialId], Returned] = field(default_factory=dict)
    conferences: dict[tuple[ModuleId, EntryId], Conference] = field(default_factory=dict)
    reruns: dict[tuple[ModuleId, EntryId], tuple[Rerun, ...]] = field(default_factory=dict)
    paper: dict[PaperKey, Waiting] = field(default_factory=dict)
    shadow_paper: dict[PaperKey, Waiting] = field(default_factory=dict)
    approved: dict[EntryId, Approved] = field(default_factory=dict)
    entry_changed_at: dict[EntryId, int] = field(default_factory=dict)
    ties: tuple[TieDecided, ...] = ()
    changed_at: int = 0
    frozen_at: int | None = None
    withheld: Withheld = NOTHING_WITHHELD
    published_at: int | None = None
    version: int = 0
    qualified: EntriesQualified | None = None
    awards: AwardsConfirmed | None = None
    award_table: AwardTable | None = None
    penalties: dict[EntryId, tuple[PenaltyGiven, ...]] = field(default_factory=dict)
    lifted: tuple[tuple[PenaltyGiven, PenaltyLifted], ...] = ()
    penalties_given: int = 0
    parts: dict[tuple[PartKind, str], PartRuled] = field(default_factory=dict)
    stations: int = 0
    apart: bool = False
    drawn: dict[Code, Drawn] = field(default_factory=dict)
    floor: Floor = field(default_factory=Floor)

    carry: CarrySet | None = None
    difficulties: dict[tuple[EntryId, ModuleId], Decimal] = field(default_factory=dict)
    recused: Mapping[EntryId, frozenset[OfficialId]] = field(default_factory=dict)
    blind: Blind | None = None
    works: tuple[Drawn, ...] = ()
    calibrations: CalibrationPieces = field(default_factory=dict)
    masks: Mapping[EntryId, Registration] | None = None

    @property
    def heats(self) -> int:
        """How many heats there are; 0: the round has none."""
        return self.order[-1].heat if self.order else 0

    @property
    def is_begun(self) -> bool:
        """Whether anything has been drawn."""
        return bool(self.order or (self.blind and self.blind.sealed))

    @property
    def pieces(self) -> tuple[Drawn, ...]:
        """All that has results of its own: the entries, and works as long as nobody knows whose they are."""
        if not self.works or not is_stand_in(self.works[0].entry):
            return self.order
        known = {drawn.entry for drawn in self.order}
        return (*self.order, *(drawn for drawn in self.works if drawn.entry not in known))

    def order_in(self, module: ModuleId) -> tuple[Drawn, ...]:
        """The running order of a module, under the numbers it is judged under."""
        return self.works if self.blind is not None and self.blind.on_works(module) else self.order

    def entry_in(self, module: ModuleId, code: Code) -> EntryId | None:
        """Who is judged in a module under this number."""
        if self.blind is not None and self.blind.is_split and is_of_work(code) != self.blind.on_works(module):
            return None
        return self.entries.get(code)

    def is_judged_in(self, module: ModuleId, entry: EntryId) -> bool:
        """Whether sheets of a module are about this entry or stand-in."""
        if self.blind is None or not self.blind.is_split or self.masks is None:
            return True
        works = self.blind.drawn("work")
        if works is not None and works.seed:
            return True
        return self.blind.on_works(module) == is_of_work(code_of(entry))

    @property
    def is_official(self) -> bool:
        """Whether what stands now is what was published last, whatever the phase says."""
        return self.published_at is not None and self.changed_at <= self.published_at

    def state(self, entry: EntryId) -> EntryState:
        """Whether an entry competes, and if not, why."""
        said = self.states.get(entry)
        return said.state if said else "competing"

    def judging(self, module: ModuleId, entry: EntryId) -> Panel:
        """The judges who mark an entry in a module: its panel, seat by seat, but for those who stay out of it."""
        before, there = self.before.get(module, {}), self.sheets.get((module, entry), {})
        panel = seated(self.panels.get(module, ()), before, there)
        return judging(panel, self.recused.get(entry, frozenset()))

    def have_sat(self, module: ModuleId) -> Panel:
        """The panel of a module, and those who left it in the middle of the round."""
        before = self.before.get(module, {})
        panel = self.panels.get(module, ())
        return (*panel, *(one for judge in panel for one in before.get(judge, ())))

    def sheet(self, module: ModuleId, entry: EntryId, judge: OfficialId) -> Sheet | None:
        """A judge's sheet, or None while it is owed."""
        return self.sheets.get((module, entry), {}).get(judge)

    def shadowing(self, module: ModuleId, entry: EntryId) -> Panel:
        """The shadow judges who mark an entry in a module: those who do not stay out of it."""
        return judging(self.shadows.get(module, ()), self.recused.get(entry, frozenset()))

    def everybody_of(self, module: ModuleId) -> Panel:
        """Who marks anything of a module: its panel, and whoever learns beside it."""
        return (*self.panels.get(module, ()), *self.shadows.get(module, ()))

    def filling(self, module: ModuleId, entry: EntryId) -> Panel:
        """Who fills in a sheet for an entry in a module, whether it counts or is a shadow judge's."""
        return (*self.judging(module, entry), *self.shadowing(module, entry))

    def answers(self, module: ModuleId, entry: EntryId, judge: OfficialId) -> int:
        """The position of the return a judge's sheet has to answer, 0 where it was not returned."""
        returned = self.returned.get((module, entry, judge))
        return returned.position if returned else 0

    def typed(self, module: ModuleId, entry: EntryId, judge: OfficialId) -> Waiting:
        """What was typed in from paper of a sheet that is not in, whether it counts or is a shadow judge's."""
        waiting = self.shadow_paper if judge in self.shadows.get(module, ()) else self.paper
        return waiting.get((module, entry, judge), ())

    def own_sheet(self, module: ModuleId, entry: EntryId, judge: OfficialId) -> Sheet | None:
        """What a judge handed in, whether it counts or is a shadow judge's; None while there is none."""
        if judge in self.shadows.get(module, ()):
            return self.shadow_sheets.get((module, entry), {}).get(judge)
        return self.sheet(module, entry, judge)

    def conference(self, module: ModuleId, entry: EntryId) -> Conference:
        """What was said on an entry's marks in a module."""
        return self.conferences.get((module, entry), NOTHING_SAID)

    def penalty(self, number: int) -> PenaltyGiven | None:
        """The penalty of that number, None where there is none that counts."""
        every = (one for given in self.penalties.values() for one in given)
        return next((one for one in every if one.number == number), None)

    def missing(self) -> Iterator[tuple[ModuleId, EntryId, OfficialId]]:
        """The sheets still owed: one of each judge of a module for each entry that competes and is theirs."""
        for module in self.panels:
            for entry in (drawn.entry for drawn in self.order_in(module)):
                if self.state(entry) != "competing":
                    continue
                there = self.sheets.get((module, entry), {})
                judges = self.judging(module, entry)
                yield from ((module, entry, judge) for judge in judges if judge not in there)

    def has_marked(self, module: ModuleId, judge: OfficialId) -> bool:
        """Whether a judge has handed in any sheet of a module."""
        if any(judge in sheets for (of, _), sheets in self.sheets.items() if of == module):
            return True
        if any((of, by) == (module, judge) for of, _, by in self.returned):
            return True
        return any(
            judge in one.before for (of, _), runs in self.reruns.items() if of == module for one in runs
        )

    def run(self, module: ModuleId, entry: EntryId) -> int:
        """Which run of a module an entry is on, counted from 1."""
        return len(self.reruns.get((module, entry), ())) + 1
