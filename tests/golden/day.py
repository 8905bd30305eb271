"""A real competition as facts: folded by the engine, kept live, gathered anew by the second calculation. No test here."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from server.core.commands import Actor
from server.core.commands_field import QualifyEntries
from server.core.competition import Competition, evolve
from server.core.decide import decide
from server.core.facts import Fact
from server.core.facts_field import (
    CarriedRound,
    CarrySet,
    Declared,
    DifficultiesDeclared,
    EntriesQualified,
    Through,
)
from server.core.facts_panel import PanelSet
from server.core.facts_round import DrawMade, Drawn, ResultsPublished, RoundAdded, RoundClosed, RoundOpened
from server.core.facts_setup import CompetitionCreated, EntriesRegistered, EventAdded, Registration
from server.core.facts_sheet import Mark, SheetSubmitted
from server.core.field import standings
from server.core.fingerprint import scheme_hash
from server.core.ids import (
    AspectId,
    Code,
    CompetitionId,
    DelegationId,
    EntryId,
    EventId,
    FieldId,
    ModuleId,
    OfficialId,
    RoundId,
)
from server.core.marks import check_marks
from server.core.rules import Points, Rule
from server.core.scheme import (
    Aspect,
    Difficulty,
    Module,
    PanelRule,
    ResultRule,
    Scheme,
    SubCriterion,
    TieBreak,
)
from server.core.scheme_check import check
from server.core.standings import Standings
from server.core.text import Text
from server.reference.rounds import Tables
from server.services.live_fold import Arrived, LiveCompetition

HERE = Path(__file__).parent
NAME = Text("表", "table")
CENT = Decimal("0.01")
EVENT = EventId("event")
ORGANISER = Actor("organiser", OfficialId("boss"), "desk")

Row = Mapping[str, str]
Sheet = Mapping[str, Mapping[str, str]]
"""One judge's marks, by aspect and box."""
Sheets = Mapping[str, Sequence[Sheet]]
"""An entry's sheets: by module, in the order of the judges."""


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def grouped(some: Sequence[dict[str, str]], *columns: str) -> dict[str, list[dict[str, str]]]:
    groups = defaultdict(list)
    for row in some:
        groups["/".join(row[column] for column in columns)].append(row)
    return groups


def aspect(name: str, rule: Rule, most: str | None, **more) -> Aspect:
    return Aspect(AspectId(name), NAME, None if most is None else Decimal(most), rule, **more)


def module(name: str, *aspects: Aspect, **more) -> Module:
    tops = [one.max for one in aspects]
    top = None if None in tops else sum((one or Decimal(0) for one in tops), Decimal(0))
    return Module(ModuleId(name), NAME, top, (SubCriterion(f"{name}-s", NAME, aspects),), **more)


DIFFICULTY = Difficulty(high=Decimal("4.5"), low=Decimal("1.2"), usual=Decimal("1.2"))
"""Of dives: tenths between the easiest and the hardest that there is."""


def dive(name: str, drop: int) -> Module:
    """Seven judges, `drop` highest and lowest dropped; the middle ones come to 30 at most, times the difficulty."""
    return module(
        name,
        aspect(f"{name}-marks", Points(Decimal("0.5")), "10"),
        weight=Decimal(30),
        panel=PanelRule("trimmed_mean", drop, drop),
        panel_size=7,
        difficulty=DIFFICULTY,
    )


def sound(*modules: Module, ties: tuple[TieBreak, ...] = (), **more) -> Scheme:
    """A scheme that passes the check, its maximum being what its modules add up to; `more` is of the result."""
    of_scheme = {name: more.pop(name) for name in ("penalties", "sections") if name in more}
    rule = ResultRule(**more)
    tops = [_top(one) for one in modules]
    top = None if None in tops else sum((one or Decimal(0) for one in tops), Decimal(0))
    if rule.take == "best" and top is not None:
        top = max(one or Decimal(0) for one in tops)
    scheme = Scheme(
        "table", 1, NAME, NAME, "source", "results", top, rule, modules, tie_breaks=ties, **of_scheme
    )
    assert check(scheme) == []
    return scheme


def _top(one: Module) -> Decimal | None:
    most = one.max if one.weight is None else one.weight
    return most if most is None or one.difficulty is None else most * one.difficulty.high


class Placed(NamedTuple):
    """What a result list shows of an entry."""

    total: Decimal | None
    rank: int | None


