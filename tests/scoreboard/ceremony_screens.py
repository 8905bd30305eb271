"""A ceremony on real sockets: what its tests share of screens that come, go and are told something."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from server.core.ceremony import Plan
from server.core.commands_awards import SetAwardRules
from server.core.commands_round import CloseRound
from server.core.ids import EntryId
from server.core.refusals import Refusal
from server.core.text import Text
from server.services.ceremony_run import Ceremony, Drive
from server.services.ceremony_source import Source, source
from tests.scoreboard.guests import Guest, Meet, a_meet
from tests.scoreboard.screen import Screen
from tests.support import small
from tests.support.small import CUP, FINAL

BOARD = f"ceremony.{CUP}.{FINAL}"
FIGURES = {"e1": "18", "e2": "14", "e3": "12", "e4": "8"}
"""What each entry's weld is worth in all: twice the mark, as the scheme weighs it; e1 wins."""


@asynccontextmanager
async def revealed(
    folder: Path, plan: Plan, *, begun: bool = True, title: Text | None = None
) -> AsyncIterator[Meet]:
    """A closed round that nobody outside knows anything of, and its ceremony, begun or only prepared."""
    async with a_meet(folder, audience="published", title=title) as meet:
        await meet.does(SetAwardRules(small.WELDING, small.award_table()))
        for entry, value in enumerate(("9", "7", "6", "4")):
            for judge in range(3):
                await meet.sheet(entry, value, judge)
        await meet.does(CloseRound(FINAL, True))
        live = await meet.parts.live.catch_up(CUP)
        assert live is not None
        of = source(live.rounds[FINAL])
        assert isinstance(of, Source), of
        made = await meet.parts.ceremonies.prepare(CUP, FINAL, of, plan, rehearsal=False)
        assert not isinstance(made, Refusal)
        if begun:
            await driven(meet, "arm", "a")
            await driven(meet, "go", "b")
        yield meet


async def driven(meet: Meet, drive: Drive, who: str = "b", to: int = 0) -> Ceremony:
    before = meet.parts.ceremonies.get(CUP, FINAL)
    seen = None if before is None else before.step
    after = await meet.parts.ceremonies.drive(CUP, FINAL, drive, who, seen=seen, to=to)
    assert isinstance(after, Ceremony), after
    return after


async def sees(guest: Guest, step: int) -> None:
    """Listen until a screen stands at a step."""
    await guest.until(lambda: BOARD in guest.screens and guest.screens[BOARD].state.get("step") == step)


async def left(meet: Meet) -> Screen:
    """What a screen holds that is switched off now."""
    async with meet.watch(BOARD) as socket:
        guest = Guest(socket)
        await guest.until(lambda: BOARD in guest.screens)
        return guest.screens[BOARD]


async def returned(meet: Meet, screen: Screen) -> Guest:
    """That screen once it is on again, and the first that it is given."""
    query = f"&epoch={meet.parts.epoch}&after={screen.number}"
    async with meet.watch(BOARD, query=query) as socket:
        guest = Guest(socket)
        guest.screens[BOARD] = screen
        await guest.until(lambda: any(kind in ("snapshot", "patch") for kind in guest.kinds()))
        return guest


def told(text: str) -> set[EntryId]:
    """The entries whose id, name or figures stand in some bytes."""
    return {
        entry
        for entry in small.ENTRIES
        if f'"{entry}"' in text or f"canary-{entry}" in text or f'"{FIGURES[entry]}.00"' in text
    }


def allowed(ceremony: Ceremony, step: int) -> set[EntryId]:
    """Those who have been called by then."""
    return {e for one in ceremony.programme.steps[:step] if one.beat == "call" for e in one.entries}
