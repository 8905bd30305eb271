"""With or without calibration pieces every result, board byte and closing condition is the same."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.commands import Command
from server.core.commands_calibration import EndCalibration, OpenCalibration, SetCalibrationReference
from server.core.commands_round import CloseRound
from server.core.commands_setup import AddOfficial
from server.core.competition import Competition
from server.core.decide import decide
from server.core.field import results
from server.core.ids import Code, OfficialId
from server.core.standings import rank
from server.reference.rounds import Tables
from tests.scoreboard.publicly import everything_of
from tests.scoreboard.walks import MODULES, Day, a_day, followed, steps
from tests.support.small import FINAL, JUDGES, ORGANISER, marks, sheet
from tests.support.small import judge as judge_

_judge, _module, _value = st.integers(0, 2), st.integers(0, 1), st.sampled_from(["0", "5", "9.5"])
_piece = st.sampled_from([Code("C1"), Code("C2")])
calibrations: st.SearchStrategy[tuple[Any, ...]] = st.one_of(
    st.tuples(st.just("set up"), _module),
    st.tuples(st.just("reference"), _piece, _module, _value),
    st.tuples(st.just("mark"), _piece, _module, _judge, _value),
    st.tuples(st.just("mark"), _piece, _module, _judge, _value),
    st.tuples(st.just("end"), _piece),
)


def calibrate(day: Day, step: tuple[Any, ...]) -> bool:
    match step:
        case ("set up", module):
            return day.does(OpenCalibration(FINAL, MODULES[module]))
        case ("reference", piece, module, value):
            return day.does(SetCalibrationReference(FINAL, piece, marks(MODULES[module], value)))
        case ("mark", piece, module, by, value):
            return day.does(sheet(piece, MODULES[module], value), judge_(JUDGES[by]))
        case ("end", piece):
            return day.does(EndCalibration(FINAL, piece))
    raise AssertionError(step)


def counted(state: Competition) -> str:
    """Everything that counts in the round, written out whole, and what closing it would say."""
    round_ = state.rounds[FINAL]
    found = results(state, round_)
    closing = decide(state, CloseRound(FINAL), ORGANISER, "")
    return repr(
        (found, rank(state.event_of(round_).scheme, found), sorted(round_.missing()), round_.phase, closing)
    )


@settings(deadline=None)
@given(st.lists(steps | calibrations, max_size=30), st.booleans())
def test_with_and_without_calibration_pieces_everything_that_counts_is_the_same(
    some: list[tuple[Any, ...]], live: bool
) -> None:
    # Where one way a fact about a piece is recorded, the other way somebody is added who does nothing: positions are equal.
    beside, alone = (a_day("live" if live else "published") for _ in range(2))
    for step in (("set up", 1), *some):
        if step[0] in ("set up", "reference", "mark", "end"):
            if calibrate(beside, step):
                nobody: Command = AddOfficial(OfficialId(f"x{alone.state.position}"))
                assert alone.does(nobody)
        else:
            assert beside.step(step) == alone.step(step)

    assert counted(beside.state) == counted(alone.state)
    assert everything_of(followed(beside.facts)) == everything_of(followed(alone.facts))


@settings(deadline=None)
@given(st.lists(calibrations, max_size=12))
def test_the_second_calculation_knows_nothing_of_calibration_pieces(some: list[tuple[Any, ...]]) -> None:
    day, tables = a_day(), Tables()
    for step in (("set up", 1), *some):
        calibrate(day, step)
    day.sheet(0, 1, 0, "9.5")
    for arrived in day.facts:
        tables.take(arrived.fact)

    totals = {entry: one.total for entry, one in results(day.state, day.state.rounds[FINAL]).items()}
    assert {entry: one.score.total for entry, one in tables.rounds[FINAL].places().items()} == totals
