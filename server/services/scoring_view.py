"""How far judging is (评分进度), as JSON for everyone: sheets in and due by module and seat, entries by heat. Pure.

Numbers only, and of seats, not of judges: neither who has marked whom nor who is late with whom is in it. Where results
may not be seen, sheets are not counted either. The officials' own table stands in `progress_view.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from server.core.ids import EntryId, ModuleId
from server.core.scheme import Module
from server.services import floor_view
from server.services.live_fold import LiveCompetition
from server.services.live_round import LiveRound
from server.services.marked import Marked
from server.services.public_marks import public_marks
from server.services.public_view import Seen
from server.services.sheet_counts import Counts, by_code, uneven
from server.services.standings_view import revealed, text, withheld

Json = dict[str, Any]


def scoring(competition: LiveCompetition, live: LiveRound, now: Seen) -> Json:
    """The state of the board `scoring`, as `docs/protocol.md` has it; no modules where nothing may be told."""
    assert competition.state.title is not None, "a ledger begins with a title"
    view = now.view
    counts = view.counts if now.identity == "name" else by_code(view)
    marks = public_marks(live, now)
    told = [one for one in live.event.scheme.modules if one.id not in view.cover.modules and view.order]
    return {
        "kind": "scoring",
        "competition": {"id": competition.id, "title": text(competition.state.title)},
        "event": {"id": live.event.id, "title": text(live.event.title)},
        "round": {"id": live.round.id, "title": text(live.round.title)},
        "phase": view.phase,
        "status": now.status,
        "version": view.version,
        "as_of": view.as_of,
        **withheld(view),
        **revealed(live.round, now.status),
        "progress": _sheets(counts.values()),
        "entries": _entries(counts, [drawn.entry for drawn in view.order]),
        "modules": [_module(one, now, counts, marks) for one in told],
        "heats": _heats(live, now, counts),
    }


def _module(module: Module, now: Seen, counts: Counts, marks: Marked | None) -> Json:
    own = {key: count for key, count in counts.items() if key[0] == module.id}
    said: Json = {
        "id": module.id,
        "title": text(module.title),
        **_sheets(own.values()),
        "entries": _entries(own, [drawn.entry for drawn in now.view.order]),
    }
    # Under a code a seat that is due less than the others would tell of whose delegation its judge is.
    if marks is not None and not (now.identity == "code" and module.id in uneven(now.view)):
        said["seats"] = _seats(module.id, now, marks)
    return said


def _seats(module: ModuleId, now: Seen, marks: Marked) -> list[Json]:
    """The sheets in and due of each seat of the panel, in its order."""
    there, due = Counter[int](), Counter[int]()
    panel = marks.panels.get(module, ())
    for drawn in now.view.order:
        entry = drawn.entry
        given, sheets = marks.given[entry], marks.sheets[entry].get(module, {})
        owed = now.view.counts[module, entry][1]
        for seat, judge in enumerate(panel):
            held = any(one in sheets for one in (judge, *given.before.get(module, {}).get(judge, ())))
            there[seat] += held
            due[seat] += held or (owed > len(sheets) and judge not in given.recused)
    return [{"in": there[seat], "due": due[seat]} for seat in range(len(panel))]


def _sheets(counts: Iterable[tuple[int, int]]) -> Json:
    some = list(counts)
    return {"in": sum(there for there, _ in some), "due": sum(due for _, due in some)}


def _entries(counts: Counts, entries: Iterable[EntryId]) -> Json:
    """How many entries are to be judged at all, and of how many everything is in."""
    wanted = set(entries)
    open_ = {entry for (_, entry), (there, due) in counts.items() if there < due}
    of = {entry for (_, entry), (_, due) in counts.items() if due} & wanted
    return {"complete": len(of - open_), "of": len(of)}


def _heats(live: LiveRound, now: Seen, counts: Counts) -> list[Json]:
    """Every heat by name, with its entries; nothing where the round has none."""
    by_heat: dict[int, list[EntryId]] = {}
    for drawn in now.view.order:
        by_heat.setdefault(drawn.heat, []).append(drawn.entry)
    found = []
    for heat in floor_view.heats(live.round):
        entries = set(by_heat.get(heat["heat"], ()))
        own = {key: count for key, count in counts.items() if key[1] in entries}
        if entries:
            found.append(heat | {"entries": _entries(own, entries)})
    return found
