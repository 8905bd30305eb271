"""A competition as its facts left it: plain data and `evolve`. What is allowed stands in `decide.py`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal, assert_never

from server.core.approval_fold import Approved, evolve_approval, note_changed
from server.core.award_table import AwardTable, Level
from server.core.blind import Blind, code_of, is_of_work, is_stand_in
from server.core.blind_fold import evolve_blind
from server.core.calibration import Pieces as CalibrationPieces
from server.core.calibration import after as calibrated
from server.core.conference import (
    NOTHING_SAID,
    Conference,
    accepted,
    agreed,
    answered,
    called,
    changed_aspects,
    remarked,
)
from server.core.delegation_table import DelegationTable
from server.core.evidence import Evidence, Signature
from server.core.facts import (
    Audience,
    AwardRulesSet,
    AwardsConfirmed,
    BoardFrozen,
    BoardUnfrozen,
    CarrySet,
    CompetitionCreated,
    Contest,
    DifficultiesDeclared,
    DrawMade,
    Drawn,
    EntriesQualified,
    EntriesRegistered,
    EntryState,
    EntryStateSet,
    EventAdded,
    Fact,
    Identity,
    Marks,
    OfficialAdded,
    OfficialDelegationSet,
    OfficialRole,
    PanelSet,
    PartKind,
    PartRuled,
    PenaltyGiven,
    PenaltyLifted,
    Registration,
    RerunOrdered,
    ResultsPublished,
    RoundAdded,
    RoundClosed,
    RoundOpened,
    SheetCorrected,
    SheetReturned,
    SheetRulesSet,
    SheetSubmitted,
    TieDecided,
)
from server.core.facts_approval import ApprovalTakenBack, EntriesApproved
from server.core.facts_blind import BlindFact, BlindPlanSet, DecodeAsked, LayerDecoded, LayerSealed
from server.core.facts_calibration import CalibrationFact
from server.core.facts_conference import ConferenceCalled, ConferenceFact, SpreadAccepted, ValuesAgreed
from server.core.facts_floor import ClocksSet, FloorFact
from server.core.facts_panel import JudgeReplaced
from server.core.facts_paper import FromPaper, PaperEntered
from server.core.facts_shadow import ShadowSheetSubmitted
from server.core.facts_withheld import (
    EmbargoLaid,
    EmbargoLiftAsked,
    EmbargoLifted,
    FreezePlanned,
    WithheldFact,
)
from server.core.floor import Floor, evolve_floor
from server.core.given import Agreed
from server.core.ids import AspectId, Code, DelegationId, EntryId, EventId, ModuleId, OfficialId, RoundId
from server.core.paper import PaperKey, Waiting, typed
from server.core.recusal import judging, recused
from server.core.scheme import Scheme, Text
from server.core.seats import Before, seated, taken_over
from server.core.sheet_rules import NO_RULES, SheetRules
from server.core.team_facts import DelegationTablesSet, TeamFact, TeamRuleSet, TeamsRegistered, TeamsRemoved
from server.core.team_rule import TeamId, TeamRegistration, TeamRule
from server.core.withheld import NOTHING_WITHHELD, Withheld
from server.core.withheld import after as withheld_after

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


@dataclass(slots=True)
class Event:
    """One event: its scheme and who is registered, in the order of the lists they came from."""

    id: EventId
    title: Text
    scheme: Scheme
    scheme_hash: str
    registrations: dict[EntryId, Registration] = field(default_factory=dict)
    rounds: list[RoundId] = field(default_factory=list)
    awards: AwardTable | None = None
    level: Level | None = None
    contest: Contest = "person"
    awards_set_at: int = 0
    sheet_rules: SheetRules = NO_RULES
    teams: dict[TeamId, TeamRegistration] = field(default_factory=dict)
    team_rule: TeamRule | None = None
    teams_changed_at: int = 0
    """The last fact that changed its teams or their rule."""


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

    @property
    def heats(self) -> int:
        """How many heats there are; 0: the round has none."""
        return self.order[-1].heat if self.order else 0

    carry: CarrySet | None = None
    difficulties: dict[tuple[EntryId, ModuleId], Decimal] = field(default_factory=dict)
    recused: Mapping[EntryId, frozenset[OfficialId]] = field(default_factory=dict)
    blind: Blind | None = None
    works: tuple[Drawn, ...] = ()
    calibrations: CalibrationPieces = field(default_factory=dict)
    masks: Mapping[EntryId, Registration] | None = None

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


@dataclass(slots=True)
class Competition:
    """
    One competition. `position` is the last fact folded in, 0 before the first; `recorded_at` its time label.

    `officials` maps each to the position it was added at, `roles` to what it is, `homes`
    to the delegation it belongs to, if any; `entries` names each entry's event.
    """

    position: int = 0
    recorded_at: int = 0
    title: Text | None = None
    place: str = ""
    days: tuple[str, ...] = ()
    events: dict[EventId, Event] = field(default_factory=dict)
    rounds: dict[RoundId, Round] = field(default_factory=dict)
    entries: dict[EntryId, EventId] = field(default_factory=dict)
    officials: dict[OfficialId, int] = field(default_factory=dict)
    roles: dict[OfficialId, OfficialRole] = field(default_factory=dict)
    homes: dict[OfficialId, DelegationId] = field(default_factory=dict)
    tables: tuple[DelegationTable, ...] = ()

    def event_of(self, round_: Round) -> Event:
        """The event a round belongs to; as long as codes are sealed, with what stands in for its entries."""
        event = self.events[round_.event]
        return event if round_.masks is None else replace(event, registrations=dict(round_.masks))

    def deciding(self, event: Event) -> Round | None:
        """The round by which an event's teams are ranked: the one their rule names, else the last one drawn."""
        if event.team_rule is not None and event.team_rule.round is not None:
            return self.rounds[event.team_rule.round]
        drawn = [id_ for id_ in event.rounds if self.rounds[id_].order]
        last = (drawn or event.rounds)[-1:]
        return self.rounds[last[0]] if last else None


