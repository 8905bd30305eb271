"""Who may do what: one table of roles and actions, one function that is asked every time. Nothing here signs in.

What is not in the table is not allowed. The question is always put for a route *and* its object: a judge is a
judge of one competition and means nothing in another.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import get_args

from server.core.commands import ChiefCommand, Role
from server.core.commands_blind import BlindCommand
from server.core.commands_floor import CarryClocks, FloorCommand
from server.core.commands_withheld import ServersWithheld
from server.core.ids import CompetitionId, OfficialId
from server.core.refusals import Code, Refusal


class Action(StrEnum):
    """Everything a request can be about; a command's kind stands under `command`, below."""

    READ_PUBLIC = "read_public"
    """Pages, public boards, what the server says about itself."""
    SIGN_IN = "sign_in"
    """Setting up, signing in, pairing."""
    SIGN_OUT = "sign_out"
    READ_SELF = "read_self"
    """Who am I, and who may do what."""
    READ_SCHEMES = "read_schemes"
    LIST_COMPETITIONS = "list_competitions"
    CREATE_COMPETITION = "create_competition"
    READ_COMPETITION = "read_competition"
    """Everything inside one competition, names and marks included."""
    COMMAND_JUDGE = "command_judge"
    """Hand in a sheet."""
    COMMAND_FLOOR = "command_floor"
    """Heats, station clocks and notes on the floor."""
    COMMAND_CHIEF = "command_chief"
    """Correct sheets, penalties, rulings, states, ties: what a chief judge answers for."""
    COMMAND_PAPER = "command_paper"
    """Type in what stands on paper, or confirm it by typing it again."""
    COMMAND_ORGANISER = "command_organiser"
    """Every other command."""
    COMMAND_SERVER = "command_server"
    """What the server records by itself and nobody asks it for."""
    MANAGE_OFFICIALS = "manage_officials"
    """Judges and their cards."""
    IMPORT_ROSTER = "import_roster"
    READ_SEALS = "read_seals"
    """How far the layers of blind numbers are: counts and commitments, nobody's name."""
    DRAW_SEALS = "draw_seals"
    """Draw a layer and see its numbers until it is put away."""
    OPEN_SEALS = "open_seals"
    """Set a passphrase; ask for a layer to be opened, or confirm what another person asked for."""
    READ_WORK = "read_work"
    """A judge's own sheets."""
    READ_PAPER = "read_paper"
    """By code: which paper sheets are due, and what was typed in of them."""
    WATCH_PROGRESS = "watch_progress"
    """The organiser's live boards."""
    WATCH_FLOOR = "watch_floor"
    """The floor of a round by code: heats, clocks, notes."""
    CALL_JUDGE = "call_judge"
    """Let a judge's tablet ring."""
    HEAR_CALL = "hear_call"
    """Say that one has heard the call."""
    WATCH_WORK = "watch_work"
    """The bell that tells tablets to read their work again."""
    MANAGE_DISPLAYS = "manage_displays"
    REGISTER_DISPLAY = "register_display"
    """A screen announces itself."""
    DRIVE_STREAM = "drive_stream"
    """Graphics over a live picture; the endpoint asks for the stream's token, or the organiser, itself."""
    DRIVE_CEREMONY = "drive_ceremony"
    """A ceremony's steps; the endpoint asks for a remote's token or PIN, or the organiser, itself."""
    READ_METRICS = "read_metrics"
    ADD_PICTURE = "add_picture"
    """Pictures of levels."""
    ADD_EVIDENCE = "add_evidence"
    """Pictures that a judge's own sheets name."""
    READ_JUDGE_STATISTICS = "read_judge_statistics"
    """How judges mark beside their colleagues: who answers for the marks reads it, and nobody else."""
    READ_PICTURE = "read_picture"
    """Which ones is decided picture by picture: a judge sees those of levels."""


EVERYONE = frozenset(
    {
        Action.READ_PUBLIC,
        Action.SIGN_IN,
        Action.SIGN_OUT,
        Action.REGISTER_DISPLAY,
        Action.DRIVE_STREAM,
        Action.DRIVE_CEREMONY,
        # Counts only, no names; Prometheus signs in nowhere.
        Action.READ_METRICS,
    }
)
"""What nobody has to sign in for."""

