"""One worked sheet for each scheme that comes with the product, reckoned by hand as its rules read."""

from decimal import Decimal as D
from fractions import Fraction

from server.core.facts_rulings import PenaltyGiven
from server.core.ids import EntryId, ModuleId, OfficialId, PenaltyId
from server.core.marks import mark_faults
from server.core.results import Result, result_of
from server.core.tally import Why
from server.core.working import explain
from server.core.working_text import as_text
from server.services.scheme_files import library
from tests.support.rounds import FINAL, Beside, results

JUDGES = tuple(OfficialId(f"judge-{n}") for n in range(1, 6))


def scored(name, sheets) -> Result:
    """The result of whole sheets, of each of which nothing is amiss."""
    scheme = library()[name]
    there = {module: dict(zip(JUDGES, some, strict=False)) for module, some in sheets.items()}
    for module in scheme.modules:
        assert [mark_faults(module, sheet) for sheet in there[module.id].values()] == [[]] * module.panel_size
    return result_of(scheme, there, {m.id: JUDGES[: m.panel_size] for m in scheme.modules})


NO = {"fault": "no"}

APPEARANCE = {
    "reinforcement": {"height.1": "0.8", "height.2": "1", "height.3": "1.4"},  # 16, 16, 12: the worst   12
    "height_difference": {"difference": "1"},  # up to 1 mm                                              14
    "width_difference": {"difference": "1.6"},  # above 1.5, up to 2 mm                                   6
    "undercut": {"depth": "0.5", "length": "18"},  # not deeper than 0.5, 15 to 30 mm long                8
    "face_repaired": NO,
    "root_concavity": {"depth": "0"},  # none                                                            10
    "root_convexity": {"height": "1.2"},  # above 1, up to 2 mm                                           6
    "misalignment": {"offset": "0.7"},  # up to 0.7 mm                                                    6
    "distortion": {"lift": "2"},  # up to 2 mm                                                           10
    "root_repaired": NO,
    "surface_defect": NO,  # together 72 of 100; weight 50: 36
}
WORKMANSHIP = [
    {"ripples": {"level": r}, "joints": {"level": j}, "root_shape": {"level": s}, "finish": {"points": f}}
    for r, j, s, f in (
        ("2", "1", "3", "1.5"),
        ("2", "2", "3", "1"),
        ("3", "2", "2", "1.5"),
        ("2", "2", "3", "2"),
        ("3", "2", "3", "1.5"),
    )
    # ripples, 3 points: 2 2 2 3 3 without one 2 and one 3: 2 2 3, mean 7/3 of 3, so        7/3
    # joints, 3 points: 1 2 2 2 2 without 1 and 2: 2 2 2, mean 2 of 3, so                   2
    # root, 2 points: 2 3 3 3 3 without 2 and 3: 3 3 3, mean 3 of 3, so                     2
    # finish: 1 1.5 1.5 1.5 2 without 1 and 2: mean                                         1.5
    # together 47/6 = 7.8333...
]
CONDUCT = {
    "safety_faults": {"protection": "1", "unsafe_act": "0", "site_left": "0"},  # 10 - 4                  6
    "accident": NO,
    "time_used": {"seconds": "3901"},  # 301 s over the hour: two times 5 minutes begun                  -2
}
THEORY = {
    "choice": {"points": "44"},
    "true_false": {"points": "27"},
    "written": {"points": "15.5"},  # 86.5 of 100; weight 30: 25.95
}
WELDING = {"appearance": [APPEARANCE], "workmanship": WORKMANSHIP, "conduct": [CONDUCT], "theory": [THEORY]}


def test_welding():
    result = scored("welding", WELDING)

    assert {name: module.points for name, module in result.modules.items()} == {
        "appearance": 72,
        "workmanship": Fraction(47, 6),
        "conduct": 4,
        "theory": Fraction(173, 2),
    }
    # 36 + 7.8333... + 4 + 25.95 = 73.78333...
    assert result.total == D("73.78")
    assert result.ties == (3901, 72, Fraction(173, 2))
    assert (result.state, result.spreads) == ("complete", ())


