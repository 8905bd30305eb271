"""Tables of delegations over all events, as JSON. Pure, and made of published results and confirmed awards only.

Of each event its last published round counts. Where the organiser has set no table, delegations stand by what their
awards count, then by the number of the better awards; as long as no award is confirmed, by the mean of their results on
the 700-point scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from server.core.award_table import Award, AwardId
from server.core.delegation_field import Published, awards_known, counting, lines, with_awards
from server.core.delegation_table import DelegationRule, DelegationTable
from server.core.delegation_words import table_text
from server.core.delegations import DelegationStanding, Line, best_of_each, best_overall, standings
from server.core.exact import Rounding, exact_sum
from server.core.ids import DelegationId, EventId
from server.core.states import State
from server.core.text import Text
from server.services.live_fold import LiveCompetition
from server.services.round_view import RoundView
from server.services.standings_view import figure, text

BY_AWARDS = DelegationTable(
    "awards", Text("奖项总分榜", "Awards table"), DelegationRule("award_points", ties="medals")
)
BY_SCALE = DelegationTable(
    "scale", Text("标准分榜", "Table on the 700 scale"), DelegationRule("scale", "mean")
)


def position(competition: LiveCompetition) -> int:
    """The last fact that had a say in a table everyone may see."""
    return max([competition.outlined_at, *(view.position for _, view in _views(competition, inside=False))])


def table(competition: LiveCompetition, chosen: str = "") -> dict[str, Any] | None:
    """
    The state of the board `delegations`, as `docs/protocol.md` has it; drawn anew only when something was published.

    :param chosen: a table's id; without one the main table. None: there is no such table
    """
    of = (position(competition), competition.names)
    known = competition.tables.get(f"delegations {chosen}")
    if known is None or known[0] != of:
        drawn = _Table.of(competition, chosen, inside=False)
        known = (of, None if drawn is None else drawn.state())
        if drawn is not None:  # anybody may ask for any id: only those that are there are kept
            competition.tables[f"delegations {chosen}"] = known
    state: dict[str, Any] | None = known[1]
    return state


def explained(competition: LiveCompetition, chosen: str = "") -> dict[str, Any] | None:
    """The table as officials see it, whatever is under an embargo, with every result that counts in it."""
    drawn = _Table.of(competition, chosen, inside=True)
    if drawn is None:
        return None
    state = drawn.state()
    rows = {id_: row | {"counted": drawn.counted(DelegationId(id_))} for id_, row in state["rows"].items()}
    return state | {"rows": rows}


def published(competition: LiveCompetition, *, inside: bool = True) -> list[Published]:
    """
    Of each event the last round that was published, as it was published.

    :param inside: also what is under an embargo, which nobody outside may feel
    """
    return [
        Published(competition.state.events[event], view.standings, view.awards)
        for event, view in _views(competition, inside)
    ]


def _views(competition: LiveCompetition, inside: bool) -> list[tuple[EventId, RoundView]]:
    found = []
    for event in competition.state.events.values():
        rounds = [competition.rounds[id_] for id_ in event.rounds]
        some = [live.official if inside else live.seen_official for live in rounds]
        views = [view for view in some if view is not None]
        if views:
            found.append((event.id, views[-1]))
    return found


def _state(competition: LiveCompetition, inside: bool) -> State:
    """It is official as soon as every event is: until then more is to come."""
    versions = [view.version for _, view in _views(competition, inside)]
    if not versions:
        return State.HIDDEN
    if len(versions) < len(competition.state.events):
        return State.PROVISIONAL
    return State.CORRECTED if max(versions) > 1 else State.OFFICIAL


def _chosen(competition: LiveCompetition, chosen: str, some: Sequence[Published]) -> DelegationTable | None:
    tables = competition.state.tables
    if chosen:
        return next((one for one in tables if one.id == chosen), None)
    if tables:
        return tables[0]
    by_awards = any(award.points for award in awards_known(some).values())
    return BY_AWARDS if by_awards else BY_SCALE


class _Table:
    """One table being drawn: every published result as a line of it, and how they add up."""

    def __init__(
        self, competition: LiveCompetition, table: DelegationTable, some: Sequence[Published], status: State
    ) -> None:
        self.competition, self.table, self.published, self.status = competition, table, some, status
        self.awards = awards_known(some)
        self.points: dict[AwardId, Decimal] = {id_: award.points for id_, award in self.awards.items()}
        self.lines = lines(table, some)
        self.rule = with_awards(table.rule, self.awards)
        self.placed = standings(self.rule, counting(self.rule, self.lines), self.points)
        self.scale = {
            one.delegation: one
            for one in standings(
                DelegationRule("scale", "mean"), counting(DelegationRule("scale"), self.lines), self.points
            )
        }

    @classmethod
    def of(cls, competition: LiveCompetition, chosen: str, *, inside: bool) -> _Table | None:
        some = published(competition, inside=inside)
        table = _chosen(competition, chosen, some)
        return None if table is None else cls(competition, table, some, _state(competition, inside))

    def state(self) -> dict[str, Any]:
        """The whole table."""
        competition, table = self.competition, self.table
        assert competition.state.title is not None, "a ledger begins with a title"
        ranks = {one.delegation: one for one in self.placed}
        # Whoever takes part stands in the table, also where nothing of theirs counts in it.
        others = {line.delegation for line in self.lines} - ranks.keys()
        order = [one.delegation for one in self.placed] + sorted(others)
        state: dict[str, Any] = {
            "kind": "delegations",
            "competition": {"id": competition.id, "title": text(competition.state.title)},
            "table": {"id": table.id, "title": text(table.title)},
            "rule": text(table_text(table)),
            "by": table.rule.of,
            "places": table.rule.rounding.places,
            "status": self.status,
            "published": len(self.published),
            "events": len(competition.state.events),
            "awards": [{"id": id_, "title": text(award.title)} for id_, award in self._shown_awards()],
            "order": order,
            "rows": {id_: self._row(place, id_, ranks.get(id_)) for place, id_ in enumerate(order, 1)},
        }
        if table.rule.of == "scale" and (best := best_overall(self.lines)):
            state["best"] = [self._best(line) for line in best]
        return state

    def counted(self, delegation: DelegationId) -> list[dict[str, Any]]:
        """The lines of one delegation: what each gives, and whether it is among those that count."""
        placed = next((one for one in self.placed if one.delegation == delegation), None)
        shares = {} if placed is None else {(one.line.event, one.line.entry): one for one in placed.counted}
        found = []
        for line in sorted(self.lines, key=lambda line: (line.event, line.rank or 10**6, line.entry)):
            if line.delegation == delegation:
                share = shares.get((line.event, line.entry))
                shown = self._line(line)
                if share is not None:
                    shown |= {"value": _fraction(share.value), "counts": share.counts}
                found.append(shown)
        return found

    def _shown_awards(self) -> list[tuple[AwardId, Award]]:
        named = self.table.rule.medals
        if named:
            return [(id_, self.awards[id_]) for id_ in named if id_ in self.awards]
        return list(self.awards.items())

    def _row(self, place: int, id_: DelegationId, one: DelegationStanding | None) -> dict[str, Any]:
        own = [line for line in self.lines if line.delegation == id_]
        held = {award: sum(award in line.awards for line in own) for award, _ in self._shown_awards()}
        points = exact_sum(Fraction(self.points[award]) for line in own for award in line.awards)
        row: dict[str, Any] = {
            "place": place,
            "name": text(self.competition.names.delegations.get(id_, Text(id_, id_))),
            "points": _fraction(points),
            "awards": {award: count for award, count in held.items() if count},
            "entries": sum(line.people for line in own),
        }
        if one is not None:
            row |= {"rank": one.rank, "value": self._value(one)}
            if one.shared:
                row["shared"] = True
        if (scale := self.scale.get(id_)) is not None:
            row["scale"] = figure(scale.value)
        if self.table.rule.of == "scale" and (best := best_of_each(own).get(id_)):
            row["best"] = [self._best(line) for line in best]
        return row

    def _value(self, one: DelegationStanding) -> str:
        """The published figure; whole numbers where all that is added up is whole."""
        whole = self.rule.of in ("rank_points", "award_points", "medals") and self.rule.take == "sum"
        if whole and one.value == one.value.to_integral_value():
            return f"{one.value:.0f}"
        return figure(one.value)

    def _best(self, line: Line) -> dict[str, Any]:
        event = self.competition.state.events[line.event]
        number = event.registrations[line.entry].number
        assert line.scale is not None, "the best are on the scale"
        return {
            "event": line.event,
            "event_title": text(event.title),
            "entry": line.entry,
            "number": number,
            "name": text(self.competition.names.entries.get(line.entry, Text(number, number))),
            "delegation": line.delegation,
            "scale": figure(line.scale),
        }

    def _line(self, line: Line) -> dict[str, Any]:
        shown: dict[str, Any] = {"event": line.event, "entry": line.entry, "awards": list(line.awards)}
        if line.rank is not None:
            shown["rank"] = line.rank
        if line.scale is not None:
            shown["scale"] = figure(line.scale)
        if line.total is not None:
            shown["total"] = figure(line.total)
        return shown


def _fraction(value: Fraction) -> str:
    """A whole number or a short decimal as it is, a long one with two places."""
    if value.denominator == 1:
        return str(value.numerator)
    return f"{Rounding(2).apply(value):f}"
