"""The working of a team's result: who counts and why, in both languages, and the steps add up."""

from __future__ import annotations

from decimal import Decimal as D
from fractions import Fraction as F

from hypothesis import given
from hypothesis import strategies as st

from server.core.ids import EntryId, EventId
from server.core.team_rule import TeamId, TeamRule
from server.core.team_working import explain
from server.core.teams import Member, Team, standings
from server.core.text import Text

NAMES = {EntryId(f"m{n}"): Text(f"甲{n}", f"Member {n}") for n in range(5)}


def test_each_member_is_named_with_what_it_gives_and_why() -> None:
    rule = TeamRule(
        best=2,
        substitutes=1,
        must_count=("学徒",),
        own_event=EventId("relay"),
        own_weight=D("0.5"),
        take="mean",
    )
    members = (
        Member(EntryId("m0"), F("81.5"), 3),
        Member(EntryId("m1"), F(70), 5, role="学徒"),
        Member(EntryId("m2"), F(75), 4),
        Member(EntryId("m3"), state="not_started"),
        Member(EntryId("m4"), F(90), 1, substitute=True),
    )
    (one,) = standings(rule, [Team(TeamId("t"), members, F(30))])

    steps = explain(rule, one, NAMES, Text("接力", "Relay"))

    assert [step.text.en for step in steps] == [
        "mean of members' results · best 2 count · must count: 学徒 · 1 substitute · plus Relay × 0.5",
        "Member 0: 81.5 (does not count: not among the best)",
        "Member 1: 70 (counts (must count: 学徒))",
        "Member 2: 75 (does not count: not among the best)",
        "Member 3: 0 (did not start, does not count: a substitute stands in)",
        "Member 4: 90 (for Member 3, counts)",
        "mean: 80",
        "Relay × 0.5: 15",
        "team result: 95.00",
    ]
    assert steps[5].text.zh == "甲4：90（替补甲3，计入）"


def test_why_there_is_no_result() -> None:
    rule = TeamRule(members_min=2)
    (one,) = standings(rule, [Team(TeamId("t"), (Member(EntryId("m0"), F(80), 1),))])

    assert explain(rule, one, NAMES)[-1].text.zh == "没有团体成绩：有成绩的队员 1 人，至少要 2 人"


@given(st.lists(st.fractions(0, 100), min_size=1, max_size=5), st.sampled_from([None, 1, 2]))
def test_the_steps_that_count_add_up_to_the_result(totals: list[F], best: int | None) -> None:
    rule = TeamRule(best=best)
    members = tuple(Member(EntryId(f"m{n}"), total, n + 1) for n, total in enumerate(totals))
    (one,) = standings(rule, [Team(TeamId("t"), members)])
    assert one.total is not None

    steps = explain(rule, one, NAMES)
    counted = {share.member.entry for share in one.shares if share.part == "counts"}

    added = sum((F(step.value) for step in steps if step.kind == "member" and step.of in counted), F(0))
    assert added == F(next(step.value for step in steps if step.kind == "sum"))
    assert added + F(next(step.value for step in steps if step.kind == "rounding")) == F(one.total)
