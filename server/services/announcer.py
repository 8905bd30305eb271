"""What the announcer reads at a ceremony: in the order of its steps, in both languages, with pronunciation. Pure."""

from __future__ import annotations

from typing import Any

from server.core.ceremony import Final, Step
from server.core.ids import EntryId
from server.services.ceremony_run import Ceremony
from server.services.ceremony_view import who
from server.services.live_fold import LiveCompetition
from server.services.live_round import LiveRound
from server.services.pronounce import of_name, of_words, otherwise, unit_otherwise
from server.services.spoken import Spoken
from server.services.standings_view import figure, text


def script(
    competition: LiveCompetition, live: LiveRound, ceremony: Ceremony | None, spoken: Spoken
) -> dict[str, Any]:
    """
    Lines in the order they are read. Each names its step and the one it begins `from`: the announcer's page follows.

    `kind` is `start` (before the first step), `place` (one result), `call_up` (everyone with an award), `podium` or
    `list`. `pinyin` is how the family says its name (`said`) where an organiser wrote that down, else by the
    dictionary, with what it may be `otherwise`; a unit has the same with `delegation_` before it.
    """
    if ceremony is None:
        return {"lines": [], "rehearsal": False}
    finals = {one.entry: one for one in ceremony.programme.finals}
    say = _Sayer(competition, live, ceremony, finals, spoken)
    lines: list[dict[str, Any]] = [{"step": 0, "from": 0, "kind": "start", "people": []}]
    begun = 1
    for number, step in enumerate(ceremony.programme.steps, 1):
        if step.beat == "call":
            begun = number
        elif step.beat in ("place", "call_up", "podium", "list"):
            lines.append(say.line(number, step) | {"from": begun if step.beat == "place" else number})
    return {"lines": lines, "rehearsal": ceremony.rehearsal, "confirmed": ceremony.confirmed}


class _Sayer:
    """Lines with the names behind ids, looked up once."""

    def __init__(
        self,
        competition: LiveCompetition,
        live: LiveRound,
        ceremony: Ceremony,
        finals: dict[EntryId, Final],
        spoken: Spoken,
    ) -> None:
        self._competition = competition.id
        self._spoken = spoken
        self._who = who(competition, live)
        self._registered = live.event.registrations
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
        name = shown["name"]["zh"]
        said = self._spoken.of(self._competition, final.entry, name)
        person = shown | {
            "entry": final.entry,
            "rank": final.rank,
            "shared": final.shared,
            "pinyin": said or of_name(name),
            "said": bool(said),
            "otherwise": [] if said else list(otherwise(name)),
            "awards": [text(self._titles[award]) for award in final.awards],
        }
        if final.total is not None:
            person["total"] = figure(final.total)
        return person if unit is None else person | self._unit(final.entry, unit["zh"])

    def _unit(self, entry: EntryId, name: str) -> dict[str, Any]:
        registered = self._registered.get(entry)  # a made-up one of a rehearsal is nobody's
        said = self._spoken.of_unit(self._competition, registered.delegation, name) if registered else ""
        return {
            "delegation_pinyin": said or of_words(name),
            "delegation_otherwise": [] if said else list(unit_otherwise(name)),
        }
