"""An entry's result: what counts, what is void, what is left out; and what must hold for every scheme."""

from dataclasses import replace
from decimal import Decimal as D
from fractions import Fraction

from hypothesis import given

from server.core.exact import Rounding
from server.core.given import Given
from server.core.ids import AspectId, FieldId, ModuleId, OfficialId
from server.core.points import points_of
from server.core.results import result_of
from server.core.rules import Item, Judgement, Points, Time, Veto, YesNo
from server.core.scheme import Aspect, Gate, Module, PanelRule, ResultRule, Scheme, SubCriterion, TieBreak
from server.core.tally import Spread, Why
from server.core.text import Text
from server.reference import score as reference
from tests.core.strategies import fields_of_entries, randoms, some_field, some_mark

NAME = Text("例", "example")
J1, J2, J3, J4 = (OfficialId(f"j{n}") for n in (1, 2, 3, 4))


def module(name, *aspects, **more):
    top = sum((a.max or D(0) for a in aspects), D(0))
    return Module(ModuleId(name), NAME, top, (SubCriterion(f"{name}-s", NAME, aspects),), **more)


def ten(name):
    return Aspect(AspectId(name), NAME, D(10), Points(D("0.5")))


def veto(name, scope, *voids):
    return Aspect(AspectId(name), NAME, D(0), Veto(scope, voids))


def scheme(*modules, **more):
    return Scheme("x", 1, NAME, NAME, "typical", "-", None, more.pop("result", ResultRule()), modules, **more)


def given_points(**marks):
    return {name: {"points": points} for name, points in marks.items()}


def one_judge(one, sheet, **more):
    panels = {m.id: (J1,) for m in one.modules}
    return result_of(one, {one.modules[0].id: {J1: sheet}}, panels, **more)


def test_weighted_modules_are_added_exactly_and_the_total_is_rounded_once():
    theory, practice = module("theory", ten("t"), weight=D(30)), module("practice", ten("p"), weight=D(70))
    one = scheme(replace(theory, max=D(9)), practice)

    result = result_of(
        one,
        {"theory": {J1: given_points(t="5")}, "practice": {J1: given_points(p="8.5")}},
        {"theory": (J1,), "practice": (J1,)},
    )

    # 5 x 30 / 9 = 16.666..., 8.5 x 70 / 10 = 59.5
    assert result.exact == Fraction(150, 9) + Fraction(119, 2)
    assert result.total == D("76.17")
    assert {m: r.total for m, r in result.modules.items()} == {"theory": D("16.67"), "practice": D("59.50")}


def test_a_module_may_round_before_the_total_does():
    parts = [replace(module(name, ten(name), weight=D("3.35")), rounding=Rounding(1)) for name in ("a", "b")]
    one = scheme(*parts, result=ResultRule(rounding=Rounding(1)))

    sheets = {name: {J1: given_points(**{name: "5.5"})} for name in ("a", "b")}

    # 5.5 x 3.35 / 10 = 1.8425 -> 1.8, twice: 3.6; rounded at the end only it would be 3.685 -> 3.7
    assert result_of(one, sheets, {"a": (J1,), "b": (J1,)}).total == D("3.6")


def test_a_missing_judge_is_left_out_and_one_off_the_panel_never_counts():
    one = scheme(module("m", ten("a"), panel=PanelRule("mean"), panel_size=3))
    sheets = {"m": {J1: given_points(a="8"), J3: given_points(a="9"), J4: given_points(a="0")}}

    result = result_of(one, sheets, {"m": (J1, J2, J3)})

    assert result.total == D("8.50")
    assert (result.state, result.complete) == ("marking", False)
    assert (result.modules["m"].sheets_in, result.modules["m"].sheets_due) == (2, 3)


def test_without_a_panel_the_sheets_due_are_those_the_scheme_foresees():
    result = result_of(scheme(module("m", ten("a"), panel_size=3)), {}, {})

    assert (result.state, result.total, result.modules["m"].sheets_due) == ("waiting", None, 3)


