"""A real server on a free port with an empty data folder, and the hands of an organiser and of judges for it."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx2
from starlette.routing import BaseRoute

from server.run import Running, inside
from server.services.parts import Parts
from server.settings import load

PASSWORD = "eisen-und-hammer"
NAMES = [
    ("王伟", "Wang Wei"),
    ("李娜", "Li Na"),
    ("张敏", "Zhang Min"),
    ("刘洋", "Liu Yang"),
    ("陈静", "Chen Jing"),
    ("杨帆", "Yang Fan"),
    ("赵磊", "Zhao Lei"),
    ("黄燕", "Huang Yan"),
]
DELEGATIONS = [("滨海一队", "Binhai One"), ("港口集团", "Port Group"), ("造船厂", "Shipyard")]


def new_key() -> str:
    """An Idempotency-Key."""
    return secrets.token_hex(16)


class Client:
    """One browser, tablet or program: remembers its cookie or token. Answers are `httpx2.Response`."""

    def __init__(self, http: httpx2.AsyncClient, token: str = "") -> None:
        self.http = http
        self.token = token

    async def request(self, method: str, path: str, **options: Any) -> httpx2.Response:
        """One request; a short path is below `/api/v1`."""
        headers = dict(options.pop("headers", {}))
        if self.token:
            headers.setdefault("Authorization", f"Bearer {self.token}")
        full = path if path.startswith("/") else f"/api/v1/{path}"
        return await self.http.request(method, full, headers=headers, **options)

    async def get(self, path: str, **options: Any) -> httpx2.Response:
        """GET."""
        return await self.request("GET", path, **options)

    async def post(self, path: str, body: Any = None, *, key: str = "", **options: Any) -> httpx2.Response:
        """POST JSON."""
        headers = {"Idempotency-Key": key} if key else {}
        return await self.request(
            "POST", path, json=body, headers=headers | options.pop("headers", {}), **options
        )

    async def ask(self, path: str) -> Any:
        """What a GET that must succeed answers."""
        return good(await self.get(path))

    async def command(self, competition: str, kind: str, *, key: str = "", **fields: Any) -> httpx2.Response:
        """Send one command."""
        body = {"kind": kind, **fields}
        return await self.post(f"competitions/{competition}/commands", body, key=key or new_key())

    async def do(self, competition: str, kind: str, **fields: Any) -> Any:
        """A command that must be recorded; its receipt."""
        return good(await self.command(competition, kind, **fields))

    async def upload(
        self,
        competition: str,
        event: str,
        content: bytes,
        *,
        confirm: bool = True,
        key: str = "",
        name: str = "list.csv",
    ) -> httpx2.Response:
        """Upload a roster."""
        return await self.request(
            "POST",
            f"competitions/{competition}/events/{event}/roster?confirm={'yes' if confirm else 'no'}",
            files={"file": (name, content)},
            headers={"Idempotency-Key": key or new_key()},
        )


@dataclass
class Judge:
    """A judge with a paired tablet."""

    id: str
    name: str
    card: str
    code: str
    pin: str
    client: Client

    async def work(self) -> Any:
        """What the tablet reads."""
        return await self.client.ask("judge/work")

    async def submit(
        self, competition: str, round_: str, module: str, code: str, marks: Any, **options: Any
    ) -> Any:
        """Hand in a sheet; the response."""
        return await self.client.command(
            competition,
            "submit_sheet",
            round=round_,
            module=module,
            code=code,
            marks=marks,
            comment="",
            **options,
        )


@dataclass
class Cup:
    """A competition made for a test, with an open round: ids, and who judges which module."""

    id: str
    event: str
    round: str
    judges: list[Judge]
    panels: dict[str, list[str]]
    overview: Any
    entries: list[str] = field(default_factory=list)

    @property
    def codes(self) -> list[str]:
        """Blind codes in running order."""
        return [drawn["code"] for drawn in self.overview["events"][0]["rounds"][0]["order"]]

    def judge(self, id_: str) -> Judge:
        """A judge by id."""
        return next(judge for judge in self.judges if judge.id == id_)


class Server:
    """A running server and clients for it."""

    def __init__(self, running: Running, stack: AsyncExitStack) -> None:
        self.running = running
        self.base = running.base
        self._stack = stack

    @property
    def parts(self) -> Parts:
        """What the server is made of."""
        return self.running.parts

    @property
    def routes(self) -> list[BaseRoute]:
        """Everything that is routed."""
        return self.running.app.routes

    async def client(self, token: str = "", **headers: str) -> Client:
        """Somebody new, who reads English."""
        http = httpx2.AsyncClient(
            base_url=self.base, headers={"Accept-Language": "en", **headers}, timeout=30
        )
        return Client(await self._stack.enter_async_context(http), token)

    async def organiser(self) -> Client:
        """An organiser, signed in; the first one sets the server up."""
        client = await self.client()
        code = self.parts.sign_ins.setup_code
        if code:
            good(await client.post("setup", {"code": code, "name": "组织者", "password": PASSWORD}))
        else:
            good(await client.post("sign-in", {"name": "组织者", "password": PASSWORD}))
        return client

    async def judge(self, card: Mapping[str, str], device: str = "tablet") -> Judge:
        """The judge of a card, paired."""
        client = await self.client()
        paired = good(await client.post("pair", {"card": card["card"], "pin": card["pin"], "device": device}))
        client.token = paired["token"]
        return Judge(card["id"], card["name"], card["card"], card["code"], card["pin"], client)

    async def floor_judge(self, organiser: Client, cup: Cup) -> Client:
        """A floor judge of the competition, paired."""
        return await self.official(organiser, cup, "floor")

    async def official(self, organiser: Client, cup: Cup, role: str) -> Client:
        """An official of that role of the competition, paired."""
        body = {"names": ["裁判"], "role": role}
        (card,) = good(await organiser.post(f"competitions/{cup.id}/officials", body, key=new_key()))
        return (await self.judge(card)).client

    async def cup(
        self,
        organiser: Client,
        *,
        id_: str = "cup",
        scheme: str = "forklift",
        entries: int = 4,
        names: str = "",
        audience: str = "live",
        identity: str = "name",
        open_: bool = True,
        changes: Mapping[str, Any] | None = None,
        stations: int = 0,
        drawn: bool = True,
    ) -> Cup:
        """
        A competition with one event from the library, a drawn round, full panels of paired judges.

        :param changes: fields of the scheme that are others than in the library
        """
        title = {"zh": "金锤杯", "en": "Golden Hammer Cup"}
        body = {"id": id_, "title": title, "place": "天津", "days": ["2026-11-22"]}
        good(await organiser.post("competitions", body, key=new_key()))
        whole = await organiser.ask(f"schemes/{scheme}") | dict(changes or {})
        await organiser.do(id_, "add_event", event="event", title=whole["title"], scheme=whole)
        good(await organiser.upload(id_, "event", (names or roster(entries)).encode()))
        round_title = {"zh": "决赛", "en": "Final"}
        await organiser.do(
            id_,
            "add_round",
            round="final",
            event="event",
            title=round_title,
            audience=audience,
            identity=identity,
        )
        if drawn:
            await organiser.do(id_, "make_draw", round="final", seed="test", stations=stations)
        judges, panels = await self._panels(organiser, id_, whole["modules"])
        if open_:
            await organiser.do(id_, "open_round", round="final", reason="")
        overview = await organiser.ask(f"competitions/{id_}")
        ids = [entry["entry"] for entry in overview["events"][0]["entries"]]
        return Cup(id_, "event", "final", judges, panels, overview, ids)

    async def _panels(
        self, organiser: Client, competition: str, modules: Sequence[Any]
    ) -> tuple[list[Judge], dict[str, list[str]]]:
        size = max(module["panel_size"] for module in modules)
        names = [f"裁判{number}" for number in range(1, size + 1)]
        cards = good(
            await organiser.post(f"competitions/{competition}/officials", {"names": names}, key=new_key())
        )
        panels = {}
        for module in modules:
            panels[module["id"]] = [card["id"] for card in cards[: module["panel_size"]]]
            await organiser.do(
                competition, "set_panel", round="final", module=module["id"], judges=panels[module["id"]]
            )
        return [await self.judge(card) for card in cards], panels


def good(response: httpx2.Response) -> Any:
    """The JSON of an answer that must not be a refusal."""
    assert response.status_code < 300, f"{response.status_code} {response.text[:500]}"
    return response.json()


def refused(response: httpx2.Response) -> tuple[int, str]:
    """Status and code of a refusal, which has the one shape every refusal has."""
    assert response.headers["content-type"] == "application/problem+json", response.text[:500]
    problem = response.json()
    assert set(problem) - {"names"} == {"type", "title", "status", "code", "detail", "retry", "params"}
    assert problem["status"] == response.status_code
    assert problem["detail"]
    return response.status_code, problem["code"]


def roster(entries: int) -> str:
    """A list of entrants as CSV."""
    lines = ["参赛号,姓名,英文名,代表队,单位英文名"]
    for number in range(entries):
        zh, en = NAMES[number % len(NAMES)]
        again = "" if number < len(NAMES) else str(number // len(NAMES))
        delegation = ",".join(DELEGATIONS[number % len(DELEGATIONS)])
        lines.append(f"{101 + number},{zh}{again},{en}{again},{delegation}")
    return "\r\n".join(lines) + "\r\n"


def marks(module: Mapping[str, Any], share: str = "0.5") -> dict[str, dict[str, str]]:
    """
    Marks that are accepted, for a module as `judge/work` has it: `share` of the way from each field's lowest to its
    highest value, on the step; no fault is found.
    """
    return {
        aspect: {box["id"]: _value(box, Decimal(share)) for box in boxes}
        for aspect, boxes in module["fields"].items()
    }


def _value(box: Mapping[str, Any], share: Decimal) -> str:
    if box["input"] == "choice":
        return "no"
    if box["input"] in ("count",):
        return "0"
    low, high, step = (Decimal(box[name]) for name in ("low", "high", "step"))
    steps = int((high - low) * share / step)
    return format((low + steps * step).normalize(), "f")


@asynccontextmanager
async def running_server(folder: Path, **settings: Any) -> AsyncIterator[Server]:
    """A server with this data folder; starting it again with the same folder goes on where it was."""
    chosen = load(data=folder, host="127.0.0.1", port=0, log_level="warning", **settings)
    async with AsyncExitStack() as stack:
        running = await stack.enter_async_context(inside(chosen))
        async with AsyncExitStack() as clients:
            yield Server(running, clients)
