"""A judge who leaves in the middle of a round: what they marked stays, what they owe is due from who takes over."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from server.core.commands import Actor, Command
from server.core.commands_panel import ReplaceJudge, SetPanel
from server.core.commands_round import CloseRound, OpenRound
from server.core.commands_rulings import OrderRerun
from server.core.commands_setup import SetOfficialDelegation
from server.core.commands_sheet import ReturnSheet, SubmitSheet
from server.core.competition import Competition, evolve
from server.core.decide import decide
from server.core.field import results
from server.core.ids import DelegationId, OfficialId
from server.core.refusals import Code, Refusal
from server.reference.rounds import Tables
from tests.support.small import (
    FINAL,
    JUDGES,
    ORGANISER,
    PREPARE,
    WELD,
    codes,
    judge,
    marks,
    played,
    preparations,
    sheet,
)

SPARE, OTHER = OfficialId("s1"), OfficialId("s2")
EVERYBODY = (*JUDGES, SPARE, OTHER)
LEAVES = JUDGES[2]


def begun() -> list[Command]:
    some = [one for one in preparations(judges=EVERYBODY) if not isinstance(one, SetPanel)]
    return [*some, SetPanel(FINAL, PREPARE, JUDGES[:2]), SetPanel(FINAL, WELD, JUDGES), OpenRound(FINAL)]


def swap(judge_: OfficialId = LEAVES, by: OfficialId = SPARE, reason: str = "突发疾病") -> ReplaceJudge:
    return ReplaceJudge(FINAL, WELD, judge_, by, reason)


ORDER = codes(played(*begun()))


def by(name: OfficialId, place: int, value: str = "8") -> tuple[Actor, SubmitSheet]:
    return judge(name), sheet(ORDER[place], WELD, value)


def refusal(state: Competition, command: Command, actor: Actor = ORGANISER) -> Code | None:
    decision = decide(state, command, actor, "chance")
    return decision.code if isinstance(decision, Refusal) else None


def judging(state: Competition, place: int) -> tuple[OfficialId, ...]:
    round_ = state.rounds[FINAL]
    return round_.judging(WELD, round_.entries[ORDER[place]])


def test_an_entry_that_was_marked_keeps_its_judge_and_the_rest_are_due_from_the_new_one() -> None:
    state = played(*begun(), by(LEAVES, 0), swap())

    assert judging(state, 0) == JUDGES
    assert judging(state, 1) == (*JUDGES[:2], SPARE)
    assert refusal(state, sheet(ORDER[0]), judge(SPARE)) is Code.SHEET_NOT_YOURS
    assert refusal(state, sheet(ORDER[1]), judge(LEAVES)) is Code.SHEET_NOT_YOURS
    assert refusal(state, sheet(ORDER[1]), judge(SPARE)) is None


def test_nobody_waits_for_the_judge_who_left() -> None:
    state = played(*begun(), by(LEAVES, 0), swap())

    owing = {owed for module, _, owed in state.rounds[FINAL].missing() if module == WELD}
    assert owing == {*JUDGES[:2], SPARE}


def test_the_marks_of_the_judge_who_left_count_as_before() -> None:
    sheets = [by(name, 0, value) for name, value in zip(JUDGES, ("6", "7", "9.5"), strict=True)]
    before, after = played(*begun(), *sheets), played(*begun(), *sheets, swap())
    entry = before.rounds[FINAL].entries[ORDER[0]]

    assert results(after, after.rounds[FINAL])[entry] == results(before, before.rounds[FINAL])[entry]


def test_a_sheet_returned_to_the_judge_who_left_is_due_from_the_new_one() -> None:
    sent = played(*begun(), by(LEAVES, 0))
    position = sent.position
    back = ReturnSheet(FINAL, WELD, ORDER[0], LEAVES, "再看一次", position)

    first = played(*begun(), by(LEAVES, 0), back, swap())
    later = played(*begun(), by(LEAVES, 0), swap(), back)

    for state in (first, later):
        assert judging(state, 0) == (*JUDGES[:2], SPARE)
        assert state.rounds[FINAL].returned == {}
        assert refusal(state, sheet(ORDER[0]), judge(SPARE)) is None


def test_a_judge_may_be_replaced_again_and_come_back() -> None:
    state = played(
        *begun(), by(LEAVES, 0), swap(), by(SPARE, 1), swap(SPARE, OTHER), by(OTHER, 2), swap(OTHER, LEAVES)
    )

    assert [judging(state, place)[2] for place in range(4)] == [LEAVES, SPARE, OTHER, LEAVES]
    assert refusal(state, sheet(ORDER[3]), judge(LEAVES)) is None


def test_it_takes_an_open_round_a_reason_and_somebody_who_has_no_seat_there() -> None:
    state = played(*begun(), by(LEAVES, 0), swap())

    assert refusal(played(*begun()), swap(reason="")) is Code.REASON_MISSING
    assert refusal(played(*begun()), swap(by=JUDGES[0])) is Code.PANEL_JUDGE_TWICE
    assert refusal(played(*begun()), swap(by=LEAVES)) is Code.PANEL_JUDGE_TWICE
    assert refusal(played(*begun()), swap(by=OfficialId("nobody"))) is Code.OFFICIAL_UNKNOWN
    assert refusal(state, swap()) is Code.PANEL_JUDGE_UNKNOWN
    assert refusal(state, swap(JUDGES[0], LEAVES)) is Code.PANEL_JUDGE_TWICE
    assert refusal(played(*begun(), CloseRound(FINAL, incomplete=True)), swap()) is Code.ROUND_NOT_OPEN


def test_a_chief_judge_replaces_and_a_judge_does_not() -> None:
    state = played(*begun())

    assert refusal(state, swap(), Actor("chief", OfficialId("c"), "desk")) is None
    assert refusal(state, swap(), judge(JUDGES[0])) is Code.NOT_ALLOWED


def test_a_new_panel_keeps_the_seat_of_a_judge_who_left_marks_behind() -> None:
    state = played(*begun(), by(LEAVES, 0), swap())

    assert refusal(state, SetPanel(FINAL, WELD, JUDGES[:2])) is Code.PANEL_JUDGE_HAS_MARKED
    assert refusal(state, SetPanel(FINAL, WELD, (*JUDGES, SPARE))) is Code.PANEL_JUDGE_TWICE
    assert refusal(state, SetPanel(FINAL, WELD, (*JUDGES[:2], SPARE, OTHER))) is None


def test_no_entry_is_left_to_nobody() -> None:
    alone = [
        *[one for one in begun() if not (isinstance(one, SetPanel) and one.module == WELD)][:-1],
        SetPanel(FINAL, WELD, (LEAVES,)),
        OpenRound(FINAL),
        SetOfficialDelegation(SPARE, DelegationId("d1"), "同单位"),
    ]

    assert refusal(played(*alone), swap()) is Code.PANEL_NOBODY_LEFT


def test_what_was_marked_in_an_earlier_run_still_counts_beside_the_new_judges() -> None:
    sheets = [by(name, 0, "9") for name in JUDGES]
    entry = played(*begun()).rounds[FINAL].entries[ORDER[0]]
    again = OrderRerun(FINAL, entry, (WELD,), "停电", "best")
    worse = [
        (judge(name), SubmitSheet(FINAL, WELD, ORDER[0], marks(WELD, "5"), run=2))
        for name in (*JUDGES[:2], SPARE)
    ]
    state = played(*begun(), *sheets, again, swap(), *worse)

    assert results(state, state.rounds[FINAL])[entry].modules[WELD].points == 18


steps = st.lists(
    st.one_of(
        st.tuples(st.just("sheet"), st.sampled_from(EVERYBODY), st.integers(0, 3), st.integers(0, 20)),
        st.tuples(st.just("swap"), st.sampled_from(EVERYBODY), st.sampled_from(EVERYBODY)),
        st.tuples(st.just("back"), st.sampled_from(EVERYBODY), st.integers(0, 3)),
        st.tuples(st.just("again"), st.integers(0, 3), st.sampled_from(["last", "best"])),
        st.tuples(st.just("panel"), st.sets(st.sampled_from(EVERYBODY), min_size=1)),
        st.tuples(st.just("home"), st.sampled_from(EVERYBODY), st.sampled_from(["d1", "d2"])),
    ),
    max_size=40,
)


def command(state: Competition, step: tuple[Any, ...]) -> tuple[Actor, Command]:
    round_ = state.rounds[FINAL]
    match step:
        case ("sheet", name, place, halves):
            entry = round_.entries[ORDER[place]]
            back = round_.returned.get((WELD, entry, name))
            return judge(name), SubmitSheet(
                FINAL,
                WELD,
                ORDER[place],
                marks(WELD, f"{halves / 2:g}"),
                run=round_.run(WELD, entry),
                answers=back.position if back else 0,
            )
        case ("swap", name, other):
            return ORGANISER, swap(name, other)
        case ("back", name, place):
            there = round_.sheet(WELD, round_.entries[ORDER[place]], name)
            return ORGANISER, ReturnSheet(
                FINAL, WELD, ORDER[place], name, "再看", there.position if there else 0
            )
        case ("again", place, counts):
            return ORGANISER, OrderRerun(FINAL, round_.entries[ORDER[place]], (WELD,), "停电", counts)
        case ("panel", some):
            return ORGANISER, SetPanel(FINAL, WELD, tuple(sorted(some)))
        case ("home", name, home):
            return ORGANISER, SetOfficialDelegation(name, DelegationId(home), "同单位")
    raise AssertionError(step)


@given(steps)
def test_whatever_happens_to_a_panel_both_calculations_agree_and_no_seat_counts_twice(
    some: list[tuple[Any, ...]],
) -> None:
    state, tables = Competition(), Tables()
    commands: list[Any] = [(ORGANISER, one) for one in begun()] + some
    for one in commands:
        actor, asked = one if isinstance(one[0], Actor) else command(state, one)
        decision = decide(state, asked, actor, "chance")
        for fact in [] if isinstance(decision, Refusal) else decision:
            tables.take(fact)
            evolve(state, fact, state.position + 1, 0)

    round_ = state.rounds[FINAL]
    totals = {entry: one.total for entry, one in results(state, round_).items()}
    assert {entry: one.score.total for entry, one in tables.rounds[FINAL].places().items()} == totals
    for drawn in round_.order:
        judges = round_.judging(WELD, drawn.entry)
        assert len(set(judges)) == len(judges) <= len(round_.panels[WELD])
        assert set(round_.sheets.get((WELD, drawn.entry), {})) <= set(judges)
