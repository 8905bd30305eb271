"""A ceremony on real sockets: a screen never holds the next step, nor one that was taken back."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import get_args

import httpx2
import pytest

from server.core.award_table import Series, Step
from server.core.ceremony import Beat, Final, Plan, programme
from server.core.commands_awards import SetAwardRules
from server.core.commands_round import CloseRound
from server.core.commands_rulings import SetEntryState
from server.core.commands_withheld import FreezeBoard
from server.core.facts_round import Audience, Identity
from server.core.ids import EntryId
from server.core.limits import TITLE_LENGTH
from server.core.refusals import Code, Refusal
from server.core.text import Text
from server.run import inside
from server.services.ceremony_run import Ceremony, Drive
from server.services.ceremony_source import Source, source
from server.settings import Settings
from server.storage.tables import Entrant
from tests.scoreboard.guests import STANDINGS, Guest, Meet, a_meet
from tests.scoreboard.screen import Screen
from tests.scoreboard.test_embargo_bytes import boards as every_board
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
    after = await meet.parts.ceremonies.drive(CUP, FINAL, drive, who, to=to)
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


PLANS = {
    "module by module": Plan(call_up=True, finale="both"),
    "all at once": Plan(by_module=False),
    "no stop at prizes": Plan(award_stops=False, call_up=True, finale="list"),
    "the first three": Plan(from_rank=3, finale="podium"),
}
"""Between them they have every kind of step."""


def test_the_plans_have_every_kind_of_step_between_them() -> None:
    of = [
        Final(e, n, False, Decimal(9 - n), {small.WELD: Decimal(9 - n)}, (small.FIRST,))
        for n, e in enumerate(small.ENTRIES, 1)
    ]
    beats = {
        step.beat
        for plan in PLANS.values()
        for step in programme(of, [small.WELD], [small.FIRST], plan).steps
    }

    assert beats == set(get_args(Beat)) - {"start"}


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
async def test_no_byte_of_a_later_step_reaches_a_screen(tmp_path: Path, plan: Plan) -> None:
    async with revealed(tmp_path, plan) as meet:
        ceremony = meet.parts.ceremonies.get(CUP, FINAL)
        assert ceremony is not None
        steps = len(ceremony.programme.steps)
        async with meet.watch(BOARD, STANDINGS) as socket:
            guest = Guest(socket)
            await guest.until(lambda: BOARD in guest.screens and STANDINGS in guest.screens)
            for step in range(1, steps + 1):
                await driven(meet, "next")
                await sees(guest, step)

                assert told("".join(guest.bytes)) == allowed(ceremony, step), f"step {step}"

        shown = [final.entry for final in ceremony.programme.finals]
        rows = guest.screens[BOARD].state["rows"]
        assert {entry: row["modules"]["weld"] for entry, row in rows.items()} == {
            entry: f"{FIGURES[entry]}.00" for entry in shown
        }
        assert guest.screens[BOARD].state["beat"] == ceremony.programme.steps[-1].beat
        assert guest.screens[BOARD].state["placed"] == shown


async def test_a_total_and_a_prize_come_no_sooner_than_their_step(tmp_path: Path) -> None:
    async with revealed(tmp_path, Plan()) as meet, meet.watch(BOARD) as socket:
        guest = Guest(socket)
        prize = small.award_table().awards[0].title.zh
        await guest.until(lambda: BOARD in guest.screens)
        ceremony = await driven(meet, "look")
        for step, one in enumerate(ceremony.programme.steps, 1):
            await driven(meet, "next")
            await sees(guest, step)
            done = ceremony.programme.steps[:step]
            text = "".join(guest.bytes)

            assert text.count('"total"') > 0 if one.beat == "place" else True
            assert ('"total"' in text) == any(before.beat == "place" for before in done)
            known = any(before.beat == "award" for before in done)
            assert (prize in text) == known
            # Gold for the first prize, whatever rank holds it; and no sooner than the prize is known.
            assert guest.screens[BOARD].state["prizes"] == ({small.FIRST: 1} if known else {})


async def test_what_was_taken_back_is_given_to_nobody_who_comes_later(tmp_path: Path) -> None:
    async with revealed(tmp_path, Plan(by_module=False, finale="none")) as meet:
        await driven(meet, "next")
        async with meet.watch(BOARD) as socket:
            early = Guest(socket)
            await early.until(lambda: BOARD in early.screens)
        held = early.screens[BOARD].number
        ceremony = await driven(meet, "jump", to=6)
        await driven(meet, "jump", to=2)

        epoch = meet.parts.epoch
        texts = []
        for query in ("", f"&epoch={epoch}&after={held}"):
            async with meet.watch(BOARD, query=query) as socket:
                late = Guest(socket)
                await sees(late, 2)
                assert late.screens[BOARD].state["step"] == 2
                texts.append(json.dumps(late.heard))

        assert [told(text) for text in texts] == [allowed(ceremony, 2)] * 2


async def test_a_step_taken_back_is_given_to_no_screen_that_was_away(tmp_path: Path) -> None:
    async with revealed(tmp_path, Plan(by_module=False, finale="none")) as meet, meet.watch(BOARD) as socket:
        guest = Guest(socket)
        await guest.until(lambda: BOARD in guest.screens)
        await driven(meet, "jump", to=4)
        away = await left(meet)
        ceremony = await driven(meet, "next")
        await sees(guest, 5)
        await driven(meet, "back")
        await sees(guest, 4)
        late = await returned(meet, away)

    assert told("".join(guest.bytes)) == allowed(ceremony, 5) != allowed(ceremony, 4)
    assert told("".join(late.bytes)) == allowed(ceremony, 4)


async def test_a_ceremony_put_away_is_given_to_no_screen_that_was_away(tmp_path: Path) -> None:
    # With titles as long as they may be the whole is longer than its patches: they would be what it is given.
    title = Text("长" * TITLE_LENGTH, "L" * TITLE_LENGTH)
    plan = Plan(waiting_shown=True)
    async with revealed(tmp_path, plan, begun=False, title=title) as meet, meet.watch(BOARD) as socket:
        guest = Guest(socket)
        await guest.until(lambda: BOARD in guest.screens)
        await driven(meet, "arm", "a")
        away = await left(meet)
        await driven(meet, "go", "b")
        await sees(guest, 0)
        await meet.parts.ceremonies.end(CUP, FINAL)
        await guest.until(lambda: guest.screens[BOARD].state["beat"] == "waiting")
        late = await returned(meet, away)

    assert told("".join(guest.bytes)) == set(small.ENTRIES)
    assert told("".join(late.bytes)) == set()


async def test_every_screen_shows_what_a_fresh_one_does(tmp_path: Path) -> None:
    async with revealed(tmp_path, Plan(waiting_shown=True, call_up=True)) as meet, meet.watch(BOARD) as one:
        guest = Guest(one)
        await guest.until(lambda: BOARD in guest.screens)
        for drive in ("next", "next", "back", "next", "next", "next", "back", "back", "next"):
            step = (await driven(meet, drive)).step
            await sees(guest, step)
            async with meet.watch(BOARD) as other:
                fresh = Guest(other)
                await sees(fresh, step)

            assert guest.screens[BOARD].state == fresh.screens[BOARD].state


def figures(text: str) -> set[EntryId]:
    """The entries whose total stands in some text, as a table, a picture or JSON has it."""
    return {EntryId(entry) for entry, total in FIGURES.items() if re.search(rf"\b{total}\.00\b", text)}


PAGES = (
    "/", "/c/", "/c/cup", "/c/cup/qr.svg", "/board/", "/board/cup/final", "/board/cup/final/outlook",
    "/board/cup/teams/welding", "/display/", "/display/preview", "/display/wall", "/overlay/reveal", "/overlay/tower",
    "/remote/cup/final", "/desk",
    "/desk/c/cup/r/final/ceremony", "/desk/c/cup/r/final/script", "/judge/", "/floor", "/metrics", "/api/v1/health",
)  # fmt: skip
KNOWN = {
    "competition": CUP,
    "round": FINAL,
    "event": small.WELDING,
    "entry": "e1",
    "graphic": "reveal",
    "display": "wall",
}


async def test_nothing_a_stranger_or_a_remote_can_ask_for_knows_what_is_still_to_come(tmp_path: Path) -> None:
    """Every address that is only read: tables of phones, previews, streams, exports, the announcer's script."""
    async with revealed(tmp_path, Plan(by_module=False, call_up=True, finale="both")) as meet:
        token = await remote_of(meet)
        base = meet.running.base
        async with httpx2.AsyncClient(base_url=base, follow_redirects=True) as stranger:
            described = (await stranger.get("/api/v1/openapi.json")).json()["paths"]
            known = [path for path, methods in described.items() if "get" in methods]
            asked = [*PAGES, *(re.sub(r"{(\w+)}", lambda it: KNOWN.get(it[1], "x"), path) for path in known)]
            assert len(known) > 60
            assert f"/api/v1/competitions/{CUP}/rounds/{FINAL}/ceremony/script" in asked
            ceremony = await driven(meet, "jump", to=2)
            for path in [*asked, *(f"/api/v1/boards/{board}" for board in every_board())]:
                answer = await stranger.get(path, headers={"X-Remote-Token": token})
                page = answer.headers["content-type"].startswith("text/html")

                assert figures(answer.text) <= placed(ceremony, 2), path
                assert not (page and told(answer.text)), path
            driven_ = f"/api/v1/competitions/{CUP}/rounds/{FINAL}/ceremony/look"
            moved = await stranger.post(driven_, json={}, headers={"X-Remote-Token": token})

        assert set(moved.json()) == {
            "phase", "rehearsal", "step", "steps", "auto", "pace", "beat", "next",
        }  # fmt: skip


