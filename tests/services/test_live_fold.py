"""What a sheet did to the ranks, kept up to date, is what two whole rankings before and after it say."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from server.bench.standings_field import MODULE, ROUND, Field
from server.core import field as core_field
from server.core.facts import Fact
from server.core.facts_panel import PanelSet
from server.core.facts_rulings import EntryStateSet
from server.core.facts_withheld import BoardFrozen
from server.core.ids import CompetitionId
from server.services.live_fold import Arrived, LiveCompetition


def some_facts(random: Random, field: Field, many: int) -> list[Fact]:
    """Facts that follow the field's own, folded as they are drawn."""
    found: list[Fact] = []
    for _ in range(many):
        fact: Fact = field.correction()[1]
        match random.randrange(8):
            case 0:
                state = random.choice(["competing", "disqualified", "withdrawn"])
                fact = EntryStateSet(ROUND, random.choice(field.entries), state, "as seen")  # type: ignore[arg-type]
            case 1:
                judges = random.sample(field.judges, random.randint(1, 3))
                fact = PanelSet(ROUND, MODULE, tuple(judges))
        field.take([fact])
        found.append(fact)
    return found


@settings(max_examples=30, deadline=None)
@given(st.randoms(use_true_random=False))
def test_ranks_moves_and_gains_are_those_of_rankings_made_from_nothing(random: Random) -> None:
    field = Field(12, 2, 3)
    field.take(list(field.facts()))
    live, round_ = field.live.rounds[ROUND], field.state.rounds[ROUND]

    for _ in range(12):
        before = {one.entry: one for one in core_field.standings(field.state, round_)}
        entry, fact = field.correction()
        field.take([fact])
        now = {one.entry: one for one in core_field.standings(field.state, round_)}
        view, newest = live.view(), live.view().recent[0]

        assert view.standings == tuple(now.values())
        assert view.moved == {e: up for e in now if (up := before[e].rank - now[e].rank)}  # type: ignore[operator]
        assert (newest.entry, newest.rank, newest.total) == (entry, now[entry].rank, now[entry].total)
        assert newest.moved == view.moved.get(entry, 0)
        assert newest.gained == now[entry].total - before[entry].total  # type: ignore[operator]


@settings(max_examples=30, deadline=None)
@given(st.randoms(use_true_random=False))
def test_folded_one_by_one_or_all_at_once_a_round_looks_the_same(random: Random) -> None:
    field = Field(8, 2, 3)
    facts = list(field.facts())
    field.take(facts)
    facts += some_facts(random, field, 20)
    facts += [BoardFrozen(ROUND), *(field.correction()[1] for _ in range(5))]
    one_by_one, at_once = LiveCompetition(CompetitionId("bench")), LiveCompetition(CompetitionId("bench"))
    arrived = [Arrived(fact, n, n) for n, fact in enumerate(facts, 1)]

    for one in arrived:
        one_by_one.take([one])
    at_once.take(arrived)

    same, other = one_by_one.rounds[ROUND], at_once.rounds[ROUND]
    assert same.frozen == other.frozen
    assert same.view() == other.view()
    assert same.view().counts == {(MODULE, entry): (3, 3) for entry in field.entries}
