"""An event's marking scheme (评分标准) as data: modules, sub-criteria, aspects, panel rules, tie-breaks.

Only shapes live here. Reading files stands in `services/scheme_files.py`, what is wrong with a scheme in
`scheme_check.py`, what a mark is worth in `points.py`. The JSON form follows the field names one to one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from server.core.exact import Rounding
from server.core.ids import AspectId, FieldId, ModuleId

Direction = Literal["high", "low"]
"""Whether the higher or the lower result wins."""

Basis = Literal["source", "mixed", "typical"]
"""Where the figures come from: a named source, partly, or plausible only (a template to be adapted)."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text in both languages; neither may be empty."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class PanelRule:
    """
    How several judges' values for one aspect become one (rules: 去掉最高分、最低分 and its relatives).

    The rule works on the points of each judge's mark. `trimmed_mean` drops `drop_high` highest and `drop_low`
    lowest once at least `drop_high + drop_low + 1` marks are in; with fewer it is the mean of what is there. A
    judge whose sheet is missing is left out, never counted as zero. `spread_limit` is the widest accepted
    distance between the highest and the lowest value of one judgement, in steps of its scale (WorldSkills: 1).
    """

    rule: Literal["mean", "median", "trimmed_mean"] = "mean"
    drop_high: int = 1
    drop_low: int = 1
    rounding: Rounding | None = None
    spread_limit: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """
    评价分: a level on a benchmark scale, usually 0-3; worth max x level / highest level, exact.

    `benchmarks` describes the levels from the lowest to the highest, one text each.
    """

    benchmarks: tuple[Text, ...]
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(3)
    step: Decimal = Decimal(1)
    kind: Literal["judgement"] = "judgement"


@dataclass(frozen=True, slots=True)
class Points:
    """Points given directly between `low` and the aspect's max, in steps of `step`."""

    step: Decimal = Decimal("0.5")
    low: Decimal = Decimal(0)
    kind: Literal["points"] = "points"


@dataclass(frozen=True, slots=True)
class Quantity:
    """
    A measured quantity: unit, finest step a judge may enter, how many readings, and the plausible range.

    A value outside `low`..`high` is refused as a slip of the finger; values inside may still score nothing.
    The tolerance is nominal +`plus`/-`minus`, bounds included; an absent `plus` or `minus` leaves that side open.
    """

    id: FieldId
    title: Text
    unit: str
    step: Decimal = Decimal("0.01")
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(1000)
    readings: int = 1
    nominal: Decimal | None = None
    plus: Decimal | None = None
    minus: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Within:
    """One quantity lies in an interval: `above` < v, `at_least` <= v, v <= `at_most`, v < `below`; absent means open."""

    quantity: FieldId
    above: Decimal | None = None
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    below: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """Points for a reading for which every condition holds; the first band that fits counts."""

    when: tuple[Within, ...]
    points: Decimal


@dataclass(frozen=True, slots=True)
class Bands:
    """
    Tolerance bands with exact bounds; several readings of a line: each is banded, the worst one counts.

    A line decided by several quantities bands their n-th readings together; one read once goes with each.
    """

    bands: tuple[Band, ...]
    otherwise: Decimal = Decimal(0)
    by: Literal["bands"] = "bands"


@dataclass(frozen=True, slots=True)
class StepDeduction:
    """
    Full points inside nominal +plus/-minus; outside, `minus_points` for each `step` begun, per reading, floor 0.

    Each reading has an equal share of the aspect's max ("4 points each, minus 2 per 0.01 mm over").
    """

    step: Decimal
    minus_points: Decimal
    by: Literal["step_deduction"] = "step_deduction"


@dataclass(frozen=True, slots=True)
class OverFactor:
    """Part credit: beyond the tolerance by at most `over`, the reading's share is multiplied by `factor`."""

    over: Decimal
    factor: Decimal


@dataclass(frozen=True, slots=True)
class PartCredit:
    """Full inside nominal +plus/-minus, then the first factor whose `over` is not exceeded, else nothing."""

    factors: tuple[OverFactor, ...] = ()
    by: Literal["part_credit"] = "part_credit"


@dataclass(frozen=True, slots=True)
class Measurement:
    """测量分: raw readings are kept; the points follow from them by one of three rules."""

    quantities: tuple[Quantity, ...]
    scored: Bands | StepDeduction | PartCredit
    kind: Literal["measurement"] = "measurement"


