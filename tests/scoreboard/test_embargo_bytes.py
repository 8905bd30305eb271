"""An embargo on the wire: what strangers' sockets and answers bring is the same bytes whatever is marked under it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import pytest

from scoreboard.hub import BOARDS_MAX
from server.core.commands_awards import ConfirmAwards, SetAwardRules
from server.core.commands_round import CloseRound, PublishResults
from server.core.commands_teams import SetDelegationTables, SetTeamRule
from server.core.commands_withheld import LayEmbargo, LiftEmbargo
from server.core.delegation_table import DelegationRule, DelegationTable
from server.core.facts_awards import AwardGiven
from server.core.facts_round import Audience, Identity
from server.core.team_rule import TeamRule
from server.services.board_kinds import PUBLIC_BOARDS
from server.storage.tables import Display
from tests.scoreboard.guests import Guest, Meet, a_meet
from tests.scoreboard.screen import Screen
from tests.support import small

OF = (small.CUP, small.FINAL, small.ENTRIES[1])
TABLE = DelegationTable("main", small.TITLE, DelegationRule("total"))
SCREEN = "wall"
NO_FACTS = ("display", "stream", "schedule", "brand", "ceremony")
"""Boards that do not rest on facts: their numbers are of another kind."""
BEGIN = 1_790_000_000_000


def boards() -> list[str]:
    """Every board a stranger may watch: a screen of the hall, an overlay, a phone."""
    found = [".".join((kind, *OF[:ids])) for kind, counts in PUBLIC_BOARDS.items() for ids in counts]
    found[found.index(f"teams.{small.CUP}.{small.FINAL}")] = f"teams.{small.CUP}.{small.WELDING}"
    found[found.index(f"delegations.{small.CUP}.{small.FINAL}")] = f"delegations.{small.CUP}.main"
    return [*found, f"display.{SCREEN}", "stream.lower_third"]


@dataclass
class Strangers:
    """Guests on real sockets, each with all boards between them; every text they were sent, without what clocks say."""

    meet: Meet
    stack: AsyncExitStack
    guests: list[tuple[Guest, list[str]]] = field(default_factory=list)

    async def come(self, every: list[str], held: int | None = None) -> None:
        """New ones, or such as `held` the state of a position and come back."""
        query = "" if held is None else f"&epoch={self.meet.parts.epoch}&after={held}"
        for first in range(0, len(every), BOARDS_MAX):
            some = every[first : first + BOARDS_MAX]
            line = self.meet.watch(*some, query=query, max_queue=None)
            guest = Guest(await self.stack.enter_async_context(line))
            if held is not None:
                for one in some:
                    guest.screens[one] = Screen()
                    guest.screens[one].number = held
            self.guests.append((guest, some))

    async def hear(self, position: int) -> None:
        """Listen until every board is said to be true at a position."""
        for guest, some in self.guests:
            await guest.until(told_of(guest, some, position))

    def everything(self) -> list[list[str]]:
        """What each of them was sent but heartbeats, which hold numbers and a time; the name of this life put out."""
        found = []
        for guest, _ in self.guests:
            beats = [one for one in guest.heard if one["type"] == "heartbeat"]
            # A server that is slow says `late`, whatever is marked.
            assert all(set(one) - {"late"} == {"type", "board", "number", "changed", "now"} for one in beats)
            found.append([plain(text, self.meet) for text in guest.bytes])
        return found


def told_of(guest: Guest, some: list[str], position: int) -> Callable[[], bool]:
    """Whether a heartbeat came of every board, after all that it was sent before, and of boards of facts at a position."""

    def is_true() -> bool:
        beats = {one["board"]: one["number"] for one in guest.heard if one["type"] == "heartbeat"}
        return all(
            beats.get(one, -1) >= (0 if one.partition(".")[0] in NO_FACTS else position) for one in some
        )

    return is_true


def plain(text: str, meet: Meet) -> str:
    """A text with the name of the ledger's life and the clock of the greeting put out."""
    message = json.loads(text)
    if message["type"] == "hello":
        return json.dumps(message | {"now": 0, "epoch": ""})
    return text.replace(meet.parts.epoch, "")


