"""The hall that displays are measured in: a real server with one round, whose rows are moved on demand by real facts."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal
from itertools import count
from pathlib import Path

from server.bench.ingest import DESK
from server.core.commands import Actor, Command
from server.core.commands_panel import SetPanel
from server.core.commands_round import AddRound, MakeDraw, OpenRound
from server.core.commands_setup import AddEvent, AddOfficial, CreateCompetition, RegisterEntries
from server.core.commands_sheet import CorrectSheet, SubmitSheet
from server.core.exact import Rounding
from server.core.facts_setup import Registration
from server.core.facts_sheet import Marks
from server.core.ids import (
    AspectId,
    Code,
    CommandId,
    CompetitionId,
    DelegationId,
    EntryId,
    EventId,
    FieldId,
    ModuleId,
    OfficialId,
    RoundId,
)
from server.core.refusals import Refusal
from server.core.rules import Points
from server.core.scheme import Aspect, Module, ResultRule, Scheme, SubCriterion
from server.core.text import Text
from server.run import Running, inside
from server.settings import load
from server.storage.tables import Delegation, Entrant

CUP, ROUND = CompetitionId("bench"), RoundId("final")
BOARD = f"/board/{CUP}/{ROUND}"
_EVENT, _FIRST = EventId("welding"), ModuleId("m1")
_MODULES = (_FIRST, ModuleId("m2"), ModuleId("m3"))
_JUDGES = tuple(OfficialId(f"j{n}") for n in range(1, 6))
_NAMES = (("林远航", "Yuanhang LIN"), ("秦岚", "Lan QIN"), ("欧阳秋实", "Qiushi OUYANG"), ("丁一", "Yi DING"))
_HOMES = (("沧澜重工", "Canglan Heavy Works"), ("砺石港务集团第三装卸公司", "Lishi Port Group Third Company"))
_STEP, _OTHER = Decimal("0.001"), Decimal(50)
STRIDE = 7
"""So many places each row that moves goes down or comes up at once, as far as the moving rows go."""


class Hall:
    """One running server and its round. The first module is one judge's, whose mark alone makes the order."""

    def __init__(self, running: Running, rows: int) -> None:
        self._running = running
        self._entries = tuple(EntryId(f"e{n}") for n in range(1, rows + 1))
        self._ids = count(1)
        self._places = list(self._entries)
        self._fine = 0
        self.parts = running.parts

    @property
    def board(self) -> str:
        """The address of the board."""
        return self._running.base + BOARD

    @property
    def delivered(self) -> int:
        """Frames that were handed to screens since the server began."""
        return int(sum(figures().get("board_frames_delivered", 0) for figures in self.parts.figures))

    async def prepare(self) -> None:
        """Everybody has a name, and every sheet is in."""
        await self.parts.people.put_delegations(
            [
                Delegation(competition=CUP, id=f"d{n}", name_zh=zh, name_en=en)
                for n, (zh, en) in enumerate(_HOMES)
            ]
        )
        await self.parts.people.put_entrants(
            [
                Entrant(competition=CUP, entry=entry, name_zh=zh, name_en=en)
                for n, entry in enumerate(self._entries)
                for zh, en in [_NAMES[n % len(_NAMES)]]
            ]
        )
        for command in self._preparations():
            await self._ask(command)
        sheets = [
            self._ask(
                SubmitSheet(ROUND, module, self._code(entry), _marks(module, value)), Actor("judge", judge)
            )
            for module in _MODULES
            for place, entry in enumerate(self._entries)
            for value in [self._value(place) if module == _FIRST else _OTHER]
            for judge in self._panel(module)
        ]
        await asyncio.gather(*sheets)

    async def shuffle(self, moving: int) -> None:
        """The `moving` places in the middle are dealt out anew, in one transaction: nobody there stays."""
        first = (len(self._places) - moving) // 2
        middle = self._places[first : first + moving]
        turned = middle[STRIDE % moving :] + middle[: STRIDE % moving]
        self._places[first : first + moving] = turned
        await asyncio.gather(
            *(self._correct(entry, self._value(first + n)) for n, entry in enumerate(turned))
        )

    async def correct_one(self) -> tuple[str, int]:
        """
        Change the total of the last in the table, who stays the last.

        :returns: the total as the board shall show it, and when it was on disk, in ns since 1970 UTC
        """
        self._fine = self._fine % 900 + 1
        place = len(self._places) - 1
        value = self._value(place) + self._fine * _STEP
        await self._correct(self._places[-1], value)
        at = time.time_ns()
        return f"{value + 2 * _OTHER:.3f}", at

    async def _correct(self, entry: EntryId, value: Decimal) -> None:
        state = self.parts.submit.state(CUP)
        assert state is not None
        sheet = state.rounds[ROUND].sheet(_FIRST, entry, _JUDGES[0])
        assert sheet is not None, "every sheet is in"
        command = CorrectSheet(
            ROUND, _FIRST, self._code(entry), _JUDGES[0], _marks(_FIRST, value), "bench", sheet.position
        )
        await self._ask(command)

    async def _ask(self, command: Command, actor: Actor = DESK) -> None:
        answer = await self.parts.submit.submit(CUP, CommandId(f"{next(self._ids):032x}"), command, actor)
        assert not isinstance(answer, Refusal), answer

    def _code(self, entry: EntryId) -> Code:
        state = self.parts.submit.state(CUP)
        assert state is not None
        return state.rounds[ROUND].codes[entry]

    def _value(self, place: int) -> Decimal:
        """The mark that puts somebody on a place, counted from 0: in the other modules all are equal."""
        return Decimal(2 * (len(self._entries) - place))

    @staticmethod
    def _panel(module: ModuleId) -> tuple[OfficialId, ...]:
        return _JUDGES[:1] if module == _FIRST else _JUDGES

    def _preparations(self) -> list[Command]:
        entrants = tuple(
            Registration(entry, f"{100 + n}", DelegationId(f"d{n % len(_HOMES)}"))
            for n, entry in enumerate(self._entries, 1)
        )
        return [
            CreateCompetition(Text("锻造杯职业技能大赛", "The Forge Cup")),
            AddEvent(_EVENT, Text("焊接", "Welding"), _scheme()),
            RegisterEntries(_EVENT, entrants),
            AddRound(ROUND, _EVENT, Text("决赛", "Final")),
            *(AddOfficial(judge) for judge in _JUDGES),
            MakeDraw(ROUND, "bench"),
            *(SetPanel(ROUND, module, self._panel(module)) for module in _MODULES),
            OpenRound(ROUND),
        ]


def _marks(module: ModuleId, value: Decimal) -> Marks:
    return {AspectId(f"{module}-a"): {FieldId("points"): f"{value}"}}


def _scheme() -> Scheme:
    top = Decimal(100)
    modules = []
    for id_, (zh, en) in zip(_MODULES, (("焊缝", "Weld"), ("尺寸", "Size"), ("安全", "Safety")), strict=True):
        aspect = Aspect(AspectId(f"{id_}-a"), Text(zh, en), top, Points(_STEP))
        part = SubCriterion(f"{id_}-s", Text(zh, en), (aspect,))
        modules.append(Module(id_, Text(zh, en), top, (part,)))
    title, result = Text("焊接", "Welding"), ResultRule(rounding=Rounding(places=3))
    return Scheme("bench", 1, title, title, "typical", "bench", 3 * top, result, tuple(modules))


@asynccontextmanager
async def hall(rows: int, data: Path) -> AsyncIterator[Hall]:
    """A server with a round of so many rows, its sheets in."""
    settings = load(data=data, host="127.0.0.1", port=0, log_level="warning")
    async with inside(settings) as running:
        opened = Hall(running, rows)
        await opened.prepare()
        yield opened
