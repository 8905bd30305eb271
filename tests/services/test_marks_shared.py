"""Equal marks are one object in memory, wherever they came from; nothing else about a fact or a command changes."""

from __future__ import annotations

from server.core.commands_sheet import SubmitSheet
from server.core.facts_round import RoundClosed
from server.core.facts_sheet import SheetSubmitted
from server.core.ids import AspectId, Code, FieldId
from server.services.marks_shared import shared
from server.services.wire import command_json, fact_json, parse_command, parse_fact
from server.storage.chain import canonical
from tests.support.small import FINAL, JUDGES, WELD, sheet

SHEET = SheetSubmitted(
    FINAL,
    WELD,
    Code("A1"),
    JUDGES[0],
    {AspectId("a"): {FieldId("points"): "9.5"}, AspectId("b"): {FieldId("points"): "9.5"}},
)


def test_equal_marks_of_one_sheet_and_of_others_are_held_once() -> None:
    one, other = parse_fact(fact_json(SHEET)), parse_fact(fact_json(SHEET) | {"comment": "another sheet"})

    assert isinstance(one, SheetSubmitted)
    assert isinstance(other, SheetSubmitted)
    assert one == SHEET
    assert one.marks[AspectId("a")] is one.marks[AspectId("b")] is other.marks[AspectId("a")]


def test_the_sheet_that_was_sent_and_the_one_in_the_ledger_are_the_same_object() -> None:
    sent = parse_command(canonical(command_json(sheet(Code("A1")))))
    assert isinstance(sent, SubmitSheet)
    recorded = SheetSubmitted(FINAL, WELD, sent.code, JUDGES[0], sent.marks)

    read = parse_fact(fact_json(recorded))

    assert isinstance(read, SheetSubmitted)
    assert read.marks is sent.marks


def test_a_fact_without_marks_is_left_alone() -> None:
    closed = RoundClosed(FINAL)

    assert shared(closed) is closed
