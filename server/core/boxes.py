"""The boxes of a mark: what a judge fills in for an aspect, how each is named, and which may be left out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from server.core.ids import FieldId
from server.core.rules import (
    Count,
    Imported,
    Judgement,
    Measurement,
    Points,
    Quantity,
    Relative,
    Rubric,
    Time,
    Value,
    Veto,
    YesNo,
)
from server.core.scheme import Aspect
from server.core.text import Text


@dataclass(frozen=True, slots=True)
class Field:
    """
    One box of a mark as the tablet shows it: what may be written there.

    A mark is a mapping from field id to text. Numbers are written in the one accepted spelling
    (`exact.parse_number`), lie in `low`..`high` and are whole multiples of `step`; choices are `yes` or `no`.
    """

    id: FieldId
    input: Literal["level", "points", "number", "count", "time", "choice"]
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    step: Decimal = Decimal(1)
    unit: str = ""
    title: Text | None = None


NOT_ATTEMPTED = FieldId("not_attempted")
"""A field most aspects accept instead of their own: `yes` says the work is not there; worth the floor or 0."""


def can_be_not_attempted(aspect: Aspect) -> bool:
    """Whether `NOT_ATTEMPTED` is accepted: not for a veto, nor for a time or value that is the result (0 may win)."""
    match aspect.rule:
        case Veto() | Time(scored="elapsed") | Measurement(scored=Value()):
            return False
        case _:
            return True


def try_can_be_not_attempted(aspect: Aspect) -> bool:
    """Whether a single try may be left out: a failed try of a timed event is no time at all, not a short one."""
    return can_be_not_attempted(aspect) or (isinstance(aspect.rule, Time) and aspect.tries is not None)


def try_box(box: FieldId, number: int) -> FieldId:
    """The field id of a box in the try of that number, counted from 1."""
    return FieldId(f"{box}@{number}")


def try_marks(aspect: Aspect, mark: Mapping[FieldId, str]) -> list[Mapping[FieldId, str]]:
    """The mark of each try with its boxes named as in a single one; the mark alone where there are no tries."""
    if aspect.tries is None:
        return [mark]
    if NOT_ATTEMPTED in mark:
        return [mark] * aspect.tries.count
    found: list[dict[FieldId, str]] = [{} for _ in range(aspect.tries.count)]
    for box, text in mark.items():
        name, _, number = box.partition("@")
        found[int(number) - 1][FieldId(name)] = text
    return [*found]


@lru_cache(maxsize=4096)  # asked for every mark of every sheet, of some hundred aspects that never change
def fields(aspect: Aspect) -> tuple[Field, ...]:
    """
    The boxes a judge fills for this aspect, in order; a complete mark fills them all.

    Ids: `level`, `points`, `seconds`, `fault` (veto); a measurement's quantity id, followed by `.1`, `.2` ...
    where it has several readings; the ids of a count's faults and of yes/no items. With several tries each id is
    followed by `@1`, `@2` ...; `not_attempted@2: yes` stands for all boxes of the second try.
    """
    boxes = _boxes(aspect)
    if aspect.tries is None:
        return boxes
    tries = range(1, aspect.tries.count + 1)
    return tuple(replace(box, id=try_box(box.id, n)) for n in tries for box in boxes)


def _boxes(aspect: Aspect) -> tuple[Field, ...]:
    rule = aspect.rule
    match rule:
        case Judgement():
            return (Field(FieldId("level"), "level", rule.low, rule.high, rule.step),)
        case Rubric():
            return (Field(FieldId("level"), "level", Decimal(0), Decimal(len(rule.levels) - 1)),)
        case Points():
            return (Field(FieldId("points"), "points", rule.low, aspect.most or Decimal(0), rule.step),)
        case Imported():
            return (Field(FieldId("points"), "points", Decimal(0), rule.paper_max, rule.step),)
        case Measurement():
            return tuple(
                Field(reading_id(q, n), "number", q.low, q.high, q.step, q.unit, q.title)
                for q in rule.quantities
                for n in range(1, q.readings + 1)
            )
        case Count():
            return tuple(
                Field(f.id, "count", Decimal(0), Decimal(f.count_max), Decimal(1), "", f.title)
                for f in rule.faults
            )
        case Time():
            return (Field(FieldId("seconds"), "time", Decimal(0), rule.high, rule.step, "s"),)
        case Relative():
            return (_compared_field(rule),)
        case YesNo():
            return tuple(Field(i.id, "choice", title=i.title) for i in rule.items)
        case Veto():
            return (Field(FieldId("fault"), "choice"),)


def _compared_field(rule: Relative) -> Field:
    """Seconds are read off a stop-watch, everything else is a number."""
    if rule.unit == "s":
        return Field(FieldId("seconds"), "time", rule.low, rule.high, rule.step, rule.unit)
    return Field(FieldId("value"), "number", rule.low, rule.high, rule.step, rule.unit)


def reading_id(quantity: Quantity, number: int) -> FieldId:
    """The field id of a quantity's `number`-th reading, counted from 1."""
    return quantity.id if quantity.readings == 1 else FieldId(f"{quantity.id}.{number}")
