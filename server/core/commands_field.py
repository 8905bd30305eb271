"""What can be asked for about what a round starts from: who comes through, what is carried, what is declared."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from server.core.facts_field import CarriedRound, Declared, Through
from server.core.ids import RoundId


@dataclass(frozen=True, slots=True)
class QualifyEntries:
    """Let only those take part in a round who come through from another by a rule; before its draw."""

    round: RoundId
    source: RoundId
    rule: Through
    kind: Literal["qualify_entries"] = "qualify_entries"


@dataclass(frozen=True, slots=True)
class SetCarry:
    """Say what a round takes over from earlier rounds of its event, before its draw; no rounds: nothing."""

    round: RoundId
    rounds: tuple[CarriedRound, ...]
    own_percent: Decimal = Decimal(100)
    take: Literal["sum", "best"] = "sum"
    kind: Literal["set_carry"] = "set_carry"


@dataclass(frozen=True, slots=True)
class DeclareDifficulties:
    """Record the difficulties that entries declared; for a module that has been marked already with a reason."""

    round: RoundId
    declared: tuple[Declared, ...]
    reason: str = ""
    kind: Literal["declare_difficulties"] = "declare_difficulties"
