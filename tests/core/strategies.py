"""Schemes, marks and sheets for property tests. Every scheme drawn here passes `scheme_check.check`.

Plain functions build them from a `Random`, the strategies draw its seed: a scheme takes hundreds of choices, and
a seed is drawn and kept far faster than each of them. A seed that fails becomes a test of its own.
"""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Literal

from hypothesis import strategies as st

from server.core.boxes import (
    NOT_ATTEMPTED,
    Field,
    can_be_not_attempted,
    fields,
    try_box,
    try_can_be_not_attempted,
)
from server.core.exact import Rounding, RoundingMode
from server.core.facts_sheet import Mark, Marks
from server.core.ids import AspectId, EntryId, FieldId, ModuleId, OfficialId
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
    Veto,
    Within,
    YesNo,
)
from server.core.scheme import (
    Apart,
    Aspect,
    Difficulty,
    Gate,
    Module,
    PanelRule,
    ResultRule,
    Scheme,
    SubCriterion,
    TieBreak,
    Tries,
)
from server.core.text import Text
from server.services.scheme_files import decimal_text

NAME = Text("名称", "name")
JUDGES = tuple(OfficialId(f"judge-{n}") for n in range(1, 6))
MODES: tuple[RoundingMode, ...] = ("half_up", "half_even", "down", "floor", "ceiling")

SheetsOf = dict[ModuleId, dict[OfficialId, Marks]]
PanelsOf = dict[ModuleId, tuple[OfficialId, ...]]
Entries = tuple[Scheme, PanelsOf, dict[EntryId, SheetsOf]]

randoms = st.integers(0, 2**48).map(Random)


def schemes() -> st.SearchStrategy[Scheme]:
    """Sound schemes in points where the higher total wins."""
    return randoms.map(some_scheme)


def aspects() -> st.SearchStrategy[Aspect]:
    """Aspects of every kind but vetoes."""
    return randoms.map(lambda random: some_aspect(random, "aspect", 1))


def marks_for(aspect: Aspect) -> st.SearchStrategy[Mark]:
    """Marks that may be recorded for the aspect."""
    return randoms.map(lambda random: some_mark(random, aspect))


def sheets_for(scheme: Scheme, *, all_in: bool = False) -> st.SearchStrategy[SheetsOf]:
    """One entry's sheets: all of them, or those of some judges."""
    return randoms.map(lambda random: some_sheets(random, scheme, all_in=all_in))


def fields_of_entries(entries: int = 5) -> st.SearchStrategy[Entries]:
    """A scheme, its panels, and some entries at different stages of being marked."""
    return randoms.map(lambda random: some_field(random, entries))


def panels_for(scheme: Scheme) -> PanelsOf:
    """The judges of every module."""
    return {module.id: JUDGES[: module.panel_size] for module in scheme.modules}


def some_field(random: Random, entries: int) -> Entries:
    """A scheme, its panels, and entries of which some are equal."""
    scheme = some_scheme(random)
    sheets = {EntryId(f"e{n}"): some_sheets(random, scheme) for n in range(entries)}
    if entries > 1 and random.random() < 0.5:
        sheets[EntryId("e0")] = sheets[EntryId("e1")]
    return scheme, panels_for(scheme), sheets


def some_sheets(random: Random, scheme: Scheme, *, all_in: bool = False) -> SheetsOf:
    """One entry's sheets."""
    return {
        module.id: {
            judge: some_sheet(random, module)
            for judge in JUDGES[: module.panel_size]
            if all_in or random.random() < 0.7
        }
        for module in scheme.modules
    }


def some_sheet(random: Random, module: Module) -> Marks:
    """A whole sheet of a module."""
    return {aspect.id: some_mark(random, aspect) for aspect in module.aspects()}


