"""A panel of three that has to come together: the small competition with limits on how far apart it may be. No test here."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from server.core.commands import Actor, Command
from server.core.commands_conference import AcceptSpread, AgreeValues, CallConference
from server.core.commands_setup import AddEvent
from server.core.commands_sheet import SubmitSheet
from server.core.competition import Competition
from server.core.conferences import Open, open_conference, seen_at
from server.core.ids import AspectId, Code, EntryId, FieldId
from server.core.round import Round
from server.core.scheme import Module, PanelRule, Scheme
from tests.support.small import FINAL, JUDGES, WELD, WELDING, judge, opened, played, scheme

APART, AGREE = AspectId("weld-1"), AspectId("weld-2")
"""The judges may be two points apart on the first; on the second they have to agree."""
CODE = Code("01")


def conferring() -> list[Command]:
    """The small competition, opened; welding is judged by a panel that has to come together."""
    return [AddEvent(WELDING, c.title, _scheme()) if isinstance(c, AddEvent) else c for c in opened()]


def _scheme() -> Scheme:
    one = scheme()
    weld = one.modules[1]
    (sub,) = weld.sub_criteria
    limit, agree = PanelRule(spread_limit=Decimal(4)), PanelRule("agreed")
    aspects = (replace(sub.aspects[0], panel=limit), replace(sub.aspects[1], panel=agree))
    return replace(
        one, modules=(one.modules[0], replace(weld, sub_criteria=(replace(sub, aspects=aspects),)))
    )


def marked(name: int, first: str, second: str = "5", answers: int = 0) -> tuple[Actor, SubmitSheet]:
    """A judge's sheet for the entry: the marks for the two aspects."""
    marks = {APART: {FieldId("points"): first}, AGREE: {FieldId("points"): second}}
    return judge(JUDGES[name]), SubmitSheet(FINAL, WELD, CODE, marks, answers=answers)


def apart() -> list[Command | tuple[Actor, Command]]:
    """Everybody has handed in; the panel is six points apart on the first aspect."""
    return [*conferring(), marked(0, "3"), marked(1, "9"), marked(2, "8")]


def divided() -> list[Command | tuple[Actor, Command]]:
    """Everybody has handed in; they do not agree on the second aspect."""
    return [*conferring(), marked(0, "8", "5"), marked(1, "8", "6"), marked(2, "8", "5")]


def the_round(state: Competition) -> Round:
    return state.rounds[FINAL]


def entry_of(state: Competition) -> EntryId:
    return the_round(state).entries[CODE]


def module_of(state: Competition) -> Module:
    found = state.events[WELDING].scheme.module(WELD)
    assert found is not None
    return found


def conference_of(state: Competition) -> Open | None:
    return open_conference(state.events[WELDING].scheme, the_round(state), module_of(state), entry_of(state))


def seen(state: Competition) -> int:
    return seen_at(the_round(state), WELD, entry_of(state))


def call(state: Competition, *judges: int, reason: str = "the root is not seen alike") -> CallConference:
    named = tuple(JUDGES[one] for one in judges)
    return CallConference(FINAL, WELD, CODE, (APART,), reason, seen(state), named)


def agree(state: Competition, value: str = "5.5", reason: str = "settled at the piece") -> AgreeValues:
    return AgreeValues(FINAL, WELD, CODE, {AGREE: {FieldId("points"): value}}, reason, seen(state))


def accept(state: Competition, aspect: AspectId = APART, reason: str = "both views hold") -> AcceptSpread:
    return AcceptSpread(FINAL, WELD, CODE, (aspect,), reason, seen(state))


def then(
    steps: list[Command | tuple[Actor, Command]], *more: Command | tuple[Actor, Command]
) -> list[Command | tuple[Actor, Command]]:
    return [*steps, *more]


def called(*judges: int) -> list[Command | tuple[Actor, Command]]:
    """A conference on the first aspect was called."""
    return then(apart(), call(played(*apart()), *judges))
