"""Merge patches: what was taken apart goes together again."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoreboard.merge_patch import apply, diff

keys = st.text(st.sampled_from("abc"), max_size=2)
plain = (
    st.booleans()
    | st.integers(-2, 2)
    | st.text(st.sampled_from("xy"), max_size=2)
    | st.sampled_from([0.0, 1.0, 2.5])
)
values = st.recursive(
    plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3)
)
states = st.dictionaries(keys, values, max_size=4)


def spelled(state: Any) -> str:
    """As JSON, where true, 1 and 1.0 differ as they do not in Python."""
    return json.dumps(state, sort_keys=True)


@given(states, states)
def test_a_difference_applied_gives_the_state_after(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert spelled(apply(before, diff(before, after))) == spelled(after)


@given(states)
def test_nothing_changed_is_an_empty_patch(state: dict[str, Any]) -> None:
    assert diff(state, copy.deepcopy(state)) == {}


@given(states, states)
def test_applying_leaves_the_state_before_as_it_was(before: dict[str, Any], after: dict[str, Any]) -> None:
    kept = copy.deepcopy(before)

    apply(before, diff(before, after))

    assert spelled(before) == spelled(kept)


# Appendix A of RFC 7396, as far as it speaks of objects.
@pytest.mark.parametrize(
    ("before", "patch", "after"),
    [
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b"}, {"a": None}, {}),
        ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
        ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
    ],
)
def test_the_examples_of_the_rfc(
    before: dict[str, Any], patch: dict[str, Any], after: dict[str, Any]
) -> None:
    assert apply(before, patch) == after
