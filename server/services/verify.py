"""Checking a ledger record by record: the chain, the facts, the rules. Where records come from is not known here."""

from dataclasses import dataclass

from server.core.clock import NEVER
from server.core.commands import ROLES, Actor, Command
from server.core.commands_approval import ApproveEntries, TakeBackApproval
from server.core.commands_awards import ConfirmAwards, SetAwardRules
from server.core.commands_blind import AskDecode, DecodeLayer, SealLayer, SetBlindPlan
from server.core.commands_calibration import EndCalibration, OpenCalibration, SetCalibrationReference
from server.core.commands_conference import AcceptSpread, AgreeValues, CallConference
from server.core.commands_field import DeclareDifficulties, QualifyEntries, SetCarry
from server.core.commands_floor import (
    CallHeat,
    CarryClocks,
    GiveTime,
    NoteAttendance,
    NoteFault,
    PlanHeat,
    SetClocks,
    WithdrawFault,
)
from server.core.commands_panel import ReplaceJudge, SetPanel
from server.core.commands_paper import EnterPaper
from server.core.commands_round import AddRound, CloseRound, MakeDraw, OpenRound, PublishResults
from server.core.commands_rulings import (
    DecideTie,
    GivePenalty,
    LiftPenalty,
    OrderRerun,
    RulePart,
    SetEntryState,
)
from server.core.commands_setup import (
    AddEvent,
    AddOfficial,
    CreateCompetition,
    RegisterEntries,
    SetOfficialDelegation,
)
from server.core.commands_sheet import CorrectSheet, ReturnSheet, SetSheetRules, SubmitSheet
from server.core.commands_teams import RegisterTeams, RemoveTeams, SetDelegationTables, SetTeamRule
from server.core.commands_withheld import (
    FreezeBoard,
    FreezeWhenDue,
    LayEmbargo,
    LiftAfterCeremony,
    LiftEmbargo,
    LiftWhenDue,
    PlanFreeze,
    UnfreezeBoard,
)
from server.core.competition import Competition, evolve
from server.core.decide import decide
from server.core.evidence import content_hash
from server.core.facts import Fact
from server.core.facts_approval import ApprovalTakenBack, EntriesApproved
from server.core.facts_awards import AwardRulesSet, AwardsConfirmed
from server.core.facts_blind import BlindFact, BlindPlanSet, DecodeAsked, LayerDecoded, LayerSealed
from server.core.facts_calibration import (
    CalibrationEnded,
    CalibrationFact,
    CalibrationOpened,
    CalibrationReferenceSet,
    CalibrationSheetSubmitted,
)
from server.core.facts_conference import ConferenceCalled, ConferenceFact, SpreadAccepted, ValuesAgreed
from server.core.facts_field import CarrySet, DifficultiesDeclared, EntriesQualified
from server.core.facts_floor import (
    AttendanceNoted,
    ClocksCarried,
    ClocksSet,
    FaultNoted,
    FaultWithdrawn,
    FloorFact,
    HeatCalled,
    HeatPlanned,
    TimeGiven,
)
from server.core.facts_panel import JudgeReplaced, PanelSet
from server.core.facts_paper import PaperEntered
from server.core.facts_round import DrawMade, ResultsPublished, RoundAdded, RoundClosed, RoundOpened
from server.core.facts_rulings import (
    EntryStateSet,
    PartRuled,
    PenaltyGiven,
    PenaltyLifted,
    RerunOrdered,
    TieDecided,
)
from server.core.facts_setup import (
    CompetitionCreated,
    EntriesRegistered,
    EventAdded,
    OfficialAdded,
    OfficialDelegationSet,
)
from server.core.facts_shadow import ShadowSheetSubmitted
from server.core.facts_sheet import SheetCorrected, SheetReturned, SheetRulesSet, SheetSubmitted
from server.core.facts_teams import DelegationTablesSet, TeamRuleSet, TeamsRegistered, TeamsRemoved
from server.core.facts_withheld import (
    BoardFrozen,
    BoardUnfrozen,
    EmbargoLaid,
    EmbargoLiftAsked,
    EmbargoLifted,
    FreezePlanned,
)
from server.core.ids import CommandId, OfficialId
from server.core.ledger import GENESIS, Head, Record
from server.core.refusals import Refusal
from server.services.earlier_rules import why_it_may_be
from server.services.wire import fact_json, parse_fact
from server.storage.chain import fault

