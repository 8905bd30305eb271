"""Rulings on a part for everybody: full marks, or struck (竞赛中途的统一裁定), and what they do to the points. Pure.

Equipment failed, or a task was leaked or could not be done: the same ruling holds for every entry of the round. A
ruling on a module or sub-criterion is one on each of its aspects; the narrower ruling goes before the wider one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from server.core.facts_rulings import PartRuled
from server.core.ids import AspectId
from server.core.scheme import Aspect, Module, Scheme, SubCriterion

ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Ruled:
    """The aspects that are ruled on, each with its ruling: full marks, or struck, with or without the rest scaled up."""

    aspects: Mapping[AspectId, PartRuled] = field(default_factory=dict)

    def full(self, aspect: Aspect) -> bool:
        """Whether everybody has full marks for it."""
        return aspect.id in self.aspects and self.aspects[aspect.id].ruling == "full"

    def struck(self, aspect: Aspect) -> bool:
        """Whether it counts for nobody."""
        return aspect.id in self.aspects and self.aspects[aspect.id].ruling == "struck"

    def settles(self, module: Module) -> bool:
        """Whether no mark of the module counts any more: it needs no sheet."""
        return bool(self.aspects) and all(aspect.id in self.aspects for aspect in module.aspects())

    def gone(self, parts: Iterable[Aspect]) -> bool:
        """Whether all of these aspects are struck."""
        return bool(self.aspects) and all(self.struck(aspect) for aspect in parts)

    def factor(self, module: Module) -> Fraction:
        """By what the rest of a module is scaled up for what was struck that way; 1 where nothing was."""
        if not self.aspects or module.max is None or self.gone(module.aspects()):
            return ONE
        kept = [aspect for aspect in module.aspects() if not self.struck(aspect)]
        scaled = [aspect for aspect in module.aspects() if self._scaled(aspect)]
        left = _reach(module, kept)
        return _reach(module, kept + scaled) / left if left > 0 else ONE

    def total_factor(self, scheme: Scheme) -> Fraction:
        """By what the other modules are scaled up for whole modules that were struck that way."""
        if not self.aspects:
            return ONE
        shared = left = Fraction(0)
        for module in scheme.modules:
            worth = Fraction((module.max if module.weight is None else module.weight) or 0)
            if not self.gone(module.aspects()):
                left += worth
            elif all(self._scaled(aspect) for aspect in module.aspects()):
                shared += worth
        return (left + shared) / left if left > 0 else ONE

    def _scaled(self, aspect: Aspect) -> bool:
        return self.struck(aspect) and self.aspects[aspect.id].scaled


NOTHING_RULED = Ruled()


def ruled(scheme: Scheme, rulings: Sequence[PartRuled]) -> Ruled:
    """What these rulings mean for each aspect of a scheme; parts it does not have are left out."""
    if not rulings:
        return NOTHING_RULED
    found: dict[AspectId, PartRuled] = {}
    for on in ("module", "sub_criterion", "aspect"):  # the narrower ones last: they go before
        for one in rulings:
            if one.on == on:
                found |= dict.fromkeys((aspect.id for aspect in part_aspects(scheme, on, one.part)), one)
    return Ruled(found)


def part_aspects(scheme: Scheme, on: str, part: str) -> list[Aspect]:
    """The aspects of a module, of a sub-criterion, or the one aspect; none where there is no such part."""
    if on == "module":
        return [aspect for module in scheme.modules if module.id == part for aspect in module.aspects()]
    subs = [sub for module in scheme.modules for sub in module.sub_criteria]
    if on == "sub_criterion":
        return [aspect for sub in subs if sub.id == part for aspect in sub.aspects]
    return [aspect for sub in subs for aspect in sub.aspects if aspect.id == part]


def _reach(module: Module, counting: Sequence[Aspect]) -> Fraction:
    """The most the module gives with these aspects alone, within the caps of its sub-criteria."""
    names = {aspect.id for aspect in counting}
    return sum((_sub_reach(sub, names) for sub in module.sub_criteria), Fraction(0))


def _sub_reach(sub: SubCriterion, counting: set[AspectId]) -> Fraction:
    most = sum((aspect.reach or Decimal(0) for aspect in sub.aspects if aspect.id in counting), Decimal(0))
    return Fraction(most if sub.cap is None else min(most, sub.cap))
