"""What is still possible in a round, as JSON for the public: best and worst ranks, and totals that are needed. Pure.

It is worked out of what the public may see: under a freeze, of the sheets that were in when it began.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from server.core.award_borders import Border, borders
from server.core.awards import Context
from server.core.ids import EntryId
from server.core.outlook import Field
from server.core.spans import Span, span
from server.core.states import State
from server.services.live_fold import LiveCompetition
from server.services.live_round import LiveRound
from server.services.marked import Marked
from server.services.public_view import Seen, seen
from server.services.standings_view import figure, standings, text

LEAD = 1
_GOING_ON = ("drawn", "open")
_ABSENT = ("not_started", "withdrawn")


def outlook(competition: LiveCompetition, live: LiveRound) -> dict[str, Any]:
    """The state of the board `outlook`, as `docs/protocol.md` has it; without rows where there is nothing to say."""
    now = seen(live)
    shown = standings(competition, live, now.view, now.status, now.identity)
    head: dict[str, Any] = {
        name: shown[name]
        for name in (
            "competition",
            "event",
            "round",
            "phase",
            "status",
            "version",
            "as_of",
            "result",
            "progress",
            "embargo",
        )
        if name in shown
    }
    field = field_of(live, now)
    lines = [] if field is None else aims(live, now)
    rows = {}
    if field is not None:
        for one in now.view.standings:
            key = now.key(one.entry)
            named = {k: v for k, v in shown["rows"][key].items() if k in _NAMED}
            rows[key] = named | of_entry(field, one.entry, lines)
    return {
        "kind": "outlook",
        **head,
        "aims": [aim(line) for line in lines],
        "order": [key for key in shown["order"] if key in rows],
        "rows": rows,
    }


_NAMED = ("place", "rank", "shared", "number", "name", "delegation", "state", "total")


class RoundField:
    """A round's field with the span of every entry."""

    def __init__(self, live: LiveRound, marked: Marked) -> None:
        scheme = live.event.scheme
        self.spans = {entry: _span(live, marked, entry) for entry in marked.sheets}
        self.field = Field(scheme, self.spans)
        self._high = scheme.result.direction == "high"

    def reaches(self, total: Decimal | None, wanted: Decimal) -> bool:
        """Whether a total is as good as another one."""
        return total is not None and (total >= wanted if self._high else total <= wanted)


def is_open(live: LiveRound, now: Seen) -> bool:
    """Whether anything is left to be told: not where that is over, not public, or not to be worked out."""
    going_on = (
        now.status in (State.PROVISIONAL, State.FROZEN, State.EMBARGOED) and now.view.phase in _GOING_ON
    )
    return going_on and now.view.whole and bool(now.view.order) and live.can_be_bounded


def field_of(live: LiveRound, now: Seen) -> RoundField | None:
    """What is still possible; None where nothing is left to be told."""
    if not is_open(live, now):
        return None
    shown = live.outside
    marked = shown.frozen_marked if now.status in (State.FROZEN, State.EMBARGOED) else shown.marked()
    return None if marked is None else RoundField(shown, marked)


def _span(live: LiveRound, marked: Marked, entry: EntryId) -> Span:
    """Worked out again only where something of this entry changed."""
    of = (marked.sheets[entry], marked.panels, marked.given[entry])
    known = live.spans.get(entry)
    if known is None or known[0] != of:
        known = live.spans[entry] = (of, span(live.event.scheme, *of))
    return known[1]


def aims(live: LiveRound, now: Seen) -> list[Border | None]:
    """What entries reach for: the lead (None), and the borders of the event's prizes."""
    event = live.event
    if event.awards is None:
        return [None]
    started = sum(one.result.state not in _ABSENT for one in now.view.standings)
    able = sum(
        one.result.state in ("waiting", "marking", "complete", "not_finished") for one in now.view.standings
    )
    context = Context(
        len(event.registrations), started, event.level, event.contest, event.scheme.result.direction
    )
    return [None, *(line for line in borders(event.awards, context, able) if line.rank > LEAD)]


def aim(line: Border | None) -> dict[str, Any]:
    if line is None:
        return {"rank": LEAD}
    return {"rank": line.rank, "award": {"id": line.award.id, "title": text(line.award.title)}}


def of_entry(round_: RoundField, entry: EntryId, lines: list[Border | None]) -> dict[str, Any]:
    """One entry: its ranks, the totals it lies between, and what it needs for each aim."""
    said, one = round_.field.outlook(entry), round_.spans[entry]
    shown: dict[str, Any] = {"open": one.open, "exact": said.exact}
    shown |= _known(best_rank=said.best_rank, worst_rank=said.worst_rank)
    shown |= _known(best_total=_figure(one.best_total), worst_total=_figure(one.worst_total))
    shown["needs"] = [_needs(round_, entry, LEAD if line is None else line.rank) for line in lines]
    return shown


def _needs(round_: RoundField, entry: EntryId, rank: int) -> dict[str, Any]:
    """`chance`: `sure`, `possible` or `none`, as its ranks say; the totals where they still decide."""
    said, needed = round_.field.outlook(entry), round_.field.needed(entry, rank)
    chance = "possible"
    if said.best_rank is None or said.best_rank > rank:
        chance = "none"
    elif said.worst_rank is not None and said.worst_rank <= rank:
        chance = "sure"
    shown: dict[str, Any] = {"rank": rank, "chance": chance}
    if chance != "possible":
        return shown
    one, known = round_.spans[entry], needed.possible
    if known is not None and not round_.reaches(one.worst_total, known):
        shown["possible"] = figure(known)
    if needed.sure is not None and round_.reaches(one.best_total, needed.sure):
        shown["sure"] = figure(needed.sure)
    return shown


def _figure(value: Decimal | None) -> str | None:
    return None if value is None else figure(value)


def _known(**values: object) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
