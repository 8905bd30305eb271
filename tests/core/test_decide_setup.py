"""Setting up: what may be added when, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.core import limits
from server.core.commands import Actor, Command
from server.core.commands_round import AddRound, MakeDraw
from server.core.commands_setup import AddEvent, AddOfficial, CreateCompetition, RegisterEntries
from server.core.competition import Competition
from server.core.decide import decide
from server.core.facts_setup import CompetitionCreated, EntriesRegistered, EventAdded, Registration
from server.core.fingerprint import scheme_hash
from server.core.ids import DelegationId, EntryId, EventId, OfficialId, RoundId
from server.core.refusals import Code, Refusal
from server.core.text import Text
from tests.support.small import (
    FINAL,
    JUDGES,
    ORGANISER,
    SEED,
    TITLE,
    WELDING,
    judge,
    opened,
    played,
    preparations,
    scheme,
    sheet,
)

NEW = Registration(EntryId("e9"), "109", DelegationId("d1"))
CREATE = CreateCompetition(TITLE)
SET_UP = preparations()


def refused(state: Competition, command: Command, actor: Actor = ORGANISER) -> Refusal:
    decision = decide(state, command, actor, "chance")
    assert isinstance(decision, Refusal), decision
    return decision


def test_a_competition_is_created_once() -> None:
    assert decide(Competition(), CREATE, ORGANISER, "") == [CompetitionCreated(TITLE)]
    assert refused(played(CREATE), CREATE).code is Code.COMPETITION_EXISTS


def test_nothing_else_is_possible_before() -> None:
    assert refused(Competition(), AddOfficial(JUDGES[0])).code is Code.COMPETITION_UNKNOWN


def test_a_judge_hands_in_sheets_and_does_nothing_else() -> None:
    state = played(*opened())

    for command in SET_UP:
        assert refused(state, command, judge(JUDGES[0])) == Refusal(Code.NOT_ALLOWED)


def test_an_organiser_does_not_mark() -> None:
    assert refused(played(*opened()), sheet(next(iter(played(*opened()).rounds[FINAL].entries)))) == Refusal(
        Code.NOT_ALLOWED
    )


def test_a_role_nobody_knows_may_nothing() -> None:
    stranger = replace(ORGANISER, role="audience")  # type: ignore[arg-type]

    assert refused(Competition(), CREATE, stranger) == Refusal(Code.NOT_ALLOWED)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (Text("", "Cup"), Refusal(Code.TEXT_MISSING, {"field": "title.zh"})),
        (Text("杯", " \t"), Refusal(Code.TEXT_MISSING, {"field": "title.en"})),
        (Text("杯" * 121, "Cup"), Refusal(Code.TEXT_TOO_LONG, {"field": "title.zh", "length_max": 120})),
        (
            Text("杯\n", "Cup"),
            Refusal(Code.MALFORMED, {"problem": "title.zh：含有控制字符 / control characters"}),
        ),
        (
            Text("杯", "Cup\u202e"),
            Refusal(Code.MALFORMED, {"problem": "title.en：含有控制字符 / control characters"}),
        ),
        (
            Text("金\u200b锤", "Cup"),
            Refusal(Code.MALFORMED, {"problem": "title.zh：含有控制字符 / control characters"}),
        ),
        (Text("\u200d\u2800", "Cup"), Refusal(Code.TEXT_MISSING, {"field": "title.zh"})),
    ],
)
def test_a_title_is_there_in_both_languages_short_and_plain(title: Text, expected: Refusal) -> None:
    assert refused(Competition(), CreateCompetition(title)) == expected


@pytest.mark.parametrize("day", ["2026-5-1", "2026-02-30", "tomorrow", "20260501", ""])
def test_a_day_is_an_iso_date(day: str) -> None:
    assert refused(Competition(), CreateCompetition(TITLE, days=(day,))).code is Code.MALFORMED


def test_a_competition_has_a_month_of_days_at_most() -> None:
    days = tuple(f"2026-05-{day:02}" for day in range(1, 32))

    assert refused(Competition(), CreateCompetition(TITLE, days=(*days, "2026-06-01"))) == Refusal(
        Code.TOO_MANY, {"count_max": 31}
    )


def test_an_event_is_recorded_with_its_scheme_and_the_scheme_s_name() -> None:
    fact = EventAdded(WELDING, TITLE, scheme(), scheme_hash(scheme()))

    assert decide(played(CREATE), AddEvent(WELDING, TITLE, scheme()), ORGANISER, "") == [fact]


def test_an_event_id_is_taken_once_and_spelled_right() -> None:
    state = played(*SET_UP)

    assert refused(state, AddEvent(WELDING, TITLE, scheme())) == Refusal(Code.EVENT_EXISTS)
    assert refused(state, AddEvent(EventId("Big Event"), TITLE, scheme())) == Refusal(
        Code.ID_INVALID, {"value": "Big Event"}
    )


def test_an_unsound_scheme_is_refused_with_the_place_of_its_fault() -> None:
    refusal = refused(played(CREATE), AddEvent(WELDING, TITLE, replace(scheme(), modules=())))

    assert refusal.code is Code.SCHEME_INVALID
    assert refusal.detail["where"] == "modules"


def test_a_competition_has_forty_events_at_most() -> None:
    events = [AddEvent(EventId(f"event-{n}"), TITLE, scheme()) for n in range(limits.EVENTS)]

    assert refused(played(CREATE, *events), AddEvent(WELDING, TITLE, scheme())) == Refusal(
        Code.TOO_MANY, {"count_max": 40}
    )


def test_entries_are_registered_in_the_order_of_their_list() -> None:
    state = played(*SET_UP[:2])
    entries = (NEW, Registration(EntryId("e1"), "101", DelegationId("d2")))

    assert decide(state, RegisterEntries(WELDING, entries), ORGANISER, "") == [
        EntriesRegistered(WELDING, entries)
    ]


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ((), Code.ENTRIES_MISSING),
        ((NEW, NEW), Code.ENTRY_EXISTS),
        ((replace(NEW, entry=EntryId("e1")),), Code.ENTRY_EXISTS),
        ((replace(NEW, number="101"),), Code.ENTRY_EXISTS),
        ((replace(NEW, entry=EntryId("王芳")),), Code.ID_INVALID),
        ((replace(NEW, delegation=DelegationId("")),), Code.ID_INVALID),
        ((replace(NEW, number=""),), Code.TEXT_MISSING),
        ((replace(NEW, number="1" * 21),), Code.TEXT_TOO_LONG),
        (tuple(replace(NEW, entry=EntryId(f"x{n}"), number=f"x{n}") for n in range(2000)), Code.TOO_MANY),
    ],
)
def test_a_list_of_entries_is_taken_whole_or_not_at_all(
    entries: tuple[Registration, ...], code: Code
) -> None:
    assert refused(played(*SET_UP[:3]), RegisterEntries(WELDING, entries)).code is code


def test_entries_need_an_event() -> None:
    assert refused(played(CREATE), RegisterEntries(WELDING, (NEW,))) == Refusal(Code.EVENT_UNKNOWN)


def test_registration_ends_with_the_first_draw_of_the_event() -> None:
    before = played(*SET_UP[:4])
    after = played(*SET_UP[:4], MakeDraw(FINAL, SEED))

    assert isinstance(decide(before, RegisterEntries(WELDING, (NEW,)), ORGANISER, ""), list)
    assert refused(after, RegisterEntries(WELDING, (NEW,))) == Refusal(Code.REGISTRATION_ENDED)


def test_an_official_is_added_once() -> None:
    state = played(CREATE, AddOfficial(JUDGES[0]))

    assert refused(state, AddOfficial(JUDGES[0])) == Refusal(Code.OFFICIAL_EXISTS)
    assert refused(state, AddOfficial(OfficialId("-"))) == Refusal(Code.ID_INVALID, {"value": "-"})


def test_a_round_belongs_to_an_event_and_its_id_is_taken_once() -> None:
    state = played(*SET_UP[:4])

    assert refused(state, AddRound(FINAL, WELDING, TITLE)) == Refusal(Code.ROUND_EXISTS)
    assert refused(state, AddRound(RoundId("r2"), EventId("none"), TITLE)) == Refusal(Code.EVENT_UNKNOWN)
    assert refused(state, AddRound(RoundId("R2"), WELDING, TITLE)).code is Code.ID_INVALID
    assert refused(state, AddRound(RoundId("r2"), WELDING, Text("轮", ""))).code is Code.TEXT_MISSING


def test_an_event_has_twenty_rounds_at_most() -> None:
    rounds = [AddRound(RoundId(f"r{n}"), WELDING, TITLE) for n in range(19)]

    assert refused(played(*SET_UP[:4], *rounds), AddRound(RoundId("more"), WELDING, TITLE)) == Refusal(
        Code.TOO_MANY, {"count_max": 20}
    )
