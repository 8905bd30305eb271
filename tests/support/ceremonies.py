"""What tests of ceremonies share: their addresses, a second person, and a store with a clock that is moved by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from server.core.ids import CompetitionId, RoundId
from server.services.ceremonies import Ceremonies
from server.services.ceremony_source import Source, source
from server.services.live_round import LiveRound
from server.services.tries import Guesses
from server.storage.people import People
from tests.support.server import Client, Cup, Server, good


def path(cup: Cup) -> str:
    return f"competitions/{cup.id}/rounds/{cup.round}/ceremony"


async def board(cup: Cup, who: Client) -> Any:
    return (await who.ask(f"boards/ceremony.{cup.id}.{cup.round}"))["state"]


async def second(server: Server, organiser: Client, cup: Cup) -> tuple[Client, dict[str, str]]:
    """A phone that was let in by the PIN: `pin` stands in what `prepare` answered."""
    pin = good(await organiser.post(path(cup), {"by_module": False, "finale": "podium"}))["pin"]
    phone = await server.client()
    token = good(await phone.post(f"{path(cup)}/remote", {"pin": pin}))["token"]
    return phone, {"X-Remote-Token": token}


async def live_round(server: Server, cup: Cup) -> LiveRound:
    live = await server.parts.live.catch_up(CompetitionId(cup.id))
    assert live is not None
    return live.rounds[RoundId(cup.round)]


async def revealed_from(server: Server, cup: Cup) -> Source:
    """What a ceremony of the cup's round reveals."""
    of = source(await live_round(server, cup))
    assert isinstance(of, Source)
    return of


class Clock:
    """The clock on a laptop's wall (ms), which somebody may turn, and the one that only goes forward (seconds)."""

    def __init__(self) -> None:
        self.wall = 1_790_000_000_000
        self.seconds = 1000.0

    def goes(self, seconds: float) -> None:
        self.wall += int(seconds * 1000)
        self.seconds += seconds


HOUR = 3_600_000


async def store(folder: Path) -> tuple[Ceremonies, People, Clock]:
    """A store of ceremonies on a folder, with a clock that its owner moves."""
    people = await People.open(folder / "people.sqlite")
    clock = Clock()
    ceremonies = Ceremonies(
        people, Guesses(5, 60, lambda: clock.seconds), lambda: clock.wall, lambda: clock.seconds
    )
    await ceremonies.load()
    return ceremonies, people, clock
