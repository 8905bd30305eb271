"""
One worked sheet in a file for each scheme of the library, reckoned by hand: each aspect's points and the total.

Where a file says so, also what decides among equals (`ties`), what the sheet comes to with penalties (`penalised`), and
with other marks in a few boxes (`instead`).
"""

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from server.core.boxes import fields
from server.core.facts_rulings import PenaltyGiven
from server.core.ids import EntryId, OfficialId, PenaltyId
from server.core.marks import mark_faults
from server.services.scheme_files import library
from tests.support.rounds import FINAL, Beside, results, table

WORKED = EntryId("worked")
FILES = sorted(Path(__file__).with_name("worked").glob("*.yaml"))
ELSEWHERE = {"cnc_machining_centre", "forklift", "welding"}
"""Reckoned line by line in `test_worked_sheets.py`."""


def read(file):
    """A worked sheet as it is written: every value is text."""
    return yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_sheet_comes_to_what_a_hand_makes_of_it(file):
    worked = read(file)
    scheme = library()[file.stem]
    panels, sheets = panels_of(scheme), worked["sheets"]

    result, points = outcome(scheme, panels, sheets, worked)

    assert points == {id_: Fraction(value) for id_, value in worked["points"].items()}
    assert (str(result.total), result.state, result.ranked) == (worked["total"], "complete", True)
    if "ties" in worked:
        assert result.ties == tuple(Fraction(value) for value in worked["ties"])


@pytest.mark.parametrize(
    "file", [one for one in FILES if "penalised" in read(one)], ids=lambda file: file.stem
)
def test_the_same_sheet_with_penalties(file):
    worked = read(file)
    scheme = library()[file.stem]

    for case in worked["penalised"]:
        result, _ = outcome(scheme, panels_of(scheme), worked["sheets"], worked, given(case["given"]))

        assert (str(result.total), result.state) == (case.get("total", "None"), case.get("state", "complete"))


@pytest.mark.parametrize("file", [one for one in FILES if "instead" in read(one)], ids=lambda file: file.stem)
def test_the_same_sheet_with_other_marks(file):
    worked = read(file)
    scheme = library()[file.stem]

    for case in worked["instead"]:
        sheets = {m: [one | case.get(m, {}) for one in some] for m, some in worked["sheets"].items()}
        result, _ = outcome(scheme, panels_of(scheme), sheets, worked)

        assert (str(result.total), result.state) == (case["total"], "complete")


def outcome(scheme, panels, some, worked, penalties=()):
    """What the sheets come to by the engine, once nothing is amiss in them and the reference agrees."""
    sheets = {m: dict(zip(panels[m], there, strict=True)) for m, there in some.items()}
    faults = [mark_faults(module, s) for module in scheme.modules for s in sheets[module.id].values()]
    field = {WORKED: sheets} | others(scheme, panels, worked.get("beside", {}))
    beside = Beside(penalties={WORKED: penalties} if penalties else {})
    result = results(scheme, panels, field, beside)[WORKED]
    assert not any(faults)
    assert table(scheme, panels, field, beside).scores()[WORKED].total == result.total
    return result, {id_: value for module in result.modules.values() for id_, value in module.aspects.items()}


def given(some):
    """The penalties of a case as facts."""
    return tuple(
        PenaltyGiven(
            FINAL,
            WORKED,
            n,
            PenaltyId(one["penalty"]),
            "worked",
            Decimal(one["amount"]) if "amount" in one else None,
        )
        for n, one in enumerate(some, 1)
    )


def panels_of(scheme):
    """Judges for every module."""
    return {m.id: tuple(OfficialId(f"judge-{n}") for n in range(m.panel_size)) for m in scheme.modules}


def others(scheme, panels, beside):
    """Entries of which only the values are known that are compared with those of the sheet."""
    field = defaultdict(dict)
    for module in scheme.modules:
        for aspect in (one for one in module.aspects() if one.id in beside):
            for n, value in enumerate(beside[aspect.id]):
                sheet = field[EntryId(f"other-{n}")].setdefault(
                    module.id, {judge: {} for judge in panels[module.id]}
                )
                for marks in sheet.values():
                    marks[aspect.id] = {fields(aspect)[0].id: value}
    return field


def test_every_scheme_of_the_library_has_one():
    assert {file.stem for file in FILES} | ELSEWHERE == library().keys()
