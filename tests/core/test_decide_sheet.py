"""Sheets: handed in once, by who is on the panel, while the round is open; corrected with a reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.core.commands import Actor, Command
from server.core.commands_round import CloseRound, PublishResults
from server.core.commands_rulings import SetEntryState
from server.core.commands_sheet import CorrectSheet, SubmitSheet
from server.core.decide import decide
from server.core.facts_sheet import Marks, SheetCorrected, SheetSubmitted
from server.core.ids import AspectId, FieldId, ModuleId, OfficialId, RoundId
from server.core.ids import Code as BlindCode
from server.core.refusals import Code, Refusal
from tests.support.small import (
    FINAL,
    JUDGES,
    ORGANISER,
    PREPARE,
    WELD,
    codes,
    judge,
    marks,
    opened,
    played,
    preparations,
    sheet,
)

OPENED = played(*opened())
CODE = codes(OPENED)[0]
ANNA, OUTSIDER = judge(JUDGES[0]), judge(OfficialId("j9"))
SHEET = sheet(CODE)
MARKED = played(*opened(), (ANNA, SHEET))
AT = MARKED.position
CORRECTION = CorrectSheet(FINAL, WELD, CODE, JUDGES[0], marks(value="8"), "typing error", AT)


def field(value: str, name: str = "points") -> Marks:
    return {**marks(), AspectId("weld-1"): {FieldId(name): value}}


def test_a_sheet_is_recorded_whole_under_its_judge() -> None:
    command = replace(SHEET, comment="a clean seam\n好")

    assert decide(OPENED, command, ANNA, "") == [
        SheetSubmitted(FINAL, WELD, CODE, JUDGES[0], marks(), "a clean seam\n好")
    ]


@pytest.mark.parametrize(
    ("actor", "command", "expected"),
    [
        (ANNA, replace(SHEET, round=RoundId("r9")), Refusal(Code.ROUND_UNKNOWN)),
        (ANNA, replace(SHEET, module=ModuleId("m9")), Refusal(Code.MODULE_UNKNOWN)),
        (OUTSIDER, SHEET, Refusal(Code.NOT_ON_PANEL)),
        # Whoever is not on the panel learns nothing about codes and sheets.
        (OUTSIDER, replace(SHEET, code=BlindCode("77")), Refusal(Code.NOT_ON_PANEL)),
        (judge(JUDGES[2]), sheet(CODE, PREPARE), Refusal(Code.NOT_ON_PANEL)),
        (ANNA, replace(SHEET, code=BlindCode("77")), Refusal(Code.CODE_UNKNOWN, {"code": "77"})),
        (ANNA, SHEET, Refusal(Code.SHEET_SUBMITTED_ALREADY, {"position": AT})),
    ],
)
def test_a_sheet_belongs_to_a_round_a_module_a_judge_and_an_entry(
    actor: Actor, command: SubmitSheet, expected: Refusal
) -> None:
    assert decide(MARKED, command, actor, "") == expected


def test_sheets_are_taken_while_the_round_is_open() -> None:
    closed = CloseRound(FINAL, incomplete=True)

    for steps in (preparations(), [*opened(), closed], [*opened(), closed, PublishResults(FINAL)]):
        assert decide(played(*steps), SHEET, ANNA, "") == Refusal(Code.ROUND_NOT_OPEN)


def test_a_repeated_sheet_is_told_so_even_when_the_round_has_closed() -> None:
    state = played(*opened(), (ANNA, SHEET), CloseRound(FINAL, incomplete=True))

    assert decide(state, SHEET, ANNA, "") == Refusal(Code.SHEET_SUBMITTED_ALREADY, {"position": AT})


def test_a_sheet_of_an_entry_that_gave_up_is_taken_all_the_same() -> None:
    entry = OPENED.rounds[FINAL].entries[CODE]
    state = played(*opened(), SetEntryState(FINAL, entry, "not_finished"))

    assert isinstance(decide(state, SHEET, ANNA, ""), list)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({}, Code.MARK_MISSING),
        ({**marks(), AspectId("paint"): {FieldId("points"): "1"}}, Code.MARK_UNKNOWN),
        (field("1,5"), Code.MARK_NOT_A_NUMBER),
        (field("10.5"), Code.MARK_OUT_OF_RANGE),
        (field("9.3"), Code.MARK_OFF_STEP),
        (field("perhaps", "not_attempted"), Code.MARK_NOT_A_CHOICE),
    ],
)
def test_every_mark_is_checked(wrong: Marks, code: Code) -> None:
    for state, actor, command in (
        (OPENED, ANNA, replace(SHEET, marks=wrong)),
        (MARKED, ORGANISER, replace(CORRECTION, marks=wrong)),
    ):
        decision = decide(state, command, actor, "")
        assert isinstance(decision, Refusal)
        assert decision.code is code


def test_a_comment_is_bounded() -> None:
    decision = decide(OPENED, replace(SHEET, comment="x" * 2001), ANNA, "")

    assert decision == Refusal(Code.TEXT_TOO_LONG, {"field": "comment", "length_max": 2000})


def test_a_correction_replaces_the_marks_whole_with_a_reason() -> None:
    closed = CloseRound(FINAL, incomplete=True)
    steps: list[Command | tuple[Actor, Command]] = [*opened(), (ANNA, SHEET)]

    for more in ([], [closed], [closed, PublishResults(FINAL)]):
        assert decide(played(*steps, *more), CORRECTION, ORGANISER, "") == [
            SheetCorrected(FINAL, WELD, CODE, JUDGES[0], marks(value="8"), "typing error", AT)
        ]


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (replace(CORRECTION, module=ModuleId("m9")), Refusal(Code.MODULE_UNKNOWN)),
        (replace(CORRECTION, code=BlindCode("77")), Refusal(Code.CODE_UNKNOWN, {"code": "77"})),
        (replace(CORRECTION, judge=JUDGES[1]), Refusal(Code.SHEET_NOT_SUBMITTED)),
        (replace(CORRECTION, replaces=1), Refusal(Code.SHEET_CHANGED_MEANWHILE, {"position": AT})),
        (replace(CORRECTION, marks=marks()), Refusal(Code.SHEET_UNCHANGED)),
        (replace(CORRECTION, reason="  "), Refusal(Code.REASON_MISSING)),
        (replace(CORRECTION, reason="x" * 501), Refusal(Code.TEXT_TOO_LONG, {"field": "reason", "length_max": 500})),
    ],
)  # fmt: skip
def test_a_correction_names_what_it_replaces_and_changes_it(command: CorrectSheet, expected: Refusal) -> None:
    assert decide(MARKED, command, ORGANISER, "") == expected


def test_nothing_is_corrected_before_the_opening() -> None:
    assert decide(played(*preparations()), CORRECTION, ORGANISER, "") == Refusal(Code.ROUND_NOT_OPEN)


def test_of_two_corrections_of_the_same_sheet_the_second_must_look_again() -> None:
    after = played(*opened(), (ANNA, SHEET), CORRECTION)

    again = decide(after, replace(CORRECTION, marks=marks(value="7")), ORGANISER, "")

    assert again == Refusal(Code.SHEET_CHANGED_MEANWHILE, {"position": AT + 1})


def test_the_comment_outlives_a_correction() -> None:
    commented = replace(SHEET, comment="a clean seam")
    after = played(*opened(), (ANNA, commented), CORRECTION)

    entry = after.rounds[FINAL].entries[CODE]
    corrected = after.rounds[FINAL].sheet(WELD, entry, JUDGES[0])
    assert corrected is not None
    assert (corrected.comment, corrected.corrected, corrected.marks) == (
        "a clean seam",
        True,
        marks(value="8"),
    )
