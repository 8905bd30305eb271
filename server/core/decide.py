"""What a command means for a competition: facts or a refusal. The rules themselves stand in `decide_*.py`."""

from typing import assert_never

from server.core.calibration import is_code
from server.core.clock import NEVER, Moment
from server.core.commands import Actor, ChiefCommand, Command
from server.core.commands_approval import ApproveEntries, TakeBackApproval
from server.core.commands_awards import ConfirmAwards, SetAwardRules
from server.core.commands_blind import AskDecode, BlindCommand, DecodeLayer, SealLayer, SetBlindPlan
from server.core.commands_calibration import (
    CalibrationCommand,
    EndCalibration,
    OpenCalibration,
    SetCalibrationReference,
)
from server.core.commands_conference import AcceptSpread, AgreeValues, CallConference, ConferenceCommand
from server.core.commands_field import DeclareDifficulties, QualifyEntries, SetCarry
from server.core.commands_floor import (
    CallHeat,
    CarryClocks,
    FloorCommand,
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
    ServersWithheld,
    UnfreezeBoard,
)
from server.core.competition import Competition
from server.core.decide_approval import approve_entries, take_back_approval
from server.core.decide_awards import confirm_awards, set_award_rules
from server.core.decide_blind import ask_decode, decode_layer, seal_layer, set_blind_plan
from server.core.decide_calibration import (
    end_calibration,
    open_calibration,
    set_calibration_reference,
    submit_calibration_sheet,
)
from server.core.decide_conference import accept_spread, agree_values, call_conference
from server.core.decide_embargo import lay_embargo, lift_after_ceremony, lift_embargo, lift_when_due
from server.core.decide_field import declare_difficulties, qualify_entries, set_carry
from server.core.decide_floor import (
    call_heat,
    carry_clocks,
    give_time,
    note_attendance,
    note_fault,
    plan_heat,
    set_clocks,
    withdraw_fault,
)
from server.core.decide_panel import replace_judge
from server.core.decide_paper import enter_paper
from server.core.decide_parts import rule_part
from server.core.decide_penalties import give_penalty, lift_penalty
from server.core.decide_recusal import set_official_delegation
from server.core.decide_rerun import order_rerun
from server.core.decide_round import (
    add_round,
    close_round,
    make_draw,
    open_round,
    publish_results,
    set_entry_state,
    set_panel,
)
from server.core.decide_setup import add_event, add_official, create_competition, register_entries
from server.core.decide_sheet import correct_sheet, return_sheet, submit_sheet
from server.core.decide_sheet_rules import set_sheet_rules
from server.core.decide_teams import register_teams, remove_teams, set_delegation_tables, set_team_rule
from server.core.decide_ties import decide_tie
from server.core.decide_withheld import freeze_board, freeze_when_due, plan_freeze, unfreeze_board
from server.core.facts import Fact
from server.core.facts_floor import FloorFact
from server.core.refusals import Code, Refusal

Decision = list[Fact] | Refusal
"""The facts to record (at least one), or why not."""


def decide(
    state: Competition, command: Command, actor: Actor, chance: str, moment: Moment = NEVER
) -> Decision:
    """
    What this command of this person means for the competition as it stands; touches nothing.

    :param chance: a fresh random text, used where a draw is asked for without a seed
    :param moment: when the command came in, for what has to do with time
    """
    if not may(actor, command):
        return Refusal(Code.NOT_ALLOWED)
    if state.position == 0 and not isinstance(command, CreateCompetition):
        return Refusal(Code.COMPETITION_UNKNOWN)
    decision = _decide(state, command, actor, chance, moment)
    return decision if isinstance(decision, Refusal) else [decision]


PAPER_ROLES = ("recorder", "chief", "supervisor")
"""Who types in and confirms what stands on paper."""


def may(actor: Actor, command: Command) -> bool:
    """
    Deny by default: a judge hands in sheets, a floor judge works the floor, a chief judge corrects and rules, and none of
    them does anything else; sheets on paper are typed in by those in `PAPER_ROLES`; the server carries clocks and freezes
    boards when it is time; an organiser does everything but hand in or type in sheets and what the server does by itself.
    Who is not named here asks for nothing.
    """
    if isinstance(command, EnterPaper):
        return actor.role in PAPER_ROLES
    if actor.role == "judge":
        return isinstance(command, SubmitSheet)
    if actor.role == "chief":
        return isinstance(command, ChiefCommand | AskDecode | DecodeLayer)
    if actor.role == "floor":
        return isinstance(command, FloorCommand)
    if actor.role == "server":
        return isinstance(command, CarryClocks | ServersWithheld)
    if isinstance(command, BlindCommand):
        return _may_unseal(actor, command)
    return actor.role == "organiser" and not isinstance(command, SubmitSheet | CarryClocks | ServersWithheld)


def _may_unseal(actor: Actor, command: BlindCommand) -> bool:
    """An encryption judge alone draws and seals; opening takes one of them and somebody who answers for the round."""
    if isinstance(command, SealLayer):
        return actor.role == "encryption"
    return actor.role in ("encryption", "supervisor", "chief", "organiser")


TimedCommand = FloorCommand | PlanHeat | CarryClocks
"""What happens on the floor: most of it rests on the moment it came in."""


