"""Members' results become a team's (团体): sum, mean, best n of m, place and award points, lowest sum of places.

Members are ranked among themselves elsewhere; what a team does together has its own scheme, and comes in as `own`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from server.core.delegations import RankPoints
from server.core.exact import Rounding, exact_sum
from server.core.facts import EntryState
from server.core.ids import EntryId
from server.core.places import places
from server.core.scheme import Direction


@dataclass(frozen=True, slots=True)
class TeamRule:
    """
    How a team's result comes about.

    `of` says what a member gives: their `total`, `rank_points` by `points`, `award_points`, or their `place`, of
    which the lowest sum wins. `take` adds up or takes the mean. Only the `best` so many members count (None: all),
    but always those whose role is in `must_count`. A team with fewer than `members_min` results has no rank.

    In a sum of places an absent member counts as the number of entries and `absent_places`, a disqualified one
    as that number and `disqualified_places`; elsewhere both count nought. `own_weight` is what the team's own modules
    (a relay, a joint task) are multiplied by. `ties` are looked at in their order: the better best member, the most
    better ranks, the sum of the members' times, the team's own modules.
    """

    of: Literal["total", "rank_points", "award_points", "place"] = "total"
    take: Literal["sum", "mean"] = "sum"
    best: int | None = None
    must_count: frozenset[str] = frozenset()
    members_min: int = 1
    substitutes: int = 0
    points: tuple[RankPoints, ...] = ()
    absent_places: int = 1
    disqualified_places: int = 2
    own_weight: Decimal = Decimal(1)
    direction: Direction = "high"
    ties: tuple[Literal["best_member", "ranks", "seconds", "own"], ...] = ()
    rounding: Rounding = field(default_factory=Rounding)

    @property
    def low_wins(self) -> bool:
        """Whether the smaller result is the better one."""
        return self.of == "place" or (self.of == "total" and self.direction == "low")


class Member(NamedTuple):
    """
    One member after the event. `award_points` is what their awards count, `seconds` the time they took.

    A substitute (替补) counts only in place of a regular member who did not start or withdrew.
    """

    entry: EntryId
    total: Fraction | None = None
    rank: int | None = None
    state: EntryState = "competing"
    role: str = ""
    award_points: Fraction = Fraction(0)
    seconds: Fraction = Fraction(0)
    substitute: bool = False


class Team(NamedTuple):
    """A team: its members in the order they were named, and what it has from its own modules."""

    id: EntryId
    members: tuple[Member, ...]
    own: Fraction = Fraction(0)


Part = Literal["counts", "not_among_best", "not_needed"]
"""A member's value counts; lies behind the best; or belongs to a substitute nobody needed."""


class Share(NamedTuple):
    """What one member gives, and whether it counts."""

    member: Member
    value: Fraction
    part: Part


@dataclass(frozen=True, slots=True)
class TeamStanding:
    """A team's place; `total` is the published figure, None where it has none. The shares add up to `exact`."""

    team: EntryId
    rank: int | None
    shared: bool
    total: Decimal | None
    exact: Fraction
    own: Fraction
    shares: tuple[Share, ...]


def standings(rule: TeamRule, teams: Sequence[Team], entries: int = 0) -> list[TeamStanding]:
    """
    All teams, the ranked ones first; the order in which they are given has no say.

    :param entries: how many single entries the event has, for who is missing in a sum of places
    """
    drafts = {team.id: _draft(rule, team, entries) for team in teams}
    worst = max((member.rank or 0 for team in teams for member in team.members), default=0)
    keys = {id_: _key(rule, one, worst) for id_, one in drafts.items() if one.total is not None}
    placed = places(keys)
    found = [
        replace(one, rank=placed[id_].rank, shared=placed[id_].shared) if id_ in placed else one
        for id_, one in drafts.items()
    ]
    return sorted(found, key=lambda one: (one.rank is None, one.rank or 0, one.team))


