"""The public event feed: what everybody may know happened, in the order of the ledger. Pure.

A fact that was not public when it happened is never told later under its old position: whoever follows the feed learns
of it by the publication that made it public, and reads the standings again.
"""

from __future__ import annotations

from typing import Any

from server.core.facts import Fact
from server.core.facts_awards import AwardsConfirmed
from server.core.facts_panel import JudgeReplaced, PanelSet
from server.core.facts_round import DrawMade, ResultsPublished, RoundAdded, RoundClosed, RoundOpened
from server.core.facts_rulings import PartRuled, TieDecided
from server.core.facts_setup import CompetitionCreated, EventAdded
from server.core.facts_withheld import BoardFrozen, BoardUnfrozen, EmbargoLaid, EmbargoLifted
from server.services.live_round import LiveRound
from server.services.round_view import Change

Told = tuple[int, int, dict[str, Any]]
"""Position, time label, and what is told."""


def told(live: LiveRound | None, fact: Fact) -> dict[str, Any] | None:
    """What is told of a fact that was just folded in; None: nothing."""
    match fact:
        case CompetitionCreated():
            return {"kind": "competition_created"}
        case EventAdded():
            return {"kind": "event_added", "event": fact.event}
        case RoundAdded():
            return {"kind": "round_added", "event": fact.event, "round": fact.round}
    return None if live is None else _of_round(live, fact)


def _of_round(live: LiveRound, fact: Fact) -> dict[str, Any] | None:
    round_, shown = live.round, live.outside
    if isinstance(fact, EmbargoLaid | EmbargoLifted):
        return _of_embargo(live, fact)
    if round_.withheld.embargo is not None:
        return None
    if isinstance(fact, ResultsPublished | AwardsConfirmed):
        kind = "results_published" if isinstance(fact, ResultsPublished) else "awards_confirmed"
        return {"kind": kind, "round": round_.id, "version": fact.version}
    if live.official is not None:
        return None
    if isinstance(fact, BoardFrozen | BoardUnfrozen):
        return {"kind": fact.kind, "round": round_.id} if round_.audience == "live" else None
    if shown.frozen is not None and not (shown.frozen.goes_on and shown.frozen.position == shown.touched[0]):
        return None
    if isinstance(fact, DrawMade | RoundOpened | RoundClosed):
        return {"kind": fact.kind, "round": round_.id}
    if round_.audience == "published":
        return None
    if isinstance(fact, PanelSet | JudgeReplaced | PartRuled | TieDecided) and round_.order:
        return {"kind": "results_changed", "round": round_.id}
    if not isinstance(fact, Change):
        return None
    entry = live.entry_of(fact)
    if shown.frozen is not None and all(drawn.entry != entry for drawn in shown.frozen.order):
        return {"kind": "results_changed", "round": round_.id}
    key = entry if round_.identity == "name" else round_.codes[entry]
    return {"kind": "result_changed", "round": round_.id, "entry": key}


def _of_embargo(live: LiveRound, fact: EmbargoLaid | EmbargoLifted) -> dict[str, Any]:
    """That it was laid; with its end everything that was published under it is published."""
    round_ = live.round.id
    if isinstance(fact, EmbargoLifted) and live.official is not None:
        return {"kind": "results_published", "round": round_, "version": live.official.version}
    return {"kind": fact.kind, "round": round_}
