"""A result explained: a tree of steps from the total down to each judge's mark. It decides no result of its own.

Steps add up: the value of a total, module, sub-criterion or aspect is the sum of the values of its steps, where
those of the kinds in `INFORMS` add nothing. What a floor, a veto, a weight or a rounding does is a step with its
own, often negative, value. Every number is a text and exact: a decimal, or a fraction `n/d`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Literal

from server.core import panel
from server.core.amounts import EXACT
from server.core.brought import amount, best_round, share
from server.core.exact import Rounding, exact_sum
from server.core.facts import Mark, Marks
from server.core.given import NOTHING, Given, Runs
from server.core.ids import ModuleId, OfficialId
from server.core.part_rulings import Ruled, ruled
from server.core.penalties import Charge, Charges, capped
from server.core.points import compared_value, counting, divisor, parts, try_divisor, try_worth, worth
from server.core.results import GateSeen, Result, attempts, close_gates, own_exact, result_of, tallied
from server.core.scheme import (
    Applies,
    Aspect,
    Module,
    PanelRule,
    Relative,
    Scheme,
    SubCriterion,
    Text,
    TieBreak,
    Tries,
    Veto,
    fields,
    try_marks,
)
from server.core.tally import NOUGHT, Tally, Why, nothing_better, within

Kind = Literal[
    "total", "module", "sub_criterion", "aspect", "judge", "try", "part", "panel", "limit", "void", "weight",
    "rounding", "gate", "tie_break", "ended", "penalty", "ruling", "run", "difficulty", "field", "best_module", "own_share",
    "carried", "best_round",
]  # fmt: skip

INFORMS: frozenset[Kind] = frozenset({"judge", "try", "part", "gate", "tie_break", "ended", "run"})
"""Kinds of steps that add nothing to the step they stand in."""


@dataclass(frozen=True, slots=True)
class Step:
    """
    One step of the working. `of` is the id of what it is about: a module, an aspect, a judge, a box.

    `figures` holds what the text of the step needs, by kind; a judge's mark as typed stands under `mark.<box>`.
    """

    kind: Kind
    of: str
    value: str
    title: Text | None = None
    figures: Mapping[str, str] = field(default_factory=dict)
    steps: tuple["Step", ...] = ()


def exact_text(value: Fraction | Decimal) -> str:
    """
    The one exact spelling of a number.

    >>> exact_text(Fraction(5, 4)), exact_text(Fraction(31, 3)), exact_text(Decimal("2.50"))
    ('1.25', '31/3', '2.5')
    """
    exact = Fraction(value)
    places = next((n for n in range(13) if 10**n % exact.denominator == 0), None)
    if places is None:
        return f"{exact.numerator}/{exact.denominator}"
    return f"{Rounding(places).apply(exact):f}"


def explain(
    scheme: Scheme,
    sheets: Mapping[ModuleId, Mapping[OfficialId, Marks]],
    judges: Mapping[ModuleId, Sequence[OfficialId]],
    given: Given = NOTHING,
) -> Step:
    """How the result of these sheets comes about; takes what `result_of` takes."""
    result = result_of(scheme, sheets, judges, given)
    with localcontext(EXACT):
        parts = ruled(scheme, given.parts)
        tallies = tallied(scheme, sheets, judges, given, result.charges, parts)
        gates = close_gates(scheme, tallies)
        steps = [_module(scheme, tally, given.runs.get(tally.module.id)) for tally in tallies]
        own = own_exact(scheme, result.modules, result.charges, parts)
        if scheme.result.take == "best":
            steps += _best_module(scheme, result, parts, _added(steps))
        else:
            steps += _scaled(scheme.id, _added(steps), parts.total_factor(scheme))
        steps += _penalties(result.charges, "total")
        steps += _kept(_added(steps), own, scheme.result.floor, scheme.max)
        steps += [_gate(scheme, gate) for gate in gates]
        steps += [_ended(veto.id, veto.title) for tally in tallies for veto in tally.found("entry")]
        steps += [_ended(k.id, k.title) for k in scheme.penalties if k.id == result.charges.out]
    steps += [_tie(scheme, *pair) for pair in zip(scheme.tie_breaks, result.ties, strict=True)]
    if result.own is not None:
        steps += _rounding(scheme.result.rounding, own)
    steps += _brought(scheme, result, given)
    shown = result.exact if result.total is None else Fraction(result.total)
    if given.brought and result.total is not None:
        steps += _rounding(scheme.result.rounding, result.exact)
    figures = _total_figures(scheme, result)
    return Step("total", scheme.id, exact_text(shown), scheme.title, figures, tuple(steps))


def _best_module(scheme: Scheme, result: Result, parts: Ruled, summed: Fraction) -> list[Step]:
    """Where only the best module counts: what the others do not add."""
    made = attempts(scheme, result.modules, parts)
    if not made:
        return []
    sign = 1 if scheme.result.direction == "high" else -1
    best = max(made, key=lambda one: sign * result.modules[one].counted)
    title = next(module.title for module in scheme.modules if module.id == best)
    return [Step("best_module", best, exact_text(result.modules[best].counted - summed), title)]


def _brought(scheme: Scheme, result: Result, given: Given) -> list[Step]:
    """What earlier rounds add to the own total, or the one that counts instead of it."""
    if not given.brought or result.total is None:
        return []
    own = NOUGHT if result.own is None else Fraction(result.own)
    counted = NOUGHT if result.own is None else share(result.own, given.own_percent)
    steps = []
    if counted != own:
        steps.append(Step("own_share", "", exact_text(counted - own), None, _percent(given.own_percent)))
    if given.best_round:
        of = best_round(result.own, given, scheme.result.direction)
        figures = {
            f"round.{one.round}": "" if one.total is None else exact_text(one.total) for one in given.brought
        }
        return [*steps, Step("best_round", of or "", exact_text(result.exact - counted), None, figures)]
    for one in given.brought:
        figures = _percent(one.percent) | _known(total=one.total)
        steps.append(Step("carried", one.round, exact_text(amount(one)), None, figures))
    return steps


def _percent(percent: Decimal) -> dict[str, str]:
    return {"percent": exact_text(percent)}


def _total_figures(scheme: Scheme, result: Result) -> dict[str, str]:
    figures = {"state": result.state, "unit": scheme.result.unit, "exact": exact_text(result.exact)}
    return figures if result.total is None else figures | {"shown": f"{result.total:f}"}


def _gate(scheme: Scheme, seen: GateSeen) -> Step:
    gate = scheme.gates[seen.place]
    figures = {"minimum": exact_text(gate.minimum), "passed": "yes" if seen.passed else "no"}
    return Step("gate", gate.of, exact_text(seen.points), gate.title, figures)


def _ended(of: str, title: Text) -> Step:
    return Step("ended", of, "0", title, {"state": "disqualified"})


def _penalties(charges: Charges, applies: Applies, module: ModuleId | None = None) -> list[Step]:
    """Each penalty with its reason, kind by kind with what the kind's cap gives back."""
    steps: list[Step] = []
    there = charges.of(applies, module)
    for kind in {one.kind.id: one.kind for one in there}.values():
        own = [_penalty(one) for one in there if one.kind is kind]
        steps += own
        if change := capped(kind, _added(own)) - _added(own):
            steps.append(Step("limit", kind.id, exact_text(change), kind.title, _known(cap=kind.cap)))
    return steps


