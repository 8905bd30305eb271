"""People and screens: small reads and writes beside the ledger. Nothing here can change a result."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Self, TypeVar

from sqlalchemy import delete, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.orm import defer
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from server.core.ledger import LedgerFailed
from server.storage import migrate
from server.storage.engine import Where, address, insert_into, writing_engine
from server.storage.tables import (
    Account,
    Delegation,
    Display,
    Entrant,
    HallItem,
    Official,
    ScreenPicture,
    SealedSeed,
    SealKey,
    SignIn,
)

Row = TypeVar("Row", bound=SQLModel)


SPOKEN = "spoken"
"""The kind of item that keeps how a name is said: `{competition}.{entry}`. It goes when the person does."""


class People:
    """
    The store of names, cards, accounts, sign-ins and screens.

    Rows handed out are plain values: changing one changes nothing until it is put back. `put_...` adds or
    replaces by key; `get_...` answers None where there is nothing; `list_...` is in the order of the key.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @classmethod
    async def open(cls, where: Where) -> Self:
        """
        Open the store, made or migrated first: a SQLite file of its own, or the PostgreSQL database.

        Never the file of a SQLite ledger, which has one writer; `engine.beside` names the file beside it.
        """
        url = address(where)
        await migrate.upgrade(url, migrate.PEOPLE)
        return cls(writing_engine(url))

    async def close(self) -> None:
        """Let go of the storage."""
        await self._engine.dispose()

    # delegations and entrants

    async def put_delegations(self, rows: Sequence[Delegation]) -> None:
        """Add or replace delegations."""
        await self._put(rows)

    async def list_delegations(self, competition: str) -> list[Delegation]:
        """The delegations of a competition."""
        return await self._all(
            select(Delegation).where(Delegation.competition == competition).order_by(Delegation.id)
        )

    async def put_entrants(self, rows: Sequence[Entrant]) -> None:
        """Add or replace entrants."""
        await self._put(rows)

    async def get_entrant(self, competition: str, entry: str) -> Entrant | None:
        """Who stands behind an entry."""
        return await self._get(Entrant, (competition, entry))

    async def list_entrants(self, competition: str) -> list[Entrant]:
        """Every entrant of a competition."""
        return await self._all(
            select(Entrant).where(Entrant.competition == competition).order_by(Entrant.entry)
        )

    async def forget_entrant(self, competition: str, entry: str) -> None:
        """Erase a person's data; the ledger stays whole, as it holds ids only."""
        await self._do(
            delete(Entrant).where(col(Entrant.competition) == competition, col(Entrant.entry) == entry)
        )
        await self.remove_hall_item(SPOKEN, f"{competition}.{entry}")

    # officials

    async def put_officials(self, rows: Sequence[Official]) -> None:
        """Add or replace officials, their cards included."""
        await self._put(rows)

    async def get_official(self, competition: str, official: str) -> Official | None:
        """One official."""
        return await self._get(Official, (competition, official))

    async def list_officials(self, competition: str) -> list[Official]:
        """The officials of a competition."""
        return await self._all(
            select(Official).where(Official.competition == competition).order_by(Official.id)
        )

    async def official_by_card(self, card_hash: str) -> Official | None:
        """Whose card this is. Empty hashes belong to nobody."""
        if not card_hash:
            return None
        return await self._one(select(Official).where(Official.card_hash == card_hash))

    async def official_by_short_code(self, competition: str, short_code: str) -> Official | None:
        """Whose typed code this is."""
        return await self._one(
            select(Official).where(Official.competition == competition, Official.short_code == short_code)
        )

    # organisers' accounts

    async def put_account(self, row: Account) -> None:
        """Add or replace an account; a name may be taken only once."""
        await self._put([row])

    async def get_account(self, account: str) -> Account | None:
        """One account."""
        return await self._get(Account, account)

    async def account_by_name(self, name: str) -> Account | None:
        """The account that signs in under this name."""
        return await self._one(select(Account).where(Account.name == name))

    async def list_accounts(self) -> list[Account]:
        """Every account."""
        return await self._all(select(Account).order_by(Account.id))

    # sign-ins

    async def put_sign_in(self, row: SignIn) -> None:
        """Add or replace a sign-in."""
        await self._put([row])

    async def get_sign_in(self, token_hash: str) -> SignIn | None:
        """A sign-in, revoked or not."""
        return await self._get(SignIn, token_hash)

    async def list_sign_ins(self, competition: str | None = None) -> list[SignIn]:
        """Sign-ins, newest first; of one competition's judges where it is named, else all."""
        chosen = select(SignIn).order_by(col(SignIn.created_at).desc(), SignIn.token_hash)
        return await self._all(
            chosen if competition is None else chosen.where(SignIn.competition == competition)
        )

    async def seen(self, token_hash: str, at: int) -> None:
        """Note that a sign-in was used."""
        await self._do(update(SignIn).where(col(SignIn.token_hash) == token_hash).values(last_seen_at=at))

    async def revoke(self, token_hash: str, at: int) -> None:
        """End one sign-in; one that is revoked already keeps its time."""
        await self._do(_revoking(at).where(col(SignIn.token_hash) == token_hash))

    async def revoke_person(self, role: str, person: str, competition: str | None, at: int) -> None:
        """End every sign-in of a person, as when a tablet is lost."""
        here = col(SignIn.competition) == competition if competition else col(SignIn.competition).is_(None)
        await self._do(_revoking(at).where(col(SignIn.role) == role, col(SignIn.person) == person, here))

    # screens

    async def put_displays(self, rows: Sequence[Display]) -> None:
        """Add or replace screens."""
        await self._put(rows)

    async def list_displays(self) -> list[Display]:
        """Every screen."""
        return await self._all(select(Display).order_by(Display.id))

    async def remove_display(self, display: str, kinds: Sequence[str] = ()) -> None:
        """Forget a screen and what is kept of it as items of these kinds: all of it, or nothing."""
        await self._do(
            delete(Display).where(col(Display.id) == display),
            delete(HallItem).where(col(HallItem.kind).in_(kinds), col(HallItem.id) == display),
        )

    # what screens are driven with

    async def put_hall_items(self, rows: Sequence[HallItem]) -> None:
        """Add or replace scenes, playlists or the like."""
        await self._put(rows)

    async def list_hall_items(self) -> list[HallItem]:
        """All of every kind."""
        return await self._all(select(HallItem).order_by(HallItem.kind, HallItem.id))

    async def remove_hall_item(self, kind: str, item: str) -> None:
        """Forget one."""
        await self._do(delete(HallItem).where(col(HallItem.kind) == kind, col(HallItem.id) == item))

    async def put_screen_picture(self, row: ScreenPicture) -> None:
        """Add or replace a picture."""
        await self._put([row])

    async def get_screen_picture(self, picture: str) -> ScreenPicture | None:
        """One picture, its content too."""
        return await self._get(ScreenPicture, picture)

    async def list_screen_pictures(self) -> list[ScreenPicture]:
        """Every picture, without its content."""
        return await self._all(
            select(ScreenPicture)
            .options(defer(ScreenPicture.content))  # type: ignore[arg-type]
            .order_by(col(ScreenPicture.made_at), col(ScreenPicture.id))
        )

    async def remove_screen_picture(self, picture: str) -> None:
        """Forget a picture."""
        await self._do(delete(ScreenPicture).where(col(ScreenPicture.id) == picture))

    # blind numbers

    async def put_seal_key(self, row: SealKey) -> None:
        """Add or replace a key; what was sealed for the one before opens with the passphrase of then."""
        await self._put([row])

    async def list_seal_keys(self, competition: str) -> list[SealKey]:
        """Everybody's keys."""
        return await self._all(
            select(SealKey).where(SealKey.competition == competition).order_by(SealKey.role, SealKey.person)
        )

    async def put_sealed_seed(self, row: SealedSeed) -> None:
        """Keep a sealed seed."""
        await self._put([row])

    async def get_sealed_seed(self, competition: str, commitment: str) -> SealedSeed | None:
        """A sealed seed."""
        return await self._get(SealedSeed, (competition, commitment))

    async def _put(self, rows: Sequence[SQLModel]) -> None:
        if not rows:
            return
        table = type(rows[0])
        columns = table.__table__.columns  # type: ignore[attr-defined]
        values = [{c.name: getattr(row, c.name) for c in columns} for row in rows]
        statement = insert_into(self._engine, table)
        rest = {c.name: statement.excluded[c.name] for c in columns if not c.primary_key}
        keys = [c for c in columns if c.primary_key]
        async with _storage(), self._engine.begin() as connection:
            await connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=rest), values)

    async def _get(self, table: type[Row], key: Any) -> Row | None:
        async with AsyncSession(self._engine) as session:
            return await session.get(table, key)

    async def _one(self, chosen: SelectOfScalar[Row]) -> Row | None:
        async with AsyncSession(self._engine) as session:
            return (await session.exec(chosen)).first()

    async def _all(self, chosen: SelectOfScalar[Row]) -> list[Row]:
        async with AsyncSession(self._engine) as session:
            return list((await session.exec(chosen)).all())

    async def _do(self, *statements: Any) -> None:
        """All of them or none."""
        async with _storage(), self._engine.begin() as connection:
            for statement in statements:
                await connection.execute(statement)


@asynccontextmanager
async def _storage() -> AsyncIterator[None]:
    """What is written in here fails as the ledger fails: a full disk is no mistake of the program."""
    try:
        yield
    except OperationalError as error:
        raise LedgerFailed(f"the storage failed: {error.orig}") from error


def _revoking(at: int) -> Any:
    return update(SignIn).where(col(SignIn.revoked_at).is_(None)).values(revoked_at=at)
