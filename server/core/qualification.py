"""Who goes on to the next round (晋级). Draws stand in `draw.py`, what a round takes over from others in `brought.py`."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Literal, NamedTuple, assert_never

from server.core.exact import Rounding
from server.core.ids import EntryId

CutTies = Literal["all", "none"]
"""Equals of whom only some would fit at the cut: all of them go on, or none does."""


@dataclass(frozen=True, slots=True)
class Top:
    """The first `count`."""

    count: int
    ties: CutTies = "all"
    by: Literal["top"] = "top"


@dataclass(frozen=True, slots=True)
class Share:
    """The first `percent` of those who have a rank, rounded to whole entries."""

    percent: Decimal
    rounding: Literal["half_up", "floor", "ceiling"] = "floor"
    ties: CutTies = "all"
    by: Literal["share"] = "share"


@dataclass(frozen=True, slots=True)
class Reach:
    """Everyone whose result is `minimum` or better."""

    minimum: Decimal
    by: Literal["reach"] = "reach"


@dataclass(frozen=True, slots=True)
class BestOfHeats:
    """The first `count` of each heat, then the `others` best of all the rest."""

    count: int
    others: int = 0
    ties: CutTies = "all"
    by: Literal["best_of_heats"] = "best_of_heats"


Qualification = Top | Share | Reach | BestOfHeats


class Finisher(NamedTuple):
    """An entry after a round: its rank over all heats (None: it has none), its result, and its heat."""

    entry: EntryId
    rank: int | None
    value: Fraction | None = None
    heat: str = ""


def qualified(
    rule: Qualification, finishers: Sequence[Finisher], direction: Literal["high", "low"] = "high"
) -> tuple[EntryId, ...]:
    """Who goes on, by rank, equals by id; who has no rank never does. Equal entries of a heat share its place."""
    ranked = sorted((one for one in finishers if one.rank is not None), key=_place)
    match rule:
        case Top():
            chosen = _first(ranked, rule.count, rule.ties)
        case Share():
            count = Rounding(0, rule.rounding).apply(len(ranked) * Fraction(rule.percent) / 100)
            chosen = _first(ranked, int(count), rule.ties)
        case Reach():
            sign = 1 if direction == "high" else -1
            least = sign * Fraction(rule.minimum)
            chosen = [one for one in ranked if one.value is not None and sign * one.value >= least]
        case BestOfHeats():
            chosen = _of_heats(ranked, rule)
        case _:
            assert_never(rule)
    return tuple(one.entry for one in chosen)


def _place(one: Finisher) -> tuple[int, EntryId]:
    assert one.rank is not None, "only the ranked are sorted"
    return one.rank, one.entry


def _first(ranked: Sequence[Finisher], count: int, ties: CutTies) -> list[Finisher]:
    """The first ones of a list in order of rank; the ranks themselves need not begin at 1."""
    chosen: list[Finisher] = []
    for _, some in groupby(ranked, key=lambda one: one.rank):
        equals = list(some)
        if len(chosen) >= count or (ties == "none" and len(chosen) + len(equals) > count):
            break
        chosen += equals
    return chosen


def _of_heats(ranked: Sequence[Finisher], rule: BestOfHeats) -> list[Finisher]:
    heats = sorted({one.heat for one in ranked})
    chosen: set[EntryId] = set()
    for heat in heats:
        of_heat = [one for one in ranked if one.heat == heat]
        chosen |= {one.entry for one in _first(of_heat, rule.count, rule.ties)}
    others = [one for one in ranked if one.entry not in chosen]
    chosen |= {one.entry for one in _first(others, rule.others, rule.ties)}
    return [one for one in ranked if one.entry in chosen]
