"""Blind numbers under two locks: seeds are drawn here, kept out of the ledger, and opened by two persons. Rules: the core.

A seed is in this process's memory while its numbers are handed out, until its encryption judge puts it away, and for
the moment of opening; the half of somebody who asks, until the other one confirms. Both are forgotten when their time is
over, and with the process. At rest there are only two halves, one locked for every encryption judge, the other for
everybody who answers for the round.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from server.core.blind import LayerKind, SealedLayer, blind_draw, commitment
from server.core.commands import Actor
from server.core.commands_blind import AskDecode, DecodeLayer, SealLayer
from server.core.competition import Competition
from server.core.decide_blind import ask_decode, asked_before, seal_layer
from server.core.ids import Code as BlindCode
from server.core.ids import CommandId, CompetitionId, EntryId, RoundId
from server.core.refusals import Code, Refusal
from server.core.round import Round
from server.services import seal_locks
from server.services.access import Person
from server.services.book import Receipt
from server.services.refused import Refused
from server.services.submit import Submitter
from server.services.tries import Tries
from server.storage.people import People
from server.storage.tables import SealedSeed, SealKey

PASSPHRASE_LENGTH = 8
KEEPERS = ("encryption",)
"""The side that draws."""
OTHERS = ("supervisor", "chief", "organiser")
"""The side that answers for the round."""
HANDING_OUT_SECONDS = 4 * 3600
"""Numbers that nobody put away are put away by themselves after this."""
ASKED_SECONDS = 15 * 60
"""So long the half of somebody who asks waits for the other one."""
LOOK_SECONDS = 5

At = tuple[CompetitionId, RoundId, LayerKind]
"""A layer of a round."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """A seed whose numbers are being handed out, who may see them, and until when (steady seconds)."""

    seed: str = field(repr=False)
    commitment: str
    person: Person
    until: float


@dataclass(frozen=True, slots=True)
class Half:
    """What somebody has opened already; `seed` where they typed all of it."""

    half: bytes = field(default=b"", repr=False)
    seed: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Waiting:
    """The half of somebody who asked, and until when it waits (steady seconds)."""

    half: Half
    until: float


@dataclass(frozen=True, slots=True)
class Opening:
    """
    Somebody's part in opening a layer: with their passphrase, or with the seed from the envelope.

    `address` is where they sit, for counting tries.
    """

    competition: CompetitionId
    round: RoundId
    layer: LayerKind
    person: Person
    id: CommandId
    address: str
    passphrase: str = field(default="", repr=False)
    seed: str = field(default="", repr=False)

    @property
    def actor(self) -> Actor:
        """Who it is, for the rules and the record."""
        return _actor(self.person)

    @property
    def name(self) -> str:
        """Who it is, for locks and for counting tries."""
        return _name(self.person.role, self.person.id)


@dataclass(slots=True)
class Seals:
    """Draws, keeps and opens layers of blind numbers. `clock` are steady seconds."""

    people: People
    submit: Submitter
    tries: Tries
    clock: Callable[[], float]
    _fresh: dict[At, Fresh] = field(default_factory=dict)
    _asked: dict[tuple[CompetitionId, str, str], Waiting] = field(default_factory=dict)
    """By competition, commitment and who asked: the ledger says whose half is the one that counts."""
    _slow: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))

    async def run(self) -> None:
        """Forget what is over, until cancelled."""
        while True:
            self.forget()
            await asyncio.sleep(LOOK_SECONDS)

    def forget(self) -> None:
        """Put away what nobody has put away in time, and drop askings that nobody confirmed."""
        now = self.clock()
        self._fresh = {at: one for at, one in self._fresh.items() if one.until > now}
        self._asked = {by: one for by, one in self._asked.items() if one.until > now}

    async def set_key(self, competition: CompetitionId, person: Person, passphrase: str) -> None:
        """A person's passphrase from now on; older seals open with the one of then. :raises Refused:"""
        if len(passphrase.strip()) < PASSPHRASE_LENGTH:
            raise Refused(Code.PASSWORD_TOO_SHORT, length_min=PASSPHRASE_LENGTH)
        salt = seal_locks.new_salt()
        public = seal_locks.public_of(await self._key(passphrase, salt))
        row = SealKey(competition=competition, role=person.role, person=person.id, salt=salt, public=public)
        await self.people.put_seal_key(row)

    async def keys(self, competition: CompetitionId) -> list[SealKey]:
        """Everybody's keys."""
        return await self.people.list_seal_keys(competition)

    async def draw(
        self,
        competition: CompetitionId,
        round_: RoundId,
        layer: LayerKind,
        stations: int,
        person: Person,
        id_: CommandId,
    ) -> Receipt:
        """
        Draw a layer: the seed is locked and kept before its commitment is recorded.

        :raises Refused: by the rules, or because a side has no key
        """
        if known := self.submit.recorded(competition, id_):
            return known
        state, _ = state_of(self.submit, competition, round_)
        seed = secrets.token_hex(32)
        bound = commitment(round_, layer, seed)
        wished = SealLayer(round_, layer, bound, stations)
        _allowed(seal_layer(state, wished, _actor(person)))
        shares = _locked(await self.keys(competition), bytes.fromhex(seed), bound)
        row = SealedSeed(competition=competition, commitment=bound, shares=json.dumps(shares))
        await self.people.put_sealed_seed(row)
        receipt = await self._give(competition, id_, wished, person)
        # A seed that was drawn before goes with it: its numbers mean nothing any more.
        self._fresh[competition, round_, layer] = Fresh(
            seed, bound, person, self.clock() + HANDING_OUT_SECONDS
        )
        return receipt

    def mapping(
        self, competition: CompetitionId, round_: Round, layer: LayerKind, person: Person
    ) -> tuple[str, dict[BlindCode, EntryId]]:
        """
        The seed of a layer and who is behind its numbers, for its encryption judge until it is put away.

        :raises Refused: nobody else, and never again
        """
        one = _layer(round_, layer)
        fresh = self._held(competition, round_, one, person)
        if fresh is None:
            raise Refused(Code.SEAL_NOT_HERE)
        return fresh.seed, blind_draw(layer, fresh.seed, one.of)

    def handing_out(
        self, competition: CompetitionId, round_: Round, one: SealedLayer, person: Person
    ) -> int | None:
        """For how many seconds this person still has the numbers of a layer before them; None: not any more."""
        fresh = self._held(competition, round_, one, person)
        return None if fresh is None else int(fresh.until - self.clock())

    def waiting(self, competition: CompetitionId, round_: Round) -> int | None:
        """For how many seconds whoever asked still waits for the other person; None: it has to be asked again."""
        self.forget()
        asked = round_.blind.asked if round_.blind is not None else None
        if asked is None:
            return None
        bound = _layer(round_, asked.layer).commitment
        half = self._asked.get((competition, bound, _name(asked.role, asked.official)))
        return None if half is None else int(half.until - self.clock())

    def put_away(self, competition: CompetitionId, round_: Round, layer: LayerKind, person: Person) -> None:
        """封存: the numbers are handed out; from now on two persons open them. :raises Refused:"""
        self.mapping(competition, round_, layer, person)
        del self._fresh[competition, round_.id, layer]

    async def ask(self, mine: Opening) -> Receipt:
        """Open one half and ask for the other. :raises Refused:"""
        wished = AskDecode(mine.round, mine.layer)
        if self.submit.recorded(mine.competition, mine.id):
            return await self._give(mine.competition, mine.id, wished, mine.person)
        state, round_ = state_of(self.submit, mine.competition, mine.round)
        _allowed(ask_decode(state, wished, mine.actor))
        one = _layer(round_, mine.layer)
        half = await self._half(mine, one)
        receipt = await self._give(mine.competition, mine.id, wished, mine.person)
        self._asked[mine.competition, one.commitment, mine.name] = Waiting(half, self.clock() + ASKED_SECONDS)
        return receipt

    async def confirm(self, mine: Opening) -> Receipt:
        """
        Open the other half; the seed goes into the ledger.

        Who asked is whom the ledger names, and what the rules refuse is refused before a passphrase is looked at.

        :raises Refused:
        """
        state, round_ = state_of(self.submit, mine.competition, mine.round)
        one = _layer(round_, mine.layer)
        if self.submit.recorded(mine.competition, mine.id):
            again = DecodeLayer(mine.round, mine.layer, one.seed)
            return await self._give(mine.competition, mine.id, again, mine.person)
        asked = asked_before(state, round_, mine.layer, mine.actor)
        if isinstance(asked, Refusal):
            raise Refused.of(asked)
        self.forget()
        first = self._asked.get((mine.competition, one.commitment, _name(asked.role, asked.official)))
        if first is None:
            raise Refused(Code.DECODE_NOT_ASKED)
        seed = _seed(first.half, await self._half(mine, one))
        wished = DecodeLayer(mine.round, mine.layer, seed)
        receipt = await self._give(mine.competition, mine.id, wished, mine.person)
        self._asked = {by: half for by, half in self._asked.items() if by[1] != one.commitment}
        self._fresh.pop((mine.competition, mine.round, mine.layer), None)
        return receipt

    def _held(
        self, competition: CompetitionId, round_: Round, one: SealedLayer, person: Person
    ) -> Fresh | None:
        self.forget()
        fresh = self._fresh.get((competition, round_.id, one.layer))
        if fresh is None or fresh.commitment != one.commitment:
            return None
        return fresh if (fresh.person.role, fresh.person.id) == (person.role, person.id) else None

    async def _half(self, mine: Opening, one: SealedLayer) -> Half:
        tried = f"seal:{mine.competition}:{mine.name}"
        self.tries.begin(tried, mine.address)
        found = await self._opened(mine, one)
        if found is None:
            self.tries.wrong(mine.address)
            raise Refused(Code.SEED_DIFFERS if mine.seed else Code.SEAL_KEY_WRONG)
        self.tries.right(tried)
        return found

    async def _opened(self, mine: Opening, one: SealedLayer) -> Half | None:
        if mine.seed:
            typed = "".join(mine.seed.split()).lower()
            return Half(seed=typed) if commitment(mine.round, one.layer, typed) == one.commitment else None
        row = await self.people.get_sealed_seed(mine.competition, one.commitment)
        if row is None:
            raise Refused(Code.SEAL_NOT_HERE)
        share = json.loads(row.shares).get(mine.name)
        if share is None:
            return None
        key = await self._key(mine.passphrase, share["salt"])
        half = seal_locks.unlock(key, share["box"], one.commitment)
        return None if half is None else Half(half)

    async def _key(self, passphrase: str, salt: str) -> Any:
        async with self._slow:
            return await asyncio.to_thread(seal_locks.private_key, passphrase.strip(), salt)

    async def _give(
        self,
        competition: CompetitionId,
        id_: CommandId,
        wished: SealLayer | AskDecode | DecodeLayer,
        person: Person,
    ) -> Receipt:
        answer = await self.submit.submit(competition, id_, wished, _actor(person), person.device)
        if not isinstance(answer, Receipt):
            raise Refused.of(answer)
        return answer


