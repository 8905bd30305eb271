"""Where scoring goes wrong in the field, each with numbers worked out by hand; played as facts and reckoned twice."""

from decimal import Decimal as D

import pytest

from server.core.award_field import proposed
from server.core.award_table import Award, AwardId, AwardTable, Series, Step, Ties
from server.core.delegation_table import DelegationRule, DelegationTable
from server.core.facts_awards import AwardRulesSet
from server.core.facts_round import ResultsPublished, RoundAdded
from server.core.facts_rulings import EntryStateSet, PenaltyGiven
from server.core.facts_sheet import SheetCorrected
from server.core.facts_teams import DelegationTablesSet
from server.core.ids import AspectId, Code, EntryId, FieldId, ModuleId, PenaltyId, RoundId
from server.core.penalty_kinds import Penalty
from server.core.qualification import CutTies, Top
from server.core.rank_points import RankPoints
from server.core.rules import Beaten, BehindBest, BestShare, ByPlace, Compared, Judgement, Points, Relative
from server.core.scheme import PanelRule, Scheme
from server.services.delegations_view import table
from tests.golden.day import (
    CENT,
    EVENT,
    NAME,
    Day,
    Placed,
    Sheets,
    aspect,
    carried,
    judges,
    module,
    played,
    sound,
)

OVERTIME = Penalty(PenaltyId("overtime"), NAME, D("-0.5"), count_max=3)


def marked(*points: str) -> Sheets:
    """One aspect, marked by each judge of the panel."""
    return {"dish": [{"taste": {"points": one}} for one in points]}


def dish(panel: PanelRule, many: int) -> Scheme:
    one = module("dish", aspect("taste", Points(D("0.5")), "10"), panel=panel, panel_size=many)
    return sound(one, penalties=(OVERTIME,))


def test_a_time_penalty_is_taken_after_the_highest_and_the_lowest_mark_were_dropped():
    day, round_ = played(dish(PanelRule("trimmed_mean"), 5), {"a": marked("7", "9", "8", "8.5", "6")})
    day.take(PenaltyGiven(round_, EntryId("a"), 1, OVERTIME.id, "4 min late"))

    # Without 9 and 6: (7 + 8 + 8.5) / 3 = 7.8333, minus 0.5; half a point off every mark would be the same here,
    # but as a sixth mark of -0.5 it would have been dropped: (6 + 7 + 8 + 8.5) / 4 = 7.375.
    assert day.placed(round_) == {"a": Placed(D("7.33"), 1)}


def test_a_penalty_is_never_the_lowest_mark_that_is_dropped():
    day, round_ = played(
        dish(PanelRule("trimmed_mean"), 3), {"a": marked("8", "9", "10"), "b": marked("8", "9", "10")}
    )
    for number in (1, 2):
        day.take(PenaltyGiven(round_, EntryId("b"), number, OVERTIME.id, "late"))

    assert day.placed(round_) == {"a": Placed(D("9.00"), 1), "b": Placed(D("8.00"), 2)}


def test_the_median_of_an_even_panel_is_the_mean_of_the_two_in_the_middle():
    day, round_ = played(dish(PanelRule("median"), 4), {"a": marked("9.5", "7", "8", "8.5")})

    assert day.placed(round_) == {"a": Placed(D("8.25"), 1)}


def fields(*totals: str) -> tuple[Day, RoundId]:
    day, round_ = played(dish(PanelRule(), 1), {f"e{n}": marked(total) for n, total in enumerate(totals, 1)})
    day.publish(round_)
    return day, round_


@pytest.mark.parametrize(
    ("ties", "through"), [("all", ("e1", "e2", "e3")), ("none", ("e1",))], ids=["all go on", "none goes on"]
)
def test_a_tie_at_the_cut_of_qualification(ties: CutTies, through: tuple[str, ...]) -> None:
    day, round_ = fields("9", "8", "8", "7")

    assert day.through(RoundId("next"), round_, Top(2, ties)) == through


FIRST, SECOND = AwardId("first"), AwardId("second")


