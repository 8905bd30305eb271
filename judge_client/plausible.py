"""Plausible marks for rehearsals: from a seeded random source, an entry's skill and a judge's severity; no network.

The numbers serve simulations only: they never reach a result that people rely on, so floats may shape them. Every
text that leaves is spelled exactly, on the field's step and inside its range.
"""

from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

Json = dict[str, Any]
"""A part of the answer of `judge/work`, as it came over the wire."""

Marks = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Judge:
    """How a judge tends to mark: `severity` shifts judgements (0.05: a twentieth of the scale lower)."""

    severity: float
    unsteady: float

    @classmethod
    def drawn(cls, random: Random) -> "Judge":
        """A judge from a panel that was briefed together: small differences."""
        return cls(severity=random.gauss(0.0, 0.03), unsteady=abs(random.gauss(0.06, 0.02)))


def skill_of(seed: str, competition: str, code: str) -> float:
    """
    How well the entry behind a code works, 0..1; the same for every judge who sees it.

    Most are good, a few weak: a field that qualified for a competition.
    """
    return min(0.99, max(0.2, Random(f"{seed}/{competition}/{code}").gauss(0.78, 0.13)))


def sheet_marks(part: Json, skill: float, judge: Judge, random: Random) -> Marks:
    """Complete marks for one sheet; `part` is a module of `judge/work` with its fields."""
    marks: Marks = {}
    for sub in part["module"]["sub_criteria"]:
        for aspect in sub["aspects"]:
            marks[aspect["id"]] = aspect_mark(aspect, part["fields"][aspect["id"]], skill, judge, random)
    return marks


def aspect_mark(
    aspect: Json, fields: list[Json], skill: float, judge: Judge, random: Random
) -> dict[str, str]:
    """A complete mark for one aspect."""
    rule = aspect["rule"]
    form = min(1.0, max(0.0, random.gauss(skill, 0.09)))  # the day's luck on this line
    match rule["kind"]:
        case "judgement" | "points":
            seen = random.gauss(form - judge.severity, judge.unsteady)
            return {f["id"]: _share(f, seen) for f in fields}
        case "measurement":
            return {f["id"]: _reading(rule, f, form, random) for f in fields}
        case "count":
            return {f["id"]: _count(rule, f, form, random) for f in fields}
        case "time":
            return {"seconds": _seconds(rule, fields[0], form, random)}
        case "yes_no":
            return {f["id"]: "yes" if random.random() < 0.35 + 0.64 * form else "no" for f in fields}
        case _:
            return {"fault": "yes" if random.random() < 0.02 * (1.0 - form) else "no"}


def _share(field: Json, share: float) -> str:
    low, high = Decimal(field["low"]), Decimal(field["high"])
    return _spelled(float(low) + share * float(high - low), field)


def _reading(rule: Json, field: Json, form: float, random: Random) -> str:
    quantity = next(q for q in rule["quantities"] if field["id"] in (q["id"], *_numbered(q)))
    centre, spread = _aim(rule, quantity)
    off = random.gauss(0.0, spread * (1.35 - form))
    return _spelled(centre + (abs(off) if centre == float(quantity["low"]) else off), field)


def _numbered(quantity: Json) -> list[str]:
    return [f"{quantity['id']}.{n}" for n in range(1, int(quantity["readings"]) + 1)]


def _aim(rule: Json, quantity: Json) -> tuple[float, float]:
    """What a good worker reaches for, and by how much a middling one misses it."""
    if quantity["nominal"] is not None:
        sides = [Decimal(quantity[side]) for side in ("plus", "minus") if quantity[side] is not None]
        return float(quantity["nominal"]), float(max([*sides, 3 * Decimal(quantity["step"])]))
    bounds = _band_bounds(rule, quantity["id"])
    if not bounds:
        low, high = Decimal(quantity["low"]), Decimal(quantity["high"])
        return float(low + high) / 2, float(high - low) / 8
    best, widest = bounds[0], max(bounds)
    low = Decimal(quantity["low"])
    # small is good where the best band reaches down to nothing, as with undercut or misalignment
    centre = low if best <= (low + widest) / 2 else best
    return float(centre), float(max(widest - low, Decimal(quantity["step"])) / 2)


def _band_bounds(rule: Json, quantity: str) -> list[Decimal]:
    """The bounds the bands name for a quantity, those of the best band first."""
    bands = rule["scored"].get("bands", []) if rule["scored"]["by"] == "bands" else []
    ends = ("at_most", "below", "at_least", "above")
    return [
        Decimal(within[end])
        for band in bands
        for within in band["when"]
        if within["quantity"] == quantity
        for end in ends
        if within.get(end) is not None
    ]


def _count(rule: Json, field: Json, form: float, random: Random) -> str:
    fault = next(f for f in rule["faults"] if f["id"] == field["id"])
    most = min(int(Decimal(field["high"])), 12)
    if Decimal(fault["points"]) > 0 and not _counts_against(rule):
        return str(min(most, max(0, round(form * most))))
    tries = 3
    return str(min(most, sum(random.random() < 0.55 * (1.0 - form) for _ in range(tries))))


def _counts_against(rule: Json) -> bool:
    """Penalty seconds are positive points, and yet nobody wants them: such a count starts at nothing."""
    return Decimal(rule["start"]) == 0


def _seconds(rule: Json, field: Json, form: float, random: Random) -> str:
    limit = rule["limit"] or rule["cut_off"]
    usual = float(limit) if limit is not None else 240.0
    return _spelled(usual * (1.22 - 0.45 * form) + random.uniform(0.0, usual * 0.02), field)


def _spelled(value: float, field: Json) -> str:
    """The nearest text the field accepts."""
    low, high, step = Decimal(field["low"]), Decimal(field["high"]), Decimal(field["step"])
    first = -(-low // step)  # the lowest whole multiple of the step that is not below `low`
    steps = round(Decimal(str(round(value, 6))) / step)
    kept = min(high // step, max(first, Decimal(steps)))
    text = f"{kept * step:f}"
    return text.rstrip("0").rstrip(".") if "." in text and Decimal(text) == int(Decimal(text)) else text
