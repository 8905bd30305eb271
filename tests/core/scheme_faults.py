"""Every fault a scheme can have: its code, what is changed in a small sound scheme to have it, and where it is found."""

from typing import Any

A = "modules[0].sub_criteria[0].aspects"

SMALL: dict[str, Any] = {
    "id": "small",
    "version": 1,
    "title": {"zh": "小", "en": "small"},
    "trade": {"zh": "工", "en": "trade"},
    "basis": "typical",
    "source": "none",
    "max": "30",
    "result": {},
    "modules": [
        {
            "id": "work",
            "title": {"zh": "实操", "en": "work"},
            "max": "40",
            "weight": "30",
            "panel_size": 3,
            "panel": {"rule": "trimmed_mean", "spread_limit": "1"},
            "sub_criteria": [
                {
                    "id": "parts",
                    "title": {"zh": "部分", "en": "parts"},
                    "aspects": [
                        {"rule": {"kind": "points"}},
                        {"rule": {"kind": "judgement", "benchmarks": [{"zh": "级", "en": "level"}] * 4}},
                        {
                            "rule": {
                                "kind": "measurement",
                                "quantities": [
                                    {"id": "q", "title": {"zh": "量", "en": "q"}, "unit": "mm", "high": "20"}
                                ],
                                "scored": {
                                    "by": "bands",
                                    "bands": [
                                        {"when": [{"quantity": "q", "at_most": "1"}], "points": "10"},
                                        {"when": [{"quantity": "q", "at_most": "2"}], "points": "5"},
                                    ],
                                },
                            }
                        },
                        {
                            "rule": {
                                "kind": "count",
                                "start": "10",
                                "faults": [{"id": "f", "title": {"zh": "错", "en": "fault"}, "points": "-1"}],
                            }
                        },
                        {"max": "0", "rule": {"kind": "time", "scored": "limit", "limit": "600"}},
                        {"max": "0", "rule": {"kind": "veto", "scope": "aspects", "voids": ["a0"]}},
                        {
                            "max": "0",
                            "rule": {
                                "kind": "yes_no",
                                "items": [{"id": "i", "title": {"zh": "项", "en": "item"}, "points": "0"}],
                            },
                        },
                    ],
                }
            ],
        }
    ],
    "gates": [{"of": "parts", "minimum": "20", "voids": ["work"], "title": {"zh": "门槛", "en": "gate"}}],
    "tie_breaks": [{"by": "reading", "of": "a4", "field": "seconds", "order": "low"}],
}
for n, one in enumerate(SMALL["modules"][0]["sub_criteria"][0]["aspects"]):
    one.setdefault("max", "10")
    one |= {"id": f"a{n}", "title": {"zh": "点", "en": "aspect"}}
WORK, PARTS = "modules.0", "modules.0.sub_criteria.0"
RULE = PARTS + ".aspects.{}.rule"
Q = RULE.format(2) + ".quantities.0"
STEPPED = {"by": "step_deduction", "step": "0.01", "minus_points": "1"}
CREDIT = {
    "by": "part_credit",
    "factors": [{"over": "0.1", "factor": "0.5"}, {"over": "0.1", "factor": "0.6"}],
}
LOW = {"unit": "seconds", "direction": "low", "live": "complete", "not_finished": "unranked"}
OUT = {"by": "out_deduction", "minus_points": "0"}
SPOT = "modules[0].sub_criteria[0].aspects[{}].rule"
COMPARED = SPOT.format(0) + ".compared"


def knots(*ats, points="10"):
    return {"by": "interpolation", "knots": [{"at": at, "points": points} for at in ats]}


def rubric(*points):
    return {
        "kind": "rubric",
        "levels": [{"title": {"zh": "级", "en": "level"}, "points": one} for one in points],
    }


def fine(**more):
    return {"id": "fine", "title": {"zh": "罚", "en": "fine"}} | more


def relative(how=None, **more):
    return {"kind": "relative", "order": "low", "compared": how or {"by": "best_share"}} | more


def first(points, **more):
    return {"first": 1, "last": 1, "points": str(points)} | more


def section(weight, name="a"):
    return {"id": name, "title": {"zh": "章", "en": "section"}, "weight": str(weight)}


def tie(by, of, **more):
    return {"by": by, "of": of, "order": "high"} | more


