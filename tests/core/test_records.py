"""Best-of lists: one line per entry, equal figures share the place, the earlier round counts."""

from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st

from server.core.ids import RoundId
from server.core.records import Achieved, Placed, best, by_delegation

HEATS, FINAL = RoundId("heats"), RoundId("final")


def achieved(who, value, round_=HEATS, delegation=""):
    return Achieved(who, round_, D(value), delegation)


def test_an_entry_stands_once_with_the_best_of_its_rounds():
    lines = [achieved("a", 80), achieved("b", 85), achieved("a", 90, FINAL)]

    assert best(lines, "high", 10) == [Placed(1, achieved("a", 90, FINAL)), Placed(2, achieved("b", 85))]


def test_what_was_reached_first_counts_when_it_is_reached_again():
    assert best([achieved("a", 80), achieved("a", 80, FINAL)], "high", 1) == [Placed(1, achieved("a", 80))]


def test_in_a_race_the_shortest_time_is_the_best():
    lines = [achieved("a", "61.20"), achieved("b", "59.80")]

    assert [one.achieved.who for one in best(lines, "low", 10)] == ["b", "a"]


def test_whoever_is_equal_to_the_last_line_is_in_the_list_too():
    lines = [achieved("a", 9), achieved("b", 8), achieved("c", 8), achieved("d", 7)]

    assert [(one.place, one.achieved.who) for one in best(lines, "high", 2)] == [(1, "a"), (2, "b"), (2, "c")]


def test_every_delegation_stands_with_its_best_and_who_has_none_is_not_in_it():
    lines = [achieved("a", 80, delegation="d1"), achieved("b", 85, delegation="d1"), achieved("c", 99)]

    assert by_delegation(lines, "high") == [Placed(1, achieved("b", 85, delegation="d1"))]


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 5))), st.integers(1, 4))
def test_nobody_outside_the_list_has_a_better_figure_than_its_last_line(pairs, count):
    lines = [achieved(who, value) for who, value in pairs]
    found = best(lines, "high", count)
    listed = {one.achieved.who for one in found}

    assert len(listed) == len(found) >= min(count, len({who for who, _ in pairs}))
    assert all(line.value < found[-1].achieved.value for line in lines if line.who not in listed)
