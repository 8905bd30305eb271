"""Nothing can be written in a scheme that the second calculation does not know: kinds, ways and fields are held to it.

Who adds to the scheme model adds to `server/reference` as well, and to the list below; until then this test fails,
because a round under such a scheme could not become official.
"""

from dataclasses import fields, is_dataclass
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from server.core import facts, facts_rulings, rules
from server.core.exact import RoundingMode
from server.core.penalty_kinds import Consequence, Penalty
from server.core.rules import Measurement, Relative
from server.core.scheme import Gate, PanelRule, Scheme, TieBreak
from server.reference import compared, measured, numbers, panels, part_rulings, penalties, points, score, ties

KNOWN: dict[str, set[str]] = {
    "Apart": {"at_least", "limit"},
    "Aspect": {"id", "title", "max", "rule", "note", "panel", "bonus", "tries", "section"},
    "Band": {"when", "points"},
    "Bands": {"bands", "otherwise", "take", "by"},
    "Consequence": {"times", "then", "penalty"},
    "Beaten": {"start", "each", "limit", "step", "minus_points", "by"},
    "BehindBest": {"step", "minus_points", "by"},
    "BestShare": {"by"},
    "ByPlace": {"ranks", "shared", "by"},
    "Count": {"faults", "start", "floor", "kind"},
    "Difficulty": {"high", "low", "step", "usual"},
    "Fault": {"id", "title", "points", "cap", "count_max", "per", "zero_from"},
    "Formula": {"factor", "offset", "exponent", "side", "rounding", "take", "by"},
    "Gate": {"of", "minimum", "voids", "title", "then"},
    "Imported": {"paper_max", "step", "kind"},
    "Interpolation": {"knots", "take", "by"},
    "Item": {"id", "title", "points"},
    "Judgement": {"benchmarks", "low", "high", "step", "kind"},
    "Knot": {"at", "points"},
    "Level": {"title", "points"},
    "Limits": {"out_max", "over_max"},
    "Measurement": {"quantities", "scored", "limits", "kind"},
    "Module": {
        "id", "title", "max", "sub_criteria", "weight", "floor", "panel", "panel_size", "minutes", "rounding",
        "difficulty",
    },
    "OutDeduction": {"minus_points", "by"},
    "OverFactor": {"over", "factor"},
    "PanelRule": {"rule", "drop_high", "drop_low", "rounding", "spread_limit", "missing", "apart"},
    "PartCredit": {"factors", "take", "by"},
    "Penalty": {
        "id", "title", "amount", "low", "high", "step", "applies", "of", "count_max", "cap", "card", "consequence",
    },
    "PerTime": {"points", "seconds", "cap", "each"},
    "Points": {"step", "low", "kind"},
    "Quantity": {"id", "title", "unit", "step", "low", "high", "readings", "nominal", "plus", "minus"},
    "RankPoints": {"first", "last", "points"},
    "Relative": {"order", "compared", "unit", "step", "low", "high", "kind"},
    "ResultRule": {"unit", "direction", "rounding", "live", "not_finished", "unit_name", "floor", "take", "no_ties_to",
    },
    "Rounding": {"places", "mode"},
    "Rubric": {"levels", "kind"},
    "Scheme": {
        "id", "version", "title", "trade", "basis", "source", "max", "result", "modules", "gates", "tie_breaks",
        "note", "penalties",
        "sections", "aspect_max", "own_delegation",
    },
    "Section": {"id", "title", "weight"},
    "StepDeduction": {"step", "minus_points", "take", "by"},
    "SubCriterion": {"id", "title", "aspects", "cap", "floor", "rounding"},
    "Text": {"zh", "en"},
    "TieBreak": {"by", "of", "order", "field", "place"},
    "Time": {
        "scored", "limit", "grace", "start", "penalty", "bonus", "cut_off", "floor", "step", "high", "kind",
    },
    "Tries": {"count", "take"},
    "Value": {"take", "by"},
    "Veto": {"scope", "voids", "kind"},
    "Within": {"quantity", "above", "at_least", "at_most", "below"},
    "YesNo": {"items", "kind"},
}  # fmt: skip
"""Every field of the scheme model that was looked at when the reference was written."""


