"""Commands of every kind, sensible and not, drawn by hypothesis from a small world. No test stands here."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import get_args

from hypothesis import strategies as st

from server.core.award_table import AwardId
from server.core.commands import Actor, Command
from server.core.commands_approval import ApproveEntries, TakeBackApproval
from server.core.commands_awards import ConfirmAwards, SetAwardRules
from server.core.commands_calibration import EndCalibration, OpenCalibration, SetCalibrationReference
from server.core.commands_conference import AcceptSpread, AgreeValues, CallConference
from server.core.commands_field import QualifyEntries
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
from server.core.commands_panel import SetPanel
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
from server.core.commands_teams import RemoveTeams, SetDelegationTables, SetTeamRule
from server.core.commands_withheld import FreezeBoard, FreezeWhenDue, PlanFreeze, UnfreezeBoard
from server.core.delegation_table import DelegationRule, DelegationTable
from server.core.evidence import Evidence, Signature
from server.core.facts_awards import AwardGiven
from server.core.facts_setup import OfficialRole, Registration
from server.core.ids import (
    AspectId,
    Code,
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
from server.core.qualification import BestOfHeats, Reach, Share, Top
from server.core.sheet_rules import LevelPicture, SheetRules
from server.core.team_rule import TeamId, TeamRule
from server.core.text import Text
from tests.support.small import (
    CHIEF,
    ENTRIES,
    FINAL,
    FIRST,
    JUDGES,
    ORGANISER,
    OVERTIME,
    PREPARE,
    RED,
    WELD,
    WELDING,
    award_table,
    marks,
    scheme,
    teamed,
)

texts = st.sampled_from(["好", "fine", "", " ", "x" * 130, "tab\t", "🔨"])
titles = st.builds(Text, texts, texts) | st.just(Text("焊接", "Welding"))
events = st.sampled_from([WELDING, EventId("lathe"), EventId("Bad Id")])
rounds = st.sampled_from([FINAL, FINAL, FINAL, RoundId("heat"), RoundId("")])
modules = st.sampled_from([WELD, WELD, PREPARE, ModuleId("paint")])
officials = st.sampled_from([*JUDGES, OfficialId("j9"), OfficialId("?")])
entries = st.sampled_from([*ENTRIES, EntryId("e9"), EntryId("")])
codes = st.sampled_from([Code("01"), Code("02"), Code("03"), Code("04"), Code("77"), Code("C1")])
values = st.sampled_from(["9.5", "0", "10", "10.5", "-1", "1,5", "9.3", "", "1e1", "９"])
sheets = st.one_of(
    modules.map(marks),
    st.builds(marks, modules, values),
    st.dictionaries(
        st.sampled_from([AspectId("weld-1"), AspectId("weld-2"), AspectId("方")]),
        st.dictionaries(st.sampled_from([FieldId("points"), FieldId("not_attempted")]), values, max_size=2),
        max_size=3,
    ),
)
aspects = st.lists(st.sampled_from([AspectId("weld-1"), AspectId("none")]), max_size=2).map(tuple)
delegations = st.sampled_from([DelegationId("d1"), DelegationId("d2")])
homes = st.none() | delegations | st.just(DelegationId("?"))
registrations = st.lists(
    st.builds(Registration, entries, st.sampled_from(["101", "102", "103", ""]), delegations),
    max_size=4,
).map(tuple)
SERVER = Actor("server", OfficialId("server"))
reasons = st.sampled_from(["", "a doubt", "x" * 501])
files = st.sampled_from([FileHash("a" * 64), FileHash("b" * 64), FileHash("c")])
evidence = st.lists(
    st.builds(
        Evidence, files, st.just("photo"), st.sampled_from([None, AspectId("weld-1"), AspectId("none")])
    ),
    max_size=2,
).map(tuple)
signatures = st.none() | st.builds(Signature, files, files)
sheet_rules = st.builds(
    SheetRules,
    st.booleans(),
    st.lists(titles, max_size=2).map(tuple),
    st.lists(st.builds(LevelPicture, st.just(AspectId("weld-1")), st.integers(0, 3), files), max_size=1).map(
        tuple
    ),
    st.sampled_from([False, False, True]),
)
AWARD_TABLES = [award_table(), replace(award_table(), rules=())]

TEAM_IDS = [TeamId("t1"), TeamId("t2"), TeamId("t9")]
DELEGATION_TABLES = (
    DelegationTable("medals", Text("奖牌榜", "Medals"), DelegationRule("medals")),
    DelegationTable("totals", Text("总分榜", "Totals"), DelegationRule("total", best_of_event=1)),
)

organisers_commands: st.SearchStrategy[Command] = st.one_of(
    st.builds(CreateCompetition, titles, texts, st.sampled_from([(), ("2026-05-01",), ("May",)])),
    st.builds(AddEvent, events, titles, st.just(scheme())),
    st.builds(RegisterEntries, events, registrations),
    st.builds(AddRound, rounds, events, titles, st.sampled_from(["live", "published"])),
    st.builds(
        MakeDraw, rounds, st.sampled_from(["", "2026", "bad\nseed"]), st.integers(-1, 3), st.booleans()
    ),
    st.builds(AddOfficial, officials, st.sampled_from(get_args(OfficialRole)), homes),
    st.builds(SetOfficialDelegation, officials, homes, reasons),
    st.builds(SetPanel, rounds, modules, st.lists(officials, max_size=4).map(tuple)),
    st.builds(OpenRound, rounds, reasons),
    st.builds(CloseRound, rounds, st.booleans(), reasons),
    st.builds(
        FreezeBoard,
        rounds,
        st.sampled_from([0, 0, 1, 3, -1, 51]),
        st.sampled_from([(), (), (WELD,), (PREPARE, WELD), (ModuleId("paint"),), (WELD, WELD)]),
    ),
    st.builds(
        PlanFreeze,
        rounds,
        st.sampled_from([0, 1, 1_800_000_000_000, -1]),
        st.sampled_from([0, 2, 99]),
        st.sampled_from([(), (WELD,)]),
    ),
    st.builds(FreezeWhenDue, rounds, st.sampled_from([1, 1_800_000_000_000])),
    st.builds(UnfreezeBoard, rounds),
    st.builds(PublishResults, rounds),
    st.builds(
        QualifyEntries,
        rounds,
        rounds,
        st.sampled_from([Top(2), Top(0), Share(Decimal(50)), Reach(Decimal(5)), BestOfHeats(1)]),
    ),
    st.builds(SetAwardRules, events, st.sampled_from(AWARD_TABLES), st.sampled_from([None, "municipal"])),
    st.builds(
        ConfirmAwards,
        rounds,
        st.integers(0, 2),
        st.lists(st.builds(AwardGiven, entries, st.sampled_from([FIRST, AwardId("none")])), max_size=3).map(
            tuple
        ),
        reasons,
    ),
    st.builds(SetSheetRules, events, sheet_rules),
    st.builds(
        teamed,
        st.lists(st.lists(st.integers(0, 3), max_size=3, unique=True), max_size=2),
        reasons,
    ),
    st.builds(RemoveTeams, events, st.lists(st.sampled_from(TEAM_IDS), max_size=2).map(tuple), reasons),
    st.builds(
        SetTeamRule,
        events,
        st.builds(
            TeamRule,
            st.sampled_from(["total", "place", "rank_points", "award_points"]),
            best=st.sampled_from([None, 0, 1]),
            own_event=st.sampled_from([None, None, WELDING, EventId("lathe")]),
            ties=st.sampled_from([(), ("ranks",), ("seconds",), ("own",)]),
        ),
        reasons,
    ),
    st.builds(SetDelegationTables, st.sampled_from([(), DELEGATION_TABLES, DELEGATION_TABLES[:1]])),
    st.builds(OpenCalibration, rounds, modules, texts, st.sampled_from([10, 10, 0, 51])),
    st.builds(SetCalibrationReference, rounds, codes, sheets),
    st.builds(EndCalibration, rounds, codes),
    st.builds(ReturnSheet, rounds, modules, codes, officials, reasons, st.integers(1, 40)),
    st.builds(
        CallConference,
        rounds,
        modules,
        codes,
        aspects,
        reasons,
        st.integers(1, 40),
        st.lists(officials).map(tuple),
    ),
    st.builds(
        ApproveEntries,
        rounds,
        st.lists(entries, max_size=2).map(tuple),
        st.sampled_from([0, 20, 40, 10**6]),
    ),
    st.builds(TakeBackApproval, rounds, st.lists(entries, max_size=2).map(tuple), reasons),
    st.builds(AgreeValues, rounds, modules, codes, sheets, reasons, st.integers(1, 40)),
    st.builds(AcceptSpread, rounds, modules, codes, aspects, reasons, st.integers(1, 40)),
    st.builds(CorrectSheet, rounds, modules, codes, officials, sheets, reasons, st.integers(1, 40)),
    st.builds(
        GivePenalty,
        rounds,
        entries,
        st.sampled_from([OVERTIME, OVERTIME, CHIEF, RED, PenaltyId("none")]),
        st.sampled_from(["stepped over the line", "stepped over the line", ""]),
        st.sampled_from([None, None, Decimal("-0.1"), Decimal("0.05"), Decimal("0.02")]),
        st.sampled_from([None, None, WELD, ModuleId("paint")]),
    ),
    st.builds(LiftPenalty, rounds, st.integers(0, 4), reasons),
    st.builds(DecideTie, rounds, st.lists(entries, max_size=3).map(tuple), reasons),
    st.builds(
        OrderRerun,
        rounds,
        entries,
        st.sampled_from([(WELD,), (PREPARE, WELD), (), (ModuleId("paint"),), (WELD, WELD)]),
        reasons,
        st.sampled_from(["last", "best"]),
    ),
    st.builds(
        RulePart,
        rounds,
        st.sampled_from(["module", "sub_criterion", "aspect"]),
        st.sampled_from(["weld", "weld-all", "weld-1", "paint"]),
        st.sampled_from(["full", "struck", "marked"]),
        reasons,
        st.booleans(),
    ),
    st.builds(
        SetEntryState,
        rounds,
        entries,
        st.sampled_from(["competing", "not_started", "not_finished", "disqualified", "withdrawn"]),
        reasons,
    ),
)
paper_commands: st.SearchStrategy[Command] = st.builds(
    EnterPaper, rounds, modules, codes, officials, sheets, texts, st.sampled_from([1, 1, 1, 2])
)
judges_commands: st.SearchStrategy[Command] = st.builds(
    SubmitSheet, rounds, modules, codes, sheets, texts, evidence, signatures, st.sampled_from([1, 1, 1, 2])
)

some_codes = st.lists(codes, max_size=3).map(tuple)
floor_commands: st.SearchStrategy[Command] = st.one_of(
    st.builds(
        SetClocks, rounds, modules, st.sampled_from(["start", "pause", "stop", "reset"]), some_codes, reasons
    ),
    st.builds(GiveTime, rounds, modules, some_codes, st.integers(-2, 2) | st.just(10**6), reasons),
    st.builds(CallHeat, rounds, modules, st.integers(-1, 3)),
    st.builds(NoteAttendance, rounds, modules, codes, st.sampled_from(["present", "late", "absent"])),
    st.builds(NoteFault, rounds, modules, codes, texts),
    st.builds(WithdrawFault, rounds, st.integers(0, 40), reasons),
    st.builds(PlanHeat, rounds, st.integers(0, 3), titles, st.sampled_from(["", "09:30", "9:30", "24:00"])),
    st.builds(CarryClocks, rounds, modules),
)
"""Everything about the floor, the organiser's and the server's part included."""

floor_judges = officials.map(lambda name: Actor("floor", name, "tablet"))
judges = officials.map(lambda name: Actor("judge", name, "tablet"))
watchers = st.builds(
    Actor, st.sampled_from(["recorder", "encryption", "supervisor"]), officials, st.just("desk")
)
requests = st.one_of(
    st.tuples(st.just(ORGANISER), organisers_commands),
    st.tuples(judges, judges_commands),
    st.tuples(watchers, paper_commands),
    st.tuples(floor_judges | st.just(ORGANISER) | st.just(SERVER), floor_commands),
    st.tuples(
        judges | floor_judges | watchers | st.just(SERVER) | st.just(ORGANISER),
        organisers_commands | judges_commands | floor_commands | paper_commands,
    ),
)
"""Who asks, and for what."""
