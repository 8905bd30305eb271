"""Graphics over a live picture: which are shown, at which step, and the token that lets a control surface drive them."""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Any, Literal, get_args

from server.core.ids import is_id
from server.core.refusals import Code, Refusal
from server.services.kept import kept_or_as_before
from server.storage.people import People
from server.storage.tables import HallItem

GRAPHICS = ("lower_third", "tower", "ticker", "versus", "reveal", "on_stage")
"""Kinds of graphic; each is a channel of its own name from the beginning."""
CHANNELS_MAX = 40
STEP_MAX = 9_999

StreamAction = Literal["show", "hide", "toggle", "next", "previous", "first"]
ACTIONS: tuple[StreamAction, ...] = get_args(StreamAction)

_CHANNEL, _TOKEN = "graphic", "stream_token"


@dataclass(frozen=True, slots=True)
class Channel:
    """
    What drives the graphics that name it: `shown`, the `step` they are at, the `entry` they are about ("": by step).

    `changed_at` is when it changed last: ms since 1970 UTC, and always greater than before.
    """

    id: str
    shown: bool = False
    step: int = 0
    entry: str = ""
    changed_at: int = 0

    def after(self, action: StreamAction, entry: str = "") -> Channel:
        """
        The channel after an action; with an `entry` it is about that one from now on.

        >>> Channel("tower").after("toggle").after("next")
        Channel(id='tower', shown=True, step=1, entry='', changed_at=0)
        """
        match action:
            case "show":
                return replace(self, shown=True, entry=entry or self.entry)
            case "hide":
                return replace(self, shown=False)
            case "toggle":
                return replace(self, shown=not self.shown, entry=entry or self.entry)
            case "next":
                return replace(self, step=min(self.step + 1, STEP_MAX), entry="")
            case "previous":
                return replace(self, step=max(self.step - 1, 0), entry="")
        return replace(self, step=0, entry="")

    def as_json(self) -> dict[str, Any]:
        """What the board `stream.{channel}` says."""
        state = {"kind": "stream", "shown": self.shown, "step": self.step}
        return state | ({"entry": self.entry} if self.entry else {})


class Stream:
    """Every channel, kept in memory and in the store; who wants to know of a change says so with `watch`."""

    def __init__(self, people: People, now: Callable[[], int]) -> None:
        """:param now: ms since 1970 UTC"""
        self._people = people
        self._now = now
        self._channels: dict[str, Channel] = {}
        self._token = ""
        self._watchers: list[Callable[[str], None]] = []

    async def load(self) -> None:
        """Read what is stored; once, before anything else."""
        now = self._now()
        self._channels = {id_: Channel(id_, changed_at=now) for id_ in GRAPHICS}
        for row in await self._people.list_hall_items():
            if row.kind == _CHANNEL:
                self._channels[row.id] = Channel(**{**json.loads(row.body), "changed_at": now})
            elif row.kind == _TOKEN:
                self._token = json.loads(row.body)["hash"]

    def watch(self, changed: Callable[[str], None]) -> None:
        """`changed(channel)` is called after every change."""
        self._watchers.append(changed)

    def all(self) -> list[Channel]:
        """Every channel there is."""
        return list(self._channels.values())

    def get(self, channel: str) -> Channel | None:
        """One channel."""
        return self._channels.get(channel)

    async def act(self, channel: str, action: StreamAction, entry: str = "") -> Channel | Refusal:
        """Drive a channel; one that is named for the first time is made."""
        if not is_id(channel) or (entry and not is_id(entry)):
            return Refusal(Code.ID_INVALID, {"value": channel[:40]})
        known = self._channels.get(channel)
        if known is None and len(self._channels) >= CHANNELS_MAX:
            return Refusal(Code.TOO_MANY, {"count_max": CHANNELS_MAX})
        before = known or Channel(channel)
        after = self._moved(before, action, entry)
        await self._keep([after])
        return after

    async def hide_all(self) -> list[str]:
        """Take every graphic out, and say which were shown until now."""
        hidden = [self._moved(one, "hide") for one in self._channels.values() if one.shown]
        await self._keep(hidden)
        return [one.id for one in hidden]

    def _moved(self, before: Channel, action: StreamAction, entry: str = "") -> Channel:
        return replace(before.after(action, entry), changed_at=max(self._now(), before.changed_at + 1))

    async def _keep(self, channels: Sequence[Channel]) -> None:
        """Hold them, store them, tell whoever watches."""
        with kept_or_as_before(self._channels, {one.id: one for one in channels}):
            await self._people.put_hall_items(
                [HallItem(kind=_CHANNEL, id=one.id, body=json.dumps(asdict(one))) for one in channels]
            )
        for one in channels:
            for changed in self._watchers:
                changed(one.id)

    @property
    def has_token(self) -> bool:
        """Whether a token was made."""
        return bool(self._token)

    async def new_token(self) -> str:
        """A token for control surfaces; the one before ends. It is shown once and kept as a hash."""
        token = secrets.token_urlsafe(18)
        self._token = _hash(token)
        await self._people.put_hall_items(
            [HallItem(kind=_TOKEN, id="now", body=json.dumps({"hash": self._token}))]
        )
        return token

    def knows(self, token: str) -> bool:
        """Whether this is the token."""
        return self.has_token and hmac.compare_digest(_hash(token), self._token)


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
