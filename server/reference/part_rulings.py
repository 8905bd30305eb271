"""Parts that were ruled on for everybody, once more: which aspects, and by how much what is left is scaled up."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from server.core.facts_rulings import PartRuled
from server.core.scheme import Module, Scheme, SubCriterion
from server.reference.numbers import ZERO, between

RULINGS = ("full", "struck", "marked")
ONS = ("module", "sub_criterion", "aspect")


@dataclass
class Decided:
    """By aspect: full marks, or struck with (`scaled`) or without the rest taking its place."""

    full: set[str] = field(default_factory=set)
    struck: set[str] = field(default_factory=set)
    scaled: set[str] = field(default_factory=set)

    def touches(self, aspect: str) -> bool:
        """Whether its marks no longer count."""
        return aspect in self.full or aspect in self.struck

    def is_settled(self, module: Module) -> bool:
        """Whether nothing in the module is left to be marked."""
        return all(self.touches(aspect.id) for aspect in module.aspects())

    def is_gone(self, part: Module | SubCriterion) -> bool:
        """Whether everything in a module or sub-criterion is struck."""
        aspects = part.aspects() if isinstance(part, Module) else part.aspects
        return all(aspect.id in self.struck for aspect in aspects)

    def share(self, module: Module) -> Fraction:
        """How often the points of a module's other aspects count."""
        if module.max is None or self.is_gone(module):
            return Fraction(1)
        left = _most(module, self.struck)
        return Fraction(1) if left <= 0 else _most(module, self.struck - self.scaled) / left

    def share_of_total(self, scheme: Scheme) -> Fraction:
        """How often the other modules count for those that are struck as a whole."""
        kept, added = ZERO, ZERO
        for module in scheme.modules:
            worth = module.weight if module.weight is not None else module.max
            if not self.is_gone(module):
                kept += Fraction(worth or 0)
            elif {aspect.id for aspect in module.aspects()} <= self.scaled:
                added += Fraction(worth or 0)
        return Fraction(1) if kept <= 0 else (kept + added) / kept


def _most(module: Module, without: set[str]) -> Fraction:
    """The most a module can give without some of its aspects."""
    whole = ZERO
    for sub in module.sub_criteria:
        most = ZERO
        for aspect in sub.aspects:
            if aspect.id not in without:
                times = aspect.tries.count if aspect.tries is not None and aspect.tries.take == "sum" else 1
                most += Fraction(aspect.max or 0) * times
        whole += between(most, None, sub.cap)
    return whole


def decided(scheme: Scheme, rulings: Sequence[PartRuled]) -> Decided:
    """The narrowest ruling on each aspect: on itself, else on its sub-criterion, else on its module."""
    found = Decided()
    for module in scheme.modules:
        for sub in module.sub_criteria:
            for aspect in sub.aspects:
                for on, name in (("aspect", aspect.id), ("sub_criterion", sub.id), ("module", module.id)):
                    said = [one for one in rulings if one.on == on and one.part == name]
                    if said:
                        _note(found, aspect.id, said[-1])
                        break
    return found


def _note(found: Decided, aspect: str, ruling: PartRuled) -> None:
    assert ruling.ruling in ("full", "struck"), f"no reference for the ruling {ruling.ruling}"
    if ruling.ruling == "full":
        found.full.add(aspect)
        return
    found.struck.add(aspect)
    if ruling.scaled:
        found.scaled.add(aspect)
