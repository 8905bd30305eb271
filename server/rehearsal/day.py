"""A rehearsed day: an organiser sets the competition up, tablets mark every sheet, results are published.

Everything goes through the public API, as it would from browsers; nothing here reaches into the server.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from judge_client.driver import Tablet
from judge_client.http_line import Unreachable
from server.core.text import Text
from server.rehearsal.api import Json, OrganiserApi
from server.rehearsal.cast import Person, competitors, judge_names

COMPETITION = "rehearsal"
TITLE = Text("“金锤杯”职工职业技能大赛（演示）", "Golden Hammer Cup Skills Competition (demo)")
ROUND_TITLE = Text("决赛", "Final")
STATIONS = 6
"""Entries that work at the same time: every event in two heats."""
ENTRIES_PER_EVENT = 12
FREEZE_AT = 0.8
"""The share of the forklift event's sheets after which its board is frozen, as before a ceremony."""
OPENING_SHEETS, OPENING_SECONDS = 12, 0.3
"""The first sheets come quickly one after the other, so that every board has something to show at once."""

EVENTS = (("welding", 101), ("forklift", 201), ("cnc_machining_centre", 301))
"""Scheme of each event and the number its entries begin with; the event has the scheme's id."""

Say = Callable[[str], None]


@dataclass(slots=True)
class Seat:
    """One simulated judge: the card they were given and their tablet. `by_hand`: a person has taken over."""

    event: str
    official: str
    name: str
    card: str
    code: str
    pin: str
    tablet: Tablet
    by_hand: bool = False


@dataclass(slots=True)
class Day:
    """A competition that was set up, and who judges it."""

    api: OrganiserApi
    base: str
    seed: str
    seats: list[Seat] = field(default_factory=list)
    frozen: set[str] = field(default_factory=set)
    published: set[str] = field(default_factory=set)

    def guest_seat(self) -> Seat:
        """The seat that a visitor may take over by hand."""
        return self.seats[0]

    async def close(self) -> None:
        """Let go of all connections."""
        for seat in self.seats:
            await seat.tablet.close()
        await self.api.close()


def round_id(event: str) -> str:
    """The id of an event's only round."""
    return f"{event}-final"[:40]


async def set_up(api: OrganiserApi, base: str, seed: str) -> Day:
    """Create the competition with three events, 36 entries, draws, panels and paired tablets; all rounds are open."""
    day = Day(api, base, seed)
    cast = random.Random(f"cast/{seed}")
    await api.ask(
        "POST",
        "/api/v1/competitions",
        {"id": COMPETITION, "title": _json(TITLE), "place": "", "days": []},
        key=True,
    )
    people = competitors(cast, 1, ENTRIES_PER_EVENT * len(EVENTS))
    names = judge_names(cast)
    share = len(names) // len(EVENTS)
    prepared = [
        _prepare_event(
            day,
            event,
            first,
            people[number * ENTRIES_PER_EVENT : (number + 1) * ENTRIES_PER_EVENT],
            names[number * share : (number + 1) * share],
        )
        for number, (event, first) in enumerate(EVENTS)
    ]
    for seats in await asyncio.gather(*prepared):
        day.seats += seats
    return day


async def _prepare_event(
    day: Day, event: str, first: int, people: list[Person], names: list[str]
) -> list[Seat]:
    """One event from its scheme to the open round; its judges with their tablets."""
    api = day.api.another()
    scheme = await api.ask("GET", f"/api/v1/schemes/{event}")
    await api.command(COMPETITION, "add_event", event=event, title=scheme["trade"], scheme=scheme)
    await api.import_roster(COMPETITION, event, _roster(first, people))
    round_ = {"round": round_id(event), "event": event, "title": _json(ROUND_TITLE)}
    await api.command(COMPETITION, "add_round", **round_, audience="live", identity="name")
    dealt = {"seed": f"{day.seed}-{event}", "stations": STATIONS, "apart": True}
    await api.command(COMPETITION, "make_draw", round=round_id(event), **dealt)
    seats = await _seat_judges(day, api, event, scheme, names)
    await api.command(COMPETITION, "open_round", round=round_id(event), reason="")
    await _start_first_heat(api, event, scheme)
    await api.close()
    return seats


async def _start_first_heat(api: OrganiserApi, event: str, scheme: Json) -> None:
    """The first heat is called and works: its clocks run, so that a wall of stations has something to count."""
    module = next((one for one in scheme["modules"] if one.get("minutes")), scheme["modules"][0])["id"]
    floor = await api.ask("GET", f"/api/v1/boards/floor.{COMPETITION}.{round_id(event)}")
    codes = [row["code"] for row in floor["state"]["rows"].values() if row["heat"] == 1]
    at = {"round": round_id(event), "module": module}
    await api.command(COMPETITION, "call_heat", **at, heat=1)
    await api.command(COMPETITION, "set_clocks", **at, act="start", codes=codes, reason="")


def _roster(first: int, people: list[Person]) -> str:
    lines = [
        f'{first + n},{p.name.zh},{p.name.en},{p.delegation.zh},"{p.delegation.en}"'
        for n, p in enumerate(people)
    ]
    return "\n".join(["参赛号,姓名,英文名,代表队,代表队英文", *lines])


