"""Every ceremony: prepared, kept over a restart, driven from the desk or a phone; what screens see is drawn elsewhere."""

from __future__ import annotations

import asyncio
import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

import structlog
from pydantic import TypeAdapter

from server.core.ceremony import Plan
from server.core.ids import CompetitionId, RoundId
from server.core.refusals import Code, Refusal
from server.services.ceremony_run import Ceremony, Drive
from server.services.ceremony_source import Source
from server.services.kept import gone_or_as_before, kept_or_as_before
from server.services.tries import Guesses
from server.storage.people import People
from server.storage.tables import HallItem

LOOK_SECONDS = 0.25
"""So often it is asked whether the next step of a ceremony is due that goes on by itself."""
REMOTES_MAX = 8
PIN_DIGITS = 10
"""So many that tries have to be limited only by address, not for everybody at once."""
GUESSES_PER_ADDRESS, GUESSES_IN_ALL = 5, 60
"""Wrong PINs a minute."""
PAUSE_SECONDS = 1
"""
Whoever does not say which step they saw moves none sooner than this after the last one: a key that bounces, or is pressed
twice by a hand that saw nothing happen yet, reveals one step.
"""
KIND = "ceremony"
"""The kind of hall item that keeps a ceremony: figures and ids, no names."""

Key = tuple[CompetitionId, RoundId]

_STORED = TypeAdapter(Ceremony)
_log = structlog.get_logger(__name__)


