"""What is still possible: however the sheets that are due are marked, nobody ends beyond what was said, and both
ends can be reached."""

from dataclasses import replace
from decimal import Decimal as D
from itertools import product
from random import Random

import pytest
from hypothesis import assume, given, settings

from server.core.extremes import can_be_bounded
from server.core.given import Given
from server.core.ids import AspectId, EntryId, ModuleId, OfficialId
from server.core.outlook import Field, Needed, Outlook
from server.core.results import result_of
from server.core.rules import Judgement, Points, Time
from server.core.scheme import (
    Aspect,
    Gate,
    Module,
    PanelRule,
    ResultRule,
    Scheme,
    SubCriterion,
    TieBreak,
    Tries,
)
from server.core.spans import completed, panels, span
from server.core.standings import rank
from server.core.text import Text
from tests.core.strategies import PanelsOf, SheetsOf, randoms, some_field, some_sheet

NAME = Text("例", "example")
J1, J2 = OfficialId("j1"), OfficialId("j2")
A, B, C = EntryId("a"), EntryId("b"), EntryId("c")


def points(name, most=10):
    return Aspect(AspectId(name), NAME, D(most), Points(D(1)))


def level(name):
    return Aspect(AspectId(name), NAME, D(1), Judgement((NAME, NAME), high=D(1)))


def module(name, *aspects, **more):
    most = sum((a.max or D(0) for a in aspects), D(0))
    return Module(ModuleId(name), NAME, most, (SubCriterion(f"{name}-s", NAME, aspects),), **more)


def scheme(*modules, **more):
    return Scheme("x", 1, NAME, NAME, "typical", "-", None, more.pop("result", ResultRule()), modules, **more)


TWO = scheme(module("m1", points("p1")), module("m2", points("p2")))
PANEL = {ModuleId("m1"): (J1,), ModuleId("m2"): (J1,)}


def sheets(**by_module):
    """One judge's points, `m1=7`."""
    return {name: {J1: {f"p{name[1:]}": {"points": str(value)}}} for name, value in by_module.items()}


def field_of(one, of, judges=PANEL):
    return Field(one, {entry: span(one, there, judges) for entry, there in of.items()})


def filled(random: Random, one: Scheme, there: SheetsOf, judges: PanelsOf) -> SheetsOf:
    """Whatever is due, marked by chance; no veto is found."""
    whole: SheetsOf = {}
    for m in one.modules:
        kept = there.get(m.id, {})
        whole[m.id] = {
            judge: kept.get(judge) or _without_faults(some_sheet(random, m)) for judge in judges[m.id]
        }
    return whole


def _without_faults(sheet):
    return {id_: ({"fault": "no"} if "fault" in mark else mark) for id_, mark in sheet.items()}


@settings(max_examples=60, deadline=None)
@given(randoms)
def test_however_the_rest_is_marked_nobody_ends_beyond_what_was_possible(random: Random):
    one, judges, entries = some_field(random, 4)
    assume(can_be_bounded(one))
    field = field_of(one, entries, judges)

    for _ in range(6):
        results = {
            e: result_of(one, filled(random, one, there, judges), judges) for e, there in entries.items()
        }
        for standing in rank(one, results):
            said = field.outlook(standing.entry)
            assert said.worst_rank is None or standing.rank is not None
            if standing.rank is not None:
                assert said.best_rank is not None
                assert said.best_rank <= standing.rank
                assert said.worst_rank is None or standing.rank <= said.worst_rank


@settings(max_examples=60, deadline=None)
@given(randoms)
def test_what_is_said_to_be_exact_can_come_about(random: Random):
    one, judges, entries = some_field(random, 4)
    assume(can_be_bounded(one))
    field = field_of(one, entries, judges)
    due = panels(one, judges)

    for entry in entries:
        for good, named in ((True, "best_rank"), (False, "worst_rank")):
            results = {
                e: result_of(one, completed(one, there, due, good=good == (e == entry)), due)
                for e, there in entries.items()
            }
            ranks = {standing.entry: standing.rank for standing in rank(one, results)}
            said = field.outlook(entry)
            if said.exact:
                assert ranks[entry] == getattr(said, named)


@settings(max_examples=60, deadline=None)
@given(randoms)
def test_with_the_sure_total_the_rank_is_had_and_short_of_the_possible_one_it_is_not(random: Random):
    one, judges, entries = some_field(random, 4)
    assume(can_be_bounded(one))
    field = field_of(one, entries, judges)

    for _ in range(6):
        results = {
            e: result_of(one, filled(random, one, there, judges), judges) for e, there in entries.items()
        }
        for standing in rank(one, results):
            if standing.rank is None or standing.total is None:
                continue
            for wanted in (1, 2, 3):
                needs = field.needed(standing.entry, wanted)
                if needs.sure is None or standing.total >= needs.sure:
                    assert standing.rank <= wanted
                if needs.possible is not None and standing.total < needs.possible:
                    assert standing.rank > wanted


def test_every_way_of_marking_tried_out_gives_just_the_ranks_that_were_said():
    """Three entries, one module of two levels, two judges: all 2^8 ways to mark the four sheets that are due."""
    one = scheme(
        module("m", level("x"), level("y"), panel_size=2, panel=PanelRule()),
        tie_breaks=(TieBreak("aspect", "x", "high"),),
    )
    judges = {ModuleId("m"): (J1, J2)}
    sheet = {"x": {"level": "1"}, "y": {"level": "0"}}
    there = {A: {"m": {J1: sheet, J2: sheet}}, B: {"m": {J1: sheet}}, C: {}}
    levels = [{"x": {"level": x}, "y": {"level": y}} for x in "01" for y in "01"]

    found = {A: set(), B: set(), C: set()}
    for b2, c1, c2 in product(levels, repeat=3):
        whole = {A: there[A], B: {"m": {J1: sheet, J2: b2}}, C: {"m": {J1: c1, J2: c2}}}
        results = {entry: result_of(one, marked, judges) for entry, marked in whole.items()}
        for standing in rank(one, results):
            found[standing.entry].add(standing.rank)

    field = field_of(one, there, judges)
    for entry, ranks in found.items():
        assert field.outlook(entry) == Outlook(min(ranks), max(ranks), True)


