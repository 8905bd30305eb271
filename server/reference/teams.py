"""A table of teams once more: who is fielded, what counts, what it adds up to, who stands before whom. Plain and slow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from server.core.award_table import AwardTable
from server.core.facts_awards import AwardsConfirmed
from server.core.ids import EntryId
from server.core.rank_points import RankPoints
from server.core.scheme import Scheme
from server.core.team_rule import TeamId, TeamMember, TeamRegistration, TeamRule
from server.reference.numbers import ZERO, rounded
from server.reference.ranks import Place
from server.reference.score import Score


@dataclass(frozen=True)
class TeamPlace:
    """What a team has: the published total and the rank, None where there is none; exactly; and who counts."""

    total: Fraction | None
    rank: int | None
    exact: Fraction
    counting: frozenset[EntryId]


@dataclass(frozen=True)
class _Sum:
    """A team added up; `ties` are figures of which the smaller is better, one for each tie of the rule."""

    total: Fraction | None
    exact: Fraction
    counting: tuple[EntryId, ...]
    ties: tuple[tuple[Fraction, ...], ...]


@dataclass(frozen=True)
class Field:
    """What all teams of an event are ranked from: its places, what awards count, the times, the teams' own event."""

    rule: TeamRule
    scheme: Scheme
    places: Mapping[EntryId, Place]
    award_points: Mapping[EntryId, Fraction]
    own: Mapping[str, Fraction]

    @property
    def fewest_wins(self) -> bool:
        """Places, and totals of an event in which the low ones win."""
        if self.rule.of == "place":
            return True
        return self.rule.of == "total" and self.scheme.result.direction == "low"


def team_places(field: Field, teams: Sequence[TeamRegistration]) -> dict[TeamId, TeamPlace]:
    """Every team's place: one more than there are teams that are better."""
    sums = {team.team: _added(field, team) for team in teams}
    found = {}
    for id_, one in sums.items():
        rank = None
        if one.total is not None:
            rank = 1 + sum(_better(field, other, one) for other in sums.values() if other.total is not None)
        found[id_] = TeamPlace(one.total, rank, one.exact, frozenset(one.counting))
    return found


def award_points(confirmed: AwardsConfirmed | None, table: AwardTable | None) -> dict[EntryId, Fraction]:
    """What the awards of each entry count together."""
    if confirmed is None or table is None:
        return {}
    worth = {award.id: Fraction(award.points) for award in table.awards}
    found: dict[EntryId, Fraction] = {}
    for one in confirmed.given:
        found[one.entry] = found.get(one.entry, ZERO) + worth[one.award]
    return found


def _better(field: Field, one: _Sum, other: _Sum) -> bool:
    assert one.total is not None, "only teams with a total are compared"
    assert other.total is not None, "only teams with a total are compared"
    if one.total != other.total:
        return one.total < other.total if field.fewest_wins else one.total > other.total
    return one.ties < other.ties


def _added(field: Field, team: TeamRegistration) -> _Sum:
    rule = field.rule
    fielded = _fielded(field, team.members)
    counting = _counting(field, fielded)
    figures = [_figure(field, member.entry) for member in counting]
    exact = sum(figures, ZERO)
    if rule.take == "mean" and figures:
        exact /= len(figures)
    own = field.own.get(team.number)
    exact_own = ZERO if own is None else own * Fraction(rule.own_weight)
    there = [member for member in fielded if _has_result(field, member.entry)]
    complete = len(there) >= rule.members_min
    if field.fewest_wins and rule.of == "total":
        # Nought of who is missing would win.
        complete = complete and all(member in there for member in counting)
        complete = complete and (rule.own_event is None or own is not None)
    total = rounded(exact + exact_own, rule.rounding) if complete else None
    entries = tuple(member.entry for member in counting)
    return _Sum(total, exact + exact_own, entries, _ties(field, entries, exact_own))


def _fielded(field: Field, members: Sequence[TeamMember]) -> list[TeamMember]:
    spare = [one for one in members if one.substitute and _has_result(field, one.entry)]
    spare = spare[: field.rule.substitutes]
    fielded = []
    for one in members:
        if one.substitute:
            continue
        if _state(field, one.entry) in ("not_started", "withdrawn") and spare:
            fielded.append(spare[0])
            spare = spare[1:]
        else:
            fielded.append(one)
    return fielded


