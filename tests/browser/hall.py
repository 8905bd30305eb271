"""A hall for browser tests: a real server with one round, entries with names, and judges who hand in on demand."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from secrets import token_hex

from server.core.commands import Actor, Command
from server.core.commands_round import OpenRound
from server.core.commands_withheld import FreezeBoard
from server.core.ids import Code, CommandId, EntryId
from server.run import Running, inside
from server.services.book import Receipt
from server.settings import Settings
from server.storage.tables import Delegation, Entrant
from tests.support.small import CUP, FINAL, JUDGES, ORGANISER, WELD, judge, preparations, sheet

BOARD = f"/board/{CUP}/{FINAL}"
NAMES = [
    ("林远航", "Yuanhang LIN"),
    ("秦岚", "Lan QIN"),
    ("欧阳秋实", "Qiushi OUYANG"),
    (
        "砺石港务集团第三装卸公司青年突击队焊接一班组联合代表队",
        "Lishi Port Group Third Stevedoring Youth Team One",
    ),
]


class Hall:
    """One running server and its competition."""

    def __init__(self, running: Running, entries: tuple[EntryId, ...]) -> None:
        self._running = running
        self._entries = entries
        self.parts = running.parts

    @property
    def port(self) -> int:
        return self._running.port

    def url(self, path: str = BOARD) -> str:
        return self._running.base + path

    async def prepare(self) -> None:
        """Names first, as a roster import does; then everything up to an open round."""
        people = self.parts.people
        await people.put_delegations(
            [Delegation(competition=CUP, id="d1", name_zh="沧澜重工", name_en="Canglan Heavy Works")]
        )
        await people.put_entrants(
            [
                Entrant(competition=CUP, entry=entry, name_zh=zh, name_en=en)
                for n, entry in enumerate(self._entries)
                for zh, en in [NAMES[n % len(NAMES)]]
            ]
        )
        for command in (*preparations(self._entries), OpenRound(FINAL)):
            await self.ask(command)

    async def ask(self, command: Command, actor: Actor = ORGANISER) -> None:
        answer = await self.parts.submit.submit(CUP, CommandId(token_hex(16)), command, actor)
        assert isinstance(answer, Receipt), f"{command} was refused: {answer}"

    async def mark(self, entry: EntryId, value: str) -> None:
        """All three judges hand in their sheet of the second module: its total is twice the value."""
        for one in JUDGES:
            await self.ask(sheet(self.code(entry), WELD, value), judge(one))

    async def mark_once(self, entry: EntryId, value: str) -> None:
        """One judge hands in: a single change on the board."""
        await self.ask(sheet(self.code(entry), WELD, value), judge(JUDGES[0]))

    async def freeze(self) -> None:
        await self.ask(FreezeBoard(FINAL))

    def code(self, entry: EntryId) -> Code:
        state = self.parts.submit.state(CUP)
        assert state is not None
        return next(drawn.code for drawn in state.rounds[FINAL].order if drawn.entry == entry)


@asynccontextmanager
async def hall(data: Path, entries: int = 4, port: int = 0) -> AsyncIterator[Hall]:
    """A server on a folder; a folder that was used before goes on where it stood."""
    ids = tuple(EntryId(f"e{n}") for n in range(1, entries + 1))
    fresh = not (data / "ledger.sqlite").exists()
    async with inside(Settings(data=data, host="127.0.0.1", port=port)) as running:
        opened = Hall(running, ids)
        if fresh:
            await opened.prepare()
        yield opened
