"""How a name or a unit is said, where that is not what a dictionary says: written down by an organiser, for the announcer."""

from __future__ import annotations

import json
import re

from server.core.ids import CompetitionId, DelegationId, EntryId
from server.core.refusals import Code, Refusal
from server.services.pronounce import with_marks
from server.storage.people import SPOKEN, People
from server.storage.tables import HallItem

SAID_MAX = 80
UNIT_SAID_MAX = 300
_SAYABLE = re.compile(r"[^\W\d_]+(?:[ '’·-]+[^\W\d_]+)*", re.UNICODE)
_UNIT_SAYABLE = re.compile(r"[^\W_]+(?:[ '’·.,()（）、，&-]+[^\W_]+)*[)）]?", re.UNICODE)


class Spoken:
    """
    Every correction of how a name or a unit is said, in memory and in the store of people: who is erased leaves none.

    A unit's stands under `unit.{id}`: no entry's id has a dot.
    """

    def __init__(self, people: People) -> None:
        self._people = people
        self._said: dict[tuple[str, str], tuple[str, str]] = {}

    async def load(self) -> None:
        """Read what is stored; once, before anything else."""
        for row in await self._people.list_hall_items():
            if row.kind == SPOKEN:
                body = json.loads(row.body)
                competition, _, entry = row.id.partition(".")
                self._said[competition, entry] = body["name"], body["said"]

    def of(self, competition: CompetitionId, entry: EntryId, name: str) -> str:
        """How this name is said; "" where nobody wrote it down, or for somebody else who had the place before."""
        known, said = self._said.get((competition, entry), ("", ""))
        return said if known == name else ""

    async def keep(self, competition: CompetitionId, entry: EntryId, name: str, said: str) -> str | Refusal:
        """Write down how a name is said; tones as marks or as figures behind a syllable. "" takes it back."""
        shown = with_marks(" ".join(said.split()))
        if shown and (len(shown) > SAID_MAX or not _SAYABLE.fullmatch(shown)):
            return Refusal(Code.MALFORMED, {"problem": "读音只写字母和声调 / letters and tones only"})
        return await self._keep(competition, entry, name, shown)

    def of_unit(self, competition: CompetitionId, unit: DelegationId, name: str) -> str:
        """How a unit of this name is said; "" where nobody wrote it down."""
        known, said = self._said.get((competition, f"unit.{unit}"), ("", ""))
        return said if known == name else ""

    async def keep_unit(
        self, competition: CompetitionId, unit: DelegationId, name: str, said: str
    ) -> str | Refusal:
        """Write down how a unit is said, for all its entries."""
        shown = with_marks(" ".join(said.split()))
        if shown and (len(shown) > UNIT_SAID_MAX or not _UNIT_SAYABLE.fullmatch(shown)):
            return Refusal(
                Code.MALFORMED, {"problem": "读音只写字母、数字和声调 / letters, figures and tones only"}
            )
        return await self._keep(competition, f"unit.{unit}", name, shown)

    async def _keep(self, competition: str, of: str, name: str, shown: str) -> str:
        key, id_ = (competition, of), f"{competition}.{of}"
        if not shown:
            self._said.pop(key, None)
            await self._people.remove_hall_item(SPOKEN, id_)
            return shown
        self._said[key] = name, shown
        body = json.dumps({"name": name, "said": shown}, ensure_ascii=False)
        await self._people.put_hall_items([HallItem(kind=SPOKEN, id=id_, body=body)])
        return shown
