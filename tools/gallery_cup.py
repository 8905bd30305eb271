"""Invented competitions to look at on screens: few and many entries, short and very long names, ties, entries that are out.

Commands go straight to the services; everything here is drawn from a seed, so that two pictures differ only by what changed.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from secrets import token_hex

from server.core.award_field import proposed
from server.core.commands import Actor, Command
from server.core.commands_awards import ConfirmAwards, SetAwardRules
from server.core.commands_floor import CallHeat, PlanHeat, SetClocks
from server.core.commands_panel import SetPanel
from server.core.commands_round import AddRound, CloseRound, MakeDraw, OpenRound, PublishResults
from server.core.commands_rulings import GivePenalty, SetEntryState
from server.core.commands_setup import AddEvent, AddOfficial, CreateCompetition, RegisterEntries
from server.core.commands_sheet import SubmitSheet
from server.core.commands_teams import RegisterTeams, SetTeamRule
from server.core.commands_withheld import FreezeBoard
from server.core.facts_awards import AwardGiven
from server.core.facts_round import Audience, Drawn
from server.core.facts_rulings import EntryState
from server.core.facts_setup import Registration
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
from server.core.penalty_kinds import Penalty
from server.core.rules import Points
from server.core.scheme import Aspect, Module, PanelRule, ResultRule, Scheme, SubCriterion
from server.core.team_rule import TeamId, TeamMember, TeamRegistration
from server.core.text import Text
from server.services import award_files, rule_files
from server.services.book import Receipt
from server.services.parts import Parts
from server.storage.tables import Delegation, Entrant

ORGANISER = Actor("organiser", OfficialId("gallery"), "gallery")
JUDGES = tuple(OfficialId(f"j{n}") for n in range(1, 6))
LEANS = tuple(map(Decimal, ("-0.04", "0", "0.02", "0.01", "-0.01")))
"""How far each judge lies from the others, in parts of the maximum: the highest and the lowest are dropped."""
LIVE, DONE, HIDDEN, FROZEN = (RoundId(name) for name in ("live", "done", "hidden", "frozen"))
WELDING, FORKLIFT, RIGGING, COOKING = (
    EventId(name) for name in ("welding", "forklift", "rigging", "cooking")
)

NAMES = (
    Text("林远航", "Yuanhang LIN"),
    Text("秦岚", "Lan QIN"),
    Text("欧阳秋实", "Qiushi OUYANG"),
    Text("白立", "Li BAI"),
    Text("阿卜杜热合曼·买买提依明", "Abdurahman MAMTIMIN"),
    Text("顾承志", "Chengzhi GU"),
    Text("砺石港务集团第三装卸公司青年突击队", "Lishi Port Group Third Stevedoring Company Youth Team"),
    Text("Klaus-Dieter von Hammerstein-Lindenthal", "Klaus-Dieter von Hammerstein-Lindenthal"),
    Text("陆一鸣", "Yiming LU"),
    Text("程雨桐", "Yutong CHENG"),
    Text(
        "中铁长汀轨道交通装备制造（北辰）有限公司焊接技能大师工作室联合参赛一队",
        "CR Changting Rail Equipment (Beichen) Co., Ltd. Master Welders One",
    ),
    Text("韩静", "Jing HAN"),
    Text("Maria José Oliveira", "Maria José Oliveira"),
    Text("崔景行", "Jingxing CUI"),
)
UNITS = (
    Text("沧澜重工", "Canglan Heavy Works"),
    Text("北辰船务", "Polaris Shipyard"),
    Text("铸光精密制造技术有限公司", "Zhuguang Precision Manufacturing Co., Ltd."),
    Text("云海职业技术学院", "Yunhai Polytechnic"),
    Text("砺石港务集团第三装卸公司", "Lishi Port Group, Third Stevedoring Company"),
    Text(
        "长汀经济技术开发区新能源汽车动力电池系统集成与回收利用产业园区总工会联合工会委员会",
        "Changting Economic and Technological Development Zone Joint Trade Union Committee",
    ),
    Text("新桥轨道", "Xinqiao Rail"),
    Text("明德汽车零部件", "Mingde Auto Parts"),
    Text("BASF-YPC", "BASF-YPC Company Limited"),
)
"""From four signs to forty; one is Latin in both languages."""
OUT: tuple[EntryState, ...] = ("not_started", "disqualified", "not_finished", "withdrawn")
CARD, OVERTIME = PenaltyId("card"), PenaltyId("overtime")
PENALTIES = (
    Penalty(OVERTIME, Text("超时", "Overtime"), Decimal(-2), count_max=2),
    Penalty(CARD, Text("黄牌", "Yellow card"), Decimal(-1), card="yellow"),
)
MODULES = (
    (ModuleId("theory"), Text("理论", "Theory"), 20),
    (ModuleId("practice"), Text("实操", "Practice"), 60),
    (ModuleId("safety"), Text("安全与职业素养", "Safety and conduct"), 20),
)
ASPECTS: dict[str, tuple[tuple[Text, int], ...]] = {
    "practice": (
        (Text("装配与调试", "Assembly and adjustment"), 30),
        (Text("外观与尺寸精度", "Finish and accuracy of dimensions"), 20),
        (Text("操作规范与文明生产", "Working practice"), 10),
    ),
}
"""Of modules that have more than one aspect."""


@dataclass(frozen=True, slots=True)
class Shown:
    """
    A competition that was made: its id, how many entries every event has, and when (ms since 1970 UTC).

    `leader` is the first of the published round, `begun` who is half judged in the live one.
    """

    id: CompetitionId
    entries: int
    made_at: int
    leader: EntryId
    begun: EntryId

    def board(self, kind: str, *ids: str) -> str:
        """The id of one of its boards."""
        return ".".join((kind, self.id, *ids))


async def make(parts: Parts, entries: int) -> Shown:
    """A competition of four events with so many entries each: one under way, one published, one hidden, one frozen."""
    maker = _Maker(parts, CompetitionId(f"cup{entries}"), entries)
    await maker.begin()
    await maker.event(WELDING, Text("焊工", "Welding"), LIVE, 100)
    await maker.floor(LIVE)
    await maker.mark(LIVE, 0.62)
    await maker.event(FORKLIFT, Text("叉车司机", "Forklift truck operation"), DONE, 100)
    await maker.teams(FORKLIFT)
    await maker.mark(DONE, 1)
    await maker.publish(FORKLIFT, DONE)
    await maker.event(RIGGING, Text("起重装卸机械操作工", "Crane and rigging"), HIDDEN, 100)
    await maker.event(COOKING, Text("中式烹调师", "Chinese cuisine"), FROZEN, 100)
    await maker.mark(FROZEN, 0.8)
    await maker.ask(FreezeBoard(FROZEN))
    live = await parts.live.catch_up(maker.id)
    assert live is not None
    official = live.rounds[DONE].official
    assert official is not None
    leader, begun = official.standings[0].entry, maker.last_marked(LIVE, 0.62)
    return Shown(maker.id, entries, parts.now(), leader, begun)


class _Maker:
    def __init__(self, parts: Parts, id_: CompetitionId, entries: int) -> None:
        self.parts, self.id, self.count = parts, id_, entries
        self.chance = random.Random(f"gallery/{entries}")

    async def ask(self, command: Command, actor: Actor = ORGANISER) -> None:
        answer = await self.parts.submit.submit(self.id, CommandId(token_hex(16)), command, actor)
        assert isinstance(answer, Receipt), f"{command} was refused: {answer}"

    async def begin(self) -> None:
        title = Text("“金锤杯”第九届职工职业技能大赛", "Golden Hammer Cup, 9th Workers' Skills Competition")
        await self.ask(CreateCompetition(title, "沧澜会展中心", ("2026-05-01", "2026-05-02")))
        for judge in JUDGES:
            await self.ask(AddOfficial(judge))
        await self.parts.people.put_delegations(
            [
                Delegation(competition=self.id, id=f"d{n}", name_zh=unit.zh, name_en=unit.en)
                for n, unit in enumerate(UNITS)
            ]
        )

    async def event(self, event: EventId, title: Text, round_: RoundId, first: int) -> None:
        """An event with its entries, drawn and open."""
        entries = [EntryId(f"{event}{n}") for n in range(self.count)]
        await self.parts.people.put_entrants(
            [
                Entrant(competition=self.id, entry=entry, name_zh=name.zh, name_en=name.en)
                for n, entry in enumerate(entries)
                for name in [NAMES[n % len(NAMES)]]
            ]
        )
        registrations = tuple(
            Registration(entry, str(first + n), DelegationId(f"d{n % len(UNITS)}"))
            for n, entry in enumerate(entries)
        )
        audience: Audience = "published" if round_ == HIDDEN else "live"
        await self.ask(AddEvent(event, title, _scheme(title)))
        await self.ask(RegisterEntries(event, registrations))
        if round_ == LIVE:
            await self.ask(SetAwardRules(event, award_files.library()["prizes_10_20_30"]))
        await self.ask(AddRound(round_, event, Text("决赛", "Final"), audience=audience))
        await self.ask(MakeDraw(round_, "2026", stations=min(10, self.count), apart=True))
        for module, _, _ in MODULES:
            await self.ask(SetPanel(round_, module, JUDGES))
        await self.ask(OpenRound(round_))

    async def mark(self, round_: RoundId, share: float) -> None:
        """So much of the entries is marked, in running order, the last one in part; then some are out, some penalised."""
        order = self._order(round_)
        done = round(len(order) * share)
        sheets: list[tuple[SubmitSheet, Actor]] = []
        for at, (code, _) in enumerate(order[:done]):
            skill = self.chance.choice((61, 68, 72, 72, 75, 79, 83, 83, 86, 90, 94, 97))
            begun = at == done - 1 and share < 1
            own = []
            for module, _, _ in MODULES:
                judges = JUDGES[:2] if begun and module == MODULES[-1][0] else JUDGES
                own += [(_sheet(round_, module, code, skill, judge), _judge(judge)) for judge in judges]
            sheets = [*own, *sheets] if begun else [*sheets, *own]
        # At once, so that they share commits.
        await asyncio.gather(*(self.ask(*sheet) for sheet in sheets))
        for at, (_, entry) in enumerate(order[:done]):
            if at % 9 == 4 or at == done - 2:
                await self.ask(GivePenalty(round_, entry, CARD if at % 2 else OVERTIME, "现场判定"))
        if len(order) < 5:
            return
        for n in range(max(2, len(order) // 12)):
            _, entry = order[(n * 11 + 3) % len(order)]
            await self.ask(SetEntryState(round_, entry, OUT[n % len(OUT)], "现场记录"))

    def last_marked(self, round_: RoundId, share: float) -> EntryId:
        """Who is marked in part."""
        order = self._order(round_)
        return order[round(len(order) * share) - 1][1]

    async def floor(self, round_: RoundId) -> None:
        """The first heat works, the next is called."""
        live = self._round(round_)
        await self.ask(PlanHeat(round_, 1, Text("上午第一场", "Morning, first"), "08:30"))
        if any(drawn.heat == 2 for drawn in live):
            await self.ask(PlanHeat(round_, 2, Text("上午第二场", "Morning, second"), "10:00"))
        module = ModuleId("practice")
        await self.ask(CallHeat(round_, module, 1))
        codes = tuple(drawn.code for drawn in live if drawn.heat == 1)
        await self.ask(SetClocks(round_, module, "start", codes))
        if len(codes) > 2:
            await self.ask(SetClocks(round_, module, "pause", codes[:1]))
            await self.ask(SetClocks(round_, module, "stop", codes[1:2]))

    async def teams(self, event: EventId) -> None:
        """Teams of three, as far as entries go."""
        teams = tuple(
            TeamRegistration(
                TeamId(f"t{n}"),
                str(n + 1),
                DelegationId(f"d{n % len(UNITS)}"),
                tuple(TeamMember(EntryId(f"{event}{m}")) for m in range(n * 3, n * 3 + 3)),
            )
            for n in range(self.count // 3)
        )
        await self.parts.people.put_entrants(
            [
                Entrant(competition=self.id, entry=team.team, name_zh=unit.zh + "队", name_en=unit.en)
                for team in teams
                for unit in [UNITS[int(team.delegation[1:])]]
            ]
        )
        rule = replace(rule_files.rules()["sum_of_members"], mixed=True, ties=())
        await self.ask(SetTeamRule(event, rule))
        await self.ask(RegisterTeams(event, teams))

    async def publish(self, event: EventId, round_: RoundId) -> None:
        """Close, publish, confirm what the award table proposes."""
        await self.ask(SetAwardRules(event, award_files.library()["prizes_10_20_30"]))
        await self.ask(CloseRound(round_, incomplete=True))
        await self.ask(PublishResults(round_))
        competition = await self.parts.live.catch_up(self.id)
        assert competition is not None
        live = competition.rounds[round_]
        assert live.official is not None
        proposal = proposed(live.event, live.official.standings)
        given = () if proposal is None else tuple(AwardGiven(o.entry, o.award) for o in proposal.given)
        await self.ask(ConfirmAwards(round_, live.round.version, given, "评委会决定"))
        await self.parts.live.catch_up(self.id)

    def _round(self, round_: RoundId) -> Sequence[Drawn]:
        state = self.parts.submit.state(self.id)
        assert state is not None
        return state.rounds[round_].order

    def _order(self, round_: RoundId) -> list[tuple[Code, EntryId]]:
        return [(drawn.code, drawn.entry) for drawn in self._round(round_)]


def _aspects(module: ModuleId, title: Text, most: int) -> tuple[Aspect, ...]:
    return tuple(
        Aspect(AspectId(f"{module}-{n}"), name, Decimal(points), Points(step=Decimal("0.1")))
        for n, (name, points) in enumerate(ASPECTS.get(module, ((title, most),)), 1)
    )


def _scheme(title: Text) -> Scheme:
    modules = tuple(
        Module(
            id_,
            name,
            Decimal(most),
            (SubCriterion(f"{id_}-all", name, _aspects(id_, name, most)),),
            panel=PanelRule("trimmed_mean"),
            panel_size=len(JUDGES),
            minutes=90,
        )
        for id_, name, most in MODULES
    )
    return Scheme(
        "gallery",
        1,
        title,
        title,
        "typical",
        "invented",
        Decimal(100),
        ResultRule(),
        modules,
        penalties=PENALTIES,
    )


def _sheet(round_: RoundId, module: ModuleId, code: Code, skill: int, judge: OfficialId) -> SubmitSheet:
    """Marks of one judge for work of so much skill, in per cent."""
    lean = LEANS[JUDGES.index(judge)]
    most = next(points for id_, _, points in MODULES if id_ == module)
    marks = {
        one.id: {FieldId("points"): str(min(one.max, one.max * (Decimal(skill) / 100 + lean)))}
        for one in _aspects(module, Text("", ""), most)
        if one.max is not None
    }
    return SubmitSheet(round_, module, code, marks)


def _judge(name: OfficialId) -> Actor:
    return Actor("judge", name, "gallery")
