"""Approvals folded into a round, and which fact said something of an entry last. Nothing here decides anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from server.core.facts import Fact
from server.core.facts_approval import ApprovalFact, EntriesApproved
from server.core.facts_conference import ConferenceCalled, SpreadAccepted, ValuesAgreed
from server.core.facts_field import DifficultiesDeclared
from server.core.facts_rulings import EntryStateSet, PartRuled, PenaltyGiven, PenaltyLifted, RerunOrdered
from server.core.facts_sheet import SheetCorrected, SheetReturned, SheetSubmitted
from server.core.ids import EntryId
from server.core.round import Approved, Round


def evolve_approval(round_: Round, fact: ApprovalFact, position: int, recorded_at: int) -> None:
    """Fold in one fact, in place, like `competition.evolve`."""
    for entry in fact.entries:
        if isinstance(fact, EntriesApproved):
            round_.approved[entry] = Approved(position, recorded_at)
        else:
            del round_.approved[entry]


def note_changed(round_: Round, fact: Fact, position: int) -> None:
    """The fact has been folded in: whose results it may have changed."""
    for entry in _concerned(round_, fact):
        round_.entry_changed_at[entry] = position


def _concerned(round_: Round, fact: Fact) -> Iterable[EntryId]:
    """The entries whose marks, penalties or state a fact is about."""
    match fact:
        case SheetSubmitted() | SheetCorrected() | SheetReturned():
            return (round_.entries[fact.code],)
        case ConferenceCalled() | ValuesAgreed() | SpreadAccepted():
            return (round_.entries[fact.code],)
        case EntryStateSet() | PenaltyGiven() | RerunOrdered():
            return (fact.entry,)
        case PenaltyLifted():
            return (round_.lifted[-1][0].entry,)
        case DifficultiesDeclared():
            return [one.entry for one in fact.declared]
        case PartRuled():
            return [drawn.entry for drawn in round_.pieces]
        case _:
            return ()


def known_as(
    round_: Round, pieces: Iterable[EntryId], real: Callable[[EntryId], EntryId]
) -> tuple[dict[EntryId, Approved], dict[EntryId, int]]:
    """
    A layer is open: approvals, and what was said last, of what stands behind the stand-ins.

    An entry is approved only where all that it consists of was, with the newest of these approvals.
    """
    behind: dict[EntryId, list[EntryId]] = {}
    for entry in pieces:
        behind.setdefault(real(entry), []).append(entry)
    approved = {
        entry: max((round_.approved[one] for one in some), key=lambda one: one.position)
        for entry, some in behind.items()
        if all(one in round_.approved for one in some)
    }
    return approved, _newest(round_.entry_changed_at, real)


def _newest(changed_at: Mapping[EntryId, int], real: Callable[[EntryId], EntryId]) -> dict[EntryId, int]:
    found: dict[EntryId, int] = {}
    for entry, position in changed_at.items():
        found[real(entry)] = max(position, found.get(real(entry), 0))
    return found