CASES = [
    ("id_invalid", {"id": "Small"}, ""),
    ("id_invalid", {Q + ".id": "Q 1"}, f"{A}[2].rule.quantities[0]"),
    ("id_reserved", {RULE.format(3) + ".faults.0.id": "not_attempted"}, f"{A}[3].rule.faults[0]"),
    ("id_twice", {PARTS + ".aspects.1.id": "a0"}, f"{A}[1]"),
    ("id_twice", {PARTS + ".id": "work"}, "modules[0].sub_criteria[0]"),
    ("text_missing", {"title.en": " "}, "title.en"),
    ("text_too_long", {"note": {"zh": "长" * 501, "en": "x"}}, "note.zh"),
    ("text_hides", {"title.zh": "小\u202e大"}, "title.zh"),
    ("version_invalid", {"version": 0}, "version"),
    ("number_too_long", {"max": "30.0000001"}, "max"),
    ("number_too_long", {"max": "1e9"}, "max"),
    ("empty", {"modules": []}, "modules"),
    ("empty", {PARTS + ".aspects": []}, A),
    ("too_many", {"modules": SMALL["modules"] * 21}, "modules"),
    ("minutes_invalid", {WORK + ".minutes": 0}, "modules[0].minutes"),
    ("max_negative", {PARTS + ".aspects.6.max": "-1"}, f"{A}[6].max"),
    ("max_needed", {PARTS + ".aspects.1.max": "0"}, f"{A}[1].rule"),
    ("max_not_zero", {PARTS + ".aspects.5.max": "1"}, f"{A}[5].max"),
    ("max_not_zero", {RULE.format(4): {"kind": "time"}, PARTS + ".aspects.4.max": "5"}, f"{A}[4].rule"),
    ("max_not_open", {RULE.format(4): {"kind": "time", "scored": "elapsed"}}, f"{A}[4].rule"),
    ("elapsed_needs_seconds", {RULE.format(4): {"kind": "time", "scored": "elapsed"}}, f"{A}[4].rule"),
    ("module_sum", {WORK + ".max": "41"}, "modules[0].max"),
    ("module_unbounded", {PARTS + ".aspects.3.max": None}, "modules[0].max"),
    ("total_sum", {"max": "31"}, "max"),
    ("total_unbounded", {WORK + ".max": None, WORK + ".weight": None}, "max"),
    ("total_missing", {"max": None}, "max"),
    ("weight_invalid", {WORK + ".weight": "0"}, "modules[0].weight"),
    ("weight_without_max", {WORK + ".max": None}, "modules[0].weight"),
    ("floor_above_cap", {PARTS + ".floor": "5", PARTS + ".cap": "4"}, "modules[0].sub_criteria[0]"),
    ("floor_above_cap", {RULE.format(3) + ".floor": "11"}, f"{A}[3].rule"),
    ("points_unreachable", {RULE.format(2) + ".scored.bands.0.points": "9"}, f"{A}[2].rule.scored"),
    ("points_unreachable", {RULE.format(3) + ".start": "9"}, f"{A}[3].rule"),
    ("points_unreachable", {PARTS + ".aspects.4.max": "3"}, f"{A}[4].rule"),
    ("points_unreachable", {PARTS + ".aspects.6.max": "1"}, f"{A}[6].rule"),
    ("points_over_max", {RULE.format(2) + ".scored.bands.0.points": "11"}, f"{A}[2].rule.scored"),
    ("range_invalid", {RULE.format(1) + ".low": "3"}, f"{A}[1].rule"),
    ("range_invalid", {Q + ".low": "20"}, f"{A}[2].rule.quantities[0]"),
    ("step_invalid", {RULE.format(0) + ".step": "0"}, f"{A}[0].rule.step"),
    ("step_divides_not", {RULE.format(0) + ".step": "0.3"}, f"{A}[0].rule.step"),
    ("benchmarks_count", {RULE.format(1) + ".benchmarks": []}, f"{A}[1].rule.benchmarks"),
    ("readings_invalid", {Q + ".readings": 0}, f"{A}[2].rule.quantities[0].readings"),
    (
        "readings_differ",
        {
            Q + ".readings": 2,
            RULE.format(2) + ".quantities": [
                {"id": n, "title": {"zh": "量", "en": "q"}, "unit": "mm", "readings": k}
                for n, k in (("q", 2), ("r", 3))
            ],
        },
        f"{A}[2].rule.scored",
    ),
    ("readings_low_wins", {"result": LOW, Q + ".readings": 2}, f"{A}[2].rule"),
    ("nominal_needed", {RULE.format(2) + ".scored": STEPPED}, f"{A}[2].rule.quantities[0]"),
    ("nominal_outside", {Q + ".nominal": "21"}, f"{A}[2].rule.quantities[0]"),
    ("tolerance_negative", {Q + ".minus": "-1"}, f"{A}[2].rule.quantities[0]"),
    (
        "quantity_unknown",
        {RULE.format(2) + ".scored.bands.0.when.0.quantity": "z"},
        f"{A}[2].rule.scored.bands[0].when[0]",
    ),
    (
        "condition_empty",
        {RULE.format(2) + ".scored.bands.0.when.0.at_most": None},
        f"{A}[2].rule.scored.bands[0].when[0]",
    ),
    (
        "condition_contradicts",
        {RULE.format(2) + ".scored.bands.0.when.0.above": "1"},
        f"{A}[2].rule.scored.bands[0].when[0]",
    ),
    (
        "band_unreachable",
        {RULE.format(2) + ".scored.bands.1.when.0.at_most": "1"},
        f"{A}[2].rule.scored.bands[1]",
    ),
    ("deduction_invalid", {RULE.format(2) + ".scored": STEPPED | {"step": "0"}}, f"{A}[2].rule.scored"),
    ("factor_invalid", {RULE.format(2) + ".scored": CREDIT}, f"{A}[2].rule.scored.factors[1]"),
    ("count_invalid", {RULE.format(3) + ".faults.0.count_max": 0}, f"{A}[3].rule.faults[0]"),
    ("cap_invalid", {RULE.format(3) + ".faults.0.cap": "0"}, f"{A}[3].rule.faults[0]"),
    ("start_outside", {RULE.format(3) + ".start": "11"}, f"{A}[3].rule"),
    ("limit_needed", {RULE.format(4) + ".limit": None}, f"{A}[4].rule.limit"),
    ("time_field_unused", {RULE.format(4) + ".scored": "recorded"}, f"{A}[4].rule.limit"),
    (
        "per_time_invalid",
        {RULE.format(4) + ".penalty": {"points": "1", "seconds": "0"}},
        f"{A}[4].rule.penalty",
    ),
    ("cut_off_invalid", {RULE.format(4) + ".cut_off": "599"}, f"{A}[4].rule.cut_off"),
    ("panel_size_invalid", {WORK + ".panel_size": 61}, "modules[0].panel"),
    ("panel_too_small", {WORK + ".panel_size": 2}, "modules[0].panel"),
    ("drops_invalid", {WORK + ".panel.drop_low": -1}, "modules[0].panel"),
    ("spread_invalid", {WORK + ".panel.spread_limit": "-1"}, "modules[0].panel.spread_limit"),
    ("places_invalid", {"result.rounding": {"places": 7}}, "result.rounding.places"),
    (
        "places_invalid",
        {PARTS + ".aspects.0.panel": {"rounding": {"places": -1}}},
        f"{A}[0].panel.rounding.places",
    ),
    ("reference_unknown", {"gates.0.voids": ["nothing"]}, "gates[0].voids[0]"),
    ("reference_unknown", {"tie_breaks.0.of": "nothing"}, "tie_breaks[0].of"),
    (
        "reference_unknown",
        {"tie_breaks.0": {"by": "module", "of": "a0", "order": "high"}},
        "tie_breaks[0].of",
    ),
    ("veto_elsewhere", {RULE.format(5) + ".voids": ["a5"]}, f"{A}[5].rule.voids[0]"),
    ("veto_voids_nothing", {RULE.format(5) + ".voids": []}, f"{A}[5].rule"),
    ("veto_voids_nothing", {RULE.format(5) + ".scope": "module"}, f"{A}[5].rule"),
    ("gate_unreachable", {"gates.0.minimum": "41"}, "gates[0].minimum"),
    ("gate_voids_itself", {"gates.0.voids": ["parts"]}, "gates[0].voids"),
    ("reading_unknown", {"tie_breaks.0.field": "minutes"}, "tie_breaks[0].field"),
    ("reading_only", {"tie_breaks.0.field": None}, "tie_breaks[0].field"),
    ("limits_invalid", {RULE.format(2) + ".limits": {"out_max": 1}}, f"{A}[2].rule.limits"),
    ("condition_empty", {RULE.format(2) + ".limits": {}}, f"{A}[2].rule.limits"),
    ("nominal_needed", {RULE.format(2) + ".scored": OUT}, f"{A}[2].rule.quantities[0]"),
    ("deduction_invalid", {RULE.format(2) + ".scored": OUT}, f"{A}[2].rule.scored"),
    (
        "one_quantity",
        {RULE.format(2) + ".scored": {"by": "value"}, RULE.format(2) + ".quantities": []},
        f"{A}[2].rule.scored",
    ),
    (
        "points_unreachable",
        {RULE.format(2) + ".scored": {"by": "value"}, Q + ".high": "9"},
        f"{A}[2].rule.scored",
    ),
    ("knots_invalid", {RULE.format(2) + ".scored": knots("1", "1")}, f"{A}[2].rule.scored.knots"),
    ("knots_invalid", {RULE.format(2) + ".scored": knots("1")}, f"{A}[2].rule.scored.knots"),
    (
        "knots_uneven",
        {RULE.format(2) + ".scored": knots("0", "9.999991", "19.999974", "29.999933")},
        f"{A}[2].rule.scored.knots",
    ),
    ("points_over_max", {RULE.format(2) + ".scored": knots("1", "2", points="11")}, f"{A}[2].rule.scored"),
    ("bonus_invalid", {PARTS + ".aspects.1.bonus": "1"}, f"{A}[1].bonus"),
    ("tries_invalid", {PARTS + ".aspects.1.tries": {"count": 2, "take": "middle"}}, f"{A}[1].tries"),
    ("tries_invalid", {PARTS + ".aspects.1.tries": {"count": 11}}, f"{A}[1].tries"),
    ("tries_not_here", {PARTS + ".aspects.5.tries": {"count": 2}}, f"{A}[5].tries"),
    ("module_sum", {PARTS + ".aspects.0.tries": {"count": 2, "take": "sum"}}, "modules[0].max"),
    ("levels_invalid", {RULE.format(1): rubric("10", "10")}, f"{A}[1].rule.levels"),
    ("levels_invalid", {RULE.format(1): rubric("10")}, f"{A}[1].rule.levels"),
    ("levels_top", {RULE.format(1): rubric("0", "9")}, f"{A}[1].rule.levels"),
    ("step_divides_not", {RULE.format(1): {"kind": "imported", "step": "0.7"}}, f"{A}[1].rule.step"),
    ("unit_name", {"result.unit": "named"}, "result.unit_name"),
    ("per_invalid", {RULE.format(3) + ".faults.0.per": 0}, f"{A}[3].rule.faults[0]"),
    ("zero_from_invalid", {RULE.format(3) + ".faults.0.zero_from": 100}, f"{A}[3].rule.faults[0]"),
    ("low_wins_void", {"result": LOW, RULE.format(3) + ".faults.0.zero_from": 2}, f"{A}[3].rule.faults[0]"),
    ("gate_voids_unused", {"gates.0.then": "unranked"}, "gates[0].voids"),
    ("low_wins_live", {"result": LOW | {"live": "running"}}, "result.live"),
    ("low_wins_not_finished", {"result": LOW | {"not_finished": "ranked"}}, "result.not_finished"),
    ("low_wins_void", {"result": LOW}, "gates[0]"),
    ("low_wins_void", {"result": LOW}, f"{A}[5].rule"),
    (
        "tie_decision_last",
        {"tie_breaks.0": {"by": "decision", "of": "total", "order": "high"}},
        "tie_breaks[0]",
    ),
    ("no_ties_to", {"result.no_ties_to": 0}, "result.no_ties_to"),
    ("penalty_amount_twice", {"penalties": [fine(amount="-1", low="1")]}, "penalties[0].amount"),
    ("penalty_range", {"penalties": [fine(low="1", high="2")]}, "penalties[0].step"),
    ("penalty_nothing", {"penalties": [fine()]}, "penalties[0]"),
    ("penalty_module_unused", {"penalties": [fine(amount="-1", of="work")]}, "penalties[0].of"),
    ("penalty_count", {"penalties": [fine(amount="-1", count_max=0)]}, "penalties[0].count_max"),
    ("penalty_cap", {"penalties": [fine(amount="-1", cap="0")]}, "penalties[0].cap"),
    (
        "penalty_unreachable",
        {"penalties": [fine(card="red", count_max=1, consequence={"times": 2, "then": "void"})]},
        "penalties[0].consequence.times",
    ),
    (
        "penalty_leads",
        {"penalties": [fine(card="red", consequence={"times": 2, "then": "void", "penalty": "fine"})]},
        "penalties[0].consequence.penalty",
    ),
    (
        "penalty_later",
        {"penalties": [fine(card="red", consequence={"times": 2, "then": "penalty", "penalty": "fine"})]},
        "penalties[0].consequence.penalty",
    ),
    (
        "penalty_open",
        {
            "penalties": [
                fine(card="red", consequence={"times": 2, "then": "penalty", "penalty": "open"}),
                fine(id="open", low="1", high="2", step="1"),
            ]
        },
        "penalties[0].consequence.penalty",
    ),
    ("relative_low_wins", {"result": LOW, RULE.format(0): relative()}, SPOT.format(0)),
    ("relative_negative", {RULE.format(0): relative(low="-1")}, SPOT.format(0) + ".low"),
    (
        "places_line_invalid",
        {RULE.format(0): relative({"by": "by_place", "ranks": [first(10), first(9, first=3)]})},
        SPOT.format(0) + ".compared.ranks[1]",
    ),
    ("beaten_invalid", {RULE.format(0): relative({"by": "beaten", "start": "10", "each": "-1"})}, COMPARED),
    (
        "formula_invalid",
        {RULE.format(2) + ".scored": {"by": "formula", "factor": "1", "offset": "0", "exponent": "6"}},
        SPOT.format(2) + ".scored",
    ),
    ("difficulty_range", {WORK + ".difficulty": {"high": "4", "low": "2"}}, "modules[0].difficulty"),
    (
        "apart_invalid",
        {
            WORK + ".panel": {"rule": "median", "apart": [{"at_least": "5", "limit": "-1"}]},
            WORK + ".panel_size": 3,
        },
        "modules[0].panel.apart",
    ),
    (
        "apart_unused",
        {WORK + ".panel": {"rule": "mean", "apart": [{"at_least": "5", "limit": "1"}]}},
        "modules[0].panel.apart",
    ),
    ("tie_again", {"tie_breaks": [tie("aspect", "a0"), tie("aspect", "a0", order="low")]}, "tie_breaks[1]"),
    ("tie_place_only", {"tie_breaks": [tie("aspect", "a0", place=2)]}, "tie_breaks[0].place"),
    ("tie_of_total", {"tie_breaks": [tie("exact", "work")]}, "tie_breaks[0].of"),
    ("tie_no_faults", {"tie_breaks": [tie("faults", "a0")]}, "tie_breaks[0].of"),
    ("tie_always_equal", {"tie_breaks": [tie("aspect", "a5")]}, "tie_breaks[0]"),
    (
        "tie_one_judge",
        {"tie_breaks": [tie("best_judge", "work")], WORK + ".panel_size": 1},
        "tie_breaks[0].of",
    ),
    ("tie_try_unknown", {"tie_breaks": [tie("try", "a0")]}, "tie_breaks[0]"),
    ("tie_decides_nothing", {"tie_breaks": [tie("module", "work")]}, "tie_breaks[0]"),
    ("aspect_over_rules", {"aspect_max": "9"}, SPOT.format(0).removesuffix(".rule") + ".max"),
    ("section_missing", {"sections": [section(100)]}, SPOT.format(0).removesuffix(".rule") + ".section"),
    ("sections_sum", {"sections": [section(90)]}, "sections"),
    (
        "sections_deviate",
        {"sections": [section(90), section(10, "b")]}
        | {f"{PARTS}.aspects.{n}.section": "a" for n in range(7)},
        "sections",
    ),
    (
        "rounding_lifts",
        {WORK + ".panel": {"rule": "mean", "rounding": {"places": 0}}, PARTS + ".aspects.0.max": "9.5"},
        SPOT.format(0).removesuffix(".rule") + ".max",
    ),
    ("by_ties_high", {"result": {"not_finished": "by_ties"}}, "result.not_finished"),
]
