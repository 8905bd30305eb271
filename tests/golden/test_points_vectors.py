"""The vectors other implementations are checked by are the ones this engine gives."""

import json
from fractions import Fraction

from server.core.points import points_of
from server.services.scheme_files import library
from tests.golden.points_vectors import FILE, as_mark, text


def test_the_file_is_in_step_with_the_engine():
    assert FILE.read_text(encoding="utf-8") == text(), "run: python -m tests.golden.points_vectors"


def test_the_vectors_of_the_library_give_the_points_they_name():
    aspects = {
        (f"{scheme.id}/{module.id}", aspect.id): aspect
        for scheme in library().values()
        for module in scheme.modules
        for aspect in module.aspects()
    }
    for case in json.loads(FILE.read_text(encoding="utf-8"))["cases"]:
        aspect = aspects.get((case["where"], case["aspect"]["id"]))
        for one in case["marks"] if aspect is not None else ():
            assert points_of(aspect, as_mark(one["mark"])) == Fraction(one["points"])
