"""What everyone may know of the rounds that a round carries over from; pure. How it is added up: `core/brought.py`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from server.core.ids import EntryId, RoundId
from server.core.results import Result
from server.core.round import Round
from server.core.standings import Standing
from server.services.live_results import Earlier
from server.services.live_round import LiveRound


class _Shown(NamedTuple):
    rests_on: object
    results: Mapping[EntryId, Result]


WITHHELD = Earlier((), None)


def carried(round_: Round, rounds: Mapping[RoundId, LiveRound]) -> Earlier:
    """
    The earlier rounds as everyone sees them: official as they were last published, frozen as they stand.

    All of it is withheld where a part is; and where a round stands under blind codes, which a sum of both would give away.
    """
    assert round_.carry is not None, "it is asked for by a round that carries over"
    found: dict[RoundId, _Shown] = {}
    for one in round_.carry.rounds:
        shown = None if round_.identity == "code" else _shown(rounds[one.round])
        if shown is None:
            return WITHHELD
        found[one.round] = shown
    return Earlier(
        tuple((id_, shown.rests_on) for id_, shown in found.items()),
        {id_: shown.results for id_, shown in found.items()},
    )


def _shown(live: LiveRound) -> _Shown | None:
    """What a round shows, or None where it keeps anything back."""
    if live.seen_official is not None:
        return _Shown(("official", live.seen_official.version), _results(live.seen_official.standings))
    if live.round.audience == "published" or live.round.identity == "code":
        return None
    outside = live.outside
    if outside.frozen is None:
        return _Shown(("live", outside.touched), dict(outside.results()))
    if not outside.frozen.cover.whole:
        return None
    return _Shown(("frozen", outside.frozen.position), _results(outside.frozen.standings))


def _results(standings: tuple[Standing, ...]) -> dict[EntryId, Result]:
    return {one.entry: one.result for one in standings}
