"""Recorded draws recomputed from a ledger: does the seed give what was drawn? For anyone who has an export. Pure.

A draw with an open seed is checked as a whole. Of a sealed layer the names it was drawn from are checked at once, and its
seed as soon as it is in the ledger, or somebody brings it along from the envelope.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from server.core.blind import LayerKind, blind_draw, commitment
from server.core.competition import Competition, evolve
from server.core.decide_blind import drawn_from
from server.core.draw import draw
from server.core.facts import Fact
from server.core.facts_blind import LayerDecoded, LayerSealed
from server.core.facts_round import DrawMade
from server.core.ids import Code, EntryId, RoundId
from server.core.ledger import Record
from server.core.round import Round
from server.services.wire import parse_fact

Verdict = Literal["agrees", "sealed", "differs"]


@dataclass(frozen=True, slots=True)
class Checked:
    """
    One recorded draw: `what` is `order` or the layer, `position` its fact, `seed` "" while it is sealed.

    `numbers` is who has which number as the seed gives it; `replaced` says that the round was drawn again later.
    """

    round: RoundId
    what: Literal["order"] | LayerKind
    position: int
    count: int
    verdict: Verdict
    seed: str = ""
    numbers: tuple[tuple[Code, EntryId], ...] = field(default=(), repr=False)
    replaced: bool = False


def checked(records: Iterable[Record], seeds: Sequence[str] = ()) -> list[Checked]:
    """Every draw of a ledger, in its order; `seeds` may open layers that the ledger has sealed."""
    state = Competition()
    found: list[Checked] = []
    for record in records:
        fact = parse_fact(record.entry.body)
        for one in _of(state, fact, record.position, seeds):
            found = [_after(each, one) for each in found]
            found.append(one)
        if isinstance(fact, LayerDecoded):
            found = [_opened(state, each, fact) for each in found]
        evolve(state, fact, record.position, record.entry.recorded_at)
    return found


def _of(state: Competition, fact: Fact, position: int, seeds: Sequence[str]) -> Iterator[Checked]:
    """What is drawn by a fact, held against the competition as it stood before."""
    if isinstance(fact, DrawMade):
        yield _order(state, state.rounds[fact.round], fact, position)
    if isinstance(fact, LayerSealed):
        yield _layer(state, state.rounds[fact.round], fact, position, seeds)


def _order(state: Competition, round_: Round, fact: DrawMade, position: int) -> Checked:
    registered = state.events[round_.event].registrations
    entries = list(registered) if round_.qualified is None else list(round_.qualified.entries)
    apart = {entry: registered[entry].delegation for entry in entries} if fact.apart else None
    again = draw(fact.seed, entries, fact.stations, apart)
    numbers = tuple((one.code, one.entry) for one in again)
    verdict: Verdict = "agrees" if again == fact.order else "differs"
    return Checked(round_.id, "order", position, len(fact.order), verdict, fact.seed, numbers)


def _layer(
    state: Competition, round_: Round, fact: LayerSealed, position: int, seeds: Sequence[str]
) -> Checked:
    """Drawn from everyone it has to be drawn from; the rest is seen with its seed."""
    whole = fact.of == drawn_from(state, round_, fact.layer)
    one = Checked(round_.id, fact.layer, position, len(fact.of), "sealed" if whole else "differs")
    fits = (seed for seed in seeds if commitment(round_.id, fact.layer, seed) == fact.commitment)
    return next((_with(one, seed, fact.of) for seed in fits), one)


def _opened(state: Competition, one: Checked, fact: LayerDecoded) -> Checked:
    """A layer whose seed has come into the ledger: the one that was sealed last, if it is the seed of its commitment."""
    if (one.round, one.what) != (fact.round, fact.layer) or one.replaced:
        return one
    blind = state.rounds[fact.round].blind
    layer = blind.drawn(fact.layer) if blind is not None else None
    assert layer is not None, "only what was drawn is opened"
    if commitment(fact.round, fact.layer, fact.seed) != layer.commitment:
        return replace(one, verdict="differs", seed=fact.seed)
    return _with(one, fact.seed, layer.of)


def _with(one: Checked, seed: str, of: Iterable[EntryId]) -> Checked:
    assert one.what != "order", "an order is never sealed"
    numbers = tuple(blind_draw(one.what, seed, of).items())
    return replace(
        one, seed=seed, numbers=numbers, verdict="agrees" if one.verdict != "differs" else "differs"
    )


def _after(before: Checked, one: Checked) -> Checked:
    same = (before.round, before.what) == (one.round, one.what)
    return replace(before, replaced=True) if same else before
