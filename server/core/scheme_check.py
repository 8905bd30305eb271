"""Everything wrong with a scheme, all at once: ids, texts, sums, references. What one aspect needs: `aspect_check.py`.

A scheme that passes can take part: every mark its sheets accept can be scored, and every total can be reached.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal

from server.core.amounts import ZERO
from server.core.aspect_check import aspect_problems, panel_problems
from server.core.ids import AspectId, is_id
from server.core.limits import check_text
from server.core.penalty_check import penalty_problems
from server.core.problems import Problem, problem, unknown
from server.core.refusals import Code
from server.core.rules import Veto
from server.core.scale_check import not_lifted, scale
from server.core.scheme import Aspect, Gate, Module, Scheme, SubCriterion
from server.core.section_check import section_problems
from server.core.tie_check import tie_break_problems

MODULES_MAX = 20
ASPECTS_MAX = 300
TEXT_MAX = 500
PLACES_MAX = 6
NUMBER_MAX = Decimal(10) ** 9
_TEXT_FAULTS = {
    Code.TEXT_MISSING: "text_missing",
    Code.TEXT_TOO_LONG: "text_too_long",
    Code.MALFORMED: "text_hides",
}


def check(scheme: Scheme) -> list[Problem]:
    """Every fault of the scheme, from the top of the file to its end; empty when it may be used."""
    found = [*_walk(scheme, ""), *_ids(scheme)]
    if any(one.code == "number_too_long" for one in found):
        return found  # sums of such numbers would not be exact
    return [
        *found,
        *_structure(scheme),
        *_gates(scheme),
        *penalty_problems(scheme),
        *tie_break_problems(scheme),
        *section_problems(scheme),
    ]


def _walk(value: object, path: str) -> Iterator[Problem]:
    """Texts that are empty or endless, numbers beyond exact arithmetic: wherever they stand."""
    if isinstance(value, str):
        yield from _text(value, path)
    elif isinstance(value, Decimal):
        yield from _number(value, path)
    elif isinstance(value, tuple):
        for n, item in enumerate(value):
            yield from _walk(item, f"{path}[{n}]")
    elif is_dataclass(value):
        for field in fields(value):
            yield from _walk(getattr(value, field.name), f"{path}.{field.name}".lstrip("."))


def _text(text: str, path: str) -> Iterator[Problem]:
    """As every text of a command (`limits.py`); a note may have lines, and a quantity no unit."""
    refusal = check_text("comment", text, TEXT_MAX, may_be_empty=path.endswith(".unit"))
    if refusal is not None:
        yield problem(_TEXT_FAULTS[refusal.code], path, limit=TEXT_MAX)


def _number(value: Decimal, path: str) -> Iterator[Problem]:
    exponent = value.normalize().as_tuple().exponent
    if not isinstance(exponent, int) or -exponent > PLACES_MAX or abs(value) >= NUMBER_MAX:
        yield problem("number_too_long", path, value=value)


def _ids(scheme: Scheme) -> Iterator[Problem]:
    """Modules and sub-criteria share one set of names, aspects have another: gates and tie-breaks go by them."""
    groups = [("", scheme.id)]
    aspects: list[tuple[str, str]] = []
    parts: list[tuple[str, str]] = []
    for path, module in _modules(scheme):
        parts.append((path, module.id))
        for sub_path, sub in _subs(module, path):
            parts.append((sub_path, sub.id))
            aspects.extend((where, aspect.id) for where, aspect in _aspects(sub, sub_path))
    sections = [(f"sections[{n}]", one.id) for n, one in enumerate(scheme.sections)]
    for where, id_ in groups + parts + aspects + sections:
        if not is_id(id_):
            yield problem("id_invalid", where, id=id_[:60])
    for named in (parts, aspects, sections):
        yield from _twice(named)


def _twice(named: list[tuple[str, str]]) -> Iterator[Problem]:
    seen: Counter[str] = Counter()
    for where, id_ in named:
        seen[id_] += 1
        if seen[id_] > 1:
            yield problem("id_twice", where, id=id_)


def _structure(scheme: Scheme) -> Iterator[Problem]:
    if scheme.version < 1:
        yield problem("version_invalid", "version")
    yield from _amount("modules", len(scheme.modules), MODULES_MAX)
    yield from _amount("modules", sum(1 for m in scheme.modules for _ in m.aspects()), ASPECTS_MAX)
    if not 0 <= scheme.result.rounding.places <= PLACES_MAX:
        yield problem("places_invalid", "result.rounding.places")
    if scheme.result.no_ties_to is not None and scheme.result.no_ties_to < 1:
        yield problem("no_ties_to", "result.no_ties_to")
    if (scheme.result.unit == "named") != (scheme.result.unit_name is not None):
        yield problem("unit_name", "result.unit_name")
    for path, module in _modules(scheme):
        yield from _module(scheme, module, path)
    yield from _low_wins(scheme)
    yield from _total(scheme)


def _amount(path: str, count: int, limit: int) -> Iterator[Problem]:
    if count == 0:
        yield problem("empty", path)
    if count > limit:
        yield problem("too_many", path, limit=limit, count=count)


def _module(scheme: Scheme, module: Module, path: str) -> Iterator[Problem]:
    if not module.sub_criteria:
        yield problem("empty", f"{path}.sub_criteria")
    if module.minutes is not None and module.minutes < 1:
        yield problem("minutes_invalid", f"{path}.minutes")
    if module.rounding is not None and not 0 <= module.rounding.places <= PLACES_MAX:
        yield problem("places_invalid", f"{path}.rounding.places")
    yield from panel_problems(module.panel, module.panel_size, f"{path}.panel")
    for sub_path, sub in _subs(module, path):
        yield from _sub_criterion(scheme, module, sub, sub_path)
    yield from _module_sum(module, path)
    yield from _floor(module.floor, module.max, path)
    yield from _difficulty(module, f"{path}.difficulty")
    yield from not_lifted(module.rounding, _counts_at_most(module), f"{path}.rounding.places")


def _sub_criterion(scheme: Scheme, module: Module, sub: SubCriterion, path: str) -> Iterator[Problem]:
    if not sub.aspects:
        yield problem("empty", f"{path}.aspects")
    yield from _floor(sub.floor, sub.cap, path)
    if sub.rounding is not None and not 0 <= sub.rounding.places <= PLACES_MAX:
        yield problem("places_invalid", f"{path}.rounding.places")
    yield from not_lifted(sub.rounding, sub_reach(sub), f"{path}.rounding.places")
    own = {aspect.id for aspect in module.aspects() if not isinstance(aspect.rule, Veto)}
    for where, aspect in _aspects(sub, path):
        yield from aspect_problems(scheme, module, aspect, where)
        if scheme.aspect_max is not None and (aspect.most or ZERO) > scheme.aspect_max:
            yield problem("aspect_over_rules", f"{where}.max", max=aspect.most, limit=scheme.aspect_max)
        if isinstance(aspect.rule, Veto):
            yield from _veto(aspect.rule, own, f"{where}.rule")


def _floor(floor: Decimal | None, cap: Decimal | None, path: str) -> Iterator[Problem]:
    if floor is not None and cap is not None and floor > cap:
        yield problem("floor_above_cap", path, floor=floor, cap=cap)


def _veto(rule: Veto, own: set[AspectId], path: str) -> Iterator[Problem]:
    if bool(rule.voids) != (rule.scope == "aspects"):
        yield problem("veto_voids_nothing", path)
    for n, id_ in enumerate(rule.voids):
        if id_ not in own:
            yield problem("veto_elsewhere", f"{path}.voids[{n}]", id=id_)


def sub_reach(sub: SubCriterion) -> Decimal | None:
    """The most a sub-criterion can give; None without a bound."""
    reach = _sum([aspect.reach for aspect in sub.aspects])
    return reach if sub.cap is None or reach is None else min(reach, sub.cap)


def module_reach(module: Module) -> Decimal | None:
    """The most a module's aspects can give; None without a bound."""
    return _sum([sub_reach(sub) for sub in module.sub_criteria])


