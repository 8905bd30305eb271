"""Made-up marks are marks: every one is accepted, the same seed makes the same, and skill shows in the result."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judge_client import plausible
from server.core.boxes import fields
from server.core.marks import check_marks
from server.core.points import compared_value, points_of
from server.core.rules import Relative
from server.core.scheme import Aspect, Module, Scheme
from server.services.scheme_files import library, to_data

SCHEMES: list[Scheme] = list(library().values())
PARTS = [(scheme, module) for scheme in SCHEMES for module in scheme.modules]


def part(scheme: Scheme, module: Module) -> dict[str, Any]:
    """A module as `judge/work` has it."""
    return {
        "module": to_data(module),
        "fields": {aspect.id: [to_data(box) for box in fields(aspect)] for aspect in module.aspects()},
        "direction": scheme.result.direction,
    }


def worth(module: Module, marks: Any) -> Fraction:
    return sum((merit(aspect, marks[aspect.id]) for aspect in module.aspects()), Fraction(0))


def merit(aspect: Aspect, mark: Any) -> Fraction:
    """Points, or what is better the further it is from the others'."""
    if not isinstance(aspect.rule, Relative):
        return points_of(aspect, mark)
    value = Fraction(compared_value(aspect, mark) or 0)
    return value if aspect.rule.order == "high" else -value


@given(st.sampled_from(PARTS), st.floats(0, 1), st.integers())
def test_every_made_up_sheet_of_every_library_scheme_may_be_recorded(
    chosen: tuple[Scheme, Module], skill: float, seed: int
):
    random = Random(seed)
    marks: Any = plausible.sheet_marks(part(*chosen), skill, plausible.Judge.drawn(random), random)

    assert check_marks(chosen[1], marks) is None


def test_the_same_seed_makes_the_same_marks():
    once, again = (
        plausible.sheet_marks(part(*PARTS[0]), 0.7, plausible.Judge(0.02, 0.05), Random("x"))
        for _ in range(2)
    )

    assert once == again


@pytest.mark.parametrize(("scheme", "module"), PARTS, ids=lambda one: one.id)
def test_who_works_better_comes_out_better(scheme: Scheme, module: Module):
    def mean(skill: float) -> Fraction:
        judge = plausible.Judge(0.0, 0.05)
        sheets = [plausible.sheet_marks(part(scheme, module), skill, judge, Random(n)) for n in range(40)]
        return sum((worth(module, marks) for marks in sheets), Fraction(0)) / 40

    good, poor = mean(0.95), mean(0.45)

    assert (good < poor) if scheme.result.direction == "low" else (good > poor)


def test_skills_of_a_field_differ_and_stay_what_they_are():
    field = [plausible.skill_of("s", "final", f"{n:02}") for n in range(60)]

    assert field == [plausible.skill_of("s", "final", f"{n:02}") for n in range(60)]
    assert 0.2 <= min(field) < 0.65
    assert 0.85 < max(field) <= 0.99