async def remote_of(meet: Meet) -> str:
    """A phone that was let in."""
    made = await meet.parts.ceremonies.renew(CUP, FINAL)
    assert not isinstance(made, Refusal)
    token = await meet.parts.ceremonies.let_in(CUP, FINAL, made[1], "here")
    assert isinstance(token, str)
    return token


def placed(ceremony: Ceremony, step: int) -> set[EntryId]:
    """Whose total has been shown by then."""
    return {e for one in ceremony.programme.steps[:step] if one.beat == "place" for e in one.entries}


async def test_a_server_that_was_killed_in_the_middle_comes_back_at_the_step_it_showed(
    tmp_path: Path,
) -> None:
    async with revealed(tmp_path, Plan(by_module=False)) as meet:
        token = await remote_of(meet)
        ceremony = await driven(meet, "jump", to=3)
        async with meet.watch(BOARD) as socket:
            before = Guest(socket)
            await sees(before, 3)
        kept = tmp_path / "as-it-was"
        # What is on disk while it runs is all that a server has that was killed: nothing of it is closed or written out.
        await asyncio.to_thread(
            shutil.copytree, tmp_path, kept, ignore=shutil.ignore_patterns("as-it-was", "*.lock")
        )
        chosen = Settings(data=kept, host="127.0.0.1", port=0, log_level="error")
        async with inside(chosen) as again:
            other = Meet(again)
            await again.parts.live.catch_up(CUP)
            assert again.parts.ceremonies.remote(CUP, FINAL, token) is not None
            query = f"&epoch={again.parts.epoch}&after={before.screens[BOARD].number}"
            async with other.watch(BOARD, query=query) as socket:
                after = Guest(socket)
                after.screens[BOARD] = before.screens[BOARD]
                await after.until(lambda: any(kind in ("snapshot", "patch") for kind in after.kinds()))
                assert told("".join(after.bytes)) == allowed(ceremony, 3)
                await driven(other, "next")
                await sees(after, 4)
                assert told("".join(after.bytes)) == allowed(ceremony, 4)


