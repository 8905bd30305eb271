"""A result explained: a tree of steps from the total down to each judge's mark. It decides no result of its own."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction

from server.core.amounts import EXACT
from server.core.brought import amount, best_round, share
from server.core.facts_sheet import Marks
from server.core.given import NOTHING, Given, Runs
from server.core.ids import ModuleId, OfficialId
from server.core.part_rulings import Ruled, ruled
from server.core.penalties import Charge, Charges, capped
from server.core.penalty_kinds import Applies
from server.core.results import GateSeen, Result, attempts, close_gates, own_exact, result_of, tallied
from server.core.scheme import Aspect, Module, Scheme, SubCriterion, TieBreak
from server.core.steps import Step, added, exact_text, kept_steps, known, limit_steps, rounding_steps
from server.core.tally import NOUGHT, Tally, Why, nothing_better, within
from server.core.text import Text
from server.core.working_aspects import aspect_step


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
            steps += _best_module(scheme, result, parts, added(steps))
        else:
            steps += _scaled(scheme.id, added(steps), parts.total_factor(scheme))
        steps += _penalties(result.charges, "total")
        steps += kept_steps(added(steps), own, scheme.result.floor, scheme.max)
        steps += [_gate(scheme, gate) for gate in gates]
        steps += [_ended(veto.id, veto.title) for tally in tallies for veto in tally.found("entry")]
        steps += [_ended(k.id, k.title) for k in scheme.penalties if k.id == result.charges.out]
    if result.own is not None:
        steps += rounding_steps(scheme.result.rounding, own)
    steps += _brought(scheme, result, given)
    shown = result.exact if result.total is None else Fraction(result.total)
    if given.brought and result.total is not None:
        steps += rounding_steps(scheme.result.rounding, result.exact)
    steps += [_tie(scheme, *pair) for pair in zip(scheme.tie_breaks, result.ties, strict=True)]
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
        figures = _percent(one.percent) | known(total=one.total)
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
        if change := capped(kind, added(own)) - added(own):
            steps.append(Step("limit", kind.id, exact_text(change), kind.title, known(cap=kind.cap)))
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
    steps += _scaled(module.id, added(steps), tally.ruled.factor(module))
    summed = added(steps)
    kept = summed
    if tally.counts:
        steps += _penalties(tally.charges, "module", module.id)
        kept = within(tally.charges.applied(summed, module.max, "module", module.id), module.floor, None)
    steps += kept_steps(added(steps), kept, module.floor, module.max)
    steps += [_void(scheme, module, why, tally.points - kept) for why in tally.why[:1]]
    steps += _weight(tally)
    if tally.counts and (charged := _penalties(tally.charges, "weighted", module.id)):
        steps += charged
        steps += kept_steps(added(steps), tally.charged(), tally.least, tally.most)
    steps += _difficulty(tally)
    if module.rounding is not None:
        steps += rounding_steps(module.rounding, tally.unrounded())
    figures = {
        "points": exact_text(tally.points),
        "in": str(tally.progress[0]),
        "due": str(tally.progress[1]),
    }
    figures |= known(max=module.max, weight=module.weight)
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
    return [Step("weight", module.id, exact_text(change), None, known(max=module.max, weight=module.weight))]


def _difficulty(tally: Tally) -> list[Step]:
    if tally.module.difficulty is None:
        return []
    change, declared = tally.unrounded() - tally.charged(), tally.difficulty is not None
    figures = {"factor": exact_text(tally.factor()), "declared": "yes" if declared else "no"}
    return [Step("difficulty", tally.module.id, exact_text(change), None, figures)]


def _sub_criterion(scheme: Scheme, tally: Tally, sub: SubCriterion) -> Step:
    steps = [aspect_step(tally, aspect) for aspect in sub.aspects]
    summed = added(steps)
    value = within(summed, sub.floor, sub.cap)
    steps += limit_steps(summed, value, sub.floor, sub.cap)
    if sub.rounding is not None and tally.counts:
        steps += rounding_steps(sub.rounding, value)
        value = Fraction(sub.rounding.apply(value))
    if (why := tally.sub_why.get(sub.id)) is not None:
        steps.append(_void(scheme, tally.module, why, nothing_better(value) - value))
        value = nothing_better(value)
    return Step("sub_criterion", sub.id, exact_text(value), sub.title, {}, tuple(steps))


def _scaled(of: str, points: Fraction, factor: Fraction) -> list[Step]:
    """What takes the place of parts that were struck for all."""
    if factor == 1:
        return []
    figures = {"ruling": "scaled", "factor": exact_text(factor)}
    return [Step("ruling", of, exact_text(points * (factor - 1)), None, figures)]


def _void(scheme: Scheme, module: Module, why: Why, change: Fraction) -> Step:
    if why.by == "gate":
        title = scheme.gates[int(why.of)].title
    elif why.by == "penalty":
        title = next(kind.title for kind in scheme.penalties if kind.id == why.of)
    else:
        title = next(aspect.title for aspect in module.aspects() if aspect.id == why.of)
    return Step("void", why.of, exact_text(change), title, {"by": why.by})
