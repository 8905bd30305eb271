"""What the sections of an occupational standard (WSOS) are worth in a scheme, and what an entry has in each. Pure."""

from fractions import Fraction

from server.core.exact import exact_sum
from server.core.results import Result
from server.core.scheme import Aspect, Module, Scheme


def shares(scheme: Scheme) -> dict[str, Fraction]:
    """What each section is worth in the scheme, out of 100; nothing where the total has no bound."""
    found = {section.id: Fraction(0) for section in scheme.sections}
    for module in scheme.modules:
        for aspect in module.aspects():
            if aspect.section in found:
                found[aspect.section] += weighted(module, most(aspect))
    whole = exact_sum(found.values())
    return {section: points * 100 / whole for section, points in found.items()} if whole else found


def profile(scheme: Scheme, result: Result) -> dict[str, tuple[Fraction, Fraction]]:
    """An entry's points in each section and the most there are, both by the weights of the modules, exact."""
    found = {section.id: [Fraction(0), Fraction(0)] for section in scheme.sections}
    for module in scheme.modules:
        points = result.modules[module.id].aspects
        for aspect in module.aspects():
            if aspect.section in found:
                found[aspect.section][0] += weighted(module, points.get(aspect.id, Fraction(0)))
                found[aspect.section][1] += weighted(module, most(aspect))
    return {section: (points, reach) for section, (points, reach) in found.items()}


def most(aspect: Aspect) -> Fraction:
    """The most an aspect adds to the sums."""
    return Fraction(aspect.reach or 0)


def weighted(module: Module, points: Fraction) -> Fraction:
    """Points of a module as they count in the total."""
    if module.weight is None or not module.max:
        return points
    return points * Fraction(module.weight) / Fraction(module.max)
