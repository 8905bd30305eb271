"""Driving the hall's screens together: scenes, playlists, groups, the programme; taking, hiding, notices, emergency."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import structlog

from server.core.refusals import Code, Refusal
from server.services import hall_items
from server.services.board_kinds import BoardKinds
from server.services.displays import NOTHING, Displays, Screen
from server.services.hall_items import Json
from server.services.kept import gone_or_as_before, kept_or_as_before
from server.services.versions import overtaken, version_of
from server.storage.people import People
from server.storage.tables import HallItem

LOOK_SECONDS = 1
_log = structlog.get_logger("jinchui")


class Fleet:
    """Everything screens are driven with; the screens themselves are `Displays`'."""

    def __init__(
        self,
        people: People,
        displays: Displays,
        kinds: BoardKinds,
        now: Callable[[], int],
        there: Callable[[str], bool] = lambda _board: True,
    ) -> None:
        """:param now: ms since 1970 UTC; :param there: whether what a board is about is there"""
        self.displays = displays
        self.kinds = kinds
        self._people = people
        self._now = now
        self._there = there
        self._items: dict[str, dict[str, Json]] = {kind: {} for kind in hall_items.KINDS}
        self._watchers: list[Callable[[str], None]] = []
        self._changed: dict[str, int] = {}
        self._loaded_at = 0

    async def load(self) -> None:
        """Read what is stored; once, before anything else."""
        self._loaded_at = self._now()
        for row in await self._people.list_hall_items():
            if row.kind in self._items:
                self._items[row.kind][row.id] = json.loads(row.body)

    def all(self, kind: str) -> list[Json]:
        """Every item of a kind: the programme by time, the rest by title."""
        if kind == "programme":
            return sorted(self._items[kind].values(), key=lambda line: (line["start"], line["id"]))
        return sorted(self._items[kind].values(), key=lambda item: (item["title"]["zh"], item["id"]))

    def get(self, kind: str, item: str) -> Json | None:
        """One item."""
        return self._items[kind].get(item)

    def versions(self, kind: str) -> dict[str, str]:
        """Every item of a kind by what is in it: who changes one says which they saw."""
        return {id_: version_of(_chosen(item)) for id_, item in self._items[kind].items()}

    def watch(self, changed: Callable[[str], None]) -> None:
        """`changed(competition)` is called when its programme is another."""
        self._watchers.append(changed)

    def programme_changed_at(self, competition: str) -> int:
        """When the programme changed last, at the latest when the server started: ms since 1970 UTC."""
        return self._changed.get(competition, self._loaded_at)

    async def keep(self, kind: str, body: Mapping[str, Any], replaces: str = "") -> Json | Refusal:
        """
        Add an item, or replace the one with its id.

        :param replaces: the version that was seen (see `versions`); "" replaces whatever stands there
        """
        kept = self._items[kind]
        if body["id"] and body["id"] not in kept:
            return Refusal(Code.SHOW_ITEM_UNKNOWN)
        if not body["id"] and len(kept) >= hall_items.ITEMS_MAX:
            return Refusal(Code.TOO_MANY, {"count_max": hall_items.ITEMS_MAX})
        refusal = hall_items.fault(kind, body, self.kinds, self._items)
        if refusal is not None:
            return refusal
        if not all(self._there(zone["board"]) for zone in body.get("zones", ()) if zone["board"]):
            return Refusal(Code.BOARD_UNKNOWN)
        for zone in body.get("zones", ()):
            if problem := self.kinds.nobody(zone["kind"], zone["board"], zone["options"], self._there):
                return Refusal(Code.MALFORMED, {"problem": problem})
        if kind == "programme" and not self._there(f"schedule.{body['competition']}"):
            return Refusal(Code.COMPETITION_UNKNOWN)
        before = kept.get(body["id"], {})
        item = {**body, "id": body["id"] or secrets.token_hex(4)}
        if before and (refusal := overtaken(_chosen(before), _chosen(item), replaces)):
            return refusal
        if "given" in before:
            item["given"] = before["given"]
        await self._store(kind, item)
        return item

    async def remove(self, kind: str, item: str) -> Refusal | None:
        """Forget an item; what is on air stays on air."""
        gone = self._items[kind].get(item)
        if gone is None:
            return Refusal(Code.SHOW_ITEM_UNKNOWN)
        with gone_or_as_before(self._items[kind], item):
            await self._people.remove_hall_item(kind, item)
        self._tell(kind, gone)
        return None

    def chosen(self, screens: Iterable[str], groups: Iterable[str], *, everyone: bool) -> list[Screen]:
        """The screens that are named, or belong to a group that is."""
        named, wanted = set(screens), set(groups)
        return [
            screen
            for screen in self.displays.all()
            if everyone or screen.id in named or wanted & set(screen.groups)
        ]

    async def take(self, screens: Iterable[Screen], *, scene: str = "", playlist: str = "") -> Refusal | None:
        """Put a scene or a playlist on air; it takes away a notice and lights a blank screen."""
        kind = "playlist" if playlist else "scene"
        item = self.get(kind, playlist or scene)
        if item is None:
            return Refusal(Code.SHOW_ITEM_UNKNOWN)
        show = hall_items.on_air(kind, item, self._items["scene"], self._now())
        if not show["steps"]:
            return Refusal(Code.SHOW_ITEM_UNKNOWN)
        await self.displays.put(
            [screen.id for screen in screens], show=show, board="", blank=False, notice=NOTHING
        )
        return None

    async def emergency(self, text: Mapping[str, str]) -> None:
        """Every screen says this at once; without a text it is over, and each goes on with what it showed."""
        said = text.get("zh") or text.get("en")
        await self.displays.alarm({"text": dict(text), "since": self._now()} if said else NOTHING)

    async def run(self) -> None:
        """Give the cues of the programme until cancelled."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                await self.give_cues()
            except Exception as error:  # a full disk ends neither the programme nor the server
                _log.error("a cue of the programme failed", error=str(error))

    async def give_cues(self) -> None:
        """Whatever the programme wants on screens by now."""
        for line in hall_items.due(list(self._items["programme"].values()), self._now()):
            if self.get("programme", line["id"]) is not line:
                continue  # Changed or deleted while the one before was given: what is due of it is seen a second later.
            # First marked as given: a cue that fails is not given again every second.
            await self._store("programme", {**line, "given": line["start"]})
            for cue in line["cues"]:
                refusal = await self._give(cue)
                if refusal is not None:
                    _log.warning("a cue was not given", line=line["id"], **cue, reason=refusal.code.value)

    async def _give(self, cue: Json) -> Refusal | None:
        """Take what a cue names; why not, where its scene, its playlist or every screen of its groups is gone."""
        screens = self.chosen((), cue["groups"], everyone=not cue["groups"])
        if not screens:
            return Refusal(Code.DISPLAY_UNKNOWN)
        return await self.take(screens, scene=cue["scene"], playlist=cue["playlist"])

    async def _store(self, kind: str, item: Json) -> None:
        before = self._items[kind].get(item["id"])
        with kept_or_as_before(self._items[kind], {item["id"]: item}):
            await self._people.put_hall_items(
                [HallItem(kind=kind, id=item["id"], body=json.dumps(item, ensure_ascii=False))]
            )
        self._tell(kind, item)
        if before is not None and before.get("competition") != item.get("competition"):
            self._tell(kind, before)

    def _tell(self, kind: str, item: Json) -> None:
        if kind != "programme":
            return
        competition = item["competition"]
        self._changed[competition] = max(self._now(), self.programme_changed_at(competition) + 1)
        for changed in self._watchers:
            changed(competition)


def _chosen(item: Json) -> Json:
    """An item without what the server itself noted: a cue that was given is nobody's change."""
    return {name: value for name, value in item.items() if name != "given"}
