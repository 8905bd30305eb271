"""What an entry's penalties come to, once more and as the rules read: amounts by place, what is void, who is out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from server.core.facts_rulings import PenaltyGiven
from server.core.penalty_kinds import Penalty
from server.core.scheme import Scheme
from server.reference.numbers import ZERO, between

APPLIES = ("total", "module", "weighted")
LEADS = ("penalty", "void", "disqualified")
CARDS = ("yellow", "red")
"""What a kind of penalty may say; a test holds these to the scheme model. A card alone changes no figure."""


@dataclass
class Fines:
    """
    The changes by what they apply to and the module (None: the total), the modules that are void, and who is out.
    """

    scheme: Scheme
    changes: dict[tuple[str, str | None], Fraction] = field(default_factory=dict)
    void: set[str] = field(default_factory=set)
    out: bool = False

    def on(
        self, value: Fraction, applies: str, module: str | None, most: Decimal | Fraction | None
    ) -> Fraction:
        """The value once the penalties are taken; where the higher wins, nothing is lifted above `most`."""
        change = self.changes.get((applies, module), ZERO)
        if change > 0 and self.scheme.result.direction == "high" and most is not None:
            room = max(ZERO, Fraction(most) - value)
            return value + min(change, room)
        return value + change


def fines(scheme: Scheme, given: Sequence[PenaltyGiven]) -> Fines:
    """All penalties of one entry, kind after kind; those that follow from others join the kind they are of."""
    found = Fines(scheme)
    added: dict[str, list[str | None]] = {}
    for kind in scheme.penalties:
        assert kind.applies in APPLIES, f"no reference for a penalty on {kind.applies}"
        amounts: list[tuple[str | None, Fraction]] = [
            (one.module, _worth(kind, one)) for one in given if one.penalty == kind.id
        ]
        amounts += [(module, Fraction(kind.amount or 0)) for module in added.get(kind.id, [])]
        _take(found, kind, amounts)
        led = kind.consequence
        if led is not None and len(amounts) >= led.times:
            assert led.then in LEADS, f"no reference for a penalty that leads to {led.then}"
            where = kind.of if kind.of is not None else amounts[led.times - 1][0]
            if led.then == "disqualified":
                found.out = True
            elif led.then == "void":
                found.void.add(str(where))
            else:
                added.setdefault(str(led.penalty), []).append(where)
    return found


def _worth(kind: Penalty, one: PenaltyGiven) -> Fraction:
    if kind.amount is not None:
        return Fraction(kind.amount)
    return ZERO if one.amount is None else Fraction(one.amount)


def _take(found: Fines, kind: Penalty, amounts: Sequence[tuple[str | None, Fraction]]) -> None:
    """The amounts of one kind, place by place, none of the sums beyond the kind's cap."""
    sums: dict[str | None, Fraction] = {}
    for module, amount in amounts:
        place = None if kind.applies == "total" else kind.of if kind.of is not None else module
        sums[place] = sums.get(place, ZERO) + amount
    for place, value in sums.items():
        kept = value if kind.cap is None else between(value, -kind.cap, kind.cap)
        key = (kind.applies, place)
        found.changes[key] = found.changes.get(key, ZERO) + kept
