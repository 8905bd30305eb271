"""Each kind of award rule on its own: whom it names, before any condition is looked at. No money, no small fields."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Literal, NamedTuple

from server.core import award_texts
from server.core.award_table import AwardId, AwardTable, Follows, Series, Step, Threshold, Ties, Windows
from server.core.award_texts import say
from server.core.exact import Rounding
from server.core.ids import EntryId
from server.core.scheme import Direction
from server.core.text import Text


class Ranked(NamedTuple):
    """An entry that takes part in awards; a list of them is in order of rank, equals by id."""

    entry: EntryId
    rank: int
    value: Fraction | None


@dataclass(slots=True)
class Named:
    """Whom a rule names: entry, award, reason; and ties it leaves open: award, entries, places, reason."""

    given: list[tuple[EntryId, AwardId, Text]] = field(default_factory=list)
    undecided: list[tuple[AwardId, tuple[EntryId, ...], int, Text]] = field(default_factory=list)
    working: list[Text] = field(default_factory=list)


_ROUNDINGS: dict[str, Literal["half_up", "floor", "ceiling"]] = {
    "nearest": "half_up",
    "floor": "floor",
    "ceiling": "ceiling",
}


def part_of(count: int, percent: Decimal, rounding: str) -> int:
    """
    A share of a number of entries in whole places.

    >>> [part_of(45, Decimal(10), way) for way in ("floor", "nearest", "ceiling")]
    [4, 5, 5]
    """
    return int(Rounding(0, _ROUNDINGS[rounding]).apply(count * Fraction(percent) / 100))


def in_series(rule: Series, table: AwardTable, ranked: Sequence[Ranked], count: int) -> Named:
    """Awards one after another down the ranking; `count` is what shares are taken of."""
    named = Named()
    waiting = [tuple(equals) for _, equals in groupby(ranked, key=lambda one: one.rank)]
    start = 0
    for step in rule.steps:
        title = table.award(step.award).title
        end = _end(step, start, count)
        named.working.append(_size_text(step, title, start, end, count))
        reached = _take_step(_Places(step.award, title, start, end, rule.ties), waiting, named)
        start = max(end, reached) if rule.ties == "all_in" else end
    return named


class _Places(NamedTuple):
    """The places of one award: ranks `start` + 1 to `end`."""

    award: AwardId
    title: Text
    start: int
    end: int
    ties: Ties


def _take_step(places: _Places, waiting: list[tuple[Ranked, ...]], named: Named) -> int:
    """Equals by equals off the head of those waiting, while there are places; the last rank that was reached."""
    reached = places.start
    while waiting and waiting[0][0].rank <= places.end:
        equals = waiting[0]
        rank = equals[0].rank
        last, left = rank + len(equals) - 1, places.end - rank + 1
        fits = last <= places.end
        figures = {"rank": rank, "tied": len(equals), "left": left, "award": places.title}
        if not fits and places.ties == "none":
            named.working.append(say("tie_none", **figures))
            break
        waiting.pop(0)
        reached = last
        if not fits and places.ties == "decide":
            entries = tuple(one.entry for one in equals)
            named.undecided.append((places.award, entries, left, say("tie_decide", **figures)))
        else:
            shown = award_texts.ranks(min(rank, places.start + 1), places.end)
            why = say("rank" if fits else "tie_in", rank=rank, ranks=shown, last=places.end)
            named.given += [(one.entry, places.award, why) for one in equals]
    return reached


def _end(step: Step, start: int, count: int) -> int:
    """The last rank a step reaches to."""
    if step.places is not None:
        return start + step.places
    if step.share is not None:
        return start + part_of(count, step.share, step.rounding)
    assert step.up_to is not None, "the check asks for one of the three"
    return max(start, part_of(count, step.up_to, step.rounding))


def _size_text(step: Step, title: Text, start: int, end: int, count: int) -> Text:
    figures: dict[str, object] = {"award": title, "places": end - start, "last": end}
    figures["ranks"] = award_texts.ranks(start + 1, end)
    percent = step.share if step.share is not None else step.up_to
    if percent is None:
        return say("places", **figures)
    exact = count * Fraction(percent) / 100
    figures |= {"count": count, "percent": percent, "exact": exact}
    figures |= {"rounded": award_texts.rounded(step.rounding)}
    return say("share" if step.share is not None else "up_to", **figures)


def in_windows(rule: Windows, ranked: Sequence[Ranked], direction: Direction) -> Named:
    """Medals by distance from the first of each group."""
    named = Named()
    figures = [(one.entry, one.value) for one in ranked if one.value is not None]
    figures.sort(key=lambda pair: (-pair[1] if direction == "high" else pair[1], pair[0]))
    groups = _Groups(rule, figures, named)
    golds = groups.take(rule.gold, best=True)
    if golds >= 3:
        named.working.append(say("golds_many", count=golds))
        groups.take_near_last(rule.bronze)
    elif golds == 2:
        named.working.append(say("golds_two"))
        groups.take(rule.bronze)
    elif groups.take(rule.silver) == 1:
        groups.take(rule.bronze)
    elif groups.last > 1:
        named.working.append(say("silvers_many", count=groups.last))
    return named


class _Groups:
    """Groups of near equals, one after another; `last` is how many the newest has."""

    def __init__(self, rule: Windows, figures: list[tuple[EntryId, Fraction]], named: Named) -> None:
        self._window = Fraction(rule.window)
        self._left = figures
        self._named = named
        self._before: Fraction | None = None
        self.last = 0

    def take(self, award: AwardId, *, best: bool = False) -> int:
        """The next one and all near it; how many these are."""
        if not self._left:
            self.last = 0
            return 0
        (first, value), self._left = self._left[0], self._left[1:]
        why = say("best" if best else "group_first", value=value)
        self._named.given.append((first, award, why))
        self.last = 1 + self._near(award, value)
        return self.last

    def take_near_last(self, award: AwardId) -> None:
        """All near the last of the group before."""
        assert self._before is not None, "there is a group before"
        self._near(award, self._before)

    def _near(self, award: AwardId, first: Fraction) -> int:
        found = 0
        self._before = first
        for entry, value in self._left:
            apart = abs(first - value)
            if apart > self._window:
                break
            why = say("near", value=value, first=first, apart=apart, window=self._window)
            self._named.given.append((entry, award, why))
            self._before = value
            found += 1
        self._left = self._left[found:]
        return found


def over_threshold(rule: Threshold, ranked: Sequence[Ranked], direction: Direction) -> Named:
    """Everyone who reaches the minimum; where the low result wins, who needs no more."""
    sign = 1 if direction == "high" else -1
    least = Fraction(rule.minimum)
    return Named(
        [
            (one.entry, rule.award, say("threshold", value=one.value, minimum=least))
            for one in ranked
            if one.value is not None and sign * one.value >= sign * least
        ]
    )


def follow(
    rule: Follows, table: AwardTable, ranked: Sequence[Ranked], held: AbstractSet[tuple[EntryId, AwardId]]
) -> Named:
    """Titles of those who hold an award, or who have a rank."""
    named = Named()
    for one in ranked:
        of = [table.award(award).title for award in rule.of if (one.entry, award) in held]
        if of:
            named.given.append((one.entry, rule.award, say("follows", of=award_texts.listed(of))))
        elif rule.last is not None and (rule.first or 1) <= one.rank <= rule.last:
            named.given.append((one.entry, rule.award, say("follows_rank", rank=one.rank)))
    return named
