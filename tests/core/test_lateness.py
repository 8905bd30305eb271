"""When a sheet is late: the next heat works, the clock has stopped, or the colleagues have gone on."""

from __future__ import annotations

from server.core.clock import Moment
from server.core.commands import Actor, Command
from server.core.commands_floor import CallHeat, SetClocks
from server.core.commands_round import CloseRound, MakeDraw
from server.core.commands_rulings import SetEntryState
from server.core.competition import Competition, evolve
from server.core.decide import decide
from server.core.ids import OfficialId
from server.core.lateness import Late, late
from server.core.refusals import Refusal
from tests.support.small import FINAL, JUDGES, ORGANISER, WELD, codes, judge, opened, sheet

FLOOR = Actor("floor", OfficialId("f"), "tablet")
HEATED = [MakeDraw(FINAL, "2026", stations=2) if isinstance(one, MakeDraw) else one for one in opened()]


def after(*commands: Command | tuple[Actor, Command], start: list[Command] = HEATED) -> Competition:
    state = Competition()
    for one in [*start, *commands]:
        actor, command = one if isinstance(one, tuple) else (ORGANISER, one)
        decision = decide(state, command, actor, "", Moment("run", 1_000 * state.position, 0))
        assert not isinstance(decision, Refusal), decision
        for fact in decision:
            evolve(state, fact, state.position + 1, 0)
    return state


ORDER = codes(after())


def told(state: Competition, place: int = 0) -> dict[OfficialId, Late]:
    round_ = state.rounds[FINAL]
    entry = round_.entries[ORDER[place]]
    return {who: why for module, of, who, why in late(round_) if (module, of) == (WELD, entry)}


def clock(act: str) -> tuple[Actor, Command]:
    return FLOOR, SetClocks(FINAL, WELD, act, (ORDER[0],))  # type: ignore[arg-type]


def in_(*judges: OfficialId) -> list[tuple[Actor, Command]]:
    return [(judge(one), sheet(ORDER[0])) for one in judges]


def test_nothing_is_late_before_anything_has_happened() -> None:
    assert list(late(after().rounds[FINAL])) == []


def test_a_sheet_is_late_once_the_next_heat_is_called() -> None:
    state = after((FLOOR, CallHeat(FINAL, WELD, 2)))

    assert told(state, 0) == dict.fromkeys(JUDGES, "next_heat")
    assert told(state, 2) == {}


def test_a_sheet_is_late_once_the_clock_has_stopped_and_a_colleague_has_handed_in() -> None:
    assert told(after(clock("start"), clock("stop"))) == {}
    assert told(after(clock("start"), clock("stop"), *in_(JUDGES[0]))) == dict.fromkeys(JUDGES[1:], "stopped")


def test_no_sheet_is_late_while_the_work_goes_on() -> None:
    assert told(after(clock("start"), *in_(*JUDGES[:2]))) == {}
    assert told(after(clock("start"), clock("pause"), *in_(*JUDGES[:2]))) == {}


def test_without_a_clock_it_is_late_once_two_and_more_than_half_of_the_others_are_in() -> None:
    assert told(after(*in_(JUDGES[0]))) == {}
    assert told(after(*in_(*JUDGES[:2]))) == {JUDGES[2]: "others_in"}


def test_nobody_is_late_with_an_entry_that_does_not_compete_or_after_the_close() -> None:
    entry = after().rounds[FINAL].entries[ORDER[0]]
    withdrawn = SetEntryState(FINAL, entry, "withdrawn", "")

    assert told(after(*in_(*JUDGES[:2]), withdrawn)) == {}
    assert told(after(*in_(*JUDGES[:2]), CloseRound(FINAL, incomplete=True))) == {}