def _decide_floor(
    state: Competition, command: TimedCommand, actor: Actor, moment: Moment
) -> FloorFact | Refusal:
    match command:
        case SetClocks():
            return set_clocks(state, command, moment)
        case GiveTime():
            return give_time(state, command, moment)
        case CallHeat():
            return call_heat(state, command)
        case PlanHeat():
            return plan_heat(state, command)
        case NoteAttendance():
            return note_attendance(state, command)
        case NoteFault():
            return note_fault(state, command, actor, moment)
        case WithdrawFault():
            return withdraw_fault(state, command)
        case CarryClocks():
            return carry_clocks(state, command, moment)
        case _:
            assert_never(command)


def _decide(
    state: Competition, command: Command, actor: Actor, chance: str, moment: Moment
) -> Fact | Refusal:
    if isinstance(command, TimedCommand):
        return _decide_floor(state, command, actor, moment)
    if isinstance(command, BlindCommand):
        return _decide_blind(state, command, actor)
    match command:
        case SubmitSheet() if is_code(command.code):
            return submit_calibration_sheet(state, command, actor)
        case OpenCalibration() | SetCalibrationReference() | EndCalibration():
            return _decide_calibration(state, command)
        case SubmitSheet():
            return submit_sheet(state, command, actor)
        case CorrectSheet():
            return correct_sheet(state, command)
        case ReturnSheet():
            return return_sheet(state, command)
        case EnterPaper():
            return enter_paper(state, command, actor)
        case CallConference() | AgreeValues() | AcceptSpread():
            return _decide_conference(state, command)
        case CreateCompetition():
            return create_competition(state, command)
        case AddEvent():
            return add_event(state, command)
        case RegisterEntries():
            return register_entries(state, command)
        case AddOfficial():
            return add_official(state, command)
        case SetOfficialDelegation():
            return set_official_delegation(state, command)
        case AddRound():
            return add_round(state, command)
        case SetPanel():
            return set_panel(state, command)
        case MakeDraw():
            return make_draw(state, command, chance)
        case QualifyEntries():
            return qualify_entries(state, command)
        case SetAwardRules():
            return set_award_rules(state, command)
        case SetSheetRules():
            return set_sheet_rules(state, command)
        case RegisterTeams() | RemoveTeams() | SetTeamRule() | SetDelegationTables():
            return _decide_teams(state, command)
        case SetBlindPlan():
            return set_blind_plan(state, command)
        case SetCarry():
            return set_carry(state, command)
        case DeclareDifficulties():
            return declare_difficulties(state, command)
        case _:
            return _decide_running(state, command)


def _decide_conference(state: Competition, command: ConferenceCommand) -> Fact | Refusal:
    match command:
        case CallConference():
            return call_conference(state, command)
        case AgreeValues():
            return agree_values(state, command)
        case AcceptSpread():
            return accept_spread(state, command)


def _decide_calibration(state: Competition, command: CalibrationCommand) -> Fact | Refusal:
    match command:
        case OpenCalibration():
            return open_calibration(state, command)
        case SetCalibrationReference():
            return set_calibration_reference(state, command)
        case EndCalibration():
            return end_calibration(state, command)


def _decide_blind(state: Competition, command: BlindCommand, actor: Actor) -> Fact | Refusal:
    match command:
        case SealLayer():
            return seal_layer(state, command, actor)
        case AskDecode():
            return ask_decode(state, command, actor)
        case DecodeLayer():
            return decode_layer(state, command, actor)
        case _:
            assert_never(command)


TeamCommand = RegisterTeams | RemoveTeams | SetTeamRule | SetDelegationTables


def _decide_teams(state: Competition, command: TeamCommand) -> Fact | Refusal:
    match command:
        case RegisterTeams():
            return register_teams(state, command)
        case RemoveTeams():
            return remove_teams(state, command)
        case SetTeamRule():
            return set_team_rule(state, command)
        case SetDelegationTables():
            return set_delegation_tables(state, command)


RunningCommand = (
    ReplaceJudge
    | OpenRound
    | CloseRound
    | FreezeBoard
    | UnfreezeBoard
    | PlanFreeze
    | FreezeWhenDue
    | LayEmbargo
    | LiftEmbargo
    | LiftWhenDue
    | LiftAfterCeremony
    | PublishResults
    | SetEntryState
    | GivePenalty
    | LiftPenalty
    | RulePart
    | OrderRerun
    | DecideTie
    | ApproveEntries
    | TakeBackApproval
    | ConfirmAwards
)


def _decide_running(state: Competition, command: RunningCommand) -> Fact | Refusal:
    match command:
        case ReplaceJudge():
            return replace_judge(state, command)
        case OpenRound():
            return open_round(state, command)
        case CloseRound():
            return close_round(state, command)
        case FreezeBoard():
            return freeze_board(state, command)
        case UnfreezeBoard():
            return unfreeze_board(state, command)
        case PlanFreeze():
            return plan_freeze(state, command)
        case FreezeWhenDue():
            return freeze_when_due(state, command)
        case LayEmbargo():
            return lay_embargo(state, command)
        case LiftEmbargo():
            return lift_embargo(state, command)
        case LiftWhenDue():
            return lift_when_due(state, command)
        case LiftAfterCeremony():
            return lift_after_ceremony(state, command)
        case PublishResults():
            return publish_results(state, command)
        case SetEntryState():
            return set_entry_state(state, command)
        case GivePenalty():
            return give_penalty(state, command)
        case LiftPenalty():
            return lift_penalty(state, command)
        case RulePart():
            return rule_part(state, command)
        case OrderRerun():
            return order_rerun(state, command)
        case DecideTie():
            return decide_tie(state, command)
        case ApproveEntries():
            return approve_entries(state, command)
        case TakeBackApproval():
            return take_back_approval(state, command)
        case ConfirmAwards():
            return confirm_awards(state, command)
        case _:
            assert_never(command)
