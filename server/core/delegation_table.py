"""A table of delegations (代表队总分榜, 奖牌榜) as data. Who stands where in one is worked out in `delegations.py`.

Only shapes live here; the JSON and YAML forms follow the field names one to one. A competition can have several.
"""

from dataclasses import dataclass, field
from typing import Literal

from server.core.award_table import AwardId
from server.core.exact import Rounding
from server.core.ids import EventId
from server.core.rank_points import RankPoints
from server.core.scales import MedianScale, ShareOf, TScore
from server.core.scheme import Basis
from server.core.text import Text


@dataclass(frozen=True, slots=True)
class DelegationRule:
    """
    How a table of delegations is made.

    `of`: `rank_points` by `points`; `award_points` by what an award counts; `medals` by the number of each award of
    `medals`, the first one deciding; `scale` by results on a scale; `total` by results as they are. `take` adds them
    up or takes their mean over the people who took part. `best_of_event` counts only the best so many of a delegation
    in each event (None: all). `shared` gives equals the points of their rank, or the mean of the places they take
    up. `ties` decide between equal figures: more awards of `medals` in their order, more better ranks, or nothing.
    """

    of: Literal["rank_points", "award_points", "medals", "scale", "total"] = "medals"
    take: Literal["sum", "mean"] = "sum"
    points: tuple[RankPoints, ...] = ()
    medals: tuple[AwardId, ...] = ()
    best_of_event: int | None = None
    shared: Literal["full", "mean"] = "full"
    ties: Literal["medals", "ranks", "none"] = "none"
    rounding: Rounding = field(default_factory=Rounding)


@dataclass(frozen=True, slots=True)
class Heads:
    """In this event an entry is a team of so many people: in a mean its result stands for each of them."""

    event: EventId
    people: int


@dataclass(frozen=True, slots=True)
class DelegationTable:
    """
    One table: its rule, the `scale` results are put on, the `events` that count (none named: all of them).

    Without `medals` a rule that needs them looks at every award that was confirmed, the weightier first. A `total` is
    taken of events with points of which the most win.
    """

    id: str
    title: Text
    rule: DelegationRule
    scale: MedianScale | TScore | ShareOf = field(default_factory=MedianScale)
    events: tuple[EventId, ...] = ()
    people: tuple[Heads, ...] = ()
    basis: Basis = "typical"
    source: str = ""
    note: Text | None = None
