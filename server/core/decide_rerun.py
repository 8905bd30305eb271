"""Rules of a re-run (重赛): when an entry may do modules again. Which run counts stands in `runs.py`."""

from server.core import limits
from server.core.commands_rulings import OrderRerun
from server.core.competition import Competition
from server.core.decide_approval import check_unlocked
from server.core.facts_rulings import RerunOrdered
from server.core.ids import ModuleId
from server.core.refusals import Code, Refusal
from server.core.rules import Relative
from server.core.scheme import Scheme


def order_rerun(state: Competition, command: OrderRerun) -> RerunOrdered | Refusal:
    """
    While the round is open, for an entry that competes, with a reason.

    Also where no sheet is in: what judges have begun to write on their tablets is then of the run before.
    """
    round_ = state.rounds.get(command.round)
    if round_ is None:
        return Refusal(Code.ROUND_UNKNOWN)
    if round_.phase != "open":
        return Refusal(Code.ROUND_NOT_OPEN)
    if command.entry not in round_.codes:
        return Refusal(Code.ENTRY_UNKNOWN)
    if round_.state(command.entry) != "competing":
        return Refusal(Code.ENTRY_NOT_COMPETING, {"code": round_.codes[command.entry]})
    scheme = state.event_of(round_).scheme
    known = all(scheme.module(module) is not None for module in command.modules)
    if not command.modules or not known or len(set(command.modules)) < len(command.modules):
        return Refusal(Code.MODULE_UNKNOWN)
    if not all(round_.is_judged_in(module, command.entry) for module in command.modules):
        return Refusal(Code.CODE_OF_OTHER_MODULE, {"code": round_.codes[command.entry]})
    if command.counts == "best" and any(_in_field(scheme, module) for module in command.modules):
        return Refusal(Code.RERUN_BEST_IN_FIELD)
    most = max(round_.run(module, command.entry) for module in command.modules)
    return (
        limits.check_count(most + 1, limits.RUNS_OF_A_MODULE)
        or check_unlocked(state, round_, command.entry)
        or limits.check_reason(command.reason, needed=True)
        or RerunOrdered(round_.id, command.entry, command.modules, command.reason, command.counts)
    )


def _in_field(scheme: Scheme, module: ModuleId) -> bool:
    """Whether points of the module depend on the other entries: there is one place among them, not one for each run."""
    return any(
        isinstance(aspect.rule, Relative) for m in scheme.modules if m.id == module for aspect in m.aspects()
    )
