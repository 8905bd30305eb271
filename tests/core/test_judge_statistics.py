"""Judges beside their colleagues: severity, consistency, drift, agreement, and what must not matter to them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from server.core.concordance import doubled_ranks, kendalls_w
from server.core.facts_sheet import Marks
from server.core.ids import DelegationId, EntryId, OfficialId
from server.core.judge_statistics import (
    JudgeFigures,
    Piece,
    deviations,
    pieces,
    root,
    statistics,
)
from tests.core.strategies import Entries, fields_of_entries
from tests.support.small import (
    FINAL,
    JUDGES,
    PREPARE,
    WELD,
    codes,
    judge,
    marks,
    module,
    opened,
    played,
    sheet,
)

Grid = dict[OfficialId, list[int]]
"""Each judge's points for the one aspect of each entry, in running order."""

PART = module(WELD, 1)
HOME, AWAY = DelegationId("d1"), DelegationId("d2")


def grids(judges: int = 3, entries: int = 7, low: int = 0, high: int = 10) -> st.SearchStrategy[Grid]:
    row = st.lists(st.integers(low, high), min_size=entries, max_size=entries)
    return st.tuples(*[row] * judges).map(
        lambda rows: {OfficialId(f"j{n}"): row for n, row in enumerate(rows)}
    )


def work(grid: Grid, homes: dict[int, DelegationId] | None = None) -> list[Piece]:
    size = len(next(iter(grid.values())))
    return [
        Piece(
            PART,
            EntryId(f"e{n}"),
            n + 1,
            (homes or {}).get(n, AWAY),
            {j: one(row[n]) for j, row in grid.items()},
        )
        for n in range(size)
    ]


def one(points: int) -> Marks:
    return marks(WELD, str(points), 1)


def figures(grid: Grid) -> dict[OfficialId, JudgeFigures]:
    return dict(statistics(work(grid), {}).judges)


@given(st.lists(st.integers(0, 10), min_size=1), st.integers(2, 5))
def test_judges_who_give_the_same_are_neither_severe_nor_lenient(row: list[int], judges: int) -> None:
    found = statistics(work({OfficialId(f"j{n}"): row for n in range(judges)}), {})

    assert {(one.severity, one.variance) for one in found.judges.values()} == {(Fraction(0), Fraction(0))}
    assert [(part.range_mean, part.alike) for part in found.panels[0].aspects] == [(Fraction(0), len(row))]


@given(grids(low=2, high=8), st.integers(-2, 2))
def test_who_gives_so_much_more_everywhere_is_so_much_more_lenient_and_no_less_consistent(
    grid: Grid, more: int
) -> None:
    first = OfficialId("j0")
    shifted = grid | {first: [points + more for points in grid[first]]}

    before, after = figures(grid)[first], figures(shifted)[first]

    assert after.severity - before.severity == 10 * more  # per cent of the aspect's ten points
    assert after.variance == before.variance
    assert after.thirds is not None
    assert before.thirds is not None
    assert [b - a for a, b in zip(before.thirds, after.thirds, strict=True)] == [10 * more] * 3


@given(grids(judges=4), st.randoms())
def test_names_of_judges_and_the_order_of_sheets_do_not_matter(grid: Grid, random: Random) -> None:
    other = {OfficialId(f"x{judge}"): row for judge, row in random.sample(sorted(grid.items()), len(grid))}
    some = work(other)
    random.shuffle(some)

    found = statistics(some, {})

    assert found.judges == {OfficialId(f"x{judge}"): one for judge, one in figures(grid).items()}
    assert found.panels == statistics(work(grid), {}).panels


@given(fields_of_entries())
def test_what_one_judge_gives_more_the_others_give_less_whatever_the_aspects(field: Entries) -> None:
    scheme, _, sheets = field
    for module_ in scheme.modules:
        for entry, there in sheets.items():
            found = list(deviations(Piece(module_, entry, 1, None, there[module_.id])))
            assert sum((one.percent for one in found), Fraction(0)) == 0


def test_a_judge_is_compared_with_the_colleagues_and_not_with_themselves() -> None:
    found = figures({OfficialId("j0"): [9], OfficialId("j1"): [6], OfficialId("j2"): [4]})

    assert found[OfficialId("j0")].severity == 40  # 9 beside a mean of 5, of ten points


