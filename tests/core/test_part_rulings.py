"""A part that went wrong for everybody: full marks, or struck; how the rest is scaled; and when it may be ruled."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given

from server.core.commands import Command
from server.core.commands_round import CloseRound, PublishResults
from server.core.commands_rulings import RulePart
from server.core.competition import Competition
from server.core.decide import decide
from server.core.facts_rulings import PartRuled
from server.core.facts_sheet import Marks
from server.core.field import standings
from server.core.given import Given
from server.core.ids import AspectId, FieldId, ModuleId, RoundId
from server.core.refusals import Code, Refusal
from server.core.results import Result, result_of
from server.core.rules import Points, Veto
from server.core.scheme import Aspect, Gate, Module, ResultRule, Scheme, SubCriterion
from server.core.steps import INFORMS, Step
from server.core.text import Text
from server.core.working import explain
from tests.core.fined import some_rulings
from tests.core.strategies import JUDGES, randoms, some_field
from tests.support.small import FINAL, ORGANISER, WELD, codes, judge, opened, played, sheet
from tests.support.small import JUDGES as SMALL_JUDGES

D = Decimal
T = Text("项", "item")
WORK, TALK = ModuleId("work"), ModuleId("talk")
JUDGE = JUDGES[0]


def module(name: ModuleId, *maxima: int, weight: int | None = None) -> Module:
    parts = tuple(
        Aspect(AspectId(f"{name}-{n}"), T, D(most), Points(D(1))) for n, most in enumerate(maxima, 1)
    )
    subs = (SubCriterion(f"{name}-all", T, parts),)
    return Module(name, T, D(sum(maxima)), subs, None if weight is None else D(weight))


def scheme(*modules: Module, gates: tuple[Gate, ...] = ()) -> Scheme:
    worth = sum((m.weight or m.max or D(0) for m in modules), D(0))
    return Scheme("s", 1, T, T, "typical", "for tests", worth, ResultRule(), modules, gates)


TWO = scheme(module(WORK, 60, 40, weight=70), module(TALK, 30))


def result(one: Scheme, marks: dict[str, str], *rulings: PartRuled) -> Result:
    """Of one judge who marked what stands in `marks`; a module without a mark has no sheet."""
    sheets: dict[ModuleId, dict[object, Marks]] = {}
    for part in one.modules:
        sheet: Marks = {a.id: {FieldId("points"): marks[a.id]} for a in part.aspects() if a.id in marks}
        sheets[part.id] = {JUDGE: sheet} if sheet else {}
    panels = {part.id: (JUDGE,) for part in one.modules}
    return result_of(one, sheets, panels, Given(parts=rulings))  # type: ignore[arg-type]


def ruling(on: str, part: str, what: str, *, scaled: bool = False) -> PartRuled:
    return PartRuled(RoundId("final"), on, part, what, "the power failed", scaled)  # type: ignore[arg-type]


MARKS = {"work-1": "30", "work-2": "20", "talk-1": "15"}


@pytest.mark.parametrize(
    ("rulings", "total"),
    [
        ((), "50.00"),  # 50 of 100 at a weight of 70, and 15
        ((ruling("aspect", "work-1", "full"),), "71.00"),  # (60 + 20) x 0.7 + 15
        ((ruling("module", "talk", "full"),), "65.00"),
        ((ruling("aspect", "work-1", "struck"),), "29.00"),  # 20 x 0.7 + 15
        ((ruling("aspect", "work-1", "struck", scaled=True),), "50.00"),  # 20 x 100 / 40 x 0.7 + 15
        ((ruling("module", "talk", "struck"),), "35.00"),
        ((ruling("module", "talk", "struck", scaled=True),), "50.00"),  # 35 x 100 / 70
        ((ruling("sub_criterion", "work-all", "full"),), "85.00"),
        ((ruling("module", "work", "struck"), ruling("aspect", "work-2", "full")), "43.00"),  # the narrower goes before
    ],
)  # fmt: skip
def test_what_a_ruling_makes_of_a_total(rulings, total):
    assert result(TWO, MARKS, *rulings).total == D(total)


def test_a_module_that_is_ruled_on_whole_needs_no_sheet():
    marks = {"work-1": "30", "work-2": "20"}

    assert result(TWO, marks).state == "marking"
    assert result(TWO, marks, ruling("module", "talk", "full")).state == "complete"
    assert result(TWO, marks, ruling("module", "talk", "full")).total == D("65.00")


def test_a_gate_on_a_part_that_was_struck_is_not_looked_at():
    gated = scheme(*TWO.modules, gates=(Gate("talk", D(20), T, ("work",)),))

    assert result(gated, MARKS).total == D("15.00")
    assert result(gated, MARKS, ruling("module", "talk", "struck")).total == D("35.00")


def test_a_fault_in_a_part_that_was_ruled_on_voids_nothing():
    veto = Aspect(AspectId("unsafe"), T, D(0), Veto("module"))
    part = module(WORK, 10)
    whole = Module(WORK, T, D(10), (*part.sub_criteria, SubCriterion("safety", T, (veto,))))
    one, found = scheme(whole), {"work-1": {"points": "8"}, "unsafe": {"fault": "yes"}}

    def total(*rulings: PartRuled) -> Decimal | None:
        return result_of(one, {WORK: {JUDGE: found}}, {WORK: (JUDGE,)}, Given(parts=rulings)).total

    assert total() == D("0.00")
    assert total(ruling("aspect", "unsafe", "struck")) == D("8.00")


@given(randoms)
def test_full_marks_for_everybody_make_nobody_worse(random: Random) -> None:
    drawn, panels, entries = some_field(random, 1)
    rulings = tuple(one for one in some_rulings(random, drawn) if one.ruling == "full")
    [sheets] = entries.values()

    if not drawn.gates:  # a part that is worth more can close no gate, but one that is void for it stays so
        assert (
            result_of(drawn, sheets, panels, Given(parts=rulings)).exact
            >= result_of(drawn, sheets, panels).exact
        )


def sums_up(step: Step) -> bool:
    added = sum((Fraction(one.value) for one in step.steps if one.kind not in INFORMS), Fraction(0))
    inner = [one for one in step.steps if one.kind in ("module", "sub_criterion", "aspect")]
    return added == Fraction(step.value) and all(sums_up(one) for one in inner)


@given(randoms)
def test_the_steps_of_the_working_add_up_with_rulings_too(random: Random) -> None:
    drawn, panels, entries = some_field(random, 1)
    [sheets] = entries.values()

    assert sums_up(explain(drawn, sheets, panels, Given(parts=some_rulings(random, drawn))))


POWER = RulePart(FINAL, "aspect", "weld-1", "full", "the power failed")


def asked(state: Competition, command: Command) -> object:
    decision = decide(state, command, ORGANISER, "chance")
    return decision.code if isinstance(decision, Refusal) else decision[0]


def test_a_ruling_holds_for_the_whole_field_and_can_be_taken_back():
    commands: list[object] = [*opened()]
    for n, code in enumerate(codes(played(*opened()))[:2]):
        commands += [(judge(one), sheet(code, WELD, str(5 + n))) for one in SMALL_JUDGES]

    def totals(*more: Command) -> list[Decimal | None]:
        state = played(*commands, *more)  # type: ignore[arg-type]
        return [one.total for one in standings(state, state.rounds[FINAL])][:2]

    assert totals() == [D("12.00"), D("10.00")]
    assert totals(POWER) == [D("16.00"), D("15.00")]
    back = RulePart(FINAL, "aspect", "weld-1", "marked", "the judges agree")
    assert totals(POWER, back) == totals()


def test_a_ruling_has_a_reason_and_says_something_new():
    state = played(*opened(), POWER)

    assert asked(played(*opened()), RulePart(FINAL, "module", "weld", "struck", "")) is Code.REASON_MISSING
    assert asked(state, POWER) is Code.PART_RULED_ALREADY
    assert asked(state, RulePart(FINAL, "aspect", "weld-1", "struck", "leaked", scaled=True)) == PartRuled(
        FINAL, "aspect", "weld-1", "struck", "leaked", True
    )


def test_after_publication_a_ruling_makes_the_round_changed():
    state = played(*opened(), CloseRound(FINAL, incomplete=True), PublishResults(FINAL), POWER)

    assert not state.rounds[FINAL].is_official
