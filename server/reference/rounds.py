"""What the facts of a ledger leave on the table for each round, gathered anew: sheets, panels, who still competes."""

from dataclasses import dataclass, field

from server.core.facts import (
    DrawMade,
    EntryState,
    EntryStateSet,
    EventAdded,
    Fact,
    Marks,
    PanelSet,
    PartRuled,
    PenaltyGiven,
    PenaltyLifted,
    RoundAdded,
    SheetCorrected,
    SheetSubmitted,
)
from server.core.ids import Code, EntryId, EventId, ModuleId, OfficialId, RoundId
from server.core.scheme import Scheme
from server.reference.points import Worths
from server.reference.ranks import Place, ranked
from server.reference.score import score


@dataclass
class Table:
    """One round: the newest marks of every judge, by the blind code they were given for."""

    scheme: Scheme
    entries: dict[Code, EntryId] = field(default_factory=dict)
    panels: dict[ModuleId, tuple[OfficialId, ...]] = field(default_factory=dict)
    marks: dict[tuple[Code, ModuleId, OfficialId], Marks] = field(default_factory=dict)
    states: dict[EntryId, EntryState] = field(default_factory=dict)
    penalties: dict[int, PenaltyGiven] = field(default_factory=dict)
    rulings: dict[tuple[str, str], PartRuled] = field(default_factory=dict)

    def places(self) -> dict[EntryId, Place]:
        """Every drawn entry's score and rank."""
        sheets: dict[Code, dict[ModuleId, dict[OfficialId, Marks]]] = {code: {} for code in self.entries}
        for (code, module, judge), marks in self.marks.items():
            sheets[code].setdefault(module, {})[judge] = marks
        worths = Worths()
        return ranked(
            self.scheme,
            {
                entry: score(
                    self.scheme,
                    sheets[code],
                    self.panels,
                    self.states.get(entry, "competing"),
                    [one for one in self.penalties.values() if one.entry == entry],
                    worths,
                    list(self.rulings.values()),
                )
                for code, entry in self.entries.items()
            },
        )


class Tables:
    """The rounds of a competition, as far as its facts were taken."""

    def __init__(self) -> None:
        self.rounds: dict[RoundId, Table] = {}
        self._schemes: dict[EventId, Scheme] = {}

    def take(self, fact: Fact) -> None:
        """The next fact; those that say nothing about marks, panels or entries change nothing."""
        if isinstance(fact, EventAdded):
            self._schemes[fact.event] = fact.scheme
        elif isinstance(fact, RoundAdded):
            self.rounds[fact.round] = Table(self._schemes[fact.event])
        elif isinstance(fact, DrawMade):
            self.rounds[fact.round].entries = {drawn.code: drawn.entry for drawn in fact.order}
        elif isinstance(fact, PanelSet):
            self.rounds[fact.round].panels[fact.module] = fact.judges
        elif isinstance(fact, SheetSubmitted | SheetCorrected):
            self.rounds[fact.round].marks[fact.code, fact.module, fact.judge] = fact.marks
        elif isinstance(fact, PenaltyGiven):
            self.rounds[fact.round].penalties[fact.number] = fact
        elif isinstance(fact, PartRuled):
            rulings = self.rounds[fact.round].rulings
            rulings.pop((fact.on, fact.part), None)
            if fact.ruling != "marked":
                rulings[fact.on, fact.part] = fact
        elif isinstance(fact, PenaltyLifted):
            del self.rounds[fact.round].penalties[fact.number]
        elif isinstance(fact, EntryStateSet):
            self.rounds[fact.round].states[fact.entry] = fact.state
