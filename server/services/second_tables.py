"""Tables and awards reckoned twice: the engine's and the reference's for teams, delegations and proposed awards.

What the reference starts from are its own places of the rounds that are becoming official; lists that are official
already were reckoned twice when they became so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from server.core import delegation_field
from server.core.award_field import awards_of, proposed
from server.core.award_table import AwardId, AwardTable
from server.core.competition import Competition, Event
from server.core.delegation_field import Published, awards_known
from server.core.delegation_table import DelegationTable
from server.core.field import standings
from server.core.ids import EntryId, EventId, RoundId
from server.core.round import Round
from server.core.team_field import table as team_table
from server.core.teams import TeamStanding
from server.reference import awards as reference_awards
from server.reference.delegations import Listed, Results, delegation_places, scaled
from server.reference.ranks import Place
from server.reference.teams import Field, TeamPlace, award_points, team_places
from server.services.delegations_view import BY_AWARDS, BY_SCALE

Places = Mapping[RoundId, Mapping[EntryId, Place]]
"""What the reference has of each round."""


class TableDifference(NamedTuple):
    """A row of a table on which the two do not agree, by its number or id; each side in words and figures."""

    table: str
    row: str
    engine: str
    reference: str


def touched(state: Competition, round_: Round) -> list[Event]:
    """The events whose teams are ranked by this round, or have their own modules in it."""
    found = []
    for event in state.events.values():
        rule = event.team_rule
        if rule is None or not event.teams:
            continue
        own = None if rule.own_event is None else state.deciding(state.events[rule.own_event])
        if state.deciding(event) is round_ or own is round_:
            found.append(event)
    return found


def rests_on(state: Competition, round_: Round) -> set[RoundId]:
    """The rounds that have to be reckoned for the tables this round has a part in, itself included."""
    found = {round_.id}
    for event in touched(state, round_):
        for one in (event.team_rule.own_event if event.team_rule else None, event.id):
            deciding = None if one is None else state.deciding(state.events[one])
            if deciding is not None:
                found.add(deciding.id)
    return found


def of_teams(state: Competition, event: Event, places: Places) -> Iterator[TableDifference]:
    """Every team on which the two do not agree."""
    rule, deciding = event.team_rule, state.deciding(event)
    engine = team_table(state, event)
    if rule is None or deciding is None or engine is None:
        return
    field = Field(
        rule,
        event.scheme,
        places[deciding.id],
        award_points(deciding.awards, deciding.award_table) if awards_of(deciding) else {},
        _own_totals(state, event, places),
    )
    second = team_places(field, list(event.teams.values()))
    first = {one.team: one for one in engine}
    for id_ in sorted(first.keys() | second.keys()):
        one, there = first.get(id_), second.get(id_)
        if one is None or there is None or _team_figures(one) != there:
            yield TableDifference(
                event.id,
                event.teams[id_].number,
                "–" if one is None else _said(one.rank, one.total),
                "–" if there is None else _said(there.rank, _decimal(there.total)),
            )


def _team_figures(one: TeamStanding) -> TeamPlace:
    """The engine's row in the reference's shape."""
    counting = frozenset(share.member.entry for share in one.shares if share.part == "counts")
    return TeamPlace(None if one.total is None else Fraction(one.total), one.rank, one.exact, counting)


def _own_totals(state: Competition, event: Event, places: Places) -> dict[str, Fraction]:
    rule = event.team_rule
    if rule is None or rule.own_event is None:
        return {}
    own = state.events[rule.own_event]
    deciding = state.deciding(own)
    if deciding is None:
        return {}
    return {
        own.registrations[entry].number: place.score.total
        for entry, place in places[deciding.id].items()
        if place.score.total is not None
    }


def of_awards(
    state: Competition, round_: Round, places: Mapping[EntryId, Place]
) -> Iterator[TableDifference]:
    """Every award that only one of the two would give, or leaves open."""
    event = state.event_of(round_)
    engine = proposed(event, standings(state, round_))
    if engine is None:
        return
    given, left_open = proposed_again(event, places)
    mine = {(one.entry, one.award) for one in engine.given}
    open_here = {(entry, one.award) for one in engine.undecided for entry in one.entries}
    for entry, award in sorted((mine ^ given) | (open_here ^ left_open)):
        number = event.registrations[entry].number
        yield TableDifference(
            event.id,
            number,
            _word((entry, award), mine, open_here),
            _word((entry, award), given, left_open),
        )


def proposed_again(
    event: Event, places: Mapping[EntryId, Place]
) -> tuple[set[reference_awards.Pair], set[reference_awards.Pair]]:
    """The reference's proposal: who gets what and what is left open, in every category apart where the table says so."""
    table = event.awards
    assert table is not None, "there is no proposal without a table"
    if not table.by_category:
        return _proposed_among(event, table, places, len(event.registrations))
    given: set[reference_awards.Pair] = set()
    left_open: set[reference_awards.Pair] = set()
    for category in {one.category for one in event.registrations.values()} - {""}:
        members = {entry for entry, one in event.registrations.items() if one.category == category}
        inside = {entry: place for entry, place in places.items() if entry in members}
        found = _proposed_among(event, table, inside, len(members))
        given |= found[0]
        left_open |= found[1]
    return given, left_open


