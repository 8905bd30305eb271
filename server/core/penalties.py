"""What an entry's penalties (判罚) come to: changes of the total and of modules, voids, disqualification. No marks here.

Amounts of one kind are added up first and capped then, so that the order in which penalties were given has no say.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from server.core.exact import exact_sum
from server.core.facts_rulings import PenaltyGiven
from server.core.ids import ModuleId, PenaltyId
from server.core.penalty_kinds import Penalty
from server.core.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Charge:
    """
    One penalty as it counts, before the cap of its kind.

    `given` is None for one that follows from others: their kind is `cause`. `module` is None where it is the total's.
    """

    kind: Penalty
    module: ModuleId | None
    amount: Fraction
    given: PenaltyGiven | None
    cause: PenaltyId | None = None

    @property
    def place(self) -> ModuleId | None:
        """The module it changes, None for the total."""
        return None if self.kind.applies == "total" else self.module


@dataclass(frozen=True, slots=True)
class Charges:
    """
    All penalties of one entry. `voids` names for each module that is void the kind that made it so, `out` the kind
    that disqualifies, None where none does. `limited`: the higher result wins, so that no adjustment lifts one above
    its maximum.
    """

    charged: tuple[Charge, ...] = ()
    voids: Mapping[ModuleId, PenaltyId] = field(default_factory=dict)
    out: PenaltyId | None = None
    limited: bool = True

    def of(self, applies: str, module: ModuleId | None = None) -> list[Charge]:
        """Those that change one thing: the total, or a module before or after its weight."""
        return [one for one in self.charged if one.kind.applies == applies and one.place == module]

    def change(self, applies: str, module: ModuleId | None = None) -> Fraction:
        """What they change there, kind by kind within its cap."""
        there = self.of(applies, module)
        kinds = {one.kind.id: one.kind for one in there}
        return exact_sum(
            capped(kind, exact_sum(one.amount for one in there if one.kind.id == kind.id))
            for kind in kinds.values()
        )

    def applied(
        self, points: Fraction, most: Decimal | Fraction | None, applies: str, module: ModuleId | None = None
    ) -> Fraction:
        """The points with these changes; a change upwards lifts nothing above `most`, where there is such a thing."""
        change = self.change(applies, module)
        after = points + change
        if most is None or change <= 0 or not self.limited:
            return after
        return min(after, max(points, Fraction(most)))


NONE = Charges()


def capped(kind: Penalty, amount: Fraction) -> Fraction:
    """The amounts of a kind together, no further from nought than its cap."""
    if kind.cap is None:
        return amount
    return max(min(amount, Fraction(kind.cap)), -Fraction(kind.cap))


def charges(scheme: Scheme, given: Sequence[PenaltyGiven]) -> Charges:
    """What these penalties come to under a scheme's kinds; a penalty of a kind the scheme has not is left out."""
    if not given:
        return NONE
    kinds = scheme.penalties
    charged: list[Charge] = []
    voids: dict[ModuleId, PenaltyId] = {}
    out: PenaltyId | None = None
    following: list[Charge] = []
    for kind in kinds:  # a kind leads to later ones only
        those = [*_given(kind, given), *(one for one in following if one.kind is kind)]
        charged += those
        leads = kind.consequence
        if leads is None or len(those) < leads.times:
            continue
        module = kind.of or those[leads.times - 1].module
        if leads.then == "disqualified":
            out = out or kind.id
        elif leads.then == "void":
            assert module is not None, "who gives such a penalty names a module"
            voids.setdefault(module, kind.id)
        else:
            next_ = next(one for one in kinds if one.id == leads.penalty)
            following.append(Charge(next_, next_.of or module, Fraction(next_.amount or 0), None, kind.id))
    return Charges(tuple(charged), voids, out, scheme.result.direction == "high")


def _given(kind: Penalty, given: Sequence[PenaltyGiven]) -> Iterator[Charge]:
    for one in given:
        if one.penalty == kind.id:
            yield Charge(kind, kind.of or one.module, Fraction(kind.amount or one.amount or 0), one)


def needs_module(kinds: Sequence[Penalty], kind: Penalty) -> bool:
    """Whether whoever gives it names a module: it changes or voids one, itself or by what it leads to."""
    if kind.of is not None:
        return False
    leads = kind.consequence
    if kind.applies != "total" or (leads is not None and leads.then == "void"):
        return True
    if leads is None or leads.then != "penalty":
        return False
    return any(needs_module(kinds, one) for one in kinds if one.id == leads.penalty)
