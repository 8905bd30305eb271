"""Calibration pieces (校准件): who marks them and when, and how far a panel agrees. Boards: `tests/scoreboard`."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.calibration import CalibrationPiece
from server.core.calibration_figures import module_figures, piece_figures
from server.core.commands import Actor, Command
from server.core.commands_calibration import EndCalibration, OpenCalibration, SetCalibrationReference
from server.core.commands_panel import SetPanel
from server.core.commands_paper import EnterPaper
from server.core.commands_round import CloseRound, OpenRound
from server.core.competition import Competition, copied, evolve
from server.core.decide import decide
from server.core.facts_calibration import CalibrationSheetSubmitted
from server.core.ids import Code as PieceCode
from server.core.ids import OfficialId
from server.core.refusals import Code, Refusal
from tests.support.small import (
    FINAL,
    JUDGES,
    PREPARE,
    WELD,
    judge,
    marks,
    module,
    opened,
    played,
    preparations,
    sheet,
)

SHADOW = OfficialId("s1")
CHIEF = Actor("chief", OfficialId("c1"), "chief tablet")
FIRST, SECOND = PieceCode("C1"), PieceCode("C2")
OPEN = OpenCalibration(FINAL, WELD, "样件一")
REFERENCE = SetCalibrationReference(FINAL, FIRST, marks(value="8"))
PART = module(WELD, 2)

Step = Command | tuple[Actor, Command]


def drawn(*steps: Step) -> Competition:
    """A round that is drawn and not open, with a shadow judge in welding."""
    beside = SetPanel(FINAL, WELD, JUDGES, (SHADOW,))
    return played(*preparations(judges=(*JUDGES, SHADOW)), beside, *steps)


def marked(who: OfficialId, value: str, code: PieceCode = FIRST) -> tuple[Actor, Command]:
    return judge(who), sheet(code, WELD, value)


def refusal(state: Competition, command: Command, by: Actor = CHIEF) -> Code | None:
    decision = decide(state, command, by, "chance")
    return decision.code if isinstance(decision, Refusal) else None


def piece(state: Competition, code: PieceCode = FIRST) -> CalibrationPiece:
    return state.rounds[FINAL].calibrations[code]


def test_a_panel_and_its_shadow_judges_mark_a_piece_before_the_round_is_open() -> None:
    state = drawn(OPEN, *(marked(who, "9") for who in (*JUDGES, SHADOW)))

    assert state.rounds[FINAL].phase == "drawn"
    assert list(piece(state).sheets) == [*JUDGES, SHADOW]
    assert state.rounds[FINAL].sheets == state.rounds[FINAL].shadow_sheets == {}


def test_a_sheet_of_a_calibration_piece_is_a_fact_of_its_own() -> None:
    decision = decide(drawn(OPEN), sheet(FIRST), judge(JUDGES[0]), "")

    assert not isinstance(decision, Refusal)
    assert [type(one) for one in decision] == [CalibrationSheetSubmitted]


def test_pieces_are_numbered_over_the_round_and_stand_one_beside_another() -> None:
    state = drawn(OPEN, OpenCalibration(FINAL, PREPARE), OPEN)

    assert [(one.code, one.module) for one in state.rounds[FINAL].calibrations.values()] == [
        ("C1", WELD),
        ("C2", PREPARE),
        ("C3", WELD),
    ]


def test_each_judge_marks_a_piece_once_in_its_own_module_and_until_it_is_ended() -> None:
    state = drawn(OPEN, OpenCalibration(FINAL, PREPARE), marked(JUDGES[0], "9"))
    ended = drawn(OPEN, EndCalibration(FINAL, FIRST))

    assert refusal(state, sheet(FIRST), judge(JUDGES[0])) is Code.SHEET_SUBMITTED_ALREADY
    assert refusal(state, sheet(SECOND, WELD), judge(JUDGES[1])) is Code.CODE_UNKNOWN
    assert refusal(state, sheet(PieceCode("C9")), judge(JUDGES[1])) is Code.CODE_UNKNOWN
    assert refusal(state, sheet(FIRST), judge(OfficialId("j9"))) is Code.NOT_ON_PANEL
    assert refusal(state, replace(sheet(FIRST), run=2), judge(JUDGES[1])) is Code.CODE_UNKNOWN
    assert refusal(state, sheet(FIRST, value="11"), judge(JUDGES[1])) is Code.MARK_OUT_OF_RANGE
    assert refusal(ended, sheet(FIRST), judge(JUDGES[0])) is Code.CALIBRATION_ENDED
    assert refusal(ended, EndCalibration(FINAL, FIRST)) is Code.CALIBRATION_ENDED


def test_a_piece_is_set_up_while_the_round_is_open_but_not_after_judging() -> None:
    closed = drawn(OPEN, OpenRound(FINAL), CloseRound(FINAL, incomplete=True))

    assert refusal(played(*opened()), OPEN) is None
    assert refusal(closed, OPEN) is Code.ROUND_NOT_OPEN
    assert refusal(closed, sheet(FIRST), judge(JUDGES[0])) is Code.ROUND_NOT_OPEN
    assert refusal(closed, EndCalibration(FINAL, FIRST)) is None


def test_a_piece_needs_a_panel_and_a_tolerance_that_is_one() -> None:
    nobody = played(*[one for one in preparations() if not isinstance(one, SetPanel)])

    assert refusal(nobody, OPEN) is Code.PANEL_EMPTY
    assert refusal(drawn(), replace(OPEN, tolerance=51)) is Code.MALFORMED
    assert refusal(drawn(), replace(OPEN, title="x" * 61)) is Code.TEXT_TOO_LONG


def test_the_reference_may_be_agreed_on_after_the_marks_and_until_the_end() -> None:
    state = drawn(OPEN, marked(JUDGES[0], "9"), REFERENCE)
    ended = drawn(OPEN, REFERENCE, EndCalibration(FINAL, FIRST))

    assert piece(state).reference == marks(value="8")
    assert refusal(state, REFERENCE) is Code.SHEET_UNCHANGED
    assert refusal(state, replace(REFERENCE, marks=marks(value="7"))) is None
    assert refusal(state, replace(REFERENCE, marks={})) is Code.MARK_MISSING
    assert refusal(ended, replace(REFERENCE, marks=marks(value="7"))) is Code.CALIBRATION_ENDED


def test_nobody_but_those_who_answer_for_the_marks_sets_a_piece_up() -> None:
    state = drawn(OPEN)

    for role in ("judge", "floor", "recorder", "supervisor", "encryption"):
        actor = Actor(role, JUDGES[0])
        for command in (OPEN, REFERENCE, EndCalibration(FINAL, FIRST)):
            assert refusal(state, command, actor) is Code.NOT_ALLOWED
    assert refusal(state, sheet(FIRST), CHIEF) is Code.NOT_ALLOWED


def test_a_calibration_piece_is_typed_in_corrected_and_returned_by_nobody() -> None:
    state = drawn(OPEN, OpenRound(FINAL), marked(JUDGES[0], "9"))
    paper = EnterPaper(FINAL, WELD, FIRST, JUDGES[1], marks())

    assert refusal(state, paper, Actor("recorder", OfficialId("r1"))) is Code.CODE_UNKNOWN


def test_judges_see_what_all_gave_once_every_sheet_is_in_or_the_piece_is_ended() -> None:
    most = drawn(OPEN, *(marked(who, "9") for who in JUDGES))
    every = drawn(OPEN, *(marked(who, "9") for who in (*JUDGES, SHADOW)))
    ended = drawn(OPEN, EndCalibration(FINAL, FIRST))

    panel = most.rounds[FINAL].everybody_of(WELD)
    assert [piece(one).is_shown(panel) for one in (most, every, ended)] == [False, True, True]


def test_a_copy_of_the_state_is_not_changed_by_what_happens_to_a_piece() -> None:
    state = drawn(OPEN)
    before = copied(state)
    decision = decide(state, sheet(FIRST), judge(JUDGES[0]), "")
    assert not isinstance(decision, Refusal)

    for fact in decision:
        evolve(state, fact, state.position + 1, 0)

    assert (len(piece(before).sheets), len(piece(state).sheets)) == (0, 1)


def test_with_a_reference_every_judge_is_compared_with_it() -> None:
    state = drawn(OPEN, marked(JUDGES[0], "9.5"), marked(JUDGES[1], "7"), REFERENCE)

    found = piece_figures(PART, piece(state), JUDGES)

    first = found.aspects[0]
    assert (first.lowest, first.highest, first.mean) == (Fraction(7), Fraction(19, 2), Fraction(33, 4))
    assert (first.range_percent, first.reference) == (Fraction(25), Fraction(8))
    assert {j: (int(one.percent or 0), one.within) for j, one in first.judges.items()} == {
        JUDGES[0]: (15, False),
        JUDGES[1]: (-10, True),
    }
    assert {j: (one.marks, one.within, int(one.deviation)) for j, one in found.judges.items()} == {
        JUDGES[0]: (2, 0, 15),
        JUDGES[1]: (2, 2, -10),
    }


def test_without_a_reference_each_is_compared_with_the_mean_of_the_others() -> None:
    state = drawn(OPEN, marked(JUDGES[0], "9"), marked(JUDGES[1], "6"), marked(JUDGES[2], "4"))

    found = piece_figures(PART, piece(state), JUDGES)

    assert {j: int(one.deviation) for j, one in found.judges.items()} == {
        JUDGES[0]: 40,
        JUDGES[1]: -5,
        JUDGES[2]: -35,
    }


def test_a_single_judge_is_compared_with_nobody() -> None:
    found = piece_figures(PART, piece(drawn(OPEN, marked(JUDGES[0], "9"))), JUDGES)

    assert found.judges == {}
    assert [one.judges[JUDGES[0]].percent for one in found.aspects] == [None, None]


def test_a_shadow_judge_is_compared_with_the_panel_and_changes_none_of_its_figures() -> None:
    some: list[Step] = [OPEN, marked(JUDGES[0], "9"), marked(JUDGES[1], "7")]
    alone, beside = drawn(*some), drawn(*some, marked(SHADOW, "3"))

    without, found = piece_figures(PART, piece(alone), JUDGES), piece_figures(PART, piece(beside), JUDGES)

    assert found.judges[SHADOW].deviation == -50
    assert {j: one for j, one in found.judges.items() if j != SHADOW} == without.judges
    assert [(a.lowest, a.highest, a.mean) for a in found.aspects] == [
        (a.lowest, a.highest, a.mean) for a in without.aspects
    ]


@pytest.mark.parametrize(
    ("second", "expected"), [(("8", "9", "10"), 1), (("4", "3", "2"), Fraction(1, 9)), (None, None)]
)
def test_agreement_over_several_pieces_is_kendalls_w_and_over_one_there_is_none(
    second: tuple[str, ...] | None, expected: Fraction | int | None
) -> None:
    # Judges one to three put both pieces into the same order, or only the third does otherwise.
    given_ = [("6", "6", "6"), second] if second else [("6", "6", "6")]
    if second == ("4", "3", "2"):
        given_ = [("6", "6", "1"), second]
    steps: list[Step] = []
    for n, values in enumerate(given_, start=1):
        steps.append(OPEN)
        steps += [
            marked(who, value, PieceCode(f"C{n}")) for who, value in zip(JUDGES, values or (), strict=True)
        ]

    found = module_figures(PART, list(drawn(*steps).rounds[FINAL].calibrations.values()), JUDGES)

    assert (found.pieces, found.concordance) == (len(given_), expected)


values = st.lists(st.integers(0, 20), min_size=3, max_size=3)


@given(values, st.integers(0, 50))
def test_more_tolerance_never_takes_a_mark_out_of_it(some: list[int], tolerance: int) -> None:
    state = drawn(OPEN, *(marked(who, f"{n / 2:g}") for who, n in zip(JUDGES, some, strict=True)))
    narrow, wide = (replace(piece(state), tolerance=one) for one in (tolerance // 2, tolerance))

    less, more = (piece_figures(PART, one, JUDGES).judges for one in (narrow, wide))

    assert all(less[who].within <= more[who].within <= more[who].marks for who in JUDGES)


@given(values)
def test_what_one_judge_gives_more_the_others_give_less(some: list[int]) -> None:
    state = drawn(OPEN, *(marked(who, f"{n / 2:g}") for who, n in zip(JUDGES, some, strict=True)))

    assert sum(one.deviation for one in piece_figures(PART, piece(state), JUDGES).judges.values()) == 0
