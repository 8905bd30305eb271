"""The kinds of aspects (评分点) as data: what a judge writes down and by which figures it is worth points.

Only shapes live here; the scheme around them stands in `scheme.py`, what a mark is worth in `points.py`. The JSON
form follows the field names one to one.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from server.core.exact import Rounding
from server.core.ids import AspectId, FieldId
from server.core.rank_points import RankPoints
from server.core.text import Text


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
    """Points for readings for which every condition holds; the first band that fits counts."""

    when: tuple[Within, ...]
    points: Decimal


Take = Literal["worst", "best", "each", "mean"]
"""
What several readings of one line come to: the points of the worst or of the best one, an equal share of the max for
each, or the points of their mean (the readings are averaged exactly, not the points).
"""


@dataclass(frozen=True, slots=True)
class Bands:
    """
    Tolerance bands with exact bounds; of several readings the worst one counts, or what `take` says.

    A line decided by several quantities bands their n-th readings together; one read once goes with each.
    With `each`, a band's points are those of the whole line: five conforming readings of 15 give 3 each.
    """

    bands: tuple[Band, ...]
    otherwise: Decimal = Decimal(0)
    take: Take = "worst"
    by: Literal["bands"] = "bands"


@dataclass(frozen=True, slots=True)
class Knot:
    """A reading and its points."""

    at: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True)
class Interpolation:
    """
    Points along straight lines between knots, exact: beyond the first and the last knot the points of that knot.

    The knots of the one quantity stand in rising order of `at`. Of several readings `take` says which count.
    """

    knots: tuple[Knot, ...]
    take: Take = "worst"
    by: Literal["interpolation"] = "interpolation"


@dataclass(frozen=True, slots=True)
class StepDeduction:
    """
    Full points inside nominal +plus/-minus; outside, `minus_points` for each `step` begun, per reading, floor 0.

    Each reading has an equal share of the aspect's max ("4 points each, minus 2 per 0.01 mm over"). `mean`: the
    readings of a quantity are averaged first, and each quantity has a share. `worst` and `best`: every reading is
    worked out on the whole max, and the lowest or the highest outcome counts.
    """

    step: Decimal
    minus_points: Decimal
    take: Take = "each"
    by: Literal["step_deduction"] = "step_deduction"


@dataclass(frozen=True, slots=True)
class OverFactor:
    """Part credit: beyond the tolerance by at most `over`, the reading's share is multiplied by `factor`."""

    over: Decimal
    factor: Decimal


@dataclass(frozen=True, slots=True)
class PartCredit:
    """
    Full inside nominal +plus/-minus, then the first factor whose `over` is not exceeded, else nothing.

    Shares and `take` as for `StepDeduction`.
    """

    factors: tuple[OverFactor, ...] = ()
    take: Take = "each"
    by: Literal["part_credit"] = "part_credit"


@dataclass(frozen=True, slots=True)
class OutDeduction:
    """The aspect's max, minus `minus_points` for every reading outside nominal +plus/-minus; floor 0."""

    minus_points: Decimal
    by: Literal["out_deduction"] = "out_deduction"


@dataclass(frozen=True, slots=True)
class Value:
    """
    The reading itself is the points: grams left, metres thrown. Several readings: their mean, sum, highest or lowest.

    At most the aspect's max, where it has one. Such an aspect cannot be "not attempted": nought may be the best.
    """

    take: Literal["mean", "sum", "highest", "lowest"] = "mean"
    by: Literal["value"] = "value"


@dataclass(frozen=True, slots=True)
class Formula:
    """
    换算公式: points = factor x (reading - offset) ^ exponent, or factor x (offset - reading) ^ exponent.

    `side` says on which side of the offset points are earned: `above` (metres, pieces) or `below` (seconds); on the
    other side, and at the offset, there are none. Worked out in whole numbers and rounded once, usually down, as the
    points tables of combined events do. Of several readings `take` says whose points count.
    """

    factor: Decimal
    offset: Decimal
    exponent: Decimal
    side: Literal["above", "below"] = "above"
    rounding: Rounding = field(default_factory=lambda: Rounding(0, "floor"))
    take: Literal["worst", "best"] = "best"
    by: Literal["formula"] = "formula"


Scored = Bands | Interpolation | StepDeduction | PartCredit | OutDeduction | Value | Formula


