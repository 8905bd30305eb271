"""What one aspect and one panel rule need to be sound, kind by kind. The scheme around them: `scheme_check.py`."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import islice, product

from server.core.ids import FieldId, is_id
from server.core.marks import is_multiple
from server.core.points import ZERO, units_of, within
from server.core.problems import Problem, problem
from server.core.scheme import (
    NOT_ATTEMPTED,
    Aspect,
    Band,
    Bands,
    Count,
    Fault,
    Judgement,
    Measurement,
    Module,
    PanelRule,
    PartCredit,
    PerTime,
    Points,
    Quantity,
    Scheme,
    StepDeduction,
    Time,
    Veto,
    Within,
    YesNo,
)

READINGS_MAX = 20
COUNT_MAX = 999
JUDGES_MAX = 60
_ROWS_TRIED = 20_000


def panel_problems(rule: PanelRule, size: int, path: str) -> Iterator[Problem]:
    """A panel rule, for a panel of that size."""
    if not 1 <= size <= JUDGES_MAX:
        yield problem("panel_size_invalid", path, limit=JUDGES_MAX)
    drops = rule.drop_high + rule.drop_low
    if rule.rule == "trimmed_mean" and (min(rule.drop_high, rule.drop_low) < 0 or drops == 0):
        yield problem("drops_invalid", path)
    elif rule.rule == "trimmed_mean" and drops >= size:
        yield problem("panel_too_small", path, drops=drops, need=drops + 1, size=size)
    if rule.spread_limit is not None and rule.spread_limit < 0:
        yield problem("spread_invalid", f"{path}.spread_limit")
    if rule.rounding is not None and not 0 <= rule.rounding.places <= 6:
        yield problem("places_invalid", f"{path}.rounding.places")


def aspect_problems(scheme: Scheme, module: Module, aspect: Aspect, path: str) -> Iterator[Problem]:
    """One aspect: its maximum, its boxes, and its rule by kind."""
    if aspect.max is not None and aspect.max < 0:
        yield problem("max_negative", f"{path}.max")
    if aspect.panel is not None:
        yield from panel_problems(aspect.panel, module.panel_size, f"{path}.panel")
    low_wins = scheme.result.direction == "low"
    where = f"{path}.rule"
    match aspect.rule:
        case Judgement() as rule:
            yield from _judgement(rule, aspect, where)
        case Points() as rule:
            yield from _points(rule, aspect, where)
        case Measurement() as rule:
            yield from _measurement(rule, aspect, where, low_wins=low_wins)
        case Count() as rule:
            yield from _count(rule, aspect, where)
        case Time() as rule:
            yield from _time(rule, aspect, where, in_seconds=scheme.result.unit == "seconds")
        case YesNo(items=items):
            yield from _names([(f"{where}.items[{n}]", item.id) for n, item in enumerate(items)], where)
            yield from _reach(aspect, sum((max(item.points, ZERO) for item in items), ZERO), where)
        case Veto() as rule:
            if aspect.max != 0:
                yield problem("max_not_zero", f"{path}.max")
            if low_wins and rule.scope == "aspects":
                yield problem("low_wins_void", where)


def _names(named: list[tuple[str, FieldId]], path: str) -> Iterator[Problem]:
    """The boxes of one mark have names of their own."""
    if not named:
        yield problem("empty", path)
    seen: set[FieldId] = set()
    for where, id_ in named:
        if not is_id(id_):
            yield problem("id_invalid", where, id=id_[:60])
        elif id_ == NOT_ATTEMPTED:
            yield problem("id_reserved", where, id=id_)
        elif id_ in seen:
            yield problem("id_twice", where, id=id_)
        seen.add(id_)


def _reach(aspect: Aspect, reach: Decimal, path: str) -> Iterator[Problem]:
    """A maximum nobody can reach would be missing from every total."""
    if aspect.max is not None and reach < aspect.max:
        yield problem("points_unreachable", path, reach=reach, max=aspect.max)


def _scale(low: Decimal, high: Decimal, step: Decimal, path: str) -> Iterator[Problem]:
    if low >= high:
        yield problem("range_invalid", path, low=low, high=high)
    if step <= 0:
        yield problem("step_invalid", f"{path}.step")
        return
    for value in (low, high):
        if not is_multiple(value, step):
            yield problem("step_divides_not", f"{path}.step", step=step, value=value)


def _needs_max(aspect: Aspect, path: str) -> Iterator[Problem]:
    if not aspect.max:
        yield problem("max_needed", path)


def _judgement(rule: Judgement, aspect: Aspect, path: str) -> Iterator[Problem]:
    yield from _needs_max(aspect, path)
    yield from _scale(rule.low, rule.high, rule.step, path)
    if rule.high <= 0:
        yield problem("range_invalid", path, low=0, high=rule.high)
    if rule.low < rule.high and rule.step > 0:
        need = int((rule.high - rule.low) / max(rule.step, Decimal(1))) + 1
        if len(rule.benchmarks) != need:
            yield problem("benchmarks_count", f"{path}.benchmarks", need=need, have=len(rule.benchmarks))


def _points(rule: Points, aspect: Aspect, path: str) -> Iterator[Problem]:
    yield from _needs_max(aspect, path)
    yield from _scale(rule.low, aspect.max or ZERO, rule.step, path)


def _measurement(rule: Measurement, aspect: Aspect, path: str, *, low_wins: bool) -> Iterator[Problem]:
    named = [(f"{path}.quantities[{n}]", quantity.id) for n, quantity in enumerate(rule.quantities)]
    yield from _names(named, f"{path}.quantities")
    for (where, _), quantity in zip(named, rule.quantities, strict=True):
        yield from _quantity(quantity, where, toleranced=not isinstance(rule.scored, Bands))
    yield from _needs_max(aspect, path)
    where = f"{path}.scored"
    match rule.scored:
        case Bands() as scored:
            yield from _bands(rule, scored, aspect, where)
            if low_wins and any(q.readings > 1 for q in rule.quantities):
                yield problem("readings_low_wins", path)
        case StepDeduction() as scored:
            if scored.step <= 0 or scored.minus_points <= 0:
                yield problem("deduction_invalid", where)
        case PartCredit() as scored:
            yield from _factors(scored, where)


def _quantity(quantity: Quantity, path: str, *, toleranced: bool) -> Iterator[Problem]:
    yield from _scale(quantity.low, quantity.high, quantity.step, path)
    if not 1 <= quantity.readings <= READINGS_MAX:
        yield problem("readings_invalid", f"{path}.readings", limit=READINGS_MAX)
    if toleranced and (quantity.nominal is None or quantity.plus is quantity.minus is None):
        yield problem("nominal_needed", path)
    if any(side is not None and side < 0 for side in (quantity.plus, quantity.minus)):
        yield problem("tolerance_negative", path)
    if quantity.nominal is not None and not quantity.low <= quantity.nominal <= quantity.high:
        yield problem("nominal_outside", path, value=quantity.nominal, low=quantity.low, high=quantity.high)


def _factors(scored: PartCredit, path: str) -> Iterator[Problem]:
    over, factor = ZERO, Decimal(1)
    for n, one in enumerate(scored.factors):
        first = n == 0
        sound = one.over > over and 0 <= one.factor <= factor and (first or one.factor < factor)
        if not sound:
            yield problem("factor_invalid", f"{path}.factors[{n}]")
        over, factor = one.over, one.factor


def _bands(rule: Measurement, scored: Bands, aspect: Aspect, path: str) -> Iterator[Problem]:
    most = aspect.max or ZERO
    best = max([band.points for band in scored.bands] + [scored.otherwise])
    if not scored.bands:
        yield problem("empty", f"{path}.bands")
    if best > most:
        yield problem("points_over_max", path, points=best, max=most)
    if {q.readings for q in rule.quantities} - {1} and len({q.readings for q in rule.quantities} - {1}) > 1:
        yield problem("readings_differ", path)
    faults = [
        fault for n, band in enumerate(scored.bands) for fault in _band(rule, band, f"{path}.bands[{n}]")
    ]
    yield from faults
    if not faults:
        yield from _reach(aspect, best, path)
        yield from _unused_bands(rule, scored, path)


def _band(rule: Measurement, band: Band, path: str) -> Iterator[Problem]:
    known = {quantity.id for quantity in rule.quantities}
    if not band.when:
        yield problem("empty", f"{path}.when")
    for n, one in enumerate(band.when):
        where = f"{path}.when[{n}]"
        if one.quantity not in known:
            yield problem("quantity_unknown", where, id=one.quantity)
        if not _bounds(one):
            yield problem("condition_empty", where)
        elif _contradicts(one):
            yield problem("condition_contradicts", where)


def _bounds(one: Within) -> list[Decimal]:
    return [b for b in (one.above, one.at_least, one.at_most, one.below) if b is not None]


def _contradicts(one: Within) -> bool:
    lows = [b for b in (one.above, one.at_least) if b is not None]
    highs = [b for b in (one.at_most, one.below) if b is not None]
    if not lows or not highs:
        return False
    low, high = max(lows), min(highs)
    return low > high or (low == high and (one.above == low or one.below == high))


def _unused_bands(rule: Measurement, scored: Bands, path: str) -> Iterator[Problem]:
    """A band that none of the readings at or beside any bound falls into is never used."""
    tried = [[(q.id, value) for value in _candidates(q, scored)] for q in rule.quantities]
    unused = set(range(len(scored.bands)))
    for row in islice(product(*tried), _ROWS_TRIED):
        values = dict(row)
        fits = (n for n, b in enumerate(scored.bands) if all(within(o, values[o.quantity]) for o in b.when))
        unused.discard(next(fits, -1))
    for n in sorted(unused):
        yield problem("band_unreachable", f"{path}.bands[{n}]")


def _candidates(quantity: Quantity, scored: Bands) -> list[Decimal]:
    bounds = [
        b for band in scored.bands for one in band.when if one.quantity == quantity.id for b in _bounds(one)
    ]
    near = {bound + side * quantity.step for bound in bounds for side in (-1, 0, 1)}
    near |= {quantity.low, quantity.high}
    return sorted(value for value in near if quantity.low <= value <= quantity.high)


def _count(rule: Count, aspect: Aspect, path: str) -> Iterator[Problem]:
    named = [(f"{path}.faults[{n}]", fault.id) for n, fault in enumerate(rule.faults)]
    yield from _names(named, f"{path}.faults")
    for (where, _), fault in zip(named, rule.faults, strict=True):
        if not 1 <= fault.count_max <= COUNT_MAX:
            yield problem("count_invalid", where, limit=COUNT_MAX)
        if fault.cap is not None and fault.cap <= 0:
            yield problem("cap_invalid", where)
    yield from _start(rule.start, rule.floor, aspect.max, path)
    yield from _reach(aspect, rule.start + sum((_gain(fault) for fault in rule.faults), ZERO), path)


def _gain(fault: Fault) -> Decimal:
    gain = max(fault.points * fault.count_max, ZERO)
    return gain if fault.cap is None else min(gain, fault.cap)


def _start(start: Decimal, low: Decimal | None, high: Decimal | None, path: str) -> Iterator[Problem]:
    if low is not None and high is not None and low > high:
        yield problem("floor_above_cap", path, floor=low, cap=high)
    elif (low is not None and start < low) or (high is not None and start > high):
        low_text, high_text = "-∞" if low is None else low, "∞" if high is None else high
        yield problem("start_outside", path, start=start, low=low_text, high=high_text)


def _time(rule: Time, aspect: Aspect, path: str, *, in_seconds: bool) -> Iterator[Problem]:
    yield from _scale(ZERO, rule.high, rule.step, path)
    if rule.cut_off is not None and not (rule.limit or ZERO) <= rule.cut_off < rule.high:
        yield problem("cut_off_invalid", f"{path}.cut_off")
    if rule.scored == "limit":
        yield from _limited_time(rule, aspect, path)
        return
    for name in ("limit", "penalty", "bonus", "floor"):
        if getattr(rule, name) is not None:
            yield problem("time_field_unused", f"{path}.{name}", field=name)
    if rule.scored == "recorded" and aspect.max != 0:
        yield problem("max_not_zero", path)
    if rule.scored == "elapsed" and aspect.max is not None:
        yield problem("max_not_open", path)
    if rule.scored == "elapsed" and not in_seconds:
        yield problem("elapsed_needs_seconds", path)


def _limited_time(rule: Time, aspect: Aspect, path: str) -> Iterator[Problem]:
    if rule.limit is None or aspect.max is None or not 0 < rule.limit <= rule.high or rule.grace < 0:
        yield problem("limit_needed", f"{path}.limit")
        return
    sound = True
    for name, per in (("penalty", rule.penalty), ("bonus", rule.bonus)):
        if per is not None and (
            per.points <= 0 or per.seconds <= 0 or (per.cap is not None and per.cap <= 0)
        ):
            yield problem("per_time_invalid", f"{path}.{name}")
            sound = False
    yield from _start(rule.start, rule.floor, aspect.max, path)
    if sound:
        yield from _reach(aspect, rule.start + _bonus_reach(rule.bonus, rule.limit), path)


def _bonus_reach(bonus: PerTime | None, limit: Decimal) -> Decimal:
    if bonus is None:
        return ZERO
    gain = bonus.points * units_of(limit, bonus.seconds, bonus.each)
    return gain if bonus.cap is None else min(gain, bonus.cap)