@dataclass(frozen=True, slots=True)
class Fault:
    """A countable fault or piece: `points` each (negative takes away, positive adds), at most `cap` points in all."""

    id: FieldId
    title: Text
    points: Decimal
    cap: Decimal | None = None
    count_max: int = 99


@dataclass(frozen=True, slots=True)
class Count:
    """
    Faults or pieces counted: `start` plus each count x its points, kept between `floor` and the aspect's max.

    `floor` None means explicitly no floor. In an event decided by time the points are seconds.
    """

    faults: tuple[Fault, ...]
    start: Decimal = Decimal(0)
    floor: Decimal | None = Decimal(0)
    kind: Literal["count"] = "count"


@dataclass(frozen=True, slots=True)
class PerTime:
    """`points` for every `seconds` begun (or complete) on one side of the limit; at most `cap` points in size."""

    points: Decimal
    seconds: Decimal
    cap: Decimal | None = None
    each: Literal["begun", "complete"] = "begun"


@dataclass(frozen=True, slots=True)
class Time:
    """
    用时: seconds used, to `step` seconds.

    `scored` says what it is worth: `elapsed` the seconds themselves (an event decided by time); `limit` the
    start value, plus `bonus` for time saved under `limit`, minus `penalty` for time over `limit` + `grace`,
    kept between `floor` and the aspect's max; `recorded` nothing (kept for tie-breaks). More than `cut_off`
    seconds voids the module (超时停止); with several judges their median counts.
    """

    scored: Literal["elapsed", "limit", "recorded"] = "recorded"
    limit: Decimal | None = None
    grace: Decimal = Decimal(0)
    start: Decimal = Decimal(0)
    penalty: PerTime | None = None
    bonus: PerTime | None = None
    cut_off: Decimal | None = None
    floor: Decimal | None = None
    step: Decimal = Decimal("0.01")
    high: Decimal = Decimal(86400)
    kind: Literal["time"] = "time"


@dataclass(frozen=True, slots=True)
class Item:
    """One yes/no item worth `points` when met."""

    id: FieldId
    title: Text
    points: Decimal


@dataclass(frozen=True, slots=True)
class YesNo:
    """One or several yes/no items; the points of those that are met are added, at most the aspect's max."""

    items: tuple[Item, ...]
    kind: Literal["yes_no"] = "yes_no"


@dataclass(frozen=True, slots=True)
class Veto:
    """
    否决项: a disqualifying fault. When a judge finds it, everything in its scope is void.

    Scope `aspects` voids the aspects named in `voids`, `module` this module, `entry` disqualifies the entry.
    One judge's finding is enough; an aspect of this kind has max 0.
    """

    scope: Literal["aspects", "module", "entry"]
    voids: tuple[AspectId, ...] = ()
    kind: Literal["veto"] = "veto"


Rule = Judgement | Points | Measurement | Count | Time | YesNo | Veto


@dataclass(frozen=True, slots=True)
class Aspect:
    """
    评分点: the smallest thing that is marked.

    `max` is the most points it can give (0 where it only takes away; None without a bound, as penalty seconds).
    `panel` replaces the module's panel rule for this aspect.
    """

    id: AspectId
    title: Text
    max: Decimal | None
    rule: Rule
    note: Text | None = None
    panel: PanelRule | None = None