ALLOWED: dict[Role | None, frozenset[Action]] = {
    None: EVERYONE,
    "judge": EVERYONE
    | {
        Action.READ_SELF,
        Action.COMMAND_JUDGE,
        Action.READ_WORK,
        Action.HEAR_CALL,
        Action.WATCH_WORK,
        Action.ADD_EVIDENCE,
        Action.READ_PICTURE,
    },
    "floor": EVERYONE | {Action.READ_SELF, Action.COMMAND_FLOOR, Action.WATCH_FLOOR, Action.WATCH_WORK},
    "chief": EVERYONE
    | {
        Action.COMMAND_PAPER,
        Action.READ_PAPER,
        Action.READ_SELF,
        Action.READ_SCHEMES,
        Action.READ_COMPETITION,
        Action.READ_SEALS,
        Action.OPEN_SEALS,
        Action.COMMAND_CHIEF,
        Action.READ_JUDGE_STATISTICS,
        Action.CALL_JUDGE,
        Action.WATCH_PROGRESS,
        Action.WATCH_FLOOR,
        Action.WATCH_WORK,
        Action.READ_PICTURE,
    },
    # Types signed sheets in by code; reads no names and no results.
    "recorder": EVERYONE | {Action.READ_SELF, Action.READ_PAPER, Action.COMMAND_PAPER},
    # Keeps the codes and takes no part in marking: sees neither marks nor results.
    "encryption": EVERYONE | {Action.READ_SELF, Action.READ_SEALS, Action.DRAW_SEALS, Action.OPEN_SEALS},
    # Watches everything of the competition; may be the second person at a paper sheet, and changes nothing else.
    "supervisor": EVERYONE
    | {
        Action.COMMAND_PAPER,
        Action.READ_PAPER,
        Action.READ_SELF,
        Action.READ_SCHEMES,
        Action.READ_COMPETITION,
        Action.READ_SEALS,
        Action.OPEN_SEALS,
        Action.WATCH_PROGRESS,
        Action.WATCH_FLOOR,
        Action.WATCH_WORK,
        Action.READ_PICTURE,
    },
    # Nobody signs in as the server.
    "server": frozenset(),
    "organiser": EVERYONE
    | {
        Action.READ_SELF,
        Action.READ_SCHEMES,
        Action.LIST_COMPETITIONS,
        Action.CREATE_COMPETITION,
        Action.READ_COMPETITION,
        Action.READ_SEALS,
        Action.OPEN_SEALS,
        Action.COMMAND_ORGANISER,
        Action.COMMAND_CHIEF,
        Action.COMMAND_FLOOR,
        Action.MANAGE_OFFICIALS,
        Action.IMPORT_ROSTER,
        Action.CALL_JUDGE,
        Action.WATCH_PROGRESS,
        Action.WATCH_FLOOR,
        Action.WATCH_WORK,
        Action.MANAGE_DISPLAYS,
        Action.ADD_PICTURE,
        Action.READ_PICTURE,
    },
}

JUDGES_COMMANDS = frozenset({"submit_sheet"})
"""The kinds of command a judge gives."""
FLOOR_COMMANDS = frozenset(one.__dataclass_fields__["kind"].default for one in get_args(FloorCommand))
"""The kinds of command a floor judge gives."""
PAPER_COMMANDS = frozenset({"enter_paper"})
"""The kinds of command about sheets that stand on paper."""
CHIEFS_COMMANDS = frozenset(one.__dataclass_fields__["kind"].default for one in get_args(ChiefCommand))
"""The kinds of command a chief judge gives; what is in none of these is an organiser's alone."""
SERVERS_COMMANDS = frozenset(
    one.__dataclass_fields__["kind"].default
    for one in (CarryClocks, *get_args(ServersWithheld), *get_args(BlindCommand))
)
"""The kinds of command that nobody gives who signs in; layers of blind numbers are drawn and opened by `seals.py`."""


@dataclass(frozen=True, slots=True)
class Person:
    """
    Who is signed in.

    `competition` is the one competition an official belongs to, None for an organiser. `device` names the
    tablet or the browser for the record.
    """

    role: Role
    id: OfficialId
    name: str
    competition: CompetitionId | None = None
    device: str = ""


def command_action(kind: str) -> Action:
    """The action that giving a command of this kind is."""
    if kind in JUDGES_COMMANDS:
        return Action.COMMAND_JUDGE
    if kind in PAPER_COMMANDS:
        return Action.COMMAND_PAPER
    if kind in CHIEFS_COMMANDS:
        return Action.COMMAND_CHIEF
    if kind in SERVERS_COMMANDS:
        return Action.COMMAND_SERVER
    return Action.COMMAND_FLOOR if kind in FLOOR_COMMANDS else Action.COMMAND_ORGANISER


def refuse(person: Person | None, action: Action, competition: CompetitionId | None = None) -> Refusal | None:
    """
    None when `person` (None: nobody signed in) may do `action`, in `competition` where it has one; else the refusal.

    >>> refuse(None, Action.READ_COMPETITION).code
    <Code.SIGN_IN_NEEDED: 'sign_in_needed'>
    """
    if action not in ALLOWED[person.role if person else None]:
        return Refusal(Code.NOT_ALLOWED if person else Code.SIGN_IN_NEEDED)
    if action in EVERYONE or person is None:
        return None
    if person.competition is not None and competition is not None and competition != person.competition:
        return Refusal(Code.NOT_ALLOWED)
    return None
