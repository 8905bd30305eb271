"""What a ceremony looks like as JSON: the board of screens, drawn from what may be seen alone, and the desk's. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from server.core.ceremony import Row, Stage, Step
from server.core.ids import EntryId
from server.core.text import Text
from server.services.ceremony_run import Ceremony
from server.services.ceremony_source import Source, is_true, source
from server.services.live_fold import LiveCompetition
from server.services.live_round import LiveRound
from server.services.standings_view import figure, module_head, result_head, text

Who = Callable[[EntryId], dict[str, Any]]
"""An entry's number, name and delegation, as they stand in a row."""

METALS = 3
"""So many awards of a table, the highest first, stand on a metal: gold, silver, bronze."""

_FALSE = [
    ("甲一鸣", "Yiming JIA"),
    ("乙思远", "Siyuan YI"),
    ("丙嘉禾", "Jiahe BING"),
    ("欧阳某某", "Moumou OUYANG"),
    ("丁晓", "Xiao DING"),
    ("戊子衿", "Zijin WU"),
    ("己安然", "Anran JI"),
]
_FALSE_UNITS = [
    ("彩排一队", "Rehearsal Team One"),
    ("演练集团第二装备制造有限责任公司", "Rehearsal Group Second Equipment Company"),
    ("样例学院", "Sample College"),
]


def board(competition: LiveCompetition, live: LiveRound, ceremony: Ceremony | None) -> dict[str, Any]:
    """The state of the board `ceremony.{competition}.{round}`: what may be seen after the steps taken so far."""
    assert competition.state.title is not None, "a ledger begins with a title"
    shown: dict[str, Any] = {
        "kind": "ceremony",
        "competition": {"id": competition.id, "title": text(competition.state.title)},
        "event": {"id": live.event.id, "title": text(live.event.title)},
        "round": {"id": live.round.id, "title": text(live.round.title)},
        "beat": "waiting",
    }
    stage = None if ceremony is None else ceremony.stage
    if ceremony is None or stage is None:
        return shown
    shown |= _stage(stage, ceremony, who(competition, live))
    shown |= {
        "result": result_head(live.event.scheme),
        "modules": [module_head(module) for module in live.event.scheme.modules],
    }
    return shown | ({"rehearsal": True} if ceremony.rehearsal else {})


def none_on(competition: LiveCompetition) -> dict[str, Any]:
    """The board of a competition's ceremonies while it has none."""
    assert competition.state.title is not None, "a ledger begins with a title"
    title = {"id": competition.id, "title": text(competition.state.title)}
    return {"kind": "ceremony", "competition": title, "beat": "waiting"}


def _stage(stage: Stage, ceremony: Ceremony, who_is: Who) -> dict[str, Any]:
    rows = (*stage.placed, *stage.current, *stage.waiting)
    named = {award for row in rows for award in row.awards}
    shown: dict[str, Any] = {
        "beat": stage.beat,
        "step": stage.step,
        "at": ceremony.step_at,
        "run": ceremony.run,
        "size": stage.size,
        "placed": [row.entry for row in stage.placed],
        "current": [row.entry for row in stage.current],
        "lit": list(stage.lit),
        "rows": {row.entry: _row(row) | who_is(row.entry) for row in rows},
        "awards": {award: text(title) for award, title in ceremony.awards.items() if award in named},
        "prizes": {
            award: at for at, award in enumerate(ceremony.awards, 1) if award in named and at <= METALS
        },
    }
    if stage.waiting:
        shown["waiting"] = [row.entry for row in stage.waiting]
    return shown | ({"of": stage.of} if stage.of else {})


def _row(row: Row) -> dict[str, Any]:
    shown: dict[str, Any] = {"modules": {module: figure(value) for module, value in row.modules.items()}}
    if row.rank is not None:
        shown["rank"] = row.rank
    if row.shared:
        shown["shared"] = True
    if row.total is not None:
        shown["total"] = figure(row.total)
    if row.awards:
        shown["awards"] = list(row.awards)
    return shown


def who(competition: LiveCompetition, live: LiveRound) -> Who:
    """Names as they stand now; of a rehearsal made-up ones."""

    def of(entry: EntryId) -> dict[str, Any]:
        if entry.startswith("rehearsal-"):
            return _false(int(entry.removeprefix("rehearsal-")))
        registration = live.event.registrations[entry]
        number = registration.number
        name = competition.names.entries.get(entry, Text(number, number))
        unit = competition.names.delegations.get(registration.delegation)
        return {"number": number, "name": text(name)} | ({} if unit is None else {"delegation": text(unit)})

    return of


def _false(number: int) -> dict[str, Any]:
    name, unit = _FALSE[number % len(_FALSE)], _FALSE_UNITS[number % len(_FALSE_UNITS)]
    return {
        "number": f"R{number:02}",
        "name": {"zh": name[0], "en": name[1]},
        "delegation": {"zh": unit[0], "en": unit[1]},
    }


def control(ceremony: Ceremony) -> dict[str, Any]:
    """What a phone in somebody's hand has to know: where the ceremony is and what kind of step comes; no names."""
    steps = ceremony.programme.steps
    here = ceremony.step if ceremony.phase == "running" else 0
    shown: dict[str, Any] = {
        "phase": ceremony.phase,
        "rehearsal": ceremony.rehearsal,
        "step": here,
        "steps": len(steps),
        "auto": ceremony.auto,
        "pace": ceremony.pace,
        "beat": steps[here - 1].beat if here else "start",
    }
    return shown | ({"next": steps[here].beat} if here < len(steps) else {})


def desk(competition: LiveCompetition, live: LiveRound, ceremony: Ceremony | None) -> dict[str, Any]:
    """Everything the organiser sees of it, names of later steps included."""
    if ceremony is None:
        return {"phase": "none"}
    who_is = who(competition, live)
    of = _still(competition, live, ceremony)
    return control(ceremony) | {
        "plan": asdict(ceremony.plan),
        "pin_at": ceremony.pin_at,
        "confirmed": ceremony.confirmed if of is None else of.confirmed,
        "changed_since": not ceremony.rehearsal and of is None,
        "entries": len(ceremony.programme.finals),
        "list": [
            _step(step, ceremony, live, who_is) | {"holds": at in ceremony.holds}
            for at, step in enumerate(ceremony.programme.steps, 1)
        ],
    }


def _still(competition: LiveCompetition, live: LiveRound, ceremony: Ceremony) -> Source | None:
    """The results of now, where they are what a ceremony reveals: awards may have been confirmed since."""
    of = source(live)
    return of if isinstance(of, Source) and is_true(competition, ceremony) else None


def _step(step: Step, ceremony: Ceremony, live: LiveRound, who_is: Who) -> dict[str, Any]:
    shown: dict[str, Any] = {"beat": step.beat, "names": [who_is(entry)["name"] for entry in step.entries]}
    if step.beat == "module":
        shown["of"] = next(text(one.title) for one in live.event.scheme.modules if one.id == step.of)
    if step.beat == "call_up":
        shown["of"] = next(text(title) for award, title in ceremony.awards.items() if award == step.of)
    return shown
