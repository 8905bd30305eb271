"""Conflict of interest (回避): nobody marks entries of their own delegation, and everything that counts sheets agrees."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.commands import Command
from server.core.commands_round import CloseRound
from server.core.commands_setup import AddEvent, AddOfficial, RegisterEntries, SetOfficialDelegation
from server.core.commands_sheet import SubmitSheet
from server.core.competition import Competition, evolve
from server.core.decide import decide
from server.core.facts import Fact
from server.core.facts_setup import OfficialDelegationSet
from server.core.field import results
from server.core.ids import CompetitionId, DelegationId, EntryId, OfficialId
from server.core.judge_statistics import pieces, statistics
from server.core.recusal import judges_min
from server.core.refusals import Code, Refusal
from server.core.round import Round
from server.core.scheme import PanelRule
from server.reference.rounds import Tables
from server.services.judge_work import work
from server.services.live_fold import Arrived, LiveCompetition
from server.services.overview import sheets
from server.services.progress_view import progress
from tests.support.small import (
    ENTRIES,
    FINAL,
    JUDGES,
    ORGANISER,
    PREPARE,
    WELD,
    judge,
    marks,
    module,
    opened,
    played,
    recorded,
)

HOMES = [DelegationId(f"d{n}") for n in range(1, 5)]
EAST, NORTH = HOMES[:2]


def field(homes: list[DelegationId], judges: list[DelegationId | None]) -> list[Command]:
    """The small competition, opened, with entries and judges of these delegations."""
    found: list[Command] = []
    for one in opened():
        if isinstance(one, RegisterEntries):
            registered = zip(one.entries, homes, strict=True)
            one = replace(one, entries=tuple(replace(r, delegation=home) for r, home in registered))
        elif isinstance(one, AddOfficial):
            one = replace(one, delegation=judges[JUDGES.index(one.official)])
        found.append(one)
    return found


STATE = played(*field([EAST, NORTH, NORTH, NORTH], [EAST, None, None]))
OWN = STATE.rounds[FINAL].codes[ENTRIES[0]]
ANNA = judge(JUDGES[0])


def test_a_judge_is_told_that_an_entry_of_their_delegation_is_not_theirs_and_not_why() -> None:
    answer = decide(STATE, SubmitSheet(FINAL, WELD, OWN, marks()), ANNA, "")

    assert answer == Refusal(Code.SHEET_NOT_YOURS)


def test_what_is_not_theirs_is_missing_from_their_work() -> None:
    (round_,) = work(CompetitionId("cup"), STATE, JUDGES[0], "Anna")["rounds"]

    offered = [[sheet["code"] for sheet in one["sheets"]] for one in round_["modules"]]
    assert offered == [[drawn.code for drawn in STATE.rounds[FINAL].order if drawn.code != OWN]] * 2
    assert OWN not in str(round_)


def test_the_mean_is_that_of_the_others() -> None:
    theirs = [
        (judge(name), SubmitSheet(FINAL, WELD, OWN, marks(value=value)))
        for name, value in zip(JUDGES[1:], ("8", "9"), strict=True)
    ]

    result = results(
        state := played(*field([EAST, NORTH, NORTH, NORTH], [EAST, None, None]), *theirs), state.rounds[FINAL]
    )

    weld = result[ENTRIES[0]].modules[WELD]
    assert (weld.total, weld.sheets_in, weld.sheets_due) == (Decimal("17.00"), 2, 2)


def test_a_round_does_not_open_while_nobody_is_left_for_an_entry() -> None:
    commands = field([EAST, NORTH, NORTH, NORTH], [EAST, EAST, None])
    *before, opening = commands

    answer = decide(played(*before), opening, ORGANISER, "")

    assert answer == Refusal(Code.PANEL_NOBODY_LEFT, {"module": PREPARE, "number": "101"})


def test_a_delegation_changes_with_a_reason_until_it_was_marked() -> None:
    marked = played(
        *field([EAST, NORTH, NORTH, NORTH], [EAST, None, None]),
        (judge(JUDGES[1]), SubmitSheet(FINAL, WELD, OWN, marks())),
    )

    def change(official: OfficialId, to: DelegationId | None, reason: str) -> object:
        return decide(marked, SetOfficialDelegation(official, to, reason), ORGANISER, "")

    assert change(JUDGES[1], EAST, "lives there") == Refusal(Code.OFFICIAL_HAS_MARKED_DELEGATION)
    assert change(JUDGES[1], NORTH, "") == Refusal(Code.REASON_MISSING)
    assert change(JUDGES[2], NORTH, "works there") == [OfficialDelegationSet(JUDGES[2], NORTH, "works there")]
    assert change(JUDGES[0], None, "moved away") == [OfficialDelegationSet(JUDGES[0], None, "moved away")]


def test_a_trimmed_mean_needs_a_mark_more_than_it_drops() -> None:
    trimmed = replace(module(WELD, 2), panel=PanelRule("trimmed_mean", drop_high=1, drop_low=1))

    assert (judges_min(trimmed), judges_min(module(WELD, 2))) == (3, 1)


homes = st.none() | st.sampled_from(HOMES)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(HOMES), min_size=4, max_size=4),
    st.lists(homes, min_size=3, max_size=3),
    st.lists(st.tuples(st.sampled_from(JUDGES), homes), max_size=6),
    st.randoms(use_true_random=False),
)
def test_engine_matrix_tablets_closing_and_second_calculation_agree_on_what_is_due(
    entries: list[DelegationId],
    judges: list[DelegationId | None],
    moves: list[tuple[OfficialId, DelegationId | None]],
    random: Random,
) -> None:
    day = Day()
    prepared = [day.ask(one) for one in field(entries, judges)]
    if not all(prepared):
        return
    for official, home in moves:
        day.ask(SetOfficialDelegation(official, home, "as declared"))
        due = list(day.round.missing())
        for of, entry, name in random.sample(due, min(2, len(due))):
            mark = marks(of, f"{random.randrange(20) * Decimal('0.5')}")
            assert day.ask(SubmitSheet(FINAL, of, day.round.codes[entry], mark), name)
        day.all_agree()
    while due := list(day.round.missing()):
        of, entry, name = random.choice(due)
        assert day.ask(SubmitSheet(FINAL, of, day.round.codes[entry], marks(of)), name)
    day.all_agree()
    assert day.ask(CloseRound(FINAL))
    assert all(result.complete for result in results(day.state, day.round).values())


class Day:
    """The same facts as the engine, the live standings and the second calculation take them."""

    def __init__(self) -> None:
        self.state = Competition()
        self.live = LiveCompetition(CompetitionId("cup"))
        self.tables = Tables()

    @property
    def round(self) -> Round:
        return self.state.rounds[FINAL]

    def ask(self, command: Command, by: OfficialId | None = None) -> bool:
        decision = decide(self.state, command, ORGANISER if by is None else judge(by), "chance")
        if isinstance(decision, Refusal):
            return False
        for fact in decision:
            self._take(fact)
        return True

    def _take(self, fact: Fact) -> None:
        position = self.state.position + 1
        evolve(self.state, fact, position, position)
        self.live.take([Arrived(fact, position, position)])
        self.tables.take(fact)

    def all_agree(self) -> None:
        ours = results(self.state, self.round)
        live = self.live.rounds[FINAL]
        missing = set(self.round.missing())
        registered = self.state.event_of(self.round).registrations
        assert dict(live.results()) == ours
        assert {e: one.total for e, one in ours.items()} == {
            e: place.score.total for e, place in self.tables.rounds[FINAL].places().items()
        }
        modules = {(of, e): m for e, one in ours.items() for of, m in one.modules.items()}
        assert {key: (m.sheets_in, m.sheets_due) for key, m in modules.items()} == dict(live.counts())
        matrix = progress(self.live, live)
        assert sheets(self.round) == (matrix["sheets_in"], matrix["sheets_due"])
        for _of, entry, name in missing:
            assert name not in matrix["rows"][entry].get("recused", [])
        for name in JUDGES:
            rounds = work(CompetitionId("cup"), self.state, name, "")["rounds"]
            owed = {
                (of["module"]["id"], self.round.entries[one["code"]], name)
                for round_ in rounds
                for of in round_["modules"]
                for one in of["sheets"]
                if one["submitted"] is None
            }
            assert owed == {one for one in missing if one[2] == name}
        for (_, entry), there in self.round.sheets.items():
            assert all(self.state.homes.get(name) != registered[EntryId(entry)].delegation for name in there)


MARKING = [
    replace(one, scheme=replace(one.scheme, own_delegation="mark")) if isinstance(one, AddEvent) else one
    for one in field([EAST, NORTH, NORTH, NORTH], [EAST, None, None])
]


def test_where_the_scheme_says_so_judges_owe_sheets_for_entries_of_their_own_delegation() -> None:
    state = played(*MARKING, (ANNA, SubmitSheet(FINAL, WELD, OWN, marks())))
    round_ = state.rounds[FINAL]

    assert round_.recused == {}
    assert round_.sheet(WELD, ENTRIES[0], JUDGES[0]) is not None
    assert (PREPARE, ENTRIES[0], JUDGES[0]) in set(round_.missing())


def test_where_judges_mark_their_own_the_statistics_set_them_against_the_others() -> None:
    order = [drawn.code for drawn in STATE.rounds[FINAL].order]
    sheets = [
        (
            judge(by),
            SubmitSheet(FINAL, WELD, code, marks(value="9" if (by, code) == (JUDGES[0], OWN) else "7")),
        )
        for by in JUDGES
        for code in order
    ]
    state = played(*MARKING, *sheets)
    round_ = state.rounds[FINAL]

    found = statistics(pieces(state.event_of(round_), round_), state.homes).judges[JUDGES[0]]

    assert (found.own, found.others, found.own_entries) == (Fraction(20), Fraction(0), 1)


def test_who_marked_their_own_may_be_said_to_belong_there_afterwards() -> None:
    begun = [replace(c, delegation=None) if isinstance(c, AddOfficial) else c for c in MARKING]
    state = played(*begun, (ANNA, SubmitSheet(FINAL, WELD, OWN, marks())))

    decision = decide(state, SetOfficialDelegation(JUDGES[0], EAST, "from there"), ORGANISER, "")

    assert not isinstance(decision, Refusal)


@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(0, 20)), unique_by=lambda o: o[:2])
)
def test_both_calculations_agree_where_judges_mark_their_own(some: list[tuple[int, int, int]]) -> None:
    order = [drawn.code for drawn in STATE.rounds[FINAL].order]
    sheets = [
        (judge(JUDGES[by]), SubmitSheet(FINAL, WELD, order[place], marks(value=f"{halves / 2:g}")))
        for by, place, halves in some
    ]
    state, facts = recorded(*MARKING, *sheets)
    tables = Tables()
    for fact in facts:
        tables.take(fact)

    totals = {entry: one.total for entry, one in results(state, state.rounds[FINAL]).items()}
    assert {entry: one.score.total for entry, one in tables.rounds[FINAL].places().items()} == totals
