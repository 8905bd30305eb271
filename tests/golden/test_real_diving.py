"""Diving: panels of seven, a difficulty that each diver declares for each dive, rounds that carry points over."""

from collections.abc import Sequence
from decimal import Decimal as D

import pytest

from server.core.facts_rulings import PartRuled
from server.core.ids import RoundId
from server.core.qualification import Top
from server.core.scheme import Scheme
from tests.golden.day import Day, Placed, Sheets, carried, dive, grouped, published, rows, sound

Dives = Sequence[dict[str, str]]


def programme(many: int, drop: int) -> Scheme:
    """So many dives; the sum of the middle marks times the difficulty, two places."""
    return sound(*(dive(f"d{n}", drop) for n in range(1, many + 1)))


def judged(row: dict[str, str], drop: int) -> Sheets:
    assert drop in (1, 2)
    return {f"d{row['dive']}": [{f"d{row['dive']}-marks": {"points": row[f"j{n}"]}} for n in range(1, 8)]}


def jump(day: Day, round_: RoundId, divers: dict[str, list[dict[str, str]]], drop: int) -> None:
    """Everybody declares the difficulties, then dives."""
    for diver, dives in divers.items():
        day.declare(round_, diver, {f"d{row['dive']}": row["difficulty"] for row in dives})
        for row in dives:
            day.mark(round_, diver, judged(row, drop))


@pytest.mark.parametrize("table", ["diving.csv", "diving_semi.csv"])
def test_every_dive_and_the_running_ranks_after_each(table):
    some = rows(table)
    last = max(int(row["dive"]) for row in some)
    divers = list(grouped(some, "competitor"))
    day = Day(programme(last, 2), divers)
    round_ = day.open("round", divers)

    for number in range(1, last + 1):
        dives = [row for row in some if row["dive"] == str(number)]
        jump(day, round_, {row["competitor"]: [row] for row in dives}, 2)

        assert day.placed(round_) == published(dives, "running_total", "running_rank")
        points = {one.entry: one.result.modules for one in day.standings(round_)}
        assert {entry: modules[f"d{number}"].total for entry, modules in points.items()} == {
            row["competitor"]: D(row["points"]) for row in dives
        }
    assert day.placed(round_) == published(dives, "running_total", "final_rank")


@pytest.mark.parametrize("event", ["M3mSB", "W10mPF"])
def test_three_rounds_of_diving_carry_points_over(event):
    """Semi-final: with the points of the preliminary round; final: with those of the semi-final alone."""
    rounds = {
        name: grouped(some, "competitor")
        for name, some in grouped(
            [r for r in rows("diving_rounds.csv") if r["event"] == event], "round"
        ).items()
    }
    many = {name: max(len(dives) for dives in divers.values()) for name, divers in rounds.items()}
    day = Day(programme(many["prelim"], 1), list(rounds["prelim"]))

    field: Sequence[str] = list(rounds["prelim"])
    before: RoundId | None = None
    for name in ("prelim", "semi", "final"):
        carry = None if before is None else carried(name, before)
        round_ = day.open(name, field, carry)
        for n in range(many[name] + 1, many["prelim"] + 1):
            day.take(PartRuled(round_, "module", f"d{n}", "struck", "fewer dives in this round"))
        jump(day, round_, rounds[name], 1)

        found = day.placed(round_)
        assert {entry: one.rank for entry, one in found.items()} == {
            diver: int(dives[0]["rank"]) for diver, dives in rounds[name].items()
        }
        assert {entry: one.total for entry, one in found.items()} == totals(rounds, name, before)
        day.publish(round_)
        if name != "final":
            following = "semi" if name == "prelim" else "final"
            field = day.through(RoundId(following), round_, Top(len(rounds[following])))
            assert set(field) == set(rounds[following])
            before = round_


def totals(rounds: dict[str, dict[str, list[dict[str, str]]]], name: str, before: str | None) -> dict[str, D]:
    """By hand: five marks of seven x difficulty x 0.6, of this round and of the one before."""
    counted = [name] if before is None else [name, before]
    return {
        diver: sum((by_hand(row) for one in counted for row in rounds[one][diver]), D(0))
        for diver in rounds[name]
    }


def by_hand(row: dict[str, str]) -> D:
    kept = sorted(D(row[f"j{n}"]) for n in range(1, 8))[1:-1]
    return sum(kept, D(0)) * D(row["difficulty"]) * D("0.6")


def test_who_dropped_more_marks_or_began_anew_would_rank_otherwise():
    """The table tells the rules of 2000 from others: the marks alone would give other ranks."""
    some = [row for row in rows("diving_rounds.csv") if row["event"] == "M3mSB" and row["round"] == "semi"]
    divers = grouped(some, "competitor")
    shown = {diver: int(dives[0]["rank"]) for diver, dives in divers.items()}

    def ranks(drop: int) -> dict[str, int | None]:
        day = Day(programme(5, drop), list(divers))
        round_ = day.open("semi", list(divers))
        jump(day, round_, divers, drop)
        found: dict[str, Placed] = day.placed(round_)
        return {entry: one.rank for entry, one in found.items()}

    assert ranks(1) != shown
    assert ranks(2) != ranks(1)
