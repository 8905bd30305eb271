"""One worked sheet in a file for each scheme of the library, reckoned by hand: each aspect's points and the total."""

from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from server.core.ids import OfficialId
from server.core.marks import mark_faults
from server.core.results import result_of
from server.reference.score import score
from server.services.scheme_files import library

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
    result = result_of(scheme, sheets, panels)
    points = {id_: value for module in result.modules.values() for id_, value in module.aspects.items()}

    assert not any(faults)
    assert points == {id_: Fraction(value) for id_, value in worked["points"].items()}
    assert (str(result.total), result.state, result.ranked) == (worked["total"], "complete", True)
    assert score(scheme, sheets, panels).total == Fraction(worked["total"])


def test_every_scheme_of_the_library_has_one():
    assert {file.stem for file in FILES} | ELSEWHERE == library().keys()
