"""The field of a round: what every drawn entry's result is made of, and the results, from the folded facts alone.

Here, and nowhere else, a round becomes the arguments of `result_of`; live standings keep what they got and ask again
for the entries that changed.
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from server.core.boxes import fields
from server.core.competition import Competition
from server.core.facts_field import CarriedRound
from server.core.facts_sheet import Marks
from server.core.given import Agreed, Brought, Given, Runs
from server.core.ids import AspectId, EntryId, ModuleId, OfficialId, RoundId
from server.core.penalties import charges
from server.core.points import fault_found
from server.core.relative import Relation, related
from server.core.results import Result, result_of
from server.core.round import Round
from server.core.rules import Relative, Veto
from server.core.scheme import Aspect, Module, Scheme
from server.core.standings import Standings, rank
from server.core.tally import median_reading
from server.core.tie_decisions import decided

HUNDRED = Decimal(100)

SheetsOf = dict[ModuleId, dict[OfficialId, Marks]]
"""One entry's marks as they stand: by module and judge."""


def sheets_of(scheme: Scheme, round_: Round, entry: EntryId) -> SheetsOf:
    """The marks of one entry in the modules of a scheme."""
    return {
        module.id: {judge: one.marks for judge, one in round_.sheets.get((module.id, entry), {}).items()}
        for module in scheme.modules
    }


Compared = Mapping[EntryId, Mapping[AspectId, Relation]]
"""Every entry's relations to the field, by aspect."""


def relative_aspects(scheme: Scheme) -> list[tuple[Module, Aspect]]:
    """The aspects of a scheme that are worth what the field makes of them."""
    return [(m, a) for m in scheme.modules for a in m.aspects() if isinstance(a.rule, Relative)]


def value_of(
    round_: Round, entry: EntryId, module: Module, aspect: Aspect, sheets: SheetsOf
) -> Fraction | None:
    """What one entry's judges read in an aspect that is compared: the middle one; None where nobody read anything."""
    there = sheets.get(module.id, {})
    counted = [(judge, there[judge]) for judge in round_.judging(module.id, entry) if judge in there]
    return median_reading(counted, aspect.id, fields(aspect)[0].id)


def in_field(scheme: Scheme, round_: Round, entry: EntryId, sheets: SheetsOf) -> bool:
    """
    Whether an entry is one of those the others are compared with: it competes, and no judge and no penalty has
    disqualified it.

    A gate takes nobody out of the field: what it looks at may itself depend on the field.
    """
    out = charges(scheme, round_.penalties.get(entry, ())).out
    if round_.state(entry) != "competing" or out is not None:
        return False
    vetoes = [
        (module.id, aspect.id)
        for module in scheme.modules
        for aspect in module.aspects()
        if isinstance(aspect.rule, Veto) and aspect.rule.scope == "entry"
    ]
    return not any(
        fault_found(marks[aspect])
        for module, aspect in vetoes
        for judge, marks in sheets.get(module, {}).items()
        if judge in round_.judging(module, entry) and aspect in marks
    )


def compared(scheme: Scheme, round_: Round, sheets: Mapping[EntryId, SheetsOf]) -> Compared:
    """How every entry stands beside the others in every aspect that is compared."""
    found: dict[EntryId, dict[AspectId, Relation]] = {}
    aspects = relative_aspects(scheme)
    field = [e for e, there in sheets.items() if in_field(scheme, round_, e, there)] if aspects else []
    for module, aspect in aspects:
        values = {entry: value_of(round_, entry, module, aspect, sheets[entry]) for entry in field}
        known = {entry: value for entry, value in values.items() if value is not None}
        for entry, relation in related(aspect, known).items():
            found.setdefault(entry, {})[aspect.id] = relation
    return found


Before = Mapping[RoundId, Mapping[EntryId, Result]]
"""The results of the rounds that a round carries over from."""


def results_before(state: Competition, round_: Round) -> Before:
    """All results of the rounds that are carried over from; nothing where none are."""
    if round_.carry is None:
        return {}
    return {one.round: results(state, state.rounds[one.round]) for one in round_.carry.rounds}


