"""A round's standings as awards see them: who contends with what figure, and what is known of the event."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from server.core.award_table import Award, AwardTable
from server.core.awards import Contender, Context, Proposal, propose
from server.core.competition import Event
from server.core.groups import in_group
from server.core.ids import EntryId
from server.core.results import Result
from server.core.round import Round
from server.core.scales import scaled
from server.core.scheme import Direction, Scheme
from server.core.standings import Standings
from server.core.text import Text

Awards = Mapping[EntryId, tuple[Award, ...]]
"""Who has which awards."""

_ABSENT = ("not_started", "withdrawn")


def proposed(event: Event, standings: Standings) -> Proposal | None:
    """Who would get what as the standings are, category by category where the table says so; None without a table."""
    if event.awards is None:
        return None
    if not event.awards.by_category:
        return _among(event, event.awards, standings, len(event.registrations))
    categories = {entry: one.category for entry, one in event.registrations.items()}
    found = Proposal()
    for category in dict.fromkeys(one for one in categories.values() if one):
        some = in_group(standings, categories, category)
        registered = sum(one == category for one in categories.values())
        found = _joined(found, category, _among(event, event.awards, some, registered))
    return found


def _among(event: Event, table: AwardTable, standings: Standings, registered: int) -> Proposal:
    """What the table proposes for a field of its own."""
    context = Context(
        registered=registered,
        started=sum(standing.result.state not in _ABSENT for standing in standings),
        level=event.level,
        kind=event.contest,
        direction=_direction(event),
    )
    return propose(table, contenders(table, event.scheme, standings), context)


def _joined(before: Proposal, category: str, one: Proposal) -> Proposal:
    """The proposals of several categories as one; what the organiser gets by the level counts once."""
    head = Text(f"【{category}】", f"[{category}]")
    return Proposal(
        given=(*before.given, *(replace(given, why=_within(category, given.why)) for given in one.given)),
        withheld=(*before.withheld, *(replace(out, why=_within(category, out.why)) for out in one.withheld)),
        undecided=(
            *before.undecided,
            *(replace(equals, why=_within(category, equals.why)) for equals in one.undecided),
        ),
        working=(*before.working, head, *one.working),
        subsidy=before.subsidy if before.subsidy is not None else one.subsidy,
    )


def _within(category: str, why: Text) -> Text:
    """A reason with the category its ranks and places are of."""
    return Text(f"{category}：{why.zh}", f"{category}: {why.en}")


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
