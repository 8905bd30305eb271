"""One entry's sheets become its score: panels, vetoes, modules, gates, total, what ended it. Ranks: `ranks.py`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from server.core.facts_rulings import EntryState, PartRuled, PenaltyGiven
from server.core.facts_sheet import Marks
from server.core.ids import ModuleId, OfficialId
from server.core.rules import Relative, Time, Veto
from server.core.scheme import Aspect, Gate, Module, Scheme, SubCriterion
from server.reference.numbers import ZERO, between, rounded, void
from server.reference.panels import panel_value
from server.reference.part import Beside, Part, reading, value_of
from server.reference.part_rulings import Decided, decided
from server.reference.penalties import Fines, fines
from server.reference.points import Worths, failed
from server.reference.ties import tie_value

Sheets = Mapping[ModuleId, Mapping[OfficialId, Marks]]
"""One entry's sheets."""

Panels = Mapping[ModuleId, Sequence[OfficialId]]


@dataclass(frozen=True)
class Score:
    """
    What an entry has. `total` is the published figure, None where there is none; `exact` the same unrounded.

    `modules` holds what each module counts, `ties` the values of the tie-breaks, None where nothing was read; `own` is
    the total of this round alone. `parts` has the points of modules that have a sheet, and of their sub-criteria, before
    weights.
    """

    exact: Fraction
    total: Fraction | None
    state: str
    modules: Mapping[ModuleId, Fraction]
    ties: tuple[Fraction | None, ...]
    ranked: bool
    own: Fraction | None = None
    parts: Mapping[str, Fraction] = field(default_factory=dict)


def score(
    scheme: Scheme,
    sheets: Sheets,
    panels: Panels,
    state: EntryState = "competing",
    penalties: Sequence[PenaltyGiven] = (),
    worths: Worths | None = None,
    rulings: Sequence[PartRuled] = (),
    beside: Beside | None = None,
) -> Score:
    """
    An entry's score from the sheets of the judges who are on the panels, the penalties it has and what else counts.

    :param worths: what marks of other entries were worth already
    """
    fined, worths, beside = fines(scheme, penalties), worths or Worths(), beside or Beside()
    ruled = decided(scheme, rulings)
    parts = []
    for module in scheme.modules:
        runs = [*beside.runs.get(module.id, ()), sheets.get(module.id, {})]
        some = [_part(module, run, panels, fined, ruled, worths, beside) for run in runs]
        parts.append(_counting(some, scheme.result.direction))
    missed = [gate.then for gate in scheme.gates if _close(gate, parts)]
    counted = {part.module.id: _counted(part, beside) for part in parts}
    added = fined.on(_of_modules(scheme, parts, counted, ruled), "total", None, scheme.max)
    exact = between(added, scheme.result.floor, None)
    now = _state(scheme, parts, state, out="disqualified" in missed or fined.out)
    own = rounded(exact, scheme.result.rounding) if _has_total(scheme, parts, now) else None
    whole = _with_earlier(scheme, own, exact, now, beside)
    total = None if whole is None else rounded(whole, scheme.result.rounding)
    by_ties = total is None and now == "not_finished" and scheme.result.not_finished == "by_ties"
    # Marked by a judge, or all of it by a ruling for everybody.
    begun = any(part.sheets for part in parts) or all(part.is_open for part in parts)
    finished = now != "not_finished" or scheme.result.not_finished != "unranked" or beside.best
    return Score(
        exact=exact if whole is None else whole,
        total=total,
        state=now,
        modules=counted,
        ties=tuple(tie_value(scheme, tie, parts, exact, beside) for tie in scheme.tie_breaks),
        ranked="unranked" not in missed and ((total is not None and finished) or (by_ties and begun)),
        own=own,
        parts={
            name: value
            for part in parts
            if part.sheets
            for name, value in [(str(part.module.id), part.value), *part.subs.items()]
        },
    )


