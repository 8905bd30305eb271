"""A panel that lies too far apart (评议): when it is in conference, how it comes together, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from server.core.commands import Actor, Command
from server.core.commands_round import CloseRound
from server.core.commands_rulings import OrderRerun, RulePart, SetEntryState
from server.core.commands_sheet import CorrectSheet, ReturnSheet, SubmitSheet
from server.core.competition import Competition
from server.core.decide import decide
from server.core.facts_conference import ConferenceCalled, SpreadAccepted, ValuesAgreed
from server.core.facts_round import RoundClosed
from server.core.facts_sheet import SheetSubmitted
from server.core.field import given_of, results, sheets_of
from server.core.ids import FieldId, OfficialId
from server.core.refusals import Code, Refusal
from server.core.working import explain
from server.core.working_text import as_text
from tests.core.conferring import (
    AGREE,
    APART,
    CODE,
    accept,
    agree,
    apart,
    call,
    called,
    conference_of,
    conferring,
    divided,
    entry_of,
    marked,
    seen,
    the_round,
    then,
)
from tests.support.small import FINAL, JUDGES, ORGANISER, WELD, judge, played


def points(state: Competition) -> Fraction:
    return results(state, the_round(state))[entry_of(state)].modules[WELD].points


def aspects_of(state: Competition) -> list[str]:
    found = conference_of(state)
    return [] if found is None else [one.aspect for one in found.aspects]


def asked(state: Competition) -> tuple[OfficialId, ...]:
    found = conference_of(state)
    return () if found is None else found.asked


def refusal(state: Competition, command: Command, actor: Actor = ORGANISER) -> Code | None:
    decision = decide(state, command, actor, "")
    return decision.code if isinstance(decision, Refusal) else None


def refused_sheet(state: Competition, sheet: tuple[Actor, SubmitSheet]) -> Code | None:
    return refusal(state, sheet[1], sheet[0])


def test_an_entry_is_in_conference_once_all_marks_are_in_and_too_far_apart() -> None:
    steps = apart()

    assert conference_of(played(*steps[:-1])) is None
    assert aspects_of(played(*steps)) == [APART]
    assert conference_of(played(*conferring(), marked(0, "7"), marked(1, "9"), marked(2, "8"))) is None


def test_a_panel_that_has_to_agree_is_in_conference_at_the_first_difference() -> None:
    assert aspects_of(played(*divided())) == [AGREE]


def test_nothing_is_in_conference_that_does_not_count() -> None:
    state = played(*apart(), SetEntryState(FINAL, entry_of(played(*apart())), "withdrawn"))
    ruled = played(*apart(), RulePart(FINAL, "aspect", APART, "full", "the drawing was wrong"))

    assert conference_of(state) is None
    assert conference_of(ruled) is None


def test_the_chief_judge_calls_all_judges_with_a_reason_or_those_named() -> None:
    state = played(*apart())

    assert decide(state, call(state), ORGANISER, "") == [
        ConferenceCalled(FINAL, WELD, CODE, (APART,), JUDGES, "the root is not seen alike", seen(state))
    ]
    assert asked(played(*called(0))) == (JUDGES[0],)
    assert refusal(state, call(state, reason="")) is Code.REASON_MISSING


def test_the_marks_of_before_count_until_a_judge_has_marked_again_and_stay_on_record() -> None:
    before, state = played(*apart()), played(*called())
    at = state.position
    again = played(*called(), marked(0, "8", answers=at))
    (first,) = the_round(again).conference(WELD, entry_of(again)).calls

    assert points(state) == points(before)
    assert points(again) == Fraction(25, 3) + 5
    assert first.before[JUDGES[0]] == {APART: {"points": "3"}}
    assert asked(again) == JUDGES[1:]


def test_a_conference_is_over_when_all_have_marked_again_and_lie_together() -> None:
    at = played(*called()).position
    steps = then(called(), marked(0, "8", answers=at), marked(1, "9", answers=at))

    assert conference_of(played(*steps)) is not None
    assert conference_of(played(*steps, marked(2, "8", answers=at))) is None
    still = played(*steps, marked(2, "3", answers=at))
    assert (aspects_of(still), asked(still)) == ([APART], ())
    assert refusal(still, call(still)) is None


def test_only_the_aspects_in_conference_are_marked_again_and_only_in_answer_to_the_call() -> None:
    state = played(*called(0))
    at = state.position

    assert refused_sheet(state, marked(0, "8", "6", answers=at)) is Code.CONFERENCE_OTHER_ASPECT
    assert refused_sheet(state, marked(0, "8")) is Code.SHEET_IN_CONFERENCE
    assert refused_sheet(state, marked(1, "8", answers=at)) is Code.SHEET_SUBMITTED_ALREADY
    actor, again = marked(0, "8", answers=at)
    assert decide(state, again, actor, "") == [
        SheetSubmitted(FINAL, WELD, CODE, JUDGES[0], again.marks, answers=at)
    ]


def test_one_call_at_a_time_for_what_is_apart_by_who_saw_the_newest_sheets() -> None:
    state, under_way = played(*apart()), played(*called())

    assert refusal(under_way, call(under_way)) is Code.CONFERENCE_UNDER_WAY
    assert refusal(state, replace(call(state), aspects=(AGREE,))) is Code.CONFERENCE_NOT_APART
    assert refusal(state, replace(call(state), aspects=())) is Code.CONFERENCE_NOT_APART
    assert refusal(state, replace(call(state), judges=(OfficialId("j9"),))) is Code.OFFICIAL_UNKNOWN
    assert refusal(state, replace(call(state), seen=seen(state) - 1)) is Code.SHEET_CHANGED_MEANWHILE
    assert refusal(played(*apart()[:-1]), call(played(*apart()[:-1]))) is Code.CONFERENCE_SHEETS_MISSING


def test_an_agreed_value_counts_for_the_whole_panel_and_the_marks_stay() -> None:
    before = played(*divided())
    state = played(*divided(), agree(before))
    round_ = the_round(state)

    assert decide(before, agree(before), ORGANISER, "") == [
        ValuesAgreed(
            FINAL, WELD, CODE, {AGREE: {FieldId("points"): "5.5"}}, "settled at the piece", seen(before)
        )
    ]
    assert points(state) == Fraction(8) + Fraction(11, 2)
    assert conference_of(state) is None
    assert round_.sheets[WELD, entry_of(state)][JUDGES[1]].marks[AGREE] == {"points": "6"}


def test_the_working_shows_every_judges_mark_beside_the_agreed_value() -> None:
    state = played(*divided(), agree(played(*divided())))
    event, round_ = state.event_of(the_round(state)), the_round(state)
    step = explain(
        event.scheme,
        sheets_of(event.scheme, round_, entry_of(state)),
        round_.panels,
        given_of(round_, entry_of(state)),
    )
    weld = next(one for one in step.steps if one.of == WELD)
    aspect = next(one for sub in weld.steps for one in sub.steps if one.of == AGREE)

    assert [(one.kind, one.value) for one in aspect.steps] == [
        ("judge", "5"),
        ("judge", "6"),
        ("judge", "5"),
        ("agreed", "5.5"),
    ]
    assert aspect.value == "5.5"
    assert aspect.steps[-1].figures["reason"] == "settled at the piece"
    assert any("settled at the piece" in line for line in as_text(step, "en"))


def test_a_value_is_agreed_only_where_the_panel_rule_is_to_agree() -> None:
    state, divide = played(*apart()), played(*divided())
    wrong = replace(agree(state), marks={APART: {"points": "8"}})  # type: ignore[dict-item]

    assert refusal(state, wrong) is Code.VALUE_NOT_TO_AGREE
    assert refusal(divide, agree(divide, "99")) is Code.MARK_OUT_OF_RANGE
    assert refusal(divide, agree(divide, reason="")) is Code.REASON_MISSING
    agreed = played(*divided(), agree(divide))
    assert refusal(agreed, agree(agreed)) is Code.SHEET_UNCHANGED
    assert points(played(*divided(), agree(divide), agree(agreed, "6"))) == 14


def test_a_spread_is_let_stand_with_a_reason_until_one_of_its_marks_changes() -> None:
    before = played(*apart())
    state = played(*apart(), accept(before))
    sheet = the_round(state).sheets[WELD, entry_of(state)][JUDGES[0]]
    lower = {**sheet.marks, APART: {"points": "2"}}
    corrected = played(
        *apart(),
        accept(before),
        CorrectSheet(FINAL, WELD, CODE, JUDGES[0], lower, "typing", sheet.position),  # type: ignore[arg-type]
    )

    assert decide(before, accept(before), ORGANISER, "") == [
        SpreadAccepted(FINAL, WELD, CODE, (APART,), "both views hold", seen(before))
    ]
    assert (conference_of(state), points(state)) == (None, points(before))
    assert aspects_of(corrected) == [APART]
    assert refusal(before, accept(before, reason=" ")) is Code.REASON_MISSING
    assert refusal(state, accept(state)) is Code.CONFERENCE_NOT_APART


def test_what_is_settled_needs_no_judge_any_more() -> None:
    state = played(*called())
    settled = played(*called(), accept(state))

    assert conference_of(settled) is None
    assert refused_sheet(settled, marked(0, "8", answers=state.position)) is Code.SHEET_SUBMITTED_ALREADY


def test_what_was_settled_can_be_called_again() -> None:
    agreed = played(*divided(), agree(played(*divided())))
    again = replace(call(agreed), aspects=(AGREE,))
    state = played(*divided(), agree(played(*divided())), again)

    assert aspects_of(state) == [AGREE]
    assert points(state) == points(played(*divided()))


def test_a_sheet_in_conference_is_not_corrected_and_one_that_goes_back_answers_no_call() -> None:
    state = played(*called())
    sheet = the_round(state).sheets[WELD, entry_of(state)][JUDGES[0]]
    other = {**sheet.marks, APART: {"points": "8"}}
    correction = CorrectSheet(FINAL, WELD, CODE, JUDGES[0], other, "typing", sheet.position)  # type: ignore[arg-type]
    back = ReturnSheet(FINAL, WELD, CODE, JUDGES[0], "all of it", sheet.position)
    returned = played(*called(), back)

    assert refusal(state, correction) is Code.SHEET_IN_CONFERENCE
    assert asked(returned) == JUDGES[1:]
    assert refused_sheet(returned, marked(0, "8", "6", answers=returned.position)) is None, (
        "a sheet that went back is marked as a whole"
    )


def test_a_round_ends_with_an_open_conference_only_with_a_reason() -> None:
    state = played(*apart())
    close = CloseRound(FINAL, incomplete=True)

    assert decide(state, close, ORGANISER, "") == Refusal(Code.CONFERENCES_OPEN, {"open": 1})
    assert decide(state, replace(close, reason="no time is left"), ORGANISER, "") == [
        RoundClosed(FINAL, "no time is left")
    ]
    assert refusal(played(*apart(), accept(state)), close) is None


def test_with_a_rerun_a_conference_is_over_and_the_run_before_keeps_what_was_agreed() -> None:
    before = played(*divided())
    agreed = agree(before)
    again = OrderRerun(FINAL, entry_of(before), (WELD,), "the power failed", "best")
    worse = [
        (judge(JUDGES[n]), SubmitSheet(FINAL, WELD, CODE, marked(n, "1", "1")[1].marks, run=2))
        for n in range(3)
    ]

    state = played(*divided(), agreed, again, *worse)
    assert conference_of(state) is None
    assert points(state) == Fraction(8) + Fraction(11, 2)


def test_judges_call_agree_and_accept_nothing() -> None:
    state = played(*apart())
    divide = played(*divided())
    anna = judge(JUDGES[0])

    assert refusal(state, call(state), anna) is Code.NOT_ALLOWED
    assert refusal(divide, agree(divide), anna) is Code.NOT_ALLOWED
    assert refusal(state, accept(state), anna) is Code.NOT_ALLOWED