def evolve(state: Competition, fact: Fact, position: int, recorded_at: int) -> None:
    """
    Fold in one fact that happened; it is never refused, and nothing but the fact has a say.

    In place, unlike the rest of the core: a day's ledger holds 10^5 facts, and copying at each would be most
    of the work. Whoever needs the state of another position folds again up to there.
    """
    assert position == state.position + 1, f"fact {position} cannot follow {state.position}"
    if isinstance(fact, FloorFact | CalibrationFact):
        _evolve_beside(state.rounds[fact.round], fact, position, recorded_at)
        state.position, state.recorded_at = position, recorded_at
        return
    match fact:
        case SheetSubmitted():
            _take_sheet(state.rounds[fact.round], fact, position, recorded_at)
        case SheetCorrected():
            _correct_sheet(state.rounds[fact.round], fact, position, recorded_at)
        case ShadowSheetSubmitted():
            _take_shadow_sheet(state.rounds[fact.round], fact, position, recorded_at)
        case SheetReturned():
            _return_sheet(state.rounds[fact.round], fact, position, recorded_at)
        case PaperEntered():
            _enter_paper(state.rounds[fact.round], fact, position, recorded_at)
        case ConferenceCalled() | ValuesAgreed() | SpreadAccepted():
            _confer(state.rounds[fact.round], fact, position, recorded_at)
        case EntriesApproved() | ApprovalTakenBack():
            evolve_approval(state.rounds[fact.round], fact, position, recorded_at)
        case CompetitionCreated():
            state.title, state.place, state.days = fact.title, fact.place, fact.days
        case EventAdded():
            state.events[fact.event] = Event(fact.event, fact.title, fact.scheme, fact.scheme_hash)
        case EntriesRegistered():
            _register(state, fact)
        case RoundAdded():
            _add_round(state, fact)
        case OfficialAdded():
            state.officials[fact.official], state.roles[fact.official] = position, fact.role
            _belongs(state, fact, position)
        case OfficialDelegationSet():
            _belongs(state, fact, position)
        case SheetRulesSet():
            state.events[fact.event].sheet_rules = fact.rules
        case AwardRulesSet():
            event = state.events[fact.event]
            event.awards, event.level, event.contest = fact.table, fact.level, fact.contest
            event.awards_set_at = position
        case TeamsRegistered() | TeamsRemoved() | TeamRuleSet():
            _take_teams(state, state.events[fact.event], fact, position)
        case DelegationTablesSet():
            state.tables = fact.tables
        case AwardsConfirmed():
            confirmed = state.rounds[fact.round]
            confirmed.awards, confirmed.award_table = fact, state.event_of(confirmed).awards
        case _:
            _evolve_round(state.rounds[fact.round], fact, position)
            if isinstance(fact, DrawMade | LayerDecoded):
                _recuse(state, state.rounds[fact.round])
    if (of := getattr(fact, "round", None)) is not None:
        note_changed(state.rounds[of], fact, position)
    if not isinstance(fact, RoundOpened):
        _pass_on(state, getattr(fact, "round", None), position)
    state.position, state.recorded_at = position, recorded_at


