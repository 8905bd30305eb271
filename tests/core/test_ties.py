"""A tie that the chief judge decides: of whom, when it holds, when it lapses, and when results need it."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from server.core.commands import Actor, Command
from server.core.commands_round import CloseRound, PublishResults
from server.core.commands_rulings import DecideTie, GivePenalty
from server.core.commands_sheet import CorrectSheet
from server.core.competition import Competition, evolve
from server.core.decide import decide
from server.core.facts_round import ResultsPublished
from server.core.facts_rulings import TieDecided
from server.core.field import results, standings
from server.core.ids import EntryId
from server.core.refusals import Code, Refusal
from server.core.standings import rank
from server.core.tie_decisions import lapsed, undecided
from server.services.second_calculation import differences, gathered
from tests.support.small import (
    ENTRIES,
    FINAL,
    JUDGES,
    ORGANISER,
    OVERTIME,
    WELD,
    WELDING,
    decidable,
    judge,
    marks,
    opened,
    played,
    sheet,
)

Asked = Command | tuple[Actor, Command]
CODE = {drawn.entry: drawn.code for drawn in played(*opened()).rounds[FINAL].order}
ONE, TWO, THREE, FOUR = ENTRIES


def marked(**values: str) -> list[Asked]:
    """The round with every entry marked by the first judge, e1="9" and so on."""
    sheets = [(judge(JUDGES[0]), sheet(CODE[EntryId(e)], WELD, value)) for e, value in values.items()]
    return [*decidable(), *sheets]


TIED = marked(e1="9", e2="9", e3="8", e4="7")
DECIDED = [*TIED, DecideTie(FINAL, (TWO, ONE), "TWO worked more safely")]


def ranks(*commands: Asked) -> dict[EntryId, int | None]:
    state = played(*commands)
    return {one.entry: one.rank for one in standings(state, state.rounds[FINAL])}


def answer(state: Competition, command: Command) -> object:
    decision = decide(state, command, ORGANISER, "")
    return decision.code if isinstance(decision, Refusal) else decision[0]


def test_equals_share_a_rank_until_the_chief_decides_and_then_the_next_rank_is_not_skipped():
    assert ranks(*TIED) == {ONE: 1, TWO: 1, THREE: 3, FOUR: 4}
    assert ranks(*DECIDED) == {TWO: 1, ONE: 2, THREE: 3, FOUR: 4}


def test_who_decides_has_seen_the_decision_that_stands():
    state = played(*DECIDED)

    blind = answer(state, DecideTie(FINAL, (ONE, TWO), "safely"))
    late = answer(state, DecideTie(FINAL, (ONE, TWO), "safely", (ONE, TWO)))

    assert [blind, late] == [Code.TIE_DECIDED_MEANWHILE] * 2


def test_only_all_entries_that_are_equal_can_be_decided_and_with_a_reason():
    state = played(*TIED)
    good = DecideTie(FINAL, (TWO, ONE), "safely")

    assert answer(state, good) == TieDecided(FINAL, (TWO, ONE), "safely")
    assert answer(state, replace(good, reason="")) is Code.REASON_MISSING
    for wrong in ((ONE,), (ONE, ONE), (ONE, TWO, THREE), (ONE, THREE), ()):
        assert answer(state, replace(good, entries=wrong)) is Code.TIE_NOT_EQUAL
    three = played(*marked(e1="9", e2="9", e3="9", e4="7"))
    assert answer(three, good) is Code.TIE_NOT_EQUAL


def test_a_decision_lapses_when_they_are_no_longer_equal_and_holds_again_when_they_are():
    at = played(*DECIDED).rounds[FINAL].sheets[WELD, ONE][JUDGES[0]].position
    worse = CorrectSheet(FINAL, WELD, CODE[ONE], JUDGES[0], marks(value="8"), "typing", at)
    state = played(*DECIDED, worse)
    again = state.rounds[FINAL].sheets[WELD, ONE][JUDGES[0]].position
    back = CorrectSheet(FINAL, WELD, CODE[ONE], JUDGES[0], marks(value="9"), "typing", again)

    assert ranks(*DECIDED, worse) == {TWO: 1, ONE: 2, THREE: 2, FOUR: 4}
    assert lapsed(results(state, state.rounds[FINAL]), state.rounds[FINAL].ties) == {ONE, TWO}
    assert ranks(*DECIDED, worse, back) == {TWO: 1, ONE: 2, THREE: 3, FOUR: 4}


def test_a_decision_lapses_when_another_becomes_equal():
    commands = [*marked(e1="9", e2="9", e3="8"), DecideTie(FINAL, (TWO, ONE), "safely")]
    joined = (judge(JUDGES[0]), sheet(CODE[FOUR], WELD, "9"))

    assert ranks(*commands, joined) == {ONE: 1, TWO: 1, FOUR: 1, THREE: 4}


def test_the_last_decision_on_a_tie_counts():
    assert ranks(*DECIDED, DecideTie(FINAL, (ONE, TWO), "looked at again", (TWO, ONE)))[ONE] == 1


def test_where_no_ties_are_allowed_at_the_top_results_wait_for_the_decision():
    sheets = TIED[len(decidable()) :]
    closed: list[Asked] = [*decidable(no_ties_to=2), *sheets, CloseRound(FINAL, incomplete=True)]
    refused = decide(played(*closed), PublishResults(FINAL), ORGANISER, "")

    assert refused == Refusal(Code.TIES_UNDECIDED, {"places": 2, "numbers": "101, 102"})
    decided = played(*closed, DecideTie(FINAL, (TWO, ONE), "safely"))
    assert answer(decided, PublishResults(FINAL)) == ResultsPublished(FINAL, 1)


def test_a_tie_below_the_places_that_matter_keeps_nothing_back():
    found = results(played(*TIED), played(*TIED).rounds[FINAL])

    assert undecided(found, 1) == [[ONE, TWO]]
    state = played(*marked(e1="9", e2="8", e3="8", e4="7"))
    assert undecided(results(state, state.rounds[FINAL]), 1) == []
    assert undecided(results(state, state.rounds[FINAL]), 2) == [[TWO, THREE]]


def test_after_publication_a_decision_makes_the_round_changed():
    state = played(*TIED, CloseRound(FINAL, incomplete=True), PublishResults(FINAL))
    fact = answer(state, DecideTie(FINAL, (TWO, ONE), "safely"))

    assert isinstance(fact, TieDecided)
    assert (
        not played(
            *TIED,
            CloseRound(FINAL, incomplete=True),
            PublishResults(FINAL),
            DecideTie(FINAL, (TWO, ONE), "safely"),
        )
        .rounds[FINAL]
        .is_official
    )


@given(st.integers(0, 2**32))
def test_the_second_calculation_agrees_on_decided_ties(seed):
    random = Random(seed)
    values = {f"e{n}": random.choice(["9", "8"]) for n in range(1, 5)}
    commands = marked(**values)
    for _ in range(3):
        state = played(*commands)
        ties = undecided(results(state, state.rounds[FINAL]))
        if ties and random.random() < 0.8:
            tie = random.choice(ties)
            order = tuple(random.sample(tie, len(tie)))
            before = [one.entries for one in state.rounds[FINAL].ties if set(one.entries) == set(tie)]
            commands.append(DecideTie(FINAL, order, "the chief decides", before[-1] if before else ()))
        else:
            commands.append(GivePenalty(FINAL, random.choice(ENTRIES), OVERTIME, "late"))
    state, facts = folded(commands)
    round_ = state.rounds[FINAL]

    assert differences(state, round_, gathered(facts)[FINAL]) == []
    assert rank(state.events[WELDING].scheme, results(state, round_)) == standings(state, round_)


def folded(commands):
    """The state and the facts of commands, those that are refused left out."""
    state, facts = Competition(), []
    for one in commands:
        actor, command = one if isinstance(one, tuple) else (ORGANISER, one)
        decision = decide(state, command, actor, "")
        if not isinstance(decision, Refusal):
            for fact in decision:
                evolve(state, fact, state.position + 1, 0)
                facts.append(fact)
    return state, facts
