"""JSON forms: what goes out comes in again unchanged, and what could be read in two ways is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.commands import Actor, Command
from server.core.commands_round import MakeDraw
from server.core.commands_setup import AddEvent
from server.core.commands_sheet import CorrectSheet, SubmitSheet
from server.core.decide import decide
from server.core.facts import Fact
from server.core.facts_sheet import SheetSubmitted
from server.core.ids import AspectId, FieldId, OfficialId
from server.core.ids import Code as BlindCode
from server.core.refusals import Code, Refusal
from server.services import wire
from server.services.scheme_files import content_hash, library
from server.services.wire import (
    command_json,
    digest,
    fact_json,
    parse_command,
    parse_fact,
    parse_record,
    record_line,
)
from server.storage.memory_ledger import MemoryLedger
from tests.support.random_commands import floor_commands, judges_commands, organisers_commands, requests
from tests.support.small import (
    CUP,
    FINAL,
    JUDGES,
    ORGANISER,
    TITLE,
    WELD,
    WELDING,
    judge,
    marks,
    opened,
    played,
    scheme,
)
from tests.support.submitting import open_round, submitting

ONE, TWO = BlindCode("01"), BlindCode("02")
SHEET = {
    "kind": "submit_sheet",
    "round": "final",
    "module": "weld",
    "code": "01",
    "marks": {"weld-1": {"points": "9.5"}},
}


def encoded(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


@given(organisers_commands | judges_commands | floor_commands)
def test_a_command_goes_out_and_comes_in_unchanged(command: Command) -> None:
    assert parse_command(encoded(command_json(command))) == command


@given(st.lists(requests, max_size=40))
def test_a_fact_goes_out_and_comes_in_unchanged(sent: list[tuple[Actor, Command]]) -> None:
    state = played(*opened())
    facts: list[Fact] = []
    for actor, command in sent:
        decision = decide(state, command, actor, "chance")
        facts += [] if isinstance(decision, Refusal) else decision

    for fact in facts:
        form = json.loads(encoded(fact_json(fact)))
        assert parse_fact(form) == fact
        assert fact_json(parse_fact(form)) == form


@pytest.mark.parametrize("name", sorted(library()))
def test_every_scheme_of_the_library_travels_in_a_command(name: str) -> None:
    command = AddEvent(WELDING, TITLE, library()[name])

    came = parse_command(encoded(command_json(command)))

    assert came == command
    assert isinstance(came, AddEvent)
    assert content_hash(came.scheme) == content_hash(command.scheme)


def test_what_may_be_left_out_has_its_default() -> None:
    assert parse_command(encoded(SHEET)) == SubmitSheet(
        FINAL, WELD, ONE, {AspectId("weld-1"): {FieldId("points"): "9.5"}}
    )
    assert parse_command(b'{"kind": "make_draw", "round": "final"}') == MakeDraw(FINAL)


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in SHEET.items() if key != name}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"submit_sheet"',
        b"\xff\xfe",
        b'{"kind": "submit_sheet", "kind": "submit_sheet"}',
        b'{"kind": "make_draw", "round": "final", "round": "heat"}',
        encoded(SHEET).replace(b'"9.5"', b"9.5"),
        encoded(SHEET).replace(b'"9.5"', b"9"),
        encoded(SHEET).replace(b'"9.5"', b"NaN"),
        encoded(SHEET).replace(b'"9.5"', b"null"),
        encoded(SHEET).replace(b'"9.5"', b'"\\ud800"'),
        encoded({**SHEET, "judge": "j1"}),
        encoded({**SHEET, "kind": "sheet_submitted"}),
        encoded({**SHEET, "comment": None}),
        encoded({**SHEET, "code": 7}),
        encoded({**SHEET, "marks": []}),
        encoded(without("kind")),
        encoded(without("marks")),
        encoded({"kind": "close_round", "round": "final", "incomplete": 1}),
        encoded({"kind": "close_round", "round": "final", "incomplete": "true"}),
        encoded({"kind": "create_competition", "title": {"zh": "杯", "en": "Cup", "fr": "Coupe"}}),
        b'{"kind": "correct_sheet", "replaces": 9007199254740992}',
        b'{"kind": "correct_sheet", "replaces": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
        encoded({"kind": "submit_sheet", "marks": {"a": {"b": [[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]}}}),
        b" " * (wire.BYTES_MAX + 1),
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(body: bytes) -> None:
    answer = parse_command(body)

    assert isinstance(answer, Refusal)
    assert answer.code is Code.MALFORMED
    assert len(str(answer.detail["problem"])) <= 300


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_nothing_that_is_sent_raises(body: bytes) -> None:
    parse_command(body)


@pytest.mark.parametrize(
    ("old", "new"), [('"40"', "40.5"), ('"40"', '"4e1"'), ('"40"', '"４０"'), ('"40"', "true")]
)
def test_numbers_of_a_scheme_have_one_spelling(old: str, new: str) -> None:
    form = encoded(command_json(AddEvent(WELDING, TITLE, scheme()))).decode()
    assert old in form

    answer = parse_command(form.replace(old, new, 1).encode())

    assert isinstance(answer, Refusal)
    assert answer.code in (Code.MALFORMED, Code.SCHEME_INVALID)


def test_a_digest_names_who_asks_for_what() -> None:
    command = SubmitSheet(FINAL, WELD, ONE, marks())
    anna = judge(JUDGES[0])

    assert digest(command, anna) == digest(command, Actor("judge", JUDGES[0], "another tablet"))
    others = [
        digest(command, judge(JUDGES[1])),
        digest(command, Actor("organiser", JUDGES[0])),
        digest(SubmitSheet(FINAL, WELD, ONE, marks(), "."), anna),
        digest(SubmitSheet(FINAL, WELD, TWO, marks()), anna),
    ]
    assert len({digest(command, anna), *others}) == 5


def test_the_order_of_keys_changes_no_digest() -> None:
    turned = dict(reversed(list(marks().items())))

    assert digest(SubmitSheet(FINAL, WELD, ONE, turned), ORGANISER) == digest(
        SubmitSheet(FINAL, WELD, ONE, marks()),
        ORGANISER,
    )


def test_a_correction_of_a_text_for_a_number_is_no_correction() -> None:
    form = command_json(CorrectSheet(FINAL, WELD, ONE, OfficialId("j1"), marks(), "x", 7))

    answer = parse_command(encoded({**form, "replaces": "7"}))

    assert isinstance(answer, Refusal)


async def test_a_record_goes_out_as_a_line_and_comes_in_unchanged() -> None:
    ledger = MemoryLedger()
    async with submitting(ledger) as submitter:
        await open_round(submitter)

    for record in await ledger.read(CUP):
        line = record_line(record)
        assert line.count(b"\n") == 1
        assert parse_record(line) == record


def test_a_fact_of_the_future_is_not_read_as_one_of_today() -> None:
    form = fact_json(SheetSubmitted(FINAL, WELD, ONE, OfficialId("j1"), marks()))

    for other in ({**form, "kind": "sheet_returned"}, {**form, "signature": ""}, {**form, "marks": None}):
        with pytest.raises(ValueError, match=r"."):
            parse_fact(other)


@pytest.mark.parametrize(
    "odd", ["5_0", "5e1", "1e999999999", "５０", " 50", "+50", "50.0000001", "1234567890"]
)
@pytest.mark.parametrize(
    "rule",
    [
        {
            "kind": "give_penalty",
            "round": "final",
            "entry": "e1",
            "penalty": "late",
            "reason": "x",
            "amount": None,
        },
        {
            "kind": "qualify_entries",
            "round": "final",
            "source": "heats",
            "rule": {"by": "reach", "minimum": None},
        },
        {"kind": "set_carry", "round": "final", "rounds": [{"round": "heats", "percent": None}]},
    ],
)
def test_a_number_in_a_command_is_spelled_as_a_judge_would(rule: dict[str, Any], odd: str) -> None:
    text = json.dumps(rule)

    plain = parse_command(text.replace("null", '"50.25"').encode())
    refused = parse_command(text.replace("null", json.dumps(odd)).encode())

    assert not isinstance(plain, Refusal)
    assert isinstance(refused, Refusal)
    assert refused.code == Code.MALFORMED
