"""What real competitions computed from their standings comes out again: scale, medals, a table of members."""

from decimal import Decimal as D
from fractions import Fraction as F

from server.core.award_field import proposed
from server.core.award_table import Award, AwardId, AwardTable, Threshold, Windows
from server.core.awards import Proposal
from server.core.delegation_field import Published, ranked
from server.core.delegation_table import DelegationRule, DelegationTable
from server.core.facts_awards import AwardRulesSet
from server.core.facts_teams import DelegationTablesSet
from server.core.rules import Points
from server.core.scales import MedianScale, scaled
from tests.golden.day import CENT, EVENT, NAME, Day, aspect, grouped, module, rows, sound

MEDALS = {name: AwardId(name) for name in ("gold", "silver", "bronze", "medallion")}


def medal_table(middle: str, scale: MedianScale | None) -> AwardTable:
    rules = (
        Windows(MEDALS["gold"], MEDALS["silver"], MEDALS["bronze"]),
        Threshold(MEDALS["medallion"], D(middle)),
    )
    awards = tuple(Award(award, NAME) for award in MEDALS.values())
    return AwardTable("medals", 1, NAME, "source", "results", awards, rules, scale=scale)


def held(totals: dict[str, str], delegations: dict[str, str] | None = None) -> Day:
    """An event whose totals are these."""
    day = Day(sound(module("all", aspect("total", Points(CENT), "1000"))), list(totals), delegations)
    round_ = day.open("final", list(totals))
    for entry, total in totals.items():
        day.mark(round_, entry, {"all": [{"total": {"points": total}}]})
    day.publish(round_)
    return day


def medals(day: Day, table: AwardTable) -> Proposal:
    """What the award rules propose for the standings."""
    day.take(AwardRulesSet(EVENT, table))
    round_ = next(iter(day.state.rounds))
    found = proposed(day.state.events[EVENT], day.standings(round_))
    assert found is not None
    return found


def expected(some: list[dict[str, str]], name: str) -> dict[str, str]:
    return {row[name]: row["award"] for row in some if row["award"]}


def awarded(proposal: Proposal) -> dict[str, str]:
    assert len({given.entry for given in proposal.given}) == len(proposal.given)
    return {given.entry: given.award for given in proposal.given}


def test_the_scale_of_a_national_skill():
    table = rows("scale.csv")
    day = held({row["competitor"]: row["mark"] for row in table})
    totals = {one.entry: F(one.total or 0) for one in day.standings(next(iter(day.state.rounds)))}

    points = dict(zip(totals, scaled(MedianScale(), list(totals.values())), strict=True))

    assert points == {row["competitor"]: D(row["scale"]) for row in table}
    assert awarded(medals(day, medal_table("700", MedianScale()))) == expected(table, "competitor")


def test_the_medals_of_eight_skills_with_near_ties():
    skills = grouped(rows("medals.csv"), "skill")
    assert len(skills) == 8
    for skill in skills.values():
        proposal = medals(held({row["member"]: row["score"] for row in skill}), medal_table("500", None))
        assert awarded(proposal) == expected(skill, "member")


def test_the_members_of_2007_by_their_average_with_a_joint_place():
    # Every competitor of a member stands for the member's average: what is published is no more than that.
    table = rows("members.csv")
    of = {
        f"{n}-{row['member']}".replace(" ", "_"): row for row in table for n in range(int(row["competitors"]))
    }
    day = held({e: row["average"] for e, row in of.items()}, {e: row["member"] for e, row in of.items()})
    average = DelegationTable("average", NAME, DelegationRule("total", "mean"))
    day.take(DelegationTablesSet((average,)))

    event = Published(day.state.events[EVENT], day.standings(next(iter(day.state.rounds))), {})
    found = ranked(day.state.tables[0], [event])

    assert {one.delegation: one.rank for one in found} == {row["member"]: int(row["rank"]) for row in table}
    assert {one.delegation: one.value for one in found} == {row["member"]: D(row["average"]) for row in table}
    assert {one.delegation for one in found if one.shared} == {"Canada", "New Zealand"}
