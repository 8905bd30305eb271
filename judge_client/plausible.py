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
    against = part["direction"] == "low"
    return {
        aspect["id"]: aspect_mark(aspect, part["fields"][aspect["id"]], skill, judge, random, against=against)
        for sub in part["module"]["sub_criteria"]
        for aspect in sub["aspects"]
    }


def aspect_mark(
    aspect: Json, fields: list[Json], skill: float, judge: Judge, random: Random, *, against: bool = False
) -> dict[str, str]:
    """
    A complete mark for one aspect, every try of it.

    :param against: the lower result wins, so that points are nothing anybody wants
    """
    if not aspect.get("tries"):
        return _try_mark(aspect, fields, skill, judge, random, against=against)
    mark: dict[str, str] = {}
    each = len(fields) // int(aspect["tries"]["count"])
    for start in range(0, len(fields), each):
        own = fields[start : start + each]
        ids = {field["id"].partition("@")[0]: field["id"] for field in own}
        plain = [field | {"id": name} for name, field in zip(ids, own, strict=True)]
        made = _try_mark(aspect, plain, skill, judge, random, against=against)
        mark |= {ids[name]: text for name, text in made.items()}
    return mark


def _try_mark(
    aspect: Json, fields: list[Json], skill: float, judge: Judge, random: Random, *, against: bool = False
) -> dict[str, str]:
    rule = aspect["rule"]
    form = min(1.0, max(0.0, random.gauss(skill, 0.09)))  # the day's luck on this line
    match rule["kind"]:
        case "judgement" | "points" | "rubric" | "imported":
            seen = random.gauss(form - judge.severity, judge.unsteady)
            return {f["id"]: _share(f, seen) for f in fields}
        case "measurement":
            return _readings(rule, fields, form, random, against=against)
        case "count":
            return {f["id"]: _count(rule, f, form, random, against=against) for f in fields}
        case "relative":
            return {f["id"]: _value(rule, f, form, random) for f in fields}
        case "time":
            return {"seconds": _seconds(rule, fields[0], form, random)}
        case "yes_no":
            return {
                i["id"]: _choice(Decimal(i["points"]), form, random, against=against) for i in rule["items"]
            }
        case _:
            return {"fault": "yes" if random.random() < 0.02 * (1.0 - form) else "no"}


def _share(field: Json, share: float) -> str:
    low, high = Decimal(field["low"]), Decimal(field["high"])
    return _spelled(float(low) + share * float(high - low), field)


def _choice(points: Decimal, form: float, random: Random, *, against: bool) -> str:
    good = random.random() < 0.45 + 0.54 * form
    wanted = (points < 0) == against
    return "yes" if good == wanted else "no"


def _readings(
    rule: Json, fields: list[Json], form: float, random: Random, *, against: bool
) -> dict[str, str]:
    mark = {}
    for quantity in rule["quantities"]:
        centre, spread = _aim(rule, quantity, against=against)
        for box in (f for f in fields if f["id"] in (quantity["id"], *_numbered(quantity))):
            off = random.gauss(0.0, spread * (1.35 - form))
            if centre == float(quantity["low"]):  # nothing is best: undercut, misalignment
                off = max(0.0, abs(off) - 0.4 * spread)
            mark[box["id"]] = _spelled(centre + off, box)
    return mark


def _numbered(quantity: Json) -> list[str]:
    return [f"{quantity['id']}.{n}" for n in range(1, int(quantity["readings"]) + 1)]


