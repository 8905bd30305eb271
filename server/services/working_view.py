"""How an entry's result came about, for the organiser: the tree of steps, and lines to read with judges by name. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from server.core.facts import Marks
from server.core.ids import EntryId, ModuleId, OfficialId
from server.core.scheme import Text
from server.core.working import Step, explain
from server.core.working_text import as_text
from server.services.live_fold import LiveCompetition
from server.services.live_round import LiveRound
from server.services.names import Names
from server.services.texts import Language


def working(
    competition: LiveCompetition, live: LiveRound, entry: EntryId, language: Language
) -> dict[str, Any]:
    """The working of one entry of the round, in the shape of `docs/protocol.md`."""
    round_ = live.round
    whole = explain(live.event.scheme, _sheets(live, entry), round_.panels, round_.state(entry))
    named = _named(whole, competition.names)
    return {"working": _tree(named), "text": as_text(named, language)}


def _sheets(live: LiveRound, entry: EntryId) -> dict[ModuleId, dict[OfficialId, Marks]]:
    there = live.round.sheets
    return {
        module.id: {judge: sheet.marks for judge, sheet in there.get((module.id, entry), {}).items()}
        for module in live.event.scheme.modules
    }


def _named(step: Step, names: Names) -> Step:
    """The same step with judges' names as titles, where they are known."""
    name = names.officials.get(OfficialId(step.of)) if step.kind == "judge" else None
    title = Text(name, name) if name else step.title
    return replace(step, title=title, steps=tuple(_named(inner, names) for inner in step.steps))


def _tree(step: Step) -> dict[str, Any]:
    tree: dict[str, Any] = {
        "kind": step.kind,
        "of": step.of,
        "value": step.value,
        "figures": dict(step.figures),
    }
    if step.title:
        tree["title"] = {"zh": step.title.zh, "en": step.title.en}
    if step.steps:
        tree["steps"] = [_tree(inner) for inner in step.steps]
    return tree
