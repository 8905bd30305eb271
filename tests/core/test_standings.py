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
from server.core.rules import Points, Time
from server.core.scheme import Aspect, Module, ResultRule, Scheme, SubCriterion, TieBreak
from server.core.standings import Ranking, rank
from server.core.text import Text
from tests.core.strategies import fields_of_entries, randoms, some_field

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
from server.core.standings import Ranking, rank
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


def tied_results(random, entries=12, kinds=4):
    """A scheme, and a supply of results of which many are equal: few different ones are dealt out again and again."""
    scheme, panels, drawn = some_field(random, kinds)
    states = ["competing"] * 4 + ["disqualified", "not_started", "withdrawn", "not_finished"]
    kept = [result_of(scheme, sheets, panels) for sheets in drawn.values()]
    kept += [
        result_of(scheme, sheets, panels, Given(state=random.choice(states))) for sheets in drawn.values()
    ]
    return scheme, [EntryId(f"e{n}") for n in range(entries)], kept


@given(randoms)
def test_a_ranking_kept_up_to_date_is_the_ranking_made_from_nothing(random):
    scheme, entries, kept = tied_results(random)
    ranking, results = Ranking(scheme), {}

    for _ in range(20):
        some = {entry: random.choice(kept) for entry in random.sample(entries, random.choice([1, 1, 1, 3]))}
        ranking.put(some)
        results |= some

        assert ranking.standings() == rank(scheme, results)
        assert [ranking.standing(one.entry) for one in ranking.standings()] == list(ranking.standings())
        assert ranking.results == results


@given(randoms)
def test_a_rank_shared_and_a_gap_are_what_counting_by_hand_gives(random):
    scheme, entries, kept = tied_results(random)
    results = {entry: random.choice(kept) for entry in entries}
    ranked = [one for one in results.values() if one.ranked]

    for one in rank(scheme, results):
        result = results[one.entry]
        better, equal = sum(r.key < result.key for r in ranked), sum(r.key == result.key for r in ranked)
        place = 1 + better if result.ranked else None
        gap = abs(result.total - min(ranked, key=lambda r: r.key).total) if result.ranked else None

        assert (one.rank, one.shared, one.gap) == (place, result.ranked and equal > 1, gap)


@given(randoms)
def test_how_far_entries_moved_is_their_rank_before_less_their_rank_now(random):
    scheme, entries, kept = tied_results(random)
    ranking = Ranking(scheme, {entry: random.choice(kept) for entry in entries[: random.randint(0, 12)]})

    for _ in range(10):
        before = {one.entry: one.rank for one in ranking.standings()}
        shift = ranking.put(
            {entry: random.choice(kept) for entry in random.sample(entries, random.choice([0, 1, 3]))}
        )
        now = {one.entry: one.rank for one in ranking.standings()}
        both = [entry for entry in now if before.get(entry) is not None and now[entry] is not None]

        assert ranking.moved(shift) == {e: before[e] - now[e] for e in both if before[e] != now[e]}


class Counted:
    """A part of a key that counts how often it is compared."""

    compared = 0

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        Counted.compared += 1
        return self.value < other.value

    def __eq__(self, other):
        Counted.compared += 1
        return self.value == other.value

    def __hash__(self):
        return hash(self.value)


def test_a_changed_result_is_compared_with_few_however_large_the_field():
    one = scheme()
    template = result(one, "5")
    counts = []
    for many in (1_000, 16_000):
        field = {EntryId(f"e{n:05}"): replace(template, key=(0, Counted(n))) for n in range(many)}
        ranking = Ranking(one, field)
        Counted.compared = 0
        for n in range(100):
            changed = EntryId(f"e{n * many // 100:05}")
            ranking.put({changed: replace(template, key=(0, Counted(many - n)))})
            ranking.standing(changed)
        counts.append(Counted.compared / 100)

    assert counts[1] - counts[0] <= 6 * 4 * 3  # six searches, each four halvings longer, of three comparisons
