"""Tables of delegations: every way of counting, and how equals stand."""

from dataclasses import replace
from decimal import Decimal as D
from fractions import Fraction as F

from hypothesis import given
from hypothesis import strategies as st

from server.core.award_table import AwardId
from server.core.delegation_table import DelegationRule
from server.core.delegations import Line, best_of_each, best_overall, standings
from server.core.ids import DelegationId, EntryId, EventId
from server.core.rank_points import RankPoints, points_of

GOLD, SILVER, BRONZE = (AwardId(name) for name in ("gold", "silver", "bronze"))
MEDALS = (GOLD, SILVER, BRONZE)
POINTS = {GOLD: D(4), SILVER: D(3), BRONZE: D(2)}
TOP = (RankPoints(1, 1, D(10)), RankPoints(2, 2, D(8)), RankPoints(3, 5, D(4)), RankPoints(6, None, D(1)))


def line(event: str, of: str, rank: int | None, award: AwardId | None = None, **more) -> Line:
    name = EntryId(f"{event}-{of}-{rank}-{award}")
    return Line(EventId(event), name, DelegationId(of), rank, () if award is None else (award,), **more)


LINES = [
    line("weld", "north", 1, GOLD),
    line("weld", "south", 2, SILVER),
    line("weld", "south", 3, BRONZE),
    line("cook", "south", 1, GOLD),
    line("cook", "west", 2, SILVER),
    line("cook", "north", None),
]


def table(rule: DelegationRule, lines=LINES) -> list[tuple[str, int, D]]:
    return [(one.delegation, one.rank, one.value) for one in standings(rule, lines, POINTS)]


def test_medals_by_the_first_then_the_next():
    found = standings(DelegationRule("medals", medals=MEDALS), LINES)

    assert [(one.delegation, one.rank, list(one.medals.values())) for one in found] == [
        ("south", 1, [1, 1, 1]),
        ("north", 2, [1, 0, 0]),
        ("west", 3, [0, 1, 0]),
    ]


def test_points_for_ranks():
    assert table(DelegationRule("rank_points", points=TOP)) == [
        ("south", 1, D("22.00")),
        ("north", 2, D("10.00")),
        ("west", 3, D("8.00")),
    ]


def test_only_the_best_of_each_event():
    assert table(DelegationRule("rank_points", points=TOP, best_of_event=1))[0] == ("south", 1, D("18.00"))


def test_award_points_and_their_mean_over_people():
    assert table(DelegationRule("award_points")) == [
        ("south", 1, D("9.00")),
        ("north", 2, D("4.00")),
        ("west", 3, D("3.00")),
    ]
    assert table(DelegationRule("award_points", "mean")) == [
        ("south", 1, D("3.00")),
        ("west", 1, D("3.00")),
        ("north", 3, D("2.00")),
    ]


def test_a_team_counts_with_all_its_heads_in_a_mean():
    some = [line("weld", "a", 1, scale=D(700)), line("team", "a", 1, scale=D(730), people=2)]

    assert table(DelegationRule("scale", "mean"), some) == [("a", 1, D("720.00"))]
    assert table(DelegationRule("scale"), some) == [("a", 1, D("1430.00"))], "a team's result is one result"


def test_equals_share_what_their_places_are_worth():
    some = [Line(EventId("e"), EntryId(n), DelegationId(n), 1) for n in "ab"]

    assert table(DelegationRule("rank_points", points=TOP), some)[0][2] == D("10.00")
    assert table(DelegationRule("rank_points", points=TOP, shared="mean"), some)[0][2] == D("9.00")


def test_equal_figures_are_decided_as_the_rule_says():
    some = [line("w", "a", 1), line("w", "b", 2), line("c", "b", 2), line("c", "a", 3)]
    points = (RankPoints(1, 1, D(3)), RankPoints(2, 2, D(2)), RankPoints(3, 3, D(1)))

    assert [rank for _, rank, _ in table(DelegationRule("rank_points", points=points), some)] == [1, 1]
    assert table(DelegationRule("rank_points", points=points, ties="ranks"), some)[0][0] == "a"


def test_equal_figures_are_decided_by_the_weightier_award_where_the_rule_says_so():
    some = [line("w", "a", 2, SILVER), line("c", "a", 2, SILVER), line("w", "b", 1, GOLD), line("c", "b", 4)]
    rule = DelegationRule("total", medals=MEDALS, ties="medals")
    equal = [one._replace(total=D(50)) for one in some]

    assert table(rule, equal) == [("b", 1, D("100.00")), ("a", 2, D("100.00"))]
    assert table(replace(rule, ties="none"), equal) == [("a", 1, D("100.00")), ("b", 1, D("100.00"))]


def test_of_equal_figures_of_a_delegation_the_better_rank_counts_and_decides():
    """Places from the sixth on are worth the same here: which one counts is seen only between equals."""
    some = [line("w", "a", 7), line("w", "a", 9), line("w", "b", 8), line("w", "b", None), line("c", "c", 9)]
    rule = DelegationRule("rank_points", points=TOP, best_of_event=1, ties="ranks")

    assert table(rule, some) == [("a", 1, D("1.00")), ("b", 2, D("1.00")), ("c", 3, D("1.00"))]


def test_what_does_not_count_decides_nothing_between_equals():
    some = [line("w", "a", 7), line("w", "a", 8), line("c", "b", 7)]
    rule = DelegationRule("rank_points", points=TOP, best_of_event=1, ties="ranks")

    assert table(rule, some) == [("a", 1, D("1.00")), ("b", 1, D("1.00"))]


