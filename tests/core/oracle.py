"""A second way to score a sheet, in plain fractions and as the rules read; shares no arithmetic with the engine."""

from fractions import Fraction
from math import ceil, floor

from server.core.facts import Mark, Marks
from server.core.scheme import (
    Aspect,
    Bands,
    Count,
    Judgement,
    Measurement,
    Module,
    PanelRule,
    PartCredit,
    Points,
    Quantity,
    Scheme,
    StepDeduction,
    Time,
    Veto,
    YesNo,
)
from tests.core.strategies import PanelsOf, SheetsOf

ZERO = Fraction(0)


def points(aspect: Aspect, mark: Mark) -> Fraction:
    """What one mark is worth."""
    rule = aspect.rule
    best = Fraction(aspect.max or 0)
    box = {str(name): text for name, text in mark.items()}
    if "not_attempted" in box:
        return Fraction(getattr(rule, "floor", None) or 0)
    if isinstance(rule, Judgement):
        return best * Fraction(box["level"]) / Fraction(rule.high)
    if isinstance(rule, Points):
        return Fraction(box["points"])
    if isinstance(rule, YesNo):
        return min(best, sum((Fraction(i.points) for i in rule.items if box[i.id] == "yes"), ZERO))
    if isinstance(rule, Count):
        return _count(rule, aspect, box)
    if isinstance(rule, Time):
        return _time(rule, aspect, Fraction(box["seconds"]))
    if isinstance(rule, Measurement):
        return _measured(rule, best, box)
    return ZERO


def _count(rule: Count, aspect: Aspect, box: dict[str, str]) -> Fraction:
    total = Fraction(rule.start)
    for fault in rule.faults:
        change = Fraction(fault.points) * int(Fraction(box[fault.id]))
        if fault.cap is not None and abs(change) > fault.cap:
            change = Fraction(fault.cap) if change > 0 else -Fraction(fault.cap)
        total += change
    return _between(total, rule.floor, aspect.max)


def _time(rule: Time, aspect: Aspect, used: Fraction) -> Fraction:
    if rule.scored == "elapsed":
        return used
    if rule.scored == "recorded":
        return ZERO
    assert rule.limit is not None
    total = Fraction(rule.start)
    for sign, per, amount in (
        (1, rule.bonus, Fraction(rule.limit) - used),
        (-1, rule.penalty, used - Fraction(rule.limit) - Fraction(rule.grace)),
    ):
        if per is not None and amount > 0:
            units = Fraction(amount) / Fraction(per.seconds)
            change = (ceil(units) if per.each == "begun" else floor(units)) * Fraction(per.points)
            total += sign * (change if per.cap is None else min(change, Fraction(per.cap)))
    return _between(total, rule.floor, aspect.max)


def _measured(rule: Measurement, best: Fraction, box: dict[str, str]) -> Fraction:
    def read(quantity: Quantity, n: int) -> Fraction:
        return Fraction(box[quantity.id if quantity.readings == 1 else f"{quantity.id}.{n}"])

    scored = rule.scored
    if isinstance(scored, Bands):
        worst = None
        for n in range(1, max(q.readings for q in rule.quantities) + 1):
            row = {q.id: read(q, 1 if q.readings == 1 else n) for q in rule.quantities}
            value = Fraction(scored.otherwise)
            for band in reversed(scored.bands):
                if all(_inside(one, row[one.quantity]) for one in band.when):
                    value = Fraction(band.points)
            worst = value if worst is None else min(worst, value)
        assert worst is not None
        return worst
    readings = [(q, read(q, n)) for q in rule.quantities for n in range(1, q.readings + 1)]
    share = best / len(readings)
    return sum((_share(scored, share, quantity, value) for quantity, value in readings), ZERO)


def _share(
    scored: StepDeduction | PartCredit, share: Fraction, quantity: Quantity, value: Fraction
) -> Fraction:
    assert quantity.nominal is not None
    over = ZERO
    if quantity.plus is not None:
        over = max(over, value - Fraction(quantity.nominal) - Fraction(quantity.plus))
    if quantity.minus is not None:
        over = max(over, Fraction(quantity.nominal) - Fraction(quantity.minus) - value)
    if isinstance(scored, StepDeduction):
        return max(ZERO, share - ceil(over / Fraction(scored.step)) * Fraction(scored.minus_points))
    if over == 0:
        return share
    fitting = [factor.factor for factor in scored.factors if over <= factor.over]
    return share * Fraction(fitting[0]) if fitting else ZERO