async def test_results_that_change_in_the_middle_reach_no_screen_before_their_step(tmp_path: Path) -> None:
    async with revealed(tmp_path, Plan(by_module=False), title=None) as meet, meet.watch(BOARD) as socket:
        guest = Guest(socket)
        await guest.until(lambda: BOARD in guest.screens)
        ceremony = await driven(meet, "jump", to=4)
        await sees(guest, 4)
        finals = tuple(replace(one, total=Decimal(777)) if one.rank == 1 else one for one in ceremony.finals)
        source_ = Source(
            finals, ceremony.known, ceremony.modules, ceremony.awards, confirmed=True, position=99
        )
        after = await meet.parts.ceremonies.take_results(CUP, FINAL, source_)
        assert isinstance(after, Ceremony)
        assert after.step == 4, "what was revealed is the same"
        corrected = tuple(replace(one, total=Decimal(555)) if one.rank == 4 else one for one in finals)
        await meet.parts.ceremonies.take_results(CUP, FINAL, replace(source_, finals=corrected))
        await guest.until(lambda: guest.screens[BOARD].state["rows"]["e4"].get("total") == "555")

    assert '"777"' not in "".join(guest.bytes)
    assert told("".join(guest.bytes)) == allowed(ceremony, 4)


async def test_the_board_of_the_ceremony_that_is_on_shows_what_its_rounds_does(tmp_path: Path) -> None:
    on = f"ceremony.{CUP}"
    async with (
        revealed(tmp_path, Plan(by_module=False), begun=False) as meet,
        meet.watch(on, BOARD) as socket,
    ):
        guest = Guest(socket)

        async def agree(step: int | None) -> None:
            await guest.until(
                lambda: (
                    {on, BOARD} <= set(guest.screens)
                    and all(guest.screens[board].state.get("step") == step for board in (on, BOARD))
                )
            )
            assert guest.screens[on].state == guest.screens[BOARD].state

        await agree(None)
        await driven(meet, "arm", "a")
        ceremony = await driven(meet, "go", "b")
        await agree(0)
        for drive, step in (("next", 1), ("next", 2), ("back", 1), ("next", 2), ("next", 3)):
            await driven(meet, drive)  # type: ignore[arg-type]
            await agree(step)
            assert told("".join(guest.bytes)) == allowed(ceremony, step)
        async with meet.watch(on) as other:
            fresh = Guest(other)
            await fresh.until(lambda: on in fresh.screens)
            assert fresh.screens[on].state == guest.screens[on].state
        await meet.parts.ceremonies.end(CUP, FINAL)
        await guest.until(lambda: guest.screens[on].state["beat"] == "waiting")

    assert guest.screens[on].state == {
        "kind": "ceremony",
        "competition": {"id": CUP, "title": {"zh": "杯赛", "en": "Cup"}},
        "beat": "waiting",
    }


