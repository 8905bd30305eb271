"""What officials decided in a round (裁决) as JSON for the organiser, and what they may decide. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from server.core.facts_rulings import PartKind, PenaltyGiven
from server.core.penalties import needs_module
from server.core.penalty_kinds import Penalty
from server.core.round import Round
from server.core.scheme import Scheme
from server.core.scheme_check import sub_reach
from server.core.text import Text
from server.core.tie_decisions import decidable, holds, undecided
from server.services.live_round import LiveRound
from server.services.scheme_files import to_data
from server.services.standings_view import text


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
        "parts": list(_parts(scheme, round_)),
        "reruns": [
            {
                "entry": entry,
                "module": module,
                "run": number,
                "reason": one.ordered.reason,
                "counts": one.ordered.counts,
                "before": len(one.before),
            }
            for (module, entry), runs in round_.reruns.items()
            for number, one in enumerate(runs, start=2)
        ],
        "ties": ties(live),
    }


def ties(live: LiveRound) -> dict[str, Any]:
    """Who shares a rank, and which decisions of ties hold; of decisions on the same tie the last one counts."""
    results, round_ = live.results(), live.round
    newest = {frozenset(one.entries): one for one in round_.ties}
    return {
        "possible": decidable(live.event.scheme),
        "undecided": undecided(results),
        "decided": [
            {"entries": list(one.entries), "reason": one.reason, "holds": holds(results, one)}
            for one in newest.values()
        ],
    }


def ruled_parts(scheme: Scheme, round_: Round) -> list[dict[str, Any]]:
    """The rulings on parts that hold, each with the title of its part."""
    return [one for one in _parts(scheme, round_) if one["ruling"] != "marked"]


def _parts(scheme: Scheme, round_: Round) -> Iterator[dict[str, Any]]:
    """Every part of the scheme from the widest to the narrowest, with the ruling on it."""
    for module in scheme.modules:
        yield _part(round_, "module", module.id, module.title, module.max)
        for sub in module.sub_criteria:
            yield _part(round_, "sub_criterion", sub.id, sub.title, sub_reach(sub))
            for aspect in sub.aspects:
                yield _part(round_, "aspect", aspect.id, aspect.title, aspect.reach)


def _part(round_: Round, on: PartKind, part: str, title: Text, most: Decimal | None) -> dict[str, Any]:
    said = round_.parts.get((on, part))
    return {
        "on": on,
        "part": part,
        "title": text(title),
        "max": None if most is None else to_data(most),
        "ruling": "marked" if said is None else said.ruling,
        "scaled": said is not None and said.scaled,
        "reason": "" if said is None else said.reason,
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
