"""Everything a person can ask for, one frozen dataclass each. Who asks is not part of a command: see `Actor`."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

from server.core.award_table import AwardTable, Level
from server.core.commands_approval import ApprovalCommand
from server.core.commands_blind import BlindCommand, SetBlindPlan
from server.core.commands_calibration import CalibrationCommand
from server.core.commands_conference import ConferenceCommand
from server.core.commands_floor import CarryClocks, FloorCommand, PlanHeat
from server.core.commands_panel import ReplaceJudge
from server.core.commands_paper import EnterPaper
from server.core.commands_withheld import WithheldCommand
from server.core.evidence import Evidence, Signature
from server.core.facts import (
    Audience,
    AwardGiven,
    CarriedRound,
    Contest,
    Declared,
    EntryState,
    Identity,
    Marks,
    OfficialRole,
    PartKind,
    Registration,
    Ruling,
    RunThatCounts,
    Through,
)
from server.core.ids import Code, DelegationId, EntryId, EventId, ModuleId, OfficialId, PenaltyId, RoundId
from server.core.later import later
from server.core.scheme import Scheme, Text
from server.core.sheet_rules import SheetRules
from server.core.team_commands import RegisterTeams, RemoveTeams, SetDelegationTables, SetTeamRule

Role = Literal["organiser", "server", OfficialRole]
"""`server` is nobody who signs in: what the server has to record by itself."""
ROLES: tuple[str, ...] = ("organiser", "server", *get_args(OfficialRole))
"""Every role."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: the role that was signed in, the person's id, and the device it came from."""

    role: Role
    official: OfficialId
    device: str = ""


@dataclass(frozen=True, slots=True)
class CreateCompetition:
    """Start a ledger."""

    title: Text
    place: str = ""
    days: tuple[str, ...] = ()
    kind: Literal["create_competition"] = "create_competition"


@dataclass(frozen=True, slots=True)
class AddEvent:
    """Take an event into the competition, with a checked scheme."""

    event: EventId
    title: Text
    scheme: Scheme
    kind: Literal["add_event"] = "add_event"


@dataclass(frozen=True, slots=True)
class RegisterEntries:
    """Take entries into an event, before its first draw."""

    event: EventId
    entries: tuple[Registration, ...]
    kind: Literal["register_entries"] = "register_entries"


@dataclass(frozen=True, slots=True)
class AddRound:
    """Add a round to an event."""

    round: RoundId
    event: EventId
    title: Text
    audience: Audience = "live"
    identity: Identity = "name"
    kind: Literal["add_round"] = "add_round"


@dataclass(frozen=True, slots=True)
class MakeDraw:
    """
    Draw running order and blind codes; an empty seed asks the server for a random one. Repeatable before opening.

    `stations` above 0 deals the entries to heats of that size and to stations; `apart` spreads each delegation's
    entries over the heats.
    """

    round: RoundId
    seed: str = ""
    stations: int = later(0)
    apart: bool = later(False)
    kind: Literal["make_draw"] = "make_draw"


@dataclass(frozen=True, slots=True)
class AddOfficial:
    """Add an official of any role, with the delegation they belong to."""

    official: OfficialId
    role: OfficialRole = later("judge")
    delegation: DelegationId | None = later(None)
    kind: Literal["add_official"] = "add_official"


@dataclass(frozen=True, slots=True)
class SetOfficialDelegation:
    """Say which delegation an official belongs to, None for none: they do not mark its entries (回避)."""

    official: OfficialId
    delegation: DelegationId | None
    reason: str
    kind: Literal["set_official_delegation"] = "set_official_delegation"


@dataclass(frozen=True, slots=True)
class SetPanel:
    """Name the judges of a module in a round, and the shadow judges (见习裁判) whose marks do not count."""

    round: RoundId
    module: ModuleId
    judges: tuple[OfficialId, ...]
    shadows: tuple[OfficialId, ...] = later(())
    kind: Literal["set_panel"] = "set_panel"


@dataclass(frozen=True, slots=True)
class OpenRound:
    """Let judging begin; to open a closed round again takes a reason."""

    round: RoundId
    reason: str = ""
    kind: Literal["open_round"] = "open_round"


