"""Giving and lifting penalties: when, with what, and what the round is afterwards."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from server.core.commands import Command
from server.core.commands_round import CloseRound, PublishResults
from server.core.commands_rulings import GivePenalty, LiftPenalty, SetEntryState
from server.core.competition import Competition
from server.core.decide import decide
from server.core.facts_rulings import PenaltyGiven, PenaltyLifted
from server.core.field import standings
from server.core.refusals import Code, Refusal
from tests.support.small import (
    CHIEF,
    ENTRIES,
    FINAL,
    JUDGES,
    ORGANISER,
    OVERTIME,
    RED,
    WELD,
    codes,
    judge,
    opened,
    played,
    preparations,
    sheet,
)

LATE = GivePenalty(FINAL, ENTRIES[0], OVERTIME, "two minutes over")


def asked(state: Competition, command: Command) -> object:
    decision = decide(state, command, ORGANISER, "chance")
    return decision.code if isinstance(decision, Refusal) else decision[0]


def test_penalties_of_a_round_are_numbered_and_lifted_ones_keep_theirs():
    state = played(*opened(), LATE, LiftPenalty(FINAL, 1, "the clock was wrong"))

    assert asked(state, LATE) == PenaltyGiven(FINAL, ENTRIES[0], 2, OVERTIME, "two minutes over")
    assert state.rounds[FINAL].penalties == {}
    assert [given.number for given, _ in state.rounds[FINAL].lifted] == [1]


def test_a_penalty_has_a_reason():
    assert asked(played(*opened()), replace(LATE, reason=" ")) is Code.REASON_MISSING
    assert asked(played(*opened(), LATE), LiftPenalty(FINAL, 1, "")) is Code.REASON_MISSING


def test_before_the_draw_there_is_nobody_to_be_given_one():
    assert asked(played(*preparations()[:4]), LATE) is Code.DRAW_MISSING


def test_an_amount_is_one_of_the_kinds_range_and_by_its_step():
    state = played(*opened())
    chief = replace(LATE, penalty=CHIEF)

    assert isinstance(asked(state, replace(chief, amount=Decimal("-0.05"))), PenaltyGiven)
    for wrong in ("0", "0.15", "-0.15", "0.07"):
        assert asked(state, replace(chief, amount=Decimal(wrong))) is Code.PENALTY_AMOUNT_INVALID


def test_a_kind_that_voids_a_module_is_told_which():
    fact = asked(played(*opened()), replace(LATE, penalty=RED, module=WELD))

    assert fact == PenaltyGiven(FINAL, ENTRIES[0], 1, RED, "two minutes over", None, WELD)


def test_what_was_lifted_makes_room_for_another():
    full = played(*opened(), LATE, LATE)

    assert asked(full, LATE) is Code.PENALTY_COUNT_REACHED
    assert isinstance(
        asked(played(*opened(), LATE, LATE, LiftPenalty(FINAL, 1, "wrong")), LATE), PenaltyGiven
    )


def test_also_for_an_entry_that_no_longer_competes():
    state = played(*opened(), SetEntryState(FINAL, ENTRIES[0], "withdrawn"))

    assert isinstance(asked(state, LATE), PenaltyGiven)


def test_after_publication_a_penalty_and_its_lifting_make_the_round_changed():
    published = [*opened(), CloseRound(FINAL, incomplete=True), PublishResults(FINAL)]

    assert played(*published).rounds[FINAL].is_official
    assert not played(*published, LATE).rounds[FINAL].is_official
    again = [*published, LATE, PublishResults(FINAL)]
    assert played(*again).rounds[FINAL].is_official
    assert not played(*again, LiftPenalty(FINAL, 1, "upheld on appeal")).rounds[FINAL].is_official
    assert asked(played(*again), LiftPenalty(FINAL, 1, "upheld")) == PenaltyLifted(FINAL, 1, "upheld")


def test_a_penalty_moves_an_entry_and_its_lifting_moves_it_back():
    commands = [*opened()]
    code = {drawn.entry: drawn.code for drawn in played(*commands).rounds[FINAL].order}
    for entry, value in ((ENTRIES[0], "9"), (ENTRIES[1], "8.5")):
        commands += [(judge(one), sheet(code[entry], WELD, value)) for one in JUDGES]

    def first(*more: Command) -> str:
        state = played(*commands, *more)
        return standings(state, state.rounds[FINAL])[0].entry

    assert first() == ENTRIES[0]
    assert first(LATE) == ENTRIES[1]
    assert first(LATE, LiftPenalty(FINAL, 1, "the clock was wrong")) == ENTRIES[0]
    assert len(codes(played(*commands))) == len(ENTRIES)
