"""What the facts of a ledger leave on the table for each round, gathered anew: sheets, panels, who still competes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from hashlib import sha256

from server.core.facts import Fact
from server.core.facts_blind import LayerDecoded, LayerSealed
from server.core.facts_conference import ConferenceCalled, ValuesAgreed
from server.core.facts_field import CarrySet, DifficultiesDeclared, EntriesQualified, Through
from server.core.facts_panel import JudgeReplaced, PanelSet
from server.core.facts_round import DrawMade, RoundAdded
from server.core.facts_rulings import (
    EntryState,
    EntryStateSet,
    PartRuled,
    PenaltyGiven,
    PenaltyLifted,
    RerunOrdered,
    TieDecided,
)
from server.core.facts_setup import EntriesRegistered, EventAdded, OfficialAdded, OfficialDelegationSet
from server.core.facts_sheet import Mark, Marks, SheetCorrected, SheetReturned, SheetSubmitted
from server.core.ids import AspectId, Code, DelegationId, EntryId, EventId, ModuleId, OfficialId, RoundId
from server.core.rules import Relative, Veto
from server.core.scheme import Scheme
from server.reference.compared import worth
from server.reference.numbers import middle
from server.reference.part import Beside
from server.reference.penalties import fines
from server.reference.points import Worths
from server.reference.qualification import through
from server.reference.ranks import Place, decided, ranked
from server.reference.score import Score, Sheets, score

GRAVITY = ("competing", "not_finished", "withdrawn", "not_started", "disqualified")


@dataclass
class Table:
    """One round: the newest marks of every judge, by the blind code they were given for, and what else counts."""

    scheme: Scheme
    entries: dict[Code, EntryId] = field(default_factory=dict)
    panels: dict[ModuleId, tuple[OfficialId, ...]] = field(default_factory=dict)
    marks: dict[tuple[Code, ModuleId, OfficialId], Marks] = field(default_factory=dict)
    states: dict[EntryId, EntryState] = field(default_factory=dict)
    penalties: dict[int, PenaltyGiven] = field(default_factory=dict)
    rulings: dict[tuple[str, str], PartRuled] = field(default_factory=dict)
    difficulties: dict[tuple[EntryId, ModuleId], Fraction] = field(default_factory=dict)
    carry: CarrySet | None = None
    earlier: dict[tuple[EntryId, ModuleId], list[dict[OfficialId, Marks]]] = field(default_factory=dict)
    """Runs before the one that is being marked, as far as they may count."""
    agreed: dict[tuple[Code, ModuleId, AspectId], Mark] = field(default_factory=dict)
    """What a panel agreed on instead of its judges' marks, in the run that is being marked."""
    ties: list[TieDecided] = field(default_factory=list)
    from_: dict[EntryId, DelegationId] = field(default_factory=dict)
    """The delegation every entry of the competition comes from."""
    homes: dict[OfficialId, DelegationId | None] = field(default_factory=dict)
    """The delegation every judge belongs to."""
    drawn: dict[str, dict[Code, EntryId]] = field(default_factory=dict)
    """The layers of blind numbers: each number with one of the names they were drawn from, not with its own."""
    others: dict[RoundId, "Table"] = field(default_factory=dict)
    """All rounds of the competition, this one too."""
    replaced: list[JudgeReplaced] = field(default_factory=list)
    """Who took over from whom, in the order it happened."""
    heats: dict[EntryId, int] = field(default_factory=dict)
    """The heat every drawn entry is in, 0 without heats."""
    came: frozenset[EntryId] | None = None
    """Who came through from an earlier round, as it stood when that was recorded; None: nobody had to."""

    def run_again(self, fact: RerunOrdered) -> None:
        """The sheets of the run before leave the table: for good, or to be compared with those to come."""
        code = next(code for code, entry in self.entries.items() if entry == fact.entry)
        for module in fact.modules:
            before = {
                j: self._as_agreed(code, module, marks)
                for (c, m, j), marks in self.marks.items()
                if (c, m) == (code, module)
            }
            for judge in before:
                del self.marks[code, module, judge]
            self.agreed = {at: mark for at, mark in self.agreed.items() if at[:2] != (code, module)}
            kept = self.earlier.get((fact.entry, module), [])
            self.earlier[fact.entry, module] = [*kept, before] if fact.counts == "best" else []

    def through(self, rule: Through) -> frozenset[EntryId]:
        """Who goes on from here by such a rule, as it stands."""
        return through(rule, self.places(), self.heats, self.scheme.result.direction == "low")

    def _as_agreed(self, code: Code, module: ModuleId, marks: Marks) -> Marks:
        """A sheet on which what the panel agreed on stands written over what its judge marked."""
        return {aspect: self.agreed.get((code, module, aspect), mark) for aspect, mark in marks.items()}

    def seal(self, fact: LayerSealed) -> None:
        """A number for each name: until the layer is opened it stands for whoever is behind it."""
        digits = max(2, len(str(len(fact.of))))
        codes = [Code(f"{fact.layer[0].upper()}{n + 1:0{digits}}") for n in range(len(fact.of))]
        self.drawn[fact.layer] = dict(zip(codes, fact.of, strict=True))
        new = {code: EntryId(f"sealed-{code.lower()}") for code in codes}
        if fact.layer == "work" and len(self.drawn) > 1:
            # Works are judged beside those who made them; of the layers before only the floor's is.
            self.entries = {code: one for code, one in self.entries.items() if code[0] != "W"} | new
            return
        self.entries = new
        heats = -(-len(codes) // fact.stations) if fact.stations else 1
        size, more = divmod(len(codes), heats)
        each = [heat for heat in range(heats) for _ in range(size + (heat < more))]
        self.heats = {
            new[code]: heat + 1 if fact.stations else 0 for code, heat in zip(codes, each, strict=True)
        }

    def unseal(self, fact: LayerDecoded) -> None:
        """Who is behind the numbers: the names in the order of the hash of layer, seed and name."""
        drawn = self.drawn[fact.layer]

        def place(name: EntryId) -> tuple[str, EntryId]:
            return sha256("\n".join((fact.layer, fact.seed, name)).encode()).hexdigest(), name

        real = {
            EntryId(f"sealed-{code.lower()}"): name
            for code, name in zip(drawn, sorted(drawn.values(), key=place), strict=True)
        }
        self.entries = {code: real.get(one, one) for code, one in self.entries.items()}
        self.heats = {real.get(one, one): heat for one, heat in self.heats.items()}
        # Of two states the graver one holds.
        known: dict[EntryId, EntryState] = {}
        for one, state in self.states.items():
            known[real.get(one, one)] = max(
                state, known.get(real.get(one, one), "competing"), key=GRAVITY.index
            )
        self.states = known
        self.earlier = {(real.get(one, one), module): runs for (one, module), runs in self.earlier.items()}
        self.penalties = {
            number: replace(one, entry=real.get(one.entry, one.entry))
            for number, one in self.penalties.items()
        }

    def places(self) -> dict[EntryId, Place]:
        """Every drawn entry's score and rank."""
        return ranked(self.scheme, decided(self.scheme, self.scores(), self.ties))

    def scores(self) -> dict[EntryId, Score]:
        """Every drawn entry's score."""
        sheets: dict[EntryId, dict[ModuleId, dict[OfficialId, Marks]]]
        sheets = {entry: {} for entry in self.entries.values()}
        for (code, module, judge), marks in self.marks.items():
            if judge in self._out(self.entries[code]):
                continue
            whole = self._as_agreed(code, module, marks)
            sheets[self.entries[code]].setdefault(module, {})[self.heir(module, judge)] = whole
        compared, worths = self._compared(sheets), Worths()
        earlier = self._earlier()
        found = {}
        for entry, there in sheets.items():
            beside = Beside(
                compared={name: values[entry] for name, values in compared.items() if entry in values},
                difficulty={m: value for (of, m), value in self.difficulties.items() if of == entry},
                earlier=[(percent, of.get(entry)) for percent, of in earlier],
                own_percent=Fraction(100 if self.carry is None else self.carry.own_percent),
                best=self.carry is not None and self.carry.take == "best",
                runs={
                    m: self._runs(entry, m, runs) for (one, m), runs in self.earlier.items() if one == entry
                },
                out=frozenset(self._out(entry)),
            )
            state = self.states.get(entry, "competing")
            found[entry] = score(
                self.scheme,
                there,
                self.panels,
                state,
                self._penalties(entry),
                worths,
                list(self.rulings.values()),
                beside,
            )
        return found

    def _out(self, entry: EntryId) -> set[OfficialId]:
        """The judges who have no say on an entry: it is of their own delegation, and the scheme keeps them out of it."""
        if self.scheme.own_delegation == "mark":
            return set()
        return {
            judge for judge, home in self.homes.items() if home is not None and home == self.from_.get(entry)
        }

    def heir(self, module: ModuleId, judge: OfficialId) -> OfficialId:
        """Who holds the seat today from which a judge marked."""
        for one in self.replaced:
            if (one.module, one.judge) == (module, judge):
                judge = one.by
        return judge

    def _runs(
        self, entry: EntryId, module: ModuleId, runs: list[dict[OfficialId, Marks]]
    ) -> list[dict[OfficialId, Marks]]:
        """Earlier runs by the seats of today, without those who have no say on the entry."""
        out = self._out(entry)
        return [
            {self.heir(module, judge): marks for judge, marks in run.items() if judge not in out}
            for run in runs
        ]

    def _penalties(self, entry: EntryId) -> list[PenaltyGiven]:
        return [one for one in self.penalties.values() if one.entry == entry]

    def _compared(self, sheets: Mapping[EntryId, Sheets]) -> dict[str, dict[EntryId, Fraction]]:
        """For every aspect that looks at the field, what each entry of the field has for it."""
        field = {
            entry: there
            for entry, there in sheets.items()
            if self.states.get(entry, "competing") == "competing"
            and not self._thrown_out(there)
            and not fines(self.scheme, self._penalties(entry)).out
        }
        found: dict[str, dict[EntryId, Fraction]] = {}
        for module in self.scheme.modules:
            for aspect in module.aspects():
                if not isinstance(aspect.rule, Relative):
                    continue
                box = "seconds" if aspect.rule.unit == "s" else "value"
                values = {}
                for entry, there in field.items():
                    read = self._read(module.id, aspect.id, box, there)
                    if read:
                        values[entry] = middle(read)
                found[aspect.id] = {entry: worth(aspect, entry, values) for entry in values}
        return found

    def _marks(self, module: ModuleId, aspect: AspectId, there: Sheets) -> list[dict[str, str]]:
        """What the judges of the panel wrote for one aspect."""
        sheets = there.get(module, {})
        on_panel = [sheets[judge] for judge in self.panels.get(module, ()) if judge in sheets]
        return [
            {str(box): text for box, text in sheet[aspect].items()} for sheet in on_panel if aspect in sheet
        ]

    def _read(self, module: ModuleId, aspect: AspectId, box: str, there: Sheets) -> list[Fraction]:
        marks = self._marks(module, aspect, there)
        return [Fraction(mark[box]) for mark in marks if box in mark and "not_attempted" not in mark]

    def _thrown_out(self, there: Sheets) -> bool:
        """Whether a judge has found a fault that disqualifies the entry."""
        return any(
            mark.get("fault") == "yes"
            for module in self.scheme.modules
            for aspect in module.aspects()
            if isinstance(aspect.rule, Veto) and aspect.rule.scope == "entry"
            for mark in self._marks(module.id, aspect.id, there)
        )

    def _earlier(self) -> list[tuple[Fraction, dict[EntryId, Fraction]]]:
        """Of each round that is carried over from, its percent and everybody's own total."""
        if self.carry is None:
            return []
        found = []
        for one in self.carry.rounds:
            scores = self.others[one.round].scores()
            own = {entry: score.own for entry, score in scores.items() if score.own is not None}
            found.append((Fraction(one.percent), own))
        return found


class Tables:
    """The rounds of a competition, as far as its facts were taken."""

    def __init__(self) -> None:
        self.rounds: dict[RoundId, Table] = {}
        self._schemes: dict[EventId, Scheme] = {}
        self._from: dict[EntryId, DelegationId] = {}
        self._homes: dict[OfficialId, DelegationId | None] = {}

    def take(self, fact: Fact) -> None:
        """The next fact; those that say nothing about marks, panels or entries change nothing."""
        if isinstance(fact, EventAdded):
            self._schemes[fact.event] = fact.scheme
        elif isinstance(fact, RoundAdded):
            scheme = self._schemes[fact.event]
            self.rounds[fact.round] = Table(scheme, others=self.rounds, from_=self._from, homes=self._homes)
        elif isinstance(fact, EntriesRegistered):
            self._from |= {one.entry: one.delegation for one in fact.entries}
        elif isinstance(fact, OfficialAdded | OfficialDelegationSet):
            self._homes[fact.official] = fact.delegation
        elif isinstance(fact, DrawMade):
            self.rounds[fact.round].entries = {drawn.code: drawn.entry for drawn in fact.order}
            self.rounds[fact.round].heats = {drawn.entry: drawn.heat for drawn in fact.order}
        elif isinstance(fact, EntriesQualified):
            self.rounds[fact.round].came = self.rounds[fact.source].through(fact.rule)
        elif isinstance(fact, PanelSet):
            table = self.rounds[fact.round]
            table.panels[fact.module] = fact.judges
            table.replaced = [
                one
                for one in table.replaced
                if one.module != fact.module or table.heir(one.module, one.judge) in fact.judges
            ]
        elif isinstance(fact, JudgeReplaced):
            table = self.rounds[fact.round]
            table.replaced.append(fact)
            panel = table.panels[fact.module]
            table.panels[fact.module] = tuple(fact.by if one == fact.judge else one for one in panel)
        elif isinstance(fact, SheetSubmitted | SheetCorrected):
            self.rounds[fact.round].marks[fact.code, fact.module, fact.judge] = fact.marks
        elif isinstance(fact, SheetReturned):
            del self.rounds[fact.round].marks[fact.code, fact.module, fact.judge]
        elif isinstance(fact, ValuesAgreed):
            for aspect, mark in fact.marks.items():
                self.rounds[fact.round].agreed[fact.code, fact.module, aspect] = mark
        elif isinstance(fact, ConferenceCalled):
            for aspect in fact.aspects:
                self.rounds[fact.round].agreed.pop((fact.code, fact.module, aspect), None)
        elif isinstance(fact, PenaltyGiven):
            self.rounds[fact.round].penalties[fact.number] = fact
        elif isinstance(fact, TieDecided):
            self.rounds[fact.round].ties.append(fact)
        elif isinstance(fact, RerunOrdered):
            self.rounds[fact.round].run_again(fact)
        elif isinstance(fact, PartRuled):
            rulings = self.rounds[fact.round].rulings
            rulings.pop((fact.on, fact.part), None)
            if fact.ruling != "marked":
                rulings[fact.on, fact.part] = fact
        elif isinstance(fact, PenaltyLifted):
            del self.rounds[fact.round].penalties[fact.number]
        elif isinstance(fact, EntryStateSet):
            self.rounds[fact.round].states[fact.entry] = fact.state
        elif isinstance(fact, LayerSealed):
            self.rounds[fact.round].seal(fact)
        elif isinstance(fact, LayerDecoded):
            self.rounds[fact.round].unseal(fact)
        elif isinstance(fact, CarrySet):
            self.rounds[fact.round].carry = fact
        elif isinstance(fact, DifficultiesDeclared):
            for one in fact.declared:
                self.rounds[fact.round].difficulties[one.entry, one.module] = Fraction(one.difficulty)