@pytest.mark.parametrize(
    ("ties", "given", "open_"),
    [
        ("as_ranked", {"e1": FIRST, "e2": FIRST, "e3": FIRST, "e4": SECOND}, ()),
        ("all_in", {"e1": FIRST, "e2": FIRST, "e3": FIRST, "e4": SECOND, "e5": SECOND}, ()),
        ("none", {"e1": FIRST, "e2": SECOND, "e3": SECOND, "e4": SECOND}, ()),
        ("decide", {"e1": FIRST, "e4": SECOND}, ("e2", "e3")),
    ],
)
def test_a_tie_at_the_border_of_a_prize_share(
    ties: Ties, given: dict[str, str], open_: tuple[str, ...]
) -> None:
    """Two of eight entries get a first prize, two a second one, down to rank 4; the second and the third are equal."""
    day, round_ = fields("9", "8", "8", "7.5", "7", "6", "5", "4")
    steps = (Step(FIRST, share=D(25)), Step(SECOND, share=D(25)))
    awards = AwardTable(
        "prizes", 1, NAME, "source", "test", (Award(FIRST, NAME), Award(SECOND, NAME)), (Series(steps, ties),)
    )
    day.take(AwardRulesSet(EVENT, awards))

    proposal = proposed(day.state.events[EVENT], day.standings(round_))

    assert proposal is not None
    assert tuple(e for one in proposal.undecided for e in one.entries) == open_
    assert {one.entry: one.award for one in proposal.given} == given


def test_marks_too_far_apart_count_as_their_mean_until_they_are_settled():
    panel = PanelRule(spread_limit=D(1))
    scheme = sound(module("look", aspect("finish", Judgement((NAME,) * 4), "3"), panel=panel, panel_size=3))
    day, round_ = played(scheme, {"a": {"look": [{"finish": {"level": level}} for level in ("0", "2", "1")]}})

    (before,) = day.standings(round_)
    day.take(
        SheetCorrected(
            round_,
            ModuleId("look"),
            Code("a"),
            judges(1)[0],
            {AspectId("finish"): {FieldId("level"): "1"}},
            "marked again against the benchmark",
            day.state.position - 2,
        )
    )
    (after,) = day.standings(round_)

    assert (before.total, [one.aspect for one in before.result.spreads]) == (D("1.00"), ["finish"])
    assert (after.total, after.result.spreads) == (D("1.33"), ())  # (1 + 2 + 1) / 3


def timed(how: Compared) -> Scheme:
    """Six points of work, and up to ten by the time used."""
    speed = aspect("time", Relative("low", how), "10", bonus=D(2) if isinstance(how, Beaten) else D(0))
    return sound(module("m", aspect("work", Points(CENT), "6"), speed))


def worked(seconds: str, work: str = "6") -> Sheets:
    return {"m": [{"work": {"points": work}, "time": {"seconds": seconds}}]}


TIMES = {"a": "300", "b": "400", "c": "400", "d": "600"}


@pytest.mark.parametrize(
    ("how", "points", "without_a"),
    [
        # 300 of 300, 400, 400, 600; with 400 the best: all of 400, two thirds of it for 600
        (BestShare(), ("10", "7.50", "7.50", "5"), ("10", "10", "6.67")),
        # 2 less for every 60 s begun: 100 s are 2 of them, 300 s are 5
        (BehindBest(D(60), D(2)), ("10", "6", "6", "0"), ("10", "10", "2")),
        # places 1, 2, 2, 4
        (
            ByPlace(
                (
                    RankPoints(1, 1, D(10)),
                    RankPoints(2, 2, D(8)),
                    RankPoints(3, 3, D(6)),
                    RankPoints(4, 9, D(4)),
                )
            ),
            ("10", "8", "8", "4"),
            ("10", "10", "6"),
        ),
        # in time by 500 s: 9 and 0.1 for each that is slower, equals beat nobody of their own; 100 s late are two
        # times 60 s begun and cost 2; with a gone there is one less to beat for nobody
        (Beaten(D(9), D("0.5"), D(500), D(60), D(1)), ("10", "9", "9", "7"), ("9", "9", "7")),
    ],
    ids=["best share", "behind the best", "by place", "beaten"],
)
def test_points_beside_the_others_move_when_one_of_them_is_disqualified(how, points, without_a):
    day, round_ = played(timed(how), {entry: worked(seconds) for entry, seconds in TIMES.items()})
    day.publish(round_)
    before = {entry: one.total for entry, one in day.placed(round_).items()}

    day.take(EntryStateSet(round_, EntryId("a"), "disqualified", "name on the work"))
    after = {entry: one.total for entry, one in day.placed(round_).items()}

    assert before == {entry: 6 + D(one) for entry, one in zip("abcd", points, strict=True)}
    assert after == {"a": None} | {entry: 6 + D(one) for entry, one in zip("bcd", without_a, strict=True)}
    assert not day.state.rounds[round_].is_official