def some_mark(random: Random, aspect: Aspect) -> Mark:
    """A mark that may be recorded."""
    if can_be_not_attempted(aspect) and random.random() < 0.1:
        return {NOT_ATTEMPTED: "yes"}
    if aspect.tries is None:
        return {box.id: _some_text(random, box) for box in fields(aspect)}
    boxes, mark = fields(aspect), {}
    each = len(boxes) // aspect.tries.count
    for n in range(aspect.tries.count):
        if try_can_be_not_attempted(aspect) and random.random() < 0.15:
            mark[try_box(NOT_ATTEMPTED, n + 1)] = "yes"
        else:
            mark |= {box.id: _some_text(random, box) for box in boxes[n * each : (n + 1) * each]}
    return mark


def _some_text(random: Random, box: Field) -> str:
    if box.input == "choice":
        return random.choice(["yes", "no", "no", "no"])
    low, high = int(box.low / box.step), int(box.high / box.step)
    # Mostly near the low end, where faults are few and readings good.
    top = random.choice([high, low + (high - low) // 4, min(high, low + 3)])
    return decimal_text(random.randint(low, top) * box.step)


def some_scheme(random: Random) -> Scheme:
    """A sound scheme."""
    some = tuple(_some_module(random, f"m{n}") for n in range(random.randint(1, 3)))
    first, last = some[0], some[-1]
    gates: tuple[Gate, ...] = ()
    if len(some) > 1 and random.random() < 0.4:
        voids = random.choice([last.id, last.sub_criteria[0].id])
        minimum = (first.max or Decimal(0)) / 2
        then: Literal["unranked", "disqualified"] = random.choice(["unranked", "disqualified"])
        void = Gate(first.id, minimum, NAME, (voids,))
        gates = random.choice([(void,), (void,), (Gate(first.id, minimum, NAME, (), then),)])
    ties = _some_ties(random, some)
    return Scheme(
        id="drawn",
        version=1,
        title=NAME,
        trade=NAME,
        basis="typical",
        source="drawn",
        max=_sum([_counts_at_most(m) for m in some]),
        result=ResultRule(
            rounding=Rounding(random.randint(0, 3), random.choice(MODES)),
            live=random.choice(["running", "complete"]),
        ),
        modules=some,
        gates=gates,
        tie_breaks=tuple(random.sample(ties, random.randint(0, min(4, len(ties))))),
    )


def _some_ties(random: Random, some: tuple[Module, ...]) -> list[TieBreak]:
    """Keys of every kind that can decide something between these modules."""
    first, last = some[0], some[-1]
    ties = [
        TieBreak("module", last.id, "high") if len(some) > 1 else TieBreak("exact", "total", "high"),
        TieBreak("sub_criterion", first.sub_criteria[0].id, "low"),
    ]
    aspects = [aspect for module in some for aspect in module.aspects()]
    ties += [
        TieBreak("aspect", one.id, "high")
        for one in aspects
        if not isinstance(one.rule, Veto)
        and not (isinstance(one.rule, Time) and one.rule.scored == "recorded")
    ][:2]
    if random.random() < 0.6:
        return ties
    if any(isinstance(one.rule, Count) and any(f.points < 0 for f in one.rule.faults) for one in aspects):
        ties.append(TieBreak("faults", "total", "low"))
    for module in some:
        if module.panel_size > 1:
            by: Literal["best_judge", "worst_judge"] = random.choice(["best_judge", "worst_judge"])
            ties.append(TieBreak(by, random.choice([module.id, module.sub_criteria[0].id]), "high"))
    for one in aspects:
        if one.tries is not None:
            ties.append(TieBreak("try", one.id, "high", place=random.randint(1, one.tries.count)))
    return ties


def _counts_at_most(module: Module) -> Decimal:
    most = (module.max if module.weight is None else module.weight) or Decimal(0)
    return most if module.difficulty is None else most * module.difficulty.high


def _sum(values: list[Decimal | None]) -> Decimal:
    return sum((value for value in values if value is not None), Decimal(0))


def _some_module(random: Random, name: str) -> Module:
    size = random.choice([1, 1, 2, 3, 5])
    subs = [_some_sub_criterion(random, f"{name}-{n}", size) for n in range(random.randint(1, 2))]
    reach = _sum([sub.cap if sub.cap is not None else _sum([a.reach for a in sub.aspects]) for sub in subs])
    return _unlifted(_bare_module(random, name, size, subs, reach))


def _unlifted(module: Module) -> Module:
    """Without the roundings that would lift points above a maximum."""
    subs = []
    for sub in module.sub_criteria:
        most = sub.cap if sub.cap is not None else _sum([one.reach for one in sub.aspects])
        some = tuple(
            replace(one, panel=None if one.panel is None else _fitting(one.panel, [one]))
            for one in sub.aspects
        )
        subs.append(replace(sub, aspects=some, rounding=_kept(sub.rounding, most)))
    return replace(
        module,
        sub_criteria=tuple(subs),
        panel=_fitting(module.panel, [one for one in module.aspects() if one.panel is None]),
        rounding=_kept(module.rounding, _counts_at_most(module)),
    )


def _fitting(rule: PanelRule, some: list[Aspect]) -> PanelRule:
    tops = [(one.reach or Decimal(0)) + one.bonus for one in some]
    return replace(rule, rounding=rule.rounding if all(_kept(rule.rounding, top) for top in tops) else None)


def _kept(rounding: Rounding | None, most: Decimal) -> Rounding | None:
    """The rounding, where the maximum has no more places than it keeps."""
    fits = rounding is not None and most == round(most, rounding.places)
    return rounding if fits else None


def _bare_module(random: Random, name: str, size: int, subs: list[SubCriterion], reach: Decimal) -> Module:
    return Module(
        id=ModuleId(name),
        title=NAME,
        max=reach,
        sub_criteria=tuple(subs),
        weight=_some_decimal(random, 1, 60, 1) if reach > 0 and random.random() < 0.5 else None,
        floor=random.choice([None, Decimal(0)]),
        panel=some_panel_rule(random, size),
        panel_size=size,
        rounding=random.choice([None, None, Rounding(1)]),
        difficulty=random.choice(
            [None, None, None, Difficulty(Decimal("4.1"), Decimal("1.2"), usual=Decimal(2))]
        ),
    )


def _some_sub_criterion(random: Random, name: str, size: int) -> SubCriterion:
    """Now and then with a veto, a cap or a floor."""
    some = [some_aspect(random, f"{name}-{n}", size) for n in range(random.randint(1, 3))]
    most = _sum([aspect.reach for aspect in some])
    if random.random() < 0.3:
        scopes: list[Literal["aspects", "sub_criterion", "module", "entry"]]
        scopes = ["aspects", "sub_criterion", "module", "entry"]
        scope = random.choice(scopes)
        veto = Veto(scope, (some[0].id,) if scope == "aspects" else ())
        some.append(Aspect(AspectId(f"{name}-veto"), NAME, Decimal(0), veto))
    cap = random.choice([None, None, most - most / 4])
    rounding = random.choice([None, None, None, Rounding(1, random.choice(MODES))])
    return SubCriterion(name, NAME, tuple(some), cap, random.choice([None, Decimal(-2)]), rounding)


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


def _some_decimal(random: Random, low: int, high: int, places: int = 2) -> Decimal:
    return Decimal(random.randint(low * 10**places, high * 10**places)).scaleb(-places)


def _judgement(random: Random) -> tuple[Decimal, Rule]:
    high = random.randint(1, 10)
    return _some_decimal(random, 1, 10), Judgement((NAME,) * (high + 1), Decimal(0), Decimal(high))


def _points(random: Random) -> tuple[Decimal, Rule]:
    step = random.choice([Decimal("0.25"), Decimal("0.5"), Decimal(1)])
    return step * random.randint(2, 40), Points(step, step * random.randint(0, 1))


def _banded(random: Random) -> tuple[Decimal, Rule]:
    """Up to four bands over one quantity, or over two of which the second is read once."""
    most = _some_decimal(random, 1, 20, 1)
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
    points = sorted({_some_decimal(random, 0, 10) for _ in range(random.randint(2, 5))} | {Decimal(11)})
    return Decimal(11), Rubric(tuple(Level(NAME, one) for one in points))


def _imported(random: Random) -> tuple[Decimal, Rule]:
    return _some_decimal(random, 1, 40), Imported(Decimal(random.choice([60, 100, 150])))


def _interpolated(random: Random) -> tuple[Decimal, Rule]:
    most = _some_decimal(random, 1, 20, 1)
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
    factor = _some_decimal(random, 1, 4)
    offset = Decimal(random.choice([0, 10])) if side == "above" else Decimal(random.choice([60, 50]))
    return Decimal(5), Measurement((quantity,), Formula(factor, offset, exponent, side, rounding, take))


def _relative(random: Random) -> tuple[Decimal, Rule]:
    """Few different values, so that many are equal."""
    most = _some_decimal(random, 5, 20, 1)
    order: Literal["high", "low"] = random.choice(["high", "low"])
    shared: Literal["full", "mean"] = random.choice(["full", "mean"])
    ranks = (
        RankPoints(1, 1, most),
        RankPoints(2, 3, most / 2),
        RankPoints(4, random.choice([None, 4]), Decimal(1)),
    )
    ways: list[Compared] = [
        BestShare(),
        BehindBest(Decimal(2), _some_decimal(random, 1, 3)),
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
        StepDeduction(Decimal("0.03"), _some_decimal(random, 1, 3), _some_take(random)),
        OutDeduction(_some_decimal(random, 1, 3)),
    ]
    scored = random.choice(ways)
    out_max = random.choice([None, 0, len(quantities) * readings - 1])
    limits = random.choice([None, Limits(out_max, Decimal("0.5"))])
    return _some_decimal(random, 1, 20), Measurement(quantities, scored, limits)


def _count(random: Random) -> tuple[Decimal, Rule]:
    faults = tuple(
        Fault(
            FieldId(f"f{n}"),
            NAME,
            -_some_decimal(random, 0, 5),
            random.choice([None, _some_decimal(random, 1, 9)]),
            20,
            random.choice([1, 1, 3]),
            random.choice([None, None, 5]),
        )
        for n in range(random.randint(1, 3))
    )
    start = _some_decimal(random, 0, 20)
    return start, Count(faults, start, random.choice([None, Decimal(0), Decimal(-3)]))


def _time(random: Random) -> tuple[Decimal, Rule]:
    step, high = Decimal("0.1"), Decimal(1000)
    cut_off = random.choice([None, None, Decimal(900)])
    if random.random() < 0.3:
        return Decimal(0), Time("recorded", cut_off=cut_off, step=step, high=high)
    cap = _some_decimal(random, 1, 2)
    each: list[Literal["begun", "complete"]] = ["begun", "complete"]
    penalty = PerTime(
        _some_decimal(random, 1, 3), Decimal(30), random.choice([None, Decimal(9)]), random.choice(each)
    )
    bonus = PerTime(Decimal(1), Decimal(20), cap, random.choice(each)) if random.random() < 0.5 else None
    start = _some_decimal(random, 0, 10)
    grace, floor = _some_decimal(random, 0, 30), random.choice([None, Decimal(-5)])
    rule = Time("limit", Decimal(600), grace, start, penalty, bonus, cut_off, floor, step, high)
    return start + (Decimal(0) if bonus is None else cap), rule


def _yes_no(random: Random) -> tuple[Decimal, Rule]:
    worth = [_some_decimal(random, 1, 5) for _ in range(random.randint(1, 4))]
    items = tuple(Item(FieldId(f"i{n}"), NAME, points) for n, points in enumerate(worth))
    return sum(worth, Decimal(0)), YesNo(items)
