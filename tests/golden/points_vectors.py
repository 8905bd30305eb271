"""Makes `points_vectors.json`: marks and their exact points, by which any other implementation is checked.

    python -m tests.golden.points_vectors        writes the file anew

Each case holds an aspect in its JSON form, its boxes, marks with their points as an exact fraction and as shown
(two places, half up), and marks that are refused with the code of the first fault.
"""

import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

from server.core.boxes import (
    NOT_ATTEMPTED,
    Field,
    can_be_not_attempted,
    fields,
    try_box,
    try_can_be_not_attempted,
)
from server.core.exact import Rounding, RoundingMode
from server.core.ids import AspectId, FieldId
from server.core.marks import check_mark
from server.core.points import points_of
from server.core.rules import (
    Band,
    Bands,
    Beaten,
    BestShare,
    Count,
    Fault,
    Formula,
    Imported,
    Interpolation,
    Item,
    Judgement,
    Knot,
    Level,
    Limits,
    Measurement,
    OutDeduction,
    OverFactor,
    PartCredit,
    PerTime,
    Points,
    Quantity,
    Relative,
    Rubric,
    Rule,
    StepDeduction,
    Take,
    Time,
    Value,
    Within,
    YesNo,
)
from server.core.scheme import Aspect, Tries
from server.core.text import Text
from server.services.scheme_files import decimal_text, library, to_data

FILE = Path(__file__).with_name("points_vectors.json")
SHOWN = Rounding(2)
SEED = 7
OF_A_SHAPE = 6
RANDOM_MARKS = 12
FORMULA_PARTS = 16

Mark = dict[str, str]


def text() -> str:
    """The whole file."""
    cases = ",\n".join(_lines(_case(where, aspect)) for where, aspect in _aspects())
    return f'{{"shown_places": 2, "cases": [\n{cases}\n]}}\n'


def _lines(case: dict[str, Any]) -> str:
    """One mark on one line, so that a change shows as the lines it changes."""
    keys = []
    for key, value in case.items():
        rows = ",\n  ".join(_json(row) for row in value)
        keys.append(
            f'"{key}": {_json(value)}' if key not in ("marks", "refused") else f'"{key}": [\n  {rows}]'
        )
    return "{" + ",\n ".join(keys) + "}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _aspects() -> Iterator[tuple[str, Aspect]]:
    """Some of each shape that the schemes of the product have: all of them would say the same again and again."""
    seen: Counter[object] = Counter()
    for scheme in library().values():
        for module in scheme.modules:
            for aspect in module.aspects():
                seen[_shape(aspect)] += 1
                if seen[_shape(aspect)] <= OF_A_SHAPE:
                    yield f"{scheme.id}/{module.id}", aspect
    for aspect in _more():
        yield "more", aspect


def _shape(aspect: Aspect) -> object:
    rule = aspect.rule
    scored = getattr(rule, "scored", "")
    how = scored if isinstance(scored, str) else (scored.by, getattr(scored, "take", ""))
    return (rule.kind, how, getattr(rule, "limits", None) is None, aspect.tries, aspect.bonus > 0)


def _case(where: str, aspect: Aspect) -> dict[str, Any]:
    marks = _without_repeats(_marks(aspect))
    scored = [mark for mark in marks if check_mark(aspect, as_mark(mark)) is None]
    assert scored, f"no acceptable mark for {aspect.id}"
    return {
        "where": where,
        "aspect": to_data(aspect),
        "fields": to_data(fields(aspect)),
        "marks": [{"mark": mark} | _worth(aspect, mark) for mark in scored],
        "refused": [_refused(aspect, mark) for mark in _without_repeats(_wrong(aspect, scored[0]))],
    }


def _worth(aspect: Aspect, mark: Mark) -> dict[str, str]:
    exact = points_of(aspect, as_mark(mark))
    return {"points": f"{exact.numerator}/{exact.denominator}", "shown": str(SHOWN.apply(exact))}


def _refused(aspect: Aspect, mark: Mark) -> dict[str, object]:
    refusal = check_mark(aspect, as_mark(mark))
    assert refusal is not None, f"{aspect.id} accepts {mark}"
    return {"mark": mark, "code": str(refusal.code), "field": refusal.detail["field"]}


def as_mark(mark: Mark) -> dict[FieldId, str]:
    """A mark with its field ids named as such."""
    return {FieldId(box): value for box, value in mark.items()}


