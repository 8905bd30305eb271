"""One worked sheet in a file for each scheme of the library, reckoned by hand: each aspect's points and the total."""

from collections import defaultdict
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from server.core.ids import EntryId, OfficialId
from server.core.marks import mark_faults
from server.core.scheme import fields
from server.services.scheme_files import library
from tests.support.rounds import results, table

FILES = sorted(Path(__file__).with_name("worked").glob("*.yaml"))
ELSEWHERE = {"cnc_machining_centre", "forklift", "welding"}
"""Reckoned line by line in `test_worked_sheets.py`."""


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_sheet_comes_to_what_a_hand_makes_of_it(file):
    worked = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)
    scheme = library()[file.stem]
    panels = {m.id: tuple(OfficialId(f"judge-{n}") for n in range(m.panel_size)) for m in scheme.modules}
    sheets = {m: dict(zip(panels[m], some, strict=True)) for m, some in worked["sheets"].items()}

    faults = [mark_faults(module, s) for module in scheme.modules for s in sheets[module.id].values()]
    field = {EntryId("worked"): sheets} | others(scheme, panels, worked.get("beside", {}))
    result = results(scheme, panels, field)[EntryId("worked")]
    points = {id_: value for module in result.modules.values() for id_, value in module.aspects.items()}

    assert not any(faults)
    assert points == {id_: Fraction(value) for id_, value in worked["points"].items()}
    assert (str(result.total), result.state, result.ranked) == (worked["total"], "complete", True)
    assert table(scheme, panels, field).scores()[EntryId("worked")].total == Fraction(worked["total"])


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
