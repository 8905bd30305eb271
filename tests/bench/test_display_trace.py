"""What is read from a browser's trace: frames that were shown, work of the page, and when a change was painted."""

from __future__ import annotations

from typing import Any

import pytest

from server.bench.display_trace import REFRESH, Trace

PAGE, SCREEN, MAIN, COMPOSITOR = 7, 1, 70, 71


def event(name: str, at: float, thread: int = MAIN, process: int = PAGE, **more: Any) -> dict[str, Any]:
    """One event of a trace, at a time in milliseconds."""
    return {"name": name, "ts": at * 1000, "pid": process, "tid": thread, "ph": "I", "args": {}, **more}


def mark(name: str, at: float, by_page: float = 0) -> dict[str, Any]:
    return event(name, at, cat="blink.user_timing", args={"data": {"startTime": by_page}})


def span(name: str, at: float, lasts: float, takes: float) -> dict[str, Any]:
    return event(name, at, ph="X", dur=lasts * 1000, tdur=takes * 1000)


def shown(*times: float) -> list[dict[str, Any]]:
    return [event("Display::FrameDisplayed", at, SCREEN, SCREEN) for at in times]


def test_a_frame_is_late_when_a_refresh_went_by_without_one() -> None:
    times = [100 + REFRESH * n for n in (1, 2, 3, 5, 6)]

    glide = Trace([mark("move", 100), *shown(50, *times, 900)]).glide(200)

    assert glide.frames == pytest.approx(5 / 0.2)
    assert glide.lead == 0, "without a frame of the page a move counts from its mark"
    assert glide.late == 1 / 4


def test_what_others_had_the_processor_for_is_not_the_pages_work() -> None:
    tasks = [span("RunTask", 90, 40, takes=15), span("RunTask", 150, 8, takes=5), span("RunTask", 900, 9, 9)]
    once = [span("UpdateLayoutTree", 93, 1, 1), span("UpdateLayoutTree", 160, 1, 1), span("Layout", 95, 2, 2)]
    once += [span("FunctionCall", 150, 7, 5), span("Layout", 153, 1, 1)]

    glide = Trace([mark("move", 100), *tasks, *once, *shown(110)]).glide(200)

    assert (glide.longest, glide.work) == (15, 20)
    assert (glide.layouts, glide.styles, glide.forced) == (2, 2, 1)


def test_a_move_counts_from_the_first_frame_that_shows_it() -> None:
    begun = event("BeginMainThreadFrame", 101, args={"data": {"frameId": 4}})
    taken = event("ActivateLayerTree", 130, COMPOSITOR, args={"frameId": 4})
    drawn = event("DrawFrame", 131, COMPOSITOR)

    glide = Trace([mark("move", 100), begun, taken, drawn, *shown(110, 133, 150, 166, 320)]).glide(100)

    assert (glide.lead, glide.frames) == (33, 30)


def test_frames_the_compositor_gave_up_are_counted() -> None:
    drawn = [event("DrawFrame", at, COMPOSITOR) for at in (110, 130, 150)]

    glide = Trace([mark("move", 100), *drawn, event("DroppedFrame", 170, COMPOSITOR), *shown(112)]).glide(200)

    assert glide.dropped == 1 / 4


def test_a_change_is_painted_when_the_frame_that_draws_it_is_on_the_screen() -> None:
    earlier = [event("BeginMainThreadFrame", 90, args={"data": {"frameId": 3}})]
    begun = event("BeginMainThreadFrame", 100, args={"data": {"frameId": 4}})
    taken = [event("ActivateLayerTree", at, COMPOSITOR, args={"frameId": n}) for at, n in ((95, 3), (108, 4))]
    drawn = [event("DrawFrame", at, COMPOSITOR) for at in (97, 106, 110)]

    trace = Trace(
        [*earlier, begun, mark("change:8.5", 101, by_page=5000), *taken, *drawn, *shown(99, 107, 113)]
    )

    assert trace.painted() == {"8.5": 5012}


def test_a_change_that_was_not_shown_before_the_end_is_left_out() -> None:
    begun = event("BeginMainThreadFrame", 100, args={"data": {"frameId": 4}})

    assert Trace([begun, mark("change:1", 101), *shown(102)]).painted() == {}
