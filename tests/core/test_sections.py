"""Sections of an occupational standard: what they are worth in a scheme, and what an entry has in each."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from server.core.ids import AspectId, FieldId, OfficialId
from server.core.results import result_of
from server.core.scheme import Section
from server.core.section_check import deviation
from server.core.sections import profile, shares
from tests.support import small

JUDGE = OfficialId("j1")
HALVES = (Section("a", small.TITLE, Decimal(50)), Section("b", small.TITLE, Decimal(50)))


def scheme():
    """Two modules of two aspects each; the first aspect of each belongs to section a, the others to b."""
    modules = []
    for module in small.scheme().modules:
        sub = module.sub_criteria[0]
        aspects = tuple(replace(one, section="ab"[n > 0]) for n, one in enumerate(sub.aspects))
        modules.append(replace(module, sub_criteria=(replace(sub, aspects=aspects),)))
    return replace(small.scheme(), modules=tuple(modules), sections=HALVES)


def test_shares_follow_the_points_and_the_weights():
    one = scheme()
    counts = [sum(1 for _ in module.aspects()) for module in one.modules]
    first = Fraction(100 * len(counts), sum(counts))

    assert shares(one) == {"a": first, "b": 100 - first}
    assert deviation(one) == 2 * abs(first - 50)


def test_a_profile_adds_up_to_the_total():
    one = scheme()
    sheets = {
        module.id: {
            JUDGE: {AspectId(a.id): {FieldId("points"): str(n)} for n, a in enumerate(module.aspects(), 3)}
        }
        for module in one.modules
    }
    result = result_of(one, sheets, {module.id: (JUDGE,) for module in one.modules})

    found = profile(one, result)

    assert sum(points for points, _ in found.values()) == result.exact
    assert sum(reach for _, reach in found.values()) == one.max
