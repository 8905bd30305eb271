"""Every fact the ledger can hold, one frozen dataclass each. A fact says what happened and is never changed.

Facts hold no personal data: people and delegations stand under ids, their names in the roster. A new kind is a
new class here plus its line in `competition.evolve`; the fields of an existing kind are never renamed or removed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from server.core.award_table import AwardId, AwardTable, Level
from server.core.evidence import Evidence, Signature
from server.core.facts_approval import ApprovalFact
from server.core.facts_blind import BlindFact
from server.core.facts_calibration import CalibrationFact
from server.core.facts_conference import ConferenceFact
from server.core.facts_floor import FloorFact
from server.core.facts_panel import JudgeReplaced
from server.core.facts_paper import FromPaper, PaperEntered
from server.core.facts_shadow import ShadowSheetSubmitted
from server.core.facts_withheld import WithheldFact
from server.core.ids import (
    AspectId,
    Code,
    DelegationId,
    EntryId,
    EventId,
    FieldId,
    ModuleId,
    OfficialId,
    PenaltyId,
    RoundId,
)
from server.core.later import later
from server.core.qualification import BestOfHeats, Reach, Share, Top
from server.core.scheme import Scheme, Text
from server.core.sheet_rules import SheetRules
from server.core.team_facts import DelegationTablesSet, TeamRuleSet, TeamsRegistered, TeamsRemoved

Mark = Mapping[FieldId, str]
"""One judge's mark for one aspect as it was typed: field id -> text."""

Marks = Mapping[AspectId, Mark]
"""All marks of one sheet."""

EntryState = Literal["competing", "not_started", "not_finished", "disqualified", "withdrawn"]
Audience = Literal["live", "published"]
"""What the public sees of a round: marks as they arrive, or nothing before publication."""
Through = Top | Share | Reach | BestOfHeats
"""How entries come through to a next round."""
OfficialRole = Literal["judge", "floor", "chief", "recorder", "encryption", "supervisor"]
"""
A judge marks sheets; a floor judge (现场裁判) looks after heats, clocks and conduct; a chief judge (裁判长) answers for
what is marked, corrects it and rules. A recorder (录入员) types signed sheets in; an encryption judge (加密裁判) keeps the
blind codes; a supervisor (监督仲裁) watches everything and is independent of the others. Only judges mark.
"""
Contest = Literal["person", "team"]
"""Whether an event's entries are single persons or teams: some orders go to one or the other."""
PartKind = Literal["module", "sub_criterion", "aspect"]
"""What a part of a scheme is: modules and sub-criteria share one set of names, aspects have another."""
RunThatCounts = Literal["last", "best"]
Ruling = Literal["full", "struck", "marked"]
Identity = Literal["name", "code"]
"""How a public board names an entry before publication: by name, or by its blind code."""


@dataclass(frozen=True, slots=True)
class CompetitionCreated:
    """The first fact of every ledger. `days` are ISO dates."""

    title: Text
    place: str = ""
    days: tuple[str, ...] = ()
    kind: Literal["competition_created"] = "competition_created"


@dataclass(frozen=True, slots=True)
class EventAdded:
    """An event with its whole scheme, so that a ledger can be read without any other file."""

    event: EventId
    title: Text
    scheme: Scheme
    scheme_hash: str
    kind: Literal["event_added"] = "event_added"


@dataclass(frozen=True, slots=True)
class Registration:
    """
    One entry, its number (参赛号, public) and the delegation it belongs to.

    `category` (组别) is the part of the field it is also ranked in, such as 职工组; "": none.
    """

    entry: EntryId
    number: str
    delegation: DelegationId
    category: str = later("")


@dataclass(frozen=True, slots=True)
class EntriesRegistered:
    """Entries taken into an event, in the order of the list they came from."""

    event: EventId
    entries: tuple[Registration, ...]
    kind: Literal["entries_registered"] = "entries_registered"


@dataclass(frozen=True, slots=True)
class RoundAdded:
    """A round of an event; its field is every entry registered at the time of the draw, or who came through to it."""

    round: RoundId
    event: EventId
    title: Text
    audience: Audience = "live"
    identity: Identity = "name"
    kind: Literal["round_added"] = "round_added"


@dataclass(frozen=True, slots=True)
class Drawn:
    """
    One entry's place in the running order is its place in the list; `code` is its blind number.

    `heat` and `station` count from 1; both are 0 where the round has no heats.
    """

    entry: EntryId
    code: Code
    heat: int = later(0)
    station: int = later(0)


@dataclass(frozen=True, slots=True)
class DrawMade:
    """
    The draw of a round: anyone can recompute the list from the seed and the registered entries (`draw.py`).

    `stations` is how many can work at the same time, 0 without heats; `apart` says that each delegation's entries
    were spread over the heats.
    """

    round: RoundId
    seed: str
    order: tuple[Drawn, ...]
    stations: int = later(0)
    apart: bool = later(False)
    kind: Literal["draw_made"] = "draw_made"


