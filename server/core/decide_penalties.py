"""Rules of penalties: which may be given to whom, and taking one back. What they come to stands in `penalties.py`."""

from decimal import Decimal

from server.core import limits
from server.core.commands_rulings import GivePenalty, LiftPenalty
from server.core.competition import Competition
from server.core.decide_approval import check_unlocked
from server.core.facts_rulings import PenaltyGiven, PenaltyLifted
from server.core.marks import is_multiple
from server.core.penalties import needs_module
from server.core.penalty_kinds import Penalty
from server.core.refusals import Code, Refusal
from server.core.round import Round
from server.core.scheme import Scheme


def give_penalty(state: Competition, command: GivePenalty) -> PenaltyGiven | Refusal:
    """
    From the draw on, also after the close and after publication, always with a reason.

    An entry that no longer competes can be given one too: what happened is on record, and its state may be taken back.
    """
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    if not round_.order:
        return Refusal(Code.DRAW_MISSING)
    if command.entry not in round_.codes:
        return Refusal(Code.ENTRY_UNKNOWN)
    scheme = state.event_of(round_).scheme
    kind = next((one for one in scheme.penalties if one.id == command.penalty), None)
    if kind is None:
        return Refusal(Code.PENALTY_UNKNOWN)
    return (
        check_amount(kind, command.amount)
        or _check_module(scheme, kind, command)
        or _check_count(round_, kind, command)
        or check_unlocked(state, round_, command.entry)
        or limits.check_reason(command.reason, needed=True)
        or PenaltyGiven(
            round_.id,
            command.entry,
            round_.penalties_given + 1,
            kind.id,
            command.reason,
            command.amount,
            command.module,
        )
    )


def lift_penalty(state: Competition, command: LiftPenalty) -> PenaltyLifted | Refusal:
    """Once each, with a reason."""
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    if any(given.number == command.number for given, _ in round_.lifted):
        return Refusal(Code.PENALTY_LIFTED_ALREADY)
    given = round_.penalty(command.number)
    if given is None:
        return Refusal(Code.PENALTY_UNKNOWN)
    return (
        check_unlocked(state, round_, given.entry)
        or limits.check_reason(command.reason, needed=True)
        or PenaltyLifted(round_.id, command.number, command.reason)
    )


def check_amount(kind: Penalty, amount: Decimal | None) -> Refusal | None:
    """One of the kind's range, by its step and not nought; none where the kind fixes it."""
    if kind.low is None or kind.high is None or kind.step is None:
        return None if amount is None else Refusal(Code.PENALTY_AMOUNT_FIXED)
    fits = amount is not None and kind.low <= amount <= kind.high and is_multiple(amount, kind.step)
    if fits and amount:
        return None
    texts = {"low": f"{kind.low:f}", "high": f"{kind.high:f}", "step": f"{kind.step:f}"}
    return Refusal(Code.PENALTY_AMOUNT_INVALID, dict(texts))


def _check_module(scheme: Scheme, kind: Penalty, command: GivePenalty) -> Refusal | None:
    if not needs_module(scheme.penalties, kind):
        return None if command.module is None else Refusal(Code.PENALTY_TAKES_NO_MODULE)
    if command.module is None:
        return Refusal(Code.PENALTY_NEEDS_MODULE)
    return None if scheme.module(command.module) else Refusal(Code.MODULE_UNKNOWN)


def _check_count(round_: Round, kind: Penalty, command: GivePenalty) -> Refusal | None:
    """As often as the kind allows; those that were taken back do not count."""
    given = round_.penalties.get(command.entry, ())
    of_kind = sum(one.penalty == kind.id for one in given)
    if kind.count_max is not None and of_kind >= kind.count_max:
        return Refusal(Code.PENALTY_COUNT_REACHED, {"count_max": kind.count_max})
    return limits.check_count(len(given) + 1, limits.PENALTIES_OF_AN_ENTRY)
