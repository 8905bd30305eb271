"""Schemes, marks and sheets for property tests. Every scheme drawn here passes `scheme_check.check`.

Plain functions build them from a `Random`, the strategies draw its seed: a scheme takes hundreds of choices, and
a seed is drawn and kept far faster than each of them. A seed that fails becomes a test of its own.
"""

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
from server.core.exact import Rounding
from server.core.facts_sheet import Mark, Marks
from server.core.ids import AspectId, EntryId, ModuleId, OfficialId
from server.core.rules import (
    Count,
    Time,
    Veto,
)
from server.core.scheme import (
    Aspect,
    Difficulty,
    Gate,
    Module,
    PanelRule,
    ResultRule,
    Scheme,
    SubCriterion,
    TieBreak,
)
from server.services.scheme_files import decimal_text
from tests.core.aspect_strategies import MODES, NAME, some_aspect, some_decimal, some_panel_rule

JUDGES = tuple(OfficialId(f"judge-{n}") for n in range(1, 6))
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
        weight=some_decimal(random, 1, 60, 1) if reach > 0 and random.random() < 0.5 else None,
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
