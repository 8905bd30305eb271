"""What real competitions computed from their standings, scales, medals, members' tables and fields, comes out again."""

import csv
from collections import defaultdict
from decimal import Decimal as D
from fractions import Fraction as F
from pathlib import Path

from server.core.award_table import Award, AwardId, AwardTable, Threshold, Windows
from server.core.awards import Contender, Context, Proposal, propose
from server.core.ids import EntryId
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
