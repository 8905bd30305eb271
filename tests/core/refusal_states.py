"""Competitions in the states in which each refusal can be given, and commands that meet them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from server.core.commands import Actor
from server.core.commands_awards import ConfirmAwards, SetAwardRules
from server.core.commands_blind import AskDecode, DecodeLayer
from server.core.commands_panel import SetPanel
from server.core.commands_paper import EnterPaper
from server.core.commands_round import AddRound, CloseRound, MakeDraw, OpenRound, PublishResults
from server.core.commands_rulings import (
    DecideTie,
    GivePenalty,
    LiftPenalty,
    OrderRerun,
    RulePart,
)
from server.core.commands_setup import (
    AddEvent,
    AddOfficial,
    CreateCompetition,
    RegisterEntries,
    SetOfficialDelegation,
)
from server.core.commands_sheet import CorrectSheet, ReturnSheet
from server.core.commands_teams import SetTeamRule
from server.core.commands_withheld import (
    FreezeBoard,
    LayEmbargo,
    LiftAfterCeremony,
)
from server.core.competition import Competition
from server.core.facts_awards import AwardGiven
from server.core.facts_setup import Registration
from server.core.ids import (
    AspectId,
    DelegationId,
    ModuleId,
    OfficialId,
    RoundId,
)
from server.core.ids import Code as BlindCode
from server.core.rules import BestShare, Relative, Time
from server.core.scheme import Aspect, Difficulty, Module, ResultRule, SubCriterion
from server.core.team_rule import TeamRule
from tests.core.approving import approved
from tests.core.conferring import apart, called
from tests.support import blind
from tests.support.small import (
    ENTRIES,
    FINAL,
    FIRST,
    JUDGES,
    OVERTIME,
    TITLE,
    WELD,
    WELDING,
    award_table,
    codes,
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

EMPTY, READY, OPEN = Competition(), played(*preparations()), played(*opened())
CODE = codes(OPEN)[0]
ANNA = judge(JUDGES[0])
MARKED = played(*opened(), (ANNA, sheet(CODE)))
PUBLISHED = played(*opened(), CloseRound(FINAL, incomplete=True), PublishResults(FINAL))
GIVEN = AwardGiven(ENTRIES[0], FIRST)
AWARDED = played(
    *opened(),
    SetAwardRules(WELDING, award_table()),
    CloseRound(FINAL, incomplete=True),
    PublishResults(FINAL),
    ConfirmAwards(FINAL, 1, (GIVEN,)),
)
LATE = GivePenalty(FINAL, ENTRIES[0], OVERTIME, "two minutes over")
FINED = played(*opened(), LATE, LATE)
FORGIVEN = played(*opened(), LATE, LiftPenalty(FINAL, 1, "the clock was wrong"))
TWO = teamed(((0, 1), (2, 3)))
TEAMED = played(*opened(), SetTeamRule(WELDING, TeamRule()), TWO)
FROZEN = played(*opened(), FreezeBoard(FINAL))
SERVER = Actor("server", OfficialId("server"))
EMBARGOED = played(*opened(), LayEmbargo(FINAL, ceremony=True), (SERVER, LiftAfterCeremony(FINAL)))
PLANNED = played(*preparations()[:4])
CREATE = CreateCompetition(TITLE)
ENTRY = Registration(ENTRIES[0], "101", DelegationId("d1"))
CLOCK = Aspect(AspectId("run"), TITLE, None, Time("elapsed", high=Decimal(60)))
RUN = Module(ModuleId("run"), TITLE, None, (SubCriterion("run-all", TITLE, (CLOCK,)),))
RACE = replace(
    scheme(),
    max=None,
    modules=(RUN,),
    result=ResultRule("seconds", "low", live="complete", not_finished="unranked"),
    penalties=(),
)
TIMED = played(
    CREATE,
    AddEvent(WELDING, TITLE, RACE),
    RegisterEntries(WELDING, (ENTRY,)),
    AddRound(FINAL, WELDING, TITLE),
    MakeDraw(FINAL, "2026"),
)
FASTEST = Aspect(AspectId("fastest"), TITLE, Decimal(20), Relative("low", BestShare()))
FIELD = Module(ModuleId("run"), TITLE, Decimal(20), (SubCriterion("run-all", TITLE, (FASTEST,)),))
BESIDE = played(
    CREATE,
    AddEvent(WELDING, TITLE, replace(scheme(), max=Decimal(20), modules=(FIELD,), penalties=())),
    RegisterEntries(WELDING, (ENTRY,)),
    AddRound(FINAL, WELDING, TITLE),
    MakeDraw(FINAL, "2026"),
    AddOfficial(JUDGES[0]),
    SetPanel(FINAL, ModuleId("run"), JUDGES[:1]),
    OpenRound(FINAL),
)
TIED = played(
    *decidable(no_ties_to=1),
    (ANNA, sheet(BlindCode("01"))),
    (ANNA, sheet(BlindCode("02"))),
    CloseRound(FINAL, incomplete=True),
)
BOTH_MARKED = (*decidable(), (ANNA, sheet(BlindCode("01"))), (ANNA, sheet(BlindCode("02"))))
EQUALS = tuple(played(*BOTH_MARKED).rounds[FINAL].entries[BlindCode(code)] for code in ("01", "02"))
DECIDED = played(*BOTH_MARKED, DecideTie(FINAL, EQUALS, "by the chief"))
AGAIN = played(*opened(), OrderRerun(FINAL, OPEN.rounds[FINAL].entries[CODE], (WELD,), "the power failed"))
POWER = RulePart(FINAL, "aspect", "weld-1", "full", "the power failed")
CORRECTION = CorrectSheet(FINAL, WELD, CODE, JUDGES[0], marks(value="8"), "typing", MARKED.position)

HOME = DelegationId("d1")
RECUSED = played(*opened(), SetOfficialDelegation(JUDGES[2], HOME, "from there"))
RECUSED_CLOSED = played(
    *opened(), SetOfficialDelegation(JUDGES[2], HOME, "from there"), CloseRound(FINAL, incomplete=True)
)
RETURNED = played(
    *opened(),
    (ANNA, sheet(CODE)),
    ReturnSheet(FINAL, WELD, CODE, JUDGES[0], "a line was misread", MARKED.position),
)

FLOOR_JUDGE = OfficialId("f1")
FLOORED = played(*preparations(), AddOfficial(FLOOR_JUDGE, "floor"))
PLANNED_ROUND = AddRound(FINAL, WELDING, TITLE)
DIVING = replace(
    scheme(),
    max=None,
    modules=tuple(replace(one, difficulty=Difficulty(Decimal(4))) for one in scheme().modules),
)
DIVING = replace(DIVING, max=sum(((one.max or Decimal(0)) * 4 for one in DIVING.modules), Decimal(0)))
ANOTHER = AddRound(RoundId("next"), WELDING, TITLE)

PANEL_OUT, PANEL_APART, CONFERRING = played(*apart()[:-1]), played(*apart()), played(*called())

APPROVED = played(*approved("01"))
FIRST_ENTRY = OPEN.rounds[FINAL].entries[BlindCode("01")]

LI = Actor("recorder", OfficialId("li"), "desk")
PAPER = EnterPaper(FINAL, WELD, CODE, JUDGES[0], marks())

SEALED = played(
    *blind.planned(), blind.seal("entry"), blind.seal("station"), OpenRound(FINAL), blind.seal("work")
)
ENDED = played(
    *blind.planned(),
    *(blind.seal(layer) for layer in blind.ALL),
    OpenRound(FINAL),
    CloseRound(FINAL, incomplete=True),
)
ASKED = played(
    *blind.planned(),
    *(blind.seal(layer) for layer in blind.ALL),
    OpenRound(FINAL),
    CloseRound(FINAL, incomplete=True),
    (blind.KEEPER, AskDecode(FINAL, "work")),
)
KNOWN = played(
    *blind.planned(),
    *(blind.seal(layer) for layer in blind.ALL),
    OpenRound(FINAL),
    CloseRound(FINAL, incomplete=True),
    *blind.opened("work"),
)
DECODE = DecodeLayer(FINAL, "work", blind.seed("work"))