def _draft(rule: TeamRule, team: Team, entries: int) -> TeamStanding:
    shares = _shares(rule, team, entries)
    counted = [share.value for share in shares if share.part == "counts"]
    summed = exact_sum(counted)
    taken = summed / len(counted) if rule.take == "mean" and counted else summed
    own = team.own * Fraction(rule.own_weight)
    results = sum(_has_result(share.member) for share in shares if share.part != "not_needed")
    total = rule.rounding.apply(taken + own) if results >= rule.members_min else None
    return TeamStanding(team.id, None, False, total, taken + own, own, shares)


def _has_result(member: Member) -> bool:
    return member.state in ("competing", "not_finished") and member.total is not None


def _shares(rule: TeamRule, team: Team, entries: int) -> tuple[Share, ...]:
    fielded = _fielded(rule, team)
    values = {member.entry: _value(rule, member, entries) for member in team.members}
    best = _best(rule, fielded, values)
    return tuple(Share(member, values[member.entry], _part(member, fielded, best)) for member in team.members)


def _part(member: Member, fielded: Sequence[Member], best: frozenset[EntryId]) -> Part:
    if member not in fielded:
        return "not_needed"
    return "counts" if member.entry in best else "not_among_best"


def _fielded(rule: TeamRule, team: Team) -> list[Member]:
    """The regular members; for each of them who did not start, the next substitute who did."""
    regular = [member for member in team.members if not member.substitute]
    ready = [member for member in team.members if member.substitute and _has_result(member)]
    ready = ready[: rule.substitutes]
    fielded = []
    for member in regular:
        away = member.state in ("not_started", "withdrawn")
        fielded.append(ready.pop(0) if away and ready else member)
    return fielded


def _best(
    rule: TeamRule, fielded: Sequence[Member], values: Mapping[EntryId, Fraction]
) -> frozenset[EntryId]:
    """Who counts: those who must, then the best of the others; equal ones in the order they were named."""
    if rule.best is None:
        return frozenset(member.entry for member in fielded)
    must = [member.entry for member in fielded if member.role in rule.must_count]
    others = [member.entry for member in fielded if member.role not in rule.must_count]
    sign = 1 if rule.low_wins else -1
    # In a total where low wins, who has no result is no best: nought seconds would be.
    absent = {
        member.entry: rule.low_wins and rule.of == "total" and not _has_result(member) for member in fielded
    }
    others.sort(key=lambda entry: (absent[entry], sign * values[entry]))
    return frozenset([*must, *others[: max(0, rule.best - len(must))]])


def _value(rule: TeamRule, member: Member, entries: int) -> Fraction:
    if rule.of == "place":
        return Fraction(_place(rule, member, entries))
    if member.state in ("disqualified", "not_started", "withdrawn"):
        return Fraction(0)
    match rule.of:
        case "total":
            return member.total or Fraction(0)
        case "award_points":
            return member.award_points
        case "rank_points":
            return _points(rule, member.rank)


def _place(rule: TeamRule, member: Member, entries: int) -> int:
    if member.state == "disqualified":
        return entries + rule.disqualified_places
    return entries + rule.absent_places if member.rank is None else member.rank


def _points(rule: TeamRule, rank: int | None) -> Fraction:
    for step in rule.points:
        if rank is not None and step.first <= rank and (step.last is None or rank <= step.last):
            return Fraction(step.points)
    return Fraction(0)


def _key(rule: TeamRule, one: TeamStanding, worst: int) -> tuple[object, ...]:
    assert one.total is not None, "only those with a total are placed"
    key: list[object] = [one.total if rule.low_wins else -one.total]
    counted = [share for share in one.shares if share.part == "counts"]
    for tie in rule.ties:
        match tie:
            case "best_member":
                values = [share.value for share in counted] or [Fraction(0)]
                key.append(min(values) if rule.low_wins else -max(values))
            case "ranks":
                ranks = [share.member.rank for share in counted]
                key.append(tuple(-ranks.count(rank) for rank in range(1, worst + 1)))
            case "seconds":
                key.append(exact_sum(share.member.seconds for share in counted))
            case "own":
                key.append(-one.own)
    return tuple(key)
