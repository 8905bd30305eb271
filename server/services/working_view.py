"""How an entry's result came about, for the organiser: the tree of steps, and lines to read with judges by name. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from server.core.field import sheets_of
from server.core.ids import EntryId, OfficialId, RoundId
from server.core.results import Result
from server.core.scheme import Scheme
from server.core.sections import profile
from server.core.steps import Step, exact_text
from server.core.text import Text
from server.core.working import explain
from server.core.working_text import as_text
from server.services.live_fold import LiveCompetition
from server.services.live_round import LiveRound
from server.services.standings_view import text
from server.services.texts import Language


def working(
    competition: LiveCompetition, live: LiveRound, entry: EntryId, language: Language
) -> dict[str, Any]:
    """The working of one entry of the round, in the shape of `docs/protocol.md`."""
    round_ = live.round
    scheme = live.event.scheme
    live.standings()
    whole = explain(scheme, sheets_of(scheme, round_, entry), round_.panels, live.given(entry))
    named = _named(whole, competition)
    shown: dict[str, Any] = {"working": _tree(named), "text": as_text(named, language)}
    result = live.results().get(entry)
    if scheme.sections and result is not None:
        shown["sections"] = _sections(scheme, result)
    return shown


def _sections(scheme: Scheme, result: Result) -> list[dict[str, Any]]:
    """What the entry has in each section of the standard, as it counts in the total."""
    found = profile(scheme, result)
    return [
        {
            "id": section.id,
            "title": text(section.title),
            "points": exact_text(found[section.id][0]),
            "max": exact_text(found[section.id][1]),
        }
        for section in scheme.sections
    ]


def _named(step: Step, competition: LiveCompetition) -> Step:
    """The same step with the names of judges, and the titles of earlier rounds, where they are known."""
    inner = tuple(_named(one, competition) for one in step.steps)
    return replace(step, title=_title(step, competition) or step.title, steps=inner)


def _title(step: Step, competition: LiveCompetition) -> Text | None:
    if step.kind == "judge":
        name = competition.names.officials.get(OfficialId(step.of))
        return Text(name, name) if name else None
    if step.kind in ("carried", "best_round"):
        round_ = competition.state.rounds.get(RoundId(step.of))
        return None if round_ is None else round_.title
    return None


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
