"""Engine and second calculation agree on tables: teams, delegations and proposed awards, on random competitions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal as D
from fractions import Fraction as F
from random import Random
from typing import Any

from hypothesis import given, settings

from server.core import delegation_field
from server.core.award_field import proposed
from server.core.award_table import (
    Award,
    AwardId,
    AwardTable,
    EntriesAtLeast,
    Follows,
    OfKind,
    ReachPoints,
    Series,
    SmallField,
    Step,
    Threshold,
    Windows,
)
from server.core.competition import Competition, Event
from server.core.delegation_field import Published
from server.core.delegation_table import DelegationRule, DelegationTable, Heads
from server.core.exact import Rounding
from server.core.facts_field import Through
from server.core.facts_rulings import EntryState
from server.core.facts_setup import Registration
from server.core.ids import DelegationId, EntryId, EventId, RoundId
from server.core.qualification import BestOfHeats, CutTies, Finisher, Reach, Share, Top, qualified
from server.core.rank_points import RankPoints
from server.core.round import Round
from server.core.scales import MedianScale, ShareOf, TScore
from server.core.standings import rank
from server.core.team_field import line_up, own_totals, ranked
from server.core.team_rule import TeamId, TeamMember, TeamRegistration, TeamRule
from server.reference.qualification import through
from server.reference.ranks import ranked as reference_ranked
from server.reference.teams import Field, team_places
from server.services import second_tables
from tests.core.aspect_strategies import MODES, NAME
from tests.core.runs import some_runs
from tests.core.strategies import randoms, some_field
from tests.support.rounds import Beside, results, table

STATES: tuple[EntryState, ...] = ("competing",) * 5 + (
    "not_started", "not_finished", "disqualified", "withdrawn",
)  # fmt: skip
STEPS = (RankPoints(1, 1, D(10)), RankPoints(2, 3, D("6.5")), RankPoints(5, None, D(1)))
AWARDS = tuple(
    Award(AwardId(name), NAME, D(points)) for name, points in (("a", 8), ("b", 4), ("c", 4), ("d", 0))
)


class Drawn:
    """A round with results twice: the engine's standings and the reference's places."""

    def __init__(self, random: Random, entries: int, name: str = "e") -> None:
        low = random.random() < 0.3
        scheme, panels, there = (some_runs if low else some_field)(random, entries)
        named = {EntryId(f"{name}{n}"): sheets for n, sheets in enumerate(there.values())}
        states = {id_: random.choice(STATES) for id_ in named}
        more = Beside(states, {}, {}, ())
        self.scheme = scheme
        self.standings = rank(scheme, results(scheme, panels, named, more))
        self.places = reference_ranked(scheme, table(scheme, panels, named, more).scores())
        self.event = Event(EventId(name), NAME, scheme, "")
        for n, id_ in enumerate(named):
            delegation = DelegationId(f"d{random.randrange(4)}")
            category = random.choice(["", "x", "y"])
            self.event.registrations[id_] = Registration(id_, str(n), delegation, category)


def some_rule(random: Random, own: bool) -> TeamRule:
    of: Any = random.choice(["total", "rank_points", "award_points", "place"])
    return TeamRule(
        of,
        random.choice(["sum", "mean"]),
        random.choice([None, 1, 2, 3]),
        random.choice([(), ("x",)]),
        random.randint(0, 2),
        random.randint(0, 2),
        STEPS,
        random.randint(0, 3),
        random.randint(0, 3),
        EventId("own") if own and of != "place" else None,
        random.choice([D(1), D("0.5")]),
        tuple(random.sample(["best_member", "ranks", "seconds", "own"], random.randint(0, 4))),
        Rounding(random.randint(0, 2), random.choice(MODES)),
    )


def some_teams(random: Random, entries: list[EntryId]) -> Iterator[TeamRegistration]:
    left = random.sample(entries, len(entries))
    for n in range(3):
        members = [left.pop() for _ in range(random.randint(1, 4)) if left]
        if members:
            yield TeamRegistration(
                TeamId(f"t{n}"),
                str(n),
                DelegationId("d"),
                tuple(
                    TeamMember(one, random.choice(["", "x"]), random.random() < 0.3 and k > 0)
                    for k, one in enumerate(members)
                ),
            )


@given(randoms)
@settings(max_examples=100)
def test_teams(random: Random) -> None:
    drawn, own = Drawn(random, 10), Drawn(random, 3, "own")
    event = drawn.event
    held = {id_: tuple(random.sample(AWARDS, random.randint(0, 2))) for id_ in event.registrations}
    event.team_rule = some_rule(random, random.random() < 0.3)
    event.teams = {team.team: team for team in some_teams(random, list(event.registrations))}
    lined = line_up(event)
    assert lined is not None
    with_own = event.team_rule.own_event is not None

    ours = ranked(
        lined, event, drawn.standings, held, own_totals(own.event, own.standings) if with_own else {}
    )
    field = Field(
        event.team_rule,
        drawn.scheme,
        drawn.places,
        {id_: sum((F(award.points) for award in some), F(0)) for id_, some in held.items()},
        {
            own.event.registrations[id_].number: place.score.total
            for id_, place in own.places.items()
            if place.score.total is not None
        }
        if with_own
        else {},
    )
    theirs = team_places(field, list(event.teams.values()))

    assert {one.team: (one.rank, one.total, one.exact) for one in ours} == {
        id_: (one.rank, one.total, one.exact) for id_, one in theirs.items()
    }
    for one in ours:
        counting = {share.member.entry for share in one.shares if share.part == "counts"}
        assert counting == theirs[one.team].counting


def some_cut(random: Random) -> Through:
    ties: CutTies = random.choice(["all", "none"])
    rules: tuple[Through, ...] = (
        Top(random.randint(1, 8), ties),
        Share(D(random.randint(1, 100)), random.choice(["half_up", "floor", "ceiling"]), ties),
        Reach(D(random.randint(0, 100)) / 4),
        BestOfHeats(random.randint(0, 3), random.randint(1, 4), ties),
    )
    return random.choice(rules)


@given(randoms)
@settings(max_examples=200)
def test_who_comes_through(random: Random) -> None:
    drawn, rule = Drawn(random, 10), some_cut(random)
    heats = {entry: random.randint(1, 3) for entry in drawn.places}
    direction = drawn.scheme.result.direction
    finishers = [
        Finisher(one.entry, one.rank, None if one.total is None else F(one.total), str(heats[one.entry]))
        for one in drawn.standings
    ]

    assert set(qualified(rule, finishers, direction)) == through(
        rule, drawn.places, heats, direction == "low"
    )


def some_table(random: Random) -> DelegationTable:
    of: Any = random.choice(["rank_points", "award_points", "medals", "scale", "total"])
    rounding = Rounding(random.randint(0, 2), random.choice(MODES))
    scale: Any = random.choice(
        [
            MedianScale(rounding=rounding),
            MedianScale(D(500), D(100), D(450), D(550)),
            TScore(places=random.randint(0, 2), sample=random.random() < 0.5),
            ShareOf("best", rounding=rounding),
            ShareOf("max"),
        ]
    )
    rule = DelegationRule(
        of,
        random.choice(["sum", "mean"]),
        STEPS,
        random.choice([(), (AwardId("b"), AwardId("a"))]),
        random.choice([None, 1, 2]),
        random.choice(["full", "mean"]),
        random.choice(["medals", "ranks", "none"]),
        rounding,
    )
    heads = (Heads(EventId("e0"), 2),) if random.random() < 0.5 else ()
    return DelegationTable("t", NAME, rule, scale, random.choice([(), (EventId("e0"),)]), heads)


@given(randoms)
@settings(max_examples=60)
def test_delegations(random: Random) -> None:
    lists, places = [], {}
    for n in range(random.randint(1, 3)):
        drawn = Drawn(random, random.randint(1, 7), f"e{n}")
        held = {id_: tuple(random.sample(AWARDS, random.randint(0, 2))) for id_ in drawn.event.registrations}
        lists.append(Published(drawn.event, drawn.standings, held))
        if random.random() < 0.6:
            places[drawn.event.id] = drawn.places
    state = Competition(tables=(some_table(random),))

    assert list(second_tables.of_delegations(state, lists, places)) == []


def some_awards(random: Random) -> AwardTable:
    ids = [award.id for award in AWARDS]
    steps = [
        random.choice(
            [
                Step(id_, places=random.randint(1, 3)),
                Step(
                    id_,
                    share=D(random.randint(1, 30)),
                    rounding=random.choice(["floor", "nearest", "ceiling"]),
                ),
                Step(id_, up_to=D(random.randint(1, 90))),
            ]
        )
        for id_ in ids[:2]
    ]
    rules: list[Any] = [
        Series(tuple(steps), random.choice(["as_ranked", "all_in", "none", "decide"])),
        Threshold(ids[2], D(random.randint(0, 60))),
        Follows(ids[3], (ids[0],), random.choice([None, 1]), random.choice([None, 3])),
    ]
    if random.random() < 0.4:
        rules[:2] = [Windows(ids[0], ids[1], ids[2], D(random.randint(0, 8)))]
    needs: Any = random.choice([(), (EntriesAtLeast(6),), (ReachPoints(D(20)),), (OfKind("team"),)])
    awards = (*AWARDS[:3], replace(AWARDS[3], needs=needs))
    return AwardTable(
        "t",
        1,
        NAME,
        "typical",
        "drawn",
        awards,
        tuple(rules),
        random.choice(["registered", "started", "ranked"]),
        random.choice([None, MedianScale()]),
        random.choice([(), (SmallField(6, (ids[0],)),)]),
        random.choice([(), (ReachPoints(D(15)),)]),
        by_category=random.random() < 0.5,
    )


@given(randoms)
@settings(max_examples=100)
def test_proposed_awards(random: Random) -> None:
    drawn = Drawn(random, random.randint(1, 12))
    event = drawn.event
    event.awards = some_awards(random)

    ours = proposed(event, drawn.standings)
    theirs = second_tables.proposed_again(event, drawn.places)

    assert ours is not None
    assert {(one.entry, one.award) for one in ours.given} == theirs[0]
    assert {(entry, one.award) for one in ours.undecided for entry in one.entries} == theirs[1]


def test_a_round_that_no_table_rests_on_is_reckoned_alone() -> None:
    state = Competition()
    event = Event(EventId("e"), NAME, Drawn(Random(1), 1).scheme, "")
    state.events[event.id] = event
    round_ = Round(RoundId("r"), event.id, NAME, "live", "name")
    state.rounds[round_.id] = round_
    event.rounds.append(round_.id)

    assert second_tables.touched(state, round_) == []
    assert second_tables.rests_on(state, round_) == {round_.id}
    assert delegation_field.awards_known([]) == {}
