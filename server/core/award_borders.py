"""Down to which rank each award of a series reaches, as the field is: what an entry has to reach for it. Nothing is given."""

from dataclasses import replace
from typing import NamedTuple

from server.core.award_table import Award, AwardTable, NotHeld, ReachPoints, Series
from server.core.awards import Contender, Context, propose
from server.core.ids import EntryId


class Border(NamedTuple):
    """An award and the last rank that has it."""

    award: Award
    rank: int


def borders(table: AwardTable, context: Context, able: int) -> list[Border]:
    """
    The borders when `able` entries take ranks of their own, from the first award on.

    Only awards by rank have one: medals by distance and awards for points depend on the results. Conditions that an
    entry alone meets or misses move no border.
    """
    rules = tuple(rule for rule in table.rules if isinstance(rule, Series))
    awards = tuple(
        replace(award, needs=tuple(n for n in award.needs if not isinstance(n, ReachPoints | NotHeld)))
        for award in table.awards
    )
    by_rank = replace(table, awards=awards, rules=rules, eligible=(), scale=None)
    field = [Contender(EntryId(f"{n:06d}"), n, None) for n in range(1, able + 1)]
    last: dict[str, int] = {}
    for given in propose(by_rank, field, context).given:
        last[given.award] = max(last.get(given.award, 0), int(given.entry))
    return sorted(
        (Border(award, last[award.id]) for award in table.awards if award.id in last),
        key=lambda one: one.rank,
    )
