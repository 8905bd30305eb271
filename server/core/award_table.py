"""An award table (奖项设置) as data: prizes, medals, titles, their conditions and money. Who gets one stands in `awards.py`.

Only shapes live here; the JSON form follows the field names one to one. A table says nothing of a particular
event: it is set for one, together with the level of the competition.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NewType

from server.core.later import later
from server.core.scales import MedianScale, ShareOf, TScore
from server.core.scheme import Basis
from server.core.text import Text

AwardId = NewType("AwardId", str)

Level = Literal["national_1", "national_2", "provincial", "municipal", "district", "enterprise"]
"""国家级一类、国家级二类、省级、市级、区县级、企业级."""

Ties = Literal["as_ranked", "all_in", "none", "decide"]
"""
What happens to equals of whom only some would fit: `as_ranked` all of them get the award and take places from the
next one; `all_in` all of them get it and the next award keeps its full number; `none` none of them gets it, they go
on to the next award; `decide` a person has to.
"""


@dataclass(frozen=True, slots=True)
class EntriesAtLeast:
    """The event has at least so many entries."""

    count: int
    need: Literal["entries"] = "entries"


@dataclass(frozen=True, slots=True)
class AtLevel:
    """The competition is of one of these levels."""

    levels: tuple[Level, ...]
    need: Literal["level"] = "level"


@dataclass(frozen=True, slots=True)
class ReachPoints:
    """The entry has at least `minimum` points: in total (`of` empty), or in a module or sub-criterion, before weights."""

    minimum: Decimal
    of: str = ""
    need: Literal["points"] = "points"


@dataclass(frozen=True, slots=True)
class OfKind:
    """The event is one of single persons, or of teams (劳动奖章 goes to a person, 工人先锋号 to a team)."""

    kind: Literal["person", "team"]
    need: Literal["kind"] = "kind"


@dataclass(frozen=True, slots=True)
class NotHeld:
    """The entry does not hold this award from before: `years` back, or ever. Where nobody knows, a person has to look."""

    years: int | None = None
    need: Literal["not_held"] = "not_held"


Need = EntriesAtLeast | AtLevel | ReachPoints | OfKind | NotHeld


@dataclass(frozen=True, slots=True)
class Money:
    """So much, in yuan, at a level of competition; without a level at any that has no line of its own."""

    amount: Decimal
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Award:
    """
    奖项: a prize, medal, title or order. `points` is what it counts in a delegation table.

    An entry that does not meet the `needs` goes without, and nobody moves up.
    """

    id: AwardId
    title: Text
    points: Decimal = Decimal(0)
    money: tuple[Money, ...] = ()
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """
    How many get an award: `places`, or `share` percent of the entries, or all places up to `up_to` percent of them.

    Exactly one of the three is set. A share that is no whole number is rounded: 4.5 places are 4, 5 or 5.
    """

    award: AwardId
    places: int | None = None
    share: Decimal | None = None
    up_to: Decimal | None = None
    rounding: Literal["floor", "nearest", "ceiling"] = "nearest"


@dataclass(frozen=True, slots=True)
class Series:
    """Awards given one after another down the ranking."""

    steps: tuple[Step, ...]
    ties: Ties = "as_ranked"
    by: Literal["series"] = "series"


@dataclass(frozen=True, slots=True)
class Windows:
    """
    Medals with near ties, as at WorldSkills: `window` points, inclusive, from the first of each group.

    Gold is everyone near the best. After three or more golds there is no silver, and bronze goes to those near the
    last gold; after two there is no silver, and bronze goes to the next and all near them. After one gold, silver
    goes to the next and all near them, and after one silver, bronze likewise; after two or more there is no bronze.
    """

    gold: AwardId
    silver: AwardId
    bronze: AwardId
    window: Decimal = Decimal(2)
    by: Literal["windows"] = "windows"


@dataclass(frozen=True, slots=True)
class Threshold:
    """Everyone who reaches `minimum` points and has none of the awards given by the rules before this one."""

    award: AwardId
    minimum: Decimal
    by: Literal["threshold"] = "threshold"


@dataclass(frozen=True, slots=True)
class Follows:
    """A title or order that follows: for everyone with one of the awards `of`, or of rank `first` to `last`."""

    award: AwardId
    of: tuple[AwardId, ...] = ()
    first: int | None = None
    last: int | None = None
    by: Literal["follows"] = "follows"


AwardRule = Series | Windows | Threshold | Follows


@dataclass(frozen=True, slots=True)
class SmallField:
    """With at most so many entries only these awards are given; the table's narrowest such line counts."""

    at_most: int
    awards: tuple[AwardId, ...]


@dataclass(frozen=True, slots=True)
class AwardTable:
    """
    All awards of an event. `counted` says which entries a share is taken of and a field's size counts: those
    registered, those that started (all but absent and withdrawn ones), or those with a rank.

    Rules look at the total, or at its place on a `scale`. An entry that does not meet `eligible` is passed over,
    and those behind it move up. `subsidies` go to the organiser, by level. `by_category`: the rules look at every
    category of entries on its own, each with its own ranks and counts; who has no category stands in none.
    """

    id: str
    version: int
    title: Text
    basis: Basis
    source: str
    awards: tuple[Award, ...]
    rules: tuple[AwardRule, ...]
    counted: Literal["registered", "started", "ranked"] = "started"
    scale: MedianScale | TScore | ShareOf | None = None
    small_fields: tuple[SmallField, ...] = ()
    eligible: tuple[Need, ...] = ()
    subsidies: tuple[Money, ...] = ()
    note: Text | None = None
    by_category: bool = later(False)

    def award(self, award: AwardId) -> Award:
        """The award of that id; the check sees to it that a rule names no other."""
        return next(one for one in self.awards if one.id == award)
