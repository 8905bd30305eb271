"""One entry's sheets become its score: panels, vetoes, modules, gates, total, what ended it. Ranks: `ranks.py`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from server.core.facts import EntryState, Mark, Marks, PartRuled, PenaltyGiven
from server.core.ids import ModuleId, OfficialId
from server.core.scheme import Aspect, Gate, Module, PanelRule, Scheme, SubCriterion, TieBreak, Time, Veto
from server.reference.numbers import ZERO, between, mean, middle, rounded, void
from server.reference.part_rulings import Decided, decided
from server.reference.penalties import Fines, fines
from server.reference.points import Worths, failed

Sheets = Mapping[ModuleId, Mapping[OfficialId, Marks]]
"""One entry's sheets."""

Panels = Mapping[ModuleId, Sequence[OfficialId]]


@dataclass(frozen=True)
class Score:
    """
    What an entry has. `total` is the published figure, None where there is none; `exact` the same unrounded.

    `modules` holds what each module counts, `ties` the values of the tie-breaks, None where nothing was read.
    """

    exact: Fraction
    total: Fraction | None
    state: str
    modules: Mapping[ModuleId, Fraction]
    ties: tuple[Fraction | None, ...]
    ranked: bool


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
) -> Score:
    """
    An entry's score from the sheets of the judges who are on the panels, and the penalties it has.

    :param worths: what marks of other entries were worth already
    """
    fined, worths = fines(scheme, penalties), worths or Worths()
    ruled = decided(scheme, rulings)
    parts = [_part(module, sheets, panels, fined, ruled, worths) for module in scheme.modules]
    missed = [gate.then for gate in scheme.gates if _close(gate, parts)]
    counted = {part.module.id: _counted(part) for part in parts}
    whole = sum(counted.values(), ZERO) * ruled.share_of_total(scheme)
    added = fined.on(whole, "total", None, scheme.max)
    exact = between(added, scheme.result.floor, None)
    now = _state(scheme, parts, state, out="disqualified" in missed or fined.out)
    total = rounded(exact, scheme.result.rounding) if _has_total(scheme, parts, now) else None
    return Score(
        exact=exact,
        total=total,
        state=now,
        modules=counted,
        ties=tuple(_tie(tie, parts) for tie in scheme.tie_breaks),
        ranked=total is not None
        and "unranked" not in missed
        and (now != "not_finished" or scheme.result.not_finished == "ranked"),
    )


def panel_value(rule: PanelRule, values: list[Fraction]) -> Fraction:
    """Several judges' points for one aspect, rounded where the rule says so."""
    many = len(values)
    if rule.rule == "median":
        value = middle(values)
    elif rule.rule == "trimmed_mean" and many >= rule.drop_high + rule.drop_low + 1:
        value = mean(sorted(values)[rule.drop_low : many - rule.drop_high])
    else:
        assert rule.rule in PANEL_RULES, f"no reference for the panel rule {rule.rule}"
        value = mean(values)
    return rounded(value, rule.rounding)


PANEL_RULES = ("mean", "median", "trimmed_mean", "agreed")


def _part(
    module: Module, sheets: Sheets, panels: Panels, fined: Fines, ruled: Decided, worths: Worths
) -> Part:
    judges = panels.get(module.id, ())
    there = sheets.get(module.id, {})
    counting = [there[judge] for judge in judges if judge in there]
    part = Part(module, counting, len(judges) or module.panel_size, fined, ruled)
    for aspect in module.aspects():
        values = [worths.points(aspect, mark) for mark in part.marks(aspect)]
        part.aspects[aspect.id] = panel_value(aspect.panel or module.panel, values) if values else ZERO
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
        part.subs[sub.id] = between(total, sub.floor, sub.cap)
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


def _counted(part: Part) -> Fraction:
    """What the module gives to the total: by its weight, rounded where the module says so."""
    module, share = part.module, Fraction(1)
    if module.weight is not None and module.max:
        share = Fraction(module.weight) / Fraction(module.max)
    value = part.value * share
    if part.is_open and ("weighted", module.id) in part.fines.changes:
        most = None if module.max is None else Fraction(module.max) * share
        least = None if module.floor is None else Fraction(module.floor) * share
        value = between(part.fines.on(value, "weighted", module.id, most), least, None)
        value = void(value) if part.is_void else value
    return rounded(value, module.rounding)


def _state(scheme: Scheme, parts: list[Part], state: EntryState, *, out: bool) -> str:
    if state != "competing":
        return state
    if out or any(_found(part, "entry") for part in parts):
        return "disqualified"
    if scheme.result.direction == "low" and any(part.is_void for part in parts):
        return "not_finished"
    if all(part.decided.is_settled(part.module) or 0 < part.due <= len(part.sheets) for part in parts):
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


def _tie(tie: TieBreak, parts: list[Part]) -> Fraction | None:
    if tie.by in ("module", "sub_criterion"):
        return _value_of(tie.of, parts)
    assert tie.by in TIE_BREAKS, f"no reference for a tie-break by {tie.by}"
    for part in parts:
        for aspect in part.module.aspects():
            if aspect.id == tie.of and part.is_open:
                return (
                    part.aspects[aspect.id] if tie.by == "aspect" else _reading(part, aspect, str(tie.field))
                )
    return None


TIE_BREAKS = ("module", "sub_criterion", "aspect", "reading")
