"""Members' results become a team's (团体): sum, mean, best n of m, place and award points, lowest sum of places.

Members are ranked among themselves elsewhere; what a team does together has its own scheme, and comes in as `own`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal, NamedTuple

from server.core.exact import exact_sum
from server.core.facts_rulings import EntryState
from server.core.ids import EntryId
from server.core.places import better_ranks, places
from server.core.rank_points import points_of
from server.core.scheme import Direction
from server.core.team_rule import TeamId, TeamRule, TeamTie


class Member(NamedTuple):
    """
    One member after the event. `award_points` is what their awards count, `seconds` the time they took, if any was read.

    A substitute (替补) counts only in place of a regular member who did not start or withdrew.
    """

    entry: EntryId
    total: Fraction | None = None
    rank: int | None = None
    state: EntryState = "competing"
    role: str = ""
    award_points: Fraction = Fraction(0)
    seconds: Fraction | None = None
    substitute: bool = False


class Team(NamedTuple):
    """A team: its members in the order they were named, and what it has from its own modules, None before that."""

    id: TeamId
    members: tuple[Member, ...]
    own: Fraction | None = None


Part = Literal["counts", "not_among_best", "replaced", "not_needed"]
"""
A member's value counts; lies behind the best; is that of a regular member a substitute stands in for; or belongs to a
substitute nobody needed.
"""


class Share(NamedTuple):
    """What one member gives, whether it counts, and for whom a substitute stands in."""

    member: Member
    value: Fraction
    part: Part
    instead_of: EntryId | None = None


@dataclass(frozen=True, slots=True)
class TeamStanding:
    """
    A team's place; `total` is the published figure, None where it has none.

    The shares that count, added up or their mean, and `own` make `exact`. `results` is how many members have a result.
    `decided_by` is the tie that put this team behind the one before it with the same total.
    """

    team: TeamId
    rank: int | None
    shared: bool
    total: Decimal | None
    exact: Fraction
    own: Fraction
    shares: tuple[Share, ...]
    results: int = 0
    decided_by: TeamTie | None = None


def low_wins(rule: TeamRule, direction: Direction) -> bool:
    """Whether the smaller result of a team is the better one, in an event of this direction."""
    return rule.of == "place" or (rule.of == "total" and direction == "low")


def standings(
    rule: TeamRule, teams: Sequence[Team], entries: int = 0, direction: Direction = "high"
) -> list[TeamStanding]:
    """
    All teams, the ranked ones first; the order in which they are given has no say.

    :param entries: how many single entries the event has, for who is missing in a sum of places
    :param direction: whether a high or a low total wins in the event
    """
    reckoning = _Reckoning(rule, entries, direction)
    drafts = {team.id: reckoning.draft(team) for team in teams}
    keys = {id_: reckoning.key(one) for id_, one in drafts.items() if one.total is not None}
    placed = places(keys)
    ranked = sorted(keys, key=lambda id_: (placed[id_].rank, id_))
    decided = {after: _decided(rule, keys[one], keys[after]) for one, after in pairwise(ranked)}
    found = [
        replace(one, rank=placed[id_].rank, shared=placed[id_].shared, decided_by=decided.get(id_))
        if id_ in placed
        else one
        for id_, one in drafts.items()
    ]
    return sorted(found, key=lambda one: (one.rank is None, one.rank or 0, one.team))


def _decided(rule: TeamRule, before: tuple[object, ...], after: tuple[object, ...]) -> TeamTie | None:
    """The tie between two neighbours with the same total; None where totals differ or the rank is shared."""
    if before[0] != after[0]:
        return None
    return next((tie for n, tie in enumerate(rule.ties, 1) if before[n] != after[n]), None)


def has_result(member: Member) -> bool:
    """Whether a member has something to give."""
    return member.state in ("competing", "not_finished") and member.total is not None


class _Reckoning(NamedTuple):
    """One table under way."""

    rule: TeamRule
    entries: int
    direction: Direction

    @property
    def low(self) -> bool:
        return low_wins(self.rule, self.direction)

    @property
    def low_total(self) -> bool:
        """Totals of which the smaller wins: nought of who is missing would be the best of all."""
        return self.low and self.rule.of == "total"

    def draft(self, team: Team) -> TeamStanding:
        rule, shares = self.rule, self._shares(team)
        counted = [share for share in shares if share.part == "counts"]
        summed = exact_sum(share.value for share in counted)
        taken = summed / len(counted) if rule.take == "mean" and counted else summed
        own = (team.own or Fraction(0)) * Fraction(rule.own_weight)
        results = sum(
            has_result(share.member) for share in shares if share.part in ("counts", "not_among_best")
        )
        total = rule.rounding.apply(taken + own) if results >= rule.members_min else None
        if self.low_total and (
            not all(has_result(share.member) for share in counted)
            or (rule.own_event is not None and team.own is None)
        ):
            total = None
        return TeamStanding(team.id, None, False, total, taken + own, own, shares, results)

    def _shares(self, team: Team) -> tuple[Share, ...]:
        fielded = _fielded(self.rule, team)
        values = {member.entry: self._value(member) for member in team.members}
        best = self._best([member for member, _ in fielded], values)
        stands_in = {member.entry: instead for member, instead in fielded}
        found = []
        for member in team.members:
            part: Part = "counts" if member.entry in best else "not_among_best"
            if member.entry not in stands_in:
                part = "not_needed" if member.substitute else "replaced"
            found.append(Share(member, values[member.entry], part, stands_in.get(member.entry)))
        return tuple(found)

    def _best(self, fielded: Sequence[Member], values: Mapping[EntryId, Fraction]) -> frozenset[EntryId]:
        """Who counts: those who must, then the best of the others; equal ones in the order they were named."""
        rule = self.rule
        if rule.best is None:
            return frozenset(member.entry for member in fielded)
        must = [member.entry for member in fielded if member.role in rule.must_count]
        others = [member.entry for member in fielded if member.role not in rule.must_count]
        sign = 1 if self.low else -1
        absent = {member.entry: self.low_total and not has_result(member) for member in fielded}
        others.sort(key=lambda entry: (absent[entry], sign * values[entry]))
        return frozenset([*must, *others[: max(0, rule.best - len(must))]])

    def _value(self, member: Member) -> Fraction:
        rule = self.rule
        if rule.of == "place":
            return Fraction(self._place(member))
        if member.state in ("disqualified", "not_started", "withdrawn"):
            return Fraction(0)
        match rule.of:
            case "total":
                return member.total or Fraction(0)
            case "award_points":
                return member.award_points
            case "rank_points":
                return points_of(rule.points, member.rank)

    def _place(self, member: Member) -> int:
        if member.state == "disqualified":
            return self.entries + self.rule.disqualified_places
        return self.entries + self.rule.absent_places if member.rank is None else member.rank

    def key(self, one: TeamStanding) -> tuple[object, ...]:
        """What a team is placed by: its published total, then the ties; smaller is better."""
        assert one.total is not None, "only those with a total are placed"
        counted = [share for share in one.shares if share.part == "counts"]
        return (
            one.total if self.low else -one.total,
            *(self._tie(tie, one, counted) for tie in self.rule.ties),
        )

    def _tie(self, tie: TeamTie, one: TeamStanding, counted: Sequence[Share]) -> object:
        match tie:
            case "best_member":
                values = [share.value for share in counted if not self.low_total or has_result(share.member)]
                best = (min if self.low else max)(values, default=Fraction(0))
                return best if self.low else -best
            case "ranks":
                return better_ranks(share.member.rank for share in counted)
            case "seconds":
                times = [share.member.seconds for share in counted]
                # Who has no time stands behind those who have one.
                return (times.count(None), exact_sum(time for time in times if time is not None))
            case "own":
                return one.own if self.low else -one.own


def _fielded(rule: TeamRule, team: Team) -> list[tuple[Member, EntryId | None]]:
    """The regular members; for each of them who did not start, the next substitute who did, and for whom."""
    ready = [member for member in team.members if member.substitute and has_result(member)][
        : rule.substitutes
    ]
    fielded: list[tuple[Member, EntryId | None]] = []
    for member in team.members:
        if member.substitute:
            continue
        away = member.state in ("not_started", "withdrawn")
        fielded.append((ready.pop(0), member.entry) if away and ready else (member, None))
    return fielded
