"""What a hall of phones costs: processor time for a page of the public site, and what judges feel of it."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from server.bench import ingest
from server.core.commands_sheet import SubmitSheet
from server.core.ids import CommandId
from server.core.refusals import Refusal
from server.run import Running, inside
from server.settings import load

PATH = f"/c/{ingest.CUP}/rounds/{ingest.ROUND}"
SHEET_EVERY = 0.1
"""Seconds between two sheets: a busy hall of forty tablets."""
PAGES = 300


@dataclass(frozen=True, slots=True)
class Report:
    """
    Times in milliseconds. `drawn`, `kept` and `unchanged`: the server's processor time for a page that is drawn anew,
    for one drawn before, and for a 304. `alone` and `beside`: how long a sheet took to be durable (p50, p99) without phones
    and with them. `busy`: the share of one core the server used while phones asked `per_second` pages.
    """

    phones: int
    entries: int
    drawn: float
    kept: float
    unchanged: float
    alone: tuple[float, float]
    beside: tuple[float, float]
    busy: float
    per_second: float
    page_p99: float
    page_bytes: int

    def text(self) -> str:
        """For people."""
        return (
            f"{self.entries} entries; a page of {self.page_bytes} bytes\n"
            f"  drawn anew {self.drawn:.2f} ms, drawn before {self.kept:.2f} ms, unchanged (304) {self.unchanged:.2f} ms\n"
            f"  {self.phones} phones, {self.per_second:.0f} pages and {1 / SHEET_EVERY:.0f} sheets a second: "
            f"{self.busy:.0%} of one core, a page p99 {self.page_p99:.1f} ms\n"
            f"  a sheet durable after p50 {self.alone[0]:.1f} ms, p99 {self.alone[1]:.1f} ms without phones; "
            f"p50 {self.beside[0]:.1f} ms, p99 {self.beside[1]:.1f} ms with them"
        )


def run(
    phones: int = 300, entries: int = 40, seconds: float = 15, every: float = 5, *, as_json: bool = False
) -> Report:
    """Measure and print; each phone asks for the table every `every` seconds."""
    report = asyncio.run(_measured(phones, entries, seconds, every))
    print(json.dumps(asdict(report)) if as_json else report.text())
    return report


async def _measured(phones: int, entries: int, seconds: float, every: float) -> Report:
    with tempfile.TemporaryDirectory() as folder:
        settings = load(data=Path(folder), host="127.0.0.1", port=0, log_level="warning")
        async with inside(settings) as running:
            hall = _Hall(running, entries, seconds)
            await hall.prepare()
            drawn = await hall.page_cost(sheets=True)
            kept = await hall.page_cost()
            unchanged = await hall.page_cost(known=True)
            alone = await hall.sheets(seconds)
            began, used = perf_counter(), process_time()
            crowd = asyncio.create_task(_crowd(running.port, phones, every, seconds))
            beside = await hall.sheets(seconds)
            asked: dict[str, Any] = await crowd
            busy = (process_time() - used) / (perf_counter() - began)
            return Report(
                phones, entries, drawn, kept, unchanged, alone, beside, busy, asked["pages"] / seconds,
                asked["p99"], asked["bytes"],
            )  # fmt: skip


class _Hall:
    """A server with one round, its judges handing in sheets."""

    def __init__(self, running: Running, entries: int, seconds: float) -> None:
        self._running = running
        self._ids = count(1)
        judges = max(3, round(4 * seconds / SHEET_EVERY / entries) + 1 + PAGES // entries)
        self._prepared = ingest.sheets_of(judges * entries, judges, 25)
        self._sheets: Iterator[tuple[Any, SubmitSheet]] = iter(self._prepared)

    async def prepare(self) -> None:
        for command in ingest.preparations(self._prepared, 25):
            await self._ask(ingest.DESK, command)

    async def _ask(self, actor: Any, command: Any) -> None:
        submit = self._running.parts.submit.submit
        answer = await submit(ingest.CUP, CommandId(f"{next(self._ids):032x}"), command, actor)
        assert not isinstance(answer, Refusal), answer

    async def sheets(self, seconds: float) -> tuple[float, float]:
        """Hand in sheets at an even pace; how long one took, p50 and p99."""
        took, end = [], perf_counter() + seconds
        while perf_counter() < end:
            at = perf_counter()
            await self._ask(*next(self._sheets))
            took.append((perf_counter() - at) * 1000)
            await asyncio.sleep(max(0.0, SHEET_EVERY - (perf_counter() - at)))
        took.sort()
        return took[len(took) // 2], took[len(took) * 99 // 100]

    async def page_cost(self, *, sheets: bool = False, known: bool = False) -> float:
        """Processor time for one page, the asking apart; with `sheets` one comes in before each, with `known` it is held."""
        pages, used = (PAGES // 3 if sheets else PAGES), 0.0
        phone = await Phone.connected(self._running.port)
        floor = await _floor(self._running.port, pages)
        for _ in range(pages):
            if sheets:
                await self._ask(*next(self._sheets))
                await self._running.parts.live.catch_up(ingest.CUP)
            if not known:
                phone.tag = ""
            at = process_time()
            await phone.ask()
            used += process_time() - at
        phone.close()
        return max(0.0, (used - floor) / pages * 1000)


async def _floor(port: int, pages: int) -> float:
    """Processor time of asking so often for next to nothing: what this measurement itself takes."""
    phone = await Phone.connected(port, "/healthz")
    at = process_time()
    for _ in range(pages):
        await phone.ask()
    phone.close()
    return 0.5 * (process_time() - at)  # half of it is the server's own work, which a page has too


class Phone:
    """One connection that asks for one page again and again, as a browser that keeps it does."""

    def __init__(self, path: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._path, self._reader, self._writer = path, reader, writer
        self.tag = ""
        self.bytes = 0

    @classmethod
    async def connected(cls, port: int, path: str = PATH) -> Phone:
        """A phone that has found the server."""
        return cls(path, *await asyncio.open_connection("127.0.0.1", port))

    async def ask(self) -> None:
        """One page, taken whole."""
        held = f"If-None-Match: {self.tag}\r\n" if self.tag else ""
        self._writer.write(
            f"GET {self._path} HTTP/1.1\r\nHost: bench\r\nAccept-Encoding: gzip\r\n{held}\r\n".encode()
        )
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        lines = dict(line.partition(": ")[::2] for line in head.split("\r\n")[1:] if line)
        self.tag = lines.get("etag", "").replace('w/"', 'W/"')
        length = int(lines.get("content-length", "0"))
        if length:
            await self._reader.readexactly(length)
            self.bytes = length

    def close(self) -> None:
        """Hang up."""
        self._writer.close()


async def _crowd(port: int, phones: int, every: float, seconds: float) -> dict[str, Any]:
    """A process of its own asks, so that only the server's time is the server's."""
    arguments = [str(port), str(phones), str(every), str(seconds)]
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "server.bench.phones", *arguments, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await child.communicate()
    assert child.returncode == 0, "the crowd has fallen over"
    found: dict[str, Any] = json.loads(said)
    return found


async def crowd(port: int, phones: int, every: float, seconds: float) -> dict[str, float]:
    """So many phones, evenly spread, each asking every so often."""
    took: list[float] = []
    end = perf_counter() + seconds
    sizes: list[int] = []

    async def one(number: int) -> None:
        await asyncio.sleep(every * number / phones)
        phone = await Phone.connected(port)
        while perf_counter() < end:
            at = perf_counter()
            await phone.ask()
            took.append((perf_counter() - at) * 1000)
            await asyncio.sleep(max(0.0, every - (perf_counter() - at)))
        sizes.append(phone.bytes)
        phone.close()

    await asyncio.gather(*(one(number) for number in range(phones)))
    took.sort()
    return {"pages": len(took), "p99": took[len(took) * 99 // 100], "bytes": max(sizes)}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(crowd(int(sys.argv[1]), int(sys.argv[2]), *map(float, sys.argv[3:5])))))
