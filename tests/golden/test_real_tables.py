"""Tables that real competitions published come out of the engine as they were published, place by place."""

import csv
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal as D
from fractions import Fraction
from pathlib import Path

import pytest

from server.core.exact import Rounding
from server.core.ids import AspectId, EntryId, FieldId, ModuleId, OfficialId
from server.core.panel import combine, rounded
from server.core.results import Result, result_of
from server.core.scheme import (
    Aspect,
    Count,
    Fault,
    Judgement,
    Module,
    PanelRule,
    Points,
    ResultRule,
    Rule,
    Scheme,
    SubCriterion,
    Text,
    TieBreak,
    Time,
)
from server.core.scheme_check import check
from server.core.standings import rank

HERE = Path(__file__).parent
NAME = Text("表", "table")
JUDGE = OfficialId("judge")
CENT = D("0.01")


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def grouped(some: list[dict[str, str]], column: str) -> dict[str, list[dict[str, str]]]:
    groups = defaultdict(list)
    for row in some:
        groups[row[column]].append(row)
    return groups


def aspect(name: str, rule: Rule, most: str | None) -> Aspect:
    return Aspect(AspectId(name), NAME, None if most is None else D(most), rule)


def module(name: str, *aspects: Aspect, **more) -> Module:
    tops = [one.max for one in aspects]
    top = None if None in tops else sum((one or D(0) for one in tops), D(0))
    return Module(ModuleId(name), NAME, top, (SubCriterion(f"{name}-s", NAME, aspects),), **more)


def sound(*modules: Module, ties: tuple[TieBreak, ...] = (), **rule) -> Scheme:
    """A scheme that passes the check, its maximum being what its modules add up to."""
    tops = [one.max if one.weight is None else one.weight for one in modules]
    top = None if None in tops else sum((one or D(0) for one in tops), D(0))
    scheme = Scheme(
        "table", 1, NAME, NAME, "source", "results", top, ResultRule(**rule), modules, tie_breaks=ties
    )
    assert check(scheme) == []
    return scheme


def marked(scheme: Scheme, marks: Mapping[str, Mapping[FieldId, str]]) -> Result:
    """The result of one judge's marks, by aspect."""
    sheets = {part.id: {JUDGE: {one.id: marks[one.id] for one in part.aspects()}} for part in scheme.modules}
    return result_of(scheme, sheets, {part.id: (JUDGE,) for part in scheme.modules})


def ranks(scheme: Scheme, results: Mapping[str, Result]) -> dict[str, int | None]:
    standings = rank(scheme, {EntryId(entry): result for entry, result in results.items()})
    return {standing.entry: standing.rank for standing in standings}


def published(some: list[dict[str, str]], column: str = "rank") -> dict[str, int]:
    return {row["competitor"]: int(row[column]) for row in some}


def test_a_web_design_module():
    table = rows("web_module_marks.csv")
    of_one = [row for row in table if row["competitor"] == "1"]
    aspects = [
        aspect(name(row), Judgement((NAME,) * 4) if row["kind"] == "J" else Points(CENT), row["max"])
        for row in of_one
    ]
    scheme = sound(module("a", *aspects))

    results = {
        competitor: marked(scheme, {name(row): web_mark(row) for row in some})
        for competitor, some in grouped(table, "competitor").items()
    }

    totals = rows("web_module_totals.csv")
    assert {c: r.total for c, r in results.items()} == {row["competitor"]: D(row["total"]) for row in totals}
    assert ranks(scheme, results) == published(totals)


def name(row: dict[str, str]) -> str:
    return f"{row['sub_criterion']}-{row['aspect']}"


def web_mark(row: dict[str, str]) -> dict[str, str]:
    return {"level": row["level"]} if row["kind"] == "J" else {"points": row["mark"]}


@pytest.mark.parametrize(
    "some", grouped(rows("gymnastics.csv"), "final").values(), ids=lambda some: some[0]["final"]
)
def test_a_gymnastics_final(some):
    penalty = Fault(FieldId("tenths"), NAME, D("-0.1"))
    scheme = sound(
        module(
            "routine",
            aspect("difficulty", Points(D("0.1")), "10"),
            aspect("execution", Points(D("0.001")), "10"),
            aspect("penalty", Count((penalty,), floor=None), "0"),
        ),
        ties=(TieBreak("aspect", "execution", "high"),),
        rounding=Rounding(3),
    )

    results = {
        row["competitor"]: marked(
            scheme,
            {
                "difficulty": {"points": row["difficulty"]},
                "execution": {"points": row["execution"]},
                "penalty": {"tenths": str(int(D(row["penalty"]) * 10))},
            },
        )
        for row in some
    }

    assert {c: r.total for c, r in results.items()} == {row["competitor"]: D(row["score"]) for row in some}
    assert ranks(scheme, results) == published(some)