async def answers(meet: Meet, every: Iterable[str]) -> dict[str, tuple[int, str, bytes]]:
    """What a phone or a cache reads by HTTP: status, tag and bytes; the tag of a board names the ledger's life, too."""
    cup, round_, entry = OF
    public, site = f"/api/v1/public/competitions/{cup}", f"/c/{cup}"
    below = [
        "",
        f"/rounds/{round_}/outlook",
        f"/rounds/{round_}/prizes",
        "/records",
        "/delegations",
        "/find?q=1",
    ]
    below += [f"/rounds/{round_}/entries/{key}" for key in (entry, "01")]
    paths = [f"{base}{path}" for base in (public, site) for path in below]
    paths += [f"{public}/rounds/{round_}/standings", f"{site}/rounds/{round_}", f"{public}/events"]
    paths += [f"{public}/events/{small.WELDING}/teams", f"/board/{cup}/{round_}"]
    paths += [f"/api/v1/boards/{board}" for board in every]
    found = {}
    async with httpx2.AsyncClient(base_url=meet.running.base) as client:
        for path in paths:
            got = await client.get(path, headers={"Accept-Language": "en"})
            body = got.content.replace(meet.running.base.encode(), b"").replace(
                meet.parts.epoch.encode(), b""
            )
            tag = "" if path.startswith("/api/v1/boards/") else got.headers.get("etag", "")
            found[path] = (got.status_code, tag, body)
    return found


@dataclass
class Heard:
    """One history, as strangers had it: on their sockets, and by asking."""

    under: list[list[str]]
    asked: dict[str, tuple[int, str, bytes]]
    after: list[list[str]]


async def history(
    folder: Path, audience: Audience, identity: Identity, marks: tuple[str, ...], slowly: int
) -> Heard:
    """The same day up to the embargo; then these marks, one every so many ms, published, corrected, with a prize."""
    clock = [BEGIN]
    async with a_meet(folder, audience, identity, now=lambda: clock[0]) as meet, AsyncExitStack() as stack:
        for command in (
            SetAwardRules(small.WELDING, small.award_table()),
            SetTeamRule(small.WELDING, TeamRule()),
            small.teamed(((0, 1), (2, 3))),
            SetDelegationTables((TABLE,)),
        ):
            await meet.does(command)
        for entry in range(4):
            held = await meet.sheet(entry, "5", module=0)
        await meet.parts.live.catch_up(small.CUP)
        await meet.parts.people.put_displays([Display(id=SCREEN, name="Hall")])
        await meet.parts.displays.load()
        every = boards()
        strangers = Strangers(meet, stack)
        await strangers.come(every)
        # Frame by frame: facts that came together would be one patch or two as the machine has time.
        await strangers.hear(held.position)
        await strangers.hear((await meet.does(LayEmbargo(small.FINAL))).position)

        for number, value in enumerate(marks):
            clock[0] += slowly
            await meet.sheet(number % 4, value, judge=number // 4)
        clock[0] += slowly
        await meet.does(CloseRound(small.FINAL, incomplete=True))
        last = await meet.does(PublishResults(small.FINAL))
        prize = AwardGiven(small.ENTRIES[marks.index(max(marks[:4]))], small.FIRST)
        last = await meet.does(ConfirmAwards(small.FINAL, 1, (prize,), "agreed"))
        await strangers.come(every)
        await strangers.come(every, held.position)
        await strangers.hear(last.position)
        under, asked = strangers.everything(), await answers(meet, every)

        last = await meet.does(LiftEmbargo(small.FINAL, "revealed"))
        await strangers.hear(last.position)
        return Heard(under, asked, strangers.everything())


@pytest.mark.parametrize(("audience", "identity"), [("live", "name"), ("live", "code")])
async def test_no_byte_on_a_strangers_socket_depends_on_what_is_marked_under_it(
    tmp_path: Path, audience: Audience, identity: Identity
) -> None:
    one, two = await asyncio.gather(
        history(tmp_path / "one", audience, identity, ("9", "7", "6", "4", "9", "7"), 1_000),
        history(tmp_path / "two", audience, identity, ("1", "3", "8", "2", "10", "0.5", "3"), 7_777),
    )

    assert [texts for texts in zip(one.under, two.under, strict=True) if texts[0] != texts[1]] == []
    assert {path for path, said in one.asked.items() if said != two.asked[path]} == set()
    assert [texts[0] == texts[1] for texts in zip(one.after, two.after, strict=True)].count(False) >= 3
