"""Who takes part in a next round is a fact, and its draw covers nobody else."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from server.core.commands_field import QualifyEntries
from server.core.commands_round import AddRound, CloseRound, MakeDraw, PublishResults
from server.core.commands_rulings import SetEntryState
from server.core.decide import decide
from server.core.facts_field import EntriesQualified
from server.core.ids import EntryId, RoundId
from server.core.qualification import BestOfHeats, CutTies, Reach, Share, Top
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


def in_heats() -> list:
    """The same marks, in two heats of two; e1 and e2, who are equal, stand at the cut of the same heat or not."""
    return [replace(one, stations=2) if isinstance(one, MakeDraw) else one for one in marked()]


def heat_of(number: int) -> list[EntryId]:
    """The entries of a heat, the better ones first."""
    order = played(*in_heats()).rounds[FINAL].order
    return sorted((one.entry for one in order if one.heat == number), key=ENTRIES.index)


def coming_through(rule: BestOfHeats) -> set[EntryId]:
    qualified = played(*in_heats(), QualifyEntries(NEXT, FINAL, rule)).rounds[NEXT].qualified
    assert qualified is not None
    return set(qualified.entries)


def test_the_best_of_each_heat_come_through_and_equals_at_its_cut_go_together() -> None:
    through = {}
    ways: tuple[CutTies, ...] = ("all", "none")
    for ties in ways:
        through[ties] = coming_through(BestOfHeats(1, 0, ties))

    wanted: dict[str, set[EntryId]] = {"all": set(), "none": set()}
    for heat in (heat_of(1), heat_of(2)):
        equal = set(heat) == set(ENTRIES[:2])
        wanted["all"] |= set(heat) if equal else {heat[0]}
        wanted["none"] |= set() if equal else {heat[0]}
    assert through == wanted


def test_the_best_of_the_rest_come_through_over_all_heats() -> None:
    first = {heat_of(1)[0], heat_of(2)[0]}
    rest = [entry for entry in ENTRIES if entry not in first]
    assert first | {rest[0]} <= coming_through(BestOfHeats(1, 1))


@pytest.mark.parametrize(
    ("more", "command", "code"),
    [
        ([MakeDraw(NEXT, "1")], QualifyEntries(NEXT, FINAL, Top(2)), Code.DRAW_FIXED),
        ([], QualifyEntries(NEXT, NEXT, Top(2)), Code.ROUND_UNKNOWN),
        ([], QualifyEntries(NEXT, FINAL, Top(0)), Code.MALFORMED),
        ([], QualifyEntries(NEXT, FINAL, Top(5000)), Code.TOO_MANY),
        ([], QualifyEntries(NEXT, FINAL, Share(Decimal(101))), Code.MALFORMED),
        ([], QualifyEntries(NEXT, FINAL, Reach(Decimal(99))), Code.ENTRIES_MISSING),
        ([], QualifyEntries(NEXT, FINAL, BestOfHeats(1)), Code.HEATS_MISSING),
        ([], QualifyEntries(NEXT, FINAL, BestOfHeats(0)), Code.MALFORMED),
        ([], QualifyEntries(NEXT, FINAL, BestOfHeats(2, -1)), Code.MALFORMED),
        ([], QualifyEntries(NEXT, FINAL, BestOfHeats(1, 5000)), Code.TOO_MANY),
    ],
)
def test_what_cannot_be_is_refused(more, command, code) -> None:
    refused = decide(played(*marked(), *more), command, ORGANISER, "")

    assert isinstance(refused, Refusal)
    assert refused.code is code
