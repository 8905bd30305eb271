"""One entry's sheets become its score: panels, vetoes, modules, gates, total, what ended it. Ranks: `ranks.py`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from server.core.facts import EntryState, Mark, Marks, PartRuled, PenaltyGiven
from server.core.ids import ModuleId, OfficialId
from server.core.scheme import (
    Aspect,
    Count,
    Gate,
    Module,
    PanelRule,
    Relative,
    Scheme,
    SubCriterion,
    TieBreak,
    Time,
    Veto,
)
from server.reference.numbers import ZERO, between, mean, middle, rounded, void
from server.reference.part_rulings import Decided, decided
from server.reference.penalties import Fines, fines
from server.reference.points import Worths, failed, points, tries

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


@dataclass(frozen=True)
class Beside:
    """
    What counts beside the sheets: points from the field by aspect, declared difficulties by module, earlier rounds.

    `earlier` holds for each such round its percent and the entry's own total there, None where it has none; `runs` the
    sheets of a module's runs before the one that is marked, as far as they may count.
    """

    compared: Mapping[str, Fraction] = field(default_factory=dict)
    difficulty: Mapping[str, Fraction] = field(default_factory=dict)
    earlier: Sequence[tuple[Fraction, Fraction | None]] = ()
    own_percent: Fraction = Fraction(100)
    best: bool = False
    runs: Mapping[ModuleId, Sequence[Mapping[OfficialId, Marks]]] = field(default_factory=dict)


@dataclass
class Part:
    """One module while it is reckoned."""

    module: Module
    sheets: list[Marks]
    due: int
    fines: Fines
    decided: Decided
    aspects: dict[str, Fraction] = field(default_factory=dict)
    subs: dict[str, Fraction] = field(default_factory=dict)
    value: Fraction = ZERO
    is_void: bool = False
    newest: int = 0
    """Sheets that are in of the run that is being marked."""

    def marks(self, aspect: Aspect) -> list[Mark]:
        """What the judges wrote for one aspect; nothing counts of what was ruled on for everybody."""
        if self.decided.touches(aspect.id):
            return []
        return [sheet[aspect.id] for sheet in self.sheets if aspect.id in sheet]

    @property
    def is_open(self) -> bool:
        """Whether there is something to reckon."""
        return len(self.sheets) > 0 or self.decided.is_settled(self.module)

    def void_all(self) -> None:
        """The module is worth nothing, nor is anything in it."""
        self.is_void = True
        self.aspects = {name: void(value) for name, value in self.aspects.items()}
        self.subs = {name: void(value) for name, value in self.subs.items()}
        self.value = void(self.value)

    def void_sub(self, sub: SubCriterion) -> None:
        """One sub-criterion is worth nothing; a module that is not void itself is added up again."""
        self.subs[sub.id] = void(self.subs[sub.id])
        for aspect in sub.aspects:
            self.aspects[aspect.id] = void(self.aspects[aspect.id])
        if not self.is_void:
            self.add_subs()

    def add_subs(self) -> None:
        """The module is the sum of its sub-criteria, not below its floor."""
        name, added = self.module.id, sum(self.subs.values(), ZERO) * self.decided.share(self.module)
        self.value = between(self.fines.on(added, "module", name, self.module.max), self.module.floor, None)


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
    finished = now != "not_finished" or scheme.result.not_finished != "unranked" or beside.best
    return Score(
        exact=exact if whole is None else whole,
        total=total,
        state=now,
        modules=counted,
        ties=tuple(_tie(tie, parts, exact, beside) for tie in scheme.tie_breaks),
        ranked="unranked" not in missed
        and ((total is not None and finished) or (by_ties and any(part.sheets for part in parts))),
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


def panel_value(rule: PanelRule, values: list[Fraction], due: int = 0) -> Fraction:
    """Several judges' points for one aspect, rounded where the rule says so; so many marks are due."""
    if rule.missing == "mean":
        values = values + [mean(values)] * (due - len(values))
    else:
        assert rule.missing == "left_out", f"no reference for missing marks that are {rule.missing}"
    many = len(values)
    if rule.apart and many > 1 and _too_far_apart(rule, values):
        value = mean(values)
    elif rule.rule == "median":
        value = middle(values)
    elif rule.rule == "trimmed_mean" and many >= rule.drop_high + rule.drop_low + 1:
        value = mean(sorted(values)[rule.drop_low : many - rule.drop_high])
    else:
        assert rule.rule in PANEL_RULES, f"no reference for the panel rule {rule.rule}"
        value = mean(values)
    return rounded(value, rule.rounding)


