"""One entry's sheets become its result: aspects, sub-criteria, modules, gates, total. Ranks stand in `standings.py`.

Exact all the way. What is rounded is what the scheme names: a panel's value, a module, the total; the published
total is the rounded one, and that is what is ranked.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Literal, NamedTuple

from server.core.amounts import EXACT, fraction
from server.core.brought import together
from server.core.exact import exact_sum
from server.core.facts_rulings import EntryState
from server.core.facts_sheet import Marks
from server.core.given import NOTHING, Given
from server.core.ids import AspectId, ModuleId, OfficialId
from server.core.part_rulings import NOTHING_RULED, Ruled, ruled
from server.core.penalties import NONE, Charges, charges
from server.core.recusal import judging
from server.core.runs import counting
from server.core.scheme import Gate, Scheme, TieBreak
from server.core.seats import seated
from server.core.tally import Spread, Tally, Why, within
from server.core.tie_breaks import part_points, tie_value

ResultState = Literal[
    "waiting", "marking", "complete", "not_started", "not_finished", "disqualified", "withdrawn"
]
"""`waiting`: no sheet is in; `marking`: some are; `complete`: all of every panel are. The others end an entry."""

_GROUPS: Mapping[str, int] = {
    "unranked": 1,
    "marking": 1,
    "complete": 1,
    "waiting": 2,
    "not_finished": 3,
    "withdrawn": 4,
    "not_started": 5,
    "disqualified": 6,
}


@dataclass(frozen=True, slots=True)
class ModuleResult:
    """
    What an entry has in one module.

    `points` are exact, before the weight; `counted` is what goes into the total, `total` the same as shown.
    `aspects` and `subs` hold the points as they count, after vetoes and gates.
    """

    points: Fraction
    counted: Fraction
    total: Decimal
    sheets_in: int
    sheets_due: int
    void: bool
    why: tuple[Why, ...]
    subs: Mapping[str, Fraction]
    aspects: Mapping[AspectId, Fraction]


@dataclass(frozen=True, slots=True)
class Result:
    """
    An entry's result. `total` is the published figure, None where there is none to show.

    `key` sorts results: it begins with the group (0: takes a rank), then the total, then the tie-breaks, better
    ones first; equal keys share a rank. `ties` are the tie-break values, None where nothing was read. `penalised` is
    what the penalties changed in the total, None where there are none or there is no total with and without them. `own`
    is the total of this round alone, which later rounds may carry over.
    """

    exact: Fraction
    total: Decimal | None
    modules: Mapping[ModuleId, ModuleResult]
    marked: bool
    complete: bool
    state: ResultState
    ties: tuple[Fraction | None, ...]
    spreads: tuple[Spread, ...]
    why: tuple[Why, ...]
    key: tuple[object, ...]
    charges: Charges = NONE
    penalised: Decimal | None = None
    own: Decimal | None = None

    @property
    def ranked(self) -> bool:
        """Whether this result takes a rank as it stands."""
        return self.key[0] == 0


def result_of(
    scheme: Scheme,
    sheets: Mapping[ModuleId, Mapping[OfficialId, Marks]],
    judges: Mapping[ModuleId, Sequence[OfficialId]],
    given: Given = NOTHING,
) -> Result:
    """An entry's result from the sheets that are in; only judges on the panel count, missing ones are left out."""
    with localcontext(EXACT):
        charged = charges(scheme, given.penalties)
        parts = ruled(scheme, given.parts)
        tallies = tallied(scheme, sheets, judges, given, charged, parts)
        missed = [gate.place for gate in close_gates(scheme, tallies) if not gate.passed]
        why = [Why("gate", str(place)) for place in missed]
        why += [Why("veto", veto.id) for tally in tallies for veto in tally.found("entry")]
        why += [] if charged.out is None else [Why("penalty", charged.out)]
        modules = {tally.module.id: _module_result(scheme, tally) for tally in tallies}
        exact = own_exact(scheme, modules, charged, parts)
        ties = tuple(
            tie_value(tie, tallies, exact, given, scheme.result.direction) for tie in scheme.tie_breaks
        )
    effects = {scheme.gates[place].then for place in missed}
    settled = {module.id for module in scheme.modules if parts.settles(module)}
    marked = len(settled) == len(modules) or any(tally.sheets for tally in tallies)
    complete = all(
        id_ in settled or 0 < module.sheets_due <= module.sheets_in for id_, module in modules.items()
    )
    ended = _state(
        scheme,
        given.state,
        modules,
        out="disqualified" in effects or any(one.by in ("veto", "penalty") for one in why),
    )
    now: ResultState = ended or ("complete" if complete else "marking" if marked else "waiting")
    own = scheme.result.rounding.apply(exact) if marked and _shows_total(scheme, now) else None
    whole = _over_rounds(scheme, given, own, exact, now)
    total = None if whole is None else scheme.result.rounding.apply(whole)
    return Result(
        exact=exact if whole is None else whole,
        total=total,
        modules=modules,
        marked=marked,
        complete=complete,
        state=now,
        ties=ties,
        spreads=tuple(spread for tally in tallies for spread in tally.spreads),
        why=tuple(why),
        key=_key(
            scheme,
            now,
            total,
            ties,
            marked=marked,
            over_rounds=given.best_round and total is not None,
            barred="unranked" in effects,
        ),
        charges=charged,
        penalised=_penalised(total, result_of(scheme, sheets, judges, replace(given, penalties=())))
        if charged.charged
        else None,
        own=own,
    )


