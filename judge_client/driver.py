"""A tablet without a screen: pairs, reads its work, marks plausibly, keeps an outbox and sends it until it is recorded.

The same promises as the page: a command gets its id before it is sent, is sent again under the same id for as long
as no receipt came, and is forgotten only then. For tests, rehearsals and demos; a few hundred fit in one process.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import quote

from judge_client import plausible
from judge_client.http_line import Answer, HttpLine, Unreachable
from judge_client.plausible import Json, Marks

SIGNED_OUT = ("sign_in_needed", "pairing_revoked")


class Refused(Exception):
    """The server said no and no retry can help; the Problem Details document is `problem`."""

    def __init__(self, problem: Json) -> None:
        super().__init__(f"{problem.get('code')}: {problem.get('detail')}")
        self.problem = problem

    @property
    def code(self) -> str:
        """The refusal's stable code."""
        return str(self.problem.get("code", ""))


@dataclass(frozen=True, slots=True)
class SheetRef:
    """One sheet that a judge has to mark; `part` is its module in `judge/work`."""

    round: str
    module: str
    code: str
    order: int
    part: Json = field(repr=False, compare=False)
    run: int = 1
    answers: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """A command in the outbox: the very bytes that are sent, however often, under `id`."""

    id: str
    sheet: SheetRef
    body: bytes


@dataclass(slots=True)
class Counts:
    """What a tablet did so far."""

    recorded: int = 0
    repeats: int = 0
    """Receipts for something that was recorded before: an answer had got lost."""
    tries: int = 0
    refused: int = 0