def test_a_mark_that_waits_for_a_colleagues_is_not_compared_yet() -> None:
    assert statistics(work({JUDGES[0]: [9, 9]}), {}).judges == {}


def test_who_gives_more_and_more_drifts_up() -> None:
    found = figures({OfficialId("j0"): [5, 5, 6, 7, 8, 8], OfficialId("j1"): [6] * 6})

    assert found[OfficialId("j0")].thirds == (Fraction(-10), Fraction(5), Fraction(20))


def test_with_fewer_than_three_entries_there_is_no_drift() -> None:
    assert figures({JUDGES[0]: [5, 6], JUDGES[1]: [5, 6]})[JUDGES[0]].thirds is None


def test_entries_of_the_judges_own_delegation_are_set_against_the_others() -> None:
    grid = {JUDGES[0]: [9, 6, 6], JUDGES[1]: [7, 6, 6]}

    found = statistics(work(grid, {0: HOME}), {JUDGES[0]: HOME}).judges

    first = found[JUDGES[0]]
    assert (first.own, first.others, first.own_entries) == (Fraction(20), Fraction(0), 1)
    assert (found[JUDGES[1]].own, found[JUDGES[1]].own_entries) == (None, 0)


orders = st.permutations(range(6)).map(lambda row: [Fraction(value) for value in row])


@given(st.lists(orders, min_size=2, max_size=5))
def test_kendalls_w_is_what_the_mean_rank_correlation_of_all_pairs_says(rows: list[list[Fraction]]) -> None:
    def correlation(one: list[Fraction], other: list[Fraction]) -> Fraction:
        apart = sum(((a - b) ** 2 for a, b in zip(one, other, strict=True)), Fraction(0))
        return 1 - 6 * apart / Fraction(6 * (36 - 1))

    pairs = [correlation(one, other) for one, other in combinations(rows, 2)]
    judges, mean = len(rows), sum(pairs, Fraction(0)) / len(pairs)

    assert kendalls_w(rows) == ((judges - 1) * mean + 1) / judges


@given(grids(judges=4, entries=5, high=3))
def test_kendalls_w_lies_between_nought_and_one_with_ties_too(grid: Grid) -> None:
    found = kendalls_w([[Fraction(value) for value in row] for row in grid.values()])

    assert found is None or 0 <= found <= 1


def test_all_works_equal_for_every_judge_say_nothing_about_agreement() -> None:
    assert kendalls_w([[Fraction(1)] * 3, [Fraction(2)] * 3]) is None
    assert kendalls_w([]) is None


@given(st.lists(st.integers(0, 4), min_size=1))
def test_ranks_of_any_values_add_up_to_the_same(values: list[int]) -> None:
    size = len(values)

    assert sum(doubled_ranks([Fraction(value) for value in values])) == size * (size + 1)


@given(st.fractions(0, 1000))
def test_a_root_is_rounded_half_up_to_its_places(value: Fraction) -> None:
    found = Fraction(root(value))
    half = Fraction(1, 200)

    assert max(found - half, Fraction(0)) ** 2 <= value < (found + half) ** 2
    assert root(value) == root(value).quantize(Decimal("0.01"))


def test_a_rounds_works_are_its_panels_sheets_in_running_order() -> None:
    code = codes(played(*opened()))[1]
    state = played(
        *opened(),
        (judge(JUDGES[0]), sheet(code, WELD, "8")),
        (judge(JUDGES[2]), sheet(code, WELD, "6")),
        (judge(JUDGES[0]), sheet(code, PREPARE, "8")),
    )
    round_ = state.rounds[FINAL]

    found = pieces(state.event_of(round_), round_)
    told = statistics(found, {})

    assert [(one.module.id, one.place, len(one.sheets)) for one in found if one.sheets] == [
        (PREPARE, 2, 1),
        (WELD, 2, 2),
    ]
    assert {j: (one.severity, one.marks) for j, one in told.judges.items()} == {
        JUDGES[0]: (Fraction(20), 2),
        JUDGES[2]: (Fraction(-20), 2),
    }