def given_of(
    round_: Round, entry: EntryId, relations: Compared | None = None, before: Before | None = None
) -> Given:
    """What counts for an entry besides its sheets."""
    carry = round_.carry
    return Given(
        state=round_.state(entry),
        penalties=round_.penalties.get(entry, ()),
        parts=tuple(round_.parts.values()),
        relations=(relations or {}).get(entry, {}),
        difficulty={module: value for (of, module), value in round_.difficulties.items() if of == entry}
        if round_.difficulties
        else {},
        brought=() if carry is None else tuple(_brought(one, entry, before or {}) for one in carry.rounds),
        own_percent=HUNDRED if carry is None else carry.own_percent,
        best_round=carry is not None and carry.take == "best",
        runs=_runs_of(round_, entry) if round_.reruns else {},
        recused=round_.recused.get(entry, frozenset()),
        before=round_.before,
        agreed=_agreed(round_, entry) if round_.conferences or round_.reruns else {},
    )


def without_carry(given: Given) -> Given:
    """The same, as if nothing were carried over from earlier rounds."""
    return replace(given, brought=(), own_percent=HUNDRED, best_round=False)


def _agreed(round_: Round, entry: EntryId) -> dict[tuple[ModuleId, int], Mapping[AspectId, Agreed]]:
    """What panels agreed on, by module and run."""
    found: dict[tuple[ModuleId, int], Mapping[AspectId, Agreed]] = {}
    for (module, of), reruns in round_.reruns.items():
        if of == entry:
            found |= {(module, n): one.agreed for n, one in enumerate(reruns, 1) if one.agreed}
    for (module, of), said in round_.conferences.items():
        if of == entry and said.agreed:
            found[module, round_.run(module, entry)] = said.agreed
    return found


def _brought(one: CarriedRound, entry: EntryId, before: Before) -> Brought:
    result = before.get(one.round, {}).get(entry)
    return Brought(one.round, None if result is None else result.own, one.percent)


def _runs_of(round_: Round, entry: EntryId) -> dict[ModuleId, Runs]:
    """The modules the entry did again. With `best` what counted until then may still count, with `last` it does not."""
    found = {}
    for module, reruns in ((module, some) for (module, of), some in round_.reruns.items() if of == entry):
        earlier: list[tuple[int, Mapping[OfficialId, Marks]]] = []
        for number, one in enumerate(reruns, 1):
            sheets = {judge: sheet.marks for judge, sheet in one.before.items()}
            earlier = [*earlier, (number, sheets)] if one.ordered.counts == "best" else []
        found[module] = Runs(len(reruns) + 1, reruns[-1].ordered.reason, tuple(earlier))
    return found


def results_under(
    state: Competition, round_: Round, scheme: Scheme, sheets: Mapping[EntryId, SheetsOf]
) -> dict[EntryId, Result]:
    """The results of these sheets under any scheme, with all else as the round has it."""
    relations, before = compared(scheme, round_, sheets), results_before(state, round_)
    found = {
        entry: result_of(scheme, there, round_.panels, given_of(round_, entry, relations, before))
        for entry, there in sheets.items()
    }
    return decided(scheme, found, round_.ties) if round_.ties else found


def field_sheets(scheme: Scheme, round_: Round) -> dict[EntryId, SheetsOf]:
    """The marks of every drawn entry."""
    return {one.entry: sheets_of(scheme, round_, one.entry) for one in round_.pieces}


def results(state: Competition, round_: Round) -> dict[EntryId, Result]:
    """Every drawn entry's result under the scheme of its event."""
    scheme = state.event_of(round_).scheme
    return results_under(state, round_, scheme, field_sheets(scheme, round_))


def standings(state: Competition, round_: Round) -> Standings:
    """Every drawn entry with its rank, from nothing but the folded facts."""
    return rank(state.event_of(round_).scheme, results(state, round_))
