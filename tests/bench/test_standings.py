"""The measurement of standings measures the product: a whole field, marked and corrected, and says how each figure grew."""

from __future__ import annotations

import json

import pytest

from server.bench import standings
from server.bench.standings_field import ROUND, Field, bytes_of
from server.core import field as core_field


def test_every_figure_is_told_for_each_size_and_how_it_grew(capsys: pytest.CaptureFixture[str]) -> None:
    report = standings.run((10, 40), aspects=5, judges=3, marks=20, as_json=True)

    told = json.loads(capsys.readouterr().out)
    assert set(told["figures"]) == {"10", "40"}
    assert set(told["figures"]["40"]) == {*standings.FIGURES, "resident"}
    assert all(figure > 0 for figure in report.figures[40].values())
    assert {name: len(slopes) for name, slopes in report.growth.items()} == dict.fromkeys(
        standings.FIGURES, 1
    )
    assert report.growth["memory_floor"] == [pytest.approx(1)]


def test_people_read_a_table_with_one_size_as_well(capsys: pytest.CaptureFixture[str]) -> None:
    standings.run((10,), aspects=5, judges=3, marks=5)

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["entries", "10"]
    assert len(lines) == 2 + len(standings.FIGURES)


def test_what_is_measured_are_the_standings_the_facts_give() -> None:
    field = Field(12, 6, 3)
    field.take(list(field.facts()))
    for _ in range(10):
        field.take([field.correction()[1]])

    shown = field.live.rounds[ROUND].standings()

    assert shown == core_field.standings(field.state, field.state.rounds[ROUND])
    assert {one.rank is not None and one.result.complete for one in shown} == {True}


def test_memory_counts_each_object_once() -> None:
    text = "x" * 1000

    assert bytes_of([text, text]) - bytes_of([text]) < 100
    assert bytes_of([text, text + "y"]) - bytes_of([text]) > 1000