class Ceremonies:
    """
    One ceremony a round at most, in memory and in the store; who wants to know of a change says so with `watch`.

    Pauses of one that goes on by itself are measured by a clock that only goes forward: a laptop whose time is set anew
    neither holds it up nor hurries it.
    """

    def __init__(
        self,
        people: People,
        guesses: Guesses,
        now: Callable[[], int],
        seconds: Callable[[], float] = time.monotonic,
        is_true: Callable[[Ceremony], bool] = lambda _: True,
    ) -> None:
        """
        :param now: ms since 1970 UTC
        :param is_true: whether what a ceremony reveals are still the results
        """
        self._people = people
        self._guesses = guesses
        self._now = now
        self._seconds = seconds
        self._is_true = is_true
        self._known: dict[Key, Ceremony] = {}
        self._due: dict[Key, float] = {}
        """When the next step of those comes that go on by themselves, by `seconds`."""
        self._stepped: dict[Key, float] = {}
        """When the last step was taken, by `seconds`."""
        self._ended: dict[Key, int] = {}
        self._loaded_at = 0
        self._watchers: list[Callable[[CompetitionId, RoundId], None]] = []

    async def load(self) -> None:
        """Read what is stored; once, before anything else. One that went on by itself waits for a hand."""
        self._loaded_at = now = self._now()
        for row in await self._people.list_hall_items():
            if row.kind == KIND:
                kept = _STORED.validate_json(row.body)
                self._known[kept.competition, kept.round] = replace(
                    kept, auto=0, changed_at=max(now, kept.changed_at + 1)
                )

    def watch(self, changed: Callable[[CompetitionId, RoundId], None]) -> None:
        """`changed(competition, round)` is called after every change."""
        self._watchers.append(changed)

    def get(self, competition: CompetitionId, round_: RoundId) -> Ceremony | None:
        """The ceremony of a round."""
        return self._known.get((competition, round_))

    def revealed(self, competition: CompetitionId, round_: RoundId) -> bool:
        """Whether the ceremony of a round, and no rehearsal of it, has taken its last step."""
        known = self._known.get((competition, round_))
        return known is not None and known.is_over

    def changed_at(self, competition: CompetitionId, round_: RoundId) -> int:
        """When it changed last, also by being put away: ms since 1970 UTC."""
        known = self._known.get((competition, round_))
        return known.changed_at if known else self._ended.get((competition, round_), self._loaded_at)

    def on(self, competition: CompetitionId) -> Ceremony | None:
        """
        The ceremony of a competition that is on: of those that run the one begun last, else the one prepared last.

        A rehearsal takes no screen from one that is meant.
        """
        known = [one for one in self._known.values() if one.competition == competition]
        return max(
            known,
            key=lambda one: (one.phase == "running", not one.rehearsal, one.begun_at, one.made_at),
            default=None,
        )

    def last_changed_at(self, competition: CompetitionId) -> int:
        """When any ceremony of a competition changed last: ms since 1970 UTC."""
        known = [one.changed_at for one in self._known.values() if one.competition == competition]
        ended = [at for (of, _), at in self._ended.items() if of == competition]
        return max([self._loaded_at, *known, *ended])

    async def prepare(
        self, competition: CompetitionId, round_: RoundId, of: Source, plan: Plan, *, rehearsal: bool
    ) -> tuple[Ceremony, str, str] | Refusal:
        """
        A new ceremony, the PIN of its remote and the key of its QR code, which are shown once. One that is running has
        to be put away first.
        """
        known = self.get(competition, round_)
        if known is not None and known.phase == "running":
            return Refusal(Code.CEREMONY_UNDER_WAY)
        now = max(self._now(), self.changed_at(competition, round_) + 1)
        pin, key = _secrets()
        made = Ceremony(
            competition=competition,
            round=round_,
            finals=of.finals,
            known=of.known,
            modules=of.modules,
            awards=of.awards,
            plan=plan,
            rehearsal=rehearsal,
            confirmed=of.confirmed,
            position=of.position,
            pin_hash=_hash(pin, f"{now}"),
            key_hash=_hash(key, f"{now}"),
            pin_at=now,
            made_at=now,
            changed_at=now,
        )
        await self._keep(made)
        return made, pin, key

    async def renew(self, competition: CompetitionId, round_: RoundId) -> tuple[Ceremony, str, str] | Refusal:
        """
        The ceremony with a new PIN and a new key, shown once. Those before let nobody in, their phones are out; the
        step stays.
        """
        known = self.get(competition, round_)
        if known is None:
            return Refusal(Code.CEREMONY_UNKNOWN)
        salt = f"{known.made_at}"
        pin, key = _secrets()
        while _hash(pin, salt) == known.pin_hash:
            pin, key = _secrets()
        now = max(self._now(), known.changed_at + 1)
        renewed = replace(
            known,
            pin_hash=_hash(pin, salt),
            key_hash=_hash(key, salt),
            pin_at=now,
            remotes=(),
            changed_at=now,
        )
        await self._keep(renewed)
        return renewed, pin, key

    async def take_results(
        self, competition: CompetitionId, round_: RoundId, of: Source
    ) -> Ceremony | Refusal:
        """Results changed since it was prepared: it goes on with those of now, from where they begin to differ."""
        known = self.get(competition, round_)
        if known is None:
            return Refusal(Code.CEREMONY_UNKNOWN)
        after = known.with_results(of, self._now())
        await self._keep(after)
        return after

    async def drive(
        self,
        competition: CompetitionId,
        round_: RoundId,
        drive: Drive,
        who: str,
        *,
        seen: int | None = None,
        to: int = 0,
    ) -> Ceremony | Refusal:
        """
        Move a ceremony.

        :param seen: the step whoever drives has before them; where it is another by now nothing moves, but a pause is
          one whatever was seen: a ceremony that went on in that moment stands still all the same. Without it "next" and
          "back" wait for `PAUSE_SECONDS` after the last step
        """
        known = self.get(competition, round_)
        if known is None:
            return Refusal(Code.CEREMONY_UNKNOWN)
        overtaken = seen is not None and known.phase == "running" and seen != known.step
        if overtaken and drive != "pause":
            return Refusal(Code.CEREMONY_MOVED, {"step": known.step})
        after = known.after(drive, who, self._now(), to=to, true=drive == "look" or self._is_true(known))
        if isinstance(after, Refusal):
            return after
        if seen is None and drive in ("next", "back") and self._stepped_just_now((competition, round_)):
            return Refusal(Code.CEREMONY_TOO_SOON, {"step": known.step, "seconds": PAUSE_SECONDS})
        if after is not known:
            if drive not in ("hold", "release"):
                self._begin_pause(after)
            await self._keep(after)
        return after

    async def end(self, competition: CompetitionId, round_: RoundId) -> Refusal | None:
        """Put a ceremony away: screens go back to waiting, and every remote is out."""
        known = self.get(competition, round_)
        if known is None:
            return Refusal(Code.CEREMONY_UNKNOWN)
        self._ended[competition, round_] = max(self._now(), known.changed_at + 1)
        with gone_or_as_before(self._known, (competition, round_)):
            await self._people.remove_hall_item(KIND, _id(competition, round_))
        self._tell(competition, round_)
        return None

    async def let_in(
        self, competition: CompetitionId, round_: RoundId, pin: str, address: str
    ) -> str | Refusal:
        """
        A phone becomes a remote by the PIN or by the key of the QR code; its token.

        The key is too long to be guessed and is not counted: whoever tries PINs keeps nobody out who scans, nor
        anybody at another address who types it right.

        :raises Refused: too many tries
        """
        known = self.get(competition, round_)
        given = "" if known is None else _hash(pin, f"{known.made_at}")
        if known is None or not known.key_hash or not hmac.compare_digest(given, known.key_hash):
            name = f"ceremony {competition} {round_}"
            self._guesses.begin(name, address)
            if known is None or not hmac.compare_digest(given, known.pin_hash):
                self._guesses.wrong(name, address)
                return Refusal(Code.REMOTE_PIN_WRONG)
        token = secrets.token_urlsafe(18)
        remotes = (*known.remotes, _hash(token))[-REMOTES_MAX:]
        await self._keep(replace(known, remotes=remotes, changed_at=max(self._now(), known.changed_at + 1)))
        return token

    def remote(self, competition: CompetitionId, round_: RoundId, token: str) -> str | None:
        """What a remote is called by its token; None: it is none of this ceremony."""
        known = self.get(competition, round_)
        found = _hash(token)
        if known is None or not any(hmac.compare_digest(found, one) for one in known.remotes):
            return None
        return f"remote {found[:12]}"

    async def run(self) -> None:
        """Go on wherever a ceremony goes on by itself, until cancelled."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                await self.go_on()
            except Exception as error:  # a full disk ends neither the ceremony nor the server
                _log.error("a step of the ceremony failed", error=str(error))

    async def go_on(self) -> None:
        """Every step whose pause is over by now."""
        for key in list(self._known):
            known = self._known.get(key)
            if known is not None and known.auto and self._seconds() >= self._due[key]:
                after = known.by_itself(self._now(), true=self._is_true(known))
                self._begin_pause(after)
                await self._keep(after)

    def _stepped_just_now(self, key: Key) -> bool:
        return self._seconds() - self._stepped.get(key, -PAUSE_SECONDS) < PAUSE_SECONDS

    def _begin_pause(self, of: Ceremony) -> None:
        self._due[of.competition, of.round] = self._seconds() + of.auto

    async def _keep(self, after: Ceremony) -> None:
        """In memory first, so that nobody builds on the same step; on the disk before anybody sees it."""
        key = after.competition, after.round
        body = _STORED.dump_json(after).decode()
        before = self._known.get(key)
        if before is not None and before.step != after.step:
            self._stepped[key] = self._seconds()
        with kept_or_as_before(self._known, {key: after}):
            await self._people.put_hall_items([HallItem(kind=KIND, id=_id(*key), body=body)])
        self._tell(*key)

    def _tell(self, competition: CompetitionId, round_: RoundId) -> None:
        for changed in self._watchers:
            changed(competition, round_)


def _id(competition: CompetitionId, round_: RoundId) -> str:
    return f"{competition}.{round_}"


def _secrets() -> tuple[str, str]:
    """A PIN to be typed, and a key that nobody guesses."""
    return f"{secrets.randbelow(10**PIN_DIGITS):0{PIN_DIGITS}}", secrets.token_urlsafe(12)


def _hash(secret: str, salt: str = "") -> str:
    return sha256(f"{salt} {secret}".encode()).hexdigest()