def _pass_on(state: Competition, changed: RoundId | None, position: int) -> None:
    """What changed in a round has changed in every round that carries over from it."""
    if changed is None or state.rounds[changed].changed_at != position:
        return
    for later in state.rounds.values():
        if later.carry is not None and any(one.round == changed for one in later.carry.rounds):
            later.changed_at = position


def copied(state: Competition) -> Competition:
    """
    The same state, to be folded on by itself.

    Only what `evolve` changes in place is copied; sheets, schemes and registrations are values and are shared.
    """
    events = {
        id_: replace(
            event, registrations=dict(event.registrations), rounds=list(event.rounds), teams=dict(event.teams)
        )
        for id_, event in state.events.items()
    }
    rounds = {
        id_: replace(
            round_,
            panels=dict(round_.panels),
            shadows=dict(round_.shadows),
            before=dict(round_.before),
            shadow_sheets={key: dict(sheets) for key, sheets in round_.shadow_sheets.items()},
            states=dict(round_.states),
            penalties=dict(round_.penalties),
            parts=dict(round_.parts),
            difficulties=dict(round_.difficulties),
            sheets={key: dict(sheets) for key, sheets in round_.sheets.items()},
            returned=dict(round_.returned),
            conferences=dict(round_.conferences),
            reruns=dict(round_.reruns),
            paper=dict(round_.paper),
            shadow_paper=dict(round_.shadow_paper),
            approved=dict(round_.approved),
            entry_changed_at=dict(round_.entry_changed_at),
            floor=round_.floor.copied(),
        )
        for id_, round_ in state.rounds.items()
    }
    return replace(
        state,
        events=events,
        rounds=rounds,
        entries=dict(state.entries),
        officials=dict(state.officials),
        roles=dict(state.roles),
        homes=dict(state.homes),
    )


RoundFact = (
    DrawMade
    | PanelSet
    | JudgeReplaced
    | RoundOpened
    | RoundClosed
    | BoardFrozen
    | BoardUnfrozen
    | WithheldFact
    | ResultsPublished
    | EntryStateSet
    | EntriesQualified
    | PenaltyGiven
    | PenaltyLifted
    | PartRuled
    | CarrySet
    | DifficultiesDeclared
    | RerunOrdered
    | TieDecided
    | BlindFact
)


def _evolve_round(round_: Round, fact: RoundFact, position: int) -> None:
    match fact:
        case DrawMade():
            _take_draw(round_, fact)
        case PanelSet():
            round_.panels[fact.module] = fact.judges
            round_.shadows[fact.module] = fact.shadows
            before = round_.before.get(fact.module, {})
            round_.before[fact.module] = {j: before[j] for j in fact.judges if j in before}
        case JudgeReplaced():
            _replace_judge(round_, fact)
        case RoundOpened():
            round_.phase = "open"
        case RoundClosed():
            round_.phase = "closed"
        case (
            BoardFrozen()
            | BoardUnfrozen()
            | FreezePlanned()
            | EmbargoLaid()
            | EmbargoLiftAsked()
            | EmbargoLifted()
        ):
            _withhold(round_, fact, position)
        case ResultsPublished():
            _publish(round_, fact, position)
        case EntriesQualified():
            round_.qualified = fact
        case EntryStateSet():
            _set_state(round_, fact)
        case PenaltyGiven():
            round_.penalties[fact.entry] = (*round_.penalties.get(fact.entry, ()), fact)
            round_.penalties_given = fact.number
        case PenaltyLifted():
            _lift(round_, fact)
        case PartRuled():
            _rule(round_, fact)
        case RerunOrdered():
            _run_again(round_, fact)
        case TieDecided():
            round_.ties = (*round_.ties, fact)
        case CarrySet():
            round_.carry = fact
        case DifficultiesDeclared():
            round_.difficulties |= {(one.entry, one.module): one.difficulty for one in fact.declared}
        case BlindPlanSet() | LayerSealed() | DecodeAsked() | LayerDecoded():
            evolve_blind(round_, fact, position)
        case _:
            assert_never(fact)
    if isinstance(fact, ChangesResults):
        round_.changed_at = position


# Opening counts: a published round that was opened again can be published again, even if nothing came in.
ChangesResults = (
    DrawMade
    | PanelSet
    | JudgeReplaced
    | RoundOpened
    | EntryStateSet
    | PenaltyGiven
    | PenaltyLifted
    | PartRuled
    | RerunOrdered
    | TieDecided
    | CarrySet
    | DifficultiesDeclared
    | LayerSealed
    | LayerDecoded
)
"""The facts of a round, sheets apart, after which its results may be others."""


