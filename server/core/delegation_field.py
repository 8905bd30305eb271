"""Published results as a table of delegations sees them: which events count, on what scale, for how many people.

Here, and nowhere else, standings become the arguments of `delegations.standings`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from server.core.award_field import Awards
from server.core.award_table import Award, AwardId
from server.core.competition import Event
from server.core.delegation_table import DelegationRule, DelegationTable
from server.core.delegations import DelegationStanding, Line, standings
from server.core.scales import scaled
from server.core.standings import Standings


class Published(NamedTuple):
    """An event's last published round: its standings, and the awards that are confirmed for them."""

    event: Event
    standings: Standings
    awards: Awards


def awards_known(published: Sequence[Published]) -> dict[AwardId, Award]:
    """Every award that was confirmed, the weightier first."""
    found: dict[AwardId, Award] = {}
    for one in published:
        for awards in one.awards.values():
            found |= {award.id: award for award in awards if award.id not in found}
    return dict(sorted(found.items(), key=lambda item: (-item[1].points, item[0])))


def lines(table: DelegationTable, published: Sequence[Published]) -> list[Line]:
    """Every entry of the events that count, also those without a result."""
    people = {heads.event: heads.people for heads in table.people}
    return [
        line
        for one in published
        if not table.events or one.event.id in table.events
        for line in _lines(table, one, people.get(one.event.id, 1))
    ]


def _lines(table: DelegationTable, one: Published, people: int) -> list[Line]:
    event, result = one.event, one.event.scheme.result
    totals = {
        placed.entry: placed.total
        for placed in one.standings
        if placed.rank is not None and placed.total is not None
    }
    marks = [Fraction(total) for total in totals.values()]
    on_scale = scaled(table.scale, marks, result.direction, event.scheme.max)
    scale = dict(zip(totals, on_scale, strict=True))
    # Seconds and counts of which fewer win cannot be added to points.
    added = result.direction == "high" and result.unit == "points"
    return [
        Line(
            event.id,
            placed.entry,
            event.registrations[placed.entry].delegation,
            placed.rank,
            tuple(award.id for award in one.awards.get(placed.entry, ())),
            scale.get(placed.entry),
            people,
            totals.get(placed.entry) if added else None,
        )
        for placed in one.standings
    ]


def counting(rule: DelegationRule, some: Sequence[Line]) -> list[Line]:
    """Without those who have nothing on the scale, or no total: they have no say in a mean."""
    match rule.of:
        case "scale":
            return [line for line in some if line.scale is not None]
        case "total":
            return [line for line in some if line.total is not None]
        case _:
            return list(some)


def with_awards(rule: DelegationRule, awards: Mapping[AwardId, Award]) -> DelegationRule:
    """A rule that looks at awards and names none looks at all there are."""
    needed = rule.of == "medals" or rule.ties == "medals"
    return replace(rule, medals=tuple(awards)) if needed and not rule.medals else rule


def ranked(table: DelegationTable, published: Sequence[Published]) -> list[DelegationStanding]:
    """The table; delegations of which nothing counts are not in it."""
    awards = awards_known(published)
    points: dict[AwardId, Decimal] = {id_: award.points for id_, award in awards.items()}
    rule = with_awards(table.rule, awards)
    return standings(rule, counting(rule, lines(table, published)), points)