def _penalised(total: Decimal | None, without: Result) -> Decimal | None:
    return None if total is None or without.total is None else total - without.total


def modules_exact(
    scheme: Scheme, modules: Mapping[ModuleId, ModuleResult], parts: Ruled = NOTHING_RULED
) -> Fraction:
    """What the modules come to, exact: their sum, scaled up for modules that were struck, or the best attempt."""
    if scheme.result.take == "sum":
        return exact_sum(module.counted for module in modules.values()) * parts.total_factor(scheme)
    best = max if scheme.result.direction == "high" else min
    made = attempts(scheme, modules, parts)
    return best((modules[one].counted for one in made), default=Fraction(0))


def attempts(
    scheme: Scheme, modules: Mapping[ModuleId, ModuleResult], parts: Ruled = NOTHING_RULED
) -> list[ModuleId]:
    """The modules of which the best may count: those that are marked or settled, not struck and not void."""
    return [
        one.id
        for one in scheme.modules
        if not modules[one.id].void
        and not parts.gone(one.aspects())
        and (modules[one.id].sheets_in or parts.settles(one))
    ]


def own_exact(
    scheme: Scheme,
    modules: Mapping[ModuleId, ModuleResult],
    charged: Charges = NONE,
    parts: Ruled = NOTHING_RULED,
) -> Fraction:
    """The result of this round, exact: the modules with the penalties on the total, not below its floor."""
    summed = modules_exact(scheme, modules, parts)
    return within(charged.applied(summed, scheme.max, "total"), scheme.result.floor, None)


def _over_rounds(
    scheme: Scheme, given: Given, own: Decimal | None, exact: Fraction, now: ResultState
) -> Fraction | None:
    """The exact result with what earlier rounds brought; None where none is shown."""
    if not given.brought:
        return None if own is None else exact
    if now in ("not_started", "disqualified", "withdrawn"):
        return None
    begun = now in ("waiting", "marking") and scheme.result.live == "running"
    found = together(own, given, scheme.result.direction, begun=begun or now == "not_finished")
    return None if found is None else found.exact


def tallied(
    scheme: Scheme,
    sheets: Mapping[ModuleId, Mapping[OfficialId, Marks]],
    judges: Mapping[ModuleId, Sequence[OfficialId]],
    given: Given = NOTHING,
    charged: Charges = NONE,
    parts: Ruled = NOTHING_RULED,
) -> list[Tally]:
    """Every module added up on its own, with its penalties and rulings; inside the `EXACT` context."""
    tallies = []
    for module in scheme.modules:
        again = given.runs.get(module.id)
        every = [(1 if again is None else again.number, sheets.get(module.id, {}))]
        every = every if again is None else [*again.earlier, *every]
        some = []
        for number, there in every:
            panel = seated(judges.get(module.id, ()), given.before.get(module.id, {}), there)
            named = judging(panel, given.recused)
            counted = [(judge, there[judge]) for judge in named if judge in there]
            due = len(named) or module.panel_size
            some.append(Tally(module, counted, due, given, charged, parts, number))
        tallies.append(
            some[0] if len(some) == 1 else counting(some, high_wins=scheme.result.direction == "high")
        )
    return tallies


class GateSeen(NamedTuple):
    """A gate that was looked at, by its place in the scheme, with the points that were there."""

    place: int
    points: Fraction
    passed: bool


def close_gates(scheme: Scheme, tallies: list[Tally]) -> list[GateSeen]:
    """
    Void what stands behind each gate that was missed, in the order of the scheme.

    A gate is looked at once its own module has a sheet: before that nobody has failed it.
    """
    seen = []
    for place, gate in enumerate(scheme.gates):
        points = part_points(gate.of, tallies)
        if points is None or _gone(gate.of, tallies):
            continue
        seen.append(GateSeen(place, points, points >= gate.minimum))
        if not seen[-1].passed and gate.then == "void":
            _void_behind(gate, Why("gate", str(place)), tallies)
    return seen


