"""Every refusal the rules can give is given for something: none is dead, none is forgotten in the tests."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from server.core import decide as rules
from server.core.award_table import AwardId
from server.core.commands import Actor, Command
from server.core.commands_approval import TakeBackApproval
from server.core.commands_awards import ConfirmAwards, SetAwardRules
from server.core.commands_blind import AskDecode, SealLayer
from server.core.commands_calibration import EndCalibration, OpenCalibration
from server.core.commands_field import DeclareDifficulties, QualifyEntries
from server.core.commands_floor import CallHeat, GiveTime, SetClocks, WithdrawFault
from server.core.commands_panel import ReplaceJudge, SetPanel
from server.core.commands_round import AddRound, CloseRound, MakeDraw, OpenRound, PublishResults
from server.core.commands_rulings import (
    DecideTie,
    LiftPenalty,
    OrderRerun,
    SetEntryState,
)
from server.core.commands_setup import (
    AddEvent,
    AddOfficial,
    CreateCompetition,
    RegisterEntries,
    SetOfficialDelegation,
)
from server.core.commands_sheet import SetSheetRules
from server.core.commands_teams import RegisterTeams, RemoveTeams, SetDelegationTables, SetTeamRule
from server.core.commands_withheld import (
    FreezeBoard,
    LayEmbargo,
    LiftAfterCeremony,
    LiftEmbargo,
    PlanFreeze,
    UnfreezeBoard,
)
from server.core.competition import Competition
from server.core.delegation_table import DelegationRule, DelegationTable
from server.core.evidence import Evidence, Signature
from server.core.facts_awards import AwardGiven
from server.core.facts_field import Declared
from server.core.ids import (
    AspectId,
    DelegationId,
    EntryId,
    EventId,
    FieldId,
    FileHash,
    ModuleId,
    OfficialId,
    PenaltyId,
    RoundId,
)
from server.core.ids import Code as BlindCode
from server.core.qualification import BestOfHeats, Top
from server.core.refusals import Code, Refusal
from server.core.sheet_rules import LevelPicture, SheetRules
from server.core.team_rule import TeamId, TeamMember, TeamRule
from server.core.text import Text
from tests.core.approving import approve
from tests.core.conferring import AGREE, APART, accept, agree, call, marked
from tests.core.refusal_states import (
    AGAIN,
    ANNA,
    ANOTHER,
    APPROVED,
    ASKED,
    AWARDED,
    BESIDE,
    CODE,
    CONFERRING,
    CORRECTION,
    CREATE,
    DECIDED,
    DECODE,
    DIVING,
    EMBARGOED,
    EMPTY,
    ENDED,
    ENTRY,
    EQUALS,
    FINED,
    FIRST_ENTRY,
    FLOOR_JUDGE,
    FLOORED,
    FORGIVEN,
    FROZEN,
    GIVEN,
    HOME,
    KNOWN,
    LATE,
    LI,
    MARKED,
    OPEN,
    PANEL_APART,
    PANEL_OUT,
    PAPER,
    PLANNED,
    PLANNED_ROUND,
    POWER,
    PUBLISHED,
    READY,
    RECUSED,
    RECUSED_CLOSED,
    RETURNED,
    SEALED,
    SERVER,
    TEAMED,
    TIED,
    TIMED,
    TWO,
)
from tests.support import blind
from tests.support.small import (
    CHIEF,
    ENTRIES,
    FINAL,
    JUDGES,
    ORGANISER,
    RED,
    TITLE,
    WELD,
    WELDING,
    award_table,
    decidable,
    judge,
    marks,
    opened,
    played,
    preparations,
    scheme,
    sheet,
    teamed,
)

EXAMPLES: dict[Code, tuple[Competition, Command, Actor]] = {
    Code.NOT_ALLOWED: (EMPTY, CREATE, ANNA),
    Code.COMPETITION_UNKNOWN: (EMPTY, AddOfficial(JUDGES[0]), ORGANISER),
    Code.COMPETITION_EXISTS: (OPEN, CREATE, ORGANISER),
    Code.MALFORMED: (EMPTY, replace(CREATE, days=("May",)), ORGANISER),
    Code.ID_INVALID: (READY, AddEvent(EventId("?"), TITLE, scheme()), ORGANISER),
    Code.TEXT_MISSING: (EMPTY, CreateCompetition(Text("", "")), ORGANISER),
    Code.TEXT_TOO_LONG: (EMPTY, replace(CREATE, place="x" * 121), ORGANISER),
    Code.TOO_MANY: (EMPTY, replace(CREATE, days=("2026-05-01",) * 32), ORGANISER),
    Code.EVENT_UNKNOWN: (READY, RegisterEntries(EventId("none"), (ENTRY,)), ORGANISER),
    Code.EVENT_EXISTS: (READY, AddEvent(WELDING, TITLE, scheme()), ORGANISER),
    Code.SCHEME_INVALID: (READY, AddEvent(EventId("new"), TITLE, replace(scheme(), modules=())), ORGANISER),
    Code.ROUND_UNKNOWN: (READY, MakeDraw(RoundId("none")), ORGANISER),
    Code.ROUND_EXISTS: (READY, AddRound(FINAL, WELDING, TITLE), ORGANISER),
    Code.ENTRY_UNKNOWN: (OPEN, SetEntryState(FINAL, EntryId("e9"), "withdrawn"), ORGANISER),
    Code.ENTRY_EXISTS: (PLANNED, RegisterEntries(WELDING, (ENTRY,)), ORGANISER),
    Code.ENTRIES_MISSING: (PLANNED, RegisterEntries(WELDING, ()), ORGANISER),
    Code.REGISTRATION_ENDED: (READY, RegisterEntries(WELDING, (ENTRY,)), ORGANISER),
    Code.OFFICIAL_UNKNOWN: (READY, SetPanel(FINAL, WELD, (OfficialId("j9"),)), ORGANISER),
    Code.OFFICIAL_DELEGATION_SAME: (READY, SetOfficialDelegation(JUDGES[0], None, "from there"), ORGANISER),
    Code.OFFICIAL_DELEGATION_SETTLED: (
        RECUSED_CLOSED,
        SetOfficialDelegation(JUDGES[2], None, "left"),
        ORGANISER,
    ),
    Code.OFFICIAL_HAS_MARKED_DELEGATION: (
        MARKED,
        SetOfficialDelegation(JUDGES[0], HOME, "from there"),
        ORGANISER,
    ),
    Code.PANEL_NOBODY_LEFT: (RECUSED, SetPanel(FINAL, WELD, JUDGES[2:]), ORGANISER),
    Code.SHEET_NOT_YOURS: (RECUSED, sheet(CODE), judge(JUDGES[2])),
    Code.OFFICIAL_EXISTS: (READY, AddOfficial(JUDGES[0]), ORGANISER),
    Code.MODULE_UNKNOWN: (READY, SetPanel(FINAL, ModuleId("paint"), JUDGES), ORGANISER),
    Code.DIFFICULTY_INVALID: (
        played(CREATE, AddEvent(WELDING, TITLE, DIVING), RegisterEntries(WELDING, (ENTRY,)), PLANNED_ROUND),
        DeclareDifficulties(FINAL, (Declared(ENTRIES[0], WELD, Decimal(9)),)),
        ORGANISER,
    ),
    Code.CONFERENCE_SHEETS_MISSING: (PANEL_OUT, call(PANEL_OUT), ORGANISER),
    Code.CONFERENCE_UNDER_WAY: (CONFERRING, call(CONFERRING), ORGANISER),
    Code.CONFERENCE_NOT_APART: (PANEL_APART, accept(PANEL_APART, AGREE), ORGANISER),
    Code.CONFERENCE_OTHER_ASPECT: (CONFERRING, marked(0, "8", "9", CONFERRING.position)[1], ANNA),
    Code.CONFERENCES_OPEN: (PANEL_APART, CloseRound(FINAL, incomplete=True), ORGANISER),
    Code.SHEET_IN_CONFERENCE: (CONFERRING, marked(0, "8")[1], ANNA),
    Code.VALUE_NOT_TO_AGREE: (
        PANEL_APART,
        replace(agree(PANEL_APART), marks={APART: {FieldId("points"): "8"}}),
        ORGANISER,
    ),
    Code.CALIBRATION_ENDED: (
        played(*preparations(), OpenCalibration(FINAL, WELD), EndCalibration(FINAL, BlindCode("C1"))),
        sheet(BlindCode("C1")),
        ANNA,
    ),
    Code.ENTRIES_NOT_READY: (OPEN, approve(opened(), "01")[1], ORGANISER),
    Code.ENTRY_APPROVED: (APPROVED, replace(LATE, entry=FIRST_ENTRY), ORGANISER),
    Code.ENTRY_NOT_APPROVED: (OPEN, TakeBackApproval(FINAL, (FIRST_ENTRY,), "a doubt"), ORGANISER),
    Code.APPROVED_RESULTS_REST_ON_IT: (APPROVED, POWER, ORGANISER),
    Code.ENTRIES_NOT_APPROVED: (
        played(
            *opened(),
            SetSheetRules(WELDING, SheetRules(approval=True)),
            CloseRound(FINAL, incomplete=True),
        ),
        PublishResults(FINAL),
        ORGANISER,
    ),
    Code.PAPER_NOT_DUE: (OPEN, replace(PAPER, judge=OfficialId("j9")), LI),
    Code.PAPER_OF_OTHER_RUN: (OPEN, replace(PAPER, run=2), LI),
    Code.PAPER_OF_OTHER_RETURN: (RETURNED, PAPER, LI),
    Code.PAPER_SHEET_IN: (MARKED, PAPER, LI),
    Code.PAPER_ENTERED_ALREADY: (played(*opened(), (LI, PAPER)), PAPER, LI),
    Code.PANEL_EMPTY: (READY, SetPanel(FINAL, WELD, ()), ORGANISER),
    Code.PANEL_JUDGE_TWICE: (READY, SetPanel(FINAL, WELD, JUDGES * 2), ORGANISER),
    Code.PANEL_JUDGE_UNKNOWN: (
        OPEN,
        ReplaceJudge(FINAL, WELD, OfficialId("nobody"), JUDGES[0], "she fell ill"),
        ORGANISER,
    ),
    Code.PANEL_JUDGE_HAS_MARKED: (MARKED, SetPanel(FINAL, WELD, JUDGES[1:]), ORGANISER),
    Code.OFFICIAL_NOT_JUDGE: (FLOORED, SetPanel(FINAL, WELD, (FLOOR_JUDGE,)), ORGANISER),
    Code.HEATS_MISSING: (
        played(*opened(), CloseRound(FINAL, incomplete=True), PublishResults(FINAL), ANOTHER),
        QualifyEntries(RoundId("next"), FINAL, BestOfHeats(1)),
        ORGANISER,
    ),
    Code.HEAT_UNKNOWN: (OPEN, CallHeat(FINAL, WELD, 1), ORGANISER),
    Code.CLOCK_CANNOT: (OPEN, SetClocks(FINAL, WELD, "stop", (CODE,)), ORGANISER),
    Code.CLOCK_TIME_INVALID: (OPEN, GiveTime(FINAL, WELD, (CODE,), 0, "why"), ORGANISER),
    Code.ENTRY_NOT_COMPETING: (
        played(*opened(), SetEntryState(FINAL, OPEN.rounds[FINAL].entries[CODE], "withdrawn")),
        SetClocks(FINAL, WELD, "start", (CODE,)),
        ORGANISER,
    ),
    Code.NOTE_UNKNOWN: (OPEN, WithdrawFault(FINAL, 1, "why"), ORGANISER),
    Code.DRAW_MISSING: (PLANNED, OpenRound(FINAL), ORGANISER),
    Code.DRAW_FIXED: (OPEN, MakeDraw(FINAL), ORGANISER),
    Code.ROUND_NOT_OPEN: (READY, sheet(CODE), ANNA),
    Code.ROUND_NOT_CLOSED: (OPEN, PublishResults(FINAL), ORGANISER),
    Code.ROUND_OPEN_ALREADY: (OPEN, OpenRound(FINAL), ORGANISER),
    Code.ROUND_INCOMPLETE: (OPEN, CloseRound(FINAL), ORGANISER),
    Code.BOARD_FROZEN_ALREADY: (FROZEN, FreezeBoard(FINAL), ORGANISER),
    Code.BOARD_NOT_FROZEN: (OPEN, UnfreezeBoard(FINAL), ORGANISER),
    Code.NOTHING_NEW_TO_PUBLISH: (PUBLISHED, PublishResults(FINAL), ORGANISER),
    Code.RESULTS_NOT_OFFICIAL: (
        played(*opened(), AddRound(RoundId("next"), WELDING, TITLE)),
        QualifyEntries(RoundId("next"), FINAL, Top(2)),
        ORGANISER,
    ),
    Code.REASON_MISSING: (PUBLISHED, OpenRound(FINAL), ORGANISER),
    Code.ENTRY_STATE_SAME: (OPEN, SetEntryState(FINAL, ENTRIES[0], "competing"), ORGANISER),
    Code.PENALTY_UNKNOWN: (OPEN, replace(LATE, penalty=PenaltyId("none")), ORGANISER),
    Code.PENALTY_AMOUNT_INVALID: (OPEN, replace(LATE, penalty=CHIEF), ORGANISER),
    Code.PENALTY_AMOUNT_FIXED: (OPEN, replace(LATE, amount=Decimal(-3)), ORGANISER),
    Code.PENALTY_NEEDS_MODULE: (OPEN, replace(LATE, penalty=RED), ORGANISER),
    Code.PENALTY_TAKES_NO_MODULE: (OPEN, replace(LATE, module=WELD), ORGANISER),
    Code.PENALTY_COUNT_REACHED: (FINED, LATE, ORGANISER),
    Code.PENALTY_LIFTED_ALREADY: (FORGIVEN, LiftPenalty(FINAL, 1, "again"), ORGANISER),
    Code.PART_UNKNOWN: (OPEN, replace(POWER, part="paint"), ORGANISER),
    Code.PART_RULED_ALREADY: (OPEN, replace(POWER, ruling="marked"), ORGANISER),
    Code.PART_HAS_NO_MAXIMUM: (TIMED, replace(POWER, part="run"), ORGANISER),
    Code.PART_CANNOT_BE_SCALED: (OPEN, replace(POWER, scaled=True), ORGANISER),
    Code.AWARD_TABLE_INVALID: (READY, SetAwardRules(WELDING, replace(award_table(), rules=())), ORGANISER),
    Code.AWARD_RULES_MISSING: (PUBLISHED, ConfirmAwards(FINAL, 1, ()), ORGANISER),
    Code.AWARDS_NEED_RESULTS: (AWARDED, ConfirmAwards(FINAL, 2, ()), ORGANISER),
    Code.MARK_UNKNOWN: (
        OPEN,
        replace(sheet(CODE), evidence=(Evidence(FileHash("1" * 64), "photo", AspectId("none")),)),
        ANNA,
    ),
    Code.SIGNATURE_MISSING: (
        played(*opened(), SetSheetRules(WELDING, SheetRules(signature=True))),
        sheet(CODE),
        ANNA,
    ),
    Code.SIGNATURE_DIFFERS: (
        OPEN,
        replace(sheet(CODE), signature=Signature("0" * 64, FileHash("1" * 64))),
        ANNA,
    ),
    Code.SHEET_RULES_UNCHANGED: (OPEN, SetSheetRules(WELDING, SheetRules()), ORGANISER),
    Code.LEVEL_UNKNOWN: (
        OPEN,
        SetSheetRules(
            WELDING,
            SheetRules(pictures=(LevelPicture(AspectId("weld-1"), 0, FileHash("1" * 64)),)),
        ),
        ORGANISER,
    ),
    Code.AWARDS_UNCHANGED: (AWARDED, ConfirmAwards(FINAL, 1, (GIVEN,)), ORGANISER),
    Code.AWARD_TWICE: (AWARDED, ConfirmAwards(FINAL, 1, (GIVEN, GIVEN)), ORGANISER),
    Code.AWARD_UNKNOWN: (
        AWARDED,
        ConfirmAwards(FINAL, 1, (AwardGiven(ENTRIES[0], AwardId("best")),)),
        ORGANISER,
    ),
    Code.TEAMS_MISSING: (OPEN, RegisterTeams(WELDING, ()), ORGANISER),
    Code.TEAMS_UNCHANGED: (TEAMED, teamed(((0, 1), (2, 3))), ORGANISER),
    Code.TEAM_UNKNOWN: (TEAMED, RemoveTeams(WELDING, (TeamId("t9"),)), ORGANISER),
    Code.TEAM_EXISTS: (
        OPEN,
        replace(TWO, teams=(TWO.teams[0], replace(TWO.teams[1], number="1"))),
        ORGANISER,
    ),
    Code.TEAM_EMPTY: (OPEN, teamed(((),)), ORGANISER),
    Code.TEAM_MEMBER_UNKNOWN: (
        OPEN,
        replace(TWO, teams=(replace(TWO.teams[0], members=(TeamMember(EntryId("e9")),)),)),
        ORGANISER,
    ),
    Code.TEAM_MEMBER_TWICE: (OPEN, teamed(((0, 1), (1, 2))), ORGANISER),
    Code.TEAM_MEMBER_FOREIGN: (
        OPEN,
        replace(TWO, teams=(replace(TWO.teams[0], delegation=DelegationId("d2")),)),
        ORGANISER,
    ),
    Code.TEAM_RULE_INVALID: (OPEN, SetTeamRule(WELDING, TeamRule("rank_points")), ORGANISER),
    Code.DELEGATION_TABLE_INVALID: (
        OPEN,
        SetDelegationTables((DelegationTable("?", TITLE, DelegationRule()),)),
        ORGANISER,
    ),
    Code.CODE_UNKNOWN: (OPEN, sheet(BlindCode("77")), ANNA),
    Code.NOT_ON_PANEL: (OPEN, sheet(CODE), judge(OfficialId("j9"))),
    Code.SHEET_SUBMITTED_ALREADY: (MARKED, sheet(CODE), ANNA),
    Code.TIE_NOT_DECIDABLE: (OPEN, DecideTie(FINAL, ENTRIES[:1], "by the chief"), ORGANISER),
    Code.TIE_DECIDED_MEANWHILE: (DECIDED, DecideTie(FINAL, EQUALS, "by the chief"), ORGANISER),
    Code.TIE_NOT_EQUAL: (played(*decidable()), DecideTie(FINAL, ENTRIES[:2], "by the chief"), ORGANISER),
    Code.TIES_UNDECIDED: (TIED, PublishResults(FINAL), ORGANISER),
    Code.RERUN_BEST_IN_FIELD: (
        BESIDE,
        OrderRerun(FINAL, ENTRIES[0], (ModuleId("run"),), "the power failed", "best"),
        ORGANISER,
    ),
    Code.FREEZE_PLACES_INVALID: (OPEN, FreezeBoard(FINAL, 51), ORGANISER),
    Code.FREEZE_MODULES_INVALID: (OPEN, FreezeBoard(FINAL, modules=(WELD, WELD)), ORGANISER),
    Code.FREEZE_TIME_INVALID: (OPEN, PlanFreeze(FINAL, -1), ORGANISER),
    Code.FREEZE_NOT_PLANNED: (OPEN, PlanFreeze(FINAL, 0), ORGANISER),
    Code.EMBARGO_LAID: (EMBARGOED, FreezeBoard(FINAL), ORGANISER),
    Code.EMBARGO_NOT_LAID: (OPEN, LiftEmbargo(FINAL, "revealed"), ORGANISER),
    Code.EMBARGO_END_INVALID: (OPEN, LayEmbargo(FINAL, -1), ORGANISER),
    Code.EMBARGO_NOT_PUT_OFF: (EMBARGOED, LayEmbargo(FINAL, ceremony=True), ORGANISER),
    Code.EMBARGO_HOLDS: (EMBARGOED, LiftAfterCeremony(FINAL), SERVER),
    Code.RESULTS_SEEN: (PUBLISHED, LayEmbargo(FINAL), ORGANISER),
    Code.EARLIER_EMBARGOED: (
        played(
            *opened(),
            LayEmbargo(FINAL),
            (ANNA, sheet(CODE)),
            CloseRound(FINAL, incomplete=True),
            PublishResults(FINAL),
            ANOTHER,
            QualifyEntries(ANOTHER.round, FINAL, Top(1)),
        ),
        MakeDraw(ANOTHER.round),
        ORGANISER,
    ),
    Code.SHEET_OF_OTHER_RUN: (AGAIN, sheet(CODE), ANNA),
    Code.SHEET_RETURNED: (RETURNED, sheet(CODE), ANNA),
    Code.SHEET_NOT_SUBMITTED: (OPEN, CORRECTION, ORGANISER),
    Code.SHEET_CHANGED_MEANWHILE: (MARKED, replace(CORRECTION, replaces=1), ORGANISER),
    Code.DRAW_IN_LAYERS: (played(*blind.planned()), MakeDraw(FINAL), ORGANISER),
    Code.LAYER_UNKNOWN: (ENDED, AskDecode(RoundId("final"), "none"), ORGANISER),  # type: ignore[arg-type]
    Code.LAYER_NOT_DRAWN: (played(*blind.planned()), SealLayer(FINAL, "work", "a" * 64), blind.KEEPER),
    Code.LAYERS_SEALED: (ENDED, PublishResults(FINAL), ORGANISER),
    Code.CODE_OF_OTHER_MODULE: (
        SEALED,
        OrderRerun(FINAL, EntryId("sealed-s01"), (WELD,), "the power failed"),
        ORGANISER,
    ),
    Code.PANEL_NOT_NEUTRAL: (SEALED, SetOfficialDelegation(JUDGES[0], HOME, "from there"), ORGANISER),
    Code.DECODE_NOT_ASKED: (ENDED, DECODE, blind.KEEPER),
    Code.DECODE_NEEDS_ANOTHER: (ASKED, DECODE, blind.KEEPER),
    Code.DECODE_NEEDS_BOTH: (ASKED, DECODE, blind.OTHER_KEEPER),
    Code.DECODE_OUT_OF_ORDER: (ENDED, AskDecode(FINAL, "entry"), blind.HEAD),
    Code.SEED_DIFFERS: (ASKED, replace(DECODE, seed="no"), blind.HEAD),
    Code.ROUND_DECODED: (KNOWN, OpenRound(FINAL, "one more"), ORGANISER),
    Code.SHEET_UNCHANGED: (MARKED, replace(CORRECTION, marks=marks()), ORGANISER),
}


@pytest.mark.parametrize("code", EXAMPLES)
def test_a_refusal_is_given_for_something(code: Code) -> None:
    state, command, actor = EXAMPLES[code]

    decision = rules.decide(state, command, actor, "chance")

    assert isinstance(decision, Refusal)
    assert decision.code is code


def test_every_refusal_of_the_rules_has_its_example() -> None:
    here = Path(rules.__file__).parent
    sources = [*here.glob("decide*.py"), here / "limits.py"]
    used = {
        name for source in sources for name in re.findall(r"\bCode\.([A-Z_]+)", source.read_text("utf-8"))
    }

    assert {code.name for code in EXAMPLES} == used
