"""A round's standings as awards see them: who contends with what figure, and what is known of the event."""

from collections.abc import Mapping
from fractions import Fraction

from server.core.award_table import Award, AwardTable
from server.core.awards import Contender, Context, Proposal, propose
from server.core.competition import Event, Round
from server.core.ids import EntryId
from server.core.results import Result
from server.core.scales import scaled
from server.core.scheme import Direction, Scheme
from server.core.standings import Standings

Awards = Mapping[EntryId, tuple[Award, ...]]
"""Who has which awards."""

_ABSENT = ("not_started", "withdrawn")


def proposed(event: Event, standings: Standings) -> Proposal | None:
    """Who would get what as the standings are; None where the event has no award table."""
    if event.awards is None:
        return None
    started = sum(standing.result.state not in _ABSENT for standing in standings)
    context = Context(
        registered=len(event.registrations),
        started=started,
        level=event.level,
        kind=event.contest,
        direction=_direction(event),
    )
    return propose(event.awards, contenders(event.awards, event.scheme, standings), context)


def _direction(event: Event) -> Direction:
    """On a scale the better one always stands higher."""
    return event.scheme.result.direction if event.awards is None or event.awards.scale is None else "high"


def contenders(table: AwardTable, scheme: Scheme, standings: Standings) -> list[Contender]:
    """Every entry, its figure being the total or, where the table says so, its place on the scale of all totals."""
    totals = {
        one.entry: Fraction(one.total) for one in standings if one.rank is not None and one.total is not None
    }
    figures = totals
    if table.scale is not None:
        points = scaled(table.scale, list(totals.values()), scheme.result.direction, scheme.max)
        figures = dict(zip(totals, map(Fraction, points), strict=True))
    return [Contender(one.entry, one.rank, figures.get(one.entry), _parts(one.result)) for one in standings]


def _parts(result: Result) -> dict[str, Fraction]:
    parts: dict[str, Fraction] = {}
    for id_, module in result.modules.items():
        if module.sheets_in:
            parts[id_] = module.points
            parts |= module.subs
    return parts


def awards_of(round_: Round) -> Awards:
    """What is confirmed for the results as they stand; of results that changed since nothing is known."""
    confirmed, table = round_.awards, round_.award_table
    if confirmed is None or table is None:
        return {}
    if confirmed.version != round_.version or not round_.is_official:
        return {}
    found: dict[EntryId, tuple[Award, ...]] = {}
    given = {(one.entry, one.award) for one in confirmed.given}
    for award in table.awards:
        for drawn in round_.order:
            if (drawn.entry, award.id) in given:
                found[drawn.entry] = (*found.get(drawn.entry, ()), award)
    return found
