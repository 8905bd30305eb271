"""Awards: every kind of rule, ties at its border, conditions, and what moves when somebody drops out."""

from decimal import Decimal as D
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.award_rules import part_of
from server.core.award_table import (
    AtLevel,
    Award,
    AwardId,
    AwardTable,
    EntriesAtLeast,
    Follows,
    Money,
    NotHeld,
    OfKind,
    ReachPoints,
    Series,
    SmallField,
    Step,
    Threshold,
    Windows,
)
from server.core.awards import Contender, Context, Proposal, propose
from server.core.ids import EntryId
from server.core.text import Text

ONE, TWO, THREE, MERIT, TITLE = (AwardId(name) for name in ("one", "two", "three", "merit", "title"))
NAME = Text("奖", "award")
SHARES = (Step(ONE, share=D(10)), Step(TWO, share=D(20)), Step(THREE, share=D(30)))
POLICIES = ("as_ranked", "all_in", "none", "decide")


def table(*rules, **more) -> AwardTable:
    awards = more.pop("awards", tuple(Award(award, NAME) for award in (ONE, TWO, THREE, MERIT, TITLE)))
    return AwardTable("table", 1, NAME, "typical", "test", awards, rules, **more)


def field(*values: int | None, parts=None) -> list[Contender]:
    """Contenders e1, e2 ... with these figures; None has no rank."""
    return [
        Contender(
            EntryId(f"e{n}"),
            None if value is None else 1 + sum(other is not None and other > value for other in values),
            None if value is None else F(value),
            (parts or {}).get(n, {}),
        )
        for n, value in enumerate(values, 1)
    ]


def proposed(of: AwardTable, contenders: list[Contender], **more) -> Proposal:
    return propose(of, contenders, Context(len(contenders), len(contenders), **more))


def won(proposal: Proposal) -> list[list[str]]:
    return [sorted(proposal.of(award)) for award in (ONE, TWO, THREE)]


def test_a_share_is_rounded_the_way_the_table_names():
    assert [part_of(25, D(10), way) for way in ("floor", "nearest", "ceiling")] == [2, 3, 3]


def test_ten_twenty_thirty_per_cent():
    proposal = proposed(table(Series(SHARES)), field(*range(30, 10, -1)))

    assert [len(some) for some in won(proposal)] == [2, 4, 6]
    assert proposal.working[1] == Text(
        "奖：20 的 10% = 2，四舍五入为 2 个名额", "award: 10% of 20 = 2, rounded half up: 2 places"
    )


MEDALS = (Step(ONE, places=1), Step(TWO, places=1), Step(THREE, places=1))


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        ("as_ranked", [["e1", "e2"], [], ["e3"]]),
        ("all_in", [["e1", "e2"], ["e3"], ["e4"]]),
        ("none", [[], ["e1", "e2"], ["e3"]]),
        ("decide", [[], [], ["e3"]]),
    ],
)
def test_two_share_the_first_place(ties, expected):
    proposal = proposed(table(Series(MEDALS, ties)), field(9, 9, 8, 7, 6))

    assert won(proposal) == expected
    assert bool(proposal.undecided) == (ties == "decide")


def test_a_tie_that_is_left_open_names_award_entries_and_places():
    (open_,) = proposed(table(Series(MEDALS, "decide")), field(9, 8, 7, 7)).undecided

    assert (open_.award, open_.entries, open_.places) == (THREE, ("e3", "e4"), 1)
    assert "裁判长" in open_.why.zh
    assert "chief judge" in open_.why.en


def test_the_rest_of_the_better_half():
    rule = Series((*MEDALS, Step(MERIT, up_to=D(50), rounding="floor")))

    assert proposed(table(rule), field(*range(11, 0, -1))).of(MERIT) == ["e4", "e5"]


def test_no_rank_no_award_and_those_behind_move_up():
    before = proposed(table(Series(MEDALS)), field(9, 8, 7, 6))
    after = proposed(table(Series(MEDALS)), field(None, 8, 7, 6))

    assert won(before) == [["e1"], ["e2"], ["e3"]]
    assert won(after) == [["e2"], ["e3"], ["e4"]]