@dataclass(frozen=True, slots=True)
class Limits:
    """
    When a line of readings is worth nothing, whatever the rest says; looked at reading by reading.

    More than `out_max` readings outside nominal +plus/-minus, or one that lies further than `over_max` beyond its
    tolerance ("3 places or one beyond 8 mm: 0" with a tolerance of 5 mm: out_max 2, over_max 3).
    """

    out_max: int | None = None
    over_max: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Measurement:
    """测量分: raw readings are kept; the points follow from them by one of seven rules, within `limits`."""

    quantities: tuple[Quantity, ...]
    scored: Scored
    limits: Limits | None = None
    kind: Literal["measurement"] = "measurement"


@dataclass(frozen=True, slots=True)
class Fault:
    """
    A countable fault or piece: `points` each (negative takes away, positive adds), at most `cap` points in all.

    `per` more than 1 gives the points for every `per` complete ones ("1 less for every 3 blind joints"). As many as
    `zero_from` or more, and the whole aspect is worth its floor, or nothing where it has none.
    """

    id: FieldId
    title: Text
    points: Decimal
    cap: Decimal | None = None
    count_max: int = 99
    per: int = 1
    zero_from: int | None = None


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
class Level:
    """One named level of a rubric and its points."""

    title: Text
    points: Decimal


@dataclass(frozen=True, slots=True)
class Rubric:
    """
    等级评分: named levels with points of their own, from the lowest to the highest; the judge picks one.

    The mark holds the number of the level, 0 for the first one. The points rise from level to level, none is
    negative, the highest gives the aspect's max.
    """

    levels: tuple[Level, ...]
    kind: Literal["rubric"] = "rubric"


@dataclass(frozen=True, slots=True)
class Imported:
    """
    导入成绩: a mark made elsewhere, such as a theory paper (理论试卷); typed, or taken from a file.

    It lies between 0 and `paper_max` in steps of `step` and counts max x mark / `paper_max`, exact.
    """

    paper_max: Decimal = Decimal(100)
    step: Decimal = Decimal("0.5")
    kind: Literal["imported"] = "imported"


@dataclass(frozen=True, slots=True)
class BestShare:
    """The best value of the field has the aspect's max, every other its share of it: own / best, or best / own."""

    by: Literal["best_share"] = "best_share"


@dataclass(frozen=True, slots=True)
class BehindBest:
    """The best value of the field has the aspect's max; `minus_points` less for each `step` begun behind it, floor 0."""

    step: Decimal
    minus_points: Decimal
    by: Literal["behind_best"] = "behind_best"


@dataclass(frozen=True, slots=True)
class ByPlace:
    """Points by the place of the value in the field; equals have the points of their place, or their mean (`shared`)."""

    ranks: tuple[RankPoints, ...]
    shared: Literal["full", "mean"] = "full"
    by: Literal["by_place"] = "by_place"


@dataclass(frozen=True, slots=True)
class Beaten:
    """
    `start`, and `each` more for every entry of the field whose value is worse; kept within the aspect's max and bonus.

    Who is on the wrong side of `limit` neither gains nor is counted as beaten, and loses `minus_points` for each `step`
    begun beyond it, floor 0 ("in time 5; 0.1 more for each who finished later in time; late: 0.5 less per 10 min").
    """

    start: Decimal
    each: Decimal
    limit: Decimal | None = None
    step: Decimal = Decimal(1)
    minus_points: Decimal = Decimal(0)
    by: Literal["beaten"] = "beaten"


Compared = BestShare | BehindBest | ByPlace | Beaten


@dataclass(frozen=True, slots=True)
class Relative:
    """
    相对分: a value that is worth what it is worth beside those of the other entries of the round.

    The judge writes the value: seconds where the unit is `s`, else a number. `order` says which end is better. The
    field are the entries that compete and have a value; several judges' values count as their median. Points move
    while others are still being marked, and again when one of them is disqualified.
    """

    order: Literal["high", "low"]
    compared: Compared
    unit: str = "s"
    step: Decimal = Decimal(1)
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(86400)
    kind: Literal["relative"] = "relative"


@dataclass(frozen=True, slots=True)
class Veto:
    """
    否决项: a disqualifying fault. When a judge finds it, everything in its scope is void.

    Scope `aspects` voids the aspects named in `voids`, `sub_criterion` the one it stands in, `module` its module,
    `entry` disqualifies the entry. One judge's finding is enough; an aspect of this kind has max 0.
    """

    scope: Literal["aspects", "sub_criterion", "module", "entry"]
    voids: tuple[AspectId, ...] = ()
    kind: Literal["veto"] = "veto"


Rule = Judgement | Points | Measurement | Count | Time | YesNo | Rubric | Imported | Relative | Veto
