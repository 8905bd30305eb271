"""The entry on stage (场上选手), as JSON for everyone: its marks judge by judge, what they come to, and where it now stands.

It is the entry the organiser names, or the one whose panel was the last to be complete. Nothing is in it that is not whole:
no mark of a panel that is still handing in, and no total such a mark is part of. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from server.core.facts_round import Drawn
from server.core.ids import EntryId, ModuleId
from server.core.results import result_of
from server.core.scheme import Scheme
from server.core.standings import Standing
from server.services import outlook_view
from server.services.live_fold import LiveCompetition
from server.services.live_round import LiveRound
from server.services.marked import Marked
from server.services.public_marks import in_review, is_whole, latest, public_marks
from server.services.public_view import Seen, seen
from server.services.sheet_counts import uneven
from server.services.stage_marks import after, explained, module_marks, seats_of
from server.services.standings_view import figure, standings
from server.services.why_view import why

TOTALS_MAX = 100
"""So many totals are told, best first: enough for any line of those who go on."""
AHEAD, BEHIND = 2, 2
"""So many neighbours stand around the entry."""

Json = dict[str, Any]
_HEAD = (
    "competition",
    "event",
    "round",
    "phase",
    "status",
    "version",
    "as_of",
    "result",
    "modules",
    "withheld",
    "embargo",
)
_WHO = ("number", "name", "delegation", "category", "state", "under_review", "awards")
_STANDS = ("place", "rank", "shared", "total", "gap", "decided_by", "penalty", "tie_lapsed")
_AROUND = ("rank", "shared", "number", "name", "delegation", "total", "gap")


def on_stage(competition: LiveCompetition, live: LiveRound, wanted: str = "") -> Json:
    """
    The state of the board `stage`, as `docs/protocol.md` has it; without `entry` where nobody is to be shown.

    :param wanted: the key of the entry's row on the standings board, or the number it stands there with; "": whose
        panel was the last to be complete
    """
    now = seen(live)
    shown = standings(competition, live, now.view, now.status, now.identity)
    head: Json = {"kind": "stage", "chosen": bool(wanted)} | {n: shown[n] for n in _HEAD if n in shown}
    marks = public_marks(live, now)
    found = _wanted(now, marks, _key(shown, wanted)) if wanted else latest(now, marks)
    if found is None:
        return head
    entry, module = found
    standing = next(one for one in now.view.standings if one.entry == entry)
    return head | _Shown(live, now, marks, standing, shown).entry(module)


def _key(shown: Json, wanted: str) -> str:
    """Only a number that the board itself shows leads to a row: a blind round has codes alone."""
    if wanted in shown["rows"]:
        return wanted
    numbered = (
        k for k in shown["order"] if shown["rows"][k].get("number", "").casefold() == wanted.casefold()
    )
    return next(numbered, wanted)


def _wanted(now: Seen, marks: Marked | None, key: str) -> tuple[EntryId, ModuleId | None] | None:
    entry = now.entry(key)
    if entry is None:
        return None
    return entry, _last_module(now, marks, entry)


def _last_module(now: Seen, marks: Marked | None, entry: EntryId) -> ModuleId | None:
    """The module whose panel was the last to be complete on an entry."""
    standing = next(one for one in now.view.standings if one.entry == entry)
    known = {} if marks is None else marks.handed_in
    whole = [(known.get((id_, entry), 0), id_) for id_, of in standing.result.modules.items() if is_whole(of)]
    return max(whole, default=(0, None))[1]


class _Shown:
    """One entry being shown: what every part of it needs, looked up once."""

    def __init__(
        self, live: LiveRound, now: Seen, marks: Marked | None, standing: Standing, shown: Json
    ) -> None:
        self.live, self.now, self.standing, self.shown = live, now, standing, shown
        self.scheme: Scheme = live.event.scheme
        self.key = now.key(standing.entry)
        self.review = in_review(now.view, standing.entry)
        self.marks = None if self.review else marks
        modules = standing.result.modules.values()
        self.settled = not self.review and all(is_whole(of) or not of.sheets_in for of in modules)

    def entry(self, module: ModuleId | None) -> Json:
        row = self.shown["rows"][self.key]
        names = (*_WHO, *_STANDS) if self.settled else _WHO
        said: Json = {
            "entry": self.key,
            "row": {name: row[name] for name in names if name in row},
            **_place(self.now, self.standing.entry),
            "working": self._working(),
            **({} if module is None else {"module": module}),
        }
        return said | (self._standing(module) if self.settled and "rank" in row else {})

    def _working(self) -> Json:
        entry, found = self.standing.entry, why(self.scheme, self.now, self.standing.entry)
        if found is None:
            return {"modules": [], "penalties": [], "after": []}
        tree = None if self.marks is None else explained(self.scheme, self.marks, entry)
        steps = {} if tree is None else {one.of: one for one in tree.steps if one.kind == "module"}
        modules = []
        for module, said in zip(self.scheme.modules, found["modules"], strict=True):
            if self.review or not is_whole(self.standing.result.modules[module.id]):
                modules.append({name: said[name] for name in _PENDING if name in said})
                continue
            if self.marks is not None:
                places = (module.rounding or self.scheme.result.rounding).places
                told = module_marks(module, steps[module.id], self._seats(module.id), places)
                said |= told
            modules.append(said)
        places = self.scheme.result.rounding.places
        changes = after(tree, places) if tree is not None and self.settled else []
        shown: Json = {"modules": modules, "penalties": found["penalties"], "after": changes}
        if self.settled:
            shown |= {name: found[name] for name in ("gates", "vetoes") if found[name]}
        return shown

    def _seats(self, module: ModuleId) -> Mapping[Any, int] | None:
        assert self.marks is not None, "seats are asked for where marks are told"
        by_name = self.now.identity == "name"
        if not by_name and module in uneven(self.now.view):
            return None
        return seats_of(self.marks, module, self.standing.entry, by_name=by_name)

    def _standing(self, module: ModuleId | None) -> Json:
        """Where it stands: neighbours, the totals of the best, the borders of prizes, and the rank it had before."""
        rows, order = self.shown["rows"], self.shown["order"]
        ranked = [key for key in order if "rank" in rows[key]]
        at = ranked.index(self.key)
        chosen = [*ranked[:1], *ranked[max(1, at - AHEAD) : at], self.key, *ranked[at + 1 : at + 1 + BEHIND]]
        around = list(dict.fromkeys(chosen))
        said: Json = {
            "of": len(ranked) + self.now.view.hidden,
            "around": [
                {"entry": key} | {name: rows[key][name] for name in _AROUND if name in rows[key]}
                for key in around
            ],
        }
        if not self.now.view.cover.places:
            totals = [one.total for one in self.now.view.standings if one.rank is not None]
            said["totals"] = [figure(total) for total in totals[:TOTALS_MAX] if total is not None]
        if self.now.view.whole and not self.now.status.is_final:
            aims = outlook_view.aims(self.live, self.now)
            said["lines"] = [outlook_view.aim(line) for line in aims if line is not None]
        before = None if module is None else self._rank_before(module)
        return said | ({} if before is None else {"rank_before": before})

    def _rank_before(self, module: ModuleId) -> int | None:
        """The rank it would have without the module that was completed last; None where that says nothing."""
        rule = self.scheme.result
        if self.marks is None or self.now.status.is_final:
            return None
        if rule.direction == "low" and rule.take == "sum":  # a time that is not all there yet is no better
            return None
        entry = self.standing.entry
        sheets = {id_: {} if id_ == module else of for id_, of in self.marks.sheets[entry].items()}
        without = result_of(self.scheme, sheets, self.marks.panels, self.marks.given[entry])
        if not without.ranked or not without.marked:
            return None
        others = [one.result for one in self.now.view.standings if one.entry != entry]
        return 1 + sum(other.ranked and other.key < without.key for other in others)


_PENDING = ("id", "title", "in", "due", "max", "weight")
"""What is said of a module that is not whole."""


def _place(now: Seen, entry: EntryId) -> Json:
    """Heat and station, where the round has them."""
    drawn: Drawn = next(one for one in now.view.order if one.entry == entry)
    return ({"heat": drawn.heat} if drawn.heat else {}) | (
        {"station": drawn.station} if drawn.station else {}
    )
