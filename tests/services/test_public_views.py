"""What the public reads of an entry: what is still possible, how its rank came about, and how it went so far."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from server.core.commands_awards import ConfirmAwards, SetAwardRules
from server.core.commands_rulings import OrderRerun
from server.core.facts_awards import AwardGiven
from server.core.facts_rulings import RunThatCounts
from server.core.ids import EntryId
from server.services.outlook_view import outlook
from server.services.public_view import seen
from server.services.rank_history import ENTRIES_MAX, Changed, History
from server.services.records_view import records
from server.services.why_view import why
from tests.scoreboard.walks import Day, a_day, days, followed
from tests.support import small

E1, E2 = small.ENTRIES[:2]


def marked(day: Day, entry: int, value: str, modules: tuple[int, ...] = (0, 1)) -> None:
    for module in modules:
        for judge in range(3):
            day.sheet(judge, module, entry, value)


def outlook_of(day: Day) -> dict[str, Any]:
    live = followed(day.facts)
    return outlook(live, live.rounds[small.FINAL])


def test_before_the_first_sheet_everything_is_possible() -> None:
    shown = outlook_of(a_day())

    assert shown["rows"][E1]["best_rank"] == 1
    assert shown["rows"][E1]["worst_rank"] == 4
    assert shown["rows"][E1]["needs"] == [{"rank": 1, "chance": "possible", "sure": "40.00"}]


def test_the_border_of_a_prize_is_something_to_reach_for() -> None:
    day = a_day()
    day.does(SetAwardRules(small.WELDING, small.award_table()))
    marked(day, 0, "10")
    marked(day, 1, "5")

    shown = outlook_of(day)

    assert [aim["rank"] for aim in shown["aims"]] == [1, 2]
    assert shown["rows"][E1]["needs"][1] == {"rank": 2, "chance": "sure"}
    assert shown["rows"][small.ENTRIES[2]]["needs"][1] == {
        "rank": 2,
        "chance": "possible",
        "sure": "40.00",
        "possible": "20.00",
    }


def test_what_an_entry_cannot_reach_any_more_is_not_asked_of_it() -> None:
    day = a_day()
    marked(day, 0, "8", (0,))

    assert outlook_of(day)["rows"][E1]["needs"] == [{"rank": 1, "chance": "possible"}]


def test_when_all_is_marked_nothing_is_left_to_be_told() -> None:
    day = a_day()
    for entry in range(4):
        marked(day, entry, str(9 - entry))
    day.step(("close",))

    assert outlook_of(day)["rows"] == {}


def test_under_blind_codes_the_outlook_names_codes_only() -> None:
    shown = outlook_of(a_day(identity="code"))

    assert sorted(shown["rows"]) == shown["order"]
    assert not set(shown["rows"]) & set(small.ENTRIES)


def test_why_a_rank_shows_modules_and_their_parts_but_no_judge() -> None:
    day = a_day()
    marked(day, 0, "9.5", (1,))
    live = followed(day.facts)
    now = seen(live.rounds[small.FINAL])

    shown = why(live.rounds[small.FINAL].event.scheme, now, E1)

    assert shown is not None
    assert shown["modules"][1] == {
        "id": "weld", "title": {"zh": "weld", "en": "weld"}, "in": 3, "due": 3, "void": [],
        "points": "19.00", "total": "19.00", "max": "20",
        "parts": [{"id": "weld-all", "title": {"zh": "焊接", "en": "Welding"}, "points": "19.00"}],
    }  # fmt: skip
    assert not any(judge in str(shown) for judge in small.JUDGES)


def test_equals_are_told_that_nothing_decided_between_them() -> None:
    day = a_day()
    marked(day, 0, "9")
    marked(day, 1, "9")
    live = followed(day.facts)
    now = seen(live.rounds[small.FINAL])

    shown = why(live.rounds[small.FINAL].event.scheme, now, E1)

    assert shown is not None
    assert shown["ties"] == [{"entry": E2, "order": "shared"}]


@given(days())
def test_the_history_of_a_round_ends_where_its_standings_are(day: Day) -> None:
    live = followed(day.facts).rounds[small.FINAL]
    while live.history.catch_up(3):
        pass

    for standing in live.standings():
        steps = live.history.of(standing.entry, live.round.changed_at)
        assert (steps[-1].rank if steps else None) == standing.rank
        assert (steps[-1].total if steps else None) == standing.total


def test_a_history_is_told_only_as_far_as_the_public_may_see() -> None:
    day = a_day()
    marked(day, 0, "5", (1,))
    day.step(("freeze",))
    marked(day, 1, "9", (1,))
    live = followed(day.facts).rounds[small.FINAL]
    while live.history.catch_up(50):
        pass

    until = seen(live).view.position

    assert [step.rank for step in live.history.of(E1, until)][-1:] == [1]
    assert live.history.of(E2, until) == []


@pytest.mark.parametrize("counts", ["last", "best"])
def test_a_module_done_again_counts_in_the_history_as_it_does_in_the_standings(counts: RunThatCounts) -> None:
    day = a_day()
    marked(day, 0, "9")
    day.does(OrderRerun(small.FINAL, E1, (small.WELD,), "power cut", counts))
    for judge in range(3):
        day.sheet(judge, 1, 0, "4")
    live = followed(day.facts).rounds[small.FINAL]
    while live.history.catch_up(50):
        pass

    totals = [step.total for step in live.history.of(E1, live.round.changed_at)]
    assert totals[-1] == live.standings()[0].total


def test_a_round_of_very_many_entries_keeps_no_history() -> None:
    history = History(small.scheme())
    for n in range(ENTRIES_MAX + 1):
        history.note(Changed(n, n, EntryId(f"e{n}")))

    assert not history.kept


def test_records_hold_complete_results_and_say_whether_they_are_official() -> None:
    day = a_day()
    marked(day, 0, "9")
    marked(day, 1, "9.5", (1,))

    shown = records(followed(day.facts))["events"][0]

    assert [(line["entry"], line["value"], line["status"]) for line in shown["best"]] == [
        (E1, "36.00", "provisional")
    ]
    assert [part["id"] for part in shown["parts"]] == ["prepare", "weld"]
    assert [line["entry"] for line in shown["delegations"]] == [E1]


def test_a_hidden_round_is_in_no_record() -> None:
    day = a_day("published")
    marked(day, 0, "9")

    assert records(followed(day.facts))["events"] == []


def test_prizes_are_those_that_were_confirmed() -> None:
    day = a_day()
    day.does(SetAwardRules(small.WELDING, small.award_table()))
    for entry in range(4):
        marked(day, entry, str(9 - entry))
    for step in (("close",), ("publish",)):
        day.step(step)
    day.does(ConfirmAwards(small.FINAL, 1, (AwardGiven(E1, small.FIRST), AwardGiven(E2, small.FIRST))))
    live = followed(day.facts).rounds[small.FINAL]

    assert {entry for entry, awards in seen(live).view.awards.items() if awards} == {E1, E2}
