"""Two versions of a scheme: every change is told once, in words, at its place; nothing is told where nothing changed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest
from hypothesis import given

from server.core.exact import Rounding
from server.core.ids import AspectId, FieldId
from server.core.rank_points import RankPoints
from server.core.rules import (
    BehindBest,
    BestShare,
    ByPlace,
    Judgement,
    Knot,
    Level,
    Limits,
    PerTime,
    Points,
    Relative,
)
from server.core.scheme import (
    TOTAL,
    Apart,
    Aspect,
    Difficulty,
    Gate,
    PanelRule,
    Scheme,
    Section,
    SubCriterion,
    TieBreak,
    Tries,
)
from server.core.text import Text
from server.services.scheme_diff import Change, changes
from server.services.scheme_diff_words import both
from server.services.scheme_files import library
from tests.core.strategies import randoms, some_scheme
from tests.support.small import aspect, scheme


def in_module(one: Scheme, number: int, **more: object) -> Scheme:
    modules = list(one.modules)
    modules[number] = replace(modules[number], **more)  # type: ignore[arg-type]
    return replace(one, modules=tuple(modules))


def in_weld(one: Scheme, *aspects: Aspect) -> Scheme:
    [sub] = one.modules[1].sub_criteria
    return in_module(one, 1, sub_criteria=(replace(sub, aspects=aspects),))


def only(old: Scheme, new: Scheme) -> Change:
    [found] = changes(old, new)
    return found


@pytest.mark.parametrize("name", sorted(library()))
def test_nothing_changed_is_nothing_said(name: str) -> None:
    assert changes(library()[name], library()[name]) == []


def test_a_new_maximum_is_told_with_its_place() -> None:
    one = scheme()
    first, second = one.modules[1].sub_criteria[0].aspects

    found = only(one, in_weld(one, replace(first, max=D(12)), second))

    assert found.text.zh == "weld › 焊接 › weld-1：配分 10 → 12"
    assert found.text.en == "weld › Welding › weld-1: max 10 → 12"
    assert (found.kind, found.path) == ("changed", "weld/weld-all/weld-1/max")
    assert found.counts


def test_aspects_that_came_and_went_are_told_with_their_points() -> None:
    one = scheme()
    first, _ = one.modules[1].sub_criteria[0].aspects

    told = [c.text.zh for c in changes(one, in_weld(one, first, aspect("seam", 5)))]

    assert told == ["删除评分点（10 分）：weld › 焊接 › weld-2", "新增评分点（5 分）：weld › 焊接 › seam"]


def test_an_aspect_that_moved_is_not_one_that_went_and_one_that_came() -> None:
    one = scheme()
    first, second = one.modules[1].sub_criteria[0].aspects
    prepare = one.modules[0].sub_criteria[0]
    other = in_module(
        in_weld(one, first), 0, sub_criteria=(replace(prepare, aspects=(*prepare.aspects, second)),)
    )

    found = only(one, other)

    assert found.kind == "moved"
    assert found.text.zh == "评分点“weld-2”由“weld › 焊接”移到“prepare › 焊接”"


def test_rules_are_told_whole() -> None:
    one = scheme()
    panel = PanelRule("trimmed_mean", 1, 1, Rounding(2), D(1))
    ties = (TieBreak("reading", "weld-1", "low", FieldId("points")),)

    told = [c.text for c in changes(one, replace(in_module(one, 1, panel=panel), tie_breaks=ties))]

    assert told == [
        Text(
            "weld：裁判组规则 平均 → 去极值平均（去 1 个最高、1 个最低），2 位小数、四舍五入，允许分差 1",
            "weld: panel rule mean → trimmed mean (drops 1 highest, 1 lowest), 2 places, half up, spread at most 1",
        ),
        Text(
            "同分规则 无 → 读数 weld-1.points（低者在前）",
            "tie-breaks none → reading weld-1.points (lower first)",
        ),
    ]


def test_another_kind_of_marking_is_one_change() -> None:
    one = scheme()
    first, second = one.modules[1].sub_criteria[0].aspects
    judged = replace(first, rule=Judgement((Text("一", "one"),) * 4))

    assert only(one, in_weld(one, judged, second)).text.zh == "weld › 焊接 › weld-1：评分方式 打分 → 评价分"


def test_a_finer_step_and_another_order_are_changes() -> None:
    one = scheme()
    first, second = one.modules[1].sub_criteria[0].aspects

    told = [c.text.zh for c in changes(one, in_weld(one, second, replace(first, rule=Points(D("0.1")))))]

    assert told == [
        "weld › 焊接 › weld-1：步长 0.5 → 0.1",
        "weld › 焊接：评分点次序 weld-1、weld-2 → weld-2、weld-1",
    ]


def test_texts_move_no_result_and_say_which_language() -> None:
    one = scheme()

    found = only(one, replace(one, title=Text("焊接", "Welding, plate")))

    assert not found.counts
    assert found.text.zh == "名称 “Welding” → “Welding, plate”"


@given(randoms)
def test_whatever_differs_is_told(random) -> None:
    one, other = some_scheme(random), some_scheme(random)

    found = changes(one, other)

    assert bool(found) == (one != other)
    assert all(change.text.zh and change.text.en for change in found)
    assert changes(one, one) == []


def test_a_whole_new_part_is_told_once() -> None:
    one = scheme()
    more = SubCriterion(
        "more", Text("其他", "More"), (Aspect(AspectId("x"), Text("甲", "X"), D(5), Points()),)
    )
    weld = one.modules[1]

    found = only(one, in_module(one, 1, sub_criteria=(*weld.sub_criteria, more)))

    assert found.text.en == "Added sub-criterion: weld › More"


def test_everything_that_is_told_whole_is_told_in_words() -> None:
    told = [
        both(None, one, ())[1]
        for one in (
            Gate("theory", D(60), Text("门", "gate"), ("weld",)),
            Gate("theory", D(60), Text("门", "gate"), (), "unranked"),
            (Knot(D(1), D(5)), Knot(D(2), D(3))),
            (Level(Text("良", "good"), D(3)),),
            Limits(2, D(3)),
            Tries(3, "highest"),
            PerTime(D(2), D(60), D(10)),
        )
    ]

    assert told == [
        Text("theory 不足 60 则 weld 作废", "theory below 60 voids weld"),
        Text("theory 不足 60 则不排名", "theory below 60: not ranked"),
        Text("1: 5；2: 3", "1: 5; 2: 3"),
        Text("良 3 分", "good 3"),
        Text("超差多于 2 处或超差大于 3", "more than 2 readings out or over by more than 3"),
        Text("3 次、最高", "3, highest"),
        Text("每 60 秒 2 分（不足一单位也计，封顶 10）", "2 for each 60 s (begun counts, at most 10)"),
    ]


def compared(how: object) -> Aspect:
    return replace(aspect("weld-1"), rule=Relative("low", how))  # type: ignore[arg-type]


def test_what_depends_on_the_field_is_told_in_words() -> None:
    one = scheme()
    second = one.modules[1].sub_criteria[0].aspects[1]
    places = (RankPoints(1, 1, D(10)), RankPoints(2, 4, D(5)), RankPoints(5, None, D(1)))
    shared, behind = compared(BestShare()), compared(BehindBest(D(60), D(2)))
    by_place, fewer = compared(ByPlace(places)), compared(ByPlace(places[:1]))

    told = [
        only(in_weld(one, before, second), in_weld(one, after, second)).text.zh.rpartition("：")[2]
        for before, after in ((shared, behind), (by_place, fewer))
    ]

    assert told == [
        "比较方式 与最好者之比 → 落后扣分",
        "名次分 第 1 名 10；第 2-4 名 5；第 5- 名 1 → 第 1 名 10",
    ]


def test_difficulty_panels_and_tie_breaks_are_told_in_words() -> None:
    one = scheme()
    panel = PanelRule("trimmed_mean", missing="mean", apart=(Apart(D(8), D("0.3")),))
    ties = (
        TieBreak("faults", TOTAL, "low"),
        TieBreak("try", "weld-1", "low", place=2),
        TieBreak("exact", TOTAL, "high"),
    )

    told = [
        only(one, in_module(one, 1, difficulty=Difficulty(D(4)))).text.en,
        only(one, in_module(one, 1, panel=panel)).text.en,
        only(one, replace(one, tie_breaks=ties)).text.en,
        only(one, replace(one, result=replace(one.result, take="best"))).text.en,
    ]

    assert told == [
        "weld: difficulty none → 1 to 4 in steps of 0.1, 1 if none",
        "weld: panel rule mean → trimmed mean (drops 1 highest, 1 lowest), missing marks at the mean of the "
        "others, from 8: more than 0.3 apart, none is dropped",
        "tie-breaks none → faults everything (lower first); single try weld-1 #2 (lower first); "
        "unrounded total (higher first)",
        "modules come to sum → best",
    ]


def test_no_result_hangs_on_sections_of_the_standard() -> None:
    one = scheme()
    sections = (Section("1", Text("甲", "A"), D(60)), Section("2", Text("乙", "B"), D(40)))
    first, second = one.modules[1].sub_criteria[0].aspects
    with_sections = replace(one, sections=sections)

    found = changes(one, in_weld(with_sections, replace(first, section="1"), second))

    assert [(change.path, change.counts) for change in found] == [
        ("weld/weld-all/weld-1/section", False),
        ("1", False),
        ("2", False),
    ]