def _actor(person: Person) -> Actor:
    return Actor(person.role, person.id, person.device)


def _name(role: str, person: str) -> str:
    return f"{role}:{person}"


def _seed(one: Half, other: Half) -> str:
    return one.seed or other.seed or seal_locks.joined(one.half, other.half).hex()


def _allowed(decision: object) -> None:
    """:raises Refused: the rules say no"""
    if isinstance(decision, Refusal):
        raise Refused.of(decision)


def _locked(keys: list[SealKey], secret: bytes, about: str) -> dict[str, dict[str, str]]:
    """Both halves, each for everybody of its side. :raises Refused: a side has nobody"""
    keepers = [one for one in keys if one.role in KEEPERS]
    others = [one for one in keys if one.role in OTHERS]
    if not keepers or not others:
        raise Refused(Code.SEAL_KEYS_MISSING)
    mine, theirs = seal_locks.halves(secret)
    return {
        _name(one.role, one.person): {"salt": one.salt, "box": seal_locks.lock(one.public, half, about)}
        for side, half in ((keepers, mine), (others, theirs))
        for one in side
    }


def _layer(round_: Round, layer: LayerKind) -> SealedLayer:
    """A layer that was drawn. :raises Refused:"""
    one = round_.blind.drawn(layer) if round_.blind is not None else None
    if one is None:
        raise Refused(Code.LAYER_UNKNOWN)
    return one


def state_of(submit: Submitter, competition: CompetitionId, round_: str) -> tuple[Competition, Round]:
    """A round as it stands on disk. :raises Refused:"""
    state = submit.state(competition)
    found = state.rounds.get(RoundId(round_)) if state is not None else None
    if state is None or found is None:
        raise Refused(Code.ROUND_UNKNOWN)
    return state, found
