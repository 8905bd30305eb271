"""What counts for one entry of a round besides the marks on its sheets; plain data. How it counts stands in `results.py`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from server.core.facts_rulings import EntryState, PartRuled, PenaltyGiven
from server.core.facts_sheet import Mark, Marks
from server.core.ids import AspectId, ModuleId, OfficialId, RoundId
from server.core.relative import Relation
from server.core.seats import Before


class Brought(NamedTuple):
    """What an entry brings from an earlier round: `percent` of its own `total` there, None where it has none."""

    round: RoundId
    total: Decimal | None
    percent: Decimal = Decimal(100)


class Agreed(NamedTuple):
    """The mark a panel has come to for an aspect (评议), and why."""

    mark: Mark
    reason: str


@dataclass(frozen=True, slots=True)
class Runs:
    """
    A module that an entry did more than once.

    `number` is the run the entry's sheets are of, `reason` why it was ordered, `earlier` the runs that may count instead.
    """

    number: int
    reason: str = ""
    earlier: tuple[tuple[int, Mapping[OfficialId, Marks]], ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """
    All that an entry's result depends on, sheets and panels apart; what is not given changes nothing.

    `state` is whether the officials let it compete; `penalties` are those that count, in the order they were given;
    `parts` are the rulings on parts of the scheme, which hold for every entry; `relations` its place among the others
    in every aspect that is compared; `difficulty` the factor it declared for a module; `brought` what it carries over
    from earlier rounds, to which `own_percent` of its own total are added; with `best_round` the best of them all
    counts instead; `runs` are those modules that it did again; `decided` its place
    in a tie that the chief judge decided; `recused` are the judges who stay out of it, whatever panel they are on; `before`
    names who held a judge's seat on a module's panel before them; `agreed` are the
    marks that a panel agreed on in one run of a module: they count as those of every judge.
    """

    state: EntryState = "competing"
    penalties: tuple[PenaltyGiven, ...] = ()
    parts: tuple[PartRuled, ...] = ()
    relations: Mapping[AspectId, Relation] = field(default_factory=dict)
    difficulty: Mapping[ModuleId, Decimal] = field(default_factory=dict)
    brought: tuple[Brought, ...] = ()
    own_percent: Decimal = Decimal(100)
    best_round: bool = False
    runs: Mapping[ModuleId, Runs] = field(default_factory=dict)
    decided: int | None = None
    recused: frozenset[OfficialId] = frozenset()
    before: Mapping[ModuleId, Before] = field(default_factory=dict)
    agreed: Mapping[tuple[ModuleId, int], Mapping[AspectId, Agreed]] = field(default_factory=dict)


NOTHING = Given()
"""An entry that simply competes."""


def as_agreed(sheet: Marks, agreed: Mapping[AspectId, Agreed] | None) -> Marks:
    """A judge's sheet with what the panel agreed on in the place of the judge's own marks."""
    if not agreed:
        return sheet
    return {aspect: agreed[aspect].mark if aspect in agreed else mark for aspect, mark in sheet.items()}
