"""Freezes: what they mean for a round, at once, planned for a time, or for a part of the board; facts or a refusal."""

from collections.abc import Sequence

from server.core.commands_withheld import FreezeBoard, FreezeWhenDue, PlanFreeze, UnfreezeBoard
from server.core.competition import Competition
from server.core.decide_embargo import check_not_embargoed
from server.core.facts_withheld import BoardFrozen, BoardUnfrozen, FreezePlanned
from server.core.ids import ModuleId
from server.core.refusals import Code, Refusal
from server.core.round import Round
from server.core.withheld import AT_MAX, PLACES_MAX, known


def freeze_board(state: Competition, command: FreezeBoard) -> BoardFrozen | Refusal:
    """While there are standings that are not official yet. A board that is frozen in part can be frozen as a whole."""
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    wrong = _cannot_freeze(state, round_, command.places, command.modules)
    return wrong or BoardFrozen(round_.id, command.places, command.modules)


def unfreeze_board(state: Competition, command: UnfreezeBoard) -> BoardUnfrozen | Refusal:
    """A publication unfreezes by itself, so that only an open or closed round can be frozen."""
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    if round_.frozen_at is None:
        return Refusal(Code.BOARD_NOT_FROZEN)
    return check_not_embargoed(round_) or BoardUnfrozen(round_.id)


def plan_freeze(state: Competition, command: PlanFreeze) -> FreezePlanned | Refusal:
    """Any time before the results are official. Where the time is over the board freezes at once, or as soon as it can."""
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    if command.at == 0:
        planned = round_.withheld.plan is not None
        return FreezePlanned(round_.id, 0) if planned else Refusal(Code.FREEZE_NOT_PLANNED)
    if not 0 < command.at <= AT_MAX:
        return Refusal(Code.FREEZE_TIME_INVALID)
    if round_.phase == "published":
        return Refusal(Code.ROUND_NOT_OPEN)
    wrong = check_not_embargoed(round_) or _wrong_cover(state, round_, command.places, command.modules)
    return wrong or FreezePlanned(round_.id, command.at, command.places, command.modules)


def freeze_when_due(state: Competition, command: FreezeWhenDue) -> BoardFrozen | Refusal:
    """
    Once for every plan: the freeze fulfils it, and what an organiser unfroze afterwards stays so, whatever a clock says.

    Whether the time has come is the server's to say: no rule looks at a clock.
    """
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    plan = round_.withheld.plan
    if plan is None or plan.at != command.at:
        return Refusal(Code.FREEZE_NOT_PLANNED)
    wrong = _cannot_freeze(state, round_, plan.places, plan.modules)
    return wrong or BoardFrozen(round_.id, plan.places, plan.modules, plan.at)


def _cannot_freeze(
    state: Competition, round_: Round, places: int, modules: Sequence[ModuleId]
) -> Refusal | None:
    if round_.phase not in ("open", "closed"):
        return Refusal(Code.ROUND_NOT_OPEN)
    return check_not_embargoed(round_) or _wrong_cover(state, round_, places, modules)


def _wrong_cover(
    state: Competition, round_: Round, places: int, modules: Sequence[ModuleId]
) -> Refusal | None:
    """A cover that is none, or one that is not more than what covers the board already."""
    now, whole = round_.withheld.frozen, not places and not modules
    if now is not None and (now.whole or not whole):
        return Refusal(Code.BOARD_FROZEN_ALREADY)
    if not 0 <= places <= PLACES_MAX:
        return Refusal(Code.FREEZE_PLACES_INVALID, {"count_max": PLACES_MAX})
    if modules and not known([one.id for one in state.event_of(round_).scheme.modules], modules):
        return Refusal(Code.FREEZE_MODULES_INVALID)
    return None
