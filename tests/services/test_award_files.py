"""The award tables that come with the product are sound, and a broken file says everything that is wrong with it."""

from pathlib import Path

import pytest

from server.core.award_check import check
from server.services.award_files import TABLE, library, read
from server.services.yaml_shapes import Unreadable, as_data

GOOD = """
id: one
version: 1
title: {zh: 奖, en: Prize}
basis: typical
source: test
awards: [{id: first, title: {zh: 一等奖, en: First}}]
rules: [{by: series, steps: [{award: first, share: 12.5}]}]
"""


@pytest.mark.parametrize("name", sorted(library()))
def test_a_table_of_the_library_is_sound_and_survives_its_json(name: str) -> None:
    table = library()[name]

    assert check(table) == []
    assert TABLE.validate_python(as_data(table)) == table


def test_a_file_is_read() -> None:
    assert read(GOOD.encode()).awards[0].title.zh == "一等奖"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("share: 12.5", "share: 101", "rules[0].steps[0]"),
        ("share: 12.5", "share: many", "steps"),
        ("version: 1", "version: 1\ncolour: red", "colour"),
        ("award: first,", "award: third,", "third"),
        ("id: one", "id: &a one", "2:"),
        (GOOD, "", "empty"),
    ],
)
def test_a_broken_file_says_what_is_wrong(old: str, new: str, said: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(GOOD.replace(old, new).encode())

    assert any(said in line for line in caught.value.problems), caught.value.problems


def test_the_example_of_the_document_is_sound() -> None:
    page = (Path(__file__).parents[2] / "docs" / "awards.md").read_text(encoding="utf-8")
    example = page.split("```yaml\n")[1].split("```")[0]

    assert len(read(example.encode()).awards) == 4
