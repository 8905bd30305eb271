"""A round from its draw to its publication: the order of things, and what is refused on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from server.core.commands import Actor, Command
from server.core.commands_panel import SetPanel
from server.core.commands_round import CloseRound, MakeDraw, OpenRound, PublishResults
from server.core.commands_rulings import SetEntryState
from server.core.commands_setup import RegisterEntries
from server.core.commands_sheet import CorrectSheet
from server.core.commands_withheld import FreezeBoard, UnfreezeBoard
from server.core.competition import Competition
from server.core.decide import decide
from server.core.draw import draw
from server.core.facts_panel import PanelSet
from server.core.facts_round import DrawMade, ResultsPublished, RoundClosed, RoundOpened
from server.core.facts_rulings import EntryState, EntryStateSet
from server.core.ids import EntryId, ModuleId, OfficialId, RoundId
from server.core.refusals import Code, Refusal
from tests.support.small import (
    ENTRIES,
    FINAL,
    JUDGES,
    ORGANISER,
    PREPARE,
    SEED,
    WELD,
    codes,
    judge,
    marks,
    opened,
    played,
    preparations,
    sheet,
)

PLANNED, OPENED = preparations()[:4], opened()
NOWHERE = RoundId("nowhere")
CLOSED = [*OPENED, CloseRound(FINAL, incomplete=True)]
PUBLISHED = [*CLOSED, PublishResults(FINAL)]
FIRST = codes(played(*OPENED))[0]
A_SHEET = (judge(JUDGES[0]), sheet(FIRST))

Step = Command | tuple[Actor, Command]


def refused(steps: Sequence[Step], command: Command) -> Refusal:
    decision = decide(played(*steps), command, ORGANISER, "chance")
    assert isinstance(decision, Refusal), decision
    return decision


def all_sheets(state: Competition) -> list[Step]:
    round_ = state.rounds[FINAL]
    return [(judge(who), sheet(round_.codes[entry], of)) for of, entry, who in round_.missing()]


@pytest.mark.parametrize(
    "command",
    [
        MakeDraw(NOWHERE),
        SetPanel(NOWHERE, WELD, JUDGES),
        OpenRound(NOWHERE),
        CloseRound(NOWHERE),
        FreezeBoard(NOWHERE),
        UnfreezeBoard(NOWHERE),
        PublishResults(NOWHERE),
        SetEntryState(NOWHERE, ENTRIES[0], "withdrawn"),
        CorrectSheet(NOWHERE, WELD, FIRST, JUDGES[0], marks(), "typing", 1),
    ],
    ids=lambda command: command.kind,
)
def test_a_round_must_be_there(command: Command) -> None:
    assert refused(OPENED, command) == Refusal(Code.ROUND_UNKNOWN)


# the draw


def test_a_draw_is_made_from_the_seed_given_or_else_from_chance() -> None:
    state = played(*PLANNED)

    assert decide(state, MakeDraw(FINAL, SEED), ORGANISER, "chance") == [
        DrawMade(FINAL, SEED, draw(SEED, ENTRIES))
    ]
    assert decide(state, MakeDraw(FINAL), ORGANISER, "chance") == [
        DrawMade(FINAL, "chance", draw("chance", ENTRIES))
    ]


def test_a_draw_can_be_made_again_until_the_round_is_opened() -> None:
    assert isinstance(decide(played(*preparations()), MakeDraw(FINAL, "other"), ORGANISER, ""), list)
    for steps in (OPENED, CLOSED, PUBLISHED):
        assert refused(steps, MakeDraw(FINAL, "other")) == Refusal(Code.DRAW_FIXED)


def test_a_draw_needs_entries_and_a_plain_seed() -> None:
    nobody = [step for step in PLANNED if not isinstance(step, RegisterEntries)]

    assert refused(nobody, MakeDraw(FINAL, SEED)) == Refusal(Code.ENTRIES_MISSING)
    assert refused(PLANNED, MakeDraw(FINAL, "a\nb")).code is Code.MALFORMED
    assert refused(PLANNED, MakeDraw(FINAL, "7" * 121)).code is Code.TEXT_TOO_LONG


@pytest.mark.parametrize("stations", [0, 1, 200])
def test_a_draw_is_for_no_stations_or_for_two_hundred_at_most(stations: int) -> None:
    assert decide(played(*PLANNED), MakeDraw(FINAL, SEED, stations), ORGANISER, "") == [
        DrawMade(FINAL, SEED, draw(SEED, ENTRIES, stations), stations)
    ]


@pytest.mark.parametrize("stations", [-1, 201])
def test_of_stations_there_are_neither_fewer_than_none_nor_more_than_two_hundred(stations: int) -> None:
    assert refused(PLANNED, MakeDraw(FINAL, SEED, stations)).code is Code.MALFORMED


def test_without_stations_there_are_no_heats_to_keep_delegations_apart_in() -> None:
    assert decide(played(*PLANNED), MakeDraw(FINAL, SEED, apart=True), ORGANISER, "") == [
        DrawMade(FINAL, SEED, draw(SEED, ENTRIES))
    ]


# panels


@pytest.mark.parametrize(
    ("module", "judges", "code"),
    [
        (ModuleId("paint"), JUDGES, Code.MODULE_UNKNOWN),
        (WELD, (), Code.PANEL_EMPTY),
        (WELD, (JUDGES[0], JUDGES[0]), Code.PANEL_JUDGE_TWICE),
        (WELD, (OfficialId("nobody"),), Code.OFFICIAL_UNKNOWN),
    ],
)
def test_a_panel_is_one_of_officials_each_once(
    module: ModuleId, judges: tuple[OfficialId, ...], code: Code
) -> None:
    assert refused(preparations(), SetPanel(FINAL, module, judges)) == Refusal(code)


def test_a_panel_has_sixty_judges_at_most() -> None:
    many = tuple(OfficialId(f"j{n}") for n in range(1, 62))

    assert refused(preparations(judges=many)[:-2], SetPanel(FINAL, WELD, many)) == Refusal(
        Code.TOO_MANY, {"count_max": 60}
    )


def test_a_judge_who_has_marked_stays_on_the_panel() -> None:
    steps = [*OPENED, A_SHEET]

    assert refused(steps, SetPanel(FINAL, WELD, JUDGES[1:])) == Refusal(Code.PANEL_JUDGE_HAS_MARKED)
    assert decide(played(*steps), SetPanel(FINAL, WELD, JUDGES[:1]), ORGANISER, "") == [
        PanelSet(FINAL, WELD, JUDGES[:1])
    ]
    assert isinstance(decide(played(*steps), SetPanel(FINAL, PREPARE, JUDGES[1:2]), ORGANISER, ""), list)


def test_a_panel_is_fixed_when_judging_has_ended() -> None:
    for steps in (CLOSED, PUBLISHED):
        assert refused(steps, SetPanel(FINAL, WELD, JUDGES[:2])) == Refusal(Code.ROUND_NOT_OPEN)


# opening and closing


def test_a_round_opens_with_a_draw_and_a_panel_for_every_module() -> None:
    ready = preparations()

    assert refused(PLANNED, OpenRound(FINAL)) == Refusal(Code.DRAW_MISSING)
    assert refused(ready[:-1], OpenRound(FINAL)) == Refusal(Code.PANEL_EMPTY)
    assert decide(played(*ready), OpenRound(FINAL), ORGANISER, "") == [RoundOpened(FINAL)]
    assert refused(OPENED, OpenRound(FINAL)) == Refusal(Code.ROUND_OPEN_ALREADY)


def test_opening_again_takes_a_reason() -> None:
    for steps in (CLOSED, PUBLISHED):
        assert refused(steps, OpenRound(FINAL, " ")) == Refusal(Code.REASON_MISSING)
        assert refused(steps, OpenRound(FINAL, "x" * 501)).code is Code.TEXT_TOO_LONG
        assert decide(played(*steps), OpenRound(FINAL, "a sheet was forgotten"), ORGANISER, "") == [
            RoundOpened(FINAL, "a sheet was forgotten")
        ]


def test_closing_with_sheets_missing_must_be_meant() -> None:
    # Four entries: two judges prepare, three weld.
    assert refused(OPENED, CloseRound(FINAL)) == Refusal(Code.ROUND_INCOMPLETE, {"missing": 20})
    assert refused([*OPENED, A_SHEET], CloseRound(FINAL)) == Refusal(Code.ROUND_INCOMPLETE, {"missing": 19})
    assert isinstance(decide(played(*OPENED), CloseRound(FINAL, incomplete=True), ORGANISER, ""), list)


def test_an_entry_that_does_not_compete_owes_no_sheets() -> None:
    gone: list[Command] = [SetEntryState(FINAL, entry, "withdrawn") for entry in ENTRIES[1:]]

    assert refused([*OPENED, *gone], CloseRound(FINAL)) == Refusal(Code.ROUND_INCOMPLETE, {"missing": 5})


def test_a_complete_round_closes_by_itself() -> None:
    state = played(*OPENED, *all_sheets(played(*OPENED)))

    assert isinstance(decide(state, CloseRound(FINAL), ORGANISER, ""), list)


def test_why_a_round_closed_stands_with_it_and_is_no_longer_than_any_reason() -> None:
    closing = CloseRound(FINAL, incomplete=True, reason="a storm")

    assert decide(played(*OPENED), closing, ORGANISER, "") == [RoundClosed(FINAL, "a storm")]
    assert refused(OPENED, replace(closing, reason="x" * 501)).code is Code.TEXT_TOO_LONG


def test_only_an_open_round_closes() -> None:
    for steps in (preparations(), CLOSED, PUBLISHED):
        assert refused(steps, CloseRound(FINAL, incomplete=True)) == Refusal(Code.ROUND_NOT_OPEN)


# the board


def test_a_board_freezes_while_the_round_is_open_or_closed() -> None:
    for steps in (OPENED, CLOSED):
        assert isinstance(decide(played(*steps), FreezeBoard(FINAL), ORGANISER, ""), list)
        assert refused([*steps, FreezeBoard(FINAL)], FreezeBoard(FINAL)) == Refusal(Code.BOARD_FROZEN_ALREADY)
        assert refused(steps, UnfreezeBoard(FINAL)) == Refusal(Code.BOARD_NOT_FROZEN)
        assert isinstance(
            decide(played(*steps, FreezeBoard(FINAL)), UnfreezeBoard(FINAL), ORGANISER, ""), list
        )
    for other in (preparations(), PUBLISHED):
        assert refused(other, FreezeBoard(FINAL)) == Refusal(Code.ROUND_NOT_OPEN)


def test_a_publication_ends_the_freeze() -> None:
    steps = [*CLOSED, FreezeBoard(FINAL), PublishResults(FINAL)]

    assert refused(steps, UnfreezeBoard(FINAL)) == Refusal(Code.BOARD_NOT_FROZEN)


# publication


def test_results_are_published_after_closing() -> None:
    for steps in (preparations(), OPENED):
        assert refused(steps, PublishResults(FINAL)) == Refusal(Code.ROUND_NOT_CLOSED)
    assert decide(played(*CLOSED), PublishResults(FINAL), ORGANISER, "") == [ResultsPublished(FINAL, 1)]


def test_results_are_published_again_only_when_something_changed() -> None:
    assert refused(PUBLISHED, PublishResults(FINAL)) == Refusal(Code.NOTHING_NEW_TO_PUBLISH)

    disqualified = SetEntryState(FINAL, ENTRIES[0], "disqualified", "used a phone")
    assert decide(played(*PUBLISHED, disqualified), PublishResults(FINAL), ORGANISER, "") == [
        ResultsPublished(FINAL, 2)
    ]


def test_a_round_that_was_opened_again_can_be_published_again() -> None:
    steps = [*PUBLISHED, OpenRound(FINAL, "a doubt"), CloseRound(FINAL, incomplete=True)]

    assert decide(played(*steps), PublishResults(FINAL), ORGANISER, "") == [ResultsPublished(FINAL, 2)]


# states of entries


@pytest.mark.parametrize("state", ["not_started", "not_finished", "withdrawn"])
def test_what_everyone_sees_happen_needs_no_reason_while_the_round_is_open(state: EntryState) -> None:
    assert decide(played(*OPENED), SetEntryState(FINAL, ENTRIES[0], state), ORGANISER, "") == [
        EntryStateSet(FINAL, ENTRIES[0], state)
    ]


def test_a_disqualification_a_change_of_mind_and_a_late_decision_need_a_reason() -> None:
    withdrawn = SetEntryState(FINAL, ENTRIES[0], "withdrawn")
    back = SetEntryState(FINAL, ENTRIES[0], "competing")

    assert refused(OPENED, replace(withdrawn, state="disqualified")) == Refusal(Code.REASON_MISSING)
    assert refused([*OPENED, withdrawn], back) == Refusal(Code.REASON_MISSING)
    assert refused([*OPENED, withdrawn], replace(back, state="not_started")) == Refusal(Code.REASON_MISSING)
    for steps in (CLOSED, PUBLISHED):
        assert refused(steps, withdrawn) == Refusal(Code.REASON_MISSING)
        assert isinstance(decide(played(*steps), replace(withdrawn, reason="was ill"), ORGANISER, ""), list)


def test_a_state_is_set_for_an_entry_of_the_draw_and_changes_something() -> None:
    assert refused(PLANNED, SetEntryState(FINAL, ENTRIES[0], "withdrawn")) == Refusal(Code.DRAW_MISSING)
    assert refused(OPENED, SetEntryState(FINAL, EntryId("e99"), "withdrawn")) == Refusal(Code.ENTRY_UNKNOWN)
    assert refused(OPENED, SetEntryState(FINAL, ENTRIES[0], "competing")) == Refusal(Code.ENTRY_STATE_SAME)
