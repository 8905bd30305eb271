"""Penalties and difficulties of a round, as far as another scheme takes them; what it does not take is named. Pure.

The marks of judges stand in `sandbox.py`. As there nothing is guessed: a penalty that does not fit is not given, and a
difficulty that does not fit is not declared, so that the other scheme's usual one counts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from server.core.competition import Event
from server.core.decide_field import check_difficulty
from server.core.decide_penalties import check_amount
from server.core.facts_field import Declared
from server.core.facts_rulings import PenaltyGiven
from server.core.ids import EntryId
from server.core.penalties import needs_module
from server.core.penalty_kinds import Penalty
from server.core.refusals import Code
from server.core.round import Round
from server.core.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Unfit:
    """
    Penalties of a kind, or difficulties of a module, that the other scheme does not take.

    `id` names the kind or the module; `why` is the code they would be refused with; `count` is how many there are,
    `numbers` the entries they are of.
    """

    what: Literal["penalty", "difficulty"]
    id: str
    why: str
    count: int
    numbers: tuple[str, ...]


Found = dict[tuple[Literal["penalty", "difficulty"], str, str], list[EntryId]]


def fitted(event: Event, round_: Round, scheme: Scheme) -> tuple[Round, tuple[Unfit, ...]]:
    """The round with those penalties and difficulties alone that fit, and what does not."""
    found: Found = {}
    penalties = {
        entry: tuple(_penalties(entry, given, scheme, found)) for entry, given in round_.penalties.items()
    }
    difficulties = {}
    for (entry, module), value in round_.difficulties.items():
        why = _difficulty(scheme, Declared(entry, module, value))
        if why is None:
            difficulties[entry, module] = value
        else:
            found.setdefault(("difficulty", module, why), []).append(entry)
    return replace(round_, penalties=penalties, difficulties=difficulties), _named(event, found)


def _named(event: Event, found: Found) -> tuple[Unfit, ...]:
    numbers: Mapping[EntryId, str] = {entry: one.number for entry, one in event.registrations.items()}
    return tuple(
        Unfit(*key, count=len(entries), numbers=tuple(dict.fromkeys(numbers[one] for one in entries)))
        for key, entries in found.items()
    )


def _penalties(
    entry: EntryId, given: tuple[PenaltyGiven, ...], scheme: Scheme, found: Found
) -> Iterator[PenaltyGiven]:
    """Those that fit; of a kind that may be given so often the first ones."""
    kinds, counts = (
        {one.id: one for one in scheme.penalties},
        dict.fromkeys((one.penalty for one in given), 0),
    )
    for one in given:
        kind = kinds.get(one.penalty)
        why = Code.PENALTY_UNKNOWN if kind is None else _unfit(kind, one, scheme, counts[one.penalty])
        if why is None:
            counts[one.penalty] += 1
            yield one
        else:
            found.setdefault(("penalty", one.penalty, why.value), []).append(entry)


def _unfit(kind: Penalty, one: PenaltyGiven, scheme: Scheme, before: int) -> Code | None:
    """Where the other scheme fixes amount or module itself, what was named has no say and does no harm."""
    if kind.amount is None and (refusal := check_amount(kind, one.amount)):
        return refusal.code
    if needs_module(scheme.penalties, kind):
        if one.module is None:
            return Code.PENALTY_NEEDS_MODULE
        if scheme.module(one.module) is None:
            return Code.MODULE_UNKNOWN
    return Code.PENALTY_COUNT_REACHED if kind.count_max is not None and before >= kind.count_max else None


def _difficulty(scheme: Scheme, one: Declared) -> str | None:
    module = scheme.module(one.module)
    if module is None or module.difficulty is None:
        return Code.MODULE_UNKNOWN.value
    refusal = check_difficulty(module.difficulty, one)
    return None if refusal is None else refusal.code.value
