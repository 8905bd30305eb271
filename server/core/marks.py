"""Whether a mark as it was typed may be recorded for an aspect; what it is worth stands in `points.py`.

Every box is filled or the mark is refused: an empty box is never zero, a wrong spelling never a number.
"""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from server.core.boxes import (
    NOT_ATTEMPTED,
    Field,
    can_be_not_attempted,
    fields,
    try_box,
    try_can_be_not_attempted,
)
from server.core.exact import parse_number
from server.core.facts_sheet import Mark, Marks
from server.core.ids import AspectId
from server.core.refusals import Code, Refusal
from server.core.scheme import Aspect, Module

VALUE_SHOWN = 40
"""So much of a wrong text is repeated in a refusal."""


def check_mark(aspect: Aspect, mark: Mark) -> Refusal | None:
    """The first thing wrong with a mark, or None. Every mark that passes can be scored."""
    return next(_faults(aspect, mark), None)


def check_marks(module: Module, marks: Marks) -> Refusal | None:
    """The first thing wrong with a sheet, or None: every aspect marked in full, and nothing else."""
    return next(_sheet_faults(module, marks), None)


def mark_faults(module: Module, marks: Marks) -> list[Refusal]:
    """Everything wrong with a sheet, in the order of the sheet; empty when it may be handed in."""
    return list(_sheet_faults(module, marks))


def _sheet_faults(module: Module, marks: Marks) -> Iterator[Refusal]:
    known: set[AspectId] = set()
    for aspect in module.aspects():
        known.add(aspect.id)
        if aspect.id in marks:
            yield from _faults(aspect, marks[aspect.id])
        else:
            yield Refusal(Code.MARK_MISSING, {"aspect": aspect.id, "field": ""})
    for unknown in sorted(marks.keys() - known):
        yield Refusal(Code.MARK_UNKNOWN, {"aspect": unknown, "field": ""})


def _faults(aspect: Aspect, mark: Mark) -> Iterator[Refusal]:
    boxes = {box.id: box for box in _due(aspect, mark)}
    for box in boxes.values():
        if box.id not in mark:
            yield _refusal(Code.MARK_MISSING, aspect, box.id)
        elif code := _fault(box, mark[box.id]):
            yield _refusal(code, aspect, box.id, box, mark[box.id])
    for unknown in sorted(mark.keys() - boxes.keys()):
        yield _refusal(Code.MARK_UNKNOWN, aspect, unknown)


def _due(aspect: Aspect, mark: Mark) -> Iterator[Field]:
    """The boxes of this mark; "not there" stands alone, for a reading beside it would leave open what was meant."""
    if NOT_ATTEMPTED in mark and can_be_not_attempted(aspect):
        yield Field(NOT_ATTEMPTED, "choice")
        return
    boxes, tries = fields(aspect), aspect.tries.count if aspect.tries is not None else 1
    each = len(boxes) // tries
    for n in range(tries):
        absent = try_box(NOT_ATTEMPTED, n + 1)
        if aspect.tries is not None and absent in mark and try_can_be_not_attempted(aspect):
            yield Field(absent, "choice")
        else:
            yield from boxes[n * each : (n + 1) * each]


def _fault(box: Field, text: str) -> Code | None:
    """What is wrong with the text of one box."""
    if box.input == "choice":
        choices = ("yes",) if box.id.partition("@")[0] == NOT_ATTEMPTED else ("yes", "no")
        return None if text in choices else Code.MARK_NOT_A_CHOICE
    value = parse_number(text)
    if value is None:
        return Code.MARK_NOT_A_NUMBER
    if not box.low <= value <= box.high:
        return Code.MARK_OUT_OF_RANGE
    return None if is_multiple(value, box.step) else Code.MARK_OFF_STEP


def is_multiple(value: Decimal, step: Decimal) -> bool:
    """
    Whether the value is a whole number of steps, exactly.

    The remainder of decimals is exact; only where a quotient has more digits than a decimal may hold do fractions,
    which are ten times slower, have to answer.

    >>> is_multiple(Decimal("8.5"), Decimal("0.5")), is_multiple(Decimal("8.3"), Decimal("0.5"))
    (True, False)
    """
    try:
        return step > 0 and value % step == 0
    except InvalidOperation:
        return (Fraction(value) / Fraction(step)).denominator == 1


def _refusal(code: Code, aspect: Aspect, box_id: str, box: Field | None = None, text: str = "") -> Refusal:
    detail = {"aspect": aspect.id, "field": box_id}
    if box is not None and box.input != "choice":
        limits = {"low": f"{box.low:f}", "high": f"{box.high:f}", "step": f"{box.step:f}"}
        detail |= {"value": text[:VALUE_SHOWN], **limits}
    return Refusal(code, detail)
