"""Who takes part in a next round is a fact, and its draw covers nobody else."""

from __future__ import annotations

from decimal import Decimal

import pytest

from server.core.commands import AddRound, CloseRound, MakeDraw, PublishResults, QualifyEntries, SetEntryState
from server.core.decide import decide
from server.core.facts import EntriesQualified
from server.core.ids import RoundId
from server.core.qualification import Reach, Share, Top
from server.core.refusals import Code, Refusal
from tests.support.small import (
    ENTRIES,
    FINAL,
    JUDGES,
    ORGANISER,
    PREPARE,
    TITLE,
    WELD,
    WELDING,
    codes,
    judge,
    opened,
    played,
    sheet,
)

NEXT = RoundId("next")
OPEN = played(*opened())
# By entry: 2 x 2 judges' means; e1 and e2 equal, then e3, then e4.
VALUES = dict(zip(ENTRIES, ("9", "9", "8", "5"), strict=True))


def marked() -> list:
    round_ = OPEN.rounds[FINAL]
    sheets = [
        (judge(one), sheet(code, module, VALUES[round_.entries[code]]))
        for code in codes(OPEN)
        for module, panel in ((PREPARE, JUDGES[:2]), (WELD, JUDGES))
        for one in panel
    ]
    return [*opened(), *sheets, CloseRound(FINAL), PublishResults(FINAL), AddRound(NEXT, WELDING, TITLE)]


@pytest.mark.parametrize(
    ("rule", "through"),
    [
        (Top(1), ENTRIES[:2]),
        (Top(3, "none"), ENTRIES[:3]),
        (Share(Decimal(50)), ENTRIES[:2]),
        (Reach(Decimal(32)), ENTRIES[:3]),
    ],
)
def test_who_comes_through_is_named_and_drawn(rule, through) -> None:
    state = played(*marked(), QualifyEntries(NEXT, FINAL, rule), MakeDraw(NEXT, "1"))

    round_ = state.rounds[NEXT]
    assert round_.qualified == EntriesQualified(NEXT, FINAL, 1, rule, through)
    assert {drawn.entry for drawn in round_.order} == set(through)


def test_whoever_is_disqualified_later_stays_through_until_it_is_asked_again() -> None:
    out = SetEntryState(FINAL, ENTRIES[0], "disqualified", "used a phone")
    before = played(*marked(), QualifyEntries(NEXT, FINAL, Top(2)), out)
    after = played(
        *marked(),
        QualifyEntries(NEXT, FINAL, Top(2)),
        out,
        PublishResults(FINAL),
        QualifyEntries(NEXT, FINAL, Top(2)),
    )

    first, second = before.rounds[NEXT].qualified, after.rounds[NEXT].qualified
    assert first is not None
    assert second is not None
    assert (first.entries, second.entries) == (ENTRIES[:2], ENTRIES[1:3])


@pytest.mark.parametrize(
    ("more", "command", "code"),
    [
        ([MakeDraw(NEXT, "1")], QualifyEntries(NEXT, FINAL, Top(2)), Code.DRAW_FIXED),
        ([], QualifyEntries(NEXT, NEXT, Top(2)), Code.ROUND_UNKNOWN),
        ([], QualifyEntries(NEXT, FINAL, Top(0)), Code.MALFORMED),
        ([], QualifyEntries(NEXT, FINAL, Top(5000)), Code.TOO_MANY),
        ([], QualifyEntries(NEXT, FINAL, Share(Decimal(101))), Code.MALFORMED),
        ([], QualifyEntries(NEXT, FINAL, Reach(Decimal(99))), Code.ENTRIES_MISSING),
    ],
)
def test_what_cannot_be_is_refused(more, command, code) -> None:
    refused = decide(played(*marked(), *more), command, ORGANISER, "")

    assert isinstance(refused, Refusal)
    assert refused.code is code
