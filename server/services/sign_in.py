"""Accounts, cards and sign-ins: who someone is. What they may do stands in `access.py`, cookies and headers in the web."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from server.core.facts_setup import OfficialRole
from server.core.ids import CompetitionId, OfficialId
from server.core.ledger import Ledger, LedgerFailed
from server.core.refusals import Code
from server.services import secrets_kept as kept
from server.services.access import Person
from server.services.refused import Refused
from server.services.tries import Tries
from server.storage.people import People
from server.storage.tables import Account, Official, SignIn

PASSWORD_LENGTH = 8
SETUP_FILE = "setup-code.txt"
FRESH_MS = 2000
"""How long a sign-in is believed without looking again, where nothing was heard of its end."""
SEEN_MS = 60_000
IN_USE_MS = 2 * SEEN_MS
"""A device that was heard of so lately is in somebody's hands now."""
NAMED_BY = 16
"""So many digits of its sign-in's hash name a device to the organiser: they open nothing."""
KEPT_MAX = 20_000


@dataclass(frozen=True, slots=True)
class Card:
    """What a judge's card shows; never stored."""

    card: str
    code: str
    pin: str


class SignIns:
    """The doorkeeper. Tokens and cards are known by their hashes only."""

    def __init__(
        self,
        people: People,
        ledger: Ledger,
        tries: Tries,
        now: Callable[[], int],
        hours: int,
        folder: Path | None,
        role_of: Callable[[CompetitionId, OfficialId], OfficialRole] = lambda _competition, _official: (
            "judge"
        ),
    ) -> None:
        """:param role_of: what an official of a competition is, as its ledger says"""
        self._people, self._ledger, self._tries, self._now = people, ledger, tries, now
        self._lifetime = hours * 3_600_000
        self._hashing = kept.Hashing()
        self._role_of = role_of
        self._known: dict[str, tuple[Person, int]] = {}
        self._strange: dict[str, tuple[None, int]] = {}
        """Tokens nobody has, by their hashes, and when they were looked for."""
        self._strangers = asyncio.Lock()
        self._ended = 0
        self._told: list[Callable[[], None]] = []
        self._setup_file = folder / SETUP_FILE if folder else None
        self.setup_code: str | None = None
        """What the first organiser has to type; None once there is one."""

    async def open(self) -> None:
        """Without any account: have a setup code. The same one after a restart, where there is a data folder."""
        if not await self._people.list_accounts():
            self.setup_code = self._stored_code() or self._new_code()

    async def set_up(self, code: str, name: str, password: str, address: str) -> tuple[Person, str]:
        """Make the first organiser; the person and a token. :raises Refused:"""
        if self.setup_code is None:
            raise Refused(Code.SETUP_DONE)
        self._tries.begin("setup", address)
        if not secrets.compare_digest(kept.typed(code).encode(), self.setup_code.encode()):
            self._tries.wrong(address)
            raise Refused(Code.SETUP_CODE_WRONG)
        self._tries.right("setup")
        account = await self._add_account(name, password)
        self.setup_code = None
        if self._setup_file:
            self._setup_file.unlink(missing_ok=True)
        return await self._admit_account(account)

    async def sign_in(self, name: str, password: str, address: str) -> tuple[Person, str]:
        """An organiser by name and password; the person and a token. :raises Refused:"""
        tried = f"account:{name.strip().casefold()}"
        self._tries.begin(tried, address)
        account = await self._people.account_by_name(name.strip())
        if (
            not await self._hashing.password_fits(account.password_hash if account else None, password)
            or not account
        ):
            self._tries.wrong(address)
            raise Refused(Code.SIGN_IN_WRONG)
        self._tries.right(tried)
        return await self._admit_account(account)

    async def pair(self, card: str, pin: str, device: str, address: str) -> tuple[Person, str]:
        """A judge of any kind by card (or short code) and PIN; the person and a token. :raises Refused:"""
        card = kept.typed(card)
        official = await self._official(card)
        # A card's short code is the same card: both share its tries.
        tried = f"card:{official.card_hash if official else kept.digest(card)}"
        self._tries.begin(tried, address)
        if official is None or not await self._hashing.pin_fits(official.pin_hash, pin.strip()):
            self._tries.wrong(address)
            raise Refused(Code.PAIRING_WRONG)
        self._tries.right(tried)
        competition = CompetitionId(official.competition)
        role = self._role_of(competition, OfficialId(official.id))
        person = _person(official, role, device)
        return person, await self._admit(person)

    async def who(self, token: str) -> Person | None:
        """The person who holds this token; None when it is unknown, too old or revoked."""
        key = kept.digest(token)
        if found := self._fresh(key):
            return found[0]
        if key in self._known:
            return await self._read(key)
        # One at a time: however many tokens are made up, who was known a moment ago waits for one of them.
        async with self._strangers:
            found = self._fresh(key)
            return found[0] if found else await self._read(key)

    def _fresh(self, key: str) -> tuple[Person | None, int] | None:
        """What was found a moment ago; of a clock that was set back nothing is."""
        found = self._known.get(key) or self._strange.get(key)
        return found if found and 0 <= self._now() - found[1] < FRESH_MS else None

    async def _read(self, key: str) -> Person | None:
        """What stands in the store by now, kept for a moment."""
        ended, now = self._ended, self._now()
        person = await self._look_up(key, now)
        for held in (self._known, self._strange):
            if len(held) >= KEPT_MAX:
                held.clear()
        # What was read while a sign-in ended may be of before that: it is answered with, and not believed again.
        if ended == self._ended:
            self._known.pop(key, None)
            self._strange.pop(key, None)
            if person is None:
                self._strange[key] = (None, now)
            else:
                self._known[key] = (person, now)
        return person

    def watch(self, told: Callable[[], None]) -> None:
        """Be told whenever a sign-in has ended."""
        self._told.append(told)

    def _has_ended(self) -> None:
        self._ended += 1
        self._strange.clear()
        # They have to be looked up again, and are no strangers for it.
        self._known = {key: (person, -FRESH_MS) for key, (person, _) in self._known.items()}
        for told in self._told:
            told()

    async def sign_out(self, token: str) -> None:
        """End one sign-in."""
        key = kept.digest(token)
        await self._people.revoke(key, self._now())
        self._has_ended()

    async def new_cards(
        self, competition: CompetitionId, judges: Sequence[tuple[OfficialId, str]]
    ) -> list[Card]:
        """A card for each judge, by id and name; one they had ends, and the tablets paired with it are signed out."""
        cards = [Card(kept.new_card(), kept.new_short_code(), kept.new_pin()) for _ in judges]
        hashes = await asyncio.gather(*(self._hashing.hash_pin(card.pin) for card in cards))
        rows = [
            Official(
                competition=competition,
                id=id_,
                name=name,
                pin_hash=pin_hash,
                card_hash=kept.digest(card.card),
                short_code=card.code,
            )
            for (id_, name), card, pin_hash in zip(judges, cards, hashes, strict=True)
        ]
        await self._people.put_officials(rows)
        # After the old card has ended: nobody can pair with it between the two.
        paired = {row.person for row in await self._people.list_sign_ins(competition)}
        for id_, _ in judges:
            if id_ in paired:
                for role in get_args(OfficialRole):
                    await self._people.revoke_person(role, id_, competition, self._now())
        self._has_ended()
        return [Card(card.card, kept.shown(card.code), card.pin) for card in cards]

    async def tablets(self, competition: CompetitionId) -> dict[str, list[dict[str, Any]]]:
        """The devices paired now, by judge."""
        found: dict[str, list[dict[str, Any]]] = {}
        now = self._now()
        for row in await self._people.list_sign_ins(competition):
            if row.revoked_at is None and now - row.created_at < self._lifetime:
                seen = {
                    "id": row.token_hash[:NAMED_BY],
                    "device": row.device,
                    "last_seen_at": row.last_seen_at,
                    "in_use": abs(now - row.last_seen_at) < IN_USE_MS,
                }
                found.setdefault(row.person, []).append(seen)
        return found

    async def end_device(self, competition: CompetitionId, official: OfficialId, device: str) -> bool:
        """Sign one device of an official out, by the name `tablets` gives it; False: there is none such."""
        for row in await self._people.list_sign_ins(competition):
            if row.person == official and row.revoked_at is None and row.token_hash[:NAMED_BY] == device:
                await self._people.revoke(row.token_hash, self._now())
                self._has_ended()
                return True
        return False

    async def _official(self, card: str) -> Official | None:
        if len(card) != kept.SHORT_LENGTH:
            return await self._people.official_by_card(kept.digest(card))
        for competition in await self._ledger.competitions():
            if official := await self._people.official_by_short_code(competition, card):
                return official
        return None

    async def _look_up(self, key: str, now: int) -> Person | None:
        row = await self._people.get_sign_in(key)
        if row is None or row.revoked_at is not None or now - row.created_at >= self._lifetime:
            return None
        if abs(now - row.last_seen_at) >= SEEN_MS:
            # why: a full disk must not sign out those who only read
            with suppress(LedgerFailed):
                await self._people.seen(key, now)
        if row.competition:
            official = await self._people.get_official(row.competition, row.person)
            if official is None:
                return None
            role = self._role_of(CompetitionId(row.competition), OfficialId(row.person))
            return _person(official, role, row.device)
        account = await self._people.get_account(row.person)
        return _organiser(account) if account else None

    async def _add_account(self, name: str, password: str) -> Account:
        if len(password) < PASSWORD_LENGTH:
            raise Refused(Code.PASSWORD_TOO_SHORT, length_min=PASSWORD_LENGTH)
        if not name.strip():
            raise Refused(Code.TEXT_MISSING, field="name")
        account = Account(
            id=f"o{secrets.token_hex(6)}",
            name=name.strip(),
            password_hash=await self._hashing.hash_password(password),
        )
        await self._people.put_account(account)
        return account

    async def _admit_account(self, account: Account) -> tuple[Person, str]:
        person = _organiser(account)
        return person, await self._admit(person)

    async def _admit(self, person: Person) -> str:
        token, now = kept.new_token(), self._now()
        await self._people.put_sign_in(
            SignIn(
                token_hash=kept.digest(token),
                role=person.role,
                person=person.id,
                competition=person.competition,
                device=person.device,
                created_at=now,
                last_seen_at=now,
            )
        )
        return token

    def _stored_code(self) -> str | None:
        try:
            return (
                kept.typed(self._setup_file.read_text(encoding="utf-8")) or None if self._setup_file else None
            )
        except OSError:
            return None

    def _new_code(self) -> str:
        code = kept.new_short_code()
        if self._setup_file:
            self._setup_file.parent.mkdir(parents=True, exist_ok=True)
            with open(os.open(self._setup_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                file.write(kept.shown(code) + "\n")
        return code


def _person(official: Official, role: OfficialRole, device: str) -> Person:
    return Person(role, OfficialId(official.id), official.name, CompetitionId(official.competition), device)


def _organiser(account: Account) -> Person:
    return Person("organiser", OfficialId(account.id), account.name)