def _gone(part: str, tallies: list[Tally]) -> bool:
    """Whether a module or sub-criterion was struck for all, so that nobody can reach anything in it."""
    for tally in tallies:
        if tally.module.id == part:
            return tally.ruled.gone(tally.module.aspects())
        for sub in tally.module.sub_criteria:
            if sub.id == part:
                return tally.ruled.gone(sub.aspects)
    return False


def _void_behind(gate: Gate, why: Why, tallies: list[Tally]) -> None:
    for tally in tallies:
        if tally.module.id in gate.voids:
            tally.void([why])
        for sub in [sub for sub in tally.subs if sub in gate.voids]:
            tally.void_sub(sub, why)


def _module_result(scheme: Scheme, tally: Tally) -> ModuleResult:
    counted = tally.counted()
    return ModuleResult(
        points=tally.points,
        counted=counted,
        total=(tally.module.rounding or scheme.result.rounding).apply(counted),
        sheets_in=tally.progress[0],
        sheets_due=tally.progress[1],
        void=bool(tally.why),
        why=tuple(tally.why),
        subs=tally.subs,
        aspects=tally.aspects,
    )


def _state(
    scheme: Scheme, state: EntryState, modules: Mapping[ModuleId, ModuleResult], *, out: bool
) -> ResultState | None:
    """What ends the entry, None while it simply competes; `out` where a veto or a gate disqualifies it."""
    if state != "competing":
        return state
    if out:
        return "disqualified"
    if scheme.result.direction == "low" and _without_result(scheme, modules):
        return "not_finished"  # nought seconds for a void run would win
    return None


def _without_result(scheme: Scheme, modules: Mapping[ModuleId, ModuleResult]) -> bool:
    """Whether a void module leaves no result: any of them, or all where each is an attempt of its own."""
    void = [module.void for module in modules.values()]
    return all(void) if scheme.result.take == "best" else any(void)


def _shows_total(scheme: Scheme, state: ResultState) -> bool:
    """Half a time is no time: where entries are ranked when complete, there is no total before."""
    rule = scheme.result
    return (
        state == "complete"
        or (state == "marking" and rule.live == "running")
        or (state == "not_finished" and rule.direction == "high")
    )


def _key(
    scheme: Scheme,
    state: ResultState,
    total: Decimal | None,
    ties: tuple[Fraction | None, ...],
    *,
    marked: bool,
    over_rounds: bool,
    barred: bool,
) -> tuple[object, ...]:
    """
    By what an entry sorts; `barred` by a gate, it keeps its total behind those that have a rank.

    `over_rounds` says that the best of several rounds counts: who did not finish this one keeps an earlier result.
    """
    rule = scheme.result
    if total is None and state == "not_finished" and rule.not_finished == "by_ties" and marked and not barred:
        return (0, LAST, *_in_order(scheme, ties))
    if total is None or (state == "not_finished" and rule.not_finished == "unranked" and not over_rounds):
        return (_GROUPS[state],)
    if barred:
        return (_GROUPS["unranked"],)
    return (0, -total if rule.direction == "high" else total, *_in_order(scheme, ties))


LAST = Decimal("Infinity")
"""Where a total stands that there is not: behind every other."""


def _in_order(scheme: Scheme, ties: tuple[Fraction | None, ...]) -> Iterator[tuple[object, ...]]:
    return (_tie_key(tie, value) for tie, value in zip(scheme.tie_breaks, ties, strict=True))


def placed(scheme: Scheme, result: Result, place: Fraction | None) -> Result:
    """The result with its place in a tie that was decided, None for none; the decision is the last of the tie-breaks."""
    if not result.ranked or result.ties[-1] == place:
        return result
    key = (*result.key[:-1], _tie_key(scheme.tie_breaks[-1], place))
    return replace(result, ties=(*result.ties[:-1], place), key=key)


def _tie_key(tie: TieBreak, value: Fraction | None) -> tuple[object, ...]:
    """
    Sorts as the exact value does, nearly always without comparing fractions, which is slow.

    Unequal values mostly differ in the whole number in front; equal ones are one and the same object.
    """
    if value is None:
        return (1,)
    top, bottom = (-value.numerator if tie.order == "high" else value.numerator), value.denominator
    return (0, top * 10**6 // bottom, fraction(top, bottom))
