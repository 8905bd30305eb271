"""How an entry's result came about, for the organiser: the tree of steps, and lines to read with judges by name. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from server.core.field import given_of, sheets_of
from server.core.ids import EntryId, OfficialId
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
    scheme = live.event.scheme
    whole = explain(
        scheme, sheets_of(scheme, round_, entry), round_.panels, given_of(competition.state, round_, entry)
    )
    named = _named(whole, competition.names)
    return {"working": _tree(named), "text": as_text(named, language)}


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
