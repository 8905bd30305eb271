"""What is wrong with a scheme is found, all at once, with its place."""

import string
from copy import deepcopy
from dataclasses import fields, is_dataclass

import pytest
from hypothesis import given

from server.core import exact, penalty_kinds, rank_points, rules, text
from server.core import scheme as scheme_shapes
from server.core.problem_texts import TEXTS
from server.core.problems import place, problem
from server.core.scheme_check import check
from server.services.scheme_files import SCHEME, library, to_data
from tests.core.scheme_faults import CASES, SMALL, WORK
from tests.core.strategies import randoms, some_scheme


def changed(changes):
    data = deepcopy(SMALL)
    for path, value in changes.items():
        *steps, last = path.split(".")
        here = data
        for step in steps:
            here = here[int(step)] if isinstance(here, list) else here[step]
        here[int(last) if isinstance(here, list) else last] = value
    scheme = SCHEME.validate_python(data)
    assert scheme is not None
    return {(one.code, one.path) for one in check(scheme)}


def test_the_small_scheme_is_sound():
    assert changed({}) == set()


@pytest.mark.parametrize(
    ("code", "changes", "path"), CASES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_fault_is_found_at_its_place(code, changes, path):
    assert (code, path) in changed(changes)


FROM_FILES = {
    "file_too_large", "file_unreadable", "file_not_utf8", "alias_refused", "tag_refused", "too_deep", "key_twice",
    "key_not_text", "missing", "unknown_field", "not_a_number", "not_a_whole_number", "not_one_of", "not_a_text",
    "not_a_list", "not_a_mapping", "wrong_value", "too_much",
}  # fmt: skip


def test_every_code_has_a_case():
    assert {code for code, _, _ in CASES} == TEXTS.keys() - FROM_FILES


def test_all_faults_are_found_at_once():
    found = changed({"id": "Small", "title.zh": "", WORK + ".max": "41", "tie_breaks.0.of": "nothing"})

    assert {code for code, _ in found} == {"id_invalid", "text_missing", "module_sum", "reference_unknown"}


def test_every_text_has_the_same_figures_in_both_languages():
    def figures(text):
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for code, (zh, en) in TEXTS.items():
        assert zh.strip(), code
        assert en.strip(), code
        if code != "reference_unknown":
            assert figures(zh) == figures(en), code


def test_a_place_is_named_in_plain_words():
    assert place("modules[0].sub_criteria[1].aspects[2]").zh == "模块 1 › 子标准 2 › 评分点 3"
    assert place("").en == "scheme"


def test_the_texts_take_their_figures():
    assert problem("id_twice", "x", id="a").text.zh == "编号“a”已用过，请换一个"


def test_the_schemes_that_come_with_the_product_are_sound():
    assert {name: check(scheme) for name, scheme in library().items()} == {name: [] for name in library()}


@given(randoms)
def test_no_scheme_of_the_right_shape_breaks_the_check(random):
    data = to_data(some_scheme(random))
    for _ in range(3):
        _spoil(random, data)

    try:
        scheme = SCHEME.validate_python(data)
    except ValueError:
        return
    assert scheme is not None
    assert isinstance(check(scheme), list)


def _spoil(random, here):
    """Put something else somewhere."""
    while isinstance(here, dict | list) and here:
        key = random.choice(list(here) if isinstance(here, dict) else range(len(here)))
        if not isinstance(here[key], dict | list) or random.random() < 0.1:
            here[key] = random.choice(["", "0", "-1", "0.5", "1e30", "99", "x", None, [], 0, -3])
            return
        here = here[key]


def test_a_place_is_told_in_words_whatever_the_field():
    kinds = [
        kind
        for module in (rules, scheme_shapes, penalty_kinds, rank_points, exact, text)
        for kind in vars(module).values()
    ]
    names = {one.name for kind in kinds if is_dataclass(kind) for one in fields(kind)} - {"input"}

    assert sorted(name for name in names if place(name).zh == name) == []
