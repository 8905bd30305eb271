"""What a command means for a competition: facts or a refusal. The rules themselves stand in `decide_*.py`."""

from typing import assert_never

from server.core.commands import (
    Actor,
    AddEvent,
    AddOfficial,
    AddRound,
    CloseRound,
    Command,
    ConfirmAwards,
    CorrectSheet,
    CreateCompetition,
    FreezeBoard,
    GivePenalty,
    LiftPenalty,
    MakeDraw,
    OpenRound,
    PublishResults,
    QualifyEntries,
    RegisterEntries,
    SetAwardRules,
    SetEntryState,
    SetPanel,
    SetSheetRules,
    SubmitSheet,
    UnfreezeBoard,
)
from server.core.competition import Competition
from server.core.decide_awards import confirm_awards, set_award_rules
from server.core.decide_field import qualify_entries
from server.core.decide_penalties import give_penalty, lift_penalty
from server.core.decide_round import (
    add_round,
    close_round,
    freeze_board,
    make_draw,
    open_round,
    publish_results,
    set_entry_state,
    set_panel,
    unfreeze_board,
)
from server.core.decide_setup import add_event, add_official, create_competition, register_entries
from server.core.decide_sheet import correct_sheet, submit_sheet
from server.core.decide_sheet_rules import set_sheet_rules
from server.core.facts import Fact
from server.core.refusals import Code, Refusal

Decision = list[Fact] | Refusal
"""The facts to record (at least one), or why not."""


def decide(state: Competition, command: Command, actor: Actor, chance: str) -> Decision:
    """
    What this command of this person means for the competition as it stands; touches nothing.

    :param chance: a fresh random text, used where a draw is asked for without a seed
    """
    if not may(actor, command):
        return Refusal(Code.NOT_ALLOWED)
    if state.position == 0 and not isinstance(command, CreateCompetition):
        return Refusal(Code.COMPETITION_UNKNOWN)
    decision = _decide(state, command, actor, chance)
    return decision if isinstance(decision, Refusal) else [decision]


def may(actor: Actor, command: Command) -> bool:
    """Deny by default: a judge hands in sheets and does nothing else, an organiser does everything else."""
    if actor.role == "judge":
        return isinstance(command, SubmitSheet)
    return actor.role == "organiser" and not isinstance(command, SubmitSheet)


def _decide(state: Competition, command: Command, actor: Actor, chance: str) -> Fact | Refusal:
    match command:
        case SubmitSheet():
            return submit_sheet(state, command, actor)
        case CorrectSheet():
            return correct_sheet(state, command)
        case CreateCompetition():
            return create_competition(state, command)
        case AddEvent():
            return add_event(state, command)
        case RegisterEntries():
            return register_entries(state, command)
        case AddOfficial():
            return add_official(state, command)
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
        case _:
            return _decide_running(state, command)


RunningCommand = (
    OpenRound
    | CloseRound
    | FreezeBoard
    | UnfreezeBoard
    | PublishResults
    | SetEntryState
    | GivePenalty
    | LiftPenalty
    | ConfirmAwards
)


def _decide_running(state: Competition, command: RunningCommand) -> Fact | Refusal:
    match command:
        case OpenRound():
            return open_round(state, command)
        case CloseRound():
            return close_round(state, command)
        case FreezeBoard():
            return freeze_board(state, command)
        case UnfreezeBoard():
            return unfreeze_board(state, command)
        case PublishResults():
            return publish_results(state, command)
        case SetEntryState():
            return set_entry_state(state, command)
        case GivePenalty():
            return give_penalty(state, command)
        case LiftPenalty():
            return lift_penalty(state, command)
        case ConfirmAwards():
            return confirm_awards(state, command)
        case _:
            assert_never(command)
