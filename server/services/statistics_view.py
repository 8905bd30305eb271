"""How the judges of a round mark beside their colleagues, as JSON for the chief judge alone. Figures are rounded here."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from server.core.competition import Event
from server.core.exact import Rounding
from server.core.judge_statistics import (
    SAMPLE_MIN,
    JudgeFigures,
    PanelAgreement,
    Statistics,
    pieces,
    root,
    statistics,
)
from server.core.round import Round
from server.services import progress_view
from server.services.live_fold import LiveCompetition
from server.services.live_round import LiveRound
from server.services.standings_view import text

_SHOWN = Rounding(2)


async def judge_statistics(competition: LiveCompetition, live: LiveRound) -> dict[str, Any]:
    """
    The judges of a round in the shape of `docs/protocol.md`.

    Reckoned beside the loop, from sheets that are never changed, and kept until something about the round changes: every
    mark of the round is looked at, and the day goes on meanwhile.
    """
    state, round_ = competition.state, live.round
    of = (round_.changed_at, live.shadowed, tuple(state.homes.items()), competition.names)
    key = f"judge_statistics.{round_.id}"
    kept = competition.tables.get(key)
    if kept is not None and kept[0] == of:
        found: dict[str, Any] = kept[1]
        return found
    work, homes = pieces(live.event, round_), dict(state.homes)
    reckoned = await asyncio.to_thread(statistics, work, homes)
    shown = _shown_all(competition, live, reckoned)
    competition.tables[key] = (of, shown)
    return shown


def _shown_all(competition: LiveCompetition, live: LiveRound, found: Statistics) -> dict[str, Any]:
    event, round_ = live.event, live.round
    judges = progress_view.judges(competition, live)
    return {
        "round": round_.id,
        "sample_min": SAMPLE_MIN,
        "judges": [
            one | _judge(round_, found.judges[one["id"]]) for one in judges if one["id"] in found.judges
        ],
        "panels": [_panel(event, panel) for panel in found.panels],
    }


def _judge(round_: Round, one: JudgeFigures) -> dict[str, Any]:
    return {
        "marks": one.marks,
        "few": len(one.entries) < SAMPLE_MIN,
        "severity": _figure(one.severity),
        "spread": format(root(one.variance), "f"),
        "entries": [{"code": round_.codes[entry], "percent": _figure(value)} for entry, value in one.entries],
        "thirds": [_figure(value) for value in one.thirds] if one.thirds else None,
        "drift": _figure(one.thirds[2] - one.thirds[0]) if one.thirds else None,
        "own": _own(one),
    }


def _own(one: JudgeFigures) -> dict[str, Any] | None:
    """Entries of the judge's own delegation against the others; None where there is not one of both."""
    if one.own is None or one.others is None:
        return None
    return {
        "entries": one.own_entries,
        "few": one.own_entries < SAMPLE_MIN,
        "own": _figure(one.own),
        "others": _figure(one.others),
    }


def _panel(event: Event, panel: PanelAgreement) -> dict[str, Any]:
    return {
        "module": panel.module,
        "judges": panel.judges,
        "entries": panel.entries,
        "few": panel.entries < SAMPLE_MIN,
        "concordance": None if panel.concordance is None else _figure(panel.concordance),
        "aspects": list(_aspects(event, panel)),
    }


def _aspects(event: Event, panel: PanelAgreement) -> Iterator[dict[str, Any]]:
    module = event.scheme.module(panel.module)
    assert module is not None, "the panel's module is of the scheme"
    titles = {aspect.id: aspect.title for aspect in module.aspects()}
    for one in panel.aspects:
        yield {
            "aspect": one.aspect,
            "title": text(titles[one.aspect]),
            "entries": one.entries,
            "alike": one.alike,
            "range": _figure(one.range_mean),
        }


def _figure(value: Fraction) -> str:
    return format(_SHOWN.apply(value), "f")
