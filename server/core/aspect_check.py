"""What one aspect and one panel rule need to be sound, kind by kind. The scheme around them: `scheme_check.py`."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from server.core.amounts import ZERO, units_of
from server.core.measured_check import measurement_problems
from server.core.problems import Problem, problem
from server.core.relative_check import relative_problems
from server.core.rules import (
    Count,
    Fault,
    Imported,
    Judgement,
    Level,
    Measurement,
    PerTime,
    Points,
    Relative,
    Rubric,
    Time,
    Veto,
    YesNo,
)
from server.core.scale_check import names, needs_max, not_lifted, reaches, scale
from server.core.scheme import Aspect, Module, PanelRule, Scheme, Tries

TRIES_MAX = 10
COUNT_MAX = 999
JUDGES_MAX = 60


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
    falling = all(before.at_least > after.at_least for before, after in pairwise(rule.apart))
    if not falling or any(one.limit < 0 for one in rule.apart):
        yield problem("apart_invalid", f"{path}.apart")
    if rule.apart and rule.rule not in ("trimmed_mean", "median"):
        yield problem("apart_unused", f"{path}.apart")


def aspect_problems(scheme: Scheme, module: Module, aspect: Aspect, path: str) -> Iterator[Problem]:
    """One aspect: its maximum, its boxes, and its rule by kind."""
    if aspect.max is not None and aspect.max < 0:
        yield problem("max_negative", f"{path}.max")
    if aspect.panel is not None:
        yield from panel_problems(aspect.panel, module.panel_size, f"{path}.panel")
    if not isinstance(aspect.rule, Veto | Relative):
        most = None if aspect.reach is None else aspect.reach + aspect.bonus
        own = aspect.panel or module.panel
        yield from not_lifted(own.rounding, most, f"{path}.max")
    yield from _bonus(aspect, f"{path}.bonus")
    if aspect.tries is not None:
        yield from _tries(aspect, aspect.tries, f"{path}.tries")
    low_wins = scheme.result.direction == "low"
    where = f"{path}.rule"
    match aspect.rule:
        case Judgement() as rule:
            yield from _judgement(rule, aspect, where)
        case Points() as rule:
            yield from _points(rule, aspect, where)
        case Measurement() as rule:
            yield from measurement_problems(rule, aspect, where, low_wins=low_wins)
        case Count() as rule:
            yield from _count(rule, aspect, where, low_wins=low_wins)
        case Time() as rule:
            yield from _time(rule, aspect, where, in_seconds=scheme.result.unit == "seconds")
        case YesNo(items=items):
            yield from names([(f"{where}.items[{n}]", item.id) for n, item in enumerate(items)], where)
            yield from reaches(aspect, sum((max(item.points, ZERO) for item in items), ZERO), where)
        case Rubric(levels=levels):
            yield from _rubric(levels, aspect, f"{where}.levels")
        case Imported() as rule:
            yield from needs_max(aspect, where)
            yield from scale(ZERO, rule.paper_max, rule.step, where)
        case Relative() as rule:
            yield from relative_problems(rule, aspect, where, low_wins=low_wins)
        case Veto() as rule:
            if aspect.max != 0:
                yield problem("max_not_zero", f"{path}.max")
            if low_wins and rule.scope in ("aspects", "sub_criterion"):
                yield problem("low_wins_void", where)


def _bonus(aspect: Aspect, path: str) -> Iterator[Problem]:
    may_exceed = isinstance(aspect.rule, Points | Count | Time | YesNo | Relative)
    if aspect.bonus < 0 or (aspect.bonus > 0 and (aspect.max is None or not may_exceed)):
        yield problem("bonus_invalid", path)


def _tries(aspect: Aspect, tries: Tries, path: str) -> Iterator[Problem]:
    least = 3 if tries.take == "middle" else 2
    if not least <= tries.count <= TRIES_MAX:
        yield problem("tries_invalid", path, least=least, limit=TRIES_MAX)
    if isinstance(aspect.rule, Veto | Relative) or (
        isinstance(aspect.rule, Time) and aspect.rule.cut_off is not None
    ):
        yield problem("tries_not_here", path)


def _rubric(levels: tuple[Level, ...], aspect: Aspect, path: str) -> Iterator[Problem]:
    yield from needs_max(aspect, path)
    points = [level.points for level in levels]
    rising = all(before < after for before, after in pairwise(points))
    if len(points) < 2 or points[0] < 0 or not rising:
        yield problem("levels_invalid", path)
    elif points[-1] != (aspect.max or ZERO):
        yield problem("levels_top", path, points=points[-1], max=aspect.max)


def _judgement(rule: Judgement, aspect: Aspect, path: str) -> Iterator[Problem]:
    yield from needs_max(aspect, path)
    yield from scale(rule.low, rule.high, rule.step, path)
    if rule.high <= 0:
        yield problem("range_invalid", path, low=0, high=rule.high)
    if rule.low < rule.high and rule.step > 0:
        need = int((rule.high - rule.low) / max(rule.step, Decimal(1))) + 1
        if len(rule.benchmarks) != need:
            yield problem("benchmarks_count", f"{path}.benchmarks", need=need, have=len(rule.benchmarks))


def _points(rule: Points, aspect: Aspect, path: str) -> Iterator[Problem]:
    yield from needs_max(aspect, path)
    yield from scale(rule.low, aspect.most or ZERO, rule.step, path)


def _count(rule: Count, aspect: Aspect, path: str, *, low_wins: bool) -> Iterator[Problem]:
    named = [(f"{path}.faults[{n}]", fault.id) for n, fault in enumerate(rule.faults)]
    yield from names(named, f"{path}.faults")
    for (where, _), fault in zip(named, rule.faults, strict=True):
        if not 1 <= fault.count_max <= COUNT_MAX:
            yield problem("count_invalid", where, limit=COUNT_MAX)
        if fault.cap is not None and fault.cap <= 0:
            yield problem("cap_invalid", where)
        if not 1 <= fault.per <= max(fault.count_max, 1):
            yield problem("per_invalid", where)
        if fault.zero_from is not None and not 1 <= fault.zero_from <= fault.count_max:
            yield problem("zero_from_invalid", where)
        if fault.zero_from is not None and low_wins:
            yield problem("low_wins_void", where)
    yield from _start(rule.start, rule.floor, aspect.max, path)
    yield from reaches(aspect, rule.start + sum((_gain(fault) for fault in rule.faults), ZERO), path)


def _gain(fault: Fault) -> Decimal:
    gain = max(fault.points * (fault.count_max // max(fault.per, 1)), ZERO)
    return gain if fault.cap is None else min(gain, fault.cap)


def _start(start: Decimal, low: Decimal | None, high: Decimal | None, path: str) -> Iterator[Problem]:
    if low is not None and high is not None and low > high:
        yield problem("floor_above_cap", path, floor=low, cap=high)
    elif (low is not None and start < low) or (high is not None and start > high):
        low_text, high_text = "-∞" if low is None else low, "∞" if high is None else high
        yield problem("start_outside", path, start=start, low=low_text, high=high_text)


def _time(rule: Time, aspect: Aspect, path: str, *, in_seconds: bool) -> Iterator[Problem]:
    yield from scale(ZERO, rule.high, rule.step, path)
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
        yield from reaches(aspect, rule.start + _bonus_reach(rule.bonus, rule.limit), path)


def _bonus_reach(bonus: PerTime | None, limit: Decimal) -> Decimal:
    if bonus is None:
        return ZERO
    gain = bonus.points * units_of(limit, bonus.seconds, bonus.each)
    return gain if bonus.cap is None else min(gain, bonus.cap)