@dataclass(frozen=True, slots=True)
class CloseRound:
    """
    End judging. With sheets missing it is refused unless `incomplete` says that this is meant, with a conference (评议)
    still open unless `reason` says why.
    """

    round: RoundId
    incomplete: bool = False
    reason: str = later("")
    kind: Literal["close_round"] = "close_round"


@dataclass(frozen=True, slots=True)
class FreezeBoard:
    """
    封榜. `places` hides who stands on the first so many places, `modules` leaves their marks out, and the rest of the
    board goes on; with neither the whole board stands still.
    """

    round: RoundId
    places: int = later(0)
    modules: tuple[ModuleId, ...] = later(())
    kind: Literal["freeze_board"] = "freeze_board"


@dataclass(frozen=True, slots=True)
class UnfreezeBoard:
    """Show the live standings again."""

    round: RoundId
    kind: Literal["unfreeze_board"] = "unfreeze_board"


@dataclass(frozen=True, slots=True)
class PublishResults:
    """Make the results of a closed round official."""

    round: RoundId
    kind: Literal["publish_results"] = "publish_results"


@dataclass(frozen=True, slots=True)
class SubmitSheet:
    """
    A judge hands in one whole sheet, with the evidence it names and the judge's signature where there is one.

    `run` says of which run of the module it is, where the entry does it again: a sheet of an earlier run is refused.
    `answers` is the position of the fact that returned the sheet, where one did: what was written before is refused.
    """

    round: RoundId
    module: ModuleId
    code: Code
    marks: Marks
    comment: str = ""
    evidence: tuple[Evidence, ...] = later(())
    signature: Signature | None = later(None)
    run: int = later(1)
    answers: int = later(0)
    kind: Literal["submit_sheet"] = "submit_sheet"


@dataclass(frozen=True, slots=True)
class ReturnSheet:
    """
    Give a submitted sheet back to its judge, with a reason; it does not count until it is handed in again.

    `replaces` is the position the author saw; if the sheet has changed since, it is not returned.
    """

    round: RoundId
    module: ModuleId
    code: Code
    judge: OfficialId
    reason: str
    replaces: int
    kind: Literal["return_sheet"] = "return_sheet"


@dataclass(frozen=True, slots=True)
class CorrectSheet:
    """
    Replace the marks of a submitted sheet, with a reason.

    `replaces` is the position the author saw; if the sheet has changed since, the correction is refused.
    """

    round: RoundId
    module: ModuleId
    code: Code
    judge: OfficialId
    marks: Marks
    reason: str
    replaces: int
    kind: Literal["correct_sheet"] = "correct_sheet"


@dataclass(frozen=True, slots=True)
class SetSheetRules:
    """Say how the sheets of an event are filled in, in place of what was said before."""

    event: EventId
    rules: SheetRules
    kind: Literal["set_sheet_rules"] = "set_sheet_rules"


@dataclass(frozen=True, slots=True)
class SetEntryState:
    """Record that an entry did not start, did not finish, is disqualified, withdrew, or competes; with a reason."""

    round: RoundId
    entry: EntryId
    state: EntryState
    reason: str = ""
    kind: Literal["set_entry_state"] = "set_entry_state"


@dataclass(frozen=True, slots=True)
class GivePenalty:
    """
    Give an entry a penalty of one of the scheme's kinds, with a reason.

    `amount` where the kind leaves it open, with its sign; `module` where the kind is about one and does not name it.
    """

    round: RoundId
    entry: EntryId
    penalty: PenaltyId
    reason: str
    amount: Decimal | None = None
    module: ModuleId | None = None
    kind: Literal["give_penalty"] = "give_penalty"


@dataclass(frozen=True, slots=True)
class LiftPenalty:
    """Take a penalty back, by its number in the round, with a reason."""

    round: RoundId
    number: int
    reason: str
    kind: Literal["lift_penalty"] = "lift_penalty"


