"""A sheet that goes back to its judge: what counts meanwhile, how it is handed in again, and what is refused."""

from __future__ import annotations

from dataclasses import replace

from server.core.commands_round import CloseRound
from server.core.commands_rulings import OrderRerun
from server.core.commands_sheet import ReturnSheet
from server.core.competition import Competition
from server.core.decide import decide
from server.core.evidence import Evidence
from server.core.facts_sheet import SheetReturned, SheetSubmitted
from server.core.ids import FileHash
from server.core.refusals import Code, Refusal
from tests.support.small import FINAL, JUDGES, ORGANISER, WELD, codes, judge, marks, opened, played, sheet

OPEN = played(*opened())
CODE = codes(OPEN)[0]
ENTRY = OPEN.rounds[FINAL].entries[CODE]
ANNA = judge(JUDGES[0])
PHOTO = Evidence(FileHash("a" * 64), "photo")
SENT = replace(sheet(CODE), evidence=(PHOTO,))
AT = OPEN.position + 1
BACK = ReturnSheet(FINAL, WELD, CODE, JUDGES[0], "a line was misread", AT)
ANEW = replace(sheet(CODE, value="8"), answers=AT + 1)


def returned() -> Competition:
    return played(*opened(), (ANNA, SENT), BACK)


def test_a_returned_sheet_is_owed_again_and_stays_on_record() -> None:
    decision = decide(played(*opened(), (ANNA, SENT)), BACK, ORGANISER, "")
    state = returned()
    round_ = state.rounds[FINAL]
    back = round_.returned[WELD, ENTRY, JUDGES[0]]

    assert decision == [SheetReturned(FINAL, WELD, CODE, JUDGES[0], "a line was misread", AT)]
    assert round_.sheet(WELD, ENTRY, JUDGES[0]) is None
    assert (WELD, ENTRY, JUDGES[0]) in set(round_.missing())
    assert (back.position, back.sheet.marks) == (AT + 1, marks())
    assert round_.has_marked(WELD, JUDGES[0])
    assert round_.changed_at == AT + 1


def test_it_is_handed_in_again_in_answer_to_the_return_and_its_pictures_stay() -> None:
    assert decide(returned(), ANEW, ANNA, "") == [
        SheetSubmitted(FINAL, WELD, CODE, JUDGES[0], marks(value="8"), answers=AT + 1)
    ]
    round_ = played(*opened(), (ANNA, SENT), BACK, (ANNA, ANEW)).rounds[FINAL]
    again = round_.sheet(WELD, ENTRY, JUDGES[0])

    assert round_.returned == {}
    assert again is not None
    assert (again.marks, again.answers, again.evidence) == (marks(value="8"), AT + 1, (PHOTO,))


def test_what_was_written_before_the_return_is_not_taken_for_the_answer() -> None:
    late, guessed = replace(ANEW, answers=0), replace(ANEW, answers=AT)

    for command in (late, guessed):
        assert decide(returned(), command, ANNA, "") == Refusal(Code.SHEET_RETURNED, {"position": AT + 1})
    assert decide(OPEN, ANEW, ANNA, "") == Refusal(Code.SHEET_RETURNED, {"position": 0})


def test_a_sheet_is_returned_once_with_a_reason_while_the_round_is_open() -> None:
    marked = played(*opened(), (ANNA, SENT))
    closed = played(*opened(), (ANNA, SENT), CloseRound(FINAL, incomplete=True))

    assert decide(returned(), BACK, ORGANISER, "") == Refusal(Code.SHEET_RETURNED, {"position": AT + 1})
    assert decide(OPEN, BACK, ORGANISER, "") == Refusal(Code.SHEET_NOT_SUBMITTED)
    assert decide(closed, BACK, ORGANISER, "") == Refusal(Code.ROUND_NOT_OPEN)
    assert decide(marked, replace(BACK, reason=""), ORGANISER, "") == Refusal(Code.REASON_MISSING)
    assert decide(marked, replace(BACK, replaces=1), ORGANISER, "") == Refusal(
        Code.SHEET_CHANGED_MEANWHILE, {"position": AT}
    )


def test_a_judge_returns_nothing() -> None:
    assert decide(played(*opened(), (ANNA, SENT)), BACK, ANNA, "") == Refusal(Code.NOT_ALLOWED)


def test_a_round_is_not_complete_while_a_sheet_is_out() -> None:
    decision = decide(returned(), CloseRound(FINAL), ORGANISER, "")

    assert isinstance(decision, Refusal)
    assert decision.code is Code.ROUND_INCOMPLETE


def test_with_a_rerun_a_return_is_over() -> None:
    again = played(*opened(), (ANNA, SENT), BACK, OrderRerun(FINAL, ENTRY, (WELD,), "the power failed"))

    assert again.rounds[FINAL].returned == {}
    assert isinstance(decide(again, replace(sheet(CODE), run=2), ANNA, ""), list)