def _without_repeats(marks: Iterator[Mark]) -> list[Mark]:
    return [dict(items) for items in dict.fromkeys(tuple(mark.items()) for mark in marks)]


def _marks(aspect: Aspect) -> Iterator[Mark]:
    """Every choice where there are few, else the bounds one box at a time and some marks drawn with a fixed seed."""
    boxes = fields(aspect)
    values = [_values(aspect, box) for box in boxes]
    base = [_base(aspect, box) for box in boxes]
    if all(box.input == "choice" for box in boxes) or len(boxes) == 1:
        for row in product(*values):
            yield _named(boxes, row)
    else:
        for n, some in enumerate(values):
            for value in some:
                yield _named(boxes, (*base[:n], value, *base[n + 1 :]))
        random = Random(f"{SEED} {aspect.id}")
        for _ in range(RANDOM_MARKS):
            yield _named(boxes, tuple(random.choice(some) for some in values))
    if can_be_not_attempted(aspect):
        yield {NOT_ATTEMPTED: "yes"}
    if aspect.tries is not None and try_can_be_not_attempted(aspect):
        yield from _missed_tries(_named(boxes, tuple(base)), aspect.tries.count)


def _missed_tries(whole: Mark, count: int) -> Iterator[Mark]:
    """The first, the last two, and all of the tries not made."""
    for missed in ({1}, {count - 1, count}, set(range(1, count + 1))):
        made = {box: value for box, value in whole.items() if int(box.partition("@")[2]) not in missed}
        yield made | {str(try_box(NOT_ATTEMPTED, n)): "yes" for n in sorted(missed)}


def _named(boxes: tuple[Field, ...], row: tuple[str, ...]) -> Mark:
    return {box.id: value for box, value in zip(boxes, row, strict=True)}


def _base(aspect: Aspect, box: Field) -> str:
    if box.input == "choice":
        return "no"
    quantity = _quantity(aspect, box)
    nominal = quantity.nominal if quantity is not None else None
    return decimal_text(max(box.low, Decimal(0)) if nominal is None else nominal)


def _quantity(aspect: Aspect, box: Field) -> Quantity | None:
    rule = aspect.rule
    if not isinstance(rule, Measurement):
        return None
    return next(q for q in rule.quantities if q.id == box.id.partition("@")[0].partition(".")[0])


def _values(aspect: Aspect, box: Field) -> list[str]:
    """The numbers at and beside every bound that the rule knows."""
    if box.input == "choice":
        return ["no", "yes"]
    if (box.high - box.low) / box.step <= 24:
        count = int((box.high - box.low) / box.step)
        return [decimal_text(box.low + n * box.step) for n in range(count + 1)]
    near = {at + side * box.step for at in _bounds(aspect, box) for side in (-1, 0, 1)}
    near |= {box.low, box.low + box.step, box.high}
    return [decimal_text(value) for value in sorted(near) if box.low <= value <= box.high]


def _bounds(aspect: Aspect, box: Field) -> list[Decimal]:
    rule = aspect.rule
    if isinstance(rule, Time):
        return _time_bounds(rule)
    quantity = _quantity(aspect, box)
    if quantity is None or not isinstance(rule, Measurement):
        return [box.low, box.high]
    if isinstance(rule.scored, Bands):
        ends = [
            (one.above, one.at_least, one.at_most, one.below) for b in rule.scored.bands for one in b.when
        ]
        return [bound for end in ends for bound in end if bound is not None]
    if isinstance(rule.scored, Interpolation):
        return [knot.at for knot in rule.scored.knots]
    if isinstance(rule.scored, Formula):
        return _along(rule.scored.offset, box)
    centre, unit = quantity.nominal or Decimal(0), Decimal(getattr(rule.scored, "step", "0.005"))
    overs = [Decimal(0), unit, 2 * unit, 3 * unit]
    sides = ((1, quantity.plus), (-1, quantity.minus))
    return [centre + sign * (side + over) for sign, side in sides if side is not None for over in overs]


