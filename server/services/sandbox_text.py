"""A round under another scheme, in words and as plain data. What moves is found in `sandbox.py`."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from server.core.refusals import Code
from server.core.scheme import Scheme
from server.core.text import Text
from server.core.working_text import STATES
from server.services.sandbox import Move, Replayed, Unplaced
from server.services.sandbox_fit import Unfit

WHY = {
    "module_gone": ("新标准没有这个模块", "the other scheme has no such module"),
    "aspect_gone": ("新标准没有这个评分点", "the other scheme has no such aspect"),
    "aspect_new": ("新标准新增，无人打分", "new in the other scheme, marked by nobody"),
    Code.MARK_MISSING: ("新标准要求填写的项没有填", "a box that the other scheme asks for is empty"),
    Code.MARK_UNKNOWN: ("新标准没有原来填写的项", "the other scheme has no such box"),
    Code.MARK_NOT_A_NUMBER: ("新标准要求填数", "the other scheme asks for a number"),
    Code.MARK_OUT_OF_RANGE: ("超出新标准的范围", "out of the other scheme's range"),
    Code.MARK_OFF_STEP: ("不合新标准的步长", "off the other scheme's step"),
    Code.MARK_NOT_A_CHOICE: ("新标准要求填“是”或“否”", "the other scheme asks for yes or no"),
}
WHY_UNFIT = {
    Code.PENALTY_UNKNOWN: ("新标准没有这种判罚", "the other scheme has no such penalty"),
    Code.PENALTY_AMOUNT_INVALID: ("数额不在新标准的范围内", "the amount is out of the other scheme's range"),
    Code.PENALTY_COUNT_REACHED: ("超过新标准允许的次数", "more often than the other scheme allows"),
    Code.PENALTY_NEEDS_MODULE: ("新标准要求写明模块", "the other scheme asks for a module"),
    Code.MODULE_UNKNOWN: (
        "新标准的这个模块没有或不设难度",
        "the other scheme has no such module or difficulty",
    ),
    Code.DIFFICULTY_INVALID: (
        "超出新标准的范围，按其通常值计",
        "out of the other scheme's range: its usual one counts",
    ),
}
NUMBERS_MAX = 8


def as_text(replay: Replayed) -> list[Text]:
    """What the other scheme would change, a line each: first who moves, then the marks that do not fit."""
    moved = [one for one in replay.moves if one.moved]
    other = [one for one in replay.moves if one.changed and not one.moved]
    lines = [_head(replay, len(moved), len(other))]
    lines += [_move(one) for one in [*moved, *other]]
    lines += [_unplaced(one, replay) for one in replay.unplaced]
    lines += [_unfit(one, replay) for one in replay.unfit]
    return lines


def as_data(replay: Replayed) -> dict[str, Any]:
    """The same for programs; numbers are texts."""
    return {
        "event": _both(replay.event),
        "round": _both(replay.round),
        "scheme": {"id": replay.scheme.id, "version": replay.scheme.version},
        "moved": sum(one.moved for one in replay.moves),
        "changed": sum(one.changed for one in replay.moves),
        "entries": [
            {
                "number": one.number,
                "rank": [one.rank_before, one.rank_after],
                "total": [_plain(one.total_before), _plain(one.total_after)],
                "state": [one.state_before, one.state_after],
            }
            for one in replay.moves
        ],
        "unplaced": [
            {
                "module": one.module,
                "aspect": one.aspect,
                "why": one.why,
                "sheets": one.sheets,
                "numbers": list(one.numbers),
            }
            for one in replay.unplaced
        ],
        "unfit": [
            {
                "what": one.what,
                "id": one.id,
                "why": one.why,
                "count": one.count,
                "numbers": list(one.numbers),
            }
            for one in replay.unfit
        ],
        "text": [_both(line) for line in as_text(replay)],
    }


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _head(replay: Replayed, moved: int, other: int) -> Text:
    many, version = len(replay.moves), replay.scheme.version
    if not moved and not other:
        return Text(
            f"{replay.event.zh} · {replay.round.zh}：按第 {version} 版，{many} 名选手的名次和总成绩都不变。",
            f"{replay.event.en} · {replay.round.en}: under version {version} all {many} keep rank and total.",
        )
    return Text(
        f"{replay.event.zh} · {replay.round.zh}：按第 {version} 版，{many} 名中 {moved} 名名次改变，"
        f"另有 {other} 名只是总成绩或状态改变。",
        f"{replay.event.en} · {replay.round.en}: under version {version}, {moved} of {many} change rank, "
        f"{other} more change total or state only.",
    )


def _title(one: Unplaced, scheme: Scheme) -> Text:
    """The name of the aspect, or of the module where all of it is meant."""
    module = next(module for module in scheme.modules if module.id == one.module)
    return next((aspect.title for aspect in module.aspects() if aspect.id == one.aspect), module.title)


def _move(one: Move) -> Text:
    zh, en = _ranks(one)
    total = f"{_shown(one.total_before)} → {_shown(one.total_after)}{_by(one)}"
    if one.state_before != one.state_after:
        states = [STATES[one.state_before], STATES[one.state_after]]
        zh += f"，{states[0][0]} → {states[1][0]}"
        en += f", {states[0][1]} → {states[1][1]}"
    return Text(f"{one.number}：{zh}；总成绩 {total}", f"{one.number}: {en}; total {total}")


def _ranks(one: Move) -> tuple[str, str]:
    before, after = one.rank_before, one.rank_after
    if before == after:
        return ("名次不变", "same rank") if after is None else (f"仍为第 {after} 名", f"still rank {after}")
    if before is None:
        return f"无名次 → 第 {after} 名", f"no rank → rank {after}"
    if after is None:
        return f"第 {before} 名 → 无名次", f"rank {before} → no rank"
    steps = abs(before - after)
    zh, en = ("升", "up") if after < before else ("降", "down")
    return f"第 {before} 名 → 第 {after} 名（{zh} {steps} 位）", f"rank {before} → {after} ({en} {steps})"


def _shown(value: Decimal | None) -> str:
    return "–" if value is None else f"{value:f}"


def _by(one: Move) -> str:
    if one.total_before is None or one.total_after is None or one.total_before == one.total_after:
        return ""
    return f" ({one.total_after - one.total_before:+f})"


def _unplaced(one: Unplaced, replay: Replayed) -> Text:
    name = _title(one, replay.scheme if one.why == "aspect_new" else replay.marked_by)
    zh, en = WHY[one.why]
    numbers = _numbers(one.numbers)
    return Text(
        f"不计入：{name.zh}，{zh}；{one.sheets} 张评分表，参赛号 {numbers}",
        f"left out: {name.en}, {en}; {one.sheets} sheets, numbers {numbers}",
    )


def _unfit(one: Unfit, replay: Replayed) -> Text:
    name = _unfit_name(one, replay.marked_by)
    zh, en = WHY_UNFIT[Code(one.why)]
    what = ("判罚", "penalties") if one.what == "penalty" else ("难度系数", "difficulties")
    numbers = _numbers(one.numbers)
    return Text(
        f"不计入：{what[0]}“{name.zh}”，{zh}；{one.count} 项，参赛号 {numbers}",
        f"left out: {what[1]} of {name.en}, {en}; {one.count} in all, numbers {numbers}",
    )


def _unfit_name(one: Unfit, scheme: Scheme) -> Text:
    """The title of the kind of penalty, or of the module that has the difficulty."""
    kinds = scheme.penalties if one.what == "penalty" else scheme.modules
    return next(kind.title for kind in kinds if kind.id == one.id)


def _numbers(numbers: Sequence[str]) -> str:
    return ", ".join(numbers[:NUMBERS_MAX]) + (" …" if len(numbers) > NUMBERS_MAX else "")