def fined(name, sheets, *penalties) -> Result:
    """The same with penalties of these kinds and the modules they name."""
    scheme, entry = library()[name], EntryId("entry")
    panels = {m.id: JUDGES[: m.panel_size] for m in scheme.modules}
    there = {m: dict(zip(JUDGES, some, strict=False)) for m, some in sheets.items()}
    given = tuple(
        PenaltyGiven(FINAL, entry, n, PenaltyId(kind), "worked", module=module and ModuleId(module))
        for n, (kind, module) in enumerate(penalties, 1)
    )
    return results(scheme, panels, {entry: there}, Beside(penalties={entry: given}))[entry]


def test_welding_with_penalties():
    assert fined("welding", WELDING, ("warning", None)).total == D("73.78")
    # No appearance, 36 less: 37.78333...
    assert fined("welding", WELDING, ("breach", None)).total == D("37.78")
    # Too late for workmanship, 7.8333... less: 36 + 4 + 25.95
    assert fined("welding", WELDING, ("too_late", "workmanship")).total == D("65.95")
    # A second warning is an exclusion.
    assert fined("welding", WELDING, ("warning", None), ("warning", None)).state == "disqualified"


def test_welding_with_a_repaired_face_loses_the_lines_of_the_face():
    repaired = APPEARANCE | {"face_repaired": {"fault": "yes"}}

    result = scored("welding", WELDING | {"appearance": [repaired]})

    # The root's 10 + 6 + 6 + 10 = 32 of 100 remain: 16 + 7.8333... + 4 + 25.95
    assert result.total == D("53.78")


def test_welding_with_a_crack_loses_the_appearance_sheet():
    cracked = APPEARANCE | {"surface_defect": {"fault": "yes"}}

    result = scored("welding", WELDING | {"appearance": [cracked]})

    assert result.total == D("37.78")
    assert result.modules["appearance"].why == (Why("veto", "surface_defect"),)


def test_a_working_reads_like_the_sheet():
    scheme = library()["welding"]
    sheets = {name: dict(zip(JUDGES, some, strict=False)) for name, some in WELDING.items()}

    lines = as_text(explain(scheme, sheets, {m.id: JUDGES[: m.panel_size] for m in scheme.modules}), "zh")

    start = lines.index("  焊接工艺观感：47/6 ≈ 7.8333 / 10")
    assert lines[start : start + 15] == [
        "  焊接工艺观感：47/6 ≈ 7.8333 / 10",
        "    五名裁判独立评判：47/6 ≈ 7.8333",
        "      焊波均匀程度：7/3 ≈ 2.3333 / 3",
        "        judge-1：2 → 2（最低分，去掉）",
        "          等级：2",
        "        judge-2：2 → 2",
        "          等级：2",
        "        judge-3：3 → 3",
        "          等级：3",
        "        judge-4：2 → 2",
        "          等级：2",
        "        judge-5：3 → 3（最高分，去掉）",
        "          等级：3",
        "        5 个分数，去掉 1 个最高、1 个最低后的平均：7/3 ≈ 2.3333",
        "      起头、接头与收弧：2 / 3",
    ]


RUN = {
    "run_time": {"seconds": "83.47"},  #                                          83.47
    "tipped": NO,
    "before_driving": {"no_belt": "yes", "no_horn": "no"},  #                      +5
    "fork_height": {"height": "31"},  # not within 20 to 30 cm                     +5
    "load_faults": {"box_touches": "1", "box_falls": "0"},  #                     +15
    "incidents": {"bottles": "1", "gates": "0", "cones": "2"},  # noted only       +0
    "driving_faults": {"not_looking_back": "2", "handbrake": "0"},  #             +10
    "parking": {"forks_up": "no", "over_line": "yes"},  #                         +10
}


def test_forklift():
    result = scored("forklift", {"run": [RUN]})

    assert result.total == D("128.47")
    assert result.ties == (Fraction("83.47"), 0)


def test_forklift_past_a_quarter_of_an_hour_is_not_finished():
    at, past = (scored("forklift", {"run": [RUN | {"run_time": {"seconds": s}}]}) for s in ("900", "900.01"))

    assert (at.state, at.total) == ("complete", D("945.00"))
    assert (past.state, past.total, past.ranked) == ("not_finished", None, False)


