"""Every number can be explained, and the explanation adds up."""

from fractions import Fraction

from hypothesis import given

from server.core.results import result_of
from server.core.steps import INFORMS, Step
from server.core.working import explain
from server.core.working_text import as_text
from tests.core.strategies import fields_of_entries


def added(step: Step) -> Fraction:
    return sum((Fraction(inner.value) for inner in step.steps if inner.kind not in INFORMS), Fraction(0))


def every(step):
    yield step
    for inner in step.steps:
        yield from every(inner)


@given(fields_of_entries(2))
def test_every_step_is_the_sum_of_its_steps_up_to_the_total(field):
    scheme, panels, entries = field
    for sheets in entries.values():
        result = result_of(scheme, sheets, panels)

        step = explain(scheme, sheets, panels)

        assert Fraction(step.value) == (result.exact if result.total is None else Fraction(result.total))
        for one in every(step):
            if one.kind in ("total", "module", "sub_criterion", "aspect"):
                assert Fraction(one.value) == added(one), one


@given(fields_of_entries(2))
def test_a_working_names_every_judge_of_every_aspect_that_was_marked(field):
    scheme, panels, entries = field
    for sheets in entries.values():
        step = explain(scheme, sheets, panels)

        named = sum(one.kind == "judge" for one in every(step))

        aspects = {module.id: len(list(module.aspects())) for module in scheme.modules}
        assert named == sum(len(there) * aspects[module] for module, there in sheets.items())


@given(fields_of_entries(2))
def test_modules_stand_in_the_working_as_they_stand_in_the_result(field):
    scheme, panels, entries = field
    for sheets in entries.values():
        result = result_of(scheme, sheets, panels)

        modules = [one for one in explain(scheme, sheets, panels).steps if one.kind == "module"]

        assert {one.of: Fraction(one.value) for one in modules} == {
            name: module.counted for name, module in result.modules.items()
        }


@given(fields_of_entries(2))
def test_a_working_reads_in_both_languages_line_by_line(field):
    scheme, panels, entries = field
    for sheets in entries.values():
        step = explain(scheme, sheets, panels)

        assert len(as_text(step, "zh")) == len(as_text(step, "en")) == sum(1 for _ in every(step))


def test_ticks_and_the_kinds_of_marks_are_told_in_the_readers_language():
    of_yes_no = Step("judge", "j", "5", None, {"kept": "counts", "mark.swept": "yes", "mark.tools": "no"})
    left_out = Step("judge", "j", "0", None, {"kept": "counts", "mark.not_attempted@2": "yes"})

    assert as_text(of_yes_no, "zh") == ["j：是, 否 → 5"]
    assert as_text(of_yes_no, "en") == ["j: yes, no → 5"]
    assert as_text(left_out, "zh") == ["j：未做 → 0"]
    assert as_text(Step("part", "points", "29.5"), "zh") == ["打分：29.5"]
    assert as_text(Step("part", "level", "3"), "zh") == ["等级：3"]
