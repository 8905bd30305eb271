"""Who has which rank, who shares it, and what decided."""

import subprocess
import sys
from dataclasses import replace
from decimal import Decimal as D
from pathlib import Path

from hypothesis import given

from server.core.exact import Rounding
from server.core.given import Given
from server.core.ids import AspectId, EntryId, FieldId, ModuleId, OfficialId
from server.core.results import result_of
from server.core.scheme import (
    Aspect,
    Module,
    Points,
    ResultRule,
    Scheme,
    SubCriterion,
    Text,
    TieBreak,
    Time,
)
from server.core.standings import rank
from tests.core.strategies import fields_of_entries, randoms

NAME = Text("例", "example")
JUDGE = OfficialId("j")
BY_TIME = TieBreak("reading", "t", "low", FieldId("seconds"))
BY_POINTS = TieBreak("aspect", "b", "high")


def scheme(*ties, **rule):
    """Two lines of points and a clock that is recorded only."""
    aspects = (
        Aspect(AspectId("a"), NAME, D(10), Points(D("0.001"))),
        Aspect(AspectId("b"), NAME, D(10), Points(D("0.001"))),
        Aspect(AspectId("t"), NAME, D(0), Time("recorded")),
    )
    module = Module(ModuleId("m"), NAME, D(20), (SubCriterion("s", NAME, aspects),))
    return Scheme("x", 1, NAME, NAME, "typical", "-", D(20), ResultRule(**rule), (module,), tie_breaks=ties)


def result(one, a, b="0", seconds="60", state="competing"):
    sheet = {"a": {"points": a}, "b": {"points": b}, "t": {"seconds": seconds}}
    return result_of(one, {"m": {JUDGE: sheet}}, {"m": (JUDGE,)}, Given(state))


def waiting(one, state="competing"):
    return result_of(one, {}, {"m": (JUDGE,)}, Given(state))


def ranks(standings):
    return [(s.entry, s.rank) for s in standings]


def test_equal_totals_share_a_rank_and_the_next_number_is_skipped():
    one = scheme()
    results = {"a": result(one, "9"), "b": result(one, "8"), "c": result(one, "8"), "d": result(one, "7")}

    found = rank(one, results)

    assert ranks(found) == [("a", 1), ("b", 2), ("c", 2), ("d", 4)]
    assert [s.shared for s in found] == [False, True, True, False]
    assert [s.gap for s in found] == [D("0.00"), D("1.00"), D("1.00"), D("2.00")]


def test_totals_are_compared_as_the_scheme_rounds_them():
    one = scheme(rounding=Rounding(2))

    assert ranks(rank(one, {"a": result(one, "8.004"), "b": result(one, "7.996")})) == [("a", 1), ("b", 1)]


def test_tie_breaks_are_compared_exactly_in_their_order_and_the_one_that_decided_is_named():
    one = scheme(BY_TIME, BY_POINTS)
    results = {
        "a": result(one, "5.001", "3", "60"),
        "b": result(one, "5", "3.001", "60"),
        "c": result(one, "5", "3", "59.99"),
        "d": result(one, "8", "0", "60"),
        "e": result(one, "2", "0", "10"),
    }

    found = rank(one, results)

    assert [(s.entry, s.rank, s.decided_by) for s in found] == [
        ("c", 1, None),
        ("b", 2, BY_TIME),
        ("a", 3, BY_POINTS),
        ("d", 4, BY_POINTS),
        ("e", 5, None),
    ]


def test_who_has_no_reading_stands_behind_who_has_one():
    one = scheme(BY_TIME)
    sheet = {"a": {"points": "5"}, "b": {"points": "0"}, "t": {"not_attempted": "yes"}}
    unread = result_of(one, {"m": {JUDGE: sheet}}, {"m": (JUDGE,)})

    assert ranks(rank(one, {"a": unread, "b": result(one, "5", seconds="999")})) == [("b", 1), ("a", 2)]


