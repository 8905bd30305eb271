"""Speed cubing: averages with failed attempts, cut-offs, ranks by average and then by the best, who goes on."""

from decimal import Decimal as D
from typing import Literal

import pytest

from server.core.boxes import NOT_ATTEMPTED, try_box
from server.core.ids import FieldId, RoundId
from server.core.qualification import Top
from server.core.rules import Time
from server.core.scheme import Scheme, TieBreak, Tries
from tests.golden.day import Day, Placed, aspect, grouped, module, played, rows, sound

ROUNDS = grouped(rows("cubing.csv"), "round")
FORMATS = {row["round"]: row for row in rows("cubing_rounds.csv")}
TAKES: dict[str, tuple[int, Literal["middle", "mean", "lowest"]]] = {
    "average_of_5": (5, "middle"),
    "mean_of_3": (3, "mean"),
    "best_of_3": (3, "lowest"),
}


def event(format_: str) -> Scheme:
    """Average or best of the attempts in seconds; who has none is ranked by the best attempt, behind all others."""
    count, take = TAKES[format_]
    return sound(
        module("solve", aspect("times", Time("elapsed"), None, tries=Tries(count, take))),
        ties=(TieBreak("try", "times", "low"),),
        unit="seconds",
        direction="low",
        live="complete",
        not_finished="by_ties",
    )


def solved(row: dict[str, str], many: int) -> dict[str, str]:
    """The times in seconds; an attempt that failed, or was not made because the cut-off was missed, has none."""
    boxes: dict[str, str] = {}
    for n in range(1, many + 1):
        time = row[f"t{n}"]
        made = time != "" and int(time) > 0
        box = try_box(FieldId("seconds") if made else NOT_ATTEMPTED, n)
        boxes[box] = f"{D(time) / 100}" if made else "yes"
    return boxes


def listed(row: dict[str, str], format_: str) -> Placed:
    """The published line: nought and below are no result."""
    hundredths = int(row["best" if format_ == "best_of_3" else "average"])
    return Placed(D(hundredths) / 100 if hundredths > 0 else None, int(row["rank"]))


@pytest.mark.parametrize("name", ROUNDS)
def test_a_round_of_speed_cubing(name):
    format_, some = FORMATS[name]["format"], ROUNDS[name]
    many = TAKES[format_][0]

    day, round_ = played(
        event(format_), {row["competitor"]: {"solve": [{"times": solved(row, many)}]} for row in some}
    )

    assert day.placed(round_) == {row["competitor"]: listed(row, format_) for row in some}

    level = FORMATS[name]["advance_level"]
    if level:
        day.publish(round_)
        through = day.through(RoundId("next"), round_, Top(int(level)))
        assert set(through) == {row["competitor"] for row in some if int(row["rank"]) <= int(level)}
        assert len(through) == int(level)


def test_who_missed_the_cut_off_made_no_more_attempts():
    """The cut-off is for the organiser to watch: after so many attempts one of them must be below it."""
    for name, some in ROUNDS.items():
        first, cut_off = FORMATS[name]["cutoff_attempts"], FORMATS[name]["cutoff"]
        for row in some if cut_off else ():
            times = [int(row[f"t{n}"]) for n in range(1, int(first) + 1)]
            met = any(0 < time < int(cut_off) for time in times)
            assert met == (row[f"t{int(first) + 1}"] != "")


def test_the_third_round_sends_as_many_on_as_the_fourth_has():
    third, fourth = ROUNDS["333-r3"], ROUNDS["333-r4"]
    day = Day(event("average_of_5"), [row["competitor"] for row in third])
    round_ = day.open("third", [row["competitor"] for row in third])
    for row in third:
        day.mark(round_, row["competitor"], {"solve": [{"times": solved(row, 5)}]})
    day.publish(round_)

    assert len(day.through(RoundId("fourth"), round_, Top(18))) == len(fourth)
