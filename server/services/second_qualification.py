"""Who comes through reckoned twice: what the engine named, and what the reference finds in the facts on disk.

A next round with the wrong field cannot be repaired afterwards, so it is looked at when somebody is let through, and
again before the round's own results become official.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from server.core.commands_field import QualifyEntries
from server.core.competition import Competition
from server.core.decide_field import qualify_entries
from server.core.ids import EntryId, RoundId
from server.core.refusals import Code, Refusal
from server.core.round import Round
from server.reference.rounds import Tables
from server.services.second_tables import TableDifference


def asked(state: Competition, command: QualifyEntries, tables: Tables) -> list[TableDifference]:
    """The entries that only one of the two would let through now."""
    named = qualify_entries(state, command)
    if isinstance(named, Refusal):
        return []
    return _differing(
        state, command.round, named.entries, tables.rounds[command.source].through(command.rule)
    )


def recorded(state: Competition, round_: Round, tables: Tables) -> list[TableDifference]:
    """The entries of a round that only one of the two let through, as it stood when it was asked."""
    if round_.qualified is None:
        return []
    field = [drawn.entry for drawn in round_.order] or round_.qualified.entries
    return _differing(state, round_.id, field, tables.rounds[round_.id].came or frozenset())


def refusal(found: Sequence[TableDifference]) -> Refusal | None:
    """What is told where there are any."""
    if not found:
        return None
    return Refusal(Code.SECOND_QUALIFICATION_DIFFERS, {"number": found[0].row, "count": len(found)})


def _differing(
    state: Competition, round_: RoundId, engine: Collection[EntryId], second: frozenset[EntryId]
) -> list[TableDifference]:
    registered = state.event_of(state.rounds[round_]).registrations
    found = [
        TableDifference(
            round_,
            registered[entry].number,
            "through" if entry in engine else "–",
            "through" if entry in second else "–",
        )
        for entry in set(engine) ^ second
    ]
    return sorted(found, key=lambda one: (len(one.row), one.row))
