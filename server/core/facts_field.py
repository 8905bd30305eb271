"""Facts of what a round starts from: who came through to it, what is carried into it, what was declared. See `facts.py`."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from server.core.ids import EntryId, ModuleId, RoundId
from server.core.qualification import BestOfHeats, Reach, Share, Top

Through = Top | Share | Reach | BestOfHeats
"""How entries come through to a next round."""


@dataclass(frozen=True, slots=True)
class EntriesQualified:
    """Only these entries take part in the round: who came through by the results of `source`, of that version."""

    round: RoundId
    source: RoundId
    version: int
    rule: Through
    entries: tuple[EntryId, ...]
    kind: Literal["entries_qualified"] = "entries_qualified"


@dataclass(frozen=True, slots=True)
class CarriedRound:
    """An earlier round of the event, of whose own totals so many percent are carried over."""

    round: RoundId
    percent: Decimal = Decimal(100)


@dataclass(frozen=True, slots=True)
class CarrySet:
    """
    带入成绩: what a round takes over from earlier ones; with no rounds it begins anew.

    `take` `sum` adds `own_percent` of the round's own total and what is carried; `best` lets the best of them count.
    """

    round: RoundId
    rounds: tuple[CarriedRound, ...]
    own_percent: Decimal = Decimal(100)
    take: Literal["sum", "best"] = "sum"
    kind: Literal["carry_set"] = "carry_set"


@dataclass(frozen=True, slots=True)
class Declared:
    """The difficulty one entry declared for a module."""

    entry: EntryId
    module: ModuleId
    difficulty: Decimal


@dataclass(frozen=True, slots=True)
class DifficultiesDeclared:
    """难度申报: difficulties of entries in a round; each replaces what the entry had declared for the module."""

    round: RoundId
    declared: tuple[Declared, ...]
    reason: str = ""
    kind: Literal["difficulties_declared"] = "difficulties_declared"
