"""Who guesses a PIN has five tries a minute, and a hall behind one address is not locked out for it."""

from __future__ import annotations

from collections import deque

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.refusals import Code
from server.services.refused import Refused
from server.services.tries import FEW, HOUR, Guesses, Tries


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


def _guessed(guesses: Guesses, address: str, *, right: bool = False) -> bool:
    """Whether a guess was taken."""
    try:
        guesses.begin("remote", address)
    except Refused:
        return False
    if not right:
        guesses.wrong("remote", address)
    return True


def test_who_guesses_on_and_on_keeps_nobody_else_out() -> None:
    clock = Clock()
    guesses = Guesses(5, 60, clock)
    for _ in range(60 * 60):
        clock.seconds += 1
        for crook in range(20):
            _guessed(guesses, f"10.0.1.{crook}")

    assert [_guessed(guesses, "10.0.0.7", right=False) for _ in range(2)] == [True, True], "two slips"
    assert _guessed(guesses, "10.0.0.7", right=True)


def test_an_address_has_five_wrong_guesses_a_minute() -> None:
    clock = Clock()
    guesses = Guesses(5, 60, clock)

    assert sum(_guessed(guesses, "10.0.0.1") for _ in range(100)) == 5
    clock.seconds += 60
    assert sum(_guessed(guesses, "10.0.0.1") for _ in range(100)) == 5


@given(st.integers(1, 40), st.integers(1, 4))
def test_many_addresses_together_have_their_slips_and_then_the_common_limit(
    crooks: int, minutes: int
) -> None:
    clock = Clock()
    guesses = Guesses(5, 60, clock)
    taken = 0
    for second in range(minutes * 60):
        clock.seconds = 1000.0 + second
        taken += sum(_guessed(guesses, f"10.0.0.{crook}") for crook in range(crooks))

    assert taken <= min(5 * crooks * minutes, 3 * crooks + 60 * minutes)


def test_a_slip_is_forgotten_after_an_hour() -> None:
    clock = Clock()
    guesses = Guesses(5, 3, clock)
    assert [_guessed(guesses, "phone") for _ in range(4)] == [True, True, True, False], (
        "the common limit is full"
    )

    clock.seconds += HOUR

    for crook in range(3):
        _guessed(guesses, f"crook {crook}")
    assert _guessed(guesses, "phone"), "whose slips are over is not held to the common limit"


def test_a_device_with_many_addresses_of_its_network_is_one() -> None:
    guesses = Guesses(5, 60, Clock())

    assert sum(_guessed(guesses, f"2001:db8::{n:x}") for n in range(100)) == 5
    assert _guessed(guesses, "2001:db8:0:1::1")
