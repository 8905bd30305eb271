"""Shadow judges (见习裁判): they get sheets and hand them in, and nothing that counts ever knows of them."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from server.core.commands import Command
from server.core.commands_panel import SetPanel
from server.core.commands_round import CloseRound, OpenRound
from server.core.commands_rulings import OrderRerun
from server.core.commands_sheet import SubmitSheet
from server.core.competition import Competition, copied, evolve
from server.core.decide import decide
from server.core.facts_shadow import ShadowSheetSubmitted
from server.core.field import results
from server.core.ids import OfficialId
from server.core.judge_statistics import pieces, statistics
from server.core.refusals import Code, Refusal
from server.core.standings import rank
from server.reference.rounds import Tables
from tests.support.small import (
    ENTRIES,
    FINAL,
    JUDGES,
    ORGANISER,
    PREPARE,
    WELD,
    codes,
    judge,
    opened,
    played,
    preparations,
    sheet,
)

SHADOW = OfficialId("s1")
EVERYBODY = (*JUDGES, SHADOW)
WITH_SHADOW = SetPanel(FINAL, WELD, JUDGES, (SHADOW,))


def commands(*, shadow: bool) -> list[Command]:
    some = [one for one in preparations(judges=EVERYBODY) if not isinstance(one, SetPanel)]
    panels = [
        SetPanel(FINAL, PREPARE, JUDGES[:2]),
        SetPanel(FINAL, WELD, JUDGES, (SHADOW,) if shadow else ()),
    ]
    return [*some, *panels, OpenRound(FINAL)]


def with_shadow() -> Competition:
    return played(*commands(shadow=True))


def refusal(state: Competition, command: Command, by: Any = ORGANISER) -> Code | None:
    decision = decide(state, command, by, "chance")
    return decision.code if isinstance(decision, Refusal) else None


def test_a_shadow_judges_sheet_is_a_fact_of_its_own() -> None:
    state = with_shadow()
    code = codes(state)[0]

    decision = decide(state, sheet(code), judge(SHADOW), "")

    assert not isinstance(decision, Refusal)
    assert [type(one) for one in decision] == [ShadowSheetSubmitted]


def test_a_shadow_judge_hands_in_once_on_the_modules_named_and_while_the_round_is_open() -> None:
    code = codes(with_shadow())[0]
    state = played(*commands(shadow=True), (judge(SHADOW), sheet(code)))

    assert refusal(state, sheet(code), judge(SHADOW)) is Code.SHEET_SUBMITTED_ALREADY
    assert refusal(state, sheet(code, PREPARE), judge(SHADOW)) is Code.NOT_ON_PANEL
    closed = played(*commands(shadow=True), CloseRound(FINAL, incomplete=True))
    assert refusal(closed, sheet(code), judge(SHADOW)) is Code.ROUND_NOT_OPEN


def test_nobody_waits_for_a_shadow_judge() -> None:
    state = with_shadow()

    assert SHADOW not in {by for _, _, by in state.rounds[FINAL].missing()}


def test_nobody_is_on_a_panel_and_beside_it() -> None:
    both = SetPanel(FINAL, WELD, JUDGES, (JUDGES[0],))
    nobody = SetPanel(FINAL, WELD, (), JUDGES)

    assert refusal(played(*opened()), both) is Code.PANEL_JUDGE_TWICE
    assert refusal(played(*opened()), nobody) is Code.PANEL_EMPTY


def test_a_judge_whose_marks_count_already_becomes_no_shadow() -> None:
    code = codes(played(*opened()))[0]
    state = played(*opened(), (judge(JUDGES[2]), sheet(code)))

    assert refusal(state, SetPanel(FINAL, WELD, JUDGES[:2], JUDGES[2:])) is Code.PANEL_JUDGE_HAS_MARKED


def test_a_shadow_judge_who_joins_the_panel_owes_sheets_that_count() -> None:
    code = codes(with_shadow())[0]
    state = played(*commands(shadow=True), (judge(SHADOW), sheet(code)), SetPanel(FINAL, WELD, EVERYBODY))

    assert (WELD, state.rounds[FINAL].entries[code], SHADOW) in set(state.rounds[FINAL].missing())
    assert refusal(state, sheet(code), judge(SHADOW)) is None


def test_a_module_done_again_is_marked_again_by_the_shadow_too() -> None:
    start = with_shadow()
    code = codes(start)[0]
    again = OrderRerun(FINAL, start.rounds[FINAL].entries[code], (WELD,), "停电")
    state = played(*commands(shadow=True), (judge(SHADOW), sheet(code)), again)
    second = SubmitSheet(FINAL, WELD, code, sheet(code).marks, run=2)

    assert refusal(state, sheet(code), judge(SHADOW)) is Code.SHEET_OF_OTHER_RUN
    assert refusal(state, second, judge(SHADOW)) is None


def test_a_copy_of_the_state_is_not_changed_by_a_shadow_sheet() -> None:
    state = with_shadow()
    before = copied(state)
    code = codes(state)[0]
    after = played(*commands(shadow=True), (judge(SHADOW), sheet(code)))

    assert before.rounds[FINAL].shadow_sheets == {}
    assert list(after.rounds[FINAL].shadow_sheets) == [(WELD, after.rounds[FINAL].entries[code])]


marked = st.lists(
    st.tuples(st.sampled_from(EVERYBODY), st.integers(0, len(ENTRIES) - 1), st.integers(0, 20)),
    unique_by=lambda one: one[:2],
)
"""Who marked which entry of the running order with how many half points, in the order they came."""


def outcome(state: Competition) -> str:
    """Everything that counts in the round, written out whole."""
    round_ = state.rounds[FINAL]
    scheme = state.event_of(round_).scheme
    found = results(state, round_)
    return repr((found, rank(scheme, found), sorted(round_.missing()), round_.phase))


@given(marked)
def test_with_and_without_shadow_judges_everything_that_counts_is_the_same(
    some: list[tuple[OfficialId, int, int]],
) -> None:
    order = codes(with_shadow())
    sheets = [(judge(by), sheet(order[place], WELD, f"{halves / 2:g}")) for by, place, halves in some]

    beside = played(*commands(shadow=True), *sheets)
    alone = played(*commands(shadow=False), *[one for one in sheets if one[0] != judge(SHADOW)])

    assert outcome(beside) == outcome(alone)


@given(marked)
def test_the_second_calculation_knows_nothing_of_shadow_judges(
    some: list[tuple[OfficialId, int, int]],
) -> None:
    order = codes(with_shadow())
    state, tables = Competition(), Tables()
    sheets = [(judge(by), sheet(order[place], WELD, f"{halves / 2:g}")) for by, place, halves in some]
    given_ = [(ORGANISER, one) for one in commands(shadow=True)] + sheets
    for actor, command in given_:
        decision = decide(state, command, actor, "chance")
        assert not isinstance(decision, Refusal)
        for fact in decision:
            tables.take(fact)
            evolve(state, fact, state.position + 1, 0)

    totals = {entry: one.total for entry, one in results(state, state.rounds[FINAL]).items()}
    assert {entry: one.score.total for entry, one in tables.rounds[FINAL].places().items()} == totals


def test_a_shadow_judge_is_compared_with_the_panel_and_nobody_with_them() -> None:
    code = codes(with_shadow())[0]
    state = played(
        *commands(shadow=True),
        (judge(JUDGES[0]), sheet(code, WELD, "6")),
        (judge(JUDGES[1]), sheet(code, WELD, "8")),
        (judge(SHADOW), sheet(code, WELD, "10")),
    )
    round_ = state.rounds[FINAL]

    found = statistics(pieces(state.event_of(round_), round_), {})

    severities = {j: int(one.severity) for j, one in found.judges.items()}
    assert severities == {JUDGES[0]: -20, JUDGES[1]: 20, SHADOW: 30}
    assert [panel.judges for panel in found.panels] == [0, 2]
