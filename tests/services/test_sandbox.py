"""A round under another scheme: who moves, by how much, and what the other scheme has no use for."""

from dataclasses import replace
from decimal import Decimal as D

from server.core.commands_rulings import SetEntryState
from server.core.facts_round import RoundAdded
from server.core.ids import RoundId
from server.core.rank_points import RankPoints
from server.core.rules import BestShare, ByPlace, Points, Relative
from server.core.scheme import Scheme
from server.services.sandbox import replayed, rounds_of
from server.services.sandbox_text import WHY, as_data, as_text
from tests.golden.day import EVENT, NAME, Day, aspect, carried, module, sound
from tests.golden.day import played as day_played
from tests.support.small import FINAL, JUDGES, PREPARE, WELD, codes, judge, opened, played, scheme, sheet

OPEN = played(*opened())
CODES = codes(OPEN)
VALUES = ("9.5", "9", "6.5", "6")
PREPARED = ("2", "3.5", "9", "1")


def judged():
    """Everything is marked; the order by welding is not the order by preparation."""
    sheets = []
    for code, value, prepared in zip(CODES, VALUES, PREPARED, strict=True):
        sheets += [(judge(name), sheet(code, WELD, value)) for name in JUDGES]
        sheets += [(judge(name), sheet(code, PREPARE, prepared)) for name in JUDGES[:2]]
    return played(*opened(), *sheets)


def with_weld(one: Scheme, **more: object) -> Scheme:
    prepare, weld = one.modules
    return replace(one, version=2, modules=(prepare, replace(weld, **more)))  # type: ignore[arg-type]


def test_nothing_moves_under_the_same_scheme():
    state = judged()

    found = replayed(state, state.rounds[FINAL], scheme())

    assert not any(one.changed for one in found.moves)
    assert found.unplaced == ()
    assert "都不变" in as_text(found)[0].zh


def test_a_weight_moves_entries_by_name_and_amount():
    state = judged()

    found = replayed(state, state.rounds[FINAL], with_weld(scheme(), weight=D(80)))

    # 4 + 19, 7 + 18, 18 + 13, 2 + 12 become 4 + 76, 7 + 72, 18 + 52, 2 + 48
    assert [(one.rank_before, one.rank_after) for one in found.moves] == [(3, 1), (2, 2), (1, 3), (4, 4)]
    assert found.moves[0].total_after == D(80)
    moved = [line for line in as_text(found) if "升" in line.zh or "降" in line.zh]
    assert len(moved) == sum(one.moved for one in found.moves)
    assert as_data(found)["moved"] == len(moved)


def test_a_mark_the_other_scheme_does_not_accept_counts_as_not_there():
    state = judged()
    one = scheme()
    [sub] = one.modules[1].sub_criteria
    first, second = sub.aspects
    whole = replace(sub, aspects=(replace(first, rule=Points(D(1))), second))

    found = replayed(state, state.rounds[FINAL], with_weld(one, sub_criteria=(whole,)))

    [unplaced] = found.unplaced
    assert (unplaced.module, unplaced.aspect, unplaced.why) == (WELD, first.id, "mark_off_step")
    assert (unplaced.sheets, len(unplaced.numbers)) == (6, 2)
    assert unplaced.why in WHY
    assert not any("mark_off_step" in line.zh + line.en for line in as_text(found))


def test_parts_that_came_and_went_are_named():
    state = judged()
    one = scheme()
    [sub] = one.modules[1].sub_criteria
    other = replace(sub, aspects=(sub.aspects[0], replace(sub.aspects[1], id="seam")))
    changed = replace(
        with_weld(one, sub_criteria=(other,)), modules=(replace(one.modules[1], sub_criteria=(other,)),)
    )

    found = replayed(state, state.rounds[FINAL], changed)

    assert {(u.module, u.aspect, u.why) for u in found.unplaced} == {
        (PREPARE, "", "module_gone"),
        (WELD, "weld-2", "aspect_gone"),
        (WELD, "seam", "aspect_new"),
    }
    told = [line.zh.partition("，")[0] for line in as_text(found) if "不计入" in line.zh]
    titles = (one.modules[0].title, sub.aspects[1].title, sub.aspects[1].title)
    assert sorted(told) == sorted(f"不计入：{title.zh}" for title in titles)


def test_who_is_out_stays_out_under_any_scheme():
    state = judged()
    entry = state.rounds[FINAL].entries[CODES[0]]
    out = played(
        *opened(),
        *((judge(name), sheet(CODES[0], WELD, "9")) for name in JUDGES),
        SetEntryState(FINAL, entry, "disqualified", "left the hall"),
    )

    found = replayed(out, out.rounds[FINAL], with_weld(scheme(), weight=D(80)))

    assert [one.state_after for one in found.moves].count("disqualified") == 1


def test_rounds_are_found_by_the_name_of_their_scheme():
    assert [one.id for one in rounds_of(judged(), "welding")] == [FINAL]
    assert rounds_of(judged(), "nursing") == []


def test_points_beside_the_field_are_worked_out_anew_under_the_other_scheme():
    """By share of the best 10, 7.5 and 5; by place 10, 8 and 6."""
    seconds = {"a": "300", "b": "400", "c": "600"}
    by_place = ByPlace((RankPoints(1, 1, D(10)), RankPoints(2, 2, D(8)), RankPoints(3, 9, D(6))))
    one, other = (
        sound(module("m", aspect("time", Relative("low", how), "10"))) for how in (BestShare(), by_place)
    )
    day, round_ = day_played(one, {e: {"m": [{"time": {"seconds": text}}]} for e, text in seconds.items()})

    found = replayed(day.state, day.state.rounds[round_], other)

    assert [(move.number, move.total_before, move.total_after) for move in found.moves] == [
        ("a", D("10.00"), D("10.00")),
        ("b", D("7.50"), D("8.00")),
        ("c", D("5.00"), D("6.00")),
    ]


def test_what_is_carried_over_stays_as_it_was_under_the_other_scheme():
    """The earlier round was held under its own scheme: 9 + 7 and 8 + 7.5 become 9 + 14 and 8 + 15."""
    one = sound(module("m", aspect("work", Points(D("0.5")), "10")))
    other = sound(module("m", aspect("work", Points(D("0.5")), "10"), weight=D(20)))
    day = Day(one, ["a", "b"])
    for name, marks in (("heats", ("9", "8")), ("final", ("7", "7.5"))):
        day.take(RoundAdded(RoundId(name), EVENT, NAME))
        round_ = day.open(name, ["a", "b"], carried("final", "heats") if name == "final" else None)
        for entry, points in zip("ab", marks, strict=True):
            day.mark(round_, entry, {"m": [{"work": {"points": points}}]})

    found = replayed(day.state, day.state.rounds[FINAL], other)

    assert [(move.number, move.total_before, move.total_after) for move in found.moves] == [
        ("a", D("16.00"), D("23.00")),
        ("b", D("15.50"), D("23.00")),
    ]
