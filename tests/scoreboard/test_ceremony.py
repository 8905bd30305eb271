"""A ceremony on real sockets: a screen never holds the next step, nor one that was taken back."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest

from server.core.ceremony import Beat, Final, Plan, programme
from server.core.limits import TITLE_LENGTH
from server.core.text import Text
from tests.scoreboard.ceremony_screens import (
    BOARD,
    FIGURES,
    allowed,
    driven,
    left,
    returned,
    revealed,
    sees,
    told,
)
from tests.scoreboard.guests import STANDINGS, Guest
from tests.support import small
from tests.support.small import CUP, FINAL

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
