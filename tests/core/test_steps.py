"""Whether a mark lies on its step: the quick way and the exact one agree on every number."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from server.core.marks import is_multiple

numbers = st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9)
extremes = st.decimals(allow_nan=False, allow_infinity=False).filter(lambda one: abs(one.adjusted()) < 200)


@given(numbers | extremes, numbers | extremes)
def test_a_step_is_met_as_fractions_say(value: Decimal, step: Decimal) -> None:
    expected = step > 0 and (Fraction(value) / Fraction(step)).denominator == 1

    assert is_multiple(value, step) == expected


@given(st.integers(0, 10**6), numbers.filter(lambda one: one > 0))
def test_so_many_steps_are_so_many_steps(times: int, step: Decimal) -> None:
    assert is_multiple(step * times, step)
    assert not is_multiple(step * times + step / 2, step)
