"""A module done again: which sheets are owed, which run counts, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from server.core.commands import Actor, Command
from server.core.commands_panel import SetPanel
from server.core.commands_round import CloseRound, PublishResults
from server.core.commands_rulings import OrderRerun, SetEntryState
from server.core.commands_sheet import CorrectSheet
from server.core.competition import Competition
from server.core.decide import decide
from server.core.facts_rulings import RerunOrdered
from server.core.facts_sheet import SheetSubmitted
from server.core.field import given_of, results, sheets_of
from server.core.ids import EntryId, ModuleId
from server.core.refusals import Code, Refusal
from server.core.working import explain
from server.core.working_text import as_text
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
    sheet,
)

ENTRY = played(*opened()).rounds[FINAL].order[0].entry
CODE = codes(played(*opened()))[0]
AGAIN = OrderRerun(FINAL, ENTRY, (WELD,), "the power failed")
Asked = Command | tuple[Actor, Command]


def run(number: int, value: str) -> list[Asked]:
    return [(judge(one), replace(sheet(CODE, WELD, value), run=number)) for one in JUDGES]


def points(*commands: Asked) -> Decimal | None:
    state = played(*opened(), *commands)
    found = results(state, state.rounds[FINAL])[ENTRY].modules[WELD]
    return found.total if found.sheets_in or found.points else None


def answer(state: Competition, command: Command, actor: Actor = ORGANISER) -> object:
    decision = decide(state, command, actor, "chance")
    return decision.code if isinstance(decision, Refusal) else decision[0]


def test_the_sheets_are_owed_anew_and_those_of_the_run_before_stay_on_record():
    state = played(*opened(), *run(1, "6"), AGAIN)
    round_ = state.rounds[FINAL]

    assert {(m, e) for m, e, _ in round_.missing() if e == ENTRY} == {(PREPARE, ENTRY), (WELD, ENTRY)}
    assert round_.run(WELD, ENTRY) == 2
    assert {one.marks["weld-1"]["points"] for one in round_.reruns[WELD, ENTRY][0].before.values()} == {"6"}


def test_the_last_run_counts_and_the_one_before_no_longer():
    assert points(*run(1, "6"), AGAIN) is None
    assert points(*run(1, "6"), AGAIN, *run(2, "4")) == Decimal("8.00")


@pytest.mark.parametrize(("second", "total"), [("4", "12.00"), ("9", "18.00")])
def test_where_the_best_run_counts_it_does_whichever_it_was(second, total):
    best = replace(AGAIN, counts="best")

    assert points(*run(1, "6"), best, *run(2, second)) == Decimal(total)


def test_a_run_counts_only_once_all_its_sheets_are_in():
    best = replace(AGAIN, counts="best")

    assert points(*run(1, "6"), best, *run(2, "9")[:2]) == Decimal("12.00")
    assert points(*run(1, "9")[:2], best, *run(2, "6")) == Decimal("12.00")


def test_until_the_new_run_is_in_the_entry_is_not_complete():
    whole = [(judge(one), sheet(CODE, PREPARE, "5")) for one in JUDGES[:2]]
    state = played(*opened(), *whole, *run(1, "6"), replace(AGAIN, counts="best"))

    assert results(state, state.rounds[FINAL])[ENTRY].state == "marking"
    assert results(state, state.rounds[FINAL])[ENTRY].modules[WELD].sheets_in == 0


def test_a_sheet_of_the_run_before_is_refused_and_says_which_run_it_is_now():
    state = played(*opened(), AGAIN)
    stale = decide(state, sheet(CODE), judge(JUDGES[0]), "")

    assert stale == Refusal(Code.SHEET_OF_OTHER_RUN, {"run": 1, "now": 2})
    assert answer(state, replace(sheet(CODE), run=3), judge(JUDGES[0])) is Code.SHEET_OF_OTHER_RUN
    assert isinstance(answer(state, replace(sheet(CODE), run=2), judge(JUDGES[0])), SheetSubmitted)


def test_a_correction_is_of_the_run_that_is_marked():
    state = played(*opened(), *run(1, "6"), AGAIN)
    first = played(*opened(), *run(1, "6")).rounds[FINAL].sheets[WELD, ENTRY][JUDGES[0]].position
    wrong = CorrectSheet(FINAL, WELD, CODE, JUDGES[0], marks(value="7"), "typing", first)

    assert answer(state, wrong) is Code.SHEET_NOT_SUBMITTED


def test_who_marked_a_run_before_stays_on_the_panel():
    state = played(*opened(), *run(1, "6"), AGAIN)

    assert answer(state, SetPanel(FINAL, WELD, JUDGES[1:])) is Code.PANEL_JUDGE_HAS_MARKED


def test_several_modules_at_once_and_a_third_run():
    state = played(*opened(), replace(AGAIN, modules=(PREPARE, WELD)), AGAIN)

    assert (state.rounds[FINAL].run(PREPARE, ENTRY), state.rounds[FINAL].run(WELD, ENTRY)) == (2, 3)


def test_it_takes_an_open_round_a_competing_entry_known_modules_and_a_reason():
    state = played(*opened())

    assert answer(state, AGAIN) == RerunOrdered(FINAL, ENTRY, (WELD,), "the power failed")
    assert answer(played(*opened(), CloseRound(FINAL, incomplete=True)), AGAIN) is Code.ROUND_NOT_OPEN
    away = played(*opened(), SetEntryState(FINAL, ENTRY, "withdrawn"))
    assert answer(away, AGAIN) is Code.ENTRY_NOT_COMPETING
    assert answer(state, replace(AGAIN, modules=())) is Code.MODULE_UNKNOWN
    assert answer(state, replace(AGAIN, modules=(ModuleId("paint"),))) is Code.MODULE_UNKNOWN
    assert answer(state, replace(AGAIN, reason=" ")) is Code.REASON_MISSING
    assert answer(state, replace(AGAIN, entry=EntryId("e9"))) is Code.ENTRY_UNKNOWN
    assert answer(played(*opened(), *[AGAIN] * 8), AGAIN) is Code.TOO_MANY


def test_the_working_says_which_run_counts_and_why_there_was_another():
    state = played(*opened(), *run(1, "6"), replace(AGAIN, counts="best"), *run(2, "4"))
    round_ = state.rounds[FINAL]
    scheme = state.event_of(round_).scheme

    lines = as_text(
        explain(scheme, sheets_of(scheme, round_, ENTRY), round_.panels, given_of(round_, ENTRY)), "en"
    )

    assert "    re-run (the power failed): of 2 runs the best counts, run 1" in lines


def test_after_publication_a_rerun_needs_the_round_opened_again():
    state = played(*opened(), CloseRound(FINAL, incomplete=True), PublishResults(FINAL))

    assert answer(state, AGAIN) is Code.ROUND_NOT_OPEN