def _sum(values: list[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, ZERO) if len(known) == len(values) else None


def _module_sum(module: Module, path: str) -> Iterator[Problem]:
    reach = module_reach(module)
    if module.weight is not None and module.weight <= 0:
        yield problem("weight_invalid", f"{path}.weight")
    if module.weight is not None and not module.max:
        yield problem("weight_without_max", f"{path}.weight")
    if module.max is None:
        return
    if reach is None:
        yield problem("module_unbounded", f"{path}.max")
    elif reach != module.max:
        yield problem("module_sum", f"{path}.max", sum=reach, max=module.max)


def _total(scheme: Scheme) -> Iterator[Problem]:
    parts = [_counts_at_most(module) for module in scheme.modules]
    counted = _sum(parts)
    if scheme.result.take == "best" and counted is not None:
        counted = max((part for part in parts if part is not None), default=ZERO)
    if counted is None:
        if scheme.max is not None:
            yield problem("total_unbounded", "max")
    elif scheme.max is None:
        if scheme.result.direction == "high":
            yield problem("total_missing", "max", sum=counted)
    elif counted != scheme.max:
        yield problem("total_sum", "max", sum=counted, max=scheme.max)


def _counts_at_most(module: Module) -> Decimal | None:
    """The most a module gives to the total: by its weight, with the greatest difficulty."""
    most = module.max if module.weight is None else module.weight
    return most if most is None or module.difficulty is None else most * module.difficulty.high


def _difficulty(module: Module, path: str) -> Iterator[Problem]:
    rule = module.difficulty
    if rule is None:
        return
    yield from scale(rule.low, rule.high, rule.step, path)
    if rule.low <= 0 or not rule.low <= rule.usual <= rule.high:
        yield problem("difficulty_range", path)


def _low_wins(scheme: Scheme) -> Iterator[Problem]:
    """Where less is better, half a result or a void one must never rank before a whole one."""
    if scheme.result.direction == "high":
        if scheme.result.not_finished == "by_ties":
            yield problem("by_ties_high", "result.not_finished")
        return
    if scheme.result.live != "complete":
        yield problem("low_wins_live", "result.live")
    if scheme.result.not_finished == "ranked":
        yield problem("low_wins_not_finished", "result.not_finished")
    for n, gate in enumerate(scheme.gates):
        if gate.then == "void":
            yield problem("low_wins_void", f"gates[{n}]")


def _gates(scheme: Scheme) -> Iterator[Problem]:
    reach = _parts_reach(scheme)
    for n, gate in enumerate(scheme.gates):
        yield from _gate(scheme, gate, reach, f"gates[{n}]")


def _gate(scheme: Scheme, gate: Gate, reach: dict[str, Decimal | None], path: str) -> Iterator[Problem]:
    if gate.then == "void" and not gate.voids:
        yield problem("empty", f"{path}.voids")
    if gate.then != "void" and gate.voids:
        yield problem("gate_voids_unused", f"{path}.voids")
    for where, id_ in [("of", gate.of), *((f"voids[{n}]", id_) for n, id_ in enumerate(gate.voids))]:
        if id_ not in reach:
            yield unknown(f"{path}.{where}", id_, "模块或子标准", "module or sub-criterion")
    most = reach.get(gate.of)
    if most is not None and gate.minimum > most:
        yield problem("gate_unreachable", f"{path}.minimum", minimum=gate.minimum, reach=most)
    inside = {s.id for m in scheme.modules if m.id == gate.of for s in m.sub_criteria}
    if gate.of in gate.voids or inside.intersection(gate.voids):
        yield problem("gate_voids_itself", f"{path}.voids")


def _parts_reach(scheme: Scheme) -> dict[str, Decimal | None]:
    """Modules and sub-criteria by id, with the most they can give."""
    reach: dict[str, Decimal | None] = {module.id: module_reach(module) for module in scheme.modules}
    return reach | {sub.id: sub_reach(sub) for module in scheme.modules for sub in module.sub_criteria}


def _modules(scheme: Scheme) -> Iterator[tuple[str, Module]]:
    for n, module in enumerate(scheme.modules):
        yield f"modules[{n}]", module


def _subs(module: Module, path: str) -> Iterator[tuple[str, SubCriterion]]:
    for n, sub in enumerate(module.sub_criteria):
        yield f"{path}.sub_criteria[{n}]", sub


def _aspects(sub: SubCriterion, path: str) -> Iterator[tuple[str, Aspect]]:
    for n, aspect in enumerate(sub.aspects):
        yield f"{path}.aspects[{n}]", aspect