@dataclass(frozen=True, slots=True)
class OfficialAdded:
    """An official of this competition, by id, with their role and their delegation, None for none."""

    official: OfficialId
    role: OfficialRole = later("judge")
    delegation: DelegationId | None = later(None)
    kind: Literal["official_added"] = "official_added"


@dataclass(frozen=True, slots=True)
class OfficialDelegationSet:
    """回避: an official belongs to this delegation, None for none, and marks none of its entries from now on."""

    official: OfficialId
    delegation: DelegationId | None
    reason: str
    kind: Literal["official_delegation_set"] = "official_delegation_set"


@dataclass(frozen=True, slots=True)
class PanelSet:
    """
    The judges who mark a module in a round; replaces the panel set before.

    `shadows` (见习裁判) mark beside them to learn: their sheets never count.
    """

    round: RoundId
    module: ModuleId
    judges: tuple[OfficialId, ...]
    shadows: tuple[OfficialId, ...] = later(())
    kind: Literal["panel_set"] = "panel_set"


@dataclass(frozen=True, slots=True)
class RoundOpened:
    """Sheets are accepted from now on. `reason` is given when a closed round is opened again."""

    round: RoundId
    reason: str = ""
    kind: Literal["round_opened"] = "round_opened"


@dataclass(frozen=True, slots=True)
class RoundClosed:
    """No more sheets; what is still missing stays out. `reason` says why, where a conference (评议) was still open."""

    round: RoundId
    reason: str = later("")
    kind: Literal["round_closed"] = "round_closed"


@dataclass(frozen=True, slots=True)
class BoardFrozen:
    """
    封榜: from here on the public sees the standings as they were before this fact.

    With `places` only who stands on the first so many places is kept back, with `modules` only their marks; the rest
    goes on. `due` is the planned time that had come (ms since 1970 UTC), 0 where somebody froze it by hand.
    """

    round: RoundId
    places: int = later(0)
    modules: tuple[ModuleId, ...] = later(())
    due: int = later(0)
    kind: Literal["board_frozen"] = "board_frozen"


@dataclass(frozen=True, slots=True)
class BoardUnfrozen:
    """The public sees the live standings again."""

    round: RoundId
    kind: Literal["board_unfrozen"] = "board_unfrozen"


@dataclass(frozen=True, slots=True)
class ResultsPublished:
    """The results as of this fact are official, version 1, 2, ...; the public sees exactly these."""

    round: RoundId
    version: int
    kind: Literal["results_published"] = "results_published"


@dataclass(frozen=True, slots=True)
class SheetSubmitted:
    """
    One judge's whole sheet for one entry, by its code, in one module; signed, where the event asks for it.

    `run` is 2, 3, ... where the entry did the module again; `answers` is the position of the fact that returned the sheet
    before, 0 where none was. `paper` says who typed it in, where the judge handed it in on paper; it is signed there.
    """

    round: RoundId
    module: ModuleId
    code: Code
    judge: OfficialId
    marks: Marks
    comment: str = ""
    evidence: tuple[Evidence, ...] = later(())
    signature: Signature | None = later(None)
    run: int = later(1)
    answers: int = later(0)
    paper: FromPaper | None = later(None)
    kind: Literal["sheet_submitted"] = "sheet_submitted"


@dataclass(frozen=True, slots=True)
class SheetReturned:
    """
    退回: a sheet goes back to its judge, who hands it in again; until then its marks do not count.

    `replaces` is the position of the fact that held them; the marks stay on record.
    """

    round: RoundId
    module: ModuleId
    code: Code
    judge: OfficialId
    reason: str
    replaces: int
    kind: Literal["sheet_returned"] = "sheet_returned"


@dataclass(frozen=True, slots=True)
class SheetCorrected:
    """A sheet's marks from now on, whole; `replaces` is the position of the fact that held them until now."""

    round: RoundId
    module: ModuleId
    code: Code
    judge: OfficialId
    marks: Marks
    reason: str
    replaces: int
    kind: Literal["sheet_corrected"] = "sheet_corrected"


@dataclass(frozen=True, slots=True)
class SheetRulesSet:
    """How the sheets of an event are filled in from now on, whole."""

    event: EventId
    rules: SheetRules
    kind: Literal["sheet_rules_set"] = "sheet_rules_set"


@dataclass(frozen=True, slots=True)
class EntryStateSet:
    """An entry did not start, did not finish, was disqualified, withdrew, or competes after all."""

    round: RoundId
    entry: EntryId
    state: EntryState
    reason: str = ""
    kind: Literal["entry_state_set"] = "entry_state_set"


@dataclass(frozen=True, slots=True)
class PenaltyGiven:
    """
    A penalty of one of the scheme's kinds for an entry; `number` names it in its round.

    `amount` is there where the kind leaves it open, `module` where the kind is about one and does not name it.
    """

    round: RoundId
    entry: EntryId
    number: int
    penalty: PenaltyId
    reason: str
    amount: Decimal | None = None
    module: ModuleId | None = None
    kind: Literal["penalty_given"] = "penalty_given"


