"""Standings become a proposal of awards, with the reason for each. A person confirms it; nothing is given here.

The proposal is a function of the table, the ranking and what is known of the competition: whoever is disqualified
later has no rank, and the same call says who has moved up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Literal, NamedTuple, assert_never

from server.core.award_needs import Field, entry_need, field_need
from server.core.award_rules import Named, Ranked, follow, in_series, in_windows, over_threshold
from server.core.award_table import (
    Award,
    AwardId,
    AwardRule,
    AwardTable,
    Follows,
    Level,
    Money,
    Need,
    NotHeld,
    Series,
    Threshold,
    Windows,
)
from server.core.award_texts import say
from server.core.ids import EntryId
from server.core.scheme import Direction
from server.core.text import Text


class Contender(NamedTuple):
    """
    An entry as awards see it: its rank, its figure (the total, or its place on a scale), and what its parts have.

    `parts` holds points by module or sub-criterion, before weights.
    """

    entry: EntryId
    rank: int | None
    value: Fraction | None
    parts: Mapping[str, Fraction] = {}


@dataclass(frozen=True, slots=True)
class Context:
    """
    What is known beside the ranking. `earlier` names who holds an award from before, None where nobody has said.
    """

    registered: int
    started: int
    level: Level | None = None
    kind: Literal["person", "team"] = "person"
    direction: Direction = "high"
    earlier: Mapping[AwardId, frozenset[EntryId]] | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """One award for one entry, and why. `check` says what a person still has to look at; `money` is in yuan."""

    entry: EntryId
    award: AwardId
    why: Text
    money: Decimal | None = None
    check: Text | None = None


@dataclass(frozen=True, slots=True)
class Withheld:
    """An award an entry would have, were it not for a condition; without an award: the entry is passed over."""

    entry: EntryId
    award: AwardId | None
    why: Text


@dataclass(frozen=True, slots=True)
class Undecided:
    """Equals of whom only `places` can have the award: a person has to say who, or that all or none do."""

    award: AwardId
    entries: tuple[EntryId, ...]
    places: int
    why: Text


@dataclass(frozen=True, slots=True)
class Proposal:
    """Awards in the order of the table's rules and of the ranking; `working` says how many there are and why."""

    given: tuple[Given, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    undecided: tuple[Undecided, ...] = ()
    working: tuple[Text, ...] = ()
    subsidy: Decimal | None = None

    def of(self, award: AwardId) -> list[EntryId]:
        """Who gets an award."""
        return [one.entry for one in self.given if one.award == award]


@dataclass(slots=True)
class _Draft:
    """A proposal being put together; nothing keeps it."""

    table: AwardTable
    context: Context
    event: Field
    contenders: Mapping[EntryId, Contender]
    given: list[Given] = field(default_factory=list)
    withheld: list[Withheld] = field(default_factory=list)
    undecided: list[Undecided] = field(default_factory=list)
    working: list[Text] = field(default_factory=list)
    closed: dict[AwardId, Text] = field(default_factory=dict)
    """Awards that are not given in this event, and why."""


def propose(table: AwardTable, contenders: Sequence[Contender], context: Context) -> Proposal:
    """Who gets which award, as the table says; the order in which contenders are given has no say."""
    count = _counted(table, contenders, context)
    known = {contender.entry: contender for contender in contenders}
    draft = _Draft(table, context, Field(count, context.level, context.kind), known)
    draft.working.append(say(f"counted_{table.counted}", count=count))
    _close_awards(draft)
    ranked = _ranked(draft, contenders)
    for rule in table.rules:
        _apply(draft, rule, ranked)
    subsidy = _amount(table.subsidies, context.level)
    return Proposal(
        tuple(draft.given), tuple(draft.withheld), tuple(draft.undecided), tuple(draft.working), subsidy
    )


def _counted(table: AwardTable, contenders: Sequence[Contender], context: Context) -> int:
    match table.counted:
        case "registered":
            return context.registered
        case "started":
            return context.started
        case "ranked":
            return sum(contender.rank is not None for contender in contenders)


def _close_awards(draft: _Draft) -> None:
    """Awards for which the field is too small, or whose conditions this event cannot meet."""
    count = draft.event.entries
    small = min(
        (one for one in draft.table.small_fields if count <= one.at_most),
        key=lambda one: one.at_most,
        default=None,
    )
    for award in draft.table.awards:
        missed = next((why for need in award.needs if (why := field_need(need, draft.event))), None)
        if small is not None and award.id not in small.awards:
            draft.closed[award.id] = say("small_field", at_most=small.at_most, award=award.title)
        elif missed is not None:
            draft.closed[award.id] = say("award_need", award=award.title, why=missed)
    draft.working += draft.closed.values()


def _ranked(draft: _Draft, contenders: Sequence[Contender]) -> list[Ranked]:
    """Those who take part in awards, their ranks closed up over those who are passed over."""
    able = []
    for one in sorted((c for c in contenders if c.rank is not None), key=lambda c: (c.rank or 0, c.entry)):
        missed = _missed(draft, draft.table.eligible, one)
        if missed is None:
            able.append(one)
        else:
            draft.withheld.append(Withheld(one.entry, None, say("passed_over", why=missed)))
    found: list[Ranked] = []
    for _, equals in groupby(able, key=lambda c: c.rank):
        place = len(found) + 1
        found += [Ranked(one.entry, place, one.value) for one in equals]
    return found


def _missed(draft: _Draft, needs: Sequence[Need], one: Contender) -> Text | None:
    """The first condition an entry does not meet."""
    for need in needs:
        if why := (field_need(need, draft.event) or entry_need(need, one.value, one.parts)):
            return why
    return None


def _apply(draft: _Draft, rule: AwardRule, ranked: Sequence[Ranked]) -> None:
    named: Named
    match rule:
        case Series():
            named = in_series(rule, draft.table, ranked, draft.event.entries)
        case Windows():
            named = in_windows(rule, ranked, draft.context.direction)
        case Threshold():
            without = [one for one in ranked if all(given.entry != one.entry for given in draft.given)]
            named = over_threshold(rule, without, draft.context.direction)
        case Follows():
            held = {(given.entry, given.award) for given in draft.given}
            named = follow(rule, draft.table, ranked, held)
        case _:
            assert_never(rule)
    draft.working += named.working
    draft.undecided += [
        Undecided(award, entries, places, why)
        for award, entries, places, why in named.undecided
        if award not in draft.closed
    ]
    for entry, award, why in named.given:
        if award not in draft.closed:
            _give(draft, draft.contenders[entry], draft.table.award(award), why)


def _give(draft: _Draft, one: Contender, award: Award, why: Text) -> None:
    """The award, unless a condition is not met."""
    missed = _missed(draft, award.needs, one)
    held = any(isinstance(need, NotHeld) for need in award.needs)
    earlier = draft.context.earlier
    if missed is None and held and earlier is not None and one.entry in earlier.get(award.id, frozenset()):
        missed = say("need_not_held")
    if missed is not None:
        draft.withheld.append(Withheld(one.entry, award.id, missed))
        return
    check = _to_check(award) if held and earlier is None else None
    draft.given.append(Given(one.entry, award.id, why, _amount(award.money, draft.context.level), check))


def _to_check(award: Award) -> Text:
    years = next(need.years for need in award.needs if isinstance(need, NotHeld))
    return say("check_not_held") if years is None else say("check_not_held_years", years=years)


def _amount(money: Sequence[Money], level: Level | None) -> Decimal | None:
    """What is paid at a level; the line without a level stands for those that have none."""
    own = next((one.amount for one in money if one.level == level and level is not None), None)
    return own if own is not None else next((one.amount for one in money if one.level is None), None)
