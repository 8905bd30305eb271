"""Ranks among a part of the field, and awards that every category has for itself."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from server.core.award_field import proposed
from server.core.award_table import Award, AwardId, AwardTable, Series, Step
from server.core.competition import Event
from server.core.facts_setup import Registration
from server.core.groups import in_group, ranks_among
from server.core.ids import AspectId, DelegationId, EntryId, EventId, FieldId, OfficialId
from server.core.results import Result, result_of
from server.core.standings import Standings, rank
from tests.support import small

JUDGE = OfficialId("j1")
CATEGORIES = ("职工组", "学生组", "")


def standings(points: list[int]) -> Standings:
    """Entries e0, e1 ... with so many points."""
    return rank(small.scheme(), {EntryId(f"e{n}"): result(value) for n, value in enumerate(points)})


def result(points: int) -> Result:
    sheets = {
        module.id: {JUDGE: {AspectId(a.id): {FieldId("points"): str(points)} for a in module.aspects()}}
        for module in small.scheme().modules
    }
    return result_of(small.scheme(), sheets, {module.id: (JUDGE,) for module in small.scheme().modules})


@given(st.lists(st.tuples(st.integers(0, 10), st.sampled_from(CATEGORIES)), max_size=12))
def test_a_rank_in_a_group_is_the_rank_that_the_group_alone_would_give(field):
    ranked = standings([points for points, _ in field])
    groups = {EntryId(f"e{n}"): group for n, (_, group) in enumerate(field)}

    found = {entry: (place.rank, place.shared) for entry, place in ranks_among(ranked, groups).items()}

    expected = {}
    for group in set(groups.values()) - {""}:
        alone = {one.entry: one.result for one in ranked if groups[one.entry] == group}
        expected |= {one.entry: (one.rank, one.shared) for one in rank(small.scheme(), alone)}
        inside = [(one.entry, one.rank, one.shared, one.gap) for one in in_group(ranked, groups, group)]
        assert inside == [(o.entry, o.rank, o.shared, o.gap) for o in rank(small.scheme(), alone)]
    assert found == expected


def test_every_category_has_its_own_first_prize():
    first = AwardId("first")
    table = AwardTable(
        "by_group",
        1,
        small.TITLE,
        "typical",
        "test",
        (Award(first, small.TITLE),),
        (Series((Step(first, places=1),)),),
        by_category=True,
    )
    event = Event(EventId("welding"), small.TITLE, small.scheme(), "", awards=table)
    for n, category in enumerate(["职工组", "学生组", "职工组", "学生组", ""]):
        entry = EntryId(f"e{n}")
        event.registrations[entry] = Registration(entry, str(100 + n), DelegationId("d"), category)
    ranked = standings([5, 3, 9, 8, 10])

    proposal = proposed(event, ranked)
    together = proposed(replace(event, awards=replace(table, by_category=False)), ranked)

    assert proposal is not None
    assert together is not None
    assert proposal.of(first) == ["e2", "e3"]
    assert together.of(first) == ["e4"]
    assert [line.zh for line in proposal.working if line.zh.startswith("【")] == ["【职工组】", "【学生组】"]
    assert [one.why.zh.partition("：")[0] for one in proposal.given] == ["职工组", "学生组"]
    assert Decimal(ranked[0].total or 0) > 0