def test_a_small_field_has_fewer_medals():
    small = (SmallField(3, ()), SmallField(4, (ONE,)), SmallField(5, (ONE, TWO)))
    of = table(Series(MEDALS), small_fields=small)

    assert [sum(map(len, won(proposed(of, field(*range(9, 9 - n, -1)))))) for n in (3, 4, 5, 6)] == [
        0,
        1,
        2,
        3,
    ]


def test_theory_has_to_be_passed_and_the_award_stays_free():
    awards = (Award(ONE, NAME, needs=(ReachPoints(D(60), "theory"),)), Award(TWO, NAME), Award(THREE, NAME))
    of = table(Series(MEDALS), awards=awards)

    proposal = proposed(of, field(9, 8, 7, parts={1: {"theory": F(59)}}))

    assert won(proposal) == [[], ["e2"], ["e3"]]
    assert proposal.withheld[0].why.zh == "theory 59，须达到 60"


def test_who_may_not_take_part_in_awards_is_passed_over():
    of = table(Series(MEDALS), eligible=(ReachPoints(D(60), "theory"),))
    parts = {2: {"theory": F(60)}, 3: {"theory": F(80)}}

    assert won(proposed(of, field(9, 8, 7, parts=parts))) == [["e2"], ["e3"], []]


def test_a_title_follows_with_its_conditions():
    needs = (EntriesAtLeast(3), AtLevel(("municipal",)), OfKind("person"), NotHeld(3))
    awards = (*(Award(a, NAME) for a in (ONE, TWO, THREE)), Award(TITLE, NAME, needs=needs))
    of = table(Series(MEDALS), Follows(TITLE, (ONE,)), awards=awards)

    def titled(values, **more):
        return proposed(of, field(*values), **more).of(TITLE)

    assert titled((9, 8, 7), level="municipal") == ["e1"]
    assert titled((9, 8), level="municipal") == []
    assert titled((9, 8, 7), level="district") == []
    assert titled((9, 8, 7), level="municipal", kind="team") == []
    assert titled((9, 8, 7), level="municipal", earlier={TITLE: frozenset({"e1"})}) == []


def test_what_nobody_has_said_is_left_to_a_person():
    awards = (Award(ONE, NAME, needs=(NotHeld(2),)),)
    proposal = proposed(table(Series((Step(ONE, places=1),)), awards=awards), field(9))

    assert proposal.given[0].check == Text(
        "请核实近 2 年未获此称号", "check that it was not held in the last 2 years"
    )


def test_a_title_by_rank():
    assert proposed(table(Follows(TITLE, first=2, last=3)), field(9, 8, 7, 6)).of(TITLE) == ["e2", "e3"]


def test_money_goes_by_level():
    money = (Money(D(5000), "municipal"), Money(D(100)))
    of = table(Series((Step(ONE, places=1),)), awards=(Award(ONE, NAME, money=money),), subsidies=money)

    def paid(level):
        proposal = proposed(of, field(9), level=level)
        return proposal.given[0].money, proposal.subsidy

    assert paid("municipal") == (D(5000), D(5000))
    assert paid("district") == (D(100), D(100))
    assert paid(None) == (D(100), D(100))


def test_a_threshold_leaves_out_who_has_an_award_already():
    of = table(Series(MEDALS), Threshold(MERIT, D(5)))

    assert proposed(of, field(9, 8, 7, 5, 4)).of(MERIT) == ["e4"]


def test_a_threshold_of_seconds_is_a_time_to_stay_under():
    fast = [Contender(EntryId(f"e{n}"), n, F(n * 60)) for n in (1, 2, 3)]

    assert proposed(table(Threshold(MERIT, D(120))), fast, direction="low").of(MERIT) == ["e1", "e2"]


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ((530, 527, 524), [["e1"], ["e2"], ["e3"]]),
        ((530, 528, 525, 523, 520), [["e1", "e2"], [], ["e3", "e4"]]),
        ((530, 529, 528, 526, 525), [["e1", "e2", "e3"], [], ["e4"]]),
        ((530, 527, 525, 524), [["e1"], ["e2", "e3"], []]),
        ((530, 527, 524, 522, 521), [["e1"], ["e2"], ["e3", "e4"]]),
        ((530,), [["e1"], [], []]),
        ((), [[], [], []]),
    ],
)
def test_medals_with_near_ties(scores, expected):
    assert won(proposed(table(Windows(ONE, TWO, THREE)), field(*scores))) == expected


