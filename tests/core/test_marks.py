"""What may be recorded: every box filled, every number spelled in the one way, nothing else."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.boxes import NOT_ATTEMPTED, fields
from server.core.exact import parse_number
from server.core.ids import AspectId, FieldId, ModuleId
from server.core.marks import check_mark, check_marks, mark_faults
from server.core.refusals import Code, Refusal
from server.core.rules import Judgement, Measurement, PartCredit, Points, Quantity, Time, Veto
from server.core.scheme import Aspect, Module, SubCriterion
from server.core.text import Text
from tests.core.aspect_strategies import some_aspect
from tests.core.strategies import aspects, randoms, some_mark

NAME = Text("例", "example")
TWO_READINGS = Aspect(
    AspectId("bore"),
    NAME,
    D(8),
    Measurement(
        (Quantity(FieldId("d"), NAME, "mm", D("0.01"), D(10), D(30), 2, D(20), D(0), D(0)),), PartCredit()
    ),
)
TEN = Aspect(AspectId("ten"), NAME, D(10), Points(D("0.5")))
LEVEL = Aspect(AspectId("level"), NAME, D(1), Judgement((NAME,) * 4))
VETO = Aspect(AspectId("veto"), NAME, D(0), Veto("module"))
MODULE = Module(
    ModuleId("m"),
    NAME,
    D(19),
    (SubCriterion("s", NAME, (TWO_READINGS, TEN)), SubCriterion("t", NAME, (LEVEL, VETO))),
)
GOOD = {
    "bore": {"d.1": "20", "d.2": "20.01"},
    "ten": {"points": "9.5"},
    "level": {"level": "3"},
    "veto": {"fault": "no"},
}


def test_a_whole_sheet_may_be_recorded():
    assert check_marks(MODULE, GOOD) is None


def test_a_missing_reading_is_named():
    refusal = check_mark(TWO_READINGS, {"d.1": "20"})

    assert refusal == Refusal(Code.MARK_MISSING, {"aspect": "bore", "field": "d.2"})


@pytest.mark.parametrize(
    "text", ["", " 9", "9,5", "1e1", "+9", "09", "９", "NaN", "9.", "0x9", "1_0", "9.1234567"]
)
def test_a_number_has_one_spelling(text):
    refusal = check_mark(TEN, {"points": text})

    assert refusal is not None
    assert refusal.code == Code.MARK_NOT_A_NUMBER


def test_a_number_out_of_range_or_off_the_step_is_refused_with_what_is_possible():
    detail = {"aspect": "ten", "field": "points", "low": "0", "high": "10", "step": "0.5"}

    for text, code in (
        ("10.5", Code.MARK_OUT_OF_RANGE),
        ("-0.5", Code.MARK_OUT_OF_RANGE),
        ("9.4", Code.MARK_OFF_STEP),
    ):
        assert check_mark(TEN, {"points": text}) == Refusal(code, detail | {"value": text})


def test_a_choice_is_yes_or_no():
    assert check_mark(VETO, {"fault": "Yes"}) == Refusal(
        Code.MARK_NOT_A_CHOICE, {"aspect": "veto", "field": "fault"}
    )


def test_work_that_is_not_there_is_said_alone_and_with_yes():
    assert check_mark(TEN, {NOT_ATTEMPTED: "yes"}) is None
    assert check_mark(TEN, {NOT_ATTEMPTED: "no"}) == Refusal(
        Code.MARK_NOT_A_CHOICE, {"aspect": "ten", "field": "not_attempted"}
    )
    assert check_mark(TEN, {NOT_ATTEMPTED: "yes", "points": "5"}) == Refusal(
        Code.MARK_UNKNOWN, {"aspect": "ten", "field": "points"}
    )


@pytest.mark.parametrize("rule", [Veto("entry"), Time("elapsed")])
def test_a_veto_and_a_time_that_is_the_result_are_always_answered(rule):
    refusal = check_mark(Aspect(AspectId("a"), NAME, None, rule), {NOT_ATTEMPTED: "yes"})

    assert refusal is not None


def test_every_fault_of_a_sheet_is_found_at_once_and_the_first_one_alone():
    sheet = {"bore": {"d.1": "20"}, "ten": {"points": "x", "more": "1"}, "veto": {"fault": "no"}, "other": {}}

    codes = [
        (fault.code, fault.detail["aspect"], fault.detail["field"]) for fault in mark_faults(MODULE, sheet)
    ]

    assert codes == [
        (Code.MARK_MISSING, "bore", "d.2"),
        (Code.MARK_NOT_A_NUMBER, "ten", "points"),
        (Code.MARK_UNKNOWN, "ten", "more"),
        (Code.MARK_MISSING, "level", ""),
        (Code.MARK_UNKNOWN, "other", ""),
    ]
    assert check_marks(MODULE, sheet) == mark_faults(MODULE, sheet)[0]


@given(aspects(), st.dictionaries(st.text(max_size=20), st.text(max_size=30), max_size=4))
def test_no_text_whatever_breaks_the_check(one, mark):
    refusal = check_mark(one, mark)

    if refusal is None:
        assert mark.keys() in ({NOT_ATTEMPTED}, {box.id for box in fields(one)})


@given(randoms, st.text(max_size=30))
def test_a_text_that_is_no_number_is_never_taken_for_one(random, text):
    one = some_aspect(random, "a", 1)
    good = some_mark(random, one)
    box = random.choice(sorted(good))

    refusal = check_mark(one, {**good, box: text})

    if refusal is None:
        assert text in ("yes", "no") or (text.isascii() and parse_number(text) is not None)
