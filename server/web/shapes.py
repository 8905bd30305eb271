"""The shapes of answers, for the OpenAPI document. No behaviour. Requests: `shapes_bodies.py`."""

from __future__ import annotations

from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

from server.core.commands import Role
from server.core.facts_setup import OfficialRole


class Text(TypedDict):
    """A text in two languages."""

    zh: str
    en: str


class Problem(TypedDict):
    """
    A refusal (RFC 9457). `retry`: the very same request may succeed later.

    `names`: what some of the params that are ids are called by people.
    """

    type: str
    title: str
    status: int
    code: str
    detail: str
    retry: bool
    params: dict[str, str | int]
    names: NotRequired[dict[str, Text]]


class About(TypedDict):
    """The server."""

    product: Literal["jinchui"]
    version: str
    epoch: str
    now: int
    setup_needed: bool
    read_only: bool


class Me(TypedDict):
    """Who is signed in."""

    role: Role
    id: str
    name: str
    competition: str | None
    title: Text | None
    may: list[str]
    epoch: str


class AccessLine(TypedDict):
    """One thing that can be done, who may do it (`anyone`: without signing in), and the commands it stands for."""

    action: str
    who: list[str]
    commands: list[str]


class Done(TypedDict):
    """It is done."""

    done: bool


class PersonShape(TypedDict):
    """A person by id and name."""

    id: str
    name: str


class CompetitionName(TypedDict):
    """A competition by id and title."""

    id: str
    title: Text


class Paired(TypedDict):
    """A tablet's token."""

    token: str
    role: OfficialRole
    judge: PersonShape
    competition: CompetitionName


class Receipt(TypedDict):
    """What was asked for is on disk at `position`; `fresh` false: it already was."""

    position: int
    first: int
    epoch: str
    hash: str
    recorded_at: int
    fresh: bool


class SchemeLine(TypedDict):
    """A scheme of the library."""

    id: str
    version: int
    hash: str
    title: Text
    trade: Text
    basis: str
    source: str


class AwardTableLine(TypedDict):
    """An award table of the library."""

    id: str
    version: int
    title: Text
    basis: str
    source: str


class SchemeProblem(TypedDict):
    """
    One fault of a scheme file, with its remedy.

    `line` counts the lines of a text file; `sheet`, `row` and `column` (letters) are of a workbook. `path` is the part of
    the scheme, `place` the same in words.
    """

    code: str
    text: Text
    path: str
    place: Text
    line: int | None
    sheet: str | None
    row: int | None
    column: str | None


class SchemeCheck(TypedDict):
    """The scheme in a file, whole, and its content hash; or its faults, and neither. `more`: so many are not listed."""

    scheme: dict[str, Any] | None
    hash: str | None
    problems: list[SchemeProblem]
    more: int


class CompetitionLine(TypedDict):
    """A competition in the list."""

    id: str
    title: Text
    events: int
    position: int


class RosterRow(TypedDict):
    """One entrant as the list has it."""

    row: int
    number: str
    name: str
    name_en: str
    delegation: str
    delegation_en: str
    category: str
    members: str
    team_number: str
    team: str
    role: str
    substitute: str


class RosterFault(TypedDict):
    """What is wrong in one cell, in the reader's language."""

    row: int
    column: str
    code: str
    text: str


class RosterAnswer(TypedDict):
    """The list as it was read; `taken` is how many entries were registered."""

    rows: list[RosterRow]
    faults: list[RosterFault]
    ignored: list[str]
    taken: int


class Tablet(TypedDict):
    """A paired device."""

    id: str
    device: str
    last_seen_at: int
    in_use: bool


class OfficialLine(TypedDict):
    """A judge, the delegation they belong to, and the tablets in their hands."""

    id: str
    name: str
    role: OfficialRole
    delegation: str | None
    code: str
    paired: list[Tablet]


class CardShape(TypedDict):
    """The card of a judge of any kind, shown this once."""

    id: str
    name: str
    role: OfficialRole
    card: str
    code: str
    pin: str


class Earlier(TypedDict):
    """Marks of a sheet before a correction."""

    position: int
    recorded_at: int
    marks: dict[str, dict[str, str]]
    reason: str
    by: str
    run: NotRequired[int]


class KeptFile(TypedDict):
    """A picture that is kept: its SHA-256 and its size."""

    file: str
    bytes: int


class EvidenceShape(TypedDict):
    """A picture a sheet names; `here` once its bytes have come."""

    file: str
    what: Literal["photo", "drawing"]
    aspect: str | None
    here: bool


class SignatureShape(TypedDict):
    """A judge's signature under a sheet, and the hash of the content it is of."""

    content: str
    image: str
    way: Literal["hand", "typed"]
    here: bool


class ReturnShape(TypedDict):
    """A sheet was given back to its judge."""

    position: int
    recorded_at: int
    reason: str
    by: str


class SheetShape(TypedDict):
    """One sheet as it stands, and what it was before."""

    position: int
    marks: dict[str, dict[str, str]]
    comment: str
    corrected: bool
    recorded_at: int
    evidence: list[EvidenceShape]
    signature: SignatureShape | None
    history: list[Earlier]
    returned: bool
    returns: list[ReturnShape]


class ConferenceMark(TypedDict):
    """A judge's mark for an aspect, and what it was when the panel was asked to mark again."""

    judge: str
    before: list[dict[str, str] | None]
    now: dict[str, str] | None


class ConferenceAspect(TypedDict):
    """An aspect on which a panel is or was too far apart."""

    aspect: str
    agreeable: bool
    asked: bool
    marks: list[ConferenceMark]
    lowest: NotRequired[str]
    highest: NotRequired[str]
    agreed: NotRequired[dict[str, Any]]
    accepted: NotRequired[str]


class ConferenceShape(TypedDict):
    """A conference (评议) on an entry in a module."""

    code: str
    seen: int
    open: bool
    asked: list[str]
    calls: list[dict[str, Any]]
    aspects: list[ConferenceAspect]


class DisplayShape(TypedDict):
    """A screen and what it shows."""

    id: str
    name: str
    board: str
    options: dict[str, str | int | bool]
    identify: int


class Ready(TypedDict):
    """Whether the server can do its work; why not, by part."""

    ready: bool
    parts: dict[str, str]


class WorkingShape(TypedDict):
    """The steps as a tree, and as lines to read; with a standard what the entry has in each of its sections."""

    working: dict[str, Any]
    text: list[str]
    sections: NotRequired[list[dict[str, Any]]]


class TeamKept(TypedDict):
    """The team's id; the receipt is null where only its name is another one."""

    team: str
    receipt: Receipt | None


class FileRead(TypedDict):
    """What stands in a file, whole, or null and everything that is wrong with it, a line each."""

    found: dict[str, Any] | None
    problems: list[str]


class SnapshotShape(TypedDict):
    """A board's whole state, true at ledger position `number`."""

    type: Literal["snapshot"]
    board: str
    number: int
    state: dict[str, Any]


Anything = dict[str, Any]
