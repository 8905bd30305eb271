"""What a ceremony reveals of a round: only what is settled, and corrections to no screen before their step."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from server.core.award_table import Series, Step
from server.core.ceremony import Plan
from server.core.commands_awards import SetAwardRules
from server.core.commands_round import CloseRound
from server.core.commands_rulings import SetEntryState
from server.core.commands_withheld import FreezeBoard
from server.core.facts_round import Audience, Identity
from server.core.limits import TITLE_LENGTH
from server.core.refusals import Code, Refusal
from server.core.text import Text
from server.services.ceremony_run import Ceremony
from server.services.ceremony_source import Source, source
from server.storage.tables import Entrant
from tests.scoreboard.ceremony_screens import BOARD, allowed, driven, left, returned, revealed, sees, told
from tests.scoreboard.guests import Guest, a_meet
from tests.support import small
from tests.support.small import CUP, FINAL


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