def _penalty(one: Charge) -> Step:
    kind, given = one.kind, one.given
    figures: dict[str, str] = {} if kind.card is None else {"card": kind.card}
    if given is None:
        figures["cause"] = one.cause or ""
    else:
        figures |= {"number": str(given.number), "reason": given.reason}
    return Step("penalty", kind.id, exact_text(one.amount), kind.title, figures)


def _tie(scheme: Scheme, tie: TieBreak, value: Fraction | None) -> Step:
    figures = {"by": tie.by, "order": tie.order} | ({"place": str(tie.place)} if tie.by == "try" else {})
    shown = "" if value is None else exact_text(value)
    return Step("tie_break", tie.of, shown, title_of(scheme, tie.of), figures)


def title_of(scheme: Scheme, part: str) -> Text:
    """What a module, sub-criterion or aspect is called; the title of the scheme stands for the whole."""
    named: list[Module | SubCriterion | Aspect] = []
    for module in scheme.modules:
        named += [module, *module.sub_criteria, *module.aspects()]
    return next((one.title for one in named if one.id == part), scheme.title)


def _module(scheme: Scheme, tally: Tally, runs: Runs | None = None) -> Step:
    module = tally.module
    steps = [] if runs is None else [_run(tally, runs)]
    steps += [_sub_criterion(scheme, tally, sub) for sub in module.sub_criteria] if tally.counts else []
    steps += _scaled(module.id, _added(steps), tally.ruled.factor(module))
    summed = _added(steps)
    kept = summed
    if tally.counts:
        steps += _penalties(tally.charges, "module", module.id)
        kept = within(tally.charges.applied(summed, module.max, "module", module.id), module.floor, None)
    steps += _kept(_added(steps), kept, module.floor, module.max)
    steps += [_void(scheme, module, why, tally.points - kept) for why in tally.why[:1]]
    steps += _weight(tally)
    if tally.counts and (charged := _penalties(tally.charges, "weighted", module.id)):
        steps += charged
        steps += _kept(_added(steps), tally.charged(), tally.least, tally.most)
    steps += _difficulty(tally)
    if module.rounding is not None:
        steps += _rounding(module.rounding, tally.unrounded())
    figures = {
        "points": exact_text(tally.points),
        "in": str(tally.progress[0]),
        "due": str(tally.progress[1]),
    }
    figures |= _known(max=module.max, weight=module.weight)
    return Step("module", module.id, exact_text(tally.counted()), module.title, figures, tuple(steps))