def _of_modules(
    scheme: Scheme, parts: list[Part], counted: Mapping[ModuleId, Fraction], ruled: Decided
) -> Fraction:
    """All modules added and scaled up for those that were struck, or the best attempt that was made and is not void."""
    if scheme.result.take == "sum":
        return sum(counted.values(), ZERO) * ruled.share_of_total(scheme)
    assert scheme.result.take == "best", f"no reference for taking the {scheme.result.take} module"
    made = [
        counted[part.module.id]
        for part in parts
        if part.is_open and not part.is_void and not ruled.is_gone(part.module)
    ]
    if not made:
        return ZERO
    return max(made) if scheme.result.direction == "high" else min(made)


def _with_earlier(
    scheme: Scheme, own: Fraction | None, exact: Fraction, state: str, beside: Beside
) -> Fraction | None:
    """The result over all rounds that count; None where there is none to show."""
    if not beside.earlier:
        return None if own is None else exact
    if state in ("not_started", "withdrawn", "disqualified"):
        return None
    low = scheme.result.direction == "low"
    here = [] if own is None else [own * beside.own_percent / 100]
    before = [total * percent / 100 for percent, total in beside.earlier if total is not None]
    if beside.best:
        return None if not here + before else min(here + before) if low else max(here + before)
    if low and len(here + before) < 1 + len(beside.earlier):
        return None
    may_wait = state == "not_finished" or (
        state in ("waiting", "marking") and scheme.result.live == "running"
    )
    if not here and not (may_wait and before):
        return None
    return sum(here + before, ZERO)


def _counting(runs: list[Part], direction: str) -> Part:
    """The best of the runs whose sheets are all in, the earlier one of equals; the last one where there is none."""
    newest, best = runs[-1], None
    whole = [run for run in runs if 0 < run.due <= len(run.sheets)]
    for run in [one for one in whole if not one.is_void] or whole:
        better = best is None or (run.value > best.value if direction == "high" else run.value < best.value)
        best = run if better else best
    found = newest if best is None else best
    found.newest = len(newest.sheets)
    return found


def _part(
    module: Module,
    there: Mapping[OfficialId, Marks],
    panels: Panels,
    fined: Fines,
    ruled: Decided,
    worths: Worths,
    beside: Beside,
) -> Part:
    # A seat whose holder stays out still counts where somebody else marked from it before.
    judges = [judge for judge in panels.get(module.id, ()) if judge not in beside.out or judge in there]
    counting = [there[judge] for judge in judges if judge in there]
    part = Part(module, counting, len(judges) or module.panel_size, fined, ruled)
    for aspect in module.aspects():
        values = [worths.points(aspect, mark) for mark in part.marks(aspect)]
        part.aspects[aspect.id] = ZERO
        if isinstance(aspect.rule, Relative):
            part.aspects[aspect.id] = beside.compared.get(aspect.id, ZERO)
        elif values:
            part.aspects[aspect.id] = panel_value(aspect.panel or module.panel, values, part.due)
    if part.is_open:
        _add_up(part)
    return part


def _add_up(part: Part) -> None:
    """Vetoes on single aspects, then the sums, then what voids the module."""
    for veto in _found(part, "aspects"):
        for name in veto.voids:
            part.aspects[name] = void(part.aspects[name])
    for aspect in part.module.aspects():
        if aspect.id in part.decided.full:
            tries = aspect.tries
            times = tries.count if tries is not None and tries.take == "sum" else 1
            part.aspects[aspect.id] = Fraction(aspect.max or 0) * times
        elif aspect.id in part.decided.struck:
            part.aspects[aspect.id] = ZERO
    for sub in part.module.sub_criteria:
        total = sum((part.aspects[aspect.id] for aspect in sub.aspects), ZERO)
        part.subs[sub.id] = rounded(between(total, sub.floor, sub.cap), sub.rounding)
    for sub in part.module.sub_criteria:
        if _found(part, "sub_criterion", sub):
            part.void_sub(sub)
    part.add_subs()
    if part.module.id in part.fines.void:
        part.void_all()
    none = any(failed(aspect, mark) for aspect in part.module.aspects() for mark in part.marks(aspect))
    if none or _found(part, "module") or any(_too_late(part, aspect) for aspect in part.module.aspects()):
        part.void_all()


