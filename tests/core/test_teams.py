"""Teams: what members give, who counts, who stands in, and what decides between equal teams."""

from decimal import Decimal as D
from fractions import Fraction as F

from hypothesis import given
from hypothesis import strategies as st

from server.core.ids import EntryId, EventId
from server.core.rank_points import RankPoints
from server.core.scheme import Direction
from server.core.team_rule import TeamId, TeamRule
from server.core.teams import Member, Team, standings

WEIHAI = (
    *(RankPoints(n, n, D(points)) for n, points in enumerate((10, 9, 8, 7, 6, 5), 1)),
    RankPoints(7, 10, D(4)),
    RankPoints(11, None, D(1)),
)


def member(name: str, total: int | None = None, rank: int | None = None, **more) -> Member:
    return Member(EntryId(name), None if total is None else F(total), rank, **more)


def team(name: str, *members: Member, own: int | None = None) -> Team:
    return Team(TeamId(name), members, None if own is None else F(own))


def table(
    rule: TeamRule, *teams: Team, entries: int = 0, direction: Direction = "high"
) -> list[tuple[str, int | None, D | None]]:
    return [(one.team, one.rank, one.total) for one in standings(rule, teams, entries, direction)]


A = team("a", member("a1", 80, 2), member("a2", 70, 4), member("a3", 40, 6))
B = team("b", member("b1", 90, 1), member("b2", 75, 3), member("b3", 20, 7))


def test_the_sum_of_all_members():
    assert table(TeamRule(), A, B) == [("a", 1, D("190.00")), ("b", 2, D("185.00"))]


def test_the_best_two_of_three():
    assert table(TeamRule(best=2), A, B) == [("b", 1, D("165.00")), ("a", 2, D("150.00"))]


def test_the_mean_is_rounded_once():
    assert table(TeamRule(take="mean"), A) == [("a", 1, D("63.33"))]


def test_a_member_who_must_count_counts_however_weak():
    with_apprentice = team("b", *B.members[:2], member("b3", 20, 7, role="apprentice"))
    rule = TeamRule(best=2, must_count=("apprentice",))

    assert table(rule, with_apprentice) == [("b", 1, D("110.00"))]


def test_points_for_places():
    rule = TeamRule("rank_points", points=WEIHAI)

    assert table(rule, A, B) == [("b", 1, D("22.00")), ("a", 2, D("21.00"))]


def test_the_lowest_sum_of_places_with_those_who_are_missing():
    rule = TeamRule("place")
    late = team(
        "c", member("c1", 60, 5), member("c2", state="not_started"), member("c3", state="disqualified")
    )

    assert table(rule, A, B, late, entries=9) == [
        ("b", 1, D("11.00")),
        ("a", 2, D("12.00")),
        ("c", 3, D("26.00")),  # 5 + (9 + 1) + (9 + 2)
    ]


def test_award_points():
    def of(name, *points):
        return team(name, *(member(f"{name}{n}", 1, award_points=F(p)) for n, p in enumerate(points)))

    assert table(TeamRule("award_points"), of("x", 8, 1), of("y", 4, 4)) == [
        ("x", 1, D("9.00")),
        ("y", 2, D("8.00")),
    ]


def test_a_team_has_modules_of_its_own():
    assert table(TeamRule(own_weight=D("0.5")), A._replace(own=F(30))) == [("a", 1, D("205.00"))]


def test_a_substitute_counts_for_who_did_not_start():
    spare = member("s", 65, 5, substitute=True)
    there = team("t", member("t1", 80), member("t2", 50), spare)
    away = team("u", member("u1", 80), member("u2", state="not_started"), spare._replace(entry=EntryId("r")))

    assert table(TeamRule(substitutes=1), there, away) == [("u", 1, D("145.00")), ("t", 2, D("130.00"))]
    assert table(TeamRule(), away) == [("u", 1, D("80.00"))]


def test_too_few_results_take_no_rank():
    assert table(
        TeamRule(members_min=2), team("t", member("t1", 99), member("t2", state="withdrawn")), A
    ) == [
        ("a", 1, D("190.00")),
        ("t", None, None),
    ]


