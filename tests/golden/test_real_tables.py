"""Tables that real competitions published come out of the facts as they were published, place by place, reckoned twice."""

from decimal import Decimal as D
from fractions import Fraction as F

import pytest

from server.core.exact import Rounding
from server.core.facts_rulings import PenaltyGiven
from server.core.ids import EntryId, FieldId, ModuleId, PenaltyId
from server.core.panel import combine, rounded
from server.core.penalty_kinds import Penalty
from server.core.rules import Count, Fault, Formula, Judgement, Measurement, Points, Quantity, Time
from server.core.scheme import PanelRule, Scheme, Section, TieBreak
from server.core.section_check import deviation
from server.core.sections import shares
from tests.golden.day import (
    CENT,
    NAME,
    Placed,
    Sheets,
    aspect,
    grouped,
    module,
    played,
    published,
    rows,
    sound,
)
from tests.golden.points_vectors import HEPTATHLON

WEB = rows("web_module_marks.csv")
OF_ONE = [row for row in WEB if row["competitor"] == "1"]


def test_a_web_design_module():
    day, round_ = played(
        web_scheme(),
        {
            competitor: {"a": [{name(row): web_mark(row) for row in some}]}
            for competitor, some in grouped(WEB, "competitor").items()
        },
    )

    assert day.placed(round_) == published(rows("web_module_totals.csv"))


def test_the_profile_of_a_web_design_module_by_sections_of_its_standard():
    worth = {"1": "3", "2": "2", "3": "6", "4": "5.75"}  # points of 16.75

    assert shares(web_scheme()) == {
        section: 100 * F(points) / F("16.75") for section, points in worth.items()
    }
    # 17.91 11.94 35.82 34.33 beside 18 12 36 34: 0.09 + 0.06 + 0.18 + 0.33
    assert Rounding(2).apply(deviation(web_scheme())) == D("0.66")


def web_scheme() -> Scheme:
    aspects = [
        aspect(
            name(row),
            Judgement((NAME,) * 4) if row["kind"] == "J" else Points(CENT),
            row["max"],
            section=row["section"],
        )
        for row in OF_ONE
    ]
    weights = {"1": "18", "2": "12", "3": "36", "4": "34"}
    sections = tuple(Section(id_, NAME, D(weight)) for id_, weight in weights.items())
    return sound(module("a", *aspects), sections=sections)


def name(row: dict[str, str]) -> str:
    return f"{row['sub_criterion']}-{row['aspect']}"


def web_mark(row: dict[str, str]) -> dict[str, str]:
    return {"level": row["level"]} if row["kind"] == "J" else {"points": row["mark"]}


NEUTRAL = Penalty(PenaltyId("neutral"), NAME, None, D(-3), D("-0.1"), D("0.1"))


@pytest.mark.parametrize(
    "some", grouped(rows("gymnastics.csv"), "final").values(), ids=lambda some: some[0]["final"]
)
def test_a_gymnastics_final(some):
    scheme = sound(
        module("routine", aspect("d", Points(D("0.1")), "10"), aspect("e", Points(D("0.001")), "10")),
        ties=(TieBreak("aspect", "e", "high"),),
        rounding=Rounding(3),
        penalties=(NEUTRAL,),
    )
    sheets = {
        row["competitor"]: {
            "routine": [{"d": {"points": row["difficulty"]}, "e": {"points": row["execution"]}}]
        }
        for row in some
    }

    day, round_ = played(scheme, sheets)
    for number, row in enumerate((row for row in some if D(row["penalty"])), 1):
        amount = -D(row["penalty"])
        day.take(PenaltyGiven(round_, EntryId(row["competitor"]), number, NEUTRAL.id, "line", amount))

    assert day.placed(round_) == published(some, "score")


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

    day, round_ = played(
        scheme,
        {
            row["competitor"]: {
                "run": [
                    {
                        "clock": {"seconds": row["seconds"]},
                        "gates": {"touched": row["touched"], "missed": row["missed"]},
                    }
                ]
            }
            for row in table
        },
    )

    assert day.placed(round_) == published(table)
    assert {one.entry: one.gap for one in day.standings(round_)} == {
        row["competitor"]: D(row["behind"]) for row in table
    }


def test_the_points_of_a_heptathlon():
    table = rows("heptathlon.csv")
    events = [module(name, aspect(f"{name}-mark", formula(name), "2000")) for name in HEPTATHLON]
    scheme = sound(*events, rounding=Rounding(0))

    day, round_ = played(
        scheme,
        {
            row["competitor"]: {name: [{f"{name}-mark": {"reading": row[name]}}] for name in HEPTATHLON}
            for row in table
        },
    )

    # The rest of the field is not in the table, so that ranks are those among the ones that are.
    points = [D(row["points"]) for row in table]
    assert day.placed(round_) == {
        row["competitor"]: Placed(D(row["points"]), 1 + sum(other > D(row["points"]) for other in points))
        for row in table
    }


def formula(event: str) -> Measurement:
    factor, offset, exponent = HEPTATHLON[event]
    track = event in ("hurdles", "run_200m", "run_800m")
    rule = Formula(D(factor), D(offset), D(exponent), "below" if track else "above")
    return Measurement((Quantity(FieldId("reading"), NAME, "s" if track else "m"),), rule)


SKATERS = rows("skating_components.csv")
TRIMMED = PanelRule("trimmed_mean", rounding=Rounding(2))


@pytest.mark.parametrize("segment", ["1", "2", "3"])
def test_a_figure_skating_segment(segment):
    table = [row for row in rows("skating_segments.csv") if row["segment"] == segment]
    judged = [row for row in SKATERS if row["segment"] == segment]
    components = grouped(judged, "competitor")

    day, round_ = played(
        skating_scheme(D(judged[0]["factor"])),
        {row["competitor"]: skated(row, components[row["competitor"]]) for row in table},
    )

    assert day.placed(round_) == published(table)
    parts = {one.entry: one.result.modules for one in day.standings(round_)}
    assert {
        entry: sum(modules[ModuleId(f"c{n}")].counted for n in range(1, 6))
        for entry, modules in parts.items()
    } == {row["competitor"]: F(row["components"]) for row in table}


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


def skated(row: dict[str, str], components: list[dict[str, str]]) -> Sheets:
    sheets: dict[str, list] = {
        "elements": [{"sum": {"points": row["elements"]}}],
        "deductions": [{"falls": {"falls": str(int(D(row["deductions"])))}}],
    }
    for one in components:
        n = one["component"]
        sheets[f"c{n}"] = [{f"mark-{n}": {"points": one[f"j{judge}"]}} for judge in range(1, 10)]
    return sheets


def test_every_panel_of_nine():
    values = [
        rounded(TRIMMED, combine(TRIMMED, [D(row[f"j{judge}"]) for judge in range(1, 10)])) for row in SKATERS
    ]

    assert values == [F(row["panel"]) for row in SKATERS]
