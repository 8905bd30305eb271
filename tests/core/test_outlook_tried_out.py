"""What is still possible, against every way there is to mark what is due, in competitions so small that all can be tried."""

from collections.abc import Mapping
from random import Random

from hypothesis import assume, given, settings

from server.core.extremes import can_be_bounded
from server.core.ids import EntryId
from server.core.outlook import Field, Outlook
from server.core.results import Result
from server.core.spans import span
from tests.core.strategies import randoms
from tests.core.tiny import Tiny, outcomes, tiny

Outcomes = Mapping[EntryId, list[Result]]


def field_of(one: Tiny) -> Field:
    spans = {e: span(one.scheme, there, one.judges, given) for e, (there, _, given) in one.entries.items()}
    return Field(one.scheme, spans)


def ranks(found: Outcomes, entry: EntryId, own: Result) -> range:
    """
    The ranks an entry with this result can have, whatever becomes of the others.

    Each of them goes its own way: so the entry can stand behind as many as can be ahead, and behind just those who must.
    """
    others = [
        [other.ranked and other.key < own.key for other in some] for e, some in found.items() if e != entry
    ]
    return range(1 + sum(map(all, others)), 2 + sum(map(any, others)))


@settings(max_examples=60, deadline=None)
@given(randoms)
def test_the_best_and_the_worst_rank_are_just_those_that_all_ways_of_marking_lead_to(random: Random) -> None:
    one = tiny(random, ways_max=50)
    assume(can_be_bounded(one.scheme))
    field, found = field_of(one), {entry: outcomes(one, entry) for entry in one.entries}

    for entry, mine in found.items():
        can_be_had = [rank for own in mine if own.ranked for rank in ranks(found, entry, own)]
        best = min(can_be_had, default=None)
        worst = max(can_be_had, default=None) if all(own.ranked for own in mine) else None
        said = field.outlook(entry)

        if said.exact or not one.scheme.tie_breaks:
            assert said == Outlook(best, worst, True)
        elif best is not None:
            assert said.best_rank is not None
            assert said.best_rank <= best
            assert said.worst_rank is None or (worst is not None and worst <= said.worst_rank)


@settings(max_examples=40, deadline=None)
@given(randoms)
def test_the_totals_that_are_needed_are_enough_and_no_more_than_that(random: Random) -> None:
    one = tiny(random, ways_max=40)
    assume(can_be_bounded(one.scheme))
    field, found = field_of(one), {entry: outcomes(one, entry) for entry in one.entries}
    sign = 1 if one.scheme.result.direction == "high" else -1

    for entry, mine in found.items():
        for wanted in (1, 2):
            needed = field.needed(entry, wanted)
            for own in mine:
                if not own.ranked or own.total is None:
                    continue
                there = ranks(found, entry, own)
                if needed.sure is None or sign * own.total >= sign * needed.sure:
                    assert max(there) <= wanted
                elif not one.scheme.tie_breaks:
                    assert max(there) > wanted, "less would do, too"
                if needed.possible is not None and sign * own.total < sign * needed.possible:
                    assert min(there) > wanted
                elif not one.scheme.tie_breaks:
                    assert min(there) <= wanted, "it needs more than is said"
