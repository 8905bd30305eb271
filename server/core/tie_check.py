"""What a chain of tie-breaks needs: things that are there, and keys that can still decide. The rest: `scheme_check.py`."""

from collections.abc import Iterator

from server.core.boxes import fields as boxes_of
from server.core.ids import AspectId
from server.core.problems import Problem, problem, unknown
from server.core.rules import Count, Time, Veto
from server.core.scheme import TOTAL, Aspect, Scheme, TieBreak
from server.core.tie_breaks import costs

PLACES = 10
"""An aspect has no more tries than this."""


def tie_break_problems(scheme: Scheme) -> Iterator[Problem]:
    """Every key looks at something that is there, that can differ, and that no key before it has looked at."""
    seen: set[tuple[str, str, str | None, int]] = set()
    for n, tie in enumerate(scheme.tie_breaks):
        path = f"tie_breaks[{n}]"
        yield from _key(scheme, tie, path)
        if (tie.field is None) == (tie.by == "reading"):
            yield problem("reading_only", f"{path}.field")
        if tie.place != 1 and tie.by != "try":
            yield problem("tie_place_only", f"{path}.place")
        key = (tie.by, tie.of, tie.field, tie.place)
        if key in seen:
            yield problem("tie_again", path)
        seen.add(key)


def _key(scheme: Scheme, tie: TieBreak, path: str) -> Iterator[Problem]:
    modules = {module.id for module in scheme.modules}
    subs = {sub.id for module in scheme.modules for sub in module.sub_criteria}
    aspects = {aspect.id: aspect for module in scheme.modules for aspect in module.aspects()}
    match tie.by:
        case "module" if tie.of not in modules:
            yield unknown(f"{path}.of", tie.of, "模块", "module")
        case "sub_criterion" if tie.of not in subs:
            yield unknown(f"{path}.of", tie.of, "子标准", "sub-criterion")
        case "module" | "sub_criterion":
            yield from _only_part(scheme, tie, path)
        case "best_judge" | "worst_judge":
            yield from _judges(scheme, tie, path)
        case "exact" | "carried" | "decision":
            if tie.of != TOTAL:
                yield problem("tie_of_total", f"{path}.of")
            if tie.by == "decision" and (tie is not scheme.tie_breaks[-1] or tie.order != "low"):
                yield problem("tie_decision_last", path)
        case "faults":
            yield from _faults(scheme, tie, path)
        case "aspect" | "reading" | "try":
            yield from _aspect(tie, aspects.get(AspectId(tie.of)), path)


def _only_part(scheme: Scheme, tie: TieBreak, path: str) -> Iterator[Problem]:
    """Who has equal totals has equal points in the only module there is, rounding and penalties apart."""
    only = scheme.modules[0] if len(scheme.modules) == 1 else None
    if only is not None and tie.by == "module" and only.rounding is None and len(scheme.tie_breaks) == 1:
        yield problem("tie_decides_nothing", path, of=tie.of)


def _judges(scheme: Scheme, tie: TieBreak, path: str) -> Iterator[Problem]:
    for module in scheme.modules:
        if tie.of == module.id or tie.of in {sub.id for sub in module.sub_criteria}:
            if module.panel_size < 2:
                yield problem("tie_one_judge", f"{path}.of", of=tie.of)
            return
    yield unknown(f"{path}.of", tie.of, "模块或子标准", "module or sub-criterion")


def _faults(scheme: Scheme, tie: TieBreak, path: str) -> Iterator[Problem]:
    inside = [
        aspect
        for module in scheme.modules
        for sub in module.sub_criteria
        for aspect in sub.aspects
        if tie.of in (TOTAL, module.id, sub.id, aspect.id)
    ]
    if not inside:
        yield unknown(f"{path}.of", tie.of, "模块、子标准或评分点", "module, sub-criterion or aspect")
    elif not any(
        isinstance(aspect.rule, Count)
        and any(costs(fault, scheme.result.direction) for fault in aspect.rule.faults)
        for aspect in inside
    ):
        yield problem("tie_no_faults", f"{path}.of", of=tie.of)


def _aspect(tie: TieBreak, aspect: Aspect | None, path: str) -> Iterator[Problem]:
    if aspect is None:
        yield unknown(f"{path}.of", tie.of, "评分点", "aspect")
        return
    numeric = {box.id for box in boxes_of(aspect) if box.input != "choice"}
    if tie.by == "reading" and tie.field is not None and tie.field not in numeric:
        yield problem("reading_unknown", f"{path}.field", id=tie.of, field=tie.field)
    recorded = isinstance(aspect.rule, Time) and aspect.rule.scored == "recorded"
    if tie.by == "aspect" and (isinstance(aspect.rule, Veto) or recorded):
        yield problem("tie_always_equal", path, of=tie.of)
    if tie.by == "try" and (aspect.tries is None or not 1 <= tie.place <= min(aspect.tries.count, PLACES)):
        yield problem("tie_try_unknown", path, of=tie.of)