class Tablet:
    """
    One judge at one tablet.

    :param base: the server's address, such as `http://127.0.0.1:8000`
    :param seed: names everything random the tablet does but its command ids; the same seed marks the same
    :param wait: sleeps; a rehearsal in fast motion gives its own
    """

    def __init__(
        self, base: str, seed: str = "tablet", *, wait: Callable[[float], Awaitable[object]] = asyncio.sleep
    ) -> None:
        self._line = HttpLine(base)
        self._seed = seed
        self._wait = wait
        self._random = Random(seed)
        self._manner = plausible.Judge.drawn(self._random)
        self._token = ""
        self._etag = ""
        self._work: Json | None = None
        self.judge: Json = {}
        self.competition: Json = {}
        self.outbox: list[Waiting] = []
        self.counts = Counts()

    async def __aenter__(self) -> Tablet:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Let go of the connection; the outbox stays."""
        await self._line.close()

    async def pair(self, card: str, pin: str) -> Json:
        """
        Sign in with a card's text or short code; who the judge is.

        :raises Refused: card or PIN are wrong
        :raises Unreachable: nobody answered
        """
        body = {"card": card, "pin": pin, "device": f"driver {self._seed}"[:80]}
        answer = _accepted(await self._line.ask("POST", "/api/v1/pair", _bytes(body)))
        self._token, self.judge, self.competition = answer["token"], answer["judge"], answer["competition"]
        return self.judge

    async def work(self) -> Json:
        """
        The judge's work, read again only where it changed.

        :raises Refused: signed out
        :raises Unreachable: nobody answered
        """
        headers = self._headers() | ({"If-None-Match": self._etag} if self._etag else {})
        answer = await self._line.ask("GET", "/api/v1/judge/work", None, headers)
        if answer.status == 304 and self._work is not None:
            return self._work
        self._work = _accepted(answer)
        self._etag = answer.headers.get("etag", "")
        return self._work

    async def open_sheets(self) -> list[SheetRef]:
        """Sheets of open rounds that are neither submitted nor in the outbox, in running order."""
        waiting = {
            (w.sheet.round, w.sheet.module, w.sheet.code, w.sheet.run, w.sheet.answers) for w in self.outbox
        }
        return [
            SheetRef(
                round_["id"],
                part["module"]["id"],
                sheet["code"],
                sheet["order"],
                part,
                sheet.get("run", 1),
                sheet.get("returned", {}).get("position", 0),
            )
            for round_ in (await self.work())["rounds"]
            if round_["phase"] == "open"
            for part in round_["modules"]
            for sheet in part["sheets"]
            if sheet["state"] == "competing"
            and sheet["submitted"] is None
            and (
                round_["id"],
                part["module"]["id"],
                sheet["code"],
                sheet.get("run", 1),
                sheet.get("returned", {}).get("position", 0),
            )
            not in waiting
        ]

    def mark(self, sheet: SheetRef, skill: float | None = None) -> Marks:
        """Plausible marks for a sheet, complete; `skill` (0..1) where a rehearsal directs the story."""
        if skill is None:
            skill = plausible.skill_of(f"{self.competition.get('id')}", sheet.round, sheet.code)
        random = Random(f"{self._seed}/{sheet.round}/{sheet.module}/{sheet.code}")
        return plausible.sheet_marks(sheet.part, skill, self._manner, random)

    def keep(self, sheet: SheetRef, marks: Marks, comment: str = "") -> Waiting:
        """Put a whole sheet into the outbox, under an id of its own; nothing is sent yet."""
        command: Json = {
            "kind": "submit_sheet",
            "round": sheet.round,
            "module": sheet.module,
            "code": sheet.code,
        }
        command |= {"marks": marks, "comment": comment} | ({"run": sheet.run} if sheet.run > 1 else {})
        command |= {"answers": sheet.answers} if sheet.answers else {}
        waiting = Waiting(secrets.token_hex(16), sheet, _bytes(command))
        self.outbox.append(waiting)
        return waiting

    async def submit(self, sheet: SheetRef, marks: Marks, comment: str = "") -> Json:
        """
        Hand in a sheet and do not rest until it is recorded; its receipt.

        :raises Refused: the server will not have it, now or later
        """
        return await self.deliver(self.keep(sheet, marks, comment))

    async def drain(self) -> list[Json]:
        """Send everything that waits, oldest first; the receipts. What is refused for good leaves the outbox too."""
        receipts = []
        for waiting in list(self.outbox):
            try:
                receipts.append(await self.deliver(waiting))
            except Refused as refused:
                if refused.code in SIGNED_OUT:
                    raise
        return receipts

    async def deliver(self, waiting: Waiting) -> Json:
        """
        Send one command until a receipt or a final no comes back, however long that takes.

        :raises Refused: a final no; the command has left the outbox unless the tablet was only signed out
        """
        attempt = 0
        while True:
            receipt = await self.send_once(waiting)
            if receipt is not None:
                return receipt
            attempt += 1
            await self._wait(self._random.uniform(0.0, min(10.0, 0.25 * 2 ** min(attempt, 20))))

    async def send_once(self, waiting: Waiting) -> Json | None:
        """
        Send one command once: its receipt, or None where it has to be sent again.

        :raises Refused: a final no
        """
        self.counts.tries += 1
        path = f"/api/v1/competitions/{quote(self.competition['id'])}/commands"
        try:
            answer = await self._line.ask(
                "POST", path, waiting.body, self._headers() | {"Idempotency-Key": waiting.id}
            )
        except Unreachable:
            return None
        document = answer.json()
        if (
            answer.status == 200
            and isinstance(document, dict)
            and "position" in document
            and "epoch" in document
        ):
            self._forget(waiting)
            self.counts.recorded += 1
            self.counts.repeats += not document.get("fresh", True)
            return document
        if isinstance(document, dict) and document.get("retry") is False and 400 <= answer.status < 500:
            if document.get("code") not in SIGNED_OUT:
                self._forget(waiting)
                self.counts.refused += 1
            raise Refused(document)
        return None  # in trouble, or not our server at all: kept, and tried again

    def _forget(self, waiting: Waiting) -> None:
        self.outbox = [one for one in self.outbox if one.id != waiting.id]

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._token}"}


def _bytes(body: Json) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _accepted(answer: Answer) -> Any:
    document = answer.json()
    if answer.status != 200:
        raise Refused(document if isinstance(document, dict) else {"code": "", "status": answer.status})
    return document
