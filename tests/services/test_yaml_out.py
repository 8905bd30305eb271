"""A scheme written as YAML is the same scheme when it is read, and looks like those of the library."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.text import Text
from server.services import scheme_sources
from server.services.scheme_files import library, read
from server.services.yaml_out import write
from tests.core.strategies import schemes

EXAMPLE = scheme_sources.example()
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=40).filter(
    str.strip
)


@pytest.mark.parametrize("name", list(library()))
def test_a_scheme_of_the_library_comes_back_as_it_was(name):
    assert read(write(library()[name])) == library()[name]


@given(schemes())
def test_any_scheme_comes_back_as_it_was(scheme):
    assert read(write(scheme)) == scheme


@given(TEXTS, st.sampled_from(["", "\n", "\t", ": ", " #", ", "]), TEXTS)
def test_any_text_comes_back_as_it_was(first, between, second):
    text = f"{first}{between}{second}"
    scheme = replace(EXAMPLE, title=Text(text, text), source=text, note=Text(text, text))

    found = read(write(scheme))

    # A few characters that hide others are refused, never changed.
    assert found == scheme or [one.code for one in found] == ["text_hides"] * len(found)


ODD = (
    "null",
    "~",
    "-5",
    "- a",
    "? a",
    "&a",
    "*a",
    "!a",
    "{a}",
    "[a",
    "'a'",
    '"a"',
    "%a",
    "@a",
    "#a",
    "a #b",
    "a:",
)


@pytest.mark.parametrize("text", ODD)
def test_a_text_that_yaml_could_take_for_something_else_is_a_text(text):
    scheme = replace(EXAMPLE, title=Text(text, text), source=text)

    assert read(write(scheme)) == scheme


def test_the_file_reads_like_those_of_the_library():
    lines = write(library()["welding"]).decode().splitlines()

    assert lines[2] == "title: {zh: 焊接（板对接）, en: Welding (plate butt joint)}"
    assert "                  - {when: [{quantity: height, at_least: 0, at_most: 1}], points: 16}" in lines
    assert max(len(line) for line in lines if "zh:" not in line and "en:" not in line) <= 120
