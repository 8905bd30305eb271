"""What a simulation found, in words and as plain data. The figures are gathered in `simulation.py`."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from server.core.exact import Rounding
from server.core.scheme import TOTAL, Scheme, TieBreak
from server.core.text import Text
from server.core.working import title_of
from server.services.scheme_workbook_choices import CHOICES
from server.services.simulation import AspectSeen, Level, Simulated

QUANTILES = (0, 10, 50, 90, 100)


def as_text(found: Simulated) -> list[Text]:
    """A line for each thing worth knowing."""
    return [*_ties(found), *_idle(found), *_reach(found), *_out(found)]


def as_data(found: Simulated) -> dict[str, Any]:
    """The same for programs; shares and totals are texts."""
    return {
        "scheme": {"id": found.scheme.id, "version": found.scheme.version},
        "entries": found.entries,
        "runs": found.runs,
        "seed": found.seed,
        "ties": [
            {
                "after": _key_name(found.scheme, n).zh if n else "total",
                "runs": level.runs,
                "entries_each_run": share(level.entries, found.runs),
                "top_three_runs": level.top,
            }
            for n, level in enumerate(found.levels)
        ],
        "decide_nothing": [
            {"aspect": one.aspect.id, "constant": one.constant, "tried_runs": found.looked}
            for one in found.idle()
        ],
        "aspects": [
            {"aspect": one.aspect.id, "full_marks": share(one.full, one.results)}
            for one in found.aspects.values()
        ],
        "max": None if found.scheme.max is None else f"{found.scheme.max:f}",
        "at_max": share(found.at_max(), len(found.totals)),
        "totals": {
            str(part): None if (value := found.quantile(part)) is None else f"{value:f}" for part in QUANTILES
        },
        "states": dict(sorted(found.states.items())),
        "text": [{"zh": line.zh, "en": line.en} for line in as_text(found)],
    }


def share(part: int, whole: int, places: int = 3) -> str:
    """A quotient, rounded half up; 0 of nothing is nought."""
    return f"{Rounding(places).apply(Fraction(part, whole or 1)):f}"


def percent(part: int, whole: int) -> str:
    """A share in percent, with one place."""
    return f"{Rounding(1).apply(Fraction(100 * part, whole or 1)):f}%"


def _ties(found: Simulated) -> list[Text]:
    lines = []
    for n, level in enumerate(found.levels):
        if _is_decision(found.scheme, n):
            break
        lines.append(_tied(found, level, _key_name(found.scheme, n)))
        if level.runs == 0:
            break
    if found.levels[-1].runs == 0:
        lines.append(Text("没有名次并列到最后。", "No rank stayed shared."))
    elif not found.scheme.tie_breaks:
        lines.append(
            Text(
                "评分标准没有同分规则，同分即并列。",
                "The scheme has no tie-breaks: equal totals share a rank.",
            )
        )
    for n, (before, after) in enumerate(pairwise(found.levels), 1):
        if before.entries and before.entries == after.entries and not _is_decision(found.scheme, n):
            name = _key_name(found.scheme, n)
            lines.append(
                Text(
                    f"注意：同分规则“{name.zh}”从未起作用。",
                    f"Note: the tie-break “{name.en}” never decided anything.",
                )
            )
    return lines


def _tied(found: Simulated, level: Level, name: Text) -> Text:
    each = share(level.entries, found.runs, 1)
    often = percent(level.runs, found.runs)
    top = percent(level.top, found.runs)
    return Text(
        f"{name.zh}之后仍相同：平均每场 {each} 名（{found.entries} 名中）；{often} 的场次出现，其中涉及前三名 {top}。",
        f"Still equal after {name.en}: {each} of {found.entries} entries a run; in {often} of the runs, "
        f"among the first three in {top}.",
    )


def _is_decision(scheme: Scheme, level: int) -> bool:
    """Whether what comes after so many levels is a person's decision: it is not tried out."""
    return level > 0 and scheme.tie_breaks[level - 1].by == "decision"


def _key_name(scheme: Scheme, level: int) -> Text:
    return Text("总成绩", "the total") if level == 0 else _tie_name(scheme, scheme.tie_breaks[level - 1])


def _tie_name(scheme: Scheme, tie: TieBreak) -> Text:
    title = _tied_by(tie, title_of(scheme, tie.of))
    order = Text("高者在前", "higher first") if tie.order == "high" else Text("低者在前", "lower first")
    return Text(f"{title.zh}（{order.zh}）", f"{title.en} ({order.en})")


def _tied_by(tie: TieBreak, title: Text) -> Text:
    """What a tie-break looks at: points and readings go by the name of their part."""
    if tie.by in ("module", "sub_criterion", "aspect", "reading"):
        return title
    by = Text(*(CHOICES.get(f"by:{tie.by}") or CHOICES[tie.by]))
    if tie.of == TOTAL:
        return by
    place = f" {tie.place}" if tie.by == "try" else ""
    return Text(f"{title.zh}·{by.zh}{place}", f"{title.en}, {by.en}{place}")


def _idle(found: Simulated) -> list[Text]:
    idle = found.idle()
    if not idle:
        return [Text("每个评分点都影响过名次。", "Every aspect decided a rank at least once.")]
    lines = [
        Text(
            f"{len(idle)} 个评分点在 {found.looked} 场中没有影响过任何名次：",
            f"Aspects that decided no rank in {found.looked} runs: {len(idle)}",
        )
    ]
    return lines + [_idle_line(one) for one in idle]


def _idle_line(one: AspectSeen) -> Text:
    zh, en = ("，得分人人相同", ", worth the same for everybody") if one.constant else ("", "")
    return Text(f"  {one.aspect.title.zh}{zh}", f"  {one.aspect.title.en}{en}")


def _reach(found: Simulated) -> list[Text]:
    figures = [found.quantile(part) for part in QUANTILES]
    if figures[0] is None:
        return [Text("没有任何成绩可排名。", "No result could be ranked.")]
    lowest, low, median, high, highest = [_shown(one) for one in figures]
    limit = found.scheme.max
    lines = [
        Text(
            f"总成绩：最低 {lowest}，10% 低于 {low}，中位 {median}，90% 低于 {high}，最高 {highest}。",
            f"Totals: lowest {lowest}, 10% below {low}, median {median}, 90% below {high}, highest {highest}.",
        )
    ]
    if limit is not None:
        reached = percent(found.at_max(), len(found.totals))
        lines.append(
            Text(
                f"满分 {limit:f}：{reached} 的成绩达到。",
                f"The maximum {limit:f} was reached by {reached} of the results.",
            )
        )
    return lines


def _shown(value: Decimal | None) -> str:
    return "–" if value is None else f"{value:f}"


def _out(found: Simulated) -> list[Text]:
    many = sum(found.states.values())
    words = {"disqualified": ("取消成绩", "disqualified"), "not_finished": ("未完成", "not finished")}
    return [
        Text(f"{zh}：{percent(found.states[state], many)}。", f"{en}: {percent(found.states[state], many)}.")
        for state, (zh, en) in words.items()
        if found.states[state]
    ]
