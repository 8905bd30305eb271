"""复核计算: a round reckoned by the engine and by the reference, side by side; a list becomes official only when they agree.

The engine's figures come from the state that was folded for judging, the reference's from the facts on disk, gathered
and added up by `server/reference`. Who publishes asks `check`; `differences` is for whoever wants to see them all.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from server.core.award_field import awards_of
from server.core.commands_awards import ConfirmAwards
from server.core.commands_field import QualifyEntries
from server.core.commands_round import PublishResults
from server.core.competition import Competition
from server.core.delegation_field import Published
from server.core.facts import Fact
from server.core.field import standings
from server.core.ids import CompetitionId, EntryId, RoundId
from server.core.ledger import Ledger, Record
from server.core.refusals import Code, Refusal
from server.core.round import Round
from server.core.standings import Standing, Standings
from server.reference.ranks import Place
from server.reference.rounds import Table, Tables
from server.services import second_qualification, second_tables
from server.services.second_tables import TableDifference
from server.services.wire import parse_fact

PAGE = 250
"""Facts that are read at a time, so that nobody else waits long for a turn."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What one of the two has for an entry; `exact` is the total before it is rounded, as a fraction."""

    rank: int | None
    total: Decimal | None
    exact: Fraction | None
    state: str


@dataclass(frozen=True, slots=True)
class Difference:
    """An entry on which the two do not agree; None where one of them does not have it at all."""

    entry: EntryId
    number: str
    engine: Figures | None
    reference: Figures | None


Lists = Callable[[CompetitionId], Awaitable[list[Published]]]
"""The lists that are official in a competition, of each event its last."""

Shown = Callable[[CompetitionId, RoundId, int], Awaitable[Standings | None]]
"""The standings that boards show of a round; None where they know of changes after that position."""


OfficialCommand = PublishResults | ConfirmAwards | QualifyEntries
"""What makes a list, awards or a next round's field official: the two agree first."""


def rests_on(command: OfficialCommand) -> RoundId:
    """The round whose results a command makes official, or goes by."""
    return command.source if isinstance(command, QualifyEntries) else command.round


async def check(
    ledger: Ledger,
    competition: CompetitionId,
    state: Competition,
    command: OfficialCommand,
    shown: Shown | None = None,
    published: Lists | None = None,
) -> Refusal | None:
    """
    Whether a round may become official, or let entries through: None, or the refusal that names the first difference.

    With it the tables that rest on it are reckoned: who came through to it and who goes on from it, teams, proposed
    awards and, where `published` is given, delegations.

    It takes seconds where thousands of entries were marked, in a thread of its own.

    :param state: the competition as it stood after the fact `state.position`; nobody else may change it
    :param shown: where given, what would become official on the boards has to agree as well
    :param published: gives the lists that are official now, by event
    :raises Exception: what cannot be reckoned by the reference cannot become official either
    """
    tables, round_ = Tables(), rests_on(command)
    needed = _with_earlier(state, second_tables.rests_on(state, state.rounds[round_]))
    async for page in _pages(ledger, competition, state.position):
        await asyncio.to_thread(_gather, tables, page, needed)
    board = None if shown is None else await shown(competition, round_, state.position)
    found = await asyncio.to_thread(differences, state, state.rounds[round_], tables.rounds[round_], board)
    if not found:
        lists = None if published is None else await published(competition)
        return await asyncio.to_thread(_resting, state, command, tables, lists)
    first = found[0]
    engine, second = first.engine, first.reference
    return Refusal(
        Code.SECOND_CALCULATION_DIFFERS,
        {
            "number": first.number,
            "total": total_text(engine),
            "rank": rank_text(engine),
            "total_second": total_text(second),
            "rank_second": rank_text(second),
            "count": len(found),
        },
    )


def _with_earlier(state: Competition, rounds: Set[RoundId]) -> set[RoundId]:
    """These rounds, and all that points were carried over from or entries came through from."""
    found, left = set[RoundId](), list(rounds)
    while left:
        round_ = state.rounds[left.pop()]
        if round_.id not in found:
            found.add(round_.id)
            left += [] if round_.carry is None else [one.round for one in round_.carry.rounds]
            left += [] if round_.qualified is None else [round_.qualified.source]
    return found


def last_change(state: Competition, round_: Round) -> int:
    """The last fact that may have changed the round, or a table or proposal that rests on it."""
    rounds = [state.rounds[id_].changed_at for id_ in second_tables.rests_on(state, round_)]
    events = [state.event_of(round_), *second_tables.touched(state, round_)]
    return max([*rounds, *(event.teams_changed_at for event in events), state.event_of(round_).awards_set_at])