def test_forklift_tipped_over_is_disqualified():
    result = scored("forklift", {"run": [RUN | {"tipped": {"fault": "yes"}}]})

    assert (result.state, result.total) == ("disqualified", None)


WORKPIECE = {
    "outline": {"l85": "85", "l75": "75.081", "l30": "29.905", "l6": "6.08"},
    # 4; 0.001 over is one step: 4 - 2 = 2; 0.015 over is two: 4 - 4 = 0; at the bound: 4                10
    "radius": {"r10": "10.05"},  #                                                                        4
    "slots": {"l32": "32.1", "l12": "12", "l3": "2.915"},
    # 0.02 over: 4 - 2 = 2; 4; 0.005 over: 4 - 1 = 3                                                      9
    "bore": {"d20.1": "20.021", "d20.2": "20.03"},  # 4; 0.009 over: half of 4                            6
    "boss": {"d40.1": "40.004", "d40.2": "39.964"},  # 0.004 over: still 4; 0.011 under: 0                4
    "hole_spacing": {"l60": "60.021"},  # 0.001 over: still 6                                             6
    "pocket_depth": {"l8": "8.04"},  # 0.01 over: half of 6                                               3
    "roughness_outline": {"ra.1": "3.2", "ra.2": "3.3", "ra.3": "6.4"},  # 2, one grade worse 1, 0        3
    "roughness_slots": {"ra.1": "1.6", "ra.2": "6.3"},  # 2, 1                                            3
    "roughness_bore": {"ra": "1.6"},  #                                                                   2
    "parallelism": {"deviation": "0.03"},  # up to 0.04                                                   2
    "perpendicularity": {"deviation.1": "0.03", "deviation.2": "0.031"},  # the worse one: up to 0.05     2
    "wrong_shape": NO,  # main dimensions 42, surface 8, geometry 4: 54 of 80, so past the gate of 48
}
JUDGED = [
    {"complete_part": {"level": c}, "edges": {"level": e}, "tooling": {"level": t}, "measuring": {"level": m}}
    for c, e, t, m in (("2", "1", "3", "1"), ("3", "2", "3", "1"), ("2", "1", "3", "2"))
    # 3 x 7/9 = 7/3; 2 x 4/9 = 8/9; 3; 2 x 4/9 = 8/9; together 64/9 = 7.111...
]
PROCEDURE = {
    "checklist": {
        "start_up": "yes",
        "simulate": "yes",
        "offsets": "yes",
        "first_cut": "no",
        "shut_down": "yes",
    },
    "safety_faults": {"protection": "0", "door_open": "1", "untidy": "3"},  # 3 - 1.5 - 1 (not 1.5)     0.5
    "incident": NO,
    "time_used": {"seconds": "13500"},  # 15 minutes saved: 10 minutes once                             0.5
}
CNC = {"workpiece": [WORKPIECE], "judged": JUDGED, "conduct": [PROCEDURE]}


def test_cnc_machining_centre():
    result = scored("cnc_machining_centre", CNC)

    assert {name: module.points for name, module in result.modules.items()} == {
        "workpiece": 54,
        "judged": Fraction(64, 9),
        "conduct": 5,
    }
    # 54 + 7.111... + 4 + 0.5 + 0.5
    assert result.total == D("66.11")
    assert result.ties == (42, 8, 13500)


def test_cnc_machining_centre_below_48_for_the_workpiece():
    spoiled = WORKPIECE | {"slots": {"l32": "35", "l12": "15", "l3": "5"}}  # 54 - 9 = 45

    result = scored("cnc_machining_centre", CNC | {"workpiece": [spoiled]})

    assert result.total == D("45.00")
    assert [result.modules[name].void for name in ("workpiece", "judged", "conduct")] == [False, True, True]


def test_cnc_machining_centre_working_on_after_the_stop():
    late = PROCEDURE | {"time_used": {"seconds": "15301"}}

    result = scored("cnc_machining_centre", CNC | {"conduct": [late]})

    assert result.total == D("61.11")
    assert result.modules["conduct"].why == (Why("cut_off", "time_used"),)
