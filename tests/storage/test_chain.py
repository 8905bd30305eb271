"""Canonical JSON and the chain: the quick way writes what the standard's own program writes."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from server.core.ids import CommandId
from server.core.ledger import GENESIS, Entry, Head
from server.storage.chain import canonical, chained, fault, parts

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
whole = st.integers(-(2**53) + 1, 2**53 - 1)
values = st.recursive(
    st.none() | st.booleans() | whole | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=6),
    max_leaves=20,
)


@given(values)
def test_canonical_is_what_rfc_8785_says(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


def test_keys_beyond_16_bits_are_ordered_by_utf_16() -> None:
    # U+1F528 is written with two units that begin with D83D, which is below U+FB01.
    assert canonical({"\ufb01": 1, "\U0001f528": 2}) == '{"\U0001f528":2,"\ufb01":1}'.encode()


@pytest.mark.parametrize("value", [2**53, -(2**53), 2**70])
def test_numbers_that_other_programs_would_round_are_refused(value: int) -> None:
    with pytest.raises((TypeError, ValueError)):
        canonical({"n": value})


def entry(number: int) -> Entry:
    return Entry(CommandId(f"{number:032x}"), "d" * 64, 1000, "judge:j1", "平板", {"kind": "x", "n": number})


def test_a_hash_can_be_recomputed_with_json_and_sha256_alone() -> None:
    first, second = chained(Head(0, GENESIS), [entry(1), entry(2)])

    by_hand = json.dumps(
        {
            "actor": "judge:j1",
            "body": {"kind": "x", "n": 2},
            "command": f"{2:032x}",
            "device": "平板",
            "digest": "d" * 64,
            "position": 2,
            "previous": first.hash,
            "recorded_at": 1000,
        },
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
    )
    assert second.hash == sha256(by_hand.encode()).hexdigest()


def test_every_part_of_a_record_is_covered_by_its_hash() -> None:
    [record] = chained(Head(0, GENESIS), [entry(1)])
    others = [
        replace(record.entry, **change)
        for change in (
            {"command": CommandId("f" * 32)},
            {"digest": "e" * 64},
            {"recorded_at": 1001},
            {"actor": "judge:j2"},
            {"device": ""},
            {"body": {"kind": "x", "n": 2}},
        )
    ]

    assert fault(record, Head(0, GENESIS)) is None
    for changed in [
        *(replace(record, entry=other) for other in others),
        replace(record, position=2),
        replace(record, previous="1" * 64),
        replace(record, hash="1" * 64),
    ]:
        assert fault(changed, Head(0, GENESIS)) is not None


def test_the_facts_of_a_command_are_counted_from_nought() -> None:
    one, two = entry(1), entry(2)

    assert parts([one, one, two, one]) == [0, 1, 0, 0]
    assert parts([]) == []