def table_differences(
    state: Competition, round_: Round, tables: Tables, lists: Sequence[Published] | None
) -> list[TableDifference]:
    """Every row of a table that rests on this round on which the two do not agree, were it official as it is."""
    needed = second_tables.rests_on(state, round_)
    places = {id_: tables.rounds[id_].places() for id_ in needed}
    found = [
        one
        for event in second_tables.touched(state, round_)
        for one in second_tables.of_teams(state, event, places)
    ]
    found += second_tables.of_awards(state, round_, places[round_.id])
    if lists is not None:
        event = state.event_of(round_)
        now = Published(event, standings(state, round_), awards_of(round_))
        others = [one for one in lists if one.event.id != event.id]
        found += second_tables.of_delegations(state, [*others, now], {event.id: places[round_.id]})
    return found


def _resting(
    state: Competition, command: OfficialCommand, tables: Tables, lists: Sequence[Published] | None
) -> Refusal | None:
    """The first difference in what rests on the round."""
    round_ = state.rounds[rests_on(command)]
    found = second_qualification.recorded(state, round_, tables)
    if not found and isinstance(command, QualifyEntries):
        found = second_qualification.asked(state, command, tables)
    return second_qualification.refusal(found) or _tables(state, round_, tables, lists)


def _tables(
    state: Competition, round_: Round, tables: Tables, lists: Sequence[Published] | None
) -> Refusal | None:
    found = table_differences(state, round_, tables, lists)
    if not found:
        return None
    first = found[0]
    return Refusal(
        Code.SECOND_TABLE_DIFFERS,
        {
            "table": first.table,
            "row": first.row,
            "engine": first.engine,
            "reference": first.reference,
            "count": len(found),
        },
    )


def differences(
    state: Competition, round_: Round, table: Table, board: Standings | None = None
) -> list[Difference]:
    """Every entry of the round on which engine (or board) and reference do not agree, in the order of their numbers."""
    places = table.places()
    found = list(_compared(state, round_, standings(state, round_), places))
    if not found and board is not None:
        found = list(_compared(state, round_, board, places))
    return sorted(found, key=lambda one: (len(one.number), one.number))


def gathered(facts: Iterable[Fact]) -> Mapping[RoundId, Table]:
    """Every round of a competition for the reference, from all its facts."""
    tables = Tables()
    for fact in facts:
        tables.take(fact)
    return tables.rounds


def total_text(figures: Figures | None) -> str:
    """A total as it is published; the state where there is none."""
    if figures is None:
        return "–"
    return figures.state if figures.total is None else f"{figures.total:f}"


def rank_text(figures: Figures | None) -> str:
    """A rank, or a dash."""
    return "–" if figures is None or figures.rank is None else str(figures.rank)


def _compared(
    state: Competition,
    round_: Round,
    ranked: Standings,
    places: Mapping[EntryId, Place],
) -> Iterator[Difference]:
    event = state.event_of(round_)
    ours = {one.entry: one for one in ranked}
    for entry in dict.fromkeys([*ours, *places]):
        engine = _of_engine(ours.get(entry))
        reference = _of_reference(places.get(entry), event.scheme.result.rounding.places)
        if engine != reference:
            registration = event.registrations.get(entry)
            yield Difference(entry, registration.number if registration else entry, engine, reference)


def _of_engine(one: Standing | None) -> Figures | None:
    if one is None:
        return None
    return Figures(one.rank, one.total, one.result.exact, one.result.state)


def _of_reference(one: Place | None, places: int) -> Figures | None:
    if one is None:
        return None
    total = one.score.total
    shown = None if total is None else _decimal(total, places)
    return Figures(one.rank, shown, one.score.exact, one.score.state)


def _decimal(value: Fraction, places: int) -> Decimal:
    """A rounded total as it is written."""
    units = value * 10**places
    assert units.denominator == 1, "the reference has rounded this total"
    return Decimal(units.numerator).scaleb(-places)


async def _pages(ledger: Ledger, competition: CompetitionId, last: int) -> AsyncIterator[list[Record]]:
    after = 0
    while after < last and (page := await ledger.read(competition, after, min(PAGE, last - after))):
        yield page
        after = page[-1].position


def _gather(tables: Tables, page: Sequence[Record], needed: Set[RoundId]) -> None:
    """Take what bears on these rounds; other rounds' sheets are not even read."""
    for record in page:
        of = record.entry.body.get("round")
        if of is None or of in needed:
            tables.take(parse_fact(record.entry.body))
