"""Who lays and lifts an embargo on results, when, and what is not done under one."""

from __future__ import annotations

import pytest

from server.core.commands import Actor, Command
from server.core.commands_field import QualifyEntries
from server.core.commands_round import AddRound, CloseRound, MakeDraw, PublishResults
from server.core.commands_rulings import SetEntryState
from server.core.commands_withheld import (
    FreezeBoard,
    LayEmbargo,
    LiftAfterCeremony,
    LiftEmbargo,
    LiftWhenDue,
    PlanFreeze,
    UnfreezeBoard,
)
from server.core.decide import decide
from server.core.facts_withheld import EmbargoLifted
from server.core.ids import OfficialId, RoundId
from server.core.qualification import Top
from server.core.refusals import Code, Refusal
from server.core.withheld import Embargo
from tests.scoreboard.walks import Day, a_day
from tests.support.small import ENTRIES, FINAL, ORGANISER, TITLE, WELDING

SERVER, CHIEF = Actor("server", OfficialId("server")), Actor("chief", OfficialId("chief"))
SIX, SEVEN = 1_800_000_000_000, 1_800_003_600_000
NEXT = RoundId("next")


def refusal(day: Day, command: Command, actor: Actor = ORGANISER) -> Code | None:
    decision = decide(day.state, command, actor, "chance")
    return decision.code if isinstance(decision, Refusal) else None


def embargoed(*more: Command, until: int = 0, ceremony: bool = False) -> Day:
    day = a_day()
    for command in (LayEmbargo(FINAL, until, ceremony), *more):
        assert day.does(command)
    return day


PUBLISHED = (CloseRound(FINAL, incomplete=True), PublishResults(FINAL))


def test_an_embargo_is_laid_from_the_opening_on_until_the_public_has_seen_results() -> None:
    assert refusal(a_day(ready=False), LayEmbargo(FINAL)) is Code.ROUND_NOT_OPEN
    day = a_day()
    for command in PUBLISHED:
        assert refusal(day, LayEmbargo(FINAL)) is None
        day.does(command)

    assert refusal(day, LayEmbargo(FINAL)) is Code.RESULTS_SEEN


def test_what_was_published_under_it_can_be_kept_longer() -> None:
    day = embargoed(*PUBLISHED, until=SIX)

    assert day.does(LayEmbargo(FINAL, SEVEN))
    assert day.state.rounds[FINAL].withheld.embargo == Embargo(SEVEN)


@pytest.mark.parametrize(
    ("first", "then", "allowed"),
    [
        (Embargo(SIX), Embargo(SEVEN), True),
        (Embargo(SEVEN), Embargo(SIX), False),
        (Embargo(SIX), Embargo(SIX), False),
        (Embargo(SIX), Embargo(ceremony=True), True),
        (Embargo(ceremony=True), Embargo(SEVEN), False),
        (Embargo(ceremony=True), Embargo(), True),
        (Embargo(), Embargo(ceremony=True), False),
        (Embargo(), Embargo(SEVEN), False),
        (Embargo(), Embargo(), False),
    ],
)
def test_its_end_is_only_put_off(first: Embargo, then: Embargo, allowed: bool) -> None:
    day = embargoed(until=first.until, ceremony=first.ceremony)

    code = refusal(day, LayEmbargo(FINAL, then.until, then.ceremony))

    assert code is (None if allowed else Code.EMBARGO_NOT_PUT_OFF)


@pytest.mark.parametrize(("until", "ceremony"), [(SIX, True), (-1, False), (10**15, False)])
def test_an_end_is_a_time_or_the_ceremony(until: int, ceremony: bool) -> None:
    assert refusal(a_day(), LayEmbargo(FINAL, until, ceremony)) is Code.EMBARGO_END_INVALID


def test_it_is_lifted_by_hand_at_any_time_with_a_reason() -> None:
    for day in (embargoed(until=SIX), embargoed(*PUBLISHED, ceremony=True)):
        assert refusal(day, LiftEmbargo(FINAL, " ")) is Code.REASON_MISSING
        assert day.does(LiftEmbargo(FINAL, "the hall knows"))
        assert day.state.rounds[FINAL].withheld.embargo is None
        assert refusal(day, LiftEmbargo(FINAL, "again")) is Code.EMBARGO_NOT_LAID


def test_by_itself_it_ends_with_official_results_only() -> None:
    day = embargoed(PUBLISHED[0], until=SIX)
    assert refusal(day, LiftWhenDue(FINAL, SIX), SERVER) is Code.EMBARGO_HOLDS
    day.does(PUBLISHED[1])
    day.does(SetEntryState(FINAL, ENTRIES[0], "withdrawn", "ill"))
    assert refusal(day, LiftWhenDue(FINAL, SIX), SERVER) is Code.EMBARGO_HOLDS
    day.does(PublishResults(FINAL))

    assert refusal(day, LiftWhenDue(FINAL, SEVEN), SERVER) is Code.EMBARGO_NOT_LAID
    assert refusal(day, LiftAfterCeremony(FINAL), SERVER) is Code.EMBARGO_NOT_LAID
    assert day.does(LiftWhenDue(FINAL, SIX), SERVER)
    assert day.facts[-1].fact == EmbargoLifted(FINAL, due=SIX)


def test_a_ceremony_is_remembered_once_and_forgotten_where_the_embargo_is_put_off() -> None:
    day = embargoed(ceremony=True)
    assert day.does(LiftAfterCeremony(FINAL), SERVER)
    assert refusal(day, LiftAfterCeremony(FINAL), SERVER) is Code.EMBARGO_HOLDS

    assert day.does(LayEmbargo(FINAL))
    assert refusal(day, LiftAfterCeremony(FINAL), SERVER) is Code.EMBARGO_NOT_LAID


def test_under_an_embargo_nothing_else_changes_what_the_public_sees() -> None:
    day = a_day()
    day.does(PlanFreeze(FINAL, SIX))
    day.does(FreezeBoard(FINAL, 2))
    day.does(LayEmbargo(FINAL))

    assert day.state.rounds[FINAL].withheld.plan is None
    for command in (FreezeBoard(FINAL), UnfreezeBoard(FINAL), PlanFreeze(FINAL, SEVEN)):
        assert refusal(day, command) is Code.EMBARGO_LAID


def test_nobody_is_drawn_who_came_through_by_results_under_embargo() -> None:
    day = embargoed()
    for entry in range(4):
        day.sheet(0, 0, entry, str(9 - entry))
        day.sheet(0, 1, entry, str(9 - entry))
    for command in (*PUBLISHED, AddRound(NEXT, WELDING, TITLE), QualifyEntries(NEXT, FINAL, Top(2))):
        assert day.does(command)

    assert refusal(day, MakeDraw(NEXT, "1")) is Code.EARLIER_EMBARGOED
    assert day.does(LiftEmbargo(FINAL, "revealed"))
    assert refusal(day, MakeDraw(NEXT, "1")) is None


@pytest.mark.parametrize("command", [LayEmbargo(FINAL, SEVEN), LiftEmbargo(FINAL, "now")])
def test_an_organiser_decides_on_it(command: Command) -> None:
    for actor in (CHIEF, SERVER):
        assert refusal(embargoed(until=SIX), command, actor) is Code.NOT_ALLOWED


@pytest.mark.parametrize("command", [LiftWhenDue(FINAL, SIX), LiftAfterCeremony(FINAL)])
def test_nobody_but_the_server_says_that_it_is_over(command: Command) -> None:
    assert refusal(embargoed(*PUBLISHED, until=SIX), command) is Code.NOT_ALLOWED
