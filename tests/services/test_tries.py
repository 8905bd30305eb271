"""Who guesses a PIN has five tries a minute, and a hall behind one address is not locked out for it."""

from __future__ import annotations

from collections import deque

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.refusals import Code
from server.services.refused import Refused
from server.services.tries import FEW, Tries


class Clock:
    """Seconds that a test turns forward."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def _tried(tries: Tries, name: str, address: str = "hall", *, right: bool = False) -> int:
    """0: taken; otherwise the seconds to wait."""
    try:
        tries.begin(name, address)
    except Refused as refused:
        return int(refused.detail["seconds"])
    if right:
        tries.right(name)
    else:
        tries.wrong(address)
    return 0


def test_five_wrong_tries_a_minute_then_one_waits_until_the_first_is_a_minute_old() -> None:
    clock = Clock()
    tries = Tries(5, 100, clock)
    for _ in range(5):
        assert _tried(tries, "card") == 0
        clock.seconds += 1

    assert _tried(tries, "card") == 55
    assert _tried(tries, "other card") == 0, "nobody else waits"
    clock.seconds += 54.5
    assert _tried(tries, "card") == 1, "never told to wait no time at all"
    clock.seconds += 0.5
    assert _tried(tries, "card") == 0


def test_a_right_try_clears_the_count() -> None:
    tries = Tries(2, 100, Clock())
    for _ in range(10):
        assert _tried(tries, "card", right=True) == 0


def test_tries_that_are_not_answered_yet_count() -> None:
    tries = Tries(2, 100, Clock())
    tries.begin("card", "hall")
    tries.begin("card", "hall")

    with pytest.raises(Refused) as refused:
        tries.begin("card", "hall")
    assert refused.value.code is Code.TOO_MANY_REQUESTS


def test_an_address_counts_wrong_tries_of_all_names_and_no_right_ones() -> None:
    clock = Clock()
    tries = Tries(5, 3, clock)
    for number in range(60):
        assert _tried(tries, f"judge {number}", right=True) == 0
    for number in range(3):
        assert _tried(tries, f"guess {number}") == 0

    assert _tried(tries, "judge 1") == 60
    assert _tried(tries, "judge 1", "another hall") == 0


def test_names_of_yesterday_are_not_kept() -> None:
    clock = Clock()
    tries = Tries(5, 10**9, clock)
    for number in range(FEW):
        _tried(tries, f"guess {number}")
    clock.seconds += 61
    _tried(tries, "today")

    assert len(tries._names._kept) == 1


@given(st.lists(st.tuples(st.integers(0, 30), st.booleans()), max_size=60))
def test_never_more_than_so_many_in_any_minute(steps: list[tuple[int, bool]]) -> None:
    clock = Clock()
    tries = Tries(3, 10**9, clock)
    taken: deque[float] = deque()
    for seconds, right in steps:
        clock.seconds += seconds
        recent = [at for at in taken if at + 60 > clock.seconds]
        waits = _tried(tries, "card", right=right)
        assert (waits > 0) == (len(recent) == 3)
        if waits == 0:
            taken.append(clock.seconds)
            if right:
                taken.clear()