def _register(state: Competition, fact: EntriesRegistered) -> None:
    event = state.events[fact.event]
    for registration in fact.entries:
        event.registrations[registration.entry] = registration
        state.entries[registration.entry] = fact.event


def _belongs(state: Competition, fact: OfficialAdded | OfficialDelegationSet, position: int) -> None:
    """Who judges an entry may be others from now on, and with them its result."""
    state.homes.pop(fact.official, None)
    if fact.delegation is not None:
        state.homes[fact.official] = fact.delegation
    for round_ in state.rounds.values():
        before = round_.recused
        _recuse(state, round_)
        if round_.recused != before:
            round_.changed_at = position
            _pass_on(state, round_.id, position)


def _recuse(state: Competition, round_: Round) -> None:
    event = state.event_of(round_)
    stay_out = event.scheme.own_delegation == "stay_out"
    round_.recused = recused(round_.order, event.registrations, state.homes) if stay_out else {}


def _take_teams(state: Competition, event: Event, fact: TeamFact, position: int) -> None:
    """Another team is another result of the round that decides: it can be published anew."""
    match fact:
        case TeamsRegistered():
            event.teams |= {team.team: team for team in fact.teams}
        case TeamsRemoved():
            for id_ in fact.teams:
                event.teams.pop(id_, None)
        case TeamRuleSet():
            event.team_rule = fact.rule
    event.teams_changed_at = position
    deciding = state.deciding(event)
    if deciding is not None and event.team_rule is not None:
        deciding.changed_at = position


def _add_round(state: Competition, fact: RoundAdded) -> None:
    state.rounds[fact.round] = Round(fact.round, fact.event, fact.title, fact.audience, fact.identity)
    state.events[fact.event].rounds.append(fact.round)


def _evolve_beside(round_: Round, fact: FloorFact | CalibrationFact, position: int, recorded_at: int) -> None:
    """What no result is made of."""
    if isinstance(fact, CalibrationFact):
        round_.calibrations = calibrated(round_.calibrations, fact, position, recorded_at)
        return
    first = round_.drawn[fact.codes[0]].heat if isinstance(fact, ClocksSet) else 0
    evolve_floor(round_.floor, fact, first, position, recorded_at)


def _take_draw(round_: Round, fact: DrawMade) -> None:
    round_.phase, round_.seed, round_.order = "drawn", fact.seed, fact.order
    round_.codes = {drawn.entry: drawn.code for drawn in fact.order}
    round_.entries = {drawn.code: drawn.entry for drawn in fact.order}
    round_.stations, round_.apart = fact.stations, fact.apart
    round_.drawn = {drawn.code: drawn for drawn in fact.order}


def _publish(round_: Round, fact: ResultsPublished, position: int) -> None:
    """What is official is no longer frozen."""
    round_.phase, round_.version = "published", fact.version
    round_.published_at, round_.frozen_at = position, None
    round_.withheld = withheld_after(round_.withheld, fact)


def _withhold(round_: Round, fact: BoardFrozen | BoardUnfrozen | WithheldFact, position: int) -> None:
    round_.withheld = withheld_after(round_.withheld, fact)
    if isinstance(fact, BoardFrozen):
        round_.frozen_at = position
    elif isinstance(fact, BoardUnfrozen):
        round_.frozen_at = None


def _replace_judge(round_: Round, fact: JudgeReplaced) -> None:
    """What was returned to the judge who left is due from the one who came."""
    module = fact.module
    round_.before[module] = taken_over(round_.before.get(module, {}), fact.judge, fact.by)
    round_.panels[module] = tuple(fact.by if one == fact.judge else one for one in round_.panels[module])
    round_.shadows[module] = tuple(one for one in round_.shadows.get(module, ()) if one != fact.by)
    for one in [of for of in round_.returned if (of[0], of[2]) == (module, fact.judge)]:
        del round_.returned[one]


def _set_state(round_: Round, fact: EntryStateSet) -> None:
    if fact.state == "competing":
        round_.states.pop(fact.entry, None)
    else:
        round_.states[fact.entry] = fact


def _lift(round_: Round, fact: PenaltyLifted) -> None:
    given = round_.penalty(fact.number)
    assert given is not None, "only what counts is lifted"
    left = tuple(one for one in round_.penalties.pop(given.entry) if one is not given)
    if left:
        round_.penalties[given.entry] = left
    round_.lifted = (*round_.lifted, (given, fact))


def _rule(round_: Round, fact: PartRuled) -> None:
    if fact.ruling == "marked":
        round_.parts.pop((fact.on, fact.part), None)
    else:
        round_.parts[fact.on, fact.part] = fact


