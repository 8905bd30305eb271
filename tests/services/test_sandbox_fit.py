"""Another scheme takes no penalty and no difficulty that it could not have had: they are named, and set aside."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest

from server.core.facts_rulings import PenaltyGiven
from server.core.ids import ModuleId, PenaltyId
from server.core.penalty_kinds import Consequence, Penalty
from server.core.scheme import Difficulty, Scheme
from server.services.sandbox import Replayed, replayed
from server.services.sandbox_text import as_data, as_text
from tests.support.small import FINAL, TITLE, WELD, codes, opened, played

LATE = PenaltyId("late")
OPEN_KIND = Penalty(LATE, TITLE, low=D(-5), high=D(-1), step=D(1))


def ruled(*amounts: str, module: ModuleId | None = None) -> tuple[Any, Scheme]:
    """The small competition: its first entry has such penalties, and all weld with the difficulty 3."""
    state = played(*opened())
    round_ = state.rounds[FINAL]
    entry = round_.entries[codes(state)[0]]
    event = state.event_of(round_)
    prepare, weld = event.scheme.modules
    whole = replace(
        event.scheme,
        modules=(prepare, replace(weld, difficulty=Difficulty(D(4), D(1), usual=D(1)))),
        penalties=(OPEN_KIND,),
    )
    event.scheme = whole
    round_.penalties[entry] = tuple(
        PenaltyGiven(FINAL, entry, n, LATE, "late", D(amount), module) for n, amount in enumerate(amounts, 1)
    )
    round_.difficulties = {(entry, WELD): D(3)}
    return state, whole


def replay(state: Any, other: Scheme) -> Replayed:
    return replayed(state, state.rounds[FINAL], other)


def test_nothing_is_set_aside_by_the_scheme_it_was_given_under() -> None:
    state, whole = ruled("-2", "-3")

    assert replay(state, whole).unfit == ()


@pytest.mark.parametrize(
    ("kinds", "why", "count"),
    [
        ((), "penalty_unknown", 2),
        ((replace(OPEN_KIND, low=D(-2)),), "penalty_amount_invalid", 1),
        ((replace(OPEN_KIND, count_max=1),), "penalty_count_reached", 1),
        ((replace(OPEN_KIND, consequence=Consequence(1, "void")),), "penalty_needs_module", 2),
    ],
)
def test_a_penalty_that_does_not_fit_is_named(kinds: tuple[Penalty, ...], why: str, count: int) -> None:
    state, whole = ruled("-2", "-3")

    found = replay(state, replace(whole, penalties=kinds))

    [unfit] = found.unfit
    assert (unfit.what, unfit.id, unfit.why, unfit.count) == ("penalty", LATE, why, count)
    assert as_data(found)["unfit"][0]["numbers"] == list(unfit.numbers)
    assert any(f"{count} 项" in line.zh and why not in line.en for line in as_text(found))


def test_where_the_other_scheme_fixes_the_amount_that_amount_counts() -> None:
    state, whole = ruled("-2")
    fixed = replace(OPEN_KIND, low=None, high=None, step=None, amount=D(-1))

    assert replay(state, replace(whole, penalties=(fixed,))).unfit == ()


def test_a_difficulty_out_of_range_leaves_the_usual_one() -> None:
    state, whole = ruled()
    prepare, weld = whole.modules
    other = replace(whole, modules=(prepare, replace(weld, difficulty=Difficulty(D(2), D(1), usual=D(1)))))

    [unfit] = replay(state, other).unfit

    assert (unfit.what, unfit.id, unfit.why) == ("difficulty", WELD, "difficulty_invalid")
    assert any("通常值" in line.zh for line in as_text(replay(state, other)))
