"""The list of everything a person can ask for; each command stands in the `commands_*.py` of its meaning.

Who asks is not part of a command: see `Actor`.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from server.core.commands_approval import ApprovalCommand
from server.core.commands_awards import ConfirmAwards, SetAwardRules
from server.core.commands_blind import BlindCommand, SetBlindPlan
from server.core.commands_calibration import CalibrationCommand
from server.core.commands_conference import ConferenceCommand
from server.core.commands_field import DeclareDifficulties, QualifyEntries, SetCarry
from server.core.commands_floor import CarryClocks, FloorCommand, PlanHeat
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
from server.core.commands_withheld import FreezeBoard, UnfreezeBoard, WithheldCommand
from server.core.facts_setup import OfficialRole
from server.core.ids import OfficialId

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
