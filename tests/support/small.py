"""A small competition for tests: one event of two modules, four entries, three judges. No test stands here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from server.core.award_table import Award, AwardId, AwardTable, Series, Step
from server.core.commands import Actor, Command
from server.core.commands_panel import SetPanel
from server.core.commands_round import AddRound, MakeDraw, OpenRound
from server.core.commands_setup import AddEvent, AddOfficial, CreateCompetition, RegisterEntries
from server.core.commands_sheet import SubmitSheet
from server.core.commands_teams import RegisterTeams
from server.core.competition import Competition, evolve
from server.core.decide import decide
from server.core.facts import Fact
from server.core.facts_setup import Registration
from server.core.facts_sheet import Marks
from server.core.ids import (
    AspectId,
    Code,
    CommandId,
    CompetitionId,
    DelegationId,
    EntryId,
    EventId,
    FieldId,
    ModuleId,
    OfficialId,
    PenaltyId,
    RoundId,
)
from server.core.penalty_kinds import Consequence, Penalty
from server.core.refusals import Refusal
from server.core.rules import Points
from server.core.scheme import TOTAL, Aspect, Module, ResultRule, Scheme, SubCriterion, TieBreak
from server.core.team_rule import TeamId, TeamMember, TeamRegistration
from server.core.text import Text

CUP = CompetitionId("cup")
WELDING = EventId("welding")
FINAL = RoundId("final")
PREPARE, WELD = ModuleId("prepare"), ModuleId("weld")
ENTRIES = tuple(EntryId(f"e{n}") for n in range(1, 5))
JUDGES = tuple(OfficialId(f"j{n}") for n in range(1, 4))
ORGANISER = Actor("organiser", OfficialId("boss"), "desk")
TITLE = Text("焊接", "Welding")
SEED = "2026"
FIRST = AwardId("first")
DECISION = (TieBreak("decision", TOTAL, "low"),)
OVERTIME, CHIEF, RED = PenaltyId("overtime"), PenaltyId("chief"), PenaltyId("red")
PENALTIES = (
    Penalty(OVERTIME, Text("超时", "Overtime"), Decimal(-2), count_max=2),
    Penalty(
        CHIEF,
        Text("裁判长调整", "Chief's adjustment"),
        None,
        Decimal("-0.1"),
        Decimal("0.1"),
        Decimal("0.05"),
    ),
    Penalty(RED, Text("红牌", "Red card"), card="red", consequence=Consequence(1, "void")),
)
TEAMS = (EntryId("t1"), EntryId("t2"))


def aspect(name: str, points: int = 10) -> Aspect:
    return Aspect(AspectId(name), Text(name, name), Decimal(points), Points())


def module(name: ModuleId, aspects: int) -> Module:
    parts = tuple(aspect(f"{name}-{n}") for n in range(1, aspects + 1))
    return Module(name, Text(name, name), Decimal(10 * aspects), (SubCriterion(f"{name}-all", TITLE, parts),))


def scheme(aspects: int = 2) -> Scheme:
    """Two modules of `aspects` aspects each, 10 points an aspect."""
    modules = (module(PREPARE, aspects), module(WELD, aspects))
    most = Decimal(20 * aspects)
    return Scheme(
        "welding",
        1,
        TITLE,
        TITLE,
        "typical",
        "for tests",
        most,
        ResultRule(),
        modules,
        penalties=PENALTIES,
    )


def award_table() -> AwardTable:
    """One prize for the first two."""
    rules = (Series((Step(FIRST, places=2),)),)
    prize = Award(FIRST, Text("一等奖", "First prize"), Decimal(8))
    return AwardTable("prizes", 1, TITLE, "typical", "for tests", (prize,), rules)


def teamed(members: Sequence[Sequence[int]], reason: str = "") -> RegisterTeams:
    """Teams 1, 2, ... of these entries, counted from 0."""
    teams = tuple(
        TeamRegistration(
            TeamId(f"t{n}"), str(n), DelegationId("d1"), tuple(TeamMember(ENTRIES[entry]) for entry in some)
        )
        for n, some in enumerate(members, 1)
    )
    return RegisterTeams(WELDING, teams, reason)


def judge(name: OfficialId) -> Actor:
    return Actor("judge", name, f"tablet of {name}")


def marks(of: ModuleId = WELD, value: str = "9.5", aspects: int = 2) -> Marks:
    return {AspectId(f"{of}-{n}"): {FieldId("points"): value} for n in range(1, aspects + 1)}


def sheet(code: Code, of: ModuleId = WELD, value: str = "9.5", aspects: int = 2) -> SubmitSheet:
    return SubmitSheet(FINAL, of, code, marks(of, value, aspects))


def preparations(
    entries: tuple[EntryId, ...] = ENTRIES, judges: tuple[OfficialId, ...] = JUDGES, aspects: int = 2
) -> list[Command]:
    """Everything up to the opening of the round; the first two judges prepare, all of them weld."""
    registrations = tuple(
        Registration(entry, str(100 + n), DelegationId("d1")) for n, entry in enumerate(entries, 1)
    )
    return [
        CreateCompetition(Text("杯赛", "Cup"), "大连", ("2026-05-01",)),
        AddEvent(WELDING, TITLE, scheme(aspects)),
        RegisterEntries(WELDING, registrations),
        AddRound(FINAL, WELDING, Text("决赛", "Final")),
        *(AddOfficial(judge) for judge in judges),
        MakeDraw(FINAL, SEED),
        SetPanel(FINAL, PREPARE, judges[:2]),
        SetPanel(FINAL, WELD, judges),
    ]


def opened() -> list[Command]:
    return [*preparations(), OpenRound(FINAL)]


def decidable(no_ties_to: int | None = None) -> list[Command]:
    """The same, with ties that the chief judge may decide."""
    one = replace(scheme(), tie_breaks=DECISION, result=ResultRule(no_ties_to=no_ties_to))
    return [AddEvent(WELDING, TITLE, one) if isinstance(c, AddEvent) else c for c in opened()]


def recorded(*commands: Command | tuple[Actor, Command]) -> tuple[Competition, list[Fact]]:
    """The state after these commands, none of which may be refused, and their facts; bare ones are the organiser's."""
    state, found = Competition(), list[Fact]()
    for one in commands:
        actor, command = one if isinstance(one, tuple) else (ORGANISER, one)
        decision = decide(state, command, actor, "chance")
        assert not isinstance(decision, Refusal), f"{command} was refused: {decision}"
        for fact in decision:
            evolve(state, fact, state.position + 1, 1_000 + state.position)
            found.append(fact)
    return state, found


def played(*commands: Command | tuple[Actor, Command]) -> Competition:
    """The state after these commands, none of which may be refused; bare ones are the organiser's."""
    return recorded(*commands)[0]


def codes(state: Competition) -> list[Code]:
    """The codes of the final, in running order."""
    return [drawn.code for drawn in state.rounds[FINAL].order]


def command_id(number: int) -> CommandId:
    return CommandId(f"{number:032x}")
