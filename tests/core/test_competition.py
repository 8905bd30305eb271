"""The folded state: what the facts say and nothing else, in whatever order independent sheets came."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.commands import Actor
from server.core.commands_round import CloseRound, PublishResults
from server.core.commands_rulings import SetEntryState
from server.core.commands_sheet import SubmitSheet
from server.core.commands_withheld import FreezeBoard
from server.core.competition import Competition, copied, evolve
from server.core.facts_rulings import EntryStateSet
from server.core.facts_setup import OfficialAdded
from server.core.facts_sheet import SheetSubmitted
from server.core.ids import OfficialId
from tests.support.small import (
    ENTRIES,
    FINAL,
    JUDGES,
    TITLE,
    WELD,
    WELDING,
    judge,
    marks,
    opened,
    played,
    sheet,
)

OPEN = played(*opened())


def handed_in(values: random.Random) -> list[tuple[Actor, SubmitSheet]]:
    """Every sheet of the round, with marks of its own."""
    round_ = OPEN.rounds[FINAL]
    return [
        (judge(who), sheet(round_.codes[entry], of, f"{values.randrange(0, 20) / 2:.1f}"))
        for of, entry, who in round_.missing()
    ]


def sheets_of(state: Competition) -> object:
    """The marks alone: who marked what."""
    return {
        key: {who: (one.marks, one.comment) for who, one in sheets.items()}
        for key, sheets in state.rounds[FINAL].sheets.items()
    }


@given(st.randoms(use_true_random=False))
def test_the_order_in_which_sheets_arrive_changes_no_sheet(chance: random.Random) -> None:
    sheets = handed_in(chance)
    shuffled = chance.sample(sheets, len(sheets))

    assert sheets_of(played(*opened(), *shuffled)) == sheets_of(played(*opened(), *sheets))


def test_a_state_tells_its_parts_apart() -> None:
    round_ = OPEN.rounds[FINAL]

    assert (round_.phase, round_.event, OPEN.event_of(round_).title) == ("open", WELDING, TITLE)
    assert set(round_.entries.values()) == set(ENTRIES) == set(OPEN.entries)
    assert {round_.entries[code]: code for code in round_.entries} == round_.codes
    assert list(OPEN.officials) == list(JUDGES)


def test_a_sheet_knows_the_fact_that_holds_it() -> None:
    code = OPEN.rounds[FINAL].order[0].code
    state = played(*opened(), (judge(JUDGES[0]), sheet(code)))

    one = state.rounds[FINAL].sheet(WELD, state.rounds[FINAL].entries[code], JUDGES[0])

    assert one is not None
    assert (one.position, one.marks, one.corrected) == (state.position, marks(), False)
    assert one.recorded_at == state.recorded_at


def test_publication_keeps_its_place_while_judging_goes_on() -> None:
    state = played(
        *opened(),
        FreezeBoard(FINAL),
        CloseRound(FINAL, incomplete=True),
        PublishResults(FINAL),
        SetEntryState(FINAL, ENTRIES[0], "disqualified", "used a phone"),
    )
    round_ = state.rounds[FINAL]

    assert (round_.phase, round_.version, round_.frozen_at) == ("published", 1, None)
    assert round_.published_at == state.position - 1
    assert round_.changed_at == state.position


def test_a_state_keeps_its_reason_until_the_entry_competes_again() -> None:
    out = SetEntryState(FINAL, ENTRIES[0], "withdrawn", "ill")
    back = SetEntryState(FINAL, ENTRIES[0], "competing", "well again")

    assert played(*opened(), out).rounds[FINAL].states == {
        ENTRIES[0]: EntryStateSet(FINAL, ENTRIES[0], "withdrawn", "ill")
    }
    assert played(*opened(), out, back).rounds[FINAL].states == {}


def test_a_fact_follows_the_one_before_it() -> None:
    with pytest.raises(AssertionError, match="cannot follow"):
        evolve(Competition(), OfficialAdded(OfficialId("j1")), 2, 0)


def test_a_copy_is_folded_on_by_itself() -> None:
    before = played(*opened())
    copy = copied(before)

    code = before.rounds[FINAL].order[0].code
    fact = SheetSubmitted(FINAL, WELD, code, JUDGES[0], marks())
    evolve(copy, fact, before.position + 1, 0)
    copy.rounds[FINAL].states[ENTRIES[0]] = EntryStateSet(FINAL, ENTRIES[0], "withdrawn", "ill")
    copy.events[WELDING].registrations.clear()
    copy.officials.clear()

    assert before == played(*opened())
    assert copied(before) == before != copy
