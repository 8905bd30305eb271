"""Engine and second calculation agree: on random schemes and marks, and on every scheme of the library."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.exact import Rounding
from server.core.facts_rulings import EntryState, PartRuled, PenaltyGiven, RerunOrdered
from server.core.ids import DelegationId, EntryId, ModuleId, OfficialId, RoundId
from server.core.round import Rerun, Sheet
from server.core.scheme import Gate, ResultRule, Scheme
from server.core.standings import rank
from server.reference.numbers import rounded
from server.reference.ranks import ranked
from server.services.scheme_files import library
from tests.core.aspect_strategies import MODES, NAME
from tests.core.fined import fined, some_penalties, some_rulings
from tests.core.runs import some_runs
from tests.core.strategies import JUDGES, PanelsOf, SheetsOf, randoms, some_field, some_sheets
from tests.support.plausible_sheets import plausible_sheets
from tests.support.rounds import Beside, results, some_difficulties, table

STATES: tuple[EntryState, ...] = (
    "competing", "competing", "competing", "competing",
    "not_started", "not_finished", "disqualified", "withdrawn",
)  # fmt: skip
LIBRARY = sorted(library())


def same(
    scheme: Scheme,
    panels: PanelsOf,
    entries: dict[EntryId, SheetsOf],
    states: dict[EntryId, EntryState] | None = None,
    penalties: dict[EntryId, tuple[PenaltyGiven, ...]] | None = None,
    rulings: tuple[PartRuled, ...] = (),
    random: Random | None = None,
    reruns: dict[tuple[ModuleId, EntryId], tuple[Rerun, ...]] | None = None,
    comes_from: dict[EntryId, DelegationId] | None = None,
    homes: dict[OfficialId, DelegationId] | None = None,
) -> None:
    """Every figure that either of them has."""
    difficulties = some_difficulties(random or Random(1), scheme, entries)
    more = Beside(
        states or {}, penalties or {}, difficulties, rulings, reruns or {}, comes_from or {}, homes or {}
    )
    ours = results(scheme, panels, entries, more)
    theirs = table(scheme, panels, entries, more).scores()
    standings = {one.entry: one for one in rank(scheme, ours)}
    places = ranked(scheme, theirs)

    assert {
        e: (s.rank, None if s.total is None else Fraction(s.total), s.result.state)
        for e, s in standings.items()
    } == {e: (p.rank, p.score.total, p.score.state) for e, p in places.items()}
    for entry, result in ours.items():
        second = theirs[entry]
        assert second.exact == result.exact
        assert second.modules == {m: one.counted for m, one in result.modules.items()}
        assert second.ties == result.ties


def some_rule(random: Random, scheme: Scheme) -> Scheme:
    """The scheme with more gates and another way of ranking: everything that still passes for a rule."""
    parts = [m.id for m in scheme.modules] + [s.id for m in scheme.modules for s in m.sub_criteria]
    gates = tuple(
        Gate(of, (scheme.max or 0) / random.choice([4, 8, 20]), NAME, tuple(random.sample(parts, 2)))  # type: ignore[arg-type]
        for of in random.sample(parts, random.randint(0, 2))
    )
    low = random.random() < 0.3
    result = ResultRule(
        unit=random.choice(["points", "seconds"]),
        direction="low" if low else "high",
        rounding=Rounding(random.randint(0, 3), random.choice(MODES)),
        live="complete" if low else random.choice(["running", "complete"]),
        not_finished="unranked" if low else random.choice(["ranked", "unranked"]),
    )
    return replace(scheme, result=result, gates=() if low else (*scheme.gates, *gates))


@given(randoms)
def test_both_agree_on_random_schemes(random: Random) -> None:
    scheme, panels, entries = some_field(random, 5)
    states = {entry: random.choice(STATES) for entry in entries}

    same(some_rule(random, scheme), panels, entries, states, random=random)


@given(randoms)
def test_both_agree_where_the_lower_result_wins(random: Random) -> None:
    """Runs against the clock with penalty seconds, several tries that may fail, and a cut-off."""
    scheme, panels, entries = some_runs(random)
    states = {entry: random.choice(STATES) for entry in entries}

    same(scheme, panels, entries, states)


@given(randoms)
def test_both_agree_on_penalties(random: Random) -> None:
    """Of every kind, on totals and modules, with cards that lead to others."""
    scheme, panels, entries = random.choice([some_field, some_runs])(random, 4)
    scheme = fined(random, scheme)
    penalties = {entry: some_penalties(random, scheme, entry) for entry in entries}

    same(scheme, panels, entries, None, penalties)


@given(randoms)
def test_both_agree_on_parts_that_are_ruled_on_for_everybody(random: Random) -> None:
    """Full marks, struck, scaled up, on parts of every size, and with penalties besides."""
    scheme, panels, entries = random.choice([some_field, some_field, some_runs])(random, 4)
    scheme = fined(random, scheme)
    penalties = {entry: some_penalties(random, scheme, entry) for entry in entries}

    same(scheme, panels, entries, None, penalties, some_rulings(random, scheme))


@given(randoms)
def test_both_agree_on_judges_who_stay_out_of_their_own_delegation(random: Random) -> None:
    """Also where a sheet of theirs stands in the ledger, and where nobody is left."""
    scheme, panels, entries = random.choice([some_field, some_runs])(random, 4)
    some = [DelegationId("east"), DelegationId("north")]
    homes = {judge: random.choice(some) for judge in JUDGES if random.random() < 0.6}

    same(scheme, panels, entries, comes_from={e: random.choice(some) for e in entries}, homes=homes)


@given(randoms)
def test_both_agree_on_modules_that_were_done_again(random: Random) -> None:
    """Up to three runs, complete and not, where the best counts, with penalties and rulings besides."""
    scheme, panels, entries = random.choice([some_field, some_runs])(random, 3)
    scheme = fined(random, scheme)
    penalties = {entry: some_penalties(random, scheme, entry) for entry in entries}
    rulings = random.choice([(), some_rulings(random, scheme)])
    reruns = {
        (module.id, entry): tuple(
            _rerun(random, scheme, entry, module.id) for _ in range(random.randint(1, 2))
        )
        for entry in entries
        for module in scheme.modules
        if random.random() < 0.5
    }

    same(scheme, panels, entries, None, penalties, rulings, reruns=reruns)


def _rerun(random: Random, scheme: Scheme, entry: EntryId, module: ModuleId) -> Rerun:
    """With sheets of the run before, some or all of them."""
    before = some_sheets(random, scheme, all_in=random.random() < 0.7)[module]
    ordered = RerunOrdered(RoundId("final"), entry, (module,), "", random.choice(["last", "best", "best"]))
    return Rerun(ordered, {judge: Sheet(1, marks, "", False, 0) for judge, marks in before.items()})


@given(randoms)
def test_both_agree_when_marks_are_missing_from_a_sheet(random: Random) -> None:
    """Sheets of another version of a scheme may lack an aspect; see the sandbox."""
    scheme, panels, entries = some_field(random, 3)
    for sheets in entries.values():
        for module in sheets.values():
            for judge, marks in module.items():
                module[judge] = {name: mark for name, mark in marks.items() if random.random() < 0.9}

    same(scheme, panels, entries)


@pytest.mark.parametrize("name", LIBRARY)
@settings(max_examples=10)
@given(seed=st.integers(0, 2**32))
def test_both_agree_on_the_library_with_any_marks(name: str, seed: int) -> None:
    random, scheme = Random(seed), library()[name]
    panels = {module.id: JUDGES[: module.panel_size] for module in scheme.modules}
    entries = {EntryId(f"e{n}"): some_sheets(random, scheme) for n in range(4)}

    same(scheme, panels, entries)


@pytest.mark.parametrize("name", LIBRARY)
@settings(max_examples=5)
@given(seed=st.integers(0, 2**32))
def test_both_agree_on_the_library_with_plausible_marks(name: str, seed: int) -> None:
    random, scheme = Random(seed), library()[name]
    panels = {module.id: JUDGES[: module.panel_size] for module in scheme.modules}
    entries = {EntryId(f"e{n}"): plausible_sheets(scheme, panels, random) for n in range(8)}

    same(scheme, panels, entries, dict.fromkeys(entries, "competing"))


@given(st.fractions(), st.integers(0, 6), st.sampled_from(MODES))
def test_both_round_alike(value: Fraction, places: int, mode: str) -> None:
    rule = Rounding(places, mode)  # type: ignore[arg-type]

    assert rounded(value, rule) == Fraction(rule.apply(value))


@given(st.integers(-10_000, 10_000), st.sampled_from(MODES))
def test_both_round_halves_alike(halves: int, mode: str) -> None:
    rule = Rounding(1, mode)  # type: ignore[arg-type]

    assert rounded(Fraction(halves, 20), rule) == Fraction(rule.apply(Fraction(halves, 20)))


def test_both_rank_by_ties_who_did_not_finish_where_every_module_was_ruled_on_and_no_sheet_is_in() -> None:
    test_both_agree_on_parts_that_are_ruled_on_for_everybody.hypothesis.inner_test(Random(356))  # type: ignore[attr-defined]
