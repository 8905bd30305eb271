"""A scheme tried out: ties are counted, idle aspects are named, and the same seed says the same."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest
from hypothesis import given

from server.cli.scheme_simulate import any_mark, made_up
from server.core.ids import AspectId
from server.core.marks import check_mark, mark_faults
from server.core.rules import BestShare, Relative, Time, Veto
from server.core.scheme import Aspect, Difficulty, Scheme, SubCriterion, TieBreak
from server.core.text import Text
from server.services.scheme_files import library
from server.services.simulation import Simulated, simulate
from server.services.simulation_text import as_data, as_text
from tests.core.aspect_strategies import some_aspect
from tests.core.strategies import randoms
from tests.support.small import scheme

NAME = Text("例", "example")


def last(one: Scheme, made=made_up, **more) -> Simulated:
    *_, found = simulate(one, made, **({"entries": 8, "runs": 5} | more))
    return found


def everybody_alike(one, panels, entries, random):
    return made_up(one, panels, 1, random) * entries


def test_what_is_left_of_an_unfinished_piece_tells_equals_apart() -> None:
    """Loose sheets follow from nothing that was counted before, and an error that leaves nothing is rare."""
    found = last(library()["cashier"], entries=40, runs=20)

    after_total, after_exact, _ = (level.entries / found.runs for level in found.levels)
    assert after_total > 30
    assert after_exact < 5


def test_the_same_seed_says_the_same() -> None:
    assert as_data(last(scheme(), seed=7)) == as_data(last(scheme(), seed=7))
    assert as_data(last(scheme(), seed=7)) != as_data(last(scheme(), seed=8))


def test_ties_are_counted_after_the_total_and_after_each_tie_break() -> None:
    one = replace(scheme(), tie_breaks=(TieBreak("module", "weld", "high"),))

    found = last(one, everybody_alike)

    assert [(level.runs, level.entries, level.top) for level in found.levels] == [(5, 40, 5)] * 2
    assert any("从未起作用" in line.zh for line in as_text(found))


def test_a_tie_that_is_left_to_a_decision_is_no_fault_of_the_scheme() -> None:
    decided = replace(scheme(), tie_breaks=(TieBreak("decision", "total", "low"),))

    told = as_text(last(decided, everybody_alike))

    assert not any("裁判长裁定" in line.zh for line in told)
    assert any("总成绩之后仍相同" in line.zh for line in told)


def test_an_aspect_that_changes_no_rank_is_named() -> None:
    one = scheme()
    clock = Aspect(AspectId("clock"), Text("用时", "Time"), D(0), Time("recorded", step=D(1)))
    veto = Aspect(AspectId("veto"), NAME, D(0), Veto("module"))
    weld = one.modules[1]
    more = (*weld.sub_criteria, SubCriterion("more", NAME, (clock, veto)))
    with_clock = replace(one, modules=(one.modules[0], replace(weld, sub_criteria=more)))

    found = last(with_clock, entries=20)

    assert [(seen.aspect.id, seen.constant) for seen in found.idle()] == [("clock", True)]
    assert any("用时" in line.zh for line in as_text(found))


def test_everybody_alike_means_that_nothing_decides() -> None:
    assert len(last(scheme(), everybody_alike).idle()) == 4


def test_the_spread_of_totals_lies_within_the_maximum() -> None:
    found = last(scheme())

    figures = [found.quantile(part) for part in (0, 10, 50, 90, 100)]
    assert figures == sorted(figures)  # type: ignore[type-var]
    assert figures[-1] is not None
    assert figures[-1] <= D(40)


@pytest.mark.parametrize("name", sorted(library()))
def test_every_scheme_of_the_library_can_be_tried_out(name: str) -> None:
    found = last(library()[name], entries=4, runs=2)

    assert found.runs == 2
    assert sum(found.states.values()) == 8
    assert as_data(found)["text"]


@pytest.mark.parametrize("name", sorted(library()))
def test_made_up_sheets_may_be_handed_in(name: str) -> None:
    from random import Random

    one = library()[name]
    panels = {m.id: ("judge-1",) for m in one.modules}

    for sheets in made_up(one, panels, 5, Random(3)):  # type: ignore[arg-type]
        assert [mark_faults(m, sheets[m.id]["judge-1"]) for m in one.modules] == [[]] * len(one.modules)  # type: ignore[index]


@given(randoms)
def test_a_mark_can_be_made_for_every_kind_of_aspect(random) -> None:
    one = some_aspect(random, "a", 1)

    assert check_mark(one, any_mark(one, random)) is None


def test_points_beside_the_field_and_difficulties_decide_ranks() -> None:
    one = scheme()
    weld = one.modules[1]
    fast = Aspect(AspectId("fast"), Text("用时", "Time"), D(20), Relative("low", BestShare(), high=D(7200)))
    alone = replace(weld, sub_criteria=(SubCriterion("speed", NAME, (fast,)),), difficulty=Difficulty(D(3)))

    found = last(replace(one, max=D(80), modules=(one.modules[0], alone)), entries=12)

    assert [seen.aspect.id for seen in found.idle()] == []
    assert not found.aspects[AspectId("fast")].constant
    assert found.quantile(100) is not None
    assert D(40) < found.quantile(100) <= D(80)  # type: ignore[operator]


def test_a_tie_break_says_what_it_looks_at() -> None:
    ties = (
        TieBreak("faults", "total", "low"),
        TieBreak("best_judge", "weld", "high"),
        TieBreak("module", "weld", "high"),
        TieBreak("decision", "total", "low"),
    )

    found = last(replace(scheme(), tie_breaks=ties), everybody_alike)

    assert [line["after"] for line in as_data(found)["ties"]][1:] == [
        "扣分次数（低者在前）",
        "weld·最高裁判分（高者在前）",
        "weld（高者在前）",
        "裁判长裁定（低者在前）",
    ]
