"""Schemes come in as files and as JSON exactly as they are written, or with errors that name place and remedy."""

import json
from decimal import Decimal as D
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.fingerprint import scheme_hash
from server.core.scheme import Scheme
from server.services.scheme_files import (
    BYTES_MAX,
    content_hash,
    decimal_text,
    from_data,
    json_schema,
    library,
    read,
    to_data,
)
from tests.core.strategies import randoms, schemes, some_scheme

SMALL = """\
id: small
version: 1
title: {zh: 小, en: small}
trade: {zh: 工, en: trade}
basis: typical
source: none
max: 10
result: {rounding: {places: 1}}
modules:
  - id: work
    title: {zh: 实操, en: work}
    max: 10
    sub_criteria:
      - id: parts
        title: {zh: 部分, en: parts}
        aspects:
          - id: look
            title: {zh: 观感, en: no}
            max: 10
            rule: {kind: points, step: 0.1}
"""


def problems(text):
    found = read(text.encode())
    assert isinstance(found, list)
    return [(one.code, one.path, one.line) for one in found]


def test_a_file_is_read_as_it_is_written():
    scheme = read(SMALL.encode())

    assert isinstance(scheme, Scheme)
    aspect = next(scheme.modules[0].aspects())
    assert aspect.title.en == "no"
    assert aspect.rule.step == D("0.1")
    assert scheme.result.rounding.places == 1


@pytest.mark.parametrize(
    "number", ["1e1", "1_0", "0x0a", "١٠", ".inf", "nan", "1:30", "ten", "+10", "10.0000001", "1234567890"]
)
def test_a_number_has_one_spelling_in_a_file_too(number):
    found = problems(SMALL.replace("    max: 10\n    sub", f"    max: {number}\n    sub"))

    assert found == [("not_a_number", "modules[0].max", 12)]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("version: 1", "version: 1.5", ("not_a_whole_number", "version", 2)),
        ("basis: typical", "basis: guess", ("not_one_of", "basis", 5)),
        ("basis: typical\n", "", ("missing", "", 1)),
        ("source: none", "source: none\nsauce: none", ("unknown_field", "sauce", 7)),
        ("source: none", "source: none\nsource: none", ("key_twice", "", 7)),
        ("source: none", "source: &x none", ("alias_refused", "", 6)),
        ("source: none", "source: *x", ("alias_refused", "", 6)),
        ("source: none", "source: !!python/name:os.system x", ("tag_refused", "source", 6)),
        ("source: none", "source: !!float 1", ("tag_refused", "source", 6)),
        ("source: none", "? [a]\n: none", ("key_not_text", "", 6)),
        ("source: none", "source: [none", ("file_unreadable", "", 7)),
        ("source: none", "source: " + "[" * 40 + "]" * 40, ("too_deep", "", 6)),
        ("title: {zh: 小, en: small}", "title: small", ("not_a_mapping", "title", 3)),
        ("title: {zh: 小, en: small}", "title: {zh: 小, en: [small]}", ("not_a_text", "title.en", 3)),
        (
            "kind: points, step",
            "kind: points, steps",
            ("unknown_field", "modules[0].sub_criteria[0].aspects[0].rule.steps", 20),
        ),
        (
            "kind: points, step",
            "kind: point, step",
            ("not_one_of", "modules[0].sub_criteria[0].aspects[0].rule.kind", 20),
        ),
        ("kind: points, step", "step", ("missing", "modules[0].sub_criteria[0].aspects[0].rule", 20)),
        (
            "rule: {kind: points, step: 0.1}",
            "rule: points",
            ("not_a_mapping", "modules[0].sub_criteria[0].aspects[0].rule", 20),
        ),
        ("id: small", "id: Small", ("id_invalid", "", 1)),
    ],
)
def test_a_fault_in_a_file_has_its_place_and_line(old, new, problem):
    assert problem in problems(SMALL.replace(old, new, 1))


def test_where_a_list_belongs_nothing_else_will_do():
    assert ("not_a_list", "modules", 9) in problems(SMALL[: SMALL.index("modules:")] + "modules: work\n")


