"""沙盘推演: a round's marks under another scheme: who would move and by how much, and which marks it cannot take. Pure.

Nothing is recorded and nothing is guessed: a mark the other scheme does not accept counts as not there. Penalties and
difficulties that do not fit are set aside in `sandbox_fit.py`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from server.core.competition import Competition, Event
from server.core.facts_sheet import Marks
from server.core.field import SheetsOf, results_under, sheets_of, standings
from server.core.ids import EntryId
from server.core.marks import check_mark
from server.core.results import ResultState
from server.core.round import Round
from server.core.scheme import Module, Scheme
from server.core.standings import Standing, Standings, rank
from server.core.text import Text
from server.services.sandbox_fit import Unfit, fitted


@dataclass(frozen=True, slots=True)
class Move:
    """One entry before and under the other scheme; ranks and totals are None where there are none."""

    number: str
    rank_before: int | None
    rank_after: int | None
    total_before: Decimal | None
    total_after: Decimal | None
    state_before: ResultState
    state_after: ResultState

    @property
    def moved(self) -> bool:
        """Whether it has another rank."""
        return self.rank_before != self.rank_after

    @property
    def changed(self) -> bool:
        """Whether anything that is published is another."""
        return self.moved or self.total_before != self.total_after or self.state_before != self.state_after


@dataclass(frozen=True, slots=True)
class Unplaced:
    """
    Marks the other scheme has no use for, or lacks, in one aspect; `numbers` are the entries concerned.

    `why`: `module_gone` and `aspect_gone` (the scheme has no such part), `aspect_new` (nobody marked it), or the
    code of the refusal its sheet would answer with; `sheets` counts the marks.
    """

    module: str
    aspect: str
    why: str
    sheets: int
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Replayed:
    """
    A round under another scheme; `moves` in the order of the other standings, every entry once.

    `marked_by` is the scheme it was marked by.
    """

    event: Text
    round: Text
    marked_by: Scheme
    scheme: Scheme
    moves: tuple[Move, ...]
    unplaced: tuple[Unplaced, ...]
    unfit: tuple[Unfit, ...] = ()


def replayed(state: Competition, round_: Round, scheme: Scheme) -> Replayed:
    """The round's marks as they stand, under `scheme`, with the round's panels and the states of its entries."""
    event = state.event_of(round_)
    sheets: dict[EntryId, SheetsOf] = {}
    misfits: dict[tuple[str, str, str], list[str]] = {}
    for drawn in round_.order:
        sheets[drawn.entry] = _fitting(event, round_, scheme, drawn.entry, misfits)
    fitting, unfit = fitted(event, round_, scheme)
    before = standings(state, round_)
    after = rank(scheme, results_under(state, fitting, scheme, sheets))
    return Replayed(
        event=event.title,
        round=round_.title,
        marked_by=event.scheme,
        scheme=scheme,
        moves=tuple(_moves(event, before, after)),
        unplaced=tuple(
            Unplaced(*key, sheets=len(numbers), numbers=tuple(dict.fromkeys(numbers)))
            for key, numbers in misfits.items()
        ),
        unfit=unfit,
    )


def rounds_of(state: Competition, scheme_id: str) -> list[Round]:
    """The rounds that were marked by a scheme of that id, in any version."""
    return [one for one in state.rounds.values() if state.event_of(one).scheme.id == scheme_id and one.order]


def _fitting(
    event: Event,
    round_: Round,
    scheme: Scheme,
    entry: EntryId,
    misfits: dict[tuple[str, str, str], list[str]],
) -> SheetsOf:
    """An entry's marks that the other scheme accepts; all others are noted."""
    number = event.registrations[entry].number
    found: SheetsOf = {}
    for old in event.scheme.modules:
        new = scheme.module(old.id)
        for judge, marks in sheets_of(event.scheme, round_, entry)[old.id].items():
            wrong = dict(_misfits(new, marks))
            for aspect, why in wrong.items():
                misfits.setdefault((old.id, aspect, why), []).append(number)
            if new is not None:
                found.setdefault(old.id, {})[judge] = {a: m for a, m in marks.items() if a not in wrong}
    return found


def _misfits(module: Module | None, marks: Marks) -> Iterator[tuple[str, str]]:
    """The aspects of one sheet that do not fit, with why."""
    if module is None:
        yield "", "module_gone"
        return
    known = {aspect.id: aspect for aspect in module.aspects()}
    for name in marks:
        if name not in known:
            yield name, "aspect_gone"
    for name, aspect in known.items():
        if name not in marks:
            yield name, "aspect_new"
        elif (refusal := check_mark(aspect, marks[name])) is not None:
            yield name, refusal.code.value


def _moves(event: Event, before: Standings, after: Standings) -> Iterator[Move]:
    was: Mapping[EntryId, Standing] = {one.entry: one for one in before}
    for now in after:
        old = was[now.entry]
        yield Move(
            number=event.registrations[now.entry].number,
            rank_before=old.rank,
            rank_after=now.rank,
            total_before=old.total,
            total_after=now.total,
            state_before=old.result.state,
            state_after=now.result.state,
        )
