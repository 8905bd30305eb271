"""A round under another scheme: who moves, by how much, and what the other scheme has no use for."""

from dataclasses import replace
from decimal import Decimal as D

from server.core.commands import SetEntryState
from server.core.scheme import Points, Scheme
from server.services.sandbox import replayed, rounds_of
from server.services.sandbox_text import as_data, as_text
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
    assert len(as_text(found)) >= 4


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