def _inside(one, value: Fraction) -> bool:
    low = one.above is None or value > one.above
    high = one.below is None or value < one.below
    return (
        low
        and high
        and not (
            (one.at_least is not None and value < one.at_least)
            or (one.at_most is not None and value > one.at_most)
        )
    )


def _between(value: Fraction, low, high) -> Fraction:
    value = value if high is None else min(value, Fraction(high))
    return value if low is None else max(value, Fraction(low))


def panel_value(rule: PanelRule, values: list[Fraction]) -> Fraction:
    """Several judges' points for one aspect."""
    ordered = sorted(values)
    many = len(ordered)
    if rule.rule == "median":
        middle = (ordered[(many - 1) // 2] + ordered[many // 2]) / 2
    elif rule.rule == "trimmed_mean" and many >= rule.drop_high + rule.drop_low + 1:
        kept = ordered[rule.drop_low : many - rule.drop_high]
        middle = sum(kept, ZERO) / len(kept)
    else:
        middle = sum(ordered, ZERO) / many
    return middle if rule.rounding is None else Fraction(rule.rounding.apply(middle))


def total(scheme: Scheme, panels: PanelsOf, sheets: SheetsOf) -> Fraction:
    """The exact total, before it is rounded; for schemes where the higher one wins."""
    values: dict[str, Fraction] = {}
    void: set[str] = set()
    marked: set[str] = set()
    for module in scheme.modules:
        there = [sheets[module.id][j] for j in panels[module.id] if j in sheets.get(module.id, {})]
        if there:
            marked |= {module.id, *(sub.id for sub in module.sub_criteria)}
        _module(module, there, values, void)
    for gate in scheme.gates:
        if gate.of in marked and _part(scheme, values, void, gate.of) < gate.minimum:
            void.update(gate.voids)
    return sum((_counted(scheme, m, values, void) for m in scheme.modules), ZERO)


def _module(module: Module, there: list[Marks], values: dict[str, Fraction], void: set[str]) -> None:
    voided = {
        name
        for aspect in module.aspects()
        if isinstance(aspect.rule, Veto) and aspect.rule.scope == "aspects"
        for sheet in there
        if sheet[aspect.id].get("fault") == "yes"  # type: ignore[call-overload]
        for name in aspect.rule.voids
    }
    for sub in module.sub_criteria:
        total = ZERO
        for aspect in sub.aspects:
            if there:
                value = panel_value(
                    aspect.panel or module.panel, [points(aspect, s[aspect.id]) for s in there]
                )
                total += min(value, ZERO) if aspect.id in voided else value
        values[sub.id] = _between(total, sub.floor, sub.cap) if there else ZERO
    for aspect in module.aspects():
        found = [sheet[aspect.id] for sheet in there]
        if isinstance(aspect.rule, Veto) and aspect.rule.scope == "module":
            if any(mark.get("fault") == "yes" for mark in found):  # type: ignore[call-overload]
                void.add(module.id)
        elif isinstance(aspect.rule, Time) and aspect.rule.cut_off is not None:
            read = [Fraction(m["seconds"]) for m in found if "seconds" in m]  # type: ignore[index]
            if read and panel_value(PanelRule("median"), read) > aspect.rule.cut_off:
                void.add(module.id)


def _part(scheme: Scheme, values: dict[str, Fraction], void: set[str], name: str) -> Fraction:
    for module in scheme.modules:
        subs = [sub.id for sub in module.sub_criteria]
        if name in subs:
            return min(values[name], ZERO) if {name, module.id} & void else values[name]
        if name == module.id:
            total = sum((_part(scheme, values, void - {name}, sub) for sub in subs), ZERO)
            total = _between(total, module.floor, None)
            return min(total, ZERO) if name in void else total
    raise AssertionError(name)


def _counted(scheme: Scheme, module: Module, values: dict[str, Fraction], void: set[str]) -> Fraction:
    value = _part(scheme, values, void, module.id)
    if module.weight is not None and module.max:
        value = value * Fraction(module.weight) / Fraction(module.max)
    return value if module.rounding is None else Fraction(module.rounding.apply(value))