PROBLEMS_MAX = 20


@dataclass(frozen=True, slots=True)
class Report:
    """
    What a check found. `hash` is that of the last fact: compare it with what was noted elsewhere.

    `problems` are damage. `doubts` are facts that today's rules would not have let in: after an upgrade of the
    program they may be what the rules of their day allowed.
    """

    facts: int
    hash: str
    problems: tuple[str, ...]
    doubts: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is damaged."""
        return not self.problems


class Verifier:
    """Takes the records of one ledger in order and says at the end what it found."""

    def __init__(self) -> None:
        self._head = Head(0, GENESIS)
        self._facts = 0
        self._state: Competition | None = Competition()
        self._commands: dict[CommandId, int] = {}
        self._problems: list[str] = []
        self._doubts: list[str] = []

    def take(self, record: Record) -> None:
        """The next record."""
        self._facts += 1
        if wrong := fault(record, self._head):
            self.broken(wrong)
        self._check_command(record)
        self._head = Head(record.position, record.hash)
        self._check_fact(record)

    def broken(self, problem: str) -> None:
        """Note damage. After the first, the state is not known any more and only the chain is checked on."""
        self._state = None
        if len(self._problems) < PROBLEMS_MAX:
            self._problems.append(problem)

    def report(self) -> Report:
        """What was found so far."""
        return Report(self._facts, self._head.hash, tuple(self._problems), tuple(self._doubts))

    def _check_command(self, record: Record) -> None:
        """All facts of a command are neighbours, so that no command is recorded twice."""
        last = self._commands.get(record.entry.command)
        if last is not None and last != record.position - 1:
            self.broken(f"facts {last} and {record.position} come from the same command")
        self._commands[record.entry.command] = record.position

    def _check_fact(self, record: Record) -> None:
        if self._state is None:
            return
        try:
            fact = parse_fact(record.entry.body)
        except ValueError as error:
            return self.broken(f"fact {record.position} is none of ours: {str(error)[:200]}")
        if fact_json(fact) != record.entry.body:
            return self.broken(f"fact {record.position} has another form than ours")
        if isinstance(fact, Signed) and not signed_as_recorded(fact):
            return self.broken(f"fact {record.position}: what is signed are other marks than those recorded")
        if doubt := _doubt(self._state, fact, record):
            self._note(f"fact {record.position}: {doubt}")
        try:
            evolve(self._state, fact, record.position, record.entry.recorded_at)
        except (KeyError, AssertionError) as error:
            self.broken(f"fact {record.position} does not follow from those before it: {error!r}")

    def _note(self, doubt: str) -> None:
        if len(self._doubts) < PROBLEMS_MAX:
            self._doubts.append(doubt)


Signed = SheetSubmitted | ShadowSheetSubmitted | CalibrationSheetSubmitted
"""The facts that a judge may have signed."""


def signed_as_recorded(sheet: Signed) -> bool:
    """Whether a sheet's signature, where it has one, is of what the sheet says."""
    return sheet.signature is None or sheet.signature.content == content_hash(
        sheet.round,
        sheet.module,
        sheet.code,
        sheet.judge,
        sheet.marks,
        sheet.comment,
        sheet.evidence,
        getattr(sheet, "run", 1),
    )


def _doubt(state: Competition, fact: Fact, record: Record) -> str | None:
    """Whether asking for this fact would give this fact: it covers draws, hashes of schemes and versions as well."""
    role, _, official = record.entry.actor.partition(":")
    if role not in ROLES:
        return f"an actor of an unknown role: {role[:20]}"
    actor = Actor(role, OfficialId(official))  # type: ignore[arg-type]
    moment = getattr(fact, "moment", NEVER)
    decision = decide(state, _asked(fact), actor, "", moment)
    if isinstance(decision, Refusal):
        return f"today's rules refuse it: {decision.code}{why_it_may_be(fact, decision)}"
    return None if decision == [fact] else "today's rules would record something else"


