"""One module while it is reckoned, what was read in it, and what counts beside the sheets. The reckoning: `score.py`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from server.core.facts_sheet import Mark, Marks
from server.core.ids import ModuleId, OfficialId
from server.core.scheme import (
    Aspect,
    Module,
    SubCriterion,
)
from server.reference.numbers import ZERO, between, middle, void
from server.reference.part_rulings import Decided
from server.reference.penalties import Fines


@dataclass(frozen=True)
class Beside:
    """
    What counts beside the sheets: points from the field by aspect, declared difficulties by module, earlier rounds.

    `earlier` holds for each such round its percent and the entry's own total there, None where it has none; `runs` the
    sheets of a module's runs before the one that is marked, as far as they may count;
    `out` the judges who have no say on the entry.
    """

    compared: Mapping[str, Fraction] = field(default_factory=dict)
    difficulty: Mapping[str, Fraction] = field(default_factory=dict)
    earlier: Sequence[tuple[Fraction, Fraction | None]] = ()
    own_percent: Fraction = Fraction(100)
    best: bool = False
    runs: Mapping[ModuleId, Sequence[Mapping[OfficialId, Marks]]] = field(default_factory=dict)
    out: frozenset[OfficialId] = frozenset()


@dataclass
class Part:
    """One module while it is reckoned."""

    module: Module
    sheets: list[Marks]
    due: int
    fines: Fines
    decided: Decided
    aspects: dict[str, Fraction] = field(default_factory=dict)
    subs: dict[str, Fraction] = field(default_factory=dict)
    value: Fraction = ZERO
    is_void: bool = False
    newest: int = 0
    """Sheets that are in of the run that is being marked."""

    def marks(self, aspect: Aspect) -> list[Mark]:
        """What the judges wrote for one aspect; nothing counts of what was ruled on for everybody."""
        if self.decided.touches(aspect.id):
            return []
        return [sheet[aspect.id] for sheet in self.sheets if aspect.id in sheet]

    @property
    def is_open(self) -> bool:
        """Whether there is something to reckon."""
        return len(self.sheets) > 0 or self.decided.is_settled(self.module)

    def void_all(self) -> None:
        """The module is worth nothing, nor is anything in it."""
        self.is_void = True
        self.aspects = {name: void(value) for name, value in self.aspects.items()}
        self.subs = {name: void(value) for name, value in self.subs.items()}
        self.value = void(self.value)

    def void_sub(self, sub: SubCriterion) -> None:
        """One sub-criterion is worth nothing; a module that is not void itself is added up again."""
        self.subs[sub.id] = void(self.subs[sub.id])
        for aspect in sub.aspects:
            self.aspects[aspect.id] = void(self.aspects[aspect.id])
        if not self.is_void:
            self.add_subs()

    def add_subs(self) -> None:
        """The module is the sum of its sub-criteria, not below its floor."""
        name, added = self.module.id, sum(self.subs.values(), ZERO) * self.decided.share(self.module)
        self.value = between(self.fines.on(added, "module", name, self.module.max), self.module.floor, None)


def reading(part: Part, aspect: Aspect, box: str) -> Fraction | None:
    """The middle one of what the judges read in one box; None where nobody read anything."""
    written = [{str(name): text for name, text in mark.items()} for mark in part.marks(aspect)]
    values = [Fraction(boxes[box]) for boxes in written if box in boxes and "not_attempted" not in boxes]
    return middle(values) if values else None


def value_of(name: str, parts: list[Part]) -> Fraction | None:
    """The points of a module or a sub-criterion, None before its first sheet."""
    for part in parts:
        if part.is_open and name == part.module.id:
            return part.value
        if part.is_open and name in part.subs:
            return part.subs[name]
    return None
