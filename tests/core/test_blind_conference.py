"""What a panel agreed on under a blind number is still agreed once it is known whose number it was."""

from __future__ import annotations

from server.core.commands_conference import AgreeValues
from server.core.commands_round import CloseRound, OpenRound
from server.core.commands_setup import AddEvent
from server.core.commands_sheet import SubmitSheet
from server.core.conferences import open_conferences, seen_at
from server.core.field import results
from server.core.ids import Code, FieldId
from server.services.second_calculation import differences, gathered
from tests.core.conferring import AGREE, APART, conferring
from tests.support.blind import Asked, behind, opened, planned, seal
from tests.support.small import FINAL, JUDGES, WELD, WELDING, judge, played, recorded

WORK = Code("W01")


def divided() -> list[Asked]:
    """Three layers are drawn; the panel has marked one work and does not agree on an aspect."""
    event = next(one for one in conferring() if isinstance(one, AddEvent))
    before = [event if isinstance(one, AddEvent) else one for one in planned()]
    seals = [seal("entry"), seal("station", 2), OpenRound(FINAL), seal("work")]
    return [*before, *seals, *(marked(n, value) for n, value in enumerate(("5", "6", "5")))]


def marked(name: int, value: str) -> Asked:
    marks = {APART: {FieldId("points"): "8"}, AGREE: {FieldId("points"): value}}
    return judge(JUDGES[name]), SubmitSheet(FINAL, WELD, WORK, marks)


def agreed() -> list[Asked]:
    before = played(*divided()).rounds[FINAL]
    seen = seen_at(before, WELD, before.entries[WORK])
    values = {AGREE: {FieldId("points"): "5.5"}}
    return [*divided(), AgreeValues(FINAL, WELD, WORK, values, "settled at the piece", seen)]


def test_an_agreed_value_goes_with_the_work_to_whoever_made_it() -> None:
    closed = [*agreed(), CloseRound(FINAL, incomplete=True)]
    before = played(*closed)
    state, facts = recorded(*closed, *opened("work"), *opened("station"), *opened("entry"))
    round_ = state.rounds[FINAL]
    scheme = state.events[WELDING].scheme
    maker = behind(round_, WORK)
    hidden = before.rounds[FINAL].entries[WORK]
    blind_points = results(before, before.rounds[FINAL])[hidden].modules[WELD].points

    assert results(state, round_)[maker].modules[WELD].points == blind_points
    assert list(open_conferences(scheme, round_)) == []
    assert {entry for _, entry in round_.conferences} == {maker}
    assert differences(state, round_, gathered(facts)[FINAL]) == []
