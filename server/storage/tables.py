"""The tables, in two stores: people can be erased, the ledger never changes. No query lives here."""

from typing import ClassVar

from sqlalchemy import BigInteger, Column, LargeBinary, MetaData, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

_NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class LedgerTable(SQLModel):
    """What belongs to the ledger's store."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=_NAMES)


class PeopleTable(SQLModel):
    """What belongs to the store of people and screens; a file of its own beside a SQLite ledger."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=_NAMES)


class FactRow(LedgerTable, table=True):
    """
    One fact. Every column but `part` is covered by `hash`.

    `part` counts a command's facts from 0; its unique constraint is what makes a command exactly-once, and
    the primary key is what lets only one of two writers follow the same position.
    """

    __tablename__ = "fact"
    __table_args__ = (UniqueConstraint("competition", "command", "part"),)

    competition: str = Field(primary_key=True)
    position: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    command: str
    part: int
    digest: str
    recorded_at: int = Field(sa_type=BigInteger)
    actor: str
    device: str
    body: str = Field(sa_column=Column(Text, nullable=False))
    previous: str
    hash: str


class LedgerMeta(LedgerTable, table=True):
    """One row: the epoch, the name of this history."""

    __tablename__ = "ledger_meta"

    id: int = Field(default=1, primary_key=True)
    epoch: str


class Delegation(PeopleTable, table=True):
    """代表队: the unit that entries belong to."""

    competition: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    name_zh: str
    name_en: str = ""


class Entrant(PeopleTable, table=True):
    """
    Who stands behind an entry: a person's name, or a team's with its members' names, one a line.

    Least data: no more than a board needs. `phone` is for calling entrants and never leaves the desk.
    """

    competition: str = Field(primary_key=True)
    entry: str = Field(primary_key=True)
    name_zh: str
    name_en: str = ""
    members: str = ""
    phone: str = ""


class Official(PeopleTable, table=True):
    """A judge: the name, and what proves a card is theirs. Secrets as hashes; empty means none issued."""

    __table_args__ = (UniqueConstraint("competition", "short_code"),)

    competition: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    name: str
    pin_hash: str = ""
    card_hash: str = Field(default="", index=True)
    short_code: str | None = None


class Account(PeopleTable, table=True):
    """An organiser's account."""

    id: str = Field(primary_key=True)
    name: str = Field(unique=True)
    password_hash: str


class SignIn(PeopleTable, table=True):
    """
    One signed-in browser or tablet. `person` is an official's or account's id; times are ms since 1970 UTC.

    A judge's sign-in names its competition, an organiser's does not.
    """

    __tablename__ = "sign_in"

    token_hash: str = Field(primary_key=True)
    role: str
    person: str
    competition: str | None = None
    device: str = ""
    created_at: int = Field(sa_type=BigInteger)
    last_seen_at: int = Field(sa_type=BigInteger)
    revoked_at: int | None = Field(default=None, sa_type=BigInteger)


class Display(PeopleTable, table=True):
    """A screen in the hall and what it shows; `options` is JSON text."""

    id: str = Field(primary_key=True)
    name: str
    board: str = ""
    options: str = Field(default="{}", sa_column=Column(Text, nullable=False))


class HallItem(PeopleTable, table=True):
    """
    What the hall's screens are driven with: what a screen shows (`on_air`), a scene, a playlist, a group ...

    `body` is JSON text; its shape is the service's. No result rests on it, so it is no fact.
    """

    __tablename__ = "hall_item"

    kind: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    body: str = Field(sa_column=Column(Text, nullable=False))


class ScreenPicture(PeopleTable, table=True):
    """An uploaded picture for screens, checked when it came in. Times are ms since 1970 UTC."""

    __tablename__ = "screen_picture"

    id: str = Field(primary_key=True)
    name: str
    media: str
    width: int
    height: int
    made_at: int = Field(sa_type=BigInteger)
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class SealKey(PeopleTable, table=True):
    """The public key of somebody who opens blind numbers; the private one is made from a passphrase and `salt` (hex)."""

    __tablename__ = "seal_key"

    competition: str = Field(primary_key=True)
    role: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    salt: str
    public: str


class SealedSeed(PeopleTable, table=True):
    """
    The secret seed of a layer of blind numbers, in two halves, each locked for everybody of one side; JSON text.

    It stands here and not in the ledger, which holds its commitment and, once it is open, the seed.
    """

    __tablename__ = "sealed_seed"

    competition: str = Field(primary_key=True)
    commitment: str = Field(primary_key=True)
    shares: str = Field(sa_column=Column(Text, nullable=False))
