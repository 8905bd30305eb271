"""Frames: whoever comes late, or comes back, ends with the newest state."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scoreboard import feed as feeds
from scoreboard.feed import Feed
from scoreboard.lane_wire import texts
from scoreboard.merge_patch import apply
from tests.scoreboard.screen import Screen

EPOCH = "e1"
states = st.dictionaries(
    st.sampled_from("abc"), st.integers(0, 2) | st.dictionaries(st.sampled_from("xy"), st.integers(0, 2))
)


def a_feed(state: dict[str, Any] | None = None, number: int = 10) -> Feed:
    return Feed("b", EPOCH, state or {"a": 1}, number, number)


def messages(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(text) for text in texts(data)]


@given(st.lists(st.tuples(st.integers(1, 3), states), max_size=12), st.data())
def test_a_screen_that_comes_back_anywhere_ends_equal_to_a_fresh_one(
    steps: list[tuple[int, dict[str, Any]]], data: st.DataObject
) -> None:
    feed = a_feed()
    screens = [Screen(feed.snapshot())]
    for skip, state in steps:
        feed.advance(feed.seen + skip, state, 0.0)
        if data.draw(st.booleans()):
            feed.see(feed.seen + 1)
        screens.append(Screen(feed.snapshot(), feed.heartbeat(0)))

    for screen in screens:
        screen.take(feed.catch_up(EPOCH, screen.number))
        assert screen.state == feed.state


@given(st.lists(st.tuples(st.integers(1, 3), states), max_size=12))
def test_patches_in_order_lead_to_the_same_state_as_a_snapshot(
    steps: list[tuple[int, dict[str, Any]]],
) -> None:
    feed = a_feed()
    screen = Screen(feed.snapshot())
    for skip, state in steps:
        screen.take(feed.advance(feed.seen + skip, state, 0.0) or b"")

    assert screen.state == feed.state


def test_missing_patches_are_sent_rather_than_a_snapshot() -> None:
    feed = a_feed({"a": 1, "long": "x" * 500})
    feed.advance(11, {"a": 2, "long": "x" * 500}, 0.0)
    feed.advance(13, {"a": 3, "long": "x" * 500}, 0.0)

    assert messages(feed.catch_up(EPOCH, 10)) == [
        {"type": "patch", "board": "b", "after": 10, "number": 11, "patch": {"a": 2}},
        {"type": "patch", "board": "b", "after": 11, "number": 13, "patch": {"a": 3}},
    ]


def test_a_patch_leads_on_from_every_number_its_state_was_true_at() -> None:
    feed = a_feed()
    feed.see(14)
    feed.advance(15, {"a": 2}, 0.0)

    assert messages(feed.catch_up(EPOCH, 14)) == messages(feed.catch_up(EPOCH, 10))


def test_who_lacks_nothing_gets_nothing() -> None:
    feed = a_feed()
    feed.see(12)

    assert feed.catch_up(EPOCH, 11) == b""


def test_another_history_gets_a_snapshot() -> None:
    feed = a_feed()

    assert feed.catch_up("e0", 10) == feed.catch_up(EPOCH, None) == feed.snapshot()


def test_a_number_from_the_future_gets_a_snapshot() -> None:
    assert a_feed().catch_up(EPOCH, 11) == a_feed().snapshot()


def test_patches_longer_than_the_state_are_not_sent() -> None:
    feed = a_feed({"a": "1"})
    for number in range(11, 20):
        feed.advance(number, {"a": str(number)}, 0.0)

    assert feed.catch_up(EPOCH, 10) == feed.snapshot()


def test_a_change_without_a_fact_reaches_those_who_were_away() -> None:
    feed = a_feed({"name": "old"})
    feed.see(12)
    watching, away = Screen(feed.snapshot(), feed.heartbeat(0)), Screen(feed.snapshot())

    watching.take(feed.replace({"name": "new"}) or b"")
    away.take(feed.catch_up(EPOCH, away.number))

    assert watching.state == away.state == {"name": "new"}


def test_a_state_of_an_earlier_process_is_not_built_upon() -> None:
    feed = Feed("b", EPOCH, {"name": "new"}, 10, 12, floor=12)
    before = a_feed({"name": "old"})
    before.see(12)
    old = Screen(before.snapshot(), before.heartbeat(0))

    old.take(feed.catch_up(EPOCH, old.number))

    assert (old.state, old.number) == ({"name": "new"}, 12)


def test_a_fact_that_changes_nothing_to_the_eye_makes_no_frame_but_raises_the_number() -> None:
    feed = a_feed()

    assert feed.advance(11, {"a": 1}, 0.0) is None
    assert messages(feed.snapshot())[0]["number"] == 11
    assert messages(feed.advance(12, {"a": 2}, 0.0) or b"")[0]["after"] == 10


def test_a_heartbeat_says_since_when_the_state_is_what_it_is() -> None:
    feed = a_feed()
    feed.advance(11, {"a": 1}, 0.0)  # nothing to the eye
    feed.see(13)
    said = [messages(feed.heartbeat(0))[0]["changed"]]
    feed.advance(14, {"a": 2}, 0.0)
    said.append(messages(feed.heartbeat(0))[0]["changed"])
    feed.see(16)
    feed.replace({"a": 3})
    said.append(messages(feed.heartbeat(0))[0]["changed"])

    assert said == [10, 14, 16]


def test_history_is_bounded_by_bytes() -> None:
    big = "x" * (feeds.HISTORY_BYTES // 4)
    feed = a_feed({"a": big, "n": 0})
    for number in range(11, 20):
        feed.advance(number, {"a": str(number) + big, "n": number}, 0.0)

    assert sum(len(kept.frame) for kept in feed._kept) <= feeds.HISTORY_BYTES


def test_history_keeps_a_quarter_of_an_hour_and_ten_thousand_messages() -> None:
    feed = a_feed({"a": 0})
    for number in range(11, 12_011):
        feed.advance(number, {"a": number}, 0.0)
    assert len(feed._kept) == 12_000, "all within a quarter of an hour"

    feed.advance(12_011, {"a": -1}, feeds.HISTORY_SECONDS + 1.0)
    assert len(feed._kept) == feeds.HISTORY_MESSAGES


def test_equal_states_are_equal_bytes_in_whatever_order_they_were_made() -> None:
    one, other = Feed("b", EPOCH, {"x": 1, "y": 2}, 5, 5), Feed("b", EPOCH, {"y": 2, "x": 1}, 5, 9)

    assert one.snapshot() == other.snapshot()


def test_a_patch_applied_gives_the_next_snapshot() -> None:
    feed = a_feed({"a": {"x": 1, "y": 2}, "b": 1})
    before = feed.state
    patch = messages(feed.advance(11, {"a": {"y": 3}}, 0.0) or b"")[0]["patch"]

    assert patch == {"a": {"x": None, "y": 3}, "b": None}
    assert apply(before, patch) == feed.state