def _asked(fact: Fact) -> Command:
    """The command that asks for this fact."""
    if isinstance(fact, FloorFact):
        return _asked_on_the_floor(fact)
    if isinstance(fact, BlindFact):
        return _asked_in_the_blind(fact)
    if isinstance(fact, CalibrationFact):
        return _asked_in_calibration(fact)
    match fact:
        case SheetSubmitted() if fact.paper is not None:
            return _typed(fact, fact.answers)
        case PaperEntered():
            return _typed(fact, fact.answers)
        case ShadowSheetSubmitted() if fact.paper is not None:
            return _typed(fact, 0)
        case SheetSubmitted():
            return SubmitSheet(
                fact.round,
                fact.module,
                fact.code,
                fact.marks,
                fact.comment,
                fact.evidence,
                fact.signature,
                fact.run,
                fact.answers,
            )
        case ShadowSheetSubmitted():
            said = (fact.round, fact.module, fact.code, fact.marks, fact.comment)
            return SubmitSheet(*said, fact.evidence, fact.signature, fact.run)
        case SheetReturned():
            return ReturnSheet(fact.round, fact.module, fact.code, fact.judge, fact.reason, fact.replaces)
        case SheetCorrected():
            return CorrectSheet(
                fact.round, fact.module, fact.code, fact.judge, fact.marks, fact.reason, fact.replaces
            )
        case ConferenceCalled() | ValuesAgreed() | SpreadAccepted():
            return _asked_in_conference(fact)
        case EntriesApproved():
            return ApproveEntries(fact.round, fact.entries, fact.seen)
        case ApprovalTakenBack():
            return TakeBackApproval(fact.round, fact.entries, fact.reason)
        case CompetitionCreated():
            return CreateCompetition(fact.title, fact.place, fact.days)
        case EventAdded():
            return AddEvent(fact.event, fact.title, fact.scheme)
        case EntriesRegistered():
            return RegisterEntries(fact.event, fact.entries)
        case RoundAdded():
            return AddRound(fact.round, fact.event, fact.title, fact.audience, fact.identity)
        case DrawMade():
            return MakeDraw(fact.round, fact.seed, fact.stations, fact.apart)
        case OfficialAdded():
            return AddOfficial(fact.official, fact.role, fact.delegation)
        case OfficialDelegationSet():
            return SetOfficialDelegation(fact.official, fact.delegation, fact.reason)
        case PanelSet():
            return SetPanel(fact.round, fact.module, fact.judges, fact.shadows)
        case JudgeReplaced():
            return ReplaceJudge(fact.round, fact.module, fact.judge, fact.by, fact.reason)
        case RoundOpened():
            return OpenRound(fact.round, fact.reason)
        case RoundClosed():
            return CloseRound(fact.round, incomplete=True, reason=fact.reason)
        case BoardFrozen():
            if fact.due:
                return FreezeWhenDue(fact.round, fact.due)
            return FreezeBoard(fact.round, fact.places, fact.modules)
        case FreezePlanned():
            return PlanFreeze(fact.round, fact.at, fact.places, fact.modules)
        case EmbargoLaid():
            return LayEmbargo(fact.round, fact.until, fact.ceremony)
        case EmbargoLiftAsked():
            return LiftAfterCeremony(fact.round)
        case EmbargoLifted():
            return _lifted(fact)
        case BoardUnfrozen():
            return UnfreezeBoard(fact.round)
        case ResultsPublished():
            return PublishResults(fact.round)
        case EntryStateSet():
            return SetEntryState(fact.round, fact.entry, fact.state, fact.reason)
        case PenaltyGiven():
            return GivePenalty(fact.round, fact.entry, fact.penalty, fact.reason, fact.amount, fact.module)
        case PenaltyLifted():
            return LiftPenalty(fact.round, fact.number, fact.reason)
        case TieDecided():
            return DecideTie(fact.round, fact.entries, fact.reason, fact.replaces)
        case RerunOrdered():
            return OrderRerun(fact.round, fact.entry, fact.modules, fact.reason, fact.counts)
        case PartRuled():
            return RulePart(fact.round, fact.on, fact.part, fact.ruling, fact.reason, fact.scaled)
        case EntriesQualified():
            return QualifyEntries(fact.round, fact.source, fact.rule)
        case SheetRulesSet():
            return SetSheetRules(fact.event, fact.rules)
        case CarrySet():
            return SetCarry(fact.round, fact.rounds, fact.own_percent, fact.take)
        case DifficultiesDeclared():
            return DeclareDifficulties(fact.round, fact.declared, fact.reason)
        case AwardRulesSet():
            return SetAwardRules(fact.event, fact.table, fact.level, fact.contest)
        case AwardsConfirmed():
            return ConfirmAwards(fact.round, fact.version, fact.given, fact.reason)
        case TeamsRegistered():
            return RegisterTeams(fact.event, fact.teams, fact.reason)
        case TeamsRemoved():
            return RemoveTeams(fact.event, fact.teams, fact.reason)
        case TeamRuleSet():
            return SetTeamRule(fact.event, fact.rule, fact.reason)
        case DelegationTablesSet():
            return SetDelegationTables(fact.tables)


