"""Conflict of interest (回避): which judges stay out of which entries, and who is left. Refusals: `decide_recusal.py`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from server.core.facts_round import Drawn
from server.core.facts_setup import Registration
from server.core.ids import DelegationId, EntryId, ModuleId, OfficialId
from server.core.panel import rule_for
from server.core.scheme import Module

Recused = Mapping[EntryId, frozenset[OfficialId]]
"""The officials who stay out of an entry; entries of which nobody does are left out."""


def recused(
    order: Iterable[Drawn],
    registrations: Mapping[EntryId, Registration],
    homes: Mapping[OfficialId, DelegationId],
) -> dict[EntryId, frozenset[OfficialId]]:
    """Who stays out of which drawn entry: the officials who belong to its delegation."""
    of: dict[DelegationId, set[OfficialId]] = {}
    for official, delegation in homes.items():
        of.setdefault(delegation, set()).add(official)
    return {
        drawn.entry: frozenset(out)
        for drawn in order
        if (out := of.get(registrations[drawn.entry].delegation))
    }


def judging(panel: Sequence[OfficialId], out: frozenset[OfficialId]) -> tuple[OfficialId, ...]:
    """The judges of a panel who mark an entry, in the order of the panel."""
    return tuple(judge for judge in panel if judge not in out)


def unjudged(
    panels: Mapping[ModuleId, Sequence[OfficialId]], out: Recused
) -> Iterator[tuple[ModuleId, EntryId]]:
    """The modules in which nobody of a panel is left for an entry."""
    for module, panel in panels.items():
        if panel:
            yield from ((module, entry) for entry, some in out.items() if not judging(panel, some))


def judges_min(module: Module) -> int:
    """How many judges a module takes, for as many marks to be dropped as its panel rules say and one to be left."""
    rules = [rule_for(module, aspect) for aspect in module.aspects()] or [module.panel]
    return max(one.drop_high + one.drop_low + 1 if one.rule == "trimmed_mean" else 1 for one in rules)