def _too_far_apart(rule: PanelRule, values: list[Fraction]) -> bool:
    """Whether the marks that would be left after dropping lie further apart than their mean allows."""
    ordered, many = sorted(values), len(values)
    if rule.rule == "trimmed_mean" and many > rule.drop_high + rule.drop_low:
        kept = ordered[rule.drop_low : many - rule.drop_high]
    elif rule.rule == "median":
        kept = ordered[(many - 1) // 2 : many // 2 + 1]
    else:
        return False
    if len(kept) == many:
        return False
    for step in rule.apart:
        if mean(kept) >= Fraction(step.at_least):
            return kept[-1] - kept[0] > Fraction(step.limit)
    return False


PANEL_RULES = ("mean", "median", "trimmed_mean", "agreed")


def _part(
    module: Module,
    there: Mapping[OfficialId, Marks],
    panels: Panels,
    fined: Fines,
    ruled: Decided,
    worths: Worths,
    beside: Beside,
) -> Part:
    judges = panels.get(module.id, ())
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
    used = _reading(part, aspect, "seconds")
    return used is not None and used > Fraction(rule.cut_off)


def _reading(part: Part, aspect: Aspect, box: str) -> Fraction | None:
    """The middle one of what the judges read in one box; None where nobody read anything."""
    written = [{str(name): text for name, text in mark.items()} for mark in part.marks(aspect)]
    values = [Fraction(boxes[box]) for boxes in written if box in boxes and "not_attempted" not in boxes]
    return middle(values) if values else None


def _close(gate: Gate, parts: list[Part]) -> bool:
    """A gate that was missed voids what stands behind it; one whose own module has no sheet yet is not looked at."""
    assert gate.then in GATES, f"no reference for a gate that makes an entry {gate.then}"
    reached = _value_of(gate.of, parts)
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


def _value_of(name: str, parts: list[Part]) -> Fraction | None:
    """The points of a module or a sub-criterion, None before its first sheet."""
    for part in parts:
        if part.is_open and name == part.module.id:
            return part.value
        if part.is_open and name in part.subs:
            return part.subs[name]
    return None


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


def _tie(tie: TieBreak, parts: list[Part], exact: Fraction, beside: Beside) -> Fraction | None:
    assert tie.by in TIE_BREAKS, f"no reference for a tie-break by {tie.by}"
    if tie.by in ("module", "sub_criterion"):
        return _value_of(tie.of, parts)
    if tie.by == "exact":
        return exact
    if tie.by == "decision":  # given to whole ties, see `ranks.py`
        return None
    if tie.by == "carried":
        before = [total * percent / 100 for percent, total in beside.earlier if total is not None]
        return sum(before, ZERO) if before else None
    if tie.by == "faults":
        return _faults(tie.of, parts)
    if tie.by in ("best_judge", "worst_judge"):
        sums = [one for part in parts for one in _by_judge(tie.of, part)]
        return None if not sums else max(sums) if tie.by == "best_judge" else min(sums)
    for part in parts:
        for aspect in part.module.aspects():
            if aspect.id == tie.of and part.is_open:
                if tie.by == "aspect":
                    return part.aspects[aspect.id]
                if part.decided.touches(aspect.id):
                    return None
                if tie.by == "try":
                    return _nth_try(part, aspect, tie)
                return _reading(part, aspect, str(tie.field))
    return None


TIE_BREAKS = (
    "module", "sub_criterion", "aspect", "reading", "faults", "best_judge", "worst_judge", "try", "exact", "carried",
    "decision",
)  # fmt: skip


def _looked_at(of: str, part: Part) -> list[Aspect]:
    """The aspects of a module that a tie-break looks at, by the name of an aspect, a sub-criterion, a module or all."""
    if not part.sheets:
        return []
    every = list(part.module.aspects())
    subs = [aspect for sub in part.module.sub_criteria if sub.id == of for aspect in sub.aspects]
    found = every if of in ("total", part.module.id) else subs or [one for one in every if one.id == of]
    return [aspect for aspect in found if not part.decided.touches(aspect.id)]


def _faults(of: str, parts: list[Part]) -> Fraction | None:
    """All that takes points away, as often as the middle judge counted it."""
    counts = []
    for part in parts:
        for aspect in _looked_at(of, part):
            if isinstance(aspect.rule, Count):
                kinds = [fault for fault in aspect.rule.faults if fault.points < 0]
                counts += [_reading(part, aspect, str(fault.id)) for fault in kinds]
    known = [count for count in counts if count is not None]
    return sum(known, ZERO) if known else None


def _by_judge(of: str, part: Part) -> list[Fraction]:
    """What each judge alone would have given."""
    inside = [one for one in _looked_at(of, part) if not isinstance(one.rule, Relative)]
    if not inside:
        return []
    return [
        sum((points(one, sheet[one.id]) for one in inside if one.id in sheet), ZERO) for sheet in part.sheets
    ]


def _nth_try(part: Part, aspect: Aspect, tie: TieBreak) -> Fraction | None:
    """The best try, the second best ...: of the judges who saw that many, the middle one."""
    found = []
    for mark in part.marks(aspect):
        values = sorted(value for value in tries(aspect, mark) if value is not None)
        if tie.order == "high":
            values.reverse()
        if len(values) >= tie.place:
            found.append(values[tie.place - 1])
    return middle(found) if found else None