def test_equal_teams_share_a_rank_unless_something_decides():
    one = team("one", member("1", 90, 1, seconds=F(900)), member("2", 50, 8, seconds=F(800)), own=10)
    two = team("two", member("3", 80, 2, seconds=F(700)), member("4", 70, 3, seconds=F(700)), own=0)

    def first(*ties):
        return [(name, rank) for name, rank, _ in table(TeamRule(ties=ties), one, two)]

    assert first() == [("one", 1), ("two", 1)]
    assert first("best_member") == [("one", 1), ("two", 2)]
    assert first("ranks") == [("one", 1), ("two", 2)]
    assert first("seconds") == [("two", 1), ("one", 2)]
    assert first("own") == [("one", 1), ("two", 2)]


def test_nobody_wins_by_a_member_without_a_time():
    lame = team("lame", member("l1", state="not_started"), member("l2", 100))
    whole = team("whole", member("w1", 120), member("w2", 130))

    assert table(TeamRule(best=1), lame, direction="low") == [("lame", 1, D("100.00"))]
    assert table(TeamRule(), lame, whole, direction="low") == [
        ("whole", 1, D("250.00")),
        ("lame", None, None),
    ]


def test_a_relay_that_was_not_run_is_no_time_of_nought():
    rule = TeamRule(own_event=EventId("relay"))
    ran = team("ran", member("r1", 100), own=300)
    sat = team("sat", member("s1", 90))

    assert table(rule, ran, sat, direction="low") == [("ran", 1, D("400.00")), ("sat", None, None)]


def test_who_counts_and_who_does_not_is_said():
    spare = member("t3", 65, 5, substitute=True)
    some = team(
        "t", member("t1", state="not_started"), member("t2", 50), spare, member("t4", substitute=True)
    )

    (one,) = standings(TeamRule(best=1, substitutes=1), [some])

    assert [(share.member.entry, share.part, share.instead_of) for share in one.shares] == [
        ("t1", "replaced", None),
        ("t2", "not_among_best", None),
        ("t3", "counts", "t1"),
        ("t4", "not_needed", None),
    ]


def test_the_tie_that_decided_is_named():
    one = team("one", member("1", 90, 1), member("2", 50, 8))
    two = team("two", member("3", 70, 2), member("4", 70, 2))

    def decided(*ties):
        return [each.decided_by for each in standings(TeamRule(ties=ties), [one, two])]

    assert decided() == [None, None]
    assert decided("best_member") == [None, "best_member"]
    assert decided("seconds", "ranks") == [None, "ranks"]


def test_who_was_not_timed_stands_behind_who_was():
    timed = team("timed", member("1", 90, 1, seconds=F(900)))
    untimed = team("untimed", member("2", 90, 1))

    assert [name for name, *_ in table(TeamRule(ties=("seconds",)), untimed, timed)] == ["timed", "untimed"]


some_teams = st.lists(st.lists(st.integers(0, 100), min_size=3, max_size=5), min_size=1, max_size=6)
rules = st.builds(TeamRule, take=st.sampled_from(["sum", "mean"]), best=st.sampled_from([None, 1, 2, 3]))


@given(some_teams, rules, st.data())
def test_a_better_member_never_lowers_the_team(totals, rule, data):
    def built():
        return [
            team(f"t{n}", *(member(f"t{n}-{m}", total) for m, total in enumerate(some)))
            for n, some in enumerate(totals)
        ]

    def of(name):
        return next(one for one in standings(rule, built()) if one.team == name)

    n = data.draw(st.integers(0, len(totals) - 1))
    m = data.draw(st.integers(0, len(totals[n]) - 1))
    before = of(f"t{n}")
    totals[n][m] += 7
    after = of(f"t{n}")

    assert (after.exact, -after.rank) >= (before.exact, -before.rank)


@given(some_teams, rules)
def test_the_shares_add_up(totals, rule):
    for one in standings(
        rule, [team("t", *(member(str(m), t) for m, t in enumerate(some))) for some in totals[:1]]
    ):
        counted = [share.value for share in one.shares if share.part == "counts"]
        assert one.exact == (sum(counted) if rule.take == "sum" else F(sum(counted), len(counted)))
