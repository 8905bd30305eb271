"""The small competition with every sheet of some entries in, to be approved. No test stands here."""

from __future__ import annotations

from collections.abc import Iterable

from server.core.approval import Lack, lacking
from server.core.commands import Actor, Command
from server.core.commands_approval import ApproveEntries, TakeBackApproval
from server.core.competition import Competition
from server.core.decide import decide
from server.core.facts import Fact
from server.core.ids import Code, EntryId
from server.core.refusals import Refusal
from tests.support.small import FINAL, JUDGES, ORGANISER, PREPARE, WELD, judge, opened, played, sheet

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
