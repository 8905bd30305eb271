"""A small venue for tests of the tablet: a real server process that can be killed, one event with every kind of aspect."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import ssl
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2

from server.storage.sql_ledger import SqlLedger
from tests.support.server import PASSWORD, Client, good, new_key, roster

TOP = Path(__file__).resolve().parents[2]


def both(zh: str, en: str) -> dict[str, str]:
    """A text in both languages."""
    return {"zh": zh, "en": en}


def _aspect(id_: str, title: dict[str, str], max_: str | None, rule: dict[str, Any]) -> dict[str, Any]:
    return {"id": id_, "title": title, "max": max_, "rule": rule}


def _within(quantity: str, **bounds: str) -> dict[str, Any]:
    return {"quantity": quantity, **bounds}


LOOKS = {
    "id": "looks",
    "title": both("外观", "Appearance"),
    "aspects": [
        _aspect(
            "surface",
            both("表面质量", "Surface"),
            "6",
            {
                "kind": "judgement",
                "benchmarks": [
                    both("有裂纹或烧穿", "Cracked or burnt through"),
                    both("波纹粗糙，高低不匀", "Rough ripples, uneven"),
                    both("波纹均匀，个别处不齐", "Even ripples, small faults"),
                    both("波纹细密均匀，过渡圆滑", "Fine even ripples, smooth transitions"),
                ],
            },
        ),
        _aspect("tidy", both("整洁", "Tidiness"), "5", {"kind": "points", "step": "0.5"}),
    ],
}
SIZES = {
    "id": "sizes",
    "title": both("尺寸", "Dimensions"),
    "aspects": [
        _aspect(
            "length",
            both("长度 85", "Length 85"),
            "8",
            {
                "kind": "measurement",
                "quantities": [
                    {
                        "id": "l",
                        "title": both("长度", "Length"),
                        "unit": "mm",
                        "step": "0.01",
                        "low": "80",
                        "high": "90",
                        "readings": 2,
                        "nominal": "85",
                        "plus": "0.08",
                        "minus": "0.08",
                    }
                ],
                "scored": {"by": "step_deduction", "step": "0.01", "minus_points": "2"},
            },
        ),
        _aspect(
            "undercut",
            both("咬边", "Undercut"),
            "20",
            {
                "kind": "measurement",
                "quantities": [
                    {"id": "depth", "title": both("深度", "Depth"), "unit": "mm", "step": "0.1", "high": "5"},
                    {"id": "run", "title": both("长度", "Length"), "unit": "mm", "step": "1", "high": "300"},
                ],
                "scored": {
                    "by": "bands",
                    "bands": [
                        {"when": [_within("depth", at_most="0")], "points": "20"},
                        {
                            "when": [_within("depth", at_most="0.5"), _within("run", at_most="15")],
                            "points": "14",
                        },
                        {
                            "when": [_within("depth", at_most="0.5"), _within("run", at_most="30")],
                            "points": "8",
                        },
                    ],
                },
            },
        ),
    ],
}
PROCESS = {
    "id": "process",
    "title": both("过程", "Process"),
    "aspects": [
        _aspect(
            "faults",
            both("安全文明", "Safety and order"),
            "5",
            {
                "kind": "count",
                "start": "5",
                "faults": [
                    {"id": "gear", "title": both("防护不全", "Gear missing"), "points": "-1", "count_max": 9},
                    {
                        "id": "mess",
                        "title": both("乱放工具", "Tools about"),
                        "points": "-0.5",
                        "cap": "1",
                        "count_max": 9,
                    },
                ],
            },
        ),
        _aspect(
            "clock",
            both("用时", "Time used"),
            "0",
            {
                "kind": "time",
                "scored": "limit",
                "limit": "600",
                "penalty": {"points": "1", "seconds": "60", "cap": "5"},
                "cut_off": "900",
            },
        ),
        _aspect(
            "steps",
            both("操作步骤", "Steps"),
            "3",
            {
                "kind": "yes_no",
                "items": [
                    {"id": "checked", "title": both("开机检查", "Machine checked"), "points": "1"},
                    {"id": "cleaned", "title": both("清理现场", "Place cleaned"), "points": "2"},
                ],
            },
        ),
        _aspect("danger", both("严重危险操作", "Dangerous work"), "0", {"kind": "veto", "scope": "module"}),
    ],
}
SCHEME: dict[str, Any] = {
    "id": "every-kind",
    "version": 1,
    "title": both("样题", "Sample"),
    "trade": both("焊工", "Welding"),
    "basis": "typical",
    "source": "test",
    "max": "47",
    "result": {"rounding": {"places": 2, "mode": "half_up"}},
    "modules": [
        {
            "id": "practice",
            "title": both("实操", "Practice"),
            "max": "47",
            "panel_size": 2,
            "sub_criteria": [LOOKS, SIZES, PROCESS],
        }
    ],
}
MARKS = {
    "surface": {"level": "2"},
    "tidy": {"points": "4.5"},
    "length": {"l.1": "85.09", "l.2": "85"},
    "undercut": {"depth": "0.3", "run": "12"},
    "faults": {"gear": "1", "mess": "3"},
    "clock": {"seconds": "661.5"},
    "steps": {"checked": "yes", "cleaned": "no"},
    "danger": {"fault": "no"},
}
"""A whole sheet; worth 4 + 4.5 + 6 + 14 + 3 - 2 + 1 = 30.5."""


@dataclass(slots=True)
class ServerProcess:
    """`jinchui serve` as a process of its own, on one data folder and, once known, one port."""

    folder: Path
    port: int = 0
    host: str = "127.0.0.1"
    process: asyncio.subprocess.Process | None = None
    setup_code: str = ""
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def base(self) -> str:
        """The server's address for a program on this machine."""
        return f"{'https' if self.authority.exists() else 'http'}://127.0.0.1:{self.port}"

    @property
    def authority(self) -> Path:
        """The venue's certificate authority, where there is one."""
        return self.folder / "data" / "tls" / "authority.crt"

    async def start(self) -> None:
        """Start, or start again on the same port and folder; it answers when this returns."""
        ready = self.folder / "ready.json"
        ready.unlink(missing_ok=True)
        command = [sys.executable, "-m", "server", "serve", "--data", str(self.folder / "data")]
        command += ["--host", self.host, "--port", str(self.port), "--ready-file", str(ready)]
        quiet = asyncio.subprocess.DEVNULL
        self.process = await asyncio.create_subprocess_exec(
            *command, cwd=TOP, stdout=quiet, stderr=quiet, env={**os.environ, **self.environment}
        )
        async with asyncio.timeout(60):
            while not ready.exists() or not ready.read_text():
                assert self.process.returncode is None, "the server ended at its start"
                await asyncio.sleep(0.02)
        told = json.loads(ready.read_text())
        self.port = told["port"]
        self.setup_code = told["setup_code"] or self.setup_code

    async def kill(self) -> None:
        """As a power cut does it: no farewell."""
        if self.process is not None:
            self.process.kill()
            await self.process.wait()
            self.process = None

    async def restart_with(self, **environment: str) -> None:
        """Killed, and started again with other settings."""
        await self.kill()
        self.environment |= environment
        await self.start()

    def keep_copy(self) -> Path:
        """A copy of the ledger as it is now; the server is not running."""
        copy = self.folder / "copy"
        copy.mkdir()
        for file in (self.folder / "data").glob("ledger.sqlite*"):
            shutil.copy(file, copy)
        return copy

    async def restore(self, copy: Path) -> None:
        """The ledger of the copy instead of the newer one, as a new history: the server is not running."""
        data = self.folder / "data"
        for file in data.glob("ledger.sqlite*"):
            file.unlink()
        for file in copy.iterdir():
            shutil.copy(file, data)
        ledger = await SqlLedger.open(data / "ledger.sqlite", epoch="unused")
        await ledger.renew_epoch("restored")
        await ledger.close()