def _proposed_among(
    event: Event, table: AwardTable, places: Mapping[EntryId, Place], registered: int
) -> tuple[set[reference_awards.Pair], set[reference_awards.Pair]]:
    return reference_awards.proposal(
        table, _runners(event, table, places), _known(event, table, places, registered)
    )


def _runners(
    event: Event, table: AwardTable, places: Mapping[EntryId, Place]
) -> list[reference_awards.Runner]:
    totals = {
        entry: place.score.total
        for entry, place in places.items()
        if place.rank is not None and place.score.total is not None
    }
    figures = totals
    if table.scale is not None:
        figures = scaled(table.scale, _results(event, places, {}))
    return [
        reference_awards.Runner(entry, place.rank, figures.get(entry), place.score.parts)
        for entry, place in places.items()
    ]


def _known(
    event: Event, table: AwardTable, places: Mapping[EntryId, Place], registered: int
) -> reference_awards.Event:
    absent = ("not_started", "withdrawn")
    return reference_awards.Event(
        registered=registered,
        started=sum(place.score.state not in absent for place in places.values()),
        level=event.level,
        contest=event.contest,
        low_wins=event.scheme.result.direction == "low" and table.scale is None,
    )


def _word(
    pair: tuple[EntryId, AwardId],
    given: set[tuple[EntryId, AwardId]],
    left_open: set[tuple[EntryId, AwardId]],
) -> str:
    if pair in given:
        return pair[1]
    return f"{pair[1]}?" if pair in left_open else "–"


def of_delegations(
    state: Competition, published: Sequence[Published], places: Mapping[EventId, Mapping[EntryId, Place]]
) -> Iterator[TableDifference]:
    """
    Every delegation on which the two do not agree, in every table that can be shown.

    :param published: the events' lists; :param places: the reference's own, by event, where it has reckoned one
    """
    points = {award.id: Fraction(award.points) for award in awards_known(published).values()}
    lists = [
        _results(one.event, places[one.event.id], one.awards) if one.event.id in places else _listed(one)
        for one in published
    ]
    for table in state.tables or (BY_AWARDS, BY_SCALE):
        yield from _of_table(table, published, lists, points)


def _of_table(
    table: DelegationTable,
    published: Sequence[Published],
    lists: Sequence[Results],
    points: Mapping[AwardId, Fraction],
) -> Iterator[TableDifference]:
    engine = {
        one.delegation: (one.rank, Fraction(one.value)) for one in delegation_field.ranked(table, published)
    }
    second = {id_: (one.rank, one.value) for id_, one in delegation_places(table, lists, points).items()}
    for id_ in sorted(engine.keys() | second.keys()):
        if engine.get(id_) != second.get(id_):
            mine, theirs = engine.get(id_), second.get(id_)
            yield TableDifference(
                table.id,
                id_,
                "–" if mine is None else _said(mine[0], _decimal(mine[1])),
                "–" if theirs is None else _said(theirs[0], _decimal(theirs[1])),
            )


def _results(
    event: Event, places: Mapping[EntryId, Place], awards: Mapping[EntryId, Sequence[object]]
) -> Results:
    """An event's list as the reference has it."""
    lines = [
        Listed(
            entry,
            event.registrations[entry].delegation,
            place.rank,
            None if place.rank is None else place.score.total,
            tuple(award.id for award in awards.get(entry, ())),  # type: ignore[attr-defined]
        )
        for entry, place in places.items()
    ]
    return _as_results(event, lines)


def _listed(one: Published) -> Results:
    """An event's list as it was published."""
    lines = [
        Listed(
            placed.entry,
            one.event.registrations[placed.entry].delegation,
            placed.rank,
            None if placed.rank is None or placed.total is None else Fraction(placed.total),
            tuple(award.id for award in one.awards.get(placed.entry, ())),
        )
        for placed in one.standings
    ]
    return _as_results(one.event, lines)


def _as_results(event: Event, lines: Sequence[Listed]) -> Results:
    result, most = event.scheme.result, event.scheme.max
    return Results(
        event.id,
        result.direction == "low",
        result.unit == "points",
        None if most is None else Fraction(most),
        lines,
    )


def _said(rank: int | None, total: Decimal | None) -> str:
    return f"{'–' if rank is None else rank}: {'–' if total is None else f'{total:f}'}"


def _decimal(value: Fraction | None) -> Decimal | None:
    """A rounded figure as it is written."""
    if value is None:
        return None
    return Decimal(value.numerator) / Decimal(value.denominator)
