"""One module being added up: panels, vetoes, sub-criteria, floors and caps, cut-offs. Gates and totals: `results.py`."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from server.core import panel
from server.core.exact import exact_sum
from server.core.facts_sheet import Marks
from server.core.given import NOTHING, Given, as_agreed
from server.core.ids import AspectId, FieldId, ModuleId, OfficialId
from server.core.part_rulings import NOTHING_RULED, Ruled
from server.core.penalties import NONE, Charges
from server.core.points import SECONDS, divisor, fault_found, reading, without_result, worth
from server.core.rules import Relative, Time, Veto
from server.core.scheme import Aspect, Module, PanelRule

Sheets = Sequence[tuple[OfficialId, Marks]]
"""The sheets of one entry in one module that count, in the order of the panel."""

NOUGHT = Fraction(0)
ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Why:
    """What made something void: a veto, a cut-off, failed tries by the aspect's id, a gate by its place, a penalty."""

    by: Literal["veto", "cut_off", "tries", "gate", "penalty"]
    of: str


@dataclass(frozen=True, slots=True)
class Spread:
    """A judgement on which the panel lies further apart than accepted: it is to be discussed and marked again."""

    module: ModuleId
    aspect: AspectId
    lowest: Decimal
    highest: Decimal


class Tally:
    """One module while it is being added up. It changes until the gates are through; nothing keeps it."""

    __slots__ = (
        "_all",
        "agreed",
        "aspects",
        "charges",
        "difficulty",
        "due",
        "earned",
        "given",
        "module",
        "own_marks",
        "points",
        "progress",
        "relations",
        "ruled",
        "run",
        "sheets",
        "spreads",
        "sub_why",
        "subs",
        "why",
    )

    def __init__(
        self,
        module: Module,
        sheets: Sheets,
        due: int,
        given: Given = NOTHING,
        charges: Charges = NONE,
        ruled: Ruled = NOTHING_RULED,
        run: int = 1,
    ) -> None:
        self.module = module
        self.charges = charges
        self.ruled = ruled
        self.agreed = given.agreed.get((module.id, run), {})
        self.own_marks = sheets
        """The sheets as their judges handed them in; `sheets` has what the panel agreed on in the place of their marks."""
        self.sheets = (
            [(judge, as_agreed(sheet, self.agreed)) for judge, sheet in sheets] if self.agreed else sheets
        )
        self.due = due
        self.relations = given.relations
        self.difficulty = given.difficulty.get(module.id)
        self.run = run
        self.progress = (len(sheets), due)
        """How many sheets are in and due, of the run that is being marked."""
        self.spreads: list[Spread] = []
        self.why: list[Why] = []
        self.sub_why: dict[str, Why] = {}
        self._all = tuple(module.aspects())
        self.given = {aspect.id: self._panel_value(aspect) for aspect in self._all}
        """What the panel gave, before anything is void."""
        self.earned = dict(self.given)
        """What each aspect is worth after vetoes on single aspects."""
        self.aspects = self.earned
        """What each aspect counts, after everything."""
        self.subs: dict[str, Fraction] = {}
        self.points = NOUGHT
        if self.counts:
            self._void_aspects()
            self._rule_aspects()
            self._add_up()
            self._void_subs()
            self._void_module()

    @property
    def counts(self) -> bool:
        """Whether there is something to add up: a sheet, or rulings that leave nothing to be marked."""
        return bool(self.sheets) or self.ruled.settles(self.module)

    def _panel_value(self, aspect: Aspect) -> Fraction:
        marks = [sheet[aspect.id] for _, sheet in self.sheets if aspect.id in sheet]
        if not marks:
            return NOUGHT
        if isinstance(aspect.rule, Relative):
            relation = self.relations.get(aspect.id)
            return NOUGHT if relation is None else relation.points
        rule = panel.rule_for(self.module, aspect)
        wide = panel.spread(aspect, rule, marks)
        if wide is not None and aspect.id not in self.ruled.aspects:
            self.spreads.append(Spread(self.module.id, aspect.id, *wide))
        worths = [worth(aspect, mark) for mark in marks]
        return panel.rounded(rule, panel.combine(rule, worths, divisor(aspect), self.due))

    def found(self, scope: str) -> list[Aspect]:
        """The vetoes of a scope whose fault a judge has found; one finding is enough."""
        return [
            aspect
            for aspect in self._all
            if isinstance(aspect.rule, Veto)
            and aspect.rule.scope == scope
            and aspect.id not in self.ruled.aspects
            and any(fault_found(sheet[aspect.id]) for _, sheet in self.sheets if aspect.id in sheet)
        ]

    def _void_aspects(self) -> None:
        for veto in self.found("aspects"):
            assert isinstance(veto.rule, Veto)
            for voided in veto.rule.voids:
                self.earned[voided] = nothing_better(self.earned[voided])

    def _rule_aspects(self) -> None:
        """Full marks for everybody, or nothing: whatever the judges gave."""
        for aspect in self._all:
            if self.ruled.full(aspect):
                assert aspect.reach is not None, "full marks are given where there is a maximum"
                self.earned[aspect.id] = Fraction(aspect.reach)
            elif self.ruled.struck(aspect):
                self.earned[aspect.id] = NOUGHT

    def _add_up(self) -> None:
        for sub in self.module.sub_criteria:
            points = exact_sum(self.aspects[aspect.id] for aspect in sub.aspects)
            kept = within(points, sub.floor, sub.cap)
            self.subs[sub.id] = kept if sub.rounding is None else Fraction(sub.rounding.apply(kept))
        self._sum()

    def _void_subs(self) -> None:
        for veto in self.found("sub_criterion"):
            inside = next(sub.id for sub in self.module.sub_criteria if veto in sub.aspects)
            self.void_sub(inside, Why("veto", veto.id))

    def _sum(self) -> None:
        module = self.module
        points = self.charges.applied(self.scaled(), module.max, "module", module.id)
        self.points = within(points, module.floor, None)

    def scaled(self) -> Fraction:
        """The sum of the sub-criteria, scaled up for what was struck that way."""
        return exact_sum(self.subs.values()) * self.ruled.factor(self.module)

    def _void_module(self) -> None:
        why = [Why("veto", veto.id) for veto in self.found("module")]
        why += [Why("cut_off", aspect.id) for aspect in self._all if self._cut_off(aspect)]
        why += [Why("tries", aspect.id) for aspect in self._all if self._failed(aspect)]
        if (kind := self.charges.voids.get(self.module.id)) is not None:
            why.append(Why("penalty", kind))
        if why:
            self.void(why)

    def _cut_off(self, aspect: Aspect) -> bool:
        rule = aspect.rule
        if not isinstance(rule, Time) or rule.cut_off is None or aspect.id in self.ruled.aspects:
            return False
        used = median_reading(self.sheets, aspect.id, SECONDS)
        return used is not None and used > Fraction(rule.cut_off)

    def _failed(self, aspect: Aspect) -> bool:
        if aspect.tries is None or aspect.id in self.ruled.aspects:
            return False
        return any(without_result(aspect, sheet[aspect.id]) for _, sheet in self.sheets if aspect.id in sheet)

    def void(self, why: list[Why]) -> None:
        """The whole module is worth nothing, and so is each of its parts."""
        self.why += why
        self.aspects = {id_: nothing_better(points) for id_, points in self.aspects.items()}
        self.subs = {id_: nothing_better(points) for id_, points in self.subs.items()}
        self.points = nothing_better(self.points)

    def void_sub(self, sub: str, why: Why) -> None:
        """One sub-criterion is worth nothing; the module is added up again."""
        self.sub_why.setdefault(sub, why)
        self.subs[sub] = nothing_better(self.subs[sub])
        inside = next(one.aspects for one in self.module.sub_criteria if one.id == sub)
        self.aspects = self.aspects | {a.id: nothing_better(self.aspects[a.id]) for a in inside}
        if not self.why:
            self._sum()

    def weighted(self) -> Fraction:
        """The points by the module's weight, exact."""
        return self._by_weight(self.points)

    def charged(self) -> Fraction:
        """The weighted points with the penalties that come after the weight: not below the floor by that weight."""
        module, weighted = self.module, self.weighted()
        if not self.counts or not self.charges.of("weighted", module.id):
            return weighted
        after = within(self.charges.applied(weighted, self.most, "weighted", module.id), self.least, None)
        return nothing_better(after) if self.why else after

    @property
    def most(self) -> Fraction | None:
        """The most the module counts, by its weight; None without a bound."""
        return None if self.module.max is None else self._by_weight(Fraction(self.module.max))

    @property
    def least(self) -> Fraction | None:
        """The floor of what the module counts, by its weight; None without one."""
        return None if self.module.floor is None else self._by_weight(Fraction(self.module.floor))

    def _by_weight(self, points: Fraction) -> Fraction:
        module = self.module
        if module.weight is None or not module.max:
            return points
        return points * Fraction(module.weight) / Fraction(module.max)

    def factor(self) -> Fraction:
        """By what the weighted points are multiplied: the difficulty the entry declared, else the usual one."""
        rule = self.module.difficulty
        if rule is None:
            return ONE
        return Fraction(rule.usual if self.difficulty is None else self.difficulty)

    def unrounded(self) -> Fraction:
        """The weighted points, penalties after the weight taken, times the difficulty, exact."""
        return self.charged() * self.factor()

    def counted(self) -> Fraction:
        """What the module gives to the total: rounded where the module says so."""
        rounding, exact = self.module.rounding, self.unrounded()
        return exact if rounding is None else Fraction(rounding.apply(exact))


def nothing_better(points: Fraction) -> Fraction:
    """What is void counts nought, unless it had already cost points: being void never pays."""
    return min(points, NOUGHT)


def within(points: Fraction, floor: Decimal | Fraction | None, cap: Decimal | None) -> Fraction:
    """The points between floor and cap, where these are set."""
    if floor is not None and points < floor:
        return Fraction(floor)
    return Fraction(cap) if cap is not None and points > cap else points


def median_reading(sheets: Sheets, aspect: AspectId, box: FieldId) -> Fraction | None:
    """The middle one of the judges' readings in one box; None where nobody read anything."""
    marks = [sheet[aspect] for _, sheet in sheets if aspect in sheet]
    values = [value for mark in marks if (value := reading(mark, box)) is not None]
    return panel.combine(PanelRule("median"), values) if values else None