@pytest.mark.parametrize(
    ("audience", "identity", "known"),
    [("live", "name", {"e1", "e2"}), ("live", "code", set()), ("published", "name", set())],
)
async def test_only_what_a_board_frozen_by_name_showed_of_whole_modules_is_known_before(
    tmp_path: Path, audience: Audience, identity: Identity, known: set[str]
) -> None:
    async with a_meet(tmp_path, audience=audience, identity=identity) as meet:
        for entry, judges in ((0, 3), (1, 3), (2, 1)):
            for judge in range(judges):
                await meet.sheet(entry, "5", judge)
        await meet.does(FreezeBoard(FINAL))
        for judge in range(3):
            await meet.sheet(3, "9", judge)
        await meet.does(CloseRound(FINAL, True))
        live = await meet.parts.live.catch_up(CUP)
        assert live is not None
        of = source(live.rounds[FINAL])

    assert isinstance(of, Source), of
    assert {entry for entry, modules in of.known.modules.items() if modules} == known
    assert all(set(modules) <= {small.WELD} for modules in of.known.modules.values())
    assert not {one.entry for one in of.finals if one.rank is None}


async def test_awards_that_are_undecided_are_nothing_to_announce(tmp_path: Path) -> None:
    # Four are equal, two get the prize, and the table leaves it to the jury who.
    rules = (Series((Step(small.FIRST, places=2),), "decide"),)
    async with a_meet(tmp_path, audience="published") as meet:
        await meet.does(SetAwardRules(small.WELDING, replace(small.award_table(), rules=rules)))
        for entry in range(4):
            for judge in range(3):
                await meet.sheet(entry, "5", judge)
        await meet.does(CloseRound(FINAL, True))
        live = await meet.parts.live.catch_up(CUP)
        assert live is not None

        assert source(live.rounds[FINAL]) == Refusal(Code.CEREMONY_AWARDS_UNDECIDED)


