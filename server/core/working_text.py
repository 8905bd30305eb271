"""A working as lines of text, in Chinese or in English: for a result list, a review, an appeal."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Literal

from server.core.boxes import NOT_ATTEMPTED
from server.core.exact import Rounding
from server.core.points import YES
from server.core.scheme import TOTAL
from server.core.steps import Step

Language = Literal["zh", "en"]

_KEPT = {
    "left_out": ("（合议后不计）", " (settled by agreement)"),
    "dropped_low": ("（最低分，去掉）", " (lowest, dropped)"),
    "dropped_high": ("（最高分，去掉）", " (highest, dropped)"),
    "counts": ("", ""),
}
_RULES = {
    "mean": ("{marks} 个分数的平均", "mean of {marks}"),
    "agreed": ("{marks} 个分数，合议取一致值", "{marks} marks that have to agree"),
    "median": ("{marks} 个分数的中位数", "median of {marks}"),
    "trimmed_mean": (
        "{marks} 个分数，去掉 {high} 个最高、{low} 个最低后的平均",
        "{marks} marks, mean without {high} highest and {low} lowest",
    ),
}
_VOIDS = {
    "veto": ("否决：{title}", "void: {title}"),
    "cut_off": ("超过停止时间作废：{title}", "void, past the cut-off: {title}"),
    "tries": ("有效试次不足，作废：{title}", "void, too few tries that count: {title}"),
    "gate": ("未过门槛：{title}", "gate missed: {title}"),
    "penalty": ("判罚作废：{title}", "void by a penalty: {title}"),
}
_MODES = {
    "half_up": ("四舍五入", "half up"),
    "half_even": ("四舍六入五成双", "half to even"),
    "down": ("截尾", "cut off"),
    "floor": ("向下取整", "down"),
    "ceiling": ("向上取整", "up"),
}
STATES = {
    "waiting": ("未评", "not marked"),
    "marking": ("未评完", "incomplete"),
    "complete": ("已评完", "complete"),
    "not_started": ("未参赛", "did not start"),
    "not_finished": ("未完成", "did not finish"),
    "disqualified": ("取消资格", "disqualified"),
    "withdrawn": ("退赛", "withdrawn"),
}
_TICKS = {YES: ("是", "yes"), "no": ("否", "no")}
_STEPS = {
    "points": ("打分", "points"),
    "level": ("等级", "level"),
    "seconds": ("用时", "time used"),
    "start": ("起始分", "start"),
    "bonus": ("节时加分", "time saved"),
    "penalty": ("超时扣分", "time over"),
    "not_attempted": ("未做", "not attempted"),
    "mean": ("读数平均", "mean of the readings"),
    "limits": ("超限，本项不得分", "beyond the limits, worth nothing"),
    "zeroed": ("达到归零次数", "so many that nothing is left"),
}
_FIELD = (
    "{value} 在 {of} 个中列第 {place}，最好 {best}：{value_is}",
    "{value} is place {place} of {of}, the best {best}: {value_is}",
)
_BY = {
    "module": ("模块", "module"),
    "sub_criterion": ("子标准", "sub-criterion"),
    "aspect": ("评分点", "aspect"),
    "reading": ("读数", "reading"),
    "decision": ("裁判长裁定", "chief judge's decision"),
    "faults": ("扣分次数", "faults"),
    "best_judge": ("最高裁判分", "best judge"),
    "worst_judge": ("最低裁判分", "worst judge"),
    "try": ("单次试做", "single try"),
    "exact": ("修约前总分", "unrounded total"),
    "carried": ("带入成绩", "carried over"),
}


def as_text(step: Step, language: Language) -> list[str]:
    """The working, one line for each step, deeper steps further in."""
    return [*_lines(step, 0 if language == "zh" else 1, "")]


def _lines(step: Step, tongue: int, indent: str) -> Iterator[str]:
    yield indent + _line(step, tongue)
    for inner in step.steps:
        yield from _lines(inner, tongue, indent + "  ")


def _line(step: Step, tongue: int) -> str:
    figures = step.figures
    value = shown(step.value)
    title = step.of if step.title is None else (step.title.zh, step.title.en)[tongue]
    colon = ("：", ": ")[tongue]
    match step.kind:
        case "total":
            total = figures.get("shown", "–")
            return f"{title}{colon}{total}{('，', ', ')[tongue]}{STATES[figures['state']][tongue]}"
        case "module" | "sub_criterion" | "aspect":
            return f"{title}{colon}{value}" + (f" / {figures['max']}" if "max" in figures else "")
        case "judge":
            typed = ", ".join(
                _typed(name, text, tongue) for name, text in figures.items() if name.startswith("mark.")
            )
            return f"{title}{colon}{typed} → {value}{_KEPT[figures['kept']][tongue]}"
        case "try":
            head = (f"第 {step.of} 次", f"try {step.of}")[tongue]
            left = ("（不计）", " (left out)")[tongue] if figures["kept"] == "left_out" else ""
            return f"{head}{colon}{value}{left}"
        case "part":
            return f"{_STEPS[step.of][tongue] if step.of in _STEPS else title}{colon}{value}"
        case "panel":
            return _panel(figures, tongue) + f"{colon}{value}{_wide(figures, tongue)}"
        case "agreed":
            return ("一致分", "agreed value")[tongue] + f"{colon}{value}（{figures['reason']}）"
        case "field":
            return _FIELD[tongue].format(
                **{name: shown(text) for name, text in figures.items()}, value_is=value
            )
        case "best_round":
            instead = ("本轮", "this round")[tongue] if not step.of else title
            return ("取最好一轮", "best round")[tongue] + f"{colon}{instead}{_changed(step, tongue)}"
        case "gate":
            return f"{title}{colon}{value} / {figures['minimum']} {_passed(figures['passed'], tongue)}"
        case "run":
            return _RUNS[figures["counts"]][tongue].format(run=step.of, **figures)
        case "ended":
            return f"{STATES[figures['state']][tongue]}{colon}{title}"
        case "tie_break":
            head = ("同分比较", "tie-break")[tongue]
            return f"{head}{colon}{_BY[figures['by']][tongue]} {_tied(step, tongue)}= {value or '–'}"
        case _:
            return _change(step, tongue, title) + f"{colon}{_signed(step.value)}"


def _typed(name: str, text: str, tongue: int) -> str:
    """What a judge wrote in one box; ticks are told in words."""
    if name.partition("@")[0] == f"mark.{NOT_ATTEMPTED}":
        return _STEPS[NOT_ATTEMPTED][tongue]
    return _TICKS[text][tongue] if text in _TICKS else text


def _tied(step: Step, tongue: int) -> str:
    """The part that a tie-break looked at, and which of its tries; nothing where it looked at the total."""
    title = None if step.of == TOTAL or step.title is None else (step.title.zh, step.title.en)[tongue]
    place = step.figures.get("place")
    which = "" if place is None else ("第 {} 好 ", "no. {} ")[tongue].format(place)
    return which if title is None else f"{title} {which}"


def _panel(figures: Mapping[str, str], tongue: int) -> str:
    """How a panel's marks became one, with what was put in for missing marks and what was not dropped after all."""
    said = _RULES["mean" if "together" in figures else figures["rule"]][tongue].format(**figures)
    if "filled" in figures:
        many = figures["filled"]
        said += (f"，缺 {many} 个以其余平均代替", f", {many} missing at the mean of the others")[tongue]
    if "together" in figures:
        said += ("，有效分相差过大，全部平均", ", too far apart to drop any")[tongue]
    return said


