"""Penalties: what they change, in which order, and what they never do."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given

from server.core.exact import Rounding
from server.core.facts_rulings import PenaltyGiven
from server.core.given import Given
from server.core.ids import AspectId, EntryId, FieldId, ModuleId, OfficialId, PenaltyId, RoundId
from server.core.penalty_check import penalty_problems
from server.core.penalty_kinds import Consequence, Penalty
from server.core.results import Result, result_of
from server.core.rules import Points, Time
from server.core.scheme import Aspect, Module, PanelRule, ResultRule, Scheme, SubCriterion
from server.core.scheme_check import check
from server.core.steps import INFORMS, Step
from server.core.text import Text
from server.core.working import explain
from server.core.working_text import as_text
from tests.core.fined import fined, some_penalties
from tests.core.strategies import JUDGES, randoms, some_field

D = Decimal
T = Text("项", "item")
DISH, STAGE = ModuleId("dish"), ModuleId("stage")
FIVE = JUDGES[:5]


def kind(name: str, amount: str | None = None, **more: object) -> Penalty:
    return Penalty(PenaltyId(name), Text(name, name), None if amount is None else D(amount), **more)  # type: ignore[arg-type]


def module(name: ModuleId, size: int = 1, weight: str | None = None, floor: str | None = "0") -> Module:
    aspect = Aspect(AspectId(name), T, D(100), Points(D("0.05")))
    return Module(
        name, T, D(100), (SubCriterion(f"{name}-all", T, (aspect,)),),
        D(weight) if weight else None, None if floor is None else D(floor),
        PanelRule("trimmed_mean"), size,
    )  # fmt: skip


def points(
    *penalties: Penalty, modules: tuple[Module, ...] = (module(DISH),), floor: str | None = None
) -> Scheme:
    worth = sum((m.weight or m.max or D(0) for m in modules), D(0))
    rule = ResultRule(floor=None if floor is None else D(floor))
    return Scheme("s", 1, T, T, "typical", "for tests", worth, rule, modules, penalties=penalties)


def marked(value: str, name: ModuleId = DISH) -> dict[AspectId, dict[FieldId, str]]:
    return {AspectId(name): {FieldId("points"): value}}


def given_to(*said: tuple[str, ...]) -> Given:
    """Each: the kind, then the amount or "", then the module or ""."""
    found = []
    for number, (name, *more) in enumerate(said, 1):
        amount, of = [*more, "", ""][:2]
        found.append(
            PenaltyGiven(
                RoundId("final"), EntryId("e1"), number, PenaltyId(name), f"reason {number}",
                D(amount) if amount else None, ModuleId(of) if of else None,
            )
        )  # fmt: skip
    return Given(penalties=tuple(found))


def result(scheme: Scheme, mark: str, *said: tuple[str, ...], judge: OfficialId = JUDGES[0]) -> Result:
    sheets = {m.id: {judge: marked(mark, m.id)} for m in scheme.modules}
    return result_of(scheme, sheets, {m.id: (judge,) for m in scheme.modules}, given_to(*said))


def test_a_line_that_takes_from_the_grand_total_may_take_more_than_any_maximum():
    one = points(kind("overtime", "-30"), modules=(module(DISH, weight="20"),))

    assert result(one, "50", ("overtime",)).total == D("-20.00")


def test_the_floor_of_the_result_comes_after_the_penalties():
    assert result(points(kind("late", "-30"), floor="0"), "20", ("late",)).total == D("0.00")


def test_a_time_penalty_is_taken_after_trimming_and_is_never_among_the_marks_that_are_dropped():
    one = points(kind("overtime", "-5"), modules=(module(DISH, size=5),))
    sheets = {DISH: {j: marked(m) for j, m in zip(FIVE, ("60", "80", "82", "84", "99"), strict=True)}}

    found = result_of(one, sheets, {DISH: FIVE}, given_to(("overtime",)))

    assert found.total == D("77.00")  # (80 + 82 + 84) / 3 - 5
    assert found.penalised == D("-5.00")


def test_on_a_module_before_the_weight_it_goes_by_the_weight_and_stops_at_the_floor():
    one = points(kind("unsafe", "-20", applies="module"), modules=(module(DISH, weight="10"), module(STAGE)))

    assert result(one, "50", ("unsafe", "", "dish")).total == D("53.00")
    assert result(one, "10", ("unsafe", "", "dish")).total == D("10.00")


def test_on_a_module_after_the_weight_it_is_taken_whole_and_stops_at_the_floor():
    one = points(kind("unsafe", "-3", applies="weighted", of=DISH), modules=(module(DISH, weight="10"),))

    assert result(one, "50", ("unsafe",)).total == D("2.00")
    assert result(one, "20", ("unsafe",)).total == D("0.00")


def test_seconds_are_added_where_the_event_is_decided_by_time():
    clock = Aspect(AspectId("run"), T, None, Time("elapsed", step=D("0.01"), high=D(600)))
    run = Module(ModuleId("run"), T, None, (SubCriterion("run-all", T, (clock,)),))
    rule = ResultRule("seconds", "low", Rounding(2), "complete", "unranked")
    one = Scheme(
        "k10",
        1,
        T,
        T,
        "typical",
        "for tests",
        None,
        rule,
        (run,),
        penalties=(kind("gate", "50"), kind("touch", "2")),
    )
    sheets = {run.id: {JUDGES[0]: {AspectId("run"): {FieldId("seconds"): "91.25"}}}}

    found = result_of(one, sheets, {run.id: JUDGES[:1]}, given_to(("gate",), ("touch",), ("touch",)))

    assert found.total == D("145.25")


def test_the_chief_referees_adjustment_goes_either_way_but_lifts_nothing_above_the_maximum():
    chief = kind("chief", low=D("-0.1"), high=D("0.1"), step=D("0.05"))

    assert result(points(chief), "95", ("chief", "-0.1")).total == D("94.90")
    assert result(points(chief), "95", ("chief", "0.05")).total == D("95.05")
    assert result(points(chief), "99.95", ("chief", "0.1")).total == D("100.00")


def test_several_of_one_kind_take_no_more_than_its_cap():
    one = points(kind("5s", "-5", cap=D(12)))

    assert result(one, "90", ("5s",), ("5s",), ("5s",)).total == D("78.00")


def test_a_second_yellow_card_is_a_red_one_and_red_is_out():
    red = kind("red", card="red", consequence=Consequence(1, "disqualified"))
    yellow = kind("yellow", card="yellow", consequence=Consequence(2, "penalty", PenaltyId("red")))
    one = points(yellow, red)

    assert result(one, "90", ("yellow",)).state == "complete"
    assert result(one, "90", ("yellow",), ("yellow",)).state == "disqualified"
    assert result(one, "90", ("red",)).state == "disqualified"


def test_a_red_card_may_void_the_module_alone():
    one = points(
        kind("red", card="red", consequence=Consequence(1, "void")), modules=(module(DISH), module(STAGE))
    )

    found = result(one, "60", ("red", "", "dish"))

    assert (found.total, found.modules[DISH].void, found.state) == (D("60.00"), True, "complete")


def test_repeated_breaches_of_safety_put_an_entry_out():
    one = points(kind("5s", "-5", consequence=Consequence(3, "disqualified")))

    assert result(one, "90", ("5s",), ("5s",)).total == D("80.00")
    assert result(one, "90", ("5s",), ("5s",), ("5s",)).state == "disqualified"


def test_the_working_names_each_penalty_with_its_reason():
    one = points(kind("overtime", "-5"), floor="0")
    sheets = {DISH: {JUDGES[0]: marked("3")}}

    lines = as_text(explain(one, sheets, {DISH: JUDGES[:1]}, given_to(("overtime",))), "en")

    assert [line for line in lines if "penalty" in line or "limit" in line] == [
        "  penalty: overtime (reason 1): -5",
        "  limit (0): +2",
    ]


@given(randoms)
def test_the_order_in_which_penalties_were_given_changes_no_figure(random: Random) -> None:
    scheme, panels, entries = some_field(random, 1)
    scheme = fined(random, scheme)
    [sheets] = entries.values()
    # A void falls on the module of the one that reached the number: order decides which, so it is left out here.
    kinds = tuple(replace(one, consequence=None) for one in scheme.penalties)
    scheme, some = replace(scheme, penalties=kinds), some_penalties(random, scheme)

    found = result_of(scheme, sheets, panels, Given(penalties=some))
    shuffled = result_of(scheme, sheets, panels, Given(penalties=tuple(random.sample(some, len(some)))))

    assert (found.exact, found.state, found.key) == (shuffled.exact, shuffled.state, shuffled.key)


@given(randoms)
def test_another_deduction_never_makes_a_result_better(random: Random) -> None:
    scheme, panels, entries = some_field(random, 1)
    scheme = fined(random, scheme)
    takes = tuple(
        replace(one, consequence=None, amount=None if one.amount is None else -abs(one.amount))
        for one in scheme.penalties
        if one.step is None
    )
    scheme = replace(scheme, penalties=takes)
    [sheets] = entries.values()
    some = some_penalties(random, scheme) if takes else ()

    totals = [
        result_of(scheme, sheets, panels, Given(penalties=some[:n])).exact for n in range(len(some) + 1)
    ]

    assert totals == sorted(totals, reverse=True)


def sums_up(step: Step) -> bool:
    added = sum((Fraction(one.value) for one in step.steps if one.kind not in INFORMS), Fraction(0))
    inner = [one for one in step.steps if one.kind in ("module", "sub_criterion", "aspect")]
    return added == Fraction(step.value) and all(sums_up(one) for one in inner)


@given(randoms)
def test_the_steps_of_the_working_add_up_with_penalties_too(random: Random) -> None:
    scheme, panels, entries = some_field(random, 1)
    scheme = fined(random, scheme)
    [sheets] = entries.values()

    assert sums_up(explain(scheme, sheets, panels, Given(penalties=some_penalties(random, scheme))))


@given(randoms)
def test_kinds_drawn_for_tests_are_sound(random: Random) -> None:
    scheme, _, _ = some_field(random, 1)

    assert check(fined(random, scheme)) == []


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (kind("a", "-1", low=D(1), high=D(2), step=D(1)), "penalty_amount_twice"),
        (kind("a", low=D(1), high=D(2)), "penalty_range"),
        (kind("a", low=D(1), high=D(2), step=D("0.3")), "penalty_range"),
        (kind("a", low=D(0), high=D(0), step=D(1)), "penalty_nothing"),
        (kind("a"), "penalty_nothing"),
        (kind("a", "-1", of=ModuleId("nowhere"), applies="module"), "reference_unknown"),
        (kind("a", "-1", of=DISH), "penalty_module_unused"),
        (kind("a", "-1", count_max=0), "penalty_count"),
        (kind("a", "-1", cap=D(-1)), "penalty_cap"),
        (kind("a", card="red", cap=D(1)), "penalty_cap"),
        (kind("a", "-1", count_max=1, consequence=Consequence(2, "disqualified")), "penalty_unreachable"),
        (kind("a", "-1", consequence=Consequence(2, "penalty")), "penalty_leads"),
        (kind("a", "-1", consequence=Consequence(2, "penalty", PenaltyId("a"))), "penalty_later"),
        (kind("Ä", "-1"), "id_invalid"),
    ],
)
def test_what_is_wrong_with_a_kind_is_said(wrong, code):
    assert [one.code for one in penalty_problems(points(wrong))] == [code]


def test_what_follows_by_itself_has_a_known_amount():
    first = kind("a", "-1", consequence=Consequence(2, "penalty", PenaltyId("b")))
    one = points(first, kind("b", low=D(-2), high=D(-1), step=D(1)))

    assert [wrong.code for wrong in penalty_problems(one)] == ["penalty_open"]
