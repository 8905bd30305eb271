"""What a round's list may be taken for, by everyone and by officials."""

from __future__ import annotations

from itertools import product

import pytest

from server.core.commands_withheld import LayEmbargo
from server.core.states import State, state_of, together
from tests.scoreboard.walks import a_day
from tests.support.small import FINAL

STEPS = {
    "planned": (),
    "open": (),
    "closed": (("close",),),
    "frozen": (("freeze",),),
    "in part": (("cover", 2, None),),
    "frozen, closed": (("freeze",), ("close",)),
    "published": (("close",), ("publish",)),
    "changed": (("close",), ("publish",), ("state", 0, "withdrawn")),
    "again": (("close",), ("publish",), ("state", 0, "withdrawn"), ("publish",)),
    "open again": (("close",), ("publish",), ("open",)),
    "embargoed": (),
    "frozen, embargoed": (("freeze",),),
}


@pytest.mark.parametrize(
    ("so_far", "outside", "inside"),
    [
        ("planned", State.HIDDEN, State.PROVISIONAL),
        ("open", State.PROVISIONAL, State.PROVISIONAL),
        ("closed", State.UNDER_REVIEW, State.UNDER_REVIEW),
        ("frozen", State.FROZEN, State.PROVISIONAL),
        ("in part", State.FROZEN, State.PROVISIONAL),
        ("frozen, closed", State.FROZEN, State.UNDER_REVIEW),
        ("published", State.OFFICIAL, State.OFFICIAL),
        ("changed", State.OFFICIAL, State.UNDER_REVIEW),
        ("again", State.CORRECTED, State.CORRECTED),
        ("open again", State.OFFICIAL, State.PROVISIONAL),
        ("embargoed", State.EMBARGOED, State.PROVISIONAL),
        ("frozen, embargoed", State.EMBARGOED, State.PROVISIONAL),
    ],
)
def test_a_list_is_what_was_decided_about_it(so_far: str, outside: State, inside: State) -> None:
    day = a_day(ready=so_far != "planned")
    assert all(day.step(step) for step in STEPS[so_far])
    if "embargoed" in so_far:
        assert day.does(LayEmbargo(FINAL))

    round_ = day.state.rounds[FINAL]
    assert (state_of(round_, outside=True), state_of(round_, outside=False)) == (outside, inside)


def test_before_publication_nobody_outside_learns_the_state_of_a_round_that_is_shown_when_published() -> None:
    day = a_day("published")
    found = [state_of(day.state.rounds[FINAL], outside=True)]
    for step in (("freeze",), ("close",), ("publish",)):
        assert day.step(step)
        found.append(state_of(day.state.rounds[FINAL], outside=True))

    assert found == [State.HIDDEN, State.HIDDEN, State.HIDDEN, State.OFFICIAL]


def test_what_is_published_under_an_embargo_is_official_inside_and_embargoed_outside() -> None:
    day = a_day()
    assert day.does(LayEmbargo(FINAL))
    for step in (("close",), ("publish",)):
        assert day.step(step)

    round_ = day.state.rounds[FINAL]
    assert (state_of(round_, outside=True), state_of(round_, outside=False)) == (
        State.EMBARGOED,
        State.OFFICIAL,
    )


def test_a_table_on_two_lists_is_final_only_where_both_are() -> None:
    for main, other in product(State, State):
        assert together(main, other).is_final == (main.is_final and other.is_final)
        assert together(main, None) is main
