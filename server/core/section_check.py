"""Whether a scheme keeps to the weights of its occupational standard (WSOS). Other faults: `scheme_check.py`."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from server.core.amounts import ZERO
from server.core.exact import Rounding, exact_sum
from server.core.problems import Problem, problem, unknown
from server.core.scheme import Scheme
from server.core.sections import shares

WHOLE = Decimal(100)
DEVIATION_MAX = 5
"""Points of 100 by which the shares may differ from the weights, all differences added (WorldSkills)."""


def section_problems(scheme: Scheme) -> Iterator[Problem]:
    """Every aspect that is worth something names a section, the weights make 100, the shares follow them."""
    known = {section.id for section in scheme.sections}
    lost = False
    for m, module in enumerate(scheme.modules):
        for s, sub in enumerate(module.sub_criteria):
            for a, aspect in enumerate(sub.aspects):
                path = f"modules[{m}].sub_criteria[{s}].aspects[{a}].section"
                if aspect.section is not None and aspect.section not in known:
                    lost = True
                    yield unknown(path, aspect.section, "标准章节", "section")
                elif known and aspect.section is None and aspect.max:
                    lost = True
                    yield problem("section_missing", path)
    if not known:
        return
    total = sum((section.weight for section in scheme.sections), ZERO)
    if total != WHOLE:
        yield problem("sections_sum", "sections", sum=total)
    elif not lost and (apart := deviation(scheme)) > DEVIATION_MAX:
        yield problem("sections_deviate", "sections", apart=Rounding(2).apply(apart), limit=DEVIATION_MAX)


def deviation(scheme: Scheme) -> Fraction:
    """All differences between weights and shares, added up."""
    found = shares(scheme)
    return exact_sum(abs(found[section.id] - Fraction(section.weight)) for section in scheme.sections)