def test_a_place_that_is_worth_nothing_counts_before_no_place():
    worthless = (RankPoints(1, 1, D(3)),)
    some = [line("w", "a", 2), line("w", "a", None), line("w", "b", 3)]
    rule = DelegationRule("rank_points", points=worthless, best_of_event=1, ties="ranks")

    assert table(rule, some) == [("a", 1, D("0.00")), ("b", 2, D("0.00"))]


def test_results_are_added_up_and_nought_is_a_result_too():
    some = [
        line("w", "a", 1, total=D("80.5")),
        line("c", "a", 2, total=D(0)),
        line("w", "b", 2, total=D(60)),
    ]

    assert table(DelegationRule("total"), some) == [("a", 1, D("80.50")), ("b", 2, D("60.00"))]
    assert table(DelegationRule("scale"), [line("w", "a", 9, scale=D(0))]) == [("a", 1, D("0.00"))]
    assert table(DelegationRule("total", "mean"), some) == [("b", 1, D("60.00")), ("a", 2, D("40.25"))]


def test_an_award_that_counts_nothing_gives_nothing_and_no_medal():
    some = [line("w", "a", 1, AwardId("diploma")), line("w", "b", 2, BRONZE)]

    assert table(DelegationRule("award_points"), some) == [("b", 1, D("2.00")), ("a", 2, D("0.00"))]
    assert table(DelegationRule("medals", medals=MEDALS), some) == [("b", 1, D("1.00")), ("a", 2, D("0.00"))]


def test_the_best_of_each_delegation_names_equals():
    some = [line("w", "a", 1, scale=D(710)), line("c", "a", 4, scale=D(710)), line("c", "b", 9, scale=D(600))]

    assert {of: len(lines) for of, lines in best_of_each(some).items()} == {"a": 2, "b": 1}


lines_drawn = st.lists(
    st.tuples(st.sampled_from("wxyz"), st.sampled_from("abcd"), st.integers(1, 8), st.integers(500, 800)),
    max_size=20,
    unique=True,
).map(lambda some: [line(e, d, r, MEDALS[r - 1] if r < 4 else None, scale=D(s)) for e, d, r, s in some])
rules = st.builds(
    DelegationRule,
    of=st.sampled_from(["rank_points", "award_points", "medals", "scale"]),
    take=st.sampled_from(["sum", "mean"]),
    points=st.just(TOP),
    medals=st.just(MEDALS),
    best_of_event=st.sampled_from([None, 1, 2]),
    shared=st.sampled_from(["full", "mean"]),
    ties=st.sampled_from(["medals", "ranks", "none"]),
)


@given(lines_drawn, rules, st.randoms())
def test_the_order_of_the_lines_has_no_say_and_the_lines_explain_the_figure(lines, rule, random):
    unique = list({(one.event, one.entry): one for one in lines}.values())
    found = standings(rule, unique, POINTS)

    assert found == standings(rule, random.sample(unique, len(unique)), POINTS)
    for one in found:
        total = sum((c.value for c in one.counted if c.counts), F(0))
        assert one.exact == (total / one.people if rule.take == "mean" else total)
        assert list(one.counted) == sorted(one.counted, key=lambda each: (each.line.event, -each.value))


few_figures = lines_drawn.map(lambda some: [one._replace(scale=D(int(one.scale or 0) % 3)) for one in some])
"""Equals are the rule here."""


@given(few_figures, st.randoms())
def test_whoever_is_best_of_all_is_beaten_by_nobody_and_equals_are_all_named(lines, random):
    some = [one if random.random() < 0.8 else one._replace(scale=None) for one in lines]
    figures = [one.scale for one in some if one.scale is not None]
    best = [one for one in some if one.scale is not None and one.scale == max(figures)]

    assert best_overall(some) == sorted(best, key=lambda one: (one.event, one.entry))


@given(few_figures)
def test_the_best_of_a_delegation_are_those_who_would_be_best_of_all_were_it_alone(lines):
    own = {of: [one for one in lines if one.delegation == of] for of in {one.delegation for one in lines}}

    assert best_of_each(lines) == {of: best_overall(some) for of, some in own.items()}


def test_nobody_is_the_best_where_nothing_is_on_the_scale():
    nothing = [line("w", "a", None), line("c", "b", 1)]

    assert (best_overall(nothing), best_overall([]), best_of_each(nothing)) == ([], [], {})


fields_drawn = st.lists(
    st.lists(st.tuples(st.sampled_from("abcd"), st.none() | st.integers(0, 4)), max_size=8), max_size=3
)


def ranked(figures: list[int | None], figure: int | None) -> int | None:
    return None if figure is None else 1 + sum(other is not None and other > figure for other in figures)


@given(fields_drawn)
def test_shared_places_give_away_as_much_as_there_is_and_nothing_to_who_has_no_place(fields):
    lines = [
        Line(EventId(f"e{e}"), EntryId(f"n{n}"), DelegationId(of), ranked([one for _, one in field], figure))
        for e, field in enumerate(fields)
        for n, (of, figure) in enumerate(field)
    ]
    sizes = [sum(figure is not None for _, figure in field) for field in fields]
    found = standings(DelegationRule("rank_points", points=TOP, shared="mean"), lines)

    assert sum(one.exact for one in found) == sum(
        points_of(TOP, place) for size in sizes for place in range(1, size + 1)
    )
    assert all(each.value == 0 for one in found for each in one.counted if each.line.rank is None)


@given(lines_drawn, rules)
def test_a_place_is_one_behind_all_who_published_more_and_equals_share_it(lines, rule):
    unique = list({(one.event, one.entry): one for one in lines}.values())
    found = standings(replace(rule, of="award_points", ties="none"), unique, POINTS)

    for one in found:
        assert one.rank == 1 + sum(other.value > one.value for other in found)
        assert one.shared == any(other.value == one.value for other in found if other != one)
    assert [one.rank for one in found] == sorted(one.rank for one in found)
