"""The hands of an organiser: the public HTTP API called from Python. Knows addresses and JSON, no rules."""

from __future__ import annotations

import json
import secrets
from typing import Any
from urllib.parse import quote

from judge_client.driver import Refused
from judge_client.http_line import HttpLine

Json = Any


class OrganiserApi:
    """One organiser on one server, signed in by a cookie; requests go one after the other over one connection."""

    def __init__(self, base: str, cookie: str = "") -> None:
        self._base = base
        self._line = HttpLine(base)
        self._cookie = cookie

    def another(self) -> OrganiserApi:
        """The same organiser at another window: what is asked there goes on beside what is asked here."""
        return OrganiserApi(self._base, self._cookie)

    async def close(self) -> None:
        """Let go of the connection."""
        await self._line.close()

    async def set_up(self, code: str, name: str, password: str) -> None:
        """Make the first organiser with the server's setup code, signed in from now on."""
        await self.ask("POST", "/api/v1/setup", {"code": code, "name": name, "password": password})

    async def command(self, competition: str, kind: str, **fields: Json) -> Json:
        """Send one command under an id of its own; its receipt."""
        path = f"/api/v1/competitions/{quote(competition)}/commands"
        return await self.ask("POST", path, {"kind": kind, **fields}, key=True)

    async def import_roster(self, competition: str, event: str, csv: str) -> Json:
        """Take a whole list of entries, as an organiser uploads it."""
        boundary = secrets.token_hex(16)
        body = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="roster.csv"\r\n'
            f"Content-Type: text/csv\r\n\r\n{csv}\r\n--{boundary}--\r\n"
        )
        path = f"/api/v1/competitions/{quote(competition)}/events/{quote(event)}/roster?confirm=yes"
        headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        return await self._send("POST", path, body.encode(), headers | _key())

    async def ask(self, method: str, path: str, body: Json = None, *, key: bool = False) -> Json:
        """
        One request; the decoded answer, or its text where it is not JSON.

        :raises Refused: the server said no
        :raises Unreachable: nobody answered
        """
        data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        return await self._send(method, path, data, _key() if key else {})

    async def _send(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Json:
        if self._cookie:
            headers = headers | {"Cookie": self._cookie}
        answer = await self._line.ask(method, path, body, headers)
        if cookie := answer.headers.get("set-cookie"):
            self._cookie = cookie.split(";", 1)[0]
        document = answer.json()
        if answer.status >= 400:
            raise Refused(document if isinstance(document, dict) else {"code": str(answer.status)})
        return answer.body.decode() if document is None else document


def _key() -> dict[str, str]:
    return {"Idempotency-Key": secrets.token_hex(16)}
