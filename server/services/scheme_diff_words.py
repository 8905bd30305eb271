"""Parts and values of a scheme in words, for telling two versions apart; the names of fields are those of the workbook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from server.core.exact import Rounding
from server.core.rank_points import RankPoints
from server.core.rules import Band, Knot, Level, Limits, OverFactor, PerTime
from server.core.scheme import TOTAL, Apart, Difficulty, Gate, PanelRule, TieBreak, Tries
from server.core.text import Text
from server.services.scheme_files import decimal_text
from server.services.scheme_workbook_choices import CHOICES
from server.services.scheme_workbook_headings import HEADINGS

NONE = Text("无", "none")
_PARTS = {
    "modules": Text("模块", "module"),
    "sub_criteria": Text("子标准", "sub-criterion"),
    "aspects": Text("评分点", "aspect"),
    "quantities": Text("测量项", "quantity"),
    "faults": Text("计数项", "counted item"),
    "items": Text("检查项", "check item"),
    "penalties": Text("判罚", "penalty"),
    "sections": Text("标准章节", "standard section"),
}
_LABELS = {
    "panel": Text("裁判组规则", "panel rule"),
    "rounding": Text("修约", "rounding"),
    "rule": Text("评分方式", "kind of marking"),
    "scored": Text("计分方式", "way of scoring"),
    "bands": Text("分档", "bands"),
    "factors": Text("得分系数", "factors"),
    "knots": Text("插值点", "knots"),
    "levels": Text("等级", "levels"),
    "limits": Text("作废条件", "limits"),
    "tries": Text("试次", "tries"),
    "benchmarks": Text("等级描述", "benchmark texts"),
    "penalty": Text("超时扣分", "points for overtime"),
    "bonus": Text("提前加分", "points for time saved"),
    "gates": Text("门槛", "gates"),
    "tie_breaks": Text("同分规则", "tie-breaks"),
    "title": Text("名称", "title"),
    "compared": Text("比较方式", "way of comparing"),
    "ranks": Text("名次分", "points by place"),
    "difficulty": Text("难度系数", "difficulty"),
}
"""Fields that are told whole."""


def sentence(kind: str, where: Text, label: Text, old: Text, new: Text, name: Text | None) -> Text:
    """What happened, in one line of each language."""
    if kind == "added":
        return Text(f"新增{new.zh}：{where.zh}", f"Added {new.en}: {where.en}")
    if kind == "removed":
        return Text(f"删除{old.zh}：{where.zh}", f"Removed {old.en}: {where.en}")
    if kind == "moved" and name is not None:
        return Text(
            f"评分点“{name.zh}”由“{old.zh}”移到“{new.zh}”",
            f"Aspect “{name.en}” moved from “{old.en}” to “{new.en}”",
        )
    return Text(
        f"{where.zh}{'：' if where.zh else ''}{label.zh} {old.zh} → {new.zh}",
        f"{where.en}{': ' if where.en else ''}{label.en} {old.en} → {new.en}",
    )


def place(names: tuple[Text, ...]) -> Text:
    """
    The way to a part.

    >>> place((Text("墙体", "Wall"), Text("质量", "Quality"))).zh
    '墙体 › 质量'
    """
    return Text(" › ".join(name.zh for name in names), " › ".join(name.en for name in names))


def label(table: str, trail: tuple[str, ...]) -> Text:
    """What a field is called: as a whole, else as the workbook heads it, else by its own name."""
    if not trail:
        return Text("", "")
    if trail[-1] in _PARTS:
        return Text(f"{_PARTS[trail[-1]].zh}次序", f"order of {_PARTS[trail[-1]].en} rows")
    dotted = ".".join(trail)
    if dotted == "consequence.penalty":
        return Text("累计后另计的判罚", "penalty that is added")
    if dotted == "result.rounding":
        return Text("总分修约", "rounding of the total")
    if trail[-1] not in _LABELS or (trail[-1] == "scored" and "rule" not in trail):
        found = HEADINGS.get(f"{table}:{dotted}") or HEADINGS.get(dotted) or HEADINGS.get(trail[-1])
        if found is not None:
            return Text(found.zh, found.en[:1].lower() + found.en[1:])
    return _LABELS.get(trail[-1], Text(dotted, dotted))


def part(table: str, one: Any) -> Text:
    """A part that came or went, with what it is worth."""
    kind = _PARTS.get(table, Text(table, table))
    worth = getattr(one, "weight", None) or getattr(one, "max", None) or getattr(one, "points", None)
    if worth is None:
        return kind
    return Text(f"{kind.zh}（{decimal_text(worth)} 分）", f"{kind.en} ({decimal_text(worth)} points)")


def order(parts: Iterable[Any]) -> Text:
    """Parts in their order, by name."""
    titles = [one.title for one in parts]
    return Text("、".join(one.zh for one in titles), ", ".join(one.en for one in titles))


def both(old: Any, new: Any, trail: tuple[str, ...]) -> tuple[Text, Text]:
    """What stood there and what stands there; of a text that changed in one language, that language."""
    if isinstance(old, Text) and isinstance(new, Text) and old.en == new.en:
        old, new = Text(old.zh, old.zh), Text(new.zh, new.zh)
    elif isinstance(old, Text) and isinstance(new, Text) and old.zh == new.zh:
        old, new = Text(old.en, old.en), Text(new.en, new.en)
    return value(old, trail), value(new, trail)


def value(one: Any, trail: tuple[str, ...] = ()) -> Text:
    """A value in words."""
    if one is None:
        return NONE
    if isinstance(one, Decimal):
        return _same(decimal_text(one))
    if isinstance(one, str):
        return _choice(one, trail)
    if isinstance(one, Text):
        return Text(f"“{one.zh}”", f"“{one.en}”")
    if isinstance(one, tuple):
        told = [value(item, trail) for item in one]
        return Text("；".join(t.zh for t in told) or NONE.zh, "; ".join(t.en for t in told) or NONE.en)
    return _shape(one, trail) if is_dataclass(one) else _same(str(one))


def _same(text: str) -> Text:
    return Text(text, text)


def _choice(one: str, trail: tuple[str, ...]) -> Text:
    last = trail[-1] if trail else ""
    found = CHOICES.get(f"{last}:{one}") or CHOICES.get(one)
    return Text(*found) if found else _same(one)


def _shape(one: Any, trail: tuple[str, ...]) -> Text:
    if isinstance(one, Rounding):
        mode = _choice(one.mode, ("mode",))
        return Text(f"{one.places} 位小数、{mode.zh}", f"{one.places} places, {mode.en}")
    if isinstance(one, PanelRule):
        return _panel(one)
    if isinstance(one, TieBreak):
        by, way = _choice(one.by, ("by",)), _choice(one.order, ("order",))
        of = Text("全部", "everything") if one.of == TOTAL else _same(one.of)
        box = f".{one.field}" if one.field else f" #{one.place}" if one.by == "try" else ""
        if one.by in ("exact", "carried", "decision"):  # they look at nothing but the total
            return Text(f"{by.zh}（{way.zh}）", f"{by.en} ({way.en})")
        return Text(f"{by.zh} {of.zh}{box}（{way.zh}）", f"{by.en} {of.en}{box} ({way.en})")
    if isinstance(one, Gate):
        return _gate(one)
    if isinstance(one, Band):
        return _band(one)
    if isinstance(one, OverFactor):
        over, factor = decimal_text(one.over), decimal_text(one.factor)
        return Text(f"超差 ≤{over} 得 {factor} 倍", f"over by ≤{over} times {factor}")
    if isinstance(one, PerTime):
        return _per_time(one)
    return _smaller(one)


def _smaller(one: Any) -> Text:
    if isinstance(one, Knot):
        return _same(f"{decimal_text(one.at)}: {decimal_text(one.points)}")
    if isinstance(one, Level):
        points = decimal_text(one.points)
        return Text(f"{one.title.zh} {points} 分", f"{one.title.en} {points}")
    if isinstance(one, Tries):
        take = _choice(one.take, ("tries", "take"))
        return Text(f"{one.count} 次、{take.zh}", f"{one.count}, {take.en}")
    if isinstance(one, Limits):
        return _limits(one)
    if isinstance(one, RankPoints):
        return _place(one)
    if isinstance(one, Difficulty):
        low, high, step, usual = (decimal_text(end) for end in (one.low, one.high, one.step, one.usual))
        return Text(
            f"{low} 至 {high}、步长 {step}、未申报 {usual}",
            f"{low} to {high} in steps of {step}, {usual} if none",
        )
    return _any_shape(one)


def _place(one: RankPoints) -> Text:
    last = "" if one.last is None else str(one.last)
    places, points = (
        str(one.first) if one.last == one.first else f"{one.first}-{last}",
        decimal_text(one.points),
    )
    return Text(f"第 {places} 名 {points}", f"place {places}: {points}")


def _gate(gate: Gate) -> Text:
    least, gone = decimal_text(gate.minimum), ", ".join(gate.voids)
    if gate.then == "void":
        return Text(f"{gate.of} 不足 {least} 则 {gone} 作废", f"{gate.of} below {least} voids {gone}")
    then = Text("不排名", "not ranked") if gate.then == "unranked" else Text("取消资格", "disqualified")
    return Text(f"{gate.of} 不足 {least} 则{then.zh}", f"{gate.of} below {least}: {then.en}")


def _limits(limits: Limits) -> Text:
    zh, en = [], []
    if limits.out_max is not None:
        zh.append(f"超差多于 {limits.out_max} 处")
        en.append(f"more than {limits.out_max} readings out")
    if limits.over_max is not None:
        zh.append(f"超差大于 {decimal_text(limits.over_max)}")
        en.append(f"over by more than {decimal_text(limits.over_max)}")
    return Text("或".join(zh) or NONE.zh, " or ".join(en) or NONE.en)


def _panel(rule: PanelRule) -> Text:
    name = _choice(rule.rule, ("panel", "rule"))
    zh, en = name.zh, name.en
    if rule.rule == "trimmed_mean":
        zh += f"（去 {rule.drop_high} 个最高、{rule.drop_low} 个最低）"
        en += f" (drops {rule.drop_high} highest, {rule.drop_low} lowest)"
    if rule.rounding is not None:
        told = value(rule.rounding)
        zh, en = f"{zh}，{told.zh}", f"{en}, {told.en}"
    if rule.spread_limit is not None:
        limit = decimal_text(rule.spread_limit)
        zh, en = f"{zh}，允许分差 {limit}", f"{en}, spread at most {limit}"
    if rule.missing == "mean":
        zh, en = f"{zh}，缺分以其余平均代替", f"{en}, missing marks at the mean of the others"
    for step in rule.apart:
        told = _apart(step)
        zh, en = f"{zh}，{told.zh}", f"{en}, {told.en}"
    return Text(zh, en)


def _apart(step: Apart) -> Text:
    least, limit = decimal_text(step.at_least), decimal_text(step.limit)
    return Text(
        f"平均 {least} 起有效分相差超过 {limit} 则全部平均",
        f"from {least}: more than {limit} apart, none is dropped",
    )


def _band(band: Band) -> Text:
    told = []
    for one in band.when:
        bounds = [(">", one.above), ("≥", one.at_least), ("≤", one.at_most), ("<", one.below)]
        told += [f"{one.quantity} {sign}{decimal_text(end)}" for sign, end in bounds if end is not None]
    points, when = decimal_text(band.points), ", ".join(told)
    return Text(f"{when} 得 {points}", f"{when}: {points}")


def _per_time(per: PerTime) -> Text:
    each = _choice(per.each, ("each",))
    points, seconds = decimal_text(per.points), decimal_text(per.seconds)
    cap = "" if per.cap is None else decimal_text(per.cap)
    return Text(
        f"每 {seconds} 秒 {points} 分（{each.zh}{f'，封顶 {cap}' if cap else ''}）",
        f"{points} for each {seconds} s ({each.en}{f', at most {cap}' if cap else ''})",
    )


def _any_shape(one: Any) -> Text:
    """A shape nobody wrote words for: its kind, or its fields one after the other."""
    tag = getattr(one, "kind", None) or getattr(one, "by", None)
    if isinstance(tag, str):
        return _choice(tag, ("kind",) if hasattr(one, "kind") else ("by",))
    told = [f"{field.name} {value(getattr(one, field.name)).en}" for field in fields(one)]
    return _same(", ".join(told))
