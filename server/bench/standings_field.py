"""The competition whose standings are measured: an invented event, marked in full. Nothing is timed here."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from decimal import Decimal
from random import Random
from types import FunctionType, ModuleType

import orjson

from server.core.competition import Competition
from server.core.facts import Fact
from server.core.facts_panel import PanelSet
from server.core.facts_round import DrawMade, Drawn, RoundAdded, RoundOpened
from server.core.facts_setup import (
    CompetitionCreated,
    EntriesRegistered,
    EventAdded,
    OfficialAdded,
    Registration,
)
from server.core.facts_sheet import SheetCorrected
from server.core.ids import (
    AspectId,
    Code,
    CompetitionId,
    DelegationId,
    EntryId,
    EventId,
    ModuleId,
    OfficialId,
    RoundId,
)
from server.core.rules import Judgement, Points
from server.core.scheme import Aspect, Module, PanelRule, ResultRule, Scheme, SubCriterion, TieBreak
from server.core.text import Text
from server.services.live_fold import Arrived, LiveCompetition
from server.services.wire import parse_fact

NAME = Text("基准", "bench")
EVENT, ROUND, MODULE = EventId("bench"), RoundId("bench"), ModuleId("bench")


class Field:
    """Entries x aspects x judges, every sheet in, folded as a server folds its ledger at the start."""

    def __init__(self, entries: int, aspects: int, judges: int) -> None:
        self._random = Random(1)
        self.scheme = scheme(aspects, judges)
        self.entries = [EntryId(f"e{n:05}") for n in range(entries)]
        self.judges = tuple(OfficialId(f"j{n}") for n in range(judges))
        self.live = LiveCompetition(CompetitionId("bench"))

    def facts(self) -> Iterator[Fact]:
        """Everything up to the last sheet, each sheet read from JSON as from a ledger's file."""
        yield CompetitionCreated(NAME)
        yield EventAdded(EVENT, NAME, self.scheme, "")
        registered = (Registration(one, one[1:], DelegationId("d")) for one in self.entries)
        yield EntriesRegistered(EVENT, tuple(registered))
        yield RoundAdded(ROUND, EVENT, NAME)
        yield from (OfficialAdded(judge) for judge in self.judges)
        yield DrawMade(ROUND, "bench", tuple(Drawn(entry, _code(entry)) for entry in self.entries))
        yield PanelSet(ROUND, MODULE, self.judges)
        yield RoundOpened(ROUND)
        for entry in self.entries:
            yield from (self._sheet("sheet_submitted", entry, judge, {}) for judge in self.judges)

    def correction(self) -> tuple[EntryId, Fact]:
        """Another sheet in place of one that is in: an entry and a judge by lot, all marks new."""
        entry, judge = self._random.choice(self.entries), self._random.choice(self.judges)
        sheet = self.live.state.rounds[ROUND].sheets[MODULE, entry][judge]
        fact = self._sheet("sheet_corrected", entry, judge, {"reason": "-", "replaces": sheet.position})
        assert isinstance(fact, SheetCorrected)
        return entry, fact

    def take(self, facts: list[Fact]) -> None:
        """Fold facts that follow."""
        after = self.live.position
        self.live.take([Arrived(fact, n, 1_790_000_000_000 + n) for n, fact in enumerate(facts, after + 1)])

    @property
    def state(self) -> Competition:
        """As folded."""
        return self.live.state

    def _sheet(self, kind: str, entry: EntryId, judge: OfficialId, more: dict[str, object]) -> Fact:
        body = {"kind": kind, "round": ROUND, "module": MODULE, "code": _code(entry), "judge": judge, **more}
        return parse_fact(orjson.loads(orjson.dumps(body | {"marks": self._marks()})))

    def _marks(self) -> dict[str, dict[str, str]]:
        random = self._random.random
        return {
            aspect.id: {"level": str(int(random() * 4))}
            if isinstance(aspect.rule, Judgement)
            else {"points": f"{int(random() * 9) / 2}"}
            for aspect in self.scheme.modules[0].aspects()
        }


def scheme(aspects: int, judges: int) -> Scheme:
    """Judged throughout by a panel whose extremes are dropped: the most work a mark can make."""
    level = Judgement((NAME,) * 4)
    some = tuple(
        Aspect(AspectId(f"a{n}"), NAME, Decimal(4), level if n % 2 else Points()) for n in range(aspects)
    )
    rule = PanelRule("trimmed_mean") if judges > 2 else PanelRule()
    top = Decimal(4 * aspects)
    subs = tuple(SubCriterion(f"s{n}", NAME, some[n : n + 5]) for n in range(0, aspects, 5))
    module = Module(MODULE, NAME, top, subs, Decimal(100), panel=rule, panel_size=judges)
    ties = (TieBreak("sub_criterion", "s0", "high"), TieBreak("aspect", "a1", "high"))
    return Scheme(
        "bench", 1, NAME, NAME, "typical", "-", Decimal(100), ResultRule(), (module,), tie_breaks=ties
    )


def bytes_of(whole: object) -> int:
    """Memory of everything that can be reached from an object, each object once; types, functions and modules apart."""
    seen, waiting, total = {id(whole)}, [whole], 0
    while waiting:
        some, waiting = waiting, []
        total += sum(map(sys.getsizeof, some))
        for one in gc.get_referents(*some):
            if id(one) not in seen and not isinstance(one, type | FunctionType | ModuleType):
                seen.add(id(one))
                waiting.append(one)
    return total


def _code(entry: EntryId) -> Code:
    return Code(f"C{entry[1:]}")
