"""Anyone recomputes a recorded draw from its seed: open draws at once, sealed layers once their seed is known."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from server.cli import app as jinchui
from server.core.commands_round import CloseRound, MakeDraw, OpenRound
from server.core.facts import Fact
from server.core.facts_blind import LayerDecoded, LayerSealed
from server.core.facts_round import DrawMade
from server.core.ledger import Entry, Record
from server.services.draw_check import Checked, checked
from server.services.wire import fact_json, record_line
from tests.support.blind import ALL, opened, planned, seal, seed
from tests.support.small import FINAL, command_id, preparations, recorded

LAYERS = [seal("entry"), seal("station", 2), OpenRound(FINAL), seal("work")]
SEALED = [*planned(), *LAYERS, CloseRound(FINAL, incomplete=True)]
OPENED = [*SEALED, *opened("work"), *opened("station"), *opened("entry")]
BEFORE = [one for one in preparations() if not isinstance(one, MakeDraw)]


def records(facts: Sequence[Fact]) -> list[Record]:
    """A ledger of these facts; its chain is another check's affair."""
    return [
        Record(n, Entry(command_id(n), "", 1_000 + n, "organiser:o", "", fact_json(fact)), "0" * 64, "0" * 64)
        for n, fact in enumerate(facts, 1)
    ]


def verdicts(found: list[Checked]) -> list[tuple[str, str]]:
    return [(one.what, one.verdict) for one in found]


@given(st.text("0123456789abcdef金锤", min_size=1, max_size=20), st.integers(0, 3), st.booleans())
def test_an_open_draw_is_what_its_seed_gives(seed_: str, stations: int, apart: bool) -> None:
    _, facts = recorded(*BEFORE, MakeDraw(FINAL, seed_, stations, apart))

    (found,) = checked(records(facts))

    assert (found.verdict, found.seed) == ("agrees", seed_)


def test_an_order_that_somebody_chose_is_not_what_the_seed_gives() -> None:
    _, facts = recorded(*BEFORE, MakeDraw(FINAL, "2026"))
    first, second, *rest = next(one.order for one in facts if isinstance(one, DrawMade))
    chosen = (replace(first, entry=second.entry), replace(second, entry=first.entry), *rest)
    changed = [replace(one, order=chosen) if isinstance(one, DrawMade) else one for one in facts]

    assert verdicts(checked(records(changed))) == [("order", "differs")]


def test_a_draw_that_was_made_again_stays_on_record_as_replaced() -> None:
    _, facts = recorded(*BEFORE, MakeDraw(FINAL, "one"), MakeDraw(FINAL, "two"))

    assert [(one.seed, one.replaced) for one in checked(records(facts))] == [("one", True), ("two", False)]


def test_a_sealed_layer_is_checked_when_it_is_open_or_with_the_seed_from_the_envelope() -> None:
    _, before = recorded(*SEALED)
    _, after = recorded(*OPENED)

    assert verdicts(checked(records(before))) == [(layer, "sealed") for layer in ALL]
    assert verdicts(checked(records(before), [seed("station")])) == [
        ("entry", "sealed"),
        ("station", "agrees"),
        ("work", "sealed"),
    ]
    assert verdicts(checked(records(after))) == [(layer, "agrees") for layer in ALL]


def test_a_seed_that_is_not_the_sealed_one_and_an_entry_left_out_are_found() -> None:
    _, facts = recorded(*OPENED)
    other = [
        replace(one, seed="ee" * 32) if isinstance(one, LayerDecoded) and one.layer == "entry" else one
        for one in facts
    ]
    _, before = recorded(*SEALED)
    short = [
        replace(one, of=one.of[1:]) if isinstance(one, LayerSealed) and one.layer == "entry" else one
        for one in before[:-3]
    ]

    assert dict(verdicts(checked(records(other))))["entry"] == "differs"
    assert dict(verdicts(checked(records(short))))["entry"] == "differs"


def test_the_recipe_of_the_documentation_gives_the_numbers() -> None:
    _, facts = recorded(*OPENED)
    found = {one.what: one.numbers for one in checked(records(facts))}

    for layer in ALL:
        of = next(one.of for one in facts if isinstance(one, LayerSealed) and one.layer == layer)
        by_hand = sorted(of, key=lambda name: sha256(f"{layer}\n{seed(layer)}\n{name}".encode()).hexdigest())
        assert [entry for _, entry in found[layer]] == by_hand


@pytest.mark.parametrize(("words", "code"), [([], 0), (["--seed", "BB BB " * 16], 0), (["--seed", "00"], 1)])
def test_the_command_reads_an_exported_ledger(tmp_path: Path, words: list[str], code: int) -> None:
    _, facts = recorded(*SEALED)
    file = tmp_path / "cup.ndjson"
    file.write_bytes(b"".join(record_line(one) for one in records(facts)))

    answer = CliRunner().invoke(jinchui(), ["draw", "check", str(file), "--json", "--numbers", *words])

    assert answer.exit_code == code
    lines = [json.loads(line) for line in answer.stdout.splitlines()]
    opened_ = [one["draw"] for one in lines if one["verdict"] == "agrees"]
    assert [one["draw"] for one in lines] == list(ALL)
    assert opened_ == (["station"] if "BB BB " * 16 in words else [])
