"""Blind numbers under two locks: seeds are drawn here, kept out of the ledger, and opened by two persons. Rules: the core.

A seed is in this process's memory while its numbers are handed out, until its encryption judge puts it away, and for
the moment of opening. At rest there are only two halves, one locked for every encryption judge, the other for
everybody who answers for the round.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from server.core.blind import LayerKind, SealedLayer, blind_draw, commitment
from server.core.commands import Actor
from server.core.commands_blind import AskDecode, DecodeLayer, SealLayer
from server.core.competition import Competition, Round
from server.core.ids import Code as BlindCode
from server.core.ids import CommandId, CompetitionId, EntryId, RoundId
from server.core.refusals import Code
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

At = tuple[CompetitionId, str]
"""A competition and the commitment of a layer."""


@dataclass(slots=True)
class Fresh:
    """A seed whose numbers are being handed out, and who may see them."""

    seed: str
    person: Person


@dataclass(slots=True)
class Half:
    """What somebody who asks has opened already; `seed` where they typed all of it."""

    person: str
    half: bytes = b""
    seed: str = ""


@dataclass(slots=True)
class Seals:
    """Draws, keeps and opens layers of blind numbers."""

    people: People
    submit: Submitter
    tries: Tries
    _fresh: dict[At, Fresh] = field(default_factory=dict)
    _asked: dict[At, Half] = field(default_factory=dict)
    _slow: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))

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
        seed = secrets.token_hex(32)
        bound = commitment(round_, layer, seed)
        shares = _locked(await self.keys(competition), bytes.fromhex(seed), bound)
        row = SealedSeed(competition=competition, commitment=bound, shares=json.dumps(shares))
        await self.people.put_sealed_seed(row)
        wished = SealLayer(round_, layer, bound, stations)
        receipt = await self._give(competition, id_, wished, person)
        self._fresh[competition, bound] = Fresh(seed, person)
        return receipt

    def mapping(
        self, competition: CompetitionId, round_: Round, layer: LayerKind, person: Person
    ) -> tuple[str, dict[BlindCode, EntryId]]:
        """
        The seed of a layer and who is behind its numbers, for its encryption judge until it is put away.

        :raises Refused: nobody else, and never again
        """
        one = _layer(round_, layer)
        fresh = self._fresh.get((competition, one.commitment))
        if fresh is None or (fresh.person.role, fresh.person.id) != (person.role, person.id):
            raise Refused(Code.SEAL_NOT_HERE)
        return fresh.seed, blind_draw(layer, fresh.seed, one.of)

    def is_fresh(self, competition: CompetitionId, one: SealedLayer, person: Person) -> bool:
        """Whether this person still has the numbers of a layer before them."""
        fresh = self._fresh.get((competition, one.commitment))
        return fresh is not None and (fresh.person.role, fresh.person.id) == (person.role, person.id)

    def put_away(self, competition: CompetitionId, round_: Round, layer: LayerKind, person: Person) -> None:
        """封存: the numbers are handed out; from now on two persons open them. :raises Refused:"""
        self.mapping(competition, round_, layer, person)
        del self._fresh[competition, _layer(round_, layer).commitment]

    async def ask(
        self,
        competition: CompetitionId,
        round_: Round,
        layer: LayerKind,
        person: Person,
        words: tuple[str, str],
        id_: CommandId,
        address: str,
    ) -> Receipt:
        """
        Open one half and ask for the other.

        :param words: the person's passphrase, and the seed from the envelope where there is no passphrase
        :raises Refused:
        """
        if known := self.submit.recorded(competition, id_):
            return known
        one = _layer(round_, layer)
        half = await self._half(competition, round_, person, one, words, address)
        receipt = await self._give(competition, id_, AskDecode(round_.id, layer), person)
        self._asked[competition, one.commitment] = half
        return receipt

    async def confirm(
        self,
        competition: CompetitionId,
        round_: Round,
        layer: LayerKind,
        person: Person,
        words: tuple[str, str],
        id_: CommandId,
        address: str,
    ) -> Receipt:
        """Open the other half; the seed goes into the ledger. :raises Refused:"""
        if known := self.submit.recorded(competition, id_):
            return known
        one = _layer(round_, layer)
        first = self._asked.get((competition, one.commitment))
        if first is None:
            raise Refused(Code.DECODE_NOT_ASKED)
        second = await self._half(competition, round_, person, one, words, address)
        seed = first.seed or second.seed or seal_locks.joined(first.half, second.half).hex()
        receipt = await self._give(competition, id_, DecodeLayer(round_.id, layer, seed), person)
        self._asked.pop((competition, one.commitment), None)
        self._fresh.pop((competition, one.commitment), None)
        return receipt

    async def _half(
        self,
        competition: CompetitionId,
        round_: Round,
        person: Person,
        one: SealedLayer,
        words: tuple[str, str],
        address: str,
    ) -> Half:
        name = f"{person.role}:{person.id}"
        tried = f"seal:{competition}:{name}"
        await self.tries.begin(tried, address)
        found = await self._opened(competition, round_, one, name, words)
        if found is None:
            await self.tries.wrong(address)
            raise Refused(Code.SEED_DIFFERS if words[1] else Code.SEAL_KEY_WRONG)
        await self.tries.right(tried)
        return found

    async def _opened(
        self, competition: CompetitionId, round_: Round, one: SealedLayer, name: str, words: tuple[str, str]
    ) -> Half | None:
        passphrase, seed = words
        if seed:
            typed = "".join(seed.split()).lower()
            return (
                Half(name, seed=typed) if commitment(round_.id, one.layer, typed) == one.commitment else None
            )
        row = await self.people.get_sealed_seed(competition, one.commitment)
        if row is None:
            raise Refused(Code.SEAL_NOT_HERE)
        mine = json.loads(row.shares).get(name)
        if mine is None:
            return None
        half = seal_locks.unlock(await self._key(passphrase, mine["salt"]), mine["box"], one.commitment)
        return None if half is None else Half(name, half)

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
        actor = Actor(person.role, person.id, person.device)
        answer = await self.submit.submit(competition, id_, wished, actor, person.device)
        if not isinstance(answer, Receipt):
            raise Refused.of(answer)
        return answer


def _locked(keys: list[SealKey], secret: bytes, about: str) -> dict[str, dict[str, str]]:
    """Both halves, each for everybody of its side. :raises Refused: a side has nobody"""
    keepers = [one for one in keys if one.role in KEEPERS]
    others = [one for one in keys if one.role in OTHERS]
    if not keepers or not others:
        raise Refused(Code.SEAL_KEYS_MISSING)
    mine, theirs = seal_locks.halves(secret)
    return {
        f"{one.role}:{one.person}": {"salt": one.salt, "box": seal_locks.lock(one.public, half, about)}
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
