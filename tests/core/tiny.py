"""Competitions so small that every way of marking what is due can be tried out. Every scheme here passes the check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal as D
from itertools import product
from random import Random
from typing import Any, NamedTuple

from server.core.boxes import NOT_ATTEMPTED, can_be_not_attempted, fields, try_box, try_can_be_not_attempted
from server.core.exact import Rounding
from server.core.facts_rulings import EntryState, PenaltyGiven
from server.core.facts_sheet import Mark, Marks
from server.core.given import Agreed, Brought, Given, Runs
from server.core.ids import AspectId, EntryId, FieldId, ModuleId, OfficialId, PenaltyId, RoundId
from server.core.penalty_kinds import Consequence, Penalty
from server.core.results import Result, result_of
from server.core.rules import (
    Band,
    Bands,
    Count,
    Fault,
    Interpolation,
    Item,
    Judgement,
    Knot,
    Limits,
    Measurement,
    OutDeduction,
    PartCredit,
    PerTime,
    Points,
    Quantity,
    StepDeduction,
    Time,
    Value,
    Veto,
    Within,
    YesNo,
)
from server.core.scheme import (
    Aspect,
    Gate,
    Module,
    PanelRule,
    ResultRule,
    Scheme,
    SubCriterion,
    TieBreak,
    Tries,
)
from server.core.scheme_check import check
from server.core.text import Text
from tests.core.strategies import PanelsOf, SheetsOf

NAME = Text("例", "example")
JUDGES = tuple(OfficialId(f"j{n}") for n in range(3))
A = FieldId("a")
STATES: tuple[EntryState, ...] = ("disqualified", "not_started", "not_finished", "withdrawn")


class Entry(NamedTuple):
    """An entry half-way: its sheets, those that are due, and what else counts."""

    sheets: SheetsOf
    due: list[tuple[ModuleId, OfficialId]]
    given: Given


class Tiny(NamedTuple):
    """A scheme, its panels, and its entries."""

    scheme: Scheme
    judges: PanelsOf
    entries: dict[EntryId, Entry]


def tiny(random: Random, ways_max: int) -> Tiny:
    """A competition of three entries of which none has more than so many ways to be marked."""
    scheme = _sound(random)
    judges = {module.id: JUDGES[: module.panel_size] for module in scheme.modules}
    return Tiny(
        scheme, judges, {EntryId(f"e{n}"): _entry(random, scheme, judges, ways_max) for n in range(3)}
    )


def outcomes(one: Tiny, entry: EntryId) -> list[Result]:
    """Every result that an entry can end with, one of each key."""
    there, due, given = one.entries[entry]
    sheets = [_sheets(next(m for m in one.scheme.modules if m.id == module)) for module, _ in due]
    found: dict[object, Result] = {}
    for filling in product(*sheets):
        whole = {module: dict(some) for module, some in there.items()}
        for (module, judge), sheet in zip(due, filling, strict=True):
            whole.setdefault(module, {})[judge] = sheet
        result = result_of(one.scheme, whole, one.judges, given)
        found.setdefault(result.key, result)
    return list(found.values())


def _sheets(module: Module) -> list[Marks]:
    """Every sheet a judge may hand in; no veto is found."""
    aspects = list(module.aspects())
    rows = product(*(list(_marks(aspect)) for aspect in aspects))
    return [{aspect.id: mark for aspect, mark in zip(aspects, row, strict=True)} for row in rows]


def _marks(aspect: Aspect) -> Iterator[Mark]:
    if isinstance(aspect.rule, Veto):
        yield {FieldId("fault"): "no"}
        return
    if can_be_not_attempted(aspect):
        yield {NOT_ATTEMPTED: "yes"}
    if aspect.tries is None:
        yield from _written(aspect)
        return
    ways = list(_written(replace(aspect, tries=None)))
    if try_can_be_not_attempted(aspect):
        ways.append({NOT_ATTEMPTED: "yes"})
    for row in product(ways, repeat=aspect.tries.count):
        yield {try_box(box, n): said for n, way in enumerate(row, 1) for box, said in way.items()}


def _written(aspect: Aspect) -> Iterator[Mark]:
    boxes = []
    for box in fields(aspect):
        steps = range(int((box.high - box.low) / box.step) + 1)
        said = ["yes", "no"] if box.input == "choice" else [f"{box.low + n * box.step:f}" for n in steps]
        boxes.append([(box.id, one) for one in said])
    yield from (dict(row) for row in product(*boxes))


def _entry(random: Random, scheme: Scheme, judges: PanelsOf, ways_max: int) -> Entry:
    state = random.choice(STATES) if random.random() < 0.3 else "competing"
    seats = [(module, judge) for module in scheme.modules for judge in judges[module.id]]
    there: SheetsOf = {}
    due, ways = [], 1
    for module, judge in random.sample(seats, len(seats)):
        sheets = _sheets(module)
        if state == "competing" and ways * len(sheets) <= ways_max and random.random() < 0.7:
            due.append((module.id, judge))
            ways *= len(sheets)
        elif state == "competing" or random.random() < 0.8:
            there.setdefault(module.id, {})[judge] = _found(random, module, random.choice(sheets))
    return Entry(there, due, _given(random, scheme, judges, Given(state)))


def _found(random: Random, module: Module, sheet: Marks) -> Marks:
    """The sheet, now and then with a veto."""
    vetoes = [a.id for a in module.aspects() if isinstance(a.rule, Veto) and random.random() < 0.3]
    return {**sheet, **{veto: {FieldId("fault"): "yes"} for veto in vetoes}}


def _given(random: Random, scheme: Scheme, judges: PanelsOf, given: Given) -> Given:
    """What else counts, now and then: penalties, an earlier round, a run that was done again, a mark agreed on."""
    module = random.choice(scheme.modules)
    match random.randint(0, 8):
        case 0 if scheme.penalties:
            some = (_penalty(n, module.id) for n in range(random.randint(1, 2)))
            return replace(given, penalties=tuple(some))
        case 1:
            total = random.choice([None, D(1), D(3)])
            brought = (Brought(RoundId("before"), total, D(50)),)
            return replace(given, brought=brought, best_round=random.random() < 0.5)
        case 2:
            sheets = _sheets(module)
            earlier = {judge: random.choice(sheets) for judge in judges[module.id]}
            return replace(given, runs={module.id: Runs(2, "again", ((1, earlier),))})
        case 3:
            aspect = random.choice(list(module.aspects()))
            agreed = Agreed(random.choice(list(_marks(aspect))), "agreed")
            return replace(given, agreed={(module.id, 1): {aspect.id: agreed}})
        case 4:
            return replace(given, decided=random.randint(1, 3))
        case 5 if all(one.panel_size > 1 for one in scheme.modules):
            return replace(given, recused=frozenset(JUDGES[:1]))
    return given


def _penalty(number: int, module: ModuleId) -> PenaltyGiven:
    return PenaltyGiven(RoundId("r"), EntryId("e"), number, PenaltyId("p"), "seen", None, module)


def _sound(random: Random) -> Scheme:
    while check(scheme := _scheme(random)):
        pass
    return scheme


def _scheme(random: Random) -> Scheme:
    low = random.random() < 0.4
    modules = tuple(_module(random, f"m{n}", low) for n in range(random.randint(1, 3)))
    tops = [module.max if module.weight is None else module.weight for module in modules]
    return Scheme(
        id="tiny",
        version=1,
        title=NAME,
        trade=NAME,
        basis="typical",
        source="-",
        max=None if low else sum((top or D(0) for top in tops), D(0)),
        result=_result(random, low),
        modules=modules,
        gates=() if low or len(modules) < 2 else tuple(_gates(random, modules)),
        tie_breaks=tuple(_ties(random, modules, low)),
        penalties=tuple(_penalties(random, low)),
    )


def _result(random: Random, low: bool) -> ResultRule:
    return ResultRule(
        unit="seconds" if low else "points",
        direction="low" if low else "high",
        rounding=Rounding(random.randint(0, 2), random.choice(["half_up", "floor", "ceiling"])),
        live="complete" if low else random.choice(["running", "complete"]),
        not_finished=random.choice(["unranked", "by_ties"] if low else ["ranked", "unranked"]),
        floor=random.choice([None, D(0)]),
        take=random.choice(["sum", "sum", "best"]),
    )


def _gates(random: Random, modules: tuple[Module, ...]) -> Iterator[Gate]:
    if random.random() < 0.6:
        of, other = random.sample(modules, 2)
        ends: list[Any] = ["void", "unranked", "disqualified"]
        then = random.choice(ends)
        voids = (random.choice([other.id, other.sub_criteria[0].id]),) if then == "void" else ()
        yield Gate(random.choice([of.id, of.sub_criteria[0].id]), D(random.randint(1, 2)), NAME, voids, then)


def _ties(random: Random, modules: tuple[Module, ...], low: bool) -> list[TieBreak]:
    ways: list[Any] = ["low"] if low else ["high", "high", "low"]
    ties = [
        TieBreak("module", modules[-1].id, random.choice(ways)),
        TieBreak("sub_criterion", modules[0].sub_criteria[0].id, random.choice(ways)),
        TieBreak("exact", "total", "low" if low else "high"),
    ]
    for module in modules:
        for aspect in module.aspects():
            if isinstance(aspect.rule, Time) and aspect.tries is None:
                order: Any = random.choice(["high", "low"])
                ties.append(TieBreak("reading", aspect.id, order, FieldId("seconds")))
    chosen = random.sample(ties, random.randint(0, 2))
    return [*chosen, *([TieBreak("decision", "total", "low")] if random.random() < 0.3 else [])]


def _penalties(random: Random, low: bool) -> Iterator[Penalty]:
    if random.random() < 0.5:
        leads: Any = random.choice([None, Consequence(1, "void"), Consequence(2, "disqualified")])
        where: Any = random.choice(["total", "module", "weighted"])
        yield Penalty(PenaltyId("p"), NAME, D(1 if low else -1), applies=where, consequence=leads)


def _module(random: Random, name: str, low: bool) -> Module:
    size = random.choice([1, 1, 2, 3])
    subs = [_sub(random, f"{name}-{n}", low) for n in range(random.randint(1, 2))]
    most = sum((sub.cap if sub.cap is not None else _reach(sub.aspects) for sub in subs), D(0))
    rules: list[Any] = ["mean", "median", "agreed", *(["trimmed_mean"] if size > 2 else [])]
    panel = PanelRule(random.choice(rules), 1, 1, random.choice([None, None, Rounding(1)]))
    return Module(
        id=ModuleId(name),
        title=NAME,
        max=None if low else most,
        sub_criteria=tuple(subs),
        weight=D(3) if not low and most > 0 and random.random() < 0.3 else None,
        floor=random.choice([None, D(0)]),
        panel=panel,
        panel_size=size,
        rounding=random.choice([None, None, None, Rounding(0)]),
    )


def _reach(aspects: tuple[Aspect, ...]) -> D:
    return sum((aspect.reach or D(0) for aspect in aspects), D(0))


def _sub(random: Random, name: str, low: bool) -> SubCriterion:
    aspects = tuple(_aspect(random, f"{name}-{n}", low) for n in range(random.choice([1, 1, 2])))
    if low:
        return SubCriterion(name, NAME, aspects)
    most = _reach(aspects)
    cap = most - 1 if most > 1 and random.random() < 0.3 else None
    return SubCriterion(name, NAME, aspects, cap, random.choice([None, None, D(-1), D(0)]))


def _aspect(random: Random, name: str, low: bool) -> Aspect:
    kinds = [_elapsed, _elapsed, _faults_in_seconds, _veto] if low else [
        _levels, _points, _yes_no, _faults, _bands, _tolerance, _value, _knots, _limit, _veto,
    ]  # fmt: skip
    most, rule = random.choice(kinds)(random)
    tries = None
    if isinstance(rule, Points) or (isinstance(rule, Time) and rule.scored == "elapsed" and not rule.cut_off):
        takes: list[Any] = ["highest", "lowest", "mean", "sum"]
        tries = random.choice([None, None, Tries(2, random.choice(takes))])
    return Aspect(AspectId(name), NAME, most, rule, tries=tries)


def _levels(random: Random) -> tuple[D, Any]:
    high = random.randint(1, 2)
    return D(random.randint(1, 3)), Judgement((NAME,) * (high + 1), high=D(high))


def _points(random: Random) -> tuple[D, Any]:
    return D(2), Points(D(1), D(random.randint(0, 1)))


def _yes_no(random: Random) -> tuple[D, Any]:
    return D(2), YesNo((Item(FieldId("i"), NAME, D(2)),))


def _veto(random: Random) -> tuple[D, Any]:
    scopes: list[Any] = ["sub_criterion", "module", "entry"]
    return D(0), Veto(random.choice(scopes))


def _fault(random: Random, points: list[int]) -> Fault:
    return Fault(
        id=FieldId("f"),
        title=NAME,
        points=D(random.choice(points)),
        cap=random.choice([None, D(3)]),
        count_max=2,
        per=random.choice([1, 1, 2]),
        zero_from=random.choice([None, None, 2]),
    )


def _faults(random: Random) -> tuple[D, Any]:
    fault, start = _fault(random, [-2, -1, 1]), D(random.choice([0, 2]))
    most = start + (2 if fault.points > 0 else 0)
    return most, Count((fault,), start, random.choice([None, D(0), D(-1)]))


def _faults_in_seconds(random: Random) -> tuple[None, Any]:
    return None, Count((replace(_fault(random, [1, 2]), zero_from=None),), D(0), random.choice([None, D(0)]))


def _elapsed(random: Random) -> tuple[None, Any]:
    return None, Time("elapsed", cut_off=random.choice([None, None, D(1)]), step=D(1), high=D(2))


def _limit(random: Random) -> tuple[D, Any]:
    bonus = random.choice([None, PerTime(D(1), D(1), D(1))])
    over = PerTime(D(1), D(1), random.choice([None, D(1)]))
    floor, cut_off = random.choice([None, D(0), D(-1)]), random.choice([None, None, D(2)])
    rule = Time("limit", D(1), D(0), D(2), over, bonus, cut_off, floor, D(1), D(3))
    return D(2 if bonus is None else 3), rule


def _quantity(random: Random, readings: int, **more: Any) -> tuple[Quantity]:
    return (Quantity(A, NAME, "mm", D(1), D(0), D(2), random.randint(1, readings), **more),)


def _bands(random: Random) -> tuple[D, Any]:
    first = Band((Within(A, at_least=D(1), at_most=D(random.randint(1, 2))),), D(3))
    second = Band((Within(A, below=D(random.randint(1, 2))),), D(random.randint(1, 2)))
    takes: list[Any] = ["worst", "best", "each", "mean"]
    bands = Bands((first, second), D(random.randint(0, 1)), random.choice(takes))
    return D(3), Measurement(_quantity(random, 2), bands)


def _tolerance(random: Random) -> tuple[D, Any]:
    quantities = _quantity(random, 2, nominal=D(1), plus=random.choice([None, D(0)]), minus=D(0))
    takes: list[Any] = ["worst", "best", "each", "mean"]
    ways: list[Any] = [
        StepDeduction(D(1), D(1), random.choice(takes)),
        OutDeduction(D(1)),
        PartCredit((), "each"),
    ]
    limits = random.choice([None, Limits(0), Limits(1)]) if quantities[0].readings > 1 else None
    return D(2), Measurement(quantities, random.choice(ways), limits)


def _value(random: Random) -> tuple[D, Any]:
    takes: list[Any] = ["mean", "sum", "highest", "lowest"]
    return D(random.randint(1, 2)), Measurement(_quantity(random, 2), Value(random.choice(takes)))


def _knots(random: Random) -> tuple[D, Any]:
    knots = (Knot(D(1), D(3)), Knot(D(2), D(random.randint(0, 1))))
    return D(3), Measurement(_quantity(random, 1), Interpolation(knots))
