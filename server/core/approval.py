"""What stands in the way of approving an entry's result (确认), as data: for the command, the desk and publication. Pure.

What is approved is all that was marked and ruled of an entry. What is allowed stands in `decide_approval.py`.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from server.core.competition import Competition
from server.core.conferences import Open, open_conference
from server.core.field import relative_aspects
from server.core.ids import AspectId, EntryId, ModuleId, OfficialId
from server.core.lateness import why_late
from server.core.round import Round
from server.core.scheme import Module, Scheme

LackKind = Literal[
    "absence",
    "clock",
    "returned",
    "paper",
    "rerun",
    "late",
    "sheet",
    "conference",
    "spread",
    "field",
    "changed",
    "approved",
    "not_competing",
]
"""
What an entry can lack. `absence`: nobody marked it in a module, and nothing was said about why; `clock`: its clock has not
been stopped; a sheet that was `returned`, that one person typed in from `paper` and nobody confirmed, that is due after a
`rerun` was ordered, that is `late`, or due (`sheet`); a judge is asked to mark again (`conference`); the panel lies
too far apart and nothing was said about it (`spread`); its points depend on others who are not finished (`field`).
To a command that does not fit: something `changed` since it was seen, it is `approved` already, it is `not_competing`.
"""

Conferences = Mapping[tuple[ModuleId, EntryId], Open]


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that an entry lacks, in which module, of which judge, on which aspect."""

    kind: LackKind
    module: ModuleId | None = None
    judge: OfficialId | None = None
    aspect: AspectId | None = None


def lacking(
    scheme: Scheme, round_: Round, entry: EntryId, conferences: Conferences | None = None
) -> tuple[Lack, ...]:
    """
    What an entry that competes lacks by itself, module by module; nothing: it is ready, as far as others have no say.

    Sheets that were not in when the round was closed stay out, as the closing said. What was returned or is on
    paper is there and does not count: that stands in the way until the round is opened again and it is handed in.

    :param conferences: the open ones, where they are known
    """
    if round_.state(entry) != "competing":
        return (Lack("not_competing"),)
    return tuple(
        lack
        for module in scheme.modules
        if round_.is_judged_in(module.id, entry)
        for lack in _in_module(scheme, round_, module, entry, conferences)
    )


def field_is_open(scheme: Scheme, lacks: Mapping[EntryId, tuple[Lack, ...]]) -> bool:
    """Whether points that depend on the field may still move: somebody in it lacks something where values are compared."""
    compared = {module.id for module, _ in relative_aspects(scheme)}
    return any(lack.module in compared for some in lacks.values() for lack in some)


def unapproved(round_: Round) -> list[EntryId]:
    """The entries that compete and are not approved, in running order; under sealed numbers the works after them."""
    return [
        drawn.entry
        for drawn in round_.pieces
        if round_.state(drawn.entry) == "competing" and drawn.entry not in round_.approved
    ]


def changed_at(state: Competition, round_: Round, entry: EntryId) -> int:
    """The last fact by which an entry's result may have become another: its own, the field's, or an earlier round's."""
    in_field = bool(relative_aspects(state.event_of(round_).scheme))
    own: Collection[int] = (
        round_.entry_changed_at.values() if in_field else [round_.entry_changed_at.get(entry, 0)]
    )
    earlier = () if round_.carry is None else round_.carry.rounds
    return max([0, *own, *(changed_at(state, state.rounds[one.round], entry) for one in earlier)])


def newest_change(state: Competition, round_: Round) -> int:
    """The last fact by which any entry's result may have become another: whoever has seen it has seen them all."""
    earlier = () if round_.carry is None else round_.carry.rounds
    before = (newest_change(state, state.rounds[one.round]) for one in earlier)
    return max([0, *round_.entry_changed_at.values(), *before])


def resting_on(state: Competition, round_: Round, entry: EntryId | None) -> Iterator[tuple[Round, EntryId]]:
    """
    The approved results, other than the entry's own in this round, that rest on what is marked and ruled of it.

    Those of the field where points depend on it, and those of later rounds that carry over from this one.

    :param entry: None for what is about everybody
    """
    if entry is None:
        yield from ((round_, one) for one in round_.approved)
    elif round_.approved and relative_aspects(state.event_of(round_).scheme):
        yield from ((round_, one) for one in round_.approved if one != entry)
    for later in state.rounds.values():
        carries = later.carry is not None and any(one.round == round_.id for one in later.carry.rounds)
        if carries and (entry is None or entry in later.codes):
            if entry is not None and entry in later.approved:
                yield later, entry
            yield from resting_on(state, later, entry)


def _in_module(
    scheme: Scheme, round_: Round, module: Module, entry: EntryId, conferences: Conferences | None
) -> Iterator[Lack]:
    key = (module.id, round_.codes[entry])
    if round_.floor.clock(*key).state in ("running", "paused"):
        yield Lack("clock", module.id)
    is_away = round_.phase != "open" or round_.floor.attendance.get(key) == "absent"
    if is_away and not _is_there(round_, module.id, entry):
        yield Lack("absence", module.id)
        return
    yield from _sheets(round_, module.id, entry)
    found = (
        open_conference(scheme, round_, module, entry)
        if conferences is None
        else conferences.get((module.id, entry))
    )
    if found is not None:
        yield from (Lack("conference", module.id, judge) for judge in found.asked)
        yield from (Lack("spread", module.id, aspect=one.aspect) for one in found.aspects)


def _is_there(round_: Round, module: ModuleId, entry: EntryId) -> bool:
    """Whether anybody has marked the entry in the module, be it on paper or for a sheet that went back."""
    if round_.sheets.get((module, entry)):
        return True
    due = [(module, entry, judge) for judge in round_.judging(module, entry)]
    return any(key in round_.returned or key in round_.paper for key in due)


def _sheets(round_: Round, module: ModuleId, entry: EntryId) -> Iterator[Lack]:
    """The sheets that do not count yet, of each judge one reason."""
    there = round_.sheets.get((module, entry), {})
    for judge in round_.judging(module, entry):
        if judge in there:
            continue
        if (module, entry, judge) in round_.returned:
            yield Lack("returned", module, judge)
        elif (module, entry, judge) in round_.paper:
            yield Lack("paper", module, judge)
        elif round_.phase != "open":
            continue
        elif round_.run(module, entry) > 1:
            yield Lack("rerun", module, judge)
        else:
            yield Lack("sheet" if why_late(round_, module, entry) is None else "late", module, judge)
