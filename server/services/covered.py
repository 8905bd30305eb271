"""What is left of a round to be seen while its board is frozen in part: places withheld, or modules left out. Pure.

It is worked out of what may be seen alone: no figure rests on a withheld mark, and nothing tells when one came.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from server.core.facts_round import Drawn
from server.core.field import Before, Compared, compared, field_sheets, given_of, relative_aspects, sheets_of
from server.core.ids import EntryId, ModuleId
from server.core.results import Result, result_of
from server.core.round import Round
from server.core.scheme import Scheme
from server.core.standings import Standing

Counts = Mapping[tuple[ModuleId, EntryId], tuple[int, int]]
Kept = dict[EntryId, tuple[object, Result]]
"""Results worked out before, with what they were worked out of."""


class Left(NamedTuple):
    """What may be seen: who, with which standing, from how many sheets; `hidden` counts those on withheld places."""

    order: tuple[Drawn, ...]
    standings: tuple[Standing, ...]
    counts: Counts
    hidden: int


def left(order: Sequence[Drawn], standings: Sequence[Standing], counts: Counts, places: int) -> Left:
    """
    Without those who stand on the first places.

    The distance to the first, and what broke a tie, would tell of a total that is withheld: of nobody it is said.
    """
    hidden = {one.entry for one in standings if one.rank is not None and one.rank <= places}
    seen = tuple(one for one in standings if one.entry not in hidden)
    if places:
        seen = tuple(one._replace(gap=None, decided_by=None) for one in seen)
    return Left(
        tuple(drawn for drawn in order if drawn.entry not in hidden),
        seen,
        {(module, entry): count for (module, entry), count in counts.items() if entry not in hidden},
        len(hidden),
    )


def results_without(
    scheme: Scheme, round_: Round, modules: Sequence[ModuleId], before: Before | None, kept: Kept
) -> dict[EntryId, Result]:
    """
    Every entry's result as if nobody had marked anything in some modules; ties that were decided are open.

    :param before: results of earlier rounds that are carried over; None: as if nothing were
    :param kept: what was worked out last; changed in place
    """
    shown = _without(round_, set(modules))
    if before is None:
        shown = replace(shown, carry=None)
    relations: Compared = {}
    if relative_aspects(scheme):
        relations = compared(scheme, shown, field_sheets(scheme, shown))
    found = {}
    for drawn in shown.order:
        entry = drawn.entry
        of = (sheets_of(scheme, shown, entry), dict(shown.panels), given_of(shown, entry, relations, before))
        known = kept.get(entry)
        if known is None or known[0] != of:
            known = kept[entry] = (of, result_of(scheme, *of))
        found[entry] = known[1]
    return found


def counts_without(counts: Counts, modules: Sequence[ModuleId]) -> Counts:
    """The sheets that are in and due; none in modules that are left out."""
    return {key: (0, 0) if key[0] in modules else count for key, count in counts.items()}


def _without(round_: Round, modules: set[ModuleId]) -> Round:
    return replace(
        round_,
        sheets={key: sheets for key, sheets in round_.sheets.items() if key[0] not in modules},
        reruns={key: runs for key, runs in round_.reruns.items() if key[0] not in modules},
        penalties={
            entry: tuple(one for one in given if one.module not in modules)
            for entry, given in round_.penalties.items()
        },
        ties=(),
    )
