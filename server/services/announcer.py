"""What the announcer reads at a ceremony: in the order of its steps, in both languages, with pronunciation. Pure."""

from __future__ import annotations

from typing import Any

from server.core.ceremony import Final, Step
from server.core.ids import EntryId
from server.services.ceremony_run import Ceremony
from server.services.ceremony_view import who
from server.services.live_fold import LiveCompetition
from server.services.live_round import LiveRound
from server.services.pronounce import of_name, of_words
from server.services.standings_view import figure, text


def script(competition: LiveCompetition, live: LiveRound, ceremony: Ceremony | None) -> dict[str, Any]:
    """
    Lines in the order they are read. Each names its step, so that the announcer and the remote stay together.

    `kind` is `place` (one result), `call_up` (everyone with an award) or `podium`.
    """
    if ceremony is None:
        return {"lines": [], "rehearsal": False}
    finals = {one.entry: one for one in ceremony.programme.finals}
    say = _Sayer(competition, live, ceremony, finals)
    lines = [
        say.line(number, step)
        for number, step in enumerate(ceremony.programme.steps, 1)
        if step.beat in ("place", "call_up", "podium")
    ]
    return {"lines": lines, "rehearsal": ceremony.rehearsal, "confirmed": ceremony.confirmed}


class _Sayer:
    """Lines with the names behind ids, looked up once."""

    def __init__(
        self,
        competition: LiveCompetition,
        live: LiveRound,
        ceremony: Ceremony,
        finals: dict[EntryId, Final],
    ) -> None:
        self._who = who(competition, live)
        self._titles = ceremony.awards
        self._finals = finals

    def line(self, number: int, step: Step) -> dict[str, Any]:
        """One line: who, and for an award its title."""
        shown: dict[str, Any] = {
            "step": number,
            "kind": step.beat,
            "people": [self._person(self._finals[entry]) for entry in step.entries],
        }
        title = next((title for award, title in self._titles.items() if award == step.of), None)
        return shown | ({} if title is None else {"award": text(title)})

    def _person(self, final: Final) -> dict[str, Any]:
        shown = self._who(final.entry)
        unit = shown.get("delegation")
        person = shown | {
            "rank": final.rank,
            "shared": final.shared,
            "pinyin": of_name(shown["name"]["zh"]),
            "awards": [text(self._titles[award]) for award in final.awards],
        }
        if final.total is not None:
            person["total"] = figure(final.total)
        return person | ({} if unit is None else {"delegation_pinyin": of_words(unit["zh"])})