def _run(tally: Tally, runs: Runs) -> Step:
    """That the module was done again, which run counts, and why it was done again."""
    figures = {
        "number": str(runs.number),
        "reason": runs.reason,
        "counts": "best" if runs.earlier else "last",
    }
    return Step("run", str(tally.run), exact_text(tally.points), None, figures)


def _weight(tally: Tally) -> list[Step]:
    module, change = tally.module, tally.weighted() - tally.points
    if module.weight is None:
        return []
    return [Step("weight", module.id, exact_text(change), None, _known(max=module.max, weight=module.weight))]


def _difficulty(tally: Tally) -> list[Step]:
    if tally.module.difficulty is None:
        return []
    change, declared = tally.unrounded() - tally.charged(), tally.difficulty is not None
    figures = {"factor": exact_text(tally.factor()), "declared": "yes" if declared else "no"}
    return [Step("difficulty", tally.module.id, exact_text(change), None, figures)]


def _sub_criterion(scheme: Scheme, tally: Tally, sub: SubCriterion) -> Step:
    steps = [_aspect(tally, aspect) for aspect in sub.aspects]
    summed = _added(steps)
    value = within(summed, sub.floor, sub.cap)
    steps += _limit(summed, value, sub.floor, sub.cap)
    if sub.rounding is not None and tally.counts:
        steps += _rounding(sub.rounding, value)
        value = Fraction(sub.rounding.apply(value))
    if (why := tally.sub_why.get(sub.id)) is not None:
        steps.append(_void(scheme, tally.module, why, nothing_better(value) - value))
        value = nothing_better(value)
    return Step("sub_criterion", sub.id, exact_text(value), sub.title, {}, tuple(steps))


def _aspect(tally: Tally, aspect: Aspect) -> Step:
    rule = panel.rule_for(tally.module, aspect)
    marked = [(judge, sheet[aspect.id]) for judge, sheet in tally.sheets if aspect.id in sheet]
    if isinstance(aspect.rule, Relative):
        steps = _compared(tally, aspect, marked)
    else:
        steps = _judges(tally, aspect, rule, marked)
        if marked and not isinstance(aspect.rule, Veto):
            steps += _panel(tally, aspect, rule, [mark for _, mark in marked])
    given, earned = tally.given[aspect.id], tally.earned[aspect.id]
    if (ruling := tally.ruled.aspects.get(aspect.id)) is not None:
        figures = {"ruling": ruling.ruling, "reason": ruling.reason}
        steps.append(Step("ruling", ruling.part, exact_text(earned - given), None, figures))
        return Step(
            "aspect", aspect.id, exact_text(earned), aspect.title, _aspect_figures(aspect), tuple(steps)
        )
    for veto in tally.found("aspects"):
        if aspect.id in veto.rule.voids:  # type: ignore[union-attr]
            steps.append(Step("void", veto.id, exact_text(earned - given), veto.title, {"by": "veto"}))
            break
    return Step("aspect", aspect.id, exact_text(earned), aspect.title, _aspect_figures(aspect), tuple(steps))


def _aspect_figures(aspect: Aspect) -> dict[str, str]:
    return {"rule": aspect.rule.kind} | _known(max=aspect.max)


def _scaled(of: str, points: Fraction, factor: Fraction) -> list[Step]:
    """What takes the place of parts that were struck for all."""
    if factor == 1:
        return []
    figures = {"ruling": "scaled", "factor": exact_text(factor)}
    return [Step("ruling", of, exact_text(points * (factor - 1)), None, figures)]


def _compared(tally: Tally, aspect: Aspect, marked: list[tuple[OfficialId, Mark]]) -> list[Step]:
    """What each judge read, and how the value stands among those of the field."""
    steps = []
    for judge, mark in marked:
        value = compared_value(aspect, mark)
        figures = {"kept": "counts"} | {f"mark.{box}": text for box, text in mark.items()}
        steps.append(Step("judge", judge, "" if value is None else exact_text(value), None, figures))
    found = tally.relations.get(aspect.id)
    if found is not None:
        figures = {
            "value": exact_text(found.value),
            "best": exact_text(found.best),
            "place": str(found.place),
            "beaten": str(found.beaten),
            "of": str(found.of),
        }
        steps.append(Step("field", aspect.id, exact_text(tally.given[aspect.id]), None, figures))
    return steps


