"""A field of entries as a round, for the engine and for the reference, each in its own form. No test stands here."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from random import Random
from types import MappingProxyType
from typing import NamedTuple

from server.core.facts_round import Drawn
from server.core.facts_rulings import EntryState, EntryStateSet, PartRuled, PenaltyGiven
from server.core.facts_setup import Registration
from server.core.facts_sheet import Marks
from server.core.field import compared, given_of
from server.core.ids import Code, DelegationId, EntryId, EventId, ModuleId, OfficialId, RoundId
from server.core.recusal import recused
from server.core.results import Result, result_of
from server.core.round import Rerun, Round
from server.core.scheme import Scheme
from server.reference.rounds import Table
from tests.core.aspect_strategies import NAME
from tests.core.strategies import PanelsOf, SheetsOf

FINAL = RoundId("final")
Entries = Mapping[EntryId, SheetsOf]


class Beside(NamedTuple):
    """What counts beside the sheets."""

    states: Mapping[EntryId, EntryState] = MappingProxyType({})
    penalties: Mapping[EntryId, tuple[PenaltyGiven, ...]] = MappingProxyType({})
    difficulties: Mapping[tuple[EntryId, ModuleId], Decimal] = MappingProxyType({})
    rulings: tuple[PartRuled, ...] = ()
    reruns: Mapping[tuple[ModuleId, EntryId], tuple[Rerun, ...]] = MappingProxyType({})
    comes_from: Mapping[EntryId, DelegationId] = MappingProxyType({})
    homes: Mapping[OfficialId, DelegationId] = MappingProxyType({})


def results(
    scheme: Scheme, panels: PanelsOf, entries: Entries, beside: Beside | None = None
) -> dict[EntryId, Result]:
    """By the engine, as for a round that carries nothing over."""
    beside = beside or Beside()
    round_ = Round(FINAL, EventId("event"), NAME, "live", "name", panels=dict(panels))
    round_.states = {e: EntryStateSet(FINAL, e, s) for e, s in beside.states.items() if s != "competing"}
    round_.penalties, round_.difficulties = dict(beside.penalties), dict(beside.difficulties)
    round_.parts = {(one.on, one.part): one for one in beside.rulings}
    round_.reruns = dict(beside.reruns)
    registered = {e: Registration(e, e, home) for e, home in beside.comes_from.items()}
    round_.recused = recused((Drawn(entry, Code(entry)) for entry in registered), registered, beside.homes)
    relations = compared(scheme, round_, entries)
    return {
        entry: result_of(scheme, sheets, panels, given_of(round_, entry, relations))
        for entry, sheets in entries.items()
    }


def table(scheme: Scheme, panels: PanelsOf, entries: Entries, beside: Beside | None = None) -> Table:
    """The same for the reference."""
    beside = beside or Beside()
    found = Table(scheme, {Code(entry): entry for entry in entries}, dict(panels), states=dict(beside.states))
    found.marks = {
        (Code(entry), module, judge): marks
        for entry, sheets in entries.items()
        for module, there in sheets.items()
        for judge, marks in there.items()
    }
    found.from_, found.homes = dict(beside.comes_from), dict(beside.homes)
    given = [one for some in beside.penalties.values() for one in some]
    found.penalties = dict(enumerate(given, 1))
    found.rulings = {(one.on, one.part): one for one in beside.rulings}
    for (module, entry), reruns in beside.reruns.items():
        runs: list[dict[OfficialId, Marks]] = []
        for one in reruns:
            before = {judge: sheet.marks for judge, sheet in one.before.items()}
            runs = [*runs, before] if one.ordered.counts == "best" else []
        found.earlier[entry, module] = runs
    found.difficulties = {key: Fraction(value) for key, value in beside.difficulties.items()}
    return found


def some_difficulties(
    random: Random, scheme: Scheme, entries: Entries
) -> dict[tuple[EntryId, ModuleId], Decimal]:
    """Declared by most entries, for every module that has one."""
    found = {}
    for module in scheme.modules:
        rule = module.difficulty
        for entry in entries:
            if rule is not None and random.random() < 0.7:
                steps = int((rule.high - rule.low) / rule.step)
                found[entry, module.id] = rule.low + random.randint(0, steps) * rule.step
    return found