@dataclass(frozen=True, slots=True)
class PenaltyLifted:
    """A penalty no longer counts; that it was given stays on record."""

    round: RoundId
    number: int
    reason: str
    kind: Literal["penalty_lifted"] = "penalty_lifted"


@dataclass(frozen=True, slots=True)
class PartRuled:
    """
    A ruling on a part of the scheme for every entry of the round; replaces the one on that part before.

    `full`: everybody has full marks for it. `struck`: it counts for nobody; with `scaled` the rest takes its place, so
    that the most one can reach stays what it was. `marked`: as the judges marked it, after all.
    """

    round: RoundId
    on: PartKind
    part: str
    ruling: Ruling
    reason: str
    scaled: bool = False
    kind: Literal["part_ruled"] = "part_ruled"


@dataclass(frozen=True, slots=True)
class RerunOrdered:
    """
    重赛: an entry does these modules again; the judges owe its sheets anew, those handed in stay on record.

    `last`: from now on only the coming run counts. `best`: the better of it and of what counted until now.
    """

    round: RoundId
    entry: EntryId
    modules: tuple[ModuleId, ...]
    reason: str
    counts: RunThatCounts = "last"
    kind: Literal["rerun_ordered"] = "rerun_ordered"


@dataclass(frozen=True, slots=True)
class TieDecided:
    """
    The chief judge has decided between entries that were equal in everything else: they rank in this order.

    `replaces` is the order that was decided between them before, empty where none was.
    """

    round: RoundId
    entries: tuple[EntryId, ...]
    reason: str
    replaces: tuple[EntryId, ...] = later(())
    kind: Literal["tie_decided"] = "tie_decided"


@dataclass(frozen=True, slots=True)
class AwardRulesSet:
    """The awards of an event, whole, the level of the competition, and whether persons or teams compete for them."""

    event: EventId
    table: AwardTable
    level: Level | None = None
    contest: Contest = "person"
    kind: Literal["award_rules_set"] = "award_rules_set"


@dataclass(frozen=True, slots=True)
class AwardGiven:
    """One award for one entry."""

    entry: EntryId
    award: AwardId


@dataclass(frozen=True, slots=True)
class AwardsConfirmed:
    """
    A person has confirmed these awards, all of the round's, for its results of that version; replaces those before.

    `reason` says why, where they are others than proposed. With a newer version of the results they lapse.
    """

    round: RoundId
    version: int
    given: tuple[AwardGiven, ...]
    reason: str = ""
    kind: Literal["awards_confirmed"] = "awards_confirmed"


@dataclass(frozen=True, slots=True)
class EntriesQualified:
    """Only these entries take part in the round: who came through by the results of `source`, of that version."""

    round: RoundId
    source: RoundId
    version: int
    rule: Through
    entries: tuple[EntryId, ...]
    kind: Literal["entries_qualified"] = "entries_qualified"


@dataclass(frozen=True, slots=True)
class CarriedRound:
    """An earlier round of the event, of whose own totals so many percent are carried over."""

    round: RoundId
    percent: Decimal = Decimal(100)


@dataclass(frozen=True, slots=True)
class CarrySet:
    """
    带入成绩: what a round takes over from earlier ones; with no rounds it begins anew.

    `take` `sum` adds `own_percent` of the round's own total and what is carried; `best` lets the best of them count.
    """

    round: RoundId
    rounds: tuple[CarriedRound, ...]
    own_percent: Decimal = Decimal(100)
    take: Literal["sum", "best"] = "sum"
    kind: Literal["carry_set"] = "carry_set"


@dataclass(frozen=True, slots=True)
class Declared:
    """The difficulty one entry declared for a module."""

    entry: EntryId
    module: ModuleId
    difficulty: Decimal


@dataclass(frozen=True, slots=True)
class DifficultiesDeclared:
    """难度申报: difficulties of entries in a round; each replaces what the entry had declared for the module."""

    round: RoundId
    declared: tuple[Declared, ...]
    reason: str = ""
    kind: Literal["difficulties_declared"] = "difficulties_declared"


Fact = (
    CompetitionCreated
    | EventAdded
    | EntriesRegistered
    | RoundAdded
    | DrawMade
    | OfficialAdded
    | OfficialDelegationSet
    | PanelSet
    | RoundOpened
    | RoundClosed
    | BoardFrozen
    | BoardUnfrozen
    | WithheldFact
    | ResultsPublished
    | SheetSubmitted
    | SheetCorrected
    | SheetReturned
    | ShadowSheetSubmitted
    | CalibrationFact
    | JudgeReplaced
    | PaperEntered
    | ConferenceFact
    | ApprovalFact
    | EntryStateSet
    | PenaltyGiven
    | PenaltyLifted
    | PartRuled
    | RerunOrdered
    | TieDecided
    | AwardRulesSet
    | AwardsConfirmed
    | EntriesQualified
    | SheetRulesSet
    | FloorFact
    | TeamsRegistered
    | TeamsRemoved
    | TeamRuleSet
    | DelegationTablesSet
    | CarrySet
    | DifficultiesDeclared
    | BlindFact
)
