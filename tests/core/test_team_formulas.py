"""The team formulas of published rules, each on a table worked out by hand; the rules are those of the library."""

from __future__ import annotations

from decimal import Decimal as D
from fractions import Fraction as F

from server.core.ids import EntryId
from server.core.team_rule import TeamId
from server.core.teams import Member, Team, standings
from server.services.rule_files import rules


def of_totals(name: str, *members: tuple[str, int]) -> Team:
    """Members by total and seconds."""
    return Team(
        TeamId(name),
        tuple(
            Member(EntryId(f"{name}{n}"), F(total), n + 1, seconds=F(seconds))
            for n, (total, seconds) in enumerate(members)
        ),
    )


def of_ranks(name: str, *ranks: int | str) -> Team:
    """Members by place; who has none is absent or disqualified."""
    members = [
        Member(EntryId(f"{name}{n}"), F(100 - rank), rank)
        if isinstance(rank, int)
        else Member(EntryId(f"{name}{n}"), state="not_started" if rank == "absent" else "disqualified")
        for n, rank in enumerate(ranks)
    ]
    return Team(TeamId(name), tuple(members))


def table(rule: str, *teams: Team, entries: int = 0) -> list[tuple[str, int | None, D | None, str | None]]:
    return [
        (one.team, one.rank, one.total, one.decided_by) for one in standings(rules()[rule], teams, entries)
    ]


def test_guzhen_adds_three_members_and_equal_teams_go_by_their_times() -> None:
    # 88.5 + 91 + 80 = 259.5 in 3600 + 3500 + 3700 = 10800 s; 90 + 85 + 84.5 = 259.5 in 10500 s
    slow = of_totals("slow", ("88.5", 3600), ("91", 3500), ("80", 3700))
    quick = of_totals("quick", ("90", 3400), ("85", 3500), ("84.5", 3600))
    third = of_totals("third", ("99", 3000), ("80", 3000), ("80", 3000))

    assert table("sum_of_members", slow, quick, third) == [
        ("quick", 1, D("259.50"), None),
        ("slow", 2, D("259.50"), "seconds"),
        ("third", 3, D("259.00"), None),
    ]


def test_zoucheng_adds_the_best_three() -> None:
    # 90 + 85 + 80 = 255 (the fourth, 70, does not count); 88 + 86 + 82 = 256
    four = of_totals("four", ("70", 0), ("90", 0), ("80", 0), ("85", 0))
    three = of_totals("three", ("88", 0), ("86", 0), ("82", 0))

    assert table("best_three", four, three) == [
        ("three", 1, D("256.00"), None),
        ("four", 2, D("255.00"), None),
    ]


def test_weihai_counts_points_for_places_and_equal_teams_go_by_better_places() -> None:
    # a: places 1, 6, 12 = 10 + 5 + 1 = 16; b: places 2, 7, 13 = 9 + 4 + 1 = 14; c: places 3, 5, 15 = 8 + 6 + 1 = 15;
    # d: places 4, 8, 9 = 7 + 4 + 4 = 15: c has the third place, d none better than the fourth
    a, b, c, d = (
        of_ranks("a", 1, 6, 12),
        of_ranks("b", 2, 7, 13),
        of_ranks("c", 3, 5, 15),
        of_ranks("d", 4, 8, 9),
    )

    assert table("place_points", a, b, c, d) == [
        ("a", 1, D("16"), None),
        ("c", 2, D("15"), None),
        ("d", 3, D("15"), "ranks"),
        ("b", 4, D("14"), None),
    ]


def test_the_machinery_industry_counts_8_4_2_1_for_prizes() -> None:
    def of(name: str, *points: int) -> Team:
        return Team(
            TeamId(name),
            tuple(
                Member(EntryId(f"{name}{n}"), F(80), 9, award_points=F(one)) for n, one in enumerate(points)
            ),
        )

    # a first and a qualified one are 9, a second, a third and a third are 8, three seconds are 12
    assert table("award_points", of("x", 8, 1), of("y", 4, 2, 2), of("z", 4, 4, 4)) == [
        ("z", 1, D("12"), None),
        ("x", 2, D("9"), None),
        ("y", 3, D("8"), None),
    ]


def test_the_science_olympiad_takes_the_lowest_sum_of_places() -> None:
    # of 20 entries: absent is 21, disqualified 22. 1 + 4 + 21 = 26; 3 + 2 + 22 = 27; 5 + 10 + 11 = 26: the first has a
    # first place; 2 + 3 + 22 would be 27 as well
    one = of_ranks("one", 1, 4, "absent")
    two = of_ranks("two", 3, 2, "disqualified")
    steady = of_ranks("steady", 5, 10, 11)

    assert table("lowest_place_sum", two, steady, one, entries=20) == [
        ("one", 1, D("26"), None),
        ("steady", 2, D("26"), "ranks"),
        ("two", 3, D("27"), None),
    ]


def test_a_joint_task_is_added_to_the_mean_of_the_members() -> None:
    # (80 + 91) / 2 = 85.5, and 70 in the joint task, counted once: 155.5
    pair = of_totals("pair", ("80", 0), ("91", 0))._replace(own=F(70))

    assert table("members_and_joint_task", pair) == [("pair", 1, D("155.50"), None)]