@dataclass(frozen=True, slots=True)
class Card:
    """What a judge holds in hand."""

    judge: str
    card: str
    code: str
    pin: str


@dataclass(slots=True)
class Venue:
    """A running server with one open round and its judges."""

    server: ServerProcess
    organiser: Client
    competition: str
    cards: list[Card]

    async def do(self, kind: str, **fields: Any) -> None:
        """A command of the organiser for this competition."""
        await self.organiser.do(self.competition, kind, **fields)

    async def sheets(self) -> list[dict[str, Any]]:
        """The sheets in the ledger, as its own export has them."""
        answer = await self.organiser.get(f"competitions/{self.competition}/facts?after=0")
        records = [json.loads(line) for line in answer.text.splitlines() if line]
        return [record for record in records if record["body"]["kind"] == "sheet_submitted"]


@asynccontextmanager
async def house(
    folder: Path, port: int = 0, host: str = "127.0.0.1", environment: dict[str, str] | None = None
) -> AsyncIterator[tuple[ServerProcess, Client]]:
    """A server of its own, and its organiser, signed in."""
    server = ServerProcess(folder, port, host, environment=dict(environment or {}))
    await server.start()
    try:
        trusted = ssl.create_default_context(cafile=server.authority) if server.authority.exists() else True
        async with httpx2.AsyncClient(base_url=server.base, timeout=30, verify=trusted) as http:
            organiser = Client(http)
            code = {"code": server.setup_code, "name": "desk", "password": PASSWORD}
            good(await organiser.post("setup", code))
            yield server, organiser
    finally:
        await server.kill()


async def venue(
    server: ServerProcess,
    organiser: Client,
    id_: str = "cup",
    entries: int = 3,
    *,
    scheme: dict[str, Any] = SCHEME,
    names: Sequence[str] = ("陈建国", "李秀英"),
) -> Venue:
    """A competition with an open round in which these judges, two by default, sit on the panel."""
    cup = {"id": id_, "title": both("金锤杯", "Golden Hammer Cup"), "place": "", "days": []}
    good(await organiser.post("competitions", cup, key=new_key()))
    await organiser.do(id_, "add_event", event="weld", title=both("焊接", "Welding"), scheme=scheme)
    good(await organiser.upload(id_, "weld", roster(entries).encode()))
    final = {"round": "final", "event": "weld", "title": both("决赛", "Final")}
    await organiser.do(id_, "add_round", **final, audience="live", identity="name")
    await organiser.do(id_, "make_draw", round="final", seed="test")
    made = good(await organiser.post(f"competitions/{id_}/officials", {"names": list(names)}, key=new_key()))
    judges = [one["id"] for one in made]
    await organiser.do(id_, "set_panel", round="final", module="practice", judges=judges)
    await organiser.do(id_, "open_round", round="final", reason="")
    cards = [Card(one["id"], one["card"], one["code"], one["pin"]) for one in made]
    return Venue(server, organiser, id_, cards)