FACTS = {
    # those that the reference gathers
    "EventAdded", "RoundAdded", "DrawMade", "PanelSet", "SheetSubmitted", "SheetCorrected", "SheetReturned", "EntryStateSet",
    "JudgeReplaced", "PenaltyGiven", "PenaltyLifted", "PartRuled", "RerunOrdered", "TieDecided",
    "CarrySet", "DifficultiesDeclared", "OfficialDelegationSet", "ConferenceCalled", "ValuesAgreed",
    "LayerSealed", "LayerDecoded",
    # those that change no mark, no panel and no field of a round that is drawn
    "CompetitionCreated", "EntriesRegistered", "EntriesQualified", "OfficialAdded", "BlindPlanSet", "DecodeAsked",
    "RoundOpened", "RoundClosed",
    "FreezePlanned", "BoardFrozen", "BoardUnfrozen", "ResultsPublished", "AwardRulesSet", "AwardsConfirmed",
    "EmbargoLaid", "EmbargoLiftAsked", "EmbargoLifted",
    "TeamsRegistered", "TeamsRemoved", "TeamRuleSet", "DelegationTablesSet", "SheetRulesSet",
    # a sheet that one person has typed in from paper counts once another has typed the same: then it is submitted
    "PaperEntered",
    # judges who mark beside a panel to learn
    "ShadowSheetSubmitted",
    # pieces a panel marks before it judges, to see how far it agrees
    "CalibrationOpened", "CalibrationReferenceSet", "CalibrationSheetSubmitted", "CalibrationEnded",
    # a spread that is let stand changes no mark
    "SpreadAccepted",
    # the chief judge stands by results: they are locked and stay what they are
    "EntriesApproved", "ApprovalTakenBack",
    # the floor: time is marked on sheets, whatever a clock says
    "HeatPlanned", "HeatCalled", "AttendanceNoted", "ClocksSet", "TimeGiven", "ClocksCarried", "FaultNoted",
    "FaultWithdrawn",
}  # fmt: skip
"""Every kind of fact that was looked at."""


def parts_of(shape: Any) -> dict[str, type]:
    """The dataclasses a scheme may hold, by name."""
    found: dict[str, type] = {}
    waiting = [shape]
    while waiting:
        one = waiting.pop()
        if is_dataclass(one) and isinstance(one, type):
            if one.__name__ not in found:
                found[one.__name__] = one
                waiting.extend(get_type_hints(one).values())
        elif get_origin(one) is not Literal:
            waiting.extend(get_args(one))
    return found


def choices(shape: type, field: str) -> set[Any]:
    return set(get_args(get_type_hints(shape)[field]))


def test_every_field_of_a_scheme_was_looked_at() -> None:
    assert {name: {f.name for f in fields(shape)} for name, shape in parts_of(Scheme).items()} == KNOWN


def test_every_kind_of_aspect_has_a_reference() -> None:
    assert get_origin(rules.Rule) is not None or isinstance(rules.Rule, Union)  # type: ignore[arg-type]
    assert set(points.KINDS) == set(get_args(rules.Rule))


def test_every_way_to_score_a_measurement_has_a_reference() -> None:
    assert set(measured.SCORED) == choices(Measurement, "scored")


def test_every_way_to_compare_with_the_field_has_a_reference() -> None:
    assert set(compared.COMPARED) == choices(Relative, "compared")


def test_every_panel_rule_tie_break_and_rounding_has_a_reference() -> None:
    assert set(panels.PANEL_RULES) == choices(PanelRule, "rule")
    assert set(score.GATES) == choices(Gate, "then")
    assert set(ties.TIE_BREAKS) == choices(TieBreak, "by")
    assert set(numbers.MODES) == set(get_args(RoundingMode))


def test_every_kind_of_penalty_has_a_reference() -> None:
    assert set(penalties.APPLIES) == choices(Penalty, "applies")
    assert set(penalties.LEADS) == choices(Consequence, "then")
    assert {card for one in choices(Penalty, "card") for card in get_args(one)} == set(penalties.CARDS)


def test_every_ruling_on_a_part_has_a_reference() -> None:
    assert set(part_rulings.RULINGS) == set(get_args(facts_rulings.Ruling))
    assert set(part_rulings.ONS) == set(get_args(facts_rulings.PartKind))


def test_every_state_of_an_entry_was_looked_at() -> None:
    assert set(get_args(facts_rulings.EntryState)) == {
        "competing", "not_started", "not_finished", "disqualified", "withdrawn",
    }  # fmt: skip


def test_every_kind_of_fact_was_looked_at() -> None:
    assert {fact.__name__ for fact in get_args(facts.Fact)} - FACTS == set()