class Day:
    """One event, fact by fact, in both calculations."""

    def __init__(
        self, scheme: Scheme, entries: Sequence[str], delegations: Mapping[str, str] | None = None
    ) -> None:
        self.scheme = scheme
        self.state, self.tables = Competition(), Tables()
        self.live = LiveCompetition(CompetitionId("cup"))
        self.take(CompetitionCreated(NAME))
        self.take(EventAdded(EVENT, NAME, scheme, scheme_hash(scheme)))
        of = delegations or {}
        registered = (Registration(EntryId(e), e, DelegationId(of.get(e, "d"))) for e in entries)
        self.take(EntriesRegistered(EVENT, tuple(registered)))

    def take(self, fact: Fact) -> None:
        evolve(self.state, fact, self.state.position + 1, 0)
        self.tables.take(fact)
        self.live.take([Arrived(fact, self.state.position, self.state.position)])

    def open(self, name: str, entries: Sequence[str], carry: CarrySet | None = None) -> RoundId:
        """A round of these entries, its panels as large as the scheme has them."""
        round_ = RoundId(name)
        if round_ not in self.state.rounds:
            self.take(RoundAdded(round_, EVENT, NAME))
        if carry is not None:
            self.take(carry)
        self.take(DrawMade(round_, "seed", tuple(Drawn(EntryId(e), Code(e)) for e in entries)))
        for one in self.scheme.modules:
            self.take(PanelSet(round_, one.id, judges(one.panel_size)))
        self.take(RoundOpened(round_))
        return round_

    def mark(self, round_: RoundId, entry: str, sheets: Sheets) -> None:
        """Whole sheets of an entry, each of which must be acceptable."""
        for name, some in sheets.items():
            one = self.scheme.module(ModuleId(name))
            assert one is not None
            for judge, sheet in zip(judges(one.panel_size), some, strict=True):
                marks: dict[AspectId, Mark] = {
                    AspectId(a): {FieldId(box): text for box, text in mark.items()}
                    for a, mark in sheet.items()
                }
                assert check_marks(one, marks) is None, f"{entry}: {marks}"
                self.take(SheetSubmitted(round_, one.id, Code(entry), judge, marks))

    def declare(self, round_: RoundId, entry: str, difficulties: Mapping[str, str]) -> None:
        declared = (Declared(EntryId(entry), ModuleId(m), Decimal(text)) for m, text in difficulties.items())
        self.take(DifficultiesDeclared(round_, tuple(declared)))

    def publish(self, round_: RoundId) -> None:
        self.take(RoundClosed(round_))
        self.take(ResultsPublished(round_, self.state.rounds[round_].version + 1))

    def through(self, round_: RoundId, source: RoundId, rule: Through) -> tuple[str, ...]:
        """Who comes through to the next round, as the organiser's command finds them."""
        self.take(RoundAdded(round_, EVENT, NAME))
        decision = decide(self.state, QualifyEntries(round_, source, rule), ORGANISER, "chance")
        assert isinstance(decision, list), f"refused: {decision}"
        found: tuple[str, ...] = ()
        for fact in decision:
            self.take(fact)
            if isinstance(fact, EntriesQualified):
                found = fact.entries
        return found

    def standings(self, round_: RoundId) -> Standings:
        """From the facts; live standings and the second calculation must have the same, unrounded too."""
        ours = standings(self.state, self.state.rounds[round_])
        theirs = self.tables.rounds[round_].places()
        assert self.live.rounds[round_].standings() == ours
        assert {
            s.entry: (s.rank, None if s.total is None else Fraction(s.total), s.result.exact) for s in ours
        } == {entry: (place.rank, place.score.total, place.score.exact) for entry, place in theirs.items()}
        return ours

    def placed(self, round_: RoundId) -> dict[str, Placed]:
        return {one.entry: Placed(one.total, one.rank) for one in self.standings(round_)}


def judges(many: int) -> tuple[OfficialId, ...]:
    return tuple(OfficialId(f"j{n}") for n in range(1, many + 1))


def carried(round_: str, *earlier: str) -> CarrySet:
    """Everything of earlier rounds is added."""
    return CarrySet(RoundId(round_), tuple(CarriedRound(RoundId(one)) for one in earlier))


def played(scheme: Scheme, table: Mapping[str, Sheets]) -> tuple[Day, RoundId]:
    """A competition of one round."""
    day = Day(scheme, list(table))
    round_ = day.open("final", list(table))
    for entry, sheets in table.items():
        day.mark(round_, entry, sheets)
    return day, round_


def published(some: Sequence[Row], total: str | None = "total", rank: str = "rank") -> dict[str, Placed]:
    """What the competition's own list says."""
    return {
        row["competitor"]: Placed(None if total is None else Decimal(row[total]), int(row[rank]))
        for row in some
    }