def _run_again(round_: Round, fact: RerunOrdered) -> None:
    for module in fact.modules:
        key = (module, fact.entry)
        before = round_.sheets.pop(key, {})
        round_.shadow_sheets.pop(key, None)
        for one in [of for of in round_.returned if of[:2] == key]:
            del round_.returned[one]
        for waiting in (round_.paper, round_.shadow_paper):
            for one in [of for of in waiting if of[:2] == key]:
                del waiting[one]
        said = round_.conferences.pop(key, NOTHING_SAID)
        round_.reruns[key] = (*round_.reruns.get(key, ()), Rerun(fact, before, said.agreed))


def _take_sheet(round_: Round, fact: SheetSubmitted, position: int, recorded_at: int) -> None:
    entry = round_.entries[fact.code]
    back = round_.returned.pop((fact.module, entry, fact.judge), None)
    round_.paper.pop((fact.module, entry, fact.judge), None)
    sheets = round_.sheets.setdefault((fact.module, entry), {})
    before = back.sheet if back else sheets.get(fact.judge)
    _marked_anew(round_, fact.module, entry, fact.judge, before, fact.marks)
    pictures = before.evidence if before else ()
    sheets[fact.judge] = Sheet(
        position,
        fact.marks,
        fact.comment,
        False,
        recorded_at,
        tuple({one.file: one for one in (*pictures, *fact.evidence)}.values()),
        fact.signature,
        fact.answers,
        fact.paper,
    )
    round_.changed_at = position


def _take_shadow_sheet(round_: Round, fact: ShadowSheetSubmitted, position: int, recorded_at: int) -> None:
    """Nothing that results are made of changes."""
    entry = round_.entries[fact.code]
    round_.shadow_paper.pop((fact.module, entry, fact.judge), None)
    sheets = round_.shadow_sheets.setdefault((fact.module, entry), {})
    shown = (fact.evidence, fact.signature)
    sheets[fact.judge] = Sheet(
        position, fact.marks, fact.comment, False, recorded_at, *shown, paper=fact.paper
    )


def _enter_paper(round_: Round, fact: PaperEntered, position: int, recorded_at: int) -> None:
    key = (fact.module, round_.entries[fact.code], fact.judge)
    beside = fact.judge in round_.shadows.get(fact.module, ())
    waiting = round_.shadow_paper if beside else round_.paper
    waiting[key] = typed(waiting.get(key, ()), fact, position, recorded_at)


def _correct_sheet(round_: Round, fact: SheetCorrected, position: int, recorded_at: int) -> None:
    entry = round_.entries[fact.code]
    sheets = round_.sheets[fact.module, entry]
    _marked_anew(round_, fact.module, entry, fact.judge, sheets[fact.judge], fact.marks)
    sheets[fact.judge] = replace(
        sheets[fact.judge], position=position, marks=fact.marks, corrected=True, recorded_at=recorded_at
    )
    round_.changed_at = position


def _return_sheet(round_: Round, fact: SheetReturned, position: int, recorded_at: int) -> None:
    entry = round_.entries[fact.code]
    sheets = round_.sheets[fact.module, entry]
    sheet = sheets.pop(fact.judge)
    if not sheets:
        del round_.sheets[fact.module, entry]
    # A sheet of somebody who has left is due from whoever holds the seat now.
    if fact.judge in round_.panels.get(fact.module, ()):
        round_.returned[fact.module, entry, fact.judge] = Returned(fact, position, recorded_at, sheet)
    if (said := round_.conferences.get((fact.module, entry))) is not None:
        round_.conferences[fact.module, entry] = answered(said, fact.judge)
    round_.changed_at = position


def _marked_anew(
    round_: Round, module: ModuleId, entry: EntryId, judge: OfficialId, before: Sheet | None, marks: Marks
) -> None:
    """A judge's marks are others than before: whoever was asked for them has answered, what was let stand is open."""
    said = round_.conferences.get((module, entry))
    if said is not None:
        changed = changed_aspects(before.marks if before else None, marks)
        round_.conferences[module, entry] = remarked(answered(said, judge), changed)


def _confer(round_: Round, fact: ConferenceFact, position: int, recorded_at: int) -> None:
    key = (fact.module, round_.entries[fact.code])
    said = round_.conference(*key)
    match fact:
        case ConferenceCalled():
            marks = {
                judge: sheet.marks
                for judge, sheet in round_.sheets[key].items()
                if judge in round_.judging(*key)
            }
            round_.conferences[key] = called(said, fact, position, recorded_at, marks)
        case ValuesAgreed():
            round_.conferences[key] = agreed(said, fact, position)
        case SpreadAccepted():
            round_.conferences[key] = accepted(said, fact, position)
    round_.changed_at = position