def test_where_less_is_better_the_lowest_total_leads():
    one = scheme(direction="low", live="complete", not_finished="unranked")

    found = rank(one, {"a": result(one, "9"), "b": result(one, "8")})

    assert [(s.entry, s.rank, s.gap) for s in found] == [("b", 1, D("0.00")), ("a", 2, D("1.00"))]


def test_entries_without_a_rank_follow_by_their_state_and_then_by_id():
    one = scheme(live="complete", not_finished="unranked")
    half = replace(one, modules=(*one.modules, replace(one.modules[0], id=ModuleId("n"))))
    sheet = {"a": {"points": "5"}, "b": {"points": "0"}, "t": {"seconds": "1"}}
    panels = {"m": (JUDGE,), "n": (JUDGE,)}

    def of(*modules, state="competing"):
        return result_of(half, {m: {JUDGE: sheet} for m in modules}, panels, Given(state))

    results = {
        "h": of(state="disqualified"),
        "g": of(state="not_started"),
        "f": of(state="withdrawn"),
        "e": of("m", "n", state="not_finished"),
        "d": of(),
        "c": of(),
        "b": of("m"),
        "a": of("m", "n"),
    }

    found = rank(half, results)

    assert ranks(found) == [("a", 1), *((name, None) for name in "bcdefgh")]
    assert [s.result.state for s in found][1:4] == ["marking", "waiting", "waiting"]


def test_on_a_running_list_an_entry_has_a_rank_from_its_first_mark_on():
    one = scheme()

    assert ranks(rank(one, {"a": waiting(one), "b": result(one, "1")})) == [("b", 1), ("a", None)]


def test_nobody_is_no_standings():
    assert rank(scheme(), {}) == ()


def results_of(field):
    scheme, panels, entries = field
    return scheme, {entry: result_of(scheme, sheets, panels) for entry, sheets in entries.items()}


@given(fields_of_entries(8), randoms)
def test_the_order_of_the_entries_has_no_say(field, random):
    scheme, results = results_of(field)

    shuffled = dict(random.sample(sorted(results.items(), key=lambda one: one[0]), len(results)))

    assert rank(scheme, shuffled) == rank(scheme, results)


@given(fields_of_entries(8), randoms)
def test_ranks_do_not_depend_on_what_entries_are_called(field, random):
    scheme, results = results_of(field)
    names = dict(zip(results, random.sample(range(100), len(results)), strict=True))

    renamed = rank(scheme, {EntryId(f"x{names[entry]}"): result for entry, result in results.items()})

    assert {s.entry: s.rank for s in renamed} == {f"x{names[s.entry]}": s.rank for s in rank(scheme, results)}


@given(fields_of_entries(8))
def test_an_entry_without_a_mark_changes_nobodys_rank(field):
    scheme, results = results_of(field)
    unmarked = result_of(scheme, {}, {})

    found = rank(scheme, results | {EntryId("new"): unmarked})

    assert [s for s in found if s.entry != "new"] == list(rank(scheme, results))


@given(fields_of_entries(8))
def test_a_rank_is_one_more_than_the_entries_that_are_better(field):
    scheme, results = results_of(field)

    for standing in rank(scheme, results):
        if standing.rank is not None:
            better = sum(r.ranked and r.key < standing.result.key for r in results.values())
            assert standing.rank == 1 + better


PROBE = """
from random import Random
from server.core.results import result_of
from server.core.standings import rank
from tests.core.strategies import some_field
for seed in range(40):
    scheme, panels, entries = some_field(Random(seed), 6)
    print(rank(scheme, {entry: result_of(scheme, sheets, panels) for entry, sheets in entries.items()}))
"""


def test_standings_are_the_same_with_every_hash_seed():
    def run(seed):
        return subprocess.run(
            [sys.executable, "-c", PROBE],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            check=True,
        ).stdout

    first = run("0")

    assert first
    assert run("1") == run("4242") == first