def test_a_canoe_slalom_run():
    gates = (Fault(FieldId("touched"), NAME, D(2)), Fault(FieldId("missed"), NAME, D(50)))
    scheme = sound(
        module("run", aspect("clock", Time("elapsed"), None), aspect("gates", Count(gates), None)),
        unit="seconds",
        direction="low",
        live="complete",
        not_finished="unranked",
    )
    table = rows("slalom.csv")

    results = {
        EntryId(row["competitor"]): marked(
            scheme,
            {
                "clock": {"seconds": row["seconds"]},
                "gates": {"touched": row["touched"], "missed": row["missed"]},
            },
        )
        for row in table
    }

    found = {s.entry: (s.total, s.rank, s.gap) for s in rank(scheme, results)}
    assert found == {
        row["competitor"]: (D(row["total"]), int(row["rank"]), D(row["behind"])) for row in table
    }


SKATERS = rows("skating_components.csv")
NINE = tuple(OfficialId(f"j{n}") for n in range(1, 10))
TRIMMED = PanelRule("trimmed_mean", rounding=Rounding(2))


@pytest.mark.parametrize("segment", ["1", "2", "3"])
def test_a_figure_skating_segment(segment):
    table = [row for row in rows("skating_segments.csv") if row["segment"] == segment]
    judged = [row for row in SKATERS if row["segment"] == segment]
    scheme = skating_scheme(D(judged[0]["factor"]))

    results = {
        row["competitor"]: skated(scheme, row, [c for c in judged if c["competitor"] == row["competitor"]])
        for row in table
    }

    assert {c: r.total for c, r in results.items()} == {row["competitor"]: D(row["total"]) for row in table}
    assert ranks(scheme, results) == published(table)
    for row in table:
        parts = results[row["competitor"]].modules
        assert sum(parts[ModuleId(f"c{n}")].counted for n in range(1, 6)) == Fraction(row["components"])


def skating_scheme(factor: D) -> Scheme:
    components = [
        module(
            f"c{n}",
            aspect(f"mark-{n}", Points(D("0.25")), "10"),
            weight=factor * 10,
            panel=TRIMMED,
            panel_size=9,
            rounding=Rounding(2),
        )
        for n in range(1, 6)
    ]
    falls = Count((Fault(FieldId("falls"), NAME, D(-1)),), floor=None)
    return sound(
        module("elements", aspect("sum", Points(CENT), "150")),
        *components,
        module("deductions", aspect("falls", falls, "0"), floor=None),
        ties=(TieBreak("module", "elements", "high"),),
    )


def skated(scheme: Scheme, row: dict[str, str], components: list[dict[str, str]]) -> Result:
    sheets = {
        ModuleId("elements"): {JUDGE: {AspectId("sum"): {FieldId("points"): row["elements"]}}},
        ModuleId("deductions"): {
            JUDGE: {AspectId("falls"): {FieldId("falls"): str(int(D(row["deductions"])))}}
        },
    }
    panels: dict[ModuleId, tuple[OfficialId, ...]] = {
        ModuleId(name): (JUDGE,) for name in ("elements", "deductions")
    }
    for one in components:
        number = one["component"]
        sheets[ModuleId(f"c{number}")] = {
            judge: {AspectId(f"mark-{number}"): {FieldId("points"): one[judge]}} for judge in NINE
        }
        panels[ModuleId(f"c{number}")] = NINE
    return result_of(scheme, sheets, panels)


def test_every_panel_of_nine():
    values = [rounded(TRIMMED, combine(TRIMMED, [D(row[judge]) for judge in NINE])) for row in SKATERS]

    assert values == [Fraction(row["panel"]) for row in SKATERS]


DIVES = rows("diving.csv")
SEVEN = tuple(OfficialId(f"j{n}") for n in range(1, 8))
MIDDLE_THREE = PanelRule("trimmed_mean", 2, 2)


def dived(row: dict[str, str]) -> Result:
    """One dive: the middle three of seven, added up, times the difficulty, which is a weight of its own."""
    weight = D(row["difficulty"]) * 3 * 10
    scheme = sound(
        module(
            "dive",
            aspect("marks", Points(D("0.5")), "10"),
            weight=weight,
            panel=MIDDLE_THREE,
            panel_size=7,
        )
    )
    sheets = {ModuleId("dive"): {j: {AspectId("marks"): {FieldId("points"): row[j]}} for j in SEVEN}}
    return result_of(scheme, sheets, {ModuleId("dive"): SEVEN})


def test_every_dive_of_a_preliminary_round():
    assert [dived(row).total for row in DIVES] == [D(row["points"]) for row in DIVES]


def test_the_running_ranks_after_every_dive():
    divers = grouped(DIVES, "competitor")
    scheme = sound(*(module(f"d{n}", aspect(f"p{n}", Points(CENT), "110")) for n in range(1, 7)))

    for after in range(1, 7):
        results = {diver: so_far(scheme, dives[:after]) for diver, dives in divers.items()}
        last = [dives[after - 1] for dives in divers.values()]

        assert ranks(scheme, results) == published(last, "running_rank")
        assert {d: r.total for d, r in results.items()} == {
            row["competitor"]: D(row["running_total"]) for row in last
        }
    assert ranks(scheme, results) == published(last, "final_rank")


def so_far(scheme: Scheme, dives: list[dict[str, str]]) -> Result:
    sheets = {
        ModuleId(f"d{row['dive']}"): {
            JUDGE: {AspectId(f"p{row['dive']}"): {FieldId("points"): f"{dived(row).total}"}}
        }
        for row in dives
    }
    return result_of(scheme, sheets, {part.id: (JUDGE,) for part in scheme.modules})
