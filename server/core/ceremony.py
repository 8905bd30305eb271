"""The steps of a ceremony, from the last place to the first, and what may be seen after each; no screen stands here.

What is seen after n steps is computed anew from the list of steps: going back is asking for n - 1, and nothing of a
later step is ever part of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby, pairwise, takewhile
from typing import Literal, NamedTuple

from server.core.award_table import AwardId
from server.core.ids import EntryId, ModuleId

Beat = Literal["start", "call", "module", "place", "award", "call_up", "podium", "list"]
"""
What a step does: `call` names who is next, `module` turns over one module, `place` shows total and rank, `award` stops
at who gets a prize, `call_up` brings everyone with the same award onto the stage, `podium` and `list` end it.
"""
Finale = Literal["podium", "list", "both", "none"]
STOPS: frozenset[Beat] = frozenset({"award", "call_up", "podium", "list"})
"""Steps at which people walk, shake hands and are photographed."""
Hold = Literal["entry", "award_before", "award_after"]
"""Where a ceremony that goes on by itself waits for a hand: before an entry is called, before a stop, or at it."""
PODIUM = 3


@dataclass(frozen=True, slots=True)
class Final:
    """An entry's result as the ceremony will have shown it: rank, figures, and awards in the order of their table."""

    entry: EntryId
    rank: int
    shared: bool
    total: Decimal | None
    modules: Mapping[ModuleId, Decimal] = field(default_factory=dict)
    awards: tuple[AwardId, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """
    How a result list is revealed.

    `from_rank` begins at this rank, 0 at the last; `by_module` turns over module by module; `award_stops` gives every
    prize a stop of its own; `call_up` calls everyone with an award onto the stage once its last holder is known;
    `waiting_shown` lists by name who is still to come (an entry's row then glides from there to its rank); `holds` says
    where a ceremony that goes on by itself waits.
    """

    from_rank: int = 0
    by_module: bool = True
    award_stops: bool = True
    call_up: bool = False
    waiting_shown: bool = False
    finale: Finale = "podium"
    holds: tuple[Hold, ...] = ("award_after",)


@dataclass(frozen=True, slots=True)
class Known:
    """What everyone knew before: the order entries stood in, and figures that a frozen board showed."""

    order: tuple[EntryId, ...] = ()
    modules: Mapping[EntryId, Mapping[ModuleId, Decimal]] = field(default_factory=dict)


class Step(NamedTuple):
    """One step: what happens, to whom, and which module or award it is about ("" where about none)."""

    beat: Beat
    entries: tuple[EntryId, ...]
    of: str = ""


@dataclass(frozen=True, slots=True)
class Programme:
    """A whole ceremony: who is in it, best first, and its steps."""

    finals: tuple[Final, ...]
    steps: tuple[Step, ...]
    known: Known
    waiting_shown: bool
    award_stops: bool


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of an entry by now; None and empty where it is not."""

    entry: EntryId
    rank: int | None = None
    shared: bool = False
    total: Decimal | None = None
    modules: Mapping[ModuleId, Decimal] = field(default_factory=dict)
    awards: tuple[AwardId, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """
    What may be seen after `step` steps, and nothing more.

    `size` counts everyone in the ceremony. `placed` stands best first, `current` is being revealed, `waiting` is still
    to come (empty unless they are shown); `lit` are those the step is about, `of` its module or award.
    """

    step: int
    beat: Beat
    size: int
    placed: tuple[Row, ...] = ()
    current: tuple[Row, ...] = ()
    waiting: tuple[Row, ...] = ()
    lit: tuple[EntryId, ...] = ()
    of: str = ""


def programme(
    finals: Iterable[Final],
    modules: Sequence[ModuleId],
    awards: Sequence[AwardId],
    plan: Plan,
    known: Known | None = None,
) -> Programme:
    """
    The steps of a ceremony. Equal ranks are revealed together; the order in which `finals` come has no say.

    :param modules: in the order of the scheme
    :param awards: in the order of their table, the highest first
    """
    before = known or Known()
    found = sorted(finals, key=lambda one: (one.rank, one.entry))
    inside = tuple(one for one in found if plan.from_rank == 0 or one.rank <= plan.from_rank)
    groups = [tuple(group) for _, group in groupby(inside, key=lambda one: one.rank)]
    last_of = {award: _last_group(groups, award) for award in awards}
    steps: list[Step] = []
    for at in reversed(range(len(groups))):
        steps += _reveal(groups[at], modules, plan, before)
        if plan.call_up:
            ready = [award for award in awards if last_of[award] == at]
            steps += [_together(inside, award) for award in ready]
    steps += _finale(inside, plan.finale)
    return Programme(inside, tuple(steps), before, plan.waiting_shown, plan.award_stops)


def _last_group(groups: Sequence[Sequence[Final]], award: AwardId) -> int | None:
    """The group whose reveal completes an award: the best one that holds it."""
    return next((at for at, group in enumerate(groups) if any(award in one.awards for one in group)), None)


def _reveal(group: Sequence[Final], modules: Sequence[ModuleId], plan: Plan, known: Known) -> list[Step]:
    who = tuple(one.entry for one in group)
    steps = [Step("call", who)]
    if plan.by_module:
        steps += [Step("module", who, module) for module in modules if _is_news(group, module, known)]
    steps.append(Step("place", who))
    winners = tuple(one.entry for one in group if one.awards)
    if plan.award_stops and winners:
        steps.append(Step("award", winners))
    return steps


def _is_news(group: Sequence[Final], module: ModuleId, known: Known) -> bool:
    """Whether turning this module over shows anything that was not known before."""
    return any(one.modules.get(module) != known.modules.get(one.entry, {}).get(module) for one in group)


def _together(inside: Sequence[Final], award: AwardId) -> Step:
    return Step("call_up", tuple(one.entry for one in inside if award in one.awards), award)


def _finale(inside: Sequence[Final], finale: Finale) -> list[Step]:
    steps: list[Step] = []
    if finale in ("podium", "both"):
        steps.append(Step("podium", tuple(one.entry for one in inside if one.rank <= PODIUM)))
    if finale in ("list", "both"):
        steps.append(Step("list", tuple(one.entry for one in inside if one.awards)))
    return [step for step in steps if step.entries]


def holds_at(steps: Sequence[Step], holds: Iterable[Hold]) -> frozenset[int]:
    """
    After which steps a ceremony that goes on by itself waits for a hand; after the last it has ended anyway.

    >>> one = (Step("call", ()), Step("place", ()), Step("award", ()), Step("call", ()))
    >>> [sorted(holds_at(one, [hold])) for hold in ("entry", "award_before", "award_after")]
    [[3], [2], [3]]
    """
    wanted = set(holds)
    return frozenset(
        at
        for at, (here, after) in enumerate(pairwise(steps), 1)
        if ("entry" in wanted and after.beat == "call")
        or ("award_before" in wanted and after.beat in STOPS)
        or ("award_after" in wanted and here.beat in STOPS)
    )


def in_common(one: Sequence[Step], other: Sequence[Step]) -> int:
    """How many steps two ceremonies begin with alike: as far nobody is named in one who is not in the other."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def state_at(of: Programme, step: int) -> Stage:
    """
    What may be seen after so many steps; 0 is before the first.

    >>> one = Final(EntryId("e1"), 1, False, Decimal(9))
    >>> state_at(programme([one], [], [], Plan(finale="none")), 1).current
    (Row(entry='e1', rank=None, shared=False, total=None, modules={}, awards=()),)
    """
    assert 0 <= step <= len(of.steps), "a ceremony has no step there"
    done = of.steps[:step]
    called = {entry for one in done if one.beat == "call" for entry in one.entries}
    placed = {entry for one in done if one.beat == "place" for entry in one.entries}
    honoured = {entry for one in done if one.beat == "award" for entry in one.entries}
    turned = {(entry, one.of) for one in done if one.beat == "module" for entry in one.entries}
    current = called - placed
    now = done[-1] if done else Step("start", ())
    return Stage(
        step=step,
        beat=now.beat,
        size=len(of.finals),
        placed=tuple(
            _placed(one, awards=not of.award_stops or one.entry in honoured)
            for one in of.finals
            if one.entry in placed
        ),
        current=tuple(_called(one, turned, of.known) for one in of.finals if one.entry in current),
        waiting=_waiting(of, called),
        lit=now.entries,
        of=now.of,
    )


def _placed(one: Final, *, awards: bool) -> Row:
    return Row(one.entry, one.rank, one.shared, one.total, one.modules, one.awards if awards else ())


def _called(one: Final, turned: set[tuple[EntryId, str]], known: Known) -> Row:
    """Between call and rank: modules that were turned over, and what a frozen board showed of the others."""
    modules = {module: value for module, value in one.modules.items() if (one.entry, module) in turned}
    return Row(one.entry, modules={**known.modules.get(one.entry, {}), **modules})


def _waiting(of: Programme, called: set[EntryId]) -> tuple[Row, ...]:
    """Those to come, in the order everyone knew before: never in the order of their results."""
    if not of.waiting_shown:
        return ()
    place = {entry: at for at, entry in enumerate(of.known.order)}
    left = [one.entry for one in of.finals if one.entry not in called]
    left.sort(key=lambda entry: (place.get(entry, len(place)), entry))
    return tuple(Row(entry, modules=of.known.modules.get(entry, {})) for entry in left)


def _made_up(rank: int) -> Decimal:
    return Decimal("90.00") - Decimal("0.25") * rank


def rehearsal(finals: Iterable[Final], modules: Sequence[ModuleId]) -> list[Final]:
    """
    The same number of places, ties and prizes with made-up entries and figures: nothing in it is of a real entry.

    Entries are called `rehearsal-1` and so on; who makes up names for them starts from that number.
    """
    found = sorted(finals, key=lambda one: (one.rank, one.entry))
    return [
        Final(
            EntryId(f"rehearsal-{at}"),
            one.rank,
            one.shared,
            (len(modules) or 1) * _made_up(one.rank),
            {module: _made_up(one.rank) for module in modules},
            one.awards,
        )
        for at, one in enumerate(found, 1)
    ]