def _counting(field: Field, fielded: Sequence[TeamMember]) -> list[TeamMember]:
    rule = field.rule
    if rule.best is None:
        return list(fielded)
    chosen = [one for one in fielded if one.role in rule.must_count]
    left = [one for one in fielded if one.role not in rule.must_count]
    while left and len(chosen) < rule.best:
        best = left[0]
        for one in left[1:]:
            if _gives_more(field, one, best):
                best = one
        chosen.append(best)
        left.remove(best)
    return chosen


def _gives_more(field: Field, one: TeamMember, other: TeamMember) -> bool:
    if field.fewest_wins and field.rule.of == "total":
        there, others = _has_result(field, one.entry), _has_result(field, other.entry)
        if there != others:
            return there
    mine, theirs = _figure(field, one.entry), _figure(field, other.entry)
    return mine < theirs if field.fewest_wins else mine > theirs


def _score(field: Field, entry: EntryId) -> Score | None:
    place = field.places.get(entry)
    return None if place is None else place.score


def _rank(field: Field, entry: EntryId) -> int | None:
    place = field.places.get(entry)
    return None if place is None else place.rank


def _state(field: Field, entry: EntryId) -> str:
    """Who was never drawn did not start."""
    score = _score(field, entry)
    return "not_started" if score is None else score.state


def _has_result(field: Field, entry: EntryId) -> bool:
    score = _score(field, entry)
    out = _state(field, entry) in ("not_started", "withdrawn", "disqualified")
    return score is not None and score.total is not None and not out


def _figure(field: Field, entry: EntryId) -> Fraction:
    """What a member gives to its team."""
    rule, state, rank = field.rule, _state(field, entry), _rank(field, entry)
    if rule.of == "place":
        if state == "disqualified":
            return Fraction(len(field.places) + rule.disqualified_places)
        return Fraction(len(field.places) + rule.absent_places if rank is None else rank)
    if state in ("disqualified", "not_started", "withdrawn"):
        return ZERO
    if rule.of == "award_points":
        return field.award_points.get(entry, ZERO)
    if rule.of == "rank_points":
        return place_points(rule.points, rank)
    score = _score(field, entry)
    return ZERO if score is None or score.total is None else score.total


def place_points(steps: Sequence[RankPoints], rank: int | None) -> Fraction:
    """What a place is worth: the first step that reaches it."""
    if rank is None:
        return ZERO
    fitting = [one for one in steps if one.first <= rank and not (one.last is not None and rank > one.last)]
    return Fraction(fitting[0].points) if fitting else ZERO


def _ties(field: Field, counting: Sequence[EntryId], own: Fraction) -> tuple[tuple[Fraction, ...], ...]:
    found: list[tuple[Fraction, ...]] = []
    for tie in field.rule.ties:
        if tie == "best_member":
            found.append((_best_member(field, counting),))
        elif tie == "ranks":
            ranks = [_rank(field, entry) for entry in counting]
            found.append(tuple(Fraction(-ranks.count(n)) for n in range(1, len(field.places) + 1)))
        elif tie == "seconds":
            times = [_seconds(field, entry) for entry in counting]
            untimed = sum(time is None for time in times)
            found.append((Fraction(untimed), sum((time for time in times if time is not None), ZERO)))
        else:
            found.append((own if field.fewest_wins else -own,))
    return tuple(found)


def _best_member(field: Field, counting: Sequence[EntryId]) -> Fraction:
    low_total = field.fewest_wins and field.rule.of == "total"
    figures = sorted(
        _figure(field, entry) for entry in counting if _has_result(field, entry) or not low_total
    )
    if not figures:
        return ZERO
    return figures[0] if field.fewest_wins else -figures[-1]


def _seconds(field: Field, entry: EntryId) -> Fraction | None:
    """A member's time: the result where results are times, else the first reading the tie-breaks compare."""
    score = _score(field, entry)
    if score is None:
        return None
    if field.scheme.result.unit == "seconds":
        return None if score.total is None else score.exact
    for n, tie in enumerate(field.scheme.tie_breaks):
        if tie.by == "reading":
            return score.ties[n]
    return None
