"""A whole ledger's tables reckoned twice, as its facts left them; for `check-results`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from server.core.competition import Competition, Event
from server.core.facts_round import ResultsPublished
from server.core.ids import CompetitionId, EntryId, EventId, RoundId
from server.core.ledger import Record
from server.core.round import Round
from server.core.text import Text
from server.reference.ranks import Place
from server.reference.rounds import Tables
from server.services import delegations_view, second_qualification, second_tables
from server.services.live_fold import Arrived, LiveCompetition
from server.services.replay import fold
from server.services.second_tables import TableDifference
from server.services.wire import parse_fact

DELEGATIONS = Text("代表队总分榜", "Delegations")


@dataclass(frozen=True, slots=True)
class Checked:
    """One kind of table: how many rows it has, and on which the two do not agree."""

    kind: Literal["qualification", "teams", "awards", "delegations"]
    title: Text
    rows: int
    differences: tuple[TableDifference, ...]


def history(records: Sequence[Record]) -> Iterator[Checked]:
    """Every table as it stands at the end, the reference starting from the facts alone."""
    tables, lists = Tables(), dict[RoundId, Mapping[EntryId, Place]]()
    state = fold(records)
    for record in records:
        fact = parse_fact(record.entry.body)
        tables.take(fact)
        if isinstance(fact, ResultsPublished):
            lists[fact.round] = tables.rounds[fact.round].places()
    for round_ in state.rounds.values():
        if round_.qualified is not None:
            yield _came_through(state, round_, tables)
    for event in state.events.values():
        yield from _of_event(state, event, tables)
    # Of each event its last round that was published.
    official = {
        event.id: lists[id_] for event in state.events.values() for id_ in event.rounds if id_ in lists
    }
    if official:
        yield _delegations(state, records, official)


def _came_through(state: Competition, round_: Round, tables: Tables) -> Checked:
    assert round_.qualified is not None, "somebody came through"
    found = tuple(second_qualification.recorded(state, round_, tables))
    return Checked("qualification", round_.title, len(round_.qualified.entries), found)


def _of_event(state: Competition, event: Event, tables: Tables) -> Iterator[Checked]:
    if event.team_rule is not None and event.teams:
        needed = [state.deciding(event)]
        if event.team_rule.own_event is not None:
            needed.append(state.deciding(state.events[event.team_rule.own_event]))
        places = {one.id: tables.rounds[one.id].places() for one in needed if one is not None}
        found = tuple(second_tables.of_teams(state, event, places))
        yield Checked("teams", event.title, len(event.teams), found)
    for id_ in event.rounds if event.awards is not None else ():
        round_ = state.rounds[id_]
        if round_.order:
            awards = tuple(second_tables.of_awards(state, round_, tables.rounds[id_].places()))
            yield Checked("awards", event.title, len(round_.order), awards)


def _delegations(
    state: Competition, records: Sequence[Record], official: Mapping[EventId, Mapping[EntryId, Place]]
) -> Checked:
    """The engine's lists are those its boards show; the reference has added up each as it was published."""
    live = LiveCompetition(CompetitionId("checked"))
    live.take([Arrived(parse_fact(one.entry.body), one.position, one.entry.recorded_at) for one in records])
    lists = delegations_view.published(live)
    found = tuple(second_tables.of_delegations(state, lists, official))
    of = {one.delegation for event in official for one in state.events[event].registrations.values()}
    return Checked("delegations", DELEGATIONS, len(of), found)