@dataclass(frozen=True, slots=True)
class SubCriterion:
    """子标准: a group of aspects inside a module; its sum may be kept within `floor` and `cap`."""

    id: str
    title: Text
    aspects: tuple[Aspect, ...]
    cap: Decimal | None = None
    floor: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Module:
    """
    模块: a weighted part of an event's scheme, marked on one sheet per judge and entry.

    `max` is the sum its aspects can reach; `weight` what the module is worth in the total: a module of max 100
    and weight 12.5 counts points x 12.5 / 100. Without `weight` its points count as they are. The module's
    points are kept at or above `floor` (None: no floor). `rounding` rounds what the module counts, before the
    total (a rule with two rounding steps).
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

    def aspects(self) -> Iterator[Aspect]:
        """All aspects, in the order of the sheet."""
        for sub in self.sub_criteria:
            yield from sub.aspects


@dataclass(frozen=True, slots=True)
class Gate:
    """`of` (a module or sub-criterion) must reach `minimum` points, else every module or sub-criterion in `voids` is 0."""

    of: str
    minimum: Decimal
    voids: tuple[str, ...]
    title: Text


@dataclass(frozen=True, slots=True)
class TieBreak:
    """
    One key of the tie-break chain, compared exactly: the better value ranks first.

    `by` names what is compared: the points of a module, sub-criterion or aspect, or a raw reading (`field`) of
    an aspect, such as the time used; with several judges' readings, their median.
    """

    by: Literal["module", "sub_criterion", "aspect", "reading"]
    of: str
    order: Direction
    field: FieldId | None = None


@dataclass(frozen=True, slots=True)
class ResultRule:
    """
    What an event's result is: points or seconds, which end wins, how the total is rounded.

    `live` says when an entry takes a rank on a provisional list: `running` from its first mark on, `complete`
    only when all its sheets are in (an event decided by time cannot be read half-way). `not_finished` says
    whether an entry that did not finish keeps a rank.
    """

    unit: Literal["points", "seconds"] = "points"
    direction: Direction = "high"
    rounding: Rounding = field(default_factory=Rounding)
    live: Literal["running", "complete"] = "running"
    not_finished: Literal["ranked", "unranked"] = "ranked"


@dataclass(frozen=True, slots=True)
class Scheme:
    """
    评分标准 of one event. `version` counts up by one with each change; the content hash names it exactly.

    `max` is the highest total, None where the result has no ceiling (time).
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

    def module(self, module: ModuleId) -> Module | None:
        """The module of that id, or None."""
        return next((m for m in self.modules if m.id == module), None)


@dataclass(frozen=True, slots=True)
class Field:
    """
    One box of a mark as the tablet shows it: what may be written there.

    A mark is a mapping from field id to text. Numbers are written in the one accepted spelling
    (`exact.parse_number`), lie in `low`..`high` and are whole multiples of `step`; choices are `yes` or `no`.
    """

    id: FieldId
    input: Literal["level", "points", "number", "count", "time", "choice"]
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    step: Decimal = Decimal(1)
    unit: str = ""
    title: Text | None = None


NOT_ATTEMPTED = FieldId("not_attempted")
"""A field most aspects accept instead of their own: `yes` says the work is not there; worth the floor or 0."""


def can_be_not_attempted(aspect: Aspect) -> bool:
    """Whether `NOT_ATTEMPTED` is accepted: not for a veto, nor for a time that is the result (0 s would win)."""
    rule = aspect.rule
    return not (isinstance(rule, Veto) or (isinstance(rule, Time) and rule.scored == "elapsed"))


@lru_cache(maxsize=4096)  # asked for every mark of every sheet, of some hundred aspects that never change
def fields(aspect: Aspect) -> tuple[Field, ...]:
    """
    The boxes a judge fills for this aspect, in order; a complete mark fills them all.

    Ids: `level`, `points`, `seconds`, `fault` (veto); a measurement's quantity id, followed by `.1`, `.2` ...
    where it has several readings; the ids of a count's faults and of yes/no items.
    """
    rule = aspect.rule
    match rule:
        case Judgement():
            return (Field(FieldId("level"), "level", rule.low, rule.high, rule.step),)
        case Points():
            return (Field(FieldId("points"), "points", rule.low, aspect.max or Decimal(0), rule.step),)
        case Measurement():
            return tuple(
                Field(reading_id(q, n), "number", q.low, q.high, q.step, q.unit, q.title)
                for q in rule.quantities
                for n in range(1, q.readings + 1)
            )
        case Count():
            return tuple(
                Field(f.id, "count", Decimal(0), Decimal(f.count_max), Decimal(1), "", f.title)
                for f in rule.faults
            )
        case Time():
            return (Field(FieldId("seconds"), "time", Decimal(0), rule.high, rule.step, "s"),)
        case YesNo():
            return tuple(Field(i.id, "choice", title=i.title) for i in rule.items)
        case Veto():
            return (Field(FieldId("fault"), "choice"),)


def reading_id(quantity: Quantity, number: int) -> FieldId:
    """The field id of a quantity's `number`-th reading, counted from 1."""
    return quantity.id if quantity.readings == 1 else FieldId(f"{quantity.id}.{number}")