def _judges(
    tally: Tally, aspect: Aspect, rule: PanelRule, marked: list[tuple[OfficialId, Mark]]
) -> list[Step]:
    over = Fraction(divisor(aspect))
    worths = [worth(aspect, mark) for _, mark in marked]
    low, high = panel.dropped(rule, worths, divisor(aspect), tally.due) if worths else (set(), set())
    steps = []
    for n, (judge, mark) in enumerate(marked):
        kept = "dropped_low" if n in low else "dropped_high" if n in high else "counts"
        figures = {"kept": kept} | {f"mark.{box}": text for box, text in mark.items()}
        value = exact_text(Fraction(worths[n]) / over)
        inside = _parts(aspect, mark) if aspect.tries is None else _tries(aspect, aspect.tries, mark)
        steps.append(Step("judge", judge, value, None, figures, inside))
    return steps


def _tries(aspect: Aspect, tries: Tries, mark: Mark) -> tuple[Step, ...]:
    """Each try by its number, whether it counts, and how it was worked out."""
    over, used = Fraction(try_divisor(aspect)), counting(aspect, mark)
    steps = []
    for n, one in enumerate(try_marks(aspect, mark)):
        figures = {"take": tries.take, "kept": "counts" if n in used else "left_out"}
        value = exact_text(Fraction(try_worth(aspect, one)) / over)
        steps.append(Step("try", str(n + 1), value, None, figures, _parts(aspect, one)))
    return tuple(steps)


def _parts(aspect: Aspect, mark: Mark) -> tuple[Step, ...]:
    """The lines of a mark, or of one try of it."""
    over = Fraction(try_divisor(aspect))
    titles = {box.id.partition("@")[0]: box.title for box in fields(aspect)}
    return tuple(
        Step("part", of, exact_text(Fraction(amount) / over), titles.get(of), {"units": exact_text(units)})
        for of, amount, units in parts(aspect, mark)
    )


def _panel(tally: Tally, aspect: Aspect, rule: PanelRule, marks: list[Mark]) -> list[Step]:
    worths = [worth(aspect, mark) for mark in marks]
    exact = panel.combine(rule, worths, divisor(aspect), tally.due)
    counted = panel.counted(rule, worths, divisor(aspect), tally.due)
    figures = {
        "rule": rule.rule,
        "marks": str(len(marks)),
        "high": str(counted.high),
        "low": str(counted.low),
    }
    if (filled := len(counted.values) - len(marks)) > 0:
        figures |= {"filled": str(filled)}
    if counted.together:
        figures |= {"together": "yes"}
    if (wide := panel.spread(aspect, rule, marks)) is not None:
        figures |= {"lowest": exact_text(wide[0]), "highest": exact_text(wide[1])}
    steps = [Step("panel", aspect.id, exact_text(exact), None, figures)]
    return steps if rule.rounding is None else steps + _rounding(rule.rounding, exact)


def _limit(
    before: Fraction, after: Fraction, floor: Decimal | Fraction | None, cap: Decimal | Fraction | None
) -> list[Step]:
    """What a floor or a cap changes, where it does."""
    if before == after:
        return []
    return [Step("limit", "", exact_text(after - before), None, _known(floor=floor, cap=cap))]


def _kept(
    before: Fraction, after: Fraction, floor: Decimal | Fraction | None, most: Decimal | Fraction | None
) -> list[Step]:
    """What a floor gives back, or what an adjustment upwards would have been beyond the maximum."""
    return _limit(before, after, floor, None) if after > before else _limit(before, after, None, most)


def _void(scheme: Scheme, module: Module, why: Why, change: Fraction) -> Step:
    if why.by == "gate":
        title = scheme.gates[int(why.of)].title
    elif why.by == "penalty":
        title = next(kind.title for kind in scheme.penalties if kind.id == why.of)
    else:
        title = next(aspect.title for aspect in module.aspects() if aspect.id == why.of)
    return Step("void", why.of, exact_text(change), title, {"by": why.by})


def _rounding(rule: Rounding, exact: Fraction) -> list[Step]:
    """What a rounding changes, where it does."""
    change = Fraction(rule.apply(exact)) - exact
    figures = {"places": str(rule.places), "mode": rule.mode, "exact": exact_text(exact)}
    return [Step("rounding", "", exact_text(change), None, figures)] if change else []


def _added(steps: Iterable[Step]) -> Fraction:
    return exact_sum(Fraction(step.value) for step in steps if step.kind not in INFORMS)


def _known(**figures: Decimal | Fraction | None) -> dict[str, str]:
    return {name: exact_text(value) for name, value in figures.items() if value is not None}