SUMS = DelegationTable("sums", NAME, DelegationRule("total", "sum"))


def delegations(day: Day) -> dict[str, str]:
    """The published table of delegations: who has what."""
    state = table(day.live, "sums")
    assert state is not None
    return {id_: row["value"] for id_, row in state["rows"].items()}


def test_after_a_disqualification_the_list_is_published_again_and_delegations_follow():
    """The best of the time is disqualified after publication: everybody else gains, and so do their delegations."""
    day = Day(timed(BestShare()), list(TIMES), {"a": "north", "b": "north", "c": "south", "d": "south"})
    day.take(DelegationTablesSet((SUMS,)))
    round_ = day.open("final", list(TIMES))
    for entry, seconds in TIMES.items():
        day.mark(round_, entry, worked(seconds))
    day.publish(round_)
    first = delegations(day)

    day.take(EntryStateSet(round_, EntryId("a"), "disqualified", "name on the work"))
    meanwhile = delegations(day)
    day.take(ResultsPublished(round_, 2))

    assert first == {"north": "29.50", "south": "24.50"}  # 16 + 13.50, 13.50 + 11
    assert meanwhile == first, "what is official stays until it is published again"
    assert day.state.rounds[round_].is_official
    assert delegations(day) == {"north": "16.00", "south": "28.67"}  # 16 of b alone, 16 + 12.67


def test_a_change_in_an_earlier_round_changes_the_round_that_carries_it_over():
    day = Day(dish(PanelRule(), 1), ["a", "b"], {"a": "north", "b": "south"})
    day.take(DelegationTablesSet((SUMS,)))
    heats = day.open("heats", ["a", "b"])
    day.mark(heats, "a", marked("9"))
    day.mark(heats, "b", marked("8"))
    day.publish(heats)
    day.take(RoundAdded(RoundId("final"), EVENT, NAME))
    final = day.open("final", ["a", "b"], carried("final", "heats"))
    day.mark(final, "a", marked("7"))
    day.mark(final, "b", marked("7.5"))
    day.publish(final)
    first = day.placed(final), delegations(day)

    day.take(PenaltyGiven(heats, EntryId("a"), 1, OVERTIME.id, "seen on the film"))
    day.take(PenaltyGiven(heats, EntryId("a"), 2, OVERTIME.id, "and again"))
    assert [day.state.rounds[one].is_official for one in (heats, final)] == [False, False]
    assert delegations(day) == first[1], "what is official stays until it is published again"
    day.take(ResultsPublished(heats, 2))
    day.take(ResultsPublished(final, 2))

    assert first == (
        {"a": Placed(D("16.00"), 1), "b": Placed(D("15.50"), 2)},
        {"north": "16.00", "south": "15.50"},
    )
    assert day.placed(final) == {"b": Placed(D("15.50"), 1), "a": Placed(D("15.00"), 2)}
    assert delegations(day) == {"south": "15.50", "north": "15.00"}


def test_who_is_disqualified_in_an_earlier_round_brings_nothing_from_it():
    """Whether such an entry may start in the final at all is for the officials: the final has a state of its own."""
    day = Day(dish(PanelRule(), 1), ["a", "b"])
    heats = day.open("heats", ["a", "b"])
    for entry, mark in (("a", "9"), ("b", "8")):
        day.mark(heats, entry, marked(mark))
    day.publish(heats)
    day.take(RoundAdded(RoundId("final"), EVENT, NAME))
    final = day.open("final", ["a", "b"], carried("final", "heats"))
    for entry in ("a", "b"):
        day.mark(final, entry, marked("7"))

    day.take(EntryStateSet(heats, EntryId("a"), "disqualified", "not eligible"))

    assert day.placed(final) == {"b": Placed(D("15.00"), 1), "a": Placed(D("7.00"), 2)}