def _found(part: Part, scope: str, sub: SubCriterion | None = None) -> list[Veto]:
    """The vetoes of that scope, in the module or one sub-criterion of it, whose fault at least one judge has seen."""
    found = []
    for aspect in part.module.aspects() if sub is None else sub.aspects:
        rule = aspect.rule
        if isinstance(rule, Veto) and rule.scope == scope:
            seen = [mark for mark in part.marks(aspect) if dict(mark).get("fault") == "yes"]  # type: ignore[call-overload]
            if seen:
                found.append(rule)
    return found


def _too_late(part: Part, aspect: Aspect) -> bool:
    rule = aspect.rule
    if not isinstance(rule, Time) or rule.cut_off is None:
        return False
    used = reading(part, aspect, "seconds")
    return used is not None and used > Fraction(rule.cut_off)


def _close(gate: Gate, parts: list[Part]) -> bool:
    """A gate that was missed voids what stands behind it; one whose own module has no sheet yet is not looked at."""
    assert gate.then in GATES, f"no reference for a gate that makes an entry {gate.then}"
    reached = value_of(gate.of, parts)
    if reached is None or reached >= Fraction(gate.minimum) or _is_gone(gate.of, parts):
        return False
    if gate.then != "void":
        return True
    for part in parts:
        if part.module.id in gate.voids:
            part.void_all()
        for sub in part.module.sub_criteria:
            if sub.id in gate.voids and sub.id in part.subs:
                part.void_sub(sub)
    return True


def _is_gone(name: str, parts: list[Part]) -> bool:
    """Whether what a gate looks at was struck for everybody."""
    for part in parts:
        if part.module.id == name:
            return part.decided.is_gone(part.module)
        for sub in part.module.sub_criteria:
            if sub.id == name:
                return part.decided.is_gone(sub)
    return False


GATES = ("void", "unranked", "disqualified")


def _counted(part: Part, beside: Beside) -> Fraction:
    """What the module gives to the total: by its weight and difficulty, rounded where the module says so."""
    module, share = part.module, Fraction(1)
    if module.weight is not None and module.max:
        share = Fraction(module.weight) / Fraction(module.max)
    value = part.value * share
    if part.is_open and ("weighted", module.id) in part.fines.changes:
        most = None if module.max is None else Fraction(module.max) * share
        least = None if module.floor is None else Fraction(module.floor) * share
        value = between(part.fines.on(value, "weighted", module.id, most), least, None)
        value = void(value) if part.is_void else value
    if module.difficulty is not None:
        value = value * beside.difficulty.get(module.id, Fraction(module.difficulty.usual))
    return rounded(value, module.rounding)


def _state(scheme: Scheme, parts: list[Part], state: EntryState, *, out: bool) -> str:
    if state != "competing":
        return state
    if out or any(_found(part, "entry") for part in parts):
        return "disqualified"
    voids = [part.is_void for part in parts]
    none_left = all(voids) if scheme.result.take == "best" else any(voids)
    if scheme.result.direction == "low" and none_left:
        return "not_finished"
    if all(part.decided.is_settled(part.module) or 0 < part.due <= part.newest for part in parts):
        return "complete"
    return "marking" if _is_marked(parts) else "waiting"


def _is_marked(parts: list[Part]) -> bool:
    """Some sheet is in, or none is needed."""
    settled = all(part.decided.is_settled(part.module) for part in parts)
    return settled or any(part.sheets for part in parts)


def _has_total(scheme: Scheme, parts: list[Part], state: str) -> bool:
    if not _is_marked(parts):
        return False
    if state == "marking":
        return scheme.result.live == "running"
    if state == "not_finished":
        return scheme.result.direction == "high"
    return state == "complete"
