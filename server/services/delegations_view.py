"""The table of delegations over all events, as JSON. Pure, and made of published results and confirmed awards only.

Of each event its last published round counts. Delegations stand by what their awards count, then by the number of
the better awards; as long as no award is confirmed, by the mean of their results on the 700-point scale.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from server.core.award_table import Award, AwardId
from server.core.competition import Event
from server.core.delegations import DelegationRule, DelegationStanding, Line, standings
from server.core.ids import DelegationId
from server.core.scales import MedianScale, scaled
from server.core.scheme import Text
from server.services.live_fold import LiveCompetition
from server.services.live_round import RoundView
from server.services.standings_view import figure, text

SCALE = MedianScale()


def position(competition: LiveCompetition) -> int:
    """The last fact that had a say in the table."""
    return max([competition.outlined_at, *(view.position for _, view in _published(competition))])


def table(competition: LiveCompetition) -> dict[str, Any]:
    """The state of the board `delegations`, as `docs/protocol.md` has it; drawn anew only when something was published."""
    of = (position(competition), competition.names)
    known = competition.tables.get("delegations")
    if known is None or known[0] != of:
        known = competition.tables["delegations"] = (of, _draw(competition, _Figures(competition)))
    state: dict[str, Any] = known[1]
    return state


def explained(competition: LiveCompetition) -> dict[str, Any]:
    """The same table, with every result that counts in it."""
    figures = _Figures(competition)
    state = _draw(competition, figures)
    rows = {id_: row | {"counted": figures.counted(DelegationId(id_))} for id_, row in state["rows"].items()}
    return state | {"rows": rows}


def _published(competition: LiveCompetition) -> list[tuple[Event, RoundView]]:
    """Of each event the last round that was published."""
    found = []
    for event in competition.state.events.values():
        views = [view for id_ in event.rounds if (view := competition.rounds[id_].official) is not None]
        if views:
            found.append((event, views[-1]))
    return found


class _Figures:
    """Every published result as a line of the table, and the two ways they are added up."""

    def __init__(self, competition: LiveCompetition) -> None:
        published = _published(competition)
        self.events = len(published)
        self.awards = _awards(published)
        self.lines = [line for event, view in published for line in _lines(event, view)]
        points = {id_: award.points for id_, award in self.awards.items()}
        ids = tuple(self.awards)
        by_awards = DelegationRule("award_points", medals=ids, ties="medals")
        self.by_awards = standings(by_awards, self.lines, points)
        # Who has no result on the scale (absent, disqualified) has no say in a mean.
        on_scale = [line for line in self.lines if line.scale is not None]
        self.by_scale = standings(DelegationRule("scale", "mean"), on_scale)

    def counted(self, delegation: DelegationId) -> list[dict[str, Any]]:
        """The lines of one delegation."""
        own = [line for line in self.lines if line.delegation == delegation]
        return [
            self._line(line)
            for line in sorted(own, key=lambda line: (line.event, line.rank or 10**6, line.entry))
        ]

    def _line(self, line: Line) -> dict[str, Any]:
        shown: dict[str, Any] = {"event": line.event, "entry": line.entry, "awards": list(line.awards)}
        if line.rank is not None:
            shown["rank"] = line.rank
        if line.scale is not None:
            shown["scale"] = figure(line.scale)
        return shown


def _awards(published: list[tuple[Event, RoundView]]) -> Mapping[AwardId, Award]:
    """Every award that was confirmed, the weightier first."""
    found: dict[AwardId, Award] = {}
    for _, view in published:
        for awards in view.awards.values():
            found |= {award.id: award for award in awards if award.id not in found}
    return dict(sorted(found.items(), key=lambda item: (-item[1].points, item[0])))


def _lines(event: Event, view: RoundView) -> list[Line]:
    totals = {
        one.entry: one.total for one in view.standings if one.rank is not None and one.total is not None
    }
    marks = [Fraction(total) for total in totals.values()]
    points = dict(zip(totals, scaled(SCALE, marks, event.scheme.result.direction), strict=True))
    return [
        Line(
            event.id,
            one.entry,
            event.registrations[one.entry].delegation,
            one.rank,
            tuple(award.id for award in view.awards.get(one.entry, ())),
            points.get(one.entry),
        )
        for one in view.standings
    ]


def _draw(competition: LiveCompetition, figures: _Figures) -> dict[str, Any]:
    assert competition.state.title is not None, "a ledger begins with a title"
    by_awards = any(one.value for one in figures.by_awards)
    scale = {one.delegation: one for one in figures.by_scale}
    points = {one.delegation: one for one in figures.by_awards}
    placed: list[DelegationStanding] = figures.by_awards if by_awards else figures.by_scale
    ranks = {one.delegation: one for one in placed}
    order = [one.delegation for one in placed] + sorted(points.keys() - ranks.keys())
    return {
        "kind": "delegations",
        "competition": {"id": competition.id, "title": text(competition.state.title)},
        "by": "awards" if by_awards else "scale",
        "published": figures.events,
        "events": len(competition.state.events),
        "awards": [{"id": id_, "title": text(award.title)} for id_, award in figures.awards.items()],
        "order": order,
        "rows": {
            id_: _row(place, competition, points[id_], scale.get(id_), ranks.get(id_))
            for place, id_ in enumerate(order, 1)
        },
    }


def _row(
    place: int,
    competition: LiveCompetition,
    one: DelegationStanding,
    scale: DelegationStanding | None,
    standing: DelegationStanding | None,
) -> dict[str, Any]:
    name = competition.names.delegations.get(one.delegation, Text(one.delegation, one.delegation))
    row: dict[str, Any] = {
        "place": place,
        "name": text(name),
        "points": _whole(one.value),
        "awards": {id_: count for id_, count in one.medals.items() if count},
        "entries": one.people,
    }
    if standing is not None:
        row["rank"] = standing.rank
        if standing.shared:
            row["shared"] = True
    if scale is not None:
        row["scale"] = figure(scale.value)
    return row


def _whole(value: Decimal) -> str:
    return f"{value.normalize():f}" if value else "0"