async def test_a_figure_that_was_put_right_is_given_to_no_screen_that_was_away(tmp_path: Path) -> None:
    title = Text("长" * TITLE_LENGTH, "L" * TITLE_LENGTH)
    async with revealed(tmp_path, Plan(by_module=False), title=title) as meet, meet.watch(BOARD) as socket:
        guest = Guest(socket)
        await guest.until(lambda: BOARD in guest.screens)
        await driven(meet, "next")
        away = await left(meet)
        await driven(meet, "next")
        ceremony = await driven(meet, "next")
        await sees(guest, 3)
        finals = tuple(replace(one, total=Decimal(555)) if one.rank == 4 else one for one in ceremony.finals)
        anew = Source(finals, ceremony.known, ceremony.modules, ceremony.awards, confirmed=True, position=99)
        await meet.parts.ceremonies.take_results(CUP, FINAL, anew)
        await guest.until(lambda: guest.screens[BOARD].state["rows"]["e4"].get("total") == "555")
        late = await returned(meet, away)

    old, new = '"total":"8.00"', '"total":"555"'
    assert [old in "".join(guest.bytes), new in "".join(guest.bytes)] == [True, True]
    assert [old in "".join(late.bytes), new in "".join(late.bytes)] == [False, True]


async def test_a_name_that_was_corrected_is_given_to_no_screen_that_was_away(tmp_path: Path) -> None:
    title = Text("长" * TITLE_LENGTH, "L" * TITLE_LENGTH)
    async with revealed(tmp_path, Plan(by_module=False), title=title) as meet, meet.watch(BOARD) as socket:
        guest = Guest(socket)
        await guest.until(lambda: BOARD in guest.screens)
        await driven(meet, "jump", to=2)
        away = await left(meet)
        await driven(meet, "next")
        await sees(guest, 3)
        await meet.parts.people.put_entrants([Entrant(competition=CUP, entry="e3", name_zh="corrected")])
        meet.parts.live.rename(CUP)
        await meet.parts.live.catch_up(CUP)
        await guest.until(lambda: guest.screens[BOARD].state["rows"]["e3"]["name"]["zh"] == "corrected")
        late = await returned(meet, away)

    assert "canary-e3" in "".join(guest.bytes)
    assert "canary-e3" not in "".join(late.bytes)


async def test_an_open_round_reveals_nothing_whatever_was_marked(tmp_path: Path) -> None:
    async with a_meet(tmp_path) as meet:
        for judge in range(3):
            await meet.sheet(0, "9", judge)
        live = await meet.parts.live.catch_up(CUP)
        assert live is not None

        assert source(live.rounds[FINAL]) == Refusal(Code.CEREMONY_NOT_READY)


async def test_whoever_has_no_rank_and_what_nobody_marked_are_not_in_a_ceremony(tmp_path: Path) -> None:
    async with a_meet(tmp_path) as meet:
        for entry in range(4):
            for judge in range(3):
                await meet.sheet(entry, str(9 - entry), judge)
        await meet.does(SetEntryState(FINAL, small.ENTRIES[1], "disqualified", "help from outside"))
        await meet.does(CloseRound(FINAL, True))
        live = await meet.parts.live.catch_up(CUP)
        assert live is not None
        of = source(live.rounds[FINAL])

    assert isinstance(of, Source), of
    assert [(one.entry, one.rank, set(one.modules)) for one in of.finals] == [
        ("e1", 1, {small.WELD}),
        ("e3", 2, {small.WELD}),
        ("e4", 3, {small.WELD}),
    ]
