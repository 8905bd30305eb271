"""The sheets of a scheme's workbook by name, and what a heading of theirs is. Data, no behaviour."""

from __future__ import annotations

from typing import NamedTuple


class Heading(NamedTuple):
    """A column in both languages, what it means, and what else people call it."""

    zh: str
    en: str
    about_zh: str
    about_en: str
    also: tuple[str, ...] = ()


_ASPECTS = "modules.sub_criteria.aspects"

SHEETS: dict[str, tuple[str, ...]] = {
    # name: sheet zh, sheet en, one of them zh, en, what else the sheet is called
    "": ("评分标准", "Scheme", "评分标准", "Scheme", "总则", "基本信息", "head"),
    "modules": ("模块", "Modules", "模块", "Module", "module"),
    "modules.sub_criteria": ("子标准", "Sub-criteria", "子标准", "Sub-criterion", "sub-criterion"),
    _ASPECTS: ("评分点", "Aspects", "评分点", "Aspect", "评分细则", "aspect"),
    f"{_ASPECTS}.rule.benchmarks": ("等级描述", "Benchmarks", "等级描述", "Benchmark", "benchmark"),
    f"{_ASPECTS}.rule.quantities": ("测量项", "Quantities", "测量项", "Quantity", "quantity"),
    f"{_ASPECTS}.rule.scored.bands": ("分档", "Bands", "分档", "Band", "band"),
    f"{_ASPECTS}.rule.levels": ("等级", "Levels", "等级", "Level", "rubric"),
    f"{_ASPECTS}.rule.scored.knots": ("插值节点", "Knots", "插值节点", "Knot", "knot"),
    f"{_ASPECTS}.rule.scored.factors": ("系数", "Factors", "系数", "Factor", "factor"),
    f"{_ASPECTS}.rule.faults": ("计数项", "Counted items", "计数项", "Counted item", "faults"),
    f"{_ASPECTS}.rule.items": ("检查项", "Check items", "检查项", "Check item", "items"),
    f"{_ASPECTS}.rule.compared.ranks": ("名次分", "Points by place", "名次分", "Place", "places"),
    f"{_ASPECTS}.panel.apart": ("评分点有效分差", "Aspect marks apart", "评分点有效分差", "Step"),
    "modules.panel.apart": ("有效分差", "Marks apart", "有效分差", "Step"),
    "sections": ("标准章节", "Sections", "标准章节", "Section", "wsos"),
    "gates": ("门槛", "Gates", "门槛", "Gate", "gate"),
    "tie_breaks": ("同分规则", "Tie-breaks", "同分规则", "Tie-break", "tie-break"),
    "penalties": ("判罚", "Penalties", "判罚", "Penalty", "penalty", "罚则"),
}

ROUND_ZH, ROUND_EN = "保留几位小数（0～6）", "How many decimal places are kept (0 to 6)"
MODE_ZH, MODE_EN = "末位怎样取舍，常用四舍五入", "Which way the last place goes; usually half up"