def test_the_window_is_measured_from_the_first_of_the_group():
    assert won(proposed(table(Windows(ONE, TWO, THREE)), field(530, 528, 526)))[0] == ["e1", "e2"]


fields = st.lists(st.integers(0, 12), min_size=0, max_size=30)
ties = st.sampled_from(POLICIES)
roundings = st.sampled_from(["floor", "nearest", "ceiling"])


def shares(ties, rounding) -> AwardTable:
    return table(
        Series(tuple(Step(step.award, share=step.share, rounding=rounding) for step in SHARES), ties)
    )


@given(fields, ties, roundings)
def test_a_better_rank_never_has_a_lesser_award_and_equals_have_the_same(values, ties, rounding):
    contenders = field(*values)
    proposal = proposed(shares(ties, rounding), contenders)
    order = {award: n for n, award in enumerate((ONE, TWO, THREE))}
    has = {one.entry: order[one.award] for one in proposal.given}
    assert len(has) == len(proposal.given), "one prize each"
    pending = {entry for open_ in proposal.undecided for entry in open_.entries}
    places = [(one.rank, has.get(one.entry, 3)) for one in contenders if one.entry not in pending]
    for rank, place in places:
        for other, its in places:
            assert rank > other or place <= its
            assert rank != other or place == its


@given(fields, roundings)
def test_without_ties_every_policy_says_the_same_and_the_numbers_are_those_of_the_shares(values, rounding):
    contenders = field(*dict.fromkeys(values))
    proposals = [won(proposed(shares(ties, rounding), contenders)) for ties in POLICIES]

    assert all(one == proposals[0] for one in proposals)
    expected = [part_of(len(contenders), step.share, rounding) for step in SHARES]
    assert sum(map(len, proposals[0])) == min(sum(expected), len(contenders))


@given(fields, roundings)
def test_none_never_gives_more_than_there_are_places_and_all_in_never_less(values, rounding):
    contenders = field(*values)
    firsts = part_of(len(contenders), SHARES[0].share, rounding)

    assert len(proposed(shares("none", rounding), contenders).of(ONE)) <= firsts
    assert len(proposed(shares("all_in", rounding), contenders).of(ONE)) >= min(firsts, len(contenders))


@given(fields, ties, st.randoms())
def test_the_order_in_which_contenders_come_has_no_say(values, ties, random):
    contenders = field(*values)
    mixed = random.sample(contenders, len(contenders))

    assert proposed(shares(ties, "nearest"), contenders) == proposed(shares(ties, "nearest"), mixed)


@given(fields.filter(bool), st.data())
def test_whoever_drops_out_helps_everyone_behind_and_harms_nobody(values, data):
    out = data.draw(st.integers(0, len(values) - 1))
    before = proposed(table(Series(MEDALS)), field(*values))
    after = proposed(table(Series(MEDALS)), field(*[None if n == out else v for n, v in enumerate(values)]))

    order = [ONE, TWO, THREE]
    had = {one.entry: order.index(one.award) for one in before.given}
    has = {one.entry: order.index(one.award) for one in after.given}
    for entry in had.keys() - {f"e{out + 1}"}:
        assert has[entry] <= had[entry]
    assert f"e{out + 1}" not in has


@given(st.lists(st.integers(490, 540), max_size=20))
def test_medals_go_down_the_ranking_and_near_equals_share_gold(values):
    proposal = proposed(table(Windows(ONE, TWO, THREE)), field(*values))
    by_entry = {f"e{n}": value for n, value in enumerate(values, 1)}
    golds = {by_entry[entry] for entry in proposal.of(ONE)}
    lesser = {by_entry[entry] for award in (TWO, THREE) for entry in proposal.of(award)}

    assert golds == {value for value in values if max(values) - value <= 2}
    assert not lesser or max(lesser) < min(golds)
    assert len(golds) < 2 or not proposal.of(TWO)