def _typed(fact: SheetSubmitted | PaperEntered | ShadowSheetSubmitted, answers: int) -> EnterPaper:
    said = (fact.round, fact.module, fact.code, fact.judge, fact.marks, fact.comment)
    return EnterPaper(*said, fact.run, answers)


def _asked_in_calibration(fact: CalibrationFact) -> Command:
    match fact:
        case CalibrationOpened():
            return OpenCalibration(fact.round, fact.module, fact.title, fact.tolerance)
        case CalibrationReferenceSet():
            return SetCalibrationReference(fact.round, fact.code, fact.marks)
        case CalibrationSheetSubmitted():
            said = (fact.round, fact.module, fact.code, fact.marks, fact.comment)
            return SubmitSheet(*said, fact.evidence, fact.signature)
        case CalibrationEnded():
            return EndCalibration(fact.round, fact.code)


def _lifted(fact: EmbargoLifted) -> Command:
    if fact.ceremony:
        return LiftAfterCeremony(fact.round)
    return LiftWhenDue(fact.round, fact.due) if fact.due else LiftEmbargo(fact.round, fact.reason)


def _asked_in_conference(fact: ConferenceFact) -> Command:
    where = (fact.round, fact.module, fact.code)
    match fact:
        case ConferenceCalled():
            return CallConference(*where, fact.aspects, fact.reason, fact.seen, fact.judges)
        case ValuesAgreed():
            return AgreeValues(*where, fact.marks, fact.reason, fact.seen)
        case SpreadAccepted():
            return AcceptSpread(*where, fact.aspects, fact.reason, fact.seen)


def _asked_in_the_blind(fact: BlindFact) -> Command:
    match fact:
        case BlindPlanSet():
            return SetBlindPlan(fact.round, fact.layers, fact.on_spot)
        case LayerSealed():
            return SealLayer(fact.round, fact.layer, fact.commitment, fact.stations)
        case DecodeAsked():
            return AskDecode(fact.round, fact.layer)
        case LayerDecoded():
            return DecodeLayer(fact.round, fact.layer, fact.seed)


def _asked_on_the_floor(fact: FloorFact) -> Command:
    match fact:
        case HeatPlanned():
            return PlanHeat(fact.round, fact.heat, fact.title, fact.starts_at)
        case HeatCalled():
            return CallHeat(fact.round, fact.module, fact.heat)
        case AttendanceNoted():
            return NoteAttendance(fact.round, fact.module, fact.code, fact.attendance)
        case ClocksSet():
            return SetClocks(fact.round, fact.module, fact.act, fact.codes, fact.reason)
        case TimeGiven():
            return GiveTime(fact.round, fact.module, fact.codes, fact.seconds, fact.reason)
        case ClocksCarried():
            return CarryClocks(fact.round, fact.module)
        case FaultNoted():
            return NoteFault(fact.round, fact.module, fact.code, fact.text)
        case FaultWithdrawn():
            return WithdrawFault(fact.round, fact.note, fact.reason)
