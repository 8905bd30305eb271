"""Blind numbers folded into a round: stand-ins take the place of entries, and give it back when a layer is opened.

Nothing here decides anything; what is allowed stands in `decide_blind.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import assert_never

from server.core.approval_fold import known_as
from server.core.blind import Asked, Blind, SealedLayer, code_of, is_stand_in, numbers, places, stand_in
from server.core.facts_blind import BlindFact, BlindPlanSet, DecodeAsked, LayerDecoded, LayerSealed
from server.core.facts_round import Drawn
from server.core.facts_rulings import EntryState, EntryStateSet, PenaltyGiven
from server.core.facts_setup import Registration
from server.core.ids import DelegationId, EntryId
from server.core.round import Round

_GRAVITY: tuple[EntryState, ...] = ("competing", "not_finished", "withdrawn", "not_started", "disqualified")
NO_DELEGATION = DelegationId("")


def evolve_blind(round_: Round, fact: BlindFact, position: int) -> None:
    """Fold in one fact, in place, like `competition.evolve`."""
    match fact:
        case BlindPlanSet():
            _plan(round_, fact)
        case LayerSealed():
            _seal(round_, fact, position)
        case DecodeAsked():
            assert round_.blind is not None, "only a layer that is there is opened"
            round_.blind = replace(round_.blind, asked=Asked(fact.layer, fact.by, fact.role))
        case LayerDecoded():
            _open(round_, fact)
        case _:
            assert_never(fact)


def _plan(round_: Round, fact: BlindPlanSet) -> None:
    """Layers in place of those before; without any the round is shown again as it was to be before it had some."""
    before = round_.blind.shown_before if round_.blind else (round_.audience, round_.identity)
    if not fact.layers:
        round_.blind, (round_.audience, round_.identity) = None, before
        return
    round_.blind = Blind(fact.layers, fact.on_spot, before)
    # Who stands where is seen by everyone in the hall: until publication a board shows nothing at all.
    round_.identity, round_.audience = "code", "published"


def _seal(round_: Round, fact: LayerSealed, position: int) -> None:
    blind = round_.blind
    assert blind is not None, "a layer is one of a plan"
    codes = numbers(fact.layer, len(fact.of))
    new = SealedLayer(fact.layer, fact.commitment, fact.of, codes, position, fact.by)
    before = tuple(one for one in blind.sealed if one.layer != fact.layer)
    round_.blind = replace(blind, sealed=(*before, new))
    found = tuple(
        Drawn(stand_in(code), code, heat, station)
        for code, (heat, station) in zip(codes, places(len(codes), fact.stations), strict=True)
    )
    if fact.layer == blind.floor:
        round_.phase, round_.order, round_.stations = "drawn", found, fact.stations
        round_.drawn = {drawn.code: drawn for drawn in found}
    elif fact.layer == "work":
        round_.works = found
    _index(round_)


def _open(round_: Round, fact: LayerDecoded) -> None:
    blind = round_.blind
    assert blind is not None, "only a layer that is there is opened"
    opened = tuple(replace(one, seed=fact.seed) if one.layer == fact.layer else one for one in blind.sealed)
    round_.blind = replace(blind, sealed=opened, asked=None)
    layer = next(one for one in opened if one.layer == fact.layer)
    _known(round_, layer.behind())


def _index(round_: Round) -> None:
    """Who goes by which number, and what is known of stand-ins: nothing but their number."""
    every = (*round_.works, *round_.order)
    round_.entries = {drawn.code: drawn.entry for drawn in every}
    # An entry's own number is that of the floor.
    round_.codes = {drawn.entry: drawn.code for drawn in every}
    hidden = [drawn.entry for drawn in every if is_stand_in(drawn.entry)]
    round_.masks = {e: Registration(e, code_of(e), NO_DELEGATION) for e in hidden} or None


def _known(round_: Round, behind: Mapping[EntryId, EntryId]) -> None:
    """A layer is open: all that was about its stand-ins is about what stands behind them."""

    def real(entry: EntryId) -> EntryId:
        return behind.get(entry, entry)

    pieces = [drawn.entry for drawn in round_.pieces]
    round_.approved, round_.entry_changed_at = known_as(round_, pieces, real)
    round_.order = tuple(replace(drawn, entry=real(drawn.entry)) for drawn in round_.order)
    round_.works = tuple(replace(drawn, entry=real(drawn.entry)) for drawn in round_.works)
    round_.drawn = {drawn.code: drawn for drawn in round_.order}
    round_.sheets = {(module, real(entry)): some for (module, entry), some in round_.sheets.items()}
    round_.returned = {(m, real(entry), judge): one for (m, entry, judge), one in round_.returned.items()}
    round_.shadow_sheets = {(m, real(entry)): some for (m, entry), some in round_.shadow_sheets.items()}
    round_.paper = {(m, real(entry), judge): one for (m, entry, judge), one in round_.paper.items()}
    round_.shadow_paper = {(m, real(e), judge): one for (m, e, judge), one in round_.shadow_paper.items()}
    round_.reruns = {(module, real(entry)): some for (module, entry), some in round_.reruns.items()}
    round_.conferences = {(module, real(entry)): one for (module, entry), one in round_.conferences.items()}
    round_.states = _states(round_.states, real)
    round_.lifted = tuple((_of(given, real(given.entry)), lifted) for given, lifted in round_.lifted)
    penalties: dict[EntryId, tuple[PenaltyGiven, ...]] = {}
    every = sorted((one for some in round_.penalties.values() for one in some), key=lambda one: one.number)
    for one in every:
        entry = real(one.entry)
        penalties[entry] = (*penalties.get(entry, ()), _of(one, entry))
    round_.penalties = penalties
    _index(round_)


def _states(
    states: Mapping[EntryId, EntryStateSet], real: Callable[[EntryId], EntryId]
) -> dict[EntryId, EntryStateSet]:
    """Of an entry and its work the graver state holds."""
    found: dict[EntryId, EntryStateSet] = {}
    for one in sorted(states.values(), key=lambda one: _GRAVITY.index(one.state)):
        found[real(one.entry)] = replace(one, entry=real(one.entry))
    return found


def _of(given: PenaltyGiven, entry: EntryId) -> PenaltyGiven:
    return replace(given, entry=entry)
