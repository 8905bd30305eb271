"""The second calculation finds mistakes: each is made in the engine on purpose, and the two must then differ somewhere."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from server.core import field, measured, panel, points, relative, results, tally, tie_breaks
from server.core.exact import Rounding
from server.core.rules import Quantity, Within
from server.core.scheme import PanelRule
from server.core.standings import rank
from tests.core.runs import some_runs
from tests.core.strategies import some_field
from tests.support.rounds import Beside, some_difficulties, table
from tests.support.rounds import results as field_results

FIELDS = 500


def lower_one(rule: PanelRule, marks: list[Decimal], over: Decimal = Decimal(1), due: int = 0) -> Fraction:
    return Fraction(sorted(marks)[(len(marks) - 1) // 2]) / Fraction(over)


def open_bound(one: Within, value: Decimal, times: Decimal = Decimal(1)) -> bool:
    return one.at_most is None or value < one.at_most * times


def one_sided(quantity: Quantity, value: Decimal, times: Decimal = Decimal(1)) -> Decimal:
    assert quantity.nominal is not None
    return max(value - (quantity.nominal + (quantity.plus or 0)) * times, Decimal(0))


Mistake = tuple[Any, str, Callable[..., Any]]

MISTAKES: dict[str, Mistake] = {
    "one judge too many is dropped": (
        panel, "drops", lambda rule, marks: (1, 1) if rule.rule == "trimmed_mean" and marks > 2 else (0, 0),
    ),
    "a median of two is the lower one": (panel, "combine", lower_one),
    "the panel is not rounded": (panel, "rounded", lambda rule, exact: exact),
    "what is void may still pay": (tally, "nothing_better", lambda value: value),
    "what is void costs nothing": (tally, "nothing_better", lambda value: Fraction(0)),
    "no floor and no cap": (tally, "within", lambda value, floor, cap: value),
    "a unit begun does not count": (points, "units_of", lambda amount, size, each="begun": amount // size),
    "a step begun does not count": (measured, "units_of", lambda amount, size: amount // size),
    "a bound is open": (measured, "within", open_bound),
    "a tolerance has one side": (measured, "beyond", one_sided),
    "a cap is forgotten": (points, "limited", lambda amount, cap: amount),
    "a line of too many faults is worth something": (points, "_comes_to_nothing", lambda rule, mark: False),
    "limits are not looked at": (measured, "beyond_limits", lambda rule, mark: False),
    "the first try counts": (points, "_counting", lambda tries, values: list(values)[:1]),
    "too many failed tries are forgiven": (tally, "without_result", lambda aspect, mark: False),
    "a cut-off is not looked at": (tally, "median_reading", lambda sheets, aspect, box: None),
    "gates stand open": (results, "close_gates", lambda scheme, tallies: []),
    "totals are cut off": (Rounding, "_away", lambda self, whole, rest, of, *, negative: 0),
    "equals are counted as beaten": (
        relative, "points_of", lambda table, rank: Fraction(table[0].points if table else 0),
    ),
    "the disqualified stay in the field": (field, "in_field", lambda scheme, round_, entry, sheets: True),
    "a missing mark is left out": (
        panel, "counted", lambda rule, marks, over=1, due=0: panel.Counted(marks, 1, *panel.drops(rule, len(marks))),
    ),
    "difficulty does not count": (tally.Tally, "factor", lambda self: Fraction(1)),
    "a failed try is a short one": (tie_breaks, "made_tries", lambda aspect, mark: []),
    "ties do not count": (results, "_tie_key", lambda tie, value: (0, 0, Fraction(0))),
}  # fmt: skip


def differs(seed: int) -> bool:
    random = Random(seed)
    scheme, panels, entries = some_field(random, 4) if seed % 3 else some_runs(random)
    beside = Beside(difficulties=some_difficulties(random, scheme, entries))
    ours = field_results(scheme, panels, entries, beside)
    theirs = table(scheme, panels, entries, beside).places()
    places = {
        one.entry: (one.rank, one.result.exact, None if one.total is None else Fraction(one.total))
        for one in rank(scheme, ours)
    }
    return places != {e: (p.rank, p.score.exact, p.score.total) for e, p in theirs.items()}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_in_the_engine_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    owner, what, wrong = MISTAKES[name]

    monkeypatch.setattr(owner, what, wrong)

    assert any(differs(seed) for seed in range(FIELDS))


def test_without_a_mistake_nothing_differs() -> None:
    assert not any(differs(seed) for seed in range(FIELDS // 5))
