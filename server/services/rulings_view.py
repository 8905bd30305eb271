"""What officials decided in a round (裁决) as JSON for the organiser: penalties and what may be given. Pure."""

from __future__ import annotations

from typing import Any

from server.core.facts import PenaltyGiven
from server.core.penalties import needs_module
from server.core.scheme import Penalty, Scheme
from server.services.live_round import LiveRound
from server.services.overview import text
from server.services.scheme_files import to_data


def rulings(live: LiveRound) -> dict[str, Any]:
    """Every decision of the round in the shape of `docs/protocol.md`, what was taken back included."""
    scheme, round_ = live.event.scheme, live.round
    counting = [(one, None) for given in round_.penalties.values() for one in given]
    lifted = [(one, fact.reason) for one, fact in round_.lifted]
    return {
        "unit": scheme.result.unit,
        "direction": scheme.result.direction,
        "kinds": [_kind(scheme, kind) for kind in scheme.penalties],
        "penalties": [
            _penalty(scheme, one, why)
            for one, why in sorted([*counting, *lifted], key=lambda pair: pair[0].number)
        ],
    }


def _kind(scheme: Scheme, kind: Penalty) -> dict[str, Any]:
    shown: dict[str, Any] = to_data(kind)
    return shown | {"needs_module": needs_module(scheme.penalties, kind)}


def _penalty(scheme: Scheme, given: PenaltyGiven, lifted: str | None) -> dict[str, Any]:
    """One penalty; `amount` is what it is worth, `lifted` the reason it was taken back, null while it counts."""
    kind = next(one for one in scheme.penalties if one.id == given.penalty)
    amount = kind.amount if given.amount is None else given.amount
    return {
        "number": given.number,
        "entry": given.entry,
        "penalty": given.penalty,
        "title": text(kind.title),
        "card": kind.card,
        "amount": None if amount is None else to_data(amount),
        "applies": kind.applies,
        "module": kind.of or given.module,
        "reason": given.reason,
        "lifted": lifted,
    }
