"""Aspects of every kind and panel rules for property tests, built from a `Random`; see `strategies.py`."""

from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Literal

from server.core.exact import Rounding, RoundingMode
from server.core.ids import AspectId, FieldId
from server.core.rank_points import RankPoints
from server.core.rules import (
    Band,
    Bands,
    Beaten,
    BehindBest,
    BestShare,
    ByPlace,
    Compared,
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
from server.core.scheme import (
    Apart,
    Aspect,
    PanelRule,
    Tries,
)
from server.core.text import Text

NAME = Text("名称", "name")
MODES: tuple[RoundingMode, ...] = ("half_up", "half_even", "down", "floor", "ceiling")


def some_panel_rule(random: Random, size: int) -> PanelRule:
    """A rule that a panel of that size can follow."""
    rules: list[Literal["mean", "median", "trimmed_mean", "agreed"]] = ["mean", "median", "agreed"]
    if size >= 3:
        rules.append("trimmed_mean")
    drops = random.randint(1, max(1, (size - 1) // 2))
    rounding = random.choice([None, None, Rounding(random.randint(0, 3), random.choice(MODES))])
    rule = random.choice(rules)
    missing: Literal["left_out", "mean"] = "mean" if random.random() < 0.1 else "left_out"
    apart: tuple[Apart, ...] = ()
    if rule in ("median", "trimmed_mean") and random.random() < 0.2:
        apart = (Apart(Decimal(5), Decimal("0.5")), Apart(Decimal(1), Decimal(1)))
    return PanelRule(rule, drops, drops, rounding, random.choice([None, Decimal(1)]), missing, apart)


def some_aspect(random: Random, name: str, size: int) -> Aspect:
    """An aspect of any kind but a veto."""
    kinds: list[Callable[[Random], tuple[Decimal, Rule]]] = [
        _judgement, _points, _banded, _toleranced, _count, _time, _yes_no, _rubric, _imported, _interpolated, _value,
        _formula,
    ]  # fmt: skip
    most, rule = (_relative if random.random() < 0.05 else random.choice(kinds))(random)
    own = some_panel_rule(random, size) if random.random() < 0.2 else None
    may_exceed = isinstance(rule, Count | Time | YesNo | Relative) and random.random() < 0.3
    return Aspect(AspectId(name), NAME, most, rule, None, own, Decimal(may_exceed), _some_tries(random, rule))


def _some_tries(random: Random, rule: Rule) -> Tries | None:
    if (
        random.random() < 0.8
        or isinstance(rule, Relative)
        or (isinstance(rule, Time) and rule.cut_off is not None)
    ):
        return None
    takes: list[Literal["highest", "lowest", "mean", "sum", "middle"]]
    takes = ["highest", "lowest", "mean", "sum", "middle"]
    return Tries(random.randint(3, 5), random.choice(takes))


def some_decimal(random: Random, low: int, high: int, places: int = 2) -> Decimal:
    return Decimal(random.randint(low * 10**places, high * 10**places)).scaleb(-places)


def _judgement(random: Random) -> tuple[Decimal, Rule]:
    high = random.randint(1, 10)
    return some_decimal(random, 1, 10), Judgement((NAME,) * (high + 1), Decimal(0), Decimal(high))


def _points(random: Random) -> tuple[Decimal, Rule]:
    step = random.choice([Decimal("0.25"), Decimal("0.5"), Decimal(1)])
    return step * random.randint(2, 40), Points(step, step * random.randint(0, 1))


def _banded(random: Random) -> tuple[Decimal, Rule]:
    """Up to four bands over one quantity, or over two of which the second is read once."""
    most = some_decimal(random, 1, 20, 1)
    ends = sorted(random.sample(range(101), random.randint(1, 4)))
    names = [FieldId("a"), FieldId("b")][: random.randint(1, 2)]
    readings = random.randint(1, 3)
    quantities = tuple(
        Quantity(name, NAME, "mm", Decimal("0.1"), Decimal(0), Decimal(20), 1 if n else readings)
        for n, name in enumerate(names)
    )
    bands = tuple(
        Band(tuple(Within(name, at_most=Decimal(end) / 10) for name in names), most - n * most / 4)
        for n, end in enumerate(ends)
    )
    return most, Measurement(quantities, Bands(bands, take=_some_take(random)))


def _some_take(random: Random) -> Take:
    takes: list[Take] = ["worst", "best", "each", "mean"]
    return random.choice(takes)


def _rubric(random: Random) -> tuple[Decimal, Rule]:
    points = sorted({some_decimal(random, 0, 10) for _ in range(random.randint(2, 5))} | {Decimal(11)})
    return Decimal(11), Rubric(tuple(Level(NAME, one) for one in points))


def _imported(random: Random) -> tuple[Decimal, Rule]:
    return some_decimal(random, 1, 40), Imported(Decimal(random.choice([60, 100, 150])))


def _interpolated(random: Random) -> tuple[Decimal, Rule]:
    most = some_decimal(random, 1, 20, 1)
    ends = sorted(random.sample(range(1, 200), random.randint(2, 4)))
    knots = tuple(Knot(Decimal(end) / 10, most - n * most / 4) for n, end in enumerate(ends))
    quantity = Quantity(
        FieldId("a"), NAME, "mm", Decimal("0.1"), Decimal(0), Decimal(25), random.randint(1, 3)
    )
    return most, Measurement((quantity,), Interpolation(knots, _some_take(random)))


def _value(random: Random) -> tuple[Decimal, Rule]:
    takes: list[Literal["mean", "sum", "highest", "lowest"]] = ["mean", "sum", "highest", "lowest"]
    quantity = Quantity(
        FieldId("a"), NAME, "g", Decimal("0.1"), Decimal(0), Decimal(50), random.randint(1, 3)
    )
    return Decimal(40), Measurement((quantity,), Value(random.choice(takes)))


def _formula(random: Random) -> tuple[Decimal, Rule]:
    """Points that rise or fall with a broken power of the distance, as in combined events."""
    quantity = Quantity(FieldId("a"), NAME, "cm", Decimal(1), Decimal(0), Decimal(60), random.randint(1, 3))
    side: Literal["above", "below"] = random.choice(["above", "below"])
    take: Literal["worst", "best"] = random.choice(["worst", "best"])
    exponent = random.choice([Decimal("1.835"), Decimal("1.05"), Decimal(2), Decimal("0.5")])
    rounding = Rounding(random.randint(0, 2), random.choice(MODES))
    factor = some_decimal(random, 1, 4)
    offset = Decimal(random.choice([0, 10])) if side == "above" else Decimal(random.choice([60, 50]))
    return Decimal(5), Measurement((quantity,), Formula(factor, offset, exponent, side, rounding, take))


def _relative(random: Random) -> tuple[Decimal, Rule]:
    """Few different values, so that many are equal."""
    most = some_decimal(random, 5, 20, 1)
    order: Literal["high", "low"] = random.choice(["high", "low"])
    shared: Literal["full", "mean"] = random.choice(["full", "mean"])
    ranks = (
        RankPoints(1, 1, most),
        RankPoints(2, 3, most / 2),
        RankPoints(4, random.choice([None, 4]), Decimal(1)),
    )
    ways: list[Compared] = [
        BestShare(),
        BehindBest(Decimal(2), some_decimal(random, 1, 3)),
        ByPlace(ranks, shared),
        Beaten(most - 1, Decimal("0.1"), random.choice([None, Decimal(6)]), Decimal(2), Decimal("0.5")),
    ]
    unit = random.choice(["s", "件"])
    return most, Relative(order, random.choice(ways), unit, Decimal(1), Decimal(0), Decimal(12))


def _toleranced(random: Random) -> tuple[Decimal, Rule]:
    sides = random.choice([("0.1", None), (None, "0.2"), ("0.05", "0.05"), ("0", "0.02")])
    plus, minus = (None if side is None else Decimal(side) for side in sides)
    step, low, high, nominal = Decimal("0.01"), Decimal(9), Decimal(11), Decimal(10)
    readings = random.randint(1, 3)
    quantities = tuple(
        Quantity(FieldId(name), NAME, "mm", step, low, high, readings, nominal, plus, minus)
        for name in ("a", "b", "c")[: random.randint(1, 3)]
    )
    factors = (OverFactor(Decimal("0.05"), Decimal(1)), OverFactor(Decimal("0.2"), Decimal("0.5")))
    ways: list[StepDeduction | PartCredit | OutDeduction] = [
        PartCredit(factors, _some_take(random)),
        StepDeduction(Decimal("0.03"), some_decimal(random, 1, 3), _some_take(random)),
        OutDeduction(some_decimal(random, 1, 3)),
    ]
    scored = random.choice(ways)
    out_max = random.choice([None, 0, len(quantities) * readings - 1])
    limits = random.choice([None, Limits(out_max, Decimal("0.5"))])
    return some_decimal(random, 1, 20), Measurement(quantities, scored, limits)


def _count(random: Random) -> tuple[Decimal, Rule]:
    faults = tuple(
        Fault(
            FieldId(f"f{n}"),
            NAME,
            -some_decimal(random, 0, 5),
            random.choice([None, some_decimal(random, 1, 9)]),
            20,
            random.choice([1, 1, 3]),
            random.choice([None, None, 5]),
        )
        for n in range(random.randint(1, 3))
    )
    start = some_decimal(random, 0, 20)
    return start, Count(faults, start, random.choice([None, Decimal(0), Decimal(-3)]))


def _time(random: Random) -> tuple[Decimal, Rule]:
    step, high = Decimal("0.1"), Decimal(1000)
    cut_off = random.choice([None, None, Decimal(900)])
    if random.random() < 0.3:
        return Decimal(0), Time("recorded", cut_off=cut_off, step=step, high=high)
    cap = some_decimal(random, 1, 2)
    each: list[Literal["begun", "complete"]] = ["begun", "complete"]
    penalty = PerTime(
        some_decimal(random, 1, 3), Decimal(30), random.choice([None, Decimal(9)]), random.choice(each)
    )
    bonus = PerTime(Decimal(1), Decimal(20), cap, random.choice(each)) if random.random() < 0.5 else None
    start = some_decimal(random, 0, 10)
    grace, floor = some_decimal(random, 0, 30), random.choice([None, Decimal(-5)])
    rule = Time("limit", Decimal(600), grace, start, penalty, bonus, cut_off, floor, step, high)
    return start + (Decimal(0) if bonus is None else cap), rule


def _yes_no(random: Random) -> tuple[Decimal, Rule]:
    worth = [some_decimal(random, 1, 5) for _ in range(random.randint(1, 4))]
    items = tuple(Item(FieldId(f"i{n}"), NAME, points) for n, points in enumerate(worth))
    return sum(worth, Decimal(0)), YesNo(items)