@dataclass(frozen=True, slots=True)
class RulePart:
    """Give everybody full marks for a part, strike it for all (with or without scaling up the rest), or take that back."""

    round: RoundId
    on: PartKind
    part: str
    ruling: Ruling
    reason: str
    scaled: bool = False
    kind: Literal["rule_part"] = "rule_part"


@dataclass(frozen=True, slots=True)
class OrderRerun:
    """Let an entry do modules again, with a reason, and say whether the last run counts or the best."""

    round: RoundId
    entry: EntryId
    modules: tuple[ModuleId, ...]
    reason: str
    counts: RunThatCounts = "last"
    kind: Literal["order_rerun"] = "order_rerun"


@dataclass(frozen=True, slots=True)
class DecideTie:
    """
    Put entries that are equal in everything else in an order, the first one first, with a reason.

    `replaces` is the order of the decision the author saw between these entries, empty where there was none; where
    another one has been recorded since, this one is refused.
    """

    round: RoundId
    entries: tuple[EntryId, ...]
    reason: str
    replaces: tuple[EntryId, ...] = later(())
    kind: Literal["decide_tie"] = "decide_tie"


@dataclass(frozen=True, slots=True)
class SetAwardRules:
    """Set the awards of an event, in place of those set before; what is confirmed stays."""

    event: EventId
    table: AwardTable
    level: Level | None = None
    contest: Contest = "person"
    kind: Literal["set_award_rules"] = "set_award_rules"


@dataclass(frozen=True, slots=True)
class ConfirmAwards:
    """
    Confirm the awards of a round, all of them, for its published results.

    `version` is the version of the results the author saw; `reason` says why they are others than proposed.
    """

    round: RoundId
    version: int
    given: tuple[AwardGiven, ...]
    reason: str = ""
    kind: Literal["confirm_awards"] = "confirm_awards"


@dataclass(frozen=True, slots=True)
class QualifyEntries:
    """Let only those take part in a round who come through from another by a rule; before its draw."""

    round: RoundId
    source: RoundId
    rule: Through
    kind: Literal["qualify_entries"] = "qualify_entries"


@dataclass(frozen=True, slots=True)
class SetCarry:
    """Say what a round takes over from earlier rounds of its event, before its draw; no rounds: nothing."""

    round: RoundId
    rounds: tuple[CarriedRound, ...]
    own_percent: Decimal = Decimal(100)
    take: Literal["sum", "best"] = "sum"
    kind: Literal["set_carry"] = "set_carry"


@dataclass(frozen=True, slots=True)
class DeclareDifficulties:
    """Record the difficulties that entries declared; for a module that has been marked already with a reason."""

    round: RoundId
    declared: tuple[Declared, ...]
    reason: str = ""
    kind: Literal["declare_difficulties"] = "declare_difficulties"


Command = (
    CreateCompetition
    | AddEvent
    | RegisterEntries
    | AddRound
    | MakeDraw
    | AddOfficial
    | SetOfficialDelegation
    | SetPanel
    | ReplaceJudge
    | OpenRound
    | CloseRound
    | FreezeBoard
    | UnfreezeBoard
    | WithheldCommand
    | PublishResults
    | SubmitSheet
    | CorrectSheet
    | ReturnSheet
    | EnterPaper
    | ConferenceCommand
    | CalibrationCommand
    | ApprovalCommand
    | SetEntryState
    | GivePenalty
    | LiftPenalty
    | RulePart
    | OrderRerun
    | DecideTie
    | SetAwardRules
    | ConfirmAwards
    | QualifyEntries
    | SetSheetRules
    | PlanHeat
    | FloorCommand
    | CarryClocks
    | RegisterTeams
    | RemoveTeams
    | SetTeamRule
    | SetDelegationTables
    | SetCarry
    | DeclareDifficulties
    | SetBlindPlan
    | BlindCommand
)

ChiefCommand = (
    ReplaceJudge
    | CorrectSheet
    | ReturnSheet
    | ConferenceCommand
    | CalibrationCommand
    | ApprovalCommand
    | SetEntryState
    | GivePenalty
    | LiftPenalty
    | RulePart
    | OrderRerun
    | DecideTie
)
"""What a chief judge does besides organisers: sheets, entries and rulings of a round; neither set-up nor publication."""