async def _seat_judges(day: Day, api: OrganiserApi, event: str, scheme: Json, names: list[str]) -> list[Seat]:
    """As many judges as the largest panel needs; smaller panels take turns among them, so that all have work."""
    size = max(module["panel_size"] for module in scheme["modules"])
    path = f"/api/v1/competitions/{COMPETITION}/officials"
    cards = await api.ask("POST", path, {"names": names[:size]}, key=True)
    turn = 0
    for module in scheme["modules"]:
        judges = [cards[(turn + n) % size]["id"] for n in range(module["panel_size"])]
        turn += module["panel_size"]
        await api.command(COMPETITION, "set_panel", round=round_id(event), module=module["id"], judges=judges)
    return await asyncio.gather(*(_seat(day, event, card) for card in cards))


async def _seat(day: Day, event: str, card: Json) -> Seat:
    tablet = Tablet(day.base, seed=f"{day.seed}/{event}/{card['name']}")
    await tablet.pair(card["card"], card["pin"])
    return Seat(event, card["id"], card["name"], card["card"], card["code"], card["pin"], tablet)


async def judge(day: Day, seconds: float, say: Say) -> None:
    """
    Mark every sheet, spread evenly over `seconds`, each judge in running order; publish an event when it is complete.

    Seats that a person took over are left alone; their event is published when that person is done, too.
    """
    chance = random.Random(f"day/{day.seed}")
    due = await _sheets_due(day)
    pause = seconds / max(1, sum(due.values()))
    done = dict.fromkeys(due, 0)
    idle: set[str] = set()
    clock = asyncio.get_running_loop().time
    next_at = clock()
    guest = asyncio.create_task(_watch_for_guest(day, say), name="guest watch")
    try:
        while len(day.published) < len(EVENTS):
            seat = await _next_seat(day, idle, chance)
            if seat is None:
                await _finish(day, say)
                await asyncio.sleep(1.0)
                continue
            await _mark_one(seat)
            done[seat.event] += 1
            await _freeze_in_time(day, seat.event, done[seat.event] / due[seat.event], say)
            if done[seat.event] >= due[seat.event]:
                await _finish(day, say)
            opening = sum(done.values()) <= OPENING_SHEETS
            next_at += min(pause, OPENING_SECONDS) if opening else pause * chance.uniform(0.4, 1.6)
            await asyncio.sleep(max(0.0, next_at - clock()))
    finally:
        guest.cancel()


async def _sheets_due(day: Day) -> dict[str, int]:
    due = {event: 0 for event, _ in EVENTS}
    for seat in day.seats:
        due[seat.event] += len(await seat.tablet.open_sheets())
    return due


async def _next_seat(day: Day, idle: set[str], chance: random.Random) -> Seat | None:
    """Any judge with something left to mark, by lot; None when all who are simulated are done, who are in `idle`."""
    seats = [seat for seat in day.seats if not seat.by_hand and seat.official not in idle]
    for seat in chance.sample(seats, len(seats)):
        try:
            if await seat.tablet.open_sheets():
                return seat
        except Unreachable:
            return None
        idle.add(seat.official)
    return None


async def _mark_one(seat: Seat) -> None:
    for sheet in (await seat.tablet.open_sheets())[:1]:
        await seat.tablet.submit(sheet, seat.tablet.mark(sheet))


async def _freeze_in_time(day: Day, event: str, share: float, say: Say) -> None:
    if event == "forklift" and share >= FREEZE_AT and event not in day.frozen:
        day.frozen.add(event)
        await day.api.command(COMPETITION, "freeze_board", round=round_id(event))
        say("叉车封榜  The forklift board is frozen")


async def _finish(day: Day, say: Say) -> None:
    """Close and publish every round that has all its sheets."""
    for event, _ in EVENTS:
        if event in day.published or await _missing(day, event):
            continue
        day.published.add(event)
        # A day by itself has no chief judge who confers: panels that are apart are let stand, and the ledger says so.
        await day.api.command(
            COMPETITION,
            "close_round",
            round=round_id(event),
            incomplete=False,
            reason="演练：评议从略 / rehearsal: no conference is held",
        )
        await day.api.command(COMPETITION, "publish_results", round=round_id(event))
        say(f"成绩发布  Results published: {event}")


async def _missing(day: Day, event: str) -> int:
    progress = await day.api.ask(
        "GET", f"/api/v1/competitions/{COMPETITION}/rounds/{round_id(event)}/progress"
    )
    return int(progress["sheets_due"]) - int(progress["sheets_in"])


async def _watch_for_guest(day: Day, say: Say) -> None:
    """A second tablet paired with the guest seat's card means that a person judges there from now on."""
    seat = day.guest_seat()
    while not seat.by_hand:
        listed = await day.api.ask("GET", f"/api/v1/competitions/{COMPETITION}/officials")
        paired = next(one["paired"] for one in listed if one["id"] == seat.official)
        seat.by_hand = any(not tablet["device"].startswith("driver ") for tablet in paired)
        await asyncio.sleep(2.0)
    say(f"{seat.name} 的席位已由您接手  You judge as {seat.name} now")


async def standings(day: Day) -> dict[str, list[dict[str, Any]]]:
    """What the organiser sees at the end: number, rank and total of every entry, by event."""
    found: dict[str, list[dict[str, Any]]] = {}
    for event, _ in EVENTS:
        path = f"/api/v1/competitions/{COMPETITION}/rounds/{round_id(event)}/standings"
        board = await day.api.ask("GET", path)
        found[event] = [
            {key: board["rows"][entry].get(key) for key in ("number", "rank", "total", "state")}
            for entry in board["order"]
        ]
    return found


def _json(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}