def _wide(figures: Mapping[str, str], tongue: int) -> str:
    return (" （分差过大）", " (too far apart)")[tongue] if "lowest" in figures else ""


def _changed(step: Step, tongue: int) -> str:
    return "" if step.value == "0" else ("（", " (")[tongue] + _signed(step.value) + ("）", ")")[tongue]


def _change(step: Step, tongue: int, title: str) -> str:
    """The name of a step that changes a sum."""
    figures = step.figures
    match step.kind:
        case "ruling":
            return _RULINGS[figures["ruling"]][tongue].format(**figures)
        case "penalty":
            return _penalty(figures, tongue, title)
        case "void":
            return _VOIDS[figures["by"]][tongue].format(title=title)
        case "difficulty":
            usual = ("（未申报）", " (none declared)")[tongue] if figures["declared"] == "no" else ""
            return ("难度系数", "difficulty")[tongue] + f" × {figures['factor']}{usual}"
        case "best_module":
            return ("取最好一次：", "best attempt: ")[tongue] + title
        case "own_share":
            return ("本轮计 {percent}%", "this round counts {percent} %")[tongue].format(**figures)
        case "carried":
            return _carried(figures, tongue).format(title=title, **figures)
        case "weight":
            return ("折算 {max} → {weight}", "weighted {max} → {weight}")[tongue].format(**figures)
        case "rounding":
            mode = _MODES[figures["mode"]][tongue]
            return ("{mode}到 {places} 位小数", "rounded {mode}, {places} places")[tongue].format(
                mode=mode, places=figures["places"]
            )
        case _:
            ends = ", ".join(figures[name] for name in ("floor", "cap") if name in figures)
            return (f"限值（{ends}）", f"limit ({ends})")[tongue]


_RULINGS = {
    "full": ("统一裁定：给满分（{reason}）", "ruling: full marks for all ({reason})"),
    "struck": ("统一裁定：对所有人不计（{reason}）", "ruling: struck for all ({reason})"),
    "scaled": ("统一裁定：其余部分按 {factor} 倍折算", "ruling: the rest counts {factor} times"),
}
_RUNS = {
    "last": ("重赛（{reason}）：以第 {run} 次为准", "re-run ({reason}): run {run} counts"),
    "best": (
        "重赛（{reason}）：共 {number} 次，取最好的第 {run} 次",
        "re-run ({reason}): of {number} runs the best counts, run {run}",
    ),
}
_CARDS = {"yellow": ("黄牌", "yellow card"), "red": ("红牌", "red card")}


def _penalty(figures: Mapping[str, str], tongue: int, title: str) -> str:
    """Its kind, its card and its reason; one that follows from others says so."""
    asides = [_CARDS[figures["card"]][tongue]] if "card" in figures else []
    asides.append(figures["reason"] if "reason" in figures else ("累计所致", "follows from others")[tongue])
    return ("判罚：{}（{}）", "penalty: {} ({})")[tongue].format(title, ("，", ", ")[tongue].join(asides))


def _carried(figures: Mapping[str, str], tongue: int) -> str:
    """What comes from an earlier round, by its own total there."""
    if "total" not in figures:
        return ("带入{title}：无成绩", "from {title}: no result")[tongue]
    if figures["percent"] == "100":
        return ("带入{title}", "carried over from {title}")[tongue]
    return ("带入{title} {total} 的 {percent}%", "{percent} % of the {total} from {title}")[tongue]


def _passed(passed: str, tongue: int) -> str:
    return ("通过", "passed")[tongue] if passed == "yes" else ("未过", "missed")[tongue]


def shown(value: str) -> str:
    """
    A number for reading: a fraction also as a decimal.

    >>> shown("12.5"), shown("31/3")
    ('12.5', '31/3 ≈ 10.3333')
    """
    return f"{value} ≈ {Rounding(4).apply(Fraction(value))}" if "/" in value else value


def _signed(value: str) -> str:
    return shown(value if value.startswith("-") else f"+{value}")