def _aim(rule: Json, quantity: Json, *, against: bool) -> tuple[float, float]:
    """What a good worker reaches for, and by how much a middling one misses it."""
    if quantity["nominal"] is not None:
        sides = [Decimal(quantity[side]) for side in ("plus", "minus") if quantity[side] is not None]
        return float(quantity["nominal"]), float(max([*sides, 3 * Decimal(quantity["step"])]))
    low, high = Decimal(quantity["low"]), Decimal(quantity["high"])
    if rule["scored"]["by"] == "interpolation":
        return _aim_at_knots(rule["scored"]["knots"])
    bands = rule["scored"]["bands"] if rule["scored"]["by"] == "bands" else []
    bounds = [_bounds(band, quantity) for band in bands]
    if not bounds:
        return float(low + high) / 2, float(high - low) / 8
    widest = max([end for _, end in bounds if end < high], default=high)
    pick = min if against else max
    best = pick(range(len(bands)), key=lambda n: Decimal(bands[n]["points"]))
    start, end = bounds[best]
    spread = max(min(end, widest) - start, (widest - start) / 3, Decimal(quantity["step"]))
    return (float(low), float(spread)) if start == low else (float(start + end) / 2, float(spread) / 3)


def _aim_at_knots(knots: list[Json]) -> tuple[float, float]:
    """The knot with the most points, and the distance to the next."""
    best = max(range(len(knots)), key=lambda n: Decimal(knots[n]["points"]))
    near = knots[best - 1] if best else knots[1]
    return float(knots[best]["at"]), float(abs(Decimal(knots[best]["at"]) - Decimal(near["at"])))


def _bounds(band: Json, quantity: Json) -> tuple[Decimal, Decimal]:
    """From where to where a band reaches for one quantity; open ends are those of its range."""
    low, high = Decimal(quantity["low"]), Decimal(quantity["high"])
    for within in (one for one in band["when"] if one["quantity"] == quantity["id"]):
        starts = [Decimal(within[end]) for end in ("at_least", "above") if within[end] is not None]
        ends = [Decimal(within[end]) for end in ("at_most", "below") if within[end] is not None]
        low, high = max([low, *starts]), min([high, *ends])
    return low, high


def _count(rule: Json, field: Json, form: float, random: Random, *, against: bool) -> str:
    fault = next(f for f in rule["faults"] if f["id"] == field["id"])
    points = Decimal(fault["points"])
    most = int(Decimal(field["high"]))
    if points > 0 and not against:  # pieces done
        if _is_rest(rule, points * most):
            return str(random.randint(0, most))
        return str(min(most, max(0, round(form * min(most, 12)))))
    if (
        fault["zero_from"] == 1
    ):  # it leaves nothing of all that was done: as rare as what is meant to end a try
        return str(int(random.random() < 0.2 * (1.0 - form)))
    return str(min(most, sum(random.random() < 0.55 * (1.0 - form) for _ in range(3))))


def _is_rest(rule: Json, most: Decimal) -> bool:
    """
    Whether all that a counter can give is less than one piece of another: sheets of an unfinished bundle, say.

    How far the last piece came when the time was up is chance, and follows from nothing that was done before.
    """
    return any(most < Decimal(other["points"]) for other in rule["faults"])


def _seconds(rule: Json, field: Json, form: float, random: Random) -> str:
    limit = rule["limit"] or rule["cut_off"]
    usual = float(limit) if limit is not None else 240.0
    if rule["scored"] == "elapsed":
        usual *= 0.55  # the cut-off ends the run of somebody lost; most are far below it
    return _spelled(usual * (1.22 - 0.45 * form) + random.uniform(0.0, usual * 0.02), field)


def _value(rule: Json, field: Json, form: float, random: Random) -> str:
    """A value to be compared with others: near the limit where there is one, else inside the range."""
    low, high, limit = float(field["low"]), float(field["high"]), rule["compared"].get("limit")
    usual = float(limit) if limit is not None else low + min(high - low, 7200.0) / 2
    share = 1.22 - 0.45 * form if rule["order"] == "low" else 0.78 + 0.45 * form
    return _spelled(usual * share + random.uniform(0.0, usual * 0.02), field)


def _spelled(value: float, field: Json) -> str:
    """The nearest text the field accepts."""
    low, high, step = Decimal(field["low"]), Decimal(field["high"]), Decimal(field["step"])
    first = -(-low // step)  # the lowest whole multiple of the step that is not below `low`
    steps = round(Decimal(str(round(value, 6))) / step)
    kept = min(high // step, max(first, Decimal(steps)))
    text = f"{kept * step:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