def test_who_is_ten_points_ahead_with_ten_to_give_cannot_lose_the_lead_but_may_share_it():
    field = field_of(TWO, {A: sheets(m1=10, m2=10), B: sheets(m1=10)})

    assert field.outlook(A) == Outlook(1, 1, True)
    assert field.outlook(B) == Outlook(1, 2, True)
    assert field.needed(B, 1) == Needed(sure=D("20.00"), possible=D("20.00"))


def test_where_a_tie_break_looks_further_an_equal_total_is_not_sure():
    one = scheme(*TWO.modules, tie_breaks=(TieBreak("module", "m2", "high"),))
    field = field_of(one, {A: sheets(m1=10, m2=8), B: sheets(m1=10)})

    assert field.needed(B, 1) == Needed(sure=D("18.01"), possible=D("18.00"))


def test_nothing_is_needed_for_a_rank_that_too_few_others_can_take():
    field = field_of(TWO, {A: sheets(m1=1), B: sheets(m1=9)})

    assert field.needed(A, 2) == Needed(sure=None, possible=None)


def test_in_a_race_the_fewer_seconds_are_better():
    race = scheme(
        module("m1", Aspect(AspectId("t"), NAME, None, Time("elapsed", step=D(1), high=D(100)))),
        result=ResultRule("seconds", "low", live="complete", not_finished="unranked"),
    )
    judges = {ModuleId("m1"): (J1,)}
    done = {"m1": {J1: {"t": {"seconds": "40"}}}}
    field = field_of(race, {A: done, B: {}}, judges)

    assert field.outlook(A) == Outlook(1, 2, True)
    assert field.needed(B, 1) == Needed(sure=D("40.00"), possible=D("40.00"))


RACE = ResultRule("seconds", "low", live="complete", not_finished="unranked")


def seconds(*tries):
    """One judge's times; None: the try was not made."""
    boxes = [(f"seconds@{n}", str(t)) if t else (f"not_attempted@{n}", "yes") for n, t in enumerate(tries, 1)]
    return {"m1": {J1: {"t": dict(boxes)}}}


def test_whose_run_is_due_may_be_the_fastest_and_may_come_without_a_time():
    timed = Aspect(
        AspectId("t"), NAME, None, Time("elapsed", step=D(1), high=D(100)), tries=Tries(2, "lowest")
    )
    race = scheme(module("m1", timed), result=RACE)
    field = field_of(race, {A: seconds(40, 50), B: {}, C: seconds(None, None)}, {ModuleId("m1"): (J1,)})

    assert field.outlook(A) == Outlook(1, 2, True)
    assert field.outlook(B) == Outlook(1, None, True)
    assert field.outlook(C) == Outlook(None, None, True)


def test_who_is_ranked_by_the_tie_breaks_alone_has_that_rank_behind_every_total():
    race = scheme(
        module("m1", Aspect(AspectId("t"), NAME, None, Time("elapsed", step=D(1), high=D(100)))),
        result=replace(RACE, not_finished="by_ties"),
        tie_breaks=(TieBreak("aspect", "t", "low"),),
    )
    judges = {ModuleId("m1"): (J1,)}
    done, out = {"m1": {J1: {"t": {"seconds": "40"}}}}, Given("not_finished")
    spans = {A: span(race, done, judges, out), B: span(race, done, judges), C: span(race, {}, judges)}
    field = Field(race, spans)

    assert field.outlook(A) == Outlook(3, 3, True)
    assert field.outlook(B) == Outlook(1, 2, True)
    assert field.needed(C, 2) == Needed(sure=None, possible=None), "any time is ahead of who has none"


def test_where_marks_may_leave_none_but_the_tie_breaks_nothing_is_said():
    timed = Aspect(AspectId("t"), NAME, None, Time("elapsed", cut_off=D(90), step=D(1), high=D(100)))
    by_ties = replace(RACE, not_finished="by_ties")

    assert can_be_bounded(scheme(module("m1", timed), result=RACE))
    assert not can_be_bounded(scheme(module("m1", timed), result=by_ties))


def test_who_may_miss_a_gate_may_be_left_without_a_rank():
    one = scheme(*TWO.modules, gates=(Gate("m1", D(6), NAME, then="unranked"),))
    field = field_of(one, {A: sheets(m2=10), B: sheets(m1=10, m2=9)})

    assert field.outlook(A) == Outlook(1, None, True)
    assert field.outlook(B) == Outlook(1, 2, True)


def test_who_is_out_keeps_no_rank_and_takes_none_from_others():
    out = span(TWO, sheets(m1=10, m2=10), PANEL, Given("disqualified"))
    field = Field(TWO, {A: out, B: span(TWO, sheets(m1=3), PANEL)})

    assert field.outlook(A) == Outlook(None, None, True)
    assert field.outlook(B) == Outlook(1, 1, True)


@pytest.mark.parametrize("judges", [{}, PANEL])
def test_judges_who_are_not_named_yet_will_mark_all_the_same(judges):
    field = field_of(TWO, {A: {}, B: {}}, judges)

    assert field.outlook(A) == Outlook(1, 2, True)
