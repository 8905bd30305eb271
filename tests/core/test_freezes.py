"""Freezes: at once or at a time, of the whole board, of its first places, of modules."""

from __future__ import annotations

import pytest

from server.core.commands import Actor, Command
from server.core.commands_round import CloseRound, PublishResults
from server.core.commands_withheld import FreezeBoard, FreezeWhenDue, PlanFreeze, UnfreezeBoard
from server.core.decide import decide
from server.core.facts_withheld import BoardFrozen
from server.core.ids import ModuleId, OfficialId
from server.core.refusals import Code, Refusal
from server.core.withheld import Cover
from tests.scoreboard.walks import Day, a_day
from tests.support.small import FINAL, ORGANISER, PREPARE, WELD

SERVER = Actor("server", OfficialId("server"))
HALF_PAST_FOUR = 1_800_000_000_000


def refusal(day: Day, command: Command, actor: Actor = ORGANISER) -> Code | None:
    decision = decide(day.state, command, actor, "chance")
    return decision.code if isinstance(decision, Refusal) else None


def frozen(day: Day) -> Cover | None:
    return day.state.rounds[FINAL].withheld.frozen


@pytest.mark.parametrize("modules", [(PREPARE, WELD), (ModuleId("none"),), (WELD, WELD)])
def test_modules_that_are_left_out_are_some_of_the_event_and_not_all(modules: tuple[ModuleId, ...]) -> None:
    assert refusal(a_day(), FreezeBoard(FINAL, modules=modules)) is Code.FREEZE_MODULES_INVALID


@pytest.mark.parametrize("places", [-1, 51])
def test_so_many_places_cannot_be_withheld(places: int) -> None:
    assert refusal(a_day(), FreezeBoard(FINAL, places)) is Code.FREEZE_PLACES_INVALID


def test_what_is_frozen_in_part_can_be_frozen_whole_and_not_the_other_way() -> None:
    day = a_day()
    assert day.does(FreezeBoard(FINAL, 3))
    assert refusal(day, FreezeBoard(FINAL, 1)) is Code.BOARD_FROZEN_ALREADY
    assert day.does(FreezeBoard(FINAL))

    assert refusal(day, FreezeBoard(FINAL, 3)) is Code.BOARD_FROZEN_ALREADY
    assert frozen(day) == Cover()


def test_a_planned_freeze_becomes_a_fact_of_the_server_when_it_is_due() -> None:
    day = a_day()
    assert day.does(PlanFreeze(FINAL, HALF_PAST_FOUR, 3))
    assert day.does(FreezeWhenDue(FINAL, HALF_PAST_FOUR), SERVER)

    assert day.facts[-1].fact == BoardFrozen(FINAL, 3, (), HALF_PAST_FOUR)
    assert frozen(day) == Cover(3)


def test_a_plan_freezes_once_and_what_was_unfrozen_stays_so() -> None:
    day = a_day()
    day.does(PlanFreeze(FINAL, HALF_PAST_FOUR))
    day.does(FreezeWhenDue(FINAL, HALF_PAST_FOUR), SERVER)
    day.does(UnfreezeBoard(FINAL))

    assert refusal(day, FreezeWhenDue(FINAL, HALF_PAST_FOUR), SERVER) is Code.FREEZE_NOT_PLANNED


def test_a_plan_that_was_changed_or_taken_back_is_not_due() -> None:
    day = a_day()
    day.does(PlanFreeze(FINAL, HALF_PAST_FOUR))
    day.does(PlanFreeze(FINAL, HALF_PAST_FOUR + 60_000))
    assert refusal(day, FreezeWhenDue(FINAL, HALF_PAST_FOUR), SERVER) is Code.FREEZE_NOT_PLANNED

    assert day.does(PlanFreeze(FINAL, 0))
    assert refusal(day, PlanFreeze(FINAL, 0)) is Code.FREEZE_NOT_PLANNED


def test_a_freeze_by_hand_fulfils_the_plan_and_so_does_a_publication() -> None:
    day = a_day()
    day.does(PlanFreeze(FINAL, HALF_PAST_FOUR))
    day.does(FreezeBoard(FINAL))
    assert day.state.rounds[FINAL].withheld.plan is None

    day.does(UnfreezeBoard(FINAL))
    day.does(PlanFreeze(FINAL, HALF_PAST_FOUR))
    day.does(CloseRound(FINAL, incomplete=True))
    day.does(PublishResults(FINAL))
    assert day.state.rounds[FINAL].withheld.plan is None


def test_nobody_but_the_server_says_that_a_freeze_is_due() -> None:
    day = a_day()
    day.does(PlanFreeze(FINAL, HALF_PAST_FOUR))

    assert refusal(day, FreezeWhenDue(FINAL, HALF_PAST_FOUR)) is Code.NOT_ALLOWED


@pytest.mark.parametrize("at", [-1, 10**15])
def test_a_time_that_is_none_is_refused(at: int) -> None:
    assert refusal(a_day(), PlanFreeze(FINAL, at)) is Code.FREEZE_TIME_INVALID
