"""The small competition with every sheet of some entries in, to be approved. No test stands here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from server.core.approval import Lack, lacking
from server.core.commands import Actor, Command
from server.core.commands_approval import ApproveEntries, TakeBackApproval
from server.core.commands_field import SetCarry
from server.core.commands_panel import SetPanel
from server.core.commands_paper import EnterPaper
from server.core.commands_round import AddRound, MakeDraw, OpenRound
from server.core.commands_setup import AddEvent
from server.core.commands_sheet import CorrectSheet
from server.core.competition import Competition
from server.core.decide import decide
from server.core.facts import Fact
from server.core.facts_field import CarriedRound
from server.core.ids import AspectId, Code, EntryId, FieldId, ModuleId, OfficialId, RoundId
from server.core.refusals import Code as Refused
from server.core.refusals import Refusal
from server.core.rules import BestShare, Relative
from server.core.scheme import Aspect, Module, SubCriterion
from tests.core import conferring
from tests.support.small import (
    FINAL,
    JUDGES,
    ORGANISER,
    PREPARE,
    TITLE,
    WELD,
    WELDING,
    judge,
    marks,
    opened,
    played,
    scheme,
    sheet,
)

FIRST, SECOND = Code("01"), Code("02")
HEAD = Actor("chief", JUDGES[0], "chief's desk")
Asked = Command | tuple[Actor, Command]
NOW = 10**6
"""Whoever says this has seen everything."""


def handed_in(*codes: str, value: str = "9.5") -> list[Asked]:
    """Every sheet of these entries: two judges prepare, three weld."""
    due = ((PREPARE, JUDGES[:2]), (WELD, JUDGES))
    return [
        (judge(who), sheet(Code(code), module, value))
        for code in codes
        for module, panel in due
        for who in panel
    ]


def marked(*codes: str) -> list[Asked]:
    """The round is open, and every sheet of these entries is in."""
    return [*opened(), *handed_in(*codes)]


def entry(state: Competition, code: str) -> EntryId:
    return state.rounds[FINAL].entries[Code(code)]


def approve(steps: Iterable[Asked], *codes: str, seen: int = NOW) -> tuple[Actor, ApproveEntries]:
    """The chief judge approves these entries after these steps."""
    state = played(*steps)
    return HEAD, ApproveEntries(FINAL, tuple(entry(state, code) for code in codes), seen)


def take_back(steps: Iterable[Asked], *codes: str) -> tuple[Actor, TakeBackApproval]:
    state = played(*steps)
    return HEAD, TakeBackApproval(FINAL, tuple(entry(state, code) for code in codes), "a doubt")


def approved(*codes: str) -> list[Asked]:
    """All of them are marked and approved."""
    steps = marked(*codes)
    return [*steps, approve(steps, *codes)]


def lacks(state: Competition, code: str) -> tuple[Lack, ...]:
    round_ = state.rounds[FINAL]
    return lacking(state.event_of(round_).scheme, round_, entry(state, code))


def answer(state: Competition, asked: Asked) -> list[Fact] | Refusal:
    actor, command = asked if isinstance(asked, tuple) else (ORGANISER, asked)
    return decide(state, command, actor, "chance")


def refusal(state: Competition, asked: Asked) -> Refused | None:
    found = answer(state, asked)
    return found.code if isinstance(found, Refusal) else None


def kinds(state: Competition, code: str = FIRST) -> list[str]:
    return [one.kind for one in lacks(state, code)]


CORRECTED = CorrectSheet(FINAL, WELD, FIRST, JUDGES[0], marks(value="8"), "typing", 0)
PAPER = EnterPaper(FINAL, WELD, FIRST, JUDGES[2], marks())
ON_PAPER = replace(HEAD, role="recorder", official=OfficialId("li"))
SPREAD = [*conferring.apart(), *handed_in("01")[:2]]
NEXT = RoundId("next")
RUN = ModuleId("run")


def carried() -> list[Asked]:
    """What is approved in the second round adds what the first one gave."""
    steps: list[Asked] = [
        *marked(FIRST),
        AddRound(NEXT, WELDING, TITLE),
        SetCarry(NEXT, (CarriedRound(FINAL),)),
        MakeDraw(NEXT, "2027"),
        SetPanel(NEXT, PREPARE, JUDGES[:1]),
        SetPanel(NEXT, WELD, JUDGES[:1]),
        OpenRound(NEXT),
    ]
    state = played(*steps)
    who = entry(state, FIRST)
    code = state.rounds[NEXT].codes[who]
    sheets: list[Asked] = [(judge(JUDGES[0]), replace(sheet(code, of), round=NEXT)) for of in (PREPARE, WELD)]
    return [*steps, *sheets, (HEAD, ApproveEntries(NEXT, (who,), NOW))]


def race(*codes: str) -> list[Asked]:
    """The points of each depend on the fastest: one judge, one value."""
    fastest = Aspect(AspectId("fastest"), TITLE, Decimal(20), Relative("low", BestShare()))
    field = Module(RUN, TITLE, Decimal(20), (SubCriterion("run-all", TITLE, (fastest,)),))
    race = replace(scheme(), max=Decimal(20), modules=(field,))
    steps: list[Asked] = [
        AddEvent(WELDING, TITLE, race) if isinstance(one, AddEvent) else one
        for one in opened()
        if not isinstance(one, SetPanel)
    ]
    steps[-1:] = [SetPanel(FINAL, RUN, JUDGES[:1]), OpenRound(FINAL)]
    value = {AspectId("fastest"): {FieldId("seconds"): "10"}}
    sheets = [(judge(JUDGES[0]), replace(sheet(Code(code), RUN), marks=value)) for code in codes]
    return [*steps, *sheets]