def test_a_veto_on_aspects_takes_their_points_and_no_others():
    one = scheme(module("m", ten("a"), ten("b"), veto("v", "aspects", "a")))

    result = one_judge(one, given_points(a="9", b="7") | {"v": {"fault": "yes"}})

    assert result.total == D("7.00")


def test_one_judge_who_finds_a_fault_is_enough():
    one = scheme(module("m", ten("a"), veto("v", "module"), panel_size=2))
    sheet = given_points(a="9")

    result = result_of(
        one, {"m": {J1: sheet | {"v": {"fault": "no"}}, J2: sheet | {"v": {"fault": "yes"}}}}, {"m": (J1, J2)}
    )

    assert (result.total, result.modules["m"].void) == (D("0.00"), True)
    assert result.modules["m"].why == (Why("veto", "v"),)


def test_a_fault_that_disqualifies_leaves_no_total():
    one = scheme(module("m", ten("a"), veto("v", "entry")))

    result = one_judge(one, given_points(a="9") | {"v": {"fault": "yes"}})

    assert (result.state, result.total, result.ranked) == ("disqualified", None, False)
    assert result.exact == 9


def test_being_void_never_pays():
    late = Aspect(AspectId("late"), NAME, D(0), YesNo((Item(FieldId("x"), NAME, D(-4)),)))
    one = scheme(replace(module("m", late, veto("v", "module")), floor=None))

    result = one_judge(one, {"late": {"x": "yes"}, "v": {"fault": "yes"}})

    assert result.total == D("-4.00")


def test_past_the_cut_off_the_module_is_void_and_at_it_it_is_not():
    clock = Aspect(AspectId("t"), NAME, D(0), Time("recorded", cut_off=D(900), step=D(1)))
    one = scheme(module("m", ten("a"), clock))

    at, past = (one_judge(one, given_points(a="9") | {"t": {"seconds": s}}) for s in ("900", "901"))

    assert (at.total, past.total) == (D("9.00"), D("0.00"))
    assert past.modules["m"].why == (Why("cut_off", "t"),)


def test_of_several_stop_watches_the_middle_one_decides_on_the_cut_off():
    clock = Aspect(AspectId("t"), NAME, D(0), Time("recorded", cut_off=D(900), step=D(1)))
    one = scheme(module("m", ten("a"), clock, panel_size=3))
    sheets = {
        j: given_points(a="9") | {"t": {"seconds": s}} for j, s in ((J1, "899"), (J2, "900"), (J3, "950"))
    }

    assert result_of(one, {"m": sheets}, {"m": (J1, J2, J3)}).total == D("9.00")


def gated():
    gate = Gate("work", D(6), NAME, ("rest",))
    return scheme(module("work", ten("a")), module("rest", ten("b")), gates=(gate,))


def test_behind_a_missed_gate_nothing_counts_and_at_its_minimum_all_does():
    panels = {"work": (J1,), "rest": (J1,)}

    def total(points):
        sheets = {"work": {J1: given_points(a=points)}, "rest": {J1: given_points(b="10")}}
        return result_of(gated(), sheets, panels).total

    assert (total("6"), total("5.5")) == (D("16.00"), D("5.50"))


def test_a_gate_is_not_missed_before_its_own_module_has_a_sheet():
    result = result_of(gated(), {"rest": {J1: given_points(b="10")}}, {"work": (J1,), "rest": (J1,)})

    assert (result.total, result.why) == (D("10.00"), ())


def test_judges_too_far_apart_are_named_with_the_aspect():
    judged = Aspect(AspectId("a"), NAME, D(3), Judgement((NAME,) * 4))
    one = scheme(module("m", judged, panel=PanelRule(spread_limit=D(1)), panel_size=2))

    result = result_of(one, {"m": {J1: {"a": {"level": "1"}}, J2: {"a": {"level": "3"}}}}, {"m": (J1, J2)})

    assert result.spreads == (Spread(ModuleId("m"), AspectId("a"), D(1), D(3)),)


LOW = ResultRule("seconds", "low", live="complete", not_finished="unranked")


