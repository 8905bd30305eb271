"""Standings as JSON: how results are read, what decided, what the organiser sees that the public does not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from server.core.commands_sheet import SubmitSheet
from server.core.exact import Rounding
from server.core.ids import AspectId, FieldId, ModuleId
from server.core.rules import Time
from server.core.scheme import Aspect, ResultRule, Scheme, SubCriterion, TieBreak
from server.services.progress_view import progress
from server.services.standings_view import for_organiser
from tests.scoreboard.walks import MODULES, Day, a_day, followed
from tests.support import small


def seen_by_organiser(day: Day) -> dict[str, Any]:
    live = followed(day.facts)
    return for_organiser(live, live.rounds[small.FINAL])


def progress_of(day: Day) -> dict[str, Any]:
    live = followed(day.facts)
    return progress(live, live.rounds[small.FINAL])


def seconds() -> Scheme:
    """Two runs against the clock; who needs least wins."""
    rule = ResultRule("seconds", "low", Rounding(1), live="complete", not_finished="unranked")
    modules = tuple(
        replace(
            module, max=None, sub_criteria=(SubCriterion(f"{module.id}-all", small.TITLE, (run(module.id),)),)
        )
        for module in small.scheme().modules
    )
    return replace(small.scheme(), result=rule, max=None, modules=modules)


def run(module: ModuleId) -> Aspect:
    return Aspect(AspectId(f"{module}-run"), small.TITLE, None, Time("elapsed"))


def times(day: Day, judge: int, module: ModuleId, entry: int, used: str) -> bool:
    marks = {AspectId(f"{module}-run"): {FieldId("seconds"): used}}
    command = SubmitSheet(small.FINAL, module, day.code(entry), marks)
    return day.does(command, small.judge(small.JUDGES[judge]))


def test_the_heading_says_how_results_are_to_be_read() -> None:
    state = seen_by_organiser(a_day(scheme=seconds()))

    assert state["result"] == {"unit": "seconds", "direction": "low", "places": 1}
    assert state["modules"][0] == {"id": "prepare", "title": {"zh": "prepare", "en": "prepare"}}


def test_a_module_is_worth_its_weight() -> None:
    scheme = small.scheme()
    weighted = replace(
        scheme,
        max=Decimal("32.5"),
        modules=(replace(scheme.modules[0], weight=Decimal("12.50")), scheme.modules[1]),
    )
    heads = seen_by_organiser(a_day(scheme=weighted))["modules"]

    assert [head["max"] for head in heads] == ["12.5", "20"]


def test_where_the_lower_wins_the_gap_is_what_is_behind() -> None:
    day = a_day(scheme=seconds())
    for entry, used in ((0, "10"), (1, "15.04")):
        for judge, module in ((0, 0), (1, 0), (0, 1), (1, 1), (2, 1)):
            assert times(day, judge, MODULES[module], entry, used)
    assert times(day, 0, small.PREPARE, 2, "1")
    rows = seen_by_organiser(day)["rows"]

    assert [(rows[key]["total"], rows[key]["gap"]) for key in ("e1", "e2")] == [
        ("20.0", "0.0"),
        ("30.1", "10.1"),
    ]
    assert rows["e3"]["state"] == "marking"
    assert "total" not in rows["e3"], "half a time is no time"
    assert rows["e3"]["modules"]["prepare"] == {"in": 1, "due": 2, "total": "1.0"}


def test_a_tie_break_is_named_where_it_decided() -> None:
    tie = TieBreak("module", small.WELD, "high")
    day = a_day(scheme=replace(small.scheme(), tie_breaks=(tie,)))
    for entry, (prepared, welded) in enumerate((("5", "6"), ("6", "5"))):
        day.sheet(0, 0, entry, prepared)
        day.sheet(0, 1, entry, welded)
    rows = seen_by_organiser(day)["rows"]

    assert [(rows[key]["rank"], rows[key]["total"]) for key in ("e1", "e2")] == [(1, "22.00"), (2, "22.00")]
    assert rows["e2"]["decided_by"] == {"zh": "weld", "en": "weld"}
    assert "decided_by" not in rows["e1"]


def test_the_organiser_sees_names_and_the_newest_marks_at_any_time() -> None:
    day = a_day("published", "code")
    day.step(("freeze",))
    day.sheet(0, 0, 0, "5")
    state = seen_by_organiser(day)

    assert state["rows"]["e1"]["name"]["zh"] == "canary-name-0"
    assert state["rows"]["e1"]["total"] == "10.00"


def test_what_changed_after_its_publication_is_under_review_until_it_is_published_again() -> None:
    day = a_day()
    day.sheet(0, 0, 0, "5")
    seen = []
    for step in (("close",), ("publish",), ("state", 3, "withdrawn"), ("publish",), ("open",)):
        assert day.step(step)
        seen.append(seen_by_organiser(day)["status"])

    assert seen == ["under_review", "official", "under_review", "corrected", "provisional"]


def test_progress_says_who_has_marked_whom() -> None:
    day = a_day()
    day.sheet(0, 0, 0, "5")
    day.correct(0, 0, 0, "6")
    day.step(("state", 3, "withdrawn"))
    state = progress_of(day)

    at = state["recent"][0]["at"]
    assert state["judges"][2] == {"id": "j3", "name": "canary-judge-j3", "modules": ["weld"]}
    assert state["rows"]["e1"]["cells"] == {"prepare": {"j1": {"position": 13, "at": at, "corrected": True}}}
    assert [(one["kind"], one["position"]) for one in state["recent"]] == [
        ("sheet_corrected", 13),
        ("sheet_submitted", 12),
    ]
    assert (state["sheets_in"], state["sheets_due"]) == (1, 15)
    assert state["rows"]["e4"]["state"] == "withdrawn"


def test_progress_before_the_draw_is_empty() -> None:
    state = progress_of(a_day(ready=False))

    assert (state["order"], state["rows"], state["sheets_due"]) == ([], {}, 0)