def _along(offset: Decimal, box: Field) -> list[Decimal]:
    """The offset of a formula, and readings on both sides of it up to the ends of what may be read."""
    span = (box.high - box.low) / FORMULA_PARTS
    return [offset, *(box.low + n * span // box.step * box.step for n in range(FORMULA_PARTS))]


def _time_bounds(rule: Time) -> list[Decimal]:
    limit = rule.limit or Decimal(60)
    found = [limit, limit + rule.grace, rule.cut_off or rule.high]
    for sign, per in ((1, rule.penalty), (-1, rule.bonus)):
        if per is not None:
            found += [
                limit + sign * (n * per.seconds) + (rule.grace if sign > 0 else 0) for n in (1, 2, 3, 4)
            ]
    return found


def _wrong(aspect: Aspect, good: Mark) -> Iterator[Mark]:
    """One fault at a time."""
    yield {}
    yield good | {"no_such_box": "1"}
    if not can_be_not_attempted(aspect):
        yield {NOT_ATTEMPTED: "yes"}
    else:
        yield {NOT_ATTEMPTED: "no"}
        yield good | {NOT_ATTEMPTED: "yes"}
    box = fields(aspect)[0]
    if box.input == "choice":
        wrong = ["", "YES", "true", "1", "是"]
    else:
        wrong = ["", " ", "1e1", "1,5", "+1", "01", "1.", ".5", "NaN", "１", "0x1", "1.0000001", "一", "--1"]
        wrong += [decimal_text(box.low - box.step), decimal_text(box.high + box.step)]
        wrong += [decimal_text(box.low + box.step / 2)] if box.step > Decimal("0.00001") else []
    for value in wrong:
        yield good | {box.id: value}


def _more() -> Iterator[Aspect]:
    """Rules that the schemes which come with the product do not use."""
    name = Text("例", "example")
    ten = Decimal(10)
    yield Aspect(AspectId("recorded_time"), name, Decimal(0), Time("recorded", high=Decimal(7200)))
    yield Aspect(AspectId("scale_of_ten"), name, Decimal(5), Judgement((name,) * 10, Decimal(1), ten))
    yield Aspect(AspectId("points_from_four"), name, ten, Points(Decimal("0.5"), Decimal(4)))
    pieces = Fault(FieldId("pieces"), name, Decimal("1.5"), Decimal(9), 20)
    broken = Fault(FieldId("broken"), name, Decimal("-0.25"), None, 20)
    yield Aspect(AspectId("pieces_no_floor"), name, Decimal(12), Count((pieces, broken), Decimal(3), None))
    yield Aspect(
        AspectId("time_with_grace"),
        name,
        Decimal(20),
        Time(
            "limit",
            Decimal(120),
            Decimal(15),
            Decimal(15),
            PerTime(Decimal("0.5"), Decimal(10), None, "complete"),
            PerTime(Decimal(1), Decimal(20), Decimal(4), "begun"),
            Decimal(300),
            Decimal(-2),
            Decimal("0.1"),
            Decimal(600),
        ),
    )
    wide, deep = FieldId("wide"), FieldId("deep")
    yield Aspect(
        AspectId("one_and_three_readings"),
        name,
        Decimal(6),
        Measurement(
            (
                Quantity(wide, name, "mm", Decimal("0.1"), Decimal(0), ten),
                Quantity(deep, name, "mm", Decimal("0.1"), Decimal(-1), ten, 3),
            ),
            Bands(
                (
                    Band(
                        (
                            Within(wide, below=Decimal(2)),
                            Within(deep, Decimal("-0.5"), None, None, Decimal(1)),
                        ),
                        Decimal(6),
                    ),
                    Band((Within(wide, at_most=Decimal(4)),), Decimal("2.5")),
                ),
                Decimal("0.5"),
            ),
        ),
    )

    yield from _later()


def _later() -> Iterator[Aspect]:
    """Rubrics, imported marks, readings taken in other ways, limits, tries, points beyond the maximum."""
    name, ten = Text("例", "example"), Decimal(10)

    def one(id_: str, most: Decimal | None, rule: Rule, bonus: int = 0, tries: Tries | None = None) -> Aspect:
        return Aspect(AspectId(id_), name, most, rule, None, None, Decimal(bonus), tries)

    levels = tuple(Level(name, Decimal(points)) for points in ("0", "1.5", "4", "10"))
    yield one("rubric", ten, Rubric(levels))
    yield one("theory", Decimal(30), Imported(Decimal(150), Decimal("0.5")))
    takes: tuple[Take, ...] = ("worst", "best", "each", "mean")
    near = Quantity(
        FieldId("q"), name, "mm", Decimal("0.1"), Decimal(-5), ten, 3, Decimal(0), ten / 4, ten / 5
    )
    bands = tuple(Band((Within(FieldId("q"), at_most=Decimal(n)),), ten - 3 * n) for n in (1, 2, 3))
    for take in takes:
        yield one(f"bands_{take}", ten, Measurement((near,), Bands(bands, Decimal(0), take)))
        knots = tuple(
            Knot(Decimal(at), Decimal(points)) for at, points in (("-1", 3), ("0.5", 10), ("1.2", 0))
        )
        yield one(f"knots_{take}", ten, Measurement((near,), Interpolation(knots, take)))
        step = StepDeduction(Decimal("0.3"), Decimal(1), take)
        yield one(f"step_{take}", ten, Measurement((near,), step, Limits(1, Decimal(2))))
        factors = PartCredit((OverFactor(Decimal(1), Decimal("0.5")),), take)
        yield one(f"credit_{take}", ten, Measurement((near,), factors))
    for_each = OutDeduction(Decimal(4))
    yield one("out", ten, Measurement((near,), for_each))
    yield one("out_limits", ten, Measurement((near,), for_each, Limits(1, Decimal(3))))
    for total in ("mean", "sum", "highest", "lowest"):
        yield one(f"value_{total}", None, Measurement((near,), Value(total)))
    joints = Fault(FieldId("joints"), name, Decimal(-1), None, 20, 3, 10)
    yield one("every_third", ten, Count((joints,), ten))
    cracks = Fault(FieldId("cracks"), name, Decimal(-5), None, 20, 1, 3)
    for low in (Decimal(0), Decimal(-3), None):
        yield one(f"zero_from_{low}", ten, Count((cracks,), ten, low))
    yield one(
        "beyond_max", ten, YesNo((Item(FieldId("a"), name, ten), Item(FieldId("b"), name, Decimal(3)))), 2
    )
    yield one("points_beyond", ten, Points(Decimal("0.5")), 2)
    for taken in ("highest", "lowest", "mean", "sum", "middle"):
        tries = Tries(4, taken)
        yield one(f"tries_{taken}", ten, Count((joints,), ten), 0, tries)
        yield one(f"runs_{taken}", None, Time("elapsed", high=Decimal(600)), 0, tries)
    yield one("shared_best", ten, Relative("low", BestShare()))
    yield one("beaten", ten, Relative("high", Beaten(ten, Decimal("0.1")), "kg", Decimal("0.1"), high=ten), 2)
    yield from _formulas()


HEPTATHLON = {
    "hurdles": ("9.23076", "26.7", "1.835"),
    "high_jump": ("1.84523", "75", "1.348"),
    "shot": ("56.0211", "1.5", "1.05"),
    "run_200m": ("4.99087", "42.5", "1.81"),
    "long_jump": ("0.188807", "210", "1.41"),
    "javelin": ("15.9803", "3.8", "1.04"),
    "run_800m": ("0.11193", "254", "1.88"),
}
"""Factor, offset and exponent of the points tables of a women's heptathlon; track times lie below the offset."""


def _formulas() -> Iterator[Aspect]:
    """Every event of a heptathlon, every way to round, whole and broken exponents, values that are met exactly."""
    name = Text("例", "example")

    def one(id_: str, low: str, high: str, step: str, rule: Formula, readings: int = 1) -> Aspect:
        read = Quantity(FieldId("q"), name, "", Decimal(step), Decimal(low), Decimal(high), readings)
        return Aspect(AspectId(id_), name, Decimal(100_000), Measurement((read,), rule))

    for event, (factor, offset, exponent) in HEPTATHLON.items():
        track = event in ("hurdles", "run_200m", "run_800m")
        rule = Formula(Decimal(factor), Decimal(offset), Decimal(exponent), "below" if track else "above")
        yield one(event, "0", "800", "0.01", rule)
    modes: tuple[RoundingMode, ...] = ("half_up", "half_even", "down", "floor", "ceiling")
    for mode in modes:
        for exponent in ("0.5", "1", "1.25", "2"):
            rule = Formula(Decimal("0.5"), Decimal(4), Decimal(exponent), rounding=Rounding(1, mode))
            yield one(f"power_{exponent.replace('.', '_')}_{mode}", "0", "36", "0.5", rule)
    rule = Formula(Decimal(2), Decimal(10), Decimal("0.75"), "below", Rounding(3), "worst")
    yield one("worst_of_three", "0", "12", "0.25", rule, 3)


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8", newline="\n")
    print(FILE)