def timed():
    clock = Aspect(AspectId("t"), NAME, None, Time("elapsed", cut_off=D(900)))
    run = Module(ModuleId("run"), NAME, None, (SubCriterion("s", NAME, (clock, veto("v", "module"))),))
    return scheme(run, replace(run, id=ModuleId("again")), result=LOW)


def test_half_a_time_is_no_time():
    result = one_judge(timed(), {"t": {"seconds": "80"}, "v": {"fault": "no"}})

    assert (result.state, result.total, result.ranked) == ("marking", None, False)


def test_where_less_is_better_a_void_run_is_not_finished_instead_of_nought():
    result = one_judge(timed(), {"t": {"seconds": "901"}, "v": {"fault": "no"}})

    assert (result.state, result.total, result.ranked) == ("not_finished", None, False)


def test_who_does_not_compete_keeps_the_marks_and_loses_the_rank():
    one = scheme(module("m", ten("a")))

    for state in ("not_started", "withdrawn", "disqualified"):
        result = one_judge(one, given_points(a="9"), given=Given(state))
        assert (result.state, result.total, result.ranked, result.exact) == (state, None, False, 9)


def test_whether_an_unfinished_entry_has_a_rank_is_up_to_the_scheme():
    ranked = one_judge(scheme(module("m", ten("a"))), given_points(a="9"), given=Given("not_finished"))
    unranked = one_judge(
        scheme(module("m", ten("a")), result=ResultRule(not_finished="unranked")),
        given_points(a="9"),
        given=Given("not_finished"),
    )

    assert (ranked.total, ranked.ranked) == (D("9.00"), True)
    assert (unranked.total, unranked.ranked) == (D("9.00"), False)


def test_a_tie_break_reads_the_middle_of_the_judges_readings():
    clock = Aspect(AspectId("t"), NAME, D(0), Time("recorded"))
    one = scheme(
        module("m", ten("a"), clock, panel_size=3),
        tie_breaks=(TieBreak("reading", "t", "low", FieldId("seconds")), TieBreak("aspect", "a", "high")),
    )
    times = {J1: "61", J2: "60.5", J3: "70"}
    sheets = {j: given_points(a="9") | {"t": {"seconds": s}} for j, s in times.items()}

    assert result_of(one, {"m": sheets}, {"m": (J1, J2, J3)}).ties == (61, 9)


@given(fields_of_entries())
def test_every_result_is_what_a_second_reckoning_says(field):
    scheme, panels, entries = field

    for sheets in entries.values():
        assert result_of(scheme, sheets, panels).exact == reference.score(scheme, sheets, panels).exact


@given(fields_of_entries(1), randoms)
def test_the_order_in_which_sheets_arrive_has_no_say(field, random):
    scheme, panels, entries = field
    sheets = entries["e0"]

    shuffled = {
        module: {judge: there[judge] for judge in random.sample(sorted(there), len(there))}
        for module, there in random.sample(sorted(sheets.items()), len(sheets))
    }

    assert result_of(scheme, shuffled, panels) == result_of(scheme, sheets, panels)


@given(randoms)
def test_a_better_mark_never_lowers_the_result(random):
    scheme, panels, entries = some_field(random, 1)
    sheets = entries["e0"]
    marked = [(m, j) for m, there in sheets.items() for j in there]
    if not marked:
        return
    module, judge = random.choice(marked)
    aspect = random.choice(list(next(m for m in scheme.modules if m.id == module).aspects()))
    old = sheets[module][judge][aspect.id]
    new = some_mark(random, aspect)
    if points_of(aspect, new) < points_of(aspect, old) or not _no_worse(aspect, old, new):
        old, new = new, old
    if not _no_worse(aspect, old, new):
        return

    def total(mark):
        sheet = sheets[module][judge] | {aspect.id: mark}
        return result_of(scheme, sheets | {module: sheets[module] | {judge: sheet}}, panels).exact

    assert total(old) <= total(new)


def _no_worse(aspect, old, new):
    """Points say all but for faults that void, and for the clock that stops."""
    if isinstance(aspect.rule, Veto):
        return new["fault"] == "no"
    if isinstance(aspect.rule, Time):
        return "seconds" in old and "seconds" in new and D(new["seconds"]) <= D(old["seconds"])
    return True
