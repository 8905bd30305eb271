"""What real competitions computed from their standings, scales, medals, members' tables and fields, comes out again."""

import csv
from collections import defaultdict
from decimal import Decimal as D
from fractions import Fraction as F
from pathlib import Path

from server.core.award_table import Award, AwardId, AwardTable, Threshold, Windows
from server.core.awards import Contender, Context, Proposal, propose
from server.core.delegation_table import DelegationRule
from server.core.delegations import Line, standings
from server.core.exact import Rounding
from server.core.ids import DelegationId, EntryId, EventId
from server.core.places import places
from server.core.qualification import Finisher, Top, carried_over, qualified
from server.core.scales import MedianScale, scaled
from server.core.scheme import Text

HERE = Path(__file__).parent
NAME = Text("奖", "award")
MEDALS = {name: AwardId(name) for name in ("gold", "silver", "bronze", "medallion")}


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def medal_table(middle: str) -> AwardTable:
    rules = (
        Windows(MEDALS["gold"], MEDALS["silver"], MEDALS["bronze"]),
        Threshold(MEDALS["medallion"], D(middle)),
    )
    awards = tuple(Award(award, NAME) for award in MEDALS.values())
    return AwardTable("medals", 1, NAME, "source", "results", awards, rules)


def medals(scores: dict[str, F], middle: str) -> Proposal:
    """Medals for scores on the scale, by competitor."""
    contenders = [
        Contender(EntryId(name), 1 + sum(other > score for other in scores.values()), score)
        for name, score in scores.items()
    ]
    return propose(medal_table(middle), contenders, Context(len(scores), len(scores)))


def published(some: list[dict[str, str]], name: str) -> dict[str, str]:
    return {row[name]: row["award"] for row in some if row["award"]}


def awarded(proposal: Proposal) -> dict[str, str]:
    assert len({given.entry for given in proposal.given}) == len(proposal.given)
    return {given.entry: given.award for given in proposal.given}


def test_the_scale_of_a_national_skill():
    table = rows("scale.csv")

    points = scaled(MedianScale(), [F(row["mark"]) for row in table])

    assert points == [D(row["scale"]) for row in table]

    proposal = medals(dict(zip([row["competitor"] for row in table], map(F, points), strict=True)), "700")
    assert awarded(proposal) == published(table, "competitor")


def test_the_medals_of_eight_skills_with_near_ties():
    skills = defaultdict(list)
    for row in rows("medals.csv"):
        skills[row["skill"]].append(row)

    assert len(skills) == 8
    for skill in skills.values():
        proposal = medals({row["member"]: F(row["score"]) for row in skill}, "500")
        assert awarded(proposal) == published(skill, "member")


def test_the_members_of_2007_by_their_average_with_a_joint_place():
    table = rows("members.csv")
    # Every competitor of a member stands for the member's average: what is published is no more than that.
    lines = [
        Line(
            EventId(f"skill-{n}"),
            EntryId(row["member"]),
            DelegationId(row["member"]),
            None,
            (),
            D(row["average"]),
        )
        for row in table
        for n in range(int(row["competitors"]))
    ]

    found = standings(DelegationRule("scale", "mean"), lines)

    assert {one.delegation: one.rank for one in found} == {row["member"]: int(row["rank"]) for row in table}
    assert {one.delegation: one.value for one in found} == {row["member"]: D(row["average"]) for row in table}
    assert {one.delegation for one in found if one.shared} == {"Canada", "New Zealand"}


def test_three_rounds_of_diving_carry_points_over():
    for event in by(rows("diving_rounds.csv"), "event").values():
        points = {name: dived(some) for name, some in by(event, "round").items()}
        ranks = {
            name: {row["competitor"]: int(row["rank"]) for row in some}
            for name, some in by(event, "round").items()
        }
        semi = carried_over(points["semi"], [points["prelim"]])
        final = carried_over(points["final"], [points["semi"]])

        assert ranked(points["prelim"]) == ranks["prelim"]
        assert ranked(semi) == ranks["semi"]
        assert ranked(final) == ranks["final"]
        assert ranked(points["semi"]) != ranks["semi"], "beginning anew would rank otherwise"
        for before, after in (("prelim", "semi"), ("semi", "final")):
            finishers = [Finisher(EntryId(name), rank) for name, rank in ranks[before].items()]
            assert set(qualified(Top(len(ranks[after])), finishers)) == set(ranks[after])


def dived(some: list[dict[str, str]]) -> dict[EntryId, F]:
    """Seven judges, the highest and the lowest dropped, five marks x difficulty x 0.6, summed over the dives."""
    points: dict[EntryId, F] = defaultdict(F)
    for row in some:
        kept = sorted(F(row[f"j{n}"]) for n in range(1, 8))[1:-1]
        points[EntryId(row["competitor"])] += sum(kept) * F(row["difficulty"]) * F("0.6")
    return points


def ranked(points: dict[EntryId, F]) -> dict[str, int]:
    return {
        entry: place.rank
        for entry, place in places({entry: (-value,) for entry, value in points.items()}).items()
    }


def by(some: list[dict[str, str]], column: str) -> dict[str, list[dict[str, str]]]:
    groups = defaultdict(list)
    for row in some:
        groups[row[column]].append(row)
    return groups


NEVER = F(10**9)
"""Behind every time there can be."""


def test_who_goes_on_in_speed_cubing():
    formats = {row["round"]: row for row in rows("cubing_rounds.csv")}
    rounds = by(rows("cubing.csv"), "round")
    assert len(rounds) == 6
    for name, some in rounds.items():
        keys = {EntryId(row["competitor"]): cubed(row, formats[name]["format"]) for row in some}
        found = {entry: place.rank for entry, place in places(keys).items()}
        assert found == {row["competitor"]: int(row["rank"]) for row in some}

        level = formats[name]["advance_level"]
        if level:
            through = qualified(Top(int(level)), [Finisher(entry, rank) for entry, rank in found.items()])
            assert {found[entry] for entry in through} == {
                rank for rank in found.values() if rank <= int(level)
            }
    third, fourth = rounds["333-r3"], rounds["333-r4"]
    finishers = [Finisher(EntryId(row["competitor"]), int(row["rank"])) for row in third]
    assert len(qualified(Top(18), finishers)) == len(fourth)


def cubed(row: dict[str, str], format_: str) -> tuple[F, F]:
    """Average, then best; a failed attempt is behind every time, and so is an average that was not reached."""
    tries = [int(row[f"t{n}"]) for n in range(1, 6) if row[f"t{n}"]]
    times = sorted(F(time) if time > 0 else NEVER for time in tries)
    best = times[0] if times else NEVER
    assert best == published_time(row["best"])
    average = NEVER
    if format_ == "average_of_5" and len(times) == 5 and times[3] < NEVER:
        average = F(Rounding(0).apply(sum(times[1:4], F(0)) / 3))
    elif format_ == "mean_of_3" and len(times) == 3 and times[2] < NEVER:
        average = F(Rounding(0).apply(sum(times, F(0)) / 3))
    if format_ != "best_of_3":
        assert average == published_time(row["average"])
    return average, best


def published_time(text: str) -> F:
    return F(text) if int(text) > 0 else NEVER
