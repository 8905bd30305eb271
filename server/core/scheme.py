"""An event's marking scheme (评分标准) as data: modules, sub-criteria, aspects, panel rules, tie-breaks.

Only shapes live here; the kinds of aspects stand in `rules.py`, the boxes of a mark in `boxes.py`. Reading files stands
in `services/scheme_files.py`, what is wrong with a scheme in `scheme_check.py`, what a mark is worth in `points.py`.
The JSON form follows the field names one to one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from server.core.exact import Rounding
from server.core.ids import AspectId, FieldId, ModuleId
from server.core.later import later
from server.core.penalty_kinds import Penalty
from server.core.rules import Rule
from server.core.text import Text

Direction = Literal["high", "low"]
"""Whether the higher or the lower result wins."""

Basis = Literal["source", "mixed", "typical"]
"""Where the figures come from: a named source, partly, or plausible only (a template to be adapted)."""


@dataclass(frozen=True, slots=True)
class Apart:
    """From a mean of `at_least` on, counted marks may lie `limit` apart at most."""

    at_least: Decimal
    limit: Decimal


@dataclass(frozen=True, slots=True)
class PanelRule:
    """
    How several judges' values for one aspect become one (rules: 去掉最高分、最低分 and its relatives).

    The rule works on the points of each judge's mark. `agreed` (合议, also two pairs measuring for themselves): the
    judges come to one value; where their points differ the aspect is reported as a spread, to be settled, and the
    mean stands in until then. `trimmed_mean` drops `drop_high` highest and `drop_low`
    lowest once at least `drop_high + drop_low + 1` marks are in; with fewer it is the mean of what is there. A
    judge whose sheet is missing is left out, never counted as zero. `spread_limit` is the widest accepted
    distance between the highest and the lowest value of one judgement, in steps of its scale (WorldSkills: 1).
    `missing` `mean` puts the mean of the others in the place of a mark that is missing (aerobic gymnastics). `apart`:
    where the marks that are left lie further apart than the first step that their mean reaches allows, none is dropped
    and the mean of all counts.
    """

    rule: Literal["mean", "median", "trimmed_mean", "agreed"] = "mean"
    drop_high: int = 1
    drop_low: int = 1
    rounding: Rounding | None = None
    spread_limit: Decimal | None = None
    missing: Literal["left_out", "mean"] = later("left_out")
    apart: tuple[Apart, ...] = later(())


@dataclass(frozen=True, slots=True)
class Tries:
    """
    Several tries (试次) of one aspect, each marked in full; `take` says what they come to.

    `highest` and `lowest` one, `mean`, `sum`, or `middle`: the mean without one highest and one lowest ("average of
    five"). A try that was not made (`not_attempted`) is worth what that is worth on its own; a try of a time that is
    the result (`elapsed`) has no value then: `highest` and `lowest` leave it out, `middle` drops one such try as the
    longest, and where too many failed, or none may, the module is void.
    """

    count: int
    take: Literal["highest", "lowest", "mean", "sum", "middle"] = "highest"


@dataclass(frozen=True, slots=True)
class Aspect:
    """
    评分点: the smallest thing that is marked.

    `max` is the most points of one try that enter the sums (0 where it only takes away; None without a bound, as penalty
    seconds); `bonus` is how far the aspect may exceed it. `panel` replaces the module's panel rule for this aspect.
    `tries` asks for the mark several times. `section` names the section of the occupational standard it belongs to.
    """

    id: AspectId
    title: Text
    max: Decimal | None
    rule: Rule
    note: Text | None = None
    panel: PanelRule | None = None
    bonus: Decimal = Decimal(0)
    tries: Tries | None = None
    section: str | None = later(None)

    @property
    def reach(self) -> Decimal | None:
        """The most points that enter the sums: the max, as often as tries are added up; None without a bound."""
        added = self.tries.count if self.tries is not None and self.tries.take == "sum" else 1
        return None if self.max is None else self.max * added

    @property
    def most(self) -> Decimal | None:
        """The most points one try can give, bonus included; None without a bound."""
        return None if self.max is None else self.max + self.bonus


@dataclass(frozen=True, slots=True)
class SubCriterion:
    """子标准: a group of aspects inside a module; its sum may be kept within `floor` and `cap`, and rounded then."""

    id: str
    title: Text
    aspects: tuple[Aspect, ...]
    cap: Decimal | None = None
    floor: Decimal | None = None
    rounding: Rounding | None = later(None)


@dataclass(frozen=True, slots=True)
class Difficulty:
    """
    难度系数: a factor of each entry's own, declared before it starts, by which its module's points are multiplied.

    It lies in `low`..`high` in steps of `step`; an entry that has declared none has `usual`.
    """

    high: Decimal
    low: Decimal = Decimal(1)
    step: Decimal = Decimal("0.1")
    usual: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Module:
    """
    模块: a weighted part of an event's scheme, marked on one sheet per judge and entry.

    `max` is the sum its aspects can reach; `weight` what the module is worth in the total: a module of max 100
    and weight 12.5 counts points x 12.5 / 100. Without `weight` its points count as they are. The module's
    points are kept at or above `floor` (None: no floor). `rounding` rounds what the module counts, before the
    total (a rule with two rounding steps). `difficulty` multiplies the weighted points by a factor of the entry's own.
    """

    id: ModuleId
    title: Text
    max: Decimal | None
    sub_criteria: tuple[SubCriterion, ...]
    weight: Decimal | None = None
    floor: Decimal | None = Decimal(0)
    panel: PanelRule = field(default_factory=PanelRule)
    panel_size: int = 1
    minutes: int | None = None
    rounding: Rounding | None = None
    difficulty: Difficulty | None = later(None)

    def aspects(self) -> Iterator[Aspect]:
        """All aspects, in the order of the sheet."""
        for sub in self.sub_criteria:
            yield from sub.aspects


@dataclass(frozen=True, slots=True)
class Gate:
    """
    门槛: `of` (a module or sub-criterion) must reach `minimum` points.

    Else, by `then`: `void` makes every module or sub-criterion in `voids` nothing; `unranked` leaves the entry its
    total but gives it no rank ("theory below 60: not ranked"); `disqualified` disqualifies it.
    """

    of: str
    minimum: Decimal
    title: Text
    voids: tuple[str, ...] = ()
    then: Literal["void", "unranked", "disqualified"] = "void"


@dataclass(frozen=True, slots=True)
class TieBreak:
    """
    One key of the tie-break chain, compared exactly: the better value ranks first.

    `by` names what is compared: the points of a module, sub-criterion or aspect; a raw reading (`field`) of an aspect,
    such as the time used, with several judges' readings their median; the `faults` counted in an aspect, a part or the
    `total`; the sum of the judge who gave a module or sub-criterion the most (`best_judge`) or the least
    (`worst_judge`); the `place`-th best of an aspect's tries (`try`); the `exact` total before it was rounded, or what
    was `carried` over from earlier rounds (of: `total`); last in a chain, a recorded `decision` of the chief judge (of:
    `total`, order: `low`).
    """

    by: Literal[
        "module",
        "sub_criterion",
        "aspect",
        "reading",
        "faults",
        "best_judge",
        "worst_judge",
        "try",
        "exact",
        "carried",
        "decision",
    ]
    of: str
    order: Direction
    field: FieldId | None = None
    place: int = later(1)


TOTAL = "total"
"""What a tie-break names that looks at no single part."""


@dataclass(frozen=True, slots=True)
class ResultRule:
    """
    What an event's result is: points, seconds, or something `named` by `unit_name` (grams, notes counted, metres),
    which end wins, how the total is rounded. The exact total is kept at or above `floor` (None: no floor).

    `live` says when an entry takes a rank on a provisional list: `running` from its first mark on, `complete`
    only when all its sheets are in (an event decided by time cannot be read half-way). `not_finished` says
    whether an entry that did not finish keeps a rank: `by_ties` ranks those without a result behind all others, by the
    tie-breaks alone (an average that failed, then the best single time). `take` says what the modules come to: their
    sum, or the best of them, each being an attempt.
    `no_ties_to`: results in which a rank among the first so many is shared cannot become official (a decision is needed).
    """

    unit: Literal["points", "seconds", "named"] = "points"
    direction: Direction = "high"
    rounding: Rounding = field(default_factory=Rounding)
    live: Literal["running", "complete"] = "running"
    not_finished: Literal["ranked", "unranked", "by_ties"] = "ranked"
    unit_name: Text | None = None
    floor: Decimal | None = None
    take: Literal["sum", "best"] = later("sum")
    no_ties_to: int | None = later(None)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the occupational standard (WSOS) with its weight out of 100; aspects name the one they belong to."""

    id: str
    title: Text
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Scheme:
    """
    评分标准 of one event. `version` counts up by one with each change; the content hash names it exactly.

    `max` is the highest total, None where the result has no ceiling (time). `penalties` are the kinds of penalty the
    officials may give. `aspect_max` is the most a single aspect
    may be worth where the rules set a ceiling; `sections` the standard from which the aspects' shares of the total may
    deviate by 5 points of 100 in all (WorldSkills). `own_delegation` says whether judges stay out of entries of their own
    delegation (回避) or mark them like any other.
    """

    id: str
    version: int
    title: Text
    trade: Text
    basis: Basis
    source: str
    max: Decimal | None
    result: ResultRule
    modules: tuple[Module, ...]
    gates: tuple[Gate, ...] = ()
    tie_breaks: tuple[TieBreak, ...] = ()
    note: Text | None = None
    penalties: tuple[Penalty, ...] = later(())
    sections: tuple[Section, ...] = later(())
    aspect_max: Decimal | None = later(None)
    own_delegation: Literal["stay_out", "mark"] = later("stay_out")

    def module(self, module: ModuleId) -> Module | None:
        """The module of that id, or None."""
        return next((m for m in self.modules if m.id == module), None)