def test_what_is_no_scheme_at_all_is_refused():
    assert problems("") == [("not_a_mapping", "", None)]
    assert problems("- a\n- b\n")[0][0] == "not_a_mapping"
    assert problems("just text")[0][0] == "not_a_mapping"
    assert read(b"\xff\xfe")[0].code == "file_not_utf8"
    assert read(b"#" * (BYTES_MAX + 1))[0].code == "file_too_large"
    assert problems("a: 1\n---\nb: 2\n")[0][0] == "file_unreadable"


def test_floats_and_truth_values_are_refused_in_json():
    data = to_data(library()["welding"])

    assert [one.code for one in from_data(data | {"max": 100.0})] == ["not_a_number"]
    assert [one.code for one in from_data(data | {"version": True})] == ["not_a_number"]


@given(schemes())
def test_json_and_back_is_the_same_scheme(scheme):
    assert from_data(json.loads(json.dumps(to_data(scheme)))) == scheme


@given(schemes())
def test_the_hash_is_that_of_the_canonical_json_and_the_core_agrees(scheme):
    plain = json.dumps(to_data(scheme), sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    assert content_hash(scheme) == scheme_hash(scheme) == sha256(plain.encode()).hexdigest()


@given(randoms)
def test_schemes_that_differ_have_hashes_that_differ(random):
    one, other = some_scheme(random), some_scheme(random)

    assert (one == other) == (content_hash(one) == content_hash(other))


def test_how_a_number_is_written_changes_neither_scheme_nor_hash():
    other = read(SMALL.replace("max: 10", "max: 10.0").replace("0.1", "0.10").encode())
    scheme = read(SMALL.encode())

    assert isinstance(scheme, Scheme)
    assert isinstance(other, Scheme)
    assert scheme == other
    assert content_hash(scheme) == content_hash(other)


@given(st.integers(-(10**12), 10**12), st.integers(0, 6))
def test_a_decimal_has_one_spelling(digits, places):
    value = D(digits).scaleb(-places)

    text = decimal_text(value)

    assert D(text) == value
    assert text == decimal_text(D(text)) == decimal_text(value + D("0.000000"))


def test_the_library_has_the_schemes_under_their_ids():
    assert {"cnc_machining_centre", "forklift", "welding"} <= library().keys()
    assert all(scheme.id == name for name, scheme in library().items())


def test_the_schema_describes_a_scheme():
    schema = json_schema()

    assert schema["$ref"] == "#/$defs/Scheme"
    assert schema["$defs"]["Scheme"]["additionalProperties"] is False
    assert {"Judgement", "Points", "Measurement", "Count", "Time", "YesNo", "Veto"} <= schema["$defs"].keys()


@given(st.text(max_size=200))
def test_no_text_whatever_breaks_the_reader(text):
    assert isinstance(read(text.encode("utf-8", "surrogatepass")), list)


@given(randoms)
def test_no_change_of_a_file_breaks_the_reader(random):
    lines = SMALL.splitlines()
    for _ in range(3):
        n = random.randrange(len(lines))
        lines[n] = random.choice(
            ["", lines[n][: random.randrange(40)], "  " + lines[n], "- x", "max: .nan", "[", "}"]
        )

    assert isinstance(read("\n".join(lines).encode()), list | Scheme)


def test_a_value_that_cannot_be_read_hides_no_other_fault():
    more = SMALL.replace("basis: typical", "basis: guess").replace("max: 10\nresult", "max: ten\nresult")
    broken = (
        more.replace("step: 0.1", "step: 0") + "tie_breaks: [{by: module, of: nothing, order: sideways}]\n"
    )

    assert problems(broken) == [
        ("not_one_of", "basis", 5),
        ("not_a_number", "max", 7),
        ("not_one_of", "tie_breaks[0].order", 21),
        ("step_invalid", "modules[0].sub_criteria[0].aspects[0].rule.step", 20),
        ("reference_unknown", "tie_breaks[0].of", 21),
    ]


@pytest.mark.parametrize("old", ["max: 10\n    sub", "max: 10\n            rule", "max: 10\nresult"])
def test_what_only_follows_from_a_value_that_cannot_be_read_is_not_told(old):
    found = problems(SMALL.replace(old, old.replace("10", "ten")))

    assert [code for code, _, _ in found] == ["not_a_number"]
